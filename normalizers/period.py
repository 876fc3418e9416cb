"""Which years a text names as those of a plan or a section: a year, a range of years, a school year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from normalizers.terms import Years

_YEAR = r"(?:19|20)\d\d"
_DASH = r"\s*[-–—−/]\s*"
_SCHOOL = re.compile(
    rf"(?P<first>{_YEAR}){_DASH}(?P<last>{_YEAR}|\d\d)\s*(?:-?\w{{1,2}}\s+)?(?:уч\w*\.?|учебн\w*)\s*\.?\s*г", re.I)
_RANGE = re.compile(
    rf"(?<!\d)(?P<first>{_YEAR})\s*(?:[-–—−]|\bпо\b|\bи\b|\bдо\b)\s*(?P<last>{_YEAR})(?!\d)\s*(?:г|$|\W)", re.I)
_SLASH = re.compile(rf"(?<!\d)(?P<first>{_YEAR})\s*/\s*(?P<last>{_YEAR}|\d\d)(?!\d)")
_ONE = re.compile(
    rf"(?<!до )(?<!до конца )(?<![\d.№/-])(?P<first>{_YEAR})(?!\d)\s*"
    r"(?:-?(?:ом|го|й)\b\s*)?(?:год\w{0,2}|гг?\.?)(?!\w)", re.I)
_BARE = re.compile(rf"(?:на|в|за)\s+(?P<first>{_YEAR})(?!\d)", re.I)

_DATED = re.compile(
    rf"(?:(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w{{0,2}}\s+|"
    rf"(?<!\d)\d{{1,2}}\.\d{{1,2}}\.)(?P<first>{_YEAR})(?!\d)", re.I)


@dataclass(frozen=True, slots=True)
class Period:
    """First and last year that a text names; `school`: as one school year, September to August."""

    first: int
    last: int
    school: bool


def find_period(text: str) -> Period | None:
    """The period that a title or heading names, the school year before the range before the single year.

    >>> find_period("План мероприятий на 2020-2022 годы")
    Period(first=2020, last=2022, school=False)
    >>> find_period("дорожная карта на 2021/22 учебный год")
    Period(first=2021, last=2022, school=True)
    >>> find_period("2021 год"), find_period("проект «500+»")
    (Period(first=2021, last=2021, school=False), None)
    >>> find_period("план на период до 2030 года") is None  # its end alone
    True
    """
    schools = [_ends(match) for match in _SCHOOL.finditer(text)] or [_ends(match) for match in _SLASH.finditer(text)]
    schools = [ends for ends in schools if ends[1] == ends[0] + 1]
    if schools:
        return Period(min(schools)[0], max(schools)[1], len(set(schools)) == 1)
    ranges = [ends for ends in map(_ends, _RANGE.finditer(text)) if 0 < ends[1] - ends[0] <= 15]
    if ranges:
        return Period(min(first for first, _ in ranges), max(last for _, last in ranges), False)
    years = [int(match["first"]) for match in _ONE.finditer(text)] or [int(m["first"]) for m in _BARE.finditer(text)]
    return Period(min(years), max(years), False) if years else None


def _ends(match: re.Match[str]) -> tuple[int, int]:
    first, last = int(match["first"]), match["last"]
    return first, int(last) if len(last) == 4 else first // 100 * 100 + int(last)


def years_of_heading(text: str) -> Years | None:
    """The years that a section's heading gives to the rows below it, only where it names one calendar or school year.

    >>> years_of_heading("2022/2023 учебный год")
    Years(first=2022, last=2023, school=True, source='section')
    >>> years_of_heading("Работа на 2021-2024 годы") is None
    True
    """
    period = find_period(text)
    if period is None or not (period.school or period.first == period.last):
        return None
    return Years(period.first, period.last, period.school, "section")


def _dated(text: str) -> Period | None:
    years = [int(match["first"]) for match in _DATED.finditer(text)]
    return Period(min(years), max(years), False) if years else None


def union(texts: Iterable[str], *, dates: bool = False) -> Period | None:
    """The stretch that several headings name together; with `dates` also by months and days («март 2022», «1.12.2021»).

    >>> union(["сентябрь 2021", "до 31.05.2022"], dates=True)
    Period(first=2021, last=2022, school=False)
    """
    read = (find_period(text) or (_dated(text) if dates else None) for text in texts)
    periods = [period for period in read if period]
    if not periods:
        return None
    first, last = min(p.first for p in periods), max(p.last for p in periods)
    return Period(first, last, all(p.school for p in periods) and last - first == 1)
