"""An executor cell → mentions with canonical labels."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from normalizers.abbreviations import Glossary
from normalizers.executors.registry import Registry, slug
from normalizers.morphology import singular
from normalizers.text import fold_spaces


@dataclass(frozen=True, slots=True)
class Executor:
    """One executor of a cell: the mention as printed and what it stands for (docs: dataset, table executors).

    `label` is None for a bare person whose post the document does not give. `rule` names what decided.
    """

    text: str
    executor_id: str | None
    label: str | None
    kind: str
    level: str
    person: str | None
    method: str
    score: float
    rule: str


def read_executors(
    text: str,
    *,
    glossary: Glossary | None = None,
    registry: Registry | None = None,
    plan_level: str | None = None,
    posts: Mapping[str, str] | None = None,
) -> tuple[Executor, ...]:
    """The executors that a cell names, in order, each role or organisation once."""
    out = []
    for part in re.split(r"[,;\n]", text):
        part = fold_spaces(part)
        if part:
            label = singular(part[:1].lower() + part[1:])
            out.append(Executor(part, slug(label), label, "other", "other", None, "derived", 0.3, "stub"))
    return tuple(out)


@lru_cache(maxsize=32768)
def executor_likeness(text: str) -> float:
    """How much a text looks like an executor cell, 0..1."""
    return 0.0


def fold_executor(text: str, vocabulary: Sequence[str]) -> str | None:
    """The known mention that a misread text must be, None where it is not sure."""
    found = process.extractOne(text, vocabulary, scorer=fuzz.ratio, score_cutoff=85)
    return found[0] if found else None
