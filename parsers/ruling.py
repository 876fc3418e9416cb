"""Ruling lines → frames of cells → grids with text; the same for PDF pages and for scans.

The stations, each of which can be looked at: `tidy` (edges snapped and joined) → `frames` (connected edges → cells with
spans, no text) → `fill` (words → cells). `grids` is all of them at once.

A frame is found by slots: all x and all y positions of a connected set of edges make a raster; two slots belong to one
cell where no rule parts them along most of their common side. So a small gap, a double or a dashed rule do no harm.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from parsers.document import Box, Cell, Grid, Line, Origin
from parsers.words import Edge, Word, around, as_lines, cut, is_bold

PARTED = 0.6  # share of a slot's side that a rule must cover to part it from its neighbour
NUMBER_PART = re.compile(r"[\d.]+")
CELL_MARGIN = 5.4  # points: what office programs keep free at both sides of a cell
SHORTEST = 6.0  # points: a shorter rule is an underscore or a dash


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a frame: rows [row, row_end), columns [col, col_end), and its box. No text."""

    row: int
    col: int
    row_end: int
    col_end: int
    box: Box
    open_top: bool = False
    open_bottom: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Connected ruling lines as cells; `xs` and `ys` are the column and row borders in points."""

    page: int
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    slots: tuple[Slot, ...]

    @property
    def box(self) -> Box:
        return Box(self.page, self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def grids(words: Iterable[Word], edges: Iterable[Edge], page: int, snap: float = 3.0) -> tuple[list[Grid], list[Word]]:
    """Every ruled table of a page, from top to bottom, and the words that stand in none of them.

    `table` of the grids counts from 0 on this page; `snap` is how far apart, in points, one rule's pieces may lie.
    """
    rest = list(words)
    found: list[Grid] = []
    for frame in table_frames(frames(edges, page, snap), rest):
        grid, rest = fill(frame, rest, table=len(found))
        found.append(grid)
    return found, rest


def frames(edges: Iterable[Edge], page: int, snap: float = 3.0) -> list[Frame]:
    """Every connected set of rules that encloses at least one cell, by top, then left."""
    made = [frame for group in connected(tidy(edges, snap), snap) if (frame := frame_of(group, page, snap)) is not None]
    return sorted(made, key=lambda f: (f.ys[0], f.xs[0]))


def table_frames(found: Sequence[Frame], words: Sequence[Word]) -> list[Frame]:
    """The frames that are tables: no lone box around text, no frame around another table, no table in a cell."""
    tables = [f for f in found if len(f.slots) > 1]
    framing = [f for f in tables if any(only_frames(f, inner, words) for inner in tables if inner is not f)]
    tables = [f for f in tables if f not in framing]
    return [f for f in tables if not any(inside(f.box, g.box) for g in tables if g is not f)]


def only_frames(outer: Frame, inner: Frame, words: Sequence[Word]) -> bool:
    """Whether `inner` lies in `outer` and holds most of the text there."""
    return inside(inner.box, outer.box) and not has_text_of_its_own(outer, inner, words)


def has_text_of_its_own(outer: Frame, inner: Frame, words: Sequence[Word]) -> bool:
    within = [w for w in words if holds(outer.box, w.box)]
    return 2 * sum(holds(inner.box, w.box) for w in within) < len(within)


def inside(inner: Box, outer: Box) -> bool:
    beside = outer.x0 - 1 <= inner.x0 and inner.x1 <= outer.x1 + 1
    return beside and outer.top - 1 <= inner.top and inner.bottom <= outer.bottom + 1


def holds(outer: Box, box: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


# --- tidy: snapped and joined edges


def tidy(edges: Iterable[Edge], snap: float = 3.0) -> list[Edge]:
    """Edges at nearly one position drawn to it, touching and dashed pieces joined, short ones dropped.

    >>> tidy([Edge(True, 10, 0, 50), Edge(True, 10.8, 51, 90), Edge(True, 40, 0, 2)])
    [Edge(horizontal=True, at=10.4, start=0, end=90)]
    """
    joined: list[Edge] = []
    for horizontal in (True, False):
        alike = [e for e in edges_of(edges, horizontal) if e.length > 0]
        places = snapped([e.at for e in alike], snap)
        by_place: dict[float, list[Edge]] = defaultdict(list)
        for edge, at in zip(alike, places, strict=True):
            by_place[at].append(edge)
        for at, group in sorted(by_place.items()):
            joined.extend(e for e in join(group, at, horizontal, snap) if e.length >= SHORTEST)
    return joined


def edges_of(edges: Iterable[Edge], horizontal: bool) -> list[Edge]:
    return [e for e in edges if e.horizontal is horizontal]


def snapped(values: Sequence[float], within: float) -> list[float]:
    """Each value as the mean of its cluster; a cluster is never wider than twice `within`."""
    order = sorted(range(len(values)), key=values.__getitem__)
    result = list(values)
    cluster: list[int] = []
    for index in [*order, None]:
        if cluster and (
            index is None
            or values[index] - values[cluster[-1]] > within
            or values[index] - values[cluster[0]] > 2 * within
        ):
            mean = sum(values[i] for i in cluster) / len(cluster)
            for i in cluster:
                result[i] = mean
            cluster = []
        if index is not None:
            cluster.append(index)
    return result


def join(group: Iterable[Edge], at: float, horizontal: bool, snap: float) -> list[Edge]:
    """Pieces along one line, joined where they touch; dashes of one length are joined over their gaps."""
    pieces = sorted(group, key=lambda e: e.start)
    lengths = sorted(e.length for e in pieces)
    dashed = len(pieces) > 8 and lengths[len(lengths) // 2] < 12
    reach = max(snap, 2.5 * lengths[len(lengths) // 2]) if dashed else snap
    joined = [Edge(horizontal, at, pieces[0].start, pieces[0].end)]
    for piece in pieces[1:]:
        last = joined[-1]
        if piece.start <= last.end + reach:
            joined[-1] = replace(last, end=max(last.end, piece.end))
        else:
            joined.append(Edge(horizontal, at, piece.start, piece.end))
    return joined


# --- frames: connected edges as cells


def connected(edges: Sequence[Edge], snap: float) -> list[list[Edge]]:
    """Edges in groups that cross or touch."""
    across, upright = edges_of(edges, True), edges_of(edges, False)
    parent = list(range(len(edges)))
    index = {id(e): i for i, e in enumerate(edges)}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for h in across:
        for v in upright:
            if h.start - snap <= v.at <= h.end + snap and v.start - snap <= h.at <= v.end + snap:
                parent[root(index[id(h)])] = root(index[id(v)])
    groups: dict[int, list[Edge]] = defaultdict(list)
    for i, edge in enumerate(edges):
        groups[root(i)].append(edge)
    return list(groups.values())


def frame_of(group: list[Edge], page: int, snap: float) -> Frame | None:
    """The cells that one connected group of edges encloses; None where there are none."""
    across, upright = edges_of(group, True), edges_of(group, False)
    if not across or not upright or len(group) < 3:
        return None
    across_ends, upright_ends = open_sides(across, upright, snap)
    xs = sorted({e.at for e in [*upright, *upright_ends]})
    ys = sorted({e.at for e in [*across, *across_ends]})
    if len(xs) < 2 or len(ys) < 2:
        return None
    raster = Raster(xs, ys, [*across, *across_ends], [*upright, *upright_ends], snap)
    opened = {e.at for e in across_ends}
    slots = tuple(
        Slot(
            r0, c0, r1, c1, Box(page, xs[c0], ys[r0], xs[c1], ys[r1]),
            open_top=r0 == 0 and ys[0] in opened, open_bottom=r1 == len(ys) - 1 and ys[-1] in opened,
        )
        for r0, c0, r1, c1 in raster.cells()
    )  # fmt: skip
    return Frame(page, tuple(xs), tuple(ys), slots) if slots else None


def open_sides(across: list[Edge], upright: list[Edge], snap: float) -> tuple[list[Edge], list[Edge]]:
    """Rules to be thought where a table has none: at its left and right, or where the page cuts it at top or bottom.

    Rules that go on beyond the last crossing one, and end together, show that side.
    """
    return (
        [Edge(True, at, lo, hi) for at, lo, hi in thought_sides(upright, across, snap)],
        [Edge(False, at, lo, hi) for at, lo, hi in thought_sides(across, upright, snap)],
    )


def thought_sides(running: list[Edge], closing: list[Edge], snap: float) -> list[tuple[float, float, float]]:
    """Positions where at least two `running` edges end together, beyond every `closing` edge, with their extent."""
    sides = []
    for end_of, beyond in ((lambda e: e.start, -1), (lambda e: e.end, 1)):
        outermost = max((e.at * beyond for e in closing), default=None)
        loose = [e for e in running if outermost is None or end_of(e) * beyond > outermost + 2 * snap]
        if len(loose) < 2:
            continue
        at = max(end_of(e) * beyond for e in loose) * beyond
        together = [e for e in loose if abs(end_of(e) - at) <= 2 * snap]
        if len(together) >= 2:
            sides.append((at, min(e.at for e in together), max(e.at for e in together)))
    return sides


class Raster:
    """The slots between all positions of a frame, and which sides of them are ruled."""

    def __init__(self, xs: list[float], ys: list[float], across: list[Edge], upright: list[Edge], snap: float):
        self.rows, self.cols = len(ys) - 1, len(xs) - 1
        self._below = [[ruled(across, y, x0, x1, snap) for x0, x1 in pairwise(xs)] for y in ys]
        self._beside = [[ruled(upright, x, y0, y1, snap) for x in xs] for y0, y1 in pairwise(ys)]

    def cells(self) -> list[tuple[int, int, int, int]]:
        """Cells as (row, col, row_end, col_end), in reading order; slots open to the outside belong to none."""
        seen = [[False] * self.cols for _ in range(self.rows)]
        found = []
        for row in range(self.rows):
            for col in range(self.cols):
                if not seen[row][col]:
                    region, is_open = self._region(row, col, seen)
                    if not is_open:
                        found.extend(rectangles(region))
        return sorted(found)

    def _region(self, row: int, col: int, seen: list[list[bool]]) -> tuple[set[tuple[int, int]], bool]:
        """The slots that no rule parts from this one, and whether they are open to the outside."""
        region, todo, is_open = {(row, col)}, [(row, col)], False
        seen[row][col] = True
        while todo:
            r, c = todo.pop()
            for dr, dc, parted in (
                (-1, 0, self._below[r][c]), (1, 0, self._below[r + 1][c]),
                (0, -1, self._beside[r][c]), (0, 1, self._beside[r][c + 1]),
            ):  # fmt: skip
                if parted:
                    continue
                r2, c2 = r + dr, c + dc
                if not (0 <= r2 < self.rows and 0 <= c2 < self.cols):
                    is_open = True
                elif not seen[r2][c2]:
                    seen[r2][c2] = True
                    region.add((r2, c2))
                    todo.append((r2, c2))
        return region, is_open


def ruled(edges: Iterable[Edge], at: float, start: float, end: float, snap: float) -> bool:
    """Whether rules at this position cover most of [start, end]."""
    covered = sum(max(0.0, min(e.end, end) - max(e.start, start)) for e in edges if e.at == at)
    return covered >= PARTED * (end - start) - min(snap, 0.2 * (end - start))


def rectangles(region: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """A set of slots as rectangles: itself where it is one, else cut into bands of rows."""
    rectangles_found = []
    left = set(region)
    while left:
        row, col = min(left)
        col_end = col
        while (row, col_end) in left:
            col_end += 1
        row_end = row + 1
        while all((row_end, c) in left for c in range(col, col_end)):
            row_end += 1
        left -= {(r, c) for r in range(row, row_end) for c in range(col, col_end)}
        rectangles_found.append((row, col, row_end, col_end))
    return rectangles_found


# --- fill: words into cells


def fill(frame: Frame, words: Iterable[Word], table: int = 0) -> tuple[Grid, list[Word]]:
    """The frame as a grid with the words that stand in its cells, and the words that stand in none."""
    inside_cells: dict[Slot, list[Word]] = defaultdict(list)
    rest = []
    for word in words:
        for part in parts_of(word, frame):
            slot = slot_of(part, frame)
            if slot is None:
                rest.append(part)
            else:
                inside_cells[slot].append(part)
    cells = tuple(
        Cell(
            slot.row, slot.col, slot.row_end, slot.col_end,
            lines=mended_number(as_lines(inside_cells[slot]), slot.box), box=slot.box, bold=is_bold(inside_cells[slot]),
            open_top=slot.open_top, open_bottom=slot.open_bottom,
        )
        for slot in frame.slots
    )  # fmt: skip
    grid = Grid(
        n_rows=len(frame.ys) - 1, n_cols=len(frame.xs) - 1, cells=cells, origin=Origin.RULED, table=table,
        page=frame.page, edges=frame.xs,
    )  # fmt: skip
    return grid, rest


def mended_number(lines: tuple[Line, ...], box: Box) -> tuple[Line, ...]:
    """The lines of a cell, those of a number that the cell is too narrow for made one: «4.1» over «0» is 4.10.

    >>> at = [Box(1, 10, y, 22, y + 10) for y in (0, 12)]
    >>> [line.text for line in mended_number((Line("4.1", at[0]), Line("0", at[1])), Box(1, 5, 0, 27, 30))]
    ['4.10']
    """
    if len(lines) != 2 or not all(NUMBER_PART.fullmatch(line.text) and line.box for line in lines):
        return lines
    first, second = (line.box for line in lines)
    assert first is not None
    assert second is not None
    deeper = "." in lines[0].text[:-1] and lines[1].text.isdecimal()
    if not deeper and (first.x1 - first.x0) + (second.x1 - second.x0) < (box.x1 - box.x0) - 2 * CELL_MARGIN:
        return lines
    return (replace(lines[0], text=lines[0].text + lines[1].text, box=around([first, second])),)


def slot_of(word: Word, frame: Frame) -> Slot | None:
    """The cell that the word's middle stands in."""
    if not holds(frame.box, word.box):
        return None
    return next((s for s in frame.slots if holds(s.box, word.box)), None)


def parts_of(word: Word, frame: Frame) -> list[Word]:
    """The word, cut where it runs over a rule between two cells."""
    if not holds(frame.box, word.box):
        return [word]
    for at in frame.xs:
        if word.box.x0 + 2 < at < word.box.x1 - 2 and parted_at(frame, word, at):
            pieces = cut(word, at)
            if pieces:
                return [pieces[0], *parts_of(pieces[1], frame)]
    return [word]


def parted_at(frame: Frame, word: Word, at: float) -> bool:
    """Whether cells of the word's row meet at x = `at`."""
    middle = (word.box.top + word.box.bottom) / 2
    return any(s.box.top <= middle <= s.box.bottom and s.box.x0 == at for s in frame.slots)
