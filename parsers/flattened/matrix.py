"""The header of a role matrix: names of executors side by side, above cells that say what each is to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.flattened.edges import Opening, opening_of
from parsers.flattened.header import FoundHeader, Heading
from parsers.flattened.heading_score import bare_title
from parsers.flattened.lines import Printed
from parsers.roadmap.columns import LEVEL
from parsers.roadmap.columns_likeness import executor_like, words_end_open
from parsers.roadmap.columns_vocabulary import Role

REACH = 160  # lines; no header of a matrix stands lower
PRINTED_AGAIN = 3.0  # the same lines open another page
LEAST_TASKS = 3
VERB_EACH, NOUN_EACH = 20, 5  # lines, one of which at least begins a task; prose has lines with nouns, too


def find_matrix(lines: Sequence[Printed]) -> list[FoundHeader]:
    """The header of a role matrix and its repetitions in order, none where the lines hold no matrix."""
    best: FoundHeader | None = None
    for before in range(1, min(REACH, len(lines))):
        header = _header_before(lines, before)
        if header is None:
            continue
        if len(list(printings(lines, header))) > 1:
            header = replace(header, score=header.score + PRINTED_AGAIN)
        if best is None or header.score > best.score:
            best = header
    if best is None or usual_opening(lines[best.end :]) is None:
        return []
    return list(printings(lines, best))


def usual_opening(lines: Sequence[Printed]) -> Opening | None:
    """How the lines that begin a task begin: «Назначить …», «Назначает …» or «Назначение …»; None where too few do, so
    that the lines are no role matrix."""
    counts = Counter(opening_of(line.words[0]) for line in lines)
    if counts[Opening.VERB] >= max(LEAST_TASKS, len(lines) // VERB_EACH):
        return Opening.VERB
    return Opening.NOUN if counts[Opening.NOUN] >= max(LEAST_TASKS, len(lines) // NOUN_EACH) else None


def printings(lines: Sequence[Printed], header: FoundHeader) -> Iterator[FoundHeader]:
    """Every place where the lines of a header stand, word by word."""
    own = [line.words for line in lines[header.start : header.end]]
    at = 0
    while at + len(own) <= len(lines):
        if [line.words for line in lines[at : at + len(own)]] != own:
            at += 1
            continue
        down = at - header.start
        headings = tuple(replace(h, pieces=tuple((i + down, a, b) for i, a, b in h.pieces)) for h in header.headings)
        yield replace(header, start=at, end=at + len(own), headings=headings)
        at += len(own)


def _header_before(lines: Sequence[Printed], before: int) -> FoundHeader | None:
    """Two to four names of executors one after another, just before line `before`."""
    best: FoundHeader | None = None
    last, following = lines[before - 1].words[-1], lines[before].words[0]
    if words_end_open(last) or not (following[0].isupper() or following[0].isdigit()):
        return None
    ends = 2.0 if following[0].isdigit() or opening_of(following) else -1.0
    for start in range(max(0, before - 10), before):
        words = [(line, n) for line in range(start, before) for n in range(len(lines[line].words))]
        if not 2 <= len(words) <= 40:
            continue
        header = _parts(lines, words, start, before, ends)
        if header is not None and (best is None or header.score > best.score):
            best = header
    return best


def _owner_like(text: str) -> float:
    """How much a text looks like the heading of a role matrix: an executor, or «Муниципальный уровень»."""
    level = LEVEL.match(text) and sum(word[0].isupper() for word in text.split()) == 1
    return 1.0 if level else executor_like(text)


def _parts(
    lines: Sequence[Printed], words: list[tuple[int, int]], start: int, end: int, ends: float
) -> FoundHeader | None:
    text = [lines[line].words[n] for line, n in words]
    if not text[0][0].isupper() or bare_title(text[0]):
        return None
    if any(word[0].isdigit() or opening_of(word) is Opening.VERB for word in text):
        return None
    cuts = [n for n in range(1, len(words)) if text[n][0].isupper() and len(text[n].strip("«»(),")) > 3]
    options: list[tuple[float, tuple[int, ...]]] = []

    def part(at: int, chosen: tuple[int, ...], score: float) -> None:
        whole = _owner_like(" ".join(text[at:]))
        if len(text) - at <= 10 and len(chosen) >= 2:
            options.append((score + 4 * whole - 2, chosen))
        if len(chosen) >= 4:
            return
        for cut in cuts:
            if at < cut <= at + 10:
                line_break = 0.5 if words[cut][1] == 0 else -0.5
                value = 4 * _owner_like(" ".join(text[at:cut])) - 2 + line_break
                part(cut, (*chosen, cut), score + value)

    part(0, (0,), 0.0)
    if not options:
        return None
    score, chosen = max(options)
    if score < 2.0 * len(chosen) * 0.6:
        return None
    headings = []
    for begin, stop in zip(chosen, (*chosen[1:], len(text)), strict=True):
        pieces = []
        for line in sorted({line for line, _ in words[begin:stop]}):
            places = [n for other, n in words[begin:stop] if other == line]
            pieces.append((line, places[0], places[-1] + 1))
        headings.append(Heading(Role.EXECUTOR, " ".join(text[begin:stop]), tuple(pieces)))
    return FoundHeader(start, end, tuple(headings), (), score + ends, True)
