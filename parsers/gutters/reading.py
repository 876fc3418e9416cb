"""Tables without ruling lines → grids: by the white between columns and by what the lines of each column do.

The stations: lines (`lines`) → each page's columns (`columns`; `spaced`, where they are made by spaces) → each word's
column (`assign`, `cuts`) → what is known of each line and of the table (`known`, `sheet`) → which lines are headings,
section rows, rows or running text (`division`, by the costs of `bands` and `headings`) → tables (`tables`) → grids
(`grid`, `shared`).
Borderless pages of PDFs and scans, and text whose columns are made by spaces, go the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.document import Block, Flow, Grid, Line, Paragraph
from parsers.gutters.division import Band
from parsers.gutters.grid import AsLine, grid_of
from parsers.gutters.lines import TEXT, Strip, line_of_flow, measure_of, strips_of_flow, strips_of_page
from parsers.gutters.tables import Table, find_tables
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
    tables = find_tables(strips, measure, {page.number: page.rules for page in pages})
    blocks: dict[int, list[Block]] = {}
    for table in tables:
        for part in by_page(table):
            blocks.setdefault(table.sheet.lines[part[0].start].strip.page, []).append(
                grid_of(table.sheet, part, as_line)
            )
    taken = {id(word) for table in tables for strip in table.strips for word in strip.words}
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
    """Where the highest line of a block stands, 0 without places."""
    lines = [x for cell in block.cells for x in cell.lines] if isinstance(block, Grid) else block.lines
    return min((line.box.top for line in lines if line.box), default=0.0)


def by_page(table: Table) -> list[list[Band]]:
    """A table's bands as runs of one page each."""
    runs: list[list[Band]] = []
    for band in table.bands:
        if runs and table.sheet.same_page(runs[-1][0].start, band.start):
            runs[-1].append(band)
        else:
            runs.append([band])
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
    strips = [strip for page in pages for strip in page]
    tables = find_tables([page for page in pages if page], TEXT)
    if not tables:
        return None

    def as_text(words: Sequence[Word]) -> Line:
        return line_of_flow(flow, words)

    place = {id(strip): at for at, strip in enumerate(strips)}
    blocks: list[Block] = []
    at = 0
    for table in tables:
        blocks.extend(text_paragraphs(strips[at : place[id(table.strips[0])]], as_text))
        blocks.append(grid_of(table.sheet, table.bands, as_text))
        at = place[id(table.strips[-1])] + 1
    blocks.extend(text_paragraphs(strips[at:], as_text))
    return [replace(b, table=n) if isinstance(b, Grid) else b for n, b in enumerate_grids(blocks)]


def enumerate_grids(blocks: Sequence[Block]) -> list[tuple[int, Block]]:
    """Blocks, each with the number of grids before it."""
    count = 0
    numbered = []
    for block in blocks:
        numbered.append((count, block))
        count += isinstance(block, Grid)
    return numbered


def without_page_number(page: list[Strip]) -> list[Strip]:
    """A page's lines without the number that stands alone in its first or last line."""
    if len(page) > 1 and is_page_number(page[-1], page[-1].space_above):
        page = page[:-1]
    if len(page) > 1 and is_page_number(page[0], page[1].space_above):
        page = [replace(page[1], space_above=None), *page[2:]]
    return page


def is_page_number(strip: Strip, space: float | None) -> bool:
    """A number that stands alone and away from the lines beside it; `space` is the gap to them."""
    text = strip.text.strip("-–— ")
    return text.isdecimal() and len(text) <= 3 and strip.x0 > 15 and space is not None


def text_paragraphs(strips: Sequence[Strip], as_text: AsLine) -> list[Block]:
    """Lines outside of tables as paragraphs: a blank line or an indent begins one."""
    if not strips:
        return []
    left = min(strip.x0 for strip in strips)
    groups: list[list[Strip]] = []
    for strip in strips:
        last = groups[-1][-1] if groups else None
        fresh = last is None or bool(strip.space_above) or (strip.x0 > last.x0 + 2 and not is_middle(strip, last))
        if fresh or (last is not None and strip.x0 == last.x0 > left):
            groups.append([strip])
        else:
            groups[-1].append(strip)
    return [Paragraph(tuple(as_text(strip.words) for strip in group)) for group in groups]


def is_middle(strip: Strip, last: Strip) -> bool:
    """Two lines have one middle: both are centred."""
    return abs((strip.x0 + strip.x1) - (last.x0 + last.x1)) <= 6
