"""Printed rows to measures: numbers, lead-ins, cells carried down, paragraphs and numbered items that are rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.columns import Columns
from parsers.columns_likeness import number_of, term_like
from parsers.columns_vocabulary import Role
from parsers.document import Line
from parsers.listing_labels import part_labels
from parsers.plan import Field, Heading, Row
from parsers.printed import Entry, PrintedRow, field_of
from parsers.printed_text import cell_text

NUMBERED = re.compile(r"^\s*(?P<mark>\d{1,2}(?:\.\d{1,2})*\s*[.)]|[а-я]\))\s*(?=\S)")
DASHED = re.compile(r"^\s*[-–—•]\s*\S")
CARRIED = ("term", "executor", "result")


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a row: its headings, and the last number, for sub-rows."""

    table: int
    section: Heading | None = None
    subsection: Heading | None = None


def read_row(row: PrintedRow, columns: Columns, above: Above, previous: PrintedRow | None, parent: str | None) -> Row:
    """The measure that one printed row of a plain table is, before its cells are split or carried down."""
    fields = {role: _field(row, columns, role) for role in (Role.ACTION, Role.EXECUTOR, Role.RESULT)}
    number = _number(row, columns, previous)
    return Row(
        table=above.table,
        action=fields[Role.ACTION] or Field(""),
        number=number,
        parent_number=parent if number is None and columns.has(Role.NUMBER) else None,
        section=above.section,
        subsection=above.subsection,
        term=term_field(row, columns),
        executor=fields[Role.EXECUTOR],
        result=fields[Role.RESULT],
        extra=_extra(row, columns),
        confidence=min(row.grid.confidence, columns.confidence),
        flags=("columns-guessed",) if columns.guessed else (),
    )


def _field(row: PrintedRow, columns: Columns, role: Role) -> Field | None:
    place = columns.index(role)
    return None if place is None else field_of(row.entries[place])


def _number(row: PrintedRow, columns: Columns, previous: PrintedRow | None) -> str | None:
    place = columns.index(Role.NUMBER)
    entry = row.entries[place] if place is not None else None
    if entry is None or not entry.text or place is None:
        return None
    if previous is not None and any(entry is other for other in previous.entries):
        return None
    if row.span(entry) > 1 and number_of(entry.text) is None:
        return None
    return number_of(entry.text) or entry.text.rstrip(". ") or None


def _extra(row: PrintedRow, columns: Columns) -> tuple[tuple[str, Field], ...]:
    found = []
    for k, role in enumerate(columns.roles):
        if role is Role.EXTRA:
            field = field_of(row.entries[k])
            if columns.headings[k] or field.text:
                found.append((columns.headings[k] or f"столбец {k + 1}", field))
    return tuple(found)


def term_field(row: PrintedRow, columns: Columns) -> Field | None:
    """The term of a row: its cell, its two halves joined with « – », or the headings of the marked months."""
    if columns.layout == "marks":
        return _marked(row, columns)
    if Role.BEGIN in columns.roles and Role.END in columns.roles:
        first, second = (row.entries[columns.roles.index(role)] for role in (Role.BEGIN, Role.END))
        return _halves(first, second)
    return _field(row, columns, Role.TERM)


def _halves(first: Entry | None, second: Entry | None) -> Field:
    if first is None or second is None or first is second or not first.text or not second.text:
        return field_of(first if first is not None and first.text else second)
    one, other = field_of(first), field_of(second)
    place = replace(one.place, boxes=one.place.boxes + other.place.boxes)
    return replace(one, text=f"{one.text} – {other.text}", lines=one.lines + other.lines, place=place)


def _marked(row: PrintedRow, columns: Columns) -> Field:
    places = [k for k, role in enumerate(columns.roles) if role is Role.TERM]
    marked = [(k, entry) for k in places if (entry := row.entries[k]) is not None and entry.text]
    if not marked:
        return Field("")
    one = marked[0][1]
    words = [columns.headings[k] if len(entry.text) <= 2 else entry.text for k, entry in marked]
    boxes = tuple(box for _, entry in marked for box in field_of(entry).place.boxes)
    lines = tuple(line for _, entry in marked for line in entry.lines)
    text = ", ".join(dict.fromkeys(words))
    return Field(text, lines, replace(field_of(one).place, boxes=boxes))


def lead_ins(rows: Sequence[Row]) -> list[Row]:
    """A row that is only a lead-in («Проведение мониторинга:») belongs to the first of its sub-rows."""
    done: list[Row] = []
    for row in rows:
        lead = done[-1] if done else None
        if lead is not None and _is_lead(lead, row):
            done[-1] = replace(
                lead,
                action=join_fields(lead.action, row.action),
                term=row.term if not (lead.term and lead.term.text) else lead.term,
                executor=_both(lead.executor, row.executor),
                result=_both(lead.result, row.result),
            )
            continue
        done.append(row)
    return done


def _both(first: Field | None, second: Field | None) -> Field | None:
    """The one that has a text, or both where they differ."""
    if first is None or second is None or not first.text or not second.text or first.text == second.text:
        return first if first is not None and first.text else second
    return join_fields(first, second)


def _is_lead(lead: Row, row: Row) -> bool:
    same = lead.table == row.table and lead.section == row.section and lead.subsection == row.subsection
    bare = not (lead.term and lead.term.text)
    return (
        same
        and bare
        and lead.action.text.endswith(":")
        and row.number is None
        and lead.number is not None
        and bool(row.action.text)
    )


def join_fields(first: Field, second: Field) -> Field:
    """Two fields as one: lines and places in order."""
    lines = first.lines + second.lines
    place = replace(first.place, boxes=first.place.boxes + second.place.boxes)
    return replace(first, text=f"{first.text} {second.text}".strip(), lines=lines, place=place)


def carry_down(rows: Sequence[Row]) -> list[Row]:
    """Where borders are not to be seen: a row with only number and action, and a sub-row, repeat the cells above."""
    done: list[Row] = []
    for row in rows:
        above = done[-1] if done else None
        empty = [name for name in CARRIED if (field := getattr(row, name)) is not None and not field.text]
        bare = all(not (field := getattr(row, name)) or not field.text for name in CARRIED)
        same = above is not None and above.table == row.table and above.section == row.section
        sub = row.number is None and row.parent_number is not None
        if above is not None and same and row.action.text and (sub or (bare and row.number is not None)):
            row = replace(row, **{name: getattr(above, name) or Field("") for name in empty})  # type: ignore[arg-type]
        done.append(row)
    return done


def split_cells(row: Row) -> list[Row]:
    """The rows that the paragraphs or numbered items of one printed row are; the row itself where it is one."""
    return _split_items(row) or _split_paragraphs(row) or [row]


def paragraphs(field: Field | None) -> list[tuple[Line, ...]]:
    """The lines of a field by paragraph; without paragraphs, each line alone."""
    groups: list[list[Line]] = []
    for line in field.lines if field else ():
        if groups and line.paragraph is not None and groups[-1][-1].paragraph == line.paragraph:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _declared(field: Field | None) -> bool:
    return bool(field and field.lines) and all(line.paragraph is not None for line in field.lines)  # type: ignore[union-attr]


def _items(field: Field) -> tuple[tuple[Line, ...], list[tuple[str, tuple[Line, ...]]]]:
    """The lead-in and the numbered items of an action cell; the items may run over lines."""
    lead: list[Line] = []
    items: list[tuple[str, list[Line]]] = []
    for line in field.lines:
        match = NUMBERED.match(line.text)
        if match and _next_mark(items[-1][0] if items else None, match["mark"]):
            items.append((match["mark"], [replace(line, text=line.text[match.end() :])]))
        elif items:
            items[-1][1].append(line)
        else:
            lead.append(line)
    return tuple(lead), [(mark.rstrip(".) "), tuple(lines)) for mark, lines in items]


def _next_mark(last: str | None, mark: str) -> bool:
    mark = mark.rstrip(".) ")
    if last is None:
        return mark in ("1", "а") or mark.endswith(".1")
    last = last.rstrip(".) ")
    head, _, tail = mark.rpartition(".")
    head_last, _, tail_last = last.rpartition(".")
    if tail.isdigit() and tail_last.isdigit():
        return head == head_last and int(tail) == int(tail_last) + 1
    return len(mark) == len(last) == 1 and ord(mark) == ord(last) + 1


def _split_items(row: Row) -> list[Row] | None:
    lead, items = _items(row.action)
    if len(items) < 2:
        return None
    parts = {name: _per_item(getattr(row, name), len(items)) for name in CARRIED}
    if parts["term"] is None and parts["executor"] is None:
        return None
    done = []
    for k, (mark, lines) in enumerate(items):
        text = cell_text(lines).rstrip("; ")
        if k == 0 and lead:
            text = f"{cell_text(lead)} {text}"
        action = replace(row.action, text=text, lines=(lead if k == 0 else ()) + lines)
        fields = {name: some[k] for name, some in parts.items() if some is not None}
        done.append(replace(row, number=mark, parent_number=row.number or row.parent_number, action=action, **fields))  # type: ignore[arg-type]
    return done


def _per_item(field: Field | None, count: int) -> list[Field] | None:
    """The paragraphs of a field, one an item; None where they are not as many."""
    groups = paragraphs(field)
    if field is None or len(groups) != count:
        return None
    return [_part(field, group) for group in groups]


def _part(field: Field, lines: tuple[Line, ...]) -> Field:
    text = NUMBERED.sub("", cell_text(lines)).rstrip("; ")
    place = replace(field.place, paragraph=lines[0].paragraph if field.place.table is not None else None)
    return replace(field, text=text, lines=lines, place=place)


def _split_paragraphs(row: Row) -> list[Row] | None:
    """Paragraphs of the action that match paragraphs of the term one to one, a lead-in going with the first."""
    if row.term is None or not _declared(row.action) or not _declared(row.term):
        return None
    actions, terms = paragraphs(row.action), paragraphs(row.term)
    if len(terms) < 2 or not all(term_like(cell_text(lines)) >= 0.6 for lines in terms):
        return None
    if len(actions) == len(terms) + 1 and cell_text(actions[0]).endswith(":"):
        actions = [actions[0] + actions[1], *actions[2:]]
    if len(actions) != len(terms):
        return None
    others = {name: _per_item(getattr(row, name), len(terms)) for name in ("executor", "result")}
    done = []
    for k, (action, term) in enumerate(zip(actions, terms, strict=True)):
        fields = {name: some[k] for name, some in others.items() if some is not None}
        first = k == 0
        done.append(
            replace(
                row,
                number=row.number if first else None,
                parent_number=row.parent_number if first else row.number or row.parent_number,
                action=replace(row.action, text=cell_text(action), lines=action),
                term=_part(row.term, term),
                **fields,  # type: ignore[arg-type]
            )
        )
    return done


def labelled(row: Row) -> Row:
    """Term, executor and result under labels within the action cell («Срок: …», «Отв.: …») go to their fields."""
    found = part_labels(row.action.text)
    if found is None or not found.head:
        return row
    fields: dict[str, Field] = {}
    for name, value in found.values:
        current = getattr(row, name)
        if name in fields or (current is not None and current.text):
            return row
        fields[name] = replace(row.action, text=value)
    return replace(row, action=replace(row.action, text=found.head), **fields)  # type: ignore[arg-type]
