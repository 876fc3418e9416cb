"""A sheet's cells → paragraphs and grids: which rows are a table, which are text above, between and below."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.document import Block, Cell, Grid, Line, Origin, Paragraph

_POINTS_A_CHARACTER = 5.3


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A visible cell or merged range over rows [row, row_end) and columns [col, col_end), 0-based in the file."""

    row: int
    col: int
    row_end: int
    col_end: int
    text: str = ""
    bold: bool = False
    centred: bool = False
    bordered: bool = False


@dataclass(slots=True)
class Sheet:
    """A visible sheet: its cells, what of it is hidden, and column widths in characters."""

    title: str
    cells: list[SheetCell] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_cols: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)


def blocks(sheets: list[Sheet]) -> tuple[Block, ...]:
    """The blocks of all sheets in their order; grids are numbered from 0 through the file."""
    found: list[Block] = []
    for sheet in sheets:
        grids = sum(isinstance(block, Grid) for block in found)
        found += _sheet(sheet, grids)
    return tuple(found)


def _sheet(sheet: Sheet, table: int) -> Iterator[Block]:
    shown = _Shown(sheet)
    for rows, is_table in shown.stretches():
        if is_table:
            yield shown.grid(rows, table)
            table += 1
        else:
            yield from shown.paragraphs(rows)


class _Shown:
    """A sheet without its hidden rows and columns, renumbered from the first that holds text."""

    def __init__(self, sheet: Sheet):
        self._sheet = sheet
        used = [cell for cell in sheet.cells if cell.text or cell.bordered]
        self._cols = _visible([(cell.col, cell.col_end) for cell in used if cell.text], sheet.hidden_cols)
        self._rows = _visible([(cell.row, cell.row_end) for cell in used if cell.text], sheet.hidden_rows)
        self._cells = [cell for cell in (self._placed(cell) for cell in used) if cell]
        self._by_row: dict[int, list[SheetCell]] = {row: [] for row in range(len(self._rows))}
        self._covered: dict[int, list[SheetCell]] = {row: [] for row in range(len(self._rows))}
        for cell in self._cells:
            self._by_row[cell.row].append(cell)
            for row in range(cell.row, cell.row_end):
                self._covered[row].append(cell)

    def stretches(self) -> list[tuple[list[int], bool]]:
        """Runs of rows that are a table (True) or text around tables (False), in order."""
        kinds = self._kinds()
        found: list[tuple[list[int], bool]] = []
        for row, kind in enumerate(kinds):
            if kind is None:
                continue
            if found and found[-1][1] == kind and kinds[row - 1] is not None:
                found[-1][0].append(row)
            else:
                found.append(([row], kind))
        return found if self._has_borders() else _without_spacing(found)

    def _kinds(self) -> list[bool | None]:
        """For each row: part of a table, text, or None for an empty one."""
        filled = [sum(1 for cell in self._covered[row] if cell.text) for row in range(len(self._rows))]
        if self._has_borders():
            return [
                True if self._is_bordered(row) else (None if not filled[row] else False)
                for row in range(len(self._rows))
            ]
        least = min(3, max(filled, default=0))
        if least < 2:
            return [False if count else None for count in filled]
        kinds: list[bool | None] = [None if not count else count >= 2 for count in filled]
        self._mend_headings(kinds, filled, least)
        return kinds

    def _mend_headings(self, kinds: list[bool | None], filled: list[int], least: int) -> None:
        """Without borders: a lone cell between table rows is a row of it; pairs above the widest rows are text."""
        first = next((row for row, count in enumerate(filled) if count >= least), len(filled))
        for row in range(first):
            if kinds[row]:
                kinds[row] = False
        for row in range(first + 1, len(kinds) - 1):
            before, after = kinds[row - 1], next((kind for kind in kinds[row + 1 :] if kind is not False), None)
            if kinds[row] is False and before and after:
                kinds[row] = True

    def _has_borders(self) -> bool:
        rows = [row for row in range(len(self._rows)) if sum(1 for cell in self._covered[row] if cell.text) >= 2]
        bordered = sum(1 for row in rows if self._is_bordered(row))
        return bordered >= 2 and 2 * bordered > len(rows)

    def _is_bordered(self, row: int) -> bool:
        cells = self._covered[row]
        bordered = [cell for cell in cells if cell.bordered]
        return sum(cell.col_end - cell.col for cell in bordered) >= 2

    def paragraphs(self, rows: list[int]) -> Iterator[Paragraph]:
        for row in rows:
            for cell in self._by_row[row]:
                lines = tuple(Line(text) for text in _lines(cell.text))
                if lines:
                    place = f"лист «{self._sheet.title}», строка {self._rows[row] + 1}"
                    centred = cell.centred or None
                    yield Paragraph(lines, bold=cell.bold, centred=centred, path=place)

    def grid(self, rows: list[int], table: int) -> Grid:
        start, end = rows[0], rows[-1] + 1
        cells = [cell for cell in self._cells if start <= cell.row < end]
        left, right = min(cell.col for cell in cells), max(cell.col_end for cell in cells)
        taken: dict[tuple[int, int], SheetCell] = {
            (row, col): cell
            for cell in cells
            for row in range(cell.row, min(cell.row_end, end))
            for col in range(cell.col, cell.col_end)
        }
        placed = []
        for row in range(start, end):
            for col in range(left, right):
                cell = taken.get((row, col)) or SheetCell(row, col, row + 1, col + 1)
                if (cell.row, cell.col) == (row, col):
                    placed.append(_grid_cell(cell, start, left, end))
        edges = [0.0]
        for col in range(left, right):
            edges.append(edges[-1] + self._sheet.widths.get(self._cols[col], 9.0) * _POINTS_A_CHARACTER)
        place = f"лист «{self._sheet.title}», строки {self._rows[start] + 1}–{self._rows[end - 1] + 1}"
        return Grid(end - start, right - left, tuple(placed), Origin.DECLARED, table, edges=tuple(edges), path=place)

    def _placed(self, cell: SheetCell) -> SheetCell | None:
        rows = _span(self._rows, cell.row, cell.row_end)
        cols = _span(self._cols, cell.col, cell.col_end)
        if rows is None or cols is None:
            return None
        return SheetCell(rows[0], cols[0], rows[1], cols[1], cell.text, cell.bold, cell.centred, cell.bordered)


def _visible(spans: list[tuple[int, int]], hidden: set[int]) -> list[int]:
    """The shown rows or columns from the first to the last that holds text, by their numbers in the file."""
    first = min((first for first, _ in spans), default=0)
    end = max((end for _, end in spans), default=0)
    return [index for index in range(first, end) if index not in hidden]


def _span(shown: list[int], first: int, end: int) -> tuple[int, int] | None:
    start, stop = bisect_left(shown, first), bisect_left(shown, end)
    return (start, stop) if start < stop else None


def _without_spacing(found: list[tuple[list[int], bool]]) -> list[tuple[list[int], bool]]:
    """Empty rows behind most of a table's rows are spacing: the pieces are one table."""
    pieces = [rows for rows, is_table in found if is_table]
    if len(pieces) <= 2 or 2 * len(pieces) <= sum(map(len, pieces)):
        return found
    joined: list[tuple[list[int], bool]] = []
    for rows, is_table in found:
        if joined and is_table and joined[-1][1]:
            joined[-1] = (list(range(joined[-1][0][0], rows[-1] + 1)), True)
        else:
            joined.append((rows, is_table))
    return joined


def _grid_cell(cell: SheetCell, top: int, left: int, end: int) -> Cell:
    return Cell(
        cell.row - top,
        cell.col - left,
        min(cell.row_end, end) - top,
        cell.col_end - left,
        tuple(Line(text, paragraph=number) for number, text in enumerate(_lines(cell.text))),
        bold=cell.bold if cell.text else None,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\r", "\n").replace("\x0b", "\n").split("\n") if line.strip()]
