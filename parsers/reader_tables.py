"""Declared structure → blocks: what DOCX and HTML share once their own markup is read.

A reader builds a tree of `Para` and `Table` (cells may hold tables); `blocks` turns it into paragraphs and grids:
a table that only frames another is unwrapped, a small table inside a cell becomes the cell's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from parsers.document import Block, Cell, Grid, Line, Origin, Paragraph

_SLIVER = 6.0  # points


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph by its soft lines (stripped, maybe empty ones); `number` counts paragraphs of the file from 1."""

    lines: tuple[str, ...]
    bold: bool | None = None
    centred: bool | None = None
    heading: int | None = None
    number: int | None = None

    @property
    def printed(self) -> tuple[str, ...]:
        return tuple(line for line in self.lines if line)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell over rows [row, row_end) and columns [col, col_end) with whatever stands in it."""

    row: int
    col: int
    row_end: int
    col_end: int
    items: tuple[Para | Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table by its cells, which never overlap."""

    n_rows: int
    n_cols: int
    slots: tuple[Slot, ...]
    header_rows: int | None = None
    edges: tuple[float, ...] | None = None


def blocks(items: Iterable[Para | Table]) -> tuple[Block, ...]:
    """Paragraphs and grids in reading order; grids are numbered from 0, empty paragraphs left out."""
    found: list[Block] = []
    table = 0
    for item in _unwrapped(items):
        if isinstance(item, Table):
            found.append(_grid(item, table))
            table += 1
        elif item.printed:
            found.append(_paragraph(item))
    return tuple(found)


def _unwrapped(items: Iterable[Para | Table]) -> Iterator[Para | Table]:
    for item in items:
        if isinstance(item, Para):
            yield item
        elif is_frame(item):
            for slot in item.slots:
                yield from _unwrapped(slot.items)
        elif item.slots:
            yield simplified(item)


def simplified(table: Table) -> Table:
    """The table without rows and columns in which no cell begins, nor borders that only a hand drew unevenly.

    A column narrower than 6 points that no cell fills alone is such a sliver: its two borders are one.
    """
    table = _without_overhang(table)
    rows = sorted({border for slot in table.slots for border in (slot.row, slot.row_end)})
    kept = _without_slivers(table, sorted({border for slot in table.slots for border in (slot.col, slot.col_end)}))
    row_at, col_at = _places(rows, table.n_rows), _places(kept, table.n_cols)
    slots = tuple(
        Slot(row_at[slot.row], col_at[slot.col], row_at[slot.row_end], col_at[slot.col_end], slot.items)
        for slot in table.slots
    )
    edges = tuple(table.edges[column] for column in kept) if table.edges else None
    return Table(len(rows) - 1, len(kept) - 1, slots, row_at[table.header_rows or 0] or None, edges)


def _without_overhang(table: Table) -> Table:
    """A row of one cell that claims more columns than all other rows have fills the table's width, no more."""
    in_row = Counter(slot.row for slot in table.slots)
    width = max((slot.col_end for slot in table.slots if in_row[slot.row] > 1), default=table.n_cols)
    slots = tuple(
        replace(slot, col_end=width) if in_row[slot.row] == 1 and slot.col < width < slot.col_end else slot
        for slot in table.slots
    )
    return replace(table, slots=slots)


def _places(borders: list[int], end: int) -> list[int]:
    """For each old index up to `end`, the new index of the last border that is not behind it.

    >>> _places([0, 2, 5], 5)
    [0, 0, 1, 1, 1, 2]
    """
    return [max(0, bisect_right(borders, index) - 1) for index in range(end + 1)]


def _without_slivers(table: Table, borders: list[int]) -> list[int]:
    if table.edges is None:
        return borders
    kept = borders[:1]
    for border in borders[1:]:
        alone = any(slot.col >= kept[-1] and slot.col_end <= border for slot in table.slots)
        if len(kept) == 1 or alone or table.edges[border] - table.edges[kept[-1]] >= _SLIVER:
            kept.append(border)
    return kept


def is_frame(table: Table) -> bool:
    """Whether a table only arranges other tables on the page: most of its cells, or of its text, is in theirs."""
    nested = [item for slot in table.slots for item in slot.items if isinstance(item, Table)]
    if not any(len(inner.slots) > 1 or is_frame(inner) for inner in nested):
        return False
    if len(table.slots) == 1 or sum(len(inner.slots) for inner in nested) > 2 * len(table.slots):
        return True
    return 2 * sum(map(_size, nested)) > _size(table)


def _size(table: Table) -> int:
    """Letters printed in a table."""
    return sum(len(line) for slot in table.slots for item in slot.items for line in _texts(item))


def _texts(item: Para | Table) -> tuple[str, ...]:
    """The lines that an item prints: a table's row is one line, cell by cell with spaces."""
    if isinstance(item, Para):
        return item.printed
    rows: dict[int, list[str]] = {}
    for slot in item.slots:
        rows.setdefault(slot.row, []).extend(line for inner in slot.items for line in _texts(inner))
    return tuple(" ".join(texts) for _, texts in sorted(rows.items()) if texts)


def _paragraph(item: Para) -> Paragraph:
    return Paragraph(
        lines=tuple(Line(text, paragraph=0) for text in item.printed),
        bold=item.bold,
        centred=item.centred,
        heading=item.heading,
        path=f"абзац {item.number}" if item.number else None,
    )


def _grid(table: Table, number: int) -> Grid:
    return Grid(
        n_rows=table.n_rows,
        n_cols=table.n_cols,
        cells=tuple(_cell(slot) for slot in sorted(table.slots, key=lambda slot: (slot.row, slot.col))),
        origin=Origin.DECLARED,
        table=number,
        edges=table.edges,
        header_rows=table.header_rows,
        path=f"таблица {number + 1}",
    )


def _cell(slot: Slot) -> Cell:
    lines: list[Line] = []
    paragraph = 0
    for item in slot.items:
        if isinstance(item, Para):
            lines += (Line(text, paragraph=paragraph) for text in item.printed)
            paragraph += 1
            continue
        for text in _texts(item):
            lines.append(Line(text, paragraph=paragraph))
            paragraph += 1
    bold = [item.bold for item in slot.items if isinstance(item, Para) and item.printed]
    return Cell(
        slot.row, slot.col, slot.row_end, slot.col_end, tuple(lines), bold=all(map(bool, bold)) if bold else None
    )
