"""The rows of a table without rules → merged cells → a grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from parsers.document import Box, Cell, Grid, Line, Origin
from parsers.gutters.division import Band, Kind
from parsers.gutters.headwords import said_by
from parsers.gutters.lines import OPEN_END, is_executor, is_term
from parsers.gutters.shared import Lines, Shared, cells_over_two, heading_cells, shared_headings
from parsers.gutters.sheet import Sheet
from parsers.roadmap.columns_vocabulary import Role
from parsers.words import Word, around, is_bold

LEADING = 0.8  # a column left of the actions that no more rows fill holds cells over several rows

AsLine = Callable[[Sequence[Word]], Line]


def grid_of(sheet: Sheet, bands: Sequence[Band], as_text: AsLine) -> Grid:
    """The bands of one table (on pages: of one page) as a grid."""
    first = sheet.lines[bands[0].start]
    shared = shared_headings(sheet, bands[0]) if bands[0].kind is Kind.HEADING else {}
    shift = 1 if shared else 0
    return Grid(
        n_rows=len(bands) + shift, n_cols=len(first.cells), origin=Origin.GUTTERS, table=0,
        cells=tuple(cells_of(sheet, bands, shared, as_text)),
        page=first.strip.page if not sheet.measure.drift else None,
        edges=(*first.columns.starts, first.columns.ends[-1]),
        header_rows=1 + shift if bands[0].kind is Kind.HEADING else None, confidence=0.9,
    )  # fmt: skip


def cells_of(sheet: Sheet, bands: Sequence[Band], shared: Shared, as_text: AsLine) -> Iterator[Cell]:
    """The cells of one table row by row; headings `shared` by two columns are a row of their own above."""
    count = len(sheet.lines[bands[0].start].cells)
    merged = merged_columns(sheet, bands)
    shift = 1 if shared else 0
    for index, band in enumerate(bands):
        row = index + shift
        if band.kind is Kind.SECTION:
            yield cell_of([line.strip.words for line in sheet.lines[band.start : band.end]], row, 0, count, as_text)
            continue
        if shared and index == 0:
            for upper, column, behind, words in heading_cells(sheet, band, shared):
                yield cell_of(words, upper, column, behind, as_text, 1 if behind - column > 1 else 2)
            continue
        both = cells_over_two(sheet, band, shared)
        for column in range(count):
            if column in merged[index] or column - 1 in both:
                continue
            if column in both:
                yield cell_of(both[column], row, column, column + 2, as_text)
                continue
            end = next((i for i in range(index + 1, len(bands)) if column not in merged[i]), len(bands))
            lines = sheet.lines[band.start : bands[end - 1].end]
            words = [line.cells[column] for line in lines if line.cells[column]]
            yield cell_of(words, row, column, column + 1, as_text, end + shift)


def cell_of(lines: Lines, row: int, column: int, column_end: int, as_text: AsLine, row_end: int | None = None) -> Cell:
    """A cell of these lines, with a box where each of them has one."""
    words = [word for line in lines for word in line]
    boxed = tuple(as_text(line) for line in lines)
    box: Box | None = around(w.box for w in words) if words and all(line.box for line in boxed) else None
    return Cell(row, column, row_end or row + 1, column_end, lines=boxed, box=box, bold=is_bold(words))


def merged_columns(sheet: Sheet, bands: Sequence[Band]) -> list[frozenset[int]]:
    """For each band the columns whose cell is the one of the row above.

    Its text goes on over the row's beginning; or nothing stands there and the row has nothing but number and action, or
    is a sub-row without number.
    """
    leading = leading_columns(sheet, bands)
    result: list[frozenset[int]] = []
    for index, band in enumerate(bands):
        above = bands[index - 1] if index else None
        if above is None or band.kind is not Kind.ROW or above.kind is not Kind.ROW:
            result.append(frozenset())
        else:
            torn = {column for column in leading if begins_within(sheet, band, column)}
            result.append(merged_into(sheet, above, band) | (leading - filled_columns(sheet, band)) | torn)
    return result


def begins_within(sheet: Sheet, band: Band, column: int) -> bool:
    """Whether the text of a band in a column begins in small letters, and is no term: it goes on with a cell above."""
    text = " ".join(filter(None, (sheet.text(line, column) for line in range(band.start, band.end))))
    return text[:1].islower() and not is_term(text)


def filled_columns(sheet: Sheet, band: Band) -> frozenset[int]:
    """The columns in which a band has words."""
    return frozenset(column for line in sheet.lines[band.start : band.end] for column in line.filled())


def leading_columns(sheet: Sheet, bands: Sequence[Band]) -> frozenset[int]:
    """The columns left of the actions whose cells stand over several rows: «Направление», filled in some rows only."""
    rows = [filled_columns(sheet, band) for band in bands if band.kind is Kind.ROW]
    left = [
        column
        for column in range(sheet.known.action)
        if column != sheet.known.numbers and heads_groups(sheet, bands[0], column)
    ]
    counts = {column: sum(column in row for row in rows) for column in left}
    return frozenset(column for column, count in counts.items() if 1 < count <= LEADING * len(rows))


def heads_groups(sheet: Sheet, heading: Band, column: int) -> bool:
    """Whether the cells of a column may stand over several rows: its heading says neither who nor what comes of it."""
    if heading.kind is not Kind.HEADING:
        return True
    text = " ".join(filter(None, (sheet.text(line, column) for line in range(heading.start, heading.end))))
    return said_by(text) not in (Role.EXECUTOR, Role.RESULT) and not is_executor(text)


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
