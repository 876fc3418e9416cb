"""Cells of Roman numerals alone («IX», «X – V», «XI, II»), by which plans tell months: what the Russian model makes of
them («Х», «Х-У», «Х1, П») → numerals, where their strokes or the Latin model show such in several cells of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median
from typing import TypeVar

from parsers.document import Box
from parsers.scan import romans
from parsers.scan.image import Image
from parsers.scan.tesseract import Engine, Region
from parsers.scan.text import Scale
from parsers.words import Word

NUMERAL = r"(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})"
NUMERALS = re.compile(rf"{NUMERAL}(?:(?:, ?| ?[-–—] ?){NUMERAL})*")
MISREAD = re.compile(r"[ХхXxVIГУПШИТЬЦЛМН1!|]{1,4}(?:(?:, ?|[ ]?[-–—] ?)[ХхXxVIГУПШИТЬЦЛМН1!|]{1,4})*[.,!]?")
ONES = re.compile(r"1{1,3}")  # a numeral too, where it stands below others; a number elsewhere
ALIKE = str.maketrans({"l": "I", "|": "I", "1": "I", "!": "I", "]": "I", "v": "V", "x": "X", "Х": "X"})
FEWEST = 3  # cells that show numerals, and
DISTINCT = 2  # how many different ones they show: a mark in a cell is always the same
NEAR = 6.0  # small letters between the middles of two cells of one column
Key = TypeVar("Key")


def with_numerals(
    engine: Engine, mask: Image, cells: Mapping[Key, Sequence[Word]], places: Mapping[Key, Region], scale: Scale
) -> dict[Key, Sequence[Word]]:
    """The cells of few characters of one table, with numerals where these are; what was read first is in `raw`."""
    shown = {
        key: text
        for key, words in cells.items()
        if MISREAD.fullmatch(read := joined(words))
        and (text := ones(read) or numerals(engine, mask, places[key], scale.letter))
    }
    sure = {key: text for key, text in shown.items() if not ones(joined(cells[key]))}
    if len(sure) < FEWEST or len(set(sure.values())) < DISTINCT:
        return dict(cells)
    column, near = median(middle(places[key]) for key in sure), NEAR * scale.letter
    changed = {key: text for key, text in shown.items() if key in sure or abs(middle(places[key]) - column) < near}
    return {key: [as_one(words, changed[key])] if key in changed else words for key, words in cells.items()}


def numerals(engine: Engine, mask: Image, place: Region, letter: float) -> str | None:
    """The Roman numerals printed at a place: by their strokes, else as the Latin model reads them."""
    x0, top, x1, bottom = place
    if by_strokes := romans.numerals_of(mask, (max(0, x0 - 2), max(0, top - 2), x1 + 2, bottom + 2), letter):
        return by_strokes
    pad = round(0.3 * letter)
    found = engine.read_latin((x0 - pad, top - pad, x1 + pad, bottom + pad))
    return as_numerals(" ".join(word.text for word in found))


def as_numerals(text: str) -> str | None:
    """What the Latin model read as Roman numerals up to twelve; None where it is something else.

    >>> as_numerals("XI, Il"), as_numerals("IX-X"), as_numerals("Vv"), as_numerals("COBeT")
    ('XI, II', 'IX-X', 'V', None)
    """
    text = re.sub("Xx|Vv", lambda twice: twice[0][0], text.strip(" .")).translate(ALIKE)
    return text if NUMERALS.fullmatch(text) else None


def ones(text: str) -> str | None:
    """The numeral that a number of ones may be.

    >>> ones("11"), ones("12")
    ('II', None)
    """
    return "I" * len(text) if ONES.fullmatch(text) else None


def joined(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


def middle(place: Region) -> float:
    return (place[0] + place[2]) / 2


def as_one(words: Sequence[Word], text: str) -> Word:
    """The words of a cell as one with another text."""
    boxes = [word.box for word in words]
    box = Box(boxes[0].page, min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes),
              max(b.bottom for b in boxes))  # fmt: skip
    return replace(words[0], text=text, box=box, confidence=romans.SURE, doubtful=False, raw=joined(words))
