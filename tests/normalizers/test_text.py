"""Broken words, look-alike letters, torn words: tables of examples, and what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.text import WORDS, fold_spaces, join_lines, mend, mend_hyphens, mend_lookalikes, mend_torn

LINES = [
    (["мониторинг зап-", "росов"], "мониторинг запросов"),
    (["школа-", "куратор"], "школа-куратор"),
    (["социально-", "трудовой"], "социально-трудовой"),
    (["психолого-", "педагогическая"], "психолого-педагогическая"),
    (["организационно-", "методического"], "организационно-методического"),
    (["учителя-", "предметники"], "учителя-предметники"),
    (["план-", "график"], "план-график"),
    (["мастер-", "класс"], "мастер-класс"),
    (["онлайн-", "консультация"], "онлайн-консультация"),
    (["кто-", "то"], "кто-то"),
    (["метапред-", "метные"], "метапредметные"),
    (["здоровье-", "сберегающие"], "здоровьесберегающие"),
    (["меж-", "муниципальный"], "межмуниципальный"),
    (["тьютор-", "ское"], "тьюторское"),
    (["Сер-", "нурского района"], "Сернурского района"),
    (["Йошкар-", "Ола"], "Йошкар-Ола"),
    (["IT-", "технологии"], "IT-технологии"),
    (["2020-", "2022 годы"], "2020-2022 годы"),
    (["8-", "х классов"], "8-х классов"),
    (["программно-мето-", "дического"], "программно-методического"),
    (["учебно-", "и научно-методические"], "учебно- и научно-методические"),
    (["мониторинг зап\u00ad", "росов"], "мониторинг запросов"),
    (["мониторинг зап\u0002", "росов"], "мониторинг запросов"),
    (["школа\u0002", "куратор"], "школа-куратор"),
    (["мониторинг зап\ufffe", "росов"], "мониторинг запросов"),
    (["план", "- провести семинар"], "план - провести семинар"),
    (["сентябрь -", "октябрь"], "сентябрь - октябрь"),
    (["ОБРАЗО-", "ВАТЕЛЬНОЙ"], "ОБРАЗОВАТЕЛЬНОЙ"),
    (["  районный ", "", " методический  отдел"], "районный методический отдел"),
    ([], ""),
]


@pytest.mark.parametrize(("lines", "expected"), LINES)
def test_join_lines(lines: list[str], expected: str) -> None:
    assert join_lines(lines) == expected


INLINE = [
    ("с еже- годным отчётом", "с ежегодным отчётом"),
    ("по совершенство- ванию условий", "по совершенствованию условий"),
    ("информационно- методический центр", "информационно-методический центр"),
    ("октябрь- ноябрь", "октябрь- ноябрь"),
    ("учебно- и научно-методические", "учебно- и научно-методические"),
    ("зап\u0002росов", "запросов"),
    ("школа\u0002куратор", "школа-куратор"),
    ("за\u00adпросов", "запросов"),
    ("мониторинг - анализ", "мониторинг - анализ"),
]


@pytest.mark.parametrize(("text", "expected"), INLINE)
def test_mend_hyphens(text: str, expected: str) -> None:
    assert mend_hyphens(text) == expected


LOOKALIKES = [
    ("oбpaзование", "образование"),
    ("шкοла", "школа"),  # Greek omicron
    ("MAOУ", "МАОУ"),
    ("руководители PMO", "руководители РМО"),
    ("руководители OO", "руководители ОО"),
    ("c 1 сентября", "с 1 сентября"),
    ("MAPT 2021 года", "МАРТ 2021 года"),
    ("XI класс", "XI класс"),
    ("I, II кварталы", "I, II кварталы"),
    ("платформа Zoom", "платформа Zoom"),
    ("IT-отдел", "IT-отдел"),
    ("сайт www.cap.ru", "сайт www.cap.ru"),
    ("и\u0306", "й"),
    ("Cоставление планa", "Составление плана"),
]


@pytest.mark.parametrize(("text", "expected"), LOOKALIKES)
def test_mend_lookalikes(text: str, expected: str) -> None:
    assert mend_lookalikes(text) == expected


TORN = [
    ("понедельн ик", "понедельник"),
    ("каждый понедельн ик, среда", "каждый понедельник, среда"),
    ("педаго гический совет", "педагогический совет"),
    ("в течени е года", "в течение года"),
    ("поне дель ник", "понедельник"),
    ("(учащ ихся)", "(учащихся)"),
    ("про ведение уроков", "про ведение уроков"),
    ("не полный", "не полный"),
    ("в школе и дома", "в школе и дома"),
    ("ОО и РМО", "ОО и РМО"),
    ("план работы", "план работы"),
]


@pytest.mark.parametrize(("text", "expected"), TORN)
def test_mend_torn(text: str, expected: str) -> None:
    assert mend_torn(text) == expected


def test_mend_does_all() -> None:
    assert mend(" понедельн ик,  зап- росов  шкoлы ") == "понедельник, запросов школы"


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(alphabet="абвшкола -\u00ad\u0002АXoCе.,1«»\n", max_size=12), max_size=5))
def test_mending_twice_changes_nothing_and_keeps_the_letters(lines: list[str]) -> None:
    once = mend(join_lines(lines))
    assert mend(once) == once
    assert fold_spaces(once) == once
    kept = "".join(c for c in once if c.isalnum())
    assert len(kept) == sum(c.isalnum() for line in lines for c in line)


@pytest.mark.parametrize("name", sorted(WORDS))
def test_word_lists_are_not_empty(name: str) -> None:
    assert WORDS[name]
    assert all(word == word.strip() for word in WORDS[name])
