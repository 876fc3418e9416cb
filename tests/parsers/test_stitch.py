"""Rows and merged cells over page breaks."""

from __future__ import annotations

import pytest

from parsers.roadmap.columns import find_headers
from parsers.roadmap.printed import sheet_of
from parsers.roadmap.stitch_evidence import EVIDENCE, Habits, cut_evidence

HEAD = "№ | Мероприятие | Срок | Ответственный | Результат\n"

PAGES = {
    "nothing cut": (
        HEAD + "1 | Курсы тьюторов | май | ИМЦ | Справка",
        "2 | Проверка планов | июнь | ИМЦ | Отчёт",
        ["1 | Курсы тьюторов | май | ИМЦ | Справка", "2 | Проверка планов | июнь | ИМЦ | Отчёт"],
    ),
    "the text goes on in some cells": (
        HEAD + "1 | Курсы для тьюторов | май | ИМЦ | Повышение качества",
        " | и завучей школ района | | | обучения\n2 | Проверка | июнь | ИМЦ | Отчёт",
        [
            "1 | Курсы для тьюторов и завучей школ района | май | ИМЦ | Повышение качества обучения",
            "2 | Проверка | июнь | ИМЦ | Отчёт",
        ],
    ),
    "only one cell goes on, with a capital": (
        HEAD + "1 | Курсы тьюторов | май | отдел образования | Справка для",
        " | | | | Министерства\n2 | Проверка | июнь | ИМЦ | Отчёт",
        [
            "1 | Курсы тьюторов | май | отдел образования | Справка для Министерства",
            "2 | Проверка | июнь | ИМЦ | Отчёт",
        ],
    ),
    "the header is printed again": (
        HEAD + "1 | Курсы для тьюторов | май | ИМЦ | Справка",
        HEAD + "2 | Проверка планов | июнь | ИМЦ | Отчёт",
        ["1 | Курсы для тьюторов | май | ИМЦ | Справка", "2 | Проверка планов | июнь | ИМЦ | Отчёт"],
    ),
    "the header is printed again above a cut row": (
        HEAD + "1 | Курсы для тьюторов | май | ИМЦ | Справка",
        HEAD + " | из сельских школ | | | \n2 | Проверка | июнь | ИМЦ | Отчёт",
        ["1 | Курсы для тьюторов из сельских школ | май | ИМЦ | Справка", "2 | Проверка | июнь | ИМЦ | Отчёт"],
    ),
    "the header is printed again above a row that goes on in each cell": (
        HEAD + "1 | Школа молодого | в течение | методисты | Дневники",
        HEAD + " | тьютора в районе | года | района | наблюдений\n2 | Проверка | июнь | ИМЦ | Отчёт",
        [
            "1 | Школа молодого тьютора в районе | в течение года | методисты района | Дневники наблюдений",
            "2 | Проверка | июнь | ИМЦ | Отчёт",
        ],
    ),
    "a sub-row with its own term begins the page": (
        HEAD + "1 | Олимпиада школьников | май | ИМЦ | Протокол",
        " | Конкурс чтецов | июнь | школы | Грамоты",
        ["1 | Олимпиада школьников | май | ИМЦ | Протокол", "(1) | Конкурс чтецов | июнь | школы | Грамоты"],
    ),
    "a merged cell goes on, its text on the first page": (
        HEAD + "1 | Курсы тьюторов | май | отдел образования | Справка\n2 | Проверка планов | июнь | ^ | Отчёт",
        "3 | Анализ программ | июль |  | Отчёт\n4 | Выезд в школы | июль | ^ | Отчёт",
        [
            "1 | Курсы тьюторов | май | отдел образования | Справка",
            "2 | Проверка планов | июнь | отдел образования | Отчёт",
            "3 | Анализ программ | июль | отдел образования | Отчёт",
            "4 | Выезд в школы | июль | отдел образования | Отчёт",
        ],
    ),
    "a merged cell goes on, its text on the second page": (
        HEAD + "1 | Курсы тьюторов | май | | Справка\n2 | Проверка планов | июнь | ^ | Отчёт",
        "3 | Анализ программ | июль | отдел образования | Отчёт\n4 | Выезд в школы | июль | ^ | Отчёт",
        [
            "1 | Курсы тьюторов | май | отдел образования | Справка",
            "2 | Проверка планов | июнь | отдел образования | Отчёт",
            "3 | Анализ программ | июль | отдел образования | Отчёт",
            "4 | Выезд в школы | июль | отдел образования | Отчёт",
        ],
    ),
    "a narrow column breaks a number over the pages": (
        HEAD + "2.1 | Курсы тьюторов | май | ИМЦ | Справка\n2.9 | Проверка | июнь | ИМЦ | Отчёт\n"
        "2.1 | Выезд в школы | июнь, | отдел | Повышение",
        "0. | района | июль | образования | качества обучения\n2.11 | Анализ итогов | август | ИМЦ | Отчёт",
        [
            "2.1 | Курсы тьюторов | май | ИМЦ | Справка",
            "2.9 | Проверка | июнь | ИМЦ | Отчёт",
            "2.10 | Выезд в школы района | июнь, июль | отдел образования | Повышение качества обучения",
            "2.11 | Анализ итогов | август | ИМЦ | Отчёт",
        ],
    ),
    "only the dot of a number stands on the second page": (
        HEAD + "1.8 | Семинар для | май | ИМЦ | Справка",
        ". | завучей школ | | | \n1.9. | Проверка | июнь | ИМЦ | Отчёт",
        ["1.8 | Семинар для завучей школ | май | ИМЦ | Справка", "1.9 | Проверка | июнь | ИМЦ | Отчёт"],
    ),
    "a merged cell whose text, whole, stands elsewhere too": (
        HEAD + "1 | Курсы тьюторов | май | ИМЦ, школы | Справка\n2 | Проверка планов | июнь | ИМЦ, | Отчёт",
        "3 | Анализ программ | июль | Школы | Отчёт",
        [
            "1 | Курсы тьюторов | май | ИМЦ, школы | Справка",
            "2 | Проверка планов | июнь | ИМЦ, Школы | Отчёт",
            "3 | Анализ программ | июль | ИМЦ, Школы | Отчёт",
        ],
    ),
    "the rest of a row reads like a header": (
        HEAD + "1 | Контроль качества обучения | по | отдел | Справка",
        " | «Управление школой» | отдельному графику | образования, школа | \n2 | Проверка | июнь | ИМЦ | Отчёт",
        [
            "1 | Контроль качества обучения «Управление школой» | по отдельному графику"
            " | отдел образования, школа | Справка",
            "2 | Проверка | июнь | ИМЦ | Отчёт",
        ],
    ),
    "the rest of a row is long and full of headings' words": (
        "Мероприятие | Срок | Ответственный | Результат\n"
        "Собеседование с руководителями школ с низкими | май | отдел образования | Повышение качества работы по",
        "результатами по формированию дорожной карты комплекса мероприятий | | | вопросам выполнения мероприятий\n"
        "Проверка планов | июнь | ИМЦ | Отчёт",
        [
            " | Собеседование с руководителями школ с низкими результатами по формированию дорожной карты комплекса"
            " мероприятий | май | отдел образования | Повышение качества работы по вопросам выполнения мероприятий",
            " | Проверка планов | июнь | ИМЦ | Отчёт",
        ],
    ),
    "sub-rows go on under merged cells": (
        HEAD + "1 | Школьный тур | май | отдел образования | Протокол\n^ | Районный тур | июнь | ^ | ^",
        " | Областной тур | июль |  | \n2 | Анализ итогов | август | ИМЦ | Отчёт",
        [
            "1 | Школьный тур | май | отдел образования | Протокол",
            "(1) | Районный тур | июнь | отдел образования | Протокол",
            "(1) | Областной тур | июль | отдел образования | Протокол",
            "2 | Анализ итогов | август | ИМЦ | Отчёт",
        ],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_over_the_break(name, draw, shown):
    first, second, expected = PAGES[name]
    reading = draw.read("План мероприятий", draw.grid(first, page=1), draw.grid(second, page=2, table=1), format="pdf")
    assert shown(reading) == expected
    assert {row.table for row in reading.rows} == {1}


def test_a_cut_row_has_a_box_on_both_pages(draw):
    first = draw.grid(HEAD + "1 | Курсы для | май | ИМЦ | Справка", page=1)
    second = draw.grid(" | тьюторов | | | ", page=2, table=1)
    (row,) = draw.read(first, second, format="pdf").rows
    assert [box.page for box in row.action.place.boxes] == [1, 2]
    assert row.flags == ("stitched",)


def test_a_word_broken_over_the_break_is_mended(draw):
    first = draw.grid(HEAD + "1 | Курсы для замести- | май | ИМЦ | Справка", page=1)
    second = draw.grid(" | телей директоров | | | ", page=2, table=1)
    (row,) = draw.read(first, second, format="pdf").rows
    assert row.action.text == "Курсы для заместителей директоров"


def test_a_section_over_the_break(draw):
    first = draw.grid(HEAD + "1 | Курсы | май | ИМЦ | Справка\n2. Работа с детьми из семей и | < | < | < | <", page=1)
    second = draw.grid("групп риска | < | < | < | <\n3 | Беседы | май | школы | Записи", page=2, table=1)
    rows = draw.read(first, second, format="pdf").rows
    assert rows[-1].section.title == "Работа с детьми из семей и групп риска"


def test_a_merged_cell_whose_text_goes_on(draw):
    first = draw.grid(
        HEAD + "1 | Школьный тур | май | ИМЦ | Протокол\n2 | Тур района | май | ИМЦ | Повышение качества", page=1
    )
    second = draw.grid(
        "3 | Анализ итогов | июнь | ИМЦ | обучения школьников\n4 | Совещание | июль | ИМЦ | ^", page=2, table=1
    )
    results = [row.result.text for row in draw.read(first, second, format="pdf").rows]
    assert results == ["Протокол", *["Повышение качества обучения школьников"] * 3]


def test_a_title_beside_its_number_cut_by_the_page(draw):
    first = draw.grid(HEAD + "1.1 | Курсы | май | ИМЦ | Справка\n2. | Совершенствование системы | < | < | <", page=1)
    second = draw.grid(" | качества образования | < | < | <\n2.1 | Беседы | май | школы | Записи", page=2, table=1)
    last = draw.read(first, second, format="pdf").rows[-1]
    assert (last.section.number, last.section.title) == ("2", "Совершенствование системы качества образования")
    assert last.subsection is None


def test_a_header_cut_by_the_page(draw, shown):
    first = draw.grid("*№* | *Содержание* | *Срок* | *Ответственный*", page=1)
    second = draw.grid("*п/п* | *мероприятия* | | *исполнитель*\n1 | Курсы | май | ИМЦ", page=2, table=1)
    assert shown(draw.read(first, second, format="pdf")) == ["1 | Курсы | май | ИМЦ"]


def test_three_pages_of_one_merged_cell(draw, shown):
    pages = [
        draw.grid(HEAD + "1 | Курсы тьюторов | май | ИМЦ | Рост\n2 | Проверка планов | июнь | ИМЦ | ^", page=1),
        draw.grid("3 | Анализ программ | июль | ИМЦ | \n4 | Выезд в школы | июль | ИМЦ | ^", page=2, table=1),
        draw.grid("5 | Сбор отчётов | июль | ИМЦ | \n6 | Совещание | июль | ИМЦ | ^", page=3, table=2),
    ]
    assert [row.result.text for row in draw.read(*pages, format="pdf").rows] == ["Рост"] * 6


def test_pages_of_one_column_more_and_one_less(draw, shown):
    pages = [
        draw.grid(HEAD + "1 | Курсы тьюторов | май | ИМЦ | Справка\n2 | Проверка | июнь | ИМЦ | Отчёт", page=1),
        draw.grid(
            "3 | Сбор отчётов | | август | ИМЦ | Отчёт\n4 | Совещание | | август | ИМЦ | Протокол",
            page=2,
            table=1,
            edges=(0.0, 100.0, 180.0, 200.0, 300.0, 400.0, 500.0),
        ),
        draw.grid(
            "5 | Анализ программ | июль | Отчёт\n6 | Выезд в школы | июль | Справка",
            page=3,
            table=2,
            edges=(0.0, 100.0, 200.0, 300.0, 500.0),
        ),
    ]
    assert [row.split(" | ")[:3] for row in shown(draw.read(*pages, format="pdf"))[2:]] == [
        ["3", "Сбор отчётов", "август"],
        ["4", "Совещание", "август"],
        ["5", "Анализ программ", "июль"],
        ["6", "Выезд в школы", "июль"],
    ]


def test_columns_a_little_off_on_the_next_page(draw, shown):
    first = draw.grid("№ | Мероприятие | Срок\n1 | Курсы тьюторов | май", page=1, edges=(50.0, 90.0, 400.0, 500.0))
    second = draw.grid(
        "2 | Проверка планов | < | июнь\n3 | Анализ | работы школ | июль",
        page=2,
        table=1,
        edges=(50.0, 90.0, 300.0, 400.0, 500.0),
    )
    assert shown(draw.read(first, second, format="pdf")) == [
        "1 | Курсы тьюторов | май",
        "2 | Проверка планов | июнь",
        "3 | Анализ работы школ | июль",
    ]


def test_every_evidence_has_a_weight(draw):
    sheet = sheet_of(draw.grid(HEAD + "1 | Курсы для замести- | май | ИМЦ | Справка\n | телей | | | о работе"))
    columns = find_headers(sheet.rows)[0].columns
    found = cut_evidence(sheet.rows[1], sheet.rows[2], columns, Habits())
    assert "word broken by a hyphen" in found
    assert set(found) <= set(EVIDENCE)


def test_a_rest_that_is_no_term_belongs_to_the_row_above_where_all_terms_are_understood(draw):
    rows = "1 | Отчёт | в дни работы | Управление | Акт\n | ^ | комиссий | Роспотребнадзора | ^"
    sheet = sheet_of(draw.grid(HEAD + rows))
    columns = find_headers(sheet.rows)[0].columns
    rest = "no term by itself, unlike all others"
    assert rest in cut_evidence(sheet.rows[1], sheet.rows[2], columns, Habits(termed=True), False)
    assert rest not in cut_evidence(sheet.rows[1], sheet.rows[2], columns, Habits(termed=False), False)
