"""The named features of pairs of measures, and what is judged from them (weights and thresholds: match.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.match_profile import Concepts, Profile, profile, standard

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from scipy.sparse import csr_matrix

WHOLE = 0.97
"""Objects that are nearly equal: then step, audience and meaning decide."""
OTHER_TARGET = 0.15
"""What another audience takes from how near to verbatim two measures are."""
OTHER_STEP = 0.08
"""What another step takes from it: «разработать положение» is not «утвердить положение»."""


@dataclass(frozen=True, slots=True)
class Frame:
    """All measures as matrices, row by row; `themes` and `targets` are bit masks, `step` -1 where none is named."""

    objects: csr_matrix
    meaning: csr_matrix
    words: csr_matrix
    step: np.ndarray
    targets: np.ndarray
    themes: np.ndarray
    group: np.ndarray
    document: np.ndarray


def frame_of(rows: pd.DataFrame) -> Frame:
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.preprocessing import normalize

    known = standard()
    made: dict[str, Profile] = {}
    profiles = [made.get(text) or made.setdefault(text, profile(text, known)) for text in rows["action"].fillna("")]
    steps = {code: at for at, code in enumerate(known.codes("step"))}
    targets = {code: 1 << at for at, code in enumerate(known.codes("target"))}
    codes: dict[str, int] = {}
    masks = [sum(1 << codes.setdefault(code, len(codes)) for code in _themes(value)) for value in rows["themes"]]

    def matrix(dicts: Sequence[Mapping[str, float]]) -> csr_matrix:
        return normalize(DictVectorizer(dtype=np.float32).fit_transform([*dicts, {"": 1.0}])[:-1])

    return Frame(
        matrix([p.objects for p in profiles]),
        matrix([{f"@{code}": weight for code, weight in p.objects.items()} | dict(p.rest) for p in profiles]),
        matrix([p.words for p in profiles]),
        np.array([steps.get(p.step or "", -1) for p in profiles], dtype=np.int16),
        np.array([sum(targets[t] for t in p.targets) for p in profiles], dtype=np.int64),
        np.array(masks, dtype=np.int64),
        np.array([p.group for p in profiles], dtype=bool),
        np.unique(rows["document_id"].to_numpy(str), return_inverse=True)[1].astype(np.int32),
    )


def _themes(value: Any) -> list[str]:
    return list(value) if value is not None and hasattr(value, "__len__") and not isinstance(value, str) else []


Cosines = tuple[Any, Any, Any]


def cosines_of(frame: Frame, rows: np.ndarray) -> Cosines:
    """Cosines of these rows with all measures: objects, meaning, words, each dense (rows × measures)."""
    return tuple((part[rows] @ part.T).toarray() for part in (frame.objects, frame.meaning, frame.words))  # type: ignore[return-value]


def features_of(frame: Frame, a: np.ndarray, b: np.ndarray, cosines: Cosines) -> dict[str, np.ndarray]:
    """The named features of pairs (see match.toml), one array each."""
    import numpy as np

    objects, meaning, words = (np.asarray(part).reshape(-1)[-len(a):] for part in cosines)
    shared = frame.targets[a] & frame.targets[b]
    either = _bits(frame.themes[a] | frame.themes[b])
    return {
        "object": objects, "meaning": meaning, "words": words,
        "step": ((frame.step[a] == frame.step[b]) & (frame.step[a] >= 0)).astype(float),
        "theme": _bits(frame.themes[a] & frame.themes[b]) / np.maximum(either, 1),
        "target": (shared > 0).astype(float),
        "other_target": ((shared == 0) & (frame.targets[a] > 0) & (frame.targets[b] > 0)).astype(float),
        "group": (frame.group[a] & frame.group[b]).astype(float),
        "one_group": (frame.group[a] != frame.group[b]).astype(float),
    }


def judge(features: Mapping[str, np.ndarray], known: Concepts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Probabilities of `same` and of any relation, and how near to verbatim a pair is."""
    import numpy as np

    def probability(name: str) -> np.ndarray:
        weights = known.weights[name]
        total = sum(weights[feature] * values for feature, values in features.items()) + weights["bias"]
        return 1.0 / (1.0 + np.exp(-total))

    verbatim = (features["words"] + features["meaning"]) / 2
    verbatim = verbatim - OTHER_TARGET * features["other_target"] - OTHER_STEP * (features["step"] == 0)
    whole = ((features["object"] >= WHOLE) & (features["meaning"] >= known.thresholds["whole"])
             & (features["step"] > 0) & (features["other_target"] == 0) & (features["one_group"] == 0))
    same = np.where(whole, np.maximum(probability("same"), known.thresholds["same"] + 0.1), probability("same"))
    return same, probability("related"), verbatim


def _bits(values: np.ndarray) -> np.ndarray:
    import numpy as np

    if not len(values):
        return np.zeros(0, dtype=np.int64)
    return np.unpackbits(np.ascontiguousarray(values).view(np.uint8).reshape(len(values), -1), axis=1).sum(axis=1)


def index_of(values: list[int]) -> np.ndarray:
    import numpy as np

    return np.array(values)
