"""Words that a line end breaks → the same words, each mended as one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from parsers.document import Line
from parsers.mend import words as mend_words
from parsers.mend.lines import mended


def cut_word(line: Line, below: Line) -> bool:
    """Whether a narrow column cuts a word at the end of a line without a hyphen: «профессиональ» + «ного»."""
    head, tail = re.search(r"[А-Яа-яЁё]+$", line.text), re.match(r"[а-яё]+", below.text)
    if not head or not tail or (mend_words.known(head[0].lower()) and mend_words.known(tail[0])):
        return False
    return mend_words.known((head[0] + tail[0]).lower())


def without_marks_after_hyphens(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines that end with a hyphen and a speck, before one that goes on with their word, without the speck."""
    result = list(lines)
    for at, (line, below) in enumerate(pairwise(lines)):
        if line.confidence is not None and below.text[:1].islower():
            result[at] = mended(line, re.sub(r"(?<=[а-яё]-)[.,:;'`]$", "", line.text))
    return tuple(result)


def mend_hyphenated(lines: Sequence[Line], seen: Mapping[str, int]) -> tuple[Line, ...]:
    """Lines with the words that a hyphen at a line end parts, each mended as one."""
    result = list(lines)
    for at in range(len(result) - 1):
        here, below = result[at], result[at + 1]
        if here.confidence is None or not here.text.endswith("-") or not below.text:
            continue
        head, tail = here.text.split()[-1][:-1], below.text.split()[0]
        match = mend_words.TOKEN.match(tail)
        rest = match.group(2) if match else tail
        if (cased := in_one_case(head, rest, begins=len(here.text.split()) == 1 and at == 0)) is not None:
            result[at : at + 2] = with_parts(here, below, (head, rest), cased)
            continue
        if mend_words.known(rest.lower()) and not mend_words.known(head.lower()):
            first = mend_words.mend_word(head, seen)
            if first and mend_words.begins_compound(first):
                result[at : at + 2] = with_parts(here, below, (head, rest), (first, rest))
        if mend_words.known((head + rest).lower()) or mend_words.known(rest.lower()):
            continue
        if mend_words.begins_compound(head) and (alone := mend_words.mend_word(rest, seen)):
            result[at : at + 2] = with_parts(here, below, (head, rest), (head, alone))
            continue
        better = mend_words.mend_word(head + rest, seen)
        if better is None or len(better) != len(head) + len(rest):
            continue
        result[at : at + 2] = with_parts(here, below, (head, rest), (better[: len(head)], better[len(head) :]))
    return tuple(result)


def with_parts(here: Line, below: Line, read: tuple[str, str], parts: tuple[str, str]) -> list[Line]:
    """The two lines that a hyphen joins with other parts of the word that it breaks."""
    first = mended(here, here.text[: -len(read[0]) - 1] + parts[0] + "-")
    return [first, mended(below, below.text.replace(read[1], parts[1], 1))]


def in_one_case(head: str, rest: str, begins: bool) -> tuple[str, str] | None:
    """The two parts of a word, of which OCR read one as capitals, in small letters; None where they agree.

    >>> in_one_case("ОБУ", "чение", False), in_one_case("педа", "ГОГИ", False), in_one_case("Санкт", "Петербург", False)
    (('обу', 'чение'), ('педа', 'гоги'), None)
    """
    mixed = (len(head) > 1 and head.isupper() and rest.islower()) or (head[-1:].islower() and rest[:1].isupper())
    if not mixed or not rest or not mend_words.known((head + rest).lower()):
        return None
    first = head.lower() if head.isupper() and not begins else head[0] + head[1:].lower()
    return first, rest.lower()
