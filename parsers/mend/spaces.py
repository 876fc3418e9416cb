"""Spaces that OCR loses: words run together → the words that were printed, where the dictionary, the case of letters
or the document itself tell them apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from parsers.document import Line
from parsers.mend import words as mend_words

SMALL = "вксиоу"
BEFORE_CAPITALS = re.compile(rf"^([{SMALL}])([А-ЯЁ]{{2,}}|[А-ЯЁ][а-яё]{{3,}})$")
BEFORE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=г\b|г\.|год)")
TWO_SHORTS = re.compile(r"(?<![\w-])([А-ЯЁ]{2,6}) ([А-ЯЁ]{2,6})(?![\w-])")
SHORTEST = 4  # letters of the word beside a preposition


def pairs_of(lines: Sequence[Line]) -> Counter[str]:
    """Pairs of abbreviations that stand beside each other («ПК ИРО»), by how often."""
    return Counter(" ".join(pair) for line in lines for pair in TWO_SHORTS.findall(line.text))


def parted(word: str, seen: Mapping[str, int], pairs: Mapping[str, int], goes_on: bool) -> str | None:
    """The two words that were run together, None where it is one, or nobody can tell.

    `seen` counts the document's surely read words in lower case, `pairs` its pairs of abbreviations; `goes_on` tells
    whether a word follows, as one must after a preposition.

    >>> parted("кГИА", {}, {}, True), parted("ПКИРО", {}, {"ПК ИРО": 2}, True), parted("городав", {}, {}, True)
    ('к ГИА', 'ПК ИРО', 'города в')
    >>> parted("школа", {}, {}, True), parted("МОУО", {}, {}, True), parted("городав", {}, {}, False)
    (None, None, None)
    """
    if match := BEFORE_CAPITALS.match(word):
        return f"{match[1]} {match[2]}" if mend_words.known(match[2].lower()) or match[2].isupper() else None
    if word.isupper():
        found = [pair for pair in pairs if pair.replace(" ", "") == word]
        return found[0] if len(found) == 1 else None
    low = word.lower()
    if len(word) <= SHORTEST or not mend_words.RUSSIAN.fullmatch(word) or "-" in word:
        return None
    if mend_words.known(low) or seen.get(low, 0) >= 2 or not word[1:].islower():
        return None
    if goes_on and low[-1] in SMALL[:4] and mend_words.known(low[:-1]):
        return f"{word[:-1]} {word[-1]}"
    if low[0] in SMALL[:3] and len(word) > SHORTEST + 1 and mend_words.known(low[1:]):
        return f"{word[0]} {word[1:]}"
    return None
