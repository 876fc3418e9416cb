"""The header of a role matrix: names of executors side by side, above cells that say what each is to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.flattened.header import FoundHeader, Heading, bare_title
from parsers.flattened.lines import Printed
from parsers.flattened.scores import is_infinitive
from parsers.roadmap.columns_likeness import executor_like, words_end_open
from parsers.roadmap.columns_vocabulary import Role

REACH = 60  # lines; no header of a matrix stands lower
PRINTED_AGAIN = 3.0  # the same lines open another page


def find_matrix(lines: Sequence[Printed]) -> list[FoundHeader]:
    """The header of a role matrix and its repetitions in order, none where the lines hold no matrix."""
    best: FoundHeader | None = None
    for before in range(2, min(REACH, len(lines))):
        header = _header_before(lines, before)
        if header is None:
            continue
        if len(list(_printings(lines, header))) > 1:
            header = replace(header, score=header.score + PRINTED_AGAIN)
        if best is None or header.score > best.score:
            best = header
    if best is None or not _verbs_below(lines[best.end :]):
        return []
    return list(_printings(lines, best))


def _verbs_below(lines: Sequence[Printed]) -> bool:
    """The cells of a role matrix say what is to be done: «Назначить …», «Провести …»."""
    verbs = sum(1 for line in lines if line.words[0][0].isupper() and is_infinitive(line.words[0]))
    return verbs >= max(3, len(lines) // 20)


def _printings(lines: Sequence[Printed], header: FoundHeader) -> Iterator[FoundHeader]:
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
    ends = 2.0 if following[0].isdigit() or is_infinitive(following) else -1.0
    for start in range(max(0, before - 10), before):
        words = [(line, n) for line in range(start, before) for n in range(len(lines[line].words))]
        if not 2 <= len(words) <= 40:
            continue
        header = _parts(lines, words, start, before, ends)
        if header is not None and (best is None or header.score > best.score):
            best = header
    return best


def _parts(
    lines: Sequence[Printed], words: list[tuple[int, int]], start: int, end: int, ends: float
) -> FoundHeader | None:
    text = [lines[line].words[n] for line, n in words]
    if not text[0][0].isupper() or bare_title(text[0]) or any(word[0].isdigit() for word in text):
        return None
    cuts = [n for n in range(1, len(words)) if text[n][0].isupper() and len(text[n].strip("«»(),")) > 3]
    options: list[tuple[float, tuple[int, ...]]] = []

    def part(at: int, chosen: tuple[int, ...], score: float) -> None:
        whole = executor_like(" ".join(text[at:]))
        if len(text) - at <= 10 and len(chosen) >= 2:
            options.append((score + 4 * whole - 2, chosen))
        if len(chosen) >= 4:
            return
        for cut in cuts:
            if at < cut <= at + 10:
                line_break = 0.5 if words[cut][1] == 0 else -0.5
                value = 4 * executor_like(" ".join(text[at:cut])) - 2 + line_break
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
