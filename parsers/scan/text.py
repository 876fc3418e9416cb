"""What is printed in a region of a sheet: Tesseract's words, cleaned of what no print is, with their doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from parsers.document import Box
from parsers.scan import cases, latin, lost, romans, tesseract, unknown
from parsers.scan import image as pixels
from parsers.scan.image import Image
from parsers.scan.tesseract import OcrWord, Region
from parsers.words import Word

SURE = 0.60  # a word below is doubtful
NO_SPECKS = 0.90  # a word above is print
ODD = "@©0{}[]()°®9е"
PAIR = "ОО"  # «общеобразовательная организация», the commonest abbreviation of these plans
ROUND = "@©"  # what two round capitals («ОО») are sometimes read as
DASH = ("-", "–", "—")
SIGNS = (*DASH, "«", "»", "(", ")", "№", "+", "%")
TWICE = re.compile(r"^[-–—]{2,3}$")
JUNK = "‘`^°~‚´¨|©®_\\¦¬¢£¥€§[]{}<>‹›'’”„“"


@dataclass(frozen=True, slots=True)
class Scale:
    """A page's number, how high its small letters are in pixels, and how many points a pixel is."""

    page: int
    letter: float
    unit: float


def read_words(
    engine: tesseract.Engine, mask: Image, region: Region, scale: Scale, mode: int = tesseract.BLOCK
) -> list[Word]:
    """The words of a region (x0, top, x1, bottom in pixels)."""
    read = lost.with_lost_lines(engine, mask, engine.read(region, mode), region, scale.letter)
    printed = [found for found in read if has_letter(mask, found, scale.letter)]
    words = [settled(engine, mask, found, scale.letter) for found in printed]
    words = unknown.with_known(engine, words, scale.letter)
    words = latin.with_latin(engine, romans.with_numerals(mask, words, region, scale.letter), scale.letter)
    words = cases.with_case(mask, words, scale.letter)
    return [word for found in words if (word := as_word(found, scale))]


def has_letter(mask: Image, found: OcrWord, letter: float) -> bool:
    """Whether a word of a few letters has the print of one: specks beside each other are read as small letters."""
    text = found.text.strip()
    if len(text) > 3 or found.confidence > NO_SPECKS or not any(c.isalnum() for c in text):
        return True
    pad = round(0.3 * letter)
    part = mask[max(0, found.top - pad) : found.bottom + pad, max(0, found.x0 - 1) : found.x1 + 1]
    return bool(part.size) and bool((pixels.boxes(np.ascontiguousarray(part))[:, 3] > 0.7 * letter).any())


def settled(engine: tesseract.Engine, mask: Image, found: OcrWord, letter: float) -> OcrWord:
    """The word, or «ОО» where a short unlikely one has its shape: Tesseract reads two rings as brackets and signs."""
    body = found.text.rstrip(",.;:")
    odd = any(c in ODD for c in body) or found.confidence < SURE
    if not odd or body == PAIR or not 1 <= len(body) <= 6 or re.fullmatch(r"\d*[1-9]\d*[.,)]?", body):
        return found
    if not 1.2 * letter < found.x1 - found.x0 < 4.2 * letter:
        return found
    if not is_pair(mask, found, letter):
        pad = max(2, round(0.15 * letter))
        box = (found.x0 - pad, found.top - pad, found.x1 + pad, found.bottom + pad)
        again = "".join(word.text for word in engine.read_apart(box, 1.5))
        if again.strip(",.;:") not in ("ОО", "00", "оо", "Оо"):
            return found
    tail = found.text[len(body) :]
    text = PAIR + ("," if "," in tail else "." * ("." in tail))
    return replace(found, text=text, confidence=max(found.confidence, 0.7), raw=found.text)


def is_pair(mask: Image, found: OcrWord, letter: float) -> bool:
    """Whether a word's print is two rings as high as capitals, whatever Tesseract made of it."""
    pad = round(0.3 * letter)
    part = mask[max(0, found.top - pad) : found.bottom + pad, max(0, found.x0 - pad) : found.x1 + pad]
    if not part.size:
        return False
    table = pixels.blob_table(part)
    large = table[table[:, 3] > 0.6 * letter]
    if len(large) != 2:
        return False
    high, wide = large[:, 3] / letter, large[:, 2] / letter
    if high.min() < 1.1 or high.max() > 1.9 or wide.min() < 0.9 or wide.max() > 1.9:
        return False
    return all(pixels.is_ring(part[y : y + h, x : x + w]) for x, y, w, h, _ in large)


def few_letters(mask: Image, region: Region, letter: float) -> Region | None:
    """The tight box around a region's print where that is a few characters on one line, else None."""
    x0, top, x1, bottom = region
    part = mask[max(0, top) : bottom, max(0, x0) : x1]
    rows, cols = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if rows[-1] - rows[0] > 2.6 * letter or cols[-1] - cols[0] > 8 * letter:
        return None
    left, upper = max(0, x0), max(0, top)
    return left + int(cols[0]), upper + int(rows[0]), left + int(cols[-1]) + 1, upper + int(rows[-1]) + 1


def read_few(engine: tesseract.Engine, mask: Image, box: Region, scale: Scale) -> list[Word]:
    """A few characters, read apart and larger: Tesseract loses full stops and lone digits in a wide empty cell."""
    tries = ((1.5, tesseract.BLOCK), (2.0, tesseract.LINE), (2.0, tesseract.LETTER))
    for grow, mode in tries:
        again = [settled(engine, mask, one, scale.letter) for one in engine.read_apart(box, grow, mode)]
        again = cases.with_case(mask, romans.with_numerals(mask, again, box, scale.letter), scale.letter)
        found = [word for one in again if (word := as_word(one, scale))]
        if found:
            return found
    return []


def as_word(found: OcrWord, scale: Scale) -> Word | None:
    """A recognised word without the marks that specks and rules are read as; None where nothing else is left.

    >>> as_word(OcrWord("-—", 0, 0, 9, 9, 0.5, (1, 1, 1)), Scale(1, 15.0, 0.3)).text  # one dash, read twice
    '—'
    """
    text = TWICE.sub("—", found.text.strip(JUNK))
    if not any(c.isalnum() or c in ROUND for c in found.text) and text not in SIGNS:
        return None
    text = text or found.text
    box = Box(scale.page, *(value * scale.unit for value in (found.x0, found.top, found.x1, found.bottom)))
    return Word(text, box, confidence=found.confidence, doubtful=found.confidence < SURE, raw=found.raw)


def has_ink(mask: Image, region: Region, letter: float) -> bool:
    """Whether a region holds as much ink as one small letter."""
    x0, top, x1, bottom = region
    return int(np.count_nonzero(mask[max(0, top) : bottom, max(0, x0) : x1])) > 0.25 * letter * letter


def text_lines(mask: Image, letter: float) -> list[Region]:
    """Boxes of printed lines, or pieces of them between wide gaps: ink smeared along the line. Also lone digits."""
    reach = round(letter * 1.3)
    table = pixels.boxes(pixels.closed(mask, reach, 1))
    width, height = table[:, 2] / letter, table[:, 3] / letter
    line = (height > 0.6) & (height < 3.2) & (width > height)
    digit = (height > 1.0) & (height < 2.6) & (width > 0.3)
    return [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h in table[line | digit]]


def confidence(words: Sequence[Word]) -> float | None:
    """Mean confidence of words, each counted by its letters; None where there are none."""
    letters = sum(len(w.text) for w in words)
    return sum((w.confidence or 0.0) * len(w.text) for w in words) / letters if letters else None
