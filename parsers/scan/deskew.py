"""How a page lies: which way its lines run and by how many degrees they are tilted. Works on small ink masks."""

from __future__ import annotations

import math

import numpy as np

from parsers.scan import image as pixels
from parsers.scan.image import Image, Matrix

MOST = 12.0  # degrees


STRIPS = 40


def skew(mask: Image, most: float = MOST) -> float:
    """Degrees by which the lines of an ink mask fall to the right (positive: clockwise), within ±`most`.

    The profile of rows is sharpest where lines are level. The mask is cut into upright strips, whose profiles are
    shifted against each other instead of turning the image; first over all angles, then finer around the best.

    >>> rows = np.zeros((200, 400), np.uint8)
    >>> rows[40:180:20] = 255
    >>> skew(rows)
    0.0
    """
    small = pixels.resized(mask, min(1.0, 1400 / max(mask.shape)))
    profiles = [np.tile(strip, 2) for strip in pixels.profiles(small, STRIPS)]
    middles = (np.arange(STRIPS) + 0.5) * small.shape[1] / STRIPS
    best = 0.0
    for span, step, coarse in ((most, 0.5, 4), (0.6, 0.1, 2), (0.1, 0.025, 1)):
        angles = best + np.arange(-span, span + step / 2, step)
        scores = [_sharpness(profiles, middles, angle, coarse) for angle in angles]
        best = float(np.median(angles[np.array(scores) >= 0.9999 * max(scores)]))
    return 0.0 if abs(best) < 0.04 else best


def _sharpness(profiles: list[np.ndarray], middles: np.ndarray, angle: float, coarse: int) -> float:
    """How sharply the rows of the mask, sheared level by `angle`, part into print and white."""
    shifts = np.round(np.tan(math.radians(angle)) * (middles - middles.mean())).astype(int)
    high = len(profiles[0]) // 2  # a profile stands there twice, so that any shift of it is a slice
    rows = np.sum([twice[s : s + high] for twice, s in zip(profiles, shifts % high, strict=True)], axis=0)
    if coarse > 1:
        rows = rows[: len(rows) // coarse * coarse].reshape(-1, coarse).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def straightened(mask: Image, text_height: float) -> Matrix | None:
    """The matrix that makes lines and upright rules of a level mask parallel where they fan out: a sheet photographed
    at an angle, its edges out of sight. None where they run alike from top to bottom."""
    height, width = mask.shape
    lines = fan(mask)
    if lines is not None:
        mask = pixels.warped(mask, lines, width, height, paper=0)
    uprights = pixels.opened(mask, 1, round(4 * text_height))
    if np.count_nonzero(uprights) < 3 * height:
        uprights = _line_starts(mask, text_height)
    turned = fan(np.ascontiguousarray(pixels.dilated(uprights, 3, 3).T))
    if turned is None:
        return lines
    upright = turned[[1, 0, 2]][:, [1, 0, 2]]
    return upright if lines is None else upright @ lines


def _line_starts(mask: Image, text_height: float) -> Image:
    """Marks where pieces of lines begin: they stand below each other where there are columns."""
    marks = np.zeros_like(mask)
    for x, y, width, height in pixels.boxes(pixels.closed(mask, round(1.3 * text_height), 1)):
        if 0.6 * text_height < height < 3.2 * text_height and width > 0.5 * text_height:
            marks[y : y + height, x] = 255
    return marks


def fan(mask: Image) -> Matrix | None:
    """The matrix that makes lines level which fan out, None where that makes them no sharper."""
    height, width = mask.shape
    half = height // 2
    parts = mask[:half], mask[height - half :]
    ink = [int(np.count_nonzero(part)) for part in parts]
    if min(ink) < 0.2 * sum(ink):
        return None
    upper, lower = (skew(part, 4.0) for part in parts)
    if max(abs(upper), abs(lower)) < 0.25 or abs(upper - lower) > 6:
        return None
    matrix = unfanned(upper, lower, width, height)
    before, after = (_sharpness([np.tile(rows, 2)], np.zeros(1), 0.0, 1) for rows in _rows(mask, matrix))
    return matrix if after > 1.1 * before else None


def _rows(mask: Image, matrix: Matrix) -> tuple[np.ndarray, np.ndarray]:
    """The profiles of rows of a mask as it is and seen through a matrix."""
    height, width = mask.shape
    seen = pixels.warped(mask, matrix, width, height, paper=0)
    return mask.sum(axis=1, dtype=np.float64), seen.sum(axis=1, dtype=np.float64)


def unfanned(upper: float, lower: float, width: float, height: float) -> Matrix:
    """The matrix that makes level the lines that fall by `upper` degrees at a quarter of the height and by `lower` at
    three quarters."""
    top, bottom = height / 4, height * 3 / 4
    rise, fall = (math.tan(math.radians(angle)) * width / 2 for angle in (upper, lower))
    corners = np.array([[0, top - rise], [width, top + rise], [width, bottom + fall], [0, bottom - fall]])
    return np.array([[1, 0, 0], [0, 1, top], [0, 0, 1.0]]) @ pixels.perspective(corners, width, bottom - top)


def lies_sideways(mask: Image, text_height: float) -> bool:
    """Whether the lines of text run up or down the page: smeared along the line, words grow into long streaks."""
    reach = max(3, round(text_height * 0.6))
    along = pixels.boxes(pixels.closed(mask, reach, 1))
    across = pixels.boxes(pixels.transposed(pixels.closed(mask, 1, reach)))
    high, wide = mask.shape
    return _streaks(across, wide, high, text_height) > 1.15 * _streaks(along, high, wide, text_height)


def _streaks(boxes: np.ndarray, height: int, width: int, text_height: float) -> float:
    """Total square length of level streaks as thick as a line of text, but for the shadows along the sheet's edges."""
    x, y, length, thickness = boxes.T
    line = (thickness > 0.5 * text_height) & (thickness < 2.6 * text_height) & (length > 3 * thickness)
    line &= (np.minimum(x, y) > 1) & (x + length < width - 1) & (y + thickness < height - 1)
    return float(np.square(length[line] / text_height, dtype=np.float64).sum())


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
