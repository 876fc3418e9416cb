"""A cell's tokens → pieces: cut at delimiters, and inside a run without any where a new mention begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from normalizers.executors.boundary import Place
from normalizers.executors.boundary_nouns import ANY, NOUNS
from normalizers.executors.boundary_shorts import ABBREVIATIONS
from normalizers.executors.grammar import Opening, opening
from normalizers.executors.lexicon import word_list
from normalizers.executors.tokens import Token
from normalizers.morphology import is_word, lemma, parses
from normalizers.phrases import nouns

DASHES = frozenset("–—-")


Run = tuple[str, tuple[Token, ...], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens of one mention or of a part of one; `before`: the delimiter in front of it ("" for none)."""

    tokens: tuple[Token, ...]
    before: str
    opening: Opening
    newline: bool = False


def runs(tokens: list[Token]) -> list[Run]:
    """Between delimiters: (delimiter before, tokens, places that begin a printed line)."""
    found: list[Run] = []
    tokens = _apposed(tokens)
    current: list[Token] = []
    lines: set[int] = set()
    before = ""
    for token in tokens:
        if token.kind != "delim":
            current.append(token)
        elif token.text == "\n":
            lines.add(len(current))
        else:
            if current:
                found.append((before, tuple(current), frozenset(lines)))
                before, current, lines = "", [], set()
            mark = {"+": "и", "&": "и", "|": ","}.get(token.text, token.text)
            before = mark if not before or before == "," else before
    if current:
        found.append((before, tuple(current), frozenset(lines)))
    return found


def person_first(runs: list[Run]) -> list[Run]:
    """«Иванова А.А., методист | Петрова Н.Н., директор»: a cell that begins with a person goes on so."""
    if len(runs) < 3 or any(t.kind != "person" for t in runs[0][1]) or any(t.kind == "person" for t in runs[-1][1]):
        return runs
    out: list[Run] = []
    for before, tokens, lines in runs:
        if len(tokens) > 1 and tokens[-1].kind == "person" and tokens[0].kind != "person":
            out.extend([(before, tokens[:-1], lines), (";", tokens[-1:], frozenset())])
        else:
            out.append((before, tokens, lines))
    return out


def _apposed(tokens: list[Token]) -> list[Token]:
    """«школы – участницы» as one word."""
    out: list[Token] = []
    for token in tokens:
        dashed = len(out) > 1 and out[-1].kind == "delim" and out[-1].text in "–—-" and out[-2].kind == "word"
        if dashed and token.kind == "word" and _halves(out[-2].text, token.text):
            first = out[-2]
            out[-2:] = [replace(first, text=f"{first.text}-{token.text}", end=token.end)]
            continue
        if out and _halves_apart(out[-1], token):
            first = out[-1]
            out[-1] = replace(first, text=f"{first.text}-{token.text}", end=token.end)
            continue
        if dashed and token.kind == "word" and lemma(out[-2].text) in word_list("doubles") and _apposition(token.text):
            first = out[-2]
            out[-2:] = [replace(first, text=f"{first.text}-{token.text}", end=token.end)]
            continue
        out.append(token)
    return out


def _apposition(word: str) -> bool:
    return any(p.lemma.replace("ё", "е") in word_list("appositions") for p in nouns(word))


def _halves_apart(first: Token, token: Token) -> bool:
    """«учителя предметники»: a compound printed without its hyphen."""
    if first.kind != "word" or token.kind != "word" or token.capital or first.dotted:
        return False
    if lemma(first.text) not in word_list("doubles") or lemma(token.text) not in word_list("appositions"):
        return False
    return any(a.case == b.case and a.number == b.number for a in nouns(first.text) for b in nouns(token.text))


def _halves(left: str, right: str) -> bool:
    """«учебно – воспитательной»: a compound adjective printed with a dash."""
    return (
        len(left) > 3
        and left[-1] in "ое"
        and any(p.pos == "ADJF" for p in parses(right))
        and is_word(right)
        and not nouns(left)
    )


def pieces(before: str, tokens: tuple[Token, ...], lines: frozenset[int]) -> list[Piece]:
    """A run without delimiters, cut where a new mention begins."""
    found: list[Piece] = []
    start = 0
    first = opening(tokens, 0)
    place = max(first.end, 1)
    while place < len(tokens):
        here = opening(tokens, place)
        if begins(Place(tokens, start, place, first, here, place in lines)):
            found.append(Piece(tokens[start:place], before if start == 0 else "", first, start in lines))
            start, first = place, here
            place = max(here.end, place + 1)
        else:
            whole = here.case in ("gent", "none") or here.either or tokens[place - 1].kind == "person"
            place = max(place + 1, here.end if whole else place + 1)
    found.append(Piece(tokens[start:], before if start == 0 else "", first, start in lines))
    return found


def begins(place: Place) -> bool:
    """Whether a new mention begins here, as the first rule says that does not decline."""
    rules = (*ANY, *(ABBREVIATIONS if place.here.short else NOUNS))
    return next((found for rule in rules if (found := rule(place)) is not None), False)
