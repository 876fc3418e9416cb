"""Months side by side above a table of flattened text: lines → the header of a calendar.

Which month a cell stood under, no line tells, unless a row has a cell for each of them; but the cells keep their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.flattened.header import FoundHeader, Heading, part_words, with_rest
from parsers.flattened.heading_score import bare_title, piece_score
from parsers.flattened.lines import Printed
from parsers.flattened.matrix import printings
from parsers.flattened.periods import LEAST, counted_periods
from parsers.flattened.state import Task
from parsers.roadmap.columns_likeness import calendar_heading
from parsers.roadmap.columns_vocabulary import Role, meaning

REACH = 6  # lines of a header
MONTH = 5.0  # of a month as one heading
MARKS = re.compile(r"(?:[+хx✓](?:\s+|$))+", re.I)
LEAST_MARKED = 3  # lines that begin with marks


def find_calendars(lines: Sequence[Printed]) -> list[FoundHeader]:
    """The header of a calendar and its repetitions in order, none where the lines hold no calendar."""
    best: FoundHeader | None = None
    for start in range(len(lines)):
        if best is not None and start >= best.end:
            break
        for end in range(start + 1, min(start + REACH, len(lines)) + 1):
            header = _header(lines, start, end)
            if header is not None and (best is None or header.score > best.score):
                best = header
    return list(printings(lines, best)) if best is not None else []


def marked(lines: Sequence[Printed]) -> bool:
    """The cells below the months are marks: «+ +»."""
    return sum(MARKS.match(line.text) is not None for line in lines) >= LEAST_MARKED


def _header(lines: Sequence[Printed], start: int, end: int) -> FoundHeader | None:
    """Lines [start, end) as the header of a calendar: months one behind another, and headings that are known."""
    if counted_periods(lines[start:end]) < LEAST:
        return None
    parted = part_words(lines, start, end, _score)
    if parted is None:
        return None
    score, parts = parted
    months = [n for n, (text, _) in enumerate(parts) if calendar_heading(text)]
    if not LEAST <= len(months) < len(parts) or months[-1] - months[0] >= len(months):
        return None
    behind = [meaning(text) for text, _ in parts[months[-1] + 1 :]]
    if any(found is None or found.role is Role.ACTION for found in behind) or bare_title(parts[0][0].split()[0]):
        return None
    headings = tuple(Heading(_role(text), text, pieces) for text, pieces in parts)
    return with_rest(lines, FoundHeader(start, end, headings, (), score, months=len(months)))


def _score(words: tuple[str, ...], at_line_start: bool, breaks: int) -> float:
    return MONTH if calendar_heading(" ".join(words)) else piece_score(words, at_line_start, breaks)


def _role(text: str) -> Role:
    """A month heads a term; of the other headings only the number, the action and the executor keep their role."""
    if calendar_heading(text):
        return Role.TERM
    found = meaning(text)
    return found.role if found and found.role in (Role.NUMBER, Role.ACTION, Role.EXECUTOR) else Role.EXTRA


def of_calendar(task: Task, header: FoundHeader) -> Task:
    """The task of a calendar: its months hold actions, or marks, which one cell holds together."""
    first = next(n for n, heading in enumerate(header.headings) if calendar_heading(heading.text))
    end = first + header.months
    if Role.ACTION in task.roles and marked(task.lines):
        roles = (*task.roles[:first], Role.EXTRA, *task.roles[end:])
        heading = " ".join(task.headings[first:end])
        return replace(task, roles=roles, headings=(*task.headings[:first], heading, *task.headings[end:]))
    others = [Role.EXTRA if role is Role.ACTION else role for role in task.roles]
    roles = (*others[:first], *[Role.ACTION] * header.months, *others[end:])
    return replace(task, roles=roles, months=(first, end))
