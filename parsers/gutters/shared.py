"""Headings that stand over two columns («Сроки» over «Начало» and «Окончание») → which, and the cells over both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from parsers.gutters.division import Band
from parsers.gutters.headwords import BELOW, said_by, stands_over_two
from parsers.gutters.known import Placed
from parsers.gutters.lines import is_term, text_of
from parsers.gutters.sheet import Sheet
from parsers.words import Word

Lines = Sequence[Sequence[Word]]
Shared = Mapping[int, tuple[Word, ...]]  # the words of each heading over two columns, by the first of them


def shared_headings(sheet: Sheet, heading: Band) -> dict[int, tuple[Word, ...]]:
    """The words of each heading that stands over two columns, by the first of them: each has its own heading below."""
    found: dict[int, tuple[Word, ...]] = {}
    lines = sheet.lines[heading.start : heading.end]
    for at, line in enumerate(lines):
        for piece in line.strip.pieces(sheet.measure):
            role = said_by(text_of(piece))
            pair = columns_below(sheet, piece, line, lines[at + 1 :]) if role in BELOW else None
            if pair is None or any(other.cells[column] for other in lines[:at] for column in pair):
                continue
            below = [" ".join(filter(None, (other.text(column) for other in lines[at + 1 :]))) for column in pair]
            if role and all(said_by(text) in BELOW[role] for text in below):
                found[pair[0]] = piece
    return found


def columns_below(sheet: Sheet, piece: Sequence[Word], line: Placed, below: Sequence[Placed]) -> tuple[int, int] | None:
    """The two columns over which words stand: beyond the second one's start, or in the middle of their headings."""
    left, right = piece[0].box.x0, piece[-1].box.x1
    near, starts = sheet.measure.near, line.columns.starts
    crossed = [column for column, x in enumerate(starts) if column and left < x - near < right - 2 * near]
    parts = [[word.box for other in below for word in other.cells[column]] for column in range(len(starts))]
    reach = {k: (min(box.x0 for box in part), max(box.x1 for box in part)) for k, part in enumerate(parts) if part}
    pairs = [pair for pair in pairwise(range(len(starts))) if reach.keys() >= set(pair)]
    over = [pair for pair in pairs if stands_over_two((left, right), [reach[k] for k in pair], sheet.measure)]
    if len(crossed) == 1 and (crossed[0] - 1, crossed[0]) in pairs:
        return crossed[0] - 1, crossed[0]
    return over[0] if len(crossed) < 2 and over else None


def heading_cells(sheet: Sheet, heading: Band, shared: Shared) -> Iterator[tuple[int, int, int, Lines]]:
    """The cells of a heading in two rows, its `shared` ones over two columns: row, column, behind it, and the words."""
    lines = sheet.lines[heading.start : heading.end]
    taken = {id(word) for words in shared.values() for word in words}
    for column, words in shared.items():
        yield 0, column, column + 2, [words]
    for column in range(len(lines[0].cells)):
        rest = [[word for word in line.cells[column] if id(word) not in taken] for line in lines]
        below = column in shared or column - 1 in shared
        yield int(below), column, column + 1, [words for words in rest if words]


def cells_over_two(sheet: Sheet, row: Band, shared: Shared) -> dict[int, list[tuple[Word, ...]]]:
    """The lines of each cell that stands over two columns of one heading, by the first of them.

    Its text runs on over their border, and its parts are no two terms: «не позднее 20.12», but «май 2024 июнь 2024».
    """
    found = {}
    lines = sheet.lines[row.start : row.end]
    for column in shared:
        both = [line.cells[column] + line.cells[column + 1] for line in lines]
        across = [(line.cells[column], line.cells[column + 1]) for line in lines]
        run = [right[0].box.x0 - left[-1].box.x1 < sheet.measure.wide for left, right in across if left and right]
        halves = (" ".join(text_of(side) for side in sides if side) for sides in zip(*across, strict=True))
        if run and all(run) and not all(map(is_term, halves)):
            found[column] = [words for words in both if words]
    return found
