"""Which lines belong to a table without rules, and what each of them is: heading, cells, section row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from parsers.gutters.assign import Assigned, runs_over
from parsers.gutters.columns import Cells, Columns, crosses
from parsers.gutters.lines import Measure, Strip, is_number
from parsers.roadmap.columns_vocabulary import meaning
from parsers.words import is_bold

LOOK_AHEAD = 8
HEADING_LINES = 6
YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\s*(?:уч\w*\.?\s*)?(?:год|г\.|гг)", re.IGNORECASE)
SIGNED = re.compile(r"^[А-ЯЁ][а-яё].*\s(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?$")
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


def placed_line(strip: Strip, line: Assigned, measure: Measure) -> Placed:
    """What one line is by its own look."""
    columns = line.columns
    over = runs_over(strip, line, measure) or leaves_numbers(strip, columns, measure)
    strong = not over and is_strong(line, measure) and (len(strip.pieces(measure)) > 1 or line.cost <= 2.5)
    return Placed(strip, line.cells, columns, Kind.OVER if over else Kind.CELLS, strong)


def settled(lines: Sequence[Placed], measure: Measure) -> list[Placed]:
    """The lines with second thoughts: one that runs over the columns in the midst of cells is cells after all."""
    return [
        replace(line, kind=Kind.CELLS, strong=True) if is_amid_cells(lines, at, measure) else line
        for at, line in enumerate(lines)
    ]


def is_amid_cells(lines: Sequence[Placed], at: int, measure: Measure) -> bool:
    """Whether a line that runs over the columns begins at one, and its text goes on from above or goes on below."""
    line = lines[at]
    if line.kind is not Kind.OVER or not 0 < at < len(lines) - 1:
        return False
    above, below = lines[at - 1], lines[at + 1]
    if not (above.kind is Kind.CELLS and below.kind is Kind.CELLS and not is_number(below.text(0))):
        return False
    aligned = any(abs(line.strip.x0 - x) <= measure.near for x in line.columns.starts)
    text = line.strip.text
    if (
        not aligned
        or (line.strip.space_above or 0) >= 1
        or (SECTION_NUMBER.match(text) and len(line.strip.pieces(measure)) == 1)
    ):
        return False
    return text[0].islower() or (below.strong and all(below.text(c)[0].islower() for c in below.filled()))


def leaves_numbers(strip: Strip, columns: Columns, measure: Measure) -> bool:
    """Whether one unbroken piece begins in the column of numbers and goes on beyond it: «1. Кадры»."""
    if len(columns) < 3 or columns.starts[1] - columns.starts[0] > 12 * measure.em:
        return False
    if abs(strip.x0 - columns.starts[0]) > measure.near or strip.x1 <= columns.starts[1] + measure.near:
        return False
    if len(strip.pieces(measure)) == 1 and not is_number(strip.words[0].text):
        return True
    return crosses(strip, columns.starts[1], measure)


def is_strong(line: Assigned, measure: Measure) -> bool:
    """Whether at least two cells stand where columns are, one of them at its column's start."""
    cells, columns = line.cells, line.columns
    filled = [c for c, words in enumerate(cells) if words]
    aligned = sum(abs(cells[c][0].box.x0 - columns.starts[c]) <= 2 * measure.near for c in filled)
    within = sum(
        cells[c][0].box.x0 >= columns.starts[c] - measure.near
        and cells[c][-1].box.x1 <= columns.ends[c] + 2 * measure.em
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
    """Whether the line's cells, or enough of them, are words of column headings."""
    texts = [line.text(c) for c in line.filled()]
    known = sum(len(t) <= 45 and not SECTION_NUMBER.match(t) and meaning(t) is not None for t in texts)
    return known >= 2 or 2 * known >= len(texts) > 0


def back_to_heading(lines: Sequence[Placed], at: int, low: int) -> int:
    """The first line of the heading above a table's first row; section rows may stand between them."""
    below = at
    if is_heading_line(lines[at]):
        while below > low and is_cells_above(lines, below) and is_heading_line(lines[below - 1]):
            below -= 1
        return below
    while below > low and at - below < SECTION_LINES and lines[below - 1].kind is Kind.OVER:
        below -= 1
    start = below
    while start > low and below - start < HEADING_LINES and is_cells_above(lines, start):
        if start < below and is_prose_end(lines[start - 1], lines[start]):
            break
        start -= 1
    heading = lines[start:below]
    if any(is_heading_line(line) for line in heading) or any(len(line.filled()) > 1 for line in heading):
        return start
    return at


def is_prose_end(above: Placed, heading: Placed) -> bool:
    """Whether the line above a heading is the end of running text: it closes a sentence in another weight."""
    text = above.strip.text
    is_sentence = text.endswith(".") and len(text.split()) > 2
    return is_sentence and (text[0].islower() or is_bold(above.strip.words) != is_bold(heading.strip.words))


def is_cells_above(lines: Sequence[Placed], at: int) -> bool:
    """Whether the line above fits into the columns and stands close."""
    above, here = lines[at - 1], lines[at].strip
    return above.kind is Kind.CELLS and here.space_above is not None and here.space_above < 0.9


def end_of(lines: Sequence[Placed], start: int) -> int:
    """The line after the table's last one: running text or free space ends it."""
    last, over = start, 0
    at = start + 1
    while at < len(lines):
        line = lines[at]
        if is_signature(lines, at):
            break
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


def is_signature(lines: Sequence[Placed], at: int) -> bool:
    """Whether a line behind the last row, set apart, is a post and a name: «Начальник управления   И. О. Фамилия»."""
    strip = lines[at].strip
    if (strip.space_above or 0) < 0.8 or is_number(strip.words[0].text) or not SIGNED.search(strip.text):
        return False
    return not any(line.strong for line in lines[at + 1 : at + 4])


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
    known = any(is_heading_line(line) for line in lines[start:at]) or not is_number(lines[at].text(0))
    return at - start if known else 0


def is_lone_section(lines: Sequence[Placed], at: int, start: int) -> bool:
    """Whether a line that fits into one column is a section row: it goes on with nothing, and a row begins below it."""
    line = lines[at]
    filled = line.filled()
    if len(filled) != 1 or at + 1 >= len(lines) or (filled[0] == 0 and is_number(line.text(0))):
        return False
    below = lines[at + 1]
    begins = below.kind is Kind.OVER or is_number(below.text(0)) or below.strong or is_heading_line(below)
    if not begins or is_heading_line(line):
        return False
    titled = bool(SECTION_NUMBER.match(line.strip.text))
    off_start = abs(line.strip.x0 - line.columns.starts[filled[0]]) > 2.5 * line.strip.em
    if YEAR.match(line.strip.text) or (titled and off_start and is_in_middle(line)):
        return True
    if at > start and goes_on_above(line, lines[at - 1], filled[0]):
        return False
    if below.strong and not is_number(below.text(0)) and not is_heading_line(below):
        return is_in_middle(line) and titled
    return is_in_middle(line) or titled


def goes_on_above(line: Placed, above: Placed, column: int) -> bool:
    """Whether the line may go on with the cell above it: just below it, and of its weight."""
    if not above.cells[column] or above.kind is Kind.OVER or (line.strip.space_above or 0) >= 1:
        return False
    return is_bold(line.strip.words) == is_bold(above.strip.words)


def is_in_middle(line: Placed) -> bool:
    """Whether the line stands in the middle of the table."""
    left, right = line.columns.starts[0], line.columns.ends[-1]
    return abs((line.strip.x0 + line.strip.x1) - (left + right)) < 0.12 * (
        right - left
    ) and line.strip.x0 > left + 0.1 * (right - left)


def sections(lines: Sequence[Placed], start: int, end: int) -> list[tuple[int, int]]:
    """The section rows in [start, end) as runs of lines; a wrapped title is one run."""
    runs: list[tuple[int, int]] = []
    for at in range(start, end):
        line = lines[at]
        if runs and runs[-1][1] == at and ends_title(line):
            runs[-1] = (runs[-1][0], at + 1)
            continue
        if line.kind is not Kind.OVER and not is_lone_section(lines, at, start):
            continue
        if runs and runs[-1][1] == at and goes_on(lines[at - 1], line):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return runs


def ends_title(line: Placed) -> bool:
    """Whether a short line below a section row is the rest of its title."""
    text = line.strip.text
    return line.kind is Kind.CELLS and len(line.filled()) == 1 and text[0].islower() and not is_number(text)


def goes_on(above: Placed, line: Placed) -> bool:
    """Whether a section row's line goes on with the title in the line above."""
    text = line.strip.text
    if SECTION_NUMBER.match(text) and not text[0].islower():
        return False
    width = line.columns.ends[-1] - line.columns.starts[0]
    return text[0].islower() or above.strip.x1 - above.strip.x0 > 0.75 * width
