"""What the terminal shows of plans, pairs and measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import show
from tests.pipeline.sample_data import measure, publish


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("show"), {
        "a.docx": [measure("Назначение кураторов ШНОР", months=[5], extra=[("Примечание", "сделано")])],
        "b.docx": [measure("Закрепление кураторов за школами с низкими результатами", months=[5]),
                   measure("Олимпиада по физике", months=[11])],
        "c.docx": [],
    })


def test_the_list_names_every_document(data: Path) -> None:
    told = show.plans(data)
    assert told.count(".docx") == 3
    assert "2 мер." in told
    assert "плана нет" in told


def test_two_plans_in_a_few_lines(data: Path) -> None:
    told = " ".join(show.compare(data, "a.docx", "b.docx").split())
    assert "Из 1 мероприятия плана А в плане Б есть 1 (100 %)" in told
    assert "Из 2 мероприятий плана Б в плане А есть 1 (50 %)" in told
    assert "Темы только в плане Б: Работа с обучающимися" in told
    assert told.index("Нет в плане А") < told.index("Олимпиада по физике") < told.index("Нет в плане Б")


def test_everything_of_a_measure(data: Path) -> None:
    import pandas as pd

    key = pd.read_parquet(data / "measures.parquet").set_index("action").loc["Назначение кураторов ШНОР", "measure_id"]
    told = show.show(data, key)
    for part in (key, "Файл: a.docx", "Темы: Сетевое взаимодействие", "Примечание: сделано", "таблица 1, строка 2",
                 "Закрепление кураторов", "почти дословно", "методический отдел, уровень муниципальный"):
        assert part in told, told


@pytest.mark.parametrize(("a", "b", "told"), [
    ("нет", "b.docx", "не найден"), ("a.docx", "a.docx", "один и тот же"), ("docx", "a.docx", "подходит к 3"),
    ("c.docx", "a.docx", "не найдено мероприятий"),
])
def test_what_cannot_be_compared_says_why(data: Path, a: str, b: str, told: str) -> None:
    with pytest.raises(LookupError, match=told):
        show.compare(data, a, b)


def test_an_unknown_measure_says_where_its_code_stands(data: Path) -> None:
    with pytest.raises(LookupError, match="measure_id"):
        show.show(data, "нет")
