"""Months, dates and frequencies → RFC 5545 and ISO 8601-2 (EDTF): derived columns, nothing is computed from them."""

from __future__ import annotations

from collections.abc import Iterable

from normalizers.terms.attaching import Draft
from normalizers.terms.dating import Dated
from normalizers.terms.stretch import ALL_MONTHS, SCHOOL_MONTHS, Stretch

FREQ = {"yearly": "YEARLY", "monthly": "MONTHLY", "weekly": "WEEKLY", "daily": "DAILY"}


def rrule_of(draft: Draft, dated: Dated) -> str | None:
    """The recurrence as RFC 5545 has it: a quarter is three months, a half-year six; `times` has no place in it."""
    frequency = draft.frequency
    if frequency is None:
        return None
    parts = []
    months = dated.months if dated.months and dated.months != ALL_MONTHS else ()
    spread = {"quarterly": 3, "half-yearly": 6}.get(frequency.freq)
    if spread and months and (frequency.months or len(months) <= 4):
        parts.append("FREQ=YEARLY")
    elif spread:
        parts.append(f"FREQ=MONTHLY;INTERVAL={spread}")
        months = ()
    elif frequency.freq == "yearly" and months and len(months) > frequency.times:
        parts.append("FREQ=YEARLY")
        months = (_first_month(draft, months),)
    else:
        parts.append(f"FREQ={FREQ[frequency.freq]}" + (f";INTERVAL={frequency.every}" if frequency.every > 1 else ""))
    if months:
        parts.append("BYMONTH=" + ",".join(str(month) for month in months))
    if frequency.by and not (spread and "BYDAY" in frequency.by):
        parts.append(frequency.by)
    if dated.end is not None and dated.start is not None:
        parts.append(f"UNTIL={dated.end:%Y%m%d}")
    return ";".join(parts)


def _first_month(draft: Draft, months: tuple[int, ...]) -> int:
    return draft.stretches[0].m1 if draft.stretches else months[0]


def edtf_of(draft: Draft, dated: Dated) -> str | None:
    """The calendar part as EDTF; unknown years are XXXX, a year that is only likely has a question mark."""
    if not draft.stretches:
        return None
    if dated.start is None and dated.end is None:
        return _without_dates(draft.stretches, dated)
    if dated.start is None:
        return f"../{dated.end}"
    if dated.end is None:
        return f"{dated.start}/.."
    if dated.start == dated.end:
        return str(dated.start)
    whole = draft.stretches[0].d1 == 1 and all(s.d2 == 0 and s.scope not in ("schoolyear",) for s in draft.stretches)
    if whole and len(draft.stretches) == 1:
        first, last = f"{dated.start:%Y-%m}", f"{dated.end:%Y-%m}"
        if first == last:
            return first
        if (dated.start.month, dated.end.month) == (1, 12):
            return f"{dated.start:%Y}" if dated.start.year == dated.end.year else f"{dated.start:%Y}/{dated.end:%Y}"
        return f"{first}/{last}"
    return f"{dated.start}/{dated.end}"


def _without_dates(stretches: list[Stretch], dated: Dated) -> str | None:
    first = stretches[0]
    year, doubt = ("XXXX", "") if dated.likely is None else (str(dated.likely), "?")
    if len(stretches) > 1:
        return _set(year, dated.months)
    if dated.months == ALL_MONTHS or (dated.months == SCHOOL_MONTHS and first.scope == "schoolyear"):
        if first.shape == "open":
            return None
        return "XXXX" if dated.months == ALL_MONTHS else "XXXX-09/XXXX-05"
    if first.months is not None:
        return _set(year, first.months)
    exact = first.scope == "day" and not first.fuzzy
    a, b = (_day(year, m, d if exact else 0) + doubt for m, d in ((first.m1, first.d1), (first.m2, first.d2)))
    if first.shape == "deadline":
        return b
    if first.m1 > first.m2 and doubt:
        return None
    return a if a == b else f"{a}/{b}"


def _set(year: str, months: Iterable[int]) -> str:
    """Months as a set; EDTF has no set of one."""
    named = [f"{year}-{month:02}" for month in months]
    return named[0] if len(named) == 1 else "{" + ",".join(named) + "}"


def _day(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
