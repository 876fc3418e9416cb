"""A word without its marks, and what marks there are."""

from __future__ import annotations

import re
from functools import lru_cache

ADJECTIVAL = frozenset({"ADJF", "PRTF"})
DASHES = "-–—•"
LETTERS = re.compile(r"[^\w-]")


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A word without the marks around it, small letters."""
    return LETTERS.sub("", word).strip("-").lower()
