"""What is printed in a region of a sheet: Tesseract's words, cleaned of what no print is, with their doubt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parsers import image as pixels
from parsers import tesseract
from parsers.document import Box
from parsers.image import Image
from parsers.tesseract import OcrWord, Region
from parsers.words import Word

SURE = 0.60  # a word below is doubtful
ROUND = "@©"  # what two round capitals («ОО») are sometimes read as
DASHES = ("-", "–", "—", "«", "»", "(", ")", "№", "+")
JUNK = "‘`^°~‚´¨|©®_\\¦¬¢£¥€§[]{}<>‹›'"


def read_words(
    engine: tesseract.Engine, region: Region, unit: float, page: int, mode: int = tesseract.BLOCK
) -> list[Word]:
    """The words of a region (x0, top, x1, bottom in pixels), boxes in points: pixels × unit."""
    return [word for found in engine.read(region, mode) if (word := as_word(found, unit, page))]


def few_letters(mask: Image, region: Region, letter: float) -> Region | None:
    """The tight box around a region's print where that is a few characters on one line, else None."""
    x0, top, x1, bottom = region
    part = mask[max(0, top) : bottom, max(0, x0) : x1]
    rows, cols = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    if rows[-1] - rows[0] > 2.6 * letter or cols[-1] - cols[0] > 8 * letter:
        return None
    left, upper = max(0, x0), max(0, top)
    return left + int(cols[0]), upper + int(rows[0]), left + int(cols[-1]) + 1, upper + int(rows[-1]) + 1


def read_few(engine: tesseract.Engine, box: Region, unit: float, page: int) -> list[Word]:
    """A few characters, read apart and larger: Tesseract loses full stops and lone digits in a wide empty cell."""
    tries = ((1.5, tesseract.BLOCK), (2.0, tesseract.LINE), (2.0, tesseract.LETTER))
    for grow, mode in tries:
        found = [word for one in engine.read_apart(box, grow, mode) if (word := as_word(one, unit, page))]
        if found:
            return found
    return []


def as_word(found: OcrWord, unit: float, page: int) -> Word | None:
    """A recognised word without the marks that specks and rules are read as; None where nothing else is left."""
    text = found.text.strip(JUNK)
    if not any(c.isalnum() or c in ROUND for c in found.text) and text not in DASHES:
        return None
    text = text or found.text
    box = Box(page, found.x0 * unit, found.top * unit, found.x1 * unit, found.bottom * unit)
    return Word(text, box, confidence=found.confidence, doubtful=found.confidence < SURE)


def has_ink(mask: Image, region: Region, letter: float) -> bool:
    """Whether a region holds as much ink as one small letter."""
    x0, top, x1, bottom = region
    return int(np.count_nonzero(mask[max(0, top) : bottom, max(0, x0) : x1])) > 0.25 * letter * letter


def text_lines(mask: Image, letter: float) -> list[Region]:
    """Boxes of printed lines, or pieces of them between wide gaps: ink smeared along the line. Also lone digits."""
    reach = round(letter * 1.3)
    table = pixels.blob_table(pixels.closed(mask, reach, 1))
    width, height = table[:, 2] / letter, table[:, 3] / letter
    line = (height > 0.6) & (height < 3.2) & (width > height)
    digit = (height > 1.0) & (height < 2.6) & (width > 0.3)
    return [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in table[line | digit]]


def confidence(words: Sequence[Word]) -> float | None:
    """Mean confidence of words, each counted by its letters; None where there are none."""
    letters = sum(len(w.text) for w in words)
    return sum((w.confidence or 0.0) * len(w.text) for w in words) / letters if letters else None
