"""Coloured headings of tables: white letters on a dark fill become dark ones on white, and what is no fill stays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers import scan
from parsers.document import Grid
from parsers.scan import fills, tesseract
from parsers.scan import image as pixels

FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
HEADER = ("№", "Мероприятие", "Срок", "Исполнитель")
ROW = ("Сверка списков выпускников школ", "до 1 мая", "отдел опеки")
LEFTS = (80, 170, 620, 840, 1100)
HIGH = 50
Colour = tuple[int, int, int]

needs_tesseract = pytest.mark.skipif(tesseract.tessdata() is None, reason="no Tesseract data for Russian here")


def drawn(fill: Colour, ink: str = "white", rules: Colour | str = "black", tilt: float = 0.0) -> np.ndarray:
    """A page at 150 dpi with a table whose heading is filled and has rules of a colour."""
    if not FONT.is_file():
        pytest.skip("the font of the drawn pages is not here: apt-get install fonts-liberation")
    page = Image.new("RGB", (1240, 877), "white")
    pen, letters = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 24)
    for at, row in enumerate((HEADER, *((f"{number}.", *ROW) for number in range(1, 6)))):
        top = 120 + HIGH * at
        for left, right, text in zip(LEFTS, LEFTS[1:], row, strict=False):
            box = (left, top, right, top + HIGH)
            pen.rectangle(box, outline="black" if at else rules, fill=None if at else fill, width=2)
            pen.text((left + 10, top + 11), text, font=letters, fill="black" if at else ink)
    return np.asarray(page.rotate(tilt, fillcolor="white", resample=Image.Resampling.BICUBIC))


@needs_tesseract
@pytest.mark.parametrize(
    ("fill", "rules", "tilt"),
    [
        ((31, 78, 121), "black", 0.0),
        ((31, 78, 121), (31, 78, 121), 0.0),
        ((68, 114, 196), "white", 0.6),
        ((110, 110, 110), "black", -0.8),
        ((0, 0, 0), "black", 0.0),
    ],
)
def test_a_heading_in_white_on_a_fill_is_the_first_row_of_its_table(fill, rules, tilt):
    page = scan.read_page(drawn(fill, rules=rules, tilt=tilt), 1, 0.48)
    [grid] = [block for block in page.blocks if isinstance(block, Grid)]
    heading = [" ".join(line.text for line in cell.lines) for cell in grid.cells if cell.row == 0]
    assert (heading, len({cell.row for cell in grid.cells})) == (list(HEADER), 6)


@pytest.mark.parametrize("fill", [(255, 255, 255), (217, 226, 243), (191, 191, 191)])
def test_a_pale_fill_with_dark_letters_stays(fill):
    page = drawn(fill, ink="black")
    grey = pixels.grey(page)
    assert np.array_equal(fills.without_fills(page, grey), grey)


def test_a_solid_place_and_a_shadow_at_the_edge_stay():
    page = np.full((877, 1240), 250, np.uint8)
    page[400:460, 300:700] = 30
    page[:, :60] = 40
    page[100:104, 10:50] = 250
    assert np.array_equal(fills.without_fills(page, page), page)
