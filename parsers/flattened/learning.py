"""What a reading teaches of a document: its rows → habits, which the next reading begins with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import log

from parsers.flattened.baselines import Seen, pair
from parsers.flattened.edges import OBLIQUE, oblique
from parsers.flattened.found import Found, own
from parsers.flattened.habits import (
    Habits,
    broken_lines,
    column_width,
    first_part,
    gap_scores,
    section_habit,
    usual_skip,
)
from parsers.flattened.lattice import Search
from parsers.flattened.lexicon import Told
from parsers.flattened.lines import SPACE, Gap
from parsers.flattened.memory import Memory, remembered
from parsers.flattened.sections import section_style
from parsers.flattened.state import Piece
from parsers.flattened.words import bare
from parsers.roadmap.columns_vocabulary import Role

MOST_BOUND = 1.3  # of the words at the ends of a cell that is remembered
LEAST_SKIP, MOST_SKIP = -6.0, -0.3
LEAST_BEGUN = 3  # cells of a column that tell how its cells begin
MOST_SMALL = 2.0
MOST_OBLIQUE = 3.0

Cells = tuple[tuple[Piece, ...], ...]


def learn(search: Search, reading: Found, before: Habits) -> Habits:
    """What a reading teaches of the document's habits."""
    rows = [own(row) for row in reading.rows if row.cells is not None]
    headings = [search.lines[row.lines[0]].text for row in reading.rows if row.cells is None]
    columns = _columns(search, rows)
    told = _told(search, rows)
    lines = [[_measured(search, cell) for cell in cells] for cells in columns]
    numbers = [role is Role.NUMBER for role in search.task.roles]
    widths = [None if number else column_width(cells) for number, cells in zip(numbers, lines, strict=True)]
    return replace(
        before,
        memory=Memory() if search.task.matrix else remembered(search.task.roles, _clean_ones(search, rows, told)),
        sections=section_habit([section_style(text) for text in headings]),
        baselines=before.baselines.taught(neighbours(search, rows)),
        widths=tuple(widths),
        told=tuple(1.0 if wide is None else broken_lines(m, wide) for wide, m in zip(widths, lines, strict=True)),
        skips=_skips(search, columns, len(rows)),
        small=_small(search, columns),
        oblique=_oblique(search, columns),
        words=before.words.taught(told),
        gaps=gap_scores(_gaps(search, rows)),
    )


def _columns(search: Search, rows: Sequence[Cells]) -> list[list[tuple[Piece, ...]]]:
    """Of each column its cells; those of a column that shares another's habits stand with that one's."""
    columns: list[list[tuple[Piece, ...]]] = [[] for _ in search.task.roles]
    for cells in rows:
        for col, cell in enumerate(cells):
            if cell:
                columns[search.task.kin(col)].append(cell)
    return [columns[search.task.kin(col)] for col in range(len(columns))]


def _measured(search: Search, cell: Sequence[Piece]) -> list[tuple[float, float | None]]:
    """Of each line of a cell its width, and its width with the first word of the next, None behind the last."""
    found: list[tuple[float, float | None]] = []
    for piece, following in pairwise((*cell, None)):
        assert piece is not None
        wide = search.width(piece)
        word = search.lines[following[0]].words[following[1]] if following else None
        found.append((wide, None if word is None else wide + SPACE + first_part(word)))
    return found


def _gaps(search: Search, rows: Sequence[Cells]) -> dict[str, Counter[Gap]]:
    """The gaps above lines within a cell, above lines that begin a cell, above lines that begin a row."""
    gaps: dict[str, Counter[Gap]] = defaultdict(Counter)
    for cells in rows:
        filled = [cell for cell in cells if cell]
        for n, cell in enumerate(filled):
            gaps["inside"].update(search.lines[i].gap for i, _, _ in cell[1:])
            if cell[0][1] == 0:
                gaps["cell" if n else "row"][search.lines[cell[0][0]].gap] += 1
    return gaps


def _skips(search: Search, columns: Sequence[Sequence[tuple[Piece, ...]]], total: int) -> tuple[float, ...]:
    """What an empty cell of each column costs, by how many rows have none; free where it costs nothing at first."""
    found = []
    for col, cells in enumerate(columns):
        prior = usual_skip(search.task, col)
        share = (len(cells) + 2) / (total + 3)
        learned = log((1 - share) / share) if share < 1 else prior
        found.append(max(LEAST_SKIP, min(MOST_SKIP, 0.5 * prior + 0.6 * learned)) if prior else 0.0)
    return tuple(found)


def _small(search: Search, columns: Sequence[Sequence[tuple[Piece, ...]]]) -> tuple[float | None, ...]:
    """How much more often the cells of each column begin with a small letter than not."""
    found: list[float | None] = []
    for cells in columns:
        small = sum(search.lines[cell[0][0]].words[cell[0][1]][0].islower() for cell in cells)
        rate = (small + 1) / (len(cells) + 2)
        learned = max(-MOST_SMALL, min(MOST_SMALL, 0.7 * log(rate / (1 - rate))))
        found.append(learned if len(cells) >= LEAST_BEGUN else None)
    return tuple(found)


def _oblique(search: Search, columns: Sequence[Sequence[tuple[Piece, ...]]]) -> tuple[float, ...]:
    """What is given back to the cells of each column that begin with a noun in another case: nothing where few do."""
    found = []
    for cells in columns:
        begun = sum(oblique(bare(search.lines[cell[0][0]].words[cell[0][1]])) for cell in cells)
        rate = (begun + 1) / (len(cells) + 5)
        found.append(max(0.0, min(MOST_OBLIQUE, -OBLIQUE + log(rate / (1 - rate)))))
    return tuple(found)


def _told(search: Search, rows: Sequence[Cells]) -> list[Told]:
    return [
        (n, search.task.kin(col), search.text(cell), tuple(i for i, _, _ in cell))
        for n, cells in enumerate(rows)
        for col, cell in enumerate(cells)
        if cell and search.task.roles[col] is not Role.NUMBER
    ]


def _clean_ones(search: Search, rows: Sequence[Cells], told: Sequence[Told]) -> list[Told]:
    return [cell for cell in told if _clean(search, rows[cell[0]][cell[1]])]


def neighbours(search: Search, rows: Sequence[Sequence[Sequence[Piece]]]) -> Iterator[Seen]:
    """Each two neighbouring cells of a row on one page: how many lines they have, and whether one line holds both."""
    for cells in rows:
        filled = [(col, cell) for col, cell in enumerate(cells) if cell]
        for (col, left), (_, right) in pairwise(filled):
            if not any(search.page_ends(i) for i, _, _ in (*left, *right)[:-1]):
                number = search.task.roles[col] is Role.NUMBER
                yield number, pair(len(left), len(right)), left[-1][0] == right[0][0]


def _clean(search: Search, cell: Sequence[Piece]) -> bool:
    """The words at a cell's ends are not bound to those printed beside it: «классов» behind «1-11» is no cell."""
    (i, a, _), (last, _, b) = cell[0], cell[-1]
    lines = search.lines
    before = lines[i].words[a - 1] if a else lines[i - 1].words[-1] if i else None
    behind = [*lines[last].words[b : b + 1], *(lines[last + 1].words[:1] if last + 1 < len(lines) else ())][:1]
    own = lines[i].words[a], lines[last].words[b - 1]
    bonds = [search.bond(before, own[0])] if before else []
    return all(bond <= MOST_BOUND for bond in [*bonds, *(search.bond(own[1], word) for word in behind)])
