"""PDF → Document: the text layer where it can be trusted, the page's picture through OCR where it can't."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from parsers import gutters, ruling
from parsers.document import (
    Block,
    Box,
    Cell,
    Document,
    Flow,
    Grid,
    Line,
    Page,
    Problem,
    Severity,
    Unreadable,
    numbered,
)
from parsers.pdf import prose as pdf_prose
from parsers.pdf import textlayer
from parsers.pdf.layer import Layer
from parsers.pdf.pdfium import PageBroken, Pdf, open_pdf
from parsers.pdf.plumber import plumber_layer
from parsers.words import Word

SCAN_DPI = 300.0
COARSEST_DPI = 100.0


@dataclass(frozen=True, slots=True)
class PageText:
    """A page read from its text layer: its ruled tables, and the words outside of them.

    `half_ruled`: the rules part the columns or frame the table, but do not part its rows.
    """

    layer: Layer
    grids: tuple[Grid, ...]
    words: tuple[Word, ...]
    problems: tuple[Problem, ...] = ()
    half_ruled: bool = False


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page read by OCR, as `parsers.scan` hands it over."""

    number: int
    scanned: Any


@dataclass(frozen=True, slots=True)
class PageLost:
    """A page that nothing could read, and why."""

    number: int
    problem: Problem


PageRead = PageText | PageImage | PageLost


def read(path: Path) -> Document:
    """A PDF's paragraphs and tables, page by page.

    A page that can't be read is a Problem with its number. Raises Unreadable: "encrypted", "damaged", or the reason
    of the first page where no page at all could be read.
    """
    with open_pdf(path) as pdf:
        pages = scanned_together([read_page(path, pdf, number) for number in range(1, len(pdf) + 1)])
    lost = [problem for page in pages if (problem := loss_of(page))]
    if lost and len(lost) == len(pages):
        raise Unreadable(lost[0].code, lost[0].message)
    problems = tuple(problem for page in pages for problem in problems_of(page))
    document = Document("pdf", tuple(numbered(blocks_of(pages))), tuple(map(size_of, pages)), problems)
    return mended(document) if any(page.ocr for page in document.pages) else document


def read_page(path: Path, pdf: Pdf, number: int) -> PageRead:
    """One page, by whatever way it can be read."""
    try:
        layer = pdf.layer(number)
    except PageBroken:
        spare = plumber_layer(path, number)
        if spare is not None and spare.words:
            return page_text(spare)
        message = f"Страница {number} повреждена и не прочитана: проверьте её в исходном файле."
        return PageLost(number, Problem(Severity.ERROR, "page-damaged", message, number))
    facts = textlayer.Facts(
        layer.characters, layer.unmapped, layer.invisible, layer.images, [word.text for word in layer.words]
    )
    verdict = textlayer.judge(facts)
    if verdict.trusted:
        return page_text(layer)
    try:
        dpi = scan_dpi(layer)
        scanned = scan().recognised(pdf.render(number, dpi), number, 72 / dpi)
        better = textlayer.is_better(verdict, facts.words, scanned.texts)
        return page_text(layer) if better else PageImage(number, scanned)
    except Unreadable as error:
        problem = Problem(Severity.ERROR, error.code, f"Страница {number}: {error.message}", number)
    return replace(page_text(layer), problems=(problem,)) if layer.characters else PageLost(number, problem)


def scan_dpi(layer: Layer) -> float:
    """The resolution at which a page is read by OCR: that of the picture that covers it, else the usual one."""
    if layer.images < 0.5:
        return SCAN_DPI
    return min(max(layer.fineness, COARSEST_DPI), SCAN_DPI)


def page_text(layer: Layer) -> PageText:
    """A page by its text layer."""
    grids, words = ruling.grids(layer.words, layer.edges, layer.number)
    return PageText(layer, tuple(grids), tuple(words), half_ruled=any(gutters.is_half_ruled(g, words) for g in grids))


def mended(document: Document) -> Document:
    """What OCR broke, mended by what the whole document knows."""
    from parsers.mend import mend_document

    return mend_document(document)


def scan() -> Any:
    """The reader of page images, loaded where a page needs it."""
    return importlib.import_module("parsers.scan")


def scanned_together(pages: Sequence[PageRead]) -> list[PageRead]:
    """The pages with those that OCR read laid out as pages of one document."""
    images = [page for page in pages if isinstance(page, PageImage)]
    if not images:
        return list(pages)
    anew = dict(zip((p.number for p in images), scan().together([p.scanned for p in images]), strict=True))
    return [replace(page, scanned=anew[page.number]) if isinstance(page, PageImage) else page for page in pages]


def loss_of(page: PageRead) -> Problem | None:
    """Why nothing of a page could be read; None where something was, or it is blank."""
    if isinstance(page, PageImage):
        return next((p for p in page.scanned.problems if p.severity is Severity.ERROR), None)
    return page.problem if isinstance(page, PageLost) else None


def problems_of(page: PageRead) -> tuple[Problem, ...]:
    """What was lost or doubtful on a page."""
    if isinstance(page, PageImage):
        return tuple(page.scanned.problems)
    return (page.problem,) if isinstance(page, PageLost) else page.problems


def size_of(page: PageRead) -> Page:
    """A page's number and size, 0 by 0 for one that can't be loaded."""
    if isinstance(page, PageImage):
        return page.scanned.page  # type: ignore[no-any-return]
    if isinstance(page, PageLost):
        return Page(page.number, 0.0, 0.0)
    return Page(page.layer.number, page.layer.width, page.layer.height)


def blocks_of(pages: Sequence[PageRead]) -> list[Block]:
    """Every page's blocks in reading order, without running heads and page numbers."""
    texts = [p for p in pages if isinstance(p, PageText)]
    running = pdf_prose.running_lines([(p.layer.number, p.layer.upright_size[1], p.words) for p in texts])
    ready: dict[int, list[Block]] = {}
    unruled: list[gutters.PageWords] = []
    beside: dict[int, tuple[Grid, ...]] = {}
    for page, drop in zip(texts, running, strict=True):
        dropped = set(map(id, drop))
        words = [w for w in page.words if id(w) not in dropped]
        ready[page.layer.number] = page_blocks(page, words)
        if page.half_ruled:
            words = [w for w in page.layer.words if id(w) not in dropped]
        rules = tuple(e for e in page.layer.edges if e.horizontal)
        outside = gutters.PageWords(page.layer.number, tuple(words), rules)
        if page.half_ruled or not page.grids:
            unruled.append(outside)
        elif gutters.holds_plan(outside, bool(unruled) and unruled[-1].number == page.layer.number - 1):
            unruled.append(outside)
            beside[page.layer.number] = page.grids
    layers = {page.layer.number: page.layer for page in texts}
    for number, blocks_found in gutters.pages_to_blocks(unruled).items():
        ordered = sorted([*blocks_found, *beside[number]], key=top_of) if number in beside else blocks_found
        ready[number] = [shown(block, layers[number]) for block in ordered]
    blocks: list[Block] = []
    for one in pages:
        if isinstance(one, PageText):
            blocks.extend(ready[one.layer.number])
        elif isinstance(one, PageImage):
            blocks.extend(one.scanned.blocks)
    return blocks


def page_blocks(page: PageText, words: Sequence[Word]) -> list[Block]:
    """Grids and the paragraphs around them from top to bottom, boxes as on the page shown."""
    prose: list[Block] = []
    borders = sorted(top_of(grid) for grid in page.grids)
    bands = [[w for w in words if band(w, borders) == index] for index in range(len(borders) + 1)]
    for band_words in bands:
        prose.extend(pdf_prose.paragraphs(band_words, page.layer.number))
    blocks = sorted([*prose, *page.grids], key=top_of)
    return [shown(block, page.layer) for block in blocks]


def band(word: Word, borders: Sequence[float]) -> int:
    """Between which borders a word stands, counted from the top."""
    return sum(1 for y in borders if (word.box.top + word.box.bottom) / 2 > y)


def top_of(block: Block) -> float:
    """Where a block begins, 0 without places."""
    if isinstance(block, Grid):
        return min((c.box.top for c in block.cells if c.box), default=0.0)
    return min((line.box.top for line in block.lines if line.box), default=0.0)


def shown(block: Block, layer: Layer) -> Block:
    """The block with its boxes as on the page shown, where the text is printed turned."""
    if layer.turn == 0:
        return block
    if isinstance(block, Grid):
        return replace(block, cells=tuple(map_cell(cell, layer) for cell in block.cells))
    lines = tuple(map_line(line, layer) for line in block.lines)
    return Flow(lines, block.page) if isinstance(block, Flow) else replace(block, lines=lines)


def map_cell(cell: Cell, layer: Layer) -> Cell:
    """A cell with its places as the page is shown."""
    return replace(cell, box=map_box(cell.box, layer), lines=tuple(map_line(line, layer) for line in cell.lines))


def map_line(line: Line, layer: Layer) -> Line:
    """A line with its place as the page is shown."""
    return replace(line, box=map_box(line.box, layer))


def map_box(box: Box | None, layer: Layer) -> Box | None:
    """A box as the page is shown."""
    return layer.shown(box) if box else None
