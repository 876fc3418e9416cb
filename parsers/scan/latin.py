"""Latin words that the Russian model misreads («PISA», «IT»): words with signs among their capitals → what the Latin
model reads there, where the closed vocabulary holds it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from parsers.scan.tesseract import Engine, OcrWord

SIGNS = re.compile(r"[!$|#%&]|(?<=[А-ЯЁ])\d(?=[А-ЯЁ])|^\d(?=[А-ЯЁ])")


def with_latin(engine: Engine, words: Sequence[OcrWord], letter: float) -> list[OcrWord]:
    """The words with those that must be Latin read as such; what was read first is kept in `raw`."""
    return [latin_word(engine, word, letter) for word in words]


def latin_word(engine: Engine, word: OcrWord, letter: float) -> OcrWord:
    """The word, or the Latin one of the vocabulary that its print shows; a Russian part after a hyphen stays.

    Only a word with signs or digits among its capitals is read again.
    """
    head, hyphen, tail = word.text.partition("-")
    if not SIGNS.search(head) or not re.search(r"[А-ЯЁ]", head):
        return word
    gap = round(0.2 * letter)
    right = word.x1 + gap
    found = engine.read_latin((word.x0 - gap, word.top - gap, right, word.bottom + gap))
    text = "".join(one.text for one in found)
    opening, closing = re.match(r"[^А-ЯЁ\d]*", head), re.search(r"[^А-ЯЁ\d]*$", head)
    for known in vocabulary():
        if re.match(rf"[^A-Za-z]*{known}(?![A-Za-z])", text):
            first = (opening.group() if opening else "").strip("!$|#%&")
            last = (closing.group() if closing and not hyphen else "").strip("!$|#%&")
            return replace(word, text=f"{first}{known}{last}{hyphen}{tail}", raw=word.raw or word.text)
    return word


@cache
def entries() -> tuple[dict[str, str], ...]:
    """The entries of the vocabulary: a word and a phrase that has it."""
    return tuple(tomllib.loads(Path(__file__).with_name("latin.toml").read_text("utf-8"))["latin"])


@cache
def vocabulary() -> tuple[str, ...]:
    """The Latin words of such plans, the longest first."""
    return tuple(sorted((entry["word"] for entry in entries()), key=len, reverse=True))
