"""One cell under «Сроки, ответственные» → its term and its executor, each a field of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalizers.terms import find_terms
from normalizers.text import join_lines
from parsers.plan import Field, Row
from parsers.roadmap.columns import Columns
from parsers.roadmap.columns_likeness import executor_like, term_like, words_end_open
from parsers.roadmap.columns_vocabulary import Role, says

BETWEEN = " ,;:/|–—-"  # marks that part the two; a dot may belong to «г.»
LIKELY_TERM, LIKELY_EXECUTOR = 0.6, 0.4
LABEL = re.compile(r"^(?:сроки?|отв(?:етственн\w+|\.)?|исполнител[ьи])\s*[:–—]\s*", re.I)


def heads_both(columns: Columns) -> bool:
    """The heading of the terms speaks of executors too, or theirs of terms, and no other column is the other's."""
    if columns.layout != "table" or columns.has(Role.TERM) == columns.has(Role.EXECUTOR):
        return False
    place, other = columns.index(Role.TERM), Role.EXECUTOR
    if columns.has(Role.EXECUTOR):
        place, other = columns.index(Role.EXECUTOR), Role.TERM
    return place is not None and says(columns.headings[place], other)


def parted(row: Row) -> Row:
    """A row with the executor taken out of its term's cell: a line, or the words, before or behind the term."""
    field = row.term or row.executor or Field("")
    lines = [text for line in field.lines if (text := " ".join(line.text.split()))]
    term, executor = _by_likeness(lines) or _by_terms(field.text) or _by_likeness(field.text.split()) or ("", "")
    if not executor:
        return replace(row, term=field, executor=Field("")) if row.executor is None else replace(row, term=Field(""))
    return replace(row, term=replace(field, text=term), executor=replace(field, text=executor))


def _by_likeness(pieces: Sequence[str]) -> tuple[str, str] | None:
    """The pieces parted where one side is most like a term and the other most like executors, the term kept short.

    >>> _by_likeness(["в период проведения ГИА", "директор", "школы"])
    ('в период проведения ГИА', 'директор школы')
    """
    found: list[tuple[float, int, str, str]] = []
    for k in range(1, len(pieces)):
        first, second = _bare(join_lines(pieces[:k])), _bare(join_lines(pieces[k:]))
        for size, term, executor in ((k, first, second), (len(pieces) - k, second, first)):
            likely = term_like(term), executor_like(executor)
            if likely[0] >= LIKELY_TERM and likely[1] >= LIKELY_EXECUTOR and not words_end_open(first):
                found.append((sum(likely), -size, term, executor))
    return max(found)[2:] if found else None


def _by_terms(text: str) -> tuple[str, str] | None:
    """The first term that stands in a text, and the words before or behind it."""
    spans = find_terms(text)
    if not spans:
        return None
    start, end = spans[0]
    end += text[end : end + 1] == "."  # of «2024 г.»
    before, behind = _bare(text[:start]), _bare(text[end:])
    return None if before and behind else (text[start:end], before or behind)


def _bare(text: str) -> str:
    """The words without the marks and the label around them.

    >>> _bare(", Отв.: завуч"), _bare("Срок: ")
    ('завуч', '')
    """
    return LABEL.sub("", text.strip(BETWEEN) + (":" if text.strip().endswith(":") else "")).strip(BETWEEN)
