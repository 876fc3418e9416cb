"""What the first noun of an executor's name says of it: a person, a body, a body of members (`heads.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from normalizers.morphology import lemma as base_form
from normalizers.morphology import parses

ADJECTIVE_LEVELS = ("municipal", "regional", "federal", "school")


@dataclass(frozen=True, slots=True)
class Head:
    """A noun that names executors. `sort`: role (a person), body, or collective (a body of members)."""

    word: str
    sort: str
    kind: str
    level: str


@cache
def data() -> dict[str, Any]:
    """`heads.toml` as read."""
    return tomllib.loads(Path(__file__).with_name("heads.toml").read_text("utf-8"))


@cache
def _heads() -> dict[str, Head]:
    return {
        word: Head(word, sort, kind, level)
        for sort in ("role", "body", "collective")
        for word, (kind, level) in data()[sort].items()
    }


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the word lists of `heads.toml`: deputies, needy, appositions …"""
    return frozenset(data()["words"][name])


@lru_cache(maxsize=8192)
def head_noun(lemma: str) -> Head | None:
    """What is known of a noun in its base form; a compound is known by its first half, else by its last.

    >>> head_noun("координатор").sort, head_noun("погода"), head_noun("школа-партнёр").kind
    ('role', None, 'school')
    """
    lemma = lemma.replace("ё", "е")
    heads = _heads()
    if lemma in heads:
        return heads[lemma]
    if "-" in lemma:
        for part in (lemma.split("-")[0], lemma.rsplit("-", 1)[-1]):
            if found := heads.get(part) or heads.get(base_form(part)):
                return found
    return None


@lru_cache(maxsize=8192)
def adjective_level(word: str) -> str | None:
    """The level that an adjective tells: «районного» → municipal.

    >>> adjective_level("районного"), adjective_level("Республиканский"), adjective_level("родительский")
    ('municipal', 'regional', None)
    """
    word = word.lower().replace("ё", "е")
    if not word or word[-1] not in "йяеюихмоу" or not any(p.pos == "ADJF" for p in parses(word)):
        return None
    stems = data()["adjective"]
    return next((level for level in ADJECTIVE_LEVELS if word.startswith(tuple(stems[level]))), None)


@lru_cache(maxsize=8192)
def place_level(lemma: str) -> str | None:
    """The level of a kind of place: «район» → municipal, «область» → regional."""
    lemma = lemma.replace("ё", "е")
    return next((level for level in ("regional", "municipal") if lemma in data()["place"][level]), None)
