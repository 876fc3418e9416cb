"""Which measures of two plans correspond: `same` (one measure in other words) or `related` (one purpose, another step).

Blocking: three sparse products (objects, meaning, words) give every pair's cosines at once, a thousand rows at a time;
only pairs above a floor are compared further. The level of a pair, with its reason, is told by `compare`.
A pair's relation depends on its two measures alone, so only what touches a changed document is compared anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.match_features import Frame, cosines_of, features_of, frame_of, index_of, judge, probability
from pipeline.match_profile import Concepts, Profile, profile, standard

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

COLUMNS = ("measure_id_a", "measure_id_b", "document_id_a", "document_id_b", "relation", "score")
CHUNK = 500
"""Measures compared with all others at once: bounds the memory of a run."""
FLOOR = 0.25
"""A pair with less than this in each of its three cosines is not looked at."""
PER_DOCUMENT = 8
"""At most so many measures of one other plan correspond to a measure: the best ones."""
PER_MEASURE = 100
"""At most so many correspondences of a measure over all plans."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pair's relation (None where nothing corresponds), score 0..1, level and the reason for a person."""

    relation: str | None
    score: float
    level: str
    reason: str


def update(measures: pd.DataFrame, documents: pd.DataFrame, previous: pd.DataFrame | None,
           changed: set[str]) -> pd.DataFrame:
    """The table of matches, brought up to date: pairs that touch a changed document are compared, others kept.

    `measures` needs measure_id, document_id, action, themes; `previous` is the table as published or None (then all
    is compared). Rows: a < b, both documents still there, sorted by ids.
    """
    import numpy as np
    import pandas as pd

    known = set(documents["document_id"])
    rows = measures[measures["document_id"].isin(known)].sort_values("measure_id", ignore_index=True)
    everything = previous is None or previous.empty
    fresh = known if everything else changed & known
    ids, owners = rows["measure_id"].to_numpy(object), rows["document_id"].to_numpy(object)
    parts = []
    if len(rows) and fresh:
        frame = frame_of(rows)
        is_fresh = np.isin(owners, list(fresh))
        todo = np.flatnonzero(is_fresh)
        a, b, same, score = _settled(frame.document, _found(frame, todo, is_fresh))
        parts.append(pd.DataFrame({
            "measure_id_a": ids[a], "measure_id_b": ids[b], "document_id_a": owners[a], "document_id_b": owners[b],
            "relation": np.where(same, "same", "related"), "score": score}))
    if not everything and previous is not None:
        alive = set(ids)
        old = previous[~previous["document_id_a"].isin(changed) & ~previous["document_id_b"].isin(changed)]
        parts.append(old[old["measure_id_a"].isin(alive) & old["measure_id_b"].isin(alive)][list(COLUMNS)])
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame({name: [] for name in COLUMNS})
    table = table.astype({"score": "float32"})
    return table.sort_values(["measure_id_a", "measure_id_b"], ignore_index=True)


def compare(a: Mapping[str, Any], b: Mapping[str, Any], listed: str | None = None) -> Comparison:
    """How two measures (rows with `action` and `themes`) correspond, at which level and why.

    `listed` is the relation that the table of matches gives the pair: it also knows the rest of both plans.

    >>> first = {"action": "Семинар для учителей ШНОР", "themes": ["methodological_support"]}
    >>> second = {"action": "Проведение вебинаров для педагогов ШНОР", "themes": ["methodological_support"]}
    >>> found = compare(first, second)
    >>> found.relation, found.level
    ('same', 'почти дословно')
    """
    import pandas as pd

    known = standard()
    pair = pd.DataFrame([dict(a, document_id="a", measure_id="a"), dict(b, document_id="b", measure_id="b")])
    frame = frame_of(pair)
    features = features_of(frame, index_of([0]), index_of([1]), cosines_of(frame, index_of([0])))
    judged = judge(features, known)
    same, related = (float(probability(total)[0]) for total in (judged.same, judged.related))
    verbatim = float(judged.verbatim[0])
    relation, score = _relation(same, related, verbatim, known)
    one, two = profile(a["action"], known), profile(b["action"], known)
    if listed == "same" and relation != "same":
        return Comparison("same", score, "то же: планы с одного листа", _reason(one, two, known))
    return Comparison(relation, score, _level(relation, verbatim, one, two, known), _reason(one, two, known))


def reason(a: Mapping[str, Any], b: Mapping[str, Any], listed: str) -> Comparison:
    """The level and reason of a pair that is listed: as `compare`, but quick, for thousands of pairs.

    >>> reason({"action": "Назначение кураторов"}, {"action": "Посещение школ кураторами"}, "related").level
    'одно дело, другой шаг'
    """
    known = standard()
    one, two = _remembered(a["action"] or ""), _remembered(b["action"] or "")
    meaning = _cosine(one.objects | one.rest, two.objects | two.rest)  # type: ignore[operator]
    verbatim = (_cosine(one.words, two.words) + meaning) / 2
    return Comparison(listed, 0.0, _level(listed, verbatim, one, two, known), _reason(one, two, known))


@lru_cache(maxsize=4096)
def _remembered(action: str) -> Profile:
    return profile(action)


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    norm = sum(v * v for v in a.values()) * sum(v * v for v in b.values())
    return sum(a[key] * b[key] for key in a.keys() & b.keys()) / norm**0.5 if norm else 0.0


def _relation(same: float, related: float, verbatim: float, known: Concepts) -> tuple[str | None, float]:
    limits = known.thresholds
    if verbatim >= limits["verbatim"]:
        return "same", max(verbatim, 0.6 + 0.4 * same)
    if same >= limits["same"]:
        return "same", 0.6 + 0.4 * same
    return ("related" if related >= limits["related"] else None), 0.6 * related


def _level(relation: str | None, verbatim: float, a: Profile, b: Profile, known: Concepts) -> str:
    if relation is None:
        return "нет соответствия"
    if verbatim >= known.thresholds["verbatim"]:
        return "почти дословно"
    if relation == "same":
        return "одно дело другими словами"
    if a.step != b.step:
        return "одно дело, другой шаг"
    return "одно дело, другой адресат" if a.targets != b.targets or a.group != b.group else "общая цель"


def _reason(a: Profile, b: Profile, known: Concepts) -> str:
    """The shared concepts and words, for a person."""
    shared = sorted(a.objects.keys() & b.objects.keys(), key=lambda code: -a.objects[code] * b.objects[code])
    parts = ["общее: " + "; ".join(known.name("object", code) for code in shared[:3])] if shared else []
    words = [w for w in a.rest if w in b.rest and w not in known.generic]
    if words:
        parts.append("общие слова: " + ", ".join(words[:4]))
    if a.step and b.step and a.step != b.step:
        parts.append(f"шаг: «{known.name('step', a.step)}» и «{known.name('step', b.step)}»")
    return "; ".join(parts) or "близкие формулировки"


@dataclass(frozen=True, slots=True)
class Found:
    """Pairs as arrays: first and second measure, and what was judged of them (see Judged)."""

    a: np.ndarray
    b: np.ndarray
    same: np.ndarray
    related: np.ndarray
    verbatim: np.ndarray
    alike: np.ndarray


def _found(frame: Frame, todo: np.ndarray, fresh: np.ndarray) -> Found:
    """The pairs that may correspond and touch a row of `todo`, each once, the smaller index first."""
    import numpy as np

    known = standard()
    limits = known.thresholds
    order = np.arange(len(fresh))
    parts = [tuple(np.zeros(0, kind) for kind in (np.int32, np.int32, *[np.float32] * 4))]
    for start in range(0, len(todo), CHUNK):
        rows = todo[start:start + CHUNK]
        cosines = cosines_of(frame, rows)
        near = (cosines[0] >= FLOOR) | (cosines[1] >= FLOOR) | (cosines[2] >= FLOOR + 0.1)
        near &= frame.document[rows][:, None] != frame.document[None, :]
        near &= ~fresh[None, :] | (rows[:, None] < order[None, :])
        at, b = np.nonzero(near)
        a = rows[at]
        judged = judge(features_of(frame, a, b, tuple(part[at, b] for part in cosines)), known)
        keep = np.flatnonzero((probability(judged.same) >= limits["same"]) | (judged.verbatim >= limits["copy"])
                              | (probability(judged.related) >= limits["related"]))
        keep = keep[_best(at[keep], frame.document[b[keep]], judged.related[keep])]
        a, b = a[keep], b[keep]
        parts.append((np.minimum(a, b).astype(np.int32), np.maximum(a, b).astype(np.int32),
                      *(column[keep].astype(np.float32)
                        for column in (judged.same, judged.related, judged.verbatim, judged.alike))))
    return Found(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _settled(document: np.ndarray, found: Found) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Arrays a, b, same, score of the pairs that correspond, known which are the best of their measures.

    Two plans with many near-verbatim measures were written from one sheet: there, measures that are each other's best
    and share most words are the same too.
    """
    import numpy as np

    limits, weights = standard().thresholds, standard().weights
    a, b, verbatim = found.a, found.b, found.verbatim
    if not len(a):
        return a, b, np.zeros(0, bool), np.zeros(0, np.float32)
    many = int(document.max()) + 1
    pair = np.minimum(document[a], document[b]).astype(np.int64) * many + np.maximum(document[a], document[b])
    _, group = np.unique(pair, return_inverse=True)
    best = (_first(group, a, found.alike).astype(float) + _first(group, b, found.alike)) / 2
    same, related = (probability(total - weights[name]["best"] * (1 - best))
                     for name, total in (("same", found.same), ("related", found.related)))
    is_same = (same >= limits["same"]) | (verbatim >= limits["verbatim"])
    size = np.bincount(document, minlength=many)
    smaller = np.minimum(size[document[a]], size[document[b]])
    mutual = _first(group, a, verbatim) & _first(group, b, verbatim)
    alike = np.bincount(group, weights=mutual & (verbatim >= limits["verbatim"]))[group]
    copied = mutual & (verbatim >= limits["copy"]) & (alike >= np.maximum(limits["copies"], limits["copied"] * smaller))
    near_copy = np.where(verbatim >= limits["verbatim"], verbatim, 0.0)
    score = np.where(is_same, np.maximum(0.6 + 0.4 * same, near_copy), 0.6 * related)
    score = np.where(copied & ~is_same, np.maximum(score, 0.5 + 0.4 * verbatim), score)
    is_same |= copied
    keep = is_same | (related >= limits["related"])
    return a[keep], b[keep], is_same[keep], np.minimum(score[keep], 1.0).astype(np.float32)


def _first(group: np.ndarray, measure: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Whether a pair is the best of its measure within its two plans."""
    import numpy as np

    order = np.lexsort((-value, measure, group))
    key = group[order].astype(np.int64) * (int(measure.max()) + 1) + measure[order]
    best = np.zeros(len(value), dtype=bool)
    best[order[_rank(key) == 0]] = True
    return best


def _best(measure: np.ndarray, document: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Indices of the best PER_DOCUMENT pairs of each measure with each other plan, PER_MEASURE in all."""
    import numpy as np

    order = np.lexsort((-score, document, measure))
    first = _rank(measure[order].astype(np.int64) * (int(document.max(initial=0)) + 1) + document[order])
    order = order[first < PER_DOCUMENT]
    order = order[np.lexsort((-score[order], measure[order]))]
    return np.sort(order[_rank(measure[order]) < PER_MEASURE])


def _rank(keys: np.ndarray) -> np.ndarray:
    """The place of each entry within its run of equal keys, from 0."""
    import numpy as np

    if not len(keys):
        return np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])
    return np.arange(len(keys)) - np.repeat(starts, np.diff(np.r_[starts, len(keys)]))
