"""The lines of a table without rules → its rows and cells → a grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from parsers.document import Box, Cell, Grid, Line, Origin
from parsers.gutters.lines import Measure, is_number
from parsers.gutters.regions import Kind, Placed, Region, is_heading_line, sections
from parsers.gutters.rows import Table, action_column, capital_columns, merged_columns, number_column, row_starts
from parsers.words import Edge, Word, around, is_bold

AsLine = Callable[[Sequence[Word]], Line]


@dataclass(frozen=True, slots=True)
class Printed:
    """A row found: the lines [start, end) of the document; `whole` is a section row over all columns, `merged` are
    the columns whose cell is the one of the row above."""

    start: int
    end: int
    whole: bool = False
    merged: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What a table shows over all its pages: its column of numbers, and where cells begin with capitals."""

    numbers: int | None
    capital: tuple[bool, ...]
    action: int

    def row_count(self, lines: Sequence[Placed]) -> int:
        """How many rows these lines hold at least."""
        if self.numbers is None:
            return 1
        return sum(is_number(line.text(self.numbers)) for line in lines)


def grid_of(
    lines: Sequence[Placed], part: Region, known: Known, measure: Measure, as_text: AsLine, rules: Sequence[Edge]
) -> Grid:
    """The lines [part.start, part.end) as a grid; `known` is what the table over all its pages shows."""
    rows = printed_rows_of(lines, part, known, measure, rules)
    count = len(lines[part.start].columns)
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        if row.whole:
            words = [line.strip.words for line in lines[row.start : row.end]]
            cells.append(cell_of(words, index, 0, count, as_text))
            continue
        for column in range(count):
            if column in row.merged:
                continue
            end = next((i for i in range(index + 1, len(rows)) if column not in rows[i].merged), len(rows))
            words = [line.cells[column] for line in lines[row.start : rows[end - 1].end] if line.cells[column]]
            cells.append(cell_of(words, index, column, column + 1, as_text, end))
    columns = lines[part.start].columns
    return Grid(
        n_rows=len(rows), n_cols=count, cells=tuple(cells), origin=Origin.GUTTERS, table=0,
        page=lines[part.start].strip.page if not measure.drift else None,
        edges=(*columns.starts, columns.ends[-1]), header_rows=1 if part.header else None, confidence=0.9,
    )  # fmt: skip


def cell_of(
    lines: Sequence[Sequence[Word]], row: int, column: int, column_end: int, as_text: AsLine, row_end: int | None = None
) -> Cell:
    words = [word for line in lines for word in line]
    boxed = tuple(as_text(line) for line in lines)
    box: Box | None = around(w.box for w in words) if words and all(line.box for line in boxed) else None
    return Cell(row, column, row_end or row + 1, column_end, lines=boxed, box=box, bold=is_bold(words))


def printed_rows_of(
    lines: Sequence[Placed], part: Region, known: Known, measure: Measure, rules: Sequence[Edge]
) -> list[Printed]:
    """The heading, the section rows, and between them the rows."""
    body = part.start + part.header
    rows = [Printed(part.start, body)] if part.header else []
    at = body
    for start, end in [*sections(lines, body, part.end), (part.end, part.end)]:
        again = heading_again(lines, at, start, known) if at > body else 0
        if again:
            rows.append(Printed(at, at + again))
            at += again
        if at < start:
            table = table_of(lines[at:start], known, measure, rules)
            starts = row_starts(table)
            ends = [*starts[1:], start - at]
            merged = merged_columns(table, starts)
            rows.extend(Printed(at + a, at + b, merged=m) for a, b, m in zip(starts, ends, merged, strict=True))
        if start < end:
            rows.append(Printed(start, end, whole=True))
        at = end
    return rows


def heading_again(lines: Sequence[Placed], at: int, end: int, known: Known) -> int:
    """How many lines below a section row are a heading printed again."""
    if known.numbers is None:
        return 0
    first = next((n for n in range(at, min(end, at + 6)) if is_number(lines[n].text(known.numbers))), at)
    return first - at if any(is_heading_line(line) for line in lines[at:first]) else 0


def table_of(lines: Sequence[Placed], known: Known, measure: Measure, rules: Sequence[Edge]) -> Table:
    ruled = frozenset(
        index
        for index in range(1, len(lines))
        if any(lines[index - 1].strip.bottom - 2 <= rule.at <= lines[index].strip.top + 2 for rule in rules)
    )
    return Table(
        tuple(line.strip for line in lines), tuple(line.cells for line in lines), lines[0].columns,
        tuple(line.columns.ends for line in lines), measure,
        known.numbers, known.capital, known.action, ruled, has_rules=2 * len(ruled) >= max(2, known.row_count(lines)),
    )  # fmt: skip


def known_of(lines: Sequence[Placed], region: Region) -> Known:
    body = [line.cells for line in lines[region.start + region.header : region.end] if line.kind is Kind.CELLS]
    numbers = number_column(body) if body else None
    return Known(numbers, capital_columns(body, numbers), action_column(body, numbers, lines[region.start].columns))
