"""Words of a text that only stand together: lines → how much two neighbours ask for one cell beyond what they mean.

«ИРО» that stands behind «ПК» wherever it stands begins no cell; a word before which many words stand may begin one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from parsers.flattened.lines import Printed
from parsers.flattened.words import bare

TIED = 1.5
LEAST = 3  # times that a word stands in the text
SHARE = 0.8  # of them behind the same word


def ties(lines: Sequence[Printed]) -> frozenset[tuple[str, str]]:
    """The pairs of neighbours, marks left out, whose second word seldom stands behind another word.

    Only words without a leading capital or in capitals alone: «Приказ» is a cell of its own behind «директор».
    """
    words = [word for line in lines for word in line.words]
    pairs = Counter((bare(last), bare(first)) for last, first in pairwise(words) if _inner(last, first))
    seen = Counter(bare(word) for word in words)
    return frozenset(_sure(pairs.items(), seen))


def _inner(last: str, first: str) -> bool:
    goes_on = last[-1].isalnum() or last[-1] == "."
    return goes_on and first[0].isalpha() and (first[0].islower() or first.isupper())


def _sure(pairs: Iterable[tuple[tuple[str, str], int]], seen: Counter[str]) -> Iterable[tuple[str, str]]:
    for (last, first), n in pairs:
        if n >= LEAST and n >= SHARE * seen[first] and len(first) > 1:
            yield last, first
