"""The search: the best way through the lines, each line parted among the columns of a row, a section or plain text.

States are places in the table (column, what the row holds already, the last number); a step reads one line. A cell is
scored as a whole while it grows (its score so far stands in the state's score), so that every path is comparable at
every line; equal places are merged and only the best paths are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.flattened.evidence import BOND_AT_EDGE
from parsers.flattened.habits import Habits
from parsers.flattened.moves import Moves
from parsers.flattened.parting import RESUMED
from parsers.flattened.sections import after_score
from parsers.flattened.state import AFTER, FRONT, ROW, SECTION, Placed, State, Task

MARGIN = 16.0
LAG = 4  # lines after which a reading has shown what it is worth
FORGET = 200  # lines after which what was remembered of texts is let go
BEAM = 20  # paths kept at each line
OFTEN = 8  # steps after which the least that a path must reach is looked up anew
GOES_ON = {True: -0.5, False: -4.0}  # a heading on another line that begins with a small letter, or not
HEADS_NOTHING = -4.0  # a heading behind the last row, where nothing follows
HEADS_NEXT = 3.0  # a heading behind the last row, where another table follows


class Search(Moves):
    """The search over one task with what is known of the document's habits."""

    def __init__(self, task: Task, habits: Habits, beam: int = BEAM):
        super().__init__(task, habits)
        self.beam, self.weighing = beam, beam == BEAM
        self._weighed: list[dict[tuple[str, tuple[Placed, ...], bool], float]] = [{} for _ in task.lines]

    def run(self) -> State:
        """The best path's end."""
        states = [State(0.0, SECTION, col=-2, section=self.task.section) if self.task.headed else State(0.0, FRONT)]
        for i in range(len(self.lines)):
            if i % FORGET == 0:
                self.forget()
            best: dict[tuple, State] = {}  # type: ignore[type-arg]
            self._least = float("-inf")
            for n, new in enumerate(self._steps(states, i)):
                if n % OFTEN == 0 and len(best) > self.beam:
                    self._least = max(self._least, sorted(s.score for s in best.values())[-self.beam])
                if new.score < self._least:
                    continue
                self._least = max(self._least, new.score - MARGIN)
                key = new.key
                old = best.get(key)
                if old is None or new.score > old.score:
                    best[key] = new
            states = sorted(best.values(), key=lambda s: -s.score)[: self.beam]
            states = [state for state in states if state.score >= self._least]
            if self.weighing:
                self._weigh(states, i)
        return max(states, key=self._whole)

    def _whole(self, state: State) -> float:
        """The score of a path at the last line."""
        if state.kind == ROW:
            return state.score + self.row_end(state)
        if state.kind == SECTION:
            return state.score + (HEADS_NEXT if self.task.followed else HEADS_NOTHING)
        return state.score

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

    def _steps(self, states: Sequence[State], i: int) -> Iterator[State]:
        """Every way to read line i. What follows a finished row does not depend on its cells, so that only the best
        of the paths that may end here begins a new row, a section or the text behind the table."""
        ended: dict[tuple, tuple[float, State]] = {}  # type: ignore[type-arg]
        for state in states:
            edge = 0.0
            if state.kind in (AFTER, FRONT):
                yield self.plain(state, i, state.kind, 0.0)
                if state.kind == AFTER:
                    continue
            elif state.kind == SECTION:
                if state.col == -1:
                    goes_on = GOES_ON[self.lines[i].words[0][0].islower()]
                    yield self.plain(state, i, SECTION, goes_on + self.counted(i))
                    edge = BOND_AT_EDGE * self.bond(self.lines[i - 1].words[-1], self.lines[i].words[0])
            else:
                yield from self.within(state, i)
                edge = self.row_end(state) + self.edge(state, i, "row")
            key = (state.kind == ROW, state.number, state.section)
            if key not in ended or ended[key][0] < state.score + edge:
                ended[key] = (state.score + edge, state)
        for base, state in ended.values():
            yield from self.new_row(state, i, base)
            if state.kind == ROW and self.lines[i].gap in RESUMED:
                yield from self.carried(state, i)
            yield self.new_section(state, i, base)
            if state.kind == ROW:
                yield State(base + after_score(self.lines[i].text, len(self.lines) - i - 1), AFTER, (), True, state)
