"""Numbers at the beginning of lines: what is one, and how well it follows the one before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

Number = tuple[int, ...]

DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,3})([.)]?)")
GLUED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,3}[.)])(?=[А-ЯЁA-Z«])")
ROMAN = re.compile(r"(?=[IVXХ])([IVXХ]{1,5})[.)]?")
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "Х": 10}

NEXT, AGAIN, SKIP, RESTART, NONE = "next", "again", "skip", "restart", "none"


@lru_cache(maxsize=8192)
def read_number(word: str) -> Number | None:
    """The number that a word is, None where it is none (a date is none).

    >>> read_number("2.10."), read_number("7"), read_number("3)"), read_number("01.09.2021"), read_number("11-х")
    ((2, 10), (7,), (3,), None, None)
    """
    match = DOTTED.fullmatch(word)
    if not match:
        return None
    parts = match.group(1).split(".")
    if any(len(part) > 1 and part[0] == "0" for part in parts) or int(parts[0]) > 250:
        return None
    return tuple(int(part) for part in parts)


def counted(words: Iterable[str]) -> int:
    """How many of the first words of lines count the rows, one after another, from 1 on.

    >>> counted(["1", "Анализ", "2.", "12", "3"]), counted(["Анализ", "5", "школы"])
    (3, 0)
    """
    last, size = None, 0
    for word in words:
        number = read_number(word)
        if number is not None and follows(last, number, None, fresh=True) == NEXT:
            last, size = number, size + 1
    return size


@lru_cache(maxsize=8192)
def read_roman(word: str) -> int | None:
    """The value of a Roman numeral, None where the word is none.

    >>> read_roman("IV."), read_roman("II"), read_roman("Икс")
    (4, 2, None)
    """
    match = ROMAN.fullmatch(word)
    if not match:
        return None
    values = [ROMAN_VALUES[letter] for letter in match.group(1)]
    return sum(-v if any(w > v for w in values[n + 1 :]) else v for n, v in enumerate(values))


def section_number(word: str) -> Number | None:
    """The number of a heading, None where the word is none; a Roman one has one part.

    >>> section_number("2."), section_number("1.2"), section_number("IV."), section_number("Кадры")
    ((2,), (1, 2), (4,), None)
    """
    roman = read_roman(word)
    return read_number(word) or ((roman,) if roman else None)


def unglue(text: str) -> str:
    """A number glued to the word behind it gets a space.

    >>> unglue("1.2.Организация работы"), unglue("3.Анализ")
    ('1.2. Организация работы', '3. Анализ')
    """
    return GLUED.sub(r"\1 ", text, count=1) if GLUED.match(text) else text


def follows(last: Number | None, new: Number, section: Number | None, fresh: bool) -> str:
    """How a row's number stands to the row before it: `fresh` is the first row under a section heading.

    >>> follows((2, 9), (2, 10), (2,), False), follows((1, 5), (2, 1), (2,), True), follows((3,), (7,), None, False)
    ('next', 'next', 'none')
    """
    if last is None:
        return NEXT if new[-1] == 1 else NONE
    if new == last:
        return AGAIN
    if len(new) == len(last) and new[:-1] == last[:-1]:
        step = new[-1] - last[-1]
        if step == 1:
            return NEXT
        if step == 2:
            return SKIP
    if new[-1] == 1:
        if len(new) > 1 and len(new) == len(last) and new[-2] == last[-2] + 1:
            return NEXT if fresh or section is None else SKIP
        if fresh:
            return NEXT
        if len(new) == len(last) + 1 and new[:-1] == last:
            return SKIP
        return RESTART
    return NONE
