"""Ruling lines of a page image: ink → runs → straight segments that meet each other. In pixels, not points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from parsers.scan import image as pixels
from parsers.scan.image import Image

FAINT = 8  # grey levels: a rule that is fainter is none
LADDER = 30  # small letters: rules that no upright rule meets are at least so long


@dataclass(frozen=True, slots=True)
class Segment:
    """A straight rule from `start` to `end` at the crosswise position `at` (y of a level rule), its ink within
    `low` and `high`."""

    start: float
    end: float
    at: float
    low: float
    high: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """All level and upright rules of a page, and the mask of their ink."""

    level: tuple[Segment, ...]
    upright: tuple[Segment, ...]
    mask: Image


def find_rules(mask: Image, text_height: float, grainy: Image | None = None) -> Rules:
    """Rules in an ink mask: runs of ink longer than letters are, thin, joined over small gaps.

    `grainy` is the image of the mask as it was, specks and all: rules too faint for the mask are found in it.
    """
    gap = max(3, round(text_height * 0.15))
    level_mask = _runs(mask, round(text_height * 4), gap, text_height)
    upright_mask = _runs(pixels.transposed(mask), round(text_height * 2.4), gap, text_height)
    if grainy is not None:
        dark = pixels.ink(grainy, round(text_height * 4) | 1, 60)
        level_mask |= _faint_runs(grainy, dark, round(text_height * 1.5), text_height)
        turned = pixels.transposed(grainy), pixels.transposed(dark)
        upright_mask |= _faint_runs(*turned, round(text_height * 0.6), text_height)
    level = _joined(_segments(level_mask, text_height), text_height)
    upright = _joined(_segments(upright_mask, text_height), text_height)
    ladder = _ladder(level, text_height)
    upright = _by_rows(upright, level, mask, text_height)
    level, upright = _crossing(level, upright, text_height)
    level = tuple(sorted({*level, *ladder}, key=lambda one: (one.at, one.start)))
    erased = _corridors(level_mask, level, text_height) | pixels.transposed(
        _corridors(upright_mask, upright, text_height)
    )
    return Rules(level, upright, erased)


def _corridors(runs: Image, rules: Sequence[Segment], text_height: float) -> Image:
    """The runs of ink that belong to the rules; a bent rule is followed, so that print beside it stays."""
    kept = np.zeros_like(runs)
    for rule in rules:
        where = np.s_[max(0, int(rule.low) - 1) : int(rule.high) + 2, max(0, int(rule.start) - 1) : int(rule.end) + 2]
        band = runs[where]
        if rule.high - rule.low > 0.4 * text_height:
            band = np.where(_along(_course(band, round(3 * text_height)), band, 0.2 * text_height), band, 0)
        kept[where] |= band
    return kept


def _course(band: Image, step: int) -> np.ndarray:
    """The row of a bent level rule in every `step` columns of the band around it: the way with most ink, that climbs
    or falls by a row at a time.

    >>> _course(np.eye(4, dtype=np.uint8).repeat(5, axis=1), 5).tolist()
    [0, 1, 2, 3]
    """
    ink = np.add.reduceat(band > 0, np.arange(0, band.shape[1], step), axis=1).T.astype(np.float64)
    best, came = ink[0], []
    for here in ink[1:]:
        padded = np.pad(best, 1, constant_values=-1.0)
        ways = np.stack([padded[1:-1], padded[:-2], padded[2:]])
        choice = ways.argmax(axis=0)
        came.append(np.arange(len(best)) + np.array([0, -1, 1])[choice])
        best = here + ways.max(axis=0)
    rows = [int(best.argmax())]
    for back in reversed(came):
        rows.append(int(back[rows[-1]]))
    return np.array(rows[::-1])


def _along(course: np.ndarray, band: Image, reach: float) -> np.ndarray:
    """The pixels of a band near the course of its rule."""
    height, width = band.shape
    middles = (np.arange(len(course)) + 0.5) * width / len(course)
    rows = np.interp(np.arange(width), middles, course)
    return np.abs(np.arange(height)[:, None] - rows[None, :]) <= max(2.0, reach)


def _runs(mask: Image, shortest: int, gap: int, text_height: float) -> Image:
    """Level runs of at least `shortest` pixels that are no thicker than a rule."""
    runs = pixels.opened(pixels.closed(mask, gap, 1), shortest, 1)
    thick = max(4, round(text_height * 0.45))
    bands = pixels.opened(runs, max(3, round(text_height * 0.5)), thick)
    return pixels.less(runs, pixels.dilated(bands, 3, 3)) if bands.any() else runs


def _faint_runs(image: Image, dark: Image, smear: int, text_height: float) -> Image:
    """Level runs that show only when the image is smeared along them, however faint and grainy they are, with white
    above and below most of them. `dark` is the mask of the print. Of what is smeared, some columns are enough.
    """
    step = max(1, smear // 6)
    reach = -(-smear // step)
    thick = round(text_height * 0.45)
    faint = pixels.traces(pixels.sampled(pixels.smeared(image, smear), step), thick, FAINT)
    runs = pixels.opened(faint, round(text_height * 4 / step) + reach, 1)
    lines = pixels.sampled(pixels.closed(dark, smear, 1), step)
    bands = pixels.opened(lines, max(1, round(text_height * 0.5 / step)), thick)
    beside_text = pixels.dilated(bands, 3, round(text_height * 0.8) | 1)
    sure = pixels.opened(pixels.less(runs, beside_text), round(text_height * 2 / step), 1)
    if smear > text_height:  # long enough not to be led on by a letter's stem
        sure = pixels.touched(pixels.less(runs, pixels.dilated(bands, 3, 3)), sure)
    return pixels.spread(pixels.eroded(sure, max(1, round(reach * 0.8)), 1), step, image.shape[1])


def _segments(mask: Image, text_height: float) -> list[Segment]:
    found = []
    for x, y, width, height in pixels.boxes(mask):
        if width < 2.4 * text_height or height > max(0.06 * width, 0.8 * text_height):
            continue
        thickness = np.count_nonzero(mask[y : y + height, x : x + width]) / width
        if thickness <= 0.6 * text_height:
            found.append(Segment(float(x), float(x + width), float(y + height / 2), float(y), float(y + height)))
    return found


def _joined(segments: Iterable[Segment], text_height: float) -> tuple[Segment, ...]:
    """Pieces of one broken rule as one."""
    joined: list[Segment] = []
    for segment in sorted(segments, key=lambda one: (one.start, one.at)):
        for index in range(len(joined) - 1, -1, -1):
            other = joined[index]
            if abs(other.at - segment.at) <= 0.4 * text_height and segment.start - other.end <= 0.9 * text_height:
                weight = segment.length / (segment.length + other.length)
                at = other.at * (1 - weight) + segment.at * weight
                low, high = min(other.low, segment.low), max(other.high, segment.high)
                joined[index] = Segment(other.start, max(other.end, segment.end), at, low, high)
                break
        else:
            joined.append(segment)
    return tuple(sorted(joined, key=lambda one: (one.at, one.start)))


def _by_rows(
    upright: Sequence[Segment], level: Sequence[Segment], ink: Image, text_height: float
) -> tuple[Segment, ...]:
    """Upright rules as rows of one line of text show them: a piece that touches neither the rule above nor the one
    below is a letter's stem, and a rule that goes through a row has a piece there however short it is.
    """
    wide = [rule for rule in level if rule.length >= LADDER * text_height]
    rows = [(a, b) for a, b in pairwise(wide) if 1.2 * text_height < b.at - a.at < 4.5 * text_height]
    result = [one for one in upright if not _is_stems(one, upright, ink, text_height)]
    for above, below in rows:
        top, bottom = round(above.at), round(below.at)
        for at in _columns(result, above, below, text_height):
            piece = _dark(ink, at, top, bottom + 1)
            here = [one for one in result if abs(one.at - at) <= 0.4 * text_height and _covers(one, top, bottom)]
            if not here and piece[2:-2].mean() > 0.9:
                result.append(Segment(float(top), float(bottom), at, at - 1.5, at + 1.5))
            elif _is_stem(piece, text_height):
                for one in here:
                    if _dark(ink, one.at, int(one.start), int(one.end)).mean() > 0.7:  # it is no faint one
                        result.remove(one)
                        result += [part for part in _without(one, top, bottom) if part.length >= 1.2 * text_height]
    return tuple(result)


def _is_stems(one: Segment, upright: Sequence[Segment], ink: Image, text_height: float) -> bool:
    """Whether a short upright rule that no other stands in line with has gaps, as stems below each other have."""
    if one.length >= 12 * text_height or any(other is not one and abs(other.at - one.at) < 6 for other in upright):
        return False
    return 0.3 < _dark(ink, one.at, int(one.start), int(one.end)).mean() < 0.85


def _is_stem(piece: np.ndarray, text_height: float) -> bool:
    """Whether the ink between two level rules leaves white beside one of them, or a little beside both."""
    gaps = sorted(_first_gap(ends, text_height) for ends in (piece, piece[::-1]))
    return gaps[0] >= max(3, round(0.2 * text_height)) or gaps[1] >= 0.5 * text_height


def _first_gap(piece: np.ndarray, text_height: float) -> int:
    """The longest run of white that begins near the beginning of a piece."""
    line = "".join("#" if dark else " " for dark in piece)
    near = round(0.6 * text_height)
    return max((len(run[0]) for run in re.finditer(" +", line) if run.start() < near), default=0)


def _dark(ink: Image, at: float, start: int, end: int) -> np.ndarray:
    """Where between two rows an upright rule has ink."""
    return np.asarray(ink[start:end, max(0, round(at) - 2) : round(at) + 3].max(axis=1) > 0)


def _columns(upright: Sequence[Segment], above: Segment, below: Segment, text_height: float) -> list[float]:
    """Where upright rules stand between two level ones or nearest to them, those of one column as one."""
    left, right = max(above.start, below.start), min(above.end, below.end)
    inner = [one for one in upright if left + text_height < one.at < right - text_height]
    columns: list[Segment] = []
    for one in sorted(inner, key=lambda one: max(0.0, one.start - below.at, above.at - one.end)):
        if all(abs(one.at - other.at) > 0.6 * text_height for other in columns):
            columns.append(one)
    return [one.at for one in columns]


def _covers(one: Segment, top: float, bottom: float) -> bool:
    """Whether a rule goes through most of the span."""
    return min(one.end, bottom) - max(one.start, top) > 0.5 * (bottom - top)


def _without(one: Segment, top: float, bottom: float) -> list[Segment]:
    """What a rule is above and below a span."""
    return [replace(one, end=min(one.end, float(top))), replace(one, start=max(one.start, float(bottom)))]


def _ladder(level: Sequence[Segment], text_height: float) -> list[Segment]:
    """Long rules that begin and end alike, three or more: those of a table without upright rules."""
    near = 1.5 * text_height
    long = [one for one in level if one.length >= LADDER * text_height]
    return [
        one for one in long if sum(abs(one.start - o.start) < near and abs(one.end - o.end) < near for o in long) >= 3
    ]


def _crossing(level, upright, text_height: float) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """Only rules that meet a rule of the other direction; short ones must do so at both ends, level ones nearer: a line
    of bold print is as long, and does not reach the sides of its cell."""
    reach = 0.8 * text_height

    def stays(segment: Segment, others: Sequence[Segment], long: float, near: float) -> bool:
        meets = [
            o
            for o in others
            if o.start - reach <= segment.at <= o.end + reach and segment.start - reach <= o.at <= segment.end + reach
        ]
        if segment.length >= long * text_height:
            return bool(meets)
        return any(abs(o.at - segment.start) <= near * text_height for o in meets) and any(
            abs(o.at - segment.end) <= near * text_height for o in meets
        )

    for _ in range(2):
        level = tuple(one for one in level if stays(one, upright, LADDER, 0.5))
        upright = tuple(one for one in upright if stays(one, level, 12, 0.8))
    return level, upright
