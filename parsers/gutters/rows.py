"""Where the rows of a table without rules begin: the best reading of its lines, by what each column does there.

Cells of one row begin on one line and run on without a gap, so a column that begins late or anew within a row speaks
against that row; a number, free space above, capital letters and deliberately ended lines speak for a new one. Costs of
all rows are added up and the cheapest division wins (dynamic programming over lines).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parsers.gutters.columns import Cells, Columns
from parsers.gutters.lines import OPEN_END, Measure, Strip, is_number
from parsers.roadmap.columns_likeness import term_like, verbal

LONGEST_ROW = 90


@dataclass(frozen=True, slots=True)
class Costs:
    """What speaks for and against a row's beginning; the smaller the better."""

    numbered: float = -8.0
    sub_row: float = 2.2  # a row without number where the others have one
    plain: float = 0.5  # a row of a table without numbers
    number_within: float = 10.0
    late: float = 2.0  # a column begins after its row
    again: float = 4.0  # a column begins again within its row
    no_action: float = 1.5
    torn_action: float = 2.5  # a row without number begins in the midst of the action's text
    ruled: float = -6.0
    unruled: float = 3.0  # no rule here though rules part the rows
    spaced: float = -2.0
    lower: float = 1.5
    upper: float = -1.0
    ended: float = -1.0  # the line above ended though the next word would have fitted
    full: float = 0.5
    unfinished: float = 2.0
    alone_after_sentence: float = 2.0  # one column goes on behind a full stop while all others are done
    merged_numbered: float = 1.2  # at most so much against a numbered row below a merged cell
    merged: float = 1.5
    term_by_term: float = -3.0


COSTS = Costs()


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one stretch of a table, each line's words by column, and what is known of them.

    `numbers` is the column of numbers or None, `action` that of the actions; `ends` tells how far each column goes at
    each line; `rules` are the lines above which a rule runs, `has_rules` whether rules part the rows at all.
    """

    strips: tuple[Strip, ...]
    cells: tuple[Cells, ...]
    columns: Columns
    ends: tuple[tuple[float, ...], ...]
    measure: Measure
    numbers: int | None
    capital: tuple[bool, ...]
    action: int
    rules: frozenset[int] = frozenset()
    has_rules: bool = False

    def text(self, line: int, column: int) -> str:
        return " ".join(w.text for w in self.cells[line][column])

    def has(self, line: int, column: int) -> bool:
        return bool(self.cells[line][column])

    def is_numbered(self, line: int) -> bool:
        return self.numbers is not None and is_number(self.text(line, self.numbers))


def number_column(cells: Sequence[Cells]) -> int | None:
    """The first column, where most of what stands in it is numbers."""
    first = [" ".join(w.text for w in line[0]) for line in cells if line[0]]
    numbers = sum(map(is_number, first))
    return 0 if (numbers >= 2 and numbers >= 0.6 * len(first)) or (numbers == 1 and len(first) <= 2) else None


def action_column(cells: Sequence[Cells], numbers: int | None, columns: Columns) -> int:
    """The widest column, or one on its left whose cells begin like actions («Провести …») more often."""
    sure = [line for line in cells if numbers is not None and is_number(" ".join(w.text for w in line[numbers]))]

    def share(column: int) -> float:
        texts = [" ".join(w.text for w in line[column]) for line in sure if line[column]]
        return sum(map(verbal, texts)) / len(texts) if texts else 0.0

    others = [c for c in range(len(columns)) if c != numbers]
    widest = max(others, key=lambda c: columns.ends[c] - columns.starts[c])
    likeliest = max((c for c in others if c <= widest), key=share)
    return likeliest if share(likeliest) >= share(widest) + 0.2 else widest


def capital_columns(cells: Sequence[Cells], numbers: int | None) -> tuple[bool, ...]:
    """Whether the cells of each column use to begin with a capital, judged by the lines that begin rows for sure."""
    count = len(cells[0]) if cells else 0
    sure = [line for line in cells if numbers is not None and is_number(" ".join(w.text for w in line[numbers]))]
    result = []
    for column in range(count):
        first = [line[column][0].text for line in sure if line[column]]
        lower = sum(1 for word in first if word[0].islower())
        result.append(lower <= 0.3 * len(first))
    return tuple(result)


def row_starts(table: Table) -> list[int]:
    """The lines that begin rows; the first line always does."""
    count = len(table.strips)
    best: list[tuple[float, int]] = [(0.0, -1)] + [(float("inf"), -1)] * count
    openings = [opening_cost(table, line) for line in range(count)]
    for start in range(count):
        base = best[start][0] + openings[start]
        body = 0.0
        seen: list[int | None] = [None] * len(table.columns)
        for line in range(start, min(count, start + LONGEST_ROW)):
            if line > start and table.is_numbered(line):
                break
            body += body_cost(table, start, line, seen)
            if base + body < best[line + 1][0]:
                best[line + 1] = (base + body, start)
    starts = []
    at = count
    while at > 0:
        at = best[at][1]
        starts.append(at)
    return starts[::-1]


def body_cost(table: Table, start: int, line: int, seen: list[int | None]) -> float:
    """What one line adds to the cost of the row that begins at `start`; `seen` is each column's last line so far."""
    cost = 0.0
    for column in range(len(table.columns)):
        if not table.has(line, column):
            continue
        last = seen[column]
        if last is None and line > start:
            cost += COSTS.late
        elif last is not None and last < line - 1:
            cost += COSTS.again
        seen[column] = line
    if line > start and line in table.rules:
        cost -= COSTS.ruled
    return cost


def opening_cost(table: Table, line: int) -> float:
    """What it costs that a row begins at this line."""
    if line == 0:
        return 0.0
    numbered = table.is_numbered(line)
    cost = COSTS.numbered if numbered else COSTS.plain if table.numbers is None else COSTS.sub_row
    if not numbered and not table.has(line, table.action):
        cost += COSTS.no_action
    if not numbered and table.has(line, table.action) and fresh_cost(table, line, table.action) > 0.5:
        cost += COSTS.torn_action
    if table.has_rules:
        cost += COSTS.ruled if line in table.rules else COSTS.unruled
    if is_spaced(table, line):
        cost += COSTS.spaced
    limit = COSTS.merged_numbered if numbered else COSTS.merged
    for column in range(len(table.columns)):
        if column != table.numbers and table.has(line, column):
            cost += min(limit, fresh_cost(table, line, column))
    if not numbered and any(is_term_by_term(table, line, c) for c in range(len(table.columns))):
        cost += COSTS.term_by_term
    return cost


def is_term_by_term(table: Table, line: int, column: int) -> bool:
    """Whether a column has one whole term in the line above and another one here, while an action begins."""
    action = table.action
    if column in (action, table.numbers) or not (table.has(line, action) and table.has(line - 1, action)):
        return False
    if fresh_cost(table, line, action) >= 0 or not (table.has(line, column) and table.has(line - 1, column)):
        return False
    above, here = table.text(line - 1, column), table.text(line, column)
    return not OPEN_END.search(above) and term_like(above) >= 0.7 and term_like(here) >= 0.7


def is_spaced(table: Table, line: int) -> bool:
    """Whether more free space stands above the line than above most lines."""
    spaces = sorted(s.space_above for s in table.strips if s.space_above is not None)
    above = table.strips[line].space_above
    return above is not None and bool(spaces) and above > spaces[len(spaces) // 2] + 0.4


def fresh_cost(table: Table, line: int, column: int) -> float:
    """What speaks against (and, below zero, for) a cell's beginning in this line of a column."""
    words = table.cells[line][column]
    first = words[0].text
    letter = next((ch for ch in first if ch.isalpha()), "")
    cost = 0.0
    if letter.islower() and first[0].isalpha():
        cost += COSTS.lower if table.capital[column] else 0.0
    else:
        cost += COSTS.upper
    if not table.has(line - 1, column):
        return cost
    above = table.cells[line - 1][column]
    text = " ".join(w.text for w in above)
    width = words[0].box.x1 - words[0].box.x0
    room = table.ends[line - 1][column] - above[-1].box.x1
    if table.strips[line - 1].page == table.strips[line].page:
        cost += COSTS.ended if room > width + 1.5 * table.measure.em else COSTS.full
    if OPEN_END.search(text):
        cost += COSTS.unfinished
    elif text.endswith(".") and sum(map(bool, table.cells[line])) == 1:
        cost += COSTS.alone_after_sentence
    return cost


def merged_columns(table: Table, starts: Sequence[int]) -> list[frozenset[int]]:
    """For each row the columns whose cell is the one of the row above.

    Its text goes on over the row's beginning; or nothing stands there and the row has nothing but number and action, or
    is a sub-row without number.
    """
    ends = [*starts[1:], len(table.strips)]
    result = [frozenset[int]()]
    everything = set(range(len(table.columns)))
    for start, end in zip(starts[1:], ends[1:], strict=True):
        filled = {c for c in everything if any(table.has(line, c) for line in range(start, end))}
        others = filled - {table.numbers, table.action}
        going = {c for c in filled - {table.numbers} if goes_on(table, start, c)}
        numbered = table.is_numbered(start)
        merged = going if not numbered or others <= going else {c for c in going if is_unfinished(table, start, c)}
        own = filled - merged
        if table.numbers is not None and (own <= {table.numbers, table.action} or not numbered):
            merged = merged | (everything - filled - {table.numbers})
        result.append(frozenset(merged))
    return result


def is_unfinished(table: Table, line: int, column: int) -> bool:
    """Whether the cell's text in the line above can't end there."""
    return bool(OPEN_END.search(table.text(line - 1, column)))


def goes_on(table: Table, line: int, column: int) -> bool:
    """Whether the text of the cell above has not ended where a row begins."""
    if not (table.has(line - 1, column) and table.has(line, column)):
        return False
    return fresh_cost(table, line, column) > (0.8 if table.numbers is not None else 2.0)
