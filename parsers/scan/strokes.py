"""How thick strokes are: words of a page, its image and the mask of its print → words that know if they are bold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from parsers.document import Box
from parsers.scan.image import Image
from parsers.scan.text import Scale
from parsers.words import Word

BOLD = 1.3  # times the usual thickness of the page: plain words reach 1.2, bold ones begin at 1.35
FEWEST_WORDS = 40  # of a page whose usual thickness is known
FEWEST_STROKES = 12  # of a word that tells


def with_weight(words: Sequence[Word], image: Image, mask: Image, scale: Scale) -> list[Word]:
    """Words that know whether they are bold: whose strokes are much thicker than those of most of the page.

    Words of a page with few of them, and words that have hardly any ink, stay as they are.
    """
    thick = [thickness(image, mask, word.box, scale) for word in words]
    known = [(width, len(word.text)) for width, word in zip(thick, words, strict=True) if width]
    if len(known) < FEWEST_WORDS:
        return list(words)
    usual = middle(known)
    return [replace(w, bold=t > BOLD * usual) if t else w for w, t in zip(words, thick, strict=True)]


def thickness(image: Image, mask: Image, box: Box, scale: Scale) -> float:
    """The darkness of a box in pixels of full ink, by the number of strokes that its rows cross; 0 where few."""
    x0, top, x1, bottom = (max(0, round(value / scale.unit)) for value in (box.x0, box.top, box.x1, box.bottom))
    where = np.s_[top:bottom, x0:x1]
    edges = np.pad(mask[where] > 0, ((0, 0), (1, 1)))
    strokes = int(np.count_nonzero(edges[:, 1:] & ~edges[:, :-1]))
    return float((255.0 - image[where]).sum()) / 255 / strokes if strokes >= FEWEST_STROKES else 0.0


def middle(known: Sequence[tuple[float, int]]) -> float:
    """The median of values, each counted by its weight.

    >>> middle([(1.0, 3), (9.0, 1), (2.0, 3)])
    2.0
    """
    ordered = sorted(known)
    reached = np.cumsum([weight for _, weight in ordered])
    return ordered[int(np.searchsorted(reached, reached[-1] / 2, side="right"))][0]
