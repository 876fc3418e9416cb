"""Rows over page breaks: a cut row becomes one, a merged cell that goes on over the break becomes one entry.

Each piece of evidence for a cut has a name and a weight (`EVIDENCE`); `cut_evidence` lists what was found, so that a
decision can be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.columns import Columns
from parsers.columns_likeness import starts_inside, term_like, words_end_open
from parsers.columns_vocabulary import Role
from parsers.document import Origin
from parsers.printed import Entry, PrintedRow, join_entries
from parsers.sections import full_width

EVIDENCE = {
    "bias": -0.5,
    "small letter begins a cell": 2.0,
    "text above can't end there": 2.0,
    "word broken by a hyphen": 3.0,
    "no action of its own": 2.5,
    "action begins anew": -1.5,
    "another cell begins anew": -0.7,
    "text where the row above has none": -1.5,
    "a term of its own": -2.0,
    "no term of its own": 2.0,
    "no term of its own, unnumbered table": 0.5,
    "no number in a numbered table": 0.5,
    "no rule at the break": 1.5,
    "rows of one page": -1.5,
}


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """One thing of a table in reading order: a printed row or a heading paragraph. `after_break`: a page (or element)
    ends before it. `joined`: further printed rows that are parts of this one."""

    row: PrintedRow | None = None
    heading: str | None = None
    after_break: bool = False
    joined: tuple[PrintedRow, ...] = ()


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
    capitals = capital_columns([item.row for item in items if item.row is not None and not item.after_break])
    full = _filled_columns([item for item in items if item.row is not None], columns)
    done: list[Item] = []
    for item in items:
        last = done[-1] if done else None
        if item.row is None or last is None or last.row is None:
            done.append(item)
            continue
        above, row = aliases.row(last.row), aliases.row(item.row)
        fragile = unseen_borders or row.grid.origin in (Origin.GUTTERS, Origin.INFERRED)
        if (item.after_break or fragile) and is_cut(above, row, columns, item.after_break, capitals):
            for first, second in zip(above.entries, row.entries, strict=True):
                aliases.join(first, second)
            done[-1] = replace(last, joined=(*last.joined, item.row, *item.joined))
            continue
        if item.after_break:
            _carry_merged(above, row, columns, aliases, full)
        done.append(item)
    return [replace(item, row=aliases.row(item.row)) if item.row is not None else item for item in done]


def capital_columns(rows: Sequence[PrintedRow]) -> tuple[bool, ...]:
    """Whether the cells of each column use to begin with a capital: only there a small letter tells of a cut."""
    found = []
    for k in range(len(rows[0].entries) if rows else 0):
        texts = [entry.text for row in rows if (entry := row.entries[k]) is not None and entry.text]
        found.append(not texts or sum(starts_inside(text) for text in texts) < 0.3 * len(texts))
    return tuple(found)


def _filled_columns(items: Sequence[Item], columns: Columns) -> frozenset[int]:
    """Columns whose cells are never empty but at the top of a page: an empty one there is a merged one's rest."""
    rows = [item.row for item in items if item.row is not None and not item.after_break and not full_width(item.row)]
    if len(rows) < 6:
        return frozenset()
    kept = [k for k, role in enumerate(columns.roles) if role not in (Role.NUMBER, Role.ACTION)]
    return frozenset(
        k for k in kept if all((entry := row.entries[k]) is not None and (entry.text or entry.tall) for row in rows)
    )


def is_cut(
    above: PrintedRow, row: PrintedRow, columns: Columns, after_break: bool = True, capitals: tuple[bool, ...] = ()
) -> bool:
    """The row is the rest of the row above. `capitals`: see `capital_columns`."""
    if not row.filled():
        return after_break and not full_width(above)
    if full_width(row) or full_width(above):
        both = full_width(row) and full_width(above)
        return both and starts_inside(row.texts()[0]) and (after_break or words_end_open(above.texts()[0]))
    if columns.layout != "table":
        return _matrix_cut(above, row, columns, after_break)
    return sum(EVIDENCE[name] for name in cut_evidence(above, row, columns, after_break, capitals)) > 0


def _matrix_cut(above: PrintedRow, row: PrintedRow, columns: Columns, after_break: bool) -> bool:
    """In a matrix any cell may be empty: a cut row has cells that begin inside, and none that surely begins anew."""
    pairs = [(a.text if a else "", b.text) for a, b in zip(above.entries, row.entries, strict=True) if b and b.text]
    inside = sum(bool(a) and (starts_inside(b) or words_end_open(a)) for a, b in pairs)
    anew = sum(not a for a, b in pairs)
    return inside > 0 and inside * 2 >= len(pairs) and anew * 2 <= len(pairs) and (after_break or inside == len(pairs))


def cut_evidence(
    above: PrintedRow, row: PrintedRow, columns: Columns, after_break: bool = True, capitals: tuple[bool, ...] = ()
) -> list[str]:
    """What speaks for and against the row being the rest of the row above, as names of `EVIDENCE`."""
    number, action = columns.index(Role.NUMBER), columns.index(Role.ACTION)
    mark = row.entries[number] if number is not None else None
    if mark is not None and mark.text:
        return ["bias"]
    found = ["bias"] + ([] if after_break else ["rows of one page"])
    if number is not None:
        found.append("no number in a numbered table")
    for k, entry in enumerate(row.entries):
        if entry is None or not entry.text or not row.begins[k] or k == number:
            continue
        found += _cell_evidence(above.entries[k], entry, k == action, capitals[k] if k < len(capitals) else True)
    own = row.entries[action] if action is not None else None
    if own is None or not own.text:
        found.append("no action of its own")
    found += _term_evidence(above, row, columns)
    if any(e is not None and e.lines and any(p.cell.open_top for p in e.parts) for e in row.entries):
        found.append("no rule at the break")
    return found


def _cell_evidence(above: Entry | None, entry: Entry, is_action: bool, capital: bool) -> list[str]:
    before = above.text if above is not None else ""
    if not before:
        return ["text where the row above has none"]
    last = above.lines[-1].text.rstrip() if above is not None and above.lines else before
    if last.endswith(("-", "\u00ad", "\u2010")) and starts_inside(entry.text):
        return ["word broken by a hyphen", "small letter begins a cell"]
    found = []
    if words_end_open(before) and not (is_action and before.endswith(":")):
        found.append("text above can't end there")
    if starts_inside(entry.text):
        found += ["small letter begins a cell"] if capital else []
    elif not found:
        found.append("action begins anew" if is_action else "another cell begins anew")
    return found


def _term_evidence(above: PrintedRow, row: PrintedRow, columns: Columns) -> list[str]:
    place = columns.index(Role.TERM) if Role.TERM in columns.roles else columns.index(Role.BEGIN)
    if place is None:
        return []
    mine, theirs = row.entries[place], above.entries[place]
    if mine is not None and mine.text:
        open_above = theirs is None or words_end_open(theirs.text)
        own = term_like(mine.text) >= 0.6 and not open_above and theirs is not None and bool(theirs.text)
        return ["a term of its own"] if own else []
    if theirs is None or not theirs.text or theirs.tall:
        return []
    numbered = Role.NUMBER in columns.roles
    return ["no term of its own" if numbered else "no term of its own, unnumbered table"]


def _carry_merged(
    above: PrintedRow, row: PrintedRow, columns: Columns, aliases: _Aliases, full: frozenset[int]
) -> None:
    """A vertically merged cell that goes on over the break: its text is printed on any one of the pages."""
    if full_width(above) or full_width(row):
        return
    number = columns.index(Role.NUMBER)
    mark = row.entries[number] if number is not None else None
    subrow = number is not None and (mark is None or not mark.text)
    for k, (first, second) in enumerate(zip(above.entries, row.entries, strict=True)):
        if first is None or second is None or (first.text and second.text):
            continue
        if not first.text and not second.text and not (first.tall and second.tall):
            continue
        is_open = any(p.cell.open_bottom for p in first.parts) and any(p.cell.open_top for p in second.parts)
        rest = not second.text and (k in full or (subrow and k != number))
        if first.tall or second.tall or is_open or rest:
            aliases.join(first, second)
