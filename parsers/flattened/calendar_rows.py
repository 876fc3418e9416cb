"""A row of a calendar whose months are not told → rows of a grid, each cell over the months that it may stand under."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.document import Line
from parsers.flattened.header import FoundHeader
from parsers.roadmap.columns_likeness import calendar_heading

Slot = Sequence[Line] | None
DraftRow = Sequence[Slot] | Sequence[Line]

LEFT: Sequence[Line] = [Line("←")]  # in a draft, the slot of a cell that began to the left
MONTHS_UNSURE = 0.6  # confidence of a calendar: a person should look at its months


def month_rows(cells: Sequence[Slot], header: FoundHeader) -> list[DraftRow]:
    """The rows of a grid that a calendar's row makes: one where each of its months has a cell; else one a cell, over
    the months that its place among the others leaves it, beside cells merged over all of these rows.

    `cells` has a slot for each month, the first ones filled, or one slot for the marks of all months.
    """
    first = next(n for n, heading in enumerate(header.headings) if calendar_heading(heading.text))
    marks = len(cells) - len(header.headings) + header.months if len(cells) < len(header.headings) else 0
    end = first + (marks or header.months)
    held = _marks(cells[first] or ()) if marks else [cell for cell in cells[first:end] if cell]
    before, behind = list(cells[:first]), list(cells[end:])
    if len(held) == header.months:
        return [[*before, *held, *behind]]
    if marks:
        return [[*before, cells[first], *[LEFT] * (header.months - 1), *behind]]
    rows: list[DraftRow] = []
    for n, cell in enumerate(held):
        beside: list[Slot] = [*before, *behind] if n == 0 else [None] * (len(before) + len(behind))
        left = header.months - len(held)
        months: list[Slot] = [*[[]] * n, cell, *[LEFT] * left, *[[]] * (header.months - n - left - 1)]
        rows.append([*beside[:first], *months, *beside[first:]])
    return rows


def _marks(lines: Sequence[Line]) -> list[list[Line]]:
    """The marks of a cell, each a cell of its own."""
    return [[Line(word, line.box, line.number)] for line in lines for word in line.text.split()]
