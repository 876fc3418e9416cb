"""Signs that OCR loses or adds around words: Roman numerals of quarters, full stops of contractions, stray marks at the
ends of a cell → the text as it is printed in such documents."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from normalizers.morphology import is_word

PARTED = r"(?:квартал|полугод|четверт|кв\.)"
DASH = r"[-–—]"
STRAY = re.compile(r"(?:(?<=[а-яё]{3})|(?<=[а-яё]{3}[.,;»)])|(?<= ОО)|(?<=^ОО)) (?:[бджзйлмнпртфхцшщыьэюяу]|[-–—])$")
FIRST = re.compile(r"^(?:[бгджзийлмнпртуфхцшщыьэюя]|[-–—]{2,}) (?=[А-ЯЁ][а-яё]{3}|№|\d+\.\d)")
STOP_WITHIN = re.compile(r"(?<![А-Яа-яЁё])([а-яё]{4,}|[А-ЯЁ][а-яё]{3,})\.( ?)(?=([а-яё]{4,}))")
STOP_BEFORE = re.compile(r"(?<![А-Яа-яЁё])(в|с|к|о|на|по|для|при)\.(?=[А-Яа-яЁё]{3})")


@cache
def _table(name: str, value: str) -> dict[str, str]:
    table = tomllib.loads(Path(__file__).with_name("mend.toml").read_text("utf-8"))
    return {entry["read"]: entry[value] for entry in table[name]}


@cache
def _quarter() -> re.Pattern[str]:
    numerals = sorted([*_table("roman", "printed"), "IV", "III", "II", "I"], key=len, reverse=True)
    reads = "|".join(map(re.escape, numerals))
    return re.compile(rf"(?<![\w.])((?:{reads})(?:\s*(?:[-–—,]|и)\s*(?:{reads}))*)(?=\s+{PARTED})")


def with_quarters(text: str) -> str:
    """Letters that a Roman numeral before «квартал», «полугодие» or «четверть» was read as are the numeral.

    >>> with_quarters("ГУ квартал 2023 г."), with_quarters("— И кварталы"), with_quarters("1 квартал")
    ('IV квартал 2023 г.', 'I – II кварталы', '1 квартал')
    """
    roman = _table("roman", "printed")
    text = re.sub(rf"^{DASH}\s*(?:П|И|II)(?=\s+{PARTED})", "I – II", text)

    def printed(match: re.Match[str]) -> str:
        parts = re.split(r"(\s*(?:[-–—,]|и)\s*)", match.group(1))
        sure = any(part in ("I", "II", "III", "IV") or not part.isdigit() for part in parts[::2])
        return "".join(
            roman.get(part, part) if at % 2 == 0 and (sure or not part.isdigit()) else part
            for at, part in enumerate(parts)
        )

    return _quarter().sub(printed, text)


def with_full_stops(text: str) -> str:
    """Contractions with the full stop that they have in print.

    >>> with_full_stops("2021-2022 уч год"), with_full_stops("В теч года"), with_full_stops("уч. год")
    ('2021-2022 уч. год', 'В теч. года', 'уч. год')
    """
    reads = "|".join(_table("contraction", "printed"))
    return re.sub(rf"(?<![А-Яа-яЁё])({reads})(?= [а-яё])", lambda m: _table("contraction", "printed")[m[1]], text)


def without_stray_stops(text: str) -> str:
    """A full stop after a whole word that a small letter follows is a speck, and so is one after a preposition.

    >>> without_stray_stops("личной. удовлетворённости"), without_stray_stops("в.школах"), without_stray_stops("т.д. в")
    ('личной удовлетворённости', 'в школах', 'т.д. в')
    """

    def gap(match: re.Match[str]) -> str:
        whole = is_word(match[1].lower()) and is_word(match[3])
        return f"{match[1]} " if whole and match[1].lower() not in _table("contraction", "printed") else match[0]

    return STOP_BEFORE.sub(r"\1 ", STOP_WITHIN.sub(gap, text))


def with_semicolons(text: str) -> str:
    """A colon before the next of a list of abbreviations explained is the semicolon that stood there.

    >>> with_semicolons("УО – управление образования: ЦРО – центр развития образования")
    'УО – управление образования; ЦРО – центр развития образования'
    """
    return re.sub(rf"(?<=[а-яё]):(?= (?:[А-ЯЁ]{{2,}} )+{DASH} [а-яё])", ";", text)


def without_end(text: str) -> str:
    """A text without a lone consonant or dash at its very end: a speck, for no cell ends so.

    >>> without_end("Протокол у"), without_end("участие в программе —"), without_end("2021 г")
    ('Протокол', 'участие в программе', '2021 г')
    """
    while (shorter := STRAY.sub("", text)) != text:
        text = shorter
    return text


def without_start(text: str) -> str:
    """A text without a lone letter before its first word or number: a speck.

    >>> without_start("у Сроки"), without_start("в Москве"), without_start("у и 2.1")
    ('Сроки', 'в Москве', '2.1')
    """
    while (shorter := FIRST.sub("", text)) != text:
        text = shorter
    return re.sub(r"^(?:[а-яё] )+(?=\d+\.)", "", text)
