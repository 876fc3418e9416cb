"""A place of a run → whether a mention begins there: rules for any place, and for one where a noun stands."""

from __future__ import annotations

from normalizers.executors.boundary import METHODICAL, Place, Rule
from normalizers.executors.grammar import PREPOSITIONS, first_sense, opening
from normalizers.executors.lexicon import head_noun, word_list
from normalizers.executors.tokens import Token
from normalizers.morphology import lemma, parses
from normalizers.phrases import nouns


def _person(place: Place) -> bool | None:
    """«Иванова А.А. | Петрова Н.Н.»; behind a post a person belongs to it."""
    return place.mention[0].kind == "person" if place.token.kind == "person" else None


def _behind_persons(place: Place) -> bool | None:
    """«Иванова А.А. методист»."""
    return False if all(token.kind == "person" for token in place.mention) else None


def _behind_preposition(place: Place) -> bool | None:
    """«по | работе»."""
    word = place.previous.text.lower() if place.previous.kind == "word" else ""
    return False if word in PREPOSITIONS and opening(place.tokens, place.at - 1).case == "none" else None


def _next_subject(place: Place) -> bool | None:
    """«учителя физики | химии»: two subjects side by side."""
    if place.current.lemma not in ("учитель", "преподаватель") and not is_subject(place.current.lemma):
        return None
    return True if is_subject(place.tokens[place.here.end - 1].text) and is_subject(place.previous.text) else None


def _dependent(place: Place) -> bool | None:
    """«отдел | образования»: not in the nominative."""
    return False if place.here.case != "nomn" else None


def _behind_participle(place: Place) -> bool | None:
    """«участвующие | школы»."""
    first = place.mention[0]
    clause = place.current.case == "none" and first.kind == "word"
    return False if clause and any(found.pos == "PRTF" for found in parses(first.text)) else None


def _apposition(place: Place) -> bool | None:
    """«школы | участницы»: one mention, unless a capital begins another."""
    double = place.current.lemma in word_list("doubles") and place.here.lemma in word_list("appositions")
    return place.token.capital if double and place.behind_head and not place.here.adjectives else None


def _unknown_head(place: Place) -> bool | None:
    if place.here.head is not None:
        return None
    return place.here.animate and not place.here.either and place.current.sort is not None


def _sure_nominative(place: Place) -> bool | None:
    """«отдел образования | директор школы»."""
    return None if place.here.either else True


def _administration_of_body(place: Place) -> bool | None:
    """«управление образования | администрации»."""
    host = place.here.lemma == "администрация" and place.current.sort == "body"
    return False if host and not place.newline else None


def _owner_of_role(place: Place) -> bool | None:
    """«руководители | школы»; «заместитель начальника | Управления образования»."""
    if place.here.sort not in ("body", "collective"):
        return None
    own = place.current.sort == "role" and place.behind_head and place.current.head is not None
    return False if own or _is_role(place.previous) else None


def _role_behind_body(place: Place) -> bool | None:
    """«методический центр | учителя»."""
    body = place.current.sort in ("body", "collective")
    return True if body and place.here.sort == "role" and place.here.animate else None


def _owner_of_department(place: Place) -> bool | None:
    """«отдел | управления образования»."""
    part = place.current.lemma in word_list("departments") or place.current.sort == "collective"
    return False if part and place.here.kind == "authority" and not place.newline else None


def _capital(place: Place) -> bool | None:
    """«Школы | Учителя»: a capital begins a mention, but not behind another capital of the line."""
    if not place.token.capital or not (place.newline or place.previous.kind != "word" or not place.previous.capital):
        return None
    return place.newline or _has_owner(place)


def _same_role_again(place: Place) -> bool | None:
    """«заместитель по УВР | учителя»."""
    again = place.here.lemma == place.current.lemma or _ends_area(place.previous)
    return True if place.here.sort == "role" and again else None


def _role_beside_role(place: Place) -> bool | None:
    """«методисты центра | учителя»."""
    if place.current.sort != "role" or place.here.sort != "role":
        return None
    return _has_owner(place) and place.here.animate


def _behind_abbreviated_body(place: Place) -> bool | None:
    """«ИМЦ | школы»."""
    if not place.current.short or place.current.sort not in ("body", None):
        return None
    return place.here.sort in ("role", "body") and place.here.kind == "school"


def _schools_behind_authority(place: Place) -> bool | None:
    """«управление образования района», and on the next line «школы»."""
    if place.current.sort != "body" or place.current.kind not in METHODICAL or place.here.kind != "school":
        return None
    return place.newline and place.here.lemma == "школа" and place.at > place.current.end


ANY: tuple[Rule, ...] = (
    _person,
    _behind_persons,
    _behind_preposition,
    _next_subject,
    _dependent,
    _behind_participle,
)
NOUNS: tuple[Rule, ...] = (
    _apposition,
    _unknown_head,
    _sure_nominative,
    _administration_of_body,
    _owner_of_role,
    _role_behind_body,
    _owner_of_department,
    _capital,
    _same_role_again,
    _role_beside_role,
    _behind_abbreviated_body,
    _schools_behind_authority,
)


def _has_owner(place: Place) -> bool:
    """Whose deputy the current mention is has been said, or it is nobody's deputy."""
    return place.current.lemma not in word_list("deputies") or place.at > place.current.end


def is_subject(word: str) -> bool:
    """Whether a word, in any case, names a school subject: «математики»."""
    return any(p.lemma in word_list("subjects") for p in nouns(word))


def _is_role(token: Token) -> bool:
    """«заместитель начальника | Управления образования»."""
    found = head_noun(lemma(token.text)) if token.kind == "word" else None
    return found is not None and found.sort == "role"


def _ends_area(token: Token) -> bool:
    """«по УВР»: what a role is for has been said, a new role begins."""
    if token.kind != "short":
        return False
    sense = first_sense(token.text)
    return sense is not None and sense.kind == "area"
