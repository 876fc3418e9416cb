"""Grids drawn as text, for tests of the reading.

№ | Мероприятие | Срок        a row; cells parted by |
1. Кадры | < | <              < merged with the cell on the left
^ | Обучение | май / июнь     ^ merged with the cell above, / parts paragraphs
*Жирно* | ~ | ~               * bold, ~ no cell at all
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from parsers.document import Block, Box, Cell, Document, Grid, Line, Origin, Paragraph
from parsers.plan import Reading, Row
from parsers.roadmap import read_plan

ROW, COLUMN = 20.0, 100.0


@dataclass(frozen=True)
class Draw:
    """Blocks from text, and the reading of a document made of them."""

    def grid(
        self,
        text: str,
        page: int | None = None,
        table: int = 0,
        origin: Origin | None = None,
        open_top: bool = False,
        open_bottom: bool = False,
        edges: tuple[float, ...] | None = None,
    ) -> Grid:
        rows = [[part.strip() for part in line.split("|")] for line in text.strip("\n").splitlines() if line.strip()]
        width = max(map(len, rows))
        rows = [row + ["~"] * (width - len(row)) for row in rows]
        cells = []
        for r, row in enumerate(rows):
            for c, mark in enumerate(row):
                if mark not in ("<", "^", "~"):
                    cells.append(_cell(rows, r, c, page, edges, open_top, open_bottom))
        kind = origin or (Origin.DECLARED if page is None else Origin.RULED)
        return Grid(len(rows), width, tuple(cells), kind, table, page, edges or _edges(width, page))

    def text(self, text: str, page: int | None = None, **marks: object) -> Paragraph:
        return Paragraph((Line(text, paragraph=None if page else 0),), page, **marks)  # type: ignore[arg-type]

    def read(self, *blocks: Block | str, format: str = "docx") -> Reading:
        made = tuple(self.text(block) if isinstance(block, str) else block for block in blocks)
        return read_plan(Document(format, made))


def _edges(width: int, page: int | None) -> tuple[float, ...] | None:
    return None if page is None else tuple(COLUMN * k for k in range(width + 1))


def _cell(
    rows: list[list[str]],
    r: int,
    c: int,
    page: int | None,
    edges: tuple[float, ...] | None,
    open_top: bool,
    open_bottom: bool,
) -> Cell:
    c_end = c + 1
    while c_end < len(rows[r]) and rows[r][c_end] == "<":
        c_end += 1
    r_end = r + 1
    while r_end < len(rows) and rows[r_end][c] == "^":
        r_end += 1
    text = rows[r][c]
    bold = text.startswith("*") and text.endswith("*") and len(text) > 2
    box, lines = None, []
    if page is not None:
        x = edges or tuple(COLUMN * k for k in range(len(rows[0]) + 1))
        box = Box(page, x[c], ROW * r, x[c_end], ROW * r_end)
    for k, part in enumerate(text.strip("*").split(" / ") if text else []):
        lines.append(Line(part.strip(), box, paragraph=None if page is not None else k))
    top, bottom = open_top and r == 0, open_bottom and r_end == len(rows)
    return Cell(r, c, r_end, c_end, tuple(lines), box, bold or None, top, bottom)


@pytest.fixture(scope="session")
def draw() -> Draw:
    """Builds grids and documents from drawings."""
    return Draw()


def show(row: Row) -> str:
    """A row in one line: «number(parent) | action | term | executor | result», None columns left out."""
    number = (row.number or "") + (f"({row.parent_number})" if row.parent_number else "")
    fields = [field.text for field in (row.action, row.term, row.executor, row.result) if field is not None]
    return " | ".join([number, *fields])


@pytest.fixture(scope="session")
def shown() -> Callable[[Reading], list[str]]:
    """The rows of a reading, one line each."""
    return lambda reading: [show(row) for row in reading.rows]
