"""Labelled measures (`themes.tsv`) → what their words tell of a theme: the counts behind `themes.classify`."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from normalizers import wording

SHARES = ((1.0,), (0.67, 0.33), (0.57, 0.29, 0.14))
"""How much of an example each of its themes is, by their number."""
BEGINNING, NEAR, FAR = 2, 4, 0.6
"""Words that begin what is done; words that count whole; what each further word counts."""
HEADING = 0.5
"""What a word of the heading counts."""
DOUBT = 1.2
"""How many examples a word needs to be believed half."""
TEMPER = 0.3
"""Words of one sentence say the same thing more than once: each is worth this much of what it would be alone."""
PRIOR = 0.5
"""How far frequent themes are expected where words say little."""


@dataclass(frozen=True, slots=True)
class Example:
    """A measure labelled by hand: its themes, the main one first, and the heading above it."""

    codes: tuple[str, ...]
    heading: str
    action: str


@dataclass(frozen=True, slots=True)
class Learned:
    """How often each sign of a text stood with each theme."""

    prior: Mapping[str, float]
    counts: Mapping[str, Mapping[str, float]]

    def shares(self, signs: Mapping[str, float]) -> dict[str, float]:
        """Signs with their weights → how likely each theme is, together 1; empty where no sign is known."""
        known = [(self.counts[sign], weight) for sign, weight in signs.items() if sign in self.counts]
        if not known:
            return {}
        logs = {code: PRIOR * math.log(prior) for code, prior in self.prior.items()}
        for counts, weight in known:
            total = sum(counts.values()) + DOUBT
            for code, prior in self.prior.items():
                logs[code] += TEMPER * weight * math.log((counts.get(code, 0.0) / prior + DOUBT) / total)
        top = max(logs.values())
        odds = {code: math.exp(value - top) for code, value in logs.items()}
        whole = sum(odds.values())
        return {code: value / whole for code, value in odds.items()}


def read(path: Path) -> tuple[Example, ...]:
    """Examples as an analyst writes them: themes, headings and measure, parted by tabs; `#` begins a remark.

    ValueError with a Russian sentence where a line has another form.
    """
    found = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        codes, *texts = line.split("\t")
        if len(texts) != 2 or not 1 <= len(codes.split()) <= len(SHARES):
            raise ValueError(f"{path.name}, строка {number}: через табуляцию нужны темы, заголовок, мероприятие.")
        found.append(Example(tuple(codes.split()), *(text.strip() for text in texts)))
    return tuple(found)


def learn(examples: Iterable[tuple[Sequence[str], Mapping[str, float]]]) -> Learned:
    """Themes and signs of each example → the counts of both."""
    themes: dict[str, float] = defaultdict(float)
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for codes, signs in examples:
        for code, share in zip(codes, SHARES[len(codes) - 1], strict=True):
            themes[code] += share
            for sign, weight in signs.items():
                counts[sign][code] += share * weight
    whole = sum(themes.values())
    return Learned({code: share / whole for code, share in themes.items()}, counts)


def signs(tokens: Sequence[str], begins: int, heading: str | None = None) -> dict[str, float]:
    """What of a measure may tell its theme: lemmas, neighbours, the words that begin it, the words of its heading.

    `tokens` are the measure's lemmas, "" where a word does not count; what is done begins at `begins`.

    >>> signs(["проведение", "семинар"], 1)
    {'проведение': 1.0, 'проведение семинар': 1.0, 'семинар': 1.0, '^семинар': 1.0}
    """
    found: dict[str, float] = {}
    for at, token in enumerate(tokens):
        if not token:
            continue
        weight = 1.0 if at < begins + NEAR else FAR
        found[token] = max(found.get(token, 0.0), weight)
        if begins <= at < begins + BEGINNING:
            found["^" + token] = 1.0
        if at + 1 < len(tokens) and tokens[at + 1]:
            found[f"{token} {tokens[at + 1]}"] = weight
    for token in wording.tokens(heading)[0] if heading else ():
        found["§" + token] = HEADING
    return found
