"""Dark cells with white letters, as coloured headings of tables have: a page → the same with dark letters on white,
and a rule about each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parsers.scan import image as pixels
from parsers.scan.image import Image

LETTER = 1 / 150  # of a page's longer side: about how high small letters are
COARSE = 4.0  # pixels of a small letter on the copy on which fills are looked for
DARKER, DEEP = 60, 90  # grey levels by which a fill with its letters is darker than paper in the mean, and by itself
BLACKER = 40  # by which a rule is darker than the fill beside it
WIDE, HIGH = 3.0, 1.8  # small letters: the least size of a fill
HIGHEST = 20.0  # small letters: what is higher is a picture
LETTERS = (0.02, 0.35)  # the share of a fill that its letters have
TORN = 0.3  # of the rim of a fill that is pale: bold print whose letters run together is torn by more
STROKE = 1.3  # small letters: as wide are the strokes of letters that a fill is closed over
RIM = 0.15  # small letters of a fill that become the rule about it
THICK = 0.6  # small letters: upright rules below a fill are thinner


@dataclass(frozen=True, slots=True)
class Fill:
    """A dark place: its rows and columns on the page, and which of their pixels it has."""

    rows: slice
    columns: slice
    where: NDArray[np.bool_]


def without_fills(image: Image, grey: Image) -> Image:
    """The grey page, its coloured inks faded, with what `image` (grey or RGB) shows white on dark as dark on white."""
    plain = pixels.luminance(image)
    letter = LETTER * max(plain.shape)
    paper = float(np.percentile(plain[::7, ::7], 80))
    seeds = deep_places(plain, letter, paper)
    if not seeds.any():
        return grey
    seeds = pixels.fitted(seeds, plain.shape[1], plain.shape[0])
    dark = np.where(plain < paper - DARKER, 255, 0).astype(np.uint8)
    closed = pixels.closed(dark, odd(STROKE * letter), 1)
    solid = pixels.opened(closed, odd(WIDE * letter), odd(HIGH * letter))
    result = grey.copy()
    for fill in fills(pixels.touched(solid, np.bitwise_and(solid, seeds)), letter):
        below = dark[fill.rows.stop : fill.rows.stop + round(2 * letter), fill.columns]
        made = inverted(plain[fill.rows, fill.columns], below, fill.where, paper, letter)
        if made is not None:
            result[fill.rows, fill.columns] = np.where(fill.where, made, result[fill.rows, fill.columns])
    return result


def deep_places(plain: Image, letter: float, paper: float) -> Image:
    """Mask, on a small copy, of where even the mean of a neighbourhood is dark: print leaves more paper than that."""
    factor = min(1.0, COARSE / letter)
    small = pixels.smeared(pixels.resized(plain, factor), round(WIDE * letter * factor), round(HIGH * letter * factor))
    return np.where(small < paper - DARKER, 255, 0).astype(np.uint8)


def fills(solid: Image, letter: float) -> list[Fill]:
    """The places of a mask that may be fills: those at the edge of the page are shadows, very high ones pictures."""
    height, width = solid.shape
    found = []
    for x, y, wide, high in pixels.boxes(solid).tolist():
        inside = x > 0 and y > 0 and x + wide < width and y + high < height
        if inside and high < HIGHEST * letter:
            rows, columns = slice(y, y + high), slice(x, x + wide)
            found.append(Fill(rows, columns, closed_over(solid[rows, columns], odd(STROKE * letter))))
    return found


def odd(size: float) -> int:
    """The odd number next to a size: a mask closed over an even one moves by a pixel."""
    return round(size) | 1


def closed_over(solid: Image, reach: int) -> NDArray[np.bool_]:
    """A place with the letters that leave holes in it."""
    padded = np.pad(solid, reach)
    return np.asarray(pixels.closed(padded, reach, reach)[reach:-reach, reach:-reach] > 0)


def shrunk(where: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """A place without the pixels of its rim."""
    padded = np.pad(np.where(where, 255, 0).astype(np.uint8), by)
    return np.asarray(pixels.eroded(padded, 2 * by + 1, 2 * by + 1)[by:-by, by:-by] > 0)


def inverted(part: Image, below: Image, where: NDArray[np.bool_], paper: float, letter: float) -> Image | None:
    """A fill as paper, its letters, its rim and its rules dark; None where it has no white letters. `below` is the mask
    of what is dark under it."""
    level = float(np.median(part[where]))
    rim = max(1, round(RIM * letter))
    inner = shrunk(where, rim)
    pale = part > (level + paper) / 2
    light = inner & pale
    share = float(light.sum() / max(1, inner.sum()))
    if level > paper - DEEP or not LETTERS[0] < share < LETTERS[1] or pale[where & ~inner].mean() > TORN:
        return None
    made = 255 - np.clip((part.astype(np.float32) - level) * 255 / (paper - level), 0, 255)
    made[part < level - BLACKER] = 0
    made[~inner] = 0
    for start, end in rules_under(below, light, letter):
        made[:, start:end] = 0
    return np.asarray(made, dtype=np.uint8)


def rules_under(below: Image, light: NDArray[np.bool_], letter: float) -> list[tuple[int, int]]:
    """The columns of upright rules that end at the foot of a fill: those of its own colour are not seen in it.

    None where one of them would go through white letters: such a cell lies over all columns.
    """
    dark = below.mean(axis=0) > 0.9 * 255 if below.size else np.zeros(0, bool)
    runs = np.flatnonzero(np.diff(np.pad(dark, 1).astype(np.int8))).reshape(-1, 2)
    runs = runs[(runs[:, 1] - runs[:, 0]) < THICK * letter]
    through = [light[:, start:end].any(axis=1).mean() for start, end in runs]
    return [] if any(0 < share < 0.5 for share in through) else [(int(start), int(end)) for start, end in runs]
