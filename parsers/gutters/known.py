"""Lines placed in columns → what a table shows over all its pages: its numbers and actions, where cells begin large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.gutters.columns import Columns
from parsers.gutters.headwords import Cells
from parsers.gutters.lines import Strip, is_number
from parsers.roadmap.columns_likeness import verbal
from parsers.roadmap.columns_vocabulary import Role, meaning

LONGEST_HEADING_CELL = 45


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its columns. `fit`: how badly it fits them as cells; `over`: as one text over them; `strong`: it
    shows at least two cells where columns begin."""

    strip: Strip
    cells: Cells
    columns: Columns
    fit: float
    over: float
    strong: bool

    @property
    def runs_over(self) -> bool:
        return self.over < self.fit

    def text(self, column: int) -> str:
        return " ".join(w.text for w in self.cells[column])

    def filled(self) -> list[int]:
        return [c for c, words in enumerate(self.cells) if words]


@dataclass(frozen=True, slots=True)
class Known:
    """What a table shows over all its pages: its columns of numbers and actions, where cells begin with capitals."""

    numbers: int | None
    capital: tuple[bool, ...]
    action: int


def known_of(lines: Sequence[Placed]) -> Known:
    """What the lines of a table show of its columns."""
    cells = [line.cells for line in lines if line.strong]
    if not cells:
        return Known(None, (True,) * (len(lines[0].columns) if lines else 0), 0)
    numbers = number_column(cells)
    action = headed_action(lines)
    action = action_column(cells, numbers, lines[0].columns) if action is None else action
    return Known(numbers, capital_columns(cells, numbers, action), action)


def headed_action(lines: Sequence[Placed]) -> int | None:
    """The column below the heading of the actions, in a line that holds another heading too."""
    for line in lines:
        texts = {column: line.text(column) for column in line.filled()}
        found = {
            column: said.role
            for column, text in texts.items()
            if len(text) <= LONGEST_HEADING_CELL and text[0].isupper() and (said := meaning(text)) is not None
        }
        actions = [column for column, role in found.items() if role is Role.ACTION]
        if len(actions) == 1 and len(found) > 1:
            return actions[0]
    return None


def number_column(cells: Sequence[Cells]) -> int | None:
    """The first column, where most of what stands in it is numbers."""
    first = [" ".join(w.text for w in line[0]) for line in cells if line[0]]
    numbers = sum(map(is_number, first))
    return 0 if (numbers >= 2 and numbers >= 0.6 * len(first)) or (numbers == 1 and len(first) <= 2) else None


def action_column(cells: Sequence[Cells], numbers: int | None, columns: Columns) -> int:
    """The widest column, or one on its left whose cells begin like actions («Провести …») more often."""
    sure = [line for line in cells if numbers is not None and is_number(" ".join(w.text for w in line[numbers]))]

    def share(column: int) -> float:
        texts = [" ".join(w.text for w in line[column]) for line in sure if line[column]]
        return sum(map(verbal, texts)) / len(texts) if texts else 0.0

    others = [c for c in range(len(columns)) if c != numbers]
    widest = max(others, key=lambda c: columns.ends[c] - columns.starts[c])
    likeliest = max((c for c in others if c <= widest), key=share)
    return likeliest if share(likeliest) >= share(widest) + 0.2 else widest


def capital_columns(cells: Sequence[Cells], numbers: int | None, action: int) -> tuple[bool, ...]:
    """Whether the cells of each column use to begin with a capital, judged by the lines that begin rows for sure.

    Those hold a number; in a table without numbers nearly all cells, the action beginning with a capital.
    """

    def begins(line: Cells) -> bool:
        if numbers is not None:
            return is_number(" ".join(w.text for w in line[numbers]))
        return bool(line[action]) and line[action][0].text[0].isupper() and sum(map(bool, line)) >= len(line) - 1

    sure = [line for line in cells if begins(line)]
    result = []
    for column in range(len(cells[0]) if cells else 0):
        first = [line[column][0].text for line in sure if line[column]]
        lower = sum(1 for word in first if word[0].islower())
        result.append(lower <= 0.3 * len(first))
    return tuple(result)
