"""Text printed column by column (plain pdftotext): which column each line belongs to, and where its cells begin.

The lines of a column keep their order, but columns alternate block by block. A search gives each line to a column, as
a new cell or as the next line of that column's last one; what makes the reading sure is that all columns come out with
the same number of cells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from parsers.flattened.bonds import bond
from parsers.flattened.edges import cell_end, cell_start
from parsers.flattened.fitness import suits
from parsers.flattened.habits import first_part, fits
from parsers.flattened.lines import Printed, width
from parsers.flattened.sections import YEAR, section_score
from parsers.flattened.state import Piece
from parsers.numbering import Number, follows, read_number, section_number
from parsers.roadmap.columns_vocabulary import Role

BEAM = 60
MARGIN = 30.0
AWAY = -1.2  # another column within a block
SAME_BEYOND = -1.0  # the column goes on behind a blank line
CELL_BEYOND = -3.0  # the cell goes on behind a blank line
CUT = -3.5  # a line holds two cells
UNEVEN = -4.0  # a cell more or less than there are rows
LEFT_LATER = -1.5  # a cell begins before its row has one in the column to the left
PHRASE = 2.0  # a short text that comes again, in a further column
RESTART = 1.5
DISORDER = -6.0
COUNTED = -4.0
YEAR_END = re.compile(r"20\d\d\s*(?:г\.?|года|гг\.?|годов)?")  # of a term that begins on the line above
YEAR_ABOVE = 4.0  # a year above another heading
MONTH = 6.0  # a month alone on its line, in a table without a column of terms, is a heading
LONE_NUMBER = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A reading of the lines so far: of each column its cells; headings of sections with the row that they precede."""

    score: float
    cells: tuple[tuple[tuple[Piece, ...], ...], ...]
    col: int = -1
    number: Number | None = None
    section: Number | None = None
    headings: tuple[int, ...] = ()  # lines of headings whose row is not known yet
    places: tuple[tuple[int, int], ...] = ()  # line, row that it precedes

    @property
    def key(self) -> tuple[object, ...]:
        ends = tuple((len(cells), cells[-1][-1] if cells else None) for cells in self.cells)
        return ends, self.col, self.section, len(self.headings)


class ColumnSearch:
    """The search over the lines below (and among) the headings of a table printed column by column."""

    def __init__(self, lines: Sequence[Printed], roles: Sequence[Role]):
        self.lines, self.roles = lines, tuple(roles)
        self.numbered = Role.NUMBER in self.roles
        self.numbers = lone_numbers(lines) if self.numbered else []
        self.leaves = [n for n, number in enumerate(self.numbers) if (*number, 1) not in self.numbers[n + 1 : n + 2]]
        self.rows = sorted({len(self.numbers), len(self.leaves)}) if self.numbers else []
        self.rooms: list[float | None] = [None] * len(self.roles)
        counts = Counter(line.text for line in lines)
        self.phrases = frozenset(text for text, n in counts.items() if n > 1)

    def readings(self) -> Iterator[Path]:
        """The best reading that knows how wide the columns of the best one without widths are; then that one."""
        plain = self._best()
        self.rooms = self._rooms(plain)
        yield self._best()
        yield plain

    def _rooms(self, path: Path) -> list[float | None]:
        """Of each column, the width of its widest line."""
        rooms: list[float | None] = []
        for cells in path.cells:
            wide = [width(self.text((piece,))) for cell in cells for piece in cell if piece[1] == 0]
            rooms.append(max(wide, default=None))
        return rooms

    def _best(self) -> Path:
        paths = [Path(0.0, ((),) * len(self.roles))]
        for i in range(len(self.lines)):
            best: dict[tuple[object, ...], Path] = {}
            for path in paths:
                for new in self._steps(path, i):
                    old = best.get(new.key)
                    if old is None or new.score > old.score:
                        best[new.key] = new
            paths = sorted(best.values(), key=lambda p: -p.score)[:BEAM]
            paths = [path for path in paths if path.score >= paths[0].score - MARGIN]
        return max(paths, key=lambda p: p.score + self._uneven(p))

    def _uneven(self, path: Path) -> float:
        counts = [len(cells) for cells in path.cells]
        rows = self.rows or [max(counts)]
        return sum(UNEVEN * min(abs(n - count) for n in rows) for count in counts)

    def _steps(self, path: Path, i: int) -> Iterator[Path]:
        words = self.lines[i].words
        if self.numbered and len(words) == 1 and (number := read_number(words[0])) is not None:
            yield self._counted(path, i, number)
            return
        yield from self._placed(path, i, 0, len(words), beyond=blank_above(self.lines, i))
        for stop in range(1, len(words)):
            if not (words[stop][0].isupper() or words[stop][0].isdigit()) and _term(words[stop:]) < 3.0:
                continue
            between = CUT + min(0.0, cell_end(words[stop - 1])) - bond(words[stop - 1], words[stop])
            for first in self._placed(path, i, 0, stop, beyond=blank_above(self.lines, i)):
                for second in self._placed(first, i, stop, len(words), beyond=False):
                    if second.col > first.col:
                        yield replace(second, score=second.score + between)
        yield self._section(path, i)

    def _counted(self, path: Path, i: int, number: Number) -> Path:
        """A line that is a number and nothing else: the next row's."""
        col = self.roles.index(Role.NUMBER)
        known = {"next": LONE_NUMBER, "skip": 1.0, "restart": 1.0}.get(follows(path.number, number, None, True), -2.0)
        cells = (*path.cells[col], ((i, 0, 1),))
        new = replace(path, score=path.score + known, number=number)
        return self._with(new, col, cells, len(path.cells[col]))

    def _placed(self, path: Path, i: int, a: int, b: int, beyond: bool) -> Iterator[Path]:
        """Words [a, b) of line i as a new cell, or as the next line of the last cell, of each column."""
        words, piece = self.lines[i].words, (i, a, b)
        counted = COUNTED if a == 0 and (self._counts(words) or _year(self.lines[i].text)) else 0.0
        for col, role in enumerate(self.roles):
            if role is Role.NUMBER:
                continue
            cells = path.cells[col]
            move = counted + self._move(path, col, beyond)
            if not self.rows or len(cells) < max(self.rows):
                score = move + cell_start(words[a], role) + suits(self.text((piece,)), role)
                if role is Role.EXTRA and self.text((piece,)) in self.phrases:
                    score += PHRASE
                if cells and not beyond and role is Role.TERM and YEAR_END.fullmatch(self.text((piece,))):
                    score += COUNTED
                if col > 0 and len(path.cells[col - 1]) <= len(cells):
                    score += LEFT_LATER
                if cells:
                    last = self.lines[cells[-1][-1][0]].words[cells[-1][-1][2] - 1]
                    score += cell_end(last) - 0.5 * bond(last, words[a])
                new = replace(path, score=path.score + score)
                yield self._with(new, col, (*cells, (piece,)), len(cells))
            if cells and a == 0:
                cell = cells[-1]
                last = self.lines[cell[-1][0]].words[cell[-1][2] - 1]
                score = move + bond(last, words[a]) + (CELL_BEYOND if beyond else 0.0)
                score += suits(self.text((*cell, piece)), role) - suits(self.text(cell), role)
                score += fits(self.rooms[col], width(self.text(cell[-1:])), first_part(words[a]))
                new = replace(path, score=path.score + score)
                yield self._with(new, col, (*cells[:-1], (*cell, piece)), None)

    @staticmethod
    def _counts(words: Sequence[str]) -> bool:
        """A line «3. Название» seldom stands in a cell."""
        return len(words) > 1 and words[0][-1] == "." and words[1][0].isupper() and section_number(words[0]) is not None

    def _move(self, path: Path, col: int, beyond: bool) -> float:
        """What it costs to go from the column of the line above to this one."""
        if path.col < 0:
            return 0.0
        if not beyond:
            return 0.0 if col == path.col else AWAY
        return SAME_BEYOND if col == path.col else 0.0

    def _with(self, path: Path, col: int, cells: tuple[tuple[Piece, ...], ...], row: int | None) -> Path:
        """The path with the cells of a column; headings that wait for a row get this one."""
        places, headings, score = path.places, path.headings, path.score
        if headings and row is not None:
            score += sum(self._stands(line, row, places) for line in headings)
            places, headings = (*places, *((line, row) for line in headings)), ()
        whole = (*path.cells[:col], cells, *path.cells[col + 1 :])
        return replace(path, score=score, cells=whole, col=col, headings=headings, places=places)

    def _stands(self, line: int, row: int, places: Sequence[tuple[int, int]]) -> float:
        """Does a heading stand before this row? Where the numbering begins anew, or the row's number begins with that
        of the heading, and below the heading before."""
        score = DISORDER if places and row < places[-1][1] else 0.0
        if row >= len(self.numbers):
            return score
        own, first = section_number(self.lines[line].words[0]), self.numbers[row]
        if own is not None and len(first) > 1:
            return score + (RESTART if own == first[: len(own)] else -2 * RESTART)
        return score + (RESTART if first[-1] == 1 else -RESTART)

    def _section(self, path: Path, i: int) -> Path:
        line = self.lines[i]
        score = section_score(line.text, path.section, path.number, self.numbered)
        if Role.TERM not in self.roles and _month(line.text):
            score += MONTH
        following = self.lines[i + 1].text if i + 1 < len(self.lines) else ""
        if YEAR.fullmatch(line.text) and section_score(following, None, path.number, self.numbered) > 0:
            score += YEAR_ABOVE
        number = section_number(line.words[0])
        return replace(path, score=path.score + score, section=number, headings=(*path.headings, i))

    def text(self, cell: tuple[Piece, ...]) -> str:
        """The text of a cell, near enough for scores."""
        return " ".join(" ".join(self.lines[i].words[a:b]) for i, a, b in cell)


def lone_numbers(lines: Sequence[Printed]) -> list[Number]:
    """The numbers that stand on lines of their own, in order."""
    numbers = [read_number(line.words[0]) for line in lines if len(line.words) == 1]
    return [number for number in numbers if number is not None]


@lru_cache(maxsize=8192)
def _term(words: tuple[str, ...]) -> float:
    return suits(" ".join(words), Role.TERM)


def _year(text: str) -> bool:
    """A year that stands in full words on a line: «2023/2024 учебный год»."""
    return "год" in text.lower() and YEAR.fullmatch(text) is not None


def _month(text: str) -> bool:
    return " " not in text and suits(text, Role.TERM) > 3.0


def blank_above(lines: Sequence[Printed], i: int) -> bool:
    """A blank line (or a page's end) stands above line i."""
    now, before = lines[i].line.number, lines[i - 1].line.number if i else None
    return now is None or before is None or now - before > 1 or "\f" in lines[i].line.text
