"""How often: «ежемесячно», «2 раза в год», «каждый четверг», «до 25 числа каждого месяца»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.terms.grammar import Match, Rule, Rules, kinds, token
from normalizers.terms.points import value_of
from normalizers.terms.stretch import ALL_MONTHS, SCHOOL_MONTHS
from normalizers.terms.tokens import Token

Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Frequency:
    """`freq` and `times` as in the data set.

    `bare`: an adverb («ежегодно»), which joins whatever frequency stands beside it; `weak`: the words tell the place in
    a period («последняя пятница»), the period itself is only likely. `months`: where the words narrow them; `by`: the
    RRULE part that they fix (BYDAY=TH); `every`: each how many periods; `following`: the month after the period; `day`,
    `deadline`: of «до 15 числа».
    """

    freq: str
    times: int = 1
    bare: bool = False
    weak: bool = False
    months: tuple[int, ...] | None = None
    by: str | None = None
    fuzzy: bool = False
    every: int = 1
    following: bool = False
    day: int = 0
    deadline: bool = False


UNITS = {
    "DAY": "daily", "WEEK": "weekly", "MES": "monthly", "KV": "quarterly", "CHET": "quarterly", "TRIM": "quarterly",
    "POL": "half-yearly", "GOD": "yearly", "GODY": "yearly",
}  # fmt: skip
SEVERAL = {
    ("monthly", 3): "quarterly",
    ("monthly", 6): "half-yearly",
    ("monthly", 12): "yearly",
    ("quarterly", 2): "half-yearly",
}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNIT = (
    "(?:(?:EVERY|WHOLE|CURRENT|LEAST)*(?P<each>NUM|ORD)?(?P<school>UCH|KAL)?"
    "(?P<unit>DAY|WEEK|MES|KV|CHET|TRIM|POL|GODY|GOD))"
)
COUNT = "(?P<count>NUM|ROMAN)(?:DASH(?:NUM|ROMAN))?"
MONTH_ENDS = {
    "KV": (3, 6, 9, 12),
    "CHET": (3, 5, 10, 12),
    "TRIM": (2, 5, 11),
    "POL": (5, 12),
    "MES": ALL_MONTHS,
    "WEEK": ALL_MONTHS,
}
MONTH_STARTS = {
    "KV": (1, 4, 7, 10),
    "CHET": (1, 4, 9, 11),
    "TRIM": (3, 9, 12),
    "POL": (1, 9),
    "MES": ALL_MONTHS,
    "WEEK": ALL_MONTHS,
}
AFTER_QUARTER = (1, 4, 7, 10)
FINENESS = {"yearly": 0, "half-yearly": 1, "quarterly": 2, "monthly": 3, "weekly": 4, "daily": 5}


def _unit(tokens: Tokens, match: Match, times: int) -> Frequency | None:
    unit = token(tokens, match, "unit")
    assert unit is not None
    groups = match.re.groupindex
    each = value_of(token(tokens, match, "each")) if "each" in groups else 1
    each, said_school = each or 1, token(tokens, match, "school") if "school" in groups else None
    freq = UNITS[unit.kind]
    together = SEVERAL.get((freq, each))
    fuzzy = (each > 1 and together is None) or unit.kind == "TRIM"
    school = unit.kind in ("CHET", "TRIM")
    if said_school is not None and freq == "yearly":
        school = said_school.kind == "UCH"
    return Frequency(
        together or freq,
        max(1, times),
        months=SCHOOL_MONTHS if school else None,
        fuzzy=fuzzy,
        every=1 if together else each,
    )


def _counted(tokens: Tokens, match: Match) -> Frequency | None:
    return _unit(tokens, match, value_of(token(tokens, match, "count")) or 1)


def _once(tokens: Tokens, match: Match) -> Frequency | None:
    return _unit(tokens, match, 1)


def _adverb(tokens: Tokens, match: Match) -> Frequency:
    groups = [name for name in ("count", "twice") if name in match.re.groupindex]
    times = max((value_of(token(tokens, match, name)) for name in groups), default=1)
    return Frequency(str(token(tokens, match, "adverb").value), times or 1, bare=True)  # type: ignore[union-attr]


def _weekdays(tokens: Tokens, match: Match) -> Frequency:
    days = sorted({value_of(found) for found in tokens[match.start() : match.end()] if found.kind == "WEEKDAY"})
    spoken = list(tokens[match.start() : match.end()])
    if any(found.kind == "DASH" for found in spoken) and len(days) == 2:
        days = list(range(days[0], days[1] + 1))
    return Frequency("weekly", len(days), by="BYDAY=" + ",".join(WEEKDAYS[day] for day in days))


def _weekday_of_month(tokens: Tokens, match: Match) -> Frequency | None:
    day = WEEKDAYS[value_of(token(tokens, match, "weekday"))]
    numbers = [value_of(found) for found in kinds(tokens, match, "nth") if found.kind in ("ORD", "NUM", "ROMAN")]
    if not all(-1 <= number <= 5 and number for number in numbers):
        return None
    return Frequency("monthly", len(numbers), weak=True, by="BYDAY=" + ",".join(f"{n}{day}" for n in numbers))


def _week_of_month(tokens: Tokens, match: Match) -> Frequency:
    return Frequency("monthly", 1, weak=True)


def _day_of_month(tokens: Tokens, match: Match) -> Frequency | None:
    numbers = [value_of(found) for found in kinds(tokens, match, "nth") if found.kind in ("NUM", "ORD")]
    if not all(1 <= number <= 31 or number == -1 for number in numbers):
        return None
    spoken = [found.kind for found in tokens[match.start() : match.end()]]
    ranged = "DASH" in spoken or ("PO" in spoken and "FROM" in spoken)
    times = 1 if ranged else len(numbers)
    by = "BYMONTHDAY=" + ",".join(str(number) for number in (numbers[-1:] if ranged else numbers))
    if "KV" in spoken:
        last = "ORD" in spoken[2:]
        months = MONTH_ENDS["KV"] if last else AFTER_QUARTER if {"KAL", "FOLLOWING", "AFTER"} & set(spoken) else None
        return Frequency("quarterly", times, months=months, by=by if months else None)
    following = bool({"KAL", "FOLLOWING", "AFTER"} & set(spoken))
    return Frequency(
        "monthly",
        times,
        weak="EVERY" not in spoken,
        by=by,
        following=following,
        day=numbers[0] if len(numbers) == 1 else 0,
        deadline=bool({"DO", "BY"} & set(spoken)),
    )


def _edge(tokens: Tokens, match: Match) -> Frequency:
    unit = token(tokens, match, "unit")
    edge = token(tokens, match, "edge")
    assert unit is not None
    first = edge.value == "start" if edge is not None else value_of(token(tokens, match, "nth")) == 1
    table = MONTH_STARTS if first else MONTH_ENDS
    return Frequency(UNITS[unit.kind], 1, months=table.get(unit.kind, ALL_MONTHS), weak=unit.kind in ("MES", "WEEK"))


def _edge_of_every_year(tokens: Tokens, match: Match) -> Frequency:
    edge = str(token(tokens, match, "edge").value)  # type: ignore[union-attr]
    school = token(tokens, match, "school") is not None
    month = {"start": 9, "middle": 1, "end": 5}[edge] if school else {"start": 1, "middle": 6, "end": 12}[edge]
    return Frequency("yearly", 1, months=(month,))


def _month_of_quarter(tokens: Tokens, match: Match) -> Frequency | None:
    number = value_of(token(tokens, match, "nth"))
    number = 3 if number == -1 else number
    return Frequency("quarterly", 1, months=tuple(range(number, 13, 3))) if 1 <= number <= 3 else None


def _only_times(tokens: Tokens, match: Match) -> Frequency:
    return Frequency("yearly", value_of(token(tokens, match, "count")), bare=True, fuzzy=True)


NTHS = "(?P<nth>(?:ORD|NUM|ROMAN)(?:(?:COMMA|AND|DASH|PO)+(?:ORD|NUM|ROMAN))*)"
OF_MONTH = (
    "(?:(?:EVERY|FOLLOWING|CURRENT|KAL|FREQ|ORD)*(?:MES|KV)"
    "(?:COMMA?FOLLOWING(?:ZA)?(?:KAL|ORD)*(?:MES|KV|PERIOD|WORD)?|(?:EVERY|KAL)*KV|COMMA?AFTER?KAL(?:MES|KV|PERIOD)?)?|FREQ)?"
)
NUMBERS = "(?:ORD|NUM|ROMAN)(?:(?:COMMA|AND|DASH)(?:ORD|NUM|ROMAN))*"
MORE_WEEKDAYS = "(?:(?:COMMA|AND|DASH)(?:IN|PO|EVERY)*WEEKDAY)*(?:EVERY?(?:WEEK|MES))?"
DAY_NAME = "(?:CHISLO|WORD?DAY(?=(?:EVERY|FOLLOWING|CURRENT|KAL)*MES))"
EDGE_OF = (
    "(?:IN|NA|DO|BY|PO)*(?:(?P<edge>EDGE)(?:EVERY|WHOLE)*|RESULT EVERY"
    "|(?P<nth>ORD|NUM)(?:WEEK|DAY)EVERY?(?=KV|CHET|TRIM|POL))"
)
FREQUENCIES = Rules(
    Rule("month of the quarter", "IN?(?P<nth>ORD)MES EVERY?KV", _month_of_quarter),
    Rule("number of times in a period", f"LEAST*(?:PO)?{COUNT}RAZ(?:IN|ZA|NA|SLASH|TECH)+{UNIT}", _counted),
    Rule("once in a period", f"LEAST*(?P<count>RAZ)(?:IN|ZA|NA|SLASH)+{UNIT}", _once),
    Rule("twice in a period", f"LEAST*(?P<count>TWICE)(?:IN|ZA|NA|TECH)+{UNIT}", _counted),
    Rule("an adverb with its number", f"LEAST*(?:PO)?(?:{COUNT}RAZ|(?P<twice>TWICE))(?P<adverb>FREQ)", _adverb),
    Rule("hours in a period", f"LEAST*(?:PO)?{COUNT}(?:HOUR|DAY|MES)(?:IN|SLASH)+{UNIT}", _once),
    Rule(
        "weekday of every month",
        f"(?:IN|NA|PO)?(?:EVERY)?{NTHS}(?P<weekday>WEEKDAY)(?:(?:EVERY|KAL)?MES)?(?!MONTH)",
        _weekday_of_month,
    ),
    Rule("weekdays", f"(?:IN|PO|EVERY)+WEEKDAY{MORE_WEEKDAYS}", _weekdays),
    Rule("bare weekdays", f"WEEKDAY{MORE_WEEKDAYS}(?!MONTH)", _weekdays),
    Rule("week of every month", f"(?:IN|NA|EVERY)*{NUMBERS}(?:WEEK|DEKADA|HALF)(?:EVERY|CURRENT)*MES", _week_of_month),
    Rule(
        "day of every month",
        f"(?:(?:IN|NA)?(?:PERIOD)?(?:DO|BY|PO|IN|FROM))?(?:EVERY)?{NTHS}{DAY_NAME}{OF_MONTH}(?!MONTH)",
        _day_of_month,
    ),
    Rule("every unit", f"(?:IN|NA|PO)?EVERY{UNIT}(?!MONTH)", _once),
    Rule("unit by unit", "PO(?P<unit>KV|CHET|TRIM|POL|MES|WEEK)(?!NUM|ROMAN)", _once),
    Rule("edge of every unit", f"{EDGE_OF}(?:UCH)?(?P<unit>KV|CHET|TRIM|POL|MES|WEEK)(?!MONTH)", _edge),
    Rule("edge of every year", "(?:IN|NA|DO|BY)*(?P<edge>EDGE)EVERY(?:(?P<school>UCH)|KAL)?GOD", _edge_of_every_year),
    Rule("adverb", "(?P<adverb>FREQ|FREQADJ)", _adverb),
    Rule("number of times", f"LEAST*{COUNT}RAZ(?!WORD)", _only_times),
    Rule("twice", "(?P<count>TWICE)", _only_times),
)
