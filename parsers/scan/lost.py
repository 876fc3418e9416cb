"""Lines of print that Tesseract's layout drops where specks stand about them: the words of a region and the mask of its
print → the words, with those of the lost lines read one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parsers.scan import image as pixels
from parsers.scan.image import Image
from parsers.scan.tesseract import LINE, Engine, OcrWord, Region

FEWEST = 3.0  # small letters of a line without a word: what is narrower may be a speck
SHARE = 0.3  # of a line without a word
SURE = 0.7  # mean confidence of a line read again
TALLEST = 2.2  # small letters: a higher piece is no single line


def with_lost_lines(
    engine: Engine, mask: Image, words: Sequence[OcrWord], region: Region, letter: float
) -> list[OcrWord]:
    """The words with the lines of a region of which much has none: read alone, taken where that gives more letters."""
    result = list(words)
    for line in pieces(mask, region, letter):
        inside = [word for word in result if line[1] <= (word.top + word.bottom) / 2 < line[3] and beside(word, line)]
        width = line[2] - line[0]
        if bare(line, inside) < max(FEWEST * letter, SHARE * width):
            continue
        again = engine.read_apart(padded(line, letter), 1.0, LINE)
        inside += [word for word in result if word not in inside and any(is_same(word, one, letter) for one in again)]
        if trust(again) >= SURE and letters(again) > letters(inside):
            result = [word for word in result if word not in inside] + again
    return result


def pieces(mask: Image, region: Region, letter: float) -> list[Region]:
    """The lines of print of a region, in pixels of the sheet."""
    x0, top = max(0, region[0]), max(0, region[1])
    part = np.ascontiguousarray(mask[top : region[3], x0 : region[2]])
    if not part.size:
        return []
    smeared = pixels.boxes(pixels.closed(part, round(1.3 * letter), 1))
    high, wide = smeared[:, 3] / letter, smeared[:, 2] / letter
    lines = smeared[(high > 0.8) & (high < TALLEST) & (wide > FEWEST)]
    return [(x0 + int(x), top + int(y), x0 + int(x + w), top + int(y + h)) for x, y, w, h in lines]


def beside(word: OcrWord, line: Region) -> bool:
    """Whether a word and a line have a part of their width in common."""
    return min(word.x1, line[2]) > max(word.x0, line[0])


def is_same(word: OcrWord, other: OcrWord, letter: float) -> bool:
    """Whether two words are one that was read twice: the line of the first may have been taken for another one."""
    near = abs(word.x0 - other.x0) < letter and abs(word.top - other.top) < 3 * letter
    return near and word.text.strip(".,;:") == other.text.strip(".,;:")


def bare(line: Region, words: Sequence[OcrWord]) -> float:
    """How many pixels of a line no word covers.

    >>> bare((0, 0, 100, 20), [OcrWord("план", 10, 0, 60, 20, 0.9, (1, 1, 1))])
    50
    """
    covered = np.zeros(max(0, line[2] - line[0]), dtype=bool)
    for word in words:
        covered[max(0, word.x0 - line[0]) : max(0, word.x1 - line[0])] = True
    return int(np.count_nonzero(~covered))


def padded(line: Region, letter: float) -> Region:
    pad = round(0.25 * letter)
    return line[0] - pad, line[1] - pad, line[2] + pad, line[3] + pad


def letters(words: Sequence[OcrWord]) -> int:
    return sum(c.isalnum() for word in words for c in word.text)


def trust(words: Sequence[OcrWord]) -> float:
    """The mean confidence of words, each counted by its letters."""
    return sum(word.confidence * len(word.text) for word in words) / max(1, sum(len(word.text) for word in words))
