"""Themes of measures: phrases by their lemmas, weighed by where they stand (`themes.toml`), and labelled measures
that have the same words (`themes.tsv`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from normalizers import theme_examples, wording
from normalizers.theme_examples import Learned
from normalizers.wording import Phrase, fits

LIST = Path(__file__).with_name("themes.toml")
EXAMPLES = LIST.with_suffix(".tsv")
LIMIT = 3


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: its code, Russian name, what belongs to it and the phrases that tell of it."""

    code: str
    name: str
    what: str
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: which, of which theme, at which word (None: words as in labelled measures), what it counted."""

    code: str
    phrase: str
    at: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Themes:
    """A list of themes as an analyst writes it (themes.toml, or an own file of the same form).

    Labelled measures (themes.tsv) count for the themes that the list has by the same code.
    """

    themes: tuple[Theme, ...]
    openers: frozenset[str] = frozenset()
    audience: tuple[Phrase, ...] = ()
    _learned: list[Learned | None] = field(default_factory=list, compare=False, repr=False)
    _starts: dict[str, tuple[tuple[str, Phrase], ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, path: Path | None = None) -> Themes:
        """Read a list of themes; ValueError with a Russian sentence where it has another form."""
        path = path or LIST
        try:
            data = tomllib.loads(path.read_text("utf-8"))
            themes = tuple(_theme(entry) for entry in data["theme"])
            return cls(themes, frozenset(map(wording.lemma, data.get("openers", ()))),
                       tuple(_phrase(entry) for entry in data.get("audience", ())))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"Список тем {path.name} не читается ({error}). Возьмите за образец "
                             "normalizers/themes.toml.") from error

    @property
    def names(self) -> Mapping[str, str]:
        """Code → Russian name, in the order of the list."""
        return {theme.code: theme.name for theme in self.themes}

    @property
    def learned(self) -> Learned | None:
        """What the labelled measures tell, read when first asked for; None where none has a theme of this list."""
        if not self._learned:
            self._learned.append(_learn(self))
        return self._learned[0]

    def starting(self, token: str) -> tuple[tuple[str, Phrase], ...]:
        """The phrases whose first word is this lemma, each with its theme's code."""
        found = self._starts.get(token)
        if found is None:
            found = tuple((theme.code, phrase) for theme in self.themes for phrase in theme.phrases
                          if fits(phrase.words[0], token))
            self._starts[token] = found
        return found


def classify(action: str, section: str | None = None, result: str | None = None,
             themes: Themes | None = None) -> tuple[str, ...]:
    """Codes of the themes that a measure is about, at most three, the main one first; () where none fits.

    >>> classify("Проведение курсов повышения квалификации для учителей математики")
    ('staff_development',)
    >>> classify("Мониторинг результатов ЕГЭ")
    ('diagnostics', 'assessment')
    >>> classify("Уборка снега")
    ()
    """
    hits = explain(action, section, result, themes)
    ranked = _ranked(hits)
    if section and (not ranked or ranked[0][1] < ENOUGH):
        ranked = _ranked((*hits, *_hits(section, themes or standard(), ALONE)))
    if not ranked or ranked[0][1] < ENOUGH:
        return ()
    top = ranked[0][1]
    return tuple(code for code, score in ranked[:LIMIT] if score >= max(ENOUGH, top * SHARE))


def _ranked(hits: Iterable[Hit]) -> list[tuple[str, float]]:
    """Codes with their scores, the highest first."""
    scores: dict[str, float] = {}
    for hit in hits:
        scores[hit.code] = scores.get(hit.code, 0.0) + hit.score
    return sorted(scores.items(), key=lambda item: -item[1])


ENOUGH = 1.0
"""The least score of a theme: a lone weak word at the end of a measure is none."""
SHARE = 0.25
"""A further theme has at least this share of the main one's score."""
SECTION, RESULT = 0.3, 0.16
"""What a phrase in the heading or in the expected result counts beside one in the measure itself."""
AS_LABELLED = "как в размеченных мероприятиях"
LIKENESS = 4.0
"""What it counts where labelled measures with these words all have one theme."""
ALONE = 0.35
"""What a phrase in the heading counts besides where the measure itself has too little to go by."""


def explain(action: str, section: str | None = None, result: str | None = None,
            themes: Themes | None = None) -> tuple[Hit, ...]:
    """Every phrase that counted, with its place and score: why a measure has its themes."""
    chosen = themes or standard()
    hits = list(_hits(action, chosen, 1.0))
    if section:
        hits += _hits(section, chosen, SECTION)
    if result:
        hits += _hits(result, chosen, RESULT)
    if chosen.learned:
        shares = chosen.learned.shares(_signs(action, section, chosen))
        hits += [Hit(code, AS_LABELLED, None, LIKENESS * share) for code, share in shares.items()]
    return tuple(hits)


def standard() -> Themes:
    """The list that comes with dorkarta."""
    return listed()


@lru_cache(maxsize=4)
def listed(path: Path | None = None) -> Themes:
    """The list at this path, or the one that comes with dorkarta: read once, and its examples learned once."""
    return Themes.load(path)


def _hits(text: str, themes: Themes, share: float) -> list[Hit]:
    """Phrases found in a text; the nearer to its beginning, the more they count; a theme's repeats count less.

    Words that stand in a close phrase («финансовая +грамотность») belong to its theme: no other has them alone.
    """
    tokens, starts = wording.tokens(text)
    tokens = wording.without(tokens, themes.audience)
    owners = _owners(tokens, themes)
    hits: list[Hit] = []
    place = 0
    fresh = True
    for at, token in enumerate(tokens):
        if at in starts:
            fresh = True
            place = max(place, 3) if at else 0
        if not token:
            continue
        opening = fresh and token in themes.openers
        for code, phrase in themes.starting(token):
            if phrase.ends(tokens, at) is None or (phrase.head and not fresh and place > 1):
                continue
            if len(phrase.words) == 1 and owners.get(at, code) != code:
                continue
            hits.append(Hit(code, phrase.text, at, share * phrase.weight * _by_place(place)))
        if not opening:
            fresh = False
            place += 1
    return _fading(hits)


def _signs(action: str, section: str | None, themes: Themes) -> dict[str, float]:
    """What of a measure may tell its theme to those who know labelled ones."""
    tokens = wording.without(wording.tokens(action)[0], themes.audience)
    begins = next((at for at, token in enumerate(tokens) if token and token not in themes.openers), len(tokens))
    return theme_examples.signs(tokens, begins, section)


def _learn(themes: Themes) -> Learned | None:
    """What labelled measures tell of these themes; None where they know none of them."""
    examples = [(codes, _signs(example.action, example.heading, themes))
                for example in _examples() if (codes := [code for code in example.codes if code in themes.names])]
    return theme_examples.learn(examples) if examples else None


@lru_cache(maxsize=1)
def _examples() -> tuple[theme_examples.Example, ...]:
    return theme_examples.read(EXAMPLES)


def _owners(tokens: Sequence[str], themes: Themes) -> dict[int, str]:
    """The theme of the close phrase that a word stands in, by the word's place."""
    owners: dict[int, str] = {}
    for at, token in enumerate(tokens):
        for code, phrase in themes.starting(token) if token else ():
            if len(phrase.tight) == len(phrase.words) - 1 > 0 and (end := phrase.ends(tokens, at)) is not None:
                owners |= dict.fromkeys(range(at, end), code)
    return owners


def _by_place(place: int) -> float:
    return 1.5 if place == 0 else max(0.25, 1.1 - 0.09 * place)


def _fading(hits: list[Hit]) -> list[Hit]:
    """The strongest phrase of a theme counts whole, each further one half of the one before."""
    seen: dict[str, int] = {}
    faded = []
    for hit in sorted(hits, key=lambda hit: -hit.score):
        times = seen.get(hit.code, 0)
        seen[hit.code] = times + 1
        faded.append(Hit(hit.code, hit.phrase, hit.at, hit.score * 0.5 ** times))
    return faded


def _theme(entry: Mapping[str, Any]) -> Theme:
    return Theme(entry["code"], entry["name"], entry.get("what", ""), tuple(_phrase(p) for p in entry["phrases"]))


def _phrase(entry: Mapping[str, Any]) -> Phrase:
    return wording.phrase(entry["phrase"], entry.get("weight", 1.0), entry.get("head", False), entry.get("example", ""))
