"""Rules over token classes: a pattern is a regular expression whose letters are names of classes ("NUM? MONTH").

An ordered list of rules becomes one expression; the first rule that matches decides, and its name is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from normalizers.terms.tokens import Token

KINDS = [
    "AFTER",
    "ALWAYS",
    "AND",
    "BY",
    "CHET",
    "CHISLO",
    "CLOCK",
    "CLOSE",
    "COLON",
    "COMMA",
    "CONDITION",
    "CURRENT",
    "DASH",
    "DATE",
    "DAY",
    "DAYMON",
    "DEKADA",
    "DO",
    "EDGE",
    "EVERY",
    "FOLLOWING",
    "FREQ",
    "FREQADJ",
    "FROM",
    "GOD",
    "GODY",
    "HALF",
    "HEAD",
    "HOLIDAY",
    "HOUR",
    "IN",
    "KAL",
    "KV",
    "LEAST",
    "MES",
    "MONTH",
    "MONYR",
    "NA",
    "NEXT",
    "NUM",
    "OPEN",
    "ORD",
    "PERIOD",
    "PLAN",
    "PO",
    "POL",
    "RAZ",
    "REAL",
    "RESULT",
    "ROMAN",
    "ROUND",
    "SCHOOL",
    "SEASON",
    "SEMI",
    "SLASH",
    "SPANADJ",
    "TECH",
    "TRIGGER",
    "TRIM",
    "TWICE",
    "UCH",
    "WEEK",
    "WEEKDAY",
    "WHOLE",
    "WORD",
    "YEAR",
    "YEARS",
    "ZA",
]
LETTERS = {kind: chr(0xE000 + number) for number, kind in enumerate(KINDS)}
KIND_NAME = re.compile(r"(?<![<A-Za-z_])[A-Z]{2,}")
GROUP_NAME = re.compile(r"\?P<\w+>")

Match = re.Match[str]
Build = Callable[[Sequence[Token], Match], Any]


def encode(tokens: Sequence[Token]) -> str:
    """One letter a token: what the patterns run over."""
    return "".join([LETTERS[token.kind] for token in tokens])


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern with each class name replaced by its letter; raises KeyError on an unknown name."""
    return re.compile(_letters(pattern))


def _letters(pattern: str) -> str:
    return re.sub(r"\s+", "", KIND_NAME.sub(lambda match: LETTERS[match.group()], pattern))


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern and what it builds; `build` returns None to decline."""

    name: str
    pattern: str
    build: Build


class Rules:
    """An ordered list of rules, matched together."""

    def __init__(self, *rules: Rule):
        self.rules = rules
        self.patterns = [compile_pattern(rule.pattern) for rule in rules]
        self.every = re.compile("|".join(f"({_bare(_letters(rule.pattern))})" for rule in rules))

    def match(self, tokens: Sequence[Token], code: str, start: int) -> tuple[str, Any, int] | None:
        """The deciding rule's name, what it built, the index behind its last token; None where no rule matches."""
        found = self.every.match(code, start)
        if found is None or found.lastindex is None:
            return None
        for number in range(found.lastindex - 1, len(self.rules)):
            match = self.patterns[number].match(code, start)
            if match is None:
                continue
            rule = self.rules[number]
            built = rule.build(tokens, match)
            if built is not None:
                return rule.name, built, match.end()
        return None


def _bare(pattern: str) -> str:
    """The pattern without groups of its own."""
    return re.sub(r"\((?!\?)", "(?:", GROUP_NAME.sub("?:", pattern))


def token(tokens: Sequence[Token], match: Match, group: str) -> Token | None:
    """The first token of a named group, None where the group is absent."""
    start = match.start(group)
    return tokens[start] if start >= 0 and match.end(group) > start else None


def kinds(tokens: Sequence[Token], match: Match, group: str) -> list[Token]:
    """All tokens of a named group."""
    start, end = match.span(group)
    return list(tokens[start:end]) if start >= 0 else []
