"""Lines placed in columns → a sheet: what is known of each line and of the table before it is divided into rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median

from parsers.gutters.headwords import NUMBER_WORDS
from parsers.gutters.known import LONGEST_HEADING_CELL, Placed, known_of
from parsers.gutters.lines import OPEN_END, Measure, is_executor, is_number, is_term
from parsers.gutters.weights import ROW
from parsers.numbering import section_number
from parsers.roadmap.columns_likeness import calendar_heading
from parsers.roadmap.columns_vocabulary import meaning
from parsers.words import Edge, is_bold

SECTION_NUMBER = re.compile(
    r"(?:раздел|направление|этап|блок|[а-яё]+(?:ый|ой|ий|ое|ее)\s+(?:раздел|направление|этап|блок)\b"
    r"|[IVXLC]+\b|\d{1,2}(?:\.\d{1,2})*[.)]?\s)",
    re.IGNORECASE,
)
TITLE_NUMBER = re.compile(r"([IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*)\.?\s+[А-ЯЁ]")
WORD = re.compile(r"[^\W\d_]{3}")
ITEM = re.compile(r"(?:\d{1,2}|[а-я])\)|[-–—•]\s")  # «2) кадры», «- для директоров»: one of several in a cell
GOES_ON = re.compile(r"\(|(?:20\d\d\s?)?(?:г\.|год)")  # «(изложения)», «2024 г.»: no cell begins so
QUOTES = '«“"'
LATER = re.compile(r"(?:[2-9]|[б-я])\)\s")  # «2) кадры»: no row begins with the second of its items
DASHED = re.compile(r"[-–—•]\s")  # «- кадры»: an item too, where nothing stands beside it


class Sheet:
    """The lines of a document placed in columns, with what is known of each of them."""

    def __init__(
        self,
        lines: Sequence[Placed],
        measure: Measure,
        rules: Mapping[int, Sequence[Edge]] | None = None,
        repeated: frozenset[str] = frozenset(),
    ):
        """`repeated`: texts of lines that further pages print too, and that were taken out there."""
        self.lines = tuple(lines)
        self.repeated = repeated
        self.measure = measure
        self.known = known_of(self.lines)
        self._fresh: dict[tuple[int, int], float] = {}
        self.ruled = frozenset(ruled_lines(self.lines, rules or {}))

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def numbered(self) -> tuple[bool, ...]:
        """Whether each line holds the number of a row."""
        column = self.known.numbers
        if column is None:
            return (False,) * len(self)
        return tuple(not line.runs_over and is_number(line.text(column)) for line in self.lines)

    @cached_property
    def first_number(self) -> int:
        """The first line that holds the number of a row; behind the last one where none does."""
        return next((at for at, numbered in enumerate(self.numbered) if numbered), len(self))

    @cached_property
    def misnumbered(self) -> tuple[bool, ...]:
        """Whether words, or «п/п», stand where a line should hold the number of a row."""
        column = self.known.numbers
        if column is None:
            return (False,) * len(self)
        texts = [line.text(column) for line in self.lines]
        return tuple(bool(WORD.search(t) or t.lower() in NUMBER_WORDS) and not is_number(t) for t in texts)

    @cached_property
    def counted(self) -> frozenset[int]:
        """The lines that are titles by their numbers, in a table whose rows have none: «I. …», «II. …», «1.2. …».

        Each stands alone and whole (a new text follows), and their numbers go on; one that does not disproves all.
        """
        if self.known.numbers is not None:
            return frozenset()
        found = [(at, match) for at, line in enumerate(self.lines) if (match := TITLE_NUMBER.match(line.strip.text))]
        found = [(at, match) for at, match in found if len(self.lines[at].filled()) == 1 or self.lines[at].runs_over]
        numbers = [section_number(match[1]) or () for _, match in found]
        whole = all(self._ends_whole(at) for at, _ in found)
        in_order = all(before < number for before, number in pairwise(numbers))
        return frozenset(at for at, _ in found) if len(found) > 1 and whole and in_order else frozenset()

    def _ends_whole(self, at: int) -> bool:
        """Whether the text of a line of one cell does not go on in the line below."""
        if OPEN_END.search(self.lines[at].strip.text) or at + 1 == len(self):
            return False
        return not self.lines[at + 1].strip.text[0].islower()

    @cached_property
    def later_items(self) -> tuple[bool, ...]:
        """Whether the second or a later item of a list begins in each line, where rows have numbers of their own."""
        if self.known.numbers is None:
            return (False,) * len(self)
        texts = [(line.text(self.known.action), len(line.filled())) for line in self.lines]
        return tuple(bool(LATER.match(text) or (cells == 1 and DASHED.match(text))) for text, cells in texts)

    @cached_property
    def has_rules(self) -> bool:
        """Whether rules part the rows."""
        bands = len(self.ruled)
        return bands >= 2 and 2 * bands >= sum(self.numbered)

    @cached_property
    def spaced(self) -> tuple[bool, ...]:
        """Whether more free space stands above each line than above most lines."""
        spaces = [line.strip.space_above for line in self.lines if line.strip.space_above is not None]
        usual = median(spaces) if spaces else 0.0
        return tuple((line.strip.space_above or 0.0) > usual + 0.4 for line in self.lines)

    @cached_property
    def above(self) -> tuple[tuple[int | None, ...], ...]:
        """For each line and column the line above it on which the same column's text may stand, no matter how far."""
        last: list[int | None] = [None] * (len(self.lines[0].columns) if self.lines else 0)
        result = []
        for index, line in enumerate(self.lines):
            result.append(tuple(last))
            if line.runs_over:
                last = [None] * len(last)
                continue
            last = [index if words else before for words, before in zip(line.cells, last, strict=True)]
        return tuple(result)

    @cached_property
    def pitch(self) -> float:
        """The usual distance of two lines of one cell."""
        steps = sorted(
            self.lines[index].strip.top - self.lines[before].strip.top
            for index, row in enumerate(self.above)
            for column, before in enumerate(row)
            if before is not None and self.lines[index].cells[column] and self.same_page(before, index)
        )
        return max(steps[len(steps) // 4], 0.1) if steps else 1.0

    @cached_property
    def reach(self) -> dict[int, float]:
        """How far to the right the widest line in columns goes, by page."""
        found: dict[int, float] = {}
        for line in self.lines:
            if line.strong:
                found[line.strip.page] = max(found.get(line.strip.page, 0.0), line.strip.x1)
        return found

    @cached_property
    def bold_body(self) -> bool:
        """Whether most lines of the table are bold."""
        bold = [is_bold(line.strip.words) for line in self.lines if line.strong]
        return 2 * sum(b is True for b in bold) > len(bold)

    @cached_property
    def again(self) -> tuple[bool, ...]:
        """Whether each line is printed on another page too."""
        pages: dict[str, set[int]] = {}
        for line in self.lines:
            pages.setdefault(line.strip.text, set()).add(line.strip.page)
        texts = [line.strip.text for line in self.lines]
        return tuple(text in self.repeated or len(pages[text]) > 1 for text in texts)

    @cached_property
    def headed(self) -> tuple[frozenset[int], ...]:
        """In which columns of each line a word for a column's heading stands alone."""
        return tuple(frozenset(c for c in line.filled() if is_heading_word(line.text(c))) for line in self.lines)

    def has(self, line: int, column: int) -> bool:
        return bool(self.lines[line].cells[column])

    def text(self, line: int, column: int) -> str:
        return self.lines[line].text(column)

    def same_page(self, a: int, b: int) -> bool:
        return self.lines[a].strip.page == self.lines[b].strip.page

    def fresh(self, index: int, column: int) -> float:
        """What speaks against (and, below zero, for) a cell's beginning in this line of a column."""
        found = self._fresh.get((index, column))
        if found is None:
            found = self._fresh[index, column] = self._judge(index, column)
        return found

    def _judge(self, index: int, column: int) -> float:
        line = self.lines[index]
        words = line.cells[column]
        first = words[0].text
        letter = next((ch for ch in first if ch.isalpha()), "")
        cost = 0.0
        if GOES_ON.match(line.text(column)) and len(line.filled()) > 1:
            cost += ROW.lower
        elif letter.islower() and first[0].isalpha():
            cost += ROW.lower if self.known.capital[column] else 0.0
        elif column == self.known.action and self.later_items[index]:
            cost += ROW.item
        elif first[0] in QUOTES and self.known.numbers is not None:
            cost += ROW.quoted
        else:
            cost += ROW.upper
        before = self.above[index][column]
        if before is None or index - before > 3:
            return cost
        above = self.lines[before]
        text = above.text(column)
        width = words[0].box.x1 - words[0].box.x0
        room = above.columns.ends[column] - above.cells[column][-1].box.x1
        if self.same_page(before, index):
            cost += ROW.ended if room > width + 1.5 * self.measure.em else ROW.full
        if OPEN_END.search(text):
            cost += ROW.unfinished
        elif text.endswith(".") and before == index - 1 and len(line.filled()) == 1:
            cost += ROW.alone_after_sentence
        return cost

    def term_by_term(self, index: int) -> bool:
        """Whether a column has one whole term in the line above and another one here, while an action begins.

        Items within a cell («2) …») are no rows yet, though each may have its own term.
        """
        action = self.known.action
        if index == 0 or not (self.has(index, action) and self.has(index - 1, action)):
            return False
        if self.fresh(index, action) >= 0 or ITEM.match(self.text(index, action)):
            return False
        others = set(range(len(self.lines[index].cells))) - {action, self.known.numbers}
        return any(self._new_term(index, column) for column in others)

    def _new_term(self, index: int, column: int) -> bool:
        above, here = self.text(index - 1, column), self.text(index, column)
        return bool(above and here) and not OPEN_END.search(above) and is_term(above) and is_term(here)


def is_heading_word(text: str) -> bool:
    """Whether a text may stand above a column: its name, a month, who carries measures out (in a role matrix).

    >>> is_heading_word("Ответственные"), is_heading_word("1. Сроки и ответственные")
    (True, False)
    """
    if len(text) > LONGEST_HEADING_CELL or SECTION_NUMBER.match(text):
        return False
    return meaning(text) is not None or calendar_heading(text) or is_executor(text)


def ruled_lines(lines: Sequence[Placed], rules: Mapping[int, Sequence[Edge]]) -> list[int]:
    """The lines above which a rule runs over most of the table's width."""
    found = []
    for index in range(1, len(lines)):
        above, here = lines[index - 1].strip, lines[index].strip
        if above.page != here.page:
            continue
        columns = lines[index].columns
        half = (columns.ends[-1] - columns.starts[0]) / 2
        middle_above, middle = (above.top + above.bottom) / 2, (here.top + here.bottom) / 2
        if any(middle_above <= rule.at <= middle and rule.length >= half for rule in rules.get(here.page, ())):
            found.append(index)
    return found
