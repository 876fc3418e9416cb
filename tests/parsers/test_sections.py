"""Sections and subsections: full-width rows, merged cells, bold rows, paragraphs between tables."""

from __future__ import annotations

import pytest

from parsers.roadmap.headings import split_heading

HEAD = "№ | Мероприятие | Срок | Ответственный\n"


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("1. Кадры", "1", "Кадры"),
        ("1.2. Кадры и оплата", "1.2", "Кадры и оплата"),
        ("III. Контроль", "III", "Контроль"),
        ("Раздел 2. Работа с родителями", "2", "Работа с родителями"),
        ("Направление 3: Мониторинг", "3", "Мониторинг"),
        ("РАЗДЕЛ IV – ОТЧЁТНОСТЬ", "IV", "ОТЧЁТНОСТЬ"),
        ("4 Контроль", "4", "Контроль"),
        ("2021 год", None, "2021 год"),
        ("2022/2023 учебный год", None, "2022/2023 учебный год"),
        ("Работа с кадрами", None, "Работа с кадрами"),
        ("9 классы", None, "9 классы"),
        ("5) Отчёты", "5", "Отчёты"),
    ],
)
def test_number_and_title_part(text, number, title):
    heading = split_heading(text)
    assert (heading.number, heading.title) == (number, title)


def places(reading):
    """Section and subsection of each row, as «number title»."""
    done = []
    for row in reading.rows:
        pair = [f"{h.number or ''} {h.title}".strip() if h else None for h in (row.section, row.subsection)]
        done.append((row.action.text, *pair))
    return done


CASES = {
    "full-width rows": (
        HEAD + "1. Кадры | < | < | <\n1.1 | Курсы | май | ИМЦ\n2. Контроль | < | < | <\n2.1 | Проверка | май | ИМЦ",
        [("Курсы", "1 Кадры", None), ("Проверка", "2 Контроль", None)],
    ),
    "nested by number": (
        HEAD + "1. Кадры | < | < | <\n1.1. Обучение | < | < | <\n1.1.1 | Курсы | май | ИМЦ\n"
        "1.2. Оплата | < | < | <\n1.2.1 | Премии | май | ИМЦ\n2. Контроль | < | < | <\n2.1 | Проверка | май | ИМЦ",
        [("Курсы", "1 Кадры", "1.1 Обучение"), ("Премии", "1 Кадры", "1.2 Оплата"), ("Проверка", "2 Контроль", None)],
    ),
    "roman over arabic": (
        HEAD + "I. Кадры | < | < | <\n1. Обучение | < | < | <\n1.1 | Курсы | май | ИМЦ\n"
        "2. Оплата | < | < | <\n2.1 | Премии | май | ИМЦ\nII. Контроль | < | < | <\n3 | Проверка | май | ИМЦ",
        [("Курсы", "I Кадры", "1 Обучение"), ("Премии", "I Кадры", "2 Оплата"), ("Проверка", "II Контроль", None)],
    ),
    "figures of a roman section after rows of its own": (
        HEAD + "III. Кадры | < | < | <\n1 | Курсы | май | ИМЦ\n3.1. Наставники | < | < | <\n2 | Пары | май | ИМЦ",
        [("Курсы", "III Кадры", None), ("Пары", "III Кадры", "3.1 Наставники")],
    ),
    "number and title in two cells": (
        HEAD + "1. | *Кадры* | < | <\n1.1 | Курсы | май | ИМЦ\n2. | Контроль | | \n2.1 | Проверка | май | ИМЦ",
        [("Курсы", "1 Кадры", None), ("Проверка", "2 Контроль", None)],
    ),
    "a bold row with only the action": (
        HEAD + " | *Работа с кадрами* | | \n1 | Курсы | май | ИМЦ\n | *Контроль* | | \n2 | Проверка | май | ИМЦ",
        [("Курсы", "Работа с кадрами", None), ("Проверка", "Контроль", None)],
    ),
    "a merged title beside an empty number": (
        HEAD + " | Работа с кадрами | < | <\n1 | Курсы | май | ИМЦ\n | Контроль | < | <\n2 | Проверка | май | ИМЦ",
        [("Курсы", "Работа с кадрами", None), ("Проверка", "Контроль", None)],
    ),
    "years are sections": (
        HEAD + "2021 год | < | < | <\n1 | Курсы | май | ИМЦ\n2022 год | < | < | <\n1 | Проверка | май | ИМЦ",
        [("Курсы", "2021 год", None), ("Проверка", "2022 год", None)],
    ),
    "a section in the first cell only": (
        HEAD + "Раздел 1. Кадры | | | \n1 | Курсы | май | ИМЦ\nРаздел 2. Контроль | | | \n1 | Проверка | май | ИМЦ",
        [("Курсы", "1 Кадры", None), ("Проверка", "2 Контроль", None)],
    ),
    "a word over numbers": (
        HEAD + "Направление 1. Кадры | < | < | <\n1.1. Обучение | < | < | <\n1 | Курсы | май | ИМЦ",
        [("Курсы", "1 Кадры", "1.1 Обучение")],
    ),
    "a bold measure is no section": (
        HEAD + "*1* | *Курсы* | *май* | *ИМЦ*\n*2* | *Проверка* | *июнь* | *ИМЦ*",
        [("Курсы", None, None), ("Проверка", None, None)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_sections_within_a_table(name, draw):
    drawing, expected = CASES[name]
    assert places(draw.read("План мероприятий", draw.grid(drawing))) == expected


def test_paragraphs_above_split_tables(draw):
    reading = draw.read(
        "План мероприятий по поддержке школ",
        "Задачи:",
        "1. Повысить качество обучения.",
        "1. Кадры",
        draw.grid(HEAD + "1.1 | Курсы | май | ИМЦ"),
        "2. Контроль",
        draw.grid(HEAD + "2.1 | Проверка | июнь | ИМЦ", table=1),
        "Примечание: сроки могут быть изменены.",
    )
    assert places(reading) == [("Курсы", "1 Кадры", None), ("Проверка", "2 Контроль", None)]
    assert [row.table for row in reading.rows] == [1, 2]
    assert reading.front == ("План мероприятий по поддержке школ", "Задачи:", "1. Повысить качество обучения.")
    assert reading.after == ("Примечание: сроки могут быть изменены.",)


def test_split_tables_with_the_header_only_above_the_first(draw):
    reading = draw.read(
        "Раздел I. Кадры",
        draw.grid(HEAD + "1 | Повышение квалификации учителей | май | ИМЦ"),
        "Раздел II. Контроль",
        draw.grid("2 | Проверка планов работы школ | июнь | отдел образования", table=1),
    )
    assert places(reading) == [
        ("Повышение квалификации учителей", "I Кадры", None),
        ("Проверка планов работы школ", "II Контроль", None),
    ]


def test_unnumbered_bold_paragraphs_above_split_tables(draw):
    reading = draw.read(
        draw.text("ПЛАН МЕРОПРИЯТИЙ", bold=True, centred=True),
        draw.text("Работа с кадрами", bold=True, centred=True),
        draw.grid(HEAD + "1 | Курсы | май | ИМЦ"),
        draw.text("Контроль", bold=True, centred=True),
        draw.grid(HEAD + "2 | Проверка | июнь | ИМЦ", table=1),
    )
    assert places(reading) == [("Курсы", "Работа с кадрами", None), ("Проверка", "Контроль", None)]
    assert reading.title == "ПЛАН МЕРОПРИЯТИЙ"


def test_two_plans_in_one_file(draw):
    reading = draw.read(
        "План мероприятий по поддержке школ",
        draw.grid(HEAD + "1 | Курсы | май | ИМЦ"),
        "Приложение 2",
        "План работы со слабоуспевающими учениками",
        draw.grid("№ | Содержание | Исполнитель | Результат\n1 | Беседы | классный руководитель | Записи", table=1),
    )
    assert [(row.table, row.section and row.section.title) for row in reading.rows] == [
        (1, None),
        (2, "План работы со слабоуспевающими учениками"),
    ]
    assert reading.rows[1].term is None


def test_section_and_subsection_paragraphs(draw):
    reading = draw.read(
        "Раздел 1. Кадры",
        "1.1. Обучение",
        draw.grid(HEAD + "1 | Курсы | май | ИМЦ"),
        "1.2. Оплата",
        draw.grid(HEAD + "2 | Премии | май | ИМЦ", table=1),
    )
    assert places(reading) == [("Курсы", "1 Кадры", "1.1 Обучение"), ("Премии", "1 Кадры", "1.2 Оплата")]


@pytest.mark.parametrize(
    "title", ["1. | Работа с кадрами | < | < | ", " | 1. Работа с кадрами | < | | ", "1 | Работа с кадрами | < | < | <"]
)
def test_a_title_merged_over_the_fields_is_a_heading(title, draw):
    rows = "№ | Мероприятие | Срок | Ответственный | Итог\n" + title + "\n1.1 | Обучение тьюторов | май | ИМЦ | отчёт"
    (row,) = draw.read(draw.grid(rows)).rows
    assert (row.section.number, row.section.title, row.number) == ("1", "Работа с кадрами", "1.1")


def test_a_lone_month_among_numbered_rows_is_a_heading(draw):
    rows = "№ | Тема | Дата\n | Январь | \n1 | Семинар | 18 января\n | Февраль | \n2 | Практикум | 9 февраля"
    assert [(row.section.title, row.number) for row in draw.read(draw.grid(rows)).rows] == [
        ("Январь", "1"),
        ("Февраль", "2"),
    ]


@pytest.mark.parametrize("words", ["Продолжение таблицы", "Окончание приложения 1", "- 7 -"])
def test_words_that_a_page_break_brings_head_nothing(words, draw):
    first = draw.grid("№ | Мероприятие | Срок\n1 | Смотр кабинетов | май")
    second = draw.grid("№ | Мероприятие | Срок\n2 | Выезд в школы | июнь", table=1)
    assert [row.section for row in draw.read("План мероприятий", first, words, second).rows] == [None, None]


@pytest.mark.parametrize("at", [2, 3], ids=["the heading ends its page", "the heading begins its page"])
def test_a_lone_heading_at_a_page_break_takes_no_cells(at, draw):
    rows = ["1 | Курсы | май | ИМЦ", "2 | Отчёт | июнь | ИМЦ", "2. Контроль | | |", "3 | Проверка | май | ИМЦ"]
    pages = ["\n".join([HEAD.strip(), *rows[: at + 1 - (at == 3)]]), "\n".join(rows[at + 1 - (at == 3) :])]
    reading = draw.read("План мероприятий", *(draw.grid(page) for page in pages), format="txt")
    assert [(row.number, row.section and row.section.title) for row in reading.rows] == [
        ("1", None), ("2", None), ("3", "Контроль"),
    ]  # fmt: skip


UNNUMBERED = "Мероприятие | Срок | Ответственный\n"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "Работа с детьми | |\nЛинейка | май | ОУ\nПоход | июнь | ОУ\nРабота с семьями | |\nБеседа | май | ИМЦ",
            [("Линейка", "Работа с детьми"), ("Поход", "Работа с детьми"), ("Беседа", "Работа с семьями")],
        ),
        (
            "Линейка | май | школа\nПоход | |\nБеседа | май | ИМЦ",
            [("Линейка", None), ("Поход", None), ("Беседа", None)],
        ),
    ],
    ids=["the first row is a lone title", "a lone action below a row may share its cells"],
)
def test_lone_texts_of_a_table_without_numbers(rows, expected, draw):
    found = draw.read("План мероприятий", draw.grid(UNNUMBERED + rows), format="txt").rows
    assert [(row.action.text, row.section and row.section.title) for row in found] == expected


FOREIGN = {
    "indicators below the plan": "Показатели | < | < | <\n | Показатель | 2023 год | 2024 год\n"
    " | Доля учителей до 35 лет, % | 24 | 25,5\n | Число пар | 310 | 420",
    "a list of schools, counted": "Перечень школ | < | < | <\n№ | Школа | Куратор | Риски\n"
    "1 | МБОУ «Школа № 2» | Котова Б.Д. | Мотивация\n2 | МБОУ «Школа № 5» | Жукова С.Б. | Кадры",
}


@pytest.mark.parametrize("tail", FOREIGN.values(), ids=FOREIGN.keys())
def test_another_table_below_the_plan_is_told_and_gives_no_measures(tail, draw):
    reading = draw.read("План мероприятий", draw.grid(HEAD + "1 | Курсы | май | ИМЦ\n2 | Отчёт | июнь | ИМЦ\n" + tail))
    assert [row.action.text for row in reading.rows] == ["Курсы", "Отчёт"]
    assert {problem.code for problem in reading.problems} == {"row-left-out"}
    assert len(reading.after) == len(reading.problems)


def test_rows_with_figures_and_terms_are_measures(draw):
    rows = "1 | Курсы | май | ИМЦ\nКадры | < | < | <\n | Опрос | июнь | 5\n | Тест | июль | 6\n | Зачёт | май | 7"
    assert len(draw.read("План мероприятий", draw.grid(HEAD + rows)).rows) == 4


def test_a_list_of_schools_on_the_next_page_is_no_part_of_the_plan(draw):
    schools = "№ | Школа | Куратор | Риск\n1 | МБОУ «Основная школа № 2» | Котова Б.Д. | Кадры"
    reading = draw.read(
        "План мероприятий",
        draw.grid(HEAD + "1 | Курсы | май | ИМЦ\n2 | Отчёт | июнь | ИМЦ", page=1),
        "Приложение 2",
        draw.grid(schools, page=2),
        format="pdf",
    )
    assert [row.action.text for row in reading.rows] == ["Курсы", "Отчёт"]


def test_rows_below_the_header_of_another_table_are_no_part_of_the_plan(draw):
    rows = "\n".join(f"{k} | Доля школ, где проведён смотр кабинетов, % | {k},5 | {k},0" for k in (1, 2))
    reading = draw.read(
        "План мероприятий",
        draw.grid(HEAD + "1 | Курсы | май | ИМЦ\n2 | Отчёт | июнь | ИМЦ", page=1),
        "Показатели",
        draw.grid("№ | Показатель | 2023 | 2024", page=1),
        draw.grid(rows, page=2),
        format="pdf",
    )
    assert [row.action.text for row in reading.rows] == ["Курсы", "Отчёт"]


@pytest.mark.parametrize("name", ["Б.Д. Котова", "Котова Б.Д.", "Б. Котова", "______ Б. Д. Котова-Белая"])
def test_a_signature_below_the_plan_is_no_measure(draw, name):
    rows = f"1 | Курсы | май | ИМЦ\n2 | Отчёт | июнь | Котова Б.Д.\nНачальник отдела образования | | | {name}"
    reading = draw.read("План мероприятий", draw.grid(HEAD + rows))
    assert [row.action.text for row in reading.rows] == ["Курсы", "Отчёт"]
    assert f"Начальник отдела образования {name}" in reading.after


def test_a_heading_in_the_first_cell_where_terms_stand(draw):
    reading = draw.read(
        draw.grid(
            "Срок | Мероприятие | Ответственный\n"
            "Раздел 1. Кадры | | \n"
            "май | Обучение завучей школ | методисты\n"
            "II. Семья | | \n"
            "июнь | Встреча с родителями | директор"
        )
    )
    assert [(row.section.title, row.term.text) for row in reading.rows] == [("Кадры", "май"), ("Семья", "июнь")]
