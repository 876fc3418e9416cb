"""Fixtures for all tests. The annotated real documents are not part of the repository: tests that need them skip."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("DORKARTA_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of annotated real documents (gold/, documents/, evaluate/)."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the annotated real documents are not here (set DORKARTA_SHARED to their folder)")
    return SHARED
