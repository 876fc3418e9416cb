"""Lines of a page → the white between headings of columns that stand beside each other: a column begins in each.

Headings of neighbours are parted where each becomes one that is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsers.gutters.lines import Measure, Strip
from parsers.roadmap.columns_vocabulary import Role, meaning
from parsers.words import Word

HEADING_LINES = 3  # words for headings fewer lines apart than this belong to one heading
LONGEST_HEADING = 45
NUMBER_WORDS = frozenset({"№", "№№", "№п/п", "п/п", "п.п.", "пп"})  # the heading of the numbers, wider than they are
MIDDLE = 4  # a heading over two columns stands in their middle, give or take so many characters

BELOW = {  # what may stand over two columns, and what their own headings may say: who of each level, begin and end
    Role.EXECUTOR: (None, Role.EXECUTOR),
    Role.TERM: (None, Role.TERM, Role.BEGIN, Role.END),
}

Extent = tuple[float, float]
Cells = tuple[tuple[Word, ...], ...]


def headings_beside(strips: Sequence[Strip], measure: Measure) -> list[Extent]:
    """Where headings of columns stand beside each other: the white between them, in which a column must begin.

    Lines next to each other that hold words for headings are one heading; it has three of them at least.
    """
    groups: list[list[Extent]] = []
    last = -HEADING_LINES
    for at, strip in enumerate(strips):
        below = extents(strips[at + 1], measure) if at + 1 < len(strips) else []
        known = [
            extent
            for piece, extent in zip(strip.pieces(measure), extents(strip, measure), strict=True)
            if is_heading(piece) and not stands_over_two(extent, below, measure)
        ]
        if known and at - last < HEADING_LINES:
            groups[-1].extend(known)
        elif known:
            groups.append(known)
        last = at if known else last
    found = []
    for group in groups:
        group.sort()
        white = [(a[1], b[0]) for a, b in pairwise(group) if b[0] - a[1] >= measure.wide]
        found.extend(white if len(white) > 1 else [])
    return found


def extents(strip: Strip, measure: Measure) -> list[Extent]:
    """From where to where each piece of a line reaches."""
    return [(piece[0].box.x0, piece[-1].box.x1) for piece in strip.pieces(measure)]


def is_heading(piece: Sequence[Word]) -> bool:
    """The words are the heading of a column, by the vocabulary."""
    text = " ".join(word.text for word in piece)
    return text[0].isupper() and len(text) <= LONGEST_HEADING and meaning(text) is not None


def parted_headings(cells: Cells) -> Cells:
    """The cells of a line of headings, two neighbours parted anew where only so both are headings.

    «Сроки Место | проведения» is «Сроки | Место проведения». Other lines stay as they are.
    """
    found = list(cells)
    if sum(bool(cell) and is_heading(cell) for cell in cells) < 2:
        return tuple(found)
    for left in range(len(found) - 1):
        words = (*found[left], *found[left + 1])
        if not words or (found[left] and found[left + 1] and all(map(is_heading, found[left : left + 2]))):
            continue
        cuts = [at for at in range(1, len(words)) if is_heading(words[:at]) and is_heading(words[at:])]
        if cuts:
            at = max(cuts, key=lambda at: words[at].box.x0 - words[at - 1].box.x1)
            found[left], found[left + 1] = words[:at], words[at:]
    return tuple(found)


def numbers_headed(cells: Cells) -> Cells:
    """The cells of a line of headings, that of the numbers back above them: it is centred, and wider than they are.

    «№ Мероприятие» in the second column, nothing in the first one, is «№ | Мероприятие». Other lines stay as they are.
    """
    if len(cells) < 2 or cells[0] or not cells[1]:
        return cells
    words = cells[1]
    count = next((n for n, word in enumerate(words) if word.text.lower() not in NUMBER_WORDS), len(words))
    beside = sum(bool(cell) and is_heading(cell) for cell in (words[count:], *cells[2:]))
    if not count or (count < len(words) and not is_heading(words[count:])) or (words[0].text == "№" and not beside):
        return cells
    return (words[:count], words[count:], *cells[2:])


def headed_one_by_one(strip: Strip, cells: Cells, measure: Measure) -> Cells:
    """The cells of a line of headings, one piece in each column where there are as many pieces as columns.

    The heading may be a table of its own, whose columns stand elsewhere. Other lines stay as they are.
    """
    pieces = strip.pieces(measure)
    if len(pieces) != len(cells) or len(pieces) < 3 or all(cells):
        return cells
    if not all(is_heading(piece) or piece[0].text.lower() in NUMBER_WORDS for piece in pieces):
        return cells
    return tuple(map(tuple, pieces))


def stands_over_two(extent: Extent, below: Sequence[Extent], measure: Measure) -> bool:
    """Whether a heading is that of two columns («Сроки» over «Начало», «Окончание»): it tells no column by itself."""
    return any(
        a[0] <= extent[0] < b[0]
        and a[1] < extent[1] <= b[1]
        and abs(sum(extent) - a[0] - b[1]) <= 2 * MIDDLE * measure.em
        for a, b in pairwise(below)
    )


def said_by(text: str) -> Role | None:
    """What a text says as the heading of a column."""
    said = meaning(text)
    return said.role if said else None
