"""Cells that come again: an earlier reading's cells → how surely a text is a whole cell of a column.

Plans name the same executors, terms and documents in many rows, so that «методисты ИМЦ» as a whole cell elsewhere tells
that «методисты ИМЦ педагоги» holds two cells. The place that a text was read at has no say about itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parsers.flattened.lexicon import Told
from parsers.roadmap.columns_vocabulary import Role

ONCE, OFTEN = 1.2, 2.0  # a cell that stands in one other place, in several
LISTED = 0.6  # of a list whose members all stand elsewhere
LONGEST = 80  # letters: a longer text does not come again by chance
MEMBERS = re.compile(r"\s*[,;]\s+")


def plain(text: str) -> str:
    """A text as it is compared with others: small letters, no marks around it.

    >>> plain("Методисты ИМЦ.")
    'методисты имц'
    """
    return text.lower().strip(" .;,")


@dataclass(frozen=True, slots=True)
class Memory:
    """Of each column, its short texts (of executors, also the members of lists) and the lines where cells begin so."""

    columns: tuple[Mapping[str, frozenset[int]], ...] = ()

    def known(self, col: int, text: str, line: int) -> float:
        """How much it speaks for a whole cell of this column, beginning at a line, that its text stands elsewhere."""
        if not self.columns or len(text) > LONGEST or not self.columns[col]:
            return 0.0
        others = self._others(col, plain(text), line)
        if others:
            return OFTEN if others > 1 else ONCE
        members = MEMBERS.split(text)
        if len(members) > 1 and all(self._others(col, plain(member), line) for member in members):
            return LISTED * OFTEN
        return 0.0

    def _others(self, col: int, text: str, line: int) -> int:
        where = self.columns[col].get(text, frozenset())
        return len(where) - (line in where)


def remembered(roles: Iterable[Role], cells: Iterable[Told]) -> Memory:
    """What a reading's cells teach; actions do not come again."""
    columns: list[dict[str, set[int]]] = [defaultdict(set) for _ in roles]
    taught = {col for col, role in enumerate(roles) if role not in (Role.NUMBER, Role.ACTION)}
    for _, col, text, lines in cells:
        if col not in taught or len(text) > LONGEST:
            continue
        columns[col][plain(text)].add(lines[0])
        for member in MEMBERS.split(text):
            columns[col][plain(member)].add(lines[0])
    return Memory(tuple({text: frozenset(where) for text, where in column.items()} for column in columns))
