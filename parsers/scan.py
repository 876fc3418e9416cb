"""Scans and photos → Document: upright and level sheet → rules → cells → OCR by cell → blocks as a PDF page gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from parsers import image as pixels
from parsers import pdf_prose, ruling, scan_text, tesseract
from parsers.document import (
    Block,
    Box,
    Cell,
    Document,
    Flow,
    Grid,
    Line,
    Origin,
    Page,
    Problem,
    Severity,
    Unreadable,
)
from parsers.image import Image
from parsers.rules import Rules, find_rules
from parsers.scan_sheet import Sheet, lay_out, upside_down
from parsers.tesseract import Region
from parsers.words import Edge, Word, as_lines

LETTER_POINTS = 5.0  # a small letter of 11 pt print: the yardstick where no resolution is told
A4 = 842.0


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page read by OCR: its blocks from top to bottom (grids counted from 0), the page, what went wrong on it."""

    blocks: tuple[Block, ...]
    page: Page
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet ready for OCR: its image without rules, the mask of its print, its lines and tables; `unit`: points a pixel."""

    image: Image
    mask: Image
    lines: tuple[Region, ...]
    frames: tuple[ruling.Frame, ...]
    letter: float
    unit: float
    page: int


def read(path: Path) -> Document:
    """Every page of a JPEG, PNG or TIFF file. Raises Unreadable: "tool-missing", "file-damaged", "page-unreadable"."""
    tesseract.engine()
    pages = [
        read_page(image, number, scale_of(image, dpi))
        for number, (image, dpi) in enumerate(pixels.frames(path), start=1)
    ]
    problems = tuple(problem for page in pages for problem in page.problems)
    if pages and all(any(p.severity is Severity.ERROR for p in page.problems) for page in pages):
        raise Unreadable(problems[0].code, problems[0].message)
    blocks = numbered([block for page in pages for block in page.blocks])
    return Document("image", tuple(blocks), tuple(page.page for page in pages), problems)


def scale_of(image: Image, dpi: float | None) -> float:
    """Points a pixel of a page image: as its resolution tells, else as if its longer side were that of an A4 sheet.

    >>> scale_of(np.zeros((3300, 2550), np.uint8), 300.0)
    0.24
    """
    longer = max(image.shape[:2])
    if dpi and 300 < longer * 72 / dpi < 2500:
        return 72 / dpi
    return A4 / longer


def read_page(image: Image, page: int, scale: float) -> ScannedPage:
    """A page image (uint8, grey or RGB) as blocks; `scale` is points a pixel, boxes are those of the page as shown.

    A page that can't be read is a Problem. Raises Unreadable("tool-missing").
    """
    engine = tesseract.engine()
    height, width = image.shape[:2]
    shown = Page(page, width * scale, height * scale, ocr=True)
    sheet = lay_out(image)
    if sheet is None:
        return blank(image, shown)
    drawing = draw(sheet, page, unit=scale * source_pixels(sheet))
    engine.load(drawing.image)
    if is_upside_down(drawing, engine):
        sheet = upside_down(sheet)
        drawing = draw(sheet, page, drawing.unit)
        engine.load(drawing.image)
    grids = [read_table(drawing, frame, table, engine) for table, frame in enumerate(drawing.frames)]
    prose = read_prose(drawing, engine)
    engine.forget()
    words = [word for _, found in grids for word in found] + prose
    blocks = in_order([grid for grid, _ in grids], prose, page)
    sure = scan_text.confidence(words)
    shown = replace(shown, confidence=sure)
    mapped = tuple(as_shown(block, sheet, drawing.unit, scale) for block in blocks)
    return ScannedPage(mapped, shown, doubts(words, sure, page))


def source_pixels(sheet: Sheet) -> float:
    """How many pixels of the source one pixel of the sheet is wide, in its middle."""
    height, width = sheet.image.shape
    x0, top, x1, bottom = sheet.to_source(width / 2 - 50, height / 2 - 50, width / 2 + 50, height / 2 + 50)
    return float(np.sqrt(abs((x1 - x0) * (bottom - top)))) / 100


def blank(image: Image, shown: Page) -> ScannedPage:
    """A page on which no letters stand: empty where it is evenly light, else unreadable."""
    grey = pixels.grey(image)
    if float(np.percentile(grey, 99.5)) - float(np.percentile(grey, 0.5)) < 90:
        return ScannedPage((), shown)
    return ScannedPage((), shown, (unreadable(shown.number),))


def unreadable(page: int) -> Problem:
    message = f"Страница {page} не распознана: отсканируйте её заново (300 dpi, без наклона) или введите вручную."
    return Problem(Severity.ERROR, "page-unreadable", message, page)


def doubts(words: Sequence[Word], sure: float | None, page: int) -> tuple[Problem, ...]:
    """What a person should know of a page's OCR."""
    if sure is None or sure < 0.35:
        return (unreadable(page),)
    if sure < 0.65:
        message = f"Страница {page} распознана с сомнением (уверенность {sure:.0%}): проверьте её по изображению."
        return (Problem(Severity.WARNING, "page-doubtful", message, page),)
    return ()


def is_upside_down(drawing: Drawing, engine: tesseract.Engine) -> bool:
    """Whether the loaded sheet reads better after half a turn; asked only where it reads badly as it is."""
    samples = sampled(drawing)
    if not samples or vote(samples[:3], engine) > 0.75:
        return False
    as_is = vote(samples, engine)
    height, width = drawing.image.shape
    engine.load(np.ascontiguousarray(drawing.image[::-1, ::-1]))
    turned = vote([(width - x1, height - bottom, width - x0, height - top) for x0, top, x1, bottom in samples], engine)
    engine.load(drawing.image)
    return turned > as_is


def sampled(drawing: Drawing) -> list[Region]:
    """Up to eight regions that tell which way is up: cells with a good line of text in them, else single lines."""
    letter = drawing.letter
    lines = [line for line in drawing.lines if line[2] - line[0] > 5 * letter]
    lines.sort(key=lambda line: abs(line[2] - line[0] - 25 * letter))
    if not drawing.frames:
        pad = round(letter * 0.4)
        return [(x0 - pad, top - pad, x1 + pad, bottom + pad) for x0, top, x1, bottom in lines[:8]]
    cells = [cell_region(drawing, slot.box) for frame in drawing.frames for slot in frame.slots]
    chosen: list[Region] = []
    for x0, top, x1, bottom in lines:
        cell = next((c for c in cells if c[0] <= x0 and x1 <= c[2] and c[1] <= (top + bottom) / 2 <= c[3]), None)
        if cell and cell not in chosen and cell[3] - cell[1] < 20 * letter:
            chosen.append(cell)
    return chosen[:8]


def vote(regions: Sequence[Region], engine: tesseract.Engine) -> float:
    """Mean confidence over a few regions, each word counted by its letters."""
    words = [word for region in regions for word in engine.read(region)]
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def draw(sheet: Sheet, page: int, unit: float) -> Drawing:
    """The sheet's rules as tables, and its print without them."""
    letter = sheet.text_height
    rules = find_rules(pixels.ink(sheet.image, round(letter * 4) | 1, 12), letter)
    image = np.where(pixels.dilated(rules.mask, 3, 3) > 0, 255, sheet.image).astype(np.uint8)
    frames = ruling.frames(edges_of(rules, unit), page, snap=0.5 * letter * unit)
    mask = pixels.ink(image, round(letter * 4) | 1, 25)
    lines = scan_text.text_lines(mask, letter)
    texts = [Word("?", Box(page, *(value * unit for value in line))) for line in lines]
    return Drawing(image, mask, tuple(lines), tuple(ruling.table_frames(frames, texts)), letter, unit, page)


def edges_of(rules: Rules, unit: float) -> list[Edge]:
    return [
        Edge(horizontal, rule.at * unit, rule.start * unit, rule.end * unit)
        for horizontal, group in ((True, rules.level), (False, rules.upright))
        for rule in group
    ]


def read_table(drawing: Drawing, frame: ruling.Frame, table: int, engine: tesseract.Engine) -> tuple[Grid, list[Word]]:
    """A ruled table by OCR of each of its cells, and all of its words; cells of a few letters come last, read apart."""
    texts: dict[ruling.Slot, list[Word]] = {}
    few: dict[ruling.Slot, Region] = {}
    for slot in frame.slots:
        region = cell_region(drawing, slot.box)
        texts[slot] = []
        if not scan_text.has_ink(drawing.mask, region, drawing.letter):
            continue
        if tight := scan_text.few_letters(drawing.mask, region, drawing.letter):
            few[slot] = tight
        else:
            texts[slot] = scan_text.read_words(engine, region, drawing.unit, drawing.page)
    for slot, tight in few.items():
        texts[slot] = scan_text.read_few(engine, tight, drawing.unit, drawing.page)
    cells = tuple(
        Cell(
            slot.row,
            slot.col,
            slot.row_end,
            slot.col_end,
            as_lines(words),
            slot.box,
            open_top=slot.open_top,
            open_bottom=slot.open_bottom,
        )
        for slot, words in texts.items()
    )
    words = [word for found in texts.values() for word in found]
    grid = Grid(
        len(frame.ys) - 1,
        len(frame.xs) - 1,
        cells,
        Origin.RULED,
        table,
        drawing.page,
        frame.xs,
        confidence=scan_text.confidence(words) or 1.0,
    )
    return grid, words


def cell_region(drawing: Drawing, box: Box) -> Region:
    """A cell's pixels, within its rules."""
    inset = max(2, round(drawing.letter * 0.15))
    return (
        round(box.x0 / drawing.unit) + inset,
        round(box.top / drawing.unit) + inset,
        round(box.x1 / drawing.unit) - inset,
        round(box.bottom / drawing.unit) - inset,
    )


def read_prose(drawing: Drawing, engine: tesseract.Engine) -> list[Word]:
    """The words outside of tables, band by band between them."""
    height, width = drawing.mask.shape
    free = drawing.mask.copy()
    borders = [0]
    for frame in drawing.frames:
        x0, top, x1, bottom = (round(v / drawing.unit) for v in (frame.xs[0], frame.ys[0], frame.xs[-1], frame.ys[-1]))
        free[max(0, top - 3) : bottom + 3, max(0, x0 - 3) : x1 + 3] = 0
        borders += [top, bottom]
    borders.append(height)
    words: list[Word] = []
    for top, bottom in zip(borders[::2], borders[1::2], strict=True):
        region = extent(free[max(0, top) : max(0, bottom)], max(0, top), drawing.letter)
        if region:
            mode = tesseract.BLOCK if drawing.frames else tesseract.PAGE
            words += scan_text.read_words(engine, region, drawing.unit, drawing.page, mode)
    return words


def extent(mask: Image, offset: int, letter: float) -> Region | None:
    """The box around the lines of text of a band that begins at row `offset`, with a margin."""
    if mask.shape[0] < letter:
        return None
    lines = scan_text.text_lines(mask, letter)
    if not lines:
        return None
    pad = round(letter)
    return (
        min(line[0] for line in lines) - pad,
        max(0, min(line[1] for line in lines) - pad) + offset,
        max(line[2] for line in lines) + pad,
        min(mask.shape[0], max(line[3] for line in lines) + pad) + offset,
    )


def in_order(grids: Sequence[Grid], prose: Sequence[Word], page: int) -> list[Block]:
    """Grids and the paragraphs between them, from top to bottom."""
    tops = sorted(top_of(grid) for grid in grids)
    paragraphs: list[Block] = []
    for band in range(len(tops) + 1):
        here = [w for w in prose if sum((w.box.top + w.box.bottom) / 2 > top for top in tops) == band]
        paragraphs.extend(pdf_prose.paragraphs(here, page))
    return sorted([*paragraphs, *grids], key=top_of)


def top_of(block: Block) -> float:
    parts = block.cells if isinstance(block, Grid) else block.lines
    return min((part.box.top for part in parts if part.box), default=0.0)


def as_shown(block: Block, sheet: Sheet, unit: float, scale: float) -> Block:
    """The block with its boxes in points of the page as it came, before it was turned and levelled."""

    def box_of(box: Box | None) -> Box | None:
        if box is None:
            return None
        source = sheet.to_source(box.x0 / unit, box.top / unit, box.x1 / unit, box.bottom / unit)
        return Box(box.page, *(value * scale for value in source))

    def line_of(line: Line) -> Line:
        return replace(line, box=box_of(line.box))

    if isinstance(block, Grid):
        return replace(
            block,
            cells=tuple(
                replace(cell, box=box_of(cell.box), lines=tuple(map(line_of, cell.lines))) for cell in block.cells
            ),
        )
    lines = tuple(map(line_of, block.lines))
    return Flow(lines, block.page) if isinstance(block, Flow) else replace(block, lines=lines)


def numbered(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with their tables counted from 0 through the document."""
    tables = iter(range(len(blocks)))
    return [replace(block, table=next(tables)) if isinstance(block, Grid) else block for block in blocks]
