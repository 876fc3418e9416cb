"""One text read: several passes of the search, each taught by the one before, and the rows that the last one found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

from parsers.flattened.bonds import bond
from parsers.flattened.habits import (
    Habits,
    beginnings,
    column_width,
    first_part,
    gap_scores,
    inner_cut,
    join_room,
    lone_ends,
    section_habit,
    unlearned,
    usual_skip,
)
from parsers.flattened.lattice import Search
from parsers.flattened.lines import SPACE, Gap
from parsers.flattened.memory import Memory, remembered
from parsers.flattened.sections import section_style
from parsers.flattened.state import AFTER, FRONT, SECTION, Piece, State, Task, steps
from parsers.roadmap.columns_vocabulary import Role

PASSES = 3
SURE_MARGIN = 2.5
SAMPLE = 500  # lines that are enough to learn a document's habits
LEARNING_BEAM = 10
MOST_BOUND = 1.3  # of the words at the ends of a cell that is remembered


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


def read(task: Task) -> Found:
    """The best reading of the lines, after learning the document's habits from the readings before.

    What a reading teaches confirms it, so that a first one that takes results for the ends of actions finds no results
    later: each way to begin learns for itself, and the one whose reading has come to score best goes on.
    """
    sample = replace(task, lines=task.lines[:SAMPLE])
    learned = [_learned(sample, habits) for habits in beginnings(task)]
    habits = max(learned, key=lambda way: way[0])[1]
    search = Search(task, habits)
    return found(search, search.run())


def _learned(sample: Task, habits: Habits) -> tuple[float, Habits]:
    """The score of a way to begin after a first lesson, and what it has learned after the last."""
    score = float("-inf")
    for _ in range(PASSES - 1):
        search = Search(sample, habits, LEARNING_BEAM)
        reading = found(search, search.run())
        score, habits = reading.score, learn(search, reading, habits)
    return score, habits


def trial(task: Task) -> Found:
    """A first reading with nothing learned, to see whether these columns are those of the text."""
    search = Search(task, unlearned(task), LEARNING_BEAM)
    return found(search, search.run())


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


def learn(search: Search, reading: Found, before: Habits) -> Habits:
    """What a reading teaches of the document's habits."""
    task, lines = search.task, search.lines
    size = len(task.roles)
    pairs: list[list[tuple[float, float | None]]] = [[] for _ in range(size)]
    small = [0] * size
    filled = [0] * size
    gaps: dict[str, Counter[Gap]] = defaultdict(Counter)
    rows = [own(row) for row in reading.rows if row.cells is not None]
    for cells in rows:
        for col, cell in enumerate(cells):
            if not cell:
                continue
            filled[col] += 1
            small[col] += lines[cell[0][0]].words[cell[0][1]][0].islower()
            for piece, following in zip(cell, (*cell[1:], None), strict=True):
                wide = search.width(piece)
                high = None
                if following is not None:
                    high = wide + SPACE + first_part(lines[following[0]].words[following[1]])
                pairs[col].append((wide, high))
                if following is not None:
                    gaps["inside"][lines[following[0]].gap] += 1
        first = [cell[0] for cell in cells if cell]
        for n, (i, a, _) in enumerate(first):
            if a == 0:
                gaps["cell" if n else "row"][lines[i].gap] += 1
    joined = [
        (col, search.width(cell[0]))
        for cells in rows
        for col, cell in enumerate(cells)
        if len(cell) == 1 and task.roles[col] is not Role.NUMBER and cell[0][2] < len(lines[cell[0][0]].words)
    ]
    long = [cell[-1] for cells in rows for cell in cells if len(cell) > 1 and not search.page_ends(cell[-1][0])]
    cut = sum(stop < len(lines[i].words) for i, _, stop in long)
    total = len(rows)
    skips, smalls = [], []
    for col in range(size):
        prior = usual_skip(task, col)
        share = (filled[col] + 2) / (total + 3)
        learned = log((1 - share) / share) if share < 1 else prior
        skips.append(max(-6.0, min(-0.3, 0.5 * prior + 0.6 * learned)))
        rate = (small[col] + 1) / (filled[col] + 2)
        smalls.append(max(-2.0, min(2.0, 0.7 * log(rate / (1 - rate)))) if filled[col] >= 3 else None)
    textual = [role is not Role.NUMBER for role in task.roles]
    widths = tuple(column_width(p) if text else None for p, text in zip(pairs, textual, strict=True))
    told = [
        (n, col, search.text(cell), tuple(i for i, _, _ in cell))
        for n, cells in enumerate(rows)
        for col, cell in enumerate(cells)
        if cell and task.roles[col] is not Role.NUMBER
    ]
    clean = {(n, col) for n, col, _, _ in told if _clean(search, rows[n][col])}
    return replace(
        before,
        memory=Memory() if task.matrix else remembered(task.roles, (cell for cell in told if cell[0:2] in clean)),
        sections=section_habit([section_style(lines[row.lines[0]].text) for row in reading.rows if row.cells is None]),
        lone=lone_ends(*lone_cells(search, rows)),
        inner_cut=inner_cut(cut, len(long)),
        joins=join_room([room - wide for col, wide in joined if (room := widths[col]) is not None]),
        widths=widths,
        skips=tuple(skips),
        small=tuple(smalls),
        words=before.words.taught(told),
        gaps=gap_scores(gaps),
    )


def lone_cells(search: Search, rows: Sequence[Sequence[Sequence[Piece]]]) -> tuple[int, int]:
    """How many cells of one line another cell follows on the next line, and on the same."""
    apart = joined = 0
    for cells in rows:
        for col, cell in enumerate(cells):
            if len(cell) != 1 or search.task.roles[col] is Role.NUMBER or not any(cells[col + 1 :]):
                continue
            within = cell[0][2] < len(search.lines[cell[0][0]].words)
            joined += within
            apart += not within and not search.page_ends(cell[0][0])
    return apart, joined


def _clean(search: Search, cell: Sequence[Piece]) -> bool:
    """The words at a cell's ends are not bound to those printed beside it: «классов» behind «1-11» is no cell."""
    (i, a, _), (last, _, b) = cell[0], cell[-1]
    lines = search.lines
    before = lines[i].words[a - 1] if a else lines[i - 1].words[-1] if i else None
    behind = [*lines[last].words[b : b + 1], *(lines[last + 1].words[:1] if last + 1 < len(lines) else ())][:1]
    own = lines[i].words[a], lines[last].words[b - 1]
    bonds = [search.bond(before, own[0])] if before else []
    return all(bond <= MOST_BOUND for bond in [*bonds, *(search.bond(own[1], word) for word in behind)])
