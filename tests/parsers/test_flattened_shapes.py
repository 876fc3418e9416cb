"""Flattened text of other shapes: orders of columns, page breaks, merged cells, role matrices; nothing is lost."""

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Flow, Grid, Line, Paragraph
from parsers.flattened import infer
from parsers.flattened.habits import column_width
from parsers.flattened.lines import Gap, printed_lines

RESULT_FIRST = """№ п/п Мероприятия Результат Исполнители Сроки
1 Проведение мониторинга читательской
грамотности учеников начальной школы
Аналитическая справка методист отдела
образования
октябрь
2 Организация выставки детских рисунков
ко дню города
Выставка работ
учеников
учителя школ апрель"""

NO_NUMBERS = """Мероприятия Сроки Ответственные
Проведение родительских собраний о правилах
дорожного движения
сентябрь классные руководители
Организация экскурсий в краеведческий музей
района для младших школьников
в течение года директора школ"""

CLASSES = """Дела, события, мероприятия Классы Сроки Ответственные
День знаний: праздничная линейка,
классный час
1–11 1 сентября заместитель директора
Конкурс чтецов «Живое слово» 5–9 ноябрь учителя литературы
Работа с семьёй
Встреча с инспектором о правах и
обязанностях подростка
7–9 каждую
четверть
социальный педагог
День открытых дверей 1–4 март классные руководители
Спортивный праздник дворовых
команд
1–11 май учитель физкультуры"""

ROMAN = """№ п/п Срок Ответственные Содержание работы Результат
I. Порядок и учёт
1. Управление
1.1. до 1 сентября отдел образования Утверждение положения о школьном музее Приказ
1.2. октябрь методисты Обзор музейных фондов школ Справка
II. Люди и их дело
2. Помощь хранителям
2.1. ноябрь методисты Практикум хранителей музеев Программа
2.2. в течение года школы Запись рассказов старожилов Фонотека"""

CUT_BY_PAGE = """№ Мероприятия Сроки Результат
1 Создание банка программ внеурочной
деятельности школ района
март Банк программ
2 Проведение конкурса школьных газет среди
учеников основной
апрель Выявление лучших
редакций,
\fшколы района
публикация их работ
3 Организация летней школы вожатых июнь Подготовка вожатых"""

MERGED = """№ Мероприятия Сроки Ответственные Результат
1.1 Мониторинг посещаемости кружков школьниками
района
октябрь отдел образования Справка по итогам
мониторинга
1.2 Мониторинг работы школьных спортивных клубов
1.3 Проведение совещания директоров школ района ноябрь отдел образования Протокол совещания"""

TERM_BEHIND_ACTION = """№ Мероприятия Сроки Ответственные
1 Осмотр спортивных площадок и замена
старого оборудования школ июнь
отдел хозяйственного
обеспечения
2 Проведение соревнований среди команд
начальных классов в течение года
учителя школ
3 Открытие секции шахмат сентябрь
директора школ"""

FURTHER_COLUMN = """№ Мероприятия Сроки Ответственные Источник финансирования
1 Ремонт спортивных залов сельских школ
района
июнь отдел образования
бюджет района
2 Покупка книг для школьных библиотек март директора школ
без затрат
3 Проведение летней школы вожатых июль отдел образования
без затрат
4 Организация поездок учеников в музеи
области
октябрь директора школ
бюджет района"""

MATRIX = """План поддержки сельских школ
Отдел образования района
Методическая служба района
Руководители сельских школ
1. Подготовка
Назначить координатора работы с сельскими
школами района
Подготовить рекомендации по работе с
сельскими школами района
Создать рабочую группу учителей школы
2. Проведение
Организовать семинар директоров сельских
школ района
Провести консультации учителей сельских
школ района
Направить учителей на семинары и курсы"""


def flow(text: str) -> Flow:
    return Flow(tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1)))


def table(text: str) -> list[list[str]]:
    grid = next(block for block in infer(flow(text)) if isinstance(block, Grid))
    rows: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in sorted(grid.cells, key=lambda c: (c.row, c.col)):
        for row in range(cell.row, cell.row_end):
            rows[row].append((cell.col, " ".join(line.text for line in cell.lines)))
    return [[text for _, text in sorted(row)] for row in rows]


@pytest.mark.parametrize(
    ("text", "row", "cells"),
    [
        (
            RESULT_FIRST,
            1,
            [
                "1",
                "Проведение мониторинга читательской грамотности учеников начальной школы",
                "Аналитическая справка",
                "методист отдела образования",
                "октябрь",
            ],
        ),
        (
            RESULT_FIRST,
            2,
            [
                "2",
                "Организация выставки детских рисунков ко дню города",
                "Выставка работ учеников",
                "учителя школ",
                "апрель",
            ],
        ),
        (
            NO_NUMBERS,
            1,
            ["Проведение родительских собраний о правилах дорожного движения", "сентябрь", "классные руководители"],
        ),
        (CLASSES, 1, ["День знаний: праздничная линейка, классный час", "1–11", "1 сентября", "заместитель директора"]),
        (CLASSES, 3, ["Работа с семьёй"]),
        (
            CLASSES,
            4,
            ["Встреча с инспектором о правах и обязанностях подростка", "7–9", "каждую четверть", "социальный педагог"],
        ),
        (ROMAN, 5, ["II. Люди и их дело"]),
        (ROMAN, 6, ["2. Помощь хранителям"]),
        (
            CUT_BY_PAGE,
            2,
            [
                "2",
                "Проведение конкурса школьных газет среди учеников основной школы района",
                "апрель",
                "Выявление лучших редакций, публикация их работ",
            ],
        ),
        (CUT_BY_PAGE, 3, ["3", "Организация летней школы вожатых", "июнь", "Подготовка вожатых"]),
        (
            MERGED,
            2,
            [
                "1.2",
                "Мониторинг работы школьных спортивных клубов",
                "октябрь",
                "отдел образования",
                "Справка по итогам мониторинга",
            ],
        ),
        (
            TERM_BEHIND_ACTION,
            1,
            [
                "1",
                "Осмотр спортивных площадок и замена старого оборудования школ",
                "июнь",
                "отдел хозяйственного обеспечения",
            ],
        ),
        (
            TERM_BEHIND_ACTION,
            2,
            ["2", "Проведение соревнований среди команд начальных классов", "в течение года", "учителя школ"],
        ),
        (
            FURTHER_COLUMN,
            1,
            ["1", "Ремонт спортивных залов сельских школ района", "июнь", "отдел образования", "бюджет района"],
        ),
        (FURTHER_COLUMN, 3, ["3", "Проведение летней школы вожатых", "июль", "отдел образования", "без затрат"]),
        (MATRIX, 0, ["Отдел образования района", "Методическая служба района", "Руководители сельских школ"]),
        (MATRIX, 1, ["1. Подготовка"]),
        (
            MATRIX,
            4,
            [
                "Организовать семинар директоров сельских школ района",
                "Провести консультации учителей сельских школ района",
                "Направить учителей на семинары и курсы",
            ],
        ),
    ],
)
def test_shapes(text: str, row: int, cells: list[str]):
    assert table(text)[row] == cells


def test_lines_keep_their_numbers():
    grid = next(block for block in infer(flow(MERGED)) if isinstance(block, Grid))
    term = next(cell for cell in grid.cells if cell.row == 1 and cell.col == 2)
    assert [line.number for line in term.lines] == [4]
    assert (term.row, term.row_end) == (1, 3)


def words(blocks) -> list[str]:
    found = []
    for block in blocks:
        lines = block.lines if isinstance(block, Paragraph) else [line for c in block.cells for line in c.lines]
        found += [word for line in lines for word in line.text.split()]
    return sorted(found)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from((RESULT_FIRST + "\n" + MERGED + "\n" + MATRIX).split("\n")), min_size=1, max_size=25))
def test_no_word_is_lost_or_doubled(lines: list[str]):
    assert words(infer(flow("\n".join(lines)))) == sorted(" ".join(lines).split())


def test_definitions_below_a_title_are_no_part_of_it():
    title = "План работы клуба юных садоводов\nв Луговском районе на 2024 год"
    text = f"{title}\nДЮЦ – детско-юношеский центр\n{NO_NUMBERS}"
    front = [" ".join(line.text for line in block.lines) for block in infer(flow(text)) if isinstance(block, Paragraph)]
    assert front == ["План работы клуба юных садоводов в Луговском районе на 2024 год", "ДЮЦ – детско-юношеский центр"]


def test_gaps_and_page_numbers():
    lines = printed_lines(flow("Первая\nвторая\n1\n\fтретья\n\n\nчетвёртая").lines)
    assert [(line.text, line.gap) for line in lines] == [
        ("Первая", Gap.USUAL),
        ("вторая", Gap.USUAL),
        ("третья", Gap.PAGE),
        ("четвёртая", Gap.MORE),
    ]


def test_a_column_is_as_wide_as_most_of_its_lines_say():
    cells = [[(30.0, 36.0), (33.0, 40.0), (12.0, None)], [(31.0, 35.0), (8.0, None)]] * 2
    assert column_width([*cells, [(60.0, 70.0), (55.0, None)]]) == 33.0


@pytest.mark.parametrize(
    ("name", "gold"),
    [
        ("rendered/sernur-2021/sernur-2021.txt", "sernur-2021"),
        ("rendered/dagestan-shnor-2021/dagestan-shnor-2021.txt", "dagestan-shnor-2021"),
        ("000_394220e13ae81490.txt", "dagestan-shnsu"),
        ("004_28f8824e08955602.txt", "ekaterinburg-ordzhonikidzevsky-2020"),
    ],
)
def test_annotated_documents(shared, name: str, gold: str):
    text = (shared / "documents" / name).read_text("utf-8")
    began = time.process_time()
    grids = [block for block in infer(flow(text)) if isinstance(block, Grid)]
    assert time.process_time() - began < 20
    letters = [re.sub(r"\W", "", " ".join(line.text for line in c.lines)).lower() for g in grids for c in g.cells]
    wanted = json.loads((shared / "gold" / f"{gold}.json").read_text("utf-8"))["measures"]
    actions = [re.sub(r"\W", "", m["action"]).lower() for m in wanted]
    assert sum(action in letters for action in actions) >= 0.97 * len(actions)


def test_an_endless_line_is_read_in_time():
    endless = " ".join(["Проведение семинара", "сентябрь", "отдел образования", "Анализ"] * 1000)
    began = time.process_time()
    blocks = infer(flow(f"№ Мероприятия Сроки Ответственные\n{endless}\n1. Осмотр залов май директора школ"))
    assert time.process_time() - began < 10
    assert len(words(blocks)) == len(endless.split()) + 10
