"""What the search works with: the task, and the places that its paths have reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.flattened.edges import Opening
from parsers.flattened.lines import Printed
from parsers.numbering import Number
from parsers.roadmap.columns_vocabulary import Role

Piece = tuple[int, int, int]  # line, first word, end word
Placed = tuple[int, int, int]  # column, first word, end word

FRONT, ROW, SECTION, AFTER = "front", "row", "section", "after"


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A path's end: `step` tells how its last line was read, `cells` what its row holds so far, column by column."""

    score: float
    kind: str
    step: tuple[Placed, ...] = ()
    begins: bool = False  # the step begins a row, a section, or the text behind the table
    prev: State | None = None
    col: int = -1
    cells: tuple[tuple[Piece, ...], ...] = ()
    chunk: tuple[int, int] = (-1, -1)  # where the open cell's part on this page begins: line, word
    resumed: bool = False
    number: Number | None = None
    section: Number | None = None
    filled: int = 0  # bit by bit, the columns that hold something

    def on(
        self,
        score: float,
        step: tuple[Placed, ...],
        cells: tuple[tuple[Piece, ...], ...],
        chunk: tuple[int, int],
        resumed: bool,
        prev: State,
    ) -> State:
        """The path one step further within its row, its open cell being the step's last."""
        col = step[-1][0]
        filled = self.filled | 1 << col
        return State(score, ROW, step, False, prev, col, cells, chunk, resumed, self.number, self.section, filled)

    @property
    def key(self) -> tuple:  # type: ignore[type-arg]
        return self.kind, self.col, self.chunk, self.resumed, self.filled, self.number, self.section


@dataclass(frozen=True, slots=True)
class Task:
    """What to read: lines, the columns' roles, where rows may begin, whether the columns are executors."""

    lines: Sequence[Printed]
    roles: tuple[Role, ...]
    matrix: bool = False
    headed: bool = True  # the header was found, so the table begins with the first line
    headings: tuple[str, ...] = ()
    opening: Opening = Opening.VERB  # how the cells of a role matrix begin
    section: Number | None = None  # of the heading above the table
    followed: bool = False  # another table stands behind
    led: bool = False  # a merged column before the numbers heads the rows
    months: tuple[int, int] = (0, 0)  # columns [first, end) of a calendar, which hold actions alike

    @property
    def numbered(self) -> bool:
        return bool(self.roles) and self.roles[0] is Role.NUMBER

    @property
    def first(self) -> int:
        """The first column that is not the row's number."""
        return 1 if self.numbered else 0

    def kin(self, col: int) -> int:
        """The column whose habits a column shares: the months of a calendar are all like the first."""
        first, end = self.months
        return first if first <= col < end else col

    def behind(self, col: int) -> tuple[int, ...]:
        """The columns whose cells may follow a cell of this column in its row. Of a calendar's months, in which the
        cells of a row stand is not told: they are taken for the first ones, one by one."""
        first, end = self.months
        return tuple(n for n in range(col + 1, len(self.roles)) if not first < n < end or n == col + 1)

    @property
    def body(self) -> int:
        """The column that every row fills: the first behind those that a merged cell heads («Направление», «Этап», the
        month of rows without number)."""
        if self.matrix or self.months[1] or Role.ACTION not in self.roles:
            return self.first
        action = self.roles.index(Role.ACTION)
        leading = {Role.EXTRA} if self.numbered else {Role.EXTRA, Role.TERM}
        return action if set(self.roles[self.first : action]) <= leading else self.first


def steps(end: State) -> list[State]:
    """The path from its first line to its end, one state a line."""
    found: list[State] = []
    state: State | None = end
    while state is not None and state.prev is not None:
        found.append(state)
        state = state.prev
    found.reverse()
    return found
