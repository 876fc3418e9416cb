"""Whether a page's text layer can be trusted, by an ordered list of named rules, each of which may decline.

A page that is not trusted is read by OCR from its picture too, and whichever reading makes more words is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from normalizers.morphology import is_word

CYRILLIC = re.compile(r"[А-Яа-яЁё]")
LATIN = re.compile(r"[A-Za-z]")
LETTERS = re.compile(r"[^\W\d_]+")
MOJIBAKE = re.compile(r"[À-ÿ]{3,}|[Р-С][°-¿ЂЃѓ-џ]|�")
SAMPLE = 200  # words that are looked up
LEAST_WORDS = 12  # fewer words than these say nothing about a layer's quality
READABLE = 0.75  # share of words that the dictionary knows in a good layer; on real pages it is above 0.95
RECOGNISED = 0.9  # the same for a layer of another program's OCR
MORE = 1.1  # the layer's letters are exact: OCR must make so many times its words
PICTURE = 0.5  # share of the page that a picture covers on a scanned page


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page's layer shows: numbers of characters, share of the page under pictures, the words."""

    characters: int
    unmapped: int
    invisible: int
    images: float
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to trust the layer, and the rule that decided."""

    trusted: bool
    rule: str


def judge(facts: Facts) -> Verdict:
    """Whether the text layer is what the page shows.

    >>> judge(Facts(0, 0, 0, 0.9, ()))
    Verdict(trusted=False, rule='picture-only')
    >>> judge(Facts(40, 0, 0, 0.0, "План мероприятий на год".split()))
    Verdict(trusted=True, rule='printed')
    """
    for rule in RULES:
        trusted = rule(facts)
        if trusted is not None:
            return Verdict(trusted, rule.__name__.replace("_", "-"))
    return Verdict(True, "printed")


def empty(facts: Facts) -> bool | None:
    """Neither letters nor a picture: nothing to recognise."""
    return True if not facts.characters and facts.images < 0.05 else None


def picture_only(facts: Facts) -> bool | None:
    """A picture without letters, or with no more than a stamp or page number on a whole-page picture."""
    if not facts.characters or (facts.images > PICTURE and facts.characters - facts.invisible < 40 > facts.invisible):
        return False
    return None


def unmapped(facts: Facts) -> bool | None:
    """Letters whose font does not say which letters they are."""
    return False if facts.unmapped > 0.15 * facts.characters else None


def mojibake(facts: Facts) -> bool | None:
    """Letters of a wrong encoding: «Ïëàí ìåðîïðèÿòèé»."""
    spoilt = sum(bool(MOJIBAKE.search(word)) for word in facts.words)
    return False if len(facts.words) >= LEAST_WORDS and spoilt > 0.2 * len(facts.words) else None


def no_writing(facts: Facts) -> bool | None:
    """Hardly a Cyrillic letter, and what stands there is no Latin text either: codes of a font without a map."""
    text = "".join(facts.words)
    if len(text) < 60 or len(CYRILLIC.findall(text)) > 0.1 * len(text):
        return None
    latin = LATIN.findall(text)
    vowels = sum(letter in "aeiouyAEIOUY" for letter in latin)
    digits = sum(character.isdecimal() for character in text)
    is_text = len(latin) + digits > 0.7 * len(text) and (not latin or 0.2 * len(latin) < vowels < 0.6 * len(latin))
    return None if is_text else False


def poor_recognition(facts: Facts) -> bool | None:
    """An invisible layer from another program's OCR that the dictionary does not know."""
    if facts.invisible <= 0.5 * facts.characters:
        return None
    share = known_share(facts.words)
    return None if share is None else share >= RECOGNISED


def gibberish(facts: Facts) -> bool | None:
    """Letters that make no words at all: a font that maps to the wrong ones."""
    share = known_share(facts.words)
    return False if share is not None and share < READABLE else None


RULES: tuple[Callable[[Facts], bool | None], ...] = (
    empty, picture_only, unmapped, mojibake, no_writing, poor_recognition, gibberish,
)  # fmt: skip


def is_better(verdict: Verdict, layer: Sequence[str], recognised: Sequence[str]) -> bool:
    """Whether the words of a layer that is not trusted are, after all, better than those that OCR read.

    >>> doubt = Verdict(False, "gibberish")
    >>> is_better(doubt, "План меропрятий школы".split(), "Плаи мсроприятий школы".split())
    True
    >>> is_better(doubt, "Плаи мсроприятий школы".split(), "План мероприятий школы".split())
    False
    """
    if verdict.rule == "picture-only":
        return False
    mine = known_count(layer)
    return mine > 0 and known_count(recognised) < MORE * mine


def known_count(words: Sequence[str]) -> int:
    """How many of the words the dictionary knows, of those longer than three letters."""
    return sum(len(letters) > 3 and is_word(letters) for word in words for letters in re.findall(r"[А-Яа-яЁё]+", word))


def known_share(words: Sequence[str]) -> float | None:
    """The share of words that the dictionary knows, None where there are too few to tell.

    Abbreviations, words broken at a line end and those shorter than four letters are not asked.
    """
    asked = []
    for index, word in enumerate(words):
        broken = word.endswith("-") or (index > 0 and words[index - 1].endswith("-"))
        letters = LETTERS.findall(word)
        small = len(letters) == 1 and len(letters[0]) > 3 and not letters[0].isupper()
        if small and not broken and CYRILLIC.search(letters[0]):
            asked.append(letters[0])
    if len(asked) < LEAST_WORDS:
        return None
    sample = asked[:: max(1, len(asked) // SAMPLE)]
    return sum(map(is_word, sample)) / len(sample)
