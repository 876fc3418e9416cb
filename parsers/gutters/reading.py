"""Tables without ruling lines → grids: by the white between columns and by what the lines of each column do.

The stations: lines (`lines`) → each page's columns (`columns`) → each word's column (`assign`) → which lines are a
table, which of them headings and section rows (`regions`) → rows (`rows`) → grids (`grid`).
Borderless pages of PDFs and scans, and text whose columns are made by spaces, go the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.document import Block, Flow, Grid, Line, Paragraph
from parsers.gutters.assign import LEAVES_NUMBERS, MISPLACED, assign, is_strong, leaves_numbers, over_cost, parted
from parsers.gutters.columns import common_columns
from parsers.gutters.division import Band, Kind, divide
from parsers.gutters.grid import AsLine, grid_of
from parsers.gutters.lines import (
    TEXT,
    Measure,
    Strip,
    line_of_flow,
    measure_of,
    strips_of_flow,
    strips_of_page,
)
from parsers.gutters.sheet import Placed, Sheet
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
    sheet = Sheet(placed_lines(strips, measure), measure, {page.number: page.rules for page in pages})
    tables = tables_of(sheet)
    blocks: dict[int, list[Block]] = {}
    for table in tables:
        for part in by_page(sheet, table):
            blocks.setdefault(sheet.lines[part[0].start].strip.page, []).append(grid_of(sheet, part, as_line))
    lines = [line for table in tables for line in sheet.lines[table[0].start : table[-1].end]]
    taken = {id(word) for line in lines for word in line.strip.words}
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


def tables_of(sheet: Sheet) -> list[list[Band]]:
    """The tables of a sheet, each as its bands: what stands between running text, or below another heading."""
    tables: list[list[Band]] = [[]]
    for band in divide(sheet) if len(sheet) else []:
        if band.kind is Kind.PROSE:
            tables.append([])
        elif band.kind is Kind.HEADING and tables[-1] and not is_repeated(sheet, tables[-1], band):
            tables.append([band])
        else:
            tables[-1].append(band)
    return [table for table in tables if is_table(sheet, table)]


def is_table(sheet: Sheet, bands: Sequence[Band]) -> bool:
    """Whether enough lines stand in columns."""
    lines = [line for band in bands for line in sheet.lines[band.start : band.end]]
    rows = sum(band.kind is Kind.ROW for band in bands)
    return rows > 0 and sum(line.strong for line in lines) >= min(2, len(sheet))


def is_repeated(sheet: Sheet, table: Sequence[Band], heading: Band) -> bool:
    """Whether the heading says what the table's first one says."""
    first = table[0]
    return first.kind is not Kind.HEADING or heading_text(sheet, first) == heading_text(sheet, heading)


def heading_text(sheet: Sheet, heading: Band) -> str:
    return "".join(line.strip.text for line in sheet.lines[heading.start : heading.end]).replace(" ", "")


def by_page(sheet: Sheet, table: Sequence[Band]) -> list[list[Band]]:
    """A table's bands as runs of one page each."""
    runs: list[list[Band]] = []
    for band in table:
        if runs and sheet.same_page(runs[-1][0].start, band.start):
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
    sheet = Sheet(placed_lines([page for page in pages if page], TEXT), TEXT)
    tables = tables_of(sheet)
    again = repeated_headings(sheet, tables)
    if again:
        sheet = Sheet([line for at, line in enumerate(sheet.lines) if at not in again], TEXT)
        tables = tables_of(sheet)
    if not tables:
        return None

    def as_text(words: Sequence[Word]) -> Line:
        return line_of_flow(flow, words)

    blocks: list[Block] = []
    at = 0
    for table in tables:
        blocks.extend(text_paragraphs(sheet.lines[at : table[0].start], as_text))
        blocks.append(grid_of(sheet, table, as_text))
        at = table[-1].end
    blocks.extend(text_paragraphs(sheet.lines[at:], as_text))
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
    for page, own in zip(pages, columns, strict=True):
        for strip, line in zip(page, assign(page, own, measure), strict=True):
            over = over_cost(strip, line, measure)
            fit = line.cost + (LEAVES_NUMBERS if leaves_numbers(strip, line.columns, measure) else 0.0)
            strong = fit <= over and is_strong(strip, line, measure)
            if parted(line, measure) > 1 or (fit <= over and len(strip.pieces(measure)) > 1):
                fit = min(fit, MISPLACED)
            lines.append(Placed(strip, line.cells, line.columns, fit, over, strong))
    return lines


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


def repeated_headings(sheet: Sheet, tables: Sequence[Sequence[Band]]) -> set[int]:
    """The lines of headings that are printed again at the top of further pages."""
    found: set[int] = set()
    for table in tables:
        if table[0].kind is not Kind.HEADING:
            continue
        heading = sheet.lines[table[0].start : table[0].end]
        words = [line.strip.text for line in heading]
        for at in range(table[0].end, table[-1].end):
            again = [line.strip.text for line in sheet.lines[at : at + len(words)]]
            if sheet.lines[at].strip.space_above is None and again == words:
                found.update(range(at, at + len(words)))
    return found


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
