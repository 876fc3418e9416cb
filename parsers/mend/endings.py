"""Endings whose last sign OCR lost: lines of a text → «занятии» as «занятий» where grammar allows nothing else.

«Занятии», «мероприятии» is the prepositional case alone, and that case never stands without its preposition.
"""

from __future__ import annotations

import re

from normalizers.morphology import parses
from parsers.document import Line
from parsers.mend.lines import mended

LOCATIVE = re.compile(r"(?<![А-Яа-яЁё-])[А-Яа-яЁё]{3,}ии(?![А-Яа-яЁё-])")
PREPOSITIONS = frozenset({"в", "во", "на", "о", "об", "обо", "при", "по"})
REACH = 8  # words before one that may hold its preposition
WORDS = re.compile(r"[А-Яа-яЁё]+")


def with_plurals(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of one text with the genitive plural where a prepositional case has no preposition before it."""
    before: list[str] = []
    result: list[Line] = []
    for line in lines:
        result.append(line if line.confidence is None else mended(line, with_plural(line.text, before)))
        before += WORDS.findall(line.text.lower())
    return tuple(result)


def with_plural(text: str, before: list[str]) -> str:
    """A line with its lost endings; `before` are the words of the same text above it, in lower case.

    >>> with_plural("проведение занятии и мероприятии", []), with_plural("вопросы о проведении занятии", [])
    ('проведение занятий и мероприятий', 'вопросы о проведении занятии')
    >>> with_plural("мероприятии", ["участие", "в"]), with_plural("план организации", [])
    ('мероприятии', 'план организации')
    """

    def ending(match: re.Match[str]) -> str:
        near = [*before, *WORDS.findall(text[: match.start()].lower())][-REACH:]
        alone = near and not PREPOSITIONS.intersection(near) and is_lost(match[0].lower())
        return match[0][:-1] + "й" if alone else match[0]

    return LOCATIVE.sub(ending, text)


def is_lost(word: str) -> bool:
    """Whether a word is a noun's prepositional case and nothing else, and its genitive plural ends in «ий».

    >>> is_lost("занятии"), is_lost("организации")
    (True, False)
    """
    known = [parse for parse in parses(word) if parse.known]
    only = bool(known) and all((p.pos, p.case, p.gender) == ("NOUN", "loct", "neut") for p in known)
    return only and any(p.known and (p.case, p.number) == ("gent", "plur") for p in parses(word[:-1] + "й"))
