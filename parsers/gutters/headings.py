"""A stretch of lines → what it costs to read it as the heading of a table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.gutters.bands import spread
from parsers.gutters.headwords import BELOW, said_by
from parsers.gutters.known import LONGEST_HEADING_CELL, Placed
from parsers.gutters.lines import is_executor, is_term
from parsers.gutters.sheet import SECTION_NUMBER, Sheet
from parsers.gutters.weights import HEADING
from parsers.roadmap.columns_likeness import calendar_heading
from parsers.roadmap.columns_vocabulary import meaning
from parsers.words import is_bold

LONGEST_HEADING = 10


def may_head(sheet: Sheet, start: int) -> bool:
    """Whether the heading of a table may begin at a line: several columns begin with words for headings."""
    columns: set[int] = set()
    for at in range(start, min(len(sheet), start + LONGEST_HEADING)):
        if sheet.numbered[at]:
            break
        columns |= sheet.headed[at]
    return len(columns) > 1


def heading_cost(sheet: Sheet, start: int, end: int) -> float:
    """What it costs to read lines as the heading of the table."""
    lines = sheet.lines[start:end]
    columns = range(len(lines[0].cells))
    cost = HEADING.heading + HEADING.line * len(lines) + sum(min(line.fit, line.over + 2) for line in lines)
    cost += HEADING.unbroken * sum(line.runs_over and is_unbroken(sheet, line) for line in lines)
    cost += HEADING.shared * sum(heads_columns(line) for line in lines[:-1])
    calendar = sum(calendar_heading(lines[0].text(column)) for column in columns) > 1
    matrix = 2 * sum(any(is_executor(line.text(column)) for line in lines) for column in columns) > len(columns)
    known = 0
    boxes = []
    for column in columns:
        at = [index for index in range(start, end) if sheet.has(index, column)]
        if not at:
            cost += HEADING.empty
            continue
        said = says_column(" ".join(sheet.text(index, column) for index in at), matrix, calendar)
        known += said
        cost += column_cost(sheet, column, at, said)
        boxes.append((sheet.lines[at[0]].strip.top, sheet.lines[at[-1]].strip.bottom))
    if known < 2:
        cost += HEADING.unknown
    cost += weight_cost(sheet, start, end)
    cost += sum(HEADING.over_rule for at in range(start + 1, end) if at in sheet.ruled)
    return cost + again_cost(sheet.again[start:end]) + askew_cost(boxes, sheet.pitch)


def again_cost(again: Sequence[bool]) -> float:
    """What it tells of a heading which of its lines are printed on another page too."""
    if all(again):
        return HEADING.again
    return HEADING.grown * again.count(False) if again[0] else 0.0


def heads_columns(line: Placed) -> bool:
    """Whether a line is nothing but a heading that may stand over the headings of several columns."""
    return line.runs_over and said_by(line.strip.text) in BELOW


def is_unbroken(sheet: Sheet, line: Placed) -> bool:
    """Whether a line that stands in several columns has no gap between them."""
    return len(line.filled()) > 1 and len(line.strip.pieces(sheet.measure)) == 1


def says_column(text: str, matrix: bool, calendar: bool) -> bool:
    """Whether a text is known as a column's heading: in a role matrix an executor, in a calendar a month."""
    if calendar and calendar_heading(text):
        return True
    if text[0].islower():
        return False
    return (matrix and is_executor(text)) or (len(text) <= 60 and meaning(text) is not None)


def column_cost(sheet: Sheet, column: int, lines: Sequence[int], said: bool) -> float:
    """What it costs to read these lines of a column as its heading; `said`: the vocabulary knows it."""
    cost = HEADING.known if said else 0.0
    cost += heading_doubt([sheet.text(index, column) for index in lines], said)
    cost -= HEADING.fresh * sum(min(0.0, sheet.fresh(index, column)) for index in lines[1:])
    return cost + sum(HEADING.spread * spread(sheet, a, b) for a, b in pairwise(lines))


def weight_cost(sheet: Sheet, start: int, end: int) -> float:
    """What bold lines tell of a heading, and bold ones beside others."""
    bold = [is_bold(line.strip.words) for line in sheet.lines[start:end]]
    if all(bold) and not sheet.bold_body:
        return HEADING.bold
    return HEADING.weight if len(set(bold)) > 1 else 0.0


def heading_doubt(lines: Sequence[str], said: bool) -> float:
    """What speaks against a text's being the heading of a column; `said`: the vocabulary knows it."""
    whole = " ".join(lines)
    foreign = any(SECTION_NUMBER.match(line) or is_term(line) for line in lines[1:] or lines)
    cost = HEADING.foreign if foreign and not calendar_heading(whole) else 0.0
    if said:
        return cost
    cost += HEADING.long if len(whole) > LONGEST_HEADING_CELL else 0.0
    return cost + (HEADING.small if whole[0].islower() else 0.0)


def askew_cost(boxes: Sequence[tuple[float, float]], pitch: float) -> float:
    """What it costs that the cells of a heading stand neither at the top, nor in the middle, nor at the bottom."""
    if len(boxes) < 2:
        return 0.0
    top, bottom = max(boxes, key=lambda box: box[1] - box[0])
    ways = (lambda box: box[0] - top, lambda box: sum(box) / 2 - (top + bottom) / 2, lambda box: box[1] - bottom)
    return HEADING.askew * min(sum(min(3.0, abs(way(box)) / pitch) for box in boxes) for way in ways)
