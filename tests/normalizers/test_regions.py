"""Regions: every one by its name in all cases; never a guess."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from normalizers import municipalities
from normalizers.regions import TABLE, find_regions, regions, town_nominative

ENTRIES = tomllib.loads(TABLE.read_text("utf-8"))


def the_region(text: str) -> str | None:
    found = find_regions(text).most_common(2)
    return found[0][0] if len(found) == 1 or (found and found[0][1] > found[1][1]) else None


def test_there_are_89_regions_each_well_formed() -> None:
    assert len(ENTRIES) == 89
    for code, entry in ENTRIES.items():
        assert code.startswith(("RU-", "UA-"))
        assert set(entry) <= {"name", "also", "adjective", "short", "towns", "bodies"}
        assert entry["name"]
        assert entry.get("towns"), code


def test_names_are_unique() -> None:
    names = Counter(name for entry in ENTRIES.values() for name in [entry["name"], *entry.get("also", ())])
    assert [name for name, count in names.items() if count > 1] == []
    towns = Counter(town for entry in ENTRIES.values() for town in entry["towns"])
    assert [town for town, count in towns.items() if count > 1] == []


@pytest.mark.parametrize("code", ENTRIES)
def test_every_name_and_town_finds_its_region(code: str) -> None:
    entry = ENTRIES[code]
    for name in [entry["name"], *entry.get("also", ())]:
        assert the_region(f"План ({name})") == code, name
    for town in entry["towns"]:
        assert the_region(f"в школах ({town})") == code, town
    for body in entry.get("bodies", ()):
        assert code in find_regions(f"исполнители: {body}, школы"), body


@pytest.mark.parametrize(("text", "code"), [
    ("План для школ в тверской области", "RU-TVE"),
    ("детский сад Зелёного района СПб", "RU-SPE"),
    ("Министерство образования и науки Республики Марий Эл", "RU-ME"),
    ("в Республике Марий Эл", "RU-ME"),
    ("МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ РЕСПУБЛИКИ ДАГЕСТАН", "RU-DA"),
    ("ГБУ ДПО РД «Институт»", "RU-DA"),
    ("Дагестанский институт развития образования", "RU-DA"),
    ("Министерства просвещения Свердловской области", "RU-SVE"),
    ("по Свердловской обл.", "RU-SVE"),
    ("школы города Екатеринбурга", "RU-SVE"),
    ("в Нижнем Новгороде", "RU-NIZ"),
    ("школы Великого Новгорода", "RU-NGR"),
    ("город Набережные Челны", "RU-TA"),
    ("в Набережных Челнах", "RU-TA"),
    ("Ростова-на-Дону", "RU-ROS"),
    ("Ямало-Ненецкого автономного округа", "RU-YAN"),
    ("Ненецкого автономного округа", "RU-NEN"),
    ("Ханты-Мансийского автономного округа – Югры", "RU-KHM"),
    ("школы ХМАО-Югры", "RU-KHM"),
    ("Департамент образования Югры", "RU-KHM"),
    ("Кемеровской области – Кузбасса", "RU-KEM"),
    ("Чувашской Республики", "RU-CU"),
    ("Удмуртской Республике", "RU-UD"),
    ("Республики Саха (Якутия)", "RU-SA"),
    ("Алтайского края", "RU-ALT"),
    ("Республики Алтай", "RU-AL"),
    ("Республики Северная Осетия – Алания", "RU-SE"),
    ("Краснодарским краем", "RU-KDA"),
    ("Минобразования РМЭ", "RU-ME"),
    ("МОиН РТ, школы", "RU-TA"),
    ("г. Владимира", "RU-VLA"),
    ("администрация г. Кирова", "RU-KIR"),
    ("Комитет по образованию Санкт-Петербурга", "RU-SPE"),
    ("Департамент образования города Москвы", "RU-MOW"),
    ("Московской области", "RU-MOS"),
    ("Ленинградской области", "RU-LEN"),
    ("Еврейской автономной области", "RU-YEV"),
    ("Приморского края", "RU-PRI"),
    ("Забайкальском крае", "RU-ZAB"),
    ("города Севастополя", "UA-40"),
    ("Республики Крым", "UA-43"),
])
def test_region_in_any_case(text: str, code: str) -> None:
    assert the_region(text) == code


@pytest.mark.parametrize("text", [
    "зам. директора по УР", "в Курском районе", "Волжского муниципального района", "Владимир Петров, директор",
    "Серов И.И.", "Омский М. А.", "школы республики", "края листа", "Глазов П. П., учитель", "орёл и решка",
    "Минобразования РБ",
    "рабочий день (РД)", "Шахты и заводы", "ЧР", "по области", "мы находка", "с Кировым А. А.",
])
def test_no_region(text: str) -> None:
    assert the_region(text) is None


@pytest.mark.parametrize(("form", "town"), [
    ("Казани", "Казань"), ("Махачкалы", "Махачкала"), ("Нижнего Тагила", "Нижний Тагил"), ("Йошкар-Олы", "Йошкар-Ола"),
    ("Набережных Челнов", "Набережные Челны"), ("Чебоксар", "Чебоксары"), ("Сочи", "Сочи"), ("Грозного", "Грозный"),
    ("Комсомольска-на-Амуре", "Комсомольск-на-Амуре"), ("Выдуманска", None),
])
def test_town_nominative(form: str, town: str | None) -> None:
    assert town_nominative(form) == town


def test_districts_are_well_formed_and_of_known_regions() -> None:
    table = tomllib.loads((TABLE.parent / "districts.toml").read_text("utf-8"))
    assert set(table) <= set(regions())
    for code, names in table.items():
        assert len(names) == len(set(names)), code
        for name in names:
            assert name.endswith(("ий", "ый", "ой")), name
            assert municipalities.find_municipalities(f"{name} муниципальный район"), name
