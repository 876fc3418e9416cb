"""What speaks for parting a line among the columns of a row: its cuts, its pieces, the best ways, each remembered."""

from __future__ import annotations

from parsers.flattened.baselines import Pair
from parsers.flattened.bonds import COUNT
from parsers.flattened.cells import CellEvidence
from parsers.flattened.edges import MARKS, cell_end, cell_start, oblique, task_start
from parsers.flattened.habits import Habits, overflow
from parsers.flattened.lines import HYPHENS, Gap
from parsers.flattened.state import Piece, Placed, Task
from parsers.flattened.words import bare
from parsers.open_words import OPEN_WORDS
from parsers.roadmap.columns_vocabulary import Role

WAYS = 5
CUT = -0.6
WIDE_SPACE = 1.0
MANY_SPACES = 0.08  # wide spaces a line: they stand anywhere in this document
BROKEN_BY_PAGE = 3.0
LEAST_CUT, CLEAR_CUT = -4.5, -2.0
MOST_CUTS = 16  # places of a line where cells may begin
LONGEST_LINE = 1000  # letters: a longer line is not parted
RESUMED = {Gap.PAGE: -0.3, Gap.LESS: -1.2}
BOND_AT_CUT = -1.0
AMOUNTS = frozenset({Role.RESULT, Role.EXTRA})
AMOUNT = 1.2  # results are told in numbers, too


class Parting(CellEvidence):
    """The scores of the ways to part a line."""

    def __init__(self, task: Task, habits: Habits):
        super().__init__(task, habits)
        self.first, self.body = task.first, task.body
        self.behind = [task.behind(col) for col in range(len(task.roles))]
        self._follows: dict[tuple[int, int, int], list[tuple[float, tuple[Placed, ...]]]] = {}
        self._rests: dict[tuple[int, int, int, int], float] = {}
        self._parts: dict[tuple[int, int, int], list[tuple[float, tuple[Placed, ...]]]] = {}
        self._cuts: dict[tuple[int, Piece], float] = {}
        self._places: dict[int, list[int]] = {}
        self._clear: dict[int, list[int]] = {}
        spaced = sum(len(line.spaced) for line in self.lines)
        self.wide_space = WIDE_SPACE if spaced < MANY_SPACES * len(self.lines) else 0.2

    def parted(self, i: int, col: int, at: int) -> list[tuple[float, tuple[Placed, ...]]]:
        """The best ways to part line i from word `at` on, its first piece in column `col`."""
        found = self._parts.get((i, col, at))
        if found is not None:
            return found
        size = len(self.lines[i].words)
        number = self.task.roles[col] is Role.NUMBER
        ways: list[tuple[float, tuple[Placed, ...]]] = []
        for stop in [at + 1] if number else [size, *(cut for cut in self.cut_places(i) if cut > at)]:
            piece = (i, at, stop)
            score = self.suits(col, (piece,))
            score += overflow(self.habits.widths[col], self.habits.told[col], self.width(piece))
            if stop == size:
                ways.append((score, ((col, at, stop),)))
                continue
            score += 0.0 if number else self.cut(col, piece)
            score += self.habits.baselines.score(number, Pair.LONE, joined=True)
            ways += [(score + rest, ((col, at, stop), *parts)) for rest, parts in self._following(i, col, stop)]
        ways.sort(key=lambda way: -way[0])
        found = self._parts[(i, col, at)] = ways[:WAYS]
        return found

    def _following(self, i: int, col: int, stop: int) -> list[tuple[float, tuple[Placed, ...]]]:
        """The best ways to part line i from word `stop` on among the columns behind `col`."""
        found = self._follows.get((i, col, stop))
        if found is None:
            ways = [
                (self.start(following, i, stop) + rest, parts)
                for following in self.behind[col]
                for rest, parts in self.parted(i, following, stop)
            ]
            ways.sort(key=lambda way: -way[0])
            found = self._follows[(i, col, stop)] = ways[:WAYS]
        return found

    def cut(self, col: int, piece: Piece) -> float:
        """A cell ends with this piece, and the line goes on in another cell."""
        found = self._cuts.get((col, piece))
        if found is None:
            i, _, stop = piece
            words = self.lines[i].words
            found = CUT + (self.wide_space if stop in self.lines[i].spaced else 0.0)
            found += self._between(words[stop - 1], words[stop], self.page_ends(i))
            self._cuts[(col, piece)] = found
        return found

    def cut_places(self, i: int) -> list[int]:
        """Words of a line before which a cell could begin."""
        return self._places[i] if i in self._places else self._find_places(i)[0]

    def clear_cuts(self, i: int) -> list[int]:
        """Words of a line before which a cell begins more likely than not."""
        return self._clear[i] if i in self._clear else self._find_places(i)[1]

    def _find_places(self, i: int) -> tuple[list[int], list[int]]:
        scores = self._cut_scores(i)
        self._places[i] = [k for k, _ in scores]
        self._clear[i] = [k for k, score in scores if score > CLEAR_CUT]
        return self._places[i], self._clear[i]

    def _cut_scores(self, i: int) -> list[tuple[int, float]]:
        found: list[tuple[int, float]] = []
        words = self.lines[i].words if len(self.lines[i].line.text) < LONGEST_LINE else ()
        cut_by_page = self.page_ends(i)
        for k in range(1, len(words)):
            start = max(self.start(col, i, k) for col in range(self.first, len(self.task.roles)))
            score = start + self._between(words[k - 1], words[k], cut_by_page)
            score += self.wide_space if k in self.lines[i].spaced else 0.0
            if score > LEAST_CUT:
                found.append((k, score))
        return sorted(sorted(found, key=lambda cut: -cut[1])[:MOST_CUTS])

    def _between(self, last: str, first: str, cut_by_page: bool) -> float:
        """A cell ends with one word and another cell begins with the next, on one line."""
        if not cut_by_page:
            return cell_end(last) + BOND_AT_CUT * self.bond(last, first)
        if last[-1] in HYPHENS and len(last) > 1:
            return BROKEN_BY_PAGE
        if bare(last) in OPEN_WORDS:
            return 0.0
        return BOND_AT_CUT * self.bond(last, first)

    def page_ends(self, i: int) -> bool:
        """The page ends with this line, so that its cells may be cut."""
        return i + 1 < len(self.lines) and self.lines[i + 1].gap in RESUMED

    def start(self, col: int, i: int, at: int) -> float:
        word = self.lines[i].words[at]
        if self.task.matrix:
            return task_start(word, self.task.opening)
        if col in self.kinds and (word[0].isdigit() or word in MARKS):
            return 0.0
        score = cell_start(word, self.task.roles[col])
        if self.task.roles[col] in AMOUNTS and self._counts(i, at):
            score += AMOUNT
        if self.habits.oblique[col] and oblique(bare(word)):
            score += self.habits.oblique[col]
        small = self.habits.small[col]
        if small is not None and word[0].isalpha():
            score += small if word[0].islower() else -small / 2
        return score

    def _counts(self, i: int, at: int) -> bool:
        """«12 команд», «100 %» on one line."""
        words = self.lines[i].words
        return COUNT.fullmatch(words[at]) is not None and at + 1 < len(words) and not words[at + 1][0].isupper()

    def rest(self, i: int, col: int, end: int, at: int) -> float:
        """The most that line i can give from word `at` on in cells that begin in the columns [col, end)."""
        key = (i, col, end, at)
        found = self._rests.get(key)
        if found is None:
            ways = ((following, self.parted(i, following, at)) for following in range(col, end))
            found = max((self.start(n, i, at) + parts[0][0] for n, parts in ways if parts), default=float("-inf"))
            self._rests[key] = found
        return found
