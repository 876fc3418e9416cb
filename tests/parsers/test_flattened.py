"""Flattened text → paragraphs and grids."""

from parsers.document import Flow, Grid, Line, Origin, Paragraph
from parsers.flattened import infer

PLAN = """План мероприятий («дорожная карта»)
по развитию школьных библиотек
№ Мероприятия Сроки Ответственные
1. Обновление фондов
1.1 Проведение инвентаризации книжных фондов
школьных библиотек района
сентябрь отдел образования,
директора школ
1.2 Составление заявки на учебники октябрь методист отдела
образования
2. Работа с читателями
2.1 Организация недели детской книги в каждой
школе района
март директора школ,
библиотекари школ"""


def flow(text: str) -> Flow:
    return Flow(tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1)))


def table(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row_end):
            rows[row].append(" ".join(line.text for line in cell.lines))
    return rows


def test_a_small_plan():
    blocks = infer(flow(PLAN))
    assert isinstance(blocks[0], Paragraph)
    grid = blocks[-1]
    assert isinstance(grid, Grid)
    assert grid.origin is Origin.INFERRED
    assert table(grid) == [
        ["№", "Мероприятия", "Сроки", "Ответственные"],
        ["1. Обновление фондов"],
        [
            "1.1",
            "Проведение инвентаризации книжных фондов школьных библиотек района",
            "сентябрь",
            "отдел образования, директора школ",
        ],
        ["1.2", "Составление заявки на учебники", "октябрь", "методист отдела образования"],
        ["2. Работа с читателями"],
        ["2.1", "Организация недели детской книги в каждой школе района", "март", "директора школ, библиотекари школ"],
    ]


def test_prose_has_no_grid():
    prose = "Приказ\nВ целях развития образования приказываю:\n1. Утвердить план.\n2. Контроль оставляю за собой."
    assert all(isinstance(block, Paragraph) for block in infer(flow(prose)))
