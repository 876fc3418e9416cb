"""Second lines of a header, «начало | окончание» under «Срок»: a found header → one with the heading parted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.flattened.header import FoundHeader, Heading, pieces_of
from parsers.flattened.lines import Printed
from parsers.roadmap.columns_vocabulary import Role, meaning

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
    for start in range(max(header.start + 1, header.end - TAIL), header.end + 1):
        above = tuple(found for heading in header.headings if (found := _above(lines, heading, start)))
        for role, pattern in PARTS.items():
            parent = _only(above, role)
            below = _parted(lines, start, header.end, pattern, role) if parent is not None else None
            if parent is not None and below is not None:
                end = below[-1].pieces[-1][0] + 1
                return replace(header, end=end, headings=above, parent=parent, parts=below)
    return header


def _only(headings: Sequence[Heading], role: Role) -> int | None:
    """The one heading of a role."""
    places = [n for n, heading in enumerate(headings) if heading.role is role]
    return places[0] if len(places) == 1 else None


def _above(lines: Sequence[Printed], heading: Heading, start: int) -> Heading | None:
    """A heading without what stands from line `start` on."""
    pieces = tuple(piece for piece in heading.pieces if piece[0] < start)
    if len(pieces) == len(heading.pieces):
        return heading
    text = " ".join(" ".join(lines[i].words[a:b]) for i, a, b in pieces)
    known = meaning(text)
    return Heading(known.role if known else Role.EXTRA, text, pieces) if pieces else None


def _parted(
    lines: Sequence[Printed], start: int, end: int, pattern: re.Pattern[str], role: Role
) -> tuple[Heading, ...] | None:
    """The lines from `start` to `end` or a little below as two or more parts of a heading, None where they are none."""
    for stop in range(min(end + TAIL, len(lines)), max(start, end - 1), -1):
        words = [(i, n) for i in range(start, stop) for n in range(len(lines[i].words))]
        found = _all_parts(lines, words, pattern, role)
        if len(found) > 1:
            return tuple(found)
    return None


def _all_parts(
    lines: Sequence[Printed], words: Sequence[tuple[int, int]], pattern: re.Pattern[str], role: Role
) -> list[Heading]:
    """The parts that all the words are, none where some words are no part."""
    found: list[Heading] = []
    at = 0
    while at < len(words):
        stops = range(at + 1, at + MOST_WORDS + 1)
        texts = {stop: _known(lines, words[at:stop], pattern) for stop in stops}
        stop = max((stop for stop, text in texts.items() if text), default=None)
        if stop is None:
            return []
        found.append(Heading(role, texts[stop], pieces_of(words[at:stop])))
        at = min(stop, len(words))
    return found


def _known(lines: Sequence[Printed], words: Sequence[tuple[int, int]], pattern: re.Pattern[str]) -> str:
    """The text of words that are one part, a word that a narrow column breaks («Начал/о») made whole; else empty."""
    texts = [lines[i].words[n] for i, n in words]
    whole = texts[0] + "".join(
        text if n == 0 else f" {text}" for text, (_, n) in zip(texts[1:], words[1:], strict=True)
    )
    return next((text for text in (" ".join(texts), whole) if pattern.fullmatch(text)), "")
