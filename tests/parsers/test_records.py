"""CSV in the forms in which offices save it: signs, encodings, quotes, titles above and notes below the table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.detect import detect
from parsers.document import Grid, Paragraph
from parsers.plaintext.records import read_records, sign_of
from parsers.reader import read
from parsers.roadmap import read_plan

ROWS = [
    ["План мероприятий по поддержке школ Лугового района на 2023 год", "", "", "", ""],
    ["", "", "", "", ""],
    ["№ п/п", "Мероприятие", "Срок", "Ответственные", "Результат"],
    ["1", "2", "3", "4", "5"],
    ["1. Управление", "", "", "", ""],
    ["1.1", "Совещание директоров; обсуждение итогов", "январь, март", "отдел образования,\nметодисты", "протокол"],
    ["1.2", 'Разбор "трудных" тем', "февраль", "методисты", "справка"],
    ["", "Опрос родителей", "май", "", ""],
    ["2. Кадры", "", "", "", ""],
    ["2.1", "Курсы для учителей", "до 1 июня", "методисты", "отчёт"],
    ["Исполнитель: Луговая А.А.", "", "", "", ""],
]


def saved(sign: str, rows: list[list[str]]) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=sign).writerows(rows)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "cp866", "utf-16"])
@pytest.mark.parametrize(
    ("sign", "name"),
    [(";", "план.csv"), (",", "план.csv"), ("\t", "план.tsv"), (";", "план.txt"), ("\t", "план.txt")],
)
def test_a_plan_in_records(tmp_path: Path, sign: str, name: str, encoding: str) -> None:
    path = tmp_path / name
    path.write_bytes(saved(sign, ROWS).replace("№", "N" if encoding == "cp866" else "№").encode(encoding))
    assert detect(path) == "csv"
    reading = read_plan(read(path))
    assert reading.title == ROWS[0][0]
    rows = [(row.section, row.number, row.parent_number, row.action, row.executor) for row in reading.rows]
    assert [(s and s.title, number, parent, a.text, e and e.text) for s, number, parent, a, e in rows] == [
        ("Управление", "1.1", None, "Совещание директоров; обсуждение итогов", "отдел образования, методисты"),
        ("Управление", "1.2", None, 'Разбор "трудных" тем', "методисты"),
        ("Управление", None, "1.2", "Опрос родителей", "методисты"),
        ("Кадры", "2.1", None, "Курсы для учителей", "методисты"),
    ]


def test_the_sign_that_the_file_states() -> None:
    assert sign_of("sep=|\r\nСрок|Дело\r\n") == "|"


@pytest.mark.parametrize(
    "text",
    [
        "Провели семинар, смотр, выезд.\nСобрали отчёты, справки, анкеты.\nПодвели итоги года.\n",
        "Цели: повысить качество;\nподдержать учителей;\nпривлечь родителей.\n",
        "Срок\tмай\n",
        "",
    ],
)
def test_running_text_is_no_table(text: str) -> None:
    assert sign_of(text, named=False) is None


def test_a_quote_never_closed_swallows_no_rows() -> None:
    text = '№;Дело;Срок\n1;"Смотр;май\n' + "".join(f"{number};Дело;июнь\n" for number in range(2, 100))
    grid = next(block for block in read_records(text, ";") if isinstance(block, Grid))
    assert grid.n_rows == 100


def test_rows_know_their_lines() -> None:
    blocks = read_records('Итоги;;\n№;Дело;Срок\n1;"Смотр\nкабинетов";май\n2;Выезд;июнь\n', ";")
    assert [type(block) for block in blocks] == [Paragraph, Grid]
    assert [cell.lines[0].number for cell in blocks[1].cells if cell.col == 1] == [2, 3, 5]  # type: ignore[union-attr]


@given(st.lists(st.lists(st.text('абв;",\n', max_size=6), min_size=3, max_size=5), min_size=1, max_size=8))
def test_nothing_of_a_record_vanishes(rows: list[list[str]]) -> None:
    blocks = read_records(saved(";", rows), ";")
    cells = [cell for block in blocks for cell in (block.cells if isinstance(block, Grid) else (block,))]  # type: ignore[union-attr]
    found = sorted("".join(line.text for line in cell.lines) for cell in cells if cell.lines)  # type: ignore[union-attr]
    told = sorted("".join(text.strip() for text in field.split("\n")) for row in rows for field in row if field.strip())
    assert "".join(sorted("".join(found))) == "".join(sorted("".join(told)))
