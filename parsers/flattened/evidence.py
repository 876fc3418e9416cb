"""What speaks for each step of the search, learned habits included: every score of a place in the text, remembered."""

from __future__ import annotations

from collections import Counter

from parsers.flattened.habits import STEM, Habits, first_part, fits, overflow, stems
from parsers.flattened.lines import HYPHENS, Gap, width
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
    who_like,
)
from parsers.flattened.sections import section_number
from parsers.flattened.state import Piece, Placed, State, Task
from parsers.roadmap.columns_likeness import term_like
from parsers.roadmap.columns_vocabulary import Role

UNBALANCED = -1.5
SHORT_TERM = 25  # letters
WAYS = 5
CUT = -0.6
WIDE_SPACE = 1.0
MANY_SPACES = 0.08  # wide spaces a line: they stand anywhere in this document
BROKEN_BY_PAGE = 3.0
LEAST_CUT, CLEAR_CUT = -4.5, -2.0
MOST_CUTS = 16  # places of a line where cells may begin
LONGEST_LINE = 1000  # letters: a longer line is not parted
LONGEST_CELL = 2500  # letters: a longer text is no cell
TOO_LONG = -30.0
ONLY_ACTION = -4.0
BARE_SUB_ROW = -7.0
SUB_MISSING, SUB_FILLED = -0.4, -0.8  # the cells of a sub-row are mostly merged with those above
MERGED_ABOVE = -1.5
TERM_INSIDE = -1.5
RESUMED = {Gap.PAGE: -0.3, Gap.LESS: -1.2}
PHRASE, PHRASE_LINES = 60, 3  # letters and lines of a text that comes again
PHRASE_AGAIN = 2.0
BOND_AT_EDGE = -0.7
BOND_AT_CUT = -1.0


def plain(text: str) -> str:
    """A text as it is compared with others: small letters, no marks around it."""
    return text.lower().strip(" .;,")


class Evidence:
    """The scores of one task with what is known of the document's habits."""

    def __init__(self, task: Task, habits: Habits):
        self._ends: dict[int, float] = {}
        self.task, self.lines, self.habits = task, task.lines, habits
        self.first = 1 if task.numbered else 0
        self._texts: dict[tuple[Piece, ...], str] = {}
        self._suits: dict[tuple[int, tuple[Piece, ...]], float] = {}
        self._parts: dict[tuple[int, int, int], list[tuple[float, tuple[Placed, ...]]]] = {}
        self._cuts: dict[int, list[tuple[int, float]]] = {}
        self.phrases = self._phrases() if Role.EXTRA in task.roles else frozenset()
        self._pages = self._page_tops()
        spaced = sum(len(line.spaced) for line in self.lines)
        self.wide_space = WIDE_SPACE if spaced < MANY_SPACES * len(self.lines) else 0.2

    def forget(self) -> None:
        """Let go of the texts and scores of cells, which a long document has many of."""
        self._texts.clear()
        self._suits.clear()

    def _page_tops(self) -> list[tuple[int, int]]:
        """For each line, where the page before it begins and ends."""
        tops = [i for i, line in enumerate(self.lines) if i == 0 or line.gap in RESUMED]
        found, page = [], 0
        for i in range(len(self.lines)):
            while page + 1 < len(tops) and tops[page + 1] <= i:
                page += 1
            found.append((tops[page - 1] if page else 0, tops[page]))
        return found

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
        return -5.0 if self.task.matrix else -2.0

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
        ways: list[tuple[float, tuple[Placed, ...]]] = []
        if self.task.roles[col] is Role.NUMBER:
            stops = [at + 1]
        else:
            stops = [size, *(cut for cut in self.cut_places(i) if cut > at)]
        for stop in stops:
            piece = ((i, at, stop),)
            score = self.suits(col, piece) + overflow(self.habits.widths[col], self.width(piece[0]))
            if stop == size:
                ways.append((score, ((col, at, stop),)))
                continue
            between = 0.0 if self.task.roles[col] is Role.NUMBER else self.cut(i, col, piece[0])
            for following in range(col + 1, len(self.task.roles)):
                start = self.start(following, i, stop)
                ways += [
                    (score + between + start + rest, ((col, at, stop), *parts))
                    for rest, parts in self.parted(i, following, stop)
                ]
        ways.sort(key=lambda way: -way[0])
        self._parts[(i, col, at)] = ways[:WAYS]
        return ways[:WAYS]

    def cut(self, i: int, col: int, piece: Piece) -> float:
        """A cell ends with this piece, and the line goes on in another cell."""
        words, stop = self.lines[i].words, piece[2]
        score = CUT + (self.wide_space if stop in self.lines[i].spaced else 0.0)
        score += self._between(words[stop - 1], words[stop], self.page_ends(i))
        return score + self._join(col, self.width(piece))

    def cut_places(self, i: int) -> list[int]:
        """Words of a line before which a cell could begin."""
        return [k for k, _ in self._cut_scores(i)]

    def clear_cuts(self, i: int) -> list[int]:
        """Words of a line before which a cell begins more likely than not."""
        return [k for k, score in self._cut_scores(i) if score > CLEAR_CUT]

    def _cut_scores(self, i: int) -> list[tuple[int, float]]:
        found = self._cuts.get(i)
        if found is None:
            found = []
            words = self.lines[i].words if len(self.lines[i].line.text) < LONGEST_LINE else ()
            cut_by_page = self.page_ends(i)
            for k in range(1, len(words)):
                start = max(self.start(col, i, k) for col in range(self.first, len(self.task.roles)))
                score = start + self._between(words[k - 1], words[k], cut_by_page)
                score += self.wide_space if k in self.lines[i].spaced else 0.0
                if score > LEAST_CUT:
                    found.append((k, score))
            best = sorted(found, key=lambda cut: -cut[1])[:MOST_CUTS]
            found = self._cuts[i] = sorted(best)
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
            return task_start(word)
        score = cell_start(word, self.task.roles[col])
        small = self.habits.small[col]
        if small is not None and word[0].isalpha():
            score += small if word[0].islower() else -small / 2
        return score

    def edge(self, state: State, i: int, step: str) -> float:
        """A cell ends with the line before, another begins with this one."""
        last, first = self.lines[i - 1].words[-1], self.lines[i].words[0]
        score = self.habits.gaps[step].get(self.lines[i].gap, 0.0)
        if self.lines[i].gap is Gap.PAGE and step == "row" and last[-1] in HYPHENS:
            return score - 4.0
        return score + cell_end(last) + BOND_AT_EDGE * bond(last, first)

    def inside(self, before: Piece, after: Piece, col: int) -> float:
        """Two lines of one cell."""
        last = self.lines[before[0]].words[before[2] - 1]
        first = self.lines[after[0]].words[after[1]]
        room = self.habits.widths[col]
        score = bond(last, first) + overflow(room, self.width(after))
        fit = fits(room, self.width(before), first_part(first))
        if fit < 0 and (last[-1] in ".;:" or first[0] in DASHES):
            fit *= 0.3
        return score + fit

    def row_end(self, state: State) -> float:
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

    def suits(self, col: int, cell: tuple[Piece, ...]) -> float:
        role = self.task.roles[col]
        if role is Role.NUMBER or not cell:
            return 0.0
        key = (col, cell)
        found = self._suits.get(key)
        if found is None:
            text = self.text(cell)
            if len(text) > LONGEST_CELL:
                return TOO_LONG
            found = suits(text, Role.ACTION if self.task.matrix else role)
            if self.phrases and role is Role.EXTRA and plain(text) in self.phrases:
                found += PHRASE_AGAIN
            elif self.phrases and role is Role.EXECUTOR and self._ends_with_phrase(cell):
                found -= PHRASE_AGAIN
            weights = self.habits.words[col]
            found += UNBALANCED * (unbalanced(text) > 0)
            if weights and role is Role.EXECUTOR and text.isupper() and weights.get(text.lower()[:STEM], 0.0) < 0:
                found -= 3.0
            if weights:
                found += sum(weights.get(stem, 0.0) for stem in stems(text))
            self._suits[key] = found
        return found

    def _ends_with_phrase(self, cell: tuple[Piece, ...]) -> bool:
        return any(plain(self.text(cell[-n:])) in self.phrases for n in range(1, min(PHRASE_LINES, len(cell)) + 1))

    def _phrases(self) -> frozenset[str]:
        """Short texts on lines of their own that come again and name neither a term nor an executor: what a further
        column («Источник финансирования») is made of."""
        seen: Counter[str] = Counter()
        for i in range(len(self.lines)):
            for stop in range(i + 1, min(i + PHRASE_LINES, len(self.lines)) + 1):
                text = plain(" ".join(line.text for line in self.lines[i:stop]))
                if len(text) <= PHRASE:
                    seen[text] += 1
        return frozenset(
            text for text, n in seen.items() if n > 1 and len(text) > 3 and max(who_like(text), term_like(text)) < 0.5
        )

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

    def width(self, piece: Piece) -> float:
        i, a, b = piece
        return width(" ".join(self.lines[i].words[a:b]))
