"""Executor cells judged by a table that was written before the program was run on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from normalizers.executors import Executor, read_executors

FLOOR = 0.99  # F1 of labels over the whole table
ALIKE = 0.92  # two labels at least as alike as this are one


def _cells() -> list[tuple[str | None, str, str]]:
    path = Path(__file__).with_name("executor_cells_blind.tsv")
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(None if plan == "-" else plan, cell.replace("⏎", "\n"), expected) for plan, cell, expected in rows]


def _shown(found: tuple[Executor, ...]) -> str:
    return " ; ".join(f"{e.label or '—'} @{e.level}" + (f" ({e.person})" if e.person else "") for e in found)


def _labels(expected: str) -> list[str]:
    return [part.partition(" @")[0] for part in expected.split(" ; ") if not part.startswith("—")]


def _right(wanted: list[str], found: list[str]) -> int:
    free, right = list(found), 0
    for label in wanted:
        best = max(free, key=lambda other: Indel.normalized_similarity(label, other), default="")
        if Indel.normalized_similarity(label, best) >= ALIKE:
            free.remove(best)
            right += 1
    return right


@pytest.mark.parametrize(("plan", "cell", "expected"), _cells())
def test_cell(plan: str | None, cell: str, expected: str) -> None:
    found = read_executors(cell, plan_level=plan)
    wanted = _labels(expected)
    labels = [e.label for e in found if e.label]
    assert _right(wanted, labels) == len(wanted) == len(labels), _shown(found)
    if labels == wanted:
        assert _shown(found) == expected


def test_the_floor_over_all_cells() -> None:
    right = wanted_count = found_count = 0
    for plan, cell, expected in _cells():
        wanted, found = _labels(expected), [e.label for e in read_executors(cell, plan_level=plan) if e.label]
        right += _right(wanted, found)
        wanted_count += len(wanted)
        found_count += len(found)
    assert wanted_count > 300
    assert 2 * right / (wanted_count + found_count) >= FLOOR
