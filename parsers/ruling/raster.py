"""The slots between all positions of a frame; two of them belong to one cell where no rule parts them along most of
their common side, so that a small gap, a double or a dashed rule do no harm."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from parsers.words import Edge

PARTED = 0.6  # share of a slot's side that a rule must cover to part it from its neighbour


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
