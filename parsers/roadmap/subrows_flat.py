"""A row whose cells' line breaks are lost (tab-separated text) → the row with the lines that its words tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from normalizers.executors import read_executors
from normalizers.terms import read_terms
from parsers.document import Line
from parsers.plan import Field, Row

MARK = re.compile(r"(?:^|(?<=[:;.,]\s))(?=(?:\d{1,2}|[а-я])\)\s?\S)")
APART = re.compile(r"[\s.]*")  # what may stand between two lines that a space joined; a comma makes a list of them


def laid_out(row: Row) -> Row:
    """The row with its numbered items, its terms and its executors a line each, where nothing but space joins them."""
    if not _flat(row.action):
        return row
    return replace(
        row,
        action=_cut(row.action, [match.start() for match in MARK.finditer(row.action.text)]),
        term=_laid(row.term, _starts_of_terms),
        executor=_laid(row.executor, _starts_of_executors),
    )


def _flat(field: Field) -> bool:
    return len(field.lines) == 1 and field.lines[0].box is None and field.lines[0].paragraph is None


def _laid(field: Field | None, starts: Callable[[str], list[int]]) -> Field | None:
    return _cut(field, starts(field.text)) if field is not None and _flat(field) else field


def _starts_of_terms(text: str) -> list[int]:
    """Where each of a cell's terms begins; none where a mark lists them.

    >>> _starts_of_terms("июнь 2023 г. март 2024 г."), _starts_of_terms("июнь, март")
    ([0, 13], [])
    """
    return _adjoining(text, [term.span for term in read_terms(text).components])


def _starts_of_executors(text: str) -> list[int]:
    """Where each of a cell's executors begins; none where a mark lists them.

    >>> _starts_of_executors("учитель информатики руководители ШМО"), _starts_of_executors("директор, завуч")
    ([0, 20], [])
    """
    spans = []
    end = 0
    for mention in read_executors(text):
        start = text.find(mention.text, end)
        if start < 0:
            return []
        end = start + len(mention.text)
        spans.append((start, end))
    return _adjoining(text, spans)


def _adjoining(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    starts: list[int] = []
    last = 0
    for start, end in spans:
        if not APART.fullmatch(text[last:start]):
            return []
        starts.append(start)
        last = end
    return starts if APART.fullmatch(text[last:]) else []


def _cut(field: Field, starts: list[int]) -> Field:
    """The field with its text cut into lines at these places."""
    places = sorted({0, *starts})
    texts = [field.text[a:b].strip() for a, b in zip(places, [*places[1:], len(field.text)], strict=True)]
    lines: list[Line] = [replace(field.lines[0], text=text) for text in texts if text]
    return replace(field, lines=tuple(lines)) if len(lines) > 1 else field
