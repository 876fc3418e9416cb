"""Roman numerals that stand alone in cells: taken where several cells of a table show them, else left as they were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from parsers.document import Box
from parsers.scan import months
from parsers.scan.tesseract import OcrWord, Region
from parsers.scan.text import Scale
from parsers.words import Word

WHITE = np.zeros((900, 600), np.uint8)
SCALE = Scale(1, 15.0, 0.3)


@dataclass
class Latin:
    """An engine that reads as Latin what is told of each row of cells."""

    texts: list[str]

    def read_latin(self, box: Region) -> list[OcrWord]:
        text = self.texts[(box[1] + 20) // 100]
        return [OcrWord(part, 0, 0, 9, 9, 0.8, (1, 1, 1)) for part in text.split()]


def read(printed: list[str], latin: list[str], left: int = 200) -> list[str]:
    """The texts of a column of cells, each 100 pixels below the other, with what the Latin model reads there."""
    places = {row: (left, 100 * row, left + 60, 100 * row + 25) for row in range(len(printed))}
    cells = {row: [Word(text, Box(1, 0, 0, 9, 9))] for row, text in enumerate(printed)}
    found = months.with_numerals(Latin(latin), WHITE, cells, places, SCALE)
    return [" ".join(word.text for word in found[row]) for row in cells]


def test_numerals_are_taken_where_several_cells_show_them():
    printed = ["Х", "Х-У", "ХИ", "апрель", "1"]
    assert read(printed, ["IX", "X-V", "XI, Il", "anpenb", "1"]) == ["IX", "X-V", "XI, II", "апрель", "I"]


@pytest.mark.parametrize(
    ("printed", "latin"),
    [
        (["х", "х", "х", "х"], ["X", "X", "X", "X"]),
        (["Х", "ШУ", "опрос"], ["IX", "III", "onpoc"]),
        (["УМЦ", "ИЦ", "ПМ", "ГИМЦ"], ["YML", "UL", "TIM", "TUML"]),
        (["1", "11", "111", "12"], ["I", "II", "III", "12"]),
    ],
    ids=["marks", "two cells", "abbreviations", "numbers"],
)
def test_what_only_looks_like_numerals_stays(printed, latin):
    assert read(printed, latin) == printed


def test_what_was_read_first_is_kept():
    places = {row: (200, 100 * row, 260, 100 * row + 25) for row in range(3)}
    cells = {row: [Word("Х", Box(1, 0, 0, 9, 9)), Word("-У", Box(1, 9, 0, 18, 9))] for row in range(3)}
    found = months.with_numerals(Latin(["X - V", "IX - V", "X - V"]), WHITE, cells, places, SCALE)
    [word] = found[1]
    assert (word.text, word.raw, word.box) == ("IX - V", "Х -У", Box(1, 0, 0, 18, 9))
