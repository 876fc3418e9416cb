"""Roman numerals that the Russian model misreads («Ш», «1!», «М»): the print before «квартал», «полугодие», «четверть»
→ numerals from I to IV by their upright and slanted strokes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from parsers.scan import image as pixels
from parsers.scan.image import Image
from parsers.scan.tesseract import OcrWord, Region

PARTED = re.compile(r"(?:квартал|полугод|четверт|кв\.)", re.IGNORECASE)
SHORT = re.compile(r"[^\d.«»()]{1,7}|1[!1Ш]{0,2}[-,]?|[!|1]+,?")
NUMERALS = ("I", "II", "III", "IV")
SURE = 0.7  # confidence of numerals that the print shows
TALL, TALLEST = 1.0, 2.4  # small letters: heights between which strokes of capitals are
MEET = 0.65  # of the width of «V» at a third of its height: how near its strokes come at their feet
APART = 0.75  # small letters of white between two numerals


@dataclass(frozen=True, slots=True)
class Stroke:
    """Where a stroke stands at a third of the height of capitals and near their feet, in pixels; None where it ends."""

    upper: float
    lower: float | None


def with_numerals(mask: Image, words: Sequence[OcrWord], region: Region, letter: float) -> list[OcrWord]:
    """The words of a region with the numerals that stand before each «квартал»; what was read first is in `raw`."""
    result: list[OcrWord] = []
    for word in words:
        if PARTED.match(word.text):
            start = len(result)
            while start > 0 and may_be_numeral(result[start - 1]) and result[start - 1].line == result[-1].line:
                start -= 1
            place = between(result[start - 1] if start else None, result[start:], word, region, letter)
            read = " ".join(one.text for one in result[start:])
            text = numerals_of(mask, place, letter) if place else None
            if place and text and text != read and not read.isdigit():
                first = result[start] if read else word
                result[start:] = [replace(first, x0=place[0], x1=place[2], text=text, raw=read, confidence=SURE)]
        result.append(word)
    return result


def may_be_numeral(word: OcrWord) -> bool:
    """Whether a word can be what a Roman numeral, or a dash or comma beside one, is read as.

    >>> def read(text): return OcrWord(text, 0, 0, 9, 9, 0.5, (1, 1, 1))
    >>> [may_be_numeral(read(text)) for text in ("Ш", "П,", "1!", "-", "ПУ", "в", "до", "2", "2021", "года", "ВПР")]
    [True, True, True, True, True, False, False, False, False, False, True]
    """
    return bool(SHORT.fullmatch(word.text)) and not re.fullmatch(r"[а-яё]+[.,]?", word.text)


def between(
    before: OcrWord | None, misread: Sequence[OcrWord], parted: OcrWord, region: Region, letter: float
) -> Region | None:
    """The place on one line where the numerals before `parted` stand; None where there is no room for them."""
    gap = round(0.25 * letter)
    if misread and misread[0].line != parted.line:
        left, right = min(word.x0 for word in misread) - gap, max(word.x1 for word in misread) + gap
        top, bottom = misread[0].top, misread[0].bottom
    else:
        same = before is not None and before.line == parted.line
        left = before.x1 + gap if before and same else max(region[0], min([parted.x0, *(w.x0 for w in misread)]) - gap)
        if not misread and not same:
            left = region[0]
        right, top, bottom = parted.x0 - gap, parted.top, parted.bottom
    return (max(0, left), max(0, top - gap), right, bottom + gap) if right - left > 0.4 * letter else None


def numerals_of(mask: Image, place: Region, letter: float) -> str | None:
    """The Roman numerals printed at a place and what stands between them; None where something else is printed."""
    part = np.ascontiguousarray(mask[place[1] : place[3], place[0] : place[2]])
    if not part.size:
        return None
    boxes = pixels.boxes(part)
    tall = boxes[(boxes[:, 3] >= TALL * letter) & (boxes[:, 3] <= TALLEST * letter)]
    if not len(tall):
        return None
    top, foot = int(np.median(tall[:, 1])), int(np.median(tall[:, 1] + tall[:, 3]))
    strokes = strokes_of(part, top, foot, letter)
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        if groups and stroke.upper - groups[-1][-1].upper < (APART + 0.45) * letter:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    texts = [numeral_of(group) for group in groups]
    if not texts or any(text not in NUMERALS for text in texts):
        return None
    order = [NUMERALS.index(text) for text in texts if text]
    if any(b <= a for a, b in pairwise(order)):
        return None
    joints = [joint(part, a[-1].upper, b[0].upper, top, foot) for a, b in pairwise(groups)]
    return "".join(f"{text}{joint}" for text, joint in zip(texts, [*joints, ""], strict=True))


def strokes_of(part: Image, top: int, foot: int, letter: float) -> list[Stroke]:
    """The strokes that cross a third of the height of capitals, from left to right."""
    high = foot - top
    upper = crossings(part[top + round(0.22 * high) : top + round(0.42 * high)])
    lower = crossings(part[top + round(0.74 * high) : top + round(0.86 * high)])
    feet = [min(lower, key=lambda x: abs(x - at), default=None) for at in upper]
    return [
        Stroke(at, x if x is not None and abs(x - at) < 0.6 * letter else None)
        for at, x in zip(upper, feet, strict=True)
    ]


def crossings(band: Image) -> list[float]:
    """The middles of the runs of columns that hold ink in most rows of a band.

    >>> crossings(np.array([[0, 1, 1, 0, 1], [0, 1, 1, 0, 0]], np.uint8))
    [1.5, 4.0]
    """
    dark = np.pad((band > 0).mean(axis=0) >= 0.5, 1) if band.size else np.zeros(2, bool)
    turns = np.diff(dark.astype(np.int8))
    starts, ends = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)
    return [(start + end - 1) / 2 for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


def numeral_of(group: Sequence[Stroke]) -> str | None:
    """The numeral of strokes that stand near each other: «V» is two that meet at their feet, «I» one that is upright.

    >>> numeral_of([Stroke(2, 2), Stroke(8, 8)]), numeral_of([Stroke(2, 2), Stroke(8, 10), Stroke(13, 10)])
    ('II', 'IV')
    """
    text = ""
    at = 0
    while at < len(group):
        one = group[at]
        if one.lower is None:
            return None
        after = group[at + 1] if at + 1 < len(group) else None
        if after and after.lower is not None and after.lower - one.lower < MEET * (after.upper - one.upper):
            text, at = text + "V", at + 2
        elif abs(one.lower - one.upper) <= 2.5:
            text, at = text + "I", at + 1
        else:
            return None
    return text


def joint(part: Image, left: float, right: float, top: int, foot: int) -> str:
    """What stands between two numerals: a dash, else a comma, as lists of quarters have it."""
    high = foot - top
    start = round(left) + 3
    middle = part[top + round(0.45 * high) : top + round(0.75 * high), start : max(start + 1, round(right) - 2)]
    return " – " if middle.size and (middle > 0).any(axis=0).mean() > 0.35 else ", "
