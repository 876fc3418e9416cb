"""Words that no dictionary knows are looked at again; what is a word, or is none in any look, stays as it is."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from parsers.scan import unknown
from parsers.scan.tesseract import OcrWord, Region


@dataclass
class Reader:
    """An engine that reads one text after the other, whatever it is shown."""

    texts: list[str]
    asked: list[Region] = field(default_factory=list)

    def read_apart(self, box: Region, grow: float, mode: int, wide: float) -> list[OcrWord]:
        self.asked.append(box)
        return [word(self.texts[len(self.asked) - 1])]


def word(text: str, raw: str | None = None) -> OcrWord:
    return OcrWord(text, 20, 20, 120, 40, 0.8, (1, 1, 1), raw)


@pytest.mark.parametrize(
    ("first", "looks", "read"),
    [
        ("семинарсв,", ["семинаров"], "семинаров,"),
        ("«Рабста", ["работа."], "«Работа"),
        ("выезлные", ["выезяные", "выездные"], "выездные"),
    ],
)
def test_a_word_that_another_look_knows_is_taken(first, looks, read):
    [found] = unknown.with_known(Reader(looks), [word(first)], letter=15.0)
    assert (found.text, found.raw) == (read, first)


def test_the_first_reading_of_all_is_kept():
    [found] = unknown.with_known(Reader(["школами"]), [word("шкслами", raw="шк(лами")], letter=15.0)
    assert (found.text, found.raw) == ("школами", "шк(лами")


def test_what_is_a_word_in_no_look_stays():
    plain = word("Кырныштак")
    assert unknown.with_known(Reader(["Кырныштак", "Кырнышак"]), [plain], letter=15.0) == [plain]


@pytest.mark.parametrize("text", ["семинаров", "МКУИЦ", "т.ч.", "№", "2023", "образова-"])
def test_words_numbers_abbreviations_and_broken_ends_are_not_looked_at_again(text):
    reader = Reader([])
    assert unknown.with_known(reader, [word(text)], letter=15.0) == [word(text)]
    assert not reader.asked
