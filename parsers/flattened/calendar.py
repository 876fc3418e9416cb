"""Months side by side above a table of flattened text: which of them a cell stood under, no line tells."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.flattened.lines import Printed
from parsers.roadmap.columns_likeness import calendar_heading

REACH = 4  # lines of a header
LEAST = 3  # months or quarters that make a calendar


def calendar_header(lines: Sequence[Printed]) -> str | None:
    """The lines that head a calendar («Направление Сентябрь Октябрь Ноябрь»), None where no lines do."""
    for size in range(1, REACH + 1):
        for start in range(len(lines) - size + 1):
            if counted_periods(lines[start : start + size]) >= LEAST:
                return " ".join(line.text for line in lines[start : start + size])
    return None


def counted_periods(lines: Sequence[Printed]) -> int:
    """How many months or quarters stand one behind another, with nothing between.

    >>> from parsers.document import Line
    >>> from parsers.flattened.lines import printed_lines
    >>> counted_periods(printed_lines((Line("Работа с родителями Сентябрь Октябрь"), Line("Ноябрь I квартал"))))
    4
    >>> counted_periods(printed_lines((Line("сентябрь, октябрь"),)))
    1
    """
    words = [word for line in lines for word in line.words]
    most = run = at = 0
    while at < len(words):
        size = next((n for n in (1, 2) if calendar_heading(" ".join(words[at : at + n]))), 0)
        run = run + 1 if size else 0
        most = max(most, run)
        at += size or 1
    return most
