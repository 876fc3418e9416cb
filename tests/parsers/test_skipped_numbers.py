"""Numbers that lack between those of a text's measures: told, for their rows may have run into others."""

import pytest

from parsers.document import Document, Flow, Line
from parsers.plan import Field, Row
from parsers.roadmap import read_plan
from parsers.roadmap.row_numbers import skipped_numbers

PLAN = """№ Мероприятие Срок Ответственный
1 Слёт юных пчеловодов март отдел образования
2 Выставка ульев апрель директора школ
4 Конкурс рисунков май учителя рисования
5 Поход на пасеку июнь классные руководители"""


@pytest.mark.parametrize(
    ("numbers", "skipped"),
    [
        (["1", "2", "4"], ["3"]),
        (["1.1", "1.4", "2.1"], ["1.2", "1.3"]),
        (["1.1", "1.2", "2.1", "2.2"], []),
        (["1", "40"], []),
        ([None, "1", None, "2"], []),
    ],
)
def test_numbers_between_two_rows_are_skipped(numbers: list[str | None], skipped: list[str]) -> None:
    rows = [Row(1, Field("Слёт"), number=number) for number in numbers]
    assert skipped_numbers(rows) == skipped


def test_a_text_tells_the_numbers_that_were_not_read() -> None:
    lines = tuple(Line(line, number=n) for n, line in enumerate(PLAN.split("\n"), 1))
    problems = read_plan(Document("txt", (Flow(lines),))).problems
    assert [(problem.code, problem.text) for problem in problems] == [("numbers-skipped", "3")]


def test_names_side_by_side_within_a_text_head_no_matrix() -> None:
    text = """№ Мероприятие Срок Ответственный
1 Слёт юных пчеловодов март отдел образования
2 1) Выставка ульев; 2) Конкурс рамок апрель Директор школы № 4
Учитель технологии
Члены жюри
3 Поход на пасеку июнь классные руководители
4 Ярмарка мёда август отдел образования"""
    lines = tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1))
    reading = read_plan(Document("txt", (Flow(lines),)))
    assert reading.layout == "table"
    assert [row.action.text for row in reading.rows][-2:] == ["Поход на пасеку", "Ярмарка мёда"]
