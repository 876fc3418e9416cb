"""Where one mention ends and the next begins when nothing but a space stands between them."""

from __future__ import annotations

import pytest

from normalizers.executors.splitting import split


@pytest.mark.parametrize(
    "cell",
    [
        "учителя | завуч",
        "отдел образования | директор школы",
        "отдел управления образования",
        "управление образования администрации",
        "руководители школы",
        "заместитель начальника Управления образования",
        "методический центр | учителя",
        "Школы | Учителя",
        "заместитель по УВР | учителя",
        "методисты центра | учителя",
        "участвующие школы",
        "Иванова А.А. | Петрова Н.Н.",
        "Иванова А.А. методист",
        "ИМЦ | школы",
        "ИМЦ | ОО",
        "ИМЦ | завуч",
        "ИРО ПК",
        "ППк ОО",
        "ГАУ ДПО ИРО",
        "администрация МО",
        "школы ШНОР",
        "методисты УО",
        "муниципальный координатор | ИМЦ",
        "методическое объединение ОО",
        "отдел УО",
        "институт ПГУ",
        "управление образования | ИМЦ",
        "школа № 5 | ИМЦ",
        "Центр «Развитие» | ОО",
    ],
)
def test_a_mention_begins_where_the_bar_stands(cell: str) -> None:
    found = [
        " ".join([*(token.text for token in mention.tokens), *mention.persons])
        for mention in split(cell.replace("| ", ""))
    ]
    assert [sorted(mention.split()) for mention in found] == [sorted(part.split()) for part in cell.split(" | ")]


@pytest.mark.parametrize(
    ("cell", "mentions"),
    [
        ("управление образования района школы", 1),
        ("управление образования района\nшколы", 2),  # a new line begins another
        ("школы участницы", 1),
        ("учителя физики химии", 2),  # each with its subject
    ],
)
def test_lines_and_doubles(cell: str, mentions: int) -> None:
    assert len(split(cell)) == mentions
