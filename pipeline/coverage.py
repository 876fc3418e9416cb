"""What the plans of a data set have in common and what they lack: counts with their denominators, and honest gaps.

What could not be compared (undated, unread, unresolved) is counted apart and never taken for a gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.coverage_study import Plan, Study, items, read

if TYPE_CHECKING:
    import numpy as np

__all__ = ["Plan", "Study", "read"]

NONE, RELATED, OTHER_TIME, SAME = 0, 1, 2, 3
STATES = {SAME: "то же", OTHER_TIME: "то же, в другое время", RELATED: "только близкое", NONE: "нет"}
FIELDS = ("term", "executor", "result")
BY = {"plan": "план", "municipality": "муниципалитет", "region": "регион"}


def states(study: Study) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Arrays (row, plan, state): for each measure and each other plan that has something like it, the best state."""
    import numpy as np

    months = np.array([sum(1 << int(m) for m in items(value)) for value in study.measures["months"]], dtype=np.int32)
    apart = (months[study.a] & months[study.b] == 0) & (months[study.a] > 0) & (months[study.b] > 0)
    state = np.where(study.same, np.where(apart, OTHER_TIME, SAME), RELATED).astype(np.int8)
    rows = np.r_[study.a, study.b]
    others = study.plan[np.r_[study.b, study.a]]
    key = rows.astype(np.int64) * max(len(study.plans), 1) + others
    order = np.lexsort((-np.r_[state, state], key))
    first = np.r_[True, np.diff(key[order]) != 0] if len(key) else np.zeros(0, bool)
    best = order[first]
    return rows[best], others[best], np.r_[state, state][best]


def pairwise(study: Study) -> np.ndarray:
    """counts[x, y, state]: how many measures of plan x are in that state in plan y; the diagonal is 0."""
    import numpy as np

    n = len(study.plans)
    counts = np.zeros((n, n, 4), dtype=np.int32)
    rows, others, state = states(study)
    np.add.at(counts, (study.plan[rows], others, state), 1)
    sizes = np.array([plan.measures for plan in study.plans])
    counts[:, :, NONE] = sizes[:, None] - counts[:, :, 1:].sum(axis=2)
    counts[np.arange(n), np.arange(n)] = 0
    return counts


def against_group(study: Study) -> tuple[np.ndarray, np.ndarray]:
    """Per measure, the best state over all other plans and how many other plans have the same; the plan itself in
    another file is not another plan."""
    import numpy as np

    best = np.zeros(len(study.measures), dtype=np.int8)
    having = np.zeros(len(study.measures), dtype=np.int32)
    rows, others, state = states(study)
    foreign = study.family[study.plan[rows]] != study.family[others]
    rows, others, state = rows[foreign], others[foreign], state[foreign]
    np.maximum.at(best, rows, state)
    like = state >= OTHER_TIME
    pairs = np.unique(rows[like].astype(np.int64) * max(len(study.plans), 1) + study.family[others[like]])
    np.add.at(having, pairs // max(len(study.plans), 1), 1)
    return best, having


def by_theme(study: Study, codes: Sequence[str]) -> np.ndarray:
    """counts[plan, theme]: measures with that theme; the last column counts those without any."""
    import numpy as np

    place = {code: at for at, code in enumerate(codes)}
    counts = np.zeros((len(study.plans), len(codes) + 1), dtype=np.int32)
    for plan, value in zip(study.plan, study.measures["themes"], strict=True):
        found = [place[code] for code in items(value) if code in place]
        for at in found or [len(codes)]:
            counts[plan, at] += 1
    return counts


def by_month(study: Study) -> np.ndarray:
    """counts[plan, month]: measures that can take place in it (columns 0..11); the last column counts undated ones."""
    import numpy as np

    counts = np.zeros((len(study.plans), 13), dtype=np.int32)
    for plan, value in zip(study.plan, study.measures["months"], strict=True):
        months = {int(month) for month in items(value)}
        for month in months or {13}:
            counts[plan, month - 1] += 1
    return counts


def by_executor(study: Study, column: str, values: Sequence[str]) -> np.ndarray:
    """counts[plan, value]: measures with such an executor (column level or kind); the last: those without executor."""
    import numpy as np

    place = {value: at for at, value in enumerate(values)}
    owner = dict(zip(study.measures["measure_id"], study.plan, strict=True))
    pairs = study.executors[["measure_id", column]].dropna().drop_duplicates()
    counts = np.zeros((len(study.plans), len(values) + 1), dtype=np.int32)
    for measure, value in zip(pairs["measure_id"], pairs[column], strict=True):
        if value in place and measure in owner:
            counts[owner[measure], place[value]] += 1
    without = ~study.measures["measure_id"].isin(set(study.executors["measure_id"]))
    np.add.at(counts[:, -1], study.plan[without.to_numpy(bool)], 1)
    return counts


def empty_fields(study: Study) -> np.ndarray:
    """counts[plan, field]: measures whose cell of that field is empty; -1 where the plan has no such column at all."""
    import numpy as np

    counts = np.zeros((len(study.plans), len(FIELDS)), dtype=np.int32)
    for at, name in enumerate(FIELDS):
        missing = study.measures[name].isna().to_numpy(bool)
        np.add.at(counts[:, at], study.plan[missing], 1)
    sizes = np.array([plan.measures for plan in study.plans])
    return np.where(counts == sizes[:, None], -1, counts)


def not_compared(study: Study) -> np.ndarray:
    """counts[plan, (undated, unresolved, doubtful)]: what no conclusion is drawn from."""
    import numpy as np

    flags = [set(items(value)) for value in study.measures["flags"]]
    dated = np.array([len(items(value)) > 0 for value in study.measures["months"]])
    unresolved = set(study.executors.loc[study.executors["label"].isna(), "measure_id"])
    marks = np.column_stack([
        ~dated,
        np.array([m in unresolved or "executor-unresolved" in f
                  for m, f in zip(study.measures["measure_id"], flags, strict=True)]),
        np.array([bool(f & {"ocr-doubtful", "columns-guessed"}) for f in flags]),
    ]) if len(flags) else np.zeros((0, 3), bool)
    counts = np.zeros((len(study.plans), 3), dtype=np.int32)
    np.add.at(counts, study.plan, marks.astype(np.int32))
    return counts
