"""Executors that OCR broke: mentions in columns of executors → those that the document repeats, where one is near."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalizers.executors import executor_likeness, fold_executor
from parsers.document import Block, Cell, Grid
from parsers.mend.cells import has_unknown, text_of, with_text

BETWEEN = re.compile(r"([,;]\s+)")
LIKE = 0.5  # how much like executors the cells of a column of executors are, on the whole
OFTEN = 2  # times that the document has a mention that others are mended by


def mend_mentions(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the doubtful mentions of their executors as the document prints them elsewhere, twice or more.

    Only a mention with doubtful or unknown words is mended, by one of as many words.
    """
    columns = [executor_columns(block) if isinstance(block, Grid) else frozenset() for block in blocks]
    counts = Counter(one for block, cols in zip(blocks, columns, strict=True) for one in mentions_of(block, cols))
    sure = [mention for mention, count in counts.items() if count >= OFTEN and not has_unknown(mention)]
    return [
        replace(block, cells=tuple(mended_cell(cell, sure) if cell.col in cols else cell for cell in block.cells))
        if isinstance(block, Grid) and sure
        else block
        for block, cols in zip(blocks, columns, strict=True)
    ]


def executor_columns(grid: Grid) -> frozenset[int]:
    """The columns of a grid whose cells below the first row are executors, on the whole."""
    found = set()
    for col in range(grid.n_cols):
        cells = [cell for cell in grid.cells if (cell.col, cell.col_end) == (col, col + 1) and cell.row > 0]
        likeness = [executor_likeness(text_of(cell)) for cell in cells if cell.lines]
        if likeness and sum(likeness) >= LIKE * len(likeness):
            found.add(col)
    return frozenset(found)


def mentions_of(block: Block, columns: frozenset[int]) -> Iterator[str]:
    """The mentions in some columns of a grid."""
    if isinstance(block, Grid):
        for cell in block.cells:
            if cell.col in columns and cell.lines:
                yield from BETWEEN.split(text_of(cell))[::2]


def mended_cell(cell: Cell, sure: Sequence[str]) -> Cell:
    """A cell with its doubtful mentions as the surely read ones that they must be."""
    if not cell.lines or any(line.confidence is None for line in cell.lines):
        return cell
    doubtful = {word.strip(",;.") for line in cell.lines for word in line.doubtful}
    parts = BETWEEN.split(text_of(cell))
    for at, mention in enumerate(parts[::2]):
        if mention not in sure and (has_unknown(mention) or doubtful & set(mention.split())):
            known = fold_executor(mention, sure)
            if known and len(known.split()) == len(mention.split()):
                parts[2 * at] = known
    return with_text(cell, "".join(parts)) or cell
