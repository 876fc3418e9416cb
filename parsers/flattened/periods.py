"""Months and quarters in a header: lines → how many stand one behind another."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.flattened.lines import Printed
from parsers.roadmap.columns_likeness import calendar_heading

LEAST = 3  # months or quarters that make a calendar


def counted_periods(lines: Sequence[Printed]) -> int:
    """How many months, quarters or stretches of them stand one behind another, with nothing between.

    >>> from parsers.document import Line
    >>> from parsers.flattened.lines import printed_lines
    >>> counted_periods(printed_lines((Line("Работа с родителями Сентябрь Октябрь"), Line("Ноябрь I квартал"))))
    4
    >>> counted_periods(printed_lines((Line("сентябрь, октябрь"),)))
    1
    >>> counted_periods(printed_lines((Line("Сентябрь – октябрь Ноябрь – декабрь Январь – март"),)))
    3
    """
    words = [word for line in lines for word in line.words]
    most = run = at = 0
    while at < len(words):
        size = next((n for n in (3, 2, 1) if calendar_heading(" ".join(words[at : at + n]))), 0)
        run = run + 1 if size else 0
        most = max(most, run)
        at += size or 1
    return most
