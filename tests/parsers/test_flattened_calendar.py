"""Flattened calendars: the months above a cell are told by its place among the cells of its row, as far as they are."""

import pytest

from parsers.document import Document, Flow, Line
from parsers.flattened.calendar import find_calendars
from parsers.flattened.lines import printed_lines
from parsers.roadmap import read_plan

HEADER = "Направление работы Сентябрь Октябрь Ноябрь Декабрь Ответственные"
CALENDAR = f"""ЦИКЛОГРАММА работы школьной библиотеки
{HEADER}
Работа с книжным
фондом
Приёмка новых
учебников
Проверка
сохранности книг
Списание ветхих
изданий
Подготовка заказа
на новый год
библиотекарь
Работа с читателями Экскурсия для
первоклассников
Конкурс
закладок
педагог-организатор
Работа с педагогами Обзор новинок
методики
заместитель
директора"""

MARKS = """План проверок школьной библиотеки
№ Мероприятие сентябрь октябрь ноябрь Ответственный
1 Сверка учебного
фонда с учётом
+ + + библиотекарь
2 Осмотр книжных
полок и стеллажей
+ + завхоз
3 Проверка журнала
посещений
+ заведующий"""


def flow(text: str) -> Flow:
    return Flow(tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1)))


def rows(text: str) -> list[tuple[str | None, ...]]:
    reading = read_plan(Document("txt", (flow(text),)))
    return [(row.action.text, row.term and row.term.text, row.executor and row.executor.text) for row in reading.rows]


def test_a_row_with_a_cell_for_each_month_tells_its_months():
    assert rows(CALENDAR)[:4] == [
        ("Приёмка новых учебников", "Сентябрь", "библиотекарь"),
        ("Проверка сохранности книг", "Октябрь", "библиотекарь"),
        ("Списание ветхих изданий", "Ноябрь", "библиотекарь"),
        ("Подготовка заказа на новый год", "Декабрь", "библиотекарь"),
    ]


def test_a_row_with_fewer_cells_tells_the_stretch_that_each_may_stand_in():
    assert rows(CALENDAR)[4:] == [
        ("Экскурсия для первоклассников", "Сентябрь – ноябрь", "педагог-организатор"),
        ("Конкурс закладок", "Октябрь – декабрь", "педагог-организатор"),
        ("Обзор новинок методики", "Сентябрь – декабрь", "заместитель директора"),
    ]


def test_a_calendar_is_to_be_looked_at_by_a_person():
    reading = read_plan(Document("txt", (flow(CALENDAR),)))
    assert reading.layout == "calendar-matrix"
    assert all("columns-guessed" in row.flags and row.confidence <= 0.6 for row in reading.rows)
    assert {value.text for row in reading.rows for _, value in row.extra} == {
        "Работа с книжным фондом",
        "Работа с читателями",
        "Работа с педагогами",
    }


def test_marks_below_all_months_tell_them_and_fewer_a_stretch():
    assert rows(MARKS) == [
        ("Сверка учебного фонда с учётом", "сентябрь, октябрь, ноябрь", "библиотекарь"),
        ("Осмотр книжных полок и стеллажей", "сентябрь – ноябрь", "завхоз"),
        ("Проверка журнала посещений", "сентябрь – ноябрь", "заведующий"),
    ]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        (HEADER, 4),
        ("Направление\nдеятельности\nОтветственные Сентябрь – октябрь Ноябрь – декабрь Январь – март", 3),
        ("Мероприятия I квартал II квартал III квартал IV квартал", 4),
        ("Мероприятия Сроки Ответственные\nКонкурс сентябрь октябрь ноябрь библиотекарь", None),
        ("Собрания проводятся: сентябрь, октябрь, ноябрь", None),
    ],
)
def test_the_header_of_a_calendar(text: str, months: int | None):
    found = find_calendars(printed_lines(flow(text).lines))
    assert [header.months for header in found] == ([] if months is None else [months])


def test_a_header_on_each_page_opens_no_other_calendar():
    again = CALENDAR.replace("\nРабота с педагогами", f"\n\f{HEADER}\nРабота с педагогами")
    assert rows(again) == rows(CALENDAR)


def test_months_in_the_terms_of_rows_head_no_calendar():
    text = """№ Мероприятие Участники Сроки
1 Конкурс чтецов участники конкурсов
сентябрь
октябрь
ноябрь
2 Выставка новых книг читатели декабрь"""
    reading = read_plan(Document("txt", (flow(text),)))
    assert reading.layout == "table"
    assert [row.number for row in reading.rows] == ["1", "2"]


def test_the_tasks_of_a_role_matrix_are_no_numbers():
    text = """Управление образования Школа
1. Провести совещание
директоров школ
Назначить ответственных
за чтение
2. Утвердить план
конкурсов
Провести школьный
этап конкурса
3. Организовать выставку
новых книг
Принять участие
в выставке
4. Подвести итоги
года чтения
Представить отчёт
о чтении"""
    reading = read_plan(Document("txt", (flow(text),)))
    assert "Школа" in {row.executor and row.executor.text for row in reading.rows}
