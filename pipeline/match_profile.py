"""What a measure is made of, for comparison: concepts, step, whom it is for, and the words that no concept covers.

The concepts and the general words are in `match.toml`, which an analyst can read and extend.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from normalizers import wording
from normalizers.wording import Phrase, fits

LIST = Path(__file__).with_name("match.toml")
GENERIC_WEIGHT = 0.25
QUOTED = re.compile(r"[«“\"]([^»”\"]{3,})[»”\"]")
PROPER = re.compile(r"(?<=[а-яё,] )[А-ЯЁ][а-яё]{3,}")
FACETS = ("object", "step", "means", "target")
OPENING = 6
"""Words at the beginning of a measure among which its means stand."""
LEADING, LEAD = "conduct", 2


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a facet (object, step or target) and the phrases that tell of it."""

    facet: str
    code: str
    name: str
    weight: float
    phrases: tuple[Phrase, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Concepts:
    """The whole of match.toml: concepts, general words, the plan's own audience and purpose, weights and thresholds."""

    concepts: tuple[Concept, ...]
    generic: frozenset[str]
    group: tuple[Phrase, ...]
    purpose: tuple[Phrase, ...]
    synonyms: tuple[tuple[str, Phrase], ...]
    near_steps: frozenset[frozenset[str]]
    weights: Mapping[str, Mapping[str, float]]
    thresholds: Mapping[str, float]
    _starts: dict[str, tuple[tuple[Concept, Phrase], ...]] = field(default_factory=dict, compare=False, repr=False)
    _meant: dict[str, tuple[tuple[str, Phrase], ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, path: Path | None = None) -> Concepts:
        """Read a list of concepts; ValueError with a Russian sentence where it has another form."""
        path = path or LIST
        try:
            data = tomllib.loads(path.read_text("utf-8"))
            concepts = tuple(_concept(facet, code, entry) for facet in FACETS
                             for code, entry in data[facet].items())
            generic = frozenset(form for word in data["generic"] for form in (word, wording.lemma(word)))
            return cls(concepts, generic, _plain(data["group"]), _plain(data["purpose"]),
                       _synonyms(data["synonyms"]), frozenset(map(frozenset, data["near_steps"])), data["weights"],
                       data["thresholds"])
        except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"Список понятий {path.name} не читается ({error}). Возьмите за образец "
                             "pipeline/match.toml.") from error

    def plain(self, tokens: Sequence[str]) -> list[str]:
        """The tokens with synonyms as one word; of a phrase the first word stays, the others are emptied."""
        kept = list(tokens)
        for at, token in enumerate(tokens):
            if not token or not kept[at]:
                continue
            meant = self._meant.get(token)
            if meant is None:
                meant = tuple(entry for entry in self.synonyms if fits(entry[1].words[0], token))
                self._meant[token] = meant
            for word, one in meant:
                if (end := one.ends(tokens, at)) is not None:
                    for place, part in enumerate(one.words):
                        found = next((i for i in range(at, end) if kept[i] and fits(part, tokens[i])), None)
                        if found is not None:
                            kept[found] = "" if place else word
                    break
        return kept

    def codes(self, facet: str) -> tuple[str, ...]:
        return tuple(concept.code for concept in self.concepts if concept.facet == facet)

    def name(self, facet: str, code: str) -> str:
        return next((c.name for c in self.concepts if (c.facet, c.code) == (facet, code)), code)

    def starting(self, token: str) -> tuple[tuple[Concept, Phrase], ...]:
        """The phrases whose first word is this lemma, each with its concept."""
        found = self._starts.get(token)
        if found is None:
            found = tuple((concept, one) for concept in self.concepts for one in concept.phrases
                          if fits(one.words[0], token))
            self._starts[token] = found
        return found


@dataclass(frozen=True, slots=True)
class Profile:
    """A measure for comparison: weights of its objects, of all its words and of those outside of concepts.

    `step` is the first step named, `targets` whom it is for, `group` whether it names the schools that the plan is for,
    `head` the object named first, `means` the papers, money or people through which it is done, `title` the words of
    the name in quotes that it bears, `topic` those and the further words that say what just this measure is about.
    """

    objects: Mapping[str, float]
    words: Mapping[str, float]
    rest: Mapping[str, float]
    step: str
    targets: frozenset[str]
    group: bool
    head: str = ""
    means: frozenset[str] = frozenset()
    title: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def standard() -> Concepts:
    """The list that comes with dorkarta."""
    return Concepts.load()


def profile(action: str, concepts: Concepts | None = None) -> Profile:
    """What the text of a measure is made of.

    >>> made = profile("Провести семинар для учителей школ с низкими результатами")
    >>> sorted(made.objects), made.step, sorted(made.targets), made.group
    (['seminar'], 'conduct', ['teachers'], True)
    """
    known = concepts or standard()
    printed, _ = wording.tokens(action)
    tokens = wording.without(printed, known.group)
    aimless = wording.without(tokens, known.purpose)
    found, covered = _found(tokens, known)
    targets = {concept.code for concept, at in found if concept.facet == "target" and aimless[at]}
    objects: dict[str, float] = {}
    steps: dict[str, int] = {}
    for concept, at in found:
        if concept.facet == "object":
            objects[concept.code] = max(objects.get(concept.code, 0.0), concept.weight * _by_place(at))
        elif concept.facet == "step":
            steps.setdefault(concept.code, at)
    names = _names(action)
    meant = known.plain(tokens)
    told = {tokens[at] for concept, at in found if concept.facet in ("step", "target")} | names
    slight = frozenset(meant[at] for at, token in enumerate(tokens) if token in told)
    rest: dict[str, float] = {}
    for at, token in enumerate(meant):
        if token and aimless[at] and at not in covered and token not in rest:
            rest[token] = _weight(token, slight, known) * _by_place(at)
    called = frozenset(meant[at] for at, token in enumerate(tokens) if token in names)
    title = _title(action, known)
    words = {token: _weight(token, called, known) for token in meant if token}
    return Profile(objects, words, rest, _step(steps), frozenset(targets),
                   len([t for t in tokens if t]) < len(printed), next(iter(objects), ""),
                   frozenset(concept.code for concept, at in found if concept.facet == "means" and at < OPENING),
                   title, title | {token for token, weight in rest.items() if weight > GENERIC_WEIGHT})


def _step(steps: Mapping[str, int]) -> str:
    """The first step named; «провести» only leads in where another stands close behind («провести мониторинг»), and
    is meant where none is named («Родительские собрания»)."""
    if not steps:
        return LEADING
    first = min(steps, key=lambda code: steps[code])
    others = {code: at for code, at in steps.items() if code != LEADING and at - steps[first] <= LEAD}
    return min(others, key=lambda code: others[code]) if first == LEADING and others else first


def _found(tokens: Sequence[str], known: Concepts) -> tuple[list[tuple[Concept, int]], set[int]]:
    """Concepts in the order in which they stand, and the indices of the words that object concepts cover."""
    found: list[tuple[Concept, int]] = []
    covered: set[int] = set()
    for at, token in enumerate(tokens):
        if not token:
            continue
        for concept, one in known.starting(token):
            end = one.ends(tokens, at)
            if end is None:
                continue
            found.append((concept, at))
            if concept.facet == "object":
                covered.update(i for i in range(at, end) if any(fits(word, tokens[i]) for word in one.words))
    return found, covered


def _names(action: str) -> frozenset[str]:
    """Lemmas of what differs between copies of one measure: quoted names, proper names, numbers."""
    quoted = " ".join(QUOTED.findall(action))
    proper = " ".join(PROPER.findall(action))
    return frozenset(wording.tokens(f"{quoted} {proper}")[0])


def _title(action: str, known: Concepts) -> frozenset[str]:
    """Lemmas of a name in quotes that say something of their own.

    >>> sorted(_title("Родительское собрание «Дети и деньги»", standard()))
    ['деньга']
    """
    tokens = known.plain(wording.tokens(" ".join(QUOTED.findall(action)))[0])
    return frozenset(token for token in tokens if token and token not in known.generic and not _is_target(token, known))


def _is_target(token: str, known: Concepts) -> bool:
    return any(concept.facet == "target" for concept, _ in known.starting(token))


def _weight(token: str, slight: frozenset[str], known: Concepts) -> float:
    return GENERIC_WEIGHT if token in known.generic or token in slight or token.isdigit() else 1.0


def _by_place(at: int) -> float:
    return 1.0 if at <= 4 else max(0.45, 1.15 - 0.05 * at)


def _concept(facet: str, code: str, entry: Mapping[str, Any]) -> Concept:
    found = tuple(wording.phrase(words, example=entry["example"]) for words in entry["words"])
    return Concept(facet, code, entry["name"], float(entry.get("weight", 1.0)), found, entry["example"])


def _synonyms(entries: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, Phrase], ...]:
    """Each phrase with the word it stands for, long phrases first."""
    found = [(entry["word"], wording.phrase(words, example=entry["example"])) for entry in entries
             for words in entry["same"]]
    return tuple(sorted(found, key=lambda pair: -len(pair[1].words)))


def _plain(entries: Sequence[Mapping[str, str]]) -> tuple[Phrase, ...]:
    return tuple(wording.phrase(entry["words"], example=entry["example"]) for entry in entries)
