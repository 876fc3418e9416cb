"""A cell of nothing but Roman figures («IX-X», «IX, I, V») → tokens of the months that they count."""

from __future__ import annotations

from dataclasses import replace

from normalizers.terms.tokens import Token

BESIDE = frozenset(
    ["ROMAN", "DASH", "COMMA", "SEMI", "SLASH", "AND", "FROM", "PO", "DO", "MES", "YEAR", "YEARS", "SCHOOL", "GOD"]
)
TEN = ("х", "x")  # alone a mark, beside other figures a ten


def roman_months(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with months for figures, where no word makes them quarters or anything else.

    >>> from normalizers.terms.tokens import tokenise
    >>> [(t.kind, t.value) for t in roman_months(tokenise("IX-X"))]
    [('MONTH', 9), ('DASH', None), ('MONTH', 10)]
    >>> [t.kind for t in roman_months(tokenise("I, II кв."))]
    ['ROMAN', 'COMMA', 'ROMAN', 'KV']
    """
    if not any(token.kind == "ROMAN" and not token.text.isdigit() for token in tokens):
        return tokens
    months = tuple(_month(token) for token in tokens)
    return months if all(token.kind in BESIDE or token.kind == "MONTH" for token in months) else tokens


def _month(token: Token) -> Token:
    if token.kind == "ROMAN":
        return replace(token, kind="MONTH")
    return replace(token, kind="MONTH", value=10) if token.text.lower() in TEN else token
