"""The only door to pypdfium2: a PDF page's words, ruling lines and image, in points from its upper left corner."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from parsers.document import Unreadable
from parsers.pdf.geometry import Matrix, Point, View, apply, on_page, picture_area, segment, thin_shape, times
from parsers.pdf.glyphs import Glyph, Style, words_of
from parsers.pdf.layer import Layer
from parsers.words import Edge

LINE_END_HYPHENS = {0x02, 0xFFFE, 0xAD}  # what pdfium makes of a hyphen that breaks a word
THIN = 4.0  # points: a filled shape thinner than this is a rule
MAX_FORM_DEPTH = 12


class Pdf:
    """An open PDF file; pages are numbered from 1."""

    def __init__(self, document: Any):
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def layer(self, number: int) -> Layer:
        """The page's words and rules; raises PageBroken where pdfium can't load it."""
        with self._page(number) as page:
            return read_layer(page, number)

    def render(self, number: int, dpi: float = 300) -> np.ndarray:
        """The page as shown (uint8): grey (height x width), or RGB (height x width x 3) where it has colour."""
        with self._page(number) as page:
            width, height = page.get_size()
            scale = min(dpi / 72, 6000 / max(width, height, 1.0)) * (1 - 1e-6)  # else rounding adds a pixel to 200 dpi
            bitmap = page.render(scale=scale, rev_byteorder=True)
            try:
                image = np.array(bitmap.to_numpy()[..., :3], copy=True)
            finally:
                bitmap.close()
        return image if has_colour(image) else np.ascontiguousarray(image[:, :, 1])

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise PageBroken(str(error)) from error
        try:
            yield page
        finally:
            page.close()


class PageBroken(Exception):
    """pdfium can't load this page."""


@contextmanager
def open_pdf(path: Path) -> Iterator[Pdf]:
    """Open a PDF; raises Unreadable("encrypted" | "damaged") with a hint in Russian."""
    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            raise Unreadable(
                "encrypted", "PDF защищён паролем: откройте его, сохраните без пароля и положите файл снова."
            ) from error
        raise Unreadable(
            "damaged", "PDF повреждён и не открывается: скачайте файл заново или сохраните его из программы просмотра."
        ) from error
    try:
        yield Pdf(document)
    finally:
        document.close()


def has_colour(image: np.ndarray) -> bool:
    """Whether an RGB image has more than the faint tints of a grey one that JPEG makes.

    >>> has_colour(np.full((9, 9, 3), (40, 60, 180), np.uint8)), has_colour(np.full((9, 9, 3), 90, np.uint8))
    (True, False)
    """
    sample = image[::3, ::3].astype(np.int16)
    return float((np.abs(sample[:, :, 0] - sample[:, :, 2]) > 40).mean()) > 1e-4


def read_layer(page: Any, number: int) -> Layer:
    """Words, rules and figures of one loaded page."""
    left, bottom, right, top = page.get_bbox()
    shown = View(left, bottom, right, top, page.get_rotation())
    text = page.get_textpage()
    try:
        turn = main_angle(text.raw, shown.angle)
        view = View(left, bottom, right, top, (shown.angle + turn) % 360)
        glyphs, unmapped = read_glyphs(text.raw, view)
    finally:
        text.close()
    edges, pictures = read_paths(page.raw, view)
    covered = sum(picture.area for picture in pictures)
    width, height = shown.size
    return Layer(
        number=number,
        width=width,
        height=height,
        words=tuple(words_of(glyphs, number)),
        edges=tuple(edges),
        characters=len(glyphs),
        unmapped=unmapped,
        invisible=sum(1 for g in glyphs if g is not None and g.style.invisible),
        images=min(1.0, covered / (width * height)) if width * height else 0.0,
        fineness=max(pictures).dpi if pictures else 0.0,
        turn=(-turn) % 360,
    )


def quarter(radians: float) -> int:
    """The nearest multiple of 90 degrees, clockwise as pdfium counts it, in 0..270."""
    return round(math.degrees(radians) / 90) % 4 * 90


def main_angle(text: Any, page_angle: int) -> int:
    """By how many degrees the page as shown must be turned clockwise so that most of its text stands upright."""
    votes: Counter[int] = Counter()
    count = raw.FPDFText_CountChars(text)
    for index in range(0, count, max(1, count // 200)):
        if raw.FPDFText_GetUnicode(text, index) > 0x20:
            votes[quarter(raw.FPDFText_GetCharAngle(text, index))] += 1
    if not votes:
        return 0
    angle, number = votes.most_common(1)[0]
    return (-angle - page_angle) % 360 if number * 2 > sum(votes.values()) else 0


def read_glyphs(text: Any, view: View) -> tuple[list[Glyph | None], int]:
    """Characters in the file's order, None for white space; and how many have no Unicode."""
    glyphs: list[Glyph | None] = []
    styles: dict[int | None, Style] = {}
    unmapped = 0
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    width, height = view.size
    for index in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, index)
        if (code <= 0x20 and code not in LINE_END_HYPHENS) or code == 0xA0:
            unmapped += raw.FPDFText_HasUnicodeMapError(text, index) == 1
            glyphs.append(None)
            continue
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        thing = raw.FPDFText_GetTextObject(text, index)
        key = ctypes.cast(thing, ctypes.c_void_p).value
        style = styles.get(key)
        if style is None:
            style = styles[key] = read_style(text, index, thing, view)
        (xa, ya), (xb, yb) = view.point(box.left, box.top), view.point(box.right, box.bottom)
        x0, x1, top, bottom = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
        if x1 < 0 or x0 > width or bottom < 0 or top > height:
            continue
        unmapped += raw.FPDFText_HasUnicodeMapError(text, index) == 1 or code == 0xFFFD or 0xE000 <= code <= 0xF8FF
        letter = "\xad" if code in LINE_END_HYPHENS else chr(code)
        glyphs.append(Glyph(letter, x0, top, x1, bottom, view.point(x.value, y.value)[1], style))
    return glyphs, unmapped


def read_style(text: Any, index: int, thing: Any, view: View) -> Style:
    """Weight, ink and direction of the text object that character `index` belongs to."""
    angle = (quarter(raw.FPDFText_GetCharAngle(text, index)) + view.angle) % 360
    if not thing:
        return Style(None, False, angle)
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    mode = raw.FPDFTextObj_GetTextRenderMode(thing)
    return Style(
        bold=is_bold_font(raw.FPDFTextObj_GetFont(thing)) or mode == raw.FPDF_TEXTRENDERMODE_FILL_STROKE,
        invisible=mode == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
        angle=angle,
        size=raw.FPDFText_GetFontSize(text, index) * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c)),
    )


def is_bold_font(font: Any) -> bool:
    """Whether a font is bold, by its name or its weight."""
    if not font:
        return False
    size = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    raw.FPDFFont_GetBaseFontName(font, buffer, size)
    name = buffer.value.lower()
    return b"bold" in name or b"black" in name or b"heavy" in name or raw.FPDFFont_GetWeight(font) >= 600


class Picture(NamedTuple):
    """A picture's area in square points, and its dots per inch."""

    area: float
    dpi: float


def read_paths(page: Any, view: View) -> tuple[list[Edge], list[Picture]]:
    """Every rule of the page, and its pictures."""
    edges: list[Edge] = []
    pictures: list[Picture] = []
    for thing, kind, matrix in walk(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(picture_of(thing, picture_area(matrix)))
            corners = [view.point(*apply(matrix, x, y)) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
            edges.extend(thin_shape(corners, 2.0))
        else:
            edges.extend(path_edges(thing, matrix, view))
    width, height = view.size
    return [e for e in edges if on_page(e, width, height)], pictures


def picture_of(thing: Any, area: float) -> Picture:
    """An image on the page: its area and how many dots an inch it has there."""
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(thing, wide, high)
    return Picture(area, 72 * math.sqrt(wide.value * high.value / area) if area else 0.0)


def matrix_of(thing: Any) -> Matrix:
    """How an object is placed in what it stands in."""
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def walk(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Paths and images of the page and of the forms within it, each with its whole matrix."""
    unit: Matrix = (1, 0, 0, 1, 0, 0)
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from walk_object(raw.FPDFPage_GetObject(page, index), unit, 0)


def walk_object(thing: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """Paths and images within an object, forms opened to a bounded depth, each with its kind and matrix."""
    kind = raw.FPDFPageObj_GetType(thing)
    if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
        yield thing, kind, times(matrix_of(thing), outer)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
        inner = times(matrix_of(thing), outer)
        for index in range(raw.FPDFFormObj_CountObjects(thing)):
            yield from walk_object(raw.FPDFFormObj_GetObject(thing, index), inner, depth + 1)


def path_edges(thing: Any, matrix: Matrix, view: View) -> Iterator[Edge]:
    """Rules of one path: stroked straight segments, and filled shapes that are thin. Shading is no rule."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing, fill, stroke)
    for points, straight in subpaths(thing, matrix, view):
        if stroke.value and straight:
            for (xa, ya), (xb, yb) in pairwise(points):
                yield from segment(xa, ya, xb, yb)
        if fill.value and straight and len(points) >= 3:
            yield from thin_shape(points, THIN)


def subpaths(thing: Any, matrix: Matrix, view: View) -> Iterator[tuple[list[Point], bool]]:
    """The points of each subpath in view coordinates (a closed one ends where it began), whether all is straight."""
    points: list[Point] = []
    straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(thing)):
        part = raw.FPDFPath_GetPathSegment(thing, index)
        raw.FPDFPathSegment_GetPoint(part, x, y)
        kind = raw.FPDFPathSegment_GetType(part)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, straight
            points, straight = [], True
        straight = straight and kind != raw.FPDF_SEGMENT_BEZIERTO
        points.append(view.point(*apply(matrix, x.value, y.value)))
        if raw.FPDFPathSegment_GetClose(part) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points, straight
