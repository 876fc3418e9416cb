"""Invariants of the term grammar: what is rendered is read back; nonsense raises nothing and dates nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.rrule import rrulestr
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.terms import Years, explain, find_terms, fold_term, read_terms, term_likeness

QUICK = settings(deadline=None, max_examples=80)
GENITIVE = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
NOMINATIVE = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
]
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
ONE_DAY = [
    "{d:%d.%m.%Y}",
    "{d:%d.%m.%y}",
    "{d.day}.{d.month}.{d.year}",
    "{d.day} {month} {d.year}",
    "{d.day} {month} {d.year} г.",
    "{d.day:02} {month} {d.year} года",
    "{d.day}-го {month} {d.year}г.",
    "{d:%d/%m/%Y}",
    "{d:%Y-%m-%d}",
    "{d.day}{month} {d.year}",
]
RANGES = [
    "{a:%d.%m.%Y}-{b:%d.%m.%Y}",
    "с {a:%d.%m.%Y} по {b:%d.%m.%Y}",
    "{a:%d.%m.%Y} г. – {b:%d.%m.%Y} г.",
    "с {a.day} {ma} {a.year} года по {b.day} {mb} {b.year} года",
    "{a.day} {ma} {a.year} г. — {b.day} {mb} {b.year} г.",
    "в период с {a:%d.%m.%y} по {b:%d.%m.%y}",
]


@QUICK
@given(DAYS, st.sampled_from(ONE_DAY))
def test_a_day_is_read_back(day: date, form: str) -> None:
    (term,) = read_terms(form.format(d=day, month=GENITIVE[day.month - 1])).components
    assert (term.kind, term.start, term.end, term.months) == ("interval", day, day, (day.month,))


@QUICK
@given(DAYS, st.sampled_from(ONE_DAY), st.sampled_from(["до", "не позднее", "в срок до", "До"]))
def test_a_deadline_is_read_back(day: date, form: str, word: str) -> None:
    (term,) = read_terms(f"{word} " + form.format(d=day, month=GENITIVE[day.month - 1])).components
    assert (term.kind, term.start, term.end, term.months) == ("deadline", None, day, (day.month,))


@QUICK
@given(DAYS, st.integers(1, 300), st.sampled_from(RANGES))
def test_a_range_of_days_is_read_back(first: date, length: int, form: str) -> None:
    last = first + timedelta(length)
    (term,) = read_terms(
        form.format(a=first, b=last, ma=GENITIVE[first.month - 1], mb=GENITIVE[last.month - 1])
    ).components
    assert (term.kind, term.start, term.end) == ("interval", first, last)


@QUICK
@given(st.integers(1, 12), st.integers(1, 12), st.integers(2015, 2035), st.sampled_from(["{}-{}", "{} – {}", "{}—{}"]))
def test_a_stretch_of_months_is_read_back(first: int, last: int, year: int, form: str) -> None:
    text = form.format(f"{NOMINATIVE[first - 1]} {year}", f"{NOMINATIVE[last - 1]} {year + (last < first)}")
    (term,) = read_terms(text).components
    assert term.start == date(year, first, 1)
    assert term.end is not None
    assert (term.end + timedelta(1)).day == 1
    assert len(term.months) == (last - first) % 12 + 1


@QUICK
@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=6, unique=True), st.sampled_from([", ", ",", " и ", "\n", "; "])
)
def test_months_that_stand_apart_are_components(months: list[int], between: str) -> None:
    terms = read_terms(between.join(NOMINATIVE[month - 1] for month in months)).components
    assert [term.months for term in terms] == [(month,) for month in months]
    assert all(term.start is None for term in terms)


WORDS = [
    "план",
    "школа",
    "и",
    "в",
    "с",
    "по",
    "до",
    "на",
    "к",
    "за",
    "1",
    "2",
    "15",
    "31",
    "2021",
    "2022",
    "год",
    "г.",
    "квартал",
    "сентябрь",
    "мая",
    "неделя",
    "раз",
    "каждый",
    "-",
    ",",
    ";",
    "(",
    ")",
    ":",
    "ежегодно",
    "далее",
    "после",
    "конец",
    "учебный",
    "I",
    "не",
]


@QUICK
@given(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join))
def test_any_mixture_of_term_words_is_read_without_error(text: str) -> None:
    for years in (None, Years(2021, 2022, True, "section"), Years(2021, 2021)):
        for term in read_terms(text, years).components:
            assert not (term.start and term.end) or term.start <= term.end
            assert term.months == tuple(sorted(set(term.months)))
            assert term.rrule is None or rrulestr(term.rrule)
            assert term.edtf is None or parse_edtf(term.edtf)
            assert (term.freq is not None) == (term.kind == "recurring")
            assert term.kind != "deadline" or term.start is None


@QUICK
@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    read_terms(text)
    explain(text)
    fold_term(text)
    assert 0 <= term_likeness(text) <= 1
    assert all(0 <= start < end <= len(text) for start, end in find_terms(text))


@QUICK
@given(st.text("абвгежзклнопрстухцчшщыэюя ,.-", max_size=40))
def test_nonsense_has_no_dates(text: str) -> None:
    assert all(term.start is None and term.end is None for term in read_terms(text).components)


@pytest.mark.parametrize(
    "text", ["32.10.2022", "12.13.2022", "00.00.0000", "99 сентября", "2022-13-45", "15.09.20222", "1.2.3.4"]
)
def test_what_is_no_date_is_not_dated(text: str) -> None:
    assert all(term.start is None and term.end is None for term in read_terms(text).components)
