"""Spaces, broken words, look-alike letters: text as printed → text as meant. Knows no file."""

from __future__ import annotations

import re
from collections.abc import Iterable

SPACES = re.compile(r"\s+")


def fold_spaces(text: str) -> str:
    """Any run of white space becomes one space; none at the ends.

    >>> fold_spaces("  в  течение\\n года ")
    'в течение года'
    """
    return SPACES.sub(" ", text).strip()


def join_lines(lines: Iterable[str]) -> str:
    """The lines of one cell as one text: joined with a space, a word broken by a hyphen mended.

    >>> join_lines(["районный", "методический отдел"])
    'районный методический отдел'
    """
    return fold_spaces(" ".join(lines))
