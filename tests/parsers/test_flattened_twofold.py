"""Flattened text with one column for terms and executors, with two columns of executors, with headings in its rows."""

import pytest

from parsers.document import Flow, Grid, Line
from parsers.flattened import infer
from parsers.flattened.fitness import suits
from parsers.flattened.habits import overflow
from parsers.flattened.header import find_headers
from parsers.flattened.lines import printed_lines
from parsers.flattened.sections import after_score
from parsers.flattened.twofold import both_headings, two_words
from parsers.roadmap.columns_vocabulary import Role

BOTH = """№ п/п Мероприятие Сроки,
ответственные
Документ
1 Осмотр школьных мастерских до 10 апреля
завхоз
Акт осмотра
2 Выставка макетов май
учитель труда,
библиотекарь
Список участников
3 Закупка станков июнь
директор школы
Договор"""

TWO_OWNERS = """№ Мероприятие Срок Ответственные в
районе
Ответственные в
школе
1 Слёт юных столяров апрель методический кабинет учителя труда
2 Открытие мастерских сентябрь отдел образования директора школ"""

QUARTERS = """Направление
работы
I квартал II квартал III квартал
Раздел 1. Чтение и музеи
Музеи Слёт экскурсоводов
района
Конкурс школьных
музеев
Обучение
экскурсоводов
Раздел 2. Походы
Реки Поход по притокам Описание родников Карта родников
района"""


def flow(text: str) -> Flow:
    return Flow(tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1)))


def rows(text: str) -> list[list[str]]:
    """The texts of the cells of each row, as they begin there."""
    grid = next(block for block in infer(flow(text)) if isinstance(block, Grid))
    found: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        found[cell.row].append(" ".join(line.text for line in cell.lines))
    return found


@pytest.mark.parametrize(
    ("heading", "parts"),
    [
        ("Сроки, ответственные", ["Сроки,", "ответственные"]),
        ("Исполнители и сроки", ["Исполнители", "и сроки"]),
        ("Срок/исполнитель", ["Срок/", "исполнитель"]),
        ("Срок исполнения", ["Срок исполнения"]),
    ],
)
def test_a_heading_of_terms_and_executors_is_two(heading: str, parts: list[str]) -> None:
    lines = [two_words(line) for line in printed_lines(flow(f"№ Мероприятие {heading} Результат").lines)]
    header = both_headings(lines, find_headers(lines)[0])
    assert [h.text for h in header.columns if h.role in (Role.TERM, Role.EXECUTOR)] == parts


def test_a_term_and_the_executors_below_it_are_told_apart() -> None:
    assert rows(BOTH)[1:3] == [
        ["1", "Осмотр школьных мастерских", "до 10 апреля", "завхоз", "Акт осмотра"],
        ["2", "Выставка макетов", "май", "учитель труда, библиотекарь", "Список участников"],
    ]


def test_executors_may_stand_in_two_columns() -> None:
    header = find_headers(printed_lines(flow(TWO_OWNERS).lines))[0]
    assert [h.text for h in header.columns][3:] == ["Ответственные в районе", "Ответственные в школе"]
    assert rows(TWO_OWNERS)[1][3:] == ["методический кабинет", "учителя труда"]


def test_two_words_of_one_heading_of_executors_are_no_columns() -> None:
    header = find_headers(printed_lines(flow("№ Мероприятие Срок Ответственный исполнитель\n1 Слёт").lines))[0]
    assert [h.text for h in header.columns][3:] == ["Ответственный исполнитель"]


def test_no_cell_begins_like_a_labelled_heading() -> None:
    found = rows(QUARTERS)
    assert ["Раздел 1. Чтение и музеи"] in found
    assert ["Раздел 2. Походы"] in found


@pytest.mark.parametrize("text", ["с ОВЗ и слабым зрением март, октябрь", "района апрель", "ДК, май 2023 г."])
def test_a_term_has_no_other_words_before_it(text: str) -> None:
    assert suits(text, Role.TERM) < 1.5 < suits("март, октябрь", Role.TERM)


@pytest.mark.parametrize(
    ("text", "term"), [("май 2023 г. министерство", "май 2023 г."), ("постоянно сайт", "постоянно")]
)
def test_a_term_has_no_other_words_behind_it(text: str, term: str) -> None:
    assert suits(text, Role.TERM) + 1.5 < suits(term, Role.TERM)


def test_a_plan_or_a_schedule_is_somebodys() -> None:
    assert suits("по плану РМО", Role.TERM) == suits("по плану", Role.TERM)


@pytest.mark.parametrize("text", ["IX", "IX-X", "IX, I, V", "XII – I", "по расписанию занятий", "май (слёт туристов)"])
def test_what_is_a_term_besides(text: str) -> None:
    assert suits(text, Role.TERM) > 2.0


@pytest.mark.parametrize("text", ["подготовки школьные методисты", "ЕГЭ районные координаторы"])
def test_an_executor_does_not_begin_with_what_names_nobody(text: str) -> None:
    assert suits(text, Role.EXECUTOR) < 0.8 < suits("школьные методисты", Role.EXECUTOR)


def test_a_result_does_not_begin_with_a_name() -> None:
    assert suits("Лосева Н.А. Отчёт", Role.RESULT) < suits("Отчёт", Role.RESULT)


def test_a_width_that_no_broken_line_tells_costs_less() -> None:
    assert overflow(6.0, 1.0, 9.0) < overflow(6.0, 0.25, 9.0) < overflow(6.0, 1.0, 6.0) == 0.0


def test_indicators_stand_behind_the_table() -> None:
    assert after_score("Целевые показатели реализации плана", 9) > 0 > after_score("Показатели работы кружка", 9)
