"""What was read, as blocks: grids with header rows, section rows and merged cells, paragraphs around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.document import Block, Cell, Grid, Line, Origin, Paragraph
from parsers.flattened.bonds import bond
from parsers.flattened.calendar_rows import LEFT, MONTHS_UNSURE, DraftRow, month_rows
from parsers.flattened.found import Found, ReadRow
from parsers.flattened.header import FoundHeader
from parsers.flattened.lines import SPACE, Gap, Printed, width
from parsers.flattened.sections import section_style
from parsers.flattened.state import Piece
from parsers.flattened.surety import confidence
from parsers.flattened.words import DASHES

DEFINES = re.compile(r"(?=\w*[А-ЯЁ]\w*[А-ЯЁ])[А-ЯЁа-яё]{2,8}\s+[-–—]\s")  # «РМК – районный методический кабинет»
FULL = 0.8  # of the widest line: a shorter one may end a paragraph


@dataclass(slots=True)
class GridDraft:
    """A grid in the making: its cells by row, each a list of lines, None where the cell above goes on, LEFT where the
    cell to the left does."""

    columns: int
    rows: list[DraftRow]

    def grid(self, table: int, confidence: float) -> Grid:
        cells: list[Cell] = []
        above: dict[int, int] = {}
        for r, row in enumerate(self.rows):
            if row and isinstance(row[0], Line):
                cells.append(Cell(r, 0, r + 1, self.columns, tuple(row)))  # type: ignore[arg-type]
                above = {}
                continue
            for c, lines in enumerate(row):
                if lines is None and c in above:
                    cells[above[c]] = replace(cells[above[c]], row_end=r + 1)
                    continue
                if lines is LEFT:
                    cells[-1] = replace(cells[-1], col_end=c + 1)
                    continue
                above[c] = len(cells)
                cells.append(Cell(r, c, r + 1, c + 1, tuple(lines or ())))  # type: ignore[arg-type]
        return Grid(len(self.rows), self.columns, tuple(cells), Origin.INFERRED, table, confidence=confidence)


def part(lines: Sequence[Printed], piece: Piece, sure: Sequence[float] | None = None) -> Line:
    """The part of a line that a cell holds, with the confidence of its reading."""
    i, a, b = piece
    line = lines[i].line
    if sure is not None:
        line = replace(line, confidence=round(sure[i], 3))
    if a == 0 and b == len(lines[i].words) == len(line.text.split()):
        return replace(line, text=line.text.replace("\f", "").strip())
    return replace(line, text=" ".join(lines[i].words[a:b]))


def paragraphs(lines: Sequence[Printed]) -> list[Block]:
    """Running text: lines joined where a sentence or a full line goes on."""
    blocks: list[Block] = []
    room = max((width(line.text) for line in lines), default=0.0)
    open_lines: list[Line] = []
    before: Printed | None = None
    for line in lines:
        if before is not None and not _goes_on(before, line, room):
            blocks.append(Paragraph(tuple(open_lines)))
            open_lines = []
        open_lines.append(replace(line.line, text=line.line.text.replace("\f", "").strip()))
        before = line
    if open_lines:
        blocks.append(Paragraph(tuple(open_lines)))
    return blocks


def _goes_on(before: Printed, line: Printed, room: float) -> bool:
    last, first = before.words[-1], line.words[0]
    if line.gap in (Gap.MORE, Gap.SPACED):
        return first[0].islower() and last[-1] not in ".:;"
    if first[0] in DASHES or last[-1] in ":;":
        return False
    if before.text.isupper() and line.text.isupper():
        return True
    if DEFINES.match(line.text) and last[-1] not in ",(":
        return False
    full = width(before.text) + SPACE + width(first) > FULL * room
    if first[0].isdigit() and first[-1] in ".)" and last[-1] in ".;":
        return False
    return bond(last, first) > 0 if not full else bond(last, first) > -2.5


def tables(
    lines: Sequence[Printed],
    reading: Found,
    body: Sequence[Printed],
    header: FoundHeader | None,
    headers_before: dict[int, list[FoundHeader]],
    table: int,
) -> tuple[list[Block], int]:
    """The grids (and the headings between them) of one reading; the number of the next table."""
    making = _Making(lines, reading, body, header, dict(headers_before), table)
    for n, row in enumerate(reading.rows):
        making.repeat_headers(row.lines[:1])
        if row.cells is None:
            making.add_heading(n, row)
        else:
            making.add_row(n, row)
            making.repeat_headers(row.lines[1:])
    making.repeat_headers(sorted(making.left))
    making.close()
    return making.blocks, making.table


class _Making:
    """One reading's grids in the making; `left` are the repeated headers that are not yet put in."""

    def __init__(
        self,
        lines: Sequence[Printed],
        reading: Found,
        body: Sequence[Printed],
        header: FoundHeader | None,
        left: dict[int, list[FoundHeader]],
        table: int,
    ):
        self.lines, self.reading, self.body = lines, reading, body
        self.left, self.table = left, table
        self.task = reading.search.task
        self.blocks: list[Block] = []
        self.size = len(header.columns) if header is not None else len(self.task.roles)
        self.draft = GridDraft(self.size, _header_rows(lines, header) if header is not None else [])
        self.calendar = header if header is not None and header.months else None
        self.parting = set(left)
        self._lead: list[Line] | None = []  # of a merged column before the numbers; None where it goes on
        self._above: dict[int, list[Line]] = {}  # of each column, what its last cell holds
        self._headed = False  # the last rows are a header's

    def repeat_headers(self, places: Iterable[int]) -> None:
        for header in (header for place in places for header in self.left.pop(place, [])):
            self.draft.rows += _header_rows(self.lines, header)
            self._headed = True

    def add_heading(self, n: int, row: ReadRow) -> None:
        rows = self.reading.rows
        following = rows[n + 1].lines[0] if n + 1 < len(rows) else None
        heading = [part(self.body, (i, 0, len(self.body[i].words))) for i in row.lines]
        if self.task.led and section_style(heading[0].text) == "bare":
            self._lead = heading
        elif following in self.parting:
            self.close()
            self.blocks.append(Paragraph(tuple(heading)))
        else:
            self.draft.rows.append(heading)

    def add_row(self, n: int, row: ReadRow) -> None:
        previous = self.reading.rows[n - 1] if n else None
        if previous is not None and previous.cells is not None:
            _carry(self.draft, self.body, row, self.reading.sure)
        cells = _row_cells(self.reading, row, previous)
        if self.task.led:
            cells, self._lead = [self._lead, *cells], None
        if self._headed:
            cells = [self._above.get(col, []) if cell is None else cell for col, cell in enumerate(cells)]
        self._above |= {col: cell for col, cell in enumerate(cells) if cell is not None}
        self._headed = False
        self.draft.rows += month_rows(cells, self.calendar) if self.calendar is not None else [cells]

    def close(self) -> None:
        if self.draft.rows:
            sure = confidence(self.reading)
            self.blocks.append(self.draft.grid(self.table, min(sure, MONTHS_UNSURE) if self.calendar else sure))
            self.table += 1
        self.draft = GridDraft(self.size, [])


def _header_rows(lines: Sequence[Printed], header: FoundHeader) -> list[DraftRow]:
    rows = _levels(
        [[part(lines, piece) for piece in heading.pieces] for heading in header.headings],
        [[part(lines, piece) for piece in heading.pieces] for heading in header.parts],
        header.parent,
    )
    if header.index:
        rows.append([[part(lines, piece)] for piece in header.index])
    return rows


def _levels(headings: list[list[Line]], parts: list[list[Line]], parent: int) -> list[DraftRow]:
    """The rows of a header: one, or two where parts stand below a heading."""
    if not parts:
        return [headings]
    left, right = [None] * parent, [None] * (len(headings) - parent - 1)
    wide = [LEFT] * (len(parts) - 1)
    return [[*headings[: parent + 1], *wide, *headings[parent + 1 :]], [*left, *parts, *right]]


def _row_cells(reading: Found, row: ReadRow, previous: ReadRow | None) -> list[list[Line] | None]:
    """A row's cells; None where gold's law says that a cell of flattened text repeats the one above."""
    assert row.cells is not None
    task = reading.search.task
    body, matrix = task.lines, task.matrix
    first, body_column = task.first, task.body
    unnumbered = task.numbered and not row.cells[0]
    carried = [bool(cell) and cell[0][0] < row.lines[0] for cell in row.cells]
    behind = slice(body_column + 1, None)
    alone = all(not cell or shared for cell, shared in zip(row.cells[behind], carried[behind], strict=True))
    below = not matrix and previous is not None and previous.cells is not None
    cells: list[list[Line] | None] = []
    for col, cell in enumerate(row.cells):
        repeats = col >= first and (unnumbered or alone or col < body_column)
        if carried[col] or (not cell and below and repeats):
            cells.append(None)
        else:
            cells.append([part(body, piece, reading.sure) for piece in cell])
    return cells


def _carry(draft: GridDraft, body: Sequence[Printed], row: ReadRow, sure: Sequence[float]) -> None:
    """A cell merged over a page break: what stands in the next row belongs to the cell above."""
    above = draft.rows[-1]
    assert row.cells is not None
    changed = list(above)
    for col, cell in enumerate(row.cells):
        if cell and cell[0][0] < row.lines[0]:
            changed[col] = [part(body, piece, sure) for piece in cell]  # type: ignore[call-overload]
    draft.rows[-1] = changed  # type: ignore[assignment]
