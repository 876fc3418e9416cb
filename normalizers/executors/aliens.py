"""A text that names executors and something else besides → its words that belong to no executor's name."""

from __future__ import annotations

from functools import lru_cache

from normalizers.executors.grammar import PREPOSITIONS, first_sense, opening
from normalizers.executors.lexicon import head_noun
from normalizers.executors.mentions import Mention
from normalizers.executors.splitting import split
from normalizers.executors.tokens import Token
from normalizers.morphology import Parse, lemma, parses
from normalizers.phrases import nouns
from normalizers.text import mend_lookalikes

DIRECT = frozenset({"nomn", "accs"})
NUMBERED = frozenset({"школа", "гимназия", "лицей", "сад", "интернат", "учреждение"})


@lru_cache(maxsize=32768)
def alien_words(text: str) -> tuple[str, ...]:
    """The words of a text that can't be a part of a mention: inside one no dependent stands in the nominative, and the
    text does not begin with what names nobody.

    >>> alien_words("директор школы Протокол совещания"), alien_words("учителя истории 34 часа")
    (('Протокол',), ('34',))
    >>> alien_words("директор школы № 5, учитель-логопед, классные руководители")
    ()
    >>> alien_words("подготовки школьные методисты"), alien_words("ВПР муниципальные эксперты")
    (('подготовки',), ('ВПР',))
    """
    mentions = split(mend_lookalikes(text).strip())
    inside = tuple(word for mention in mentions for word in _aliens(mention))
    return (*_alien_lead(mentions[0].tokens), *inside) if mentions and mentions[0].tokens else inside


def _alien_lead(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """The first word where it names nobody: the rest of another text in small letters, what a role is for («ЕГЭ»)."""
    lead, found = tokens[0], opening(tokens, 0)
    if lead.kind == "short":
        return (lead.text,) if found.sense is not None and found.sense.kind == "area" else ()
    if lead.kind != "word" or lead.capital or lead.dotted or found.head is not None:
        return ()
    readings = parses(lead.text)
    awaits_noun = found.case == "adjective" and any(p.case == "nomn" for p in readings)
    known = bool(readings) and readings[0].known and not any(_names_who(p) for p in readings)
    return (lead.text,) if known and not awaits_noun else ()


def _aliens(mention: Mention) -> list[str]:
    tokens = mention.tokens
    behind = max(opening(tokens, 0).end, 1) if tokens else 0
    return [tokens[k].text for k in range(behind, len(tokens)) if _alien(tokens[k - 1], tokens[k])]


def _alien(before: Token, token: Token) -> bool:
    if token.kind == "number":
        return not (token.text.startswith("№") or _numbered(before))
    if token.kind != "word" or "-" in token.text or token.dotted or before.text.lower() in PREPOSITIONS:
        return False
    readings = nouns(token.text)
    if not readings:
        adjectives = [p for p in parses(token.text)[:3] if p.pos in ("ADJF", "PRTF") and p.known]
        return bool(adjectives) and all(p.case in DIRECT and "actv" not in p.grammemes for p in adjectives)
    if not all(p.known for p in readings) or any(_names_who(p) for p in readings):
        return False
    if all(p.case in DIRECT for p in readings):
        return True
    return token.capital and before.kind == "short" and any(p.case == "nomn" for p in readings)


def _numbered(before: Token) -> bool:
    """«школа 5», «СОШ 12»: institutions are numbered."""
    sense = first_sense(before.text) if before.kind == "short" else None
    return sense.kind == "school" if sense else before.kind == "word" and lemma(before.text) in NUMBERED


def _names_who(parse: Parse) -> bool:
    return "anim" in parse.grammemes or head_noun(parse.lemma) is not None
