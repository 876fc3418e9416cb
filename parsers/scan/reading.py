"""Scans and photos → Document: level sheet → rules → cells → OCR by cell → blocks as a page of a PDF gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from parsers import gutters
from parsers.document import Block, Document, Flow, Grid, Line, Page, Problem, Severity, Unreadable, numbered
from parsers.mend import mend_document
from parsers.pdf import prose as pdf_prose
from parsers.scan import files, tesseract
from parsers.scan import image as pixels
from parsers.scan import page as scan_page
from parsers.scan import text as scan_text
from parsers.scan.image import Image
from parsers.scan.sheet import Placement, lay_out, upside_down
from parsers.words import Edge, Word

A4 = 842.0  # points of the longer side of a sheet whose resolution nobody tells


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page read by OCR: its blocks from top to bottom (grids counted from 0), the page, what went wrong on it.

    The blocks are made by `together`, of all pages of a document at once. It needs the ruled grids (`level`, in points
    of the level sheet), the words `inside` and outside (`words`) of them, the level `rules` there, and the `placement`:
    the way back to the page as shown.
    """

    blocks: tuple[Block, ...]
    page: Page
    problems: tuple[Problem, ...] = ()
    level: tuple[Grid, ...] = ()
    words: tuple[Word, ...] = ()
    rules: tuple[Edge, ...] = ()
    placement: Placement | None = None
    inside: tuple[Word, ...] = ()

    @property
    def texts(self) -> list[str]:
        """Every word that was read."""
        return [word.text for word in (*self.inside, *self.words)]


def read(path: Path) -> Document:
    """Every page of a JPEG, PNG or TIFF file.

    Raises Unreadable: "tool-missing", "file-damaged", "file-too-large", "page-unreadable" (no page could be read).
    """
    tesseract.engine()
    numbered_frames = enumerate(files.frames(path), start=1)
    pages = together([recognised(image, number, scale_of(image, dpi)) for number, (image, dpi) in numbered_frames])
    problems = tuple(problem for page in pages for problem in page.problems)
    if pages and all(map(is_lost, pages)):
        raise Unreadable(problems[0].code, problems[0].message)
    blocks = numbered(block for page in pages for block in page.blocks)
    return mend_document(Document("image", tuple(blocks), tuple(page.page for page in pages), problems))


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
    """A page image (uint8, grey or RGB) as blocks, alone; `scale` is points a pixel, boxes are those of the page as
    shown.

    A page that can't be read is a Problem. Raises Unreadable("tool-missing").
    """
    return together([recognised(image, page, scale)])[0]


def recognised(image: Image, page: int, scale: float) -> ScannedPage:
    """As `read_page`, but without blocks: for the pages of one document, to be laid out by `together`."""
    first = read_as(image, page, scale, other_way=False)
    if first.placement is None or not is_lost(first):
        return first
    second = read_as(image, page, scale, other_way=True)
    return first if second.placement is None or is_lost(second) else second


def is_lost(page: ScannedPage) -> bool:
    """Whether nothing of a page could be read."""
    return any(problem.severity is Severity.ERROR for problem in page.problems)


def read_as(image: Image, page: int, scale: float, other_way: bool) -> ScannedPage:
    """A page read as its lines seem to run, or the other way."""
    engine = tesseract.engine()
    height, width = image.shape[:2]
    shown = Page(page, width * scale, height * scale, ocr=True)
    sheet = lay_out(image, other_way)
    if sheet is None:
        return blank(image, shown)
    placement = Placement.of(sheet, scale)
    drawing = scan_page.draw(sheet, page, placement.unit)
    engine.load(drawing.image)
    if scan_page.is_upside_down(drawing, engine):
        sheet = upside_down(sheet)
        placement = Placement.of(sheet, scale)
        drawing = scan_page.draw(sheet, page, placement.unit)
        engine.load(drawing.image)
    tables = [scan_page.read_table(drawing, frame, table, engine) for table, frame in enumerate(drawing.frames)]
    prose = scan_page.read_prose(drawing, engine)
    engine.forget()
    inside = [word for _, words in tables for word in words]
    sure = scan_text.confidence(inside + prose)
    return ScannedPage(
        (), replace(shown, confidence=sure), doubts(sure, page), tuple(grid for grid, _ in tables), tuple(prose),
        drawing.rules, placement, tuple(inside),
    )  # fmt: skip


def together(pages: Sequence[ScannedPage]) -> list[ScannedPage]:
    """The pages of one document with their blocks made anew: without running heads and page numbers, and with tables
    that have no rules, whose columns show only over all pages."""
    placed = [page for page in pages if page.placement]
    running = pdf_prose.running_lines([(p.page.number, level_height(p), p.words) for p in placed])
    words = {
        page.page.number: [word for word in page.words if not any(word is other for other in drop)]
        for page, drop in zip(placed, running, strict=True)
    }
    columns = unruled_tables(placed, words)
    result = []
    for page in pages:
        if page.placement is None:
            result.append(page)
            continue
        number = page.page.number
        blocks = columns.get(number) or in_order(page.level, words[number], number)
        result.append(replace(page, blocks=tuple(as_shown(block, page.placement) for block in numbered(blocks))))
    return result


def unruled_tables(pages: Sequence[ScannedPage], words: Mapping[int, Sequence[Word]]) -> dict[int, list[Block]]:
    """The blocks of pages that hold a table without rules, or with rules that do not part its rows, and of those where
    one stands beside a ruled table. `words` are those outside of ruled tables by page."""
    outside: list[gutters.PageWords] = []
    beside: dict[int, tuple[Grid, ...]] = {}
    for page in pages:
        number = page.page.number
        here = gutters.PageWords(number, tuple(words[number]), page.rules)
        if any(gutters.is_half_ruled(grid, here.words) for grid in page.level if grid.cells):
            outside.append(replace(here, words=(*here.words, *page.inside)))
        elif not page.level:
            outside.append(here)
        elif gutters.holds_plan(here, bool(outside) and outside[-1].number == number - 1):
            outside.append(here)
            beside[number] = page.level
    found = gutters.pages_to_blocks(outside) if outside else {}
    return {number: sorted([*blocks, *beside.get(number, ())], key=top_of) for number, blocks in found.items()}


def level_height(page: ScannedPage) -> float:
    """The height of the level sheet in points: that of the page, or its width where it lay sideways."""
    return page.placement.height if page.placement else page.page.height


def blank(image: Image, shown: Page) -> ScannedPage:
    """A page on which no letters stand: empty where it is evenly light, else unreadable."""
    grey = pixels.grey(image)
    if float(np.percentile(grey, 99.5)) - float(np.percentile(grey, 0.5)) < 90:
        return ScannedPage((), shown)
    return ScannedPage((), shown, (unreadable(shown.number),))


def unreadable(page: int) -> Problem:
    message = f"Страница {page} не распознана: отсканируйте её заново (300 dpi, без наклона) или введите вручную."
    return Problem(Severity.ERROR, "page-unreadable", message, page)


def doubts(sure: float | None, page: int) -> tuple[Problem, ...]:
    """What a person should know of a page's OCR, whose mean confidence is `sure`."""
    if sure is None or sure < 0.35:
        return (unreadable(page),)
    if sure < 0.65:
        message = f"Страница {page} распознана с сомнением (уверенность {sure:.0%}): проверьте её по изображению."
        return (Problem(Severity.WARNING, "page-doubtful", message, page),)
    return ()


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


def as_shown(block: Block, placement: Placement) -> Block:
    """The block with its boxes in points of the page as it came, before it was turned and levelled."""

    def line_of(line: Line) -> Line:
        return replace(line, box=placement.shown(line.box) if line.box else None)

    if isinstance(block, Grid):
        cells = tuple(
            replace(c, box=placement.shown(c.box) if c.box else None, lines=tuple(map(line_of, c.lines)))
            for c in block.cells
        )
        return replace(block, cells=cells)
    lines = tuple(map(line_of, block.lines))
    return Flow(lines, block.page) if isinstance(block, Flow) else replace(block, lines=lines)
