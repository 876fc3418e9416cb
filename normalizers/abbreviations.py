"""Abbreviations: those that a document explains itself, and the common ones of the field (`abbreviations.toml`).

An explanation counts only where the words' initials make up the abbreviation: «муниципальным консультационным центром
(далее – МКЦ)», «школ с низкими образовательными результатами (ШНОР)», «ШНОР – школы с низкими …», «РМО (районные
методические объединения)», «районный центр – РЦ», a list of abbreviations, or a table of two cells.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from normalizers.explanations import ALONE, explained
from normalizers.form_letters import spelled_form
from normalizers.full_names import full_names
from normalizers.initials import words_behind
from normalizers.morphology import WORD, is_word, lemma, parses
from normalizers.municipalities import names_district
from normalizers.phrases import case_form
from normalizers.regional_shorts import regional_institution
from normalizers.text import fold_spaces, mend_lookalikes

APPOINT = re.compile(r"(?:назнач|определен|утвержд|закреп|подбор|отбор)\w*[^.;]{0,60}\bкуратор", re.IGNORECASE)
BODY = re.compile(
    r"(?:муниципальн|районн|городск|отдел|управлени|комитет|МОУО|министерств|региональн|ИРО)[^.]{0,80}$", re.I
)
LEVEL_WORDS = (
    (
        "regional",
        re.compile(r"\bрегиональн|\bреспубликанск|\bминистерств|\bобластн|\bкраев(?:ой|ым|ого)|\bИРО\b", re.I),
    ),
    (
        "municipal",
        re.compile(
            r"\bмуниципальн|\bрайонн|\bгородск|\bМОУО\b|\b(?:отдел|управлени|комитет)\w* (?:по )?образовани", re.I
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Definition:
    """What the document says an abbreviation means: `long` in the nominative; `text` where it says so."""

    short: str
    long: str
    text: str


@dataclass(frozen=True, slots=True)
class Sense:
    """One common meaning of an abbreviation; `when` is the context that chooses it among several."""

    short: str
    long: str
    kind: str
    level: str | None
    when: str | None


@dataclass(frozen=True, slots=True)
class Glossary:
    """The abbreviations that one document explains, by their letters («МОПК» for «МО ПК»), the level of who appoints
    its curators, where it tells, the full names of the bodies that it also prints without their region, and its region
    (ISO 3166-2), where that is known: «ВГПУ» is the region's own."""

    definitions: Mapping[str, Definition] = field(default_factory=dict)
    curator_level: str | None = None
    full_names: Mapping[str, str] = field(default_factory=dict)
    region: str | None = None

    def get(self, short: str) -> Definition | None:
        """What the document says about this abbreviation (or short name: «Министерство»), or its region makes of it."""
        return self.definitions.get(short) or self._regional(short)

    def _regional(self, short: str) -> Definition | None:
        long = regional_institution(short, self.region) if self.region else None
        known = long is not None and any(sense.long.startswith(long.split()[0]) for sense in senses(short))
        return Definition(short, long, "") if long is not None and not known else None

    def full_name(self, short: str) -> str | None:
        """The full name of a body from its short one: as the document calls it, or with the region that it adds."""
        name = short[:1].upper() + short[1:]
        defined = self.get(name)
        return defined.long if defined else self.full_names.get(name.replace("ё", "е"))

    def glued(self, text: str) -> str:
        """The text, equally long, with each abbreviation of several words that the document explains in one piece."""
        for definition in self.definitions.values():
            if " " in definition.short and _of_letters(definition.short):
                text = text.replace(definition.short, definition.short.replace(" ", "\u2060"))
        return text


@cache
def _data() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


@cache
def _senses() -> dict[str, tuple[Sense, ...]]:
    found: dict[str, list[Sense]] = {}
    for item in _data()["abbreviation"]:
        sense = Sense(item["short"], item["long"], item["kind"], item.get("level"), item.get("when"))
        found.setdefault(re.sub(r"[ ()]", "", sense.short), []).append(sense)
    return {short: tuple(senses) for short, senses in found.items()}


def senses(short: str) -> tuple[Sense, ...]:
    """The common meanings of an abbreviation, the usual one first; none where it is unknown.

    >>> senses("РМО")[0].long, senses("КГБУСО")[0].kind
    ('районное методическое объединение', 'form')
    """
    known = _senses().get(re.sub(r"[ ()]", "", short))
    if known is None and (form := spelled_form(short)) is not None:
        return (Sense(short, form.long, "form", form.level, None),)
    return known or ()


@cache
def known_shorts() -> frozenset[str]:
    """Every common abbreviation, without spaces and brackets.

    >>> "ЦНППМ" in known_shorts()
    True
    """
    return frozenset(_senses())


@cache
def several_words() -> re.Pattern[str]:
    """The abbreviations that are printed in several words: «СПб АППО», «РИПК и ППРО»."""
    shorts = sorted((item["short"] for item in _data()["abbreviation"] if " " in item["short"]), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, shorts)) + r")(?!\w)")


@cache
def _contractions() -> dict[str, str]:
    return {item["short"]: item["long"] for item in _data()["contraction"]}


def contraction(word: str) -> str | None:
    """What a contracted word (without its dot) stands for, nominative; None where it is none.

    >>> contraction("зам"), contraction("завхоз")
    ('заместитель', 'заведующий хозяйством')
    """
    return _contractions().get(word.lower())


def build_glossary(texts: Iterable[str], region: str | None = None) -> Glossary:
    """The abbreviations that a document's texts (cells, paragraphs, headings; in reading order) explain anywhere.

    Who appoints the curators is told by the measure about it or by a body in one of the three texts behind.

    >>> build_glossary(["Связь с муниципальным консультационным центром (далее – МКЦ)"]).get("МКЦ").long
    'муниципальный консультационный центр'
    >>> build_glossary(["РМО – районные методические объединения; ОО – школы района"]).definitions.keys()
    dict_keys(['РМО'])
    """
    texts = list(texts)
    found: dict[str, Definition] = {}
    before = ""
    curators: str | None = None
    appointing = 0
    for raw in texts:
        text = mend_lookalikes(raw)
        for short, words in explained(text):
            found.setdefault(_key(short), Definition(short, _long(short, words), fold_spaces(text)))
        alone = ALONE.fullmatch(before)
        whole = words_behind(alone.group(1), fold_spaces(text)) if alone else None
        if alone and whole and len(whole) >= len(fold_spaces(text)) - 2:
            short = alone.group(1)
            found.setdefault(_key(short), Definition(short, _long(short, whole), fold_spaces(text)))
        appointing = 4 if APPOINT.search(text) else max(appointing - 1, 0)
        if curators is None and (appointing == 4 or (appointing and BODY.match(fold_spaces(text)))):
            curators = _level(text)
        before = text
    return Glossary(found, curators, full_names(texts), region)


def _key(short: str) -> str:
    """The letters of an abbreviation, by which a glossary knows it; a short name («Управление») as it is."""
    return short.replace(" ", "") if _of_letters(short) else short


def _of_letters(short: str) -> bool:
    """Whether all words of a short name are initials: «МО ПК», «УОиН ЛО»; «Совет ОО» is none."""
    return short.replace("и", "").isupper()


def _long(short: str, words: str) -> str:
    """What an abbreviation stands for, in the number of its common meaning where the document's words are the same."""
    explained = [lemma(word) for word in WORD.findall(words)]
    same = (sense.long for sense in senses(short) if [lemma(word) for word in WORD.findall(sense.long)] == explained)
    return next(same, None) or nominative_label(words)


def nominative_label(words: str) -> str:
    """An explanation's words as a label: nominative singular, small first letter unless it is a name."""
    label = case_form(words, "nomn", "sing")
    first = label.split(" ")[0]
    if not is_name(first):
        label = label[:1].lower() + label[1:]
    return label


def is_name(word: str) -> bool:
    """Whether a word is written with a capital for what it is: a place, a person, or an adjective made of one.

    >>> is_name("Дагестанский"), is_name("Балашовский"), is_name("Муниципальный"), is_name("МБОУ")
    (True, True, False, True)
    """
    if len(word) > 1 and word.isupper():
        return True
    if not word[:1].isupper():
        return False
    if names_region(word):
        return True
    found = parses(word)
    if not found or not is_word(word):
        return True
    return bool(found[0].grammemes & {"Geox", "Name", "Surn", "Patr"}) or names_district(word)


def names_region(word: str) -> bool:
    """Whether an adjective is made of a region's or a large town's name: «Дагестанский»."""
    return bool(_places().search(word.lower()))


@cache
def _places() -> re.Pattern[str]:
    return re.compile("^(?:" + "|".join(_data()["place_adjective"]) + ")")  # type: ignore[arg-type]


def _level(text: str) -> str | None:
    """The level of the bodies that a text names."""
    return next((level for level, words in LEVEL_WORDS if words.search(text)), None)
