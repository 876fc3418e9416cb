"""The XLSX: the same tables as the page, whole lists, and no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from pipeline.coverage import STATES
from pipeline.coverage_study import Study
from pipeline.report import rows as page_rows
from pipeline.report.figures import View
from pipeline.report.tables import Cell, Sheet

RISKY = ("=", "+", "-", "@", "\t", "\r", "|", "%")
LONGEST = 32_000
MOST_PAIRS = 20_000
"""So many pairs are listed, the same and the nearest first: the table `matches` has all."""
MOST_STYLED = 4_000
"""A longer sheet is written without wrapping, which is quicker to write and to open."""
WIDTHS = {
    "План": 34,
    "Название": 60,
    "Мероприятие": 70,
    "Результат": 50,
    "Исполнитель": 40,
    "Файл": 46,
    "Раздел": 40,
    "Исполнитель (канон.)": 40,
    "Темы": 36,
    "Срок": 24,
    "Есть у планов": 50,
    "Мероприятие А": 60,
    "Мероприятие Б": 60,
    "План А": 34,
    "План Б": 34,
    "Сообщение": 60,
    "Текст": 50,
}


def save(path: Path, study: Study, view: View, sentences: Sequence[str], tables: Mapping[str, Sheet]) -> None:
    """Write the workbook, replacing what stood there in one step."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _sheet(book, "Коротко", ("Вывод",), ((sentence,) for sentence in sentences), widths={"Вывод": 120})
    for table in tables.values():
        _sheet(book, table.title, table.head, table.rows)
    _sheet(
        book,
        "Нет здесь",
        (
            "План",
            "Из какого плана",
            "У скольких планов есть",
            "Есть ли близкое",
            "Мероприятие",
            "Срок",
            "Исполнитель",
            "Есть у планов",
            "Страница",
        ),
        _gaps(study, view),
    )
    frame = page_rows.frame(study, view)
    frame["В других планах"] = [STATES[int(state)] for state in frame["В других планах"]]
    _sheet(book, "Мероприятия", tuple(frame.columns), frame.itertuples(index=False, name=None))
    _sheet(
        book, "Соответствия", ("План А", "Мероприятие А", "План Б", "Мероприятие Б", "Связь", "Сходство"), _pairs(study)
    )
    _sheet(
        book,
        "Замечания",
        ("Файл", "Мероприятие", "Страница", "Важность", "Код", "Сообщение", "Текст"),
        study.issues[["source_path", "measure_id", "page", "severity", "code", "message", "text"]].itertuples(
            index=False, name=None
        ),
    )
    fresh = path.with_name(path.name + ".new")
    book.save(fresh)
    fresh.replace(path)


def _sheet(
    book: Any, title: str, head: Sequence[str], lines: Iterable[Sequence[Any]], widths: Mapping[str, int] | None = None
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_title(title, book.sheetnames))
    sheet.freeze_panes = "B2"
    for at, name in enumerate(head, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = (widths or WIDTHS).get(name, 16)
    bold, fill, wrap = (
        Font(bold=True),
        PatternFill("solid", fgColor="DDE7F0"),
        Alignment(wrap_text=True, vertical="top"),
    )
    sheet.append([_cell(sheet, name, _style(sheet, font=bold, fill=fill, alignment=wrap)) for name in head])
    style, bare = _style(sheet, alignment=wrap), _style(sheet)
    count = 1
    for line in lines:
        if count < MOST_STYLED:
            sheet.append([_cell(sheet, value, style) for value in line])
        else:
            sheet.append([_bare(sheet, value, bare) for value in line])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{count}"


def _style(sheet: Any, **given: Any) -> Any:
    """A cell's style, to be shared: setting fonts and alignment cell by cell takes most of the time otherwise."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    for name, value in given.items():
        setattr(cell, name, value)
    return cell._style


def _title(title: str, used: Sequence[str]) -> str:
    plain = "".join(" " if sign in "[]:*?/\\" else sign for sign in title)[:31]
    return plain if plain not in used else plain[:28] + f" {len(used)}"


def _cell(sheet: Any, value: Any, style: Any) -> Any:
    """A cell that shows the value as it is: a text is a text, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell

    value = plain(value)
    cell = WriteOnlyCell(sheet, value=value)
    cell._style = style
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(RISKY):
            cell._style = copy(style)
            cell.quotePrefix = True
    return cell


def _bare(sheet: Any, value: Any, style: Any) -> Any:
    """A plain value where a spreadsheet can't mistake it, else a cell."""
    value = plain(value)
    return _cell(sheet, value, style) if isinstance(value, str) and value.startswith(RISKY) else value


def plain(value: Any) -> Any:
    """A value as a spreadsheet may hold it: a number, or a text without control signs; null becomes None.

    >>> plain("a\\x00b"), plain(float("nan")), plain(3)
    ('ab', None, 3)
    """
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, Cell):
        value = value.hint.split(":")[-1].strip() if value.value in ("·",) else value.value
    if value is None or value != value:
        return None
    if hasattr(value, "item"):
        value = value.item()
    return ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST] if isinstance(value, str) else value


def _gaps(study: Study, view: View) -> Iterable[tuple[Any, ...]]:
    measures = study.measures
    for plan, found in zip(study.plans, view.gaps, strict=True):
        for gap in found:
            row = measures.iloc[gap.row]
            holders = sorted({study.plans[study.plan[other]].short for other in gap.rows})
            yield (
                plan.short,
                study.plans[study.plan[gap.row]].short,
                gap.plans,
                "да" if gap.related else "нет",
                row["action"],
                row["term"],
                row["executor"],
                "; ".join(holders[:12]),
                row["page_first"],
            )


def _pairs(study: Study) -> Iterable[tuple[Any, ...]]:
    import numpy as np

    actions = study.measures["action"].to_numpy(object)
    for at in np.lexsort((-study.score, ~study.same))[:MOST_PAIRS]:
        a, b = study.a[at], study.b[at]
        yield (
            study.plans[study.plan[a]].short,
            actions[a],
            study.plans[study.plan[b]].short,
            actions[b],
            "то же" if study.same[at] else "близкое",
            round(float(study.score[at]), 2),
        )
