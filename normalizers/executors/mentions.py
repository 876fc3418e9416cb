"""A mention of an executor cell, and the persons in it parted from their posts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from normalizers.executors.grammar import PREPOSITIONS, is_contracted, opening
from normalizers.executors.lexicon import head_noun
from normalizers.executors.tokens import Token
from normalizers.morphology import lemma, parses
from normalizers.phrases import nouns


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: its tokens (with those that it shares with a neighbour), persons, and its stretch of the cell."""

    tokens: tuple[Token, ...]
    persons: tuple[str, ...]
    start: int
    end: int
    rule: str


def part_persons(mentions: list[Mention]) -> list[Mention]:
    """Persons parted from roles, and a bare person joined with the singular role beside it."""
    parted: list[Mention] = []
    for mention in mentions:
        persons = tuple(t.text for t in mention.tokens if t.kind == "person")
        words = tuple(t for t in mention.tokens if t.kind != "person")
        if not persons and _surname(words):
            persons, words = (words[-1].text,), words[:-1]
        while words and words[-1].kind == "delim":
            words = words[:-1]
        current = replace(mention, tokens=words, persons=persons)
        if persons and words and not one_role(words):
            parted.append(replace(current, persons=()))
            parted.append(replace(current, tokens=(), rule="bare-person"))
            continue
        before = parted[-1] if parted else None
        if before and before.persons and not before.tokens and words and not persons and one_role(words):
            parted[-1] = replace(current, persons=before.persons, start=before.start, rule="person-role")
            continue
        parted.append(current)
    return parted


def _surname(tokens: tuple[Token, ...]) -> bool:
    """«заместитель начальника УО | Лаптева»: a surname without initials behind a post in the singular."""
    if len(tokens) < 2 or tokens[-1].kind != "word" or not tokens[-1].capital or not one_role(tokens[:-1]):
        return False
    before = tokens[-2]
    if before.kind not in ("short", "word") or before.text.lower() in PREPOSITIONS:
        return False
    if before.kind == "word" and ((before.capital and len(tokens) > 2) or head_noun(lemma(before.text)) is None):
        return False
    found = [p for p in parses(tokens[-1].text) if p.known]
    surname = any("Surn" in p.grammemes and p.case == "nomn" for p in found)
    return surname and "Surn" in found[0].grammemes


def one_role(tokens: tuple[Token, ...]) -> bool:
    """Whether the tokens are a role in the singular."""
    here = opening(tokens, 0)
    if here.sort != "role":
        return False
    head = tokens[here.end - 1]
    if head.kind != "word":
        return True
    word = (is_contracted(head.text.lower(), head.dotted) or head.text).split(" ")[0]
    found = nouns(word) or parses(word)
    readings = [p for p in found if p.case == "nomn"] or found  # «Ивановой А.А., учителям»: to whom it is given
    return not readings or any(p.number == "sing" for p in readings)
