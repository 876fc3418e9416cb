"""The closed vocabulary of term cells: lexicon.toml, with mending of misprints and of missing spaces."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

HERE = Path(__file__).parent
MENDABLE = frozenset(
    [
        "MONTH",
        "GOD",
        "GODY",
        "UCH",
        "KV",
        "POL",
        "CHET",
        "MES",
        "WEEK",
        "DEKADA",
        "FREQ",
        "ALWAYS",
        "TECH",
        "WEEKDAY",
        "RESULT",
        "CHISLO",
        "HOLIDAY",
        "PERIOD",
        "EVERY",
    ]
)
GLUED_FIRST = frozenset(
    ["IN", "FROM", "DO", "PO", "BY", "MONTH", "TECH", "ORD", "EVERY", "NUM", "FREQ", "NA", "RAZ", "UCH", "WHOLE"]
)
GLUED_LAST = frozenset(["MONTH", "GOD", "GODY", "KV", "POL", "CHET", "MES", "WEEK", "UCH", "TECH", "FREQ", "ALWAYS"])


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word is to the grammar: its class and, for a month or a number, its value."""

    kind: str
    value: object
    form: str


@cache
def lexicon() -> dict[str, Entry]:
    """Every form of lexicon.toml, ё folded to е."""
    data = tomllib.loads((HERE / "lexicon.toml").read_text("utf-8"))
    forms: dict[str, Entry] = {}
    for word in data["word"]:
        for written in word["forms"]:
            for form in _expand(written, data["endings"]):
                forms.setdefault(form, Entry(word["class"], word.get("value"), form))
    return forms


def _expand(written: str, rows: dict[str, str]) -> list[str]:
    stem, colon, endings = written.partition(":")
    if not colon:
        return [stem]
    if endings.startswith("*"):
        endings = rows[endings[1:]]
    return [stem + ending for ending in endings.split(",")]


def look_up(word: str) -> Entry | None:
    """The entry of a word in lower case, with е for ё."""
    return lexicon().get(word)


@cache
def _mendable() -> tuple[str, ...]:
    return tuple(form for form, entry in lexicon().items() if entry.kind in MENDABLE and len(form) >= 4)


def is_real(word: str) -> bool:
    """Whether the dictionary has the word, so that it is no misprint of a near one («карта» – «марта»)."""
    from normalizers.morphology import is_word

    return is_word(word)


def allowed_errors(size: int) -> int:
    """How many letters of a word of this length may be wrong."""
    return 0 if size < 4 else 1 if size < 8 else 2


@lru_cache(maxsize=20_000)
def mend_word(word: str) -> Entry | None:
    """The entry that a misprinted word means, None where none or several are near.

    >>> mend_word("сентябьр").value, mend_word("ежемесечно").value, mend_word("карта")
    (9, 'monthly', None)
    """
    limit = allowed_errors(len(word))
    if not limit:
        return None
    near = process.extract(word, _mendable(), scorer=DamerauLevenshtein.distance, score_cutoff=limit, limit=4)
    if not near:
        return None
    best = near[0][1]
    entries = {(entry.kind, entry.value) for form, score, _ in near if score == best for entry in [lexicon()[form]]}
    if len(entries) > 1 or (best and len(word) < 5 and lexicon()[near[0][0]].kind != "MONTH"):
        return None
    return None if is_real(word) else lexicon()[near[0][0]]


@lru_cache(maxsize=20_000)
def split_word(word: str) -> tuple[tuple[Entry, int, int], ...]:
    """A word in which a space is missing, as its parts with their spans; empty where it is not such a word.

    >>> [entry.form for entry, a, b in split_word("виюне")]
    ['в', 'июне']
    """
    if not 4 <= len(word) <= 40 or word[0] == word[1]:  # «ссентября» is a misprint
        return ()
    forms = lexicon()
    for cut in range(len(word) - 2, 0, -1):
        left = forms.get(word[:cut])
        if left is None or left.kind not in GLUED_FIRST:
            continue
        right = forms.get(word[cut:])
        if right is not None and right.kind in GLUED_LAST and len(word) - cut > 2:
            return () if is_real(word) else ((left, 0, cut), (right, cut, len(word)))
        more = split_word(word[cut:]) if cut > 1 else ()
        if more:
            return ((left, 0, cut), *((entry, a + cut, b + cut) for entry, a, b in more))
    return ()
