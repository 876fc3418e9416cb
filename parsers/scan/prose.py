"""Text outside of ruled tables: running text by Tesseract's own page layout; columns without rules as blocks of one
column each, because the page layout loses lone numbers and mixes columns whose lines stand at different heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parsers.scan import months, tesseract
from parsers.scan import text as scan_text
from parsers.scan.image import Image
from parsers.scan.tesseract import Region
from parsers.scan.text import Scale
from parsers.words import Word

FAR = 2.6  # small letters: pieces of one line farther apart belong to different columns
APART = 2.0  # small letters: white between two groups of lines that are read apart


@dataclass(slots=True)
class Block:
    """Pieces of lines that stand below each other, and the box around the lowest line; grows while it is built."""

    pieces: list[Region]
    last_line: Region

    def add(self, piece: Region) -> None:
        """Take one more piece of a line."""
        self.pieces.append(piece)
        low = max(self.pieces, key=lambda p: p[1] + p[3])
        boxes = np.array(self.pieces)
        self.last_line = box_of(boxes[beside(boxes, low)].tolist())


def box_of(pieces: Sequence[Region]) -> Region:
    """The box around all pieces."""
    lefts, tops, rights, bottoms = zip(*pieces, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def beside(boxes: NDArray[np.int64], piece: Region) -> NDArray[np.bool_]:
    """Which of the boxes (x0, top, x1, bottom) stand on one line with a piece: half of the lower one is beside it."""
    _, top, _, bottom = piece
    shared = np.minimum(boxes[:, 3], bottom) - np.maximum(boxes[:, 1], top)
    return np.asarray(shared > 0.5 * np.minimum(boxes[:, 3] - boxes[:, 1], bottom - top))


def around(pieces: Sequence[Region], margin: int) -> Region:
    """The box around all pieces, with a margin."""
    x0, top, x1, bottom = box_of(pieces)
    return max(0, x0 - margin), max(0, top - margin), x1 + margin, bottom + margin


def paragraphs(pieces: Sequence[Region], letter: float) -> list[list[Region]]:
    """Pieces of lines in groups that much white parts from top to bottom: grain in a shadow stays apart from a title.

    >>> paragraphs([(0, 0, 50, 20), (0, 100, 90, 120), (0, 125, 90, 145)], 15)
    [[(0, 0, 50, 20)], [(0, 100, 90, 120), (0, 125, 90, 145)]]
    """
    groups: list[list[Region]] = []
    for piece in sorted(pieces, key=lambda p: p[1]):
        if groups and piece[1] - max(p[3] for p in groups[-1]) < APART * letter:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def in_columns(parts: Sequence[Region]) -> bool:
    """Whether these parts of lines are a table without rules: many lines have three parts or more, far apart."""
    boxes = np.array(parts).reshape(-1, 4)
    wide = sum(1 for part in parts if np.count_nonzero(beside(boxes, part)) >= 3)
    return wide >= 9 and wide >= 0.3 * len(parts)


def blocks_of(parts: Sequence[Region], letter: float) -> list[Block]:
    """Parts of lines, from top to bottom, as blocks: line under line where they share a side."""
    blocks: list[Block] = []
    for part in parts:
        home = next((b for b in reversed(blocks) if goes_on(b.last_line, part, letter)), None)
        if home is None:
            blocks.append(Block([part], part))
        else:
            home.add(part)
    return blocks


def joined(pieces: Sequence[Region], letter: float) -> list[Region]:
    """Pieces of one line that stand near, as one, from top to bottom.

    >>> joined([(0, 0, 50, 20), (60, 2, 90, 22), (200, 0, 250, 20)], 15)
    [(0, 0, 90, 22), (200, 0, 250, 20)]
    """
    result = np.zeros((len(pieces), 4), dtype=np.int64)
    count = 0
    for piece in sorted(pieces):
        near = beside(result[:count], piece) & (piece[0] - result[:count, 2] < FAR * letter)
        if near.any():
            at = int(near.argmax())
            result[at, :2] = np.minimum(result[at, :2], piece[:2])
            result[at, 2:] = np.maximum(result[at, 2:], piece[2:])
        else:
            result[count], count = piece, count + 1
    parts = [(int(x0), int(top), int(x1), int(bottom)) for x0, top, x1, bottom in result[:count]]
    return sorted(parts, key=lambda part: (part[1], part[0]))


def goes_on(above: Region, piece: Region, letter: float) -> bool:
    """Whether a line goes on with the block whose last line is `above`: just below it, and with a side in common."""
    if not -0.6 * letter < piece[1] - above[3] < 1.2 * letter:
        return False
    if min(above[2], piece[2]) - max(above[0], piece[0]) < 0.5 * min(above[2] - above[0], piece[2] - piece[0]):
        return False
    width = max(above[2] - above[0], piece[2] - piece[0])
    return abs(above[0] - piece[0]) < 3.0 * letter or (
        abs(above[2] - piece[2]) < 2.0 * letter and abs(above[0] - piece[0]) < 0.3 * width
    )


def read_blocks(engine: tesseract.Engine, mask: Image, parts: Sequence[Region], scale: Scale) -> list[Word]:
    """The words of parts of lines, boxes in points: whole blocks at once, a few letters apart."""
    letter = scale.letter
    words: list[Word] = []
    few: list[Region] = []
    pad = round(letter * 0.4)
    every = np.array(parts)
    for block in blocks_of(parts, letter):
        if len(block.pieces) == 1 and (tight := scan_text.few_letters(mask, block.pieces[0], letter)):
            few.append(tight)
            continue
        box = box_of(block.pieces)
        regions = [box] if crossing(every, box) <= len(block.pieces) else block.pieces
        for x0, top, x1, bottom in regions:
            words += scan_text.read_words(engine, mask, (x0 - pad, top - pad, x1 + pad, bottom + pad), scale)
    short = {tight: scan_text.read_few(engine, mask, tight, scale) for tight in few}
    for found in months.with_numerals(engine, mask, short, {tight: tight for tight in few}, scale).values():
        words += found
    return words


def crossing(boxes: NDArray[np.int64], box: Region) -> int:
    """How many of the boxes have more than their rim in common with one."""
    x0, top, x1, bottom = box
    across = np.minimum(boxes[:, 2], x1) - np.maximum(boxes[:, 0], x0) > 2
    down = np.minimum(boxes[:, 3], bottom) - np.maximum(boxes[:, 1], top) > 2
    return int(np.count_nonzero(across & down))
