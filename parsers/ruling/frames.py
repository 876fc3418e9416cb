"""Tidy ruling lines → frames of cells with spans, no text.

A frame is found by slots: all x and all y positions of a connected set of edges make a raster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from parsers.document import Box
from parsers.ruling.edges import edges_of, tidy
from parsers.ruling.raster import Raster
from parsers.words import Edge, Word


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
    """Most words of the outer frame stand outside of the inner one."""
    within = [w for w in words if holds(outer.box, w.box)]
    return 2 * sum(holds(inner.box, w.box) for w in within) < len(within)


def inside(inner: Box, outer: Box) -> bool:
    """A box lies within another, give or take a point."""
    beside = outer.x0 - 1 <= inner.x0 and inner.x1 <= outer.x1 + 1
    return beside and outer.top - 1 <= inner.top and inner.bottom <= outer.bottom + 1


def holds(outer: Box, box: Box) -> bool:
    """The middle of a box lies within another."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return outer.x0 <= x <= outer.x1 and outer.top <= y <= outer.bottom


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
