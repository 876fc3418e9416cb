"""How surely a table was read: a reading → its confidence, from what in it is unlike itself.

Measured on some fifty plans: rows times cells read rightly follow the confidence (0.99 at 0.96 and above, 0.95 from
0.88 on, 0.85 from 0.8 on, 0.81 below). Each weight is how much of a table a fully odd one has wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from parsers.flattened.baselines import Pair, Seen
from parsers.flattened.edges import cell_end, cell_start
from parsers.flattened.fitness import suits
from parsers.flattened.found import Found, own
from parsers.flattened.learning import neighbours
from parsers.flattened.state import Piece
from parsers.roadmap.columns_vocabulary import Role

FURTHER = 0.04  # for each further column: nothing but its place tells what stands in it
LONE = 0.35  # cells of one line that end otherwise than most of them do
CASE = 0.3  # cells that begin with another case than most of their column
CLOSE = 0.7  # lines with another reading nearly as good
TORN = 4.0  # cells that begin or end in the midst of a phrase
MISFIT = 1.0  # executor cells that name no executor

CLOSE_LINE = 0.9  # sureness of a line below which another reading is nearly as good
INNER_START, OPEN_END = -2.0, -1.4  # scores of a cell's first and last word
LEAST_EXECUTOR = 0.3

Cells = Sequence[tuple[tuple[Piece, ...], ...]]


def confidence(reading: Found) -> float:
    """How much of a table is read rightly, 0..1; of a role matrix, how clearly its reading beats the next best."""
    lines = [i for row in reading.rows for i in row.lines]
    if not lines:
        return 0.5
    task = reading.search.task
    clear = sum(reading.sure[i] for i in lines) / len(lines)
    if task.matrix:
        return round(clear, 3)
    rows = [own(row) for row in reading.rows if row.cells is not None]
    wrong = FURTHER * task.roles.count(Role.EXTRA)
    wrong += LONE * _odd_joins(neighbours(reading.search, rows))
    wrong += CASE * _other_case(reading, rows)
    wrong += CLOSE * _share([reading.sure[i] < CLOSE_LINE for i in lines])
    wrong += TORN * _share(_torn(reading, rows))
    wrong += MISFIT * _share(_misfits(reading, rows))
    return round(max(0.0, min(clear, 1.0 - wrong)), 3)


def _share(odd: Sequence[bool]) -> float:
    return sum(odd) / len(odd) if odd else 0.0


def _odd_joins(pairs: Iterable[Seen]) -> float:
    """The share of neighbouring cells that are joined, or apart, otherwise than most of their kind."""
    seen: dict[tuple[bool, Pair], Counter[bool]] = defaultdict(Counter)
    for number, which, joined in pairs:
        seen[number, which][joined] += 1
    total = sum(count.total() for count in seen.values())
    return sum(min(count[True], count[False]) for count in seen.values()) / max(1, total)


def _other_case(reading: Found, rows: Cells) -> float:
    """The share of cells that begin with a small letter in a column of capitals, or the other way round."""
    seen: dict[int, Counter[bool]] = defaultdict(Counter)
    for cells in rows:
        for col, cell in enumerate(cells):
            first = reading.search.text(cell)[0] if cell else ""
            if first.isalpha():
                seen[col][first.islower()] += 1
    total = sum(count.total() for count in seen.values())
    return sum(min(count[True], count[False]) for count in seen.values()) / max(1, total)


def _torn(reading: Found, rows: Cells) -> list[bool]:
    found = []
    for cells in rows:
        for role, cell in zip(reading.search.task.roles, cells, strict=True):
            if cell and role is not Role.NUMBER:
                words = reading.search.text(cell).split()
                found.append(cell_start(words[0], role) < INNER_START or cell_end(words[-1]) < OPEN_END)
    return found


def _misfits(reading: Found, rows: Cells) -> list[bool]:
    roles = reading.search.task.roles
    return [
        suits(reading.search.text(cell), role) < LEAST_EXECUTOR
        for cells in rows
        for role, cell in zip(roles, cells, strict=True)
        if cell and role is Role.EXECUTOR
    ]
