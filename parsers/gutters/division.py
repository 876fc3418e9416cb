"""A sheet of placed lines → its cheapest division into headings, section rows, rows and running text.

Every stretch of lines has a cost as each of these (`bands`), with every weight in one place (`weights`); the costs of
a whole document are added up and the cheapest reading wins: dynamic programming over lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from parsers.gutters import bands, headings
from parsers.gutters.bands import Stand
from parsers.gutters.sheet import Sheet
from parsers.gutters.weights import HEADING, PROSE, SECTION


class Kind(Enum):
    """What a band of lines is."""

    PROSE = "prose"
    HEADING = "heading"
    SECTION = "section"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Band:
    """Lines [start, end) of a sheet that are one row, section row, heading, or (one line) running text."""

    kind: Kind
    start: int
    end: int


class _State(Enum):
    OUT = 0  # running text
    HEADED = 1  # behind a heading
    TITLE = 2  # behind a section row
    BODY = 3  # behind a row


_AFTER = {Kind.PROSE: _State.OUT, Kind.HEADING: _State.HEADED, Kind.SECTION: _State.TITLE, Kind.ROW: _State.BODY}
_WAITING = (_State.HEADED, _State.TITLE)  # rows must follow


def divide(sheet: Sheet) -> list[Band]:
    """The bands of a sheet in order, every line in exactly one."""
    titles = [list(titles_from(sheet, start)) for start in range(len(sheet))]
    return min((cheapest(sheet, titles, stand) for stand in Stand), key=lambda found: found[0])[1]


Option = tuple[Kind, int, float]  # what lines from a start up to this end are, and its cost


def cheapest(sheet: Sheet, titles: Sequence[Sequence[Option]], stand: Stand) -> tuple[float, list[Band]]:
    """The cheapest division where the cells of rows stand so, and its cost; `titles`: what is no row, by its start."""
    count = len(sheet)
    best = [dict.fromkeys(_State, float("inf")) for _ in range(count + 1)]
    came: list[dict[_State, tuple[Band, _State]]] = [{} for _ in range(count + 1)]
    best[0][_State.OUT] = 0.0
    for start in range(count):
        rows = ((Kind.ROW, end, cost) for end, cost in bands.rows_from(sheet, start, stand))
        here = best[start]
        befores = {kind: cheapest_before(sheet, start, here, kind) for kind in Kind}
        for kind, end, cost in chain(titles[start], rows):
            before, state = befores[kind]
            if before + cost < best[end][_AFTER[kind]]:
                best[end][_AFTER[kind]] = before + cost
                came[end][_AFTER[kind]] = (Band(kind, start, end), state)
    final = best[count]
    for state in _WAITING:
        final[state] += SECTION.last
    state = min(_State, key=lambda s: final[s])
    total, found, at = final[state], [], count
    while at:
        band, state = came[at][state]
        found.append(band)
        at = band.start
    return total, found[::-1]


def titles_from(sheet: Sheet, start: int) -> Iterator[Option]:
    """Every band that is no row and may begin at a line, with its cost."""
    count = len(sheet)
    yield Kind.PROSE, start + 1, bands.prose_cost(sheet, start)
    for end in range(start + 1, min(count, start + bands.LONGEST_SECTION) + 1):
        if sheet.same_page(start, end - 1):
            yield Kind.SECTION, end, bands.section_cost(sheet, start, end)
    if headings.may_head(sheet, start):
        for end in range(start + 1, min(count, start + headings.LONGEST_HEADING) + 1):
            if sheet.numbered[end - 1] or not sheet.same_page(start, end - 1):
                break
            yield Kind.HEADING, end, headings.heading_cost(sheet, start, end)


def cheapest_before(sheet: Sheet, start: int, costs: Mapping[_State, float], kind: Kind) -> tuple[float, _State]:
    """The cheapest way to where a band of this kind begins, and the state there."""
    return min(
        ((cost + joint_cost(sheet, start, state, kind), state) for state, cost in costs.items()),
        key=lambda pair: pair[0],
    )


def joint_cost(sheet: Sheet, start: int, before: _State, kind: Kind) -> float:
    """What it costs that a band of this kind follows."""
    if kind is Kind.PROSE:
        if before is _State.OUT:
            return 0.0
        spaced = PROSE.spaced if (sheet.lines[start].strip.space_above or 0) >= 0.8 else 0.0
        return PROSE.leave + spaced + (SECTION.last if before in _WAITING else 0.0)
    if before is _State.OUT:
        return 0.0 if kind is Kind.HEADING else PROSE.enter + (SECTION.opening if kind is Kind.SECTION else 0.0)
    if kind is Kind.HEADING:
        return 0.0 if sheet.again[start] and before is not _State.HEADED else HEADING.within
    if kind is Kind.SECTION and before is _State.TITLE:
        return SECTION.again
    return 0.0
