"""Black stamps over print: found by their rings, taken away by their grey; text, holes and round letters stay."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from parsers.scan import image as pixels
from parsers.scan.stamps import stamps, without_stamps
from tests.parsers.test_scan import FONT

LETTER = 15.0


def sheet(level: int | None, shown: float = 360.0) -> np.ndarray:
    """Lines of print of grey 20, and a stamp of that grey over them, of which so many degrees are inked."""
    if not FONT.is_file():
        pytest.skip("the font of the drawn pages is not here: apt-get install fonts-liberation")
    page = Image.new("L", (1200, 700), 255)
    pen = ImageDraw.Draw(page)
    letters = ImageFont.truetype(str(FONT), 32)
    if level is not None:
        for radius, thick in ((150, 6), (100, 3)):
            box = (600 - radius, 350 - radius, 600 + radius, 350 + radius)
            pen.arc(box, 0, shown, fill=level, width=thick)
        for at in range(12):
            x, y = 600 + 125 * np.cos(at / 6 * np.pi), 350 + 125 * np.sin(at / 6 * np.pi)
            pen.text((x - 8, y - 10), "Ш", fill=level, font=ImageFont.truetype(str(FONT), 20))
    for top in range(60, 640, 44):
        pen.text((60, top), "Организация обучения школьных команд, обсуждение его итогов", fill=20, font=letters)
    return np.asarray(page, dtype=np.uint8)


def ink(image: np.ndarray) -> np.ndarray:
    return pixels.ink(image, 61, 25)


@pytest.mark.parametrize("level", [90, 130])
def test_a_paler_stamp_goes_and_the_print_below_it_stays(level):
    image, plain = sheet(level), sheet(None)
    cleared, mask = without_stamps(image, ink(image), LETTER)
    of_print, of_stamp = plain < 100, (image < 200) & (plain > 240)
    assert (cleared[of_print] < 100).mean() > 0.97
    assert (cleared[of_stamp] > 200).mean() > 0.85
    assert np.count_nonzero(mask) < np.count_nonzero(ink(image))


def test_the_rings_of_a_stamp_as_black_as_print_go():
    image = sheet(20)
    [stamp] = stamps(image, ink(image), LETTER)
    assert (stamp.x, stamp.y) == (pytest.approx(600, abs=3), pytest.approx(350, abs=3))
    assert max(stamp.rings) == pytest.approx(148, abs=4)
    assert min(stamp.rings) == pytest.approx(99, abs=4)
    cleared, _ = without_stamps(image, ink(image), LETTER)
    assert (cleared[350, 750 - 6 : 750] > 200).all()


def test_a_sheet_without_a_stamp_stays_as_it_is():
    image = sheet(None)
    mask = ink(image)
    same, untouched = without_stamps(image, mask, LETTER)
    assert same is image
    assert untouched is mask


def test_half_a_ring_is_no_stamp():
    image = sheet(90, shown=180.0)
    assert stamps(image, ink(image), LETTER) == []
