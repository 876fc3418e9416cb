"""Words that no dictionary knows: OCR words of a region → the same, with those that read as a word when they are looked
at again alone, at another size. Two looks at one print seldom err alike; what is no word in either stays as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalizers.morphology import is_word
from parsers.scan.tesseract import LINE, Engine, OcrWord

LOOKS = ((1.3, 0.8), (1.0, 0.75))  # times as high, and times as wide as high
FEWEST = 4  # letters of a word worth a look: shorter ones are abbreviations, and there is a word near any of them
BODY = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
RUSSIAN = re.compile(r"[А-ЯЁа-яё]{3}")


def with_known(engine: Engine, words: Sequence[OcrWord], letter: float) -> list[OcrWord]:
    """The words with those known that another look reads so; what was read first is kept in `raw`."""
    return [known(engine, word, letter) if is_unknown(word.text) else word for word in words]


def known(engine: Engine, word: OcrWord, letter: float) -> OcrWord:
    """The word as another look reads it, where that is one of the dictionary; the marks around it stay as they were."""
    pad = round(0.25 * letter)
    box = word.x0 - pad, word.top - pad, word.x1 + pad, word.bottom + pad
    opening, closing = around(word.text)
    for grow, wide in LOOKS:
        again = body("".join(part.text for part in engine.read_apart(box, grow, LINE, wide)))
        if len(again) >= FEWEST and is_word(again):
            text = f"{opening}{begun_as(body(word.text), again)}{closing}"
            return replace(word, text=text, raw=word.raw or word.text)
    return word


def begun_as(first: str, again: str) -> str:
    """A word with the first letter as large as it was read first: alone it has nothing to be measured by.

    >>> begun_as("Рабста", "работа"), begun_as("рабста", "Работа"), begun_as("1абота", "работа")
    ('Работа', 'работа', 'работа')
    """
    if again.isupper() or not first[0].isalpha():
        return again
    return (again[0].upper() if first[0].isupper() else again[0].lower()) + again[1:]


def is_unknown(text: str) -> bool:
    """Whether a text is no word, nor an abbreviation, nor the part of a word that a line's end broke.

    >>> [is_unknown(text) for text in ("метсдические", "«метсдические»", "методические", "МКУ", "МЕТСД", "метод-")]
    [True, True, False, False, False, False]
    """
    word = body(text)
    shaped = len(word) >= FEWEST and RUSSIAN.search(word) and not word.isupper() and not text.endswith("-")
    return bool(shaped) and not is_word(word)


def body(text: str) -> str:
    """A text without the marks around it.

    >>> body("«Школа»,")
    'Школа'
    """
    match = BODY.fullmatch(text)
    return match[2] if match else text


def around(text: str) -> tuple[str, str]:
    """The marks before and behind a text."""
    match = BODY.fullmatch(text)
    return (match[1], match[3]) if match else ("", "")
