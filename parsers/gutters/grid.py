"""The rows of a table without rules → merged cells → a grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from parsers.document import Box, Cell, Grid, Line, Origin
from parsers.gutters.division import Band, Kind
from parsers.gutters.lines import OPEN_END
from parsers.gutters.sheet import Sheet
from parsers.words import Word, around, is_bold

AsLine = Callable[[Sequence[Word]], Line]


def grid_of(sheet: Sheet, bands: Sequence[Band], as_text: AsLine) -> Grid:
    """The bands of one table (on pages: of one page) as a grid."""
    first = sheet.lines[bands[0].start]
    count = len(first.cells)
    merged = merged_columns(sheet, bands)
    cells: list[Cell] = []
    for index, band in enumerate(bands):
        if band.kind is Kind.SECTION:
            words = [line.strip.words for line in sheet.lines[band.start : band.end]]
            cells.append(cell_of(words, index, 0, count, as_text))
            continue
        for column in range(count):
            if column in merged[index]:
                continue
            end = next((i for i in range(index + 1, len(bands)) if column not in merged[i]), len(bands))
            lines = sheet.lines[band.start : bands[end - 1].end]
            words = [line.cells[column] for line in lines if line.cells[column]]
            cells.append(cell_of(words, index, column, column + 1, as_text, end))
    return Grid(
        n_rows=len(bands), n_cols=count, cells=tuple(cells), origin=Origin.GUTTERS, table=0,
        page=first.strip.page if not sheet.measure.drift else None,
        edges=(*first.columns.starts, first.columns.ends[-1]),
        header_rows=1 if bands[0].kind is Kind.HEADING else None, confidence=0.9,
    )  # fmt: skip


def cell_of(
    lines: Sequence[Sequence[Word]], row: int, column: int, column_end: int, as_text: AsLine, row_end: int | None = None
) -> Cell:
    words = [word for line in lines for word in line]
    boxed = tuple(as_text(line) for line in lines)
    box: Box | None = around(w.box for w in words) if words and all(line.box for line in boxed) else None
    return Cell(row, column, row_end or row + 1, column_end, lines=boxed, box=box, bold=is_bold(words))


def merged_columns(sheet: Sheet, bands: Sequence[Band]) -> list[frozenset[int]]:
    """For each band the columns whose cell is the one of the row above.

    Its text goes on over the row's beginning; or nothing stands there and the row has nothing but number and action, or
    is a sub-row without number.
    """
    result: list[frozenset[int]] = []
    for index, band in enumerate(bands):
        above = bands[index - 1] if index else None
        if above is None or band.kind is not Kind.ROW or above.kind is not Kind.ROW:
            result.append(frozenset())
        else:
            result.append(merged_into(sheet, above, band))
    return result


def merged_into(sheet: Sheet, above: Band, band: Band) -> frozenset[int]:
    """The columns of a row whose cell is the one of the row above."""
    known = sheet.known
    everything = set(range(len(sheet.lines[band.start].cells)))
    filled = {c for c in everything if any(sheet.has(line, c) for line in range(band.start, band.end))}
    others = filled - {known.numbers, known.action}
    going = {c for c in filled - {known.numbers} if goes_on(sheet, band.start, c)}
    numbered = any(sheet.numbered[band.start : band.end])
    merged = going if not numbered or others <= going else {c for c in going if is_unfinished(sheet, band.start, c)}
    own = filled - merged
    if known.numbers is not None and (own <= {known.numbers, known.action} or not numbered):
        merged = merged | (everything - filled - {known.numbers})
    return frozenset(merged)


def is_unfinished(sheet: Sheet, line: int, column: int) -> bool:
    """Whether the cell's text in the line above can't end there."""
    return bool(OPEN_END.search(sheet.text(line - 1, column)))


def goes_on(sheet: Sheet, line: int, column: int) -> bool:
    """Whether the text of the cell above has not ended where a row begins."""
    if sheet.has_rules and line in sheet.ruled:
        return False
    if not (sheet.has(line - 1, column) and sheet.has(line, column)):
        return False
    return sheet.fresh(line, column) > (0.8 if sheet.known.numbers is not None else 2.0)
