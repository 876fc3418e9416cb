"""The search: the best way through the lines, each line parted among the columns of a row, a section or plain text.

States are places in the table (column, what the row holds already, the last number); a step reads one line. A cell is
scored as a whole while it grows (its score so far stands in the state's score), so that every path is comparable at
every line; equal places are merged and only the best paths are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.columns_vocabulary import Role
from parsers.flattened import numbering
from parsers.flattened.habits import STEM, Habits, first_part, fits, overflow, stems
from parsers.flattened.lines import HYPHENS, Gap, Printed, width
from parsers.flattened.numbering import Number, follows, read_number
from parsers.flattened.scores import (
    CALENDAR,
    DASHES,
    OPEN_WORDS,
    TEXTUAL,
    bare,
    bond,
    cell_end,
    cell_start,
    suits,
    task_start,
    unbalanced,
)
from parsers.flattened.sections import after_score, section_number, section_score, section_style

Piece = tuple[int, int, int]  # line, first word, end word
Placed = tuple[int, int, int]  # column, first word, end word

BEAM = 20
MARGIN = 16.0
LAG = 10  # lines after which a reading has shown what it is worth
UNBALANCED = -1.5
SHORT_TERM = 25  # letters
WAYS = 5
CUT = -0.6
WIDE_SPACE = 1.0
MANY_SPACES = 0.08  # wide spaces a line: they stand anywhere in this document
BROKEN_BY_PAGE = 3.0
LEAST_CUT = -4.5
CHAIN = {numbering.NEXT: 4.0, numbering.AGAIN: 0.5, numbering.SKIP: 1.0, numbering.RESTART: -1.0, numbering.NONE: -3.5}
SUB_ROW = -3.2
ONLY_ACTION = -4.0
BARE_SUB_ROW = -7.0
SUB_MISSING, SUB_FILLED = -0.4, -0.8  # the cells of a sub-row are mostly merged with those above
CARRIED = -2.0
MERGED_ABOVE = -1.5
TERM_INSIDE = -1.5
RESUMED = {Gap.PAGE: -0.3, Gap.LESS: -1.2}
BOND_AT_EDGE = -0.7
BOND_AT_CUT = -1.0
RESUMED_CUT = -1.5
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

    @property
    def numbered(self) -> bool:
        return bool(self.roles) and self.roles[0] is Role.NUMBER


class Search:
    """The search over one task with what is known of the document's habits."""

    def __init__(self, task: Task, habits: Habits, beam: int = BEAM):
        self.beam, self.weighing = beam, beam == BEAM
        self._weighed: list[dict[tuple[str, tuple[Placed, ...], bool], float]] = [{} for _ in task.lines]
        self._ends: dict[int, float] = {}
        self.task, self.lines, self.habits = task, task.lines, habits
        self.first = 1 if task.numbered else 0
        self._texts: dict[tuple[Piece, ...], str] = {}
        self._suits: dict[tuple[int, tuple[Piece, ...]], float] = {}
        self._parts: dict[tuple[int, int, int], list[tuple[float, tuple[Placed, ...]]]] = {}
        self._cuts: dict[int, list[int]] = {}
        self._pages = self._page_tops()
        spaced = sum(len(line.spaced) for line in self.lines)
        self.wide_space = WIDE_SPACE if spaced < MANY_SPACES * len(self.lines) else 0.2

    def run(self) -> State:
        """The best path's end."""
        states = [State(0.0, SECTION, col=-2) if self.task.headed else State(0.0, FRONT)]
        for i in range(len(self.lines)):
            best: dict[tuple, State] = {}  # type: ignore[type-arg]
            for new in self._steps(states, i):
                key = new.key
                old = best.get(key)
                if old is None or new.score > old.score:
                    best[key] = new
            states = sorted(best.values(), key=lambda s: -s.score)[: self.beam]
            least = states[0].score - MARGIN
            states = [state for state in states if state.score >= least]
            if self.weighing:
                self._weigh(states, i)
        return max(states, key=lambda s: s.score + (self._row_end(s) if s.kind == ROW else 0.0))

    def _page_tops(self) -> list[tuple[int, int]]:
        """For each line, where the page before it begins and ends."""
        tops = [i for i, line in enumerate(self.lines) if i == 0 or line.gap in RESUMED]
        found, page = [], 0
        for i in range(len(self.lines)):
            while page + 1 < len(tops) and tops[page + 1] <= i:
                page += 1
            found.append((tops[page - 1] if page else 0, tops[page]))
        return found

    def _weigh(self, states: Sequence[State], i: int) -> None:
        """Note for the lines LAG above how well each way to read them has fared until now."""
        lines = [i - LAG] if i + 1 < len(self.lines) else range(max(0, i - LAG), i + 1)
        for state in states:
            at, here = i, state
            for line in reversed(lines):
                while at > line and here.prev is not None:
                    here, at = here.prev, at - 1
                if line < 0:
                    continue
                reading = (here.kind, here.step, here.begins)
                known = self._weighed[line]
                if state.score > known.get(reading, float("-inf")):
                    known[reading] = state.score

    def margin(self, i: int, state: State) -> float:
        """By how much the reading of line i beats the next best one, as seen LAG lines below."""
        known = self._weighed[i]
        own = known.get((state.kind, state.step, state.begins))
        if own is None:
            return 0.0
        others = [score for reading, score in known.items() if reading != (state.kind, state.step, state.begins)]
        return max(0.0, own - max(others)) if others else MARGIN

    # steps

    def _steps(self, states: Sequence[State], i: int) -> Iterator[State]:
        """Every way to read line i. What follows a finished row does not depend on its cells, so that only the best
        of the paths that may end here begins a new row, a section or the text behind the table."""
        ended: dict[tuple, tuple[float, State]] = {}  # type: ignore[type-arg]
        for state in states:
            edge = 0.0
            if state.kind in (AFTER, FRONT):
                yield self._plain(state, i, state.kind, 0.0)
                if state.kind == AFTER:
                    continue
            elif state.kind == SECTION:
                if state.col == -1:
                    small = self.lines[i].words[0][0].islower()
                    yield self._plain(state, i, SECTION, -0.5 if small else -2.5)
                    edge = BOND_AT_EDGE * bond(self.lines[i - 1].words[-1], self.lines[i].words[0])
            else:
                yield from self._within(state, i)
                edge = self._row_end(state) + self._edge(state, i, "row")
            key = (state.kind == ROW, state.number, state.section)
            if key not in ended or ended[key][0] < state.score + edge:
                ended[key] = (state.score + edge, state)
        for base, state in ended.values():
            yield from self._new_row(state, i, base)
            if state.kind == ROW and self.lines[i].gap in RESUMED:
                yield from self._carried(state, i)
            yield self._new_section(state, i, base)
            if state.kind == ROW:
                yield State(base + after_score(self.lines[i].text), AFTER, (), True, state)

    def _plain(self, state: State, i: int, kind: str, extra: float) -> State:
        last = self.lines[i - 1].words[-1] if i else ""
        score = extra + (bond(last, self.lines[i].words[0]) if last and state.kind == kind else 0.0)
        return State(state.score + score, kind, (), False, state, state.col, number=state.number,
                     section=state.section)

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
        score += self._counted(i) + self._term_inside(col, i)
        cells = (*state.cells[:col], longer, *state.cells[col + 1 :])
        return State(state.score + score, ROW, ((col, piece[1], piece[2]),), False, state, col, cells, state.chunk,
                     state.resumed, state.number, state.section, state.filled)

    def _term_inside(self, col: int, i: int) -> float:
        """A line that is a term and nothing else seldom goes on in a cell of another column."""
        text = self.lines[i].text
        if self.task.roles[col] not in TEXTUAL or Role.TERM not in self.task.roles or len(text) > SHORT_TERM:
            return 0.0
        return TERM_INSIDE if CALENDAR.search(text) and suits(text, Role.TERM) > 3.0 else 0.0

    def _counted(self, i: int) -> float:
        """A line «3. Название» seldom goes on in a cell."""
        words = self.lines[i].words
        if len(words) < 2 or words[0][-1] != "." or not words[1][0].isupper() or section_number(words[0]) is None:
            return 0.0
        return -5.0 if self.task.matrix else -2.0

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
            score += self._cut_short(state, i, col) + self._paid_back(cell, i)
            if self.lines[i].gap is not Gap.PAGE and state.col != col:
                score += self._edge(state, i, "cell")
            cells = (*state.cells[:col], longer, *state.cells[col + 1 :])
            first = State(state.score + score, ROW, ((col, 0, stop),), False, state, col, cells, (i, 0), True,
                          state.number, state.section, state.filled)
            if stop == size:
                yield first
            else:
                yield from self._resume_rest(first, i, stop)

    def _paid_back(self, cell: tuple[Piece, ...], i: int) -> float:
        """What an open end has cost before it was known that the page cuts the cell."""
        line, _, stop = cell[-1]
        words = self.lines[line].words
        if stop < len(words) or line + 1 == self._pages[i][1]:
            return 0.0
        return -min(0.0, cell_end(words[-1]))

    def _cut_short(self, state: State, i: int, col: int) -> float:
        """A page cuts the cells of a row at one height: a cell much lower than its neighbours was whole."""
        top, end = self._pages[i]
        heights = [sum(1 for piece in cell if top <= piece[0] < end) for cell in state.cells[self.first :]]
        lacking = max(heights) - heights[col - self.first]
        return 0.3 if lacking == 0 else -0.7 if lacking == 1 else -4.0

    def _resume_rest(self, state: State, i: int, at: int) -> Iterator[State]:
        """The rest of a line, cut at a word, in the next columns of a row that was resumed."""
        size = len(self.lines[i].words)
        for col in range(state.col + 1, len(self.task.roles)):
            cell = state.cells[col]
            for stop in [size, *(cut for cut in self._cut_places(i) if cut > at)]:
                piece = (i, at, stop)
                longer = (*cell, piece)
                score = RESUMED_CUT + (self.wide_space if at in self.lines[i].spaced else 0.0)
                score += self._suits_(col, longer) - (self._suits_(col, cell) if cell else 0.0)
                words = self.lines[i].words
                score += BOND_AT_CUT * bond(words[at - 1], words[at]) + min(0.0, cell_end(words[at - 1]))
                if cell:
                    score += self._inside(cell[-1], piece, col) + self._cut_short(state, i, col)
                    score += self._paid_back(cell, i)
                else:
                    score += self._start(col, i, at) - 1.0
                cells = (*state.cells[:col], longer, *state.cells[col + 1 :])
                new = State(state.score + score, ROW, (*state.step, (col, at, stop)), False, state.prev, col, cells,
                            (i, at), True, state.number, state.section, state.filled | 1 << col)
                if stop == size:
                    yield new
                else:
                    yield from self._resume_rest(new, i, stop)

    def _new_row(self, state: State, i: int, base: float) -> Iterator[State]:
        words = self.lines[i].words
        fresh = state.kind in (SECTION, FRONT)
        number = read_number(words[0]) if self.task.numbered else None
        empty: tuple[tuple[Piece, ...], ...] = ((),) * len(self.task.roles)
        before = State(base, state.kind, prev=state, number=state.number, section=state.section)
        if number is not None:
            chain = CHAIN[follows(state.number, number, state.section, fresh)]
            if state.section and len(number) > 1 and number[0] == state.section[0]:
                chain += 0.5
            numbered = State(base, state.kind, number=number, section=state.section)
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

    def _carried(self, state: State, i: int) -> Iterator[State]:
        """The page ends in a merged cell: a new row begins, and the cell goes on in it."""
        last = self.lines[i - 1].words[-1]
        if not self.task.numbered or state.col <= self.first or cell_end(last) > -1.0:
            return
        base = state.score + self._row_end(state) + CARRIED
        for new in self._new_row(state, i, base):
            col = state.col
            if new.begins and new.cells[0] and not new.cells[col]:
                cells = (*new.cells[:col], state.cells[col], *new.cells[col + 1 :])
                yield replace(new, cells=cells, resumed=True, filled=new.filled | 1 << col)

    def _new_section(self, state: State, i: int, base: float) -> State:
        line = self.lines[i]
        score = section_score(line.text, state.section, state.number, self.task.numbered)
        score += self.habits.sections.get(section_style(line.text), 0.0)
        room = max((w for w in self.habits.widths if w is not None), default=None)
        if room is not None and width(line.text) > 1.1 * room:
            score += 1.5
        number = section_number(line.words[0])
        return State(base + score, SECTION, (), True, state, -1, number=state.number,
                     section=number or state.section)

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
        return State(score, ROW, parts, begins, prev or state, col, tuple(filled), (i, a),
                     state.resumed and not begins, state.number, state.section, mask)

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
            between = CUT + (self.wide_space if stop in self.lines[i].spaced else 0.0)
            if self.task.roles[col] is Role.NUMBER:
                between = 0.0
            else:
                between += self._between(words[stop - 1], words[stop], self._page_ends(i))
            if self.task.roles[col] is not Role.NUMBER:
                between += self._join(col, self._width(piece[0]))
            for following in range(col + 1, len(self.task.roles)):
                start = self._start(following, i, stop)
                ways += [
                    (score + between + start + rest, ((col, at, stop), *parts))
                    for rest, parts in self._parted(i, following, stop)
                ]
        ways.sort(key=lambda way: -way[0])
        self._parts[(i, col, at)] = ways[:WAYS]
        return ways[:WAYS]

    def _cut_places(self, i: int) -> list[int]:
        """Words of a line before which a cell could begin."""
        found = self._cuts.get(i)
        if found is None:
            words, found = self.lines[i].words, []
            cut_by_page = self._page_ends(i)
            for k in range(1, len(words)):
                start = max(self._start(col, i, k) for col in range(self.first, len(self.task.roles)))
                score = start + self._between(words[k - 1], words[k], cut_by_page)
                if score + (self.wide_space if k in self.lines[i].spaced else 0.0) > LEAST_CUT:
                    found.append(k)
            self._cuts[i] = found
        return found

    @staticmethod
    def _between(last: str, first: str, cut_by_page: bool) -> float:
        """A cell ends with one word and another cell begins with the next, on one line."""
        if not cut_by_page:
            return cell_end(last) + BOND_AT_CUT * bond(last, first)
        if last[-1] in HYPHENS and len(last) > 1:
            return BROKEN_BY_PAGE
        if bare(last) in OPEN_WORDS:
            return 0.0
        return BOND_AT_CUT * bond(last, first)

    def _page_ends(self, i: int) -> bool:
        """The page ends with this line, so that its cells may be cut."""
        return i + 1 < len(self.lines) and self.lines[i + 1].gap in RESUMED

    def _join(self, col: int, wide: float) -> float:
        """Two cells on one line: the extractor joins them where little room is left between them."""
        room, most = self.habits.widths[col], self.habits.joins
        if room is None or most is None:
            return 0.0
        return 0.0 if room - wide <= most else max(-4.0, -1.0 - 0.4 * (room - wide - most))

    def _start(self, col: int, i: int, at: int) -> float:
        word = self.lines[i].words[at]
        if self.task.matrix:
            return task_start(word)
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
        found = self._ends.get(state.filled)
        if found is None:
            missing = [col for col in range(self.first, len(state.cells)) if not state.cells[col]]
            found = sum(self.habits.skips[col] for col in missing)
            lone = len(missing) == len(state.cells) - self.first - 1
            if self.task.numbered and lone and state.cells[self.first]:
                found = max(found, ONLY_ACTION) if state.cells[0] else BARE_SUB_ROW
            elif self.task.numbered and not state.cells[0]:
                filled = sum(bool(cell) for cell in state.cells[self.first + 1 :])
                found = SUB_MISSING * len(missing) + SUB_FILLED * (filled - 1)
            self._ends[state.filled] = found
        if state.resumed:
            action = state.cells[self.first]
            if action and any(cell and cell[0][0] < action[0][0] for cell in state.cells[self.first + 1 :]):
                found = max(found, MERGED_ABOVE)
            found += sum(self._left_open(cell) for col, cell in enumerate(state.cells) if col != state.col and cell)
        return found

    def _left_open(self, cell: tuple[Piece, ...]) -> float:
        """A cell that the page cut in the middle of a phrase, and that did not go on."""
        i, _, b = cell[-1]
        score = cell_end(self.lines[i].words[b - 1])
        return score if score < -2.4 else 0.0

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
            found += UNBALANCED * (unbalanced(text) > 0)
            if weights and role is Role.EXECUTOR and text.isupper() and weights.get(text.lower()[:STEM], 0.0) < 0:
                found -= 3.0
            if weights:
                found += sum(weights.get(stem, 0.0) for stem in stems(text))
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
