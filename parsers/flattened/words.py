"""The small words of Russian that tell where a phrase is open, and a word without its marks."""

from __future__ import annotations

import re
from functools import lru_cache

OPEN_WORDS = frozenset(
    """
    и или либо а в во на по с со к ко о об обо от до для из при за у над под не без между через их его её ее что
    чтобы как также том числе рамках целях не менее более позднее реже чаще им
    """.split()  # noqa: SIM905
)
PREPOSITIONS = frozenset(
    """
    в во на по с со к ко о об от до для из при за у над под без между через
    """.split()  # noqa: SIM905
)
CONJUNCTIONS = frozenset(
    """
    и или либо а также
    """.split()  # noqa: SIM905
)
ADJECTIVAL = frozenset({"ADJF", "PRTF"})
DASHES = "-–—•"
LETTERS = re.compile(r"[^\w-]")


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A word without the marks around it, small letters."""
    return LETTERS.sub("", word).strip("-").lower()
