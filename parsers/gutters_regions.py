"""Which lines belong to a table without rules, and what each of them is: heading, cells, section row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from parsers.columns_vocabulary import meaning
from parsers.gutters_columns import Cells, Columns, crosses, runs_over
from parsers.gutters_lines import Measure, Strip
from parsers.gutters_rows import is_number
from parsers.words import is_bold

LOOK_AHEAD = 8
SECTION_LINES = 3  # more lines than these that run over the columns are running text
SECTION_NUMBER = re.compile(r"(?:раздел|направление|этап|блок|[IVXLC]+\b|\d{1,2}(?:\.\d{1,2})*[.)]?\s)", re.IGNORECASE)


class Kind(Enum):
    CELLS = "cells"
    OVER = "over"  # runs over the columns: a section row


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its columns; `strong`: it shows at least two cells where columns begin."""

    strip: Strip
    cells: Cells
    columns: Columns
    kind: Kind
    strong: bool

    def text(self, column: int) -> str:
        return " ".join(w.text for w in self.cells[column])

    def filled(self) -> list[int]:
        return [c for c, words in enumerate(self.cells) if words]


@dataclass(frozen=True, slots=True)
class Region:
    """Lines [start, end) of the document that are one table; `header` of them are its heading."""

    start: int
    end: int
    header: int


def placed_line(strip: Strip, cells: Cells, columns: Columns, measure: Measure) -> Placed:
    """What one line is by its own look."""
    over = runs_over(strip, columns, measure) or leaves_numbers(strip, columns, measure)
    return Placed(strip, cells, columns, Kind.OVER if over else Kind.CELLS, not over and is_strong(cells, columns, measure))


def leaves_numbers(strip: Strip, columns: Columns, measure: Measure) -> bool:
    """Whether one unbroken piece begins in the column of numbers and goes on beyond it: «1. Кадры»."""
    if len(columns) < 3 or columns.starts[1] - columns.starts[0] > 12 * measure.em:
        return False
    begins = abs(strip.x0 - columns.starts[0]) <= measure.near and strip.x1 > columns.starts[1] + measure.near
    return begins and crosses(strip, columns.starts[1], measure)


def is_strong(cells: Cells, columns: Columns, measure: Measure) -> bool:
    filled = [c for c, words in enumerate(cells) if words]
    aligned = sum(abs(cells[c][0].box.x0 - columns.starts[c]) <= 2 * measure.near for c in filled)
    within = sum(
        cells[c][0].box.x0 >= columns.starts[c] - measure.near and cells[c][-1].box.x1 <= columns.ends[c] + 2 * measure.em
        for c in filled
    )
    return len(filled) > 1 and aligned >= 1 and within >= len(filled) - 1


def regions(lines: Sequence[Placed]) -> list[Region]:
    """The tables among the lines, in order."""
    found: list[Region] = []
    at = 0
    while at < len(lines):
        if not begins_table(lines, at):
            at += 1
            continue
        end = end_of(lines, at)
        start = back_to_heading(lines, at, found[-1].end if found else 0)
        found.append(Region(start, end, header_lines(lines, start, end)))
        at = end
    return found


def begins_table(lines: Sequence[Placed], at: int) -> bool:
    """Whether a table begins here: a line of several cells, and more of them soon."""
    if not lines[at].strong:
        return False
    ahead = lines[at + 1 : at + 1 + LOOK_AHEAD]
    strong = sum(line.strong for line in ahead)
    over = sum(line.kind is Kind.OVER for line in ahead)
    left = len(lines) - at - 1
    return strong >= min(2, left) and strong > over and (strong > 0 or is_heading_line(lines[at]))


def is_heading_line(line: Placed) -> bool:
    """Whether the line's cells are words of column headings."""
    texts = [line.text(c) for c in line.filled()]
    return any(len(t) <= 45 and meaning(t) is not None for t in texts)


def back_to_heading(lines: Sequence[Placed], at: int, low: int) -> int:
    """The table's first line with the heading lines above it that have one cell only."""
    start = at
    while start > low:
        line, below = lines[start - 1], lines[start]
        near = below.strip.space_above is not None and below.strip.space_above < 0.9
        if not near or line.kind is Kind.OVER or len(line.filled()) != 1 or not is_heading_line(line):
            break
        start -= 1
    return start


def end_of(lines: Sequence[Placed], start: int) -> int:
    """The line after the table's last one: running text or free space ends it."""
    last, over = start, 0
    at = start + 1
    while at < len(lines):
        line = lines[at]
        if line.strong:
            last, over = at, 0
        elif line.kind is Kind.OVER:
            over += 1
            if over > SECTION_LINES:
                break
        elif over == 0 and continues_cells(lines, at):
            last = at
        at += 1
    return last + 1


def continues_cells(lines: Sequence[Placed], at: int) -> bool:
    """Whether a line of one cell goes on with that cell of the line above."""
    line, above = lines[at], lines[at - 1]
    if line.strip.space_above is not None and line.strip.space_above >= 1:
        return False
    return any(above.cells[c] for c in line.filled())


def header_lines(lines: Sequence[Placed], start: int, end: int) -> int:
    """How many lines at the table's beginning are its heading: those before the first number or section row."""
    for at in range(start, min(end, start + 8)):
        line = lines[at]
        if line.kind is Kind.OVER or is_number(line.text(0)) or is_lone_section(lines, at, start):
            break
    else:
        return 0
    known = sum(is_heading_line(line) for line in lines[start:at])
    return at - start if known else 0


def is_lone_section(lines: Sequence[Placed], at: int, start: int) -> bool:
    """Whether a line of one short cell is a section row: it goes on with nothing, and a row begins below it."""
    line = lines[at]
    filled = line.filled()
    if len(filled) != 1 or line.strong or at + 1 >= len(lines):
        return False
    column = filled[0]
    if column == 0 and is_number(line.text(0)):
        return False
    if at > start and lines[at - 1].cells[column] and lines[at - 1].kind is Kind.CELLS:
        above = lines[at - 1]
        if not (is_bold(line.strip.words) and not is_bold(above.strip.words)):
            return False
    below = lines[at + 1]
    if below.kind is Kind.OVER:
        return is_in_middle(line) or bool(SECTION_NUMBER.match(line.strip.text))
    return below.strong and (is_number(below.text(0)) or is_in_middle(line)) and (is_in_middle(line) or column != 1)


def is_in_middle(line: Placed) -> bool:
    """Whether the line stands in the middle of the table."""
    left, right = line.columns.starts[0], line.columns.ends[-1]
    return abs((line.strip.x0 + line.strip.x1) - (left + right)) < 0.12 * (right - left) and line.strip.x0 > left + 0.1 * (right - left)


def sections(lines: Sequence[Placed], start: int, end: int) -> list[tuple[int, int]]:
    """The section rows in [start, end) as runs of lines; a wrapped title is one run."""
    runs: list[tuple[int, int]] = []
    for at in range(start, end):
        line = lines[at]
        if line.kind is not Kind.OVER and not is_lone_section(lines, at, start):
            continue
        if runs and runs[-1][1] == at and goes_on(lines[at - 1], line):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def goes_on(above: Placed, line: Placed) -> bool:
    """Whether a section row's line goes on with the title in the line above."""
    text = line.strip.text
    if SECTION_NUMBER.match(text) and not text[0].islower():
        return False
    width = line.columns.ends[-1] - line.columns.starts[0]
    return text[0].islower() or above.strip.x1 - above.strip.x0 > 0.75 * width
