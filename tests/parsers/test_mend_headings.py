"""Headings, mentions, lost spaces and broken words: what OCR made of them → what was printed, the raw text kept."""

from __future__ import annotations

import pytest

from parsers.document import Block, Cell, Document, Grid, Line, Origin, Paragraph
from parsers.mend import broken, headings, lines_of, mend_document, mentions, spaces


def ocr(text: str) -> Line:
    return Line(text, confidence=0.9)


def heading(text: str) -> Grid:
    return Grid(1, 3, (Cell(0, 0, 1, 3, (ocr(text),)),), Origin.RULED, 0, page=1)


def texts(blocks: list[Block] | tuple[Block, ...]) -> list[str]:
    return [line.text for block in blocks for line in lines_of(block)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (["1. Кадры", "П. Контроль", "Ш. Итоги"], ["I. Кадры", "II. Контроль", "III. Итоги"]),
        (["П. Кадры", "ГУ. Контроль", "У. Итоги"], ["II. Кадры", "IV. Контроль", "V. Итоги"]),
        (["УТ. Кадры", "УП. Контроль"], ["УТ. Кадры", "УП. Контроль"]),
        (["1. Кадры", "2. Контроль", "3. Итоги"], ["1. Кадры", "2. Контроль", "3. Итоги"]),
        (["П. Кадры"], ["П. Кадры"]),
        (["Раздел 1. Кадры", "Раздел И. Итоги"], ["Раздел I. Кадры", "Раздел II. Итоги"]),
        (["Раздел 1. Кадры", "Раздел 2. Итоги"], ["Раздел 1. Кадры", "Раздел 2. Итоги"]),
    ],
)
def test_roman_numbers_of_headings_follow_each_other(read, printed):
    assert texts(headings.mend_headings([heading(text) for text in read])) == printed


def test_a_mended_heading_keeps_what_was_read():
    [_, second] = headings.mend_headings([heading("1. Кадры"), heading("П. Контроль")])
    assert lines_of(second)[0].raw == "П. Контроль"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("2923 год", "2023 год"),
        ("2822 год", "2022 год"),
        ("2021 год", "2021 год"),
        ("9999 год", "9999 год"),
        ("кабинет 2923", "кабинет 2923"),
    ],
)
def test_a_year_that_cannot_be_is_the_only_near_one_of_the_document(read, printed):
    assert headings.with_years(ocr(read), range(2022, 2025)).text == printed


def test_the_years_of_a_document_are_those_that_it_repeats():
    lines = tuple(map(ocr, ("план на 2022 год", "итоги 2022 год", "2024 год", "2024 г.", "2031 год")))
    assert headings.known_years([Paragraph(lines)]) == range(2022, 2025)


def mended(*lines: str) -> list[str]:
    return texts(mend_document(Document("image", (Paragraph(tuple(map(ocr, lines))),))).blocks)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Подготовка учащихся кГИА", "Подготовка учащихся к ГИА"),
        ("Библиотеки городав каникулы", "Библиотеки города в каникулы"),
        ("до 1 мая 2022г", "до 1 мая 2022 г"),
        ("Встречи свыпускниками школ", "Встречи с выпускниками школ"),
        ("Совет МОУО и школ", "Совет МОУО и школ"),
        ("УО – управление: ЦРО – центр развития", "УО – управление; ЦРО – центр развития"),
    ],
)
def test_lost_spaces_and_marks(read, printed):
    assert mended(read) == [printed]


def test_two_abbreviations_that_the_document_has_apart_are_two():
    pairs = spaces.pairs_of([ocr("отчёт КГБУ ИРО в срок")])
    assert spaces.parted("КГБУИРО", {}, pairs, goes_on=False) == "КГБУ ИРО"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (("молодые педа-", "ГОГИ"), ["молодые педа-", "гоги"]),
        (("очное ОБУ-", "чение"), ["очное обу-", "чение"]),
        (("совет учителей-предмет-.", "ников"), ["совет учителей-предмет-", "ников"]),
        (("Санкт-", "Петербург"), ["Санкт-", "Петербург"]),
    ],
)
def test_words_over_a_line_end(read, printed):
    lines = broken.without_marks_after_hyphens(tuple(map(ocr, read)))
    assert [line.text for line in broken.mend_hyphenated(lines, {})] == printed


def executors(*read: str) -> Grid:
    cells = [Cell(row, 0, row + 1, 1, (ocr(text),)) for row, text in enumerate(("Исполнитель", *read))]
    return Grid(len(cells), 1, tuple(cells), Origin.RULED, 0, page=1)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("методист, районный метолический отлел", "методист, районный методический отдел"),
        ("методист, районный архив", "методист, районный архив"),
        ("районный метолический", "районный метолический"),
    ],
)
def test_a_misread_mention_is_the_one_that_the_document_repeats(read, printed):
    table = executors("районный методический отдел, школа", "районный методический отдел", "директор школы", read)
    assert texts(mentions.mend_mentions([table]))[-1] == printed
