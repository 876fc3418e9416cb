"""The calendar's units as cells name them: a day, a month, a decade, a quarter, a season, a school year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalizers.terms.grammar import Match, Rule, Rules, kinds, token
from normalizers.terms.numeric import is_day, last_day
from normalizers.terms.stretch import Stretch, YearWord, read_year, with_year
from normalizers.terms.tokens import Token

Tokens = Sequence[Token]

YR = (
    "(?P<yr>(?:IN|NA|ZA)?(?:SCHOOL|YEARS|YEAR)(?:UCH|KAL)*(?:GODY|GOD)?|(?:CURRENT|FOLLOWING|EVERY)(?:UCH|KAL)*GOD"
    "|GOD COMMA?FOLLOWING ZA KAL GOD?"
    "|(?:UCH|KAL)?NUM GOD|UCH GOD|KAL?GOD(?!WORD))?"
)
NTH = "(?P<nth>ORD|NUM|ROMAN)"
CHET = {1: (9, 10), 2: (11, 12), 3: (1, 3), 4: (4, 5)}
TRIM = {1: (9, 11), 2: (12, 2), 3: (3, 5)}
HOLIDAYS = {3: (3, 3), 6: (6, 8), 9: (10, 11), 12: (12, 1)}
EDGE_DAYS = {"start": (1, 10), "middle": (11, 20), "end": (21, 0)}


def value_of(found: Token | None) -> int:
    """The number that a token means; 0 where it means none."""
    return found.value if found is not None and isinstance(found.value, int) else 0


def year_of(tokens: Tokens, match: Match) -> YearWord | None:
    """The year that stands behind a unit."""
    return read_year(kinds(tokens, match, "yr"))


def says_school(tokens: Tokens, match: Match) -> bool:
    """Whether the unit is said to be one of a school year."""
    return any(found.kind in ("UCH", "SCHOOL") for found in kinds(tokens, match, "yr"))


def day_in_month(month: int, day: int, year: YearWord | None = None, full: int | None = None) -> Stretch | None:
    """One day; a day that the calendar does not have leaves its month, vague."""
    known = full or (year.first if year is not None and year.kind == "one" else None)
    if not 1 <= day <= 31:
        return None
    if not is_day(known, month, day):
        return with_year(Stretch(month, 1, month, 0, "month", fuzzy=True), year)
    plain = Stretch(month, day, month, day, "day", y1=full, y2=full)
    return plain if full else with_year(plain, year)


def _full_date(tokens: Tokens, match: Match) -> Stretch | None:
    year, month, day = token(tokens, match, "date").value  # type: ignore[union-attr, misc]
    return day_in_month(month, day, full=year)


def _partial_date(tokens: Tokens, match: Match) -> Stretch | None:
    month, day = token(tokens, match, "date").value  # type: ignore[union-attr, misc]
    return day_in_month(month, day, year_of(tokens, match))


def _day_month(tokens: Tokens, match: Match) -> Stretch | None:
    if any(found.text.lower() == "числах" for found in tokens[match.start() : match.end()]):
        return replace(_month(tokens, match), fuzzy=True)
    return day_in_month(
        value_of(token(tokens, match, "month")), value_of(token(tokens, match, "nth")), year_of(tokens, match)
    )


def _month_year(tokens: Tokens, match: Match) -> Stretch:
    year, month = token(tokens, match, "date").value  # type: ignore[union-attr, misc]
    return Stretch(month, 1, month, 0, "month", y1=year, y2=year)


def _month(tokens: Tokens, match: Match) -> Stretch:
    month = value_of(token(tokens, match, "month"))
    return with_year(Stretch(month, 1, month, 0, "month"), year_of(tokens, match))


def part_of_month(unit: str, number: int, month: int, weekday: int | None = None) -> Stretch | None:
    """A week, decade, half or weekday of a month, without a year."""
    if unit == "DEKADA" and number in (1, 2, 3, -1):
        first = {1: 1, 2: 11, 3: 21, -1: 21}[number]
        return Stretch(month, first, month, {1: 10, 11: 20, 21: 0}[first], "day")
    if unit == "HALF" and number in (1, 2, -1):
        return Stretch(month, 1, month, 15, "day") if number == 1 else Stretch(month, 16, month, 0, "day")
    if unit == "WEEK" and number in (1, 2, 3, 4, 5, -1, -2):
        return Stretch(month, 1, month, 0, "month", fuzzy=True)
    if unit == "WEEKDAY" and number in (1, 2, 3, 4, 5, -1) and weekday is not None:
        return Stretch(month, 1, month, 0, "month", weekday=(number, weekday))
    return None


def _part_of_month(tokens: Tokens, match: Match) -> Stretch | None:
    unit = token(tokens, match, "unit")
    assert unit is not None
    month = value_of(token(tokens, match, "month"))
    found = part_of_month(unit.kind, value_of(token(tokens, match, "nth")), month, value_of(unit))
    other = token(tokens, match, "more") if "more" in match.re.groupindex else None
    if found is not None and other is not None:
        second = part_of_month(unit.kind, value_of(other), month)
        found = second and replace(found, d2=second.d2)
    return found and with_year(found, year_of(tokens, match))


def _edge_of_month(tokens: Tokens, match: Match) -> Stretch:
    month = value_of(token(tokens, match, "month"))
    first, last = EDGE_DAYS[str(token(tokens, match, "edge").value)]  # type: ignore[union-attr]
    return with_year(Stretch(month, first, month, last, "month", fuzzy=True), year_of(tokens, match))


def part_of_year(unit: str, number: int, school: bool) -> Stretch | None:
    """A quarter, half-year, school quarter or trimester, without a year."""
    if unit == "KV" and (1 <= number <= 4 or number == -1):
        number = 4 if number == -1 else number
        return Stretch(number * 3 - 2, 1, number * 3, 0, "quarter")
    if unit in ("POL", "HALF") and number in (1, 2, -1):
        first = number == 1
        if school:
            return Stretch(9, 1, 12, 0, "schoolhalf") if first else Stretch(1, 1, 5, 0, "schoolhalf")
        return Stretch(1, 1, 6, 0, "half") if first else Stretch(7, 1, 12, 0, "half")
    table = {"CHET": CHET, "TRIM": TRIM}.get(unit, {})
    number = len(table) if number == -1 else number
    if number in table:
        return Stretch(table[number][0], 1, table[number][1], 0, "chet", fuzzy=True)
    return None


def _part_of_year(tokens: Tokens, match: Match) -> Stretch | None:
    unit = token(tokens, match, "unit")
    assert unit is not None
    year = year_of(tokens, match)
    school = says_school(tokens, match) or (year is not None and year.kind == "pair")
    found = part_of_year(unit.kind, value_of(token(tokens, match, "nth")), school)
    if found is None:
        return None
    if year is not None and year.kind == "pair":
        year = YearWord("school", year.first, year.last)
    found = with_year(found, year)
    edge = token(tokens, match, "edge")
    if edge is None:
        return found
    month = found.m2 if edge.value == "end" else found.m1
    known_end = edge.value == "end" and found.scope != "chet"
    return replace(found, m1=month, m2=month, d1=21 if known_end else 1, d2=0, scope="month", fuzzy=True)


def _season(tokens: Tokens, match: Match) -> Stretch:
    first = value_of(token(tokens, match, "season"))
    if first == 12:
        return with_year(Stretch(12, 1, 2, 0, "season", fuzzy=True), year_of(tokens, match))
    return with_year(Stretch(first, 1, first + 2, 0, "season"), year_of(tokens, match))


def _holidays(tokens: Tokens, match: Match) -> Stretch:
    season = token(tokens, match, "season")
    if season is None:
        return Stretch(1, 1, 12, 0, "holiday", fuzzy=True, months=(1, 3, 6, 7, 8, 10, 11, 12))
    first, last = HOLIDAYS[value_of(season)]
    found = Stretch(first, 1, last, 0, "holiday", fuzzy=True)
    return replace(found, year=year_of(tokens, match))


def _whole_year(tokens: Tokens, match: Match) -> Stretch:
    year = read_year(tokens[match.start() : match.end()])
    spoken = {found.kind for found in tokens[match.start() : match.end()]}
    school = "UCH" in spoken or (year is not None and year.kind == "school")
    if school:
        if year is not None and year.kind == "several":
            return Stretch(9, 1, 5, 0, "schoolyear", year=year, fuzzy=True)
        return Stretch(9, 1, 5, 0, "schoolyear", year=year)
    return with_year(Stretch(1, 1, 12, 0, "year", fuzzy=bool(year and year.kind == "pair")), year)


def _edge_of_year(tokens: Tokens, match: Match) -> Stretch:
    edge = str(token(tokens, match, "edge").value)  # type: ignore[union-attr]
    spoken = tokens[match.start() : match.end()]
    year = read_year(spoken)
    school = any(found.kind in ("UCH", "SCHOOL") for found in spoken)
    month = {"start": 9, "middle": 1, "end": 5}[edge] if school else {"start": 1, "middle": 6, "end": 12}[edge]
    last = 31 if edge == "end" else 0
    found = Stretch(month, 1, month, last, "month" if school else "edge", fuzzy=True)
    if year is not None and year.kind in ("pair", "range") and not school:
        year = YearWord("one", year.last, year.last) if year.kind == "range" else None
    return with_year(found, year)


POINTS = Rules(
    Rule("full date", "(?P<date>DATE)CHISLO?GOD?", _full_date),
    Rule("date without year", f"(?P<date>DAYMON){YR}", _partial_date),
    Rule("month and year in figures", "(?P<date>MONYR)GOD?", _month_year),
    Rule("part of a month", f"{NTH}(?P<unit>WEEK|DEKADA|HALF|WEEKDAY)(?:IN|NA)?(?P<month>MONTH){YR}", _part_of_month),
    Rule(
        "month and its part",
        f"(?P<month>MONTH)(?:COMMA|DASH)?OPEN?{NTH}(?:(?:DASH|AND|COMMA)(?P<more>ORD|NUM|ROMAN))?"
        f"(?P<unit>WEEK|DEKADA|HALF)(?!(?:IN|NA)?MONTH)(?:MES(?!WORD))?CLOSE?{YR}",
        _part_of_month,
    ),
    Rule("day and month", f"(?P<nth>NUM|ORD)CHISLO?(?P<month>MONTH)(?:MES)?{YR}", _day_month),
    Rule("edge of a month", f"(?P<edge>EDGE)(?:MES)?(?P<month>MONTH)(?:MES)?{YR}", _edge_of_month),
    Rule("part of a year", f"(?:(?P<edge>EDGE))?{NTH}(?:UCH)?(?P<unit>KV|POL|CHET|TRIM|HALF){YR}", _part_of_year),
    Rule(
        "edge of a year",
        "(?P<edge>EDGE)(?:CURRENT|WHOLE)?(?:(?:SCHOOL|YEARS|YEAR)(?:UCH|KAL)*(?:GODY|GOD)?|(?:UCH|KAL)*GOD"
        "(?:SCHOOL|YEARS|YEAR(?:GOD)?)?)",
        _edge_of_year,
    ),
    Rule("holidays", f"(?:(?P<season>SEASON)|)(?:UCH)?HOLIDAY(?:PERIOD)?{YR}", _holidays),
    Rule("season", f"(?P<season>SEASON)(?:PERIOD|MES)?{YR}", _season),
    Rule(
        "school year",
        "(?:WHOLE|CURRENT)*(?:(?:SCHOOL|YEARS|YEAR)UCH(?:GODY|GOD)?|UCH(?:GOD|GODY|HALF)(?:SCHOOL|YEARS)?(?:GOD)?"
        "|SCHOOL(?:GODY|GOD)?)",
        _whole_year,
    ),
    Rule("school year to come", "FOLLOWING(?:UCH|KAL)*GOD", _whole_year),
    Rule("years", "(?:WHOLE|CURRENT)*(?:YEARS|YEAR)KAL?(?:GODY|GOD)?", _whole_year),
    Rule("the whole year", "(?:(?:WHOLE|CURRENT)+KAL?|KAL)GOD", _whole_year),
    Rule("month", f"(?:MES)?(?P<month>MONTH)(?:MES)?{YR}", _month),
)


def first_weekday(year: int, month: int, number: int, weekday: int) -> int | None:
    """The day of the month's number-th weekday (0 = Monday; -1 the last), None where the month has none.

    >>> first_weekday(2021, 10, 3, 6), first_weekday(2021, 10, -1, 4)
    (17, 29)
    """
    from datetime import date

    days = [d for d in range(1, last_day(year, month) + 1) if date(year, month, d).weekday() == weekday]
    index = number - 1 if number > 0 else number
    return days[index] if -len(days) <= index < len(days) else None
