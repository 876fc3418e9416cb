"""A flow's printed lines with what the page tells about each: words, gap above, indent, approximate width."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from parsers.document import Line

# Letter widths in units of a middle letter, the mean of a serif and a sans-serif face.
WIDTHS = {
    0.5: " .,;:/",
    0.6: "-()I",
    0.7: 'г"',
    0.8: "з",
    0.9: "кстьэ",
    1.1: "цъГЗL",
    1.2: "БЕКРТЬ",
    1.3: "жмыАВДЛСУХЧЭЯVX",
    1.4: "фюИЙНОПЦЪ",
    1.5: "шщФ",
    1.7: "МЫ",
    1.8: "Ж",
    1.9: "ШЩ—№Ю",
}
WIDTH = {letter: width for width, letters in WIDTHS.items() for letter in letters}
SPACE = WIDTH[" "]
HYPHENS = "-\u00ad\u2010\u2011\u0002\ufffe"
PAGE_NUMBER = re.compile(r"[-–—]?\s*(?:стр\.?|страница|с\.)?\s*(\d{1,3})(?:\s*(?:из|/)\s*\d{1,3})?\s*[-–—]?", re.I)
PAGE_STEP = 15
WORD = re.compile(r"\S+")


class Gap(IntEnum):
    """What stands between a line and the one printed before it."""

    USUAL = 0
    LESS = 1
    MORE = 2
    SPACED = 3  # blank lines that hold spaces: empty paragraphs
    PAGE = 4


@dataclass(frozen=True, slots=True)
class Printed:
    """A line that is not blank: its words, the gap above, whether it is indented, words after a wide space."""

    words: tuple[str, ...]
    gap: Gap
    indented: bool
    spaced: frozenset[int]
    line: Line
    head: bool = False  # it is known to head the rows below it

    @property
    def text(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=65536)
def width(text: str) -> float:
    """Width of a text in middle letters of a proportional face.

    >>> width("мир") < width("жми") < width("МИР")
    True
    """
    return sum(WIDTH.get(letter, 1.0) for letter in text)


def printed_lines(lines: tuple[Line, ...]) -> list[Printed]:
    """The lines that are not blank, page numbers left out, each with the kind of gap above it."""
    gaps = list(_gaps(lines))
    usual = _usual([gap for _, gap, _ in gaps])
    numbers = _page_numbers(gaps)
    found: list[Printed] = []
    page = False
    for index, (line, gap, feed) in enumerate(gaps):
        page = page or feed or index in numbers
        if index in numbers:
            continue
        kind = Gap.PAGE if page and found else _kind(gap, usual)
        text = line.text.replace("\f", "")
        words = list(WORD.finditer(text))
        spaced = frozenset(n for n, word in enumerate(words) if n and word.start() - words[n - 1].end() > 1)
        found.append(Printed(tuple(w.group() for w in words), kind, text[:1].isspace(), spaced, line))
        page = False
    return found


def _gaps(lines: tuple[Line, ...]) -> Iterator[tuple[Line, str, bool]]:
    """Each line that is not blank with the blank lines above it («e» empty, «s» holding spaces) and a page feed."""
    gap, feed = "", False
    for line in lines:
        feed = feed or "\f" in line.text
        text = line.text.replace("\f", "").rstrip("\r\n")
        if text.strip():
            yield line, gap, feed
            gap, feed = "", False
        else:
            gap += "s" if text else "e"


def _usual(gaps: list[str]) -> str:
    counts = Counter(gap for gap in gaps if gap in ("", "e"))
    return "e" if counts["e"] > 2 * counts[""] else ""


def _kind(gap: str, usual: str) -> Gap:
    if gap == usual:
        return Gap.USUAL
    if "s" in gap:
        return Gap.SPACED
    if len(gap) < len(usual):
        return Gap.LESS
    return Gap.PAGE if len(gap) >= 3 else Gap.MORE


def _page_numbers(gaps: list[tuple[Line, str, bool]]) -> set[int]:
    """Lines that hold only a page number: beside a page feed, or, without any feed, a rising series far apart."""
    alone = {}
    for index, (line, _, _) in enumerate(gaps):
        match = PAGE_NUMBER.fullmatch(line.text.replace("\f", "").strip())
        if match:
            alone[index] = int(match.group(1))
    alone = {index: number for index, number in alone.items() if not {index - 1, index + 1} & alone.keys()}
    feeds = [index for index, (_, _, feed) in enumerate(gaps) if feed and index]
    if feeds:
        edges = {index: page for page, index in enumerate(feeds, 2)}
        edges |= {index - 1: page - 1 for index, page in list(edges.items())}
        edges |= {0: 1, len(gaps) - 1: len(feeds) + 1}
        return {index for index, number in alone.items() if index in edges and abs(number - edges[index]) <= 3}
    series: list[int] = []
    for index, number in alone.items():
        if number == (alone[series[-1]] + 1 if series else 1) and (not series or index - series[-1] >= PAGE_STEP):
            series.append(index)
    return set(series) if len(series) > 1 else set()
