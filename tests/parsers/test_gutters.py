"""Tables without rules: columns, rows, section rows, running text around them; text in columns made by spaces."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Block, Flow, Grid, Line, Paragraph
from parsers.gutters import from_flow


def flow(text: str) -> Flow:
    return Flow(tuple(Line(line, number=n + 1) for n, line in enumerate(text.split("\n"))))


def rows_of(blocks: list[Block] | None) -> list[list[str]]:
    """Every printed row of every grid; a merged cell stands in each of its rows."""
    rows = []
    for grid in blocks or []:
        if isinstance(grid, Grid):
            for row in range(grid.n_rows):
                cells = sorted((c for c in grid.cells if c.row <= row < c.row_end), key=lambda c: c.col)
                rows.append([" ".join(line.text for line in cell.lines) for cell in cells])
    return rows


def paragraphs_of(blocks: list[Block] | None) -> list[str]:
    return [" ".join(x.text for x in b.lines) for b in blocks or [] if isinstance(b, Paragraph)]


PLAIN = """\
                    Образец плана мероприятий по поддержке школ района
№       Мероприятие                          Срок            Ответственный
п/п
                  1. Работа с кадрами
1.1     Провести семинар для учителей        сентябрь        методический
        математики и физики                                  центр
1.2     Собрать отчёты школ                  до 15 октября   управление
                                                             образования
                  2. Работа с обучающимися
2.1     Провести олимпиаду для               ноябрь          школы района
        младших школьников
2.2     Подвести итоги                       декабрь         центр

Начальник управления образования утверждает настоящий план и отвечает за его исполнение в срок."""


def test_rows_sections_and_what_stands_around() -> None:
    blocks = from_flow(flow(PLAIN))
    assert rows_of(blocks) == [
        ["№ п/п", "Мероприятие", "Срок", "Ответственный"],
        ["1. Работа с кадрами"],
        ["1.1", "Провести семинар для учителей математики и физики", "сентябрь", "методический центр"],
        ["1.2", "Собрать отчёты школ", "до 15 октября", "управление образования"],
        ["2. Работа с обучающимися"],
        ["2.1", "Провести олимпиаду для младших школьников", "ноябрь", "школы района"],
        ["2.2", "Подвести итоги", "декабрь", "центр"],
    ]
    assert [text[:17] for text in paragraphs_of(blocks)] == ["Образец плана мер", "Начальник управле"]


def test_lines_keep_their_numbers() -> None:
    [grid] = [block for block in from_flow(flow(PLAIN)) or [] if isinstance(block, Grid)]
    numbers = [[line.number for line in cell.lines] for cell in grid.cells if cell.row == 2]
    assert numbers == [[5], [5, 6], [5], [5, 6]]


PAGES = """\
№    Мероприятие                      Срок        Ответственный
1    Провести семинар для учителей    сентябрь    методический центр
2    Собрать отчёты школ района о     октябрь     управление
                                  1
\f№     Мероприятие                     Срок       Ответственный
      посещении занятий                          образования
3     Обсудить итоги диагностики      ноябрь     методический центр
4     Подвести итоги                  декабрь    центр

                                  2
"""


def test_a_row_cut_by_the_page_is_whole_and_the_repeated_heading_is_gone() -> None:
    assert rows_of(from_flow(flow(PAGES)))[1:] == [
        ["1", "Провести семинар для учителей", "сентябрь", "методический центр"],
        ["2", "Собрать отчёты школ района о посещении занятий", "октябрь", "управление образования"],
        ["3", "Обсудить итоги диагностики", "ноябрь", "методический центр"],
        ["4", "Подвести итоги", "декабрь", "центр"],
    ]


DRIFT = """\
1.1    Разработать план работы с      сентябрь     районный методический    Утверждённый план
       молодыми учителями                          отдел                    работы
1.2    Провести диагностику знаний август   районный методический отдел,Повышение качества
       обучающихся                                 школы                    знаний
1.3   Подвести итоги                  в течение    управление образования   Аналитическая
                                      года                                  справка
1.4   Обсудить итоги                  декабрь      управление образования   Протокол"""


def test_columns_that_drift_and_cells_that_touch() -> None:
    assert rows_of(from_flow(flow(DRIFT)))[1] == [
        "1.2", "Провести диагностику знаний обучающихся", "август", "районный методический отдел, школы",
        "Повышение качества знаний",
    ]  # fmt: skip


MATRIX = """\
Управление образования                Методический центр                    Школы района
Утвердить состав группы               Подготовить предложения по            Провести собрание и
и положение о ней                     составу группы                        выбрать участников
Разослать письма в школы              Провести консультации для             Назначить ответственных
                                      заместителей директоров по
                                      учебной работе
Подвести итоги года                   Подготовить справку                   Представить отчёт об
                                                                            итогах работы"""


def test_rows_without_numbers_begin_where_all_columns_begin() -> None:
    assert rows_of(from_flow(flow(MATRIX)))[1:] == [
        ["Утвердить состав группы и положение о ней", "Подготовить предложения по составу группы",
         "Провести собрание и выбрать участников"],
        ["Разослать письма в школы", "Провести консультации для заместителей директоров по учебной работе",
         "Назначить ответственных"],
        ["Подвести итоги года", "Подготовить справку", "Представить отчёт об итогах работы"],
    ]  # fmt: skip


MERGED = """\
№      Мероприятие                       Срок           Результат
4.1    Мониторинг рабочих программ       июнь           Изменение содержания
       по предметам                                     образования для
4.2    Мониторинг внеурочной работы                     выполнения стандартов
4.3    Мониторинг курсов по выбору
4.4    Мониторинг кабинетов              июль           Справка по итогам
4.5    Мониторинг столовых               август         Справка по итогам"""


def test_a_merged_cell_goes_over_the_rows_that_have_nothing_of_their_own() -> None:
    whole = "Изменение содержания образования для выполнения стандартов"
    assert rows_of(from_flow(flow(MERGED)))[1:] == [
        ["4.1", "Мониторинг рабочих программ по предметам", "июнь", whole],
        ["4.2", "Мониторинг внеурочной работы", "июнь", whole],
        ["4.3", "Мониторинг курсов по выбору", "июнь", whole],
        ["4.4", "Мониторинг кабинетов", "июль", "Справка по итогам"],
        ["4.5", "Мониторинг столовых", "август", "Справка по итогам"],
    ]


MIDDLE = """\
№               Мероприятие              Срок            Ответственный
                Составить перечень школ                  Управление образования
1.1             с низкими результатами   до 15 февраля   района, методический
                обучения                                 центр
                Провести встречи
                директоров школ с
1.2                                      март            Методический центр
                учителями опорных
                площадок
                Подвести итоги                           Управление
1.3                                      декабрь
                работы                                   образования"""


def test_cells_that_stand_in_the_middle_of_their_rows() -> None:
    assert rows_of(from_flow(flow(MIDDLE))) == [
        ["№", "Мероприятие", "Срок", "Ответственный"],
        ["1.1", "Составить перечень школ с низкими результатами обучения", "до 15 февраля",
         "Управление образования района, методический центр"],
        ["1.2", "Провести встречи директоров школ с учителями опорных площадок", "март", "Методический центр"],
        ["1.3", "Подвести итоги работы", "декабрь", "Управление образования"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Одна строка",
        "Настоящий приказ вступает в силу со дня подписания.\nКонтроль оставляю за собой.",
        "1. Провести семинар\nсентябрь\nметодический центр\n2. Собрать отчёты\nоктябрь\nуправление",
    ],
)
def test_text_without_columns_is_declined(text: str) -> None:
    assert from_flow(flow(text)) is None


WORDS = ("провести", "Семинар", "для", "учителей", "№", "1.2", "май", "до", "отчёт", "года", "ОО", "-", "итоги-")


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(WORDS)), max_size=9), max_size=25))
def test_every_word_of_a_text_is_in_exactly_one_block(lines: list[list[tuple[int, str]]]) -> None:
    text = "\n".join("".join(" " * (1 + spaces * spaces // 4) + word for spaces, word in line) for line in lines)
    blocks = from_flow(flow(text))
    if blocks is None:
        return
    kept = [line for b in blocks if isinstance(b, Paragraph) for line in b.lines]
    kept += [line for b in blocks if isinstance(b, Grid) for cell in b.cells for line in cell.lines]
    printed = Counter("".join(word for line in lines for _, word in line))
    assert not Counter("".join(line.text.replace(" ", "") for line in kept)) - printed
