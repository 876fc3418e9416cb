"""Endings whose last sign OCR lost: lines of a text → «занятии» as «занятий» where grammar allows nothing else.

«Занятии», «мероприятии» is the prepositional case alone, and that case never stands without its preposition. Where OCR
may have lost that instead, it stays: only nouns that such plans have in the plural are mended.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from parsers.document import Line
from parsers.mend.lines import mended

LOCATIVE = re.compile(r"(?<![А-Яа-яЁё-])[А-Яа-яЁё]{3,}ии(?![А-Яа-яЁё-])")
PREPOSITIONS = frozenset({"в", "во", "на", "о", "об", "обо", "при", "по"})
ADJECTIVE = ("ом", "ем")  # ends what agrees with a prepositional case: «муниципальном»
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
        agrees = bool(near) and near[-1].endswith(ADJECTIVE)
        alone = near and not agrees and not PREPOSITIONS.intersection(near) and is_lost(match[0].lower())
        return match[0][:-1] + "й" if alone else match[0]

    return LOCATIVE.sub(ending, text)


def is_lost(word: str) -> bool:
    """Whether a word is the prepositional case of a noun that such plans have in the plural.

    >>> is_lost("занятии"), is_lost("внедрении"), is_lost("организации")
    (True, False, False)
    """
    return f"{word[:-1]}е" in counted()


@cache
def counted() -> frozenset[str]:
    """The nouns in «-ие» of which such plans tell many."""
    table = tomllib.loads(Path(__file__).with_name("mend.toml").read_text("utf-8"))
    return frozenset(entry["word"] for entry in table["counted"])
