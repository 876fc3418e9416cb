"""Abbreviations: what a document explains, and the list of common ones."""

from __future__ import annotations

import pytest

from normalizers.abbreviations import _data, build_glossary, contraction, is_name, senses
from normalizers.executors.registry import KINDS
from normalizers.explanations import ABBREVIATION
from normalizers.morphology import WORD

EXPLAINED = [
    ("с муниципальным консультационным центром (далее – МКЦ)", {"МКЦ": "муниципальный консультационный центр"}),
    ("школ с низкими образовательными результатами (ШНОР)", {"ШНОР": "школа с низкими образовательными результатами"}),
    ("ШНОР – школы с низкими образовательными результатами", {"ШНОР": "школа с низкими образовательными результатами"}),
    ("РМО (районные методические объединения) учителей", {"РМО": "районное методическое объединение"}),
    ("психолого-педагогический консилиум (ППк)", {"ППк": "психолого-педагогический консилиум"}),
    (
        "школы, функционирующие в неблагоприятных социальных условиях (далее - ШНСУ)",
        {"ШНСУ": "школа, функционирующая в неблагоприятных социальных условиях"},
    ),
    (
        "ММС – муниципальная методическая служба; ЦОД - центр обработки данных",
        {"ММС": "муниципальная методическая служба", "ЦОД": "центр обработки данных"},
    ),
    ("ММС - муниципальная методическая служба\nУС = управляющий совет",
     {"ММС": "муниципальная методическая служба", "УС": "управляющий совет"}),
    ("ШНОР – школы с низкими образовательными результатами, ИМЦ – информационно-методический центр",
     {"ШНОР": "школа с низкими образовательными результатами", "ИМЦ": "информационно-методический центр"}),
    ("МО СК – министерство образования Ставропольского края; "
     "СК ИРО – Ставропольский краевой институт развития образования",
     {"МОСК": "министерство образования Ставропольского края",
      "СКИРО": "Ставропольский краевой институт развития образования"}),
    ("УОиН ВО – управление образования и науки Воронежской области",
     {"УОиНВО": "управление образования и науки Воронежской области"}),
    ("РУМО ИМЦ (информационно-методический центр)", {"ИМЦ": "информационно-методический центр"}),
    ("ОМСУ – органы местного самоуправления, осуществляющие управление школами",
     {"ОМСУ": "орган местного самоуправления"}),
    ("всероссийские проверочные работы (далее – ВПР)", {"ВПР": "всероссийские проверочные работы"}),
    ("районных методических объединений (далее - РМО), образовательных организаций (ОО)",
     {"РМО": "районное методическое объединение", "ОО": "образовательная организация"}),
    ("комиссия по делам несовершеннолетних и защите их прав (далее – КДНиЗП)",
     {"КДНиЗП": "комиссия по делам несовершеннолетних и защите их прав"}),
    ("Министерством образования и науки Республики Алтай (далее – Министерство)",
     {"Министерство": "министерство образования и науки Республики Алтай"}),
    ("в соответствии с планом (ОО)", {}),
    ("ОО – школы района", {}),
    ("проводит РМО – ежегодно", {}),
    ("Срок – в течение года (далее – постоянно)", {}),
    ("сельский дом творчества – СДТ; центр ремёсел – ЦР.", {"СДТ": "сельский дом творчества", "ЦР": "центр ремёсел"}),
    ("проводит школа – ОО", {}),
    ("ИРОТО – ГБУ ДПО «Институт развития образования Тверской области»; ЦР – МБУ «Центр ремёсел»",
     {"ИРОТО": "институт развития образования Тверской области", "ЦР": "центр ремёсел"}),
    ("ВсКШ – всероссийский конкурс школьников; ТюмГУ – Тюменский государственный университет",
     {"ВсКШ": "всероссийский конкурс школьников", "ТюмГУ": "Тюменский государственный университет"}),
    ("Минобр – министерство образования Тверской области; Совет – совет директоров",
     {"Минобр": "министерство образования Тверской области"}),
    ("ТОИРО – ГБУ ДПО «Областной институт развития образования имени П.П. Ершова»",
     {"ТОИРО": "областной институт развития образования"}),
    ("ЗИРО – государственное автономное учреждение Заречной области «Институт развития образования»",
     {"ЗИРО": "институт развития образования"}),
    ("", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), EXPLAINED)
def test_explained_by_the_document(text: str, expected: dict[str, str]) -> None:
    assert {short: d.long for short, d in build_glossary([text]).definitions.items()} == expected


def test_a_body_printed_also_without_its_region_has_its_full_name() -> None:
    glossary = build_glossary(["приказом министерства образования и молодёжи Тверской области", "министерство спорта"])
    assert glossary.full_name("министерство образования и молодежи") == (
        "министерство образования и молодёжи Тверской области"
    )
    assert glossary.full_name("министерство спорта") is None


def test_a_table_of_two_cells() -> None:
    glossary = build_glossary(["Список сокращений", "СРЦ", "Сельский ресурсный центр", "ОО", "Отчёт о работе за год"])
    assert {short: d.long for short, d in glossary.definitions.items()} == {"СРЦ": "сельский ресурсный центр"}


def test_the_first_explanation_holds_and_is_cited() -> None:
    glossary = build_glossary(["отдел обеспечения (далее – ОО)", "образовательных организаций (ОО)"])
    found = glossary.get("ОО")
    assert found is not None
    assert (found.long, found.text) == ("отдел обеспечения", "отдел обеспечения (далее – ОО)")
    assert glossary.get("РМО") is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Дагестанский", True),
        ("Муниципальный", False),
        ("МБОУ", True),
        ("Москва", True),
        ("школа", False),
        ("Иванов", True),
    ],
)
def test_is_name(word: str, expected: bool) -> None:
    assert is_name(word) is expected


ABBREVIATIONS = _data()["abbreviation"]


def test_the_list_is_long_and_names_no_sense_twice() -> None:
    assert len(ABBREVIATIONS) >= 150
    keys = [(item["short"], item.get("when")) for item in ABBREVIATIONS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("item", ABBREVIATIONS, ids=lambda item: f"{item['short']}-{item['long']}")
def test_abbreviation_is_well_formed(item: dict[str, str]) -> None:
    assert set(item) <= {"short", "long", "kind", "level", "when", "example"}
    assert item["kind"] in (*KINDS, "form", "area", "place")
    assert item.get("level", "school") in ("federal", "regional", "municipal", "school", "other")
    assert item["long"] == item["long"].strip()
    assert item["example"]
    assert senses(item["short"])


CONTRACTIONS = _data()["contraction"]


@pytest.mark.parametrize("item", CONTRACTIONS, ids=lambda item: item["short"])
def test_contraction_is_well_formed(item: dict[str, str]) -> None:
    assert set(item) == {"short", "long", "example"}
    assert item["short"] == item["short"].lower()
    assert item["short"] in item["example"].lower()
    assert all(WORD.fullmatch(word) for word in item["long"].split())
    assert contraction(item["short"].upper()) == item["long"]


def test_every_contraction_is_listed_once() -> None:
    shorts = [item["short"] for item in CONTRACTIONS]
    assert len(shorts) == len(set(shorts))
    assert ABBREVIATION


@pytest.mark.parametrize(("region", "expected"), [
    ("RU-VOR", "Воронежский государственный университет"),
    ("RU-VGG", "Волгоградский государственный университет"),
    ("RU-TVE", None),
    (None, None),
])  # fmt: skip
def test_an_abbreviation_that_each_region_reads_in_its_own_way(region: str | None, expected: str | None) -> None:
    found = build_glossary(["ВГУ"], region).get("ВГУ")
    assert (found and found.long) == expected


def test_a_document_s_own_explanation_and_the_list_stand_above_the_region() -> None:
    glossary = build_glossary(["ВГУ – Верхний городской узел"], "RU-VOR")
    assert glossary.definitions["ВГУ"] is glossary.get("ВГУ")
    assert build_glossary([], "RU-CU").get("ЧИРО") is None
