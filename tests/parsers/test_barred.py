"""Text whose bars only end the cells: where its rows end is told by the cells themselves."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Grid
from parsers.plaintext import read_text

HEAD = ["№ п/п", "Мероприятие", "Срок", "Ответственные"]
SECTION = ["I. Работа с кадрами"]
ROWS = [
    ["1.", "Круглый стол молодых педагогов", "октябрь 2022", "методист"],
    ["2.", "Выезд в сельские школы:\nбеседы с родителями", "до 25 числа", ""],
    ["3.", "Смотр кабинетов", "март, апрель", "завхоз"],
]
PLAN = [HEAD, SECTION, *ROWS]


def at_line_ends(rows: list[list[str]]) -> str:
    """«Семинар |» a cell; a heading over the whole width leaves the bars of the cells that it covers."""
    bars = "|" * (max(map(len, rows)) - 1)
    return "\n".join(
        f"{row[0]} | {bars}" if len(row) == 1 else "\n".join(f"{cell} |".strip() for cell in row) for row in rows
    )


def on_own_lines(rows: list[list[str]]) -> str:
    return "\n".join(f"{cell}\n|".strip() for row in rows for cell in row)


def framed(rows: list[list[str]]) -> str:
    return "\n".join("|\n" + "\n".join(f"{cell}\n|".strip() for cell in row) for row in rows)


def rows_of(text: str) -> list[list[str]]:
    (grid,) = [block for block in read_text(text) if isinstance(block, Grid)]
    rows = itertools.groupby(grid.cells, key=lambda cell: cell.row)
    return [["\n".join(line.text for line in cell.lines) for cell in cells] for _, cells in rows]


@pytest.mark.parametrize("form", [at_line_ends, on_own_lines, framed])
@pytest.mark.parametrize(
    "plan",
    [
        PLAN,
        [HEAD, *ROWS],
        [HEAD, ["1", "2", "3", "4"], *ROWS],
        [HEAD, ["2023 год"], SECTION, *ROWS, ["II. Контроль"], ["1.", "Рейд", "ежемесячно", "директор"]],
    ],
)
def test_rows(form: object, plan: list[list[str]]) -> None:
    assert rows_of("План работы\nна 2023 год\n" + form(plan) + "\n\nНачальник отдела") == plan  # type: ignore[operator]


def test_text_above_and_below_stays_text() -> None:
    above, grid, below = read_text(f"План работы\nна 2023 год\n{at_line_ends(PLAN)}\nНачальник отдела")
    assert isinstance(grid, Grid)
    assert grid.path == "строки 3–20"
    assert not isinstance(above, Grid)
    assert [line.text for line in above.lines] == ["План работы", "на 2023 год"]
    assert not isinstance(below, Grid)
    assert [line.text for line in below.lines] == ["Начальник отдела"]


def test_heading_of_two_lines() -> None:
    text = at_line_ends([["№\nп/п", *HEAD[1:]], *ROWS])
    assert rows_of("Приложение\n" + text)[0] == ["№\nп/п", *HEAD[1:]]


def test_blank_columns_behind_the_rows_go() -> None:
    assert rows_of(at_line_ends([[*row, "", ""] for row in [HEAD, *ROWS]])) == [HEAD, *ROWS]


def test_rows_without_numbers() -> None:
    rows = [row[1:] for row in [HEAD, *ROWS]] + [["Олимпиада", "декабрь", "учителя"]]
    assert rows_of(framed(rows)) == rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "№ | Дело | Срок\n1 | Смотр | май\n2 | Сбор | июнь",
            [["№", "Дело", "Срок"], ["1", "Смотр", "май"], ["2", "Сбор", "июнь"]],
        ),
        ("Школа № 1 | Школа № 2\nДиректор | Директор\nПодпись | Подпись", None),
        (
            "1 | Смотр | май | |\n2 | Сбор:\n- актива | май | |\n3 | Поход | июнь | |",
            [["1", "Смотр", "май", ""], ["2", "Сбор:\n- актива", "май", ""], ["3", "Поход", "июнь", ""]],
        ),
        (
            "1 | май | Смотр:\nкабинетов;\nзала;\n2 | май | Сбор\n3 | июнь | Поход\nПримечание",
            [["1", "май", "Смотр:\nкабинетов;\nзала;"], ["2", "май", "Сбор"], ["3", "июнь", "Поход"]],
        ),
    ],
)
def test_rows_on_lines_of_their_own_without_a_frame(text: str, expected: list[list[str]] | None) -> None:
    if expected is None:
        assert not any(isinstance(block, Grid) for block in read_text(text))
    else:
        assert rows_of(text) == expected


CELLS = st.sampled_from(["1.", "№", "Срок", "май", "школа", "2021 год", "1. Кадры", "I. Контроль", "", "и\nдалее"])


@given(st.lists(CELLS.map(lambda cell: f"{cell} |") | st.just("|") | st.just("| |||") | CELLS, max_size=40))
def test_no_word_is_lost(cells: list[str]) -> None:
    text = "\n".join(cells)
    words: list[str] = []
    for block in read_text(text):
        lines = [line for cell in block.cells for line in cell.lines] if isinstance(block, Grid) else block.lines
        words += (word for line in lines for word in line.text.replace("|", " ").split())
    assert sorted(words) == sorted(text.replace("|", " ").split())
