"""What speaks for a cell as a whole: its text, how well it suits its column, the words and phrases of this document."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate

from parsers.flattened.bonds import bond
from parsers.flattened.collocations import TIED, ties
from parsers.flattened.fitness import MOST, suits, who_like
from parsers.flattened.habits import Habits
from parsers.flattened.kinds import kind_of
from parsers.flattened.lexicon import OPENS, STEM, cell_stems, word_stems
from parsers.flattened.lines import HYPHENS, width
from parsers.flattened.memory import OFTEN, plain
from parsers.flattened.state import Piece, Task
from parsers.flattened.words import bare
from parsers.roadmap.columns_likeness import term_like
from parsers.roadmap.columns_vocabulary import Role

LONGEST_CELL = 2500  # letters: a longer text is no cell
TOO_LONG = -30.0
PHRASE, PHRASE_LINES = 60, 3  # letters and lines of a text that comes again
PHRASE_AGAIN = 2.0


class CellEvidence:
    """The scores of one task's cells with what is known of the document's habits, each remembered."""

    def __init__(self, task: Task, habits: Habits):
        self.task, self.lines, self.habits = task, task.lines, habits
        self._texts: dict[tuple[Piece, ...], str] = {}
        self._suits: dict[tuple[int, tuple[Piece, ...]], float] = {}
        self._worded_cells: dict[tuple[int, tuple[Piece, ...]], float] = {}
        self._weights: dict[tuple[int, int, str], float] = {}
        self._saids: dict[tuple[int, int], list[float]] = {}
        self._widths: dict[Piece, float] = {}
        self._most = [MOST.get(Role.ACTION if task.matrix else role, 0.0) + PHRASE_AGAIN + OFTEN for role in task.roles]
        self.kinds = {
            col: kind
            for col, heading in enumerate(task.headings)
            if task.roles[col] is Role.EXTRA and (kind := kind_of(heading)) is not None
        }
        for col, kind in self.kinds.items():
            self._most[col] += kind.its
        self._ties = frozenset() if task.matrix else ties(task.lines)
        self.phrases = self._phrases() if Role.EXTRA in task.roles else frozenset()

    def bond(self, last: str, first: str) -> float:
        """How much two neighbouring words ask to stand in one cell, by what they are and by where else they stand."""
        score = bond(last, first)
        return score + TIED if self._ties and (bare(last), bare(first)) in self._ties else score

    def forget(self) -> None:
        """Let go of the texts and scores of cells, which a long document has many of."""
        self._texts.clear()
        self._suits.clear()
        self._worded_cells.clear()
        self._weights.clear()
        self._saids.clear()

    def suits(self, col: int, cell: tuple[Piece, ...]) -> float:
        """How well a cell suits its column, by the kind of its text and by the words of this document."""
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
            if col in self.kinds:
                found += self.kinds[col].score(text)
            if role is Role.EXECUTOR and text.isupper() and self._weight(cell[0][0], col, text.lower()[:STEM]) < 0:
                found -= 3.0
            found += self._worded(col, cell) + self.habits.memory.known(col, text, cell[0][0])
            self._suits[key] = found
        return found

    def most(self, col: int, cell: tuple[Piece, ...]) -> float:
        """What `suits` cannot exceed, told without a look at the cell's kind."""
        return self._most[col] + self._worded(col, cell)

    def _worded(self, col: int, cell: tuple[Piece, ...]) -> float:
        """How much the words of a cell are those of its column."""
        key = (col, cell)
        found = self._worded_cells.get(key)
        if found is None:
            i, a, b = cell[-1]
            if len(cell) > 1 and self.lines[cell[-2][0]].words[cell[-2][2] - 1][-1] in HYPHENS:
                found = sum(self._weight(i, col, stem) for stem in cell_stems(self.text(cell)))
            else:
                said = self._said(i, col)
                before = self._worded(col, cell[:-1]) if len(cell) > 1 else self._opens(col, i, a)
                found = before + said[b] - said[a]
            self._worded_cells[key] = found
        return found

    def _said(self, i: int, col: int) -> list[float]:
        """How much the words of line i up to each one speak for a column."""
        found = self._saids.get((i, col))
        if found is None:
            weights = (sum(self._weight(i, col, stem) for stem in word_stems(word)) for word in self.lines[i].words)
            found = self._saids[(i, col)] = [0.0, *accumulate(weights)]
        return found

    def _opens(self, col: int, i: int, at: int) -> float:
        """How much the first word of a cell speaks for its column by being the first."""
        found = next((stems for word in self.lines[i].words[at:] if (stems := word_stems(word))), None)
        return self._weight(i, col, OPENS + found[0]) if found else 0.0

    def _weight(self, line: int, col: int, stem: str) -> float:
        key = (line, col, stem)
        found = self._weights.get(key)
        if found is None:
            found = self._weights[key] = self.habits.words.weight(line, self.task.kin(col), stem)
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
        found = self._widths.get(piece)
        if found is None:
            i, a, b = piece
            found = self._widths[piece] = width(" ".join(self.lines[i].words[a:b]))
        return found
