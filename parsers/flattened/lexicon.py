"""The words of a document's columns: how much a word speaks for a column, taught by an earlier reading.

`Usage` compares how often a word stands in the columns of a plan, whose terms, executors and actions differ in kind.
The columns of a role matrix all hold actions, and one cell read wrongly puts its neighbours into wrong columns as well:
its `Lexicon` begins with what is known of whose task a word tells of (`tasks`), counts rows, not words, with a doubt
that many rows only remove (Dirichlet's prior), and lets the row that a line was read in before have no say about that
line, so that a wrong reading does not confirm itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log
from typing import Protocol

from parsers.flattened.tasks import heading_owner, task_owner

STEM = 6
LETTERS = re.compile(r"[а-яёa-z]+", re.I)
OPENS = "^"  # marks the first word of a cell

STEEP, MOST = 0.3, 0.8  # weight of a word's log ratio, and the most that one word says
LENT = 2.0  # words of the whole document that each column is lent
DOUBT = 3.0  # rows of a word that weigh as much as what is known before
WEIGHT = 0.5  # of one word: words that stand together are not independent
OWNED = 0.5  # how sure it is that a task is its owner's

Told = tuple[int, int, str, tuple[int, ...]]  # a cell's row, column, text, lines


class Words(Protocol):
    """What is known of the words of columns."""

    def weight(self, line: int, col: int, stem: str) -> float:
        """How much a word of this line speaks for this column."""

    def taught(self, cells: Iterable[Told]) -> Words:
        """The same, after a reading that found these cells."""


def stems(text: str) -> list[str]:
    return [stem for word in text.split() for stem in word_stems(word)]


@lru_cache(maxsize=32768)
def word_stems(word: str) -> tuple[str, ...]:
    """The stems of a word's parts.

    >>> word_stems("научно-методический,")
    ('научно', 'методи')
    """
    return tuple(part.lower().replace("ё", "е")[:STEM] for part in LETTERS.findall(word))


def cell_stems(text: str) -> list[str]:
    """The words of a cell, the first one once more as its opening.

    >>> cell_stems("Провести семинар")
    ['провес', 'семина', '^провес']
    """
    found = stems(text)
    return [*found, OPENS + found[0]] if found else []


@dataclass(frozen=True, slots=True)
class Usage:
    """For each column, how much more often each word stands in it than in the others (log ratio, smoothed)."""

    columns: tuple[Mapping[str, float], ...]

    def weight(self, line: int, col: int, stem: str) -> float:
        return self.columns[col].get(stem, 0.0)

    def taught(self, cells: Iterable[Told]) -> Usage:
        counts: list[Counter[str]] = [Counter() for _ in self.columns]
        for _, col, text, _ in cells:
            counts[col].update(stems(text))
        total: Counter[str] = sum(counts, Counter())
        return Usage(tuple(_log_ratios(count, total) for count in counts))


def _log_ratios(count: Counter[str], total: Counter[str]) -> dict[str, float]:
    size, everything = sum(count.values()), sum(total.values())
    if not size or everything == size:
        return {}
    weights = {}
    for stem, n in total.items():
        here = (count[stem] + LENT * n / everything) / (size + LENT)
        there = (n - count[stem] + LENT * n / everything) / (everything - size + LENT)
        weights[stem] = max(-MOST, min(MOST, STEEP * log((here + 1e-9) / (there + 1e-9))))
    return weights


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How many rows have a word in each column of a role matrix, and which lines each row was made of."""

    columns: tuple[Mapping[str, int], ...]
    shares: tuple[float, ...]  # of each column in all words
    owners: tuple[str, ...]  # whose tasks each column holds; empty where the headings do not tell them apart
    rows: Mapping[int, int] = field(default_factory=dict)  # line → row
    told: AbstractSet[tuple[int, int, str]] = frozenset()  # row, column, stem

    @classmethod
    def of_headings(cls, headings: Sequence[str]) -> Lexicon:
        """What the headings tell before anything is read."""
        size = len(headings)
        owners = tuple(heading_owner(heading) for heading in headings)
        return cls(({},) * size, (1 / size,) * size, owners if len(set(owners)) > 1 else ())

    def weight(self, line: int, col: int, stem: str) -> float:
        row = self.rows.get(line, -1)
        counts = [words.get(stem, 0) - ((row, n, stem) in self.told) for n, words in enumerate(self.columns)]
        share = before = self.shares[col]
        owner = task_owner(stem)
        if owner and owner in self.owners:
            before = (1 - OWNED) * share + OWNED * (self.owners[col] == owner) / self.owners.count(owner)
        return WEIGHT * log((counts[col] + DOUBT * before) / ((sum(counts) + DOUBT) * share))

    def taught(self, cells: Iterable[Told]) -> Lexicon:
        told: set[tuple[int, int, str]] = set()
        rows: dict[int, int] = {}
        for row, col, text, lines in cells:
            told.update((row, col, stem) for stem in cell_stems(text))
            rows.update((line, row) for line in lines)
        size = len(self.columns)
        counts: list[Counter[str]] = [Counter() for _ in range(size)]
        for _, col, stem in told:
            counts[col][stem] += 1
        shares = tuple((sum(words.values()) + 1) / (len(told) + size) for words in counts)
        return replace(self, columns=tuple(counts), shares=shares, rows=rows, told=told)
