"""Which column each word of a line stands in: the cheapest placing, column starts followed as they drift."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from parsers.gutters.columns import Columns, crosses
from parsers.gutters.cuts import recut, term_column
from parsers.gutters.headwords import Cells, headed_one_by_one, numbers_headed, parted_headings
from parsers.gutters.lines import GLUED, PREPOSITION, Measure, Strip, is_number
from parsers.gutters.weights import SECTION
from parsers.words import Word, cut

JUSTIFIED = 0.12  # of all wide gaps so many stand within cells where lines are stretched
OVERFLOW = 1.5  # the last cell of a line of text runs on beyond its column: nothing stands there to stop it
LONE_OVERFLOW = 3.0  # the same where that cell is all there is: a title is likelier
WIDEST = 1.6  # such a cell is not wider than the room up to the next column so many times
WINDOW = 6  # lines up and down that tell where a drifting column stands here


def over_cost(strip: Strip, line: Assigned, measure: Measure) -> float:
    """What it costs to read a line as one text over several columns."""
    columns = line.columns
    inside = [x for x in columns.starts[1:] if strip.x0 < x - measure.near and strip.x1 > x + measure.near]
    if not inside:
        return SECTION.cell
    gaps = len(strip.pieces(measure)) - 1
    if gaps > 1 and parted(line, measure) > 1:
        return SECTION.gap * 4
    aligned = any(near(strip.x0, x, measure) for x in columns.starts)
    return SECTION.over + SECTION.gap * gaps + (SECTION.aligned if aligned and (gaps or len(inside) == 1) else 0.0)


def leaves_numbers(strip: Strip, columns: Columns, measure: Measure) -> bool:
    """Whether one unbroken piece begins in the column of numbers and goes on beyond it: «1. Кадры»."""
    if len(columns) < 3 or columns.starts[1] - columns.starts[0] > 12 * measure.em:
        return False
    if abs(strip.x0 - columns.starts[0]) > measure.near or strip.x1 <= columns.starts[1] + measure.near:
        return False
    if len(strip.pieces(measure)) == 1 and not is_number(strip.words[0].text):
        return True
    return crosses(strip, columns.starts[1], measure)


def is_strong(strip: Strip, line: Assigned, measure: Measure) -> bool:
    """Whether at least two cells stand where columns are, one of them at its column's start."""
    cells, columns = line.cells, line.columns
    filled = [c for c, words in enumerate(cells) if words]
    aligned = sum(abs(cells[c][0].box.x0 - columns.starts[c]) <= 2 * measure.near for c in filled)
    within = sum(
        cells[c][0].box.x0 >= columns.starts[c] - measure.near
        and cells[c][-1].box.x1 <= columns.ends[c] + 2 * measure.em
        for c in filled
    )
    if len(strip.pieces(measure)) == 1 and line.cost > 2.5:
        return False
    return len(filled) > 1 and aligned >= 1 and within >= len(filled) - 1


def parted(line: Assigned, measure: Measure) -> int:
    """How many wide gaps of the line stand between its cells."""
    filled = [cell for cell in line.cells if cell]
    return sum(b[0].box.x0 - a[-1].box.x1 >= measure.wide for a, b in pairwise(filled))


def near(a: float, b: float, measure: Measure) -> bool:
    """Two starts are those of one column."""
    return abs(a - b) <= measure.near


@dataclass(frozen=True, slots=True)
class Assigned:
    """One line's words by column, where the columns stand at that line, and how badly they fit."""

    cells: Cells
    columns: Columns
    cost: float


def assign(strips: Sequence[Strip], columns: Columns, measure: Measure) -> list[Assigned]:
    """Each line's words by column; columns that drift are followed from line to line."""
    placed = [place(strip, columns, measure) for strip in strips]
    if is_justified(placed, measure):
        measure = replace(measure, justified=True)
        placed = [place(strip, columns, measure) for strip in strips]
    for _ in range(2 if measure.drift else 0):
        local = [local_columns(index, placed, columns, measure) for index in range(len(strips))]
        placed = [place(strip, here, measure) for strip, here in zip(strips, local, strict=True)]
    if measure.drift:
        placed = [
            replace(line, cells=headed_one_by_one(strip, parted_headings(numbers_headed(line.cells)), measure))
            for strip, line in zip(strips, placed, strict=True)
        ]
    terms = term_column([line.cells for line in placed]) if measure.drift else None
    if terms is None:
        return placed
    return [replace(line, cells=recut(line.cells, line.columns.starts, terms, measure)) for line in placed]


def is_justified(placed: Sequence[Assigned], measure: Measure) -> bool:
    """Whether many wide gaps stand before words that no column begins with."""
    wide = inside = 0
    for line in placed:
        starts = line.columns.starts
        words = [word for cell in line.cells for word in cell]
        for last, word in pairwise(words):
            if word.box.x0 - last.box.x1 >= measure.wide:
                wide += 1
                inside += all(abs(word.box.x0 - x) > 2 * measure.near for x in starts)
    return inside > JUSTIFIED * wide


def local_columns(index: int, placed: Sequence[Assigned], columns: Columns, measure: Measure) -> Columns:
    """Where the columns stand around one line: the middle of what the lines near it show."""
    low, high = max(0, index - WINDOW), index + WINDOW + 1
    starts, ends = [], []
    for number, usual in enumerate(columns.starts):
        seen = [
            line.cells[number][0].box.x0
            for line in placed[low:high]
            if line.cells[number] and abs(line.cells[number][0].box.x0 - usual) <= 3 * measure.near
        ]
        starts.append(median(seen) if len(seen) >= 2 else usual)
        ends.append(columns.ends[number] + max(0.0, starts[-1] - usual))
    return Columns(tuple(starts), tuple(ends))


def place(strip: Strip, columns: Columns, measure: Measure) -> Assigned:
    """The best columns for the words of one line; in text its last cell may run on beyond its column."""
    best = place_words(strip.words, columns, measure)
    last = strip.pieces(measure)[-1]
    begun = [c for c, x in enumerate(columns.starts) if c and near(last[0].box.x0, x, measure)] if measure.drift else []
    beyond = OVERFLOW if len(last) < len(strip.words) else LONE_OVERFLOW
    if not begun or best.cost <= beyond:
        return best
    column = begun[0]
    room = (*columns.starts, columns.ends[-1])[column + 1] - columns.starts[column]
    if last[-1].box.x1 - last[0].box.x0 > WIDEST * room:
        return best
    rest = strip.words[: len(strip.words) - len(last)]
    before = place_words(rest, columns, measure) if rest else Assigned(((),) * len(columns), columns, 0.0)
    if before.cost + beyond >= best.cost or any(before.cells[column:]):
        return best
    cells = (*before.cells[:column], tuple(last), *before.cells[column + 1 :])
    return Assigned(cells, columns, before.cost + beyond)


def place_words(row: Sequence[Word], columns: Columns, measure: Measure) -> Assigned:
    """The best columns for the words of one line: near their column's place, new columns after wide gaps."""
    words = split_glued(row, columns.starts, measure)
    number = len(columns)
    best: list[list[tuple[float, int]]] = []
    for index, word in enumerate(words):
        costs: list[tuple[float, int]] = []
        for column in range(number):
            here = misplaced(word, column, columns, measure)
            if index == 0:
                costs.append((here + off_start(word, columns.starts[column], measure), -1))
                continue
            options = [
                (best[-1][before][0] + here + step(words[index - 1], word, before, column, columns, measure), before)
                for before in range(column + 1)
            ]
            costs.append(min(options))
        best.append(costs)
    column = min(range(number), key=lambda c: best[-1][c][0])
    cost = best[-1][column][0]
    cells: list[list[Word]] = [[] for _ in range(number)]
    for index in range(len(words) - 1, -1, -1):
        cells[column].insert(0, words[index])
        column = best[index][column][1]
    return Assigned(tuple(tuple(cell) for cell in cells), columns, cost)


def misplaced(word: Word, column: int, columns: Columns, measure: Measure) -> float:
    """How badly a word stands in a column: before its start, beyond its end, over the next one's start."""
    x0, x1 = word.box.x0, word.box.x1
    cost = max(0.0, columns.starts[column] - measure.near / 2 - x0) * 0.7
    cost += max(0.0, x1 - columns.ends[column] - measure.em) * 0.6
    if column + 1 < len(columns):
        cost += max(0.0, x0 - columns.starts[column + 1] + measure.near) * 0.7
        cost += max(0.0, x1 - columns.starts[column + 1]) * 0.3
    return cost / measure.em


def off_start(word: Word, start: float, measure: Measure) -> float:
    """What it costs that a word begins beside the start of its column."""
    return min(1.0, 0.15 * abs(word.box.x0 - start) / measure.em)


def step(last: Word, word: Word, before: int, column: int, columns: Columns, measure: Measure) -> float:
    """What it costs that two neighbours stand in these columns: staying over a wide gap, leaving without one."""
    gap = word.box.x0 - last.box.x1
    if column == before:
        if gap < measure.wide:
            return 0.0
        return 0.3 + 0.03 * gap / measure.em if measure.justified else 1.0 + 0.2 * gap / measure.em
    cost = off_start(word, columns.starts[column], measure) + 0.05 * (column - before - 1)
    if gap >= measure.wide:
        return cost
    off = min(3.0, 0.8 + 0.4 * abs(word.box.x0 - columns.starts[column]) / measure.em)
    broken = last.text.endswith("-") and len(last.text) > 1
    return cost + off - (2.5 if broken else 0.0) + (0.5 if PREPOSITION.search(last.text) else 0.0)


def split_glued(words: Sequence[Word], starts: Sequence[float], measure: Measure) -> list[Word]:
    """Words, with those of two cells that stand without a space cut where the later column begins."""
    if not measure.drift:
        return list(words)
    result: list[Word] = []
    for word in words:
        places = [word.box.x0 + m.start() for m in GLUED.finditer(word.text)]
        before = [x for x in starts[1:] if word.box.x0 < x - 2 * measure.near]
        at = next((p for p in places for x in before if abs(p - x) <= 2 * measure.near), None)
        parts = cut(word, at) if at is not None else None
        result.extend(parts or (word,))
    return result
