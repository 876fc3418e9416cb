"""Second lines of a header, «начало | окончание» under «Срок»: a found header → one with the heading parted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.flattened.header import FoundHeader, Heading, Piece
from parsers.flattened.lines import Printed
from parsers.roadmap.columns_vocabulary import Role

LEVELS = "федеральн|региональн|республиканск|краев|областн|муниципальн|районн|городск|школьн|институциональн"
BODIES = r"(?:учреждени|организаци|школ|муниципалитет|район|регион|ОО\b|ОУ\b)\w*"
PARTS = {
    Role.TERM: re.compile(
        r"начал[оа]|(?:окончани|завершени)[ея]|конец|(?:дата\s+)?(?:начала|окончания|завершения)", re.I
    ),
    Role.EXECUTOR: re.compile(
        rf"(?:на\s+)?(?:{LEVELS})\w*\s+уров(?:ень|не)|(?:на\s+)?уров(?:ень|не)\s+(?:\w+(?:ой|ого|ых)\s+)?{BODIES}", re.I
    ),
}
MOST_WORDS = 5  # of one part
TAIL = 5  # lines of a header that may name parts


def part_heading(lines: Sequence[Printed], header: FoundHeader) -> FoundHeader:
    """The header with the heading that its last lines part: `parts` says which, and what stands below it.

    A header whose last lines name no parts of a term or of executors comes back as it is.
    """
    if header.index or header.matrix:
        return header
    for start in range(header.start + 1, header.end):
        if header.end - start > TAIL:
            continue
        for role, pattern in PARTS.items():
            parent = _only(header, role)
            below = _parted(lines, start, header.end, pattern, role) if parent is not None else None
            if parent is not None and below is not None and len(below) > 1:
                headings = tuple(found for heading in header.headings if (found := _above(lines, heading, start)))
                return replace(header, headings=headings, parent=parent, parts=below)
    return header


def _only(header: FoundHeader, role: Role) -> int | None:
    """The one heading of a role."""
    places = [n for n, heading in enumerate(header.headings) if heading.role is role]
    return places[0] if len(places) == 1 else None


def _above(lines: Sequence[Printed], heading: Heading, start: int) -> Heading | None:
    """A heading without what stands from line `start` on."""
    pieces = tuple(piece for piece in heading.pieces if piece[0] < start)
    if len(pieces) == len(heading.pieces):
        return heading
    text = " ".join(" ".join(lines[i].words[a:b]) for i, a, b in pieces)
    return replace(heading, text=text, pieces=pieces) if pieces else None


def _parted(
    lines: Sequence[Printed], start: int, end: int, pattern: re.Pattern[str], role: Role
) -> tuple[Heading, ...] | None:
    """All words of lines [start, end) as parts of a heading, None where they are none."""
    words = [(i, n) for i in range(start, end) for n in range(len(lines[i].words))]
    found: list[Heading] = []
    at = 0
    while at < len(words):
        for stop in range(min(len(words), at + MOST_WORDS), at, -1):
            text = " ".join(lines[i].words[n] for i, n in words[at:stop])
            if pattern.fullmatch(text):
                found.append(Heading(role, text, _pieces(words[at:stop])))
                at = stop
                break
        else:
            return None
    return tuple(found)


def _pieces(words: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    lines = sorted({i for i, _ in words})
    places = {line: [n for i, n in words if i == line] for line in lines}
    return tuple((line, places[line][0], places[line][-1] + 1) for line in lines)
