"""What a reader hands over: a document as blocks, each with its place. No word here of what anything means.

Indices and spans are 0-based and half-open; pages and text-file line numbers are 1-based, as a reader sees them;
boxes are PDF points (1/72 inch) from the page's upper left corner, after the page's own rotation.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its upper left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or, where the format declares paragraphs, one paragraph or its part up to a soft break.

    `paragraph` numbers the paragraphs of a cell from 0: lines of one paragraph share it; None where the format does
    not tell (PDF, scans, text), so that any line may begin one. `number` is the line of a text file.
    `confidence` (0..1), `doubtful` (words read with doubt) and `raw` (text before mending) come from OCR.
    """

    text: str
    box: Box | None = None
    number: int | None = None
    paragraph: int | None = None
    confidence: float | None = None
    doubtful: tuple[str, ...] = ()
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A grid's cell over rows [row, row_end) and columns [col, col_end); its lines in reading order, maybe none.

    `open_top` / `open_bottom`: the page ends there without a rule, so the cell may go on over the break.
    """

    row: int
    col: int
    row_end: int
    col_end: int
    lines: tuple[Line, ...] = ()
    box: Box | None = None
    bold: bool | None = None
    open_top: bool = False
    open_bottom: bool = False


class Origin(StrEnum):
    """How a grid came to be known, from sure to guessed."""

    DECLARED = "declared"  # the format says so: DOCX, HTML, XLSX, tabs, pipes
    RULED = "ruled"  # ruling lines on the page
    GUTTERS = "gutters"  # white columns between words
    INFERRED = "inferred"  # flattened text, read by what the words are


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed on one page (PDF, scan) or in one element (DOCX, HTML, sheet). Cells never overlap;
    a slot without a cell is a hole in the table's outline, not an empty cell.

    `edges` are the n_cols + 1 x positions of the column borders in points (or characters, for text), where known:
    they tell whether the grid of the next page continues this one. `header_rows`: how many the format declares.
    `path` is the place in formats without pages: «таблица 2», «лист "План"».
    """

    n_rows: int
    n_cols: int
    cells: tuple[Cell, ...]
    origin: Origin
    table: int
    page: int | None = None
    edges: tuple[float, ...] | None = None
    header_rows: int | None = None
    path: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text outside of grids: lines of one paragraph (or, on a page, of one visual block)."""

    lines: tuple[Line, ...]
    page: int | None = None
    bold: bool | None = None
    centred: bool | None = None
    heading: int | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines whose structure is not declared (plain text): blank lines and leading spaces are kept, they are clues.

    A later station (parsers.gutters, parsers.flattened) turns a flow into paragraphs and grids.
    """

    lines: tuple[Line, ...]
    page: int | None = None


Block = Paragraph | Grid | Flow


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = "error"  # something could not be read
    WARNING = "warning"  # read, doubtful


@dataclass(frozen=True, slots=True)
class Problem:
    """Something lost or doubtful: a stable code, and a Russian sentence that says what to do next."""

    severity: Severity
    code: str
    message: str
    page: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page's number, size in points, and whether OCR read it (with the mean confidence of its words)."""

    number: int
    width: float
    height: float
    ocr: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file: blocks in reading order. `pages` is empty where the format has none."""

    format: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()


class Unreadable(Exception):
    """A file that can't be read at all: a stable code and a Russian sentence that says what to do next."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code
        self.message = message


def numbered(blocks: Iterable[Block]) -> list[Block]:
    """The blocks with their tables counted from 0 through the document."""
    result: list[Block] = []
    tables = 0
    for block in blocks:
        if isinstance(block, Grid):
            block = replace(block, table=tables)
            tables += 1
        result.append(block)
    return result
