"""Phrases of Russian words found by their lemmas: what the lists of themes and of concepts are written in.

A phrase is a line of words in plain form («дорожная карта»); up to two other words may stand between them. «а|б» is
either word, «консульт*» any word that begins so, «+карта» a word that follows at once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
SENTENCE = re.compile(r"[.;:!?]\s+(?=[\W\d_]*[А-ЯЁA-Z])|\s-\s")
SMALL = re.compile(
    r"(?:[ивксоуа]|во|на|по|со|ко|об|от|до|для|из|за|при|над|под|или|не|что|как|так|же|их|его|её|ее|это|"
    r"котор\w+|тот|тем|том|вс[её]|весь|всех|сво\w+|кажд\w+|также|числе)"
)
GAP = 2
"""Words that may stand between two words of a phrase."""

Word = tuple[frozenset[str], tuple[str, ...]]
"""One word of a phrase: the lemmas that fit, and the beginnings that fit."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in order; `head`: counts only where it is what is done, not among what it is about; `tight`: which words
    follow the one before at once."""

    text: str
    words: tuple[Word, ...]
    weight: float = 1.0
    head: bool = False
    example: str = ""
    tight: frozenset[int] = frozenset()

    def ends(self, tokens: Sequence[str], start: int) -> int | None:
        """Where the phrase that begins at `start` ends (half-open), or None.

        >>> phrase("дорожная карта").ends(tokens("Утверждение дорожной карты")[0], 1)
        3
        """
        if not fits(self.words[0], tokens[start]):
            return None
        at = start
        for place, word in enumerate(self.words[1:], 1):
            gap = 0 if place in self.tight else GAP
            for step in range(at + 1, min(at + 2 + gap, len(tokens))):
                if fits(word, tokens[step]):
                    at = step
                    break
            else:
                return None
        return at + 1


def phrase(text: str, weight: float = 1.0, head: bool = False, example: str = "") -> Phrase:
    """A phrase as an analyst writes it."""
    printed = [word for word in text.split() if not SMALL.fullmatch(word.lstrip("+"))]
    tight = frozenset(at for at, word in enumerate(printed) if word.startswith("+"))
    return Phrase(text, tuple(_word(word.lstrip("+")) for word in printed), float(weight), bool(head), example, tight)


def tokens(text: str) -> tuple[list[str], frozenset[int]]:
    """Lemmas of the words that carry meaning, and the indices at which a sentence or an item begins.

    >>> tokens("Анализ итогов. Обсуждение на совещании")
    (['анализ', 'итог', 'обсуждение', 'совещание'], frozenset({0, 2}))
    """
    found: list[str] = []
    starts = set()
    for part in SENTENCE.split(text):
        starts.add(len(found))
        found += [lemma(word) for word in WORD.findall(part) if not SMALL.fullmatch(word.lower())]
    return found, frozenset(starts)


def without(words: Sequence[str], phrases: Sequence[Phrase]) -> list[str]:
    """The tokens with every word of these phrases emptied."""
    kept = list(words)
    for at, token in enumerate(words):
        for one in phrases:
            if token and (end := one.ends(words, at)) is not None:
                kept[at:end] = [""] * (end - at)
    return kept


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str:
    """The lemma of one word in lower case, ё as е."""
    from normalizers import morphology

    return morphology.lemma(word.lower()).replace("ё", "е")


def fits(word: Word, token: str) -> bool:
    """Whether a token is what this word of a phrase asks for."""
    exact, beginnings = word
    if token in exact:
        return True
    return bool(beginnings) and any(part.startswith(beginnings) for part in (token, *token.split("-")[1:]))


def _word(text: str) -> Word:
    options = text.replace("ё", "е").split("|")
    exact = frozenset(form for option in options if not option.endswith("*") for form in (option, lemma(option)))
    return exact, tuple(option[:-1] for option in options if option.endswith("*"))
