"""One cell under «Сроки, ответственные» → its term and its executor, each a field of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from normalizers.terms import find_terms
from parsers.plan import Field, Row
from parsers.roadmap.columns import Columns
from parsers.roadmap.columns_vocabulary import Role, says

BETWEEN = " ,;:/|–—-"  # marks that part the two; a dot may belong to «г.»
LABEL = re.compile(r"^(?:сроки?|отв(?:етственн\w+|\.)?|исполнител[ьи])\s*[:–—]\s*", re.I)


def heads_both(columns: Columns) -> bool:
    """The heading of the terms speaks of executors too, and no other column is theirs."""
    place = columns.index(Role.TERM)
    alone = columns.layout == "table" and Role.EXECUTOR not in columns.roles
    return alone and place is not None and says(columns.headings[place], Role.EXECUTOR)


def parted(row: Row) -> Row:
    """A row with the executor taken out of its term's cell: the words before or behind the term."""
    field = row.term or Field("")
    spans = find_terms(field.text)
    if not spans:
        return replace(row, executor=Field(""))
    start, end = spans[0]
    before, behind = (_bare(field.text[:start]), _bare(field.text[end:]))
    if before and behind:
        return replace(row, executor=Field(""))
    return replace(row, term=replace(field, text=field.text[start:end]), executor=replace(field, text=before or behind))


def _bare(text: str) -> str:
    """The words without the marks and the label around them.

    >>> _bare(", Отв.: завуч"), _bare("Срок: ")
    ('завуч', '')
    """
    return LABEL.sub("", text.strip(BETWEEN) + (":" if text.strip().endswith(":") else "")).strip(BETWEEN)
