"""The only door to natasha and its dictionary: what a Russian word is, its base form, its other forms.

The dictionary (58 MB, a quarter of a second) is loaded at the first question; every answer about a single word is
remembered, so that tens of thousands of cells cost little.
"""

from __future__ import annotations

import re
import tomllib
import warnings
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
NAMES = frozenset({"Name", "Surn", "Patr"})
CASES = {"gen1": "gent", "gen2": "gent", "loc1": "loct", "loc2": "loct", "acc2": "accs"}


@dataclass(frozen=True, slots=True)
class Parse:
    """One reading of a word, in OpenCorpora's names; `known`: the dictionary has it, else its ending suggests it."""

    word: str
    lemma: str
    pos: str | None
    case: str | None
    number: str | None
    gender: str | None
    grammemes: frozenset[str]
    known: bool
    score: float


@cache
def _vocabulary() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from natasha import MorphVocab

        return MorphVocab()


@cache
def _field_words() -> dict[str, str]:
    """Lemma → part of speech, of the words of the field that the dictionary does not have."""
    path = Path(__file__).with_name("morphology.toml")
    return {word: pos for pos, words in tomllib.loads(path.read_text("utf-8")).items() for word in words}


@cache
def substantives() -> tuple[str, ...]:
    """Beginnings of participles and adjectives that are used as nouns."""
    return tuple(word for word, pos in _field_words().items() if pos == "SUBSTANTIVE")


@lru_cache(maxsize=65536)
def _raw(word: str) -> tuple[Any, ...]:
    return tuple(_vocabulary().parse(word))


@lru_cache(maxsize=65536)
def in_dictionary(word: str) -> bool:
    """Whether the dictionary itself has this form, lower case: no field word, no compound of two known halves."""
    return bool(_vocabulary().word_is_known(word))


def _plain(grammeme: object) -> str | None:
    return None if grammeme is None else str(grammeme)


@lru_cache(maxsize=65536)
def parses(word: str) -> tuple[Parse, ...]:
    """All readings of a word, the likeliest first; of an unknown word, the readings that its ending suggests."""
    field = _field_words()
    found = []
    for raw in _raw(word.lower()):
        tag, lemma = raw.tag, raw.normal_form
        known = raw.is_known or field.get(lemma.replace("ё", "е")) == str(tag.POS)
        found.append(
            Parse(
                word,
                lemma,
                _plain(tag.POS),
                CASES.get(str(tag.case), _plain(tag.case)),
                _plain(tag.number),
                _plain(tag.gender),
                frozenset(str(g) for g in tag.grammemes),
                known,
                raw.score,
            )
        )
    if any(p.known for p in found) and not all(p.known for p in found):
        found.sort(key=lambda p: not p.known)
    return tuple(found)


@lru_cache(maxsize=65536)
def is_word(word: str) -> bool:
    """Whether the dictionary (or the field's own word list) knows this word form; letter case and ё do not matter.

    >>> is_word("запросов"), is_word("ЗАПРОСОВ"), is_word("росов"), is_word("школакуратор")
    (True, True, False, False)
    >>> is_word("школа-куратор"), is_word("психолого-педагогический")
    (True, True)
    """
    word = word.lower()
    if not WORD.fullmatch(word):
        return False
    if in_dictionary(word) or any(p.known for p in parses(word)):
        return True
    first, _, last = word.rpartition("-")
    return bool(first) and is_word(last) and (first[-1] in "ое" or is_word(first))


@lru_cache(maxsize=65536)
def is_common_word(word: str) -> bool:
    """As `is_word`, but a word that is only a given name, a surname or an interjection does not count.

    >>> is_common_word("вания"), is_common_word("деятельности")
    (False, True)
    """
    return is_word(word) and any(
        p.known and not (p.grammemes & NAMES) and p.pos != "INTJ" and "Abbr" not in p.grammemes for p in parses(word)
    )


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The base form of a word, lower case, ё as е; what is not Russian comes back in lower case.

    >>> lemma("руководителями")
    'руководитель'
    """
    if not WORD.fullmatch(word):
        return word.lower()
    found = parses(word)
    return (found[0].lemma if found else word.lower()).replace("ё", "е")


@lru_cache(maxsize=65536)
def inflect(word: str, grammemes: frozenset[str], lemma: str | None = None, pos: str | None = None) -> str | None:
    """The form of a word with these grammemes, letter case kept; None where the word has no such form.

    `lemma` and `pos` choose the reading, where the word has several.

    >>> inflect("Школами", frozenset({"nomn", "sing"}))
    'Школа'
    """
    if "-" in word and pos in ("ADJF", "PRTF"):
        first, _, last = word.rpartition("-")
        form = inflect(last, grammemes, None, pos)
        return f"{first}-{form}" if form else None
    for raw in _raw(word.lower()):
        if lemma not in (None, raw.normal_form) or pos not in (None, raw.tag.POS):
            continue
        forms = _vocabulary()._inflect(raw, set(grammemes))
        if forms and "Supr" in raw.tag:
            fitting = [f for f in raw.lexeme if grammemes <= f.tag.grammemes and "Supr" in f.tag]
            forms = sorted(fitting, key=lambda f: -_shared(f.word, word.lower()))
        if forms:
            return like(word, forms[0].word)
    return None


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def like(pattern: str, word: str) -> str:
    """`word` in the letter case of `pattern`: all capitals, a first capital, or none.

    >>> like("Школам", "школа"), like("ШКОЛАМ", "школа"), like("школам", "школа")
    ('Школа', 'ШКОЛА', 'школа')
    """
    if len(pattern) > 1 and pattern.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word
