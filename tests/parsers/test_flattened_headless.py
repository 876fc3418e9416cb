"""Flattened text without header and numbers: a table where every row has its term and executor, else prose."""

from parsers.document import Document, Flow, Grid, Line
from parsers.flattened import infer
from parsers.flattened.header import find_headers
from parsers.flattened.lines import printed_lines
from parsers.roadmap import read_plan

BARE = """Подготовка школьной библиотеки к новому учебному году
Проведение ремонта читального
зала
июнь – июль завхоз
Проверка сохранности
учебников
до 10 августа директор школы
Составление заявки на книги август библиотекарь
Открытие выставки новых книг
к 1 сентября
учителя русского языка"""

PROSE = """О работе школьной библиотеки
В июне в библиотеке прошла проверка, о которой в августе доложил директор школы.
До 10 сентября библиотекарь составит заявку на книги, а в октябре
заместитель директора проверит, как ученики сохраняют учебники.
В течение года в библиотеке пройдут встречи с писателями."""

NOTE = """№ Мероприятие Срок Ответственный Примечание
1 Встреча с писателями района март библиотекарь по согласованию
2 Выставка новых книг до 1 июня учитель литературы
3 Неделя детской книги апрель библиотекарь по согласованию"""


def flow(text: str) -> Flow:
    return Flow(tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1)))


def test_rows_without_header_and_numbers():
    reading = read_plan(Document("txt", (flow(BARE),)))
    cells = [(row.action.text, row.term and row.term.text, row.executor and row.executor.text) for row in reading.rows]
    assert cells == [
        ("Проведение ремонта читального зала", "июнь – июль", "завхоз"),
        ("Проверка сохранности учебников", "до 10 августа", "директор школы"),
        ("Составление заявки на книги", "август", "библиотекарь"),
        ("Открытие выставки новых книг", "к 1 сентября", "учителя русского языка"),
    ]
    assert all("columns-guessed" in row.flags for row in reading.rows)


def test_prose_is_no_table():
    assert not any(isinstance(block, Grid) for block in infer(flow(PROSE)))


def test_a_column_of_notes_has_a_heading():
    (header,) = find_headers(printed_lines(flow(NOTE).lines))
    assert [heading.text for heading in header.headings][-1] == "Примечание"
