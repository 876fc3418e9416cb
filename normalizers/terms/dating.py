"""Drafts → months and dates, in the years that the cell or its surroundings tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from normalizers.terms.numeric import is_day, last_day
from normalizers.terms.points import first_weekday
from normalizers.terms.stretch import ALL_MONTHS, SCHOOL_MONTHS, Stretch, YearWord, span_months, wraps


@dataclass(frozen=True, slots=True)
class Years:
    """The calendar stretch known from outside of the cell: first and last year, whether it is school years
    (first-09-01..last-08-31), and where it comes from: "section", "period" or "act".

    Only one year, or one school year, dates a term; an act's date tells the likely year and dates nothing.
    """

    first: int
    last: int
    school: bool = False
    source: str = "period"

    @property
    def certain(self) -> bool:
        return self.source != "act" and self.last - self.first == (1 if self.school else 0)


@dataclass(frozen=True, slots=True)
class Dated:
    """Months, dates and where the year comes from; `fuzzy`: two readers could differ."""

    months: tuple[int, ...]
    start: date | None
    end: date | None
    source: str | None
    fuzzy: bool
    likely: int | None = None


def date_stretch(stretch: Stretch, years: Years | None) -> Dated:
    """One stretch with its months and, where the year is certain, its dates."""
    stretch = _school_half(stretch, years)
    months = _months(stretch, years)
    if stretch.shape == "open" and stretch.scope not in (
        "day",
        "month",
        "quarter",
        "half",
        "year",
        "schoolyear",
        "schoolhalf",
    ):
        return Dated(months, None, None, None, True)
    y1, y2, source, fuzzy, likely = _years(stretch, years)
    fuzzy = fuzzy or stretch.fuzzy
    if stretch.fuzzy or y1 is None or y2 is None:
        return Dated(months, None, None, source if y1 or likely else None, fuzzy, likely)
    start, end = _day(stretch, y1, first=True), _day(stretch, y2, first=False)
    if start is None or end is None or start > end:
        return Dated(months, None, None, None, True)
    if stretch.weekday is not None:
        day = first_weekday(y1, stretch.m1, *stretch.weekday)
        if day is None:
            return Dated(months, None, None, None, True)
        start = end = date(y1, stretch.m1, day)
    if stretch.shape == "deadline":
        return Dated(months, None, end, source, fuzzy)
    if stretch.shape == "open":
        return Dated(months, start, None, source, fuzzy)
    return Dated(months, start, end, source, fuzzy)


def _day(stretch: Stretch, year: int, first: bool) -> date | None:
    month, day = (stretch.m1, stretch.d1) if first else (stretch.m2, stretch.d2)
    day = day or last_day(year, month)
    return date(year, month, day) if is_day(year, month, day) else None


def _school_half(stretch: Stretch, years: Years | None) -> Stretch:
    """A half-year is one of the school year where a school year is meant."""
    from dataclasses import replace

    if stretch.scope != "half" or stretch.y1 is not None:
        return stretch
    school = stretch.year.kind == "school" if stretch.year is not None else bool(years and years.school)
    if not school:
        return stretch
    first, last = stretch.m1 == 1, stretch.m2 == 12
    return replace(stretch, m1=9 if first else 1, m2=5 if last else 12, scope="schoolhalf")


def _months(stretch: Stretch, years: Years | None) -> tuple[int, ...]:
    if stretch.shape == "open":
        return ALL_MONTHS
    if stretch.shape == "deadline":
        return (stretch.m2,)
    if stretch.scope == "schoolyear":
        return SCHOOL_MONTHS
    if stretch.scope == "year" and stretch.year is not None and stretch.year.kind == "school":
        return SCHOOL_MONTHS
    if stretch.y1 and stretch.y2 and (stretch.y2 - stretch.y1) * 12 + stretch.m2 - stretch.m1 >= 11:
        return ALL_MONTHS
    return span_months(stretch)


Spread = tuple[int | None, int | None, str | None, bool, int | None]
UNKNOWN: Spread = (None, None, None, False, None)


def _years(stretch: Stretch, years: Years | None) -> Spread:
    """Year of the start, year of the end, where from, whether doubtful, and the likely year where none is certain."""
    if stretch.y1 is not None and stretch.y2 is not None:
        return stretch.y1, stretch.y2, "cell", False, None
    word = stretch.year
    if word is not None and word.kind not in ("current", "every"):
        return _told(stretch, word)
    if (word is not None and word.kind == "every") or years is None:
        return UNKNOWN
    if years.source == "act" and not wraps(stretch):
        return None, None, "act", False, years.first
    if not years.certain:
        return UNKNOWN
    if years.school:
        if stretch.scope in ("year", "edge"):
            return UNKNOWN
        first, last = in_school_year(stretch, years.first)
        return first, last, years.source, False, None
    if wraps(stretch):
        return None, None, None, stretch.scope != "schoolyear", None
    return years.first, years.first, years.source, False, None


def _told(stretch: Stretch, word: YearWord) -> Spread:
    """A year of the cell that is more than a number."""
    if word.kind == "school":
        if stretch.scope == "year":
            return word.first, word.last, "cell", False, None
        return (*in_school_year(stretch, word.first), "cell", False, None)
    if word.kind == "pair" and wraps(stretch):
        return (*in_school_year(stretch, word.first), "cell", False, None)
    if word.kind == "range" and stretch.whole_year:
        return word.first, word.last, "cell", False, None
    return None, None, None, word.kind != "other", None


def in_school_year(stretch: Stretch, first: int) -> tuple[int, int]:
    """Years of start and end within the school year that begins in `first`: it ends with the summer after it, but a
    stretch that ends in September stands before it.

    >>> in_school_year(Stretch(9, 1, 5, 0, "month"), 2021), in_school_year(Stretch(8, 1, 9, 0, "month"), 2021)
    ((2021, 2022), (2021, 2021))
    """
    end = first if stretch.m2 >= 9 else first + 1
    return end - wraps(stretch), end
