"""Positioned words and ruling lines: what PDF pages and scans hand over alike, and how words become printed lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from parsers.document import Box, Line


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space.

    `bold` is None where nobody can tell; `confidence` (0..1) and `doubtful` come from OCR. `starts` are the left sides
    of its characters, where known: a word that runs over a rule is cut there.
    """

    text: str
    box: Box
    bold: bool | None = None
    confidence: float | None = None
    doubtful: bool = False
    raw: str | None = None
    upright: bool = True
    starts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A ruling line: horizontal at y = `at` over x `start`..`end`, or vertical at x = `at` over y `start`..`end`."""

    horizontal: bool
    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them; the page of the first.

    >>> around([Box(1, 0, 0, 5, 5), Box(1, 3, 3, 9, 8)])
    Box(page=1, x0=0, top=0, x1=9, bottom=8)
    """
    all_boxes = list(boxes)
    return Box(
        all_boxes[0].page,
        min(b.x0 for b in all_boxes),
        min(b.top for b in all_boxes),
        max(b.x1 for b in all_boxes),
        max(b.bottom for b in all_boxes),
    )


def printed_rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words by the line they are printed on, from top to bottom, each from left to right.

    Words are on one line when their vertical middles differ by less than half of the lower one's height.

    >>> def word(text, x, y): return Word(text, Box(1, x, y, x + 20, y + 10))
    >>> rows = printed_rows([word("года", 30, 0.5), word("в", 0, 12), word("течение", 0, 0)])
    >>> [[w.text for w in row] for row in rows]
    [['течение', 'года'], ['в']]
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        middle = (word.box.top + word.box.bottom) / 2
        if rows:
            last = rows[-1][-1].box
            height = min(last.bottom - last.top, word.box.bottom - word.box.top)
            if middle - (last.top + last.bottom) / 2 < height / 2:
                rows[-1].append(word)
                continue
        rows.append([word])
    for row in rows:
        row.sort(key=lambda w: w.box.x0)
    return rows


def as_line(words: Sequence[Word]) -> Line:
    """Words of one printed line as a Line; its confidence is the mean over the words that have one."""
    sure = [w.confidence for w in words if w.confidence is not None]
    raw = " ".join(w.raw if w.raw is not None else w.text for w in words)
    text = " ".join(w.text for w in words)
    return Line(
        text=text,
        box=around(w.box for w in words),
        confidence=sum(sure) / len(sure) if sure else None,
        doubtful=tuple(w.text for w in words if w.doubtful),
        raw=raw if raw != text else None,
    )


def as_lines(words: Iterable[Word]) -> tuple[Line, ...]:
    """Words as printed lines in reading order; turned ones (a heading that stands on its side) come as handed over."""
    level: list[Word] = []
    turned: list[Word] = []
    for word in words:
        (level if word.upright else turned).append(word)
    return (*(as_line(row) for row in printed_rows(level)), *(as_line([word]) for word in turned))


def is_bold(words: Iterable[Word]) -> bool | None:
    """True where most letters are bold, None where nobody can tell."""
    bold = known = 0
    for word in words:
        if word.bold is not None:
            known += len(word.text)
            bold += len(word.text) if word.bold else 0
    return 2 * bold > known if known else None


def cut(word: Word, at: float) -> tuple[Word, Word] | None:
    """The two parts of a word that runs over x = `at`, cut between characters; None where it can't be cut."""
    if len(word.starts) != len(word.text):
        return None
    first = sum(1 for x in word.starts if x < at - 0.5)
    if not 0 < first < len(word.text):
        return None
    box = word.box
    middle = word.starts[first]
    left = replace(word, text=word.text[:first], box=replace(box, x1=middle), starts=word.starts[:first])
    right = replace(word, text=word.text[first:], box=replace(box, x0=middle), starts=word.starts[first:])
    return left, right
