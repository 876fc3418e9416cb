"""A cell's tokens → pieces: cut at delimiters, and inside a run without any where a new mention begins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from normalizers.abbreviations import senses
from normalizers.executors.grammar import PREPOSITIONS, Opening, first_sense, opening
from normalizers.executors.lexicon import head_noun, place_level, word_list
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
        if _begins(tokens, start, place, first, here, place in lines):
            found.append(Piece(tokens[start:place], before if start == 0 else "", first, start in lines))
            start, first = place, here
            place = max(here.end, place + 1)
        else:
            whole = here.case in ("gent", "none") or here.either or tokens[place - 1].kind == "person"
            place = max(place + 1, here.end if whole else place + 1)
    found.append(Piece(tokens[start:], before if start == 0 else "", first, start in lines))
    return found


def _begins(tokens: tuple[Token, ...], start: int, place: int, current: Opening, here: Opening, newline: bool) -> bool:
    """Whether a new mention begins at `place` of a run whose current mention began at `start`."""
    token, previous = tokens[place], tokens[place - 1]
    if token.kind == "person":
        return tokens[start].kind == "person"
    if all(t.kind == "person" for t in tokens[start:place]):
        return False
    if previous.kind == "word" and opening(tokens, place - 1).case == "none" and previous.text.lower() in PREPOSITIONS:
        return False
    if _next_subject(tokens, place, current, here):
        return True
    if here.case != "nomn":
        return False
    if (
        current.case == "none"
        and tokens[start].kind == "word"
        and any(p.pos == "PRTF" for p in parses(tokens[start].text))
    ):
        return False
    if here.short:
        return _short_begins(tokens, start, place, current, here, newline)
    double = current.lemma in word_list("doubles") and here.lemma in word_list("appositions")
    if double and place == current.end and not here.adjectives:
        return token.capital
    if here.head is None:
        return here.animate and not here.either and current.sort is not None
    if not here.either:
        return True
    if here.lemma == "администрация" and current.sort == "body" and not newline:
        return False
    if current.sort == "role" and here.sort in ("body", "collective") and place == current.end and current.head:
        return False
    if here.sort in ("body", "collective") and here.either and _is_role(previous):
        return False
    if current.sort in ("body", "collective") and here.sort == "role" and here.animate:
        return True
    larger = current.lemma in word_list("departments") or current.sort == "collective"
    if larger and here.kind == "authority" and not newline:
        return False
    if token.capital and (newline or previous.kind != "word" or not previous.capital):
        return current.lemma not in word_list("deputies") or newline or place > current.end
    if here.sort == "role" and (here.lemma == current.lemma or _ends_area(previous)):
        return True
    if current.sort == "role" and here.sort == "role":
        return (current.lemma not in word_list("deputies") or place > current.end) and here.animate
    if current.short and current.sort in ("body", None):
        return here.sort in ("role", "body") and here.kind == "school"
    if current.sort == "body" and current.kind in ("authority", "methodological-service") and here.kind == "school":
        return newline and here.lemma == "школа" and place > current.end
    return False


def _next_subject(tokens: tuple[Token, ...], place: int, current: Opening, here: Opening) -> bool:
    """«учителя физики | химии»: two subjects side by side."""
    if current.lemma not in ("учитель", "преподаватель") and not is_subject(current.lemma):
        return False
    return is_subject(tokens[here.end - 1].text) and is_subject(tokens[place - 1].text)


def is_subject(word: str) -> bool:
    """Whether a word, in any case, names a school subject: «математики»."""
    return any(p.lemma in word_list("subjects") for p in nouns(word))


def _form_or_place(token: Token) -> bool:
    """A legal form or the region in it: «ГАУ ДПО НСО | …»."""
    if token.kind == "short" and token.text in word_list("region_shorts"):
        return True
    return token.kind == "short" and any(s.kind in ("form", "place") for s in senses(token.text))


def _is_role(token: Token) -> bool:
    """«заместитель начальника | Управления образования»."""
    found = head_noun(lemma(token.text)) if token.kind == "word" else None
    return found is not None and found.sort == "role"


def _ends_area(token: Token) -> bool:
    """«по УВР»: what a role is for has been said, a new role begins."""
    if token.kind != "short":
        return False
    sense = first_sense(token.text)
    return sense is not None and sense.kind == "area"


def region_short(tokens: tuple[Token, ...], place: int) -> bool:
    """«ИРО | ПК»: a region's abbreviation of several meanings behind a regional institute's."""
    if not place or tokens[place].text not in word_list("region_shorts") or tokens[place - 1].kind != "short":
        return False
    sense = first_sense(tokens[place - 1].text)
    return (
        sense is not None
        and sense.level == "regional"
        and sense.kind in ("methodological-service", "assessment-centre", "authority")
    )


def _inner_body(before: Opening, here: Opening) -> bool:
    """«ППк | ОО»: a school's own body and the school that it is of."""
    if before.sense is None or here.sense is None or here.sense.kind != "school":
        return False
    return before.sense.kind == "association" and before.sense.level == "school"


def _short_begins(
    tokens: tuple[Token, ...], start: int, place: int, current: Opening, here: Opening, newline: bool
) -> bool:
    """Whether an abbreviation begins a mention, or depends on the one before: «методисты УО», «РУМО ИМЦ»."""
    previous = tokens[place - 1]
    if current.sort == "form" and all(_form_or_place(t) for t in tokens[start:place]):
        return False
    if here.sort == "form" and here.sense is not None and here.sense.level is None:
        return False
    if previous.kind == "word" and lemma(previous.text) in ("администрация", "глава", "мэрия", "заседание"):
        return False
    if (
        here.sense is not None
        and current.lemma
        and here.sense.long.startswith(current.lemma + " ")
        and place == current.end
    ):
        return False
    if here.sort == "role":
        return True
    if previous.kind == "short":
        before = opening(tokens, place - 1)
        if region_short(tokens, place) or _inner_body(before, here):
            return False
        if (before.sort in ("form", "place") and before.case != "none") or (
            before.sense and before.sense.kind == "form"
        ):
            return False
        if before.sort == "place" or current.sort == "form" or current.short:
            return here.sort != "form" or place - start > 1
        return True
    if previous.kind in ("quote", "number"):
        return True
    if current.sort == "role":
        complete = current.own_level and current.lemma in word_list("complete_with_level")
        return complete and place == current.end
    if current.sort == "collective":
        return current.own_level and here.kind in ("authority", "methodological-service") and place > current.end
    if current.sort == "body":
        if current.lemma in word_list("dependent_bodies"):
            return False
        if current.lemma in word_list("of_university") and here.sense is None and tokens[place].text.endswith("У"):
            return False
        if current.lemma in ("школа", "организация", "учреждение"):
            return here.kind != "authority"
        return here.kind != "authority" and (place > current.end or bool(current.adjectives))
    if here.sort == "form" and here.sense is not None and here.sense.level and place_level(lemma(previous.text)):
        return True
    return current.case == "nomn" and current.head is None and newline
