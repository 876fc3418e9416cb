"""A label → the executor's level, by an ordered list of named rules, each of which may decline.

Its own words go before its head, and its head before the plan: «директор школы» is a school's in any plan.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from normalizers.executors.grammar import PREPOSITIONS
from normalizers.executors.labels import Label
from normalizers.executors.lexicon import Head, adjective_level, head_noun, place_level, word_list
from normalizers.morphology import lemma, parses
from normalizers.phrases import case_form, nouns

CURATORS = ("куратор", "наставник")
RUSSIA = re.compile(r"\bросси[ийя]|российской федерации|федеральн")
GROWTH_POINT = re.compile(r"точк[аи] роста")  # a centre at a school


@dataclass(frozen=True, slots=True)
class Known:
    """What tells an executor's level: the label, its own words in small letters (up to its first comma), the levels of
    the plan, of who appoints curators here, and of the abbreviation that it is."""

    label: Label
    words: tuple[str, ...]
    plan: str | None
    curator: str | None
    abbreviation: str | None

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def is_sort(self, sort: str) -> bool:
        return self.label.head is not None and self.label.head.sort == sort

    def is_word(self, *words: str) -> bool:
        """Its head is one of these nouns."""
        return self.label.head is not None and self.label.head.word in words


def level_of(label: Label, plan: str | None, curator: str | None, abbreviation: str | None) -> tuple[str, str]:
    """An executor's level and the name of the rule that told it.

    `plan` is the level of the plan, `curator` that of who appoints its curators, `abbreviation` that of the common
    abbreviation which the label is.
    """
    comma = next((at for at, word in enumerate(label.words) if word.endswith(",")), None)
    words = [word.strip(",").lower() for word in label.words[: None if comma is None else comma + 1]]
    known = Known(label, tuple(_own_words(words)), plan, curator, abbreviation if comma is None else None)
    return next((level, name) for name, rule in RULES if (level := rule(known)))


def _own_words(words: list[str]) -> list[str]:
    """The words but for «федеральный», «всероссийский» of a thing that others work on: a standard, a test."""
    kept = []
    for place, word in enumerate(words):
        following = (w for w in words[place + 1 :] if not any(p.pos in ("ADJF", "PRTF") for p in parses(w)[:1]))
        named = adjective_level(word) == "federal" and lemma(next(following, "")) in word_list("federal_things")
        if not named:
            kept.append(word)
    return kept


def _federal_body(known: Known) -> str | None:
    """«Министерство просвещения России»; a role there may be anybody's."""
    federal = known.label.head is not None and not known.is_sort("role") and RUSSIA.search(known.text)
    return "federal" if federal else None


def _school(known: Known) -> str | None:
    return "school" if known.is_word(*word_list("schools")) else None


def _adjective_before_head(known: Known) -> str | None:
    """«муниципальный координатор»."""
    head = next((at for at, word in enumerate(known.words) if lemma(word) == known.label.lemma), 0)
    return next(filter(None, map(adjective_level, known.words[:head])), None)


def _curators_owner(known: Known) -> str | None:
    """A curator has the level of the body that he is of or that appoints him."""
    if not known.is_word(*CURATORS):
        return None
    bodies = [found for word in known.words[1:] if (found := _inner_head(word)) is not None and found.sort == "body"]
    if bodies and bodies[0].word not in word_list("schools"):
        return known.abbreviation or bodies[0].level
    return known.curator if known.is_word("куратор") else None


def _curator(known: Known) -> str | None:
    return "school" if known.is_word(*CURATORS) else None


def _role_at_school(known: Known) -> str | None:
    """«педагог-психолог школы»."""
    inner = (found.word for word in known.words[1:] if (found := _inner_head(word)) is not None)
    return "school" if known.is_sort("role") and next(inner, None) in word_list("schools") else None


def _adjective_behind_head(known: Known) -> str | None:
    """«методист районного центра»."""
    return next(filter(None, map(adjective_level, known.words[1:])), None)


def _named_place(known: Known) -> str | None:
    return known.label.place_level


def _authority_of_federal_city(known: Known) -> str | None:
    authority = known.label.head is not None and known.label.head.kind == "authority"
    return "regional" if authority and not _city_forms().isdisjoint(known.words) else None


def _place(known: Known) -> str | None:
    """«администрация района»."""
    return next(filter(None, (place_level(lemma(word)) for word in known.words[1:])), None)


def _abbreviated_body(known: Known) -> str | None:
    return known.abbreviation if known.label.head is not None and not known.is_sort("role") else None


def _growth_point(known: Known) -> str | None:
    return "school" if GROWTH_POINT.search(known.text) else None


def _role_at_abbreviated_body(known: Known) -> str | None:
    """«методист ИРО»."""
    return known.abbreviation if known.is_sort("role") and len(known.words) > 1 else None


def _of_ministry(known: Known) -> str | None:
    return "regional" if "министерства" in known.words[1:] else None


def _owner(known: Known) -> str | None:
    """The level of the body that a role or a body of members belongs to: «методисты отдела образования»."""
    head = known.label.head
    if head is None or (head.sort == "body" and head.word not in word_list("of_their_owner")):
        return None
    words = known.words if head.sort == "role" else takewhile(lambda word: word not in PREPOSITIONS, known.words)
    inner = [found for word in list(words)[1:] if (found := _inner_head(word)) is not None]
    if head.sort == "collective" and inner and inner[0].sort == "role":
        return None
    owners = [
        found
        for found in inner
        if found.level != "plan"
        and found.word not in ("образование", "класс")
        and (head.sort == "role" or found.sort == "body")
    ]
    if not owners:
        return None
    office = owners[0].word in word_list("offices")
    if owners[0].kind != "school" and not office and any(found.kind == "school" for found in owners):
        return "school"
    return owners[0].level


def _abbreviation(known: Known) -> str | None:
    return known.abbreviation


def _deputy_for_lessons(known: Known) -> str | None:
    """«заместитель по учебной работе»."""
    areas = any(a == "по" and lemma(b) in word_list("school_areas") for a, b in pairwise(known.words))
    return "school" if known.is_word("заместитель") and areas else None


def _department_of_ministry(known: Known) -> str | None:
    """«отдел кадровой политики» in a region's plan is its ministry's; an «отдел образования» is a district's."""
    department = known.label.lemma in ("отдел", "сектор") and not any("образован" in word for word in known.words)
    return "regional" if known.plan == "regional" and department else None


def _named_centre(known: Known) -> str | None:
    """«центр «Одарённые дети»» in a region's plan is its own; a «методический центр» may be a district's."""
    named = known.label.lemma == "центр" and known.words[1:2] and known.words[1].startswith("«")
    return "regional" if known.plan == "regional" and named else None


def _methodist_of_school(known: Known) -> str | None:
    return "school" if known.plan == "school" and known.words == ("методист",) else None


def _head(known: Known) -> str | None:
    """What its first noun alone tells; «plan»: nothing."""
    head = known.label.head
    return head.level if head is not None and head.level != "plan" else None


def _plan(known: Known) -> str:
    return known.plan or "municipal"


Rule = Callable[[Known], str | None]
RULES: tuple[tuple[str, Rule], ...] = (
    ("place", _federal_body),
    ("head", _school),
    ("adjective", _adjective_before_head),
    ("appointed", _curators_owner),
    ("head", _curator),
    ("dependent", _role_at_school),
    ("adjective", _adjective_behind_head),
    ("place", _named_place),
    ("place", _authority_of_federal_city),
    ("place", _place),
    ("abbreviation", _abbreviated_body),
    ("place", _growth_point),
    ("abbreviation", _role_at_abbreviated_body),
    ("dependent", _of_ministry),
    ("dependent", _owner),
    ("abbreviation", _abbreviation),
    ("area", _deputy_for_lessons),
    ("plan", _department_of_ministry),
    ("plan", _named_centre),
    ("plan", _methodist_of_school),
    ("head", _head),
    ("plan", _plan),
)


@lru_cache(maxsize=1)
def _city_forms() -> frozenset[str]:
    return frozenset(case_form(city, case) for city in word_list("federal_cities") for case in ("nomn", "gent"))


def _inner_head(word: str) -> Head | None:
    found = head_noun(lemma(word))
    return found or next((h for p in nouns(word) if (h := head_noun(p.lemma))), None)
