"""What the heading of a column says: an ordered vocabulary (headings.toml), fuzzy against misprints and OCR."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

VOCABULARY = Path(__file__).with_name("headings.toml")
NEAR = 82.0  # how alike the beginning of a word must be, of 100
PER_WORD = 0.4  # what a word before the deciding one costs
SURE = 3.5  # below this a heading says nothing


class Role(StrEnum):
    """What a column is to the plan; its values are those of the vocabulary."""

    NUMBER = "number"
    ACTION = "action"
    TERM = "term"
    EXECUTOR = "executor"
    RESULT = "result"
    EXTRA = "extra"
    BEGIN = "begin"
    END = "end"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Wording:
    """One line of the vocabulary."""

    role: Role
    words: tuple[str, ...]
    weight: float
    example: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading says, and how surely."""

    role: Role
    weight: float


@lru_cache(maxsize=1)
def vocabulary() -> tuple[Wording, ...]:
    """The entries of headings.toml, in the order of the file."""
    entries = tomllib.loads(VOCABULARY.read_text("utf-8"))["heading"]
    return tuple(Wording(Role(e["role"]), tuple(e["words"]), float(e["weight"]), e["example"]) for e in entries)


@lru_cache(maxsize=4096)
def meaning(heading: str) -> Meaning | None:
    """What a heading says, None where the vocabulary knows nothing of it; words in brackets count where no other does.

    >>> meaning("Ответственные за проведение мероприятий").role
    <Role.EXECUTOR: 'executor'>
    >>> meaning("Планируемый результат (вид документа)").role
    <Role.RESULT: 'result'>
    >>> meaning("Погода") is None
    True
    """
    outside = re.sub(r"\([^()]*\)", " ", heading)
    if outside != heading and (found := meaning(outside)):
        return found
    words = _words(heading)
    said = frozenset[str]().union(*map(_stems_of, words))
    best: Meaning | None = None
    for entry in vocabulary():
        if not said.issuperset(entry.words):
            continue
        weight = entry.weight - PER_WORD * min(_place(stem, words) for stem in entry.words)
        if weight >= SURE and (best is None or weight > best.weight):
            best = Meaning(entry.role, weight)
    closed = _closed(heading)
    return best if best is not None or closed == heading else meaning(closed)


def _closed(heading: str) -> str:
    """A heading without hyphens within its words and without spaces between spaced letters.

    >>> _closed("Меро-приятия"), _closed("С р о к и реализации")
    ('Мероприятия', 'Сроки реализации')
    """
    spaced = re.sub(r"\b(?:[А-Яа-яЁё] ){2,}[А-Яа-яЁё]\b", lambda match: match.group().replace(" ", ""), heading)
    return re.sub(r"(?<=[А-Яа-яЁё])-(?=[а-яё])", "", spaced)


def says(heading: str, role: Role) -> bool:
    """Some word of a heading speaks of the role, though another may decide.

    >>> says("Ответственные, отметка о выполнении", Role.EXECUTOR)
    True
    """
    said = frozenset[str]().union(*map(_stems_of, _words(heading)))
    return any(said.issuperset(entry.words) for entry in vocabulary() if entry.role is role)


def _words(heading: str) -> list[str]:
    """The words of a heading, its ways to write «№» and «п/п» made one.

    >>> _words("Nп/п"), _words("№ п.п."), _words("# п-п")
    (['№', 'п/п'], ['№', 'п/п'], ['№', 'п/п'])
    """
    folded = heading.lower().replace("ё", "е").replace("ф.и.о", "фио")
    folded = re.sub(r"[-\u00ad]\s+", "", folded)
    folded = re.sub(r"\bп\s*[/\\.-]\s*п\b|^\W*пп\W*$", "п/п", folded)
    folded = re.sub(r"(?<![а-яa-z])n[o°]?(?![a-z])|#|\bн(?=\s*п/п)", "№ ", re.sub(r"(?<=[nн])п/п", " п/п", folded))
    return re.findall(r"№|п/п|[а-яa-z]+", folded)


def _place(stem: str, words: list[str]) -> int:
    """Where the first word stands that begins like the stem; one does."""
    return next(place for place, word in enumerate(words) if stem in _stems_of(word))


@lru_cache(maxsize=16384)
def _stems_of(word: str) -> frozenset[str]:
    """The stems of the vocabulary that a word begins like."""
    return frozenset(stem for entry in vocabulary() for stem in entry.words if _begins_like(word, stem))


def _begins_like(word: str, stem: str) -> bool:
    if word.startswith(stem):
        return True
    return len(stem) > 4 and len(word) >= len(stem) - 1 and fuzz.ratio(word[: len(stem)], stem) >= NEAR
