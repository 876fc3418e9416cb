"""Lines that Tesseract's layout drops are read alone; what was read already is not read twice."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from parsers.scan import lost
from parsers.scan.tesseract import OcrWord, Region

LETTER = 15.0
CELL = (0, 0, 400, 120)


@dataclass
class Reader:
    """An engine that reads one text at whatever place it is shown."""

    text: str
    confidence: float = 0.9
    asked: list[Region] = field(default_factory=list)

    def read_apart(self, box: Region, grow: float, mode: int) -> list[OcrWord]:
        self.asked.append(box)
        return [word(self.text, box[0] + 4, box[1] + 4, self.confidence)]


def word(text: str, x0: int, top: int, confidence: float = 0.9) -> OcrWord:
    return OcrWord(text, x0, top, x0 + 12 * len(text), top + 20, confidence, (1, 1, 1))


def printed(*words: OcrWord) -> np.ndarray:
    """The mask of a cell in which these words are printed."""
    mask = np.zeros((120, 400), np.uint8)
    for one in words:
        mask[one.top : one.bottom, one.x0 : one.x1] = 255
    return mask


ABOVE, BELOW = word("Анкетирование", 20, 20), word("родителей", 20, 60)


def test_a_line_without_a_word_is_read_alone():
    reader = Reader("Анкетирование")
    found = lost.with_lost_lines(reader, printed(ABOVE, BELOW), [BELOW], CELL, LETTER)
    assert [one.text for one in found] == ["родителей", "Анкетирование"]
    assert len(reader.asked) == 1


def test_nothing_is_read_again_where_every_line_has_its_words():
    reader = Reader("нет")
    assert lost.with_lost_lines(reader, printed(ABOVE, BELOW), [ABOVE, BELOW], CELL, LETTER) == [ABOVE, BELOW]
    assert not reader.asked


@pytest.mark.parametrize(("text", "confidence"), [("Анкетирование", 0.4), ("родителей", 0.9)])
def test_what_is_doubtful_or_stands_there_already_is_not_taken(text, confidence):
    moved = word("родителей", 20, 55)
    found = lost.with_lost_lines(Reader(text, confidence), printed(ABOVE, BELOW), [moved], CELL, LETTER)
    assert found == [moved]


def test_a_broken_word_gives_way_to_the_whole_line():
    found = lost.with_lost_lines(Reader("Анкетирование"), printed(ABOVE), [word("Анк", 20, 20)], CELL, LETTER)
    assert [one.text for one in found] == ["Анкетирование"]
