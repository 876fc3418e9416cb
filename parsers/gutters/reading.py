"""Tables without ruling lines → grids: by the white between columns and by what the lines of each column do.

The stations: lines (`lines`) → each page's columns (`columns`) → each word's column (`assign`) → which lines are a
table, which of them headings and section rows (`regions`) → rows (`rows`) → grids (`grid`).
Borderless pages of PDFs and scans, and text whose columns are made by spaces, go the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.document import Block, Flow, Grid, Line, Paragraph
from parsers.gutters.assign import assign
from parsers.gutters.columns import common_columns
from parsers.gutters.grid import AsLine, grid_of, known_of
from parsers.gutters.lines import (
    TEXT,
    Measure,
    Strip,
    line_of_flow,
    measure_of,
    strips_of_flow,
    strips_of_page,
)
from parsers.gutters.regions import Kind, Placed, Region, placed_line, regions, settled
from parsers.words import Edge, Word, as_line


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page's words that stand in no ruled table, and its horizontal rules."""

    number: int
    words: tuple[Word, ...]
    rules: tuple[Edge, ...] = ()


def pages_to_blocks(pages: Sequence[PageWords]) -> dict[int, list[Block]]:
    """Blocks of the pages that hold (parts of) borderless tables, by page; the columns are found over all pages."""
    from parsers.pdf.prose import paragraphs

    everything = [word for page in pages for word in page.words]
    if not everything:
        return {}
    measure = measure_of(everything)
    strips = [strips_of_page(page.words, page.number) for page in pages]
    lines = placed_lines(strips, measure)
    found = regions(lines) if lines else []
    blocks: dict[int, list[Block]] = {}
    rules = {page.number: page.rules for page in pages}
    for region in found:
        known = known_of(lines, region)
        for start, end in split_by_page(lines, region):
            number = lines[start].strip.page
            part = Region(start, end, region.header if start == region.start else 0)
            blocks.setdefault(number, []).append(grid_of(lines, part, known, measure, as_line, rules[number]))
    taken = {id(w) for region in found for line in lines[region.start : region.end] for w in line.strip.words}
    for page in pages:
        if page.number in blocks:
            rest = [w for w in page.words if id(w) not in taken]
            blocks[page.number] = in_order(blocks[page.number], rest, page.number, paragraphs)
    return blocks


def in_order(
    tables: list[Block], rest: list[Word], page: int, paragraphs: Callable[[Iterable[Word], int], list[Paragraph]]
) -> list[Block]:
    """Tables and the paragraphs between them from top to bottom."""
    borders = sorted(top_of(table) for table in tables)
    bands: list[list[Word]] = [[] for _ in range(len(borders) + 1)]
    for word in rest:
        bands[sum(1 for y in borders if word.box.top > y)].append(word)
    prose: list[Block] = [p for band in bands for p in paragraphs(band, page)]
    return sorted([*tables, *prose], key=top_of)


def top_of(block: Block) -> float:
    lines = [x for cell in block.cells for x in cell.lines] if isinstance(block, Grid) else block.lines
    return min((line.box.top for line in lines if line.box), default=0.0)


def split_by_page(lines: Sequence[Placed], region: Region) -> list[tuple[int, int]]:
    """A region's lines as runs of one page each."""
    runs = [(region.start, region.start)]
    for at in range(region.start, region.end):
        if lines[at].strip.page != lines[runs[-1][0]].strip.page:
            runs.append((at, at))
        runs[-1] = (runs[-1][0], at + 1)
    return runs


def from_flow(flow: Flow) -> list[Block] | None:
    """A text whose columns are made by spaces as grids and paragraphs; None where it has no such columns.

    A table that runs over pages (form feeds) is one grid: a row cut by the page is whole, page numbers and repeated
    headings are gone. `edges` are in characters.

    >>> lines = ["№   Мероприятие            Срок", "1   Провести семинар для   май", "    учителей района",
    ...          "2   Собрать отчёты школ    июнь", "3   Обсудить итоги         июль"]
    >>> [grid] = from_flow(Flow(tuple(Line(text, number=n + 1) for n, text in enumerate(lines))))
    >>> [[line.text for line in cell.lines] for cell in grid.cells if cell.row == 1]
    [['1'], ['Провести семинар для', 'учителей района'], ['май']]
    """
    pages = [without_page_number(page) for page in strips_of_flow(flow)]
    lines = placed_lines([page for page in pages if page], TEXT)
    found = regions(lines) if lines else []
    if not found:
        return None

    def as_text(words: Sequence[Word]) -> Line:
        return line_of_flow(flow, words)

    blocks: list[Block] = []
    at = 0
    for region in found:
        blocks.extend(text_paragraphs(lines[at : region.start], as_text))
        whole = without_repeated_heading(lines, region)
        blocks.append(grid_of(whole, Region(0, len(whole), region.header), known_of(lines, region), TEXT, as_text, ()))
        at = region.end
    blocks.extend(text_paragraphs(lines[at:], as_text))
    return [replace(b, table=n) if isinstance(b, Grid) else b for n, b in enumerate_grids(blocks)]


def enumerate_grids(blocks: Sequence[Block]) -> list[tuple[int, Block]]:
    count = 0
    numbered = []
    for block in blocks:
        numbered.append((count, block))
        count += isinstance(block, Grid)
    return numbered


def placed_lines(pages: Sequence[Sequence[Strip]], measure: Measure) -> list[Placed]:
    """Every line of the pages with its columns; none where the pages show no columns."""
    columns = common_columns(pages, measure)
    if columns is None:
        return []
    lines: list[Placed] = []
    usual = next(own for own in columns if own)
    for page, own in zip(pages, columns, strict=True):
        if own is None:
            lines.extend(Placed(s, ((),) * len(usual), usual, Kind.OVER, False) for s in page)
            continue
        for strip, line in zip(page, assign(page, own, measure), strict=True):
            lines.append(placed_line(strip, line, measure))
    return settled(lines, measure)


def without_page_number(page: list[Strip]) -> list[Strip]:
    """A page's lines without the number that stands alone in its first or last line."""
    if len(page) > 1 and is_page_number(page[-1], page[-1].space_above):
        page = page[:-1]
    if len(page) > 1 and is_page_number(page[0], page[1].space_above):
        page = [replace(page[1], space_above=None), *page[2:]]
    return page


def is_page_number(strip: Strip, space: float | None) -> bool:
    text = strip.text.strip("-–— ")
    return text.isdecimal() and len(text) <= 3 and strip.x0 > 15 and space is not None


def without_repeated_heading(lines: Sequence[Placed], region: Region) -> list[Placed]:
    """A region's lines, less the heading that is printed again at the top of its further pages."""
    first = region.start + region.header
    first += region.header and first < region.end and is_index(lines[first])
    heading = [line.strip.text for line in lines[region.start : first]]
    kept: list[Placed] = []
    at = region.start
    while at < region.end:
        again = heading and at > region.start and lines[at].strip.space_above is None
        if again and [line.strip.text for line in lines[at : at + len(heading)]] == heading:
            at += len(heading)
            continue
        kept.append(lines[at])
        at += 1
    return kept


def is_index(line: Placed) -> bool:
    """A line that counts the columns: «1 2 3 4 5»."""
    return line.strip.text.split() == [str(n + 1) for n in range(len(line.strip.words))]


def text_paragraphs(lines: Sequence[Placed], as_text: AsLine) -> list[Block]:
    """Lines outside of tables as paragraphs: a blank line or an indent begins one."""
    if not lines:
        return []
    left = min(line.strip.x0 for line in lines)
    groups: list[list[Strip]] = []
    for line in lines:
        strip = line.strip
        last = groups[-1][-1] if groups else None
        fresh = last is None or bool(strip.space_above) or (strip.x0 > last.x0 + 2 and not is_middle(strip, last))
        if fresh or (last is not None and strip.x0 == last.x0 > left):
            groups.append([strip])
        else:
            groups[-1].append(strip)
    return [Paragraph(tuple(as_text(strip.words) for strip in group)) for group in groups]


def is_middle(strip: Strip, last: Strip) -> bool:
    return abs((strip.x0 + strip.x1) - (last.x0 + last.x1)) <= 6
