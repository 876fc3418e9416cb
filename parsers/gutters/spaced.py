"""Pages of text whose columns are made by spaces → where the columns stand on each of them.

They wander from page to page: each page has its own, and one that shows too few takes those of the others, moved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from parsers.gutters.columns import Columns, columns_by_number, crosses, headings_beside, with_ends
from parsers.gutters.lines import PREPOSITION, Measure, Strip, is_number

CROSSED = 0.4  # a column's start that so many lines run over, per line that begins there, is none
OTHER = 2.0  # what it costs that a page shows another number of columns where lines are counted
FULL = 10  # a page of fewer lines takes the columns of the others
SOME = 5  # a page of fewer lines shows no columns by itself, but by a heading
NEAR_BEST = 1.0  # a page's columns are of the usual number where they cost hardly more than its best ones
BEYOND = 4.0  # what it costs more that a page has not room for so many
FARTHEST = 30.0  # a page's columns are never moved farther than this

Ways = Mapping[int, tuple[float, Columns]]  # columns by their number, with what they cost


def find_columns(strips: Sequence[Strip], measure: Measure) -> Columns | None:
    """The columns that the lines show, None where they show none.

    A column begins where many pieces begin and few lines run over; neighbours stand beside each other in some line.
    """
    many = [s for s in strips if len(s.pieces(measure)) > 1]
    if len(many) < 2:
        return None
    starts = [
        (piece[0].box.x0, index)
        for index, s in enumerate(many)
        for piece in s.pieces(measure)
        if not (len(piece) == 1 and PREPOSITION.search(piece[0].text))
    ]
    rows = sum(is_number(s.words[0].text) for s in many)
    least = max(2, 0.04 * len(many), 0.4 * rows)
    candidates = []
    for x in sorted({round(x, 1) for x, _ in starts}):
        near = {index for at, index in starts if abs(at - x) <= measure.near}
        exact = sum(1 for at, _ in starts if abs(at - x) <= measure.near / 2)
        over = sum(crosses(s, x, measure) for s in many)
        if len(near) >= least and over <= CROSSED * len(near):
            candidates.append((len(near) - over, exact, x))
    chosen: list[float] = []
    for _, _, x in sorted(candidates, reverse=True):
        if all(abs(x - other) > 2.9 * measure.em for other in chosen):
            chosen.append(x)
    chosen = [commonest([at for at, _ in starts if abs(at - x) <= measure.near]) for x in chosen]
    starts_found = with_centred(beside_each_other(sorted(chosen), many, measure), many, rows, measure)
    found = with_ends(starts_found, many, measure)
    broad = [x for n, x in enumerate(found.starts) if n == 0 or found.ends[n] - x >= 2 * measure.em]
    return with_ends(broad, many, measure) if len(broad) > 1 else None


def with_centred(starts: list[float], strips: Sequence[Strip], rows: int, measure: Measure) -> list[float]:
    """The starts, with those of centred columns: their cells begin anywhere, but the white before them is clear."""
    found = list(starts)
    for _ in range(4):
        gaps = [
            (a.box.x1, b.box.x0)
            for strip in strips
            for a, b in pairwise(strip.words)
            if b.box.x0 - a.box.x1 >= measure.wide and not any(a.box.x1 <= x <= b.box.x0 + measure.near for x in found)
        ]
        best = max(gaps, key=lambda gap: clearness(middle(gap), gaps, strips), default=None)
        if best is None or clearness(middle(best), gaps, strips) < max(3, 0.4 * rows):
            break
        at = middle(best)
        begins = sorted(gap[1] for gap in gaps if gap[0] <= at <= gap[1])
        found = sorted([*found, begins[len(begins) // 20]])
    return found


def middle(gap: tuple[float, float]) -> float:
    """The middle of a gap."""
    return (gap[0] + gap[1]) / 2


def clearness(x: float, gaps: Sequence[tuple[float, float]], strips: Sequence[Strip]) -> float:
    """How many lines have a gap at x, less (four times) those that have ink there."""
    ink = sum(word.box.x0 < x < word.box.x1 for strip in strips for word in strip.words)
    return sum(a <= x <= b for a, b in gaps) - 4 * ink


def commonest(values: Sequence[float]) -> float:
    """The value that stands most often, rounded to a tenth; the middle one where none does."""
    counts = Counter(round(value, 1) for value in values)
    top = max(counts.values())
    return median(value for value, count in counts.items() if count == top)


def beside_each_other(starts: list[float], strips: Sequence[Strip], measure: Measure) -> list[float]:
    """Starts of columns that stand beside each other in some lines; of two that never do the one with more pieces.

    A centred column, and words set apart by justification, show several starts.
    """
    first = [[p[0].box.x0 for p in strip.pieces(measure)] for strip in strips]
    support = {x: sum(any(abs(at - x) <= measure.near for at in line) for line in first) for x in starts}
    kept = starts[:1]
    for x in starts[1:]:
        last = kept[-1]
        together = alone = 0
        for strip, line in zip(strips, first, strict=True):
            here = any(abs(at - x) <= measure.near for at in line)
            here = here or any(abs(word.box.x0 - x) <= measure.near / 2 for word in strip.words)
            before = any(last - measure.near <= at < x - measure.near for at in line)
            together += here and before
            alone += here and not before
        if together >= 2 or (together and alone <= 2 * together):
            kept.append(x)
        elif len(kept) > 1 and support[x] > 2 * support[last]:
            kept[-1] = x
    return kept


def drifting_columns(pages: Sequence[Sequence[Strip]], measure: Measure) -> list[Columns] | None:
    """Each page's columns, as many as are cheapest over all pages; None where there is no table."""
    own = [find_columns(page, measure) for page in pages]
    ways = [columns_by_number(page, measure) for page in pages]
    number = cheapest_number(own, ways)
    if number is None:
        return None
    shown = [
        columns if columns and len(columns) == number else shown_by(page, found, number, measure)
        for columns, found, page in zip(own, ways, pages, strict=True)
    ]
    if not any(shown):
        shown = [found[number][1] if number in found else None for found in ways]
    full = ((len(page), columns) for page, columns in zip(pages, shown, strict=True) if columns)
    usual = max(full, key=lambda pair: pair[0])[1]
    return [
        columns or fitted(page, found, usual, measure) for columns, found, page in zip(shown, own, pages, strict=True)
    ]


def shown_by(page: Sequence[Strip], found: Ways, number: int, measure: Measure) -> Columns | None:
    """A page's columns of this number, where it has the heading or many lines and hardly better ones, or some lines and
    none better."""
    if number not in found:
        return None
    cost, columns = found[number]
    worse = cost - min(cost for cost, _ in found.values())
    sure = len(page) >= FULL or bool(headings_beside(page, measure))
    return columns if worse <= (NEAR_BEST if sure else 0.0) and (sure or len(page) >= SOME) else None


def cheapest_number(own: Sequence[Columns | None], ways: Sequence[Ways]) -> int | None:
    """How many columns the pages have: the number that costs least over all of them."""
    shown = [len(columns) for columns in own if columns]
    numbers = {*shown, *(min(found, key=lambda n: found[n][0]) for found in ways if found)} - {1}

    def cost(number: int) -> float:
        return sum(cost_of(found, number) for found in ways if found) + OTHER * sum(n != number for n in shown)

    return min(numbers, key=cost, default=None)


def cost_of(found: Ways, number: int) -> float:
    """What so many columns cost on a page."""
    return found[number][0] if number in found else BEYOND + found[max(found)][0]


def fitted(page: Sequence[Strip], found: Columns | None, usual: Columns, measure: Measure) -> Columns:
    """The usual columns moved to where a page shows them; those that it does not show keep their distance."""
    shown = found
    if found is None or len(found) < len(usual) - 1:
        every = shown_starts(page, measure)
        shown = every if found is None or len(found) < len(every) <= len(usual) else found
    assert shown is not None
    match = best_match(shown, usual)
    shifts = [
        (column, shown.starts[index] - usual.starts[column])
        for index, column in enumerate(match)
        if column is not None and abs(shown.starts[index] - usual.starts[column]) <= FARTHEST * measure.em
    ]
    starts = []
    for column, start in enumerate(usual.starts):
        near = min(shifts, key=lambda pair: abs(pair[0] - column), default=(0, 0.0))
        starts.append(start + near[1])
    for column in range(len(starts) - 2, -1, -1):
        if column not in match:
            starts[column] = min(starts[column], starts[column + 1] - 3 * measure.em)
    if any(a + measure.em >= b for a, b in pairwise(starts)):
        return usual
    ends = [end + starts[c] - usual.starts[c] for c, end in enumerate(usual.ends)]
    for index, where in enumerate(match):
        if where is not None:
            ends[where] = max(ends[where], shown.ends[index])
    return Columns(tuple(starts), tuple(ends))


def shown_starts(page: Sequence[Strip], measure: Measure) -> Columns:
    """Where the pieces of a page with few lines begin, and how far they go."""
    reach: dict[float, float] = {}
    for strip in page:
        for piece in strip.pieces(measure):
            start = next((x for x in reach if abs(x - piece[0].box.x0) <= measure.near), piece[0].box.x0)
            reach[start] = max(reach.get(start, 0.0), piece[-1].box.x1)
    ordered = sorted(reach.items())[:12]
    return Columns(tuple(x for x, _ in ordered), tuple(end for _, end in ordered))


def best_match(shown: Columns, usual: Columns) -> list[int | None]:
    """For each shown column the usual one it is, in order: near its place, wide enough for its text."""
    shifts = {0.0} | {round(x - y, 1) for x in shown.starts for y in usual.starts if abs(x - y) < FARTHEST + 1}
    return min((match_shifted(shown, usual, shift) for shift in shifts), key=lambda pair: pair[0])[1]


def match_shifted(shown: Columns, usual: Columns, shift: float) -> tuple[float, list[int | None]]:
    """The cheapest match where the page is moved by `shift`: dynamic programming over both lists."""
    rows, cols = len(shown), len(usual)
    best: dict[tuple[int, int], tuple[float, list[int | None]]] = {}
    for i in range(rows, -1, -1):
        for c in range(cols, -1, -1):
            if i == rows:
                best[i, c] = (0.5 * (cols - c), [])
                continue
            skip = best[i + 1, c]
            options = [(skip[0] + 14.0, [None, *skip[1]])]
            if c < cols:
                later = best[i, c + 1]
                options.append((later[0] + 0.5, later[1]))
                taken = best[i + 1, c + 1]
                options.append((taken[0] + unlike(shown, i, usual, c, shift), [c, *taken[1]]))
            best[i, c] = min(options, key=lambda pair: pair[0])
    cost, match = best[0, 0]
    return cost + 0.1 * abs(shift), match


def unlike(shown: Columns, i: int, usual: Columns, c: int, shift: float) -> float:
    """How unlike a shown column is to a usual one: off its place, or too wide for it."""
    place = min(12.0, abs(shown.starts[i] - shift - usual.starts[c]))
    too_wide = (shown.ends[i] - shown.starts[i]) - 1.15 * (usual.ends[c] - usual.starts[c]) - 1
    return place + min(14.0, max(0.0, too_wide))
