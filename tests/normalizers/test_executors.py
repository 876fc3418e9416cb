"""Executor cells: a table of cells, and what needs a document's own words (glossary, posts, curators)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.abbreviations import build_glossary
from normalizers.executors import executor_likeness, fold_executor, read_executors


def _cells() -> list[tuple[str | None, str, str]]:
    path = Path(__file__).with_name("executor_cells.tsv")
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(None if plan == "-" else plan, cell.replace("⏎", "\n"), expected) for plan, cell, expected in rows]


def _shown(cell: str, plan: str | None = None, **context: object) -> str:
    found = read_executors(cell, plan_level=plan, **context)  # type: ignore[arg-type]
    return " ; ".join(f"{e.label or '—'} @{e.level}" + (f" ({e.person})" if e.person else "") for e in found)


@pytest.mark.parametrize(("plan", "cell", "expected"), _cells())
def test_cell(plan: str | None, cell: str, expected: str) -> None:
    assert _shown(cell, plan) == expected


def test_the_table_is_large_and_has_no_row_twice() -> None:
    rows = _cells()
    assert len(rows) >= 200
    assert len({(plan, cell) for plan, cell, _ in rows}) == len(rows)


GLOSSARIES = [
    ("Сотрудничество с сельским ресурсным центром (далее – СРЦ)", "СРЦ", "сельский ресурсный центр"),
    ("Методисты окружной методической службы (ОМС) проводят", "методисты ОМС", "методист окружной методической службы"),
    ("ОО – общеобразовательные организации города", "руководители ОО", "руководитель общеобразовательной организации"),
    ("РМО – районный методический отдел", "РМО", "районный методический отдел"),
    ("в районном методическом отделе", "РМО", "районное методическое объединение"),
    ("Министерство образования и спорта (далее – Министерство)", "Министерство", "министерство образования и спорта"),
    (
        "центр качества (далее - ЦК)\nСписок сокращений\nПГ – проблемная группа",
        "ПГ, ЦК",
        "проблемная группа|центр качества",
    ),
    ("школами с особыми условиями работы (ШОУР)", "кураторы ШОУР", "куратор школы с особыми условиями работы"),
]


@pytest.mark.parametrize(("explanation", "cell", "labels"), GLOSSARIES)
def test_the_document_explains(explanation: str, cell: str, labels: str) -> None:
    found = read_executors(cell, glossary=build_glossary([explanation]))
    assert [e.label for e in found] == labels.split("|")


CURATORS = [
    ([], "кураторы школ", "school"),
    (["Назначение кураторов школ приказом управления образования"], "кураторы школ", "municipal"),
    (["Утверждение списка кураторов", "май", "Управление образования"], "куратор", "municipal"),
    (["Утверждение списка кураторов", "Проведение семинара управлением образования"], "куратор", "school"),
    (["Определение министерством кураторов ШНОР"], "кураторы ШНОР", "regional"),
    (["Отбор и назначение региональным институтом кураторов ШНОР"], "кураторы ШНОР", "regional"),
    ([], "муниципальные кураторы", "municipal"),
    ([], "региональный куратор", "regional"),
]


@pytest.mark.parametrize(("texts", "cell", "level"), CURATORS)
def test_curator_has_the_level_of_who_appoints_him(texts: list[str], cell: str, level: str) -> None:
    assert [e.level for e in read_executors(cell, glossary=build_glossary(texts))] == [level]


POSTS = {"Зорина М.П.": ("методист ИМЦ",), "Лапин К.К.": ("начальник отдела образования",)}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Зорина М.П.", "методист информационно-методического центра @municipal (Зорина М.П.)"),
        ("М.П. Зориной", "методист информационно-методического центра @municipal (М.П. Зориной)"),
        ("Лапин К. К.", "начальник отдела образования @municipal (Лапин К. К.)"),
        ("Зорина Л.П.", "— @other (Зорина Л.П.)"),
        ("Зориной М.П., вожатым", "методист информационно-методического центра @municipal (Зориной М.П.) ; "
         "вожатый @school"),
    ],
)
def test_a_bare_person_has_the_post_given_elsewhere(cell: str, expected: str) -> None:
    assert _shown(cell, posts=POSTS) == expected


def test_the_role_beside_a_person_of_another_post_is_a_mention_of_its_own() -> None:
    posts = {"Зорина М.П.": ("педагог-психолог",)}
    assert _shown("Зорина М.П., руководитель кружка", "school", posts=posts) == (
        "педагог-психолог @school (Зорина М.П.) ; руководитель кружка @school"
    )
    assert _shown("Зорина М.П., психолог школы", "school") == "психолог школы @school (Зорина М.П.)"


def test_one_of_her_posts_beside_a_person_is_her_own() -> None:
    posts = {"Зорина М.П.": ("педагог-психолог", "куратор школы")}
    assert _shown("Зорина М.П., куратор", "school", posts=posts) == "куратор @school (Зорина М.П.)"


@pytest.mark.parametrize(("cell", "plan", "level"), [
    ("центр «Умники»", "regional", "regional"),
    ("центр «Умники»", "municipal", "municipal"),
    ("методический центр", "regional", "municipal"),
])
def test_a_centre_with_a_name_is_of_the_plan_s_region(cell: str, plan: str, level: str) -> None:
    assert [e.level for e in read_executors(cell, plan_level=plan)] == [level]


def test_an_abbreviation_of_two_words_with_a_small_letter_is_one() -> None:
    glossary = build_glossary(["УОиН ВО – управление образования и науки Воронежской области"])
    assert _shown("Специалисты УОиН ВО", glossary=glossary) == (
        "специалист управления образования и науки Воронежской области @regional"
    )


METHODS = [
    ("отдел образования", "exact", 1.0),
    ("ИМЦ", "abbreviation", 0.95),
    ("муниципальный кординатор", "fuzzy", 0.92),
    ("клуб любителей чтения", "derived", 0.5),
    ("ЦКРО", "derived", 0.1),
]


@pytest.mark.parametrize(("cell", "method", "score"), METHODS)
def test_method_and_score(cell: str, method: str, score: float) -> None:
    (found,) = read_executors(cell)
    assert found.method == method
    assert found.score >= score
    assert (found.score < 0.9) == (method == "derived")


LIKE = [
    "ОО",
    "районный методический отдел, ОО",
    "Зам. директора по УВР",
    "Директор Иванова А.А.",
    "МКЦ, РКЦ",
    "учителя",
]
UNLIKE = [
    "в течение года",
    "Проведение семинара для учителей математики",
    "Организация работы по обмену опытом",
    "Повышение качества подготовки выпускников",
    "",
    "15.09.2021",
    "Аналитическая справка",
]


@pytest.mark.parametrize("text", LIKE)
def test_like_an_executor(text: str) -> None:
    assert executor_likeness(text) >= 0.8


@pytest.mark.parametrize("text", UNLIKE)
def test_unlike_an_executor(text: str) -> None:
    assert executor_likeness(text) <= 0.3


KNOWN = ["районный методический отдел", "руководители РМО", "отдел образования", "муниципальный координатор", "ОО"]


@pytest.mark.parametrize(
    ("misread", "expected"),
    [
        ("районный метолический отлел", "районный методический отдел"),
        ("отдел образованля", "отдел образования"),
        ("Муниципальный коодинатор", "муниципальный координатор"),
        ("бухгалтерия", None),
        ("О", None),
        ("", None),
    ],
)
def test_fold_executor(misread: str, expected: str | None) -> None:
    assert fold_executor(misread, KNOWN) == expected


PIECES = st.sampled_from(
    [
        "ОО",
        "директор",
        "руководители РМО",
        "и",
        ",",
        ";",
        "\n",
        "(по согласованию)",
        "Иванова А.А.",
        "«",
        "»",
        "МКУ",
        "№ 5",
        "отдел образования",
        "муниципальные",
        "учителя",
        "физики",
        "по УВР",
        "–",
        ".",
        "зам.",
        "9-11 классов",
        "и др.",
        "в",
        "Школа",
        "ИМЦ",
        "курирующий",
        "администрации района",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=9), st.sampled_from([None, "school", "municipal", "regional"]))
def test_any_cell_is_read_without_an_error(pieces: list[str], plan: str | None) -> None:
    found = read_executors(" ".join(pieces), plan_level=plan)
    labels = [e.label for e in found if e.label]
    assert len(labels) == len(set(labels))
    for executor in found:
        assert executor.level in ("federal", "regional", "municipal", "school", "other")
        assert 0 <= executor.score <= 1
        assert (executor.label is None) == (executor.executor_id is None)
        assert executor.label or executor.person
        assert executor.person is None or executor.label is None or executor.person not in executor.label
