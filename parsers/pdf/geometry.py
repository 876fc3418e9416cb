"""A PDF page's own coordinates → those of the page as shown, and which of its shapes are rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parsers.words import Edge

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class View:
    """From a page's own coordinates (y upwards) to the shown ones (y downwards), turned clockwise by `angle`."""

    left: float
    bottom: float
    right: float
    top: float
    angle: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 90:
            return y - self.bottom, x - self.left
        if self.angle == 180:
            return self.right - x, y - self.bottom
        if self.angle == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (width, height) if self.angle % 180 == 0 else (height, width)


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point as a matrix places it."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix of what stands in a form that itself is placed by the outer one."""
    a, b = apply(outer, inner[0], inner[1]), apply(outer, inner[2], inner[3])
    origin = apply(outer, inner[4], inner[5])
    ox, oy = outer[4], outer[5]
    return a[0] - ox, a[1] - oy, b[0] - ox, b[1] - oy, *origin


def picture_area(m: Matrix) -> float:
    """The area of the unit square as a matrix places it, in square points."""
    return abs(m[0] * m[3] - m[1] * m[2])


def on_page(edge: Edge, width: float, height: float) -> bool:
    """Any part of an edge lies on the page."""
    limit, reach = (height, width) if edge.horizontal else (width, height)
    return -2 <= edge.at <= limit + 2 and edge.end > 0 and edge.start < reach


def segment(xa: float, ya: float, xb: float, yb: float) -> Iterator[Edge]:
    """The level or upright edge between two points; none where it slants or is a dot."""
    if abs(ya - yb) <= 1.0 and abs(xa - xb) > 1.0:
        yield Edge(True, (ya + yb) / 2, min(xa, xb), max(xa, xb))
    elif abs(xa - xb) <= 1.0 and abs(ya - yb) > 1.0:
        yield Edge(False, (xa + xb) / 2, min(ya, yb), max(ya, yb))


def thin_shape(points: list[Point], thin: float) -> Iterator[Edge]:
    """A shape thinner than `thin` points as the rule through its middle."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= thin and width > height:
        yield Edge(True, (min(ys) + max(ys)) / 2, min(xs), max(xs))
    elif width <= thin and height > width:
        yield Edge(False, (min(xs) + max(xs)) / 2, min(ys), max(ys))
