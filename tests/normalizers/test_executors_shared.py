"""Executors of the annotated real documents."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from normalizers.abbreviations import build_glossary
from normalizers.executors import executor_likeness, read_executors

pytestmark = pytest.mark.shared


def test_gold_executors(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("score", shared / "evaluate" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    right = gold_count = found_count = levels = 0
    for path in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if "document" not in gold:
            continue
        source = shared / "documents" / gold["document"]["source"]
        glossary = build_glossary(source.read_text("utf-8").split("\n"))
        for measure in gold["measures"]:
            found = read_executors(measure["executor"] or "", glossary=glossary, plan_level=gold["document"]["level"])
            mine = [{"label": e.label, "level": e.level} for e in found]
            r, g, f, lv = score.labels_f1(measure["executors"], mine)
            right, gold_count, found_count, levels = right + r, gold_count + g, found_count + f, levels + lv
    assert 2 * right / (gold_count + found_count) >= 0.97
    assert levels / right >= 0.98


def test_executor_cells_look_like_executors_and_terms_do_not(shared: Path) -> None:
    for path in sorted((shared / "gold").glob("*.json")):
        for measure in json.loads(path.read_text("utf-8")).get("measures", []):
            if measure["executor"]:
                assert executor_likeness(measure["executor"]) >= 0.7
            if measure["term"]:
                assert executor_likeness(measure["term"]) <= 0.3
