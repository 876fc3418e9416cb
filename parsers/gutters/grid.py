"""The rows of a table without rules → merged cells → a grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from parsers.document import Box, Cell, Grid, Line, Origin
from parsers.gutters.assign import text_of
from parsers.gutters.division import Band, Kind
from parsers.gutters.lines import OPEN_END
from parsers.gutters.sheet import Sheet
from parsers.roadmap.columns_vocabulary import Role, meaning
from parsers.words import Word, around, is_bold

SHARED = (Role.EXECUTOR, Role.TERM)  # headings that stand over several columns: who of each level, begin and end

AsLine = Callable[[Sequence[Word]], Line]


def grid_of(sheet: Sheet, bands: Sequence[Band], as_text: AsLine) -> Grid:
    """The bands of one table (on pages: of one page) as a grid."""
    first = sheet.lines[bands[0].start]
    count = len(first.cells)
    merged = merged_columns(sheet, bands)
    shared = shared_headings(sheet, bands[0]) if bands[0].kind is Kind.HEADING else {}
    shift = 1 if shared else 0
    cells: list[Cell] = []
    for index, band in enumerate(bands):
        if band.kind is Kind.SECTION:
            words = [line.strip.words for line in sheet.lines[band.start : band.end]]
            cells.append(cell_of(words, index + shift, 0, count, as_text))
            continue
        if shared and index == 0:
            cells.extend(heading_cells(sheet, band, shared, as_text))
            continue
        for column in range(count):
            if column in merged[index]:
                continue
            end = next((i for i in range(index + 1, len(bands)) if column not in merged[i]), len(bands))
            lines = sheet.lines[band.start : bands[end - 1].end]
            words = [line.cells[column] for line in lines if line.cells[column]]
            cells.append(cell_of(words, index + shift, column, column + 1, as_text, end + shift))
    return Grid(
        n_rows=len(bands) + shift, n_cols=count, cells=tuple(cells), origin=Origin.GUTTERS, table=0,
        page=first.strip.page if not sheet.measure.drift else None,
        edges=(*first.columns.starts, first.columns.ends[-1]),
        header_rows=1 + shift if bands[0].kind is Kind.HEADING else None, confidence=0.9,
    )  # fmt: skip


def shared_headings(sheet: Sheet, heading: Band) -> dict[int, tuple[Word, ...]]:
    """The words of each heading that stands over two columns, by the first of them: each has its own heading below."""
    found: dict[int, tuple[Word, ...]] = {}
    lines = sheet.lines[heading.start : heading.end]
    for at, line in enumerate(lines):
        for piece in line.strip.pieces(sheet.measure):
            over = [
                column
                for column, start in enumerate(line.columns.starts)
                if column and piece[0].box.x0 < start - sheet.measure.near < piece[-1].box.x1 - 2 * sheet.measure.near
            ]
            role = said_by(text_of(piece))
            if len(over) != 1 or role not in SHARED:
                continue
            pair = (over[0] - 1, over[0])
            above = any(other.cells[column] for other in lines[:at] for column in pair)
            below = [" ".join(filter(None, (other.text(column) for other in lines[at + 1 :]))) for column in pair]
            if not above and all(below) and all(said_by(text) in (None, role) for text in below):
                found[pair[0]] = piece
    return found


def said_by(text: str) -> Role | None:
    """What a text says as the heading of a column."""
    said = meaning(text)
    return said.role if said else None


def heading_cells(sheet: Sheet, heading: Band, shared: Mapping[int, tuple[Word, ...]], as_text: AsLine) -> list[Cell]:
    """The cells of a heading in two rows, its `shared` ones over two columns."""
    lines = sheet.lines[heading.start : heading.end]
    taken = {id(word) for words in shared.values() for word in words}
    cells = [cell_of([words], 0, column, column + 2, as_text) for column, words in shared.items()]
    for column in range(len(lines[0].cells)):
        rest = [[word for word in line.cells[column] if id(word) not in taken] for line in lines]
        row = 1 if column in shared or column - 1 in shared else 0
        cells.append(cell_of([words for words in rest if words], row, column, column + 1, as_text, 2))
    return cells


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
