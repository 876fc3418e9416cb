"""One page image → its drawing (print apart from rules) → tables and words, in points of the level sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers import ruling
from parsers.document import Box, Cell, Grid, Origin
from parsers.scan import image as pixels
from parsers.scan import months, strokes, tesseract
from parsers.scan import prose as scan_prose
from parsers.scan import sheet as scan_sheet
from parsers.scan import text as scan_text
from parsers.scan.image import Image
from parsers.scan.rules import Rules, find_rules
from parsers.scan.sheet import Sheet
from parsers.scan.stamps import without_stamps
from parsers.scan.tesseract import Region
from parsers.scan.text import Scale
from parsers.words import Edge, Word, as_lines

LONE_SURE = 0.4  # confidence of a lone sign outside of tables that is print
SURELY_UP = 0.2  # of confidence, by which two samples read better one way than the other: no more are asked


@dataclass(frozen=True, slots=True)
class Drawing:
    """A sheet ready for OCR: its image without rules, the mask of its print, its lines, its tables and level rules.

    `letter` is the height of small letters in pixels, `unit` points a pixel; frames and rules are in points.
    """

    image: Image
    mask: Image
    lines: tuple[Region, ...]
    frames: tuple[ruling.Frame, ...]
    rules: tuple[Edge, ...]
    letter: float
    unit: float
    page: int

    @property
    def scale(self) -> Scale:
        return Scale(self.page, self.letter, self.unit)


def is_upside_down(drawing: Drawing, engine: tesseract.Engine) -> bool:
    """Whether the loaded sheet reads better after half a turn; asked only where it reads badly as it is."""
    samples = sampled(drawing)
    if not samples or reads_well(samples[:3], engine):
        return False
    for few in (samples[:2], samples):
        as_is = vote(map(engine.read, few))
        other = vote(map(engine.read_turned, few))
        if abs(other - as_is) > SURELY_UP:
            break
    return other > as_is


def reads_well(regions: Sequence[Region], engine: tesseract.Engine) -> bool:
    """Whether the first of the regions is read without any doubt, or all of them with little."""
    return bool(regions) and (vote([engine.read(regions[0])]) > 0.9 or vote(map(engine.read, regions)) > 0.75)


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


def vote(read: Iterable[Sequence[tesseract.OcrWord]]) -> float:
    """Mean confidence over the words of a few regions, each word counted by its letters."""
    words = [word for region in read for word in region]
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def draw(sheet: Sheet, page: int, unit: float) -> Drawing:
    """The sheet's rules as tables, and its print without them."""
    letter = sheet.text_height
    rules = find_rules(pixels.ink(sheet.image, round(letter * 4) | 1, 12), letter, sheet.grainy)
    image = pixels.whitened(sheet.image, pixels.dilated(rules.mask, 3, 3))
    edges = edges_of(rules, unit)
    frames = ruling.frames(edges, page, snap=0.5 * letter * unit)
    image, mask = scan_sheet.without_holes(image, pixels.ink(image, round(letter * 4) | 1, 25), letter)
    image, mask = without_stamps(image, mask, letter)
    lines = scan_text.text_lines(mask, letter)
    texts = [Word("?", Box(page, *(value * unit for value in line))) for line in lines]
    tables = tuple(ruling.table_frames(frames, texts))
    level = tuple(edge for edge in edges if edge.horizontal)
    return Drawing(image, mask, tuple(lines), tables, level, letter, unit, page)


def edges_of(rules: Rules, unit: float) -> list[Edge]:
    return [
        Edge(horizontal, rule.at * unit, rule.start * unit, rule.end * unit)
        for horizontal, group in ((True, rules.level), (False, rules.upright))
        for rule in group
    ]


def read_table(drawing: Drawing, frame: ruling.Frame, table: int, engine: tesseract.Engine) -> tuple[Grid, list[Word]]:
    """A ruled table by OCR of each of its cells, and all of its words; cells of a few letters come last, read apart."""
    texts: dict[ruling.Slot, Sequence[Word]] = {}
    few: dict[ruling.Slot, Region] = {}
    for slot in frame.slots:
        region = cell_region(drawing, slot.box)
        texts[slot] = []
        if not scan_text.has_ink(drawing.mask, region, drawing.letter):
            continue
        if tight := scan_text.few_letters(drawing.mask, region, drawing.letter):
            few[slot] = tight
        else:
            texts[slot] = scan_text.read_words(engine, drawing.mask, region, drawing.scale)
    short = {slot: scan_text.read_few(engine, drawing.mask, tight, drawing.scale) for slot, tight in few.items()}
    texts |= months.with_numerals(engine, drawing.mask, short, few, drawing.scale)
    cells = tuple(
        Cell(
            slot.row,
            slot.col,
            slot.row_end,
            slot.col_end,
            ruling.mended_number(as_lines(words), slot.box),
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
    height = drawing.image.shape[0]
    borders = [0]
    for frame in drawing.frames:
        borders += [round(frame.box.top / drawing.unit), round(frame.box.bottom / drawing.unit)]
    borders.append(height)
    words: list[Word] = []
    for top, bottom in zip(borders[::2], borders[1::2], strict=True):
        lines = [line for line in drawing.lines if top <= (line[1] + line[3]) / 2 < bottom]
        if not lines:
            continue
        parts = scan_prose.joined(lines, drawing.letter)
        if scan_prose.in_columns(parts):
            words += scan_prose.read_blocks(engine, drawing.mask, parts, drawing.scale)
        else:
            mode = tesseract.BLOCK if drawing.frames else tesseract.PAGE
            for group in scan_prose.paragraphs(lines, drawing.letter) if drawing.frames else [lines]:
                region = scan_prose.around(group, round(drawing.letter))
                words += scan_text.read_words(engine, drawing.mask, region, drawing.scale, mode)
    words = [word for word in words if not is_noise(word, drawing)]
    return strokes.with_weight(words, drawing.image, drawing.mask, drawing.scale)


def is_noise(word: Word, drawing: Drawing) -> bool:
    """Whether a word outside of tables is what shadows and grain are read as: a few letters at the very edge of the
    sheet, or a lone one or the ring of a punch hole beside a ruled table that nobody would swear to."""
    doubtful = bool(drawing.frames) and len(word.text) == 1 and (word.confidence or 0.0) < LONE_SURE
    if word.text in scan_text.ROUND:
        return doubtful
    if len(word.text) > 3 or not word.text.isalpha():
        return False
    height, width = drawing.image.shape
    rim = 0.012 * max(height, width) * drawing.unit
    at_edge = min(word.box.x0, word.box.top) < rim or word.box.x1 > width * drawing.unit - rim
    return doubtful or at_edge or word.box.bottom > height * drawing.unit - rim
