"""Flattened text whose columns are told by more than headings: parted and merged ones, months, what comes again."""

import pytest

from parsers.document import Flow, Grid, Line
from parsers.flattened import infer
from parsers.flattened.collocations import ties
from parsers.flattened.edges import Opening
from parsers.flattened.header import find_headers
from parsers.flattened.lines import printed_lines
from parsers.flattened.matrix import usual_opening
from parsers.flattened.memory import ONCE, remembered
from parsers.flattened.sections import section_score
from parsers.flattened.subheadings import part_heading
from parsers.roadmap.columns_vocabulary import Role

BEGIN_AND_END = """№ Мероприятие Срок реализации Исполнитель
начало окончание
1 Осмотр школьных автобусов района 01.02.2022 18.02.2022 отдел образования
2 Ремонт спортивных залов март 2022 г. май 2022 г. директора школ
3 Выставка школьных газет апрель 2022 г. июнь 2022 г. отдел образования"""

TWO_LEVELS = """№ Мероприятие Сроки Ответственные
муниципальный уровень уровень школы
1 Выставка детских рисунков апрель отдел образования учителя рисования"""

STAGES = """№ п/п Этап Мероприятия Срок исполнения Ответственный исполнитель
1 Подготовка к
внедрению
Изучение опыта соседних
районов
Февраль 2021 г. Методист отдела
2 Издание приказа о
школьном театре
до 1 марта 2021 г. Директор школы
3 Проведение занятий Обучение педагогов-
режиссёров
май 2021 г. Методист отдела"""

MONTH_FIRST = """Месяц Содержание контроля Кто осуществляет Где рассматривается
Сентябрь Рабочие программы кружков Зам. директора Совещание
Адаптация первоклассников
к школе
Психолог Педсовет
Октябрь Проверка классных журналов Зам. директора Совещание"""

TOLD_OF_OTHERS = """Отдел образования Методический кабинет Школа района
Объявляет конкурс школьных
музеев
Готовит положение о конкурсе
музеев
Описывает свой музей и
подаёт заявку
Утверждает состав жюри
конкурса
Обучает экскурсоводов
школьных музеев
Проводит экскурсии для
соседних школ"""

NOUNS = """Региональный уровень Муниципальный уровень Уровень образовательной организации
Обучение библиотекарей округа Подготовка справок о фондах
библиотек
Участие в обучении
Проведение слёта библиотекарей Направление библиотекарей на слёт Распространение опыта слёта"""


def lines(text: str) -> tuple[Line, ...]:
    return tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1))


def table(text: str) -> list[list[str | None]]:
    """The texts of a grid's slots: None where a cell from above or from the left goes on."""
    grid = next(block for block in infer(Flow(lines(text))) if isinstance(block, Grid))
    rows: list[list[str | None]] = [[None] * grid.n_cols for _ in range(grid.n_rows)]
    for cell in grid.cells:
        rows[cell.row][cell.col] = " ".join(line.text for line in cell.lines)
    return rows


def test_a_heading_that_is_parted_below_makes_two_columns():
    assert table(BEGIN_AND_END) == [
        ["№", "Мероприятие", "Срок реализации", None, "Исполнитель"],
        [None, None, "начало", "окончание", None],
        ["1", "Осмотр школьных автобусов района", "01.02.2022", "18.02.2022", "отдел образования"],
        ["2", "Ремонт спортивных залов", "март 2022 г.", "май 2022 г.", "директора школ"],
        ["3", "Выставка школьных газет", "апрель 2022 г.", "июнь 2022 г.", "отдел образования"],
    ]


def test_executors_of_two_levels_are_two_columns():
    assert [heading.text for heading in headers(TWO_LEVELS)[0].columns] == [
        "№",
        "Мероприятие",
        "Сроки",
        "муниципальный уровень",
        "уровень школы",
    ]


def headers(text: str):
    printed = printed_lines(lines(text))
    return [part_heading(printed, header) for header in find_headers(printed)]


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        (STAGES, 1, ["Этап", "Подготовка к внедрению", None, "Проведение занятий"]),
        (MONTH_FIRST, 0, ["Месяц", "Сентябрь", None, "Октябрь"]),
    ],
)
def test_a_column_before_the_actions_holds_merged_cells(text, column, expected):
    assert [row[column] for row in table(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Этап Мероприятия Срок Исполнитель", ["Этап", "Мероприятия", "Срок", "Исполнитель"]),
        (
            "Направление работы Мероприятие Сроки Ответственные",
            ["Направление работы", "Мероприятие", "Сроки", "Ответственные"],
        ),
        ("МЕРОПРИЯТИЕ СРОК ИСПОЛНЕНИЯ ОТВЕТСТВЕННЫЕ", ["МЕРОПРИЯТИЕ", "СРОК ИСПОЛНЕНИЯ", "ОТВЕТСТВЕННЫЕ"]),
    ],
)
def test_headings_on_one_line(text, expected):
    found = headers(text + "\nПроведение ярмарки май директор")
    assert [heading.text for heading in found[0].headings] == expected


@pytest.mark.parametrize(("text", "opening"), [(TOLD_OF_OTHERS, Opening.VERB), (NOUNS, Opening.NOUN)])
def test_tasks_of_a_role_matrix_may_be_told_in_other_words(text, opening):
    assert usual_opening(printed_lines(lines(text))[1:]) is opening
    assert [len(row) for row in table(text)] == [3] * 3
    assert all(cell for row in table(text) for cell in row)


def test_months_in_capitals_are_headings():
    assert section_score("ОКТЯБРЬ", None, (3,), True) > 0 > section_score("октябрь", None, (3,), True)


def test_a_word_that_always_stands_behind_another_begins_no_cell():
    text = "ПК ИРО план\nОО, ПК ИРО приказ\nПК ИРО отчёт\nУО приказ\nприказ"
    assert ties(printed_lines(lines(text))) == {("пк", "иро")}


def test_a_text_has_no_say_about_the_place_it_was_read_at():
    memory = remembered((Role.ACTION, Role.EXECUTOR), [(0, 1, "Методисты ИМЦ", (4,)), (1, 1, "директор", (7,))])
    assert memory.known(1, "методисты ИМЦ", 9) == ONCE
    assert memory.known(1, "Методисты ИМЦ", 4) == 0.0 == memory.known(0, "директор", 1)


def test_a_further_column_makes_a_table_less_sure():
    narrow = "№ Мероприятие Сроки Исполнитель\n1 Выставка рисунков май библиотекарь\n2 Ярмарка книг июнь библиотекарь"
    wide = narrow.replace("Исполнитель", "Исполнитель Примечание").replace("май библиотекарь", "май библиотекарь очно")
    sure = [next(b for b in infer(Flow(lines(text))) if isinstance(b, Grid)).confidence for text in (narrow, wide)]
    assert sure[1] < sure[0] <= 1.0
