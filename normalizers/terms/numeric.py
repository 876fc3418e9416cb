"""Runs of digits → dates, years, ordinals, clock times; the only door to dateparser, which reads full dates only."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

DOTTED = re.compile(r"(\d{1,2})\s?\.\s?(\d{1,2})\s?\.\s?(\d{2}|\d{4})")
PARTIAL = re.compile(r"(\d{1,2})\.(\d{1,2})")
MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
PAIR = re.compile(r"(\d{4})\s*([-/])\s*(\d{2,4})")
ORDINAL = re.compile(r"(\d{1,2})\D+")
LAST_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

Reading = tuple[tuple[str, object], ...]


def read_number(piece: str) -> Reading:
    """The class and value of a run of digits, as one token or as few.

    >>> read_number("15.09.21"), read_number("10.00"), read_number("2021/22")
    ((('DATE', (2021, 9, 15)),), (('CLOCK', None),), (('SCHOOL', (2021, 2022)),))
    """
    if piece.isdigit():
        return _integer(piece)
    if ":" in piece or piece.rstrip(". ").endswith(("ч", "час", "часов", "часа")):
        return (("CLOCK", None),)
    if match := MONTH_YEAR.fullmatch(piece):
        month = int(match[1])
        return (("MONYR", (int(match[2]), month)),) if 1 <= month <= 12 else (("WORD", piece),)
    if match := DOTTED.fullmatch(piece):
        return _dotted(piece, int(match[1]), int(match[2]), int(match[3]), short=len(match[3]) == 2)
    if match := PARTIAL.fullmatch(piece):
        return _partial(piece, int(match[1]), int(match[2]))
    if match := PAIR.fullmatch(piece):
        return _pair(piece, match)
    if len(re.findall(r"\d+", piece)) == 3:
        found = full_date(piece)
        return (("DATE", found),) if found else (("WORD", piece),)
    if match := ORDINAL.fullmatch(piece):
        return (("NUM" if piece.endswith(("х", "ти")) else "ORD", int(match[1])),)
    return (("WORD", piece),)


def _integer(piece: str) -> Reading:
    value = int(piece)
    if len(piece) == 4 and 1990 <= value <= 2059:
        return (("YEAR", value),)
    return (("NUM", value),) if len(piece) <= 2 else (("WORD", piece),)


def _dotted(piece: str, day: int, month: int, year: int, short: bool) -> Reading:
    year += 2000 if short else 0
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1990 <= year <= 2059):
        return (("WORD", piece),)
    return (("DATE", (year, month, day)),)


def _partial(piece: str, first: int, second: int) -> Reading:
    if 1 <= second <= 12 and 1 <= first <= 31:
        return (("DAYMON", (second, first)),)
    if 1 <= first <= 12 and 13 <= second <= 40 and len(piece) == 5 and piece[0] in "01" and second <= 35:
        return (("CLOCK", None),) if second in (15, 30) and first > 7 else (("MONYR", (2000 + second, first)),)
    return (("CLOCK", None),)


def _pair(piece: str, match: re.Match[str]) -> Reading:
    first, second = int(match[1]), int(match[3])
    if len(match[3]) == 2:
        second += first // 100 * 100
    if not (1990 <= first < second <= 2059 and second - first <= 20):
        return (("YEAR", first),) if second == first else (("WORD", piece),)
    slash = match[2] == "/" and second == first + 1
    return (("SCHOOL" if slash else "YEARS", (first, second)),)


def is_day(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has this day (29 February without a year: yes)."""
    if not (1 <= month <= 12 and 1 <= day <= LAST_DAYS[month - 1]):
        return False
    return year is None or day <= last_day(year, month)


def last_day(year: int | None, month: int) -> int:
    """The number of the month's last day."""
    if month == 2 and year is not None and (year % 4 or (year % 100 == 0 and year % 400)):
        return 28
    return LAST_DAYS[month - 1]


@lru_cache(maxsize=4096)
def full_date(text: str) -> tuple[int, int, int] | None:
    """Year, month, day of a text that is one full date in whatever figures; None for anything else.

    >>> full_date("15/09/2021"), full_date("2021-09-05"), full_date("сентябрь")
    ((2021, 9, 15), (2021, 9, 5), None)
    """
    parts = re.findall(r"\d+", text)
    if len(parts) < 2 or not 6 <= len(text) <= 40:
        return None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            found = date.fromisoformat(text)
        except ValueError:
            return None
        return found.year, found.month, found.day
    import dateparser

    settings = {"DATE_ORDER": "DMY", "STRICT_PARSING": True, "PREFER_DAY_OF_MONTH": "first"}
    moment = dateparser.parse(text, languages=["ru"], settings=settings)  # type: ignore[arg-type]
    if moment is None or not 1990 <= moment.year <= 2059 or moment.day != int(parts[0]):
        return None
    return moment.year, moment.month, moment.day
