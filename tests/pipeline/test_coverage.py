"""Coverage: who has what, with denominators; what could not be compared stands apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline import coverage
from pipeline.coverage import NONE, OTHER_TIME, RELATED, SAME
from pipeline.coverage_gaps import clusters, gaps
from pipeline.coverage_study import is_one_plan
from tests.pipeline.sample_data import measure, publish

MENTORS = "Закрепление кураторов за школами с низкими результатами"
MENTORS_TOO = "Назначение кураторов ШНОР"
VISITS = "Посещение ШНОР кураторами"
PARENTS = "Родительское собрание по итогам четверти"
SHOVELS = "Уборка снега у школы"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Mentors in May and parents; mentors in September and visits; mentors in May and snow without a date."""
    return publish(tmp_path, {
        "a.docx": [measure(MENTORS, months=[5]), measure(PARENTS, months=[3], executor=None)],
        "b.docx": [measure(MENTORS_TOO, months=[9]), measure(VISITS, months=[9])],
        "c.docx": [measure(MENTORS, months=[5]), measure(SHOVELS, months=[], term="по отдельному плану")],
        "empty.docx": [],
    })


def test_what_two_plans_share_is_counted_with_its_state(data: Path) -> None:
    study = coverage.read(data)
    counts = coverage.pairwise(study)
    assert list(counts[0, 2]) == [1, 0, 0, 1]  # mentors in May, parents nowhere
    assert counts[0, 1, OTHER_TIME] == 1  # September instead of May
    assert counts[1, 0, RELATED] == 1  # visits are related to mentors
    assert (counts.sum(axis=2)[~np.eye(3, dtype=bool)] == 2).all()


def test_the_group_covers_the_best_state(data: Path) -> None:
    study = coverage.read(data)
    best, having = coverage.against_group(study)
    assert list(best) == [SAME, NONE, OTHER_TIME, RELATED, SAME, NONE]
    assert list(having) == [2, 0, 2, 0, 2, 0]


def test_gaps_are_what_others_have(data: Path) -> None:
    study = coverage.read(data)
    texts = study.measures["action"]
    missing = [{texts[gap.row]: gap.related for gap in found} for found in gaps(study, 10)]
    assert missing[0] == {VISITS: True, SHOVELS: False}
    assert missing[1] == {PARENTS: False, SHOVELS: False}
    assert set(missing[2]) == {PARENTS, VISITS}


def test_clusters_hold_what_is_the_same(data: Path) -> None:
    chosen = clusters(coverage.read(data))
    assert chosen[0] == chosen[2] == chosen[4]
    assert len(set(chosen)) == 4


def test_undated_and_unread_are_no_gaps(data: Path) -> None:
    study = coverage.read(data)
    months = coverage.by_month(study)
    assert list(months[:, 12]) == [0, 0, 1]
    assert list(coverage.not_compared(study)[:, 0]) == [0, 0, 1]
    assert list(study.unread["source_path"]) == ["empty.docx"]


def test_themes_levels_and_empty_fields(data: Path) -> None:
    study = coverage.read(data)
    from normalizers.themes import standard

    codes = list(standard().names)
    themes = coverage.by_theme(study, codes)
    assert themes[0, codes.index("networking")] == 1
    assert themes[2, -1] == 1  # snow fits no theme
    levels = coverage.by_executor(study, "level", ["municipal", "school"])
    assert list(levels[0]) == [1, 0, 1]
    empty = coverage.empty_fields(study)
    assert empty[0, 1] == 1  # one executor cell is empty
    assert (empty[:, 2] == -1).all()  # no plan has a column of results


@pytest.mark.parametrize(("wanted", "count"), [(["a.docx"], 1), (["A.DOCX", "b.docx"], 2), (["район b"], 1)])
def test_plans_are_chosen_by_a_part_of_their_name(data: Path, wanted: list[str], count: int) -> None:
    assert len(coverage.read(data, wanted).plans) == count


def test_an_unknown_plan_says_what_to_do(data: Path) -> None:
    with pytest.raises(LookupError, match="dorkarta list"):
        coverage.read(data, ["нет такого"])


def test_an_empty_data_set_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="make ingest"):
        coverage.read(publish(tmp_path, {}))


def test_plans_of_a_region_count_as_one(data: Path) -> None:
    study = coverage.read(data, by="region")
    assert [plan.measures for plan in study.plans] == [6]
    assert len(study.a) == 0


def test_a_plan_in_two_files_is_one_family(tmp_path: Path) -> None:
    rows = [measure(MENTORS, months=[5]), measure(PARENTS, months=[3])]
    study = coverage.read(publish(tmp_path, {"x/a.docx": rows, "y/a.pdf": rows}, one_place=True))
    assert study.family[0] == study.family[1]
    assert list(coverage.against_group(study)[0]) == [NONE] * 4
    assert len({plan.short for plan in study.plans}) == 2


PLAN = coverage.Plan(0, "Лесной район", "Дорожная карта помощи школам Лесного района", "Тульская область",
                     "Лесной район", "municipal", ("d",), ("a.docx",), "2021–2024", 20)


@pytest.mark.parametrize(("told", "common", "one"), [
    ({}, 20, True),
    ({}, 16, True),
    ({}, 15, False),
    ({"measures": 6}, 6, True),  # an excerpt
    ({"period": "2021"}, 20, True),  # only its beginning is told
    ({"period": "2022–2025"}, 20, False),  # the next plan, of the same measures
    ({"period": None, "municipality": None}, 20, True),  # a scan that tells less
    ({"municipality": "Озёрный район"}, 20, False),  # one region's template in two districts
    ({"title": "Комплекс мер перехода школ в эффективный режим"}, 20, False),
    ({"title": "фото.jpg", "short": "фото.jpg", "municipality": None, "measures": 7}, 7, True),
    ({"title": "фото.jpg", "short": "фото.jpg", "municipality": None, "measures": 2}, 2, False),
])
def test_two_files_hold_one_plan_where_they_share_measures_and_no_fact_contradicts(
        told: dict[str, Any], common: int, one: bool) -> None:
    other = replace(PLAN, **told)
    assert is_one_plan(PLAN, other, common) is is_one_plan(other, PLAN, common) is one
