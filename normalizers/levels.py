"""Whose plan it is: regional, municipal, or a school's. Title before approving body before the executors."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from normalizers.regions import NAME, find_regions

TABLE = Path(__file__).with_name("levels.toml")
SHARE = 0.25  # of the executor cells that must speak of a level above the school's


@cache
def _patterns(source: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = tomllib.loads(TABLE.read_text("utf-8"))[source]
    return tuple((entry["level"], re.compile("|".join(entry["words"]), re.IGNORECASE)) for entry in entries)


def find_level(title: str | None, approval: Sequence[str], executors: Sequence[str],
               municipality: str | None) -> tuple[str | None, str | None]:
    """The plan's level and the source that told it, (None, None) where nothing does.

    `municipality` is the one that the title names.

    >>> find_level("Региональная дорожная карта для группы школ", [], [], None)
    ('regional', 'title')
    >>> find_level("План мероприятий", [], ["Директор, классные руководители", "Заместитель директора по УВР"], None)
    ('school', 'executors')
    """
    for source, text in (("title", title or ""), ("approval", " ".join(approval))):
        for level, pattern in _patterns(source):
            if pattern.search(text):
                return level, source
        if source == "title" and municipality:
            return "municipal", "title"
        if source == "title" and _names_a_region(text):
            return "regional", "title"
    return _by_roles(executors)


def _names_a_region(title: str) -> bool:
    """Whether a title names a region itself, not only a town of it."""
    cities = {"RU-MOW", "RU-SPE", "UA-40"}
    return any(weight >= NAME or code in cities for code, weight in find_regions(title).items())


def _by_roles(executors: Sequence[str]) -> tuple[str | None, str | None]:
    """The level that the executor cells speak of: who instructs others outweighs those that are instructed."""
    votes = Counter({level: sum(bool(pattern.search(cell)) for cell in executors)
                     for level, pattern in _patterns("executors")})
    if not executors or not any(votes.values()):
        return None, None
    for level, handicap in (("regional", 3), ("municipal", 2)):
        if votes[level] / len(executors) >= SHARE and votes[level] * handicap >= votes["school"]:
            return level, "executors"
    return max(votes, key=lambda level: votes[level]), "executors"
