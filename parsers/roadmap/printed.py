"""A grid as a reader sees it: printed rows of entries under logical columns.

A merged cell is one and the same `Entry` in every row and column that it covers; an entry that runs over a page
break has several parts. Columns that only stray cells make (a ruling a point off) are folded into their neighbours.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from normalizers import text as texts
from parsers.document import Box, Cell, Grid, Line, Origin
from parsers.plan import Field, Place
from parsers.roadmap.printed_text import cell_text
from parsers.roadmap.turned import Turned

STRAY = 0.12  # a column border used by fewer of the rows is a slip of the ruling


@dataclass(frozen=True, slots=True)
class Part:
    """A cell where it stands."""

    grid: Grid
    cell: Cell


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What a reader takes for one cell: its lines in order, and the cells (one a page) that carry them."""

    parts: tuple[Part, ...]
    lines: tuple[Line, ...]
    text: str

    @property
    def bold(self) -> bool:
        return any(part.cell.bold for part in self.parts)

    @property
    def tall(self) -> bool:
        """Merged over several rows of one of its grids."""
        return any(part.cell.row_end - part.cell.row > 1 for part in self.parts)


@dataclass(frozen=True, slots=True, eq=False)
class PrintedRow:
    """One printed row: an entry or None (a hole) for each logical column; `begins`: it starts in this row."""

    grid: Grid
    row: int
    entries: tuple[Entry | None, ...]
    begins: tuple[bool, ...]

    def distinct(self) -> list[Entry]:
        """Its entries from left to right, a merged one once."""
        seen: list[Entry] = []
        for entry in self.entries:
            if entry is not None and all(entry is not other for other in seen):
                seen.append(entry)
        return seen

    def filled(self) -> list[Entry]:
        """Its distinct entries that have a text."""
        return [entry for entry in self.distinct() if entry.text]

    def texts(self) -> list[str]:
        return [entry.text for entry in self.filled()]

    def span(self, entry: Entry) -> int:
        """How many logical columns the entry covers in this row."""
        return sum(1 for other in self.entries if other is entry)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid with its logical columns: `bounds` are their first physical columns and the end."""

    grid: Grid
    bounds: tuple[int, ...]
    rows: tuple[PrintedRow, ...]

    @property
    def width(self) -> int:
        return len(self.bounds) - 1


def entry_of(parts: tuple[Part, ...]) -> Entry:
    """The entry that these cells make together."""
    lines = tuple(line for part in parts for line in part.cell.lines if line.text.strip())
    return Entry(parts, lines, cell_text(lines))


def join_entries(first: Entry | None, second: Entry | None) -> Entry | None:
    """One entry of both, in this order."""
    if first is None or second is None or first is second:
        return first or second
    known = {id(part.cell) for part in first.parts}
    parts = first.parts + tuple(part for part in second.parts if id(part.cell) not in known)
    lines = first.lines + tuple(line for line in second.lines if all(line is not other for other in first.lines))
    return Entry(parts, lines, cell_text(lines))


def sheet_of(grid: Grid) -> Sheet:
    """The printed rows of a grid under its logical columns."""
    slots: list[list[Cell | None]] = [[None] * grid.n_cols for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in range(max(cell.row, 0), min(cell.row_end, grid.n_rows)):
            for col in range(max(cell.col, 0), min(cell.col_end, grid.n_cols)):
                slots[row][col] = cell
    bounds = _bounds(grid, slots)
    made: dict[tuple[int, ...], Entry] = {}
    rows = tuple(_printed_row(grid, number, row, bounds, made) for number, row in enumerate(slots))
    return Sheet(grid, bounds, rows)


def _bounds(grid: Grid, slots: list[list[Cell | None]]) -> tuple[int, ...]:
    """First physical columns of the logical ones, and the end."""
    used: Counter[int] = Counter()
    divided = 0
    for row in slots:
        starts = {cell.col for cell in row if cell is not None}
        if len(starts) > 1:
            divided += 1
            used.update(starts)
    kept = [col for col in range(1, grid.n_cols) if used[col] and used[col] >= STRAY * divided]
    return (0, *kept, grid.n_cols) if grid.n_cols else (0,)


def _printed_row(
    grid: Grid, number: int, slots: list[Cell | None], bounds: tuple[int, ...], made: dict[tuple[int, ...], Entry]
) -> PrintedRow:
    columns: list[list[Cell]] = [[] for _ in bounds[:-1]]
    seen: set[int] = set()
    for cell in slots:
        if cell is None or id(cell) in seen:
            continue
        seen.add(id(cell))
        starts = [k for k, start in enumerate(bounds[:-1]) if cell.col <= start < cell.col_end]
        for k in starts or [max(k for k, start in enumerate(bounds[:-1]) if start <= cell.col)]:
            columns[k].append(cell)
    entries: list[Entry | None] = []
    begins: list[bool] = []
    for cells in columns:
        if not cells:
            entries.append(None)
            begins.append(True)
            continue
        key = tuple(id(cell) for cell in cells)
        if key not in made:
            made[key] = entry_of(tuple(Part(grid, cell) for cell in cells))
        entries.append(made[key])
        begins.append(any(cell.row == number for cell in cells))
    return PrintedRow(grid, number, tuple(entries), tuple(begins))


def field_of(entry: Entry | None, lines: tuple[Line, ...] | None = None, paragraph: int | None = None) -> Field:
    """The field that an entry, or only some of its lines, gives to a row."""
    if entry is None:
        return Field("")
    chosen = entry.lines if lines is None else lines
    known = [line.confidence for line in chosen if line.confidence is not None]
    raws = [line.raw for line in chosen if line.raw is not None]
    return Field(
        text=entry.text if lines is None else cell_text(chosen),
        lines=chosen,
        place=_place(entry, chosen if lines is not None else None, paragraph),
        confidence=sum(known) / len(known) if known else 1.0,
        raw=texts.fold_spaces(" ".join(line.raw or line.text for line in chosen)) if raws else None,
        doubtful=tuple(word for line in chosen for word in line.doubtful),
    )


def _place(entry: Entry, lines: tuple[Line, ...] | None, paragraph: int | None) -> Place:
    first = entry.parts[0]
    numbers = [line.number for line in (lines or entry.lines) if line.number is not None]
    boxes = tuple(part.cell.box for part in entry.parts if part.cell.box is not None)
    if lines is not None and any(line.box for line in lines):
        boxes = boxes_of(lines)
    declared = first.grid.origin is Origin.DECLARED and first.grid.page is None
    row, col = first.cell.row, first.cell.col
    if isinstance(first.grid, Turned):
        row, col = col, row
    return Place(
        boxes=boxes or boxes_of(entry.lines),
        table=first.grid.table if declared else None,
        row=row if declared else None,
        cell=col if declared else None,
        paragraph=paragraph if declared else None,
        first_line=min(numbers, default=None),
        last_line=max(numbers, default=None),
    )


def boxes_of(lines: tuple[Line, ...]) -> tuple[Box, ...]:
    """The boxes around the lines, one a page."""
    pages: dict[int, list[Box]] = {}
    for line in lines:
        if line.box is not None:
            pages.setdefault(line.box.page, []).append(line.box)
    return tuple(_around(page, boxes) for page, boxes in pages.items())


def _around(page: int, boxes: list[Box]) -> Box:
    x0, top = min(box.x0 for box in boxes), min(box.top for box in boxes)
    return Box(page, x0, top, max(box.x1 for box in boxes), max(box.bottom for box in boxes))
