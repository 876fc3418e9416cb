"""Text outside of ruled tables: running text by Tesseract's own page layout; columns without rules as blocks of one
column each, because the page layout loses lone numbers and mixes columns whose lines stand at different heights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.scan import tesseract
from parsers.scan import text as scan_text
from parsers.scan.image import Image
from parsers.scan.tesseract import Region
from parsers.scan.text import Scale
from parsers.words import Word

FAR = 2.6  # small letters: pieces of one line farther apart belong to different columns

APART = 2.0  # small letters: white between two groups of lines that are read apart


@dataclass(slots=True)
class Block:
    """Pieces of lines that stand below each other; grows while it is built."""

    pieces: list[Region] = field(default_factory=list)

    @property
    def box(self) -> Region:
        return (min(p[0] for p in self.pieces), min(p[1] for p in self.pieces),
                max(p[2] for p in self.pieces), max(p[3] for p in self.pieces))  # fmt: skip

    def last_line(self) -> Region:
        """The box around its lowest line."""
        low = max(self.pieces, key=lambda p: p[1] + p[3])
        line = Block([p for p in self.pieces if on_one_line(p, low)])
        return line.box


def on_one_line(one: Region, other: Region) -> bool:
    return min(one[3], other[3]) - max(one[1], other[1]) > 0.5 * min(one[3] - one[1], other[3] - other[1])


def around(pieces: Sequence[Region], margin: int) -> Region:
    """The box around all pieces, with a margin."""
    x0, top, x1, bottom = Block(list(pieces)).box
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


def in_columns(pieces: Sequence[Region], letter: float) -> bool:
    """Whether these pieces of lines are a table without rules: many lines have three parts or more, far apart."""
    parts = joined(pieces, letter)
    beside = [sum(on_one_line(one, other) for other in parts) for one in parts]
    wide = sum(1 for count in beside if count >= 3)
    return wide >= 9 and wide >= 0.3 * len(parts)


def blocks_of(pieces: Sequence[Region], letter: float) -> list[Block]:
    """Pieces of lines as blocks: near ones of one line joined, then line under line where they share a side."""
    blocks: list[Block] = []
    for piece in joined(pieces, letter):
        home = next((b for b in reversed(blocks) if goes_on(b.last_line(), piece, letter)), None)
        if home is None:
            blocks.append(Block([piece]))
        else:
            home.pieces.append(piece)
    return blocks


def joined(pieces: Sequence[Region], letter: float) -> list[Region]:
    """Pieces of one line that stand near, as one, from top to bottom.

    >>> joined([(0, 0, 50, 20), (60, 2, 90, 22), (200, 0, 250, 20)], 15)
    [(0, 0, 90, 22), (200, 0, 250, 20)]
    """
    result: list[Region] = []
    for piece in sorted(pieces):
        near = next((i for i, other in enumerate(result)
                     if on_one_line(other, piece) and piece[0] - other[2] < FAR * letter), None)  # fmt: skip
        if near is None:
            result.append(piece)
        else:
            result[near] = Block([result[near], piece]).box
    return sorted(result, key=lambda p: (p[1], p[0]))


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


def read_blocks(engine: tesseract.Engine, mask: Image, pieces: Sequence[Region], scale: Scale) -> list[Word]:
    """The words of pieces of lines, boxes in points: whole blocks at once, a few letters apart."""
    letter = scale.letter
    words: list[Word] = []
    few: list[Region] = []
    pad = round(letter * 0.4)
    every = joined(pieces, letter)
    for block in blocks_of(pieces, letter):
        alone = len(block.pieces) == 1
        if alone and (tight := scan_text.few_letters(mask, block.pieces[0], letter)):
            few.append(tight)
            continue
        x0, top, x1, bottom = block.box
        if alone or not any(crosses(block.box, other) for other in every if other not in block.pieces):
            regions = [(x0 - pad, top - pad, x1 + pad, bottom + pad)]
        else:
            regions = [(a - pad, b - pad, c + pad, d + pad) for a, b, c, d in block.pieces]
        for region in regions:
            words += scan_text.read_words(engine, mask, region, scale)
    for tight in few:
        words += scan_text.read_few(engine, mask, tight, scale)
    return words


def crosses(box: Region, other: Region) -> bool:
    return min(box[2], other[2]) - max(box[0], other[0]) > 2 and min(box[3], other[3]) - max(box[1], other[1]) > 2
