"""How a page lies: which way its lines run and by how many degrees they are tilted. Works on small ink masks."""

from __future__ import annotations

import math

import numpy as np

from parsers.scan import image as pixels
from parsers.scan.image import Image, Matrix

MOST = 12.0  # degrees


STRIPS = 40


def skew(mask: Image) -> float:
    """Degrees by which the lines of an ink mask fall to the right (positive: clockwise), within ±12.

    The profile of rows is sharpest where lines are level. The mask is cut into upright strips, whose profiles are
    shifted against each other instead of turning the image; first over all angles, then finer around the best.

    >>> rows = np.zeros((200, 400), np.uint8)
    >>> rows[40:180:20] = 255
    >>> skew(rows)
    0.0
    """
    small = pixels.resized(mask, min(1.0, 1400 / max(mask.shape)))
    strips = np.array_split(small.astype(np.float64), STRIPS, axis=1)
    profiles = [strip.sum(axis=1) for strip in strips]
    middles = (np.arange(STRIPS) + 0.5) * small.shape[1] / STRIPS
    best = 0.0
    for span, step, coarse in ((MOST, 0.5, 4), (0.6, 0.1, 2), (0.1, 0.025, 1)):
        angles = best + np.arange(-span, span + step / 2, step)
        scores = [_sharpness(profiles, middles, angle, coarse) for angle in angles]
        best = float(np.median(angles[np.array(scores) >= 0.9999 * max(scores)]))
    return 0.0 if abs(best) < 0.04 else best


def _sharpness(profiles: list[np.ndarray], middles: np.ndarray, angle: float, coarse: int) -> float:
    """How sharply the rows of the mask, sheared level by `angle`, part into print and white."""
    shifts = np.round(np.tan(math.radians(angle)) * (middles - middles.mean())).astype(int)
    rows = np.sum([np.roll(profile, -shift) for profile, shift in zip(profiles, shifts, strict=True)], axis=0)
    if coarse > 1:
        rows = rows[: len(rows) // coarse * coarse].reshape(-1, coarse).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def lies_sideways(mask: Image, text_height: float) -> bool:
    """Whether the lines of text run up or down the page: smeared along the line, words grow into long streaks."""
    reach = max(3, round(text_height * 0.6))
    along = pixels.blob_table(pixels.closed(mask, reach, 1))
    across = pixels.blob_table(pixels.closed(mask, 1, reach))
    return _streaks(across[:, 3], across[:, 2], text_height) > 1.15 * _streaks(along[:, 2], along[:, 3], text_height)


def _streaks(length, thickness, text_height: float) -> float:
    """Total length of streaks as thick as a line of text."""
    line = (thickness > 0.5 * text_height) & (thickness < 2.6 * text_height) & (length > 3 * thickness)
    return float(np.square(length[line] / text_height, dtype=np.float64).sum()) if len(length) else 0.0


def turned(quarters: int, width: float, height: float) -> Matrix:
    """The matrix that turns a sheet of this size clockwise by quarters, its upper left corner at (0, 0)."""
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
