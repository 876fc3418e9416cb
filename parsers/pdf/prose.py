"""Words outside of tables → paragraphs, as visual blocks; and which lines are running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from parsers.document import Box, Line, Paragraph
from parsers.words import Word, as_line, is_bold, printed_rows

PAGE_NUMBER = re.compile(
    r"(?:стр(?:аница|\.)?\s*)?[-–—]?\s*(\d{1,4})\s*[-–—]?(?:\s*(?:из|/)\s*\d{1,4})?", re.IGNORECASE
)
LIST_MARK = re.compile(r"(?:[-–—•*]|\d{1,2}[.)]|[а-я]\))\s*\S", re.IGNORECASE)
FREE = 0.6  # line heights of free space that part a running head from the text
WIDE_GAP = 3.0  # line heights: words farther apart belong to different blocks


def paragraphs(words: Iterable[Word], page: int) -> list[Paragraph]:
    """Words of one page as paragraphs in reading order, each word in exactly one of them."""
    rows = printed_rows(words)
    if not rows:
        return []
    left = min(w.box.x0 for row in rows for w in row)
    right = max(w.box.x1 for row in rows for w in row)
    blocks: list[list[list[Word]]] = []
    for row in rows:
        for part in apart(row):
            block = next((b for b in reversed(blocks[-6:]) if continues(b, part, left, right)), None)
            if block is None:
                blocks.append([part])
            else:
                block.append(part)
    return [as_paragraph(block, page, left, right) for block in blocks]


def apart(row: Sequence[Word]) -> list[list[Word]]:
    """A printed line as the parts that stand far apart («СОГЛАСОВАНО … УТВЕРЖДАЮ»)."""
    parts = [[row[0]]]
    for word in row[1:]:
        last = parts[-1][-1].box
        if word.box.x0 - last.x1 > WIDE_GAP * (last.bottom - last.top):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def continues(block: Sequence[Sequence[Word]], part: Sequence[Word], left: float, right: float) -> bool:
    """Whether a line goes on with a block: just below it, of its weight, and the block's last line not ended."""
    last = block[-1]
    above, here = as_line(last).box, as_line(part).box
    assert above is not None
    assert here is not None
    height = above.bottom - above.top
    if not -0.3 * height < here.top - above.bottom < 0.9 * height:
        return False
    if here.x0 > above.x1 or here.x1 < above.x0 or is_bold(last) != is_bold(part):
        return False
    if is_centred(above.x0, above.x1, left, right) and is_centred(here.x0, here.x1, left, right):
        return True
    if is_below_middle(above, here, left, right):
        return True
    if len(block) == 1 and 1.2 * height < above.x0 - left < 5 * height and abs(here.x0 - above.x0) < 0.3 * height:
        return False
    text, before = as_line(part).text, as_line(last).text
    if LIST_MARK.match(text) and before.endswith((".", ";", ":")):
        return False
    edge = max(as_line(line).box.x1 for line in block) if len(block) > 1 else right  # type: ignore[union-attr]
    word = part[0].box.x1 - part[0].box.x0
    if above.x1 + word + 0.5 * height < min(edge, right):
        return False
    base = min(as_line(line).box.x0 for line in block[1:]) if len(block) > 1 else above.x0  # type: ignore[union-attr]
    return here.x0 - base < 1.2 * height


def is_centred(x0: float, x1: float, left: float, right: float) -> bool:
    """Whether a line stands in the middle of the text area, off both sides."""
    width = right - left
    return x0 - left > 0.02 * width and abs((x0 + x1) - (left + right)) < 0.06 * width


def is_below_middle(above: Box, here: Box, left: float, right: float) -> bool:
    """Whether a centred line stands under a full one with the same middle."""
    width = right - left
    return here.x0 - left > 0.02 * width and abs((above.x0 + above.x1) - (here.x0 + here.x1)) < 0.02 * width


def as_paragraph(block: Sequence[Sequence[Word]], page: int, left: float, right: float) -> Paragraph:
    """Printed lines between two margins as a paragraph."""
    lines = tuple(as_line(part) for part in block)
    centred = all(is_centred(line.box.x0, line.box.x1, left, right) for line in lines if line.box)
    return Paragraph(lines, page=page, bold=is_bold(w for part in block for w in part), centred=centred)


def running_lines(pages: Sequence[tuple[int, float, Sequence[Word]]]) -> list[list[Word]]:
    """For each page (number, height, words outside of tables) the words of page numbers and running heads.

    A running head stands at the same height on at least half of the pages (and three), its digits apart; a page number
    stands alone in the first or last line of its page.
    """
    outer = [outer_rows(words, height) for _, height, words in pages]
    seen: Counter[tuple[str, int]] = Counter()
    for rows in outer:
        seen.update({key_of(row) for row in rows})
    enough = max(3, (len(pages) + 1) // 2)
    dropped = []
    for (number, _, words), rows in zip(pages, outer, strict=True):
        here: list[Word] = []
        for row in rows:
            running = seen[key_of(row)] >= enough and is_set_apart(row, words)
            if running or is_page_number(as_line(row), number):
                here.extend(row)
        dropped.append(here)
    return dropped


def outer_rows(words: Sequence[Word], height: float) -> list[list[Word]]:
    """The first and the last printed lines of a page, where they stand in its margins."""
    rows = printed_rows(words)
    top = [row for row in rows[:2] if row[0].box.bottom < 0.12 * height]
    bottom = [row for row in rows[-2:] if row[0].box.top > 0.86 * height and row not in top]
    return top + bottom


def is_set_apart(row: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a running head or foot of one or two lines that holds this row is parted from the page's text: the
    heading of a table that goes on over pages is not."""
    rows = printed_rows(words)
    boxes = [as_line(one).box for one in rows]
    tops = [box.top for box in boxes if box]
    bottoms = [box.bottom for box in boxes if box]
    at = next(index for index, one in enumerate(rows) if one[0] is row[0])
    gaps = [b - a > FREE * (bottoms[at] - tops[at]) for a, b in zip(bottoms, tops[1:], strict=False)]
    return any(gaps[:2]) or len(rows) <= 2 if at < 2 else any(gaps[-2:])


def key_of(row: Sequence[Word]) -> tuple[str, int]:
    """What makes a line the same on every page: its text without figures, and its height on the page."""
    return re.sub(r"\d+", "0", as_line(row).text.lower()), round(row[0].box.top / 6)


def is_page_number(line: Line, page: int) -> bool:
    """Whether a line is nothing but the number of the page, or one near it where the count does not start at one."""
    match = PAGE_NUMBER.fullmatch(line.text.strip())
    return bool(match) and abs(int(match.group(1)) - page) <= max(3, page // 2)  # type: ignore[union-attr]
