"""Flattened text: what the headings and the letters of cells tell, and where one table ends before another."""

import pytest

from normalizers.morphology import parses
from parsers.document import Document, Flow, Line
from parsers.flattened.bonds import bond
from parsers.flattened.edges import cell_start
from parsers.flattened.fitness import suits
from parsers.flattened.kinds import kind_of
from parsers.roadmap import read_plan
from parsers.roadmap.columns_vocabulary import Role

AUDIENCE = """Направление Содержание Сроки Кто проводит Контингент
Работа с книгой Оформление выставки новых книг к юбилею
писателя
март библиотекарь 5-9 классы
Обзор журналов для детей апрель учителя литературы родители
Читательские
клубы
Встреча клуба «Юный читатель» и обсуждение
рассказов
ежемесячно библиотекарь победители
Игра по страницам повестей май вожатые 1-4 классы"""

MARKED = """№ Мероприятие Срок Ответственный Отметка о выполнении
1 Проверка книжного фонда школы и составление
списка утрат
до 1 июня библиотекарь
завуч
2 Закупка словарей август директор
3 Уроки чтения в
начальной школе
сентябрь учителя
4 Конкурс чтецов ноябрь вожатая"""

TWO_PLANS = """План работы школьной библиотеки
1. Работа с фондом
№ Мероприятие Срок Ответственный
1 Проверка книжного фонда июнь библиотекарь
2 Закупка словарей август директор школы
2. Работа с читателями
№ Период Мероприятия Кто отвечает
1 сентябрь Проведение уроков чтения учителя
2 ноябрь Проведение конкурса чтецов вожатая"""


def rows(text: str):  # type: ignore[no-untyped-def]
    return read_plan(
        Document("txt", (Flow(tuple(Line(line, number=n) for n, line in enumerate(text.split("\n")))),))
    ).rows


def test_a_merged_first_column_and_those_whom_a_measure_is_for():
    read = [
        ({name: field.text for name, field in row.extra}, row.executor and row.executor.text) for row in rows(AUDIENCE)
    ]
    assert read == [
        ({"Направление": "Работа с книгой", "Контингент": "5-9 классы"}, "библиотекарь"),
        ({"Направление": "Работа с книгой", "Контингент": "родители"}, "учителя литературы"),
        ({"Направление": "Читательские клубы", "Контингент": "победители"}, "библиотекарь"),
        ({"Направление": "Читательские клубы", "Контингент": "1-4 классы"}, "вожатые"),
    ]


def test_a_column_for_marks_is_empty():
    assert [row.executor and row.executor.text for row in rows(MARKED)] == [
        "библиотекарь завуч",
        "директор",
        "учителя",
        "вожатая",
    ]


def test_the_heading_before_another_table_is_its_own():
    assert [
        (row.section and row.section.number, row.number, row.term and row.term.text) for row in rows(TWO_PLANS)
    ] == [
        ("1", "1", "июнь"),
        ("1", "2", "август"),
        ("2", "1", "сентябрь"),
        ("2", "2", "ноябрь"),
    ]


@pytest.mark.parametrize("word", ["школ", "вакансий", "Рособрнадзора"])
def test_no_cell_begins_with_a_noun_in_an_oblique_case(word: str):
    assert parses(word)[0].case == "gent"
    assert cell_start(word, Role.EXECUTOR) < -1 < cell_start("школы", Role.EXECUTOR)


@pytest.mark.parametrize(
    ("first", "second"), [("И.Я.", "Яковлева"), ("Республики", "Карелия"), ("им.", "Горького"), ("менее", "2")]
)
def test_names_and_open_words_are_bound(first: str, second: str):
    assert bond(first, second) > 0


def test_an_amount_of_times_is_not_parted():
    assert bond("1", "раз") > bond("9", "классов")


def test_executors_and_documents_are_told_apart():
    assert suits("отдел образования", Role.EXECUTOR) > 1 > suits("приказ отдел образования", Role.EXECUTOR)
    assert suits("в течение месяца", Role.TERM) > 1 > suits("по УВР в течение месяца", Role.TERM)


BARE_HEADINGS = """Мероприятия Сроки Ответственные
Школьные дела и праздники
Торжественная линейка для первых классов сентябрь заместитель директора
Уроки памяти писателей и поэтов нашего
района
ноябрь классные руководители
Чтение и книга
Неделя детской книги и занимательного
чтения вслух
апрель библиотекарь
Встречи с писателями края март классные руководители"""


def test_bare_headings_stand_above_actions():
    assert [(row.section and row.section.title, row.term and row.term.text) for row in rows(BARE_HEADINGS)] == [
        ("Школьные дела и праздники", "сентябрь"),
        ("Школьные дела и праздники", "ноябрь"),
        ("Чтение и книга", "апрель"),
        ("Чтение и книга", "март"),
    ]


def test_executors_of_a_republic_and_events_as_terms():
    assert suits("Министерство образования Республики Карелия", Role.EXECUTOR) > 1
    assert suits("в дни проведения экзаменов", Role.TERM) > 1 > suits("в школе", Role.TERM)
    assert suits("в течение 5 дней после сдачи работ", Role.TERM) >= suits("после сдачи работ", Role.TERM)
    assert suits("за две недели до слёта", Role.TERM) > suits("Справка за две недели до слёта", Role.TERM)


@pytest.mark.parametrize(
    ("cell", "place"),
    [
        ("ДДТ", True),
        ("СОШ № 7", True),
        ("г. Онега", True),
        ("библиотека", True),
        ("на базе лицея", True),
        ("–", True),
        ("библиотекарь", False),
        ("ДДТ методист ДДТ", False),
        ("школы, П.П. Орлов", False),
        ("май ДДТ", False),
    ],
)
def test_places_are_told_from_those_who_work_there(cell: str, place: bool):
    kind = kind_of("Место проведения")
    assert kind is not None
    assert (kind.score(cell) > 0) is place


LOW_SECOND = """№ Дата Что делаем Исполнители На выходе
период
1 1 марта Осмотр школьного музея завуч Акт
2 апрель Описание находок похода учителя истории Каталог
3 до 15 мая Выставка находок в зале школы вожатая Фотоотчёт"""


def test_a_line_below_the_header_ends_the_heading_that_it_suits():
    read = [(row.term and row.term.text, row.result and row.result.text) for row in rows(LOW_SECOND)]
    assert read == [("1 марта", "Акт"), ("апрель", "Каталог"), ("до 15 мая", "Фотоотчёт")]


def test_a_name_begins_no_action_and_a_month_that_is_no_genitive_no_date():
    assert suits("Проведение бесед о чтении", Role.ACTION) > 0 > suits("Котова Е.А., учитель", Role.ACTION)
    assert suits("5 июня", Role.TERM) > suits("5 июнь", Role.TERM)
