"""The header of a flattened table: where it stands, and how its words part into the headings of columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from parsers.flattened.heading_score import piece_score
from parsers.flattened.lines import Gap, Printed
from parsers.flattened.periods import LEAST as CALENDAR
from parsers.flattened.periods import counted_periods
from parsers.numbering import read_number
from parsers.roadmap.columns_vocabulary import Role, meaning

REACH = 16  # lines; no header is higher
MOST_WORDS = 8  # of one heading
MOST_HEADING_WORDS = 60  # of all
LEAST = 8.0  # score below which lines are no header
WHEN_WHO = re.compile(r"\b(?:срок|дата|период|когда|время|ответствен|исполнител|кто\b)", re.I)
BETTER, ONE_MORE = 0.6, 2.0  # by how much a header must beat one that begins above it
SHORT_REST = 24  # letters
TELLS = 1.0  # for each thing that a plan tells of its measures
COUNTED = 8.0  # for a row that counts the columns
TWICE = 4.0  # for a heading that names what another one does

CORE = frozenset({Role.NUMBER, Role.ACTION, Role.TERM, Role.EXECUTOR, Role.RESULT})
PLAN = frozenset({Role.ACTION, Role.TERM, Role.EXECUTOR})

Piece = tuple[int, int, int]  # line, first word, end word


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading: its role by the vocabulary, and its pieces of lines."""

    role: Role
    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FoundHeader:
    """Header lines [start, end), the index row «1 2 3 4» among them; `index` holds its pieces, if there is one.

    `parts` stand below the heading `parent` and make a column each: «начало» and «окончание» below «Срок».
    """

    start: int
    end: int
    headings: tuple[Heading, ...]
    index: tuple[Piece, ...]
    score: float
    matrix: bool = False
    parent: int = -1
    parts: tuple[Heading, ...] = ()
    months: int = 0  # how many of the headings are the months of a calendar
    leads: bool = False  # the first column is merged over rows and stands before their numbers

    @property
    def columns(self) -> tuple[Heading, ...]:
        """The heading of each column."""
        if not self.parts:
            return self.headings
        return (*self.headings[: self.parent], *self.parts, *self.headings[self.parent + 1 :])

    @property
    def key(self) -> str:
        return re.sub(r"\W", "", " ".join(h.text for h in self.headings).lower())


def unheaded(header: FoundHeader) -> FoundHeader:
    """The header with a column of numbers before it that has no heading."""
    parent = header.parent + 1 if header.parts else -1
    return replace(header, headings=(Heading(Role.NUMBER, "", ()), *header.headings), index=(), parent=parent)


def find_headers(lines: Sequence[Printed]) -> list[FoundHeader]:
    """Every header of the text in order, repetitions included.

    A repetition is found word by word; a first one by the vocabulary of headings.
    """
    found: list[FoundHeader] = []
    at = 0
    while at < len(lines):
        header = _repeated(lines, at, found) or _best_near(lines, at)
        if header is None:
            at += 1
            continue
        found.append(header)
        at = header.end
    return found


def _repeated(lines: Sequence[Printed], at: int, known: Sequence[FoundHeader]) -> FoundHeader | None:
    if known and not _may_begin(lines[at]):
        return None
    for header in {h.key: h for h in known}.values():
        text, end = "", at
        while end < len(lines) and len(text) < len(header.key) and header.key.startswith(text):
            text += re.sub(r"\W", "", lines[end].text.lower())
            end += 1
        if text == header.key:
            again = _parts(lines, at, end)
            if again and [h.role for h in again[1]] == [h.role for h in header.headings]:
                return _with_index(lines, FoundHeader(at, end, again[1], (), again[0]))
    return None


def _best_near(lines: Sequence[Printed], at: int) -> FoundHeader | None:
    """The header that begins with this line, unless a better one begins inside it (a title stands above it)."""
    best = _header_at(lines, at)
    inside = at + 1
    while best is not None and inside < best.end:
        other = _header_at(lines, inside)
        if other is not None and other.score > best.score + (ONE_MORE if _one_more(best, other) else BETTER):
            best = other
        inside += 1
    return best


def _one_more(header: FoundHeader, inner: FoundHeader) -> bool:
    """The header is the inner one with one known heading before it: «Направление в соответствии с риском»."""
    texts = [heading.text for heading in header.headings]
    return texts[1:] == [heading.text for heading in inner.headings] and meaning(texts[0]) is not None


def _header_at(lines: Sequence[Printed], at: int) -> FoundHeader | None:
    """The best header that begins with this line, by the vocabulary."""
    if not _may_begin(lines[at]) or len(lines[at].text) > 160:
        return None
    known = meaning(" ".join(lines[at].words[:3]))
    if not known or not any(WHEN_WHO.search(line.text) for line in lines[at : at + REACH]):
        return None
    best: FoundHeader | None = None
    for end in range(at + 1, min(at + REACH, len(lines)) + 1):
        if end > at + 1 and (lines[end - 1].gap is Gap.PAGE or not _may_go_on(lines[end - 1])):
            break
        parts = _parts(lines, at, end)
        if parts is None:
            continue
        score, headings = parts
        if counted_periods(lines[at:end]) >= CALENDAR:
            return None
        roles = {h.role for h in headings} - {Role.EXTRA, Role.FOREIGN}
        if len(roles) < 2 or not roles & {Role.ACTION, Role.TERM, Role.EXECUTOR} or len(headings) < 2:
            continue
        few = len(headings) == 2 and not (Role.ACTION in roles and len(lines[at].words) < 9)
        if few or any(h.role is Role.NUMBER for h in headings[1:]):
            continue
        said = score + TELLS * len(roles & PLAN)
        header = _with_index(lines, FoundHeader(at, end, headings, (), said))
        if header.index:
            header = replace(header, score=said + COUNTED)
        few = len(roles & CORE) < min(len(headings), 3)
        if score >= LEAST + 2.0 * (few and len(headings) > 2) and (best is None or header.score > best.score):
            best = header
    return best if best is None or best.index else with_rest(lines, best)


def with_rest(lines: Sequence[Printed], header: FoundHeader) -> FoundHeader:
    """The header with short lines in small letters below it: no row begins so, they end one of its headings (a narrow
    column breaks «Финансирование» in two)."""
    end, headings = header.end, list(header.headings)
    while end < len(lines) and end < header.start + REACH and lines[end].text[0].islower():
        if lines[end].gap is Gap.PAGE or len(lines[end].text) > SHORT_REST:
            break
        at = _heading_of(headings, lines[end].text)
        pieces = (*headings[at].pieces, (end, 0, len(lines[end].words)))
        headings[at] = replace(headings[at], text=f"{headings[at].text} {lines[end].text}", pieces=pieces)
        end += 1
    return _with_index(lines, replace(header, end=end, headings=tuple(headings)))


def _heading_of(headings: Sequence[Heading], rest: str) -> int:
    """Which heading a line below the header ends: the last, unless that would make another column of it and leaves
    one before it what it is («Дата», «На выходе» and below them «период»)."""

    def becomes(heading: Heading) -> Role | None:
        found = meaning(f"{heading.text} {rest}")
        return found.role if found else None

    last = len(headings) - 1
    if headings[last].role is Role.EXTRA or becomes(headings[last]) in (None, headings[last].role):
        return last
    return next((n for n in range(last - 1, -1, -1) if becomes(headings[n]) is headings[n].role), last)


def _may_begin(line: Printed) -> bool:
    return line.words[0][0].isupper() or line.words[0].startswith(("№", "п/п"))


def _may_go_on(line: Printed) -> bool:
    number = read_number(line.words[0])
    return len(line.text) <= 160 and (number is None or len(line.words) < 2)


def _with_index(lines: Sequence[Printed], header: FoundHeader) -> FoundHeader:
    """The header with the row «1 2 3 4» that counts its columns, where it follows."""
    want, pieces, at = 1, [], header.end
    while at < len(lines) and want <= len(header.headings):
        words = lines[at].words
        if [word.strip(".)") for word in words] != [str(want + n) for n in range(len(words))]:
            return header
        pieces += [(at, n, n + 1) for n in range(len(words))]
        want += len(words)
        at += 1
    if want != len(header.headings) + 1 or want < 4:
        return header
    return replace(header, end=at, index=tuple(pieces))


def _parts(lines: Sequence[Printed], start: int, end: int) -> tuple[float, tuple[Heading, ...]] | None:
    """The best parting of lines [start, end) into headings by the vocabulary."""
    parted = part_words(lines, start, end, piece_score)
    if parted is None:
        return None
    headings = tuple(Heading(_role(text), text, pieces) for text, pieces in parted[1])
    return parted[0] - TWICE * _twice(headings), headings


def _twice(headings: Sequence[Heading]) -> int:
    """How many headings name what another does; executors may stand in two columns, whose headings begin with one word
    («Ответственные в районе», «Ответственные в школе»)."""
    known = [heading for heading in headings if heading.role is not Role.EXTRA]
    owners = [heading.text for heading in known if heading.role is Role.EXECUTOR]
    columns = {text for text in owners if text.split()[0] == owners[0].split()[0]}
    return len(known) - len({heading.role for heading in known}) - max(0, len(columns) - 1)


def _role(text: str) -> Role:
    found = meaning(text)
    return found.role if found else Role.EXTRA


def part_words(
    lines: Sequence[Printed], start: int, end: int, score_of: Callable[[tuple[str, ...], bool, int], float]
) -> tuple[float, list[tuple[str, tuple[Piece, ...]]]] | None:
    """The best parting of the words of lines [start, end): dynamic programming; each part with its pieces of lines.

    `score_of` says of some words, of whether they begin a line, and of how many lines they break over, how good they
    are as one part. None where the words are too many, or none of their partings is any good.
    """
    words = [(line, n) for line in range(start, end) for n in range(len(lines[line].words))]
    text = [lines[line].words[n] for line, n in words]
    size = len(words)
    if size > MOST_HEADING_WORDS:
        return None
    best: list[tuple[float, int]] = [(0.0, -1)] + [(-1e9, -1)] * size
    for stop in range(1, size + 1):
        for begin in range(max(0, stop - MOST_WORDS), stop):
            if best[begin][0] < -1e8:
                continue
            at_line_start = words[begin][1] == 0
            score = best[begin][0] + score_of(tuple(text[begin:stop]), at_line_start, _breaks(words, begin, stop))
            if begin and text[begin].startswith(("п/п", "№")):
                score -= 10.0
            if score > best[stop][0]:
                best[stop] = (score, begin)
    if best[size][0] < 0:
        return None
    parts: list[tuple[str, tuple[Piece, ...]]] = []
    stop = size
    while stop > 0:
        begin = best[stop][1]
        parts.append((" ".join(text[begin:stop]), pieces_of(words[begin:stop])))
        stop = begin
    parts.reverse()
    return best[size][0], parts


def pieces_of(words: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Words as pieces of their lines."""
    places: dict[int, list[int]] = {}
    for line, n in words:
        places.setdefault(line, []).append(n)
    return tuple((line, own[0], own[-1] + 1) for line, own in places.items())


def _breaks(words: Sequence[tuple[int, int]], begin: int, stop: int) -> int:
    return sum(1 for n in range(begin + 1, stop) if words[n][1] == 0)
