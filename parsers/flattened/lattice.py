"""The search: the best way through the lines, each line parted among the columns of a row, a section or plain text.

States are places in the table (column, what the row holds already, the last number); a step reads one line. A cell is
scored as a whole while it grows (its score so far stands in the state's score), so that every path is comparable at
every line; equal places are merged and only the best paths are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.columns_vocabulary import Role
from parsers.flattened import numbering
from parsers.flattened.habits import Habits, first_part, fits, overflow, stems
from parsers.flattened.lines import HYPHENS, Gap, Printed, width
from parsers.flattened.numbering import Number, follows, read_number
from parsers.flattened.scores import DASHES, bond, cell_end, cell_start, suits
from parsers.flattened.sections import after_score, section_number, section_score

Piece = tuple[int, int, int]  # line, first word, end word
Placed = tuple[int, int, int]  # column, first word, end word

BEAM = 20
CUT = -0.6
WIDE_SPACE = 1.0
LEAST_CUT = -4.5
CHAIN = {numbering.NEXT: 4.0, numbering.AGAIN: 0.5, numbering.SKIP: 1.0, numbering.RESTART: -1.0, numbering.NONE: -3.5}
SUB_ROW = -3.2
ONLY_ACTION = -4.0
BARE_SUB_ROW = -7.0
RESUMED = {Gap.PAGE: -0.3, Gap.LESS: -1.2}
BOND_AT_EDGE = -0.7
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
    fresh: bool = True

    @property
    def key(self) -> tuple:  # type: ignore[type-arg]
        filled = tuple(bool(cell) for cell in self.cells)
        return self.kind, self.col, self.chunk, self.resumed, filled, self.number, self.section, self.fresh


@dataclass(frozen=True, slots=True)
class Task:
    """What to read: lines, the columns' roles, where rows may begin, whether the columns are executors."""

    lines: Sequence[Printed]
    roles: tuple[Role, ...]
    matrix: bool = False
    headed: bool = True  # the header was found, so the table begins with the first line

    @property
    def numbered(self) -> bool:
        return bool(self.roles) and self.roles[0] is Role.NUMBER


class Search:
    """The search over one task with what is known of the document's habits."""

    def __init__(self, task: Task, habits: Habits):
        self.task, self.lines, self.habits = task, task.lines, habits
        self.first = 1 if task.numbered else 0
        self._texts: dict[tuple[Piece, ...], str] = {}
        self._suits: dict[tuple[int, tuple[Piece, ...]], float] = {}
        self._parts: dict[tuple[int, int, int], list[tuple[float, tuple[Placed, ...]]]] = {}
        self._cuts: dict[int, list[int]] = {}

    def run(self) -> State:
        """The best path's end."""
        states = [State(0.0, SECTION, col=-2) if self.task.headed else State(0.0, FRONT)]
        for i in range(len(self.lines)):
            best: dict[tuple, State] = {}  # type: ignore[type-arg]
            for state in states:
                for new in self._steps(state, i):
                    old = best.get(new.key)
                    if old is None or new.score > old.score:
                        best[new.key] = new
            states = sorted(best.values(), key=lambda s: -s.score)[:BEAM]
        return max(states, key=lambda s: s.score + (self._row_end(s) if s.kind == ROW else 0.0))

    # steps

    def _steps(self, state: State, i: int) -> Iterator[State]:
        if state.kind == AFTER:
            yield self._plain(state, i, AFTER, 0.0)
            return
        if state.kind == FRONT:
            yield self._plain(state, i, FRONT, 0.0)
        elif state.kind == SECTION and state.col == -1:
            yield self._plain(state, i, SECTION, -1.0 + (0.5 if self.lines[i].words[0][0].islower() else -1.5))
        elif state.kind == ROW:
            yield from self._within(state, i)
        yield from self._new_row(state, i)
        yield from self._new_section(state, i)
        if state.kind == ROW:
            text = self.lines[i].text
            edge = self._row_end(state) + self._edge(state, i, "row")
            yield State(state.score + edge + after_score(text), AFTER, (), True, state)

    def _plain(self, state: State, i: int, kind: str, extra: float) -> State:
        last = self.lines[i - 1].words[-1] if i else ""
        score = extra + (bond(last, self.lines[i].words[0]) if last and state.kind == kind else 0.0)
        return State(state.score + score, kind, (), False, state, state.col, number=state.number,
                     section=state.section, fresh=state.fresh)

    def _within(self, state: State, i: int) -> Iterator[State]:
        gap = self.lines[i].gap
        if gap is not Gap.PAGE:
            if self.task.roles[state.col] is not Role.NUMBER:
                yield self._extend(state, i)
            for col in range(state.col + 1, len(self.task.roles)):
                if state.cells[col] and state.resumed:
                    yield from self._resume(state, i, col, 0.0)
                elif not state.cells[col]:
                    yield from self._next_cell(state, i, col)
        if gap in RESUMED:
            for col in range(self.first, len(self.task.roles)):
                if col == state.col and gap is not Gap.PAGE:
                    continue
                if state.cells[col]:
                    yield from self._resume(state, i, col, RESUMED[gap])
                elif col > state.col:
                    yield from self._next_cell(state, i, col, RESUMED[gap] - 1.0)

    def _extend(self, state: State, i: int) -> State:
        col, cell = state.col, state.cells[state.col]
        piece = (i, 0, len(self.lines[i].words))
        longer = (*cell, piece)
        score = self._inside(cell[-1], piece, col) + self.habits.gaps["inside"].get(self.lines[i].gap, 0.0)
        score += self._suits_(col, longer) - self._suits_(col, cell)
        cells = (*state.cells[:col], longer, *state.cells[col + 1 :])
        return State(state.score + score, ROW, ((col, piece[1], piece[2]),), False, state, col, cells, state.chunk,
                     state.resumed, state.number, state.section, state.fresh)

    def _next_cell(self, state: State, i: int, col: int, extra: float = 0.0) -> Iterator[State]:
        edge = extra + self._edge(state, i, "cell") + self._start(col, i, 0)
        if self.lines[i].indented and col > state.col + 1:
            edge += 0.5
        for score, parts in self._parted(i, col, 0):
            yield self._placed(state, i, parts, state.score + edge + score, state.cells, False)

    def _resume(self, state: State, i: int, col: int, extra: float) -> Iterator[State]:
        """The line goes on in a cell that began on the page before."""
        size = len(self.lines[i].words)
        cell = state.cells[col]
        for stop in [size, *self._cut_places(i)]:
            piece = (i, 0, stop)
            longer = (*cell, piece)
            score = extra + self._inside(cell[-1], piece, col) + self._suits_(col, longer) - self._suits_(col, cell)
            if self.lines[i].gap is not Gap.PAGE and state.col != col:
                score += cell_end(self.lines[i - 1].words[-1]) * 0.3
            cells = (*state.cells[:col], longer, *state.cells[col + 1 :])
            first = State(state.score + score, ROW, ((col, 0, stop),), False, state, col, cells, (i, 0), True,
                          state.number, state.section, state.fresh)
            if stop == size:
                yield first
            else:
                yield from self._resume_rest(first, i, stop)

    def _resume_rest(self, state: State, i: int, at: int) -> Iterator[State]:
        """The rest of a line, cut at a word, in the next columns of a row that was resumed."""
        size = len(self.lines[i].words)
        for col in range(state.col + 1, len(self.task.roles)):
            cell = state.cells[col]
            for stop in [size, *(cut for cut in self._cut_places(i) if cut > at)]:
                piece = (i, at, stop)
                longer = (*cell, piece)
                score = CUT + (WIDE_SPACE if at in self.lines[i].spaced else 0.0)
                score += self._suits_(col, longer) - (self._suits_(col, cell) if cell else 0.0)
                words = self.lines[i].words
                score += BOND_AT_EDGE * bond(words[at - 1], words[at])
                score += self._inside(cell[-1], piece, col) if cell else self._start(col, i, at) - 1.0
                cells = (*state.cells[:col], longer, *state.cells[col + 1 :])
                new = State(state.score + score, ROW, (*state.step, (col, at, stop)), False, state.prev, col, cells,
                            (i, at), True, state.number, state.section, state.fresh)
                if stop == size:
                    yield new
                else:
                    yield from self._resume_rest(new, i, stop)

    def _new_row(self, state: State, i: int) -> Iterator[State]:
        words = self.lines[i].words
        edge = 0.0
        if state.kind == ROW:
            edge = self._row_end(state) + self._edge(state, i, "row")
        elif state.kind == SECTION and state.col == -1 and i:
            edge = BOND_AT_EDGE * bond(self.lines[i - 1].words[-1], words[0])
        fresh = state.kind in (SECTION, FRONT)
        base = state.score + edge
        number = read_number(words[0]) if self.task.numbered else None
        empty: tuple[tuple[Piece, ...], ...] = ((),) * len(self.task.roles)
        before = State(base, state.kind, prev=state, number=state.number, section=state.section, fresh=fresh)
        if number is not None:
            chain = CHAIN[follows(state.number, number, state.section, fresh)]
            if state.section and len(number) > 1 and number[0] == state.section[0]:
                chain += 0.5
            numbered = State(base, state.kind, number=number, section=state.section, fresh=False)
            for score, parts in self._parted(i, 0, 0):
                yield self._placed(numbered, i, parts, base + chain + score, empty, True, state)
        cost = 0.0
        if self.task.numbered:
            cost = SUB_ROW - (3.0 if fresh else 0.0)
        start = self._start(self.first, i, 0)
        for score, parts in self._parted(i, self.first, 0):
            yield self._placed(before, i, parts, base + cost + start + score, empty, True, state)
        if self.task.matrix:
            for col in range(1, len(self.task.roles)):
                extra = 0.7 if self.lines[i].indented else 0.0
                for score, parts in self._parted(i, col, 0):
                    yield self._placed(before, i, parts, base + start + score + extra, empty, True, state)

    def _new_section(self, state: State, i: int) -> Iterator[State]:
        line = self.lines[i]
        edge = 0.0
        if state.kind == ROW:
            edge = self._row_end(state) + self._edge(state, i, "row")
        score = section_score(line.text, state.section, state.number, self.task.numbered)
        room = max((w for w in self.habits.widths if w is not None), default=None)
        if room is not None and width(line.text) > 1.1 * room:
            score += 1.5
        number = section_number(line.words[0])
        yield State(state.score + edge + score, SECTION, (), True, state, -1, number=state.number,
                    section=number or state.section, fresh=True)

    def _placed(
        self,
        state: State,
        i: int,
        parts: tuple[Placed, ...],
        score: float,
        cells: tuple[tuple[Piece, ...], ...],
        begins: bool,
        prev: State | None = None,
    ) -> State:
        filled = list(cells)
        for col, a, b in parts:
            filled[col] = (*filled[col], (i, a, b))
        col, a, _ = parts[-1]
        return State(score, ROW, parts, begins, prev or state, col, tuple(filled), (i, a),
                     state.resumed and not begins, state.number, state.section, False)

    # scores

    def _parted(self, i: int, col: int, at: int) -> list[tuple[float, tuple[Placed, ...]]]:
        """The best ways to part line i from word `at` on, its first piece in column `col`."""
        found = self._parts.get((i, col, at))
        if found is not None:
            return found
        words, size = self.lines[i].words, len(self.lines[i].words)
        ways: list[tuple[float, tuple[Placed, ...]]] = []
        if self.task.roles[col] is Role.NUMBER:
            stops = [at + 1]
        else:
            stops = [size, *(cut for cut in self._cut_places(i) if cut > at)]
        for stop in stops:
            piece = ((i, at, stop),)
            score = self._suits_(col, piece) + overflow(self.habits.widths[col], self._width(piece[0]))
            if stop == size:
                ways.append((score, ((col, at, stop),)))
                continue
            between = CUT + self.habits.joins + (WIDE_SPACE if stop in self.lines[i].spaced else 0.0)
            if self.task.roles[col] is Role.NUMBER:
                between = 0.0
            else:
                between += cell_end(words[stop - 1]) + BOND_AT_EDGE * bond(words[stop - 1], words[stop])
            for following in range(col + 1, len(self.task.roles)):
                start = self._start(following, i, stop)
                ways += [
                    (score + between + start + rest, ((col, at, stop), *parts))
                    for rest, parts in self._parted(i, following, stop)
                ]
        ways.sort(key=lambda way: -way[0])
        self._parts[(i, col, at)] = ways[:8]
        return ways[:8]

    def _cut_places(self, i: int) -> list[int]:
        """Words of a line before which a cell could begin."""
        found = self._cuts.get(i)
        if found is None:
            words, found = self.lines[i].words, []
            for k in range(1, len(words)):
                start = max(cell_start(words[k], role) for role in self.task.roles if role is not Role.NUMBER)
                score = cell_end(words[k - 1]) + start + BOND_AT_EDGE * bond(words[k - 1], words[k])
                if score + (WIDE_SPACE if k in self.lines[i].spaced else 0.0) > LEAST_CUT:
                    found.append(k)
            self._cuts[i] = found
        return found

    def _start(self, col: int, i: int, at: int) -> float:
        word = self.lines[i].words[at]
        score = cell_start(word, self.task.roles[col])
        small = self.habits.small[col]
        if small is not None and word[0].isalpha():
            score += small if word[0].islower() else -small / 2
        return score

    def _edge(self, state: State, i: int, step: str) -> float:
        """A cell ends with the line before, another begins with this one."""
        last, first = self.lines[i - 1].words[-1], self.lines[i].words[0]
        score = self.habits.gaps[step].get(self.lines[i].gap, 0.0)
        if self.lines[i].gap is Gap.PAGE and step == "row" and last[-1] in HYPHENS:
            return score - 4.0
        return score + cell_end(last) + BOND_AT_EDGE * bond(last, first)

    def _inside(self, before: Piece, after: Piece, col: int) -> float:
        """Two lines of one cell."""
        last = self.lines[before[0]].words[before[2] - 1]
        first = self.lines[after[0]].words[after[1]]
        room = self.habits.widths[col]
        score = bond(last, first) + overflow(room, self._width(after))
        fit = fits(room, self._width(before), first_part(first))
        if fit < 0 and (last[-1] in ".;:" or first[0] in DASHES):
            fit *= 0.3
        return score + fit

    def _row_end(self, state: State) -> float:
        """What the row lacks."""
        missing = [col for col in range(self.first, len(state.cells)) if not state.cells[col]]
        cost = sum(self.habits.skips[col] for col in missing)
        lone = len(missing) == len(state.cells) - self.first - 1
        if self.task.numbered and lone and state.cells[self.first]:
            cost = max(cost, ONLY_ACTION) if state.cells[0] else BARE_SUB_ROW
        return cost

    def _suits_(self, col: int, cell: tuple[Piece, ...]) -> float:
        role = self.task.roles[col]
        if role is Role.NUMBER or not cell:
            return 0.0
        key = (col, cell)
        found = self._suits.get(key)
        if found is None:
            text = self.text(cell)
            found = suits(text, Role.ACTION if self.task.matrix else role)
            weights = self.habits.words[col]
            if weights:
                known = sum(weights.get(stem, 0.0) for stem in stems(text))
                found += max(-5.0, min(5.0, known))
            self._suits[key] = found
        return found

    def text(self, cell: tuple[Piece, ...]) -> str:
        """A cell's text, hyphens at line ends dropped: near enough for scores."""
        found = self._texts.get(cell)
        if found is None:
            i, a, b = cell[-1]
            tail = " ".join(self.lines[i].words[a:b])
            if len(cell) == 1:
                found = tail
            else:
                head = self.text(cell[:-1])
                found = head[:-1] + tail if head[-1] in HYPHENS and tail[0].islower() else f"{head} {tail}"
            self._texts[cell] = found
        return found

    def _width(self, piece: Piece) -> float:
        i, a, b = piece
        return width(" ".join(self.lines[i].words[a:b]))


def steps(end: State) -> list[State]:
    """The path from its first line to its end, one state a line."""
    found: list[State] = []
    state: State | None = end
    while state is not None and state.prev is not None:
        found.append(state)
        state = state.prev
    found.reverse()
    return found


__all__ = ["AFTER", "FRONT", "ROW", "SECTION", "Piece", "Search", "State", "Task", "steps"]
