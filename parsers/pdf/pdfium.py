"""The only door to pypdfium2: a PDF page's words, ruling lines and image, in points from its upper left corner."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from parsers.document import Box, Unreadable
from parsers.words import Edge, Word

LINE_END_HYPHENS = {0x02, 0xFFFE, 0xAD}  # what pdfium makes of a hyphen that breaks a word
THIN = 4.0  # points: a filled shape thinner than this is a rule
MAX_FORM_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in view coordinates: `base` is the y of its baseline, `angle` 0, 90, 180 or 270 in the view."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    style: Style


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of one text object share; `size` is that of the font in points, 0 where not known."""

    bold: bool | None
    invisible: bool
    angle: int
    size: float = 0.0


@dataclass(frozen=True, slots=True)
class Layer:
    """What a page carries besides its picture.

    `turn`: degrees by which the printed text itself is turned clockwise on the page as shown; words and edges are
    given as if the page were turned back, `shown` says where a box lies on the page as shown. `images` is the share of
    the page that pictures cover, `unmapped` and `invisible` count the characters without Unicode and without ink.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    edges: tuple[Edge, ...]
    characters: int
    unmapped: int
    invisible: int
    images: float
    turn: int = 0

    @property
    def upright_size(self) -> tuple[float, float]:
        return (self.width, self.height) if self.turn % 180 == 0 else (self.height, self.width)

    def shown(self, box: Box) -> Box:
        """A box of the words' coordinates, on the page as shown."""
        if self.turn == 0:
            return box
        width, height = self.upright_size
        view = View(0, 0, width, height, self.turn)
        (x0, y0), (x1, y1) = view.point(box.x0, height - box.top), view.point(box.x1, height - box.bottom)
        return Box(box.page, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(frozen=True, slots=True)
class View:
    """From a page's own coordinates (y upwards) to the shown ones (y downwards), turned clockwise by `angle`."""

    left: float
    bottom: float
    right: float
    top: float
    angle: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 90:
            return y - self.bottom, x - self.left
        if self.angle == 180:
            return self.right - x, y - self.bottom
        if self.angle == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.angle % 180 == 0 else (height, width)


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

    def render(self, number: int, dpi: int = 300) -> np.ndarray:
        """The page as shown, as a grey image (uint8, height x width)."""
        with self._page(number) as page:
            width, height = page.get_size()
            scale = min(dpi / 72, 6000 / max(width, height, 1.0))
            bitmap = page.render(scale=scale, grayscale=True)
            try:
                image = np.array(bitmap.to_numpy(), copy=True)
            finally:
                bitmap.close()
        return image if image.ndim == 2 else image[:, :, 0]

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
        images=min(1.0, pictures / (width * height)) if width * height else 0.0,
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


def words_of(glyphs: list[Glyph | None], page: int) -> Iterator[Word]:
    """Characters in the file's order as words: cut at white space, at a jump, where the direction changes."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (glyph is None or not follows(run[-1], glyph)):
            if glyph is None and run[-1].style.angle != 0:
                continue
            yield from word_of(run, page)
            run = []
        if glyph is not None and not (run and is_overprint(run[-1], glyph)):
            run.append(glyph)
    if run:
        yield from word_of(run, page)


def follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether a character goes on with the word of the one before it."""
    if last.style.angle != glyph.style.angle:
        return False
    if glyph.style.angle != 0:
        return abs(glyph.x0 - last.x0) < 3 or abs(glyph.base - last.base) < 3
    size = max(last.base - last.top, 3.0)
    if abs(last.base - glyph.base) > size * 0.5:
        return False
    return -0.6 * size < glyph.x0 - last.x1 < 0.25 * size


def is_overprint(last: Glyph, glyph: Glyph) -> bool:
    """The same letter printed again a little beside itself, as poor man's bold."""
    beside = abs(last.x0 - glyph.x0) < 0.3 * (last.x1 - last.x0) and abs(last.base - glyph.base) < 1
    return beside and last.text == glyph.text


def word_of(run: list[Glyph], page: int) -> Iterator[Word]:
    """One word; soft hyphens within it vanish, one at its end is a hyphen. Nothing for a lone soft hyphen."""
    kept = [g for g in run[:-1] if g.text != "\xad"] + [run[-1]]
    text = "".join("-" if g.text == "\xad" else g.text for g in kept)
    upright = run[0].style.angle == 0
    base, top = max(g.base for g in kept), min(g.top for g in kept)
    size = kept[0].style.size
    if upright and base - 1.3 * size < top < base - 0.2 * size:
        top = base - 0.8 * size
    box = Box(
        page,
        min(g.x0 for g in kept),
        top,
        max(g.x1 for g in kept),
        base + 0.25 * (base - top) if upright else max(g.bottom for g in kept),
    )
    letters = "".join(text.split())
    starts = tuple(g.x0 for g in kept) if upright and len(kept) == len(letters) else ()
    yield Word(text, box, bold=kept[0].style.bold, upright=upright, starts=starts)


def read_paths(page: Any, view: View) -> tuple[list[Edge], float]:
    """Every rule of the page, and the area that pictures cover."""
    edges: list[Edge] = []
    area = 0.0
    for thing, kind, matrix in walk(page):
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            area += picture_area(matrix)
            corners = [view.point(*apply(matrix, x, y)) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
            edges.extend(thin_shape(corners, 2.0))
        else:
            edges.extend(path_edges(thing, matrix, view))
    width, height = view.size
    return [e for e in edges if on_page(e, width, height)], area


def on_page(edge: Edge, width: float, height: float) -> bool:
    limit, reach = (height, width) if edge.horizontal else (width, height)
    return -2 <= edge.at <= limit + 2 and edge.end > 0 and edge.start < reach


Matrix = tuple[float, float, float, float, float, float]


def matrix_of(thing: Any) -> Matrix:
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(thing, m)
    return m.a, m.b, m.c, m.d, m.e, m.f


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b = apply(outer, inner[0], inner[1]), apply(outer, inner[2], inner[3])
    origin = apply(outer, inner[4], inner[5])
    ox, oy = outer[4], outer[5]
    return a[0] - ox, a[1] - oy, b[0] - ox, b[1] - oy, *origin


def picture_area(m: Matrix) -> float:
    return abs(m[0] * m[3] - m[1] * m[2])


def walk(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Paths and images of the page and of the forms within it, each with its whole matrix."""
    unit: Matrix = (1, 0, 0, 1, 0, 0)
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from walk_object(raw.FPDFPage_GetObject(page, index), unit, 0)


def walk_object(thing: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE):
        yield thing, kind, times(matrix_of(thing), outer)
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
        inner = times(matrix_of(thing), outer)
        for index in range(raw.FPDFFormObj_CountObjects(thing)):
            yield from walk_object(raw.FPDFFormObj_GetObject(thing, index), inner, depth + 1)


Point = tuple[float, float]


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


def segment(xa: float, ya: float, xb: float, yb: float) -> Iterator[Edge]:
    if abs(ya - yb) <= 1.0 and abs(xa - xb) > 1.0:
        yield Edge(True, (ya + yb) / 2, min(xa, xb), max(xa, xb))
    elif abs(xa - xb) <= 1.0 and abs(ya - yb) > 1.0:
        yield Edge(False, (xa + xb) / 2, min(ya, yb), max(ya, yb))


def thin_shape(points: list[Point], thin: float) -> Iterator[Edge]:
    """A shape thinner than `thin` points as the rule through its middle."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= thin and width > height:
        yield Edge(True, (min(ys) + max(ys)) / 2, min(xs), max(xs))
    elif width <= thin and height > width:
        yield Edge(False, (min(xs) + max(xs)) / 2, min(ys), max(ys))
