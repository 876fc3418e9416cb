"""The registry: every entry well formed, unique and used; an analyst's own file; suggestions; stable ids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from normalizers.executors import Entry, Registry, read_executors, suggest
from normalizers.executors.lexicon import data
from normalizers.executors.registry import KINDS, RegistryError, fold, slug

ENTRIES = Registry.load().entries


def test_the_registry_is_wide() -> None:
    assert len(ENTRIES) >= 250
    assert {entry.kind for entry in ENTRIES} == set(KINDS)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_entry_is_read_from_its_example_label_and_aliases(entry: Entry) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id)
    assert entry.example
    for text in (entry.example, entry.label, *entry.aliases):
        assert [e.executor_id for e in read_executors(text)] == [entry.id], text


def test_no_text_names_two_entries() -> None:
    texts = [fold(text) for entry in ENTRIES for text in (entry.label, *entry.aliases)]
    assert sorted(texts) == sorted(set(texts))
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)


def test_heads_are_well_formed() -> None:
    heads = data()
    for sort in ("role", "body", "collective"):
        for word, (kind, level) in heads[sort].items():
            assert kind in KINDS, word
            assert level in ("federal", "regional", "municipal", "school", "other", "plan"), word
    words = [word for sort in ("role", "body", "collective") for word in heads[sort]]
    assert len(words) == len(set(words)) or set(heads["role"]) & set(heads["body"]) == {"оператор"}


def test_an_analysts_own_file_adds_and_overrides(tmp_path: Path) -> None:
    own = tmp_path / "executors.toml"
    own.write_text(
        'executor = [{label = "клуб «Пифагор»", kind = "association", level = "school", aliases = ["клуб Пифагор"]},\n'
        '{id = "metodist", label = "методист", kind = "methodological-service", level = "regional"}]',
        "utf-8",
    )
    registry = Registry.load(own)
    (club,) = read_executors("Клуб «Пифагор»", registry=registry)
    assert (club.label, club.method, club.level) == ("клуб «Пифагор»", "exact", "school")
    assert read_executors("методисты", registry=registry)[0].level == "regional"
    assert read_executors("методисты")[0].level == "municipal"


@pytest.mark.parametrize(
    "text",
    [
        "executor = [",
        'executor = [{label = "x", kind = "no", level = "school"}]',
        'executor = [{kind = "head", level = "school"}]',
        'executor = [{label = "x", kind = "head", level = "moon"}]',
        'executor = [{label = "x", kind = "head", level = "school", alias = "y"}]',
    ],
)
def test_an_ill_formed_file_is_told_in_russian(tmp_path: Path, text: str) -> None:
    own = tmp_path / "executors.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(RegistryError, match=r"запись|не читается"):
        Registry.load(own)


def test_suggestions_are_near_and_ordered() -> None:
    found = suggest("муниципальный координатор проекта по чтению", Registry.load())
    assert found[0][0].label == "муниципальный координатор"
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert len(found) == 3


def test_ids_are_stable_and_readable() -> None:
    assert (
        slug("школа, функционирующая в неблагоприятных условиях")
        == "shkola-funktsioniruyushchaya-v-neblagopriyatnykh-usloviyakh"
    )
    assert slug("учёный секретарь") == slug("ученый секретарь") == "uchenyy-sekretar"


def test_mentions_in_different_words_have_one_id() -> None:
    cells = [
        "руководители РМО",
        "руководителями районных методических объединений",
        "Руководители районных МО",
        "рук. РМО",
    ]
    assert {e.executor_id for cell in cells for e in read_executors(cell)} == {
        "rukovoditel-rayonnogo-metodicheskogo-obedineniya"
    }
