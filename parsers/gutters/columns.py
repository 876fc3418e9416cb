"""Lines of a page → where its columns begin: the cheapest set of gutters, found by dynamic programming.

A wide gap between words that no gutter explains costs, a line whose text runs over a gutter costs, a piece that does
not begin where its column does costs a little, and each column costs. The weights stand in `COSTS`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations, pairwise

from parsers.gutters.headwords import headings_beside
from parsers.gutters.lines import PREPOSITION, Measure, Strip, is_number

MOST_CANDIDATES = 60
MOST_COLUMNS = 12
SURE = 2.0
PROSE = 0.45  # a line without wide gaps over so much of the page's width may be running text
NARROWEST = 2.9  # columns do not begin nearer to each other, in characters


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a page: where each begins and how far its text goes."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Costs:
    """What speaks against a set of gutters; lines of several pieces count, running text hardly does."""

    unexplained: float = 1.0  # a gap within a column that is SURE characters wider than a space; narrower ones less
    least: float = 0.5  # the narrowest of them
    askew: float = 0.25  # the first piece of a line in a column begins elsewhere than the column
    through_word: float = 1.5
    through_space: float = 0.8
    at_word: float = 0.15  # the gutter is no wider than a space, but a word begins at it
    in_piece: float = 0.3  # a line without wide gaps runs over it
    in_prose: float = 0.1  # a long line without wide gaps runs over it
    headed: float = 6.0  # two headings that stand beside each other in one column
    column: float = 1.0
    column_share: float = 0.02  # of the lines


COSTS = Costs()


def find_columns(strips: Sequence[Strip], measure: Measure, sure: bool = False) -> Columns | None:
    """The columns that the lines show, None where they show none; `sure`: none of them is running text."""
    found = columns_by_number(strips, measure, sure)
    number = min(found, key=lambda n: found[n][0], default=1)
    return found[number][1] if number > 1 else None


def columns_by_number(
    strips: Sequence[Strip], measure: Measure, sure: bool = False
) -> dict[int, tuple[float, Columns]]:
    """For each number of columns what the best ones cost, and where they stand; nothing where no line has a gap."""
    many = [s for s in strips if len(s.pieces(measure)) > 1]
    if len(many) < 2:
        return {}
    ways = cheapest(candidates(many, measure), strips, many, measure, sure)
    return {number: (cost, with_ends(starts, many, measure)) for number, (cost, starts) in ways.items()}


def candidates(strips: Sequence[Strip], measure: Measure) -> list[float]:
    """Where columns may begin: where pieces do, the places that explain most gaps and cross fewest lines."""
    begins: dict[float, int] = {}
    gaps: list[tuple[float, float]] = []
    for strip in strips:
        pieces = strip.pieces(measure)
        gaps.extend((a[-1].box.x1, b[0].box.x0) for a, b in pairwise(pieces))
        for piece in pieces:
            if not (len(piece) == 1 and PREPOSITION.search(piece[0].text)):
                begins[round(piece[0].box.x0, 1)] = begins.get(round(piece[0].box.x0, 1), 0) + 1
    worth = {
        x: sum(width_cost(b - a, measure) for a, b in gaps if a <= x + 0.1 and x <= b + measure.near)
        + COSTS.askew * count
        - crossing_cost(x, strips, measure)
        for x, count in begins.items()
    }
    chosen: list[float] = []
    for x in sorted(worth, key=lambda x: (-worth[x], x)):
        if worth[x] > 0 and all(abs(x - other) > measure.near / 2 for other in chosen):
            chosen.append(x)
    return sorted({min(begins), *chosen[:MOST_CANDIDATES]})


def cheapest(
    places: Sequence[float], strips: Sequence[Strip], many: Sequence[Strip], measure: Measure, sure: bool
) -> dict[int, tuple[float, list[float]]]:
    """By their number the starts of columns that cost least of all sets of the places; the first place is one."""
    price = COSTS.column + COSTS.column_share * len(many)
    crossing = [crossing_cost(x, strips, measure, sure) for x in places]
    headed = headings_beside(strips, measure)
    inner = [Inside(x, many, headed, measure) for x in places]
    steps = {
        (before, at): inner[before].cost(places[at]) + crossing[at] + price
        for before, at in combinations(range(len(places)), 2)
        if places[at] - places[before] > NARROWEST * measure.em
    }
    layer: dict[int, tuple[float, list[float]]] = {0: (0.0, [places[0]])}
    found: dict[int, tuple[float, list[float]]] = {}
    for number in range(1, MOST_COLUMNS + 1):
        if not layer:
            break
        found[number] = min((cost + inner[at].cost(float("inf")), starts) for at, (cost, starts) in layer.items())
        further: dict[int, tuple[float, list[float]]] = {}
        for (before, at), step in steps.items():
            if before in layer and (at not in further or layer[before][0] + step < further[at][0]):
                further[at] = (layer[before][0] + step, [*layer[before][1], places[at]])
        layer = further
    return found


class Inside:
    """What a column that begins at x costs, by where it ends."""

    def __init__(self, x: float, strips: Sequence[Strip], headed: Sequence[tuple[float, float]], measure: Measure):
        gaps: list[tuple[float, float]] = []
        askew: list[float] = []
        for strip in strips:
            pieces = strip.pieces(measure)
            for a, b in pairwise(pieces):
                left, right = a[-1].box.x1, b[0].box.x0
                if left > x and right > x + measure.near:
                    gaps.append((right, width_cost(right - left, measure)))
            first = next((p[0].box.x0 for p in pieces if p[0].box.x0 >= x - measure.near), None)
            if first is not None and first > x + measure.near:
                askew.append(first)
        gaps.sort()
        self.gaps = [right for right, _ in gaps]
        self.sums = list(accumulate((cost for _, cost in gaps), initial=0.0))
        self.askew, self.near = sorted(askew), measure.near
        self.headed = sorted(right for left, right in headed if x < left - measure.near)

    def cost(self, end: float) -> float:
        inside = self.sums[bisect_left(self.gaps, end - self.near)]
        headed = COSTS.headed * bisect_left(self.headed, end - self.near)
        return inside + headed + COSTS.askew * bisect_left(self.askew, end - self.near)


def width_cost(gap: float, measure: Measure) -> float:
    """What a wide gap costs that no gutter explains: little where it is hardly wider than a space."""
    return COSTS.unexplained * min(1.0, max(COSTS.least, (gap / measure.em - 1) / SURE))


def crossing_cost(x: float, strips: Sequence[Strip], measure: Measure, sure: bool = False) -> float:
    """What the lines cost that run over a gutter before x."""
    width = max(strip.x1 for strip in strips) - min(strip.x0 for strip in strips)
    cost = 0.0
    for strip in strips:
        through = runs_through(strip, x, measure)
        if through and not sure and len(strip.pieces(measure)) == 1:
            through = min(through, COSTS.in_prose if strip.x1 - strip.x0 > PROSE * width else COSTS.in_piece)
        cost += through
    return cost


def runs_through(strip: Strip, x: float, measure: Measure) -> float:
    """What one line costs that has ink on both sides of x."""
    if strip.x0 > x - measure.near or strip.x1 < x + measure.near:
        return 0.0
    for last, word in pairwise(strip.words):
        left, right = last.box.x1, word.box.x0
        if left <= x + 0.1 and right >= x - measure.near:
            if right - left >= measure.wide or (last is strip.words[0] and is_number(last.text)):
                return 0.0
            if abs(right - x) <= measure.near / 2 and right - left >= measure.space:
                return COSTS.at_word
            if right >= x:
                return COSTS.through_space
    return COSTS.through_word


def crosses(strip: Strip, x: float, measure: Measure) -> bool:
    """Whether the line has ink on both sides of x and no gap there."""
    if strip.x0 > x - measure.near or strip.x1 < x + measure.near:
        return False
    for last, word in pairwise(strip.words):
        gap0, gap1 = last.box.x1, word.box.x0
        if gap1 - gap0 >= measure.space and gap0 <= x + 0.1 and gap1 >= x - measure.near:
            return False
    return True


def with_ends(starts: Sequence[float], strips: Sequence[Strip], measure: Measure) -> Columns:
    """The starts with how far the pieces of each column go (nine of ten of them)."""
    ends = []
    for index, x in enumerate(starts):
        limit = starts[index + 1] if index + 1 < len(starts) else float("inf")
        reach = sorted(
            piece[-1].box.x1
            for strip in strips
            for piece in strip.pieces(measure)
            if x - measure.near <= piece[0].box.x0 < limit - measure.near and piece[-1].box.x1 <= limit + measure.near
        )
        fallback = limit - measure.em if limit != float("inf") else x + 10 * measure.em
        ends.append(reach[-1 if len(reach) < 5 else int(0.95 * (len(reach) - 1))] if reach else fallback)
    return Columns(tuple(starts), tuple(ends))
