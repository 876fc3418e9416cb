"""A merged column before the rows' numbers, «Блок | № | …»: its header parted, what it holds on lines of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.flattened.header import FoundHeader, Heading, pieces_of
from parsers.flattened.lines import Printed
from parsers.numbering import NEXT, Number, follows, read_number
from parsers.roadmap.columns_vocabulary import Role

NUMBER_SIGNS = ("№", "п/п")
MOST_WORDS = 5  # of a merged cell's last line, which a number follows


def number_behind(lines: Sequence[Printed], header: FoundHeader) -> FoundHeader:
    """The header with «Блок №» as two headings, the first of which leads; any other comes back as it is."""
    first = header.headings[0]
    words = [(i, n) for i, a, b in first.pieces for n in range(a, b)]
    texts = [lines[i].words[n] for i, n in words]
    at = next((k for k, text in enumerate(texts) if text.startswith(NUMBER_SIGNS)), 0)
    if at == 0 or first.role is not Role.NUMBER or header.parts or header.matrix:
        return header
    lead = Heading(Role.EXTRA, " ".join(texts[:at]), pieces_of(words[:at]))
    number = Heading(Role.NUMBER, " ".join(texts[at:]), pieces_of(words[at:]))
    return replace(header, headings=(lead, number, *header.headings[1:]), index=(), leads=True)


def heads_apart(lines: Sequence[Printed], start: int) -> list[Printed]:
    """The lines, from `start` on those of a merged cell parted from the row's number that follows on the line.

    >>> from parsers.document import Line
    >>> from parsers.flattened.lines import printed_lines
    >>> texts = ("Учителя 1 Слёт", "2 Поход 3 Учителей", "Дети 3 Выставка")
    >>> [(line.text, line.head) for line in heads_apart(printed_lines(tuple(map(Line, texts))), 0)][-2:]
    [('Дети', True), ('3 Выставка', False)]
    """
    found = list(lines[:start])
    last: Number | None = None
    for line in lines[start:]:
        at = _number_at(line.words, last)
        if at:
            found.append(replace(line, words=line.words[:at], spaced=frozenset(), head=True))
            line = replace(line, words=line.words[at:], spaced=frozenset(n - at for n in line.spaced if n > at))
        found.append(line)
        number = read_number(line.words[0])
        if number is not None and follows(last, number, None, fresh=False) == NEXT:
            last = number
    return found


def _number_at(words: Sequence[str], last: Number | None) -> int:
    """Where the next row's number stands behind a few words that begin a cell; 0 where none does."""
    if not words[0][0].isupper():
        return 0
    for at in range(1, min(MOST_WORDS, len(words) - 1) + 1):
        number = read_number(words[at])
        begins = at + 1 < len(words) and words[at + 1][0].isupper()
        if number is not None and begins and follows(last, number, None, fresh=False) == NEXT:
            return at
    return 0
