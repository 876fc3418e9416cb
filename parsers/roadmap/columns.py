"""What each column of a grid is, by the meaning of its heading and, where there is none, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.document import Origin
from parsers.roadmap.columns_executors import LEVEL, names_who, shared_executors
from parsers.roadmap.columns_likeness import (
    MARK,
    QUARTER,
    YEAR,
    calendar_heading,
    calendar_part,
    executor_like,
    number_of,
    starts_inside,
    term_like,
    words_end_open,
)
from parsers.roadmap.columns_vocabulary import Meaning, Role, meaning
from parsers.roadmap.printed import Entry, PrintedRow

MATRICES = ("role-matrix", "calendar-matrix")
LEAST_HEADINGS = 3  # of a table that stands below a matrix
LONG = 110  # letters; no heading is as long


@dataclass(frozen=True, slots=True)
class Columns:
    """The role and the printed heading of each logical column; `layout` as in Reading ("marks": months with «+»)."""

    roles: tuple[Role, ...]
    headings: tuple[str, ...]
    layout: str = "table"
    guessed: bool = False
    confidence: float = 1.0

    def index(self, role: Role) -> int | None:
        """The first column of this role."""
        return self.roles.index(role) if role in self.roles else None

    def has(self, role: Role) -> bool:
        return role in self.roles or (role is Role.TERM and (Role.BEGIN in self.roles or Role.END in self.roles))


@dataclass(frozen=True, slots=True)
class Header:
    """Header rows [start, end) of a sheet, with the «1 2 3 4 5» row under them, and what they say."""

    start: int
    end: int
    columns: Columns


def column_texts(rows: Sequence[PrintedRow], k: int) -> list[str]:
    """The non-empty texts of one column."""
    return [entry.text for row in rows if (entry := row.entries[k]) is not None and entry.text]


def full_cell(row: PrintedRow, k: int) -> bool:
    """The cell covers more than this column."""
    entry = row.entries[k]
    return entry is not None and row.span(entry) > 1


def is_index_row(row: PrintedRow) -> bool:
    """«1 | 2 | 3 | 4»: the columns counted; a scan may have misread some of the figures."""
    found = [text.strip(" .)") for text in row.texts()]
    if len(found) < 3 or any(len(text) > 2 for text in found):
        return False
    return sum(text == str(k) for k, text in enumerate(found, 1)) > 0.6 * len(found)


def find_headers(rows: Sequence[PrintedRow], above: Columns | None = None) -> list[Header]:
    """Every place of a sheet where headings of columns stand. `above`: the columns of a table it may continue."""
    headers: list[Header] = []
    at = 0
    while at < len(rows):
        first = headers[0].columns if headers else above
        header = _header_at(rows, at, first)
        if header is None or (first is not None and not _another(rows[header.start], first, header.columns)):
            at += 1
            continue
        headers.append(header)
        at = header.end
    return headers


def _another(row: PrintedRow, first: Columns, columns: Columns) -> bool:
    """Headings below a first header are sure ones: printed before, all known, or all in bold; within a grid that words
    alone have parted, printed before, for it has one header. None stands beside the number of a row."""
    if (place := first.index(Role.NUMBER)) is not None and is_numbered(row, place):
        return False
    printed = {text for text in columns.headings if text}
    again = len(printed & set(first.headings)) * 2 >= len(printed)
    if row.grid.origin is Origin.INFERRED and row.row > 0:
        return again
    if columns.layout == "table" and first.layout in MATRICES and len(printed) < LEAST_HEADINGS:
        return False
    if columns.layout == "table" and all(starts_inside(text) or len(text) > LONG / 2 for text in printed):
        return False
    known = all(meaning(text) for text in printed) or columns.layout != "table"
    return known or again or all(e.bold for e in row.filled())


def is_numbered(row: PrintedRow, place: int) -> bool:
    """Whether a row has its own number in this column."""
    entry = row.entries[place] if place < len(row.entries) else None
    return entry is not None and row.begins[place] and row.span(entry) == 1 and number_of(entry.text) is not None


def _header_at(rows: Sequence[PrintedRow], at: int, first: Columns | None) -> Header | None:
    """The header that begins with a row; printed again, it is no longer than before, a cut row may go on below it."""
    row = rows[at]
    again = first is not None and _same_headings(row, headings_of(rows[at : at + 1]), first)
    end = at + 1 if again else _header_end(rows, at)
    headings = headings_of(rows[at:end])
    columns = _matrix(row, rows[end:], headings) or _table(row, headings)
    if columns is not None and columns.layout != "role-matrix":
        roles, headings = shared_executors(row, columns.roles, columns.headings)
        columns = replace(columns, roles=roles, headings=headings)
    if columns is None:
        return None
    while end < len(rows) and is_index_row(rows[end]):
        end += 1
    return Header(at, end, columns)


def _same_headings(row: PrintedRow, headings: tuple[str, ...], first: Columns) -> bool:
    return first.headings in (headings, shared_executors(row, first.roles, headings)[1])


def _header_end(rows: Sequence[PrintedRow], at: int) -> int:
    """Behind the header that begins here: merged headings show it, else a second level of short words."""
    reach = at + 1
    for entry in rows[at].filled():
        for part in entry.parts:
            if len(entry.text) <= LONG and rows[at].span(entry) < len(rows[at].entries):
                reach = max(reach, at + part.cell.row_end - rows[at].row)
    reach = min(reach, at + 4, len(rows))
    if reach == at + 1 < len(rows) and rows[at].grid is rows[at + 1].grid:
        reach += _second_level(rows[at], rows[at + 1]) or _words_go_on(rows[at], rows[at + 1])
    return reach


def _second_level(first: PrintedRow, second: PrintedRow) -> bool:
    wide = [k for k, entry in enumerate(first.entries) if entry is not None and first.span(entry) > 1 and entry.text]
    below = [k for k, entry in enumerate(second.entries) if entry is not None and entry.text and second.begins[k]]
    return bool(wide) and bool(below) and set(below) <= set(wide) and len(first.filled()) > 1


def _words_go_on(first: PrintedRow, second: PrintedRow) -> bool:
    """The second row prints the rest of the first one's headings: small letters in each cell, nothing of a measure."""
    texts = second.texts()
    if len(texts) < 2 or len(texts) < len(first.filled()) - 1 or len(first.filled()) < 3:
        return False
    rest = all(starts_inside(text) and len(text) <= LONG / 2 and number_of(text) is None for text in texts)
    return rest and not any(term_like(text) >= 0.5 for text in texts) and all(second.begins)


def headings_of(rows: Sequence[PrintedRow]) -> tuple[str, ...]:
    """The printed heading of each column: its levels from the top."""
    result = []
    for k in range(len(rows[0].entries)):
        levels: list[Entry] = []
        for row in rows:
            entry = row.entries[k]
            if entry is not None and entry.text and all(entry is not other for other in levels):
                levels.append(entry)
        result.append(" ".join(entry.text for entry in levels))
    return tuple(result)


def _table(row: PrintedRow, headings: tuple[str, ...]) -> Columns | None:
    """The columns of a header row, None where the row is none."""
    filled = row.filled()
    if len(filled) < 2 or any(len(text) > LONG for text in headings):
        return None
    known = [meaning(text) if text else None for text in headings]
    distinct = {text for text in headings if text}
    matched = {text for text, found in zip(headings, known, strict=True) if found}
    roles = {found.role for found in known if found}
    if any(number_of(text) or calendar_heading(text) for text in distinct):
        return None
    if any(term_like(text) > 0.8 and not _term_heading(text) for text in distinct):
        return None
    if len(matched) < 2 or len(matched) * 2 < len(distinct) or len(roles - {Role.EXTRA}) < 2:
        return None
    return Columns(_assign(known), headings)


def _term_heading(text: str) -> bool:
    """A text like a term heads a column: «Период реализации», «К какому сроку», but never «по отдельному графику»."""
    term = re.match(r"(?:по|в|во|до|с|со|к|весь|на|не)\s(?!как\w{2,3}\s)", text, re.I)
    return meaning(text) is not None and not term


def join_headers(above: Columns, headings: Sequence[str]) -> Columns:
    """The columns of a header that a page break cut: each heading with its rest."""
    joined = tuple(f"{first} {rest}".strip() for first, rest in zip(above.headings, headings, strict=True))
    roles = _assign([meaning(text) if text else None for text in joined])
    return replace(above, headings=joined, roles=roles)


def is_header_rest(row: PrintedRow) -> bool:
    """The row may be the rest of a header that the page break cut: words only, in bold or not beginning anew."""
    filled = row.filled()
    if len(filled) < 2 or any(len(entry.text) > LONG or number_of(entry.text) for entry in filled):
        return False
    return all(entry.bold for entry in filled) or all(starts_inside(entry.text) for entry in filled)


def _assign(known: Sequence[Meaning | None]) -> tuple[Role, ...]:
    """One column for a role: the surest; the others become further columns."""
    roles = [found.role if found else Role.EXTRA for found in known]
    halves = Role.BEGIN in roles and Role.END in roles
    for k, role in enumerate(roles):
        if role in (Role.BEGIN, Role.END) and not halves:
            roles[k] = Role.TERM
    for role in (Role.NUMBER, Role.ACTION, Role.TERM, Role.EXECUTOR, Role.RESULT, Role.BEGIN, Role.END):
        places = [k for k, other in enumerate(roles) if other is role]
        best = max(places, key=lambda k: (known[k].weight if known[k] else 0, -k), default=None)  # type: ignore[union-attr]
        for k in places:
            if k != best:
                roles[k] = Role.EXTRA
    if halves and Role.TERM in roles:
        roles[roles.index(Role.TERM)] = Role.EXTRA
    return tuple(roles)


def _matrix(row: PrintedRow, below: Sequence[PrintedRow], headings: tuple[str, ...]) -> Columns | None:
    """A role matrix or a calendar: headings that are executors, or months and quarters."""
    texts = [text for text in headings if text]
    if len(texts) < 2 or any(len(text) > LONG for text in texts) or len(row.filled()) < 2:
        return None
    calendar = _calendar_columns(below, headings)
    dated = len({part for part in calendar if part is not None})
    halves = dated == 2 == len(texts) - 1 and all(QUARTER.match(part) for part in calendar if part)
    if dated >= 3 or halves:
        return _calendar(below, headings, calendar)
    if any(
        (found := meaning(text)) and found.role not in (Role.NUMBER, Role.EXTRA) and not names_who(text)
        for text in texts
    ):
        return None
    if any(starts_inside(text) for text in texts) or any(map(words_end_open, texts)):
        return None
    who = [bool(text) and (executor_like(text) >= 0.5 or bool(LEVEL.search(text))) for text in headings]
    others = [k for k, text in enumerate(headings) if text and not who[k]]
    named = [k for k, yes in enumerate(who) if yes]
    if len(named) < max(2, len(who) / 2) or len(others) > 1 or not _actions_below(below, named):
        return None
    roles = tuple(
        Role.EXECUTOR if yes else Role.NUMBER if _numbers_below(below, k) else Role.EXTRA for k, yes in enumerate(who)
    )
    return Columns(roles, headings, "role-matrix")


def _calendar_columns(below: Sequence[PrintedRow], headings: tuple[str, ...]) -> list[str | None]:
    """The month or quarter that each heading names, at its end; a year counts only above marks."""
    found = [calendar_part(text) for text in headings]
    years = [k for k, text in enumerate(headings) if YEAR.match(text)]
    cells = [entry.text for row in below for k in years if (entry := row.entries[k]) is not None and entry.text]
    if years and cells and all(MARK.match(cell) for cell in cells if len(cell) < 60):
        return [text if k in years else found[k] for k, text in enumerate(headings)]
    return found


def _calendar(below: Sequence[PrintedRow], headings: tuple[str, ...], calendar: list[str | None]) -> Columns | None:
    cells = [
        entry.text
        for row in below
        for k, entry in enumerate(row.entries)
        if calendar[k] and entry is not None and entry.text and row.span(entry) < len(row.entries)
    ]
    known = [meaning(text) if text and not part else None for text, part in zip(headings, calendar, strict=True)]
    roles = [Role.TERM if part else role for role, part in zip(_assign(known), calendar, strict=True)]
    names = tuple(part or text for text, part in zip(headings, calendar, strict=True))
    if sum(bool(MARK.match(text)) for text in cells) * 2 > len(cells):
        return Columns(tuple(roles), names, "marks") if Role.ACTION in roles else None
    kept = (Role.TERM, Role.NUMBER, Role.EXECUTOR, Role.RESULT)
    return Columns(tuple(role if role in kept else Role.EXTRA for role in roles), names, "calendar-matrix")


def _actions_below(below: Sequence[PrintedRow], columns: list[int]) -> bool:
    texts = [row.entries[k].text for row in below for k in columns if row.entries[k] is not None]  # type: ignore[union-attr]
    texts = [text for text in texts if text]
    return bool(texts) and sum(len(text) > 25 for text in texts) * 2 > len(texts)


def _numbers_below(below: Sequence[PrintedRow], k: int) -> bool:
    texts = column_texts([row for row in below if not full_cell(row, k)], k)
    return bool(texts) and sum(number_of(text) is not None for text in texts) * 2 > len(texts)
