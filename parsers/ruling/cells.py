"""Words → the cells of frames → grids."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from parsers.document import Box, Cell, Grid, Line, Origin
from parsers.ruling.frames import Frame, Slot, frames, holds, table_frames
from parsers.words import Edge, Word, around, as_lines, cut, is_bold

NUMBER_PART = re.compile(r"[\d.]+")
CELL_MARGIN = 5.4  # points: what office programs keep free at both sides of a cell


def grids(words: Iterable[Word], edges: Iterable[Edge], page: int, snap: float = 3.0) -> tuple[list[Grid], list[Word]]:
    """Every ruled table of a page, from top to bottom, and the words that stand in none of them.

    `table` of the grids counts from 0 on this page; `snap` is how far apart, in points, one rule's pieces may lie.
    """
    rest = list(words)
    found: list[Grid] = []
    for frame in table_frames(frames(edges, page, snap), rest):
        grid, rest = fill(frame, rest, table=len(found))
        found.append(grid)
    return found, rest


def fill(frame: Frame, words: Iterable[Word], table: int = 0) -> tuple[Grid, list[Word]]:
    """The frame as a grid with the words that stand in its cells, and the words that stand in none."""
    inside_cells: dict[Slot, list[Word]] = defaultdict(list)
    rest = []
    for word in words:
        for part in parts_of(word, frame):
            slot = slot_of(part, frame)
            if slot is None:
                rest.append(part)
            else:
                inside_cells[slot].append(part)
    cells = tuple(
        Cell(
            slot.row, slot.col, slot.row_end, slot.col_end,
            lines=mended_number(as_lines(inside_cells[slot]), slot.box), box=slot.box, bold=is_bold(inside_cells[slot]),
            open_top=slot.open_top, open_bottom=slot.open_bottom,
        )
        for slot in frame.slots
    )  # fmt: skip
    grid = Grid(
        n_rows=len(frame.ys) - 1, n_cols=len(frame.xs) - 1, cells=cells, origin=Origin.RULED, table=table,
        page=frame.page, edges=frame.xs,
    )  # fmt: skip
    return grid, rest


def mended_number(lines: tuple[Line, ...], box: Box) -> tuple[Line, ...]:
    """The lines of a cell, those of a number that the cell is too narrow for made one: «4.1» over «0» is 4.10.

    >>> at = [Box(1, 10, y, 22, y + 10) for y in (0, 12)]
    >>> [line.text for line in mended_number((Line("4.1", at[0]), Line("0", at[1])), Box(1, 5, 0, 27, 30))]
    ['4.10']
    """
    if len(lines) != 2 or not all(NUMBER_PART.fullmatch(line.text) and line.box for line in lines):
        return lines
    first, second = (line.box for line in lines)
    assert first is not None
    assert second is not None
    deeper = "." in lines[0].text[:-1] and lines[1].text.isdecimal()
    if not deeper and (first.x1 - first.x0) + (second.x1 - second.x0) < (box.x1 - box.x0) - 2 * CELL_MARGIN:
        return lines
    return (replace(lines[0], text=lines[0].text + lines[1].text, box=around([first, second])),)


def slot_of(word: Word, frame: Frame) -> Slot | None:
    """The cell that the word's middle stands in."""
    if not holds(frame.box, word.box):
        return None
    return next((s for s in frame.slots if holds(s.box, word.box)), None)


def parts_of(word: Word, frame: Frame) -> list[Word]:
    """The word, cut where it runs over a rule between two cells."""
    if not holds(frame.box, word.box):
        return [word]
    for at in frame.xs:
        if word.box.x0 + 2 < at < word.box.x1 - 2 and parted_at(frame, word, at):
            pieces = cut(word, at)
            if pieces:
                return [pieces[0], *parts_of(pieces[1], frame)]
    return [word]


def parted_at(frame: Frame, word: Word, at: float) -> bool:
    """Whether cells of the word's row meet at x = `at`."""
    middle = (word.box.top + word.box.bottom) / 2
    return any(s.box.top <= middle <= s.box.bottom and s.box.x0 == at for s in frame.slots)
