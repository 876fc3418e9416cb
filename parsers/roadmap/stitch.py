"""Rows over page breaks: a cut row becomes one, a merged cell that goes on over the break becomes one entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.document import Origin
from parsers.roadmap.columns import Columns
from parsers.roadmap.columns_likeness import starts_inside, words_end_open
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.printed import Entry, PrintedRow, join_entries
from parsers.roadmap.sections import full_width, headed_alone, heading_wide, is_lone_title
from parsers.roadmap.stitch_evidence import EVIDENCE, Habits, cut_evidence, habits_of


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One thing of a table in reading order: a printed row or a heading paragraph. `after_break`: a page (or element)
    ends before it. `joined`: further printed rows that are parts of this one."""

    row: PrintedRow | None = None
    heading: str | None = None
    after_break: bool = False
    joined: tuple[PrintedRow, ...] = ()


CARRIED = (Role.ACTION, Role.TERM, Role.EXECUTOR, Role.RESULT)


class _Aliases:
    """Entries that became part of another one."""

    def __init__(self) -> None:
        self._now: dict[int, Entry] = {}
        self._kept: list[Entry] = []

    def of(self, entry: Entry | None) -> Entry | None:
        while entry is not None and id(entry) in self._now:
            entry = self._now[id(entry)]
        return entry

    def join(self, first: Entry | None, second: Entry | None) -> None:
        first, second = self.of(first), self.of(second)
        if first is None or second is None or first is second:
            return
        joined = join_entries(first, second)
        assert joined is not None
        self._kept += [first, second]
        self._now[id(first)] = self._now[id(second)] = joined

    def row(self, row: PrintedRow) -> PrintedRow:
        return replace(row, entries=tuple(self.of(entry) for entry in row.entries))


def stitch(items: Sequence[Item], columns: Columns, unseen_borders: bool = False) -> list[Item]:
    """The items with cut rows made one and merged cells carried over breaks.

    `unseen_borders`: rows of one page may be parts of one printed row too (text, white columns).
    """
    aliases = _Aliases()
    habits = habits_of([item.row for item in items if item.row is not None and not item.after_break], columns)
    done: list[Item] = []
    for item in items:
        last = done[-1] if done else None
        if item.row is None or last is None or last.row is None:
            done.append(item)
            continue
        above, row = aliases.row(last.row), aliases.row(item.row)
        fragile = unseen_borders or row.grid.origin in (Origin.GUTTERS, Origin.INFERRED)
        if (item.after_break or fragile) and is_cut(above, row, columns, habits, item.after_break):
            for first, second in zip(above.entries, row.entries, strict=True):
                aliases.join(first, second)
            done[-1] = replace(last, joined=(*last.joined, item.row, *item.joined))
            continue
        if item.after_break:
            _carry_merged(above, row, columns, habits, aliases)
        done.append(item)
    return [replace(item, row=aliases.row(item.row)) if item.row is not None else item for item in done]


def is_cut(above: PrintedRow, row: PrintedRow, columns: Columns, habits: Habits, after_break: bool = True) -> bool:
    """The row is the rest of the row above."""
    if not row.filled():
        return after_break and not full_width(above)
    if headed_alone(row, columns):
        return False
    if heading_wide(row) or heading_wide(above):
        both = heading_wide(row) and heading_wide(above)
        return both and starts_inside(row.texts()[0]) and (after_break or words_end_open(above.texts()[-1]))
    if columns.layout != "table":
        return _matrix_cut(above, row, columns, after_break)
    return sum(EVIDENCE[name] for name in cut_evidence(above, row, columns, habits, after_break)) > 0


def _matrix_cut(above: PrintedRow, row: PrintedRow, columns: Columns, after_break: bool) -> bool:
    """In a matrix any cell may be empty: a cut row has cells that begin inside, and none that surely begins anew."""
    pairs = [(a.text if a else "", b.text) for a, b in zip(above.entries, row.entries, strict=True) if b and b.text]
    inside = sum(bool(a) and (starts_inside(b) or words_end_open(a)) for a, b in pairs)
    anew = sum(not a for a, b in pairs)
    return inside > 0 and inside * 2 >= len(pairs) and anew * 2 <= len(pairs) and (after_break or inside == len(pairs))


def _carry_merged(above: PrintedRow, row: PrintedRow, columns: Columns, habits: Habits, aliases: _Aliases) -> None:
    """A vertically merged cell that goes on over the break: its text is printed on any one of the pages."""
    number = columns.index(Role.NUMBER)
    first_words = columns.index(Role.ACTION) if number is None else number
    titles = (full_width(one) or is_lone_title(one, first_words) or headed_alone(one, columns) for one in (above, row))
    if any(titles) or (columns.layout != "table" and all(map(_typed, row.distinct()))):
        return
    mark = row.entries[number] if number is not None else None
    subrow = number is not None and (mark is None or not mark.text)
    fresh = mark is not None and bool(mark.text)
    for k, (first, second) in enumerate(zip(above.entries, row.entries, strict=True)):
        if first is None or second is None:
            continue
        if first.text and second.text:
            goes_on = (starts_inside(second.text) and habits.capitals(k)) or words_end_open(first.text)
            merged = goes_on and (first.tall or second.tall or (subrow and columns.roles[k] is Role.RESULT))
            merged = merged or (words_end_open(first.text) and habits.says(k, f"{first.text} {second.text}"))
        elif not first.text and not second.text:
            merged = first.tall and second.tall
        else:
            is_open = any(p.cell.open_bottom for p in first.parts) and any(p.cell.open_top for p in second.parts)
            is_open = is_open and not (fresh and not first.text and _typed(second))
            rest = not second.text and (k in habits.filled or (subrow and columns.roles[k] in CARRIED))
            merged = first.tall or second.tall or is_open or rest
        if merged:
            aliases.join(first, second)


def _typed(entry: Entry) -> bool:
    """Text without a place on a page: what a merged cell says stands in its first row."""
    return all(line.box is None for line in entry.lines)
