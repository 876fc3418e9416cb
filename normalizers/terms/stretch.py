"""A stretch of the calendar as a cell tells it: maybe without a year, maybe vague."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from normalizers.terms.tokens import Token

SCHOOL_MONTHS = (1, 2, 3, 4, 5, 9, 10, 11, 12)
ALL_MONTHS = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class YearWord:
    """How a cell tells the year.

    `kind`: "one" (2021), "school" (2021/2022), "pair" (2020-2021: a school year or two years), "range" (2021-2024 гг.),
    "several" (2021, 2022), "every" (каждого года), "current" (текущего года), "other" (следующего года).
    """

    kind: str
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """From (y1, m1, d1) to (y2, m2, d2), both inclusive; d2 = 0 is the last day of its month, a year None is not told.

    `shape`: "span", "deadline" (only the end counts) or "open" (only the start counts).
    `scope`: the unit that it is made of: day, month, quarter, half, chet, season, year, schoolyear.
    `fuzzy`: two readers could differ on the dates; `months` overrides what follows from the borders.
    `part`: its own tokens [start, end) within a list under one head.
    """

    m1: int
    d1: int
    m2: int
    d2: int
    scope: str
    y1: int | None = None
    y2: int | None = None
    year: YearWord | None = None
    shape: str = "span"
    fuzzy: bool = False
    months: tuple[int, ...] | None = None
    weekday: tuple[int, int] | None = None
    part: tuple[int, int] | None = field(default=None, compare=False)

    @property
    def has_year(self) -> bool:
        return self.y1 is not None or self.y2 is not None or (self.year is not None and self.year.kind != "current")

    @property
    def single_month(self) -> bool:
        return self.months is None and self.m1 == self.m2 and self.scope in ("day", "month", "season")

    @property
    def whole_year(self) -> bool:
        return self.scope in ("year", "schoolyear")


def with_year(stretch: Stretch, year: YearWord | None) -> Stretch:
    """The stretch in the year that the cell tells; what it has already is kept.

    >>> s = with_year(Stretch(9, 1, 9, 0, "month"), YearWord("one", 2021))
    >>> s.y1, s.y2
    (2021, 2021)
    """
    if year is None or stretch.y1 is not None or stretch.y2 is not None:
        return stretch
    if year.kind != "one":
        return replace(stretch, year=year)
    if wraps(stretch) and stretch.scope not in ("year", "schoolyear"):
        if stretch.scope == "day":
            return replace(stretch, y1=year.first - 1, y2=year.first)
        return replace(stretch, year=year, fuzzy=True)
    if stretch.scope == "schoolyear":
        return replace(stretch, year=year, fuzzy=True)
    return replace(stretch, y1=year.first, y2=year.first)


def ends(stretch: Stretch) -> bool:
    """Whether a vague stretch is the end of a month or year, which has a certain last day."""
    return stretch.fuzzy and (stretch.d2 == 31 or (stretch.scope == "month" and stretch.d1 == 21))


def span_months(stretch: Stretch) -> tuple[int, ...]:
    """The calendar months between the stretch's borders, in the order of the calendar.

    >>> span_months(Stretch(10, 1, 2, 0, "month"))
    (1, 2, 10, 11, 12)
    """
    if stretch.months is not None:
        return stretch.months
    first, last = stretch.m1, stretch.m2
    if first <= last:
        return tuple(range(first, last + 1))
    return tuple(range(1, last + 1)) + tuple(range(first, 13))


def wraps(stretch: Stretch) -> bool:
    """Whether the stretch runs over the new year."""
    return (stretch.m1, stretch.d1) > (stretch.m2, stretch.d2 or 31)


def join(first: Stretch, last: Stretch) -> Stretch | None:
    """From the start of one stretch to the end of another; None where the years run backwards."""
    y1, y2 = first.y1, last.y2
    year = last.year or first.year
    joined = Stretch(
        first.m1, first.d1, last.m2, last.d2,
        first.scope if first.scope == last.scope else "day" if "day" in (first.scope, last.scope) else "month",
        fuzzy=first.fuzzy or (last.fuzzy and not ends(last)),
    )  # fmt: skip
    over = wraps(joined)
    if first.whole_year and last.whole_year and not (y1 and y2):
        return _joined_years(joined, first, last)
    if y1 is None and y2 is not None:
        if over and joined.scope != "day":
            return replace(joined, fuzzy=True, year=YearWord("one", y2))
        y1 = y2 - over
    elif y2 is None and y1 is not None:
        if last.year is not None:
            y1 = None
        else:
            y2 = y1 + over
    if y1 is not None and y2 is not None and (y1, joined.m1, joined.d1) > (y2, joined.m2, joined.d2 or 31):
        return None
    return replace(joined, y1=y1, y2=y2, year=year if y1 is None else None)


def _joined_years(joined: Stretch, first: Stretch, last: Stretch) -> Stretch:
    a, b = first.year, last.year
    if a and b and a.kind == b.kind == "school":
        return replace(joined, year=YearWord("range", a.first, b.last), fuzzy=False)
    return replace(joined, year=a or b, fuzzy=True)


def read_year(tokens: Sequence[Token]) -> YearWord | None:
    """The year that a run of tokens tells («2021/2022 уч. г.»), None where it tells none."""
    by_kind = {token.kind: token for token in tokens}
    school = "UCH" in by_kind
    if "SCHOOL" in by_kind or "YEARS" in by_kind:
        pair = by_kind["SCHOOL" if "SCHOOL" in by_kind else "YEARS"].value
        assert isinstance(pair, tuple)
        first, last = pair
        if last == first + 1:
            if school or "SCHOOL" in by_kind:
                return YearWord("school", first, last)
            return YearWord("range" if "GODY" in by_kind else "pair", first, last)
        return YearWord("range", first, last)
    if "YEAR" in by_kind:
        value = int(by_kind["YEAR"].value)  # type: ignore[call-overload]
        return YearWord("several" if school else "one", value, value)
    if "NUM" in by_kind:
        value = 2000 + int(by_kind["NUM"].value)  # type: ignore[call-overload]
        return YearWord("one", value, value)
    if {"FOLLOWING", "ZA", "KAL"} <= by_kind.keys():  # «года, следующего за отчётным»: of each year
        return YearWord("every")
    for kind, name in (("EVERY", "every"), ("FOLLOWING", "other"), ("CURRENT", "current")):
        if kind in by_kind:
            return YearWord(name)
    return None
