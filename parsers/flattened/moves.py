"""Every way to read the next line from a place in the table: the open cell goes on, another cell of the row begins, a
cell cut by a page is resumed, a row or a section begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from parsers import numbering
from parsers.flattened.baselines import Pair
from parsers.flattened.edges import cell_end
from parsers.flattened.evidence import Evidence
from parsers.flattened.fitness import CALENDAR
from parsers.flattened.habits import Habits
from parsers.flattened.lines import Gap, width
from parsers.flattened.parting import BOND_AT_CUT, RESUMED
from parsers.flattened.sections import section_score, section_style
from parsers.flattened.state import FRONT, ROW, SECTION, Piece, Placed, State, Task
from parsers.numbering import follows, read_number, section_number
from parsers.roadmap.columns_likeness import verbal
from parsers.roadmap.columns_vocabulary import Role

CHAIN = {numbering.NEXT: 4.0, numbering.AGAIN: 0.5, numbering.SKIP: 1.0, numbering.RESTART: -1.0, numbering.NONE: -3.5}
OTHER_MARK = -5.0  # «2)» where rows are numbered «2.», or the other way round
SUB_ROW = -3.2
CARRIED = -2.0
COUNTED_UNDER = 3.0  # «2. Название» above «2.1.»
MERGED_HEADS = -4.0  # a bare heading, where a merged column («Направление») heads the rows
TELLS_WHEN = -3.0  # a bare heading with a month, beside a column of terms
ABOVE_ACTION = 2.5  # a line that begins no action stands above one that does
ABOVE_CAPITAL = 1.2  # a whole phrase stands above a line that begins with a capital
SURE_HEAD = 12.0  # a line of which it is known
RESUMED_CUT = -1.5
MOST_OF_REST = 8.0  # that the rest of a line may still give a path
MOST_LINES = 150  # of one cell


class Moves(Evidence):
    """The steps of one task's search with what is known of the document's habits."""

    def __init__(self, task: Task, habits: Habits):
        super().__init__(task, habits)
        self._least = float("-inf")  # what a path must reach at this line to be kept

    def plain(self, state: State, i: int, kind: str, extra: float) -> State:
        last = self.lines[i - 1].words[-1] if i else ""
        score = extra + (self.bond(last, self.lines[i].words[0]) if last and state.kind == kind else 0.0)
        return State(state.score + score, kind, (), False, state, state.col, number=state.number, section=state.section)

    def within(self, state: State, i: int) -> Iterator[State]:
        gap = self.lines[i].gap
        if gap is not Gap.PAGE:
            if self.task.roles[state.col] is not Role.NUMBER and len(state.cells[state.col]) < MOST_LINES:
                yield from self._extend(state, i)
                yield from self._extend_cut(state, i)
            for col in self.behind[state.col]:
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
                elif col in self.behind[state.col]:
                    yield from self._next_cell(state, i, col, RESUMED[gap] - 1.0)

    def _extend(self, state: State, i: int) -> Iterator[State]:
        """The open cell goes on with the whole line."""
        col, cell = state.col, state.cells[state.col]
        piece = (i, 0, len(self.lines[i].words))
        longer = (*cell, piece)
        score = self.inside(cell[-1], piece, col) + self.habits.gaps["inside"].get(self.lines[i].gap, 0.0)
        score += self.counted(i) + self.term_inside(col, i) - self.suits(col, cell) + self.grown(state)
        if state.score + score + self.most(col, longer) < self._least:
            return
        score += self.suits(col, longer)
        cells = (*state.cells[:col], longer, *state.cells[col + 1 :])
        yield state.on(state.score + score, ((col, piece[1], piece[2]),), cells, state.chunk, state.resumed, state)

    def _extend_cut(self, state: State, i: int) -> Iterator[State]:
        """The cell ends in the midst of the line, other cells of the row follow on it."""
        col, cell, last = state.col, state.cells[state.col], len(self.task.roles) - 1
        if col == last or state.cells[col + 1]:
            return
        ends = next((n for n in range(col + 1, last + 1) if state.cells[n]), last + 1)
        before = self.habits.gaps["inside"].get(self.lines[i].gap, 0.0)
        before += self.habits.baselines.score(False, Pair.LOW, joined=True)
        before += state.score + self.counted(i) - self.suits(col, cell)
        for stop in self.clear_cuts(i):
            piece = (i, 0, stop)
            longer = (*cell, piece)
            score = before + self.cut(col, piece) + self.inside(cell[-1], piece, col)
            if score + self.most(col, longer) + self.rest(i, col + 1, ends, stop) < self._least:
                continue
            score += self.suits(col, longer)
            for following in (n for n in self.behind[col] if n < ends):
                begun = score + self.start(following, i, stop)
                for rest, parts in self.parted(i, following, stop):
                    if begun + rest < self._least:
                        break
                    if any(state.cells[other] for other, _, _ in parts):
                        continue
                    yield self._placed(state, i, ((col, 0, stop), *parts), begun + rest, state.cells, False)

    def _next_cell(self, state: State, i: int, col: int, extra: float = 0.0) -> Iterator[State]:
        edge = extra + self.edge(state, i, "cell") + self.start(col, i, 0) + self.headed(i)
        if self.lines[i].indented and col > state.col + 1:
            edge += 0.5
        if self.lines[i].gap not in RESUMED:
            edge += self.apart(state)
        for score, parts in self.parted(i, col, 0):
            if state.score + edge + score < self._least:
                break
            yield self._placed(state, i, parts, state.score + edge + score, state.cells, False)

    def _resume(self, state: State, i: int, col: int, extra: float) -> Iterator[State]:
        """The line goes on in a cell that began on the page before."""
        size = len(self.lines[i].words)
        cell = state.cells[col]
        for stop in [size, *self.cut_places(i)]:
            piece = (i, 0, stop)
            longer = (*cell, piece)
            score = extra + self.inside(cell[-1], piece, col) + self.suits(col, longer) - self.suits(col, cell)
            score += self.cut_short(state, i, col) + self.paid_back(cell, i)
            if self.lines[i].gap is not Gap.PAGE and state.col != col:
                score += self.edge(state, i, "cell")
            if state.score + score + (0.0 if stop == size else MOST_OF_REST) < self._least:
                continue
            cells = (*state.cells[:col], longer, *state.cells[col + 1 :])
            first = state.on(state.score + score, ((col, 0, stop),), cells, (i, 0), True, state)
            if stop == size:
                yield first
            else:
                yield from self._resume_rest(first, i, stop)

    def _resume_rest(self, state: State, i: int, at: int) -> Iterator[State]:
        """The rest of a line, cut at a word, in the next columns of a row that was resumed."""
        size = len(self.lines[i].words)
        for col in self.behind[state.col]:
            cell = state.cells[col]
            for stop in [size, *(cut for cut in self.cut_places(i) if cut > at)]:
                piece = (i, at, stop)
                longer = (*cell, piece)
                score = RESUMED_CUT + (self.wide_space if at in self.lines[i].spaced else 0.0)
                score += self.suits(col, longer) - (self.suits(col, cell) if cell else 0.0)
                words = self.lines[i].words
                score += BOND_AT_CUT * self.bond(words[at - 1], words[at]) + min(0.0, cell_end(words[at - 1]))
                if cell:
                    score += self.inside(cell[-1], piece, col) + self.cut_short(state, i, col)
                    score += self.paid_back(cell, i)
                else:
                    score += self.start(col, i, at) - 1.0
                if state.score + score + (0.0 if stop == size else MOST_OF_REST) < self._least:
                    continue
                cells = (*state.cells[:col], longer, *state.cells[col + 1 :])
                assert state.prev is not None
                step = (*state.step, (col, at, stop))
                new = state.on(state.score + score, step, cells, (i, at), True, state.prev)
                if stop == size:
                    yield new
                else:
                    yield from self._resume_rest(new, i, stop)

    def new_row(self, state: State, i: int, base: float) -> Iterator[State]:
        words = self.lines[i].words
        fresh = state.kind in (SECTION, FRONT)
        number = read_number(words[0]) if self.task.numbered else None
        empty: tuple[tuple[Piece, ...], ...] = ((),) * len(self.task.roles)
        before = State(base, state.kind, prev=state, number=state.number, section=state.section)
        if number is not None:
            chain = CHAIN[follows(state.number, number, state.section, fresh)]
            chain += OTHER_MARK * (self.bracketed is (words[0][-1] != ")"))
            if state.section and len(number) > 1 and number[0] == state.section[0]:
                chain += 0.5
            numbered = State(base, state.kind, number=number, section=state.section)
            for score, parts in self.parted(i, 0, 0):
                if base + chain + score < self._least:
                    break
                yield self._placed(numbered, i, parts, base + chain + score, empty, True, state)
        if self.task.numbered and state.kind == FRONT:
            return
        cost = self.headed(i)
        if self.task.numbered:
            cost += SUB_ROW - (3.0 if fresh else 0.0)
        for col in range(self.body if self.task.numbered else self.first, self.body + 1):
            start = self.start(col, i, 0)
            for score, parts in self.parted(i, col, 0):
                if base + cost + start + score < self._least:
                    break
                yield self._placed(before, i, parts, base + cost + start + score, empty, True, state)
        if self.task.matrix:
            start = self.start(self.first, i, 0)
            for col in range(1, len(self.task.roles)):
                extra = 0.7 if self.lines[i].indented else 0.0
                for score, parts in self.parted(i, col, 0):
                    yield self._placed(before, i, parts, base + start + score + extra, empty, True, state)

    def carried(self, state: State, i: int) -> Iterator[State]:
        """The page ends in a merged cell: a new row begins, and the cell goes on in it."""
        last = self.lines[i - 1].words[-1]
        if not self.task.numbered or state.col <= self.first or cell_end(last) > -1.0:
            return
        base = state.score + self.row_end(state) + CARRIED
        for new in self.new_row(state, i, base):
            col = state.col
            if new.begins and new.cells[0] and not new.cells[col]:
                cells = (*new.cells[:col], state.cells[col], *new.cells[col + 1 :])
                yield replace(new, cells=cells, resumed=True, filled=new.filled | 1 << col)

    def new_section(self, state: State, i: int, base: float) -> State:
        line = self.lines[i]
        score = section_score(line.text, state.section, state.number, self.task.numbered) + SURE_HEAD * line.head
        style = section_style(line.text)
        score += self.habits.sections.get(style, 0.0) + (
            MERGED_HEADS if style == "bare" and self.body > self.first else 0.0
        )
        if style == "bare" and Role.TERM in self.task.roles and CALENDAR.search(line.text):
            score += TELLS_WHEN
        room = max((w for w in self.habits.widths if w is not None), default=None)
        if room is not None and width(line.text) > 1.1 * room:
            score += 1.5
        following = self.lines[i + 1].text if i + 1 < len(self.lines) else ""
        if not self.task.numbered and verbal(following) and not verbal(line.text):
            score += ABOVE_ACTION
        elif not self.task.numbered and following[:1].isupper() and cell_end(line.words[-1]) >= 0:
            score += ABOVE_CAPITAL
        number = section_number(line.words[0])
        below = read_number(following.split()[0]) if following else None
        if number is not None and below == (*number, 1):
            score += COUNTED_UNDER
        return State(base + score, SECTION, (), True, state, -1, number=state.number, section=number or state.section)

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
        mask = 0 if begins else state.filled
        for col, a, b in parts:
            filled[col] = (*filled[col], (i, a, b))
            mask |= 1 << col
        col, a, _ = parts[-1]
        return State(
            score,
            ROW,
            parts,
            begins,
            prev or state,
            col,
            tuple(filled),
            (i, a),
            state.resumed and not begins,
            state.number,
            state.section,
            mask,
        )
