"""Whose task a word tells of: `tasks.tsv` → what is known of a role matrix's columns before any cell is read."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

WORDS = Path(__file__).with_name("tasks.tsv")
OWNERS = ("service", "authority", "school")  # a service is named after the authority that it belongs to
HEADING = "heading:"


@cache
def _words() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """The words of tasks and the patterns of headings, each with its owner."""
    tasks: dict[str, str] = {}
    headings: list[tuple[re.Pattern[str], str]] = []
    for row in WORDS.read_text("utf-8").splitlines():
        if row.startswith("#"):
            continue
        word, owner, _ = row.split("\t")
        if not word.startswith(HEADING):
            tasks[word] = owner
            continue
        word = word.removeprefix(HEADING)
        pattern = re.compile(rf"\b{word}\b") if word.isupper() else re.compile(rf"\b{word}", re.I)
        headings.append((pattern, owner))
    return tasks, headings


def task_owner(stem: str) -> str:
    """Whose task a word tells of, by its first letters; "" where it tells nothing.

    >>> task_owner("утверд"), task_owner("семина"), task_owner("провес")
    ('authority', 'service', '')
    """
    return _words()[0].get(stem, "")


@lru_cache(maxsize=64)
def heading_owner(heading: str) -> str:
    """Whose tasks stand under a heading; "" where it names nobody of the kinds known.

    >>> heading_owner("Муниципальная методическая служба"), heading_owner("Школа"), heading_owner("Мероприятия")
    ('service', 'school', '')
    """
    found = {owner for pattern, owner in _words()[1] if pattern.search(heading)}
    return next((owner for owner in OWNERS if owner in found), "")
