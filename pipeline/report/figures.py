"""The report's figures, computed once: what the tables, charts, sentences and the workbook are made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pipeline import coverage
from pipeline.coverage_gaps import Gap, gaps
from pipeline.coverage_study import Study
from pipeline.vocabulary import KINDS, LEVELS

MATRIX_LIMIT = 40
"""Plan × plan is shown for at most so many plans: a wider table is not read by anyone."""
GAP_LIMIT = 60
"""So many measures that a plan lacks are listed, fewer where there are very many plans."""


@dataclass(frozen=True, slots=True)
class View:
    """All figures: see pipeline.coverage for the meaning of each array."""

    themes: Mapping[str, str]
    pairs: np.ndarray | None
    best: np.ndarray
    having: np.ndarray
    theme_counts: np.ndarray
    month_counts: np.ndarray
    level_counts: np.ndarray
    kind_counts: np.ndarray
    empty: np.ndarray
    apart: np.ndarray
    gaps: list[list[Gap]]
    sizes: np.ndarray

    def covered(self, study: Study) -> np.ndarray:
        """counts[plan, state] against all other plans together."""
        counts = np.zeros((len(self.sizes), 4), dtype=np.int64)
        np.add.at(counts, (study.plan, self.best), 1)
        return counts


def compute(study: Study) -> View:
    """Every figure of the report."""
    from normalizers.themes import standard

    themes = standard().names
    best, having = coverage.against_group(study)
    few = len(study.plans) <= MATRIX_LIMIT
    limit = GAP_LIMIT if few else max(15, 3000 // len(study.plans))
    return View(
        themes=themes,
        pairs=coverage.pairwise(study) if few else None,
        best=best,
        having=having,
        theme_counts=coverage.by_theme(study, list(themes)),
        month_counts=coverage.by_month(study),
        level_counts=coverage.by_executor(study, "level", list(LEVELS)),
        kind_counts=coverage.by_executor(study, "kind", list(KINDS)),
        empty=coverage.empty_fields(study),
        apart=coverage.not_compared(study),
        gaps=gaps(study, limit),
        sizes=np.array([plan.measures for plan in study.plans]),
    )


def unsure(study: Study) -> list[int]:
    """Plans whose document was read only in part, so that something missing may be there."""
    status = dict(zip(study.documents["document_id"], study.documents["status"], strict=True))
    return [plan.index for plan in study.plans if any(status.get(d) == "partial" for d in plan.documents)]
