"""Heads that two mentions share: «отделы дошкольного и общего образования», «зам. директора по УР, по ВР»."""

from __future__ import annotations

from dataclasses import replace

from normalizers.executors.grammar import opening
from normalizers.executors.lexicon import adjective_level, place_level, word_list
from normalizers.executors.mentions import Mention
from normalizers.executors.pieces import Piece
from normalizers.executors.tokens import Token
from normalizers.morphology import lemma, parses
from normalizers.phrases import nouns


def level_adjectives(mention: Mention, piece: Piece) -> list[Mention] | None:
    """«руководители муниципальных | и школьных объединений»: two mentions with one head and one tail."""
    last, first = mention.tokens[-1], piece.tokens[0]
    if piece.before not in (",", "и", "/") or len(mention.tokens) < 2 or piece.opening.case == "nomn":
        return None
    levels = adjective_level(last.text) and adjective_level(first.text)
    if last.kind != "word" or nouns(last.text) or not (levels or _several_departments(mention, piece)):
        return None
    head = mention.tokens[:-1]
    second = Mention((*head, *piece.tokens), (), first.start, piece.tokens[-1].end, "shared-head")
    return [replace(mention, tokens=(*mention.tokens, *piece.tokens[1:]), rule="shared-tail"), second]


def _several_departments(mention: Mention, piece: Piece) -> bool:
    """«отделы дошкольного | и общего образования»: departments in the plural, one for each adjective."""
    if len(mention.tokens) != 2 or not bare_adjective(mention.tokens[-1]) or not piece.opening.adjectives:
        return False
    if piece.opening.head is not None and piece.opening.head.sort == "role":
        return False
    head = mention.tokens[0]
    found = [p for p in nouns(head.text) if p.lemma in word_list("departments")]
    return bool(found) and all(p.number == "plur" for p in found)


def owner_of_places(mention: Mention, piece: Piece) -> tuple[Token, ...]:
    """«администрации муниципальных районов | и городских округов»: the head that kinds of places share."""
    here, tokens = piece.opening, mention.tokens
    if piece.before not in (",", "и") or here.case != "gent" or place_level(here.lemma) != "municipal":
        return ()
    if place_level(lemma(tokens[-1].text)) != "municipal" or not here.adjectives:
        return ()
    end = len(tokens) - 1
    while end > 1 and adjective_level(tokens[end - 1].text):
        end -= 1
    return tokens[:end] if opening(tokens, 0).lemma in word_list("place_owners") else ()


def owner_of_areas(mention: Mention, previous: Piece, piece: Piece) -> tuple[Token, ...]:
    """«зам. директора по учебной работе, | по воспитательной работе»: the role that two areas share."""
    if piece.before not in (",", "и", "/") or previous.opening.sort != "role":
        return ()
    first = piece.tokens[0].text.lower()
    if first != "по" or len(piece.tokens) < 2:
        return ()
    place = next((i for i, token in enumerate(mention.tokens) if token.text.lower() == first), 0)
    return mention.tokens[:place]


def bare_adjective(token: Token) -> bool:
    """An adjective that is no noun: «муниципальные», but not «заведующий»."""
    return token.kind == "word" and not nouns(token.text) and any(p.pos == "ADJF" for p in parses(token.text))
