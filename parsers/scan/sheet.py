"""From a page image as it came to a sheet that can be read: upright, level, evenly lit, letters of one size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parsers.document import Box
from parsers.scan import deskew, photo
from parsers.scan import image as pixels
from parsers.scan.fills import without_fills
from parsers.scan.image import Image, Matrix

LETTER = 15.0  # pixels that a small letter is high on a sheet: Tesseract reads this size best
LARGEST = 9000  # pixels of a sheet's longer side
COARSE = 4  # times smaller: the copy on which punch holes are looked for
CROWD = 5  # dark spots within six letters of a line: so many are no specks
MANY_SPOTS = 2000  # beyond which the median of the whole sheet is quicker
GROW = 3.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """An upright page image, the matrix that made it (source → sheet pixels), the height of its small letters.

    `grainy` is the image before its specks were taken out: faint rules lie among them.
    """

    image: Image
    matrix: Matrix
    text_height: float
    grainy: Image | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """The way from a sheet back to the page as shown: `unit` is points a pixel of the sheet, `scale` points a pixel of
    the page, `back` the matrix from sheet pixels to page pixels by rows, `height` the sheet's height in points."""

    back: tuple[float, ...]
    unit: float
    scale: float
    height: float

    @classmethod
    def of(cls, sheet: Sheet, scale: float) -> Placement:
        back = np.linalg.inv(sheet.matrix)
        height, width = sheet.image.shape
        flat = tuple(float(value) for value in back.ravel())
        x0, top, x1, bottom = _bounds(flat, width / 2 - 50, height / 2 - 50, width / 2 + 50, height / 2 + 50)
        turn = np.hypot(back[0, 0], back[1, 0]) / back[2, 2]
        unit = (
            scale * float(turn)
            if np.allclose(back[2, :2], 0)
            else scale * float(np.sqrt((x1 - x0) * (bottom - top))) / 100
        )
        return cls(flat, unit, scale, height * unit)

    def shown(self, box: Box) -> Box:
        """The smallest upright box on the page around a box of the sheet, both in points."""
        x0, top, x1, bottom = (value / self.unit for value in (box.x0, box.top, box.x1, box.bottom))
        return Box(box.page, *(value * self.scale for value in _bounds(self.back, x0, top, x1, bottom)))


def _bounds(
    back: tuple[float, ...], x0: float, top: float, x1: float, bottom: float
) -> tuple[float, float, float, float]:
    corners = np.array([[x0, top, 1], [x1, top, 1], [x1, bottom, 1], [x0, bottom, 1]]).T
    source = np.array(back).reshape(3, 3) @ corners
    xs, ys = source[0] / source[2], source[1] / source[2]
    return float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max())


def lay_out(image: Image, other_way: bool = False) -> Sheet | None:
    """The sheet of a page image (grey or RGB), not yet told upright from upside down; None where it is blank.

    `other_way`: lines that seem level run up the page, and the reverse: for a page that made no sense.
    """
    grey = without_fills(image, pixels.grey(image))
    matrix = np.eye(3)
    height, width = grey.shape
    if height * width > 16_000_000:  # 600 dpi says no more than 300
        factor = (9_000_000 / (height * width)) ** 0.5
        matrix = deskew.scaled(factor)
        grey = pixels.resized(grey, factor)
        height, width = grey.shape
    if flat := photo.flattening(grey):
        step, width, height = flat
        matrix = step @ matrix
        grey = pixels.warped(grey, step, width, height)
    letter = text_height(grey)
    if letter is None:
        return None
    grey = healed(pixels.flattened(grey, round(letter * 3)), letter)
    factor = min(1.0, 7.0 / letter)
    small = _mask(pixels.resized(grey, factor), letter * factor)
    step = np.eye(3)
    if deskew.lies_sideways(small, letter * factor) is not other_way:
        step = deskew.turned(1, width, height)
        width, height = height, width
        small = np.ascontiguousarray(np.rot90(small, -1))
    angle = deskew.skew(small)
    level = deskew.levelled(angle, width, height)
    rows, cols = small.shape
    small = pixels.warped(small, deskew.levelled(angle, cols, rows), cols, rows, paper=0)
    if (straight := deskew.straightened(small, letter * factor)) is not None:
        level = deskew.scaled(1 / factor) @ straight @ deskew.scaled(factor) @ level
    step = level @ step
    size = min(GROW, LETTER / letter, LARGEST / max(width, height))
    if 0.9 < size < 1.1:
        size = 1.0
    step = deskew.scaled(size) @ step
    sheet, made = _resample(grey, step, round(width * size), round(height * size))
    grainy = stretched(sheet)
    return Sheet(_despeckled(grainy, letter * size), made @ matrix, letter * size, grainy)


def _resample(grey: Image, step: Matrix, width: int, height: int) -> tuple[Image, Matrix]:
    if np.allclose(step, np.eye(3)):
        return grey, step
    paper = int(np.percentile(grey[:: max(1, grey.shape[0] // 200)], 80))
    return pixels.warped(grey, step, width, height, paper), step


def upside_down(sheet: Sheet) -> Sheet:
    """The same sheet turned by half a turn."""
    height, width = sheet.image.shape
    turned = np.ascontiguousarray(sheet.image[::-1, ::-1])
    grainy = None if sheet.grainy is None else np.ascontiguousarray(sheet.grainy[::-1, ::-1])
    return Sheet(turned, deskew.turned(2, width, height) @ sheet.matrix, sheet.text_height, grainy)


def _mask(grey: Image, letter: float) -> Image:
    """Ink of a small copy without specks, without what is far larger than print, and without the shadows along the
    edges of the sheet."""
    mask = pixels.ink(grey, round(letter * 6) | 1, 20)
    height, width = mask.shape

    def is_print(table: NDArray[np.int32]) -> NDArray[np.bool_]:
        x, y, wide, high, area = table.T
        at_edge = (np.minimum(x, y) == 0) | (x + wide == width) | (y + high == height)
        return np.asarray((area >= max(3, letter * 0.6)) & (area < 400 * letter * letter) & ~at_edge)

    return pixels.without_blobs(mask, is_print)


def text_height(grey: Image) -> float | None:
    """The height of small letters in pixels: the middle of the heights of letter-like blobs, counted by their ink."""
    height, width = grey.shape
    if height * width > 3_000_000:
        middle = text_height(np.ascontiguousarray(grey[height // 4 : height * 3 // 4, width // 4 : width * 3 // 4]))
        if middle is not None:
            return middle
    table = pixels.blob_table(pixels.ink(grey, 31, 24))
    high, wide = table[:, 3], table[:, 2]
    letters = (high >= 5) & (high <= 120) & (wide <= 2.5 * high) & (wide >= 0.3 * high)
    letters &= table[:, 4] >= 0.15 * wide * high
    found = table[letters]
    if len(found) < 12:
        return None
    order = np.argsort(found[:, 3])
    weight = np.cumsum(np.minimum(found[order, 4], 2000))
    return float(found[order[np.searchsorted(weight, weight[-1] * 0.45)], 3])


def healed(even: Image, letter: float) -> Image:
    """Specks darker than the print replaced by what is around them, on letters too; `even` is evenly lit.

    Nothing is done where print is black, there value tells nothing, nor where the dark spots are only the grain of the
    print itself: of specks many lie on white paper.
    """
    mask = pixels.ink(even, round(letter * 4) | 1, 20)
    inked = even[mask > 0]
    if not inked.size:
        return even
    solid = float(np.percentile(inked[:: max(1, inked.size // 100_000)], 8))
    odd = (even < solid - max(25.0, 0.2 * (255 - solid))).astype(np.uint8)
    if not 0 < np.count_nonzero(odd) < 0.02 * inked.size:
        return even
    print_alone = np.where(pixels.dilated(odd, 5, 5) > 0, 0, mask)
    marks = np.zeros_like(even)
    boxes = pixels.boxes(odd)
    spots = apart(boxes[boxes[:, 2:].max(axis=1) <= 0.6 * letter], letter).tolist()
    on_paper = 0
    for x, y, width, height in spots:
        marks[y : y + height, x : x + width] = 1
        around = np.s_[max(0, y - 4) : y + height + 4, max(0, x - 4) : x + width + 4]
        on_paper += not print_alone[around].any()
    if 10 * on_paper < len(spots):
        return even
    return _blurred(even, pixels.dilated(marks, 3, 3) > 0, spots)


def apart(spots: NDArray[np.int32], letter: float) -> NDArray[np.int32]:
    """The spots (x, y, width, height) that are few about their place: many on one line are the black of bold print."""
    if not len(spots):
        return spots
    bins = (spots[:, :2] // (round(6 * letter), round(1.6 * letter))) @ (1, 100_000)
    _, home, count = np.unique(bins, return_inverse=True, return_counts=True)
    return spots[count[home] < CROWD]


def _blurred(even: Image, where: np.ndarray, spots: Sequence[Sequence[int]]) -> Image:
    """The median of 7 × 7 pixels `where` the spots lie; a whole page of it would cost a tenth of its OCR."""
    if len(spots) > MANY_SPOTS:
        return np.where(where, pixels.median(even, 7), even).astype(np.uint8)
    clean = even.copy()
    for x, y, width, height in spots:
        patch = np.s_[max(0, y - 5) : y + height + 5, max(0, x - 5) : x + width + 5]
        inner = np.s_[max(0, y - 1) : y + height + 1, max(0, x - 1) : x + width + 1]
        down, right = inner[0].start - patch[0].start, inner[1].start - patch[1].start
        blurred = pixels.median(np.ascontiguousarray(even[patch]), 7)[down:, right:]
        here = where[inner]
        clean[inner] = np.where(here, blurred[: here.shape[0], : here.shape[1]], clean[inner])
    return clean


def stretched(image: Image) -> Image:
    """Contrast stretched so that print is black and paper white; faint print grows darker."""
    step = max(1, image.size // 400_000)
    sample = image.reshape(-1)[::step]
    paper = float(np.percentile(sample, 75))
    darker = sample[sample < paper - 40]
    ink = float(np.percentile(darker, 10)) if darker.size > 50 else 0.0
    low, high = min(ink, 150.0), max(paper - 12.0, ink + 40.0)
    table = np.clip((np.arange(256) - low) * 255.0 / (high - low), 0, 255).astype(np.uint8)
    return pixels.toned(image, table)


def _despeckled(image: Image, letter: float) -> Image:
    """Without blobs smaller than a full stop, and without those of its size that no letter stands beside."""
    mask = pixels.ink(image, round(letter * 3) | 1, 30)
    boxes = pixels.boxes(mask)
    small = boxes[boxes[:, 2:].max(axis=1) < 0.5 * letter].tolist()
    body = mask.copy()
    for x, y, width, height in small:
        body[y : y + height, x : x + width] = 0
    beside = pixels.dilated(body, round(0.9 * letter) | 1, round(0.9 * letter) | 1)
    clean = image.copy()
    for x, y, width, height in small:
        if max(width, height) < 0.16 * letter or not beside[y : y + height, x : x + width].any():
            clean[max(0, y - 1) : y + height + 1, max(0, x - 1) : x + width + 1] = 255
    return clean


def without_holes(image: Image, mask: Image, letter: float) -> tuple[Image, Image]:
    """A sheet and its ink mask without solid round or square spots larger than capitals: punch holes, their shadows."""
    table = pixels.blob_table(np.where(pixels.resized(mask, 1 / COARSE) > 127, 255, 0).astype(np.uint8))
    table *= (COARSE, COARSE, COARSE, COARSE, COARSE * COARSE)
    width, height, area = table[:, 2], table[:, 3], table[:, 4]
    solid = (np.minimum(width, height) > 2.4 * letter) & (np.maximum(width, height) < 16 * letter)
    solid &= (np.maximum(width, height) < 1.6 * np.minimum(width, height)) & (area > 0.6 * width * height)
    pad = round(0.3 * letter)
    for x, y, w, h, _ in table[solid]:
        where = np.s_[max(0, y - pad) : y + h + pad, max(0, x - pad) : x + w + pad]
        image[where], mask[where] = 255, 0
    return image, mask
