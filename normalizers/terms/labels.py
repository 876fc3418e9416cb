"""Numbers that only count the items of a cell («1. сентябрь», «2) октябрь») are no part of its terms."""

from __future__ import annotations

from dataclasses import replace

from normalizers.terms.tokens import Token

CALENDAR = frozenset(
    ["UCH", "GOD", "YEAR", "YEARS", "SCHOOL", "MONTH", "NUM", "ORD", "ROMAN", "CURRENT", "KAL", "CHET", "KV", "POL"]
)
LABELLED = frozenset(("NUM", "DAYMON", "ROMAN", "PERIOD", "DASH"))
NOMINATIVE = ("ь", "й", "т")


def drop_labels(tokens: tuple[Token, ...], text: str) -> tuple[Token, ...]:
    """The tokens without item numbers and without a leading «Срок:»."""
    if LABELLED.isdisjoint([token.kind for token in tokens]):
        return tokens
    kept: list[Token] = []
    bulleted = tokens[0].kind == "DASH" or any(token.kind == "COLON" for token in tokens)
    depth = 0
    skip = -1
    for index, token in enumerate(tokens):
        if index == skip:
            continue
        depth += (token.kind == "OPEN") - (token.kind == "CLOSE" and depth > 0)
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            token.kind in ("NUM", "DAYMON", "ROMAN")
            and following is not None
            and _is_label(token, following, tokens, index, text, depth)
        ):
            if following.kind == "CLOSE":
                skip = index + 1
            continue
        if token.kind == "DASH" and (not kept or (bulleted and text[: token.start].rstrip(" ").endswith("\n"))):
            continue
        if token.kind == "PERIOD" and following is not None and token.text.lower().startswith("срок"):
            said = following.kind == "COLON" or (not kept and following.kind == "REAL" and _colon(tokens, index))
            if said:
                continue
        kept.append(token)
    return tuple(kept)


def read_ends(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«до окончания учебного года» is «до конца учебного года», where a unit of the calendar follows."""
    if not any(token.kind == "RESULT" for token in tokens):
        return tokens
    read = list(tokens)
    for index in range(1, len(read) - 1):
        ends = read[index].text.lower().startswith(("оконч", "заверш")) and read[index - 1].kind in ("DO", "BY")
        if read[index].kind == "RESULT" and ends and read[index + 1].kind in CALENDAR:
            read[index] = replace(read[index], kind="EDGE", value="end")
    return tuple(read)


def _is_label(token: Token, following: Token, tokens: tuple[Token, ...], index: int, text: str, depth: int) -> bool:
    if following.kind == "CLOSE":
        return depth == 0
    between = text[token.end : following.start]
    begins = (
        index == 0 or "\n" in text[tokens[index - 1].end : token.start] or tokens[index - 1].kind in ("SEMI", "COMMA")
    )
    if token.kind == "DAYMON":
        return index == 0 and following.kind == "MONTH"
    if token.kind == "ROMAN":
        return False
    if not between.startswith(".") or between.strip() != ".":
        return False
    if following.kind == "MONTH":
        return (
            following.text.lower().endswith(NOMINATIVE) and len(following.text) > 3
        ) or following.text.lower() == "май"
    return (
        begins
        and following.kind in ("IN", "FROM", "DO", "FREQ", "ALWAYS", "DATE", "TECH", "YEAR", "PO", "EVERY")
        and between != "."
    )


def _colon(tokens: tuple[Token, ...], index: int) -> bool:
    """«Срок исполнения:» is a heading, «срок реализации проекта» a term."""
    return len(tokens) > index + 2 and tokens[index + 2].kind == "COLON"
