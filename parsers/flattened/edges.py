"""What a cell may end with and begin with: scores of its last word and of its first, column by column.

Scores are small and additive, in units of about one natural logarithm; positive is for, negative against.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from normalizers.morphology import WORD, parses
from parsers.flattened.lines import HYPHENS
from parsers.flattened.words import ADJECTIVAL, DASHES, bare
from parsers.open_words import CONJUNCTIONS, OPEN_WORDS, PREPOSITIONS
from parsers.roadmap.columns_likeness import verbal
from parsers.roadmap.columns_vocabulary import Role

VERBS = frozenset({"INFN", "VERB"})
DIRECT = frozenset({"nomn", "accs"})
OBLIQUE = -1.5  # a cell begins with «школ», «вакансий»
TEXTUAL = frozenset({Role.ACTION, Role.RESULT, Role.EXTRA})
SMALL_START = {Role.ACTION: -2.5, Role.RESULT: -1.2, Role.EXTRA: -0.3, Role.TERM: 0.0, Role.EXECUTOR: 0.0}


MARKS = frozenset("+✓✔")  # in the columns of months


class Opening(StrEnum):
    """How the tasks of a role matrix begin."""

    VERB = "verb"  # «Провести …», «Проводит …»
    NOUN = "noun"  # «Проведение …»


@lru_cache(maxsize=65536)
def cell_end(word: str) -> float:
    """May a cell end with this word?

    >>> cell_end("отдел") > cell_end("районный") > cell_end("для")
    True
    """
    if word[-1] in HYPHENS and len(word) > 1:
        return -5.0
    plain = bare(word)
    if plain in OPEN_WORDS:
        return -3.5
    if word[-1] == ",":
        return -2.5
    if word[-1] == "(" or word in ("«",):
        return -5.0
    if word[-1] in ":–—":
        return -1.5
    if word[-1] == ".":
        return 0.4
    if word[-1] == ";":
        return -0.2
    if word[-1].isalpha() and word[0].islower():
        part = _part(plain)
        if part in ADJECTIVAL:
            return -1.3
        if part == "INFN":
            return -2.5
    return 0.0


@lru_cache(maxsize=65536)
def cell_start(word: str, role: Role) -> float:
    """May a cell of this column begin with this word?

    >>> cell_start("Проведение", Role.ACTION) > 0 > cell_start("проведения", Role.ACTION)
    True
    """
    if word[0] in ").,;:»" or word in MARKS:
        return -5.0
    plain = bare(word)
    if word[0] in DASHES:
        return -1.0 if role in TEXTUAL else -2.5
    if plain in CONJUNCTIONS:
        return -3.5
    if word[0].islower():
        score = SMALL_START.get(role, -1.0)
        if plain in PREPOSITIONS and role is not Role.TERM:
            score -= 1.0
        return score + (OBLIQUE if oblique(plain) else 0.0)
    if word[0].isdigit():
        return 0.0 if role is Role.TERM else -1.5
    if word[0] == "(":
        return -2.5
    if word[0] == "«":
        return -0.8
    if not word.isupper() and oblique(plain):
        return OBLIQUE
    return 0.5 if role in TEXTUAL else 0.2


@lru_cache(maxsize=65536)
def oblique(word: str) -> bool:
    """A noun in no case that a cell begins with, as a rule.

    >>> oblique("вакансий"), oblique("вакансии"), oblique("директору")
    (True, False, True)
    """
    if not WORD.fullmatch(word):
        return False
    readings = parses(word)
    return bool(readings) and all(p.known and p.pos == "NOUN" and p.case not in DIRECT for p in readings)


def _part(word: str) -> str | None:
    if not WORD.fullmatch(word):
        return None
    found = parses(word)
    return found[0].pos if found else None


@lru_cache(maxsize=32768)
def is_infinitive(word: str) -> bool:
    """A verb as it begins the task of an executor.

    >>> is_infinitive("Назначить"), is_infinitive("Назначение")
    (True, False)
    """
    return _part(bare(word)) == "INFN"


@lru_cache(maxsize=32768)
def opening_of(word: str) -> Opening | None:
    """How a word opens the task of an executor, None where it opens none.

    >>> opening_of("Провести").value, opening_of("Проводит").value, opening_of("Проведение").value
    ('verb', 'verb', 'noun')
    >>> opening_of("проводит") is None, opening_of("Центр") is None
    (True, True)
    """
    if not word[0].isupper():
        return None
    if _part(bare(word)) in VERBS:
        return Opening.VERB
    return Opening.NOUN if verbal(word) else None


@lru_cache(maxsize=32768)
def task_start(word: str, usual: Opening = Opening.VERB) -> float:
    """May the task of an executor (a cell of a role matrix) begin with this word, where tasks usually open so?

    >>> task_start("Провести") > task_start("Положение") > task_start("план")
    True
    >>> task_start("Проведение", Opening.NOUN) > task_start("Проведение")
    True
    """
    if not word[0].isupper():
        return -1.5 if word[0] in DASHES else -4.0
    return 1.2 if opening_of(word) is usual else -0.3
