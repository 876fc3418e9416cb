"""Numbers that a narrow column tears («10» and «.» below it): printed lines → lines with whole numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.flattened.lines import Printed
from parsers.numbering import NEXT, Number, follows, read_number

HEAD = re.compile(r"\d{1,3}(?:\.\d{0,3}){0,3}")
TAIL = re.compile(r"(?=.)\d{0,2}[.)]?")


def whole_numbers(lines: Sequence[Printed]) -> list[Printed]:
    """The lines with each row's number that two lines share made whole on the first of them.

    Digits on the line below belong to the number only where it follows the one of the row before with them, and not
    without.

    >>> from parsers.document import Line
    >>> from parsers.flattened.lines import printed_lines
    >>> texts = ("1. Анализ", "9", ".", "Отчёт", "1.9 Сбор", "1.1", "0 Опрос")
    >>> [line.text for line in whole_numbers(printed_lines(tuple(map(Line, texts))))]
    ['1. Анализ', '9.', 'Отчёт', '1.9 Сбор', '1.10', 'Опрос']
    """
    found: list[Printed] = []
    last: Number | None = None
    at = 0
    while at < len(lines):
        line = lines[at]
        rest = lines[at + 1] if at + 1 < len(lines) else None
        whole = _whole(line, rest, last) if rest is not None else None
        if whole is not None and rest is not None:
            line = replace(line, words=(whole,))
        found.append(line)
        if whole is not None and rest is not None and len(rest.words) > 1:
            found.append(replace(rest, words=rest.words[1:]))
        at += 1 if whole is None else 2
        last = read_number(line.words[0]) or last
    return found


def _whole(line: Printed, rest: Printed, last: Number | None) -> str | None:
    """The number that a line and the first word of the next are together, None where they are none."""
    if len(line.words) > 1 or not HEAD.fullmatch(line.words[0]) or not TAIL.fullmatch(rest.words[0]):
        return None
    whole = line.words[0] + rest.words[0]
    if not rest.words[0][0].isdigit():
        return whole if read_number(whole) else None
    number, alone = read_number(whole), read_number(line.words[0])
    if last is None or number is None or follows(last, number, None, fresh=False) != NEXT:
        return None
    return None if alone is not None and follows(last, alone, None, fresh=False) == NEXT else whole
