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
from os.path import commonprefix
from pathlib import Path
from typing import Any

WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
NAMES = frozenset({"Name", "Surn", "Patr"})
DECLINED = frozenset({"NOUN", "ADJF", "PRTF", "NPRO", "NUMR"})
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
def _substantives() -> tuple[str, ...]:
    return tuple(word for word, pos in _field_words().items() if pos == "SUBSTANTIVE")


@lru_cache(maxsize=65536)
def _raw(word: str) -> tuple[Any, ...]:
    return tuple(_vocabulary().parse(word))


@lru_cache(maxsize=65536)
def _in_dictionary(word: str) -> bool:
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
    if _in_dictionary(word) or any(p.known for p in parses(word)):
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


def lemmas(text: str) -> tuple[str, ...]:
    """The base forms of all Russian words of a text, in order.

    >>> lemmas("руководители районных методических объединений")
    ('руководитель', 'районный', 'методический', 'объединение')
    """
    return tuple(lemma(word) for word in WORD.findall(text))


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
            forms = sorted(fitting, key=lambda f: -len(commonprefix([f.word, word.lower()])))
        if forms:
            return like(word, forms[0].word)
    return None


def like(pattern: str, word: str) -> str:
    """`word` in the letter case of `pattern`: all capitals, a first capital, or none.

    >>> like("Школам", "школа"), like("ШКОЛАМ", "школа"), like("школам", "школа")
    ('Школа', 'ШКОЛА', 'школа')
    """
    if len(pattern) > 1 and pattern.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word


@dataclass(frozen=True, slots=True)
class Group:
    """A noun group: the place of its head among the words, the places of its agreeing modifiers, and their form."""

    head: int
    modifiers: tuple[int, ...]
    parse: Parse

    @property
    def start(self) -> int:
        return self.modifiers[0] if self.modifiers else self.head


def agree(modifier: Parse, noun: Parse) -> bool:
    """Whether an adjective's reading and a noun's stand in one case, number and gender."""
    if modifier.pos not in ("ADJF", "PRTF") or modifier.case != noun.case or modifier.number != noun.number:
        return False
    if noun.number == "plur" or not modifier.gender or not noun.gender:
        return True
    return modifier.gender == noun.gender


def nouns(word: str) -> tuple[Parse, ...]:
    """The readings of a word as a noun; names of people and places only where it has no other."""
    found = [p for p in parses(word) if p.pos == "NOUN" and p.case]
    if not found and word.lower().startswith(_substantives()):
        return tuple(p for p in parses(word) if p.pos in ("ADJF", "PRTF") and p.case and p.gender != "neut")
    plain = [p for p in found if not p.grammemes & NAMES and "Geox" not in p.grammemes and "Abbr" not in p.grammemes]
    known = [p for p in plain if p.known]
    return tuple(known or plain or found)


def _small(word: str) -> bool:
    """A preposition or a conjunction."""
    return len(word) < 8 and any(p.pos in ("PREP", "CONJ") and p.known for p in parses(word)[:1])


def _modifies(word: str) -> bool:
    return any(p.pos in ("ADJF", "PRTF") for p in parses(word))


@lru_cache(maxsize=16384)
def noun_group(words: tuple[str, ...], prefer: str = "nomn") -> Group | None:
    """The noun group that a phrase begins with: «районного методического отдела администрации» → отдела and its two.

    None where the phrase begins otherwise (a preposition, a number, no noun at all). Of several cases `prefer` wins.
    """
    modifiers: list[int] = []
    for place, word in enumerate(words):
        if not WORD.fullmatch(word) or _small(word):
            return None
        heads = nouns(word)
        if _modifies(word) and _agreeing_later(words, place):
            modifiers.append(place)
            continue
        if not heads:
            if _modifies(word):
                heads = tuple(p for p in parses(word) if p.pos in ("ADJF", "PRTF") and p.case)
            if not heads:
                return None
        return Group(place, *_fit(words, modifiers, heads, prefer))
    return None


def _agreeing_later(words: tuple[str, ...], place: int) -> bool:
    """Whether a noun follows, over modifiers only, that the word at `place` agrees with."""
    mine = [p for p in parses(words[place]) if p.pos in ("ADJF", "PRTF")]
    for later in words[place + 1 : place + 6]:
        if not WORD.fullmatch(later) or _small(later):
            return False
        if any(agree(a, n) for a in mine for n in nouns(later)):
            return True
        if not _modifies(later):
            return False
    return False


def _fit(
    words: tuple[str, ...], modifiers: list[int], heads: tuple[Parse, ...], prefer: str
) -> tuple[tuple[int, ...], Parse]:
    """The modifiers that agree with the head, and the head's reading that they (and `prefer`) ask for."""

    def fitting(parse: Parse) -> tuple[int, ...]:
        return tuple(m for m in modifiers if any(agree(p, parse) for p in parses(words[m])))

    best = max(heads, key=lambda p: (len(fitting(p)), p.case == prefer, p.known, p.score))
    return fitting(best), best


def case_form(phrase: str, case: str, number: str | None = None) -> str:
    """A phrase in another case (nomn, gent, datv, accs, ablt, loct) and, where told, number (sing, plur).

    Its first noun and the adjectives before it change; whatever follows stays. A phrase without such a head stays.

    >>> case_form("районное методическое объединение", "gent")
    'районного методического объединения'
    >>> case_form("учебно-воспитательная работа", "datv"), case_form("школа с низкими результатами", "gent", "plur")
    ('учебно-воспитательной работе', 'школ с низкими результатами')
    """
    words = phrase.split(" ")
    bare = tuple(word.strip(',.;:«»"()') for word in words)
    group = noun_group(bare)
    if group is None:
        return phrase
    head = group.parse
    number = number or head.number
    gender = head.gender if number == "sing" else None
    if gender is None and number == "sing":
        gender = _gender(head)
    changed = {group.head: _head_form(bare[group.head], head, case, number, gender)}
    for place in group.modifiers:
        grammemes = {case, number} | ({gender} if number == "sing" and gender else set())
        changed[place] = _modifier_form(bare[place], frozenset(g for g in grammemes if g))
    changed |= participles(tuple(words), group.head, head, case, number)
    for place, form in changed.items():
        if form:
            words[place] = words[place].replace(bare[place], form)
    return " ".join(words)


def participles(words: tuple[str, ...], head: int, noun: Parse, case: str, number: str | None) -> dict[int, str | None]:
    """The participles behind a head noun that agree with it («школы, | функционирующие»), in another case and number."""
    changed: dict[int, str | None] = {}
    for place in range(head + 1, len(words)):
        if place > head + 1 and not words[place - 1].endswith(","):
            continue
        word = words[place].strip(",")
        for parse in parses(word) if WORD.fullmatch(word) else ():
            if parse.pos == "PRTF" and (parse.number, parse.case) == (noun.number, noun.case):
                gender = noun.gender or _gender(noun) or "masc"
                grammemes = {case, number} | ({gender} if number == "sing" else set())
                changed[place] = inflect(word, frozenset(g for g in grammemes if g), parse.lemma, "PRTF")
                break
    return changed


def _head_form(word: str, head: Parse, case: str, number: str | None, gender: str | None) -> str | None:
    grammemes = {case} | ({number} if number else set())
    if "-" in word and not _in_dictionary(word.lower()):
        parts = [(part, _part(part, head)) for part in word.split("-")]
        if all(parse for _, parse in parts):
            forms = [inflect(part, frozenset(grammemes), parse.lemma, parse.pos) for part, parse in parts if parse]
            return "-".join(form or part for form, (part, _) in zip(forms, parts, strict=True))
    if head.pos in ("ADJF", "PRTF") and number == "sing":
        grammemes.add(gender or "masc")
    return inflect(word, frozenset(grammemes), head.lemma, head.pos)


def _part(part: str, head: Parse) -> Parse | None:
    """The reading of one half of a compound in the compound's own case and number: «школы|-кураторы»."""
    return next((p for p in nouns(part) if p.known and p.case == head.case and p.number == head.number), None)


def _modifier_form(word: str, grammemes: frozenset[str]) -> str | None:
    return inflect(word, grammemes, None, "ADJF") or inflect(word, grammemes, None, "PRTF")


def _gender(head: Parse) -> str | None:
    """The gender of a plural noun: that of its base form (of a compound, its first half)."""
    base = head.lemma if "-" not in head.lemma or _in_dictionary(head.lemma) else lemma(head.lemma.split("-")[0])
    found = [p.gender for p in parses(base) if p.pos == head.pos and p.number == "sing" and p.gender]
    return found[0] if found else None


def nominative(phrase: str, number: str | None = None) -> str:
    """A phrase in the nominative, by its first noun; its number kept unless told.

    >>> nominative("руководителями районных методических объединений")
    'руководители районных методических объединений'
    >>> nominative("муниципальным консультационным центром")
    'муниципальный консультационный центр'
    """
    return case_form(phrase, "nomn", number)


def singular(phrase: str) -> str:
    """A phrase in the nominative singular, by its first noun.

    >>> singular("классные руководители"), singular("Предметно-методические комиссии района")
    ('классный руководитель', 'Предметно-методическая комиссия района')
    """
    return case_form(phrase, "nomn", "sing")
