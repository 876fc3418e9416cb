"""How a page lies: which way its lines run and by how many degrees they are tilted. Works on small ink masks."""

from __future__ import annotations

import math

import numpy as np

from parsers import image as pixels
from parsers.image import Image, Matrix

MOST = 12.0  # degrees


def skew(mask: Image) -> float:
    """Degrees by which the lines of an ink mask fall to the right (positive: clockwise), within ±12.

    The projection profile is sharpest where lines are level: a coarse search, then two finer ones.
    """
    best = 0.0
    for span, step, size in ((MOST, 1.0, 500), (1.0, 0.2, 900), (0.2, 0.05, 900)):
        small = _small(mask, size)
        angles = best + np.arange(-span, span + step / 2, step)
        scores = [_sharpness(small, angle) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
    return 0.0 if abs(best) < 0.04 else best


def _small(mask: Image, size: int) -> Image:
    return pixels.resized(mask, min(1.0, size / max(mask.shape)))


def _sharpness(mask: Image, angle: float) -> float:
    """Sharpness of the row profile after a shear by `angle`: enough for small angles, and quick."""
    height, width = mask.shape
    shear = np.array(
        [[1, 0, 0], [-math.tan(math.radians(angle)), 1, math.tan(math.radians(angle)) * width / 2], [0, 0, 1]],
        dtype=np.float64,
    )
    rows = pixels.warped(mask, shear, width, height, paper=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def lies_sideways(mask: Image, text_height: float) -> bool:
    """Whether the lines of text run up or down the page: smeared along the line, words grow into long streaks."""
    reach = max(3, round(text_height * 1.2))
    along = pixels.blob_table(pixels.closed(mask, reach, 1))
    across = pixels.blob_table(pixels.closed(mask, 1, reach))
    return _streaks(across[:, 3], across[:, 2], text_height) > 1.15 * _streaks(along[:, 2], along[:, 3], text_height)


def _streaks(length, thickness, text_height: float) -> float:
    """Total length of streaks as thick as a line of text."""
    line = (thickness > 0.5 * text_height) & (thickness < 2.6 * text_height) & (length > 3 * thickness)
    return float(np.square(length[line] / text_height, dtype=np.float64).sum()) if len(length) else 0.0


def turned(quarters: int, width: float, height: float) -> Matrix:
    """The matrix that turns a sheet of this size clockwise by quarters of a full turn, kept in the upper left corner."""
    return np.array(
        [
            [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            [[0, -1, height], [1, 0, 0], [0, 0, 1]],
            [[-1, 0, width], [0, -1, height], [0, 0, 1]],
            [[0, 1, 0], [-1, 0, width], [0, 0, 1]],
        ][quarters % 4],
        dtype=np.float64,
    )


def levelled(angle: float, width: float, height: float) -> Matrix:
    """The matrix that turns a sheet by `angle` degrees counter-clockwise about its middle."""
    turn = math.radians(-angle)
    cos, sin = math.cos(turn), math.sin(turn)
    x, y = width / 2, height / 2
    return np.array(
        [[cos, -sin, x - cos * x + sin * y], [sin, cos, y - sin * x - cos * y], [0, 0, 1]], dtype=np.float64
    )


def scaled(factor: float) -> Matrix:
    """The matrix that makes a sheet `factor` times as large."""
    return np.diag([factor, factor, 1.0])
