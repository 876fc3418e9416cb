"""A photographed sheet: where its corners are, and the matrix that lays it flat. Works on a small copy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from parsers.scan import image as pixels
from parsers.scan.image import Image, Matrix

SMALL = 700  # the longer side of the copy that is searched
DROP = 25.0  # grey levels between a sheet and what it lies on
NEAR = 7  # pixels of the copy to either side of an edge, where the light is compared


def flattening(image: Image) -> tuple[Matrix, int, int] | None:
    """The matrix that takes the sheet in a photo to a level rectangle, with its width and height in pixels.

    None where no sheet stands out against a darker background: a scan, or a sheet that fills the frame.
    """
    factor = min(1.0, SMALL / max(image.shape))
    small = pixels.median(pixels.resized(image, factor), 5)
    corners = _sheet(small)
    for _ in range(2):
        if corners is not None:
            break
        small = _evenly_lit(small)
        corners = _sheet(small)
    if corners is None:
        return None
    corners = corners / factor
    width, height = _sides(corners)
    return pixels.perspective(corners, width, height), round(width), round(height)


def _sheet(small: Image) -> np.ndarray | None:
    """The corners of the largest bright quadrilateral that has dark surroundings."""
    height, width = small.shape
    frame = height * width
    level = pixels.otsu(small)
    bright = np.where(small > level, 255, 0).astype(np.uint8)
    bright = pixels.opened(pixels.closed(bright, 25, 25), 9, 9)
    hulls = pixels.outlines(bright)
    if not hulls or not 0.2 * frame < pixels.area(hulls[0]) < 0.97 * frame:
        return None
    corners = quadrilateral(hulls[0])
    if corners is None or pixels.area(corners) < 0.9 * pixels.area(hulls[0]):
        return None
    rim = np.concatenate([small[:4].ravel(), small[-4:].ravel(), small[:, :4].ravel(), small[:, -4:].ravel()])
    dark_sides = [float((side <= level).mean()) > 0.6 for side in (small[:4], small[-4:], small[:, :4], small[:, -4:])]
    if sum(dark_sides) < 2 or float((rim <= level).mean()) < 0.4:
        return None
    return corners if _stands_out(small, corners) else None


def quadrilateral(polygon: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """The four corners of a polygon that nearly is one (upper left first, clockwise), else None."""
    for share in (0.01, 0.02, 0.03, 0.05):
        found = pixels.simplified(polygon, share)
        if len(found) == 4:
            total, difference = found.sum(axis=1), found[:, 0] - found[:, 1]
            return found[[total.argmin(), difference.argmax(), total.argmax(), difference.argmin()]]
    return None


def _evenly_lit(small: Image) -> Image:
    """The picture with the slope of its light taken out, as its bright parts show it."""
    height, width = small.shape
    bright = pixels.opened(np.where(small > pixels.otsu(small), 255, 0).astype(np.uint8), 9, 9)
    y, x = np.nonzero(bright[::4, ::4])
    if len(x) < 50:
        return small
    light = np.log(small[::4, ::4][y, x].astype(np.float64) + 1)
    slope, *_ = np.linalg.lstsq(np.column_stack([x * 4, y * 4, np.ones(len(x))]), light, rcond=None)
    plane = np.exp(slope[0] * np.arange(width)[None, :] + slope[1] * np.arange(height)[:, None] + slope[2])
    return np.clip(small * (230.0 / np.maximum(plane, 20.0)), 0, 255).astype(np.uint8)


def _stands_out(small: Image, corners: np.ndarray) -> bool:
    """Whether light drops at once along the sides that lie within the picture: a shadow on a sheet falls slowly, so
    that light goes on rising within the side and falling beyond it."""
    height, width = small.shape
    middle = corners.mean(axis=0)
    drops: list[float] = []
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        points = start + np.linspace(0.08, 0.92, 60)[:, None] * (end - start)
        normal = np.array([start[1] - end[1], end[0] - start[0]]) / max(1.0, float(np.linalg.norm(end - start)))
        inward = normal if np.dot(middle - points.mean(axis=0), normal) > 0 else -normal
        outer, outside, inside, deeper = (points + step * NEAR * inward for step in (-3, -1, 1, 3))
        both = np.concatenate([inside, outside])
        if both.min() < 0 or both[:, 0].max() > width - 1 or both[:, 1].max() > height - 1:
            continue
        light = [_light(small, places) for places in (outer, outside, inside, deeper)]
        slow = max(0.0, float(np.median(light[1] - light[0]))) + max(0.0, float(np.median(light[3] - light[2])))
        drops.append(float(np.median(light[2] - light[1])) - slow)
    return bool(drops) and float(np.median(drops)) > DROP and min(drops) > DROP / 2


def _light(small: Image, places: np.ndarray) -> NDArray[np.float64]:
    """How bright a picture is at places (x, y); those beyond it count as its nearest pixels."""
    height, width = small.shape
    cols, rows = np.clip(places[:, 0], 0, width - 1), np.clip(places[:, 1], 0, height - 1)
    return small[rows.astype(int), cols.astype(int)].astype(np.float64)


def _sides(corners: np.ndarray) -> tuple[float, float]:
    upper_left, upper_right, lower_right, lower_left = corners
    width = (np.linalg.norm(upper_right - upper_left) + np.linalg.norm(lower_right - lower_left)) / 2
    height = (np.linalg.norm(lower_left - upper_left) + np.linalg.norm(lower_right - upper_right)) / 2
    return float(width), float(height)
