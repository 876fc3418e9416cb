"""Plans drawn as PDFs with reportlab, for the tests of PDF reading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from parsers.document import Document, Grid

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf",
)
WIDE = landscape(A4)

ROWS = (
    ("1", "Провести семинар для учителей математики", "сентябрь", "методический центр"),
    ("2", "Собрать отчёты школ о посещении занятий", "до 15 октября", "управление образования"),
    ("3", "Обсудить итоги диагностики на совещании директоров", "ноябрь", "заместитель начальника"),
    ("4", "Подготовить адресные рекомендации для школ", "декабрь", "методический центр"),
)
HEADING = ("№ п/п", "Мероприятие", "Срок", "Ответственный")
XS = (50.0, 90.0, 420.0, 540.0, 780.0)


@cache
def font() -> str:
    """A registered font with Cyrillic letters; the test is skipped where there is none."""
    found = next((path for path in FONTS if Path(path).exists()), None)
    if found is None:
        pytest.skip("нет шрифта с кириллицей")
    pdfmetrics.registerFont(TTFont("Cyrillic", found))
    return "Cyrillic"


def write(path: Path, *pages: Callable[[Canvas], None], size: tuple[float, float] = WIDE, **options: object) -> Path:
    """A PDF with a page for each drawing function."""
    canvas = Canvas(str(path), pagesize=size, **options)  # type: ignore[arg-type]
    for draw in pages:
        canvas.setFont(font(), 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def text(canvas: Canvas, x: float, top: float, line: str, size: tuple[float, float] = WIDE) -> None:
    canvas.drawString(x, size[1] - top, line)


def wrapped(line: str, width: float) -> list[str]:
    """A text as lines that fit into a width in points."""
    lines = [""]
    for word in line.split():
        longer = f"{lines[-1]} {word}".strip()
        if pdfmetrics.stringWidth(longer, font(), 10) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def table(
    canvas: Canvas, rows: Sequence[Sequence[str]], xs: Sequence[float] = XS, top: float = 100, rules: str = "grid"
) -> float:
    """Rows of cells from the top downwards; a row of one text goes over all columns. Returns the bottom."""
    height = WIDE[1]
    y = top
    ys = [y]
    for row in rows:
        whole = len(row) == 1
        cells = [wrapped(cell, (xs[-1] if whole else xs[i + 1]) - xs[i] - 10) for i, cell in enumerate(row)]
        for index, lines in enumerate(cells):
            for number, line in enumerate(lines):
                text(canvas, xs[index] + 5, y + 11 + 12 * number, line)
        bottom = y + 12 * max(map(len, cells)) + 4
        if rules == "grid":
            for x in (xs[0], xs[-1]) if whole else xs:
                canvas.line(x, height - y, x, height - bottom)
        y = bottom
        ys.append(y)
    if rules in ("grid", "horizontal"):
        for y in ys:
            canvas.line(xs[0], height - y, xs[-1], height - y)
    return ys[-1]


def texts(grid: Grid, row: int) -> list[str]:
    """The texts of a printed row's cells, from left to right."""
    return [" ".join(x.text for x in cell.lines) for cell in grid.cells if cell.row <= row < cell.row_end]


def grids_of(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


RULED = (HEADING, ("1. Повышение качества образования",), *ROWS)


def ruled_page(canvas: Canvas) -> None:
    text(canvas, 300, 60, "Образец плана мероприятий")
    bottom = table(canvas, RULED)
    text(canvas, 50, bottom + 40, "Начальник управления образования")
