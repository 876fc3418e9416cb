"""A place of a run where an abbreviation stands → whether it begins a mention: «методисты | УО» is one mention."""

from __future__ import annotations

from normalizers.abbreviations import senses
from normalizers.executors.boundary import METHODICAL, Place, Rule
from normalizers.executors.grammar import Opening, first_sense, opening
from normalizers.executors.lexicon import place_level, word_list
from normalizers.executors.tokens import Token
from normalizers.morphology import lemma

HOSTS = ("администрация", "глава", "мэрия", "заседание")  # an abbreviation behind them depends on them
SOVEREIGN = ("министерство", "департамент")  # no body stands above them
SCHOOLS = ("школа", "организация", "учреждение")


def _only_legal_form(place: Place) -> bool | None:
    """«ГАУ ДПО | ИРО»."""
    return False if place.current.sort == "form" and all(map(_form_or_place, place.mention)) else None


def _legal_form(place: Place) -> bool | None:
    """«школа | МБУ»: a form that anybody may have."""
    sense = place.here.sense
    return False if place.here.sort == "form" and sense is not None and sense.level is None else None


def _behind_host(place: Place) -> bool | None:
    """«администрация | МО»."""
    return False if place.previous.kind == "word" and lemma(place.previous.text) in HOSTS else None


def _same_words(place: Place) -> bool | None:
    """«школы | ШНОР»: an abbreviation whose own head stands before it."""
    sense = place.here.sense
    if sense is None or not place.current.lemma or not place.behind_head:
        return None
    return False if sense.long.startswith(place.current.lemma + " ") else None


def _abbreviated_role(place: Place) -> bool | None:
    return True if place.here.sort == "role" else None


def _behind_abbreviation(place: Place) -> bool | None:
    """«ИМЦ | ОО», but «ГАУ | ИРО», «ИРО | ПК», «ППк | ОО»."""
    if place.previous.kind != "short":
        return None
    before = opening(place.tokens, place.at - 1)
    if region_short(place.tokens, place.at) or _inner_body(before, place.here):
        return False
    form = before.sense is not None and before.sense.kind == "form"
    if form or (before.sort in ("form", "place") and before.case != "none"):
        return False
    if before.sort == "place" or place.current.sort == "form" or place.current.short:
        return place.here.sort != "form" or place.at - place.start > 1
    return True


def _behind_name(place: Place) -> bool | None:
    """«Центр «Развитие» | ОО», «школа № 5 | ИМЦ»."""
    return True if place.previous.kind in ("quote", "number") else None


def _owner_behind_role(place: Place) -> bool | None:
    """«методисты | УО»; one that tells its level lacks no owner: «муниципальный координатор | ИМЦ»."""
    if place.current.sort != "role":
        return None
    return place.current.own_level and place.current.lemma in word_list("complete_with_level") and place.behind_head


def _owner_behind_collective(place: Place) -> bool | None:
    """«методическое объединение | ОО»."""
    if place.current.sort != "collective":
        return None
    return place.current.own_level and place.here.kind in METHODICAL and place.at > place.current.end


def _owner_behind_body(place: Place) -> bool | None:
    """«отдел | УО», «институт | ПГУ», but «управление образования | ИМЦ», «министерство | ИРО»."""
    current = place.current
    if current.sort != "body":
        return None
    if current.lemma in SOVEREIGN and place.behind_head:
        return place.here.sort != "place" and place.here.kind != "authority"
    university = place.here.sense is None and place.token.text.endswith("У")
    if current.lemma in word_list("dependent_bodies") or (current.lemma in word_list("of_university") and university):
        return False
    if place.here.kind == "authority":
        return False
    return current.lemma in SCHOOLS or place.at > current.end or bool(current.adjectives)


def _form_behind_place(place: Place) -> bool | None:
    """A form that tells its level, behind a territory."""
    sense = place.here.sense
    form = place.here.sort == "form" and sense is not None and bool(sense.level)
    return True if form and place_level(lemma(place.previous.text)) else None


def _line_behind_unknown(place: Place) -> bool | None:
    return place.current.case == "nomn" and place.current.head is None and place.newline


ABBREVIATIONS: tuple[Rule, ...] = (
    _only_legal_form,
    _legal_form,
    _behind_host,
    _same_words,
    _abbreviated_role,
    _behind_abbreviation,
    _behind_name,
    _owner_behind_role,
    _owner_behind_collective,
    _owner_behind_body,
    _form_behind_place,
    _line_behind_unknown,
)


def _form_or_place(token: Token) -> bool:
    """A legal form or the region in it: «ГАУ ДПО НСО | …»."""
    if token.kind == "short" and token.text in word_list("region_shorts"):
        return True
    return token.kind == "short" and any(s.kind in ("form", "place") for s in senses(token.text))


def region_short(tokens: tuple[Token, ...], place: int) -> bool:
    """«ИРО | ПК»: a region's abbreviation of several meanings behind a regional institute's."""
    if not place or tokens[place].text not in word_list("region_shorts") or tokens[place - 1].kind != "short":
        return False
    sense = first_sense(tokens[place - 1].text)
    return (
        sense is not None
        and sense.level == "regional"
        and sense.kind in ("methodological-service", "assessment-centre", "authority")
    )


def _inner_body(before: Opening, here: Opening) -> bool:
    """«ППк | ОО»: a school's own body and the school that it is of."""
    if before.sense is None or here.sense is None or here.sense.kind != "school":
        return False
    return before.sense.kind == "association" and before.sense.level == "school"
