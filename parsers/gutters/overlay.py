"""Pages of text whose columns are made by spaces → how each lies over the fullest one, shifted and stretched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.gutters.lines import Measure, Strip
from parsers.words import Word

SHIFTS = range(-24, 25)  # characters
STRETCHES = (1.0, 0.97, 1.03, 0.94, 1.06, 0.91, 1.09)
PER_SHIFT = 0.004  # of the page's pieces that must fall in place better, a character of shift
PER_STRETCH = 1.0  # and for each unit of stretch


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a page: where each begins and how far its text goes."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Overlay:
    """How a page lies over another: x there = (x here - shift) / stretch."""

    shift: float = 0.0
    stretch: float = 1.0

    def there(self, x: float) -> float:
        return (x - self.shift) / self.stretch

    def laid(self, strip: Strip) -> Strip:
        return replace(strip, words=tuple(map(self._laid, strip.words)))

    def _laid(self, word: Word) -> Word:
        """The word moved; it keeps its width, as a gap of two spaces stays one."""
        x0 = self.there(word.box.x0)
        return replace(word, box=replace(word.box, x0=x0, x1=x0 + word.box.x1 - word.box.x0))

    def back(self, columns: Columns) -> Columns:
        return Columns(
            tuple(x * self.stretch + self.shift for x in columns.starts),
            tuple(x * self.stretch + self.shift for x in columns.ends),
        )


def overlays(pages: Sequence[Sequence[Strip]], measure: Measure) -> list[Overlay]:
    """How each page lies over the fullest one, by where the pieces of its lines begin."""
    begins = [begins_of(page, measure) for page in pages]
    order = sorted(range(len(pages)), key=lambda at: -len(begins[at]))
    found = [Overlay()] * len(pages)
    seen: Counter[int] = Counter()
    for at in order:
        if seen and begins[at]:
            found[at] = best_overlay(begins[at], seen)
        for x in begins[at]:
            seen[round(found[at].there(x))] += 1
    return found


def begins_of(page: Sequence[Strip], measure: Measure) -> list[float]:
    """Where the pieces of a page's lines of several pieces begin."""
    lines = [pieces for strip in page if len(pieces := strip.pieces(measure)) > 1]
    return [piece[0].box.x0 for pieces in lines for piece in pieces]


def best_overlay(begins: Sequence[float], seen: Counter[int]) -> Overlay:
    """The shift and stretch by which most pieces begin where those of other pages do."""
    total = max(seen.values())

    def worth(over: Overlay) -> float:
        hits = 0.0
        for x in begins:
            at = round(over.there(x))
            hits += min(1.0, (seen[at] + 0.5 * (seen[at - 1] + seen[at + 1])) / total)
        return hits / len(begins) - PER_SHIFT * abs(over.shift) - PER_STRETCH * abs(over.stretch - 1)

    return max((Overlay(shift, stretch) for stretch in STRETCHES for shift in SHIFTS), key=worth)
