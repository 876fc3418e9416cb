"""PDFs whose text layer is not what the page shows, or of which only some pages have one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from parsers.pdf import reading
from parsers.pdf.pdfium import open_pdf
from parsers.roadmap.reading import read_plan
from parsers.scan import tesseract
from tests.parsers.drawn_pdf import HEADING, ROWS, RULED, WIDE, grids_of, ruled_page, table, text, texts, write

needs_tesseract = pytest.mark.skipif(tesseract.tessdata() is None, reason="no Tesseract data for Russian here")
INVISIBLE = 3
MISREAD = (
    ("№ п/п", "Мсроприягие", "Срок", "Огветствсниый"),
    ("1", "Прояестн ссмннар для учнтслсй матсматнкн", "сснтябрь", "мстодичсскнй цсатр"),
    ("2", "Собоать отчсты шкод о посещеннн заиятнй", "до 15 октябоя", "уаравлсиие обоазоваиня"),
)


def picture(tmp_path: Path, draw: Callable[[Canvas], None]) -> np.ndarray:
    """A drawn page as a grey image of 150 dpi."""
    with open_pdf(write(tmp_path / "picture.pdf", draw)) as pdf:
        return pdf.render(1, 150)


def scanned(image: np.ndarray, layer: Sequence[Sequence[str]] = ()) -> Callable[[Canvas], None]:
    """A page that is a picture, with the rows of a table as text without ink above it."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.fromarray(image)), 0, 0, WIDE[0], WIDE[1])
        canvas._code.append(f"{INVISIBLE} Tr")
        if layer:
            table(canvas, layer, rules="none")

    return draw


@pytest.mark.parametrize(("shape", "dpi"), [((1240, 1754), 150), ((827, 1170), 100), ((413, 585), 100)])
def test_a_picture_is_read_as_fine_as_it_is(tmp_path: Path, shape: tuple[int, int], dpi: int) -> None:
    grain = np.random.default_rng(3).integers(0, 255, shape, dtype=np.uint8)
    with open_pdf(write(tmp_path / "plan.pdf", scanned(grain))) as pdf:
        assert round(reading.scan_dpi(pdf.layer(1))) == dpi


def test_a_page_of_text_alone_is_drawn_fine_enough_for_ocr(tmp_path: Path) -> None:
    with open_pdf(write(tmp_path / "plan.pdf", ruled_page)) as pdf:
        assert reading.scan_dpi(pdf.layer(1)) == 300


def test_colour_is_kept_where_there_is_any(tmp_path: Path) -> None:
    grey = np.full((600, 850, 3), 240, np.uint8)
    stamped = grey.copy()
    stamped[200:240, 300:400] = (60, 70, 190)
    shapes = []
    for number, image in enumerate((grey, stamped)):
        with open_pdf(write(tmp_path / f"{number}.pdf", scanned(image))) as pdf:
            shapes.append(pdf.render(1, 72).shape)
    assert [len(shape) for shape in shapes] == [2, 3]


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> None:
        raise AssertionError("this page needs no OCR")

    monkeypatch.setattr(reading, "scan", never)


@pytest.mark.usefixtures("no_ocr")
def test_a_good_layer_without_ink_is_taken(tmp_path: Path) -> None:
    image = picture(tmp_path, ruled_page)
    document = reading.read(write(tmp_path / "plan.pdf", scanned(image, RULED)))
    assert not document.pages[0].ocr
    assert "Провести семинар для учителей математики" in texts(grids_of(document)[0], 2)


@needs_tesseract
def test_a_bad_layer_without_ink_is_read_anew(tmp_path: Path) -> None:
    image = picture(tmp_path, lambda canvas: table(canvas, (HEADING, *ROWS[:2])) and None)
    document = reading.read(write(tmp_path / "plan.pdf", scanned(image, MISREAD)))
    assert document.pages[0].ocr
    assert texts(grids_of(document)[0], 1) == list(ROWS[0])


@needs_tesseract
def test_a_font_that_maps_to_no_letters_is_read_from_the_picture(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.pdf", lambda canvas: table(canvas, (HEADING, *ROWS[:2])) and None, pageCompression=0)
    path.write_bytes(re.sub(rb"/ToUnicode(?= \d)", b"/ToNothing", path.read_bytes()))
    document = reading.read(path)
    assert document.pages[0].ocr
    assert texts(grids_of(document)[0], 1) == list(ROWS[0])


@needs_tesseract
def test_a_row_cut_between_a_page_of_text_and_a_scanned_one(tmp_path: Path) -> None:
    rest = [("", "из сельских школ района", "", ""), *ROWS[2:]]
    image = picture(tmp_path, lambda canvas: table(canvas, rest, top=50) and None)

    def first(canvas: Canvas) -> None:
        text(canvas, 300, 60, "План мероприятий")
        table(canvas, (HEADING, *ROWS[:2]))

    document = reading.read(write(tmp_path / "plan.pdf", first, scanned(image)))
    assert [page.ocr for page in document.pages] == [False, True]
    rows = read_plan(document).rows
    assert [row.number for row in rows] == ["1", "2", "3", "4"]
    assert rows[1].action.text == f"{ROWS[1][1]} из сельских школ района"
    assert [box.page for box in rows[1].action.place.boxes] == [1, 2]


@needs_tesseract
def test_a_layer_that_makes_more_words_than_ocr_is_kept(tmp_path: Path) -> None:
    blank = np.full((1240, 1754), 255, dtype=np.uint8)
    document = reading.read(write(tmp_path / "plan.pdf", scanned(blank, [*MISREAD, *ROWS])))
    assert not document.pages[0].ocr
