"""Term cells → components: the table of examples, derived columns, the vocabulary, likeness, mending."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from edtf import parse_edtf

from normalizers.terms import Term, Years, explain, find_terms, fold_term, read_terms, term_likeness
from normalizers.terms import lexicon as lexicon_module
from normalizers.terms.grammar import KINDS
from normalizers.terms.mending import LIKELY
from normalizers.terms.tokens import tokenise

HERE = Path(__file__).parent
SCHOOL = (1, 2, 3, 4, 5, 9, 10, 11, 12)


def _years(words: list[str]) -> Years:
    first, _, last = words[1].partition("-")
    return Years(int(first), int(last or first), words[0] == "school", words[2])


def _table() -> list[tuple[str, Years | None, str]]:
    years, rows = None, []
    for line in (HERE / "term_cells.txt").read_text("utf-8").splitlines():
        if line.startswith("## years:"):
            years = _years(line.removeprefix("## years:").split())
        elif " | " in f"{line} " and not line.startswith("#"):
            text, _, expected = line.partition(" |")
            rows.append((text.strip().replace("⏎", "\n"), years, expected.strip()))
    return rows


TABLE = _table()


def written(term: Term) -> str:
    """A component as the table writes it."""
    months = "all" if len(term.months) == 12 else "school" if term.months == SCHOOL else ",".join(map(str, term.months))
    dates = f"{term.start or ''}..{term.end or ''}" if term.start or term.end else ""
    freq = f"{term.freq}*{term.times}" if term.freq else ""
    condition = f"{{{term.condition}}}" if term.condition else ""
    return " ".join(filter(None, (term.kind, months, dates, freq, "~" if term.ambiguous else "", condition)))


def test_the_table_is_large() -> None:
    assert len(TABLE) >= 400


@pytest.mark.parametrize(("text", "years", "expected"), TABLE)
def test_cell(text: str, years: Years | None, expected: str) -> None:
    assert " + ".join(written(term) for term in read_terms(text, years).components) == expected


PRINTED = {
    "a line a word": lambda text: text.replace(" ", "\n"),
    "one line": lambda text: text.replace("\n", " "),
    "wide spaces": lambda text: text.replace(" ", "  "),
    "capitals": str.upper,
    "a full stop": lambda text: text + ".",
    "long dashes": lambda text: text.replace("-", "–"),
    "no space after commas": lambda text: text.replace(", ", ","),
    "margins": lambda text: f" {text} ;",
}


@pytest.mark.parametrize("form", PRINTED)
def test_how_a_cell_is_printed_changes_nothing(form: str) -> None:
    def said(text: str, years: Years | None) -> list[Term]:
        terms = read_terms(text, years).components
        return [replace(t, text="", condition=t.condition and "…", confidence=1, rule="") for t in terms]

    for text, years, _ in TABLE:
        assert said(PRINTED[form](text), years) == said(text, years), (text, form)


def test_a_dash_before_an_item_is_no_range() -> None:
    assert [t.months for t in read_terms("- март\n- май").components] == [(3,), (5,)]
    assert [t.months for t in read_terms("март\n- май").components] == [(3, 4, 5)]


def test_derived_columns_are_valid() -> None:
    for text, years, _ in TABLE:
        for term in read_terms(text, years).components:
            if term.rrule is not None:
                assert rrulestr(term.rrule, dtstart=None) is not None, text
            if term.edtf is not None:
                assert parse_edtf(term.edtf) is not None, text
            assert (term.rrule is not None) == (term.kind == "recurring"), text
            assert term.rule, text


@pytest.mark.parametrize(
    ("text", "edtf", "rrule"),
    [
        ("октябрь-ноябрь 2021", "2021-10/2021-11", None),
        ("сентябрь", "XXXX-09", None),
        ("до 15.09.2021", "../2021-09-15", None),
        ("с 1 октября 2022 г.", "2022-10-01/..", None),
        ("2021/2022 учебный год", "2021-09-01/2022-05-31", None),
        ("12 октября 2022 г.", "2022-10-12", None),
        ("2022-2024 гг.", "2022/2024", None),
        ("по графику", None, None),
        ("2 раза в год (октябрь, апрель)", "{XXXX-04,XXXX-10}", "FREQ=YEARLY;BYMONTH=4,10"),
        ("ежеквартально", None, "FREQ=MONTHLY;INTERVAL=3"),
        ("1 раз в полугодие", None, "FREQ=MONTHLY;INTERVAL=6"),
        ("до 25 числа каждого месяца", None, "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("каждый четверг", None, "FREQ=WEEKLY;BYDAY=TH"),
        ("последняя пятница месяца", None, "FREQ=MONTHLY;BYDAY=-1FR"),
        ("1 раз в 2 недели", None, "FREQ=WEEKLY;INTERVAL=2"),
        ("2022-2024 гг., ежемесячно", "2022/2024", "FREQ=MONTHLY;UNTIL=20241231"),
        ("ежегодно, октябрь-апрель", "XXXX-10/XXXX-04", "FREQ=YEARLY;BYMONTH=10"),
    ],
)
def test_rrule_and_edtf(text: str, edtf: str | None, rrule: str | None) -> None:
    (term,) = read_terms(text).components
    assert (term.edtf, term.rrule) == (edtf, rrule)


@pytest.mark.parametrize(
    ("text", "years", "source"),
    [
        ("октябрь 2021", None, "cell"),
        ("октябрь 2021", Years(2022, 2022), "cell"),
        ("октябрь", Years(2022, 2022, False, "section"), "section"),
        ("октябрь", Years(2022, 2023, True, "period"), "period"),
        ("октябрь", Years(2022, 2022, False, "act"), "act"),
        ("октябрь", Years(2022, 2024), None),
        ("октябрь", None, None),
        ("по графику", Years(2022, 2022), None),
    ],
)
def test_where_the_year_comes_from(text: str, years: Years | None, source: str | None) -> None:
    assert read_terms(text, years).components[0].year_source == source


def test_an_acts_year_is_only_likely() -> None:
    (term,) = read_terms("октябрь", Years(2022, 2022, False, "act")).components
    assert (term.start, term.edtf) == (None, "2022-10?")


@pytest.mark.parametrize(
    ("text", "leftovers"),
    [
        ("октябрь", ()),
        ("20 октября, 13.00", ("13.00",)),
        ("ноябрь, на базе школы № 2", ("на базе школы № 2",)),
        ("2021-2023 Пополнение не реже 1 раза в месяц", ("Пополнение",)),
        ("кабинет 12", ("кабинет 12",)),
        ("октябрь (5-9 классы), март", ("5-9 классы",)),
    ],
)
def test_what_is_no_term_is_left_over(text: str, leftovers: tuple[str, ...]) -> None:
    reading = read_terms(text)
    assert reading.leftovers == leftovers
    assert (reading.confidence == 1.0) == (not leftovers)


@pytest.mark.parametrize("text", ["", " ", "-", "—", "\n", "…", "***"])
def test_empty_cell(text: str) -> None:
    (term,) = read_terms(text).components
    assert (term.kind, term.text, term.months) == ("unspecified", "", ())


def test_cell_of_other_words_keeps_its_text() -> None:
    (term,) = read_terms("актовый зал,\nшкола № 3").components
    assert (term.kind, term.text) == ("unspecified", "актовый зал, школа № 3")


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("август, в течение учебного года", ["август", "в течение учебного года"]),
        ("март, июнь 2023 г.", ["март", "июнь 2023 г."]),
        ("ежегодно октябрь, март", ["ежегодно октябрь", "март"]),
        ("до 1.11, далее постоянно", ["до 1.11", "постоянно"]),
        ("2 раза в год (октябрь, апрель)", ["2 раза в год (октябрь, апрель)"]),
        ("до 3, 10 и 17-20 октября 2022 г.", ["до 3", "10", "17-20 октября 2022 г."]),
        ("I, III кв. 2022", ["I", "III кв. 2022"]),
        ("5 и 12.11.2022", ["5", "12.11.2022"]),
        ("октябрь-ноябрь и по запросу", ["октябрь-ноябрь", "по запросу"]),
    ],
)
def test_text_of_components(text: str, texts: list[str]) -> None:
    assert [term.text for term in read_terms(text).components] == texts


def test_spans_lie_in_the_cell() -> None:
    for text, years, _ in TABLE:
        for term in read_terms(text, years).components:
            start, end = term.span
            assert 0 <= start <= end <= len(text)


LEXICON = tomllib.loads((Path(lexicon_module.__file__).parent / "lexicon.toml").read_text("utf-8"))["word"]


@pytest.mark.parametrize("entry", LEXICON, ids=lambda entry: f"{entry['class']} {entry['forms'][0]}")
def test_lexicon_entry(entry: dict) -> None:
    assert entry["class"] in KINDS
    assert all(form == form.lower() and "ё" not in form for form in entry["forms"])
    found = [(token.kind, token.value) for token in tokenise(entry["example"])]
    assert (entry["class"], entry.get("value")) in found


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("сентябрь", 1, 1),
        ("в течение года", 1, 1),
        ("сентябрь-октябрь 2021 г., январь", 1, 1),
        ("до 15.09.2022", 1, 1),
        ("по мере необходимости", 0.7, 1),
        ("1 раз в квартал", 1, 1),
        ("директор школы", 0, 0),
        ("Карта посещений", 0, 0),
        ("3", 0, 0),
        ("1.2", 0, 0.7),
        ("", 0, 0),
        ("МБОУ СОШ № 5", 0, 0),
        ("Проведение диагностики уровня подготовки обучающихся 9 классов в сентябре", 0, 0.3),
    ],
)
def test_term_likeness(text: str, low: float, high: float) -> None:
    assert low <= term_likeness(text) <= high


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2.1 Семинар для учителей октябрь 2022 г. методист", ["октябрь 2022 г"]),
        ("Анализ результатов до 15.09.2022 завуч", ["до 15.09.2022"]),
        ("Собеседование с руководителями сентябрь, январь руководитель центра", ["сентябрь, январь"]),
        ("Посещение уроков в течение учебного года куратор", ["в течение учебного года"]),
        ("Консультации по мере необходимости методисты", ["по мере необходимости"]),
        ("Банк практик ежегодно, октябрь-апрель отдел", ["ежегодно, октябрь-апрель"]),
        ("Работа с обучающимися 9-11 классов", []),
    ],
)
def test_find_terms(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in find_terms(text)] == found


@pytest.mark.parametrize(
    ("noisy", "mended"),
    [
        ("сентя6рь", "сентябрь"),
        ("0ктябрь", "октябрь"),
        ("ИЮНЬ", "июнь"),
        ("в теченне гола", "в течение года"),
        ("Ежеквартaльно", "Ежеквартально"),
        ("сентябрь-октябрь", "сентябрь-октябрь"),
        ("декабрь 2021", "декабрь 2021"),
        ("по мере необхолимости", "по мере необходимости"),
        ("сентябрь.", "сентябрь."),
        ("2 раза в год (октябрь, апрель)", "2 раза в год (октябрь, апрель)"),
        ("нюнь", "июнь"),
        ("аnрель,", "апрель,"),
        ("Май-нюль", "Май-июль"),
        ("до 15 сентябоя 2021 г.", "до 15 сентября 2021 г."),
        ("по отдельному гоафику", "по отдельному графику"),
        ("директор школы", None),
        ("карта", None),
        ("ию", None),
        ("12345", None),
    ],
)
def test_fold_term(noisy: str, mended: str | None) -> None:
    assert (fold_term(noisy) or "").lower() == (mended or "").lower()


@pytest.mark.parametrize("phrase", LIKELY)
def test_phrases_that_ocr_may_mean_are_terms(phrase: str) -> None:
    assert term_likeness(phrase) >= 0.9
    assert not read_terms(phrase).leftovers
    assert fold_term(phrase) == phrase


def test_explain_names_every_token_and_rule() -> None:
    told = explain("сентябьрь 2021, 13.00", Years(2021, 2021))
    assert "исправлена опечатка" in told
    assert "правило «month»" in told
    assert "Не прочитано: «13.00»" in told
