"""The heading of a column of terms («Квартал») → the unit that its bare figures («II», «1, 3») count."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.terms.tokens import Token, tokenise

UNITS = re.compile(r"(?:квартал|четверт|полугоди|триместр)\w*", re.IGNORECASE)
OTHERS = re.compile(r"месяц|дат", re.IGNORECASE)
FIGURES = frozenset({"ROMAN", "NUM", "DASH", "COMMA", "SEMI", "SLASH", "AND"})
MOST = 4


@lru_cache(maxsize=256)
def unit_of_heading(heading: str) -> str | None:
    """The word for the one unit that a heading names; None where it names none, or several, or months too.

    >>> [unit_of_heading(text) for text in ("Квартал", "Срок (полугодие)", "Срок (месяц, квартал)", "Срок")]
    ['Квартал', 'полугодие', None, None]
    """
    found = UNITS.findall(heading)
    return found[0] if len(found) == 1 and not OTHERS.search(heading) else None


def with_unit(tokens: tuple[Token, ...], unit: str | None) -> tuple[Token, ...]:
    """The tokens with that of the unit behind them, where they are nothing but figures up to four; it has no letters.

    >>> [token.kind for token in with_unit(tokenise("I-II"), "квартал")]
    ['ROMAN', 'DASH', 'ROMAN', 'KV']
    >>> [token.kind for token in with_unit(tokenise("май"), "квартал")]
    ['MONTH']
    """
    figures = [token for token in tokens if token.kind in ("ROMAN", "NUM")]
    bare = bool(figures) and all(token.kind in FIGURES for token in tokens)
    if unit is None or not bare or any(not 1 <= int(str(token.value)) <= MOST for token in figures):
        return tokens
    end = tokens[-1].end
    return (*tokens, *(Token(token.kind, token.value, end, end, "") for token in tokenise(unit.lower())))
