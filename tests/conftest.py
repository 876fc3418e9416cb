"""Fixtures for all tests. The annotated real documents are not part of the repository: tests that need them skip."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine, and no deadline: a busy machine is no failure.
settings.register_profile("untimed", deadline=None, derandomize=True)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DORKARTA_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated real documents (gold/, documents/, evaluate/)."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the annotated real documents are not here (set DORKARTA_SHARED to their folder)")
    return SHARED


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data set of the sample plans of data/raw, ingested once, also when several test processes run at once."""
    from pipeline.ingest import Options, ingest

    base = tmp_path_factory.getbasetemp()
    out = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "samples-data-set"
    with out.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (out / "documents.parquet").exists():
            ingest(Options(ROOT / "data" / "raw", out, jobs=2))
    return out


def pytest_make_parametrize_id(val: object) -> str | None:
    """Bytes are named by their size: a ZIP made here holds the time, and parallel workers must agree on names."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None
