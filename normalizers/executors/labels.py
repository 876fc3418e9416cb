"""A mention's words → its canonical label: nominative, singular for roles and bodies, small letters but for names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalizers.abbreviations import is_name, names_region
from normalizers.executors.grammar import PREPOSITIONS
from normalizers.executors.lexicon import Head, adjective_level, data, head_noun, place_level, word_list
from normalizers.executors.places import without_places
from normalizers.executors.tokens import ABBREVIATION
from normalizers.morphology import WORD, inflect, is_word, lemma
from normalizers.phrases import Group, case_form, noun_group, participles

PLURAL_ONLY = re.compile(r"^(средства массовой информации)")
APPOSED = re.compile(
    r"\b(педагог|учитель|преподаватель|школа)\s+(психолог|организатор|предметник|логопед|дефектолог|библиотекарь|"
    r"куратор|наставник|партнер|участница)\b"
)
NAMED_KINDS = frozenset({"республика", "федерация"})


@dataclass(frozen=True, slots=True)
class Label:
    """A canonical name with what it was made of: its head, its words, the level that its places tell."""

    text: str
    head: Head | None
    lemma: str
    words: tuple[str, ...]
    place_level: str | None


@lru_cache(maxsize=16384)
def make_label(words: tuple[str, ...]) -> Label:
    """The label of a mention's full words.

    >>> make_label(("Руководители", "районных", "методических", "объединений")).text
    'руководитель районного методического объединения'
    >>> make_label(tuple("школы, функционирующие в сложных условиях".split())).text
    'школа, функционирующая в сложных условиях'
    """
    kept, level = without_places(words)
    if not kept or all(word in PREPOSITIONS for word in kept):
        kept = words
    kept = _without_foreign_adjective(kept)
    out = list(kept)
    group = noun_group(tuple(word.strip(",") for word in out[:8]))
    base = ""
    if group is not None and ABBREVIATION.fullmatch(out[group.head].strip(",")):
        group = None
    if group is not None and not PLURAL_ONLY.match(" ".join(out).lower()):
        head_lemma = _base(out[group.head].strip(","), group)
        _to_singular(out, group, "nomn")
        _dependents(out, group.head + 1, head_noun(head_lemma), group.parse.number == "plur")
        base = _masculine(out, group, head_lemma)
    if "–" in out[1:-1]:
        dash = out.index("–")
        out[dash + 1 :] = case_form(" ".join(out[dash + 1 :]), "nomn", "sing").split(" ")
    text = _lowered(out)
    text = re.sub(r"№\s*", "№ ", APPOSED.sub(r"\1-\2", text))
    text = _official_region(text)
    if base == "родитель":
        text = "родитель"
    return Label(text, head_noun(base) if base else None, base, tuple(out), level)


@lru_cache(maxsize=1)
def _short_regions() -> re.Pattern[str]:
    names = "|".join(map(re.escape, data()["region_name"]))
    return re.compile(rf"(?<![\w(–-])(?<![–-]\s)(?:{names})(?![\w)])")


def _official_region(text: str) -> str:
    """A region's short name as its official one: «министерство образования Чувашии» → «… Чувашской Республики»."""
    text = re.sub(r"\b(министерств\w .*|[Мм]инпросвещения )России\b", r"\1Российской Федерации", text)
    text = _short_regions().sub(lambda m: str(data()["region_name"][m.group()]), text)
    text = re.sub(r"(Республик\w Саха)(?: Якутия)?(?! \()", r"\1 (Якутия)", text)
    text = re.sub(r"[Рр](еспублик\w) [Сс](еверная Осетия)(?:\s?[–-] ?Алания)?", r"Р\1 С\2 – Алания", text)
    return re.sub(r"(Ханты-Мансийского автономного округа)(?: – Югр\w)?", r"\1 – Югры", text)


def _base(word: str, group: Group) -> str:
    if group.parse.pos == "NOUN":
        return group.parse.lemma.replace("ё", "е")
    form = inflect(word, frozenset({"nomn", "sing", "masc"}), group.parse.lemma, group.parse.pos)
    return (form or group.parse.lemma).lower().replace("ё", "е")


def _without_foreign_adjective(words: tuple[str, ...]) -> tuple[str, ...]:
    """«Сернурский отдел образования» without its place, unless the place is a region («Дагестанский институт»)."""
    if len(words) < 2 or not words[0][:1].isupper() or not WORD.fullmatch(words[0]) or words[0].isupper():
        return words
    if is_word(words[0]) or adjective_level(words[0]) or names_region(words[0]):
        return words
    if words[0].lower().endswith(("ский", "ская", "ское", "ские", "ской", "ского", "цкий", "цкая", "цкое")):
        group = noun_group(tuple(word.strip(",") for word in words[:8]))
        known = head_noun(_base(words[group.head].strip(","), group)) if group else None
        if known is not None and known.kind == "school":
            return words
        return words[1:] if group is not None and 0 in group.modifiers else words
    return words


def _to_singular(words: list[str], group: Group, case: str, offset: int = 0) -> None:
    """The group's head and its modifiers put into the singular of a case; a participle behind them follows."""
    start, head = group.start + offset, group.head + offset
    phrase = [word.strip(",") for word in words[start : head + 1]]
    formed = case_form(" ".join(phrase), case, "sing").split(" ")
    for place, form in zip(range(start, head + 1), formed, strict=True):
        words[place] = form + ("," if words[place].endswith(",") else "")
    for place, changed in participles(tuple(words), head, group.parse, case, "sing").items():
        words[place] = (changed or words[place].strip(",")) + ("," if words[place].endswith(",") else "")


def _dependents(words: list[str], start: int, head: Head | None, plural: bool) -> None:
    """Plural bodies that a role or a plural body belongs to become singular: «директора школ» → «директор школы»."""
    if head is not None and head.sort == "collective" and not plural:
        return
    place = start
    while place < len(words):
        place += _area_of_deputy(words, place, head)
        word = words[place].strip(",") if place < len(words) else ""
        if word in PREPOSITIONS or not WORD.fullmatch(word):
            return
        managed = head is not None and head.word in ("заведующий", "управляющий")
        case = "ablt" if managed and place == start else "gent"
        group = noun_group(tuple(w.strip(",") for w in words[place : place + 6]), case)
        if group is None or group.parse.case != case:
            return
        base = group.parse.lemma.replace("ё", "е")
        known = head_noun(base)
        leads = head is not None and head.word in word_list("leaders") and place == start
        leads = leads and "anim" not in group.parse.grammemes
        leads = leads or place_level(base) == "municipal"
        if (known is None and not leads) or base in word_list("kept_plural"):
            return
        role = known is not None and known.sort == "role"
        if role and (head is None or head.word not in word_list("deputies")):
            return
        if group.parse.number == "plur":
            _to_singular(words, group, case, place)
        if known is not None and known.sort == "collective":
            return
        place += group.head + 1


def _area_of_deputy(words: list[str], place: int, head: Head | None) -> int:
    """How many words tell what a deputy is for, where his school follows: «по учебно-воспитательной работе | школ»."""
    if head is None or head.word not in word_list("deputies") or words[place] != "по":
        return 0
    area = noun_group(tuple(words[place + 1 : place + 5]), "datv")
    return area.head + 2 if area is not None and area.modifiers and area.parse.lemma == "работа" else 0


def _masculine(words: list[str], group: Group, base: str) -> str:
    """Women's forms made masculine in place: «старшая вожатая» → «старший вожатый»; the head's base form."""
    women = data()["women"]
    word = words[group.head].strip(",").lower()
    man = women.get(word) or women.get(base)
    if man is None or word == man:
        return base
    words[group.head] = man
    for place in group.modifiers:
        words[place] = inflect(words[place], frozenset({"nomn", "sing", "masc"}), None, "ADJF") or words[place]
    return str(man)


def _lowered(words: list[str]) -> str:
    """Small letters but for names; «Республика» with its name keeps its capital."""
    out = []
    for place, word in enumerate(words):
        bare = word.strip(',«»"')
        out.append(word if _keeps_capital(words, place, bare) or "«" in word else word.lower())
    return re.sub(r"\s+", " ", " ".join(out)).strip(" ,;:–-")


def _keeps_capital(words: list[str], place: int, bare: str) -> bool:
    if not WORD.fullmatch(bare):
        return True
    if lemma(bare) in NAMED_KINDS and (_capital(words, place + 1) or _capital(words, place - 1)):
        return True
    return is_name(bare) and not (place == 0 and head_noun(lemma(bare)))


def _capital(words: list[str], place: int) -> bool:
    return 0 <= place < len(words) and words[place].strip('«»"')[:1].isupper() and is_name(words[place].strip('«»",'))
