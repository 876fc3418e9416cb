"""The morphological door: words, base forms, phrases in another case."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import normalizers.morphology as morphology
from normalizers.morphology import is_word, lemma
from normalizers.phrases import case_form, nominative


@pytest.mark.parametrize(
    "word", ["запросов", "Школа", "ЗАПРОСОВ", "тьюторами", "ёлка", "школа-куратор", "учебно-методический"]
)
def test_known_words(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize("word", ["росов", "понедельн", "школакуратор", "ция", "", "abc", "12", "школа школа"])
def test_unknown_words(word: str) -> None:
    assert not is_word(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("руководителями", "руководитель"),
        ("Школы", "школа"),
        ("объединений", "объединение"),
        ("ёлок", "елка"),
        ("GIA", "gia"),
    ],
)
def test_lemma(word: str, expected: str) -> None:
    assert lemma(word) == expected


NOMINATIVE_SINGULAR = [
    ("классными руководителями", "классный руководитель"),
    ("районных методических объединений", "районное методическое объединение"),
    ("школ с низкими результатами", "школа с низкими результатами"),
    ("муниципальным консультационным центром", "муниципальный консультационный центр"),
    ("педагоги-психологи", "педагог-психолог"),
    ("учителя-предметники", "учитель-предметник"),
    ("школы-кураторы", "школа-куратор"),
    ("рабочие группы", "рабочая группа"),
    ("управляющие советы", "управляющий совет"),
    ("психолого-педагогических консилиумов", "психолого-педагогический консилиум"),
    ("обучающиеся", "обучающийся"),
    ("органы местного самоуправления", "орган местного самоуправления"),
    ("Дагестанского института развития образования", "Дагестанский институт развития образования"),
    ("в школе", "в школе"),
    ("", ""),
]


@pytest.mark.parametrize(("phrase", "expected"), NOMINATIVE_SINGULAR)
def test_singular(phrase: str, expected: str) -> None:
    assert case_form(phrase, "nomn", "sing") == expected


@pytest.mark.parametrize(
    ("phrase", "case", "expected"),
    [
        ("учебно-воспитательная работа", "datv", "учебно-воспитательной работе"),
        ("районное методическое объединение", "gent", "районного методического объединения"),
        ("основы безопасности жизнедеятельности", "gent", "основ безопасности жизнедеятельности"),
        ("высшее учебное заведение", "gent", "высшего учебного заведения"),
        ("дошкольное образовательное учреждение", "ablt", "дошкольным образовательным учреждением"),
    ],
)
def test_case_form(phrase: str, case: str, expected: str) -> None:
    assert case_form(phrase, case) == expected


def test_nominative_keeps_the_number() -> None:
    assert nominative("руководителями школ") == "руководители школ"


def test_field_words_are_in_their_base_form_and_once() -> None:
    path = Path(morphology.__file__).with_name("morphology.toml")
    lists = tomllib.loads(path.read_text("utf-8"))
    for words in lists.values():
        assert len(words) == len(set(words))
        assert all(word == word.lower() and "ё" not in word for word in words)
    assert all(is_word(word) for pos in ("NOUN", "ADJF") for word in lists[pos])
