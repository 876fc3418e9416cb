"""Columns under headings that nobody knows: what stands in them tells what they are."""

from __future__ import annotations

import re
import tomllib

import pytest

from parsers.roadmap.columns_likeness import LIKENESS, executor_like, outcome_like

UNHEARD = """
Шаг | {what} | Пора | Душа дела | {left}
1 | Проведение турнира по шашкам | март | директор школы | Приказ об итогах
2 | Разработка маршрутов для похода | апрель | методисты отдела | Справка о маршрутах
3 | Подготовка сцены к празднику | до 20 мая | учителя труда | Протокол готовности
4 | Организация встречи выпускников | июнь | директор школы | Альбом снимков
"""
HALF_HEARD = UNHEARD.replace("Пора", "Сроки").replace("Душа дела", "Ответственные")


def roles_and_rows(reading):
    first = reading.rows[0]
    found = (first.number, first.action.text, first.term.text, first.executor.text, first.result and first.result.text)
    return found, len(reading.rows)


def test_a_header_of_unheard_words_is_no_measure(draw):
    """Numbers, terms and executors stand below words that are none."""
    reading = draw.read(draw.grid(UNHEARD.format(what="Затея", left="След")))
    expected = ("1", "Проведение турнира по шашкам", "март", "директор школы", "Приказ об итогах")
    assert roles_and_rows(reading) == (expected, 4)
    assert {row.flags for row in reading.rows} == {("columns-guessed",)}


def test_results_of_unknown_heading_read_like_results(draw):
    drawing = (
        UNHEARD.replace("Пора", "Сроки").replace("Душа дела", "Ответственные").format(what="Мероприятия", left="След")
    )
    expected = ("1", "Проведение турнира по шашкам", "март", "директор школы", "Приказ об итогах")
    assert roles_and_rows(draw.read(draw.grid(drawing))) == (expected, 4)


def test_further_columns_of_unknown_heading_stay_further_columns(draw):
    drawing = (
        "№ | Мероприятия | Сроки | Ответственные | Погода\n"
        "1 | Поход к роднику | май | вожатые | солнечно\n"
        "2 | Костёр | июнь | вожатые | дождь\n"
        "3 | Праздник двора | июль | вожатые | ветер"
    )
    reading = draw.read(draw.grid(drawing))
    assert [row.result for row in reading.rows] == [None] * 3
    assert {name: field.text for name, field in reading.rows[0].extra} == {"Погода": "солнечно"}


def test_an_action_is_no_result_whatever_its_heading_says(draw):
    reading = draw.read(draw.grid(HALF_HEARD.format(what="Результат нашей затеи", left="Чем дело кончится")))
    expected = ("1", "Проведение турнира по шашкам", "март", "директор школы", "Приказ об итогах")
    assert roles_and_rows(reading) == (expected, 4)


def test_a_column_whose_heading_says_what_another_says_more_surely_is_what_stands_in_it(draw):
    drawing = HALF_HEARD.replace("Ответственные", "Мера поручена").format(what="Мероприятия", left="Результат")
    expected = ("1", "Проведение турнира по шашкам", "март", "директор школы", "Приказ об итогах")
    assert roles_and_rows(draw.read(draw.grid(drawing))) == (expected, 4)


def test_a_row_with_a_month_or_quarter_heads_nothing(draw):
    reading = draw.read(
        draw.grid(
            """
            Провести опрос о мерах поддержки | 9 классы | I квартал | педагоги школы
            Организовать поход к роднику | 7 классы | II квартал | вожатые школы
            Собрать снимки для выставки | 8 классы | III квартал | директор школы
            """
        )
    )
    assert [row.term.text for row in reading.rows] == ["I квартал", "II квартал", "III квартал"]


ENTRIES = [(kind, entry) for kind, entries in tomllib.loads(LIKENESS.read_text("utf-8")).items() for entry in entries]


@pytest.mark.parametrize(
    ("kind", "entry"), ENTRIES, ids=lambda value: value if isinstance(value, str) else value["stem"]
)
def test_every_likeness_finds_its_example(kind, entry):
    assert re.search(rf"\b{entry['stem']}", entry["example"], re.IGNORECASE)
    assert executor_like(entry["example"]) > 0 if kind == "body" else outcome_like(entry["example"])
