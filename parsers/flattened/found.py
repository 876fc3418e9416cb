"""What a search found: the best path through the lines → rows of cells, headings, the lines before and behind."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from parsers.flattened.bonds import bond
from parsers.flattened.lattice import Search
from parsers.flattened.lines import Gap
from parsers.flattened.state import AFTER, FRONT, SECTION, Piece, State, steps
from parsers.roadmap.columns_vocabulary import Role

SURE_MARGIN = 2.5


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row of the table (`cells` per column) or a section heading (`cells` is None, its lines in `lines`)."""

    cells: tuple[tuple[Piece, ...], ...] | None
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The lines before the table, its rows, the lines behind it; the path's score."""

    front: tuple[int, ...]
    rows: tuple[ReadRow, ...]
    after: tuple[int, ...]
    score: float
    search: Search
    sure: tuple[float, ...]  # for each line, 0.5..1: how clearly its reading beats the next best


def found(search: Search, end: State) -> Found:
    """A path's rows."""
    front: list[int] = []
    after: list[int] = []
    rows: list[ReadRow] = []
    sure: list[float] = []
    for i, state in enumerate(steps(end)):
        sure.append(1.0 - 0.5 * exp(-search.margin(i, state) / SURE_MARGIN))
        if state.kind == FRONT:
            front.append(i)
        elif state.kind == AFTER:
            after.append(i)
        elif state.begins:
            rows.append(ReadRow(None if state.kind == SECTION else state.cells, (i,)))
        else:
            cells = None if state.kind == SECTION else state.cells
            rows[-1] = ReadRow(cells, (*rows[-1].lines, i))
    parted = [part for row in rows for part in part_row(search, row)]
    return Found(tuple(front), tuple(parted), tuple(after), end.score, search, tuple(sure))


def part_row(search: Search, row: ReadRow) -> list[ReadRow]:
    """A sub-row whose action has as many paragraphs as its term has terms, one to one: each is a row of its own."""
    roles, lines = search.task.roles, search.lines
    if row.cells is None or row.cells[0] or not search.task.numbered or not {Role.TERM, Role.ACTION} <= {*roles}:
        return [row]
    action, term = row.cells[roles.index(Role.ACTION)], row.cells[roles.index(Role.TERM)]
    starts = [0, *(n for n in range(1, len(action)) if _paragraph(search, action[n - 1], action[n]))]
    if len(term) < 2 or len(starts) != len(term) or any(lines[i].gap is Gap.USUAL for i, _, _ in term[1:]):
        return [row]
    if any(bool(cell) for cell, role in zip(row.cells, roles, strict=True) if role not in (Role.ACTION, Role.TERM)):
        return [row]
    rows = []
    for n, (begin, stop) in enumerate(zip(starts, (*starts[1:], len(action)), strict=True)):
        own_cells = {Role.ACTION: action[begin:stop], Role.TERM: (term[n],)}
        cells = tuple(own_cells.get(role, ()) for role in roles)
        rows.append(ReadRow(cells, (*(i for i, _, _ in action[begin:stop]), term[n][0])))
    return rows


def _paragraph(search: Search, before: Piece, after: Piece) -> bool:
    last = search.lines[before[0]].words[before[2] - 1]
    first = search.lines[after[0]].words[after[1]]
    return first[0].isupper() and last[-1] not in ",-(" and bond(last, first) < -0.5


def own(row: ReadRow) -> tuple[tuple[Piece, ...], ...]:
    """A row's cells without what it shares with the row above."""
    assert row.cells is not None
    return tuple(() if cell and cell[0][0] < row.lines[0] else cell for cell in row.cells)
