"""Lines of blocks, and how they are changed: a mended line keeps what OCR read in `raw`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from parsers.document import Block, Cell, Grid, Line

Change = Callable[[tuple[Line, ...]], tuple[Line, ...]]


def lines_of(block: Block) -> list[Line]:
    """All lines of a block."""
    return [line for cell in block.cells for line in cell.lines] if isinstance(block, Grid) else list(block.lines)


def each_text(block: Block, change: Change) -> Block:
    """The block with the lines of each of its cells, or its own lines, changed."""
    if isinstance(block, Grid):
        return replace(block, cells=tuple(replace(cell, lines=change(cell.lines)) for cell in block.cells))
    return replace(block, lines=change(block.lines))


def each_cell(block: Block, change: Callable[[Cell], Cell]) -> Block:
    """The block with each of its cells changed, where it has any."""
    return replace(block, cells=tuple(map(change, block.cells))) if isinstance(block, Grid) else block


def mended(line: Line, text: str) -> Line:
    """The line with another text, what OCR read kept."""
    if text == line.text:
        return line
    tokens = set(text.split())
    doubtful = tuple(word for word in line.doubtful if word in tokens)
    return replace(line, text=text, raw=line.raw if line.raw is not None else line.text, doubtful=doubtful)
