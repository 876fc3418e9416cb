"""«Есть у других, нет здесь»: measures that are the same form a cluster; each plan's missing clusters are listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.coverage_study import Study, items

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Gap:
    """A measure that others have and a plan has not: the row that stands for it, and how many plans have it."""

    row: int
    plans: int
    rows: tuple[int, ...]
    related: bool


def clusters(study: Study) -> np.ndarray:
    """Each measure's cluster: the row that stands for it. The best-connected measure takes all that are the same."""
    import numpy as np

    n = len(study.measures)
    a, b = study.a[study.same], study.b[study.same]
    degree = np.bincount(np.r_[a, b], minlength=n)
    order = np.argsort(np.r_[a, b], kind="stable")
    targets = np.r_[b, a][order]
    bounds = np.searchsorted(np.r_[a, b][order], np.arange(n + 1))
    chosen = np.full(n, -1, dtype=np.int64)
    for row in np.argsort(-degree, kind="stable"):
        if chosen[row] >= 0:
            continue
        chosen[row] = row
        near = targets[bounds[row]:bounds[row + 1]]
        chosen[near[chosen[near] < 0]] = row
    return chosen


def gaps(study: Study, limit: int) -> list[list[Gap]]:
    """For each plan, what other plans have and it has not: first what most plans have, at most `limit` of them.

    A cluster of which the plan has only something related comes with `related`; those follow the wholly missing ones
    of the same number of plans.
    """
    import numpy as np

    chosen = clusters(study)
    names, cluster = np.unique(chosen, return_inverse=True)
    many = len(study.plans)
    has = np.zeros((many, len(names)), dtype=np.int8)
    has[study.plan, cluster] = 2
    for rows, others in ((study.a, study.b), (study.b, study.a)):
        np.maximum.at(has, (study.plan[rows], cluster[others]), np.where(study.same, 2, 1).astype(np.int8))
    families = np.unique(study.family, return_inverse=True)[1]
    owning = np.zeros((families.max() + 1, len(names)), dtype=bool)
    owning[families[study.plan], cluster] = True
    having = owning.sum(axis=0)
    members = _members(cluster, len(names))
    shown = np.array([len(items(boxes)) > 0 for boxes in study.measures["boxes"]])
    found = []
    for plan in study.plans:
        missing = np.flatnonzero((has[plan.index] < 2) & (having > 0))
        order = np.lexsort((names[missing], has[plan.index, missing], -having[missing]))
        found.append([Gap(_shown(int(names[c]), members[c], shown), int(having[c]), members[c],
                          bool(has[plan.index, c] == 1)) for c in missing[order][:limit]])
    return found


def _members(cluster: np.ndarray, many: int) -> list[tuple[int, ...]]:
    found: list[list[int]] = [[] for _ in range(many)]
    for row, at in enumerate(cluster):
        found[at].append(row)
    return [tuple(rows) for rows in found]


def _shown(row: int, rows: tuple[int, ...], shown: np.ndarray) -> int:
    """The row that stands for a cluster: one whose place on a page can be shown, where there is any."""
    return row if shown[row] else next((other for other in rows if shown[other]), row)
