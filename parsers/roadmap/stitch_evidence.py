"""What tells that a printed row is only the rest of the row above: named pieces of evidence with weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parsers.roadmap.columns import Columns, column_texts
from parsers.roadmap.columns_likeness import number_of, one_term, starts_inside, term_like, verbal, words_end_open
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.printed import Entry, PrintedRow
from parsers.roadmap.sections import full_width

EVIDENCE = {
    "bias": -0.5,
    "small letter begins a cell": 2.0,
    "text above can't end there": 2.0,
    "word broken by a hyphen": 3.0,
    "bracket begins a cell": 1.0,
    "no action of its own": 2.5,
    "action begins anew": -1.5,
    "too short for an action": 1.0,
    "another cell begins anew": -0.7,
    "text where the row above has none": -1.5,
    "a term of its own": -2.0,
    "half of the term above": 2.0,
    "no term by itself, unlike all others": 2.5,
    "no term of its own": 2.0,
    "no term of its own, unnumbered table": 0.5,
    "empty where no cell is": 1.5,
    "no number in a numbered table": 0.5,
    "no rule at the break": 1.5,
    "rows of one page": -1.5,
    "the number above goes on": -0.5,
}


TERMED, LEAST = 0.75, 4  # share of the terms that must be understood, of at least so many


@dataclass(frozen=True, slots=True)
class Habits:
    """What the cells of a table use to be, by column: begin with a capital, are never (hardly ever) empty, say what
    (as `plain`); how long an action is on average, in letters; how often each number stands there;
    `termed`: (nearly) all terms can be understood as such."""

    capital: tuple[bool, ...] = ()
    filled: frozenset[int] = frozenset()
    action_length: float = 0.0
    said: tuple[frozenset[str], ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)
    termed: bool = False

    def says(self, k: int, text: str) -> bool:
        """Another cell of the column says just this."""
        return k < len(self.said) and plain(text) in self.said[k]

    def capitals(self, k: int) -> bool:
        return self.capital[k] if k < len(self.capital) else True


def habits_of(rows: Sequence[PrintedRow], columns: Columns) -> Habits:
    """The habits that rows behind no break show."""
    rows = [row for row in rows if not full_width(row)]
    number, action, term = (columns.index(role) for role in (Role.NUMBER, Role.ACTION, Role.TERM))
    likely = [term_like(text) > 0 for text in column_texts(rows, term)] if term is not None else []
    lengths = [len(text) for text in column_texts(rows, action)] if action is not None else []
    return Habits(
        capital=tuple(
            _capital(column_texts([row for row in rows if row.begins[k]], k)) for k in range(len(columns.roles))
        ),
        filled=_filled(rows, columns) if len(rows) >= 6 else frozenset(),
        action_length=sum(lengths) / len(lengths) if lengths else 0.0,
        said=tuple(frozenset(map(plain, column_texts(rows, k))) for k in range(len(columns.roles))),
        numbers=Counter(number_of(text) or "" for text in column_texts(rows, number)) if number is not None else {},
        termed=sum(likely) >= TERMED * max(len(likely), LEAST),
    )


def plain(text: str) -> str:
    """A text by its letters and figures alone.

    >>> plain("Методический центр, ОО")
    'методическийцентроо'
    """
    return "".join(filter(str.isalnum, text.lower()))


def number_goes_on(above: str, mark: str, numbers: Mapping[str, int]) -> bool:
    """Whether a mark is only the rest of the number above it, for which the column is too narrow.

    `numbers`: how often each number stands in the table; the beginning of a number repeats an earlier one.

    >>> number_goes_on("2.1", "3", {"2.1": 2}), number_goes_on("2.1", "3", {"2.1": 1}), number_goes_on("2.9", ".", {})
    (True, False, True)
    """
    if not above or number_of(above) is None:
        return False
    if not any(map(str.isalnum, mark)):
        return True
    whole = number_of(f"{above} {mark}")
    return whole is not None and whole not in numbers and numbers.get(number_of(above) or "", 0) > 1


def _capital(texts: list[str]) -> bool:
    return not texts or sum(starts_inside(text) for text in texts) < 0.3 * len(texts)


def _filled(rows: Sequence[PrintedRow], columns: Columns) -> frozenset[int]:
    """Columns in which an empty cell is rather the rest of a merged one: there are more such rows than empty cells."""
    found = set()
    for k, role in enumerate(columns.roles):
        if role in (Role.NUMBER, Role.ACTION):
            continue
        entries = [row.entries[k] for row in rows]
        empty = sum(entry is None or not (entry.text or entry.tall) for entry in entries)
        merged = sum(not row.begins[k] for row in rows)
        if empty == 0 or 2 * empty < merged:
            found.add(k)
    return frozenset(found)


def cut_evidence(
    above: PrintedRow, row: PrintedRow, columns: Columns, habits: Habits, after_break: bool = True
) -> list[str]:
    """What speaks for and against the row being the rest of the row above, as names of `EVIDENCE`."""
    number, action = columns.index(Role.NUMBER), columns.index(Role.ACTION)
    mark = row.entries[number] if number is not None else None
    found = ["bias"] + ([] if after_break else ["rows of one page"])
    if number is not None and mark is not None and mark.text:
        over = above.entries[number]
        if not after_break or not number_goes_on(over.text if over is not None else "", mark.text, habits.numbers):
            return ["bias"]
        found.append("the number above goes on")
    elif number is not None:
        found.append("no number in a numbered table")
    for k, entry in enumerate(row.entries):
        if entry is None or not row.begins[k] or k == number:
            continue
        if entry.text:
            found += _cell_evidence(above.entries[k], entry, k == action, habits.capitals(k))
        elif k in habits.filled and not entry.tall:
            found.append("empty where no cell is")
    own = row.entries[action] if action is not None else None
    if own is None or not own.text:
        found.append("no action of its own")
    elif len(own.text) < 0.35 * habits.action_length and not verbal(own.text):
        found.append("too short for an action")
    found += _term_evidence(above, row, columns, habits)
    if any(e is not None and e.lines and any(p.cell.open_top for p in e.parts) for e in row.entries):
        found.append("no rule at the break")
    return found


def _cell_evidence(above: Entry | None, entry: Entry, is_action: bool, capital: bool) -> list[str]:
    before = above.text if above is not None else ""
    if not before:
        return ["text where the row above has none"]
    if above is not None and above.tall:
        return ["action begins anew"] if is_action and not starts_inside(entry.text) else []
    last = above.lines[-1].text.rstrip() if above is not None and above.lines else before
    if last.endswith(("-", "\u00ad", "\u2010")) and starts_inside(entry.text):
        return ["word broken by a hyphen", "small letter begins a cell"]
    found = []
    if words_end_open(before) and not (is_action and before.endswith(":")):
        found.append("text above can't end there")
    if starts_inside(entry.text):
        found += ["small letter begins a cell"] if capital else []
    elif entry.text.startswith("("):
        found.append("bracket begins a cell")
    elif not found:
        found.append("action begins anew" if is_action else "another cell begins anew")
    return found


def _term_evidence(above: PrintedRow, row: PrintedRow, columns: Columns, habits: Habits) -> list[str]:
    place = columns.index(Role.TERM) if Role.TERM in columns.roles else columns.index(Role.BEGIN)
    if place is None:
        return []
    mine, theirs = row.entries[place], above.entries[place]
    if mine is not None and mine.text:
        if habits.termed and theirs is not None and theirs.text and theirs is not mine and term_like(mine.text) == 0:
            return ["no term by itself, unlike all others"]
        if theirs is not None and theirs.text and theirs is not mine and one_term(theirs.text, mine.text):
            return ["half of the term above"]
        open_above = theirs is None or words_end_open(theirs.text)
        own = term_like(mine.text) >= 0.6 and not open_above and theirs is not None and bool(theirs.text)
        return ["a term of its own"] if own else []
    if theirs is None or not theirs.text or theirs.tall:
        return []
    numbered = Role.NUMBER in columns.roles
    return ["no term of its own" if numbered else "no term of its own, unnumbered table"]
