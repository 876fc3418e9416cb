"""Round stamps of black or grey ink over print: a sheet and its mask → both without the stamps.

Blue and red stamps have gone with their colour before. A black one is found by its rings, and parted from the print
below it by its grey, which is seldom that of print; where it is, only its rings and the words between them go.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parsers.scan import image as pixels
from parsers.scan.image import Image

COARSE_LETTER = 5.0  # pixels of a small letter on the copy on which circles are looked for
SMALLEST, LARGEST = 6.0, 15.0  # small letters: radius of a stamp's rings
RING = 0.7  # of a circle that has ink: rings have nearly all, circles through text at most a third
SURELY_RING = 0.9  # of it that has ink near
SHARE = 0.5  # of the way from the grey of print to that of a stamp: what is paler is the stamp's
NEARBY = 3  # pixels within which print is as dark as its darkest: its thin strokes are paler
PALER = 24  # grey levels by which a stamp is paler than print where the two can be told apart


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp's middle and the radii of its rings, the largest first, in pixels."""

    x: float
    y: float
    rings: tuple[float, ...]


def without_stamps(image: Image, mask: Image, letter: float) -> tuple[Image, Image]:
    """A sheet and its ink mask without round stamps; the same objects where there is none."""
    found = stamps(image, mask, letter)
    if not found:
        return image, mask
    image, mask = image.copy(), mask.copy()
    darkest = pixels.eroded(image, NEARBY, NEARBY)
    print_level = float(np.median(darkest[mask > 0]))
    for stamp in found:
        reach = stamp.rings[0] + 0.4 * letter
        x0, y0 = max(0, int(stamp.x - reach)), max(0, int(stamp.y - reach))
        where = np.s_[y0 : int(stamp.y + reach) + 2, x0 : int(stamp.x + reach) + 2]
        rows, cols = np.indices(mask[where].shape)
        away = np.hypot(cols + x0 - stamp.x, rows + y0 - stamp.y)
        gone = stamp_ink(darkest[where], mask[where], away, stamp, print_level, letter)
        gone |= crumbs(np.where(gone, 0, mask[where]).astype(np.uint8), away, stamp, letter)
        image[where][gone], mask[where][gone] = 255, 0
    return image, mask


def stamp_ink(
    darkest: Image, mask: Image, away: np.ndarray, stamp: Stamp, print_level: float, letter: float
) -> np.ndarray:
    """Which pixels around a stamp are its own; `away` is how far each is from its middle."""
    on_ring = np.zeros(mask.shape, bool)
    for radius in stamp.rings:
        on_ring |= abs(away - radius) < 0.2 * letter
    level = float(np.median(darkest[on_ring & (mask > 0)]))
    if level - print_level >= PALER:
        paler = print_level + SHARE * (level - print_level)
        return np.asarray((away <= stamp.rings[0] + 0.4 * letter) & (darkest > paler))
    gone = on_ring.copy()
    rest = np.where(on_ring, 0, mask).astype(np.uint8)
    inner = stamp.rings[-1] if len(stamp.rings) > 1 else 0.7 * stamp.rings[0]
    between = (away < stamp.rings[0]) & (away > inner)
    for x, y, width, height in pixels.boxes(rest):
        part = np.s_[y : y + height, x : x + width]
        if max(width, height) < 2.5 * letter and between[part].all():
            gone[part] = True
    return gone


def crumbs(rest: Image, away: np.ndarray, stamp: Stamp, letter: float) -> np.ndarray:
    """What is left of a stamp's rings: bits smaller than letters that lie on them."""
    gone = np.zeros(rest.shape, bool)
    for x, y, width, height in pixels.boxes(rest):
        middle = away[y + height // 2, x + width // 2]
        if max(width, height) < 0.9 * letter and min(abs(middle - ring) for ring in stamp.rings) < 0.35 * letter:
            gone[y : y + height, x : x + width] = True
    return gone


def stamps(image: Image, mask: Image, letter: float) -> list[Stamp]:
    """The round stamps of a sheet: circles almost all of which is ink."""
    factor = COARSE_LETTER / letter
    small = pixels.resized(image, factor)
    near = pixels.dilated(mask, round(0.9 * letter) | 1, round(0.9 * letter) | 1)
    result: list[Stamp] = []
    for x, y, radius in pixels.circles(small, SMALLEST * COARSE_LETTER, LARGEST * COARSE_LETTER):
        x, y, radius = x / factor, y / factor, radius / factor
        known = any(np.hypot(x - stamp.x, y - stamp.y) < stamp.rings[0] for stamp in result)
        if not known and covered(near, x, y, radius) >= SURELY_RING:
            rings = rings_of(mask, *middle_of(mask, x, y, radius, letter), radius, letter)
            result += [rings] if rings else []
    return result


def covered(mask: Image, x: float, y: float, radius: float) -> float:
    """The share of a circle that has ink; 0 where much of it lies beyond the sheet."""
    turn = np.linspace(0, 2 * np.pi, 360, endpoint=False)
    cols, rows = np.rint(x + radius * np.cos(turn)).astype(int), np.rint(y + radius * np.sin(turn)).astype(int)
    inside = (cols >= 0) & (rows >= 0) & (cols < mask.shape[1]) & (rows < mask.shape[0])
    return float((mask[rows[inside], cols[inside]] > 0).mean()) if inside.mean() > 0.6 else 0.0


def middle_of(mask: Image, x: float, y: float, radius: float, letter: float) -> tuple[float, float]:
    """The middle of a ring that was found on the small copy."""
    moves = np.arange(-0.3 * letter, 0.31 * letter, 0.13 * letter)
    places = [(float(x + dx), float(y + dy)) for dx in moves for dy in moves]
    radii = radius + np.arange(-0.4 * letter, 0.41 * letter, 1.0)
    return max(places, key=lambda place: sum(covered(mask, place[0], place[1], near) ** 2 for near in radii))


def rings_of(mask: Image, x: float, y: float, radius: float, letter: float) -> Stamp | None:
    """The stamp around a middle, with all of its rings; None where nothing there is one."""
    radii = np.arange(0.5 * radius, min(1.8 * radius, LARGEST * letter), 1.0)
    rings = [float(near) for near in radii if covered(mask, x, y, near) >= RING]
    return Stamp(x, y, tuple(rings[::-1])) if rings else None
