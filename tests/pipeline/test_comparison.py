"""Themes and correspondences on invented plans labelled by hand: floors a little under what is measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.comparison import FOLDER, evaluate

FILES = sorted(FOLDER.glob("*.toml"))
FLOORS = {"themes": 0.94, "same_f1": 0.45, "same_found": 0.82, "pairs_f1": 0.58, "copies": 0.9}
WRONG_COPIES = 0.05


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_evaluation_keeps_its_figures(path: Path) -> None:
    score = evaluate(path)
    short = {name: score.figures[name] for name, floor in FLOORS.items() if score.figures[name] < floor}
    assert not short, "\n".join([str(short), *score.errors])
    assert score.figures["copies_wrong"] <= WRONG_COPIES


def test_there_are_plans_of_many_kinds() -> None:
    assert len(FILES) >= 3
