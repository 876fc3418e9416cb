"""One document's way from its file to its rows of every table: read, reading, passport, terms, executors, themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from statistics import fmean
from typing import Any

from normalizers.abbreviations import Glossary, build_glossary
from normalizers.executors import Executor, Registry, in_full, read_executors, sole_bodies
from normalizers.passport import Passport, read_passport
from normalizers.period import years_of_heading
from normalizers.posts import find_posts
from normalizers.terms import TermReading, Years, read_terms
from normalizers.themes import Themes, classify, listed
from parsers.document import Box, Document, Grid, Severity
from parsers.plan import Field, Reading, Row
from pipeline.corrections import Note, correct
from pipeline.vocabulary import COLUMNS, FLAGS

Tables = dict[str, list[dict[str, Any]]]
OF_TERM = ("text", "kind", "months", "start", "end", "year_source", "freq", "times", "rrule", "edtf", "condition",
           "confidence")
OF_EXECUTOR = ("text", "executor_id", "label", "kind", "level", "person", "method", "score")
DOUBTFUL = 0.8  # a field below this confidence is flagged
UNRESOLVED = 0.6  # an executor below this score is flagged

WITHOUT_PERIOD = "Год плана не найден, без дат мероприятий: {}. Назовите period_start и period_end в файле сведений."
DIRECTION = re.compile(r"направлен|блок|раздел")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What holds for every row of a document."""

    document_id: str
    source_path: str
    passport: Passport
    glossary: Glossary
    registry: Registry
    posts: Mapping[str, Sequence[str]]
    themes: Themes


def process(job: Mapping[str, Any]) -> Tables:
    """Read the document of a job (see pipeline/ingest.py) into rows of the tables; raises Unreadable."""
    from parsers.reader import read
    from parsers.roadmap import read_plan

    document = read(Path(job["path"]))
    return tabulate(document, read_plan(document), job)


def tabulate(document: Document, reading: Reading, job: Mapping[str, Any]) -> Tables:
    """The rows of all tables that a document's reading gives."""
    registries = {name: Path(path) for name, path in job.get("registries", {}).items()}
    stated = dict(job.get("stated", {}))
    corrected = correct(reading, stated.pop("correction", []), document.pages)
    reading = corrected.reading
    rows = reading.rows
    executors = [row.executor.text for row in rows if row.executor]
    passport = read_passport(
        title=reading.title, front=reading.front, after=reading.after, executors=executors,
        actions=[row.action.text for row in rows],
        terms=[row.term.text for row in rows if row.term],
        results=[row.result.text for row in rows if row.result],
        headings=[heading.title for row in rows for heading in (row.section, row.subsection) if heading],
        source_path=job["source_path"], stated=stated)
    known = Knowledge(
        job["sha256"][:16], job["source_path"], passport, build_glossary(_texts(reading), passport.region_code),
        Registry.load(registries.get("executors")), find_posts(executors, (*reading.front, *reading.after)),
        listed(registries.get("themes")),
    )
    named = [_executors(row, known) for row in rows]
    bodies = sole_bodies(chain.from_iterable(named))
    tables: Tables = {name: [] for name in ("documents", "measures", "terms", "executors", "issues", "cells")}
    for ordinal, (row, notes, mentions) in enumerate(zip(rows, corrected.notes, named, strict=True), 1):
        _add_measure(tables, row, notes, in_full(mentions, bodies), ordinal, known)
    _tell(tables, document, reading, known)
    tables["documents"].append(_document_row(tables, document, reading, known, job))
    return tables


def _texts(reading: Reading) -> Iterator[str]:
    """All texts in the order of the page, also repeated ones: who appoints stands behind what is said of curators.

    At last the texts before the table in one, for a page may part a list of abbreviations within an explanation.
    """
    yield from filter(None, [reading.title])
    yield from reading.front
    for row in reading.rows:
        headings = (heading.title for heading in (row.section, row.subsection) if heading)
        yield from filter(None, [*headings, *(field.text for _, field in _fields(row))])
    yield from reading.after
    yield " ".join(reading.front)


def _above(row: Row) -> str | None:
    """What a measure stands under: its headings, and its direction where a column of the table names it."""
    directions = (field.text for heading, field in row.extra if DIRECTION.match(heading.lower()))
    headings = (heading.title for heading in (row.section, row.subsection) if heading)
    return ". ".join(filter(None, (*headings, *directions))) or None


def _fields(row: Row) -> Iterator[tuple[str, Field]]:
    for name in ("action", "term", "executor", "result"):
        field = getattr(row, name)
        if field is not None:
            yield name, field
    yield from row.extra


def _add_measure(tables: Tables, row: Row, notes: Sequence[Note], mentions: Sequence[Executor], ordinal: int,
                 known: Knowledge) -> None:
    measure_id = f"{known.document_id}-{ordinal:04d}"
    keys = {"measure_id": measure_id, "document_id": known.document_id}
    reading = _terms(row, known)
    components = reading.components if reading else ()
    boxes = measure_boxes(row)
    flags = list(row.flags)
    for flag, text in _doubts(row, notes, reading, mentions):
        if flag not in flags:
            flags.append(flag)
        tables["issues"].append(_issue(known, flag, FLAGS[flag].advice, text=text,
                                       measure_id=measure_id, page=boxes[0].page if boxes else None))
    confidences = [field.confidence for _, field in _fields(row) if field.text]
    tables["measures"].append(keys | {
        "region_code": known.passport.region_code, "municipality": known.passport.municipality,
        "level": known.passport.level, "ordinal": ordinal,
        "section_number": row.section.number if row.section else None,
        "section_title": row.section.title if row.section else None,
        "subsection_number": row.subsection.number if row.subsection else None,
        "subsection_title": row.subsection.title if row.subsection else None,
        "number": row.number, "parent_number": row.parent_number, "group": row.group,
        **{name: getattr(row, name).text or None if getattr(row, name) else None
           for name in ("action", "term", "executor", "result")},
        "extra": {heading: field.text for heading, field in row.extra if field.text},
        "page_first": min((box.page for box in boxes), default=None),
        "page_last": max((box.page for box in boxes), default=None),
        "boxes": [asdict(box) for box in boxes],
        "themes": list(classify(row.action.text, _above(row), row.result.text if row.result else None, known.themes)),
        "months": sorted({month for term in components for month in term.months}),
        **_span(components), "flags": flags,
        "confidence": round(row.confidence * fmean(confidences or [1.0]) * (reading.confidence if reading else 1.0), 4),
    })
    tables["terms"] += [keys | {"ordinal": n} | {name: _plain(getattr(term, name)) for name in OF_TERM}
                        for n, term in enumerate(components, 1)]
    tables["executors"] += [keys | {"ordinal": n} | {name: getattr(mention, name) for name in OF_EXECUTOR}
                            for n, mention in enumerate(mentions, 1)]
    tables["cells"] += [keys | {"ordinal": n} | cell for n, cell in enumerate(_cells(row), 1)]


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _span(components: Sequence[Any]) -> dict[str, Any]:
    """First and last day over the terms; a side that any dated term leaves open stays open."""
    starts = [term.start for term in components]
    ends = [term.end for term in components]
    deadlines = bool(components) and all(term.kind == "deadline" for term in components)
    certain = components and all(ends) and (all(starts) or deadlines)
    return {
        "start": min(starts) if components and all(starts) else None,
        "end": max(ends) if certain else None,
    }


def _terms(row: Row, known: Knowledge) -> TermReading | None:
    if row.term is None:
        return None
    printed = "\n".join(line.text for line in row.term.lines) if row.term.lines else row.term.text
    years = row_years(row, known.passport)
    reading = read_terms(row.term.text, years, row.term_unit)
    if reading.leftovers and printed != row.term.text:
        by_lines = read_terms(printed, years, row.term_unit)
        if len(by_lines.leftovers) < len(reading.leftovers):
            return by_lines
    return reading


def row_years(row: Row, passport: Passport) -> Years | None:
    """The years known from outside of the row's own cell: a heading above it, else the plan's one year."""
    for heading in (row.subsection, row.section):
        if heading and (years := years_of_heading(heading.title)):
            return years
    return passport.years


def _executors(row: Row, known: Knowledge) -> tuple[Executor, ...]:
    if row.executor is None or not row.executor.text:
        return ()
    return read_executors(row.executor.text, glossary=known.glossary, registry=known.registry,
                          plan_level=known.passport.level, posts=known.posts)


def _doubts(row: Row, notes: Sequence[Note], terms: TermReading | None,
            mentions: Iterable[Executor]) -> Iterator[tuple[str, str | None]]:
    """Each doubt of a row: its flag and the text at stake."""
    for note in notes:
        yield "corrected", note.text
    corrected = {note.field for note in notes}
    for name, field in _fields(row):
        column = COLUMNS.get(name, name)
        if field.doubtful or (field.raw is not None and field.confidence < DOUBTFUL):
            yield "ocr-doubtful", f"{column}: {', '.join(field.doubtful) or field.text}"
        if field.raw is not None and field.raw != field.text and name not in corrected:
            yield "ocr-mended", f"{column}: «{field.raw}» → «{field.text}»"
    if terms and terms.leftovers:
        yield "term-unparsed", "; ".join(terms.leftovers)
    for mention in mentions:
        if mention.label and (mention.method == "derived" or mention.score < UNRESOLVED):
            yield "executor-unresolved", mention.text
    for flag in row.flags:
        yield flag, row.action.text[:200]


def measure_boxes(row: Row) -> tuple[Box, ...]:
    """Where the row stands: over its action's height, from its leftmost to its rightmost cell, one box a page.

    A merged cell spans other rows too, so it widens the box but does not heighten it.
    """
    boxes = []
    for own in row.action.place.boxes:
        beside = [box for _, field in _fields(row) for box in field.place.boxes
                  if box.page == own.page and box.top < own.bottom and box.bottom > own.top]
        boxes.append(Box(own.page, min([own.x0, *(b.x0 for b in beside)]), own.top,
                         max([own.x1, *(b.x1 for b in beside)]), own.bottom))
    return tuple(boxes)


def _cells(row: Row) -> Iterator[dict[str, Any]]:
    for name, field in _fields(row):
        place = field.place
        yield {
            "column": name, "text": field.text, "raw": field.raw, "confidence": field.confidence,
            "doubtful": list(field.doubtful), "boxes": [asdict(box) for box in place.boxes],
            "table_index": place.table, "row_index": place.row, "cell_index": place.cell,
            "paragraph_index": place.paragraph, "line_first": place.first_line, "line_last": place.last_line,
        }


def _issue(known: Knowledge, code: str, message: str, *, severity: str = "warning", measure_id: str | None = None,
           page: int | None = None, text: str | None = None) -> dict[str, Any]:
    return {"document_id": known.document_id, "source_path": known.source_path, "measure_id": measure_id, "page": page,
            "severity": severity, "code": code, "message": message, "text": text}


def _tell(tables: Tables, document: Document, reading: Reading, known: Knowledge) -> None:
    """Whatever the readers and the passport found lost or doubtful."""
    for problem in dict.fromkeys([*document.problems, *reading.problems]):
        tables["issues"].append(_issue(known, problem.code, problem.message, severity=problem.severity.value,
                                       page=problem.page, text=problem.text))
    for doubt in known.passport.doubts:
        tables["issues"].append(_issue(known, doubt.code, doubt.message, text=doubt.text))
    if not tables["measures"]:
        tables["issues"].append(_issue(known, "no-plan", _without_plan(document, reading)))
    bare = {term["measure_id"] for term in tables["terms"] if term["months"] and not (term["start"] or term["end"])}
    if bare and known.passport.period_start is None:
        tables["issues"].append(_issue(known, "no-period", WITHOUT_PERIOD.format(len(bare))))


def _without_plan(document: Document, reading: Reading) -> str:
    """Why no measure came out of a document, and what to do."""
    if any(problem.code == "columns-apart" for problem in reading.problems):
        return "План не прочитан: столбцы таблицы в этом тексте стоят порознь. Загрузите сам PDF или DOCX."
    tables = sum(isinstance(block, Grid) for block in document.blocks)
    if tables:
        return (f"Плана мероприятий не найдено: таблиц {tables}, ни одна не прочитана как план. Если план среди них, "
                "проверьте заголовки её столбцов (мероприятие, срок, ответственный).")
    if any(page.ocr for page in document.pages):
        return ("Плана мероприятий не найдено: таблицы на изображении не видно. Если план там есть, отсканируйте "
                "документ заново (300 dpi, без наклона) или достаньте исходный файл.")
    if not document.blocks:
        return "В документе нет текста. Откройте его: если он не пуст, пересохраните его как PDF или DOCX."
    return ("Плана мероприятий не найдено: таблицы в документе нет. Если план в нём есть, пересохраните документ "
            "как DOCX или PDF с таблицей.")


def _document_row(tables: Tables, document: Document, reading: Reading, known: Knowledge,
                  job: Mapping[str, Any]) -> dict[str, Any]:
    passport, measures = known.passport, tables["measures"]
    read_by_ocr = [page.confidence for page in document.pages if page.ocr and page.confidence is not None]
    lost = any(issue["severity"] == Severity.ERROR.value for issue in tables["issues"])
    return {
        "document_id": known.document_id, "source_path": job["source_path"],
        "source_paths": list(job.get("source_paths") or [job["source_path"]]), "sha256": job["sha256"],
        "size_bytes": job["size_bytes"], "format": document.format, "title": reading.title,
        "level": passport.level, "region_code": passport.region_code, "region_name": passport.region_name,
        "municipality": passport.municipality, "act_number": passport.act_number, "act_date": passport.act_date,
        "period_start": passport.period_start, "period_end": passport.period_end,
        "layout": reading.layout, "page_count": len(document.pages) or None,
        "ocr": any(page.ocr for page in document.pages),
        "ocr_confidence": round(fmean(read_by_ocr), 4) if read_by_ocr else None,
        "status": "partial" if lost else "ok" if measures else "empty",
        "error_code": None, "error": None, "measure_count": len(measures),
        "confidence": round(fmean(row["confidence"] for row in measures) * reading.confidence, 4) if measures else None,
    }
