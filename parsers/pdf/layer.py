"""What a PDF page carries besides its picture: words and rules, in points from its upper left corner."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.document import Box
from parsers.pdf.geometry import View
from parsers.words import Edge, Word


@dataclass(frozen=True, slots=True)
class Layer:
    """What a page carries besides its picture.

    `turn`: degrees by which the printed text itself is turned clockwise on the page as shown; words and edges are
    given as if the page were turned back, `shown` says where a box lies on the page as shown. `images` is the share of
    the page that pictures cover, `fineness` the dots per inch of the largest (0 without one), `unmapped` and
    `invisible` count the characters without Unicode and without ink.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    edges: tuple[Edge, ...]
    characters: int
    unmapped: int
    invisible: int
    images: float
    fineness: float = 0.0
    turn: int = 0

    @property
    def upright_size(self) -> tuple[float, float]:
        return (self.width, self.height) if self.turn % 180 == 0 else (self.height, self.width)

    def shown(self, box: Box) -> Box:
        """A box of the words' coordinates, on the page as shown."""
        if self.turn == 0:
            return box
        width, height = self.upright_size
        view = View(0, 0, width, height, self.turn)
        (x0, y0), (x1, y1) = view.point(box.x0, height - box.top), view.point(box.x1, height - box.bottom)
        return Box(box.page, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
