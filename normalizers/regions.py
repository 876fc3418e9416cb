"""Which region of Russia a text names: by its name in any case, its institutions, its towns. A table, never a guess."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("regions.toml")
NAME, BODY, TOWN = 3, 2, 1  # how much a mention of each sort weighs

_ADJECTIVE = r"(?:ая|яя|ой|ую|ий|ый|ого|его|ому|ему|им|ым|ом|ем|ое|ее)"
_ENDINGS = {
    "республика": r"Республик(?:а|и|е|у|ой)", "область": r"(?:област(?:ь|и|ью)|обл\.)", "край": r"кра(?:й|я|ю|ем|е)",
    "округ": r"округ(?:а|у|ом|е)?", "город": r"(?:город(?:а|у|ом|е)?|г\.)",
}
_KIND = re.compile(r"\s(?:область|области|край|края|крае)$", re.IGNORECASE)  # «тверской области»
_EDGE = r"(?<![\w-])"
_NOT_A_TOWN = r"(?![\w-])(?!\s+(?:район|муниципальн|городск|сельск|округ|област|кра[йяю]|республик|[А-ЯЁ]\.))"
_OWNER = r"(?:[А-ЯЁ][А-ЯЁа-я]*[А-ЯЁ]|Мин\w+|образования|науки|политики|[Пп]равительств\w+|Главы|»)\s+"


@dataclass(frozen=True, slots=True)
class Region:
    """A region: ISO 3166-2 code and Russian name, nominative."""

    code: str
    name: str


@cache
def regions() -> dict[str, Region]:
    """All regions by code."""
    return {code: Region(code, entry["name"]) for code, entry in _table().items()}


@cache
def _table() -> dict[str, dict]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def adjective_of(code: str) -> str | None:
    """The adjective of a region that its institutions bear, masculine, None where its name gives none.

    >>> adjective_of("RU-VOR"), adjective_of("RU-ME"), adjective_of("RU-MOW")
    ('Воронежский', 'Марийский', None)
    """
    entry = _table().get(code, {})
    named = re.match(r"([А-ЯЁ][а-яё-]+ск)(?:ая|ий)\b", entry.get("name", ""))
    adjective = entry.get("adjective") or (f"{named[1]}ий" if named else "")
    return adjective[:1].upper() + adjective[1:] or None


def find_regions(text: str) -> Counter[str]:
    """Region codes that a text names, each with the weight of its mentions; an empty counter where it names none.

    >>> find_regions("Министерство образования и науки Республики Марий Эл")
    Counter({'RU-ME': 3})
    >>> find_regions("ГБУ ДПО РД «ДИРО»").most_common(1)[0][0], find_regions("зам. директора по УР")
    ('RU-DA', Counter())
    """
    found: Counter[str] = Counter()
    taken: list[tuple[int, int]] = []
    lower = text.lower()
    for code, weight, stem, pattern in _patterns():
        if stem not in lower:
            continue
        for match in _compiled(*pattern).finditer(text):
            span = match.span("place")
            inside = any(start <= span[0] and span[1] <= end for start, end in taken)
            if inside or not (match["place"][0].isupper() or (weight == NAME and _KIND.search(match["place"]))):
                continue
            found[code] += weight
            taken.append(span)
    return found


@cache
def _patterns() -> list[tuple[str, int, str, tuple[str, int]]]:
    """Code, weight, the letters that a text must hold, and the pattern of every name, the longest names first:
    «Ямало-Ненецкий» before «Ненецкий»."""
    made: list[tuple[int, str, int, str, tuple[str, int]]] = []
    short = Counter(name for entry in _table().values() for name in entry.get("short", ()))
    for code, entry in _table().items():
        names = [entry["name"], *entry.get("also", ())]
        made += [(len(name), code, NAME, _stem(name), (_EDGE + f"(?P<place>{_phrase(name)})" + r"(?![\w-])", re.I))
                 for name in names]
        if adjective := entry.get("adjective"):
            body = (rf"{_EDGE}(?P<place>{re.escape(adjective[:-2])}{_ADJECTIVE})"
                    r"\s+(?:институт|республиканск|министерств|центр)")
            made.append((0, code, BODY, _stem(adjective), (body, re.I)))
        made += [(0, code, BODY, _stem(name), (_EDGE + rf"(?P<place>{re.escape(name)})(?![\w-])", 0))
                 for name in entry.get("bodies", ())]
        made += [(0, code, BODY, _stem(name), (_OWNER + rf"(?P<place>{re.escape(name)})(?![\w-])", 0))
                 for name in entry.get("short", ()) if short[name] == 1]
        made += [(0, code, TOWN, _stem(name), (_town(name), re.I)) for name in entry.get("towns", ())]
    made.sort(key=lambda item: -item[0])
    return [(code, weight, stem, pattern) for _, code, weight, stem, pattern in made]


def _stem(name: str) -> str:
    """The first letters of a name, the same in all its cases."""
    plain = name.removeprefix("г. ")
    return "" if plain.lower().split(" ")[0] in _ENDINGS else plain[:3].lower()


@lru_cache(maxsize=4096)
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def _phrase(name: str) -> str:
    """A region's name as a pattern that any case form fits."""
    words = [_word(word) for word in re.sub(r"\s+—\s+", " — ", name).split(" ")]
    return r"\s+".join(words).replace(r"\s+—\s+", r"\s*[—–-]\s*")


def _word(word: str) -> str:
    if word == "—":
        return word
    if word.lower() in _ENDINGS:
        return _ENDINGS[word.lower()]
    if re.search(r"(?:[кннч]ая|[кн]ий|ный)$", word):
        return re.escape(word[:-2]) + _ADJECTIVE
    if word in ("Коми", "Марий", "Эл", "(Якутия)"):
        return re.escape(word) if word != "(Якутия)" else r"\(Якути[яию]\)"
    return _noun(word)


def _noun(word: str) -> str:
    """A place's name: its stem and the endings of nouns, never those of adjectives (Курск, but not Курском районе)."""
    if word.endswith(("ий", "ый", "ой")):
        return re.escape(word[:-2]) + _ADJECTIVE
    if word.endswith(("ие", "ые")):
        return re.escape(word[:-2]) + "(?:[иы]е|[иы]х|[иы]ми?)"
    if word.endswith(("и", "ы")):
        return re.escape(word[:-1]) + "(?:[иы]|ов|ей|ам|ами|ах)?"
    if word.endswith(("о", "у")):
        return re.escape(word)
    stem, end = (word[:-1], "") if word[-1] in "аяьй" else (word, "?")
    return re.escape(stem) + f"(?:а|я|ы|и|у|ю|е|ь|й|ой|ей|ью){end}"


def _town(name: str) -> str:
    plain = name.removeprefix("г. ")
    words = [r"-".join(_noun(part) if part[0].isupper() else part for part in word.split("-"))
             for word in plain.split(" ")]
    town = r"\s+".join(words)
    before = r"(?:город(?:а|у|ом|е|ской округ)?|г\.|г)\s*[«\"]?" if name != plain else ""
    return _EDGE + before + rf"(?P<place>{town})" + _NOT_A_TOWN


@cache
def _town_patterns() -> dict[str, str]:
    """Every town of the table with the pattern of its case forms."""
    names = [town.removeprefix("г. ") for entry in _table().values() for town in entry.get("towns", ())]
    return {name: _town(name) for name in names}


def town_nominative(name: str) -> str | None:
    """A known town's name in the nominative, whatever its case form.

    >>> town_nominative("Екатеринбурга"), town_nominative("Казани"), town_nominative("Неведомска")
    ('Екатеринбург', 'Казань', None)
    """
    start = name[:3].lower()
    for town, pattern in _town_patterns().items():
        match = _compiled(pattern, re.I).match(name) if _stem(town) == start else None
        if match and match.end() == len(name):
            return town
    return None
