"""Plans without a table: numbered items with labels under them."""

from __future__ import annotations

import pytest

from parsers.document import Document, Flow, Line
from parsers.roadmap import read_plan
from parsers.roadmap.listing_labels import part_labels

PLAN = """План мероприятий по поддержке школ района

1. Работа с кадрами
1.1. Провести обучающий семинар для завучей.
Срок: до 15 марта 2022 г.
Ответственные: методисты ИМЦ, директора школ.
1.2. Организовать наставничество
молодых учителей.
Срок: в течение года
Отв.: отдел образования
2. Контроль
2.1. Проверить планы работы школ. Срок: май. Отв.: отдел образования.

Начальник отдела образования"""

ORDER = """ПРИКАЗ
В целях поддержки школ
ПРИКАЗЫВАЮ:
1. Утвердить план мероприятий. Срок: до 1 мая 2022 года.
2. Назначить координатора. Срок: до 1 мая. Отв.: Петрова А.А.
3. Провести совещание. Срок: до 5 мая. Отв.: Петрова А.А.
Начальник отдела И.И. Иванов"""


def flow(text):
    return Document("txt", (Flow(tuple(Line(line, number=k) for k, line in enumerate(text.splitlines(), 1))),))


def test_a_plan_without_a_table():
    reading = read_plan(flow(PLAN))
    assert reading.layout == "text"
    assert reading.title == "План мероприятий по поддержке школ района"
    assert reading.after == ("Начальник отдела образования",)
    rows = [(r.section.title, r.number, r.action.text, r.term.text, r.executor.text) for r in reading.rows]
    assert rows == [
        (
            "Работа с кадрами",
            "1.1",
            "Провести обучающий семинар для завучей.",
            "до 15 марта 2022 г.",
            "методисты ИМЦ, директора школ",
        ),
        (
            "Работа с кадрами",
            "1.2",
            "Организовать наставничество молодых учителей.",
            "в течение года",
            "отдел образования",
        ),
        ("Контроль", "2.1", "Проверить планы работы школ.", "май", "отдел образования"),
    ]
    assert (reading.rows[0].term.place.first_line, reading.rows[1].action.place.last_line) == (5, 8)


def test_the_same_in_paragraphs(draw):
    paragraphs = [line for line in PLAN.splitlines() if line]
    assert [row.number for row in draw.read(*paragraphs).rows] == ["1.1", "1.2", "2.1"]


def test_an_order_is_no_plan():
    reading = read_plan(flow(ORDER))
    assert (reading.layout, reading.rows) == (None, ())


def test_a_plan_behind_an_order():
    reading = read_plan(flow(ORDER + "\n\nПриложение к приказу\n\n" + PLAN))
    assert [row.number for row in reading.rows] == ["1.1", "1.2", "2.1"]


@pytest.mark.parametrize(
    ("text", "head", "values"),
    [
        ("Выезд в школу. Срок: май. Отв.: ИМЦ.", "Выезд в школу.", [("term", "май"), ("executor", "ИМЦ")]),
        ("Выезд в школу (срок – май, отв. – ИМЦ)", "Выезд в школу", [("term", "май"), ("executor", "ИМЦ")]),
        ("Срок исполнения: 1 мая 2022 г.", "", [("term", "1 мая 2022 г.")]),
        ("Ответственный за исполнение: Петрова А.А.", "", [("executor", "Петрова А.А.")]),
        ("Ожидаемый результат: справка", "", [("result", "справка")]),
    ],
)
def test_labels(text, head, values):
    found = part_labels(text)
    assert found is not None
    assert (found.head, list(found.values)) == (head, values)


@pytest.mark.parametrize(
    "text",
    ["Анализ результатов – основа работы", "Повышение ответственности: школы", "Срок подготовки отчётов сокращён"],
)
def test_no_labels(text):
    assert part_labels(text) is None


def told(text):
    rows = read_plan(flow(text)).rows
    fields = [(r.section, r.number, r.action, r.term, r.executor) for r in rows]
    return [(s and s.title, number, a.text, t and t.text, e and e.text) for s, number, a, t, e in fields]


def test_bulleted_items_have_no_numbers():
    text = """План мероприятий по поддержке школ района

– Провести совещание директоров. Срок: май. Отв.: отдел образования.
– Организовать стажировку завучей. Срок: июнь. Отв.: методисты."""
    assert told(text) == [
        (None, None, "Провести совещание директоров.", "май", "отдел образования"),
        (None, None, "Организовать стажировку завучей.", "июнь", "методисты"),
    ]


def test_the_heading_above_the_first_item():
    text = """План мероприятий по поддержке школ района

Раздел 1. Управление
1.1. Создать совет. Срок: май. Отв.: отдел образования.
Раздел 2. Кадры
2.1. Провести курсы. Срок: июнь. Отв.: методисты."""
    assert [row[0] for row in told(text)] == ["Управление", "Кадры"]


def test_the_end_of_the_title_is_no_heading():
    text = """План мероприятий по поддержке школ района
на 2023-2024 учебный год

1. Создать совет. Срок: май. Отв.: отдел образования.
2. Провести курсы. Срок: июнь. Отв.: методисты."""
    assert [row[0] for row in told(text)] == [None, None]


def test_term_and_executor_in_brackets():
    text = """План мероприятий по поддержке школ района

1. Провести анализ итогов года (август 2022 г., отдел образования).
2. Организовать семинар (выездной) для завучей (октябрь; методисты);
3. Подготовить банк заданий (до 1 декабря 2022 г.)."""
    assert told(text) == [
        (None, "1", "Провести анализ итогов года", "август 2022 г.", "отдел образования"),
        (None, "2", "Организовать семинар (выездной) для завучей", "октябрь", "методисты"),
        (None, "3", "Подготовить банк заданий", "до 1 декабря 2022 г.", ""),
    ]


def test_brackets_in_an_order_are_no_plan():
    text = """ПРИКАЗ
ПРИКАЗЫВАЮ:
1. Утвердить план (приложение 1).
2. Провести совещание (до 1 мая 2022 г.).
3. Подготовить отчёт (до 1 июня 2022 г.)."""
    assert told(text) == []
