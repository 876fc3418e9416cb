"""Text printed column by column: rows are put together where all columns agree, and else nothing is made up."""

import pytest

from parsers.document import Document, Flow, Grid, Line, Paragraph
from parsers.flattened import doubt, infer
from parsers.roadmap import read_plan

COLUMN_BY_COLUMN = """План работы библиотеки школы на 2022 год

№
1
2
3

Мероприятия
Проведение недели детской
книги
Обновление книжных выставок
Беседы о правилах обращения
с учебниками

Сроки
март

Ответственные
библиотекарь

ежемесячно
в течение года

библиотекарь
классные руководители

Директор школы П.П. Ильин
"""

SECTIONS = """№ п/п
1.1
1.2
2.1

Содержание работы

Срок

Исполнители

1. Работа с фондом
Проверка сохранности
учебников
Списание ветхой литературы

январь

библиотекарь

до 1 июня

директор

2. Работа с читателями
Проведение конкурса чтецов

октябрь

учителя русского языка
"""

UNEVEN = """№
1
2
3

Мероприятия
Проведение недели детской
книги
Обновление книжных выставок

Сроки
март

Ответственные
библиотекарь
"""

ROW_BY_ROW = """Мероприятия
Сроки
Ответственные
Проведение недели детской книги в
школьной библиотеке
март
библиотекарь
Обновление книжных выставок
ежемесячно
библиотекарь
Проведение конкурса чтецов
октябрь
учителя русского языка"""


def flow(text: str) -> Flow:
    return Flow(tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1)))


def rows(text: str) -> list[tuple[str | None, ...]]:
    reading = read_plan(Document("txt", (flow(text),)))
    return [
        (row.number, row.action.text, row.term.text if row.term else None, row.executor.text if row.executor else None)
        for row in reading.rows
    ]


def test_rows_are_put_together_from_columns():
    assert rows(COLUMN_BY_COLUMN) == [
        ("1", "Проведение недели детской книги", "март", "библиотекарь"),
        ("2", "Обновление книжных выставок", "ежемесячно", "библиотекарь"),
        ("3", "Беседы о правилах обращения с учебниками", "в течение года", "классные руководители"),
    ]


def test_headings_stand_where_the_numbers_say():
    reading = read_plan(Document("txt", (flow(SECTIONS),)))
    assert [(row.number, row.section and row.section.title) for row in reading.rows] == [
        ("1.1", "Работа с фондом"),
        ("1.2", "Работа с фондом"),
        ("2.1", "Работа с читателями"),
    ]


def test_such_rows_are_flagged():
    reading = read_plan(Document("txt", (flow(COLUMN_BY_COLUMN),)))
    assert all(row.confidence < 0.7 and "columns-guessed" in row.flags for row in reading.rows)


def test_columns_that_do_not_agree_make_no_table_and_are_told():
    assert not any(isinstance(block, Grid) for block in infer(flow(UNEVEN)))
    reading = read_plan(Document("txt", (flow(UNEVEN),)))
    assert reading.layout is None
    assert [problem.code for problem in reading.problems] == ["columns-apart"]
    assert "pdftotext -layout" in reading.problems[0].message


def test_text_printed_row_by_row_is_no_such_text():
    assert doubt(flow(ROW_BY_ROW)) is None
    assert len(rows(ROW_BY_ROW)) == 3


@pytest.mark.parametrize("text", [COLUMN_BY_COLUMN, SECTIONS, UNEVEN])
def test_no_word_is_lost(text: str):
    printed: list[str] = []
    for block in infer(flow(text)):
        if isinstance(block, Paragraph):
            printed += [line.text for line in block.lines]
        elif isinstance(block, Grid):
            printed += [line.text for cell in block.cells for line in cell.lines]
    assert sorted(" ".join(printed).split()) == sorted(text.split())
