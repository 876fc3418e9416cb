"""Workbooks of both kinds (.xlsx by openpyxl, .xls by xlrd) → visible sheets with what their cells show."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from parsers.document import Unreadable
from parsers.xlsx.formats import shown
from parsers.xlsx.layout import Sheet, SheetCell

# What the libraries stumble over where a workbook contradicts itself.
_CONTRADICTIONS = (
    struct.error, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError, SyntaxError,
    TypeError, ValueError,
)  # fmt: skip
_MAX_CELLS = 2_000_000


def read_modern(path: Path) -> list[Sheet]:
    """The visible sheets of an .xlsx or .xlsm workbook; raises Unreadable."""
    import openpyxl

    try:
        with path.open("rb") as file, warnings.catch_warnings():  # of a path openpyxl would judge the ending
            warnings.simplefilter("ignore")  # openpyxl's word on styles and extensions that it does not keep
            book = openpyxl.load_workbook(file, data_only=True, keep_links=False)
            return [_modern_sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except (zipfile.BadZipFile, zlib.error, *_CONTRADICTIONS) as error:
        raise damaged() from error


def read_old(path: Path) -> list[Sheet]:
    """The visible sheets of an .xls workbook; raises Unreadable."""
    import xlrd

    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=io.StringIO())
        return [_old_sheet(book, sheet) for sheet in book.sheets() if sheet.visibility == 0]
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Unreadable("encrypted", "Файл защищён паролем: сохраните его без пароля и положите снова.") from error
        raise damaged() from error
    except (xlrd.compdoc.CompDocError, *_CONTRADICTIONS) as error:
        raise damaged() from error


def damaged() -> Unreadable:
    """The refusal of a workbook that can't be opened."""
    return Unreadable("damaged", "Книга Excel повреждена: откройте её в Excel или LibreOffice и пересохраните.")


def _modern_sheet(sheet: Any) -> Sheet:
    found = Sheet(sheet.title)
    merged = {}
    inside = set()
    for area in sheet.merged_cells.ranges:
        merged[area.min_row, area.min_col] = (area.max_row, area.max_col)
        inside |= set(_inner(area.min_row, area.min_col, area.max_row, area.max_col))
    for letter, dimension in sheet.column_dimensions.items():
        first = dimension.min or openpyxl_column(letter)
        for column in range(first, min(dimension.max or first, 16_384) + 1):
            found.widths[column - 1] = float(dimension.width or 9.0)
            if dimension.hidden:
                found.hidden_cols.add(column - 1)
    found.hidden_rows = {row - 1 for row, dimension in sheet.row_dimensions.items() if dimension.hidden}
    _check_size(sheet.max_row * sheet.max_column)
    for row in sheet.iter_rows():
        for cell in row:
            if (cell.row, cell.column) in inside:
                continue
            last_row, last_col = merged.get((cell.row, cell.column), (cell.row, cell.column))
            styled = cell.has_style
            text = shown(cell.value, cell.number_format if styled else "General")
            if not text.strip() and not styled:
                continue
            found.cells.append(
                SheetCell(
                    cell.row - 1, cell.column - 1, last_row, last_col, text,
                    bold=bool(styled and cell.font.b),
                    centred=styled and cell.alignment.horizontal in ("center", "centerContinuous"),
                    bordered=styled and _has_border(cell.border),
                )
            )  # fmt: skip
    return found


def openpyxl_column(letter: str) -> int:
    """The number of a column by its letters, from 1."""
    from openpyxl.utils import column_index_from_string

    return int(column_index_from_string(letter))


def _inner(row: int, col: int, last_row: int, last_col: int) -> Iterator[tuple[int, int]]:
    """The cells of a merged range but its first."""
    _check_size((last_row - row + 1) * (last_col - col + 1))
    for inner_row in range(row, last_row + 1):
        for inner_col in range(col, last_col + 1):
            if (inner_row, inner_col) != (row, col):
                yield inner_row, inner_col


def _check_size(cells: int) -> None:
    if cells > _MAX_CELLS:
        raise Unreadable("too-large", "На листе больше двух миллионов ячеек: оставьте в книге только сам план.")


def _has_border(border: Any) -> bool:
    return any(side is not None and side.style for side in (border.left, border.right, border.top, border.bottom))


def _old_sheet(book: Any, sheet: Any) -> Sheet:
    found = Sheet(sheet.name)
    merged = {(row, col): (row_end, col_end) for row, row_end, col, col_end in sheet.merged_cells}
    inside: set[tuple[int, int]] = set()
    for (row, col), (row_end, col_end) in merged.items():
        inside |= set(_inner(row, col, row_end - 1, col_end - 1))
    for column, info in sheet.colinfo_map.items():
        found.widths[column] = info.width / 256
        if info.hidden:
            found.hidden_cols.add(column)
    found.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden}
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            if (row, col) in inside:
                continue
            cell = sheet.cell(row, col)
            style = book.xf_list[cell.xf_index]
            lines = style.border
            row_end, col_end = merged.get((row, col), (row + 1, col + 1))
            found.cells.append(
                SheetCell(
                    row, col, row_end, col_end, _old_text(book, cell, style),
                    bold=book.font_list[style.font_index].weight >= 600,
                    centred=style.alignment.hor_align in (2, 6),
                    bordered=any((lines.left_line_style, lines.right_line_style, lines.top_line_style,
                                  lines.bottom_line_style)),
                )
            )  # fmt: skip
    return found


def _old_text(book: Any, cell: Any, style: Any) -> str:
    import xlrd

    code = book.format_map[style.format_key].format_str if style.format_key in book.format_map else "General"
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate_as_datetime(cell.value, book.datemode), code)
        except (xlrd.XLDateError, OverflowError, ValueError):
            return shown(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    return shown(cell.value, code)
