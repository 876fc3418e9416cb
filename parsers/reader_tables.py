"""Declared structure → blocks: what DOCX and HTML share once their own markup is read.

A reader builds a tree of `Para` and `Table` (cells may hold tables); `blocks` turns it into paragraphs and grids:
a table that only frames another is unwrapped, a small table inside a cell becomes the cell's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parsers.document import Block, Cell, Grid, Line, Origin, Paragraph


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
            yield item


def is_frame(table: Table) -> bool:
    """Whether a table only arranges other tables on the page: most of what is printed in it stands in their cells."""
    nested = [item for slot in table.slots for item in slot.items if isinstance(item, Table)]
    if not any(len(inner.slots) > 1 or is_frame(inner) for inner in nested):
        return False
    if len(table.slots) == 1:
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
