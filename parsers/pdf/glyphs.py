"""The characters of a page → its words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parsers.document import Box
from parsers.words import Word


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in view coordinates: `base` is the y of its baseline, `angle` 0, 90, 180 or 270 in the view."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    style: Style


@dataclass(frozen=True, slots=True)
class Style:
    """What the characters of one text object share; `size` is that of the font in points, 0 where not known."""

    bold: bool | None
    invisible: bool
    angle: int
    size: float = 0.0


def words_of(glyphs: list[Glyph | None], page: int) -> Iterator[Word]:
    """Characters in the file's order as words: cut at white space, at a jump, where the direction changes."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (glyph is None or not follows(run[-1], glyph)):
            if glyph is None and run[-1].style.angle != 0:
                continue
            yield from word_of(run, page)
            run = []
        if glyph is not None and not (run and is_overprint(run[-1], glyph)):
            run.append(glyph)
    if run:
        yield from word_of(run, page)


def follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether a character goes on with the word of the one before it."""
    if last.style.angle != glyph.style.angle:
        return False
    if glyph.style.angle != 0:
        return abs(glyph.x0 - last.x0) < 3 or abs(glyph.base - last.base) < 3
    size = max(last.base - last.top, 3.0)
    if abs(last.base - glyph.base) > size * 0.5:
        return False
    return -0.6 * size < glyph.x0 - last.x1 < 0.25 * size


def is_overprint(last: Glyph, glyph: Glyph) -> bool:
    """The same letter printed again a little beside itself, as poor man's bold."""
    beside = abs(last.x0 - glyph.x0) < 0.3 * (last.x1 - last.x0) and abs(last.base - glyph.base) < 1
    return beside and last.text == glyph.text


def word_of(run: list[Glyph], page: int) -> Iterator[Word]:
    """One word; soft hyphens within it vanish, one at its end is a hyphen. Nothing for a lone soft hyphen."""
    kept = [g for g in run[:-1] if g.text != "\xad"] + [run[-1]]
    text = "".join("-" if g.text == "\xad" else g.text for g in kept)
    upright = run[0].style.angle == 0
    base, top = max(g.base for g in kept), min(g.top for g in kept)
    size = kept[0].style.size
    if upright and base - 1.3 * size < top < base - 0.2 * size:
        top = base - 0.8 * size
    box = Box(
        page,
        min(g.x0 for g in kept),
        top,
        max(g.x1 for g in kept),
        base + 0.25 * (base - top) if upright else max(g.bottom for g in kept),
    )
    letters = "".join(text.split())
    starts = tuple(g.x0 for g in kept) if upright and len(kept) == len(letters) else ()
    yield Word(text, box, bold=kept[0].style.bold, upright=upright, starts=starts)
