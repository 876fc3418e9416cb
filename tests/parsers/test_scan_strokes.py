"""What the strokes of print tell beside OCR: numerals, bold words, capitals; Latin words; plans beside ruled tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.document import Box, Cell, Grid, Line, Origin, Page
from parsers.scan import cases, latin, reading, romans, strokes, tesseract
from parsers.scan.sheet import Placement
from parsers.scan.tesseract import OcrWord
from parsers.scan.text import Scale
from parsers.words import Word

FONTS = Path("/usr/share/fonts/truetype/liberation")
LETTER = 15.0


def page(*runs: tuple[str, int, str]) -> np.ndarray:
    """Print of small letters 15 pixels high: (text, x, font)."""
    image = Image.new("L", (900, 60), 255)
    pen = ImageDraw.Draw(image)
    for text, x, name in runs:
        file = FONTS / f"Liberation{name}.ttf"
        if not file.is_file():
            pytest.skip("the font of the drawn pages is not here: apt-get install fonts-liberation")
        pen.text((x, 12), text, fill=0, font=ImageFont.truetype(str(file), 32))
    return np.asarray(image, dtype=np.uint8)


def ink(image: np.ndarray) -> np.ndarray:
    return np.where(image < 128, 255, 0).astype(np.uint8)


def word(text: str, x0: int, x1: int) -> OcrWord:
    return OcrWord(text, x0, 18, x1, 42, 0.4, (1, 1, 1))


@pytest.mark.parametrize("font", ["Serif-Regular", "Sans-Regular", "SansNarrow-Regular"])
@pytest.mark.parametrize("printed", ["I", "II", "III", "IV", "I, IV", "II, III", "I – II"])
def test_numerals_by_their_strokes(printed, font):
    mask = ink(page((printed, 20, font)))
    assert romans.numerals_of(mask, (10, 5, 160, 58), LETTER) == printed


@pytest.mark.parametrize("printed", ["ВПР", "до", "год", "V, I"])
def test_what_is_no_numeral_of_a_quarter_is_none(printed):
    assert romans.numerals_of(ink(page((printed, 20, "Serif-Regular"))), (10, 5, 160, 58), LETTER) is None


def test_numerals_before_a_quarter_keep_what_was_read():
    mask = ink(page(("III", 20, "Serif-Regular"), ("квартал", 90, "Serif-Regular")))
    first, second = romans.with_numerals(mask, [word("Ш", 18, 62), word("квартал", 90, 200)], (0, 0, 300, 60), LETTER)
    assert (first.text, first.raw, second.text) == ("III", "Ш", "квартал")


@pytest.mark.parametrize(
    ("printed", "read", "told"),
    [
        ("июнь", "ИЮНЬ", "июнь"),
        ("постоянно,", "ПОСТОЯННО,", "постоянно,"),
        ("ИЮНЬ", "ИЮНЬ", "ИЮНЬ"),
        ("ИМЦ", "имц", "ИМЦ"),
        ("ГЭК", "ГЭК", "ГЭК"),
        ("для", "для", "для"),
        ("школа", "школа", "школа"),
        ("ВР, 2023", "ВР, 2023", "ВР, 2023"),
    ],
)
def test_the_case_of_letters_alike_in_both_is_that_of_their_height(printed, read, told):
    mask = ink(page((printed, 20, "Serif-Regular")))
    [found] = cases.with_case(mask, [word(read, 18, 250)], LETTER)
    assert (found.text, found.raw) == (told, read if told != read else None)


def test_a_preposition_is_a_capital_only_beside_lower_print():
    mask = ink(page(("с работы", 20, "Serif-Regular")))
    beside = word("работы", 48, 200)
    assert [one.text for one in cases.with_case(mask, [word("С", 18, 38), beside], LETTER)] == ["с", "работы"]
    assert [one.text for one in cases.with_case(mask, [word("С", 18, 38)], LETTER)] == ["С"]


def test_a_numeral_that_ocr_lost_is_found():
    mask = ink(page(("I", 20, "Serif-Regular"), ("полугодие", 90, "Serif-Regular")))
    found = romans.with_numerals(mask, [word("полугодие", 90, 230)], (0, 0, 300, 60), LETTER)
    assert [(one.text, one.raw) for one in found] == [("I", ""), ("полугодие", None)]


def test_an_arabic_number_of_a_quarter_stays():
    mask = ink(page(("1", 20, "Serif-Regular"), ("квартал", 90, "Serif-Regular")))
    found = romans.with_numerals(mask, [word("1", 18, 36), word("квартал", 90, 200)], (0, 0, 300, 60), LETTER)
    assert [one.text for one in found] == ["1", "квартал"]


def test_bold_words_have_thicker_strokes():
    runs = [("план школы", x, "Serif-Regular") for x in (10, 200, 390)] + [("МАРТ", 600, "Serif-Bold")]
    image = page(*runs)
    boxes = [Box(1, x, 12, x + 160, 50) for x in (10, 200, 390)] * 15 + [Box(1, 600, 12, 720, 50)]
    words = [Word("школы", box) for box in boxes]
    heavy = strokes.with_weight(words, image, ink(image), Scale(1, LETTER, 1.0))
    assert [one.bold for one in heavy] == [False] * 45 + [True]


def test_a_page_of_few_words_does_not_tell_what_is_bold():
    image = page(("план", 10, "Serif-Bold"))
    words = [Word("план", Box(1, 10, 12, 90, 50))]
    assert strokes.with_weight(words, image, ink(image), Scale(1, LETTER, 1.0)) == words


@pytest.mark.parametrize("read", ["ПЛАН", "ВПР-2021", "2021", "«Точка"])
def test_words_without_signs_among_capitals_are_not_read_as_latin(read):
    engine = object.__new__(tesseract.Engine)  # any question to it would fail
    assert latin.latin_word(engine, word(read, 10, 90), LETTER).text == read


@pytest.mark.skipif(tesseract.tessdata() is None, reason="no Tesseract data here")
def test_a_latin_word_of_the_vocabulary_is_read_as_such():
    engine = tesseract.engine()
    engine.load(page(("модель", 20, "Serif-Regular"), ("PISA", 190, "Serif-Regular")))
    if engine.read_latin((0, 0, 10, 10)) == [] and not (tesseract.tessdata() / "eng.traineddata").is_file():
        pytest.skip("no Latin model here")
    found = latin.latin_word(engine, OcrWord("Р!ЗА", 190, 12, 275, 48, 0.5, (1, 1, 1)), LETTER)
    engine.forget()
    assert (found.text, found.raw) == ("PISA", "Р!ЗА")


def test_a_plan_without_rules_below_a_ruled_table_is_a_table():
    heads = ("№", "Мероприятие", "Срок", "Исполнитель")
    actions = ("Собрать отчёты школ", "Провести семинар", "Обсудить итоги", "Составить перечень", "Посетить уроки")
    months = ("январь", "март", "апрель", "май", "июнь")
    rows = [heads, *((str(at), action, month, "методист") for at, (action, month) in
                     enumerate(zip(actions, months, strict=True), start=1))]  # fmt: skip
    words = [
        Word(
            part,
            Box(1, x + 52.0 * at, 200.0 + 24 * row, x + 52.0 * at + 7 * len(part), 210.0 + 24 * row),
            confidence=0.9,
        )
        for row, texts in enumerate(rows)
        for x, text in zip((40, 90, 330, 470), texts, strict=True)
        for at, part in enumerate(text.split())
    ]
    cell = Cell(0, 0, 1, 1, (Line("Показатель", Box(1, 40, 100, 120, 110)),), Box(1, 40, 95, 200, 120))
    small = Grid(1, 1, (cell,), Origin.RULED, 0, page=1)
    scanned = reading.ScannedPage(
        (), Page(1, 595, 842, ocr=True), level=(small,), words=tuple(words),
        placement=Placement((1.0, 0, 0, 0, 1.0, 0, 0, 0, 1.0), 1.0, 1.0, 842.0),
    )  # fmt: skip
    [done] = reading.together([scanned])
    grids = [block for block in done.blocks if isinstance(block, Grid)]
    assert [grid.origin for grid in grids] == [Origin.RULED, Origin.GUTTERS]
    assert grids[1].n_rows == len(rows)


def test_every_latin_word_has_an_example_with_it():
    for known, example in ((entry["word"], entry["example"]) for entry in latin.entries()):
        assert known in example
        assert known.isascii()
