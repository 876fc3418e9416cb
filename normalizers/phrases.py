"""Noun groups: what a Russian phrase's head is, and the phrase in another case and number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from normalizers.morphology import NAMES, WORD, Parse, in_dictionary, inflect, lemma, parses, substantives


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
    if not found and word.lower().startswith(substantives()):
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

    Its first noun and the adjectives before it change, and what «и» joins to that noun; whatever else follows stays.
    A phrase without such a head stays.

    >>> case_form("районное методическое объединение", "gent")
    'районного методического объединения'
    >>> case_form("учебно-воспитательная работа", "datv"), case_form("школа с низкими результатами", "gent", "plur")
    ('учебно-воспитательной работе', 'школ с низкими результатами')
    >>> case_form("охрана труда", "datv"), case_form("гражданская оборона и чрезвычайные ситуации", "datv")
    ('охране труда', 'гражданской обороне и чрезвычайным ситуациям')
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
    joined = group.head + 2
    if words[group.head + 1 : joined] == ["и"] and any(parse.case == "nomn" for parse in nouns_first(bare[joined:])):
        words[joined:] = [case_form(" ".join(words[joined:]), case, None if number == head.number else number)]
    return " ".join(words)


def nouns_first(words: tuple[str, ...]) -> list[Parse]:
    """The readings of the first noun of a phrase; none where it has no noun group."""
    group = noun_group(words)
    return [group.parse] if group else []


def participles(words: tuple[str, ...], head: int, noun: Parse, case: str, number: str | None) -> dict[int, str | None]:
    """The participles behind a head that agree with it («школы, функционирующие»), in another case and number."""
    changed: dict[int, str | None] = {}
    for place in range(head + 1, len(words)):
        if place > head + 1 and not words[place - 1].endswith(","):
            continue
        word = words[place].strip(",")
        for parse in parses(word) if WORD.fullmatch(word) else ():
            if parse.pos == "ADJF" and not words[place - 1].endswith(","):
                continue
            if parse.pos in ("PRTF", "ADJF") and parse.case == noun.case and parse.number in (noun.number, "plur"):
                gender = noun.gender or _gender(noun) or "masc"
                grammemes = {case, number} | ({gender} if number == "sing" else set())
                changed[place] = inflect(word, frozenset(g for g in grammemes if g), parse.lemma, parse.pos)
                break
    return changed


def _head_form(word: str, head: Parse, case: str, number: str | None, gender: str | None) -> str | None:
    grammemes = {case} | ({number} if number else set())
    if "-" in word and not in_dictionary(word.lower()):
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
    base = head.lemma if "-" not in head.lemma or in_dictionary(head.lemma) else lemma(head.lemma.split("-")[0])
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
