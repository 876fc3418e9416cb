"""What may be mended, and what must stay as it was read."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import mend
from parsers.document import Cell, Document, Grid, Line, Origin, Paragraph
from parsers.mend import shapes
from parsers.mend import words as mend_words
from parsers.mend.cells import is_misread, with_text
from parsers.mend.numbers import mend_numbers


def ocr(text: str, *doubtful: str, confidence: float = 0.9) -> Line:
    return Line(text, confidence=confidence, doubtful=doubtful)


def grid(*rows: tuple[str | Line, ...]) -> Grid:
    cells = tuple(
        Cell(r, c, r + 1, c + 1, ((text if isinstance(text, Line) else ocr(text)),) if text else ())
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    return Grid(len(rows), len(rows[0]), cells, Origin.RULED, 0, page=1)


def texts(document: Document) -> list[str]:
    return [line.text for block in document.blocks for line in mend.lines_of(block)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("методнческий", "методический"),
        ("повьишение", "повышение"),
        ("профессмональный", "профессиональный"),
        ("обшеобразовательный", "общеобразовательный"),
        ("Этдел", "Отдел"),
    ],
)
def test_an_unknown_word_one_confusion_from_a_known_one_is_that_word(read, printed):
    assert mend_words.mend_word(read, {}) == printed


@pytest.mark.parametrize("word", ["школа", "Сернурский", "ЦНППМ", "ВсОШ", "2021", "ГИА", "Яналовские", "тьютор"])
def test_known_words_abbreviations_and_numbers_stay(word):
    assert mend_words.mend_word(word, {}) is None


def test_a_name_that_the_document_repeats_stays():
    assert mend_words.mend_word("Кагарлинский", {"кагарлинский": 3}) is None


@pytest.mark.parametrize(
    ("read", "right"),
    [
        (["1.1", "12", "1.3"], ["1.1", "1.2", "1.3"]),
        (["4.1", "4:2", "4.3"], ["4.1", "4.2", "4.3"]),
        (["2.9", "2.19", "2.11"], ["2.9", "2.10", "2.11"]),
        (["1", "2", "З", "4"], ["1", "2", "3", "4"]),
        (["5.", "6.", "7."], ["5.", "6.", "7."]),
        (["1", "2", "1", "2"], ["1", "2", "1", "2"]),
        (["1.1", "1.2", "2.1", "2.2"], ["1.1", "1.2", "2.1", "2.2"]),
        (["3.1", "3.3", "3.4"], ["3.1", "3.3", "3.4"]),
        (["1.1", "", "1.3"], ["1.1", "", "1.3"]),
        (["2.6", "27", "28", "3.1"], ["2.6", "2.7", "2.8", "3.1"]),
        (["4.7", "с+", "5.2"], ["4.7", "5.1", "5.2"]),
        (["10", "13", "12"], ["10", "11", "12"]),
        (["1", "2", "1)", "2)", "3"], ["1", "2", "1)", "2)", "3"]),
        (["1", "3", "5"], ["1", "3", "5"]),
        (["7", "8", "8", "9"], ["7", "8", "8", "9"]),
    ],
)
def test_numbers_follow_their_sequence(read, right):
    assert [new or old for new, old in zip(mend_numbers(read), read, strict=True)] == right


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 15)), max_size=8))
def test_well_read_numbers_in_order_are_never_touched(parts):
    read = [f"{a}.{b}" for a, b in sorted(set(parts))]
    whole = [f"{a}.{b}" for a in range(1, 4) for b in range(1, 13)]
    assert mend_numbers(whole) == [None] * len(whole)
    assert len(mend_numbers(read)) == len(read)


def test_a_mended_line_keeps_what_was_read():
    document = Document("image", (Paragraph((ocr("Методнческий совет", "Методнческий"),), page=1),))
    [line] = mend.lines_of(mend.mend_document(document).blocks[0])
    assert (line.text, line.raw, line.doubtful) == ("Методический совет", "Методнческий совет", ())


def test_lines_that_are_not_of_ocr_stay():
    line = Line("повьишение")
    document = Document("pdf", (Paragraph((line,)), Paragraph((ocr("методнческий"),))))
    assert texts(mend.mend_document(document)) == ["повьишение", "методический"]


def test_a_word_over_a_line_end_is_mended_as_one():
    lines = (ocr("районный методнче-"), ocr("ский отдел"))
    document = Document("image", (Paragraph(lines, page=1),))
    assert texts(mend.mend_document(document)) == ["районный методиче-", "ский отдел"]


def test_terms_come_from_the_closed_vocabulary():
    table = grid(
        ("№", "Мероприятие", "Срок"),
        ("1", "Провести семинар", "сентябрь"),
        ("2", "Собрать отчёты", "в теченне гола"),
        ("3", "Обсудить итоги", "май"),
    )
    assert "в течение года" in texts(mend.mend_document(Document("image", (table,))))


def test_a_doubtful_cell_is_the_repeated_one_that_it_misreads():
    doubtful = ocr("отдел образования, ее", "ее", confidence=0.6)
    table = grid(("1", "отдел образования, ОО"), ("2", "отдел образования, ОО"), ("3", doubtful))
    assert texts(mend.mend_document(Document("image", (table,))))[-1] == "отдел образования, ОО"


@pytest.mark.parametrize(
    ("text", "other"),
    [("отдел образования", "отдел образования, ОО"), ("директор школы", "директора школы"), ("май", "март")],
)
def test_other_words_read_well_are_other_cells(text, other):
    assert not is_misread(text, other, frozenset())


def test_a_cell_keeps_its_lines_when_its_text_changes():
    cell = Cell(0, 0, 1, 1, (ocr("райснный отдел"), ocr("образования")))
    changed = with_text(cell, "районный отдел образования")
    assert changed is not None
    assert [line.text for line in changed.lines] == ["районный отдел", "образования"]
    assert changed.lines[0].raw == "райснный отдел"
    assert with_text(cell, "отдел") is None


def test_mending_twice_is_mending_once():
    table = grid(("1", "Методнческий день", "сентя6рь"), ("2", "Обшее собрание", "октябрь"), ("З", "Опрос", "май"))
    once = mend.mend_document(Document("image", (table,)))
    assert texts(mend.mend_document(once)) == texts(once)


def test_nothing_is_lost():
    table = grid(("1", "Опрос `учителей", "май"), ("2", "", "июнь"))
    document = Document("image", (table, replace(table, table=1)))
    after = mend.mend_document(document)
    assert [len(b.cells) for b in after.blocks if isinstance(b, Grid)] == [6, 6]


def test_every_confusion_has_an_example_that_it_explains():
    path = Path(mend_words.__file__).with_name("mend.toml")
    for entry in tomllib.loads(path.read_text("utf-8"))["confusion"]:
        read, printed = entry["example"].split(" → ")
        assert printed in set(mend_words.variants(read)), entry


def test_first_parts_of_compounds_have_an_example_that_they_explain():
    path = Path(mend_words.__file__).with_name("mend.toml")
    for entry in tomllib.loads(path.read_text("utf-8"))["compound"]:
        read, printed = entry["example"].split(" → ")
        assert mend_words.with_hyphens(read) == printed, entry


def test_capitals_that_look_alike_have_an_example_that_they_explain():
    path = Path(mend_words.__file__).with_name("mend.toml")
    for entry in tomllib.loads(path.read_text("utf-8"))["capitals"]:
        read, printed = entry["example"].split(" → ")
        assert mend_words.mend_abbreviation(read) == printed, entry


@pytest.mark.parametrize("word", ["НОИПКРО", "МБДОУ", "ШКОЛА", "РЦОИИ", "ЦНППМ"])
def test_an_abbreviation_that_is_known_or_of_another_region_stays(word):
    assert mend_words.mend_abbreviation(word) is None


def test_the_row_that_numbers_the_columns_is_whole_again():
    table = grid(("№ п/л", "Мероприятие", "Срок", "Кто"), ("1", "", "З", "4"), ("1.1", "Опрос", "май", "школа"))
    after = texts(mend.mend_document(Document("image", (table,))))
    assert after == ["№ п/п", "Мероприятие", "Срок", "Кто", "1", "2", "3", "4", "1.1", "Опрос", "май", "школа"]


def test_a_pair_of_rings_at_the_end_of_a_broken_line_is_mended():
    sure = "районный методический отдел, ОО"
    cells = [Cell(row, 0, row + 1, 1, (ocr(sure),)) for row in range(2)]
    cells.append(Cell(2, 0, 3, 1, (ocr("районный методиче-"), ocr("ский отдел, 0"))))
    document = Document("image", (Grid(3, 1, tuple(cells), Origin.RULED, 0),))
    assert texts(mend.mend_document(document))[-1] == "ский отдел, ОО"


@pytest.mark.parametrize("name", ["roman", "contraction"])
def test_signs_of_terms_have_an_example_that_they_explain(name):
    table = tomllib.loads(Path(mend_words.__file__).with_name("mend.toml").read_text("utf-8"))
    for entry in table[name]:
        read, printed = entry["example"].split(" → ")
        assert shapes.with_full_stops(shapes.with_quarters(read)) == printed, entry


@pytest.mark.parametrize(
    "text",
    ["1 квартал 2022 г.", "2 полугодие", "I – II кварталы", "План работы по кварталам", "по итогам, квартала"],
)
def test_quarters_that_are_printed_so_stay(text):
    assert shapes.with_quarters(text) == text


def test_terms_get_their_numerals_back_and_keep_what_was_read():
    rows = (("Срок",), ("П квартал",), ("октябрь",), ("ГУ квартал 2023 г.",), ("май",))
    after = mend.mend_document(Document("image", (grid(*rows),)))
    assert texts(after) == ["Срок", "II квартал", "октябрь", "IV квартал 2023 г.", "май"]
    assert [line.raw for line in mend.lines_of(after.blocks[0])][1] == "П квартал"


def test_marks_at_the_ends_of_a_cell_go_unless_a_page_cuts_it():
    lone = Cell(0, 0, 1, 1, (ocr("у Протокол совещания р"),))
    cut = Cell(1, 0, 2, 1, (ocr("Протокол совещания р"),), open_bottom=True)
    after = mend.mend_document(Document("image", (Grid(2, 1, (lone, cut), Origin.RULED, 0),)))
    assert texts(after) == ["Протокол совещания", "Протокол совещания р"]


def test_a_word_that_a_narrow_column_cuts_is_left_alone():
    cell = Cell(0, 0, 1, 1, (ocr("развитие профес"), ocr("сиональных навыков")))
    assert texts(mend.mend_document(Document("image", (Grid(1, 1, (cell,), Origin.RULED, 0),)))) == [
        "развитие профес",
        "сиональных навыков",
    ]


def test_a_pair_of_rings_between_commas_is_mended_where_the_document_has_many():
    rows = [("отдел образования, ОО",)] * 3 + [("школьный совет, е;е)",), ("методист, од, школа",), ("совет, МО",)]
    after = texts(mend.mend_document(Document("image", (grid(*rows),))))
    assert after[3:] == ["школьный совет, ОО", "методист, ОО, школа", "совет, МО"]


@pytest.mark.parametrize(
    ("texts_read", "expected"),
    [
        (["5.8", "5.3", "5.19", "5.11"], [None, "5.9", "5.10", None]),
        (["2.4", "2.5", "2.5", "2.6"], [None, None, None, None]),
    ],
)
def test_numbers_that_the_sequence_asks_for(texts_read, expected):
    assert mend_numbers(texts_read, [True] * len(texts_read)) == expected
