"""Whatever stands in the grids of a document is in a measure, a heading, the texts around, or told in `problems`."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsers.document import Block, Cell, Document, Grid, Line, Origin, Paragraph
from parsers.plan import Reading
from parsers.roadmap import read_assembly

WORDS = [
    "",
    "",
    "№ п/п",
    "Мероприятие",
    "Сроки",
    "Начало",
    "Окончание",
    "Ответственный",
    "Результат",
    "Примечание",
    "Единица измерения",
    "1",
    "1.1.",
    "2",
    "I",
    "май",
    "сентябрь",
    "I квартал",
    "+",
    "Проведение семинаров для учителей:",
    "- разработка плана работы школы",
    "и руководителей методических объединений",
    "1) сбор заявок;",
    "отдел образования",
    "Школа",
    "Методический центр",
    "Раздел 1. Кадры",
    "2021 год",
    "Примечание: сроки уточняются",
    "Срок: май. Отв.: ИМЦ",
]


@st.composite
def grids(draw, page: int | None, table: int) -> Grid:
    n_rows, n_cols = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    cells = []
    for row in range(n_rows):
        for col in range(n_cols):
            if (row, col) in taken or draw(st.integers(0, 19)) == 0:
                continue
            row_end = min(n_rows, row + draw(st.sampled_from([1, 1, 1, 2])))
            col_end = min(n_cols, col + draw(st.sampled_from([1, 1, 1, 1, 2, 6])))
            slots = {(r, c) for r in range(row, row_end) for c in range(col, col_end)}
            if slots & taken:
                row_end, col_end, slots = row + 1, col + 1, {(row, col)}
            taken |= slots
            texts = draw(st.lists(st.sampled_from(WORDS), max_size=2))
            lines = [
                Line(
                    f"{text} т{table}р{row}к{col}ы{k}" if len(text) > 5 and draw(st.booleans()) else text,
                    paragraph=k,
                )
                for k, text in enumerate(texts)
                if text
            ]
            cells.append(Cell(row, col, row_end, col_end, tuple(lines), bold=draw(st.booleans())))
    edges = tuple(100.0 * k for k in range(n_cols + 1)) if page is not None else None
    return Grid(n_rows, n_cols, tuple(cells), draw(st.sampled_from(list(Origin))), table, page, edges)


@st.composite
def documents(draw) -> Document:
    paged = draw(st.booleans())
    blocks: list[Block] = []
    for table in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            blocks.append(Paragraph((Line(draw(st.sampled_from(WORDS))),), bold=draw(st.booleans())))
        blocks.append(draw(grids(table + 1 if paged else None, table)))
    return Document(draw(st.sampled_from(["docx", "pdf", "txt"])), tuple(blocks))


def everything(reading: Reading) -> str:
    """All texts that a reading tells."""
    texts = [*reading.front, *reading.after, *(problem.text or "" for problem in reading.problems), reading.title or ""]
    for row in reading.rows:
        fields = [row.action, row.term, row.executor, row.result, *(field for _, field in row.extra)]
        texts += [field.text for field in fields if field is not None]
        texts += [f"{h.number or ''} {h.title}" for h in (row.section, row.subsection) if h is not None]
        texts += [row.number or "", row.parent_number or "", *(name for name, _ in row.extra)]
    return " ".join(texts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_nothing_vanishes(document):
    reading, assembly = read_assembly(document)
    told = " ".join([everything(reading), *(text for row in assembly.headers for text in row.texts())])
    for block in document.blocks:
        if isinstance(block, Grid):
            for cell in block.cells:
                for line in cell.lines:
                    token = next((part for part in line.text.split() if part.startswith("т") and "р" in part), None)
                    assert token is None or token in told, (line.text, told)
