"""The named features of pairs of measures, and what is judged from them (weights and thresholds: match.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.match_profile import Concepts, Profile, profile, standard

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from scipy.sparse import csr_matrix

OBJECT_ALIKE = 0.25
"""What shared objects add to the words and the meaning when the best pair of a measure is looked for."""
OTHER_TARGET = 0.15
"""What another audience takes from how near to verbatim two measures are."""
OTHER_STEP = 0.08
"""What another step takes from it: «разработать положение» is not «утвердить положение»."""
OTHER_TITLE = 0.2
"""What another name in quotes takes from it: «собрание «Дети и деньги»» is not «собрание «Цифровая гигиена»»."""
MANY_OWN = 3
"""So many words of its own on either side, and more, say the most that two measures are about different things."""


@dataclass(frozen=True, slots=True)
class Frame:
    """All measures as matrices, row by row; `title` and `topic` hold ones, `themes`, `main` (the first of them)
    and `targets` are bit masks, `step` is -1 where none is named."""

    objects: csr_matrix
    meaning: csr_matrix
    words: csr_matrix
    title: csr_matrix
    topic: csr_matrix
    step: np.ndarray
    targets: np.ndarray
    themes: np.ndarray
    main: np.ndarray
    group: np.ndarray
    head: np.ndarray
    means: np.ndarray
    document: np.ndarray


def frame_of(rows: pd.DataFrame) -> Frame:
    """The measures (rows of the table `measures`) as matrices, one row each; a text that repeats is read once."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.preprocessing import normalize

    known = standard()
    made: dict[str, Profile] = {}
    profiles = [made.get(text) or made.setdefault(text, profile(text, known)) for text in rows["action"].fillna("")]
    means = {code: 1 << at for at, code in enumerate(known.codes("means"))}
    heads = {code: at for at, code in enumerate(known.codes("object"))}
    steps = {code: at for at, code in enumerate(known.codes("step"))}
    targets = {code: 1 << at for at, code in enumerate(known.codes("target"))}
    codes: dict[str, int] = {}
    themes = [[1 << codes.setdefault(code, len(codes)) for code in _themes(value)] for value in rows["themes"]]

    def counts(dicts: Sequence[Mapping[str, float]]) -> csr_matrix:
        return DictVectorizer(dtype=np.float32).fit_transform([*dicts, {"": 1.0}])[:-1]

    def matrix(dicts: Sequence[Mapping[str, float]]) -> csr_matrix:
        return normalize(counts(dicts))

    return Frame(
        matrix([p.objects for p in profiles]),
        matrix([{f"@{code}": weight for code, weight in p.objects.items()} | dict(p.rest) for p in profiles]),
        matrix([p.words for p in profiles]),
        counts([dict.fromkeys(p.title, 1.0) for p in profiles]),
        counts([dict.fromkeys(p.topic, 1.0) for p in profiles]),
        np.array([steps.get(p.step or "", -1) for p in profiles], dtype=np.int16),
        np.array([sum(targets[t] for t in p.targets) for p in profiles], dtype=np.int64),
        np.array([sum(bits) for bits in themes], dtype=np.int64),
        np.array([sum(bits[:1]) for bits in themes], dtype=np.int64),
        np.array([p.group for p in profiles], dtype=bool),
        np.array([heads.get(p.head, -1) for p in profiles], dtype=np.int16),
        np.array([sum(means[m] for m in p.means) for p in profiles], dtype=np.int64),
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
    return {
        "object": objects, "meaning": meaning, "words": words,
        "step": _step_likeness()[frame.step[a], frame.step[b]],
        "head": ((frame.head[a] == frame.head[b]) & (frame.head[a] >= 0)).astype(float),
        "other_means": (frame.means[a] != frame.means[b]).astype(float),
        "theme": _theme_likeness(frame, a, b),
        "target": (shared > 0).astype(float),
        "other_target": ((shared == 0) & (frame.targets[a] > 0) & (frame.targets[b] > 0)).astype(float),
        "group": (frame.group[a] & frame.group[b]).astype(float),
        "one_group": (frame.group[a] != frame.group[b]).astype(float),
        "other_title": (_least(frame.title, a, b) > 0) & (_shared(frame.title, a, b) == 0),
        "own_topic": np.clip(_least(frame.topic, a, b) - _shared(frame.topic, a, b), 0, MANY_OWN) / MANY_OWN,
    }


def _theme_likeness(frame: Frame, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Half the share of common themes, half whether each one's main theme is among the other's."""
    import numpy as np

    common = _bits(frame.themes[a] & frame.themes[b]) / np.maximum(_bits(frame.themes[a] | frame.themes[b]), 1)
    main = _bits(frame.main[a] & frame.themes[b]) + _bits(frame.main[b] & frame.themes[a])
    return common / 2 + main / 4


def _least(words: csr_matrix, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How many of these words the one of two measures has that has fewer."""
    import numpy as np

    many = np.diff(words.indptr)
    return np.minimum(many[a], many[b])


def _shared(words: csr_matrix, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.asarray(words[a].multiply(words[b]).sum(axis=1)).reshape(-1)


@lru_cache(maxsize=1)
def _step_likeness() -> np.ndarray:
    """How like two steps are, by their numbers; the last row and column stand for none (-1)."""
    import numpy as np

    known = standard()
    codes = known.codes("step")
    likeness = np.zeros((len(codes) + 1, len(codes) + 1))
    for at, one in enumerate(codes):
        for to, other in enumerate(codes):
            near = frozenset((one, other)) in known.near_steps
            likeness[at, to] = 1.0 if at == to else known.thresholds["near_step"] if near else 0.0
    return likeness


@dataclass(frozen=True, slots=True)
class Judged:
    """Weighed sums of pairs for `same` and for any relation (as if each were the best of both its measures), how near
    to verbatim they are, how much two measures have in common (to tell which pair is the best)."""

    same: np.ndarray
    related: np.ndarray
    verbatim: np.ndarray
    alike: np.ndarray


def judge(features: Mapping[str, np.ndarray], known: Concepts) -> Judged:
    """What the features of pairs add up to (weights of match.toml)."""
    import numpy as np

    def total(name: str) -> np.ndarray:
        weights = known.weights[name]
        start = np.full(len(features["object"]), weights["bias"] + weights["best"])
        return sum((weights[feature] * values for feature, values in features.items()), start)

    alike = (features["words"] + features["meaning"]) / 2
    verbatim = (alike - OTHER_TARGET * features["other_target"] - OTHER_STEP * (features["step"] < 1)
                - OTHER_TITLE * features["other_title"])
    return Judged(total("same"), total("related"), verbatim, alike + OBJECT_ALIKE * features["object"])


def probability(total: np.ndarray) -> np.ndarray:
    """A weighed sum of features as a probability, 0..1."""
    import numpy as np

    return np.asarray(1.0 / (1.0 + np.exp(-total)))


def _bits(values: np.ndarray) -> np.ndarray:
    import numpy as np

    if not len(values):
        return np.zeros(0, dtype=np.int64)
    return np.unpackbits(np.ascontiguousarray(values).view(np.uint8).reshape(len(values), -1), axis=1).sum(axis=1)


def index_of(values: list[int]) -> np.ndarray:
    """Numbers of rows as an array."""
    import numpy as np

    return np.array(values)
