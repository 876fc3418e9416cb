"""Page images drawn here, damaged here, and read by the real Tesseract: the same cells must come back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from parsers import pdf, scan
from parsers.document import Document, Grid, Origin, Paragraph, Severity, Unreadable
from parsers.mend import mend_document
from parsers.scan import tesseract

FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
HEADER = ("№", "Мероприятие", "Срок", "Исполнитель")
ROWS = (
    ("1.1", "Провести опрос учителей о нехватке оборудования", "сентябрь", "школа"),
    ("1.2", "Обсудить итоги опроса на совете директоров школ", "октябрь", "отдел образования"),
    ("1.3", "Составить перечень кабинетов для ремонта", "до 1 марта", "завхоз"),
)
WIDTHS = (70, 480, 170, 230)
TITLE = "Дорожная карта поддержки сельских школ"

needs_tesseract = pytest.mark.skipif(tesseract.tessdata() is None, reason="no Tesseract data for Russian here")


def font(size: int) -> ImageFont.FreeTypeFont:
    if not FONT.is_file():
        pytest.skip("the font of the drawn pages is not here: apt-get install fonts-liberation")
    return ImageFont.truetype(str(FONT), size)


def drawn(rules: bool = True, width: int = 1240, height: int = 760) -> Image.Image:
    """A page at 150 dpi: a title, a table of a header and three rows."""
    page = Image.new("L", (width, height), 250)
    pen = ImageDraw.Draw(page)
    letters = font(24)
    pen.text((320, 70), TITLE, fill=20, font=letters)
    top = 150
    for row in (HEADER, *ROWS):
        cells = [wrapped(text, letters, room - 24) for text, room in zip(row, WIDTHS, strict=True)]
        bottom = top + 18 + 30 * max(len(lines) for lines in cells)
        left = 120
        for lines, room in zip(cells, WIDTHS, strict=True):
            if rules:
                pen.rectangle((left, top, left + room, bottom), outline=30, width=2)
            for at, line in enumerate(lines):
                pen.text((left + 12, top + 8 + 30 * at), line, fill=20, font=letters)
            left += room
        top = bottom
    return page


def wrapped(text: str, letters: ImageFont.FreeTypeFont, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if letters.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def noisy(page: Image.Image) -> Image.Image:
    chance = np.random.default_rng(7)
    grain = np.asarray(page, dtype=float) + chance.normal(0, 14, (page.height, page.width))
    for x, y in zip(chance.integers(0, page.width - 3, 300), chance.integers(0, page.height - 3, 300), strict=True):
        grain[y : y + 2, x : x + 2] = 0
    return Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8))


def shadowed(page: Image.Image) -> Image.Image:
    light = np.linspace(0.5, 1.0, page.width)[None, :]
    return Image.fromarray((np.asarray(page) * light).astype(np.uint8))


def stamped(page: Image.Image) -> Image.Image:
    ink = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ink)
    pen.ellipse((520, 200, 800, 480), outline=(70, 80, 200), width=6)
    pen.line((300, 420, 760, 260), fill=(60, 70, 190), width=4)
    return ImageChops.multiply(page.convert("RGB"), ink)


def faint(page: Image.Image) -> Image.Image:
    return page.point([150 + value * 2 // 5 for value in range(256)])


DAMAGE = {
    "clean": lambda page: page,
    "skewed": lambda page: page.rotate(2.7, expand=True, fillcolor=250, resample=Image.Resampling.BICUBIC),
    "right": lambda page: page.transpose(Image.Transpose.ROTATE_270),
    "upside down": lambda page: page.transpose(Image.Transpose.ROTATE_180),
    "left": lambda page: page.transpose(Image.Transpose.ROTATE_90),
    "noisy": noisy,
    "shadowed": shadowed,
    "stamped": stamped,
    "faint": faint,
    "blurred": lambda page: page.filter(ImageFilter.GaussianBlur(1.1)),
    "large": lambda page: page.resize((page.width * 3, page.height * 3), Image.Resampling.BICUBIC),
}


def cells_of(grid: Grid) -> list[tuple[str, ...]]:
    """The texts of a grid, row by row."""
    rows: dict[int, list[str]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.col)):
        rows.setdefault(cell.row, []).append(" ".join(line.text for line in cell.lines))
    return [tuple(row) for row in rows.values()]


@needs_tesseract
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_page_gives_the_cells_of_the_clean_one(damage):
    page = scan.read_page(np.asarray(DAMAGE[damage](drawn())), page=4, scale=0.48)
    mended = mend_document(Document("image", page.blocks))
    [grid] = [block for block in mended.blocks if isinstance(block, Grid)]
    read = cells_of(grid)
    assert read[1:] == [tuple(row) for row in ROWS]
    assert grid.origin is Origin.RULED
    assert page.page.ocr
    assert page.page.confidence is not None
    assert page.page.confidence > 0.75
    assert not page.problems


@needs_tesseract
def test_text_above_a_table_is_a_paragraph_before_it():
    page = scan.read_page(np.asarray(drawn()), page=1, scale=0.48)
    first = page.blocks[0]
    assert isinstance(first, Paragraph)
    assert " ".join(line.text for line in first.lines) == TITLE


@needs_tesseract
@pytest.mark.parametrize("damage", ["clean", "left", "upside down"])
def test_boxes_are_those_of_the_page_as_it_came(damage):
    """The ink of the first number lies within the box of its cell, wherever the page was turned to."""
    marked = drawn().convert("RGB")
    place = ImageDraw.Draw(marked)
    place.rectangle((160, 230, 166, 236), fill=(255, 0, 0))
    pixels = np.asarray(DAMAGE[damage](marked))
    rows, columns = np.nonzero((pixels[..., 0] > 200) & (pixels[..., 1] < 80))
    page = scan.read_page(pixels, page=1, scale=0.5)
    [grid] = [block for block in page.blocks if isinstance(block, Grid)]
    box = next(cell.box for cell in grid.cells if (cell.row, cell.col) == (1, 0))
    assert box.x0 - 3 <= columns.mean() * 0.5 <= box.x1 + 3
    assert box.top - 3 <= rows.mean() * 0.5 <= box.bottom + 3


@needs_tesseract
def test_pages_without_print_are_empty_and_pages_of_dirt_are_told():
    white = scan.read_page(np.full((600, 800), 250, np.uint8), page=1, scale=0.5)
    assert (white.blocks, white.problems) == ((), ())
    dirt = np.full((600, 800), 250, np.uint8)
    dirt[100:400, 200:600] = 10
    [problem] = scan.read_page(dirt, page=3, scale=0.5).problems
    assert (problem.code, problem.page, problem.severity) == ("page-unreadable", 3, Severity.ERROR)


@needs_tesseract
def test_a_pdf_that_shows_dirt_alone_is_unreadable_like_its_picture(tmp_path):
    dirt = np.full((1200, 1600), 250, np.uint8)
    dirt[200:800, 400:1200] = 10
    Image.fromarray(dirt).save(tmp_path / "plan.pdf", resolution=150)
    with pytest.raises(Unreadable) as told:
        pdf.read(tmp_path / "plan.pdf")
    assert told.value.code == "page-unreadable"


@needs_tesseract
def test_a_tiff_of_two_pages_is_one_document(tmp_path):
    path = tmp_path / "plan.tiff"
    drawn().save(path, save_all=True, append_images=[drawn()], dpi=(150, 150))
    document = scan.read(path)
    assert isinstance(document, Document)
    assert [page.number for page in document.pages] == [1, 2]
    assert document.pages[0].width == pytest.approx(1240 * 0.48, abs=1)
    assert [block.table for block in document.blocks if isinstance(block, Grid)] == [0, 1]


@needs_tesseract
def test_a_damaged_file_says_so(tmp_path):
    path = tmp_path / "plan.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    with pytest.raises(Unreadable) as told:
        scan.read(path)
    assert told.value.code == "file-damaged"


def test_without_tesseract_the_hint_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(tesseract, "tessdata", lambda: None)
    tesseract.engine.cache_clear()
    path = tmp_path / "plan.png"
    drawn().save(path)
    with pytest.raises(Unreadable) as told:
        scan.read(path)
    assert told.value.code == "tool-missing"
    assert "apt-get install tesseract-ocr tesseract-ocr-rus" in told.value.message
    tesseract.engine.cache_clear()
