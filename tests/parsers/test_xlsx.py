"""Workbooks: what is to be seen of them, as their formats show it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Border, Font, Side

from parsers.document import Document, Grid, Paragraph, Unreadable
from parsers.xlsx import read
from parsers.xlsx.formats import shown

BORDER = Border(*[Side(style="thin")] * 4)
HEAD = ("№", "Мероприятие", "Срок", "Исполнитель")
Fill = Callable[[Any, Any], None]


def written(tmp_path: Path, fill: Fill) -> Document:
    book = openpyxl.Workbook()
    fill(book, book.active)
    path = tmp_path / "план.xlsx"
    book.save(path)
    return read(path)


def bordered(sheet: Any, area: str) -> None:
    for row in sheet[area]:
        for cell in row:
            cell.border = BORDER


def blocks(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append("/".join(line.text for line in block.lines))
        elif isinstance(block, Grid):
            rows: list[list[str]] = [[] for _ in range(block.n_rows)]
            for cell in block.cells:
                span = "↓" * (cell.row_end - cell.row - 1) + "→" * (cell.col_end - cell.col - 1)
                rows[cell.row].append("/".join(line.text for line in cell.lines) + span)
            found.append(" ‖ ".join("|".join(row) for row in rows))
    return found


def plan(sheet: Any, *rows: tuple[Any, ...]) -> None:
    for row in rows:
        sheet.append(row)


@pytest.mark.parametrize("borders", [True, False])
def test_title_table_and_notes(tmp_path: Path, borders: bool) -> None:
    def fill(book: Any, sheet: Any) -> None:
        plan(sheet, ("План мероприятий",), (), HEAD, ("2021 год",), (1, "Курсы\nдля учителей", "май", "ОУО"))
        plan(sheet, (2, "Выезды", "июнь", None), (), ("ОУО – отдел управления образованием",))
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A4:D4")
        sheet["A1"].font = Font(bold=True)
        if borders:
            bordered(sheet, "A3:D6")

    document = written(tmp_path, fill)
    assert blocks(document) == [
        "План мероприятий",
        "№|Мероприятие|Срок|Исполнитель ‖ 2021 год→→→ ‖ 1|Курсы/для учителей|май|ОУО ‖ 2|Выезды|июнь|",
        "ОУО – отдел управления образованием",
    ]
    title, grid, _ = document.blocks
    assert isinstance(title, Paragraph)
    assert (title.bold, title.path) == (True, "лист «Sheet», строка 1")
    assert isinstance(grid, Grid)
    assert grid.path == "лист «Sheet», строки 3–6"


def test_tables_one_under_another(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        plan(
            sheet, ("1. Кадры",), HEAD, (1, "Курсы", "май", "ОУО"), ("2. Контроль",), HEAD, (2, "Выезды", "июнь", "ОУО")
        )
        bordered(sheet, "A2:D3")
        bordered(sheet, "A5:D6")

    head = "№|Мероприятие|Срок|Исполнитель"
    expected = ["1. Кадры", f"{head} ‖ 1|Курсы|май|ОУО", "2. Контроль", f"{head} ‖ 2|Выезды|июнь|ОУО"]
    assert blocks(written(tmp_path, fill)) == expected


def test_hidden_rows_columns_and_sheets_are_not_read(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        plan(sheet, ("№", "служебное", "Мероприятие", "Срок"), (1, "x", "Курсы", "май"), (2, "x", "тайна", "май"))
        plan(sheet, (3, "x", "Выезды", "июнь"))
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True
        secret = book.create_sheet("черновик")
        plan(secret, HEAD, (1, "Старое", "май", "ОУО"))
        secret.sheet_state = "hidden"
        plan(book.create_sheet("2022"), HEAD, (1, "Новое", "май", "ОУО"))

    document = written(tmp_path, fill)
    assert blocks(document) == [
        "№|Мероприятие|Срок ‖ 1|Курсы|май ‖ 3|Выезды|июнь",
        "№|Мероприятие|Срок|Исполнитель ‖ 1|Новое|май|ОУО",
    ]
    assert [block.table for block in document.blocks if isinstance(block, Grid)] == [0, 1]


def test_hidden_column_group(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        plan(sheet, ("№", "а", "б", "Мероприятие", "Срок"), (1, "x", "x", "Курсы", "май"))
        sheet.column_dimensions.group("B", "C", hidden=True)

    assert blocks(written(tmp_path, fill)) == ["№|Мероприятие|Срок ‖ 1|Курсы|май"]


def test_merged_cells_over_hidden_ones(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        plan(sheet, HEAD, (1, "Курсы", "май", "ОУО"), (2, "Выезды", None, "ОУО"), (3, "Сборы", None, "ОУО"))
        plan(sheet, ("Раздел",))
        sheet.merge_cells("C2:C4")
        sheet.merge_cells("A5:D5")
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["A"].hidden = True
        bordered(sheet, "A1:D5")

    assert blocks(written(tmp_path, fill)) == ["Мероприятие|Срок|Исполнитель ‖ Выезды|май↓|ОУО ‖ Сборы|ОУО ‖ Раздел→→"]


def test_empty_rows_between_all_rows_are_spacing(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        plan(sheet, HEAD, (), (1, "Курсы", "май", "ОУО"), (), (2, "Выезды", "июнь", "ОУО"))

    (grid,) = written(tmp_path, fill).blocks
    assert isinstance(grid, Grid)
    assert [cell.lines[0].text for cell in grid.cells if cell.col == 0 and cell.lines] == ["№", "1", "2"]


def test_dates_as_their_formats_show_them(tmp_path: Path) -> None:
    def fill(book: Any, sheet: Any) -> None:
        plan(sheet, HEAD, (1, "Курсы", dt.date(2021, 9, 1), "ОУО"), (1.2, "Выезды", dt.datetime(2021, 9, 15), "ОУО"))
        sheet["C2"].number_format = "mmmm yyyy"
        sheet["C3"].number_format = "mm-dd-yy"

    assert blocks(written(tmp_path, fill)) == [
        "№|Мероприятие|Срок|Исполнитель ‖ 1|Курсы|сентябрь 2021|ОУО ‖ 1.2|Выезды|15.09.2021|ОУО"
    ]


DAY = dt.datetime(2021, 9, 5, 14, 30)


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (DAY, "dd.mm.yyyy", "05.09.2021"),
        (DAY, "d.m.yy", "5.9.21"),
        (DAY, "mm-dd-yy", "05.09.2021"),
        (DAY, "m/d/yy h:mm", "05.09.2021 14:30"),
        (DAY, "mm.yyyy", "09.2021"),
        (DAY, "mmm-yy", "сентябрь 2021"),
        (DAY, "d-mmm-yy", "5 сентября 2021"),
        (DAY, "d-mmm", "5 сентября"),
        (DAY, "mmmm", "сентябрь"),
        (DAY, "[$-419]mmmm\\ yyyy;@", "сентябрь 2021"),
        (DAY, '[$-FC19]dd\\ mmmm\\ yyyy\\ "г."', "05 сентября 2021 г."),
        (DAY, "dddd, d mmmm", "воскресенье, 5 сентября"),
        (DAY, "yyyy", "2021"),
        (DAY, "yyyy-mm-dd", "2021-09-05"),
        (DAY, "dd.mm.yyyy hh:mm:ss", "05.09.2021 14:30:00"),
        (DAY, "General", "05.09.2021"),
        (dt.time(9, 5), "h:mm", "09:05"),
        (1, "General", "1"),
        (1.0, "General", "1"),
        (1.1, "General", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (0.25, "0%", "25%"),
        (2.5, "0.00", "2.50"),
        (7, "000", "007"),
        (2021, "0", "2021"),
        (True, "General", "да"),
        ("#REF!", "General", ""),
        ("#Н/Д", "General", "#Н/Д"),
        (None, "General", ""),
        ("+", "@", "+"),
    ],
)
def test_what_a_value_shows(value: Any, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


def test_damaged_book_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.office.soffice._program", lambda: None)
    source = tmp_path / "план.xlsx"
    openpyxl.Workbook().save(source)
    import zipfile

    broken = tmp_path / "порча.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name)[:40] if name.endswith("sheet1.xml") else old.read(name))
    with pytest.raises(Unreadable) as caught:
        read(broken)
    assert caught.value.code == "damaged"


@given(st.lists(st.tuples(st.floats(0, 0.9999), st.integers(1, 255)), max_size=5))
@settings(max_examples=40, deadline=None)
def test_any_damage_is_told(tmp_path_factory: pytest.TempPathFactory, harm: list[tuple[float, int]]) -> None:
    """Any wrong byte gives a reading or an Unreadable, never another error."""
    book = openpyxl.Workbook()
    plan(book.active, HEAD, (1, "Курсы", "май", "ОУО"))
    path = tmp_path_factory.getbasetemp() / "порча.xlsx"
    book.save(path)
    content = bytearray(path.read_bytes())
    for place, change in harm:
        content[int(place * len(content))] ^= change
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch, suppress(Unreadable):
        patch.setattr("parsers.office.soffice._program", lambda: None)
        read(path)
