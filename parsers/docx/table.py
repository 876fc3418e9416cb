"""A DOCX table → cells over a lattice: spans, vertical merges, gaps before and after, repeated header rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from parsers.docx.package import Element, qn
from parsers.docx.styles import VAL, integer, toggle, value
from parsers.docx.text import ALTERNATE, alternatives
from parsers.reader_tables import Para, Slot, Table

_CONTAINERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo")))
_MAX_COLUMNS = 200
Items = Callable[[Element], Iterator[Para | Table]]


@dataclass(frozen=True, slots=True)
class _RawCell:
    """A w:tc before it has its place: `span` columns wide as declared, `width` in twips where given."""

    span: int
    width: int | None
    continues: bool  # belongs to the cell above
    joins_left: bool  # belongs to the cell before (the old w:hMerge)
    restarts: bool
    items: tuple[Para | Table, ...]


@dataclass(frozen=True, slots=True)
class _RawRow:
    before: int
    after: int
    cells: tuple[_RawCell, ...]


def read_table(element: Element, items: Items) -> Table:
    """A w:tbl as a `Table`; `items` reads what stands in a cell."""
    borders = _borders(element)
    elements = [row for row in _children(element, "w:tr") if not _is_unprinted(row)]
    rows = [_raw_row(row, items) for row in elements]
    header = 0
    while header < len(elements) and toggle(elements[header].find(qn("w:trPr")), "w:tblHeader"):
        header += 1
    declared = len(borders) - 1
    slots: list[Slot] = []
    open_above: dict[int, int] = {}  # first column of a vertically merged cell → its index in `slots`
    for index, row in enumerate(rows):
        open_above = _place(row, index, declared, borders, slots, open_above)
    n_cols = max((slot.col_end for slot in slots), default=0)
    edges = tuple(border / 20 for border in borders) if declared == n_cols else None
    return Table(len(rows), n_cols, tuple(slots), header or None, edges)


def _place(
    row: _RawRow, index: int, declared: int, borders: list[int], slots: list[Slot], above: dict[int, int]
) -> dict[int, int]:
    """Appends the slots of a row or lengthens those above; gives the vertically merged cells still open."""
    still_open: dict[int, int] = {}
    for cell, (start, end) in zip(row.cells, _columns(row, declared, borders), strict=True):
        if cell.joins_left and slots and slots[-1].row == index and slots[-1].col_end == start:
            slots[-1] = replace(slots[-1], col_end=end)
            continue
        upper = above.get(start) if cell.continues else None
        if upper is not None and slots[upper].col_end == end:
            slots[upper] = replace(slots[upper], row_end=index + 1)
            still_open[start] = upper
            continue
        if cell.restarts or cell.continues:
            still_open[start] = len(slots)
        slots.append(Slot(index, start, index + 1, end, cell.items))
    return still_open


def _columns(row: _RawRow, declared: int, borders: list[int]) -> list[tuple[int, int]]:
    """The columns [start, end) of a row's cells: by their spans, or, where these don't add up, by their widths."""
    total = row.before + sum(cell.span for cell in row.cells) + row.after
    widths = [cell.width for cell in row.cells]
    if total != declared and declared > 0 and not row.before and all(widths) and len(row.cells) <= declared:
        fitted = _by_width([width or 0 for width in widths], borders)
        if fitted:
            return fitted
    places = []
    start = row.before
    for cell in row.cells:
        places.append((start, start + cell.span))
        start += cell.span
    return places


def _by_width(widths: list[int], borders: list[int]) -> list[tuple[int, int]] | None:
    """Cells laid side by side, their edges drawn to the nearest column borders; None where they don't fit."""
    places = []
    start, position = 0, 0
    for width in widths:
        position += width
        end = min(range(len(borders)), key=lambda index: abs(borders[index] - position))
        if end <= start:
            return None
        places.append((start, end))
        start = end
    return places


def _borders(element: Element) -> list[int]:
    """x positions of the declared columns' borders in twips, from 0."""
    grid = element.find(qn("w:tblGrid"))
    borders = [0]
    for column in grid.findall(qn("w:gridCol")) if grid is not None else ():
        borders.append(borders[-1] + max(0, integer(column.get(qn("w:w"))) or 0))
    return borders[: _MAX_COLUMNS + 1]


def _raw_row(element: Element, items: Items) -> _RawRow:
    properties = element.find(qn("w:trPr"))
    return _RawRow(
        before=_count(value(properties, "w:gridBefore"), 0),
        after=_count(value(properties, "w:gridAfter"), 0),
        cells=tuple(_raw_cell(cell, items) for cell in _children(element, "w:tc")),
    )


def _raw_cell(element: Element, items: Items) -> _RawCell:
    properties = element.find(qn("w:tcPr"))
    vertical = _merge(properties, "w:vMerge")
    width = properties.find(qn("w:tcW")) if properties is not None else None
    in_twips = width is not None and width.get(qn("w:type"), "dxa") == "dxa"
    content = tuple(items(element))
    return _RawCell(
        span=max(1, _count(value(properties, "w:gridSpan"), 1)),
        width=integer(width.get(qn("w:w"))) if width is not None and in_twips else None,
        continues=vertical == "continue",
        joins_left=_merge(properties, "w:hMerge") == "continue",
        restarts=vertical == "restart",
        items=() if vertical == "continue" else content,
    )


def _merge(properties: Element | None, tag: str) -> str | None:
    found = properties.find(qn(tag)) if properties is not None else None
    return None if found is None else str(found.get(VAL, "continue"))


def _count(text: str | None, default: int) -> int:
    number = integer(text)
    return default if number is None else min(max(number, 0), _MAX_COLUMNS)


def _is_unprinted(row: Element) -> bool:
    """Rows whose insertion was deleted again, or that are hidden."""
    properties = row.find(qn("w:trPr"))
    if properties is None:
        return False
    return properties.find(qn("w:del")) is not None or bool(toggle(properties, "w:hidden"))


def _children(container: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, out of content controls and insertions."""
    for child in container.iterchildren():
        if child.tag == qn(tag):
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, tag)
        elif child.tag == ALTERNATE:
            for inner in alternatives(child):
                if inner.tag == qn(tag):
                    yield inner
