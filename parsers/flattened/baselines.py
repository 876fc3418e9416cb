"""Which cells of a row stand on one line: how many lines they have → how likely the extractor joined them.

An extractor that goes by baselines prints a cell line by line and the next cell behind it; the next one goes on in the
same line where the last line of the one and the first line of the other stand at one height. Cells set to the top of
their row are joined behind every cell of one line, cells set to the middle where both have one line, and hardly any
behind a cell of several lines. A document shows in its rows how it is set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import log

LEAST = -4.5  # that a place in the text can cost
TRUST = 0.5  # how many pairs of the document weigh as much as one that is known before


class Pair(StrEnum):
    """Two neighbouring cells by their lines: the left one of several, both of one, the right one of several."""

    LOW = "low"
    LONE = "lone"
    HIGH = "high"


Seen = tuple[bool, Pair, bool]  # the left cell is the row's number; how many lines; joined
KNOWN: Mapping[Pair, tuple[float, float]] = {  # pairs joined and apart, before anything is read
    Pair.LOW: (0.5, 6.0),
    Pair.LONE: (3.0, 0.6),
    Pair.HIGH: (1.5, 1.5),
}
LOW_TASKS = (0.03, 6.0)


def pair(left: int, right: int) -> Pair:
    """How two cells of so many lines stand beside each other.

    >>> pair(2, 1).value, pair(1, 1).value, pair(1, 3).value
    ('low', 'lone', 'high')
    """
    return Pair.LOW if left > 1 else Pair.LONE if right == 1 else Pair.HIGH


@dataclass(frozen=True, slots=True)
class Baselines:
    """How often the cells of a document were joined."""

    seen: Mapping[Seen, int] = field(default_factory=dict)
    tasks: bool = False  # of a role matrix, whose sentences begin in the midst of lines as its cells seem to

    def score(self, number: bool, which: Pair, joined: bool) -> float:
        """What it costs that the right one of two cells begins on the same line, or on the next.

        >>> top = Baselines().taught([(False, Pair.HIGH, True)] * 20)
        >>> top.score(False, Pair.HIGH, True) > -0.2 > -2.0 > top.score(False, Pair.HIGH, False)
        True
        """
        known = LOW_TASKS if self.tasks and which is Pair.LOW else KNOWN[which]
        counts = [known[n] + TRUST * self.seen.get((number, which, n == 0), 0) for n in range(2)]
        return max(LEAST, log(counts[0 if joined else 1] / sum(counts)))

    def taught(self, pairs: Iterable[Seen]) -> Baselines:
        """The same, taught by the pairs of neighbouring cells of a reading."""
        return replace(self, seen=Counter(pairs))
