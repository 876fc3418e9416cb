"""Capitals whose small letters have the same shape («ИЮНЬ», «С», «МЦ»): OCR words of a region and the mask of its print
→ words in the case that their height tells. Tesseract guesses it where a line has no letter that rises or hangs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

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


def with_case(mask: Image, words: Sequence[OcrWord], letter: float) -> list[OcrWord]:
    """The words with those of capitals as small letters where they are no higher, and the reverse; `letter` is how high
    small letters are on the page, for a region that has none. What was read first is kept in `raw`."""
    texts = [recased(mask, word, words, letter) for word in words]
    return [replace(w, text=text, raw=w.raw or w.text) if text else w for w, text in zip(words, texts, strict=True)]


def recased(mask: Image, word: OcrWord, words: Sequence[OcrWord], letter: float) -> str | None:
    """The text of a word in the other case where its print has that, else None.

    Print of a column may be smaller than that of the page: what only the page tells is believed of words of the
    dictionary alone, which abbreviations are not.
    """
    shaped = SHAPED.fullmatch(word.text.lower())
    if not shaped or not (word.text.isupper() or word.text.islower()):
        return None
    heights = letters_of(mask, word, letter)
    if not heights.size:
        return None
    around = usual(mask, word, words, letter)
    known = len(shaped[1]) > 2 and is_word(shaped[1])
    if word.text.islower():
        higher = len(shaped[1]) > 1 and not is_word(shaped[1]) and heights.min() > CAPITAL * (around or letter)
        return word.text.upper() if higher else None
    most = CAPITAL * (around or letter) if known else SMALL * min(around or 0.0, letter)
    return word.text.lower() if np.median(heights) < most else None


def usual(mask: Image, word: OcrWord, words: Sequence[OcrWord], letter: float) -> float | None:
    """How high small letters are in the nearest words that surely are in small letters; None where none is."""
    small = [other for other in words if len(other.text) > 3 and other.text.islower() and is_sure(other.text)]
    small.sort(key=lambda other: abs(other.top - word.top))
    found = [float(np.median(high)) for other in small[:NEIGHBOURS] if (high := letters_of(mask, other, letter)).size]
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
