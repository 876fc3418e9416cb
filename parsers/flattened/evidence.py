"""What speaks for each step of the search, learned habits included: every score of a place in the text, remembered."""

from __future__ import annotations

from itertools import pairwise
from math import log

from parsers.flattened.bonds import COUNT, sentence_between
from parsers.flattened.cells import CellEvidence
from parsers.flattened.edges import TEXTUAL, cell_end, cell_start, task_start
from parsers.flattened.fitness import CALENDAR, suits
from parsers.flattened.habits import Habits, first_part, fits, overflow
from parsers.flattened.lines import HYPHENS, Gap
from parsers.flattened.numbering import read_roman
from parsers.flattened.sections import section_number
from parsers.flattened.state import Piece, Placed, State, Task
from parsers.flattened.words import DASHES, OPEN_WORDS, bare
from parsers.roadmap.columns_vocabulary import Role

SHORT_TERM = 25  # letters
WAYS = 5
CUT = -0.6
WIDE_SPACE = 1.0
MANY_SPACES = 0.08  # wide spaces a line: they stand anywhere in this document
BROKEN_BY_PAGE = 3.0
LEAST_CUT, CLEAR_CUT = -4.5, -2.0
MOST_CUTS = 16  # places of a line where cells may begin
LONGEST_LINE = 1000  # letters: a longer line is not parted
ONLY_ACTION = -4.0
BARE_SUB_ROW = -7.0
LONE_TEXT = -2.0  # in a table without numbers a lone text is rather a heading
SUB_MISSING, SUB_FILLED = -0.4, -0.8  # the cells of a sub-row are mostly merged with those above
MERGED_ABOVE = -1.5
TERM_INSIDE = -1.5
RESUMED = {Gap.PAGE: -0.3, Gap.LESS: -1.2}
BOND_AT_EDGE = -0.7
RARE_SENTENCE = 0.001  # sentences a word, where cells are of one sentence
MOST_SENTENCES = 3.0
BOND_AT_CUT = -1.0
AMOUNTS = frozenset({Role.RESULT, Role.EXTRA})
AMOUNT = 1.2  # results are told in numbers, too
ROMAN_LETTERS = ("X.", "Х.")  # may be an initial


def _is_roman(word: str) -> bool:
    return read_roman(word) is not None and word not in ROMAN_LETTERS


class Evidence(CellEvidence):
    """The scores of one task's steps with what is known of the document's habits."""

    def __init__(self, task: Task, habits: Habits):
        super().__init__(task, habits)
        self._ends: dict[int, float] = {}
        self.first, self.body = task.first, task.body
        self._follows: dict[tuple[int, int, int], list[tuple[float, tuple[Placed, ...]]]] = {}
        self._rests: dict[tuple[int, int, int, int], float] = {}
        self._parts: dict[tuple[int, int, int], list[tuple[float, tuple[Placed, ...]]]] = {}
        self._cuts: dict[tuple[int, Piece], float] = {}
        self._places: dict[int, list[int]] = {}
        self._clear: dict[int, list[int]] = {}
        self._insides: dict[tuple[Piece, Piece, int], float] = {}
        self._pages = self._page_tops()
        self.sentence = self._sentences() if task.matrix else 0.0
        spaced = sum(len(line.spaced) for line in self.lines)
        self.wide_space = WIDE_SPACE if spaced < MANY_SPACES * len(self.lines) else 0.2

    def _page_tops(self) -> list[tuple[int, int]]:
        """For each line, where the page before it begins and ends."""
        tops = [i for i, line in enumerate(self.lines) if i == 0 or line.gap in RESUMED]
        found, page = [], 0
        for i in range(len(self.lines)):
            while page + 1 < len(tops) and tops[page + 1] <= i:
                page += 1
            found.append((tops[page - 1] if page else 0, tops[page]))
        return found

    def _sentences(self) -> float:
        """How usual it is that a task goes on with another sentence, as the sentences that begin in the midst of a
        line show: those at the beginning of a line are as usual, word for word."""
        pairs = [pair for line in self.lines for pair in pairwise(line.words)]
        begun = sum(sentence_between(last, first) for last, first in pairs)
        return min(MOST_SENTENCES, max(0.0, log((begun + 0.4) / (len(pairs) + 1) / RARE_SENTENCE)))

    def term_inside(self, col: int, i: int) -> float:
        """A line that is a term and nothing else seldom goes on in a cell of another column."""
        text = self.lines[i].text
        if self.task.roles[col] not in TEXTUAL or Role.TERM not in self.task.roles or len(text) > SHORT_TERM:
            return 0.0
        return TERM_INSIDE if CALENDAR.search(text) and suits(text, Role.TERM) > 3.0 else 0.0

    def counted(self, i: int) -> float:
        """A line «3. Название» seldom goes on in a cell."""
        words = self.lines[i].words
        if len(words) < 2 or words[0][-1] != "." or not words[1][0].isupper() or section_number(words[0]) is None:
            return 0.0
        return -5.0 if self.task.matrix or _is_roman(words[0]) else -2.0

    def roman(self, i: int) -> float:
        """No cell begins with «II. Название»."""
        words = self.lines[i].words
        return -5.0 if len(words) > 1 and words[0][-1] == "." and _is_roman(words[0]) else 0.0

    def paid_back(self, cell: tuple[Piece, ...], i: int) -> float:
        """What an open end has cost before it was known that the page cuts the cell."""
        line, _, stop = cell[-1]
        words = self.lines[line].words
        if stop < len(words) or line + 1 == self._pages[i][1]:
            return 0.0
        return -min(0.0, cell_end(words[-1]))

    def cut_short(self, state: State, i: int, col: int) -> float:
        """A page cuts the cells of a row at one height: a cell much lower than its neighbours was whole."""
        top, end = self._pages[i]
        heights = [sum(1 for piece in cell if top <= piece[0] < end) for cell in state.cells[self.first :]]
        lacking = max(heights) - heights[col - self.first]
        return 0.3 if lacking == 0 else -0.7 if lacking == 1 else -4.0

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
            score = self.suits(col, (piece,)) + overflow(self.habits.widths[col], self.width(piece))
            if stop == size:
                ways.append((score, ((col, at, stop),)))
                continue
            score += 0.0 if number else self.cut(col, piece) + self.habits.lone[1]
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
                for following in range(col + 1, len(self.task.roles))
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
            found += self._join(col, self.width(piece))
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

    def _join(self, col: int, wide: float) -> float:
        """Two cells on one line: the extractor joins them where little room is left between them."""
        room, most = self.habits.widths[col], self.habits.joins
        if room is None or most is None:
            return 0.0
        return 0.0 if room - wide <= most else max(-4.0, -1.0 - 0.4 * (room - wide - most))

    def start(self, col: int, i: int, at: int) -> float:
        word = self.lines[i].words[at]
        if self.task.matrix:
            return task_start(word, self.task.opening)
        if col in self.kinds and word[0].isdigit():
            return 0.0
        score = cell_start(word, self.task.roles[col])
        if self.task.roles[col] in AMOUNTS and self._counts(i, at):
            score += AMOUNT
        small = self.habits.small[col]
        if small is not None and word[0].isalpha():
            score += small if word[0].islower() else -small / 2
        return score

    def _counts(self, i: int, at: int) -> bool:
        """«12 команд», «100 %» on one line."""
        words = self.lines[i].words
        return COUNT.fullmatch(words[at]) is not None and at + 1 < len(words) and not words[at + 1][0].isupper()

    def edge(self, state: State, i: int, step: str) -> float:
        """A cell ends with the line before, another begins with this one."""
        last, first = self.lines[i - 1].words[-1], self.lines[i].words[0]
        score = self.habits.gaps[step].get(self.lines[i].gap, 0.0)
        if self.lines[i].gap is Gap.PAGE and step == "row" and last[-1] in HYPHENS:
            return score - 4.0
        return score + cell_end(last) + BOND_AT_EDGE * self.bond(last, first)

    def inside(self, before: Piece, after: Piece, col: int) -> float:
        """Two lines of one cell."""
        key = (before, after, col)
        found = self._insides.get(key)
        if found is None:
            found = self._insides[key] = self._joined(before, after, col)
        return found

    def _joined(self, before: Piece, after: Piece, col: int) -> float:
        last = self.lines[before[0]].words[before[2] - 1]
        first = self.lines[after[0]].words[after[1]]
        room = self.habits.widths[col]
        score = self.bond(last, first) + overflow(room, self.width(after))
        fit = fits(room, self.width(before), first_part(first))
        if fit < 0 and (last[-1] in ".;:" or first[0] in DASHES):
            fit *= 0.3
        elif self.sentence and sentence_between(last, first):
            fit += self.sentence
        return score + fit

    def row_end(self, state: State) -> float:
        """What the row lacks."""
        found = self._ends.get(state.filled)
        if found is None:
            missing = [col for col in range(self.first, len(state.cells)) if not state.cells[col]]
            found = sum(self.habits.skips[col] for col in missing)
            filled = sum(bool(cell) for cell in state.cells[self.body + 1 :])
            if self.task.numbered and not filled and state.cells[self.body]:
                found = max(found, ONLY_ACTION) if state.cells[0] else BARE_SUB_ROW
            elif not self.task.numbered and not filled and not self.task.matrix:
                found += LONE_TEXT
            elif self.task.numbered and not state.cells[0]:
                found = SUB_MISSING * len([col for col in missing if col >= self.body]) + SUB_FILLED * (filled - 1)
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

    def rest(self, i: int, col: int, end: int, at: int) -> float:
        """The most that line i can give from word `at` on in cells that begin in the columns [col, end)."""
        key = (i, col, end, at)
        found = self._rests.get(key)
        if found is None:
            ways = ((following, self.parted(i, following, at)) for following in range(col, end))
            found = max((self.start(n, i, at) + parts[0][0] for n, parts in ways if parts), default=float("-inf"))
            self._rests[key] = found
        return found
