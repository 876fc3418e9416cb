"""The registry of known executors: `registry.toml` beside this module, and an analyst's own file that overrides it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from normalizers.morphology import is_word

KINDS = (
    *("authority", "methodological-service", "assessment-centre", "coordinator", "school", "head", "teacher"),
    *("curator", "association", "other"),
)
LEVELS = ("federal", "regional", "municipal", "school", "other", "plan")
LETTERS = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya e".split(),  # noqa: SIM905
        strict=True,
    )
)


class RegistryError(ValueError):
    """A registry file that can't be used; the message (Russian) names the file and the entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One known role or organisation: a nominative label, other full names of it, and a mention as printed.

    `level` "plan" is that of the plan it stands in.
    """

    id: str
    label: str
    kind: str
    level: str
    aliases: tuple[str, ...] = ()
    example: str | None = None


def slug(label: str) -> str:
    """A readable, stable id of a label: transliterated, words joined by hyphens.

    >>> slug("районный методический отдел")
    'rayonnyy-metodicheskiy-otdel'
    """
    letters = "".join(LETTERS.get(c, c) if LETTERS.get(c) != "-" else "" for c in label.lower())
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def fold(text: str) -> str:
    """What two spellings of one label share: lower case, е for ё, plain quotes and hyphens, single spaces."""
    text = text.lower().replace("ё", "е")
    text = re.sub(r"[«»“”„\"']", "", text)
    text = re.sub(r"\s*[‐‑‒–—−-]\s*", "-", text)
    return re.sub(r"[\s,;:.]+", " ", text).strip()


@dataclass(frozen=True)
class Registry:
    """Known executors by every way to print them."""

    entries: tuple[Entry, ...]
    by_text: Mapping[str, Entry]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Registry:
        """A registry of these entries; a later one with the same id or text replaces the earlier."""
        by_id = {entry.id: entry for entry in entries}
        by_text = {fold(text): entry for entry in by_id.values() for text in (*entry.aliases, entry.label)}
        return cls(tuple(by_id.values()), by_text)

    @classmethod
    def load(cls, extra: Path | None = None) -> Registry:
        """The registry beside the code, an analyst's own file on top; RegistryError where that is ill formed."""
        return _own() if extra is None else cls.of([*_own().entries, *read_entries(extra)])

    def find(self, text: str) -> Entry | None:
        """The entry that is printed so, letter case, ё and quotes aside."""
        return self.by_text.get(fold(text))

    def nearest_spelling(self, text: str) -> tuple[Entry | None, float]:
        """The entry whose words differ least from the text's, word by word (a misprint, never another word), 0..1."""
        folded = fold(text)
        words = folded.split(" ")
        for key, score, _ in process.extract(folded, list(self.by_text), scorer=fuzz.ratio, score_cutoff=85, limit=5):
            others = key.split(" ")
            if len(others) == len(words) and all(_misprint(a, b) for a, b in zip(words, others, strict=True)):
                return self.by_text[key], score / 100
        return None, 0.0

    def nearest(self, text: str, n: int = 1) -> list[tuple[Entry, float]]:
        """The n entries most like the text, with their likeness 0..1, best first."""
        found: dict[str, tuple[Entry, float]] = {}
        for key, score, _ in process.extract(fold(text), list(self.by_text), scorer=fuzz.ratio, limit=n * 4):
            entry = self.by_text[key]
            found.setdefault(entry.id, (entry, score / 100))
        return list(found.values())[:n]


def _misprint(one: str, other: str) -> bool:
    """Whether two words differ at most as a word and its misprint do."""
    if one == other:
        return True
    if any(c.isdigit() for c in one + other) or min(len(one), len(other)) < 4 or (is_word(one) and is_word(other)):
        return False
    return Levenshtein.distance(one, other) <= (1 if len(one) < 8 else 2)


@cache
def _own() -> Registry:
    return Registry.of(read_entries(Path(__file__).with_name("registry.toml")))


def read_entries(path: Path) -> list[Entry]:
    """The entries of a registry file; RegistryError (Russian) where it is ill formed."""
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegistryError(f"{path}: реестр исполнителей не читается: {error}") from error
    return [_entry(path, item) for item in raw.get("executor", [])]


def _entry(path: Path, item: Mapping[str, object]) -> Entry:
    label, kind, level = (str(item.get(name, "")) for name in ("label", "kind", "level"))
    unknown = set(item) - {"id", "label", "kind", "level", "aliases", "example"}
    aliases = item.get("aliases", [])
    if not label or kind not in KINDS or level not in LEVELS or unknown or not isinstance(aliases, list):
        raise RegistryError(
            f"{path}: запись «{label or item}»: нужны label, kind (одно из: {', '.join(KINDS)}) и "
            f"level (одно из: {', '.join(LEVELS)}); aliases — список; других полей, кроме id и example, нет"
        )
    example = item.get("example")
    return Entry(
        str(item.get("id") or slug(label)),
        label,
        kind,
        level,
        tuple(str(alias) for alias in aliases),
        str(example) if example else None,
    )


class Suggestion(NamedTuple):
    """A known executor that an unresolved one may be, with their likeness 0..1; never a decision."""

    entry: Entry
    score: float

    def __str__(self) -> str:
        return f"{self.entry.label} ({self.entry.id}, {self.score:.2f})"


def suggest(label: str, registry: Registry, n: int = 3) -> list[Suggestion]:
    """The n known executors nearest to an unresolved label, for an analyst to choose from, best first."""
    return [Suggestion(entry, score) for entry, score in registry.nearest(label, n)]
