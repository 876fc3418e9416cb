"""Legal forms and names in quotes: «МКУ «Центр развития образования»» → центр развития образования."""

from __future__ import annotations

import re
from dataclasses import replace

from normalizers.abbreviations import is_name, senses
from normalizers.executors.grammar import first_sense, opening
from normalizers.executors.lexicon import head_noun, word_list
from normalizers.executors.tokens import Token, tokenize
from normalizers.morphology import lemma, parses
from normalizers.phrases import case_form

FULL_FORM = re.compile(
    r"^(?:муниципальн|государственн|федеральн|краев|областн|республиканск|частн|автономн|бюджетн|казенн|казённ)"
)


FORM_NOUNS = frozenset({"учреждение", "организация"})


def inside(quoted: str) -> str:
    """What stands in quotes; inner quotes that share their closing mark get it back."""
    inner = quoted[1:-1].strip()
    return inner + "»" if inner.count("«") > inner.count("»") else inner


def flatten(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Names in quotes that say what the body is («ИРО», «Центр развития образования») opened; legal forms dropped."""
    tokens = _without_quoted_forms(tokens)
    opened: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind == "quote" and _speaks(token, tokens[:place]):
            inner = [t for t in tokenize(inside(token.text)) if t.kind != "delim" or t.text in ",и"]
            inner = _lowered(inner)
            if opened and opened[-1].kind == "word" and lemma(opened[-1].text) not in FORM_NOUNS:
                inner = _genitive(inner)
            opened.extend(replace(t, start=token.start, end=token.end) for t in inner)
        else:
            opened.append(token)
    return _without_forms(tuple(opened))


def _without_quoted_forms(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«ГБУ ДПО РД «…»» without what stands before the name in quotes."""
    for start, token in enumerate(tokens):
        if not _is_form(token):
            continue
        end = start
        while end < len(tokens) and tokens[end].kind == "short":
            end += 1
        if end < len(tokens) and tokens[end].kind == "quote":
            return (*tokens[:start], *tokens[end:])
    return tokens


def form_level(tokens: tuple[Token, ...]) -> str | None:
    """The level that a legal form tells: МКУ municipal, ГБУ regional."""
    found = [s for t in tokens if t.kind == "short" for s in senses(t.text)[:1] if s.kind == "form"]
    if any(s.short.startswith("М") for s in found) and any(s.short == "ДПО" for s in found):
        return "municipal"
    return next((s.level for s in found if s.level), None)


def _lowered(tokens: list[Token]) -> list[Token]:
    if tokens and tokens[0].kind == "word" and any(p.known for p in parses(tokens[0].text)):
        first = tokens[0]
        tokens[0] = replace(first, text=first.text[:1].lower() + first.text[1:]) if not _proper(first.text) else first
    return tokens


def _genitive(tokens: list[Token]) -> list[Token]:
    """The tokens of a name that a role belongs to, in the genitive: «методист | Центра развития образования»."""
    count = next((i for i, t in enumerate(tokens) if t.kind != "word"), len(tokens))
    if not count:
        return tokens
    forms = case_form(" ".join(t.text for t in tokens[:count]), "gent").split(" ")
    return [*(replace(t, text=form) for t, form in zip(tokens, forms, strict=False)), *tokens[count:]]


def _proper(word: str) -> bool:
    return is_name(word)


def _speaks(token: Token, before: tuple[Token, ...]) -> bool:
    """Whether a name in quotes holds its own kind of body, so that the words before it are but its legal form."""
    inner = tuple(tokenize(inside(token.text)))
    if not inner:
        return False
    first = opening(inner, 0)
    if first.lemma == "точка" or (first.kind == "authority" and before and _territory(before[-1])):
        return False
    if any(t.kind == "short" and (s := first_sense(t.text)) and s.kind == "school" for t in inner):
        return True
    if before and before[-1].kind == "word" and lemma(before[-1].text) not in FORM_NOUNS:
        here = head_noun(lemma(before[-1].text))
        if here is not None and here.sort != "role":
            return False
    if first.short:
        return first.sense is not None or len(inner) == 1
    return (
        first.case == "nomn"
        and first.head is not None
        and first.sort in ("body", "collective")
        and (len(inner) > 1 or bool(before))
    )


def _territory(token: Token) -> bool:
    """«администрация МО | «Вяземский район»»: what kind of territory the quotes name."""
    if token.kind == "short":
        return any(s.when in ("territory", "place") or s.kind == "place" for s in senses(token.text))
    return token.kind == "word" and lemma(token.text) in ("образование", "округ", "район", "поселение")


def _is_form(token: Token) -> bool:
    return token.kind == "short" and any(s.kind == "form" for s in senses(token.text))


def _without_forms(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without legal forms, where a name or kind follows them."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        end = _form_end(tokens, place)
        if end > place and end < len(tokens) and tokens[end].kind in ("short", "word", "quote"):
            place = end
            continue
        kept.append(tokens[place])
        place += 1
    return tuple(kept)


def _form_end(tokens: tuple[Token, ...], place: int) -> int:
    """Where a legal form that begins at `place` ends («ГБУ ДПО РД», «муниципальное учреждение»); place if none."""
    token = tokens[place]
    if _is_form(token) and (first_sense(token.text) or token).kind == "form":
        end = place + 1
        while end < len(tokens) and tokens[end].kind == "short":
            found = senses(tokens[end].text)
            if tokens[end].text in word_list("region_shorts") and end + 1 < len(tokens):
                end += 1
                continue
            if not any(s.kind in ("form", "place") for s in found) or (
                end + 1 == len(tokens) and not any(s.kind in ("form",) for s in found)
            ):
                break
            end += 1
        return end
    if token.kind == "word" and FULL_FORM.match(token.text.lower()):
        end = place
        while (
            end < len(tokens) and tokens[end].kind == "word" and any(p.pos == "ADJF" for p in parses(tokens[end].text))
        ):
            end += 1
        if end < len(tokens) and lemma(tokens[end].text) in FORM_NOUNS:
            end += 1
            while end < len(tokens) and tokens[end].kind in ("word", "short"):
                end += 1
            follows = end < len(tokens) and tokens[end].kind == "quote"
            opened = any(t.start == u.start for t, u in zip(tokens[place:end], tokens[place + 1 : end], strict=False))
            if follows:
                return end
            if opened:
                first = next(i for i in range(place, end - 1) if tokens[i].start == tokens[i + 1].start)
                return first
    return place
