"""Capitals whose small letters have the same shape («ИЮНЬ», «С», «МЦ»): OCR words of a region and the mask of its print
→ words in the case that their height tells. Tesseract guesses it where a line has no letter that rises or hangs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from normalizers.morphology import is_word
from parsers.scan import image as pixels
from parsers.scan.image import Image
from parsers.scan.tesseract import OcrWord

SHAPED = re.compile(r"\W*([вгджзийклмнопстхцчшщъыьэюя]+)\W*")  # alike but for their size
CAPITAL = 1.22  # small letters: capitals are 1.3 to 1.5 as high
SMALL = 1.12  # small letters: what is no higher is none, be it a word or not
NEIGHBOURS = 5  # words in small letters that tell how high these are in a region
Heights = Callable[[OcrWord], NDArray[np.int32]]


def with_case(mask: Image, words: Sequence[OcrWord], letter: float) -> list[OcrWord]:
    """The words with those of capitals as small letters where they are no higher, and the reverse; `letter` is how high
    small letters are on the page, for a region that has none. What was read first is kept in `raw`."""
    small = [word for word in words if len(word.text) > 3 and word.text.islower() and is_sure(word.text)]
    heights = cache(lambda word: letters_of(mask, word, letter))
    texts = [recased(word, small, letter, heights) for word in words]
    return [replace(w, text=text, raw=w.raw or w.text) if text else w for w, text in zip(words, texts, strict=True)]


def recased(word: OcrWord, small: Sequence[OcrWord], letter: float, heights: Heights) -> str | None:
    """The text of a word in the other case where its print has that, else None; `small` are words of its region that
    surely are in small letters.

    Print of a column may be smaller than that of the page: what only the page tells is believed of words of the
    dictionary alone, which abbreviations are not.
    """
    shaped = SHAPED.fullmatch(word.text.lower())
    if not shaped or not (word.text.isupper() or word.text.islower()):
        return None
    high = heights(word)
    if not high.size:
        return None
    if word.text.islower() and (len(shaped[1]) == 1 or is_word(shaped[1])):
        return None
    around = usual(word, small, heights)
    known = len(shaped[1]) > 2 and is_word(shaped[1])
    if word.text.islower():
        return word.text.upper() if high.min() > CAPITAL * (around or letter) else None
    most = CAPITAL * (around or letter) if known else SMALL * min(around or 0.0, letter)
    return word.text.lower() if np.median(high) < most else None


def usual(word: OcrWord, small: Sequence[OcrWord], heights: Heights) -> float | None:
    """How high small letters are in the nearest of words in small letters; None where there are none."""
    nearest = sorted(small, key=lambda other: abs(other.top - word.top))[:NEIGHBOURS]
    found = [float(np.median(high)) for other in nearest if (high := heights(other)).size]
    return float(np.median(found)) if found else None


def is_sure(text: str) -> bool:
    """Whether a text has letters whose capitals look otherwise.

    >>> is_sure("работа"), is_sure("июнь")
    (True, False)
    """
    return SHAPED.fullmatch(text) is None


def letters_of(mask: Image, word: OcrWord, letter: float) -> NDArray[np.int32]:
    """The heights of a word's letters in pixels."""
    pad = round(0.3 * letter)
    part = mask[max(0, word.top - pad) : word.bottom + pad, max(0, word.x0 - 1) : word.x1 + 1]
    if not part.size:
        return np.empty(0, dtype=np.int32)
    heights = pixels.boxes(np.ascontiguousarray(part))[:, 3]
    return heights[(heights > 0.6 * letter) & (heights < 2.2 * letter)]
