"""The lists of a page → the mark before each item, as a browser, or the program that saved the page, prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from parsers.docx.number_formats import numeral

_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?(none|lower-alpha|lower-latin|upper-alpha|upper-latin|"
                    r"lower-roman|upper-roman|decimal)")  # fmt: skip
_KINDS = {"alpha": "Letter", "latin": "Letter", "roman": "Roman"}
_MARK = re.compile(r"(?:•|[0-9a-zA-Z]+(?:\.\d+)*\.) ")
_COUNTERS = re.compile(r"\bcounters\s*\(")
_UNMARKED = re.compile(r"(?:^|[}\s])li\s*\{[^}]*list-style(?:-type)?\s*:\s*none")


def is_mark(text: str) -> bool:
    """The text is an item's mark and nothing else."""
    return bool(_MARK.fullmatch(text))


@dataclass(slots=True)
class _Open:
    style: str
    count: int
    begun: bool = False


class Lists:
    """The running counters of one page.

    LibreOffice saves «2.3.» of a list that other cells interrupt as the third item of a list in a list without
    items: the outer number is then the last one counted at that depth. A style sheet with counters() joins them too.
    """

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._last: dict[int, int] = {}
        self._joined = False
        self._unmarked = False

    def meet_sheet(self, text: str) -> None:
        """A style sheet of the page."""
        self._joined = self._joined or bool(_COUNTERS.search(text))
        self._unmarked = self._unmarked or bool(_UNMARKED.search(text))

    def begin(self, element: Any, style: str) -> None:
        """An ol or ul element with its style attribute."""
        self._open.append(_opened(element, style))

    def end(self) -> None:
        if self._open:
            self._open.pop()

    def mark(self, element: Any) -> str:
        """What is printed before an li element, with a space behind it; "" where nothing is. Counts it."""
        if not self._open:
            return ""
        current, depth = self._open[-1], len(self._open)
        value = element.get("value", "")
        current.count = int(value) if re.fullmatch(r"\d{1,6}", value) else current.count + 1
        current.begun = True
        self._last = {level: count for level, count in self._last.items() if level < depth} | {depth: current.count}
        if current.style == "none" or self._unmarked:
            return ""
        if current.style == "bullet":
            return "• "
        return f"{self._above(depth)}{numeral(current.count, current.style)}. "

    def _above(self, depth: int) -> str:
        """The numbers of the outer lists that an item's number begins with."""
        outer = self._open[: depth - 1]
        bare = not any(one.begun for one in outer)
        counted = all(level in self._last for level in range(1, depth))
        decimal = self._open[-1].style == "decimal" and all(one.style != "bullet" for one in outer)
        if not outer or not counted or not decimal or not (bare or self._joined):
            return ""
        return "".join(f"{self._last[level]}." for level in range(1, depth))


def _opened(element: Any, style: str) -> _Open:
    start = element.get("start", "")
    first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    named = _STYLE.search(style)
    if named:
        case, _, kind = named.group(1).partition("-")
        return _Open(case + _KINDS[kind] if kind else case, first - 1)
    if element.tag == "ul":
        return _Open("bullet", 0)
    return _Open(_TYPES.get(element.get("type", "1"), "decimal"), first - 1)
