"""A plan table as it grows, and whether the rows of the next grid continue it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from parsers.document import Origin
from parsers.roadmap.columns import Columns, column_texts
from parsers.roadmap.columns_likeness import number_of, term_like
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.printed import Entry, PrintedRow, Sheet, join_entries
from parsers.roadmap.sections import full_width
from parsers.roadmap.stitch import Item

LEAST_TERM = 0.3  # behind a text between, a table none of whose terms is as likely is another one: a list of schools


@dataclass(slots=True)
class PlanTable:
    """A plan table as it grows over the grids that continue it: its columns, and its rows and headings in order."""

    columns: Columns
    number: int
    width: int
    items: list[Item] = field(default_factory=list)
    edges: tuple[float, ...] | None = None
    page: int | None = None
    origin: Origin = Origin.DECLARED
    marks: tuple[bool, bool, int] | None = None


def logical_edges(sheet: Sheet) -> tuple[float, ...] | None:
    """Where the logical columns begin and end, in points."""
    if sheet.grid.edges is None or len(sheet.grid.edges) != sheet.grid.n_cols + 1:
        return None
    return tuple(sheet.grid.edges[bound] for bound in sheet.bounds)


def same_columns(table: PlanTable, columns: Columns) -> bool:
    """The header is that of the table, printed again."""
    return (
        len(table.columns.roles) == len(columns.roles)
        and table.columns.roles == columns.roles
        and (table.columns.layout == columns.layout)
    )


def header_only(table: PlanTable) -> bool:
    """The table has no row yet: the page ended behind its header, or within it."""
    return all(item.row is None for item in table.items)


def restarts(table: PlanTable, rows: Sequence[PrintedRow]) -> bool:
    """The rows are numbered from 1 again: another plan."""
    first = first_number(rows, table.columns)
    return first == "1" and sum(item.row is not None for item in table.items) > 1 and table.page is None


def first_number(rows: Sequence[PrintedRow], columns: Columns) -> str | None:
    """The number of the first measure among the first rows, None where it has none."""
    place = columns.index(Role.NUMBER)
    for row in rows[:3]:
        entry = row.entries[place] if place is not None and place < len(row.entries) else None
        if entry is not None and entry.text and not full_width(row):
            return number_of(entry.text)
    return None


def adapt(table: PlanTable, sheet: Sheet, rows: Sequence[PrintedRow]) -> list[PrintedRow] | None:
    """The rows under the table's columns: as they stand when there are as many, else by where the borders are."""
    if sheet.width == table.width:
        return list(rows)
    if sheet.width == 1:
        return [replace(row, entries=row.entries * table.width, begins=row.begins * table.width) for row in rows]
    edges = logical_edges(sheet)
    paged = sheet.grid.page is not None and table.page is not None and sheet.grid.page > table.page
    if edges is None or table.edges is None or not paged or abs(sheet.width - table.width) > 1:
        return None
    places = [_overlap(edges[k], edges[k + 1], table.edges) for k in range(sheet.width)]
    done = []
    for row in rows:
        entries: list[Entry | None] = [None] * table.width
        begins = [True] * table.width
        for k, covered in enumerate(places):
            for place in covered:
                entries[place] = join_entries(entries[place], row.entries[k])
                begins[place] = begins[place] and row.begins[k]
        done.append(replace(row, entries=tuple(entries), begins=tuple(begins)))
    return done


def _overlap(x0: float, x1: float, edges: tuple[float, ...]) -> list[int]:
    """The columns of the table over which the column lies."""
    shares = [max(0.0, min(x1, b) - max(x0, a)) / max(1e-6, b - a) for a, b in pairwise(edges)]
    covered = [k for k, share in enumerate(shares) if share > 0.5]
    if not covered and max(shares) > 0:
        return [max(range(len(shares)), key=lambda k: shares[k])]
    middle = (x0 + x1) / 2
    return covered or [min(range(len(shares)), key=lambda k: abs((edges[k] + edges[k + 1]) / 2 - middle))]


def fits(table: PlanTable, rows: Sequence[PrintedRow], parted: bool, sheet: Sheet) -> bool:
    """What stands in the rows suits the table's columns. `parted`: paragraphs stand between."""
    body = [row for row in rows if not full_width(row) and row.filled()]
    if not body:
        return not parted
    number, term, action = (table.columns.index(role) for role in (Role.NUMBER, Role.TERM, Role.ACTION))
    votes = []
    if number is not None:
        found = column_texts(body, number)
        votes.append(sum(number_of(text) is not None for text in found) / len(found) if found else 0.5)
    if term is not None:
        found = column_texts(body, term)
        likely = [term_like(text) for text in found]
        if parted and found and max(likely) < LEAST_TERM:
            return False
        votes.append(sum(likely) / len(found) if found else 0.5)
    if action is not None:
        found = column_texts(body, action)
        votes.append(sum(len(text) > 20 for text in found) / len(found) if found else 0.5)
    mean = sum(votes) / len(votes) if votes else 0.5
    next_page = table.page is not None and sheet.grid.page is not None and sheet.grid.page - table.page == 1
    return mean >= (0.3 if next_page and not parted else 0.5)
