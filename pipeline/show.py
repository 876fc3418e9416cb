"""What the terminal shows: the plans, two plans compared in a few lines, and everything known of a measure."""

from __future__ import annotations

from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from normalizers.terms import FREQUENCY_NAMES, KIND_NAMES
from pipeline.coverage import NONE, OTHER_TIME, RELATED, SAME
from pipeline.coverage_study import choose, items, table, text
from pipeline.vocabulary import COLUMNS, KINDS, LEVELS, METHODS, STATUS, flag_names, percent, plural

if TYPE_CHECKING:
    import pandas as pd

WIDTH = 100
FEW = 7


def plans(data: Path) -> str:
    """The data set's documents, one a line: id, measures, years, place, title, file."""
    documents = table(data, "documents")
    if documents.empty:
        raise LookupError("В наборе данных нет документов: сначала выполните make ingest.")
    lines = []
    for row in documents.sort_values("source_path").itertuples(index=False):
        count = 0 if row.measure_count != row.measure_count else int(row.measure_count or 0)
        place = text(row.municipality) or text(row.region_name) or "место не указано"
        told = f"{count} мер." if count else STATUS.get(row.status, row.status)
        lines.append(f"{row.document_id}  {told:>11}  {_cut(place, 34):<34}  {_cut(text(row.title) or '', 60)}")
        lines.append(f"{'':16}  {'':>11}  {row.source_path}")
    return "\n".join(lines)


def compare(data: Path, a: str, b: str) -> str:
    """Two plans (an id, or a part of path, municipality or title) compared; LookupError where one is not found."""
    from pipeline import coverage
    from pipeline.coverage_gaps import gaps

    documents = table(data, "documents")
    one, two = _one(documents, a), _one(documents, b)
    if one == two:
        raise LookupError("Это один и тот же документ: назовите два разных плана.")
    study = coverage.read(data, [one, two])
    if len(study.plans) < 2:
        raise LookupError("В одном из документов не найдено мероприятий: сравнивать не с чем.")
    first, second = sorted(study.plans, key=lambda plan: plan.documents[0] != one)
    counts = coverage.pairwise(study)
    lines = [f"А: {_named(first)}", f"Б: {_named(second)}", ""]
    for here, there, of, at in ((first, second, "А", "Б"), (second, first, "Б", "А")):
        line = counts[here.index, there.index]
        found = int(line[SAME] + line[OTHER_TIME])
        lines.append(
            f"Из {plural(here.measures, 'мероприятия', 'мероприятий', 'мероприятий')} плана {of} в плане {at} "
            f"есть {found} ({percent(found, here.measures)}), из них в другое время {line[OTHER_TIME]}; только "
            f"близкое у {line[RELATED]}, ничего похожего у {line[NONE]}."
        )
    lines += _themes(study, first, second)
    missing = gaps(study, 1000)
    for here, of in ((first, "А"), (second, "Б")):
        lines += ["", f"Нет в плане {of}:"]
        listed = [gap for gap in missing[here.index] if not gap.related]
        lines += [_bullet(study.measures, gap.row) for gap in listed[:FEW]] or ["  — такого не нашлось"]
        if len(listed) > FEW:
            lines.append(f"  … и ещё {len(listed) - FEW} (полностью — в отчёте: make report)")
    apart = coverage.not_compared(study).sum(axis=0)
    lines += [
        "",
        f"Не сравнивалось по времени: {int(apart[0])} мероприятий без срока; исполнитель не распознан у "
        f"{int(apart[1])}.",
    ]
    return "\n".join(fill(line, WIDTH, subsequent_indent="    ") if line else "" for line in lines)


def show(data: Path, measure_id: str) -> str:
    """Everything known of a measure: LookupError with a Russian sentence where there is none of that id."""
    measures = table(data, "measures")
    found = measures[measures["measure_id"] == measure_id]
    if found.empty:
        raise LookupError(f"Мероприятия «{measure_id}» нет: код стоит в графе measure_id и в отчёте («Код»).")
    row = found.iloc[0]
    documents = table(data, "documents").set_index("document_id")
    document = documents.loc[row["document_id"]]
    lines = [f"{row['number'] + '. ' if text(row['number']) else ''}{row['action']}", ""]
    lines += _fields(row, document)
    lines += _terms(data, measure_id) + _executors(data, measure_id) + _cells(data, row)
    lines += _matches(data, measures, documents, row) + _issues(data, measure_id)
    return "\n".join(fill(line, WIDTH, subsequent_indent="    ") if line else "" for line in lines)


def _one(documents: pd.DataFrame, wanted: str) -> str:
    found = choose(documents, wanted)
    if len(found) > 1:
        listed = "; ".join(f"{row.document_id} ({row.source_path})" for row in found.head(6).itertuples())
        raise LookupError(f"«{wanted}» подходит к {len(found)} документам: {listed}. Назовите один: его код или файл.")
    return str(found["document_id"].iloc[0])


def _named(plan: Any) -> str:
    years = f", {plan.period}" if plan.period else ""
    return f"{plan.short}{years} — {_cut(plan.title, 150)} ({plan.sources[0]})"


def _themes(study: Any, first: Any, second: Any) -> list[str]:
    from normalizers.themes import standard
    from pipeline import coverage

    names = standard().names
    counts = coverage.by_theme(study, list(names))
    lines = []
    for here, there, of in ((first, second, "А"), (second, first, "Б")):
        only = [
            name for at, name in enumerate(names.values()) if counts[here.index, at] and not counts[there.index, at]
        ]
        if only:
            lines.append(f"Темы только в плане {of}: {', '.join(only)}.")
    return lines


def _bullet(measures: pd.DataFrame, row: int) -> str:
    from pipeline.report.proof import number

    measure = measures.iloc[row]
    page = number(measure["page_first"])
    place = f", стр. {page}" if page else ""
    return f"  — {_cut(measure['action'], 170)} [{measure['measure_id']}{place}]"


def _fields(row: Any, document: Any) -> list[str]:
    from normalizers.themes import standard

    names = standard().names
    section = " / ".join(part for part in (text(row["section_title"]), text(row["subsection_title"])) if part)
    months = ", ".join(str(int(month)) for month in items(row["months"]))
    dates = f"{row['start']} – {row['end']}" if row["start"] is not None or row["end"] is not None else None
    told = [
        ("Код", row["measure_id"]),
        ("План", text(document["title"])),
        ("Файл", document["source_path"]),
        ("Раздел", section),
        ("Срок", text(row["term"]) or "не указан"),
        ("Месяцы", months),
        ("Даты", None if dates is None or dates == "NaT – NaT" else dates.replace("NaT", "…").replace("None", "…")),
        ("Исполнитель", text(row["executor"]) or "не указан"),
        ("Результат", text(row["result"])),
        *((heading, value) for heading, value in _extra(row["extra"])),
        ("Темы", "; ".join(names.get(code, code) for code in items(row["themes"])) or "не определены"),
        ("Уверенность", f"{row['confidence']:.2f}"),
        ("Пометки", ", ".join(flag_names(items(row["flags"])))),
    ]
    return [f"{name}: {value}" for name, value in told if value]


def _extra(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        return list(value.items())
    return [(str(heading), str(told)) for heading, told in items(value)]


def _of(data: Path, name: str, measure_id: str) -> pd.DataFrame:
    rows = table(data, name)
    return rows[rows["measure_id"] == measure_id]


def _terms(data: Path, measure_id: str) -> list[str]:
    lines = []
    for term in _of(data, "terms", measure_id).itertuples(index=False):
        months = ",".join(str(int(month)) for month in items(term.months)) or "—"
        times = f", {FREQUENCY_NAMES.get(term.freq, term.freq)}" if text(term.freq) else ""
        edtf = f", {term.edtf}" if text(term.edtf) else ""
        when = f", {term.condition}" if text(term.condition) else ""
        lines.append(
            f"  «{term.text or ''}»: {KIND_NAMES.get(term.kind, term.kind)}, месяцы {months}{times}{edtf}{when}"
        )
    return ["", "Срок по частям:", *lines] if lines else []


def _executors(data: Path, measure_id: str) -> list[str]:
    lines = [
        f"  «{one.text}»: {one.label or 'не распознан'}, уровень {LEVELS.get(one.level, one.level)}, "
        f"{KINDS.get(one.kind, one.kind)} ({METHODS.get(one.method, one.method)})"
        + (f", {one.person}" if text(one.person) else "")
        for one in _of(data, "executors", measure_id).itertuples(index=False)
    ]
    return ["", "Исполнители:", *lines] if lines else []


def _cells(data: Path, row: Any) -> list[str]:
    lines = []
    for cell in _of(data, "cells", row["measure_id"]).itertuples(index=False):
        parts = [place for place in (_boxes(cell.boxes), _grid(cell), _span(cell)) if place]
        doubtful = f"; сомнительно: {', '.join(items(cell.doubtful))}" if len(items(cell.doubtful)) else ""
        raw = f"; прочитано как «{cell.raw}»" if text(cell.raw) else ""
        place = ", ".join(parts) or "место не известно"
        lines.append(f"  {COLUMNS.get(cell.column, cell.column)}: {place}{raw}{doubtful}")
    return ["", "Где стоит:", *lines] if lines else []


def _boxes(value: Any) -> str:
    return "; ".join(
        f"стр. {int(box['page'])} ({box['x0']:.0f}, {box['top']:.0f} – {box['x1']:.0f}, {box['bottom']:.0f})"
        for box in items(value)
    )


def _grid(cell: Any) -> str:
    from pipeline.report.proof import number

    names = (
        ("таблица", cell.table_index),
        ("строка", cell.row_index),
        ("ячейка", cell.cell_index),
        ("абзац", cell.paragraph_index),
    )
    return ", ".join(f"{name} {at + 1}" for name, value in names if (at := number(value)) is not None)


def _span(cell: Any) -> str:
    from pipeline.report.proof import number

    first, last = number(cell.line_first), number(cell.line_last)
    return "" if first is None else f"строка {first}" if last in (None, first) else f"строки {first}–{last}"


def _matches(data: Path, measures: pd.DataFrame, documents: pd.DataFrame, row: Any) -> list[str]:
    from pipeline import match

    table_ = table(data, "matches")
    mine = row["measure_id"]
    near = table_[(table_["measure_id_a"] == mine) | (table_["measure_id_b"] == mine)]
    near = near.sort_values(["relation", "score"], ascending=[False, False], key=None).head(3 * FEW)
    rows = measures.set_index("measure_id")
    lines = []
    for pair in near.itertuples(index=False):
        other = pair.measure_id_b if pair.measure_id_a == mine else pair.measure_id_a
        if other not in rows.index:
            continue
        told = match.reason(row, rows.loc[other], pair.relation)
        file = documents.loc[rows.loc[other, "document_id"], "source_path"]
        lines.append(
            f"  {'то же' if pair.relation == 'same' else 'близкое'} ({pair.score:.2f}): "
            f"{_cut(rows.loc[other, 'action'], 140)} [{other}, {file}] — {told.level}; {told.reason}"
        )
    return ["", "В других планах:", *lines] if lines else ["", "В других планах ничего похожего не найдено."]


def _issues(data: Path, measure_id: str) -> list[str]:
    lines = [
        f"  {issue.message}" + (f" («{issue.text}»)" if text(issue.text) else "")
        for issue in _of(data, "issues", measure_id).itertuples(index=False)
    ]
    return ["", "Проверить:", *lines] if lines else []


def _cut(value: str, length: int) -> str:
    return value if len(value) <= length else value[: length - 1].rstrip() + "…"
