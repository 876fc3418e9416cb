"""What speaks for each step of the search, learned habits included: every score of a place in the text, remembered."""

from __future__ import annotations

import re
from itertools import pairwise
from math import log

from parsers.flattened.baselines import Pair, pair
from parsers.flattened.bonds import sentence_between
from parsers.flattened.edges import TEXTUAL, cell_end
from parsers.flattened.fitness import CALENDAR, suits
from parsers.flattened.habits import Habits, first_part, fits, overflow
from parsers.flattened.lines import HYPHENS, Gap
from parsers.flattened.parting import RESUMED, Parting
from parsers.flattened.sections import LABELLED
from parsers.flattened.state import Piece, State, Task
from parsers.flattened.words import DASHES
from parsers.numbering import counted, read_number, read_roman, section_number
from parsers.roadmap.columns_vocabulary import Role

SHORT_TERM = 25  # letters
ONLY_ACTION = -4.0
BARE_SUB_ROW = -7.0
LONE_TEXT = -2.0  # in a table without numbers a lone text is rather a heading
SUB_MISSING, SUB_FILLED = -0.4, -0.8  # the cells of a sub-row are mostly merged with those above
MERGED_ABOVE = -1.5
TERM_INSIDE = -1.5
HEADED = -5.0  # for a cell that begins as headings do
BOND_AT_EDGE = -0.7
RARE_SENTENCE = 0.001  # sentences a word, where cells are of one sentence
MOST_SENTENCES = 3.0
LEAST_COUNTED = 3
ITEM = re.compile(r"(?:[2-9]|[б-е])\)")
ITEM_REACH = 16  # lines
OF_PARAGRAPHS = 0.3  # of what a line costs that ends early, where a paragraph may end
ROMAN_LETTERS = ("X.", "Х.")  # may be an initial


def _is_roman(word: str) -> bool:
    return read_roman(word) is not None and word not in ROMAN_LETTERS


class Evidence(Parting):
    """The scores of one task's steps with what is known of the document's habits."""

    def __init__(self, task: Task, habits: Habits):
        super().__init__(task, habits)
        self._ends: dict[int, float] = {}
        self._insides: dict[tuple[Piece, Piece, int], float] = {}
        self._pages = self._page_tops()
        self.bracketed = self._bracketed()
        self._listed = self._beside_items()
        self.sentence = self._sentences() if task.matrix else 0.0

    def _page_tops(self) -> list[tuple[int, int]]:
        """For each line, where the page before it begins and ends."""
        tops = [i for i, line in enumerate(self.lines) if i == 0 or line.gap in RESUMED]
        found, page = [], 0
        for i in range(len(self.lines)):
            while page + 1 < len(tops) and tops[page + 1] <= i:
                page += 1
            found.append((tops[page - 1] if page else 0, tops[page]))
        return found

    def _bracketed(self) -> bool | None:
        """The rows are numbered «1)», not «1» or «1.»; None where too few are to tell."""
        words = [line.words[0] for line in self.lines]
        with_brackets = counted(word for word in words if word[-1] == ")")
        others = counted(word for word in words if word[-1] != ")")
        return None if max(with_brackets, others) < LEAST_COUNTED else with_brackets > others

    def _beside_items(self) -> list[bool]:
        """For each line, whether numbered items stand a little above it in its row: the cells beside them have a
        paragraph for each."""
        found: list[bool] = []
        last = -ITEM_REACH
        for i, line in enumerate(self.lines):
            word = line.words[0]
            if ITEM.fullmatch(word) and not self.bracketed:
                last = i
            elif read_number(word) is not None:
                last = -ITEM_REACH
            found.append(i - last < ITEM_REACH)
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
        """A line «3. Название» or «Раздел 3. Название» seldom goes on in a cell."""
        words = self.lines[i].words
        if LABELLED.match(self.lines[i].text):
            return HEADED
        if len(words) < 2 or words[0][-1] != "." or not words[1][0].isupper() or section_number(words[0]) is None:
            return 0.0
        return HEADED if self.task.matrix or _is_roman(words[0]) else -2.0

    def headed(self, i: int) -> float:
        """No cell begins with «II. Название» or «Раздел 2. Название»."""
        line = self.lines[i]
        roman = len(line.words) > 1 and line.words[0][-1] == "." and _is_roman(line.words[0])
        return HEADED if roman or LABELLED.match(line.text) else 0.0

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
        score = self.bond(last, first) + overflow(room, self.habits.told[col], self.width(after))
        fit = fits(room, self.width(before), first_part(first))
        if fit < 0 and (last[-1] in ".;:" or first[0] in DASHES or (self._listed[after[0]] and col != self.body)):
            fit *= OF_PARAGRAPHS
        elif self.sentence and sentence_between(last, first):
            fit += self.sentence
        return score + fit

    def apart(self, state: State) -> float:
        """The open cell ends with its line, the next one begins on the line below."""
        height = sum(piece[0] >= state.chunk[0] for piece in state.cells[state.col])
        return self.habits.baselines.score(self._is_number(state.col), pair(height, 1), joined=False)

    def grown(self, state: State) -> float:
        """The open cell has a second line: what its first one cost beside the cell to the left is to be mended."""
        line, word = state.chunk
        left = next((col for col in range(state.col - 1, -1, -1) if state.cells[col]), None)
        if left is None or state.cells[state.col][-1][0] != line:
            return 0.0
        top = self._pages[line][1]
        height = sum(piece[0] >= top for piece in state.cells[left])
        if height != 1:
            return 0.0
        score = self.habits.baselines.score
        number = self._is_number(left)
        return score(number, Pair.HIGH, word > 0) - score(number, Pair.LONE, word > 0)

    def _is_number(self, col: int) -> bool:
        return self.task.roles[col] is Role.NUMBER

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
