"""One column for two things, «Сроки, ответственные»: a found header → one with a heading for each of the two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.flattened.header import FoundHeader, Heading, pieces_of
from parsers.flattened.lines import Printed
from parsers.roadmap.columns_vocabulary import Role, meaning, says

OTHER = {Role.TERM: Role.EXECUTOR, Role.EXECUTOR: Role.TERM}
JOINED = re.compile(r"([^\W\d]+/)([^\W\d]+)")
ENDS, BEGINS = ",;/", frozenset({"и", "/", "или", "-", "–"})  # between the names of the two


def two_words(line: Printed) -> Printed:
    """The line with «Срок/исполнитель» as two words, so that a heading may begin with the second.

    >>> from parsers.document import Line
    >>> from parsers.flattened.lines import printed_lines
    >>> [two_words(line).text for line in printed_lines((Line("№ Срок/исполнитель"), Line("и/или")))]
    ['№ Срок/ исполнитель', 'и/или']
    """
    words = tuple(part for word in line.words for part in _halves(word))
    return line if words == line.words else replace(line, words=words)


def _halves(word: str) -> tuple[str, ...]:
    joined = JOINED.fullmatch(word)
    if joined is None:
        return (word,)
    first, second = (_role(part) for part in joined.groups())
    return joined.groups() if first is not None and OTHER.get(first) is second else (word,)


def both_headings(lines: Sequence[Printed], header: FoundHeader) -> FoundHeader:
    """The header with its heading of terms and executors as two: the cells below hold a term and then an executor, or
    the other way round, and are told apart like those of any two columns.

    A header that has a heading for each of them comes back as it is; the row that counts the columns is left out.
    """
    roles = [heading.role for heading in header.columns]
    places = [n for n, role in enumerate(roles) if role in OTHER]
    if header.matrix or header.parts or len(places) != 1:
        return header
    at = places[0]
    two = _parted(lines, header.headings[at])
    if not two:
        return header
    return replace(header, headings=(*header.headings[:at], *two, *header.headings[at + 1 :]), index=())


def _parted(lines: Sequence[Printed], heading: Heading) -> tuple[Heading, ...]:
    """A heading that names both as one of each, empty where it names one."""
    other = OTHER[heading.role]
    if not says(heading.text, other):
        return ()
    words = [(i, n) for i, a, b in heading.pieces for n in range(a, b)]
    texts = [lines[i].words[n] for i, n in words]
    for cut in range(1, len(words)):
        apart = texts[cut - 1][-1] in ENDS or texts[cut] in BEGINS or texts[cut][0] == "("
        first, second = " ".join(texts[:cut]), " ".join(texts[cut:])
        if apart and _role(first) is heading.role and _role(second) is other:
            return (
                Heading(heading.role, first, pieces_of(words[:cut])),
                Heading(other, second, pieces_of(words[cut:])),
            )
    return ()


def _role(text: str) -> Role | None:
    found = meaning(text)
    return found.role if found else None
