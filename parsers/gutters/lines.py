"""Printed lines for the reading of tables without rules: words, gaps between them, and their unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.document import Box, Flow, Line
from parsers.roadmap.columns_likeness import executor_like, term_like
from parsers.words import Word, printed_rows

TERM, EXECUTOR = 0.7, 0.5  # texts so like them are such
NUMBER = re.compile(r"(?:№\s*)?(?:\d{1,3}|[IVXLC]{1,5})(?:\.\d{1,3}){0,3}[.)]?")
GLUED = re.compile(r"(?<=[,;.)»:])(?=[^\W\d_])|(?<=[а-яё][а-яё])(?=[А-ЯЁ])")
PREPOSITION = re.compile(  # «по», «По», but «ПО» and «КО» are abbreviations
    r"(?:^|\s)(?:[иИаАвВсСкКоОуУ]|[иИ]ли|[вВ]о|[нН]а|[пП]о|[сС]о|[кК]о|[оО]б|[оО]т|[дД]о|[иИ]з|[зЗ]а|[дД]ля"
    r"|[пП]ри|[бБ]ез|[нН]е|[пП]од|[нН]ад)$"
)
OPEN_END = re.compile(r"[-,(«:–]$|" + PREPOSITION.pattern)


@dataclass(frozen=True, slots=True)
class Measure:
    """What near and far mean on these pages.

    `em`: mean width of a character; `wide`: the least gap that may part columns; `near`: how far two starts of one
    column lie apart; `drift`: columns wander along the page, as in text whose columns are made by spaces;
    `justified`: lines are stretched to their column's width, so that wide gaps stand within cells.
    """

    em: float
    wide: float
    near: float
    drift: bool
    justified: bool = False

    @property
    def space(self) -> float:
        """The least gap that parts words."""
        return 0.8 if self.drift else 0.2 * self.em


@dataclass(frozen=True, slots=True)
class Strip:
    """One printed line: its words from left to right. `space_above` in line heights, None for a page's first line."""

    words: tuple[Word, ...]
    page: int
    top: float
    bottom: float
    space_above: float | None

    @property
    def x0(self) -> float:
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        return max(w.box.x1 for w in self.words)

    @property
    def em(self) -> float:
        """The mean width of a character."""
        return sum(w.box.x1 - w.box.x0 for w in self.words) / sum(len(w.text) for w in self.words)

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    def pieces(self, measure: Measure) -> list[tuple[Word, ...]]:
        """The words between wide gaps."""
        pieces: list[list[Word]] = [[self.words[0]]]
        for last, word in zip(self.words, self.words[1:], strict=False):
            if word.box.x0 - last.box.x1 >= measure.wide:
                pieces.append([word])
            else:
                pieces[-1].append(word)
        return [tuple(piece) for piece in pieces]


def text_of(words: Sequence[Word]) -> str:
    """Words as one text."""
    return " ".join(w.text for w in words)


def is_term(text: str) -> bool:
    """The text is as like a term as those of a column of terms."""
    return term_like(text) >= TERM


def is_executor(text: str) -> bool:
    """The text is as like an executor as those of a column of executors."""
    return executor_like(text) >= EXECUTOR


def is_number(text: str) -> bool:
    """Whether a text is the number of a row.

    >>> [is_number(t) for t in ("1.", "2.14", "IV", "№ 3", "2021 год", "и")]
    [True, True, True, True, False, False]
    """
    return bool(NUMBER.fullmatch(text.strip()))


def strips_of_page(words: Iterable[Word], page: int) -> list[Strip]:
    """The words of one page as strips, from top to bottom."""
    strips: list[Strip] = []
    bottom: float | None = None
    for row in printed_rows(words):
        top, low = min(w.box.top for w in row), max(w.box.bottom for w in row)
        height = max(low - top, 0.1)
        strips.append(Strip(tuple(row), page, top, low, None if bottom is None else (top - bottom) / height))
        bottom = low
    return strips


def measure_of(words: Sequence[Word]) -> Measure:
    """The unit of words with boxes in points: their mean width of a character."""
    widths = sorted((w.box.x1 - w.box.x0) / len(w.text) for w in words if len(w.text) > 2 and w.upright)
    em = widths[len(widths) // 2] if widths else 5.0
    return Measure(em=em, wide=1.15 * em, near=0.5 * em, drift=False)


TEXT = Measure(em=1.0, wide=1.5, near=2.0, drift=True)


def strips_of_flow(flow: Flow) -> list[list[Strip]]:
    """A text's lines as strips, page by page: x counts characters, top is the line's place in the flow.

    A form feed begins a page. Tabs are eight characters wide.
    """
    pages: list[list[Strip]] = [[]]
    blank = 0
    for index, line in enumerate(flow.lines):
        for part, text in enumerate(line.text.split("\f")):
            if part:
                pages.append([])
            words = words_of_text(text.expandtabs(8), index, len(pages))
            if not words:
                blank += not part
                continue
            above = float(blank) if pages[-1] else None
            pages[-1].append(Strip(words, len(pages), float(index), index + 1.0, above))
            blank = 0
    return [page for page in pages if page]


def words_of_text(text: str, index: int, page: int) -> tuple[Word, ...]:
    """The words of a line of text; characters and lines are the units of their boxes."""
    return tuple(
        Word(m.group(), Box(page, m.start(), index, m.end(), index + 1.0), starts=tuple(map(float, range(*m.span()))))
        for m in re.finditer(r"\S+", text)
    )


def line_of_flow(flow: Flow, words: Sequence[Word]) -> Line:
    """Words of one line of a flow as a Line with the file's line number."""
    source = flow.lines[int(words[0].box.top)]
    return Line(" ".join(w.text for w in words), number=source.number)
