"""Which municipality a text names, in the nominative: «администрации Сернурского муниципального района» → «Сернурский
муниципальный район». A name is taken only with its kind beside it (район, округ, город, поселение)."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

from normalizers.morphology import is_word, parses
from normalizers.regions import town_nominative

_CASES = r"(?:ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем)"
_NAME = (r"(?P<name>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)*?(?:ск|цк|н|в|л)|[А-ЯЁ]{3,}(?:-[А-ЯЁ]+)*?(?:СК|ЦК|Н|В|Л))"
         rf"(?P<end>{_CASES})")
_KINDS = {
    "муниципальный район": r"муниципальн\w{2,3}\s+район(?:а|у|ом|е)?|МР",
    "муниципальный округ": r"муниципальн\w{2,3}\s+округ(?:а|у|ом|е)?|МО",
    "городской округ": r"городск\w{2,3}\s+округ(?:а|у|ом|е)?|ГО",
    "район": r"район(?:а|у|ом|е)?|р-на?",
    "улус": r"улус(?:а|е)?",
    "кожуун": r"кожуун(?:а|е)?",
}
_KIND = "|".join(f"(?P<k{n}>{pattern})" for n, pattern in enumerate(_KINDS.values()))
_TOWN = r"(?P<town>[А-ЯЁ][А-Яа-яё]+(?:-[А-Яа-яё]+)*(?:\s+[А-ЯЁ][а-яё]+)?)"
_CITY = r"(?:[Гг]ород(?:а|у|ом|е)?(?:-курорт(?:а|у|ом|е)?)?|г\.)"

_NO_DISTRICT = r"(?!(?:муниципальн|городск|сельск)\w{2,4}\s)"
DISTRICT = re.compile(rf"(?<![\w-]){_NO_DISTRICT}{_NAME}\s+(?:{_KIND})(?![\w-])(?:\s+(?P<city>{_CITY})?\s*{_TOWN})?",
                      re.IGNORECASE)
NAMED_OKRUG = re.compile(
    r"(?P<kind>городск\w{2,3}\s+округ(?:а|у|ом|е)?|муниципальн\w{2,3}\s+округ(?:а|у|ом|е)?|"
    rf"муниципальн\w{{3,4}}\s+образовани\w|(?<!\w)(?:МО\s?ГО|МО|ГО)(?!\w))\s*[—–-]?\s*(?:[«\"]\s*)?(?P<city>{_CITY}\s*)?{_TOWN}")
QUOTED_DISTRICT = re.compile(r"(?:муниципальн\w{2,3}\s+район(?:а|у|ом|е)?|(?<!\w)А?МР)\s*[«\"]\s*"
                             r"(?P<name>[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*"
                             r"(?:(?: [А-ЯЁ][а-яё]+)? и [А-ЯЁ][а-яё]+ район)?)\s*[»\"]")
CLOSED = re.compile(
    r"(?:(?<!\w)ЗАТО|(?i:закрыт\w{2,3}\s+административно-территориальн\w{2,3}\s+образовани\w{1,2}))"
    rf"\s+[«\"]?(?!{_CITY}|[Пп]\.|посел|ГОРОД){_TOWN}")
CITY = re.compile(rf"(?<![\w-])(?:{_CITY}|ГОРОДА?)\s*[«\"]?{_TOWN}")

_NO_NAMES = re.compile(
    r"(?:муниципальн|отдельн|данн|кажд|един|областн|краев|сельск|городск|федеральн|школьн|учебн|образовательн|"
    r"общеобразовательн|районн|российск|остальн|соответствующ|удал[её]нн|отдал[её]нн)\w{0,4}$", re.IGNORECASE)
FEDERAL_CITIES = ("Москва", "Санкт-Петербург", "Севастополь")  # regions, no municipalities
_NO_TOWNS = {"области", "края", "республики", "россии", "образования", "администрации", "федерации", "управления",
             "районе"}


def find_municipalities(text: str) -> Counter[str]:
    """Municipalities that a text names, nominative, each with the number of its mentions, in the order of the text.

    >>> find_municipalities("МУ «Отдел образования администрации Сернурского муниципального района»")
    Counter({'Сернурский муниципальный район': 1})
    >>> find_municipalities("в Орджоникидзевском районе города Екатеринбурга")
    Counter({'Орджоникидзевский район города Екатеринбурга': 1})
    >>> find_municipalities("Управление образования администрации города Казани")
    Counter({'город Казань': 1})
    >>> find_municipalities("в школах муниципального района «Сосногорск»")
    Counter({'муниципальный район «Сосногорск»': 1})
    >>> find_municipalities("МР «Город Людиново и Людиновский район»")
    Counter({'муниципальный район «Город Людиново и Людиновский район»': 1})
    >>> find_municipalities("Управление образования ЗАТО Северск")
    Counter({'ЗАТО Северск': 1})
    """
    found: list[tuple[int, str]] = []
    taken: list[tuple[int, int]] = []
    for pattern, read in ((QUOTED_DISTRICT, _quoted_district), (DISTRICT, _district), (CLOSED, _closed),
                          (NAMED_OKRUG, _okrug), (CITY, _city)):
        for match in pattern.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            name = read(match)
            if name:
                found.append((match.start(), name))
                taken.append(match.span())
    return Counter(name for _, name in sorted(found))


def city_of(municipality: str) -> str | None:
    """The city of a city district, nominative, None where it is no city district.

    >>> city_of("Орджоникидзевский район города Екатеринбурга")
    'город Екатеринбург'
    """
    match = re.search(r" район города (.+)$", municipality)
    return f"город {town(match[1])}" if match else None


def region_of(municipality: str) -> str | None:
    """The region of a district, where one region alone has a district of that name, else None.

    >>> region_of("Сернурский муниципальный район"), region_of("Советский район")
    ('RU-ME', None)
    """
    adjective, _, kind = municipality.partition(" ")
    if " города " in kind or not re.match(r"(?:муниципальный )?(?:район|округ)|городской округ|улус|кожуун", kind):
        return None
    codes = _districts().get(adjective.replace("ё", "е"), ())
    return codes[0] if len(codes) == 1 else None


def names_district(adjective: str) -> bool:
    """Whether a region has a district of that name: an adjective in the nominative, as printed.

    >>> names_district("Балашовский"), names_district("Методический")
    (True, False)
    """
    return adjective.replace("ё", "е") in _districts()


@cache
def _districts() -> dict[str, list[str]]:
    """District's adjective → codes of the regions that have one of that name."""
    table = tomllib.loads(Path(__file__).with_name("districts.toml").read_text("utf-8"))
    found: dict[str, list[str]] = {}
    for code, names in table.items():
        for name in names:
            found.setdefault(name.replace("ё", "е"), []).append(code)
    return found


def _district(match: re.Match[str]) -> str | None:
    name, end = match["name"], match["end"]
    if not name[0].isupper() or _NO_NAMES.match(name + end) or _NO_NAMES.match(name):
        return None
    kind = next(kind for n, kind in enumerate(_KINDS) if match[f"k{n}"])
    printed = match[f"k{list(_KINDS).index(kind)}"]
    if len(printed) == 2 and not printed.isupper():
        return None
    stem = name.title() if name.isupper() else name
    adjective = _nominative(stem, end.lower())
    town_name = match["town"]
    if town_name and not match["city"] and not _bare_town(town_name):
        town_name = None
    if town_name and kind == "район" and town(town_name) in FEDERAL_CITIES:
        return f"{adjective} район {_genitive(town(town_name), town_name)}"
    if town_name and kind == "район":
        return f"{adjective} район города {_genitive(town(town_name), town_name)}"
    return f"{adjective} {kind}"


def _bare_town(name: str) -> bool:
    """Whether words after «района» are a known town in the genitive, not a region's adjective («Омской области»)."""
    first = name.split()[0]
    adjective = re.search(r"(?:ой|ого|ом|ому)$", first)
    return first[0].isupper() and not adjective and town_nominative(first) is not None


def _nominative(stem: str, end: str) -> str:
    """An adjective in the nominative: the ending that the dictionary knows, else the usual one."""
    if f"{stem}ой".replace("ё", "е") in _districts():
        return f"{stem}ой"
    if stem[-1] in "кгх" or end in ("его", "ему", "ем", "ий"):
        return f"{stem}ий"
    return f"{stem}ой" if end == "ой" or (not is_word(f"{stem}ый") and is_word(f"{stem}ой")) else f"{stem}ый"


def _quoted_district(match: re.Match[str]) -> str:
    return f"муниципальный район «{match['name']}»"


def _closed(match: re.Match[str]) -> str:
    return f"ЗАТО {town(match['town'])}"


def _okrug(match: re.Match[str]) -> str | None:
    name = match["town"]
    if name.lower().split()[0] in _NO_TOWNS or not name[0].isupper():
        return None
    if match["city"]:
        return f"{_city_kind(match)} {town(name)}"
    kind = match["kind"].lower()
    if "район" in name.lower() or "округ" in name.lower():
        return None
    if kind.startswith("городск") or kind.endswith("го"):
        return f"городской округ {town(name)}"
    if kind.startswith("муниципальн") and "округ" in kind:
        return f"муниципальный округ {town(name)}"
    return None


def _city(match: re.Match[str]) -> str | None:
    name = match["town"]
    if name.lower().split()[0] in _NO_TOWNS or town(name) in FEDERAL_CITIES:
        return None
    if re.search(r"\d\s*$", match.string[:match.start()]) and not town_nominative(name.split()[0]):
        return None  # «2021 г. Согласовано»: a year
    return f"{_city_kind(match)} {town(name)}"


def _city_kind(match: re.Match[str]) -> str:
    return "город-курорт" if "-курорт" in match[0].lower() else "город"


def town(name: str) -> str:
    """A town's name in the nominative: by the table of regions, else by the dictionary, else by its ending.

    >>> town("Казани"), town("Неведомска"), town("Белых Берегов")
    ('Казань', 'Неведомск', 'Белых Берегов')
    """
    words = name.split()
    for size in range(len(words), 0, -1):
        if known := town_nominative(" ".join(words[:size])):
            return known
    first = words[0].title() if words[0].isupper() else words[0]
    if len(words) > 1 and re.search(r"(?:ый|ий|ого|его|ом|ем)$", first):
        return " ".join(words)
    geographic = [parse for parse in parses(first) if "Geox" in parse.grammemes]
    if geographic and len(words) == 1:
        return geographic[0].lemma.title()
    if len(words) > 1 and re.search(r"(?:ых|их)$", first):
        return " ".join(words)
    if adjective := re.fullmatch(r"(\w{3,})(ого|его|ому|ему)", first):
        return _nominative(adjective[1], adjective[2])
    return re.sub(r"(?<=[скцдгвнр])а$|(?<=ск|цк)[уе]$", "", first)


def _genitive(nominative: str, printed: str) -> str:
    """The town after «района города»: as printed when it is a case form, else declined by the usual ending."""
    if printed.split()[0] != nominative.split()[0] and not printed.isupper():
        return " ".join(printed.split()[:len(nominative.split())])
    if re.search(r"(?:ск|цк|град|бург|ов|ев|ин|поль|ь)$", nominative):
        return nominative[:-1] + "и" if nominative.endswith("ь") and not nominative.endswith("поль") else (
            nominative[:-1] + "я" if nominative.endswith("поль") else nominative + "а")
    return re.sub(r"а$", "ы", nominative)
