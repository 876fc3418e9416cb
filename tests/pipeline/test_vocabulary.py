"""Every code of the data set has its Russian word, and no word is there without its code."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from normalizers.executors.registry import KINDS, LEVELS
from pipeline import vocabulary

ROOT = Path(__file__).resolve().parents[2]
READING = [*(ROOT / "parsers").rglob("*.py"), ROOT / "pipeline/measures.py"]


def literals() -> set[str]:
    """The string literals of the code that reads."""
    trees = [ast.parse(path.read_text("utf-8")) for path in READING]
    return {node.value for tree in trees for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_each_flag_is_given_somewhere() -> None:
    assert set(vocabulary.FLAGS) <= literals()


def test_each_flag_advises_in_a_sentence() -> None:
    assert all(flag.advice.endswith(".") and not flag.name.endswith(".") for flag in vocabulary.FLAGS.values())


def test_executors_are_named_by_kind_and_level() -> None:
    assert set(vocabulary.KINDS) == set(KINDS)
    assert set(vocabulary.LEVELS) == {*LEVELS} - {"plan"}  # in the registry: the level of the plan that names it


@pytest.mark.parametrize(("count", "said"), [
    (0, "0 планов"), (1, "1 план"), (2, "2 плана"), (4, "4 плана"), (5, "5 планов"), (11, "11 планов"),
    (14, "14 планов"), (21, "21 план"), (111, "111 планов"), (1003, "1\u00a0003 плана"),
])
def test_counts_agree_with_their_noun(count: int, said: str) -> None:
    assert vocabulary.plural(count, "план", "плана", "планов") == said
