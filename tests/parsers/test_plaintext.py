"""Plain text: what tabs, pipes and box rules declare becomes a grid, all else stays a flow with its line numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Block, Flow, Grid
from parsers.plaintext import read, read_text


def shown(blocks: tuple[Block, ...]) -> list[str]:
    """A grid as its rows («^» and «v»: open at the page's end), a flow as its lines."""
    found = []
    for block in blocks:
        if isinstance(block, Flow):
            found.append("/".join(line.text for line in block.lines))
        elif isinstance(block, Grid):
            rows: list[list[str]] = [[] for _ in range(block.n_rows)]
            for cell in block.cells:
                span = "↓" * (cell.row_end - cell.row - 1) + "→" * (cell.col_end - cell.col - 1)
                mark = "^" * cell.open_top + "v" * cell.open_bottom
                rows[cell.row].append(mark + "/".join(line.text for line in cell.lines) + span)
            found.append(" ‖ ".join("|".join(row) for row in rows))
    return found


HEADS = "№|Мероприятие|Срок|Исполнитель"
HEAD = "№\tМероприятие\tСрок\tИсполнитель"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"План\n{HEAD}\n1.\tСовещание\tмай\tОУО", ["План", f"{HEADS} ‖ 1.|Совещание|май|ОУО"]),
        (
            f"{HEAD}\n1.\tСовещание по\tмай\tОУО\n\n\tитогам года\t\t",
            [f"{HEADS} ‖ v1.|vСовещание по|vмай|vОУО", "^|^итогам года|^|^"],
        ),
        (
            f"{HEAD}\n1.\tКурсы\tмай\tОУО и\n\n\t\t\tшколы\n2.\tВыезды\tмай\tОУО",
            [f"{HEADS} ‖ v1.|vКурсы|vмай|vОУО и", "^|^|^|^школы ‖ 2.|Выезды|май|ОУО"],
        ),
        (
            f"{HEAD}\n1.\tКурсы для\tмай\tОУО\n\f\tучителей\t\t\n2.\tВыезды\tмай\tОУО",
            [f"{HEADS} ‖ v1.|vКурсы для|vмай|vОУО", "^|^учителей|^|^ ‖ 2.|Выезды|май|ОУО"],
        ),
        (f"{HEAD}\n2021 год\t\t\t\n1.\tКурсы\tмай\tОУО", [f"{HEADS} ‖ 2021 год||| ‖ 1.|Курсы|май|ОУО"]),
        (f"{HEAD}\n1. Кадры\n1.1\tКурсы\tмай\tОУО", [f"{HEADS} ‖ 1. Кадры→→→ ‖ 1.1|Курсы|май|ОУО"]),
        (
            f"{HEAD}\n1\tКурсы\tмай\tОУО\n2. Контроль\n{HEAD}\n2\tВыезды\tмай\tОУО",
            [f"{HEADS} ‖ 1|Курсы|май|ОУО", "2. Контроль", f"{HEADS} ‖ 2|Выезды|май|ОУО"],
        ),
        (
            f"{HEAD}\n1\tКурсы\nдля учителей\tмай\tОУО\n2\tВыезды\tмай\tОУО",
            [f"{HEADS} ‖ 1|Курсы/для учителей|май|ОУО ‖ 2|Выезды|май|ОУО"],
        ),
        (
            f"{HEAD}\n1\tКурсы\tмай\tОУО,\nшколы района\n2\tВыезды\tмай\tОУО",
            [f"{HEADS} ‖ 1|Курсы|май|ОУО,/школы района ‖ 2|Выезды|май|ОУО"],
        ),
        (
            f"{HEAD}\n\n1\tКурсы\tмай\tОУО\n\n2\tВыезды\tмай\tОУО\n\n3\tСборы\tмай\tОУО",
            [f"{HEADS} ‖ 1|Курсы|май|ОУО ‖ 2|Выезды|май|ОУО ‖ 3|Сборы|май|ОУО"],
        ),
        (
            f"{HEAD}\n1. Кадры\n1.1. Курсы\n1\tКурсы\n2\tВыезды\tмай\tОУО\n\n\tв школы\n3\tСборы\tмай\tОУО",
            [
                f"{HEADS} ‖ 1. Кадры→→→ ‖ 1.1. Курсы→→→ ‖ 1|Курсы|| ‖ v2|vВыезды|vмай|vОУО",
                "^|^в школы|^|^ ‖ 3|Сборы|май|ОУО",
            ],
        ),
        (f"{HEAD}\n1\tКурсы\tмай\tОУО\n2\tВыезды\tмай\tОУО\n\nДиректор\t\tИ.И. Образцов",
         [f"{HEADS} ‖ 1|Курсы|май|ОУО ‖ 2|Выезды|май|ОУО", "/Директор\t\tИ.И. Образцов"]),
        (
            "ОУО\tЦентр\tШкола\nУчить\tПомочь\tУчиться и\n\nи учиться\nЗнать\tУметь\tЖить",
            ["ОУО|Центр|Школа ‖ vУчить|vПомочь|vУчиться и", "^и учиться|^|^ ‖ Знать|Уметь|Жить"],
        ),
        (
            "№\tМероприятие\tСрок\tКто\t\n\t\t\tрайон\tшкола\n1\tКурсы\tмай\tРМК\tзавуч",
            ["№↓|Мероприятие↓|Срок↓|Кто→ ‖ район|школа ‖ 1|Курсы|май|РМК|завуч"],
        ),
        (
            "№\tМероприятие\tСрок\tКто\t\n1\tКурсы\tмай\tРМК\tзавуч\n\tВыезды\tмай\tРМК\t",
            ["№|Мероприятие|Срок|Кто| ‖ 1|Курсы|май|РМК|завуч ‖ |Выезды|май|РМК|"],
        ),
        ("\tЦель: помочь школам.\n\tЗадачи:\n\t1) учить;", ["\tЦель: помочь школам./\tЗадачи:/\t1) учить;"]),
        ("1.\tУчить детей\n2.\tУчить взрослых\n3.\tУчиться", ["1.\tУчить детей/2.\tУчить взрослых/3.\tУчиться"]),
        ("Мероприятие\tСрок\nСовещание\tмай\nКурсы\tиюнь", ["Мероприятие|Срок ‖ Совещание|май ‖ Курсы|июнь"]),
        ("Начальник отдела\t\t\tИ.И. Образцов", ["Начальник отдела\t\t\tИ.И. Образцов"]),
        ("  слева\n\n\fдалее", ["  слева//\fдалее"]),
        ("**План\nмероприятий**", ["План/мероприятий"]),
        ("по согласованию**", ["по согласованию**"]),
        ("| № | Срок |\n| 1 | май |\nконец", ["№|Срок ‖ 1|май", "конец"]),
    ],
)  # fmt: skip
def test_text(text: str, expected: list[str]) -> None:
    assert shown(read_text(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# План\n\n| № | *Срок* |\n|--:|:--|\n| **1** | май<br>июнь |\n", ["План/", "№|Срок ‖ 1|май/июнь", ]),
        ("№ | Срок\n---|---\n1 | май", ["№|Срок ‖ 1|май"]),
        ("| № | Срок |\n|---|---|\n| 1 |", ["№|Срок ‖ 1|"]),
        ("| № | а \\| б |\n|---|---|\n| 1\\. | _май_ |", ["№|а | б ‖ 1.|май"]),
        ("1\\. [Сайт отдела](http://example.org/)", ["1. Сайт отдела"]),
        ("> приказ № 5\n```\nкод\n```", ["приказ № 5//код/"]),
    ],
)  # fmt: skip
def test_markdown(text: str, expected: list[str]) -> None:
    assert shown(read_text(text, "md")) == expected


BOX = """\
┌────┬──────────────┬────────┐
│ №  │ Мероприятие  │ Срок   │
├────┴──────────────┴────────┤
│ 1. Кадры                   │
├────┬──────────────┬────────┤
│1.1 │ Курсы для    │ май    │
│    │ учителей     │        │
├────┼──────────────┤        │
│1.2 │ Выезды       │ июнь   │
└────┴──────────────┴────────┘"""

UNRULED = """\
+----+-------------+------+
| №  | Мероприятие | Срок |
+----+-------------+------+
| 1  | Курсы для   | май  |
|    | учителей    |      |
| 2  | Выезды      | июнь |
+----+-------------+------+"""


def test_box_drawing() -> None:
    assert shown(read_text(BOX)) == ["№|Мероприятие|Срок ‖ 1. Кадры→→ ‖ 1.1|Курсы для/учителей|май/июнь↓ ‖ 1.2|Выезды"]


def test_box_without_rules_between_rows() -> None:
    (grid,) = read_text(UNRULED)
    assert shown((grid,)) == ["№|Мероприятие|Срок ‖ 1|Курсы для/учителей|май ‖ 2|Выезды|июнь"]
    assert isinstance(grid, Grid)
    assert grid.header_rows == 1


def test_place_is_told_by_lines() -> None:
    blocks = read_text(f"План\r\n\r\n{HEAD}\r\n1\tКурсы\tмай\tОУО\r\n")
    grid = blocks[1]
    assert isinstance(grid, Grid)
    assert grid.path == "строки 3–4"
    assert [line.number for cell in grid.cells for line in cell.lines] == [3] * 4 + [4] * 4


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "koi8-r", "utf-16", "utf-16-le", "utf-8-sig"])
def test_files_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "план.txt"
    path.write_bytes(
        HEAD.replace("№", "N").encode(encoding)
        + "\n1\tКурсы учителей\tмай\tОУО".encode(
            encoding.replace("utf-16", "utf-16-le") if encoding == "utf-16" else encoding.removesuffix("-sig")
        )
    )
    document = read(path)
    assert document.format == "txt"
    assert shown(document.blocks) == ["N|Мероприятие|Срок|Исполнитель ‖ 1|Курсы учителей|май|ОУО"]


WORDS = st.sampled_from(["1.", "№", "Срок", "май", "школа", "2021 год", "1. Кадры", "отдел", "-", "и далее", ""])
LINES = st.lists(WORDS, max_size=6).map("\t".join) | st.lists(WORDS, max_size=4).map(" | ".join) | st.just("")


@given(st.lists(LINES, max_size=25))
def test_no_word_is_lost_or_moved_to_another_line(lines: list[str]) -> None:
    blocks = read_text("\n".join(lines))
    kept: dict[int, list[str]] = {}
    for block in blocks:
        printed = [line for cell in block.cells for line in cell.lines] if isinstance(block, Grid) else block.lines
        for line in printed:
            kept.setdefault(line.number or 0, []).extend(line.text.replace("|", " ").split())
    expected = {
        number: line.replace("|", " ").split() for number, line in enumerate(lines, start=1) if line.strip("| \t")
    }
    assert {number: words for number, words in kept.items() if words} == expected


@given(st.lists(LINES, max_size=25))
def test_cells_never_overlap(lines: list[str]) -> None:
    for block in read_text("\n".join(lines)):
        if isinstance(block, Grid):
            slots = [
                (r, c)
                for cell in block.cells
                for r in range(cell.row, cell.row_end)
                for c in range(cell.col, cell.col_end)
            ]
            assert len(slots) == len(set(slots))
            assert all(r < block.n_rows and c < block.n_cols for r, c in slots)
