"""The sample plans of data/raw are read as their sources say: the same figures that `make eval` prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import accuracy

FLOORS = {"rows": 1.0, "cells": 1.0, "sections": 1.0, "terms": 1.0, "executors": 1.0, "facts": 1.0}
SCAN_FLOORS = FLOORS | {"rows": 0.85, "cells": 0.9, "executors": 0.9, "terms": 0.85, "sections": 0.85}


@pytest.fixture(scope="module")
def scores(samples: Path) -> dict:
    return accuracy.measure(samples)


def test_every_sample_is_there_and_small() -> None:
    files = [accuracy.RAW / accuracy.plan(path)["file"] for path in accuracy.sources()]
    assert len(files) >= 8
    assert all(file.is_file() for file in files)
    assert sum(file.stat().st_size for file in files) < 3_000_000


@pytest.mark.parametrize("path", accuracy.sources(), ids=lambda path: path.stem)
@pytest.mark.parametrize("figure", FLOORS)
def test_sample_is_read_right(path: Path, figure: str, scores: dict) -> None:
    source = accuracy.plan(path)
    right, of = getattr(scores[source["file"]], figure)
    floors = SCAN_FLOORS if source["render"] == "scan" else FLOORS
    assert right >= floors[figure] * of, f"{right} of {of}"
