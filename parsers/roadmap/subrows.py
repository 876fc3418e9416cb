"""Printed rows to measures: numbers, fields, lead-ins, labels within the action, cells carried down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from normalizers.terms import unit_of_heading
from parsers.plan import Field, Heading, Row
from parsers.roadmap.columns import Columns
from parsers.roadmap.columns_likeness import MARK, number_of
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.listing_labels import part_labels
from parsers.roadmap.printed import Entry, PrintedRow, field_of
from parsers.roadmap.row_numbers import number_of_date
from parsers.roadmap.stretches import headings_over

CARRIED = ("term", "executor", "result")
SPECKS = 3  # letters; as few marks may be specks that OCR read
LETTER = re.compile(r"^(?P<letter>[а-я])\s*[.)]*$")  # the number of a sub-row
TOTAL = re.compile(r"(?:итого|всего)\b(?:\s+(?:по|за|на)\s.{0,80})?[\s:.]*$", re.I)
DITTO = re.compile(r"^(?=.*(?:[\"«»„“”]|''|//|/\s/|\\\\|\|\|))[\s\-–—_.=/\\|\"«»„“”']+$|^т(?:о|от|а|е)\s+же\.?$", re.I)
SURE_GRID = 0.8  # confidence below which the columns of a grid count as guessed


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above a row: its headings, and the last number, for sub-rows."""

    table: int
    section: Heading | None = None
    subsection: Heading | None = None


def read_row(row: PrintedRow, columns: Columns, above: Above, previous: PrintedRow | None, parent: str | None) -> Row:
    """The measure that one printed row of a plain table is, before its cells are split or carried down."""
    fields = {role: _field(row, columns, role) for role in (Role.ACTION, Role.RESULT)}
    number = _number(row, columns, previous)
    letter = LETTER.match(number) if number else None
    return Row(
        table=above.table,
        action=fields[Role.ACTION] or Field(""),
        number=letter["letter"] if letter else number,
        parent_number=parent if (number is None or letter) and columns.has(Role.NUMBER) else None,
        section=above.section,
        subsection=above.subsection,
        term=term_field(row, columns),
        term_unit=_term_unit(columns),
        executor=_executor(row, columns),
        result=fields[Role.RESULT],
        extra=_extra(row, columns),
        confidence=min(row.grid.confidence, columns.confidence),
        flags=("columns-guessed",) if columns.guessed or row.grid.confidence < SURE_GRID else (),
    )


def _field(row: PrintedRow, columns: Columns, role: Role) -> Field | None:
    place = columns.index(role)
    return None if place is None else field_of(row.entries[place])


def _executor(row: PrintedRow, columns: Columns) -> Field | None:
    """The executor's cell; of several, all that name somebody, a mark («+») standing for its column's heading."""
    places = [k for k, role in enumerate(columns.roles) if role is Role.EXECUTOR]
    if len(places) < 2:
        return _field(row, columns, Role.EXECUTOR)
    named: dict[str, Field] = {}
    for k in places:
        entry = row.entries[k]
        if entry is not None and entry.text.strip(" -–—"):
            text = columns.headings[k] if MARK.match(entry.text) else entry.text
            named.setdefault(text, field_of(entry))
    return _listed(named) if named else Field("")


def _listed(named: dict[str, Field]) -> Field:
    """Fields under the texts that they stand for as one field, the texts parted by commas."""
    fields = list(named.values())
    boxes = tuple(box for one in fields for box in one.place.boxes)
    lines = tuple(line for one in fields for line in one.lines)
    return replace(fields[0], text=", ".join(named), lines=lines, place=replace(fields[0].place, boxes=boxes))


def _number(row: PrintedRow, columns: Columns, previous: PrintedRow | None) -> str | None:
    place = columns.index(Role.NUMBER)
    entry = row.entries[place] if place is not None else None
    if entry is None or not entry.text or place is None:
        return None
    if previous is not None and any(entry is other for other in previous.entries):
        return None
    if row.span(entry) > 1 and number_of(entry.text) is None:
        return None
    return number_of(entry.text) or number_of_date(entry.text) or entry.text.rstrip(". ") or None


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


def _term_unit(columns: Columns) -> str | None:
    place = columns.index(Role.TERM)
    return None if place is None else unit_of_heading(columns.headings[place])


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
    named: dict[str, Field] = {}
    for entry in dict.fromkeys(entry for _, entry in marked):
        over = headings_over([columns.headings[k] for k, other in marked if other is entry], row.grid.origin)
        named.setdefault(over if MARK.match(entry.text) else entry.text, field_of(entry))
    return _listed(named)


def is_total(row: Row) -> bool:
    """The row adds up figures of those above: «Итого», without a term or an executor."""
    empty = all(field is None or not field.text for field in (row.term, row.executor))
    return empty and bool(TOTAL.match(row.action.text))


def lead_ins(rows: Sequence[Row]) -> list[Row]:
    """A row that is only a lead-in («Проведение мониторинга:») belongs to the first of its sub-rows."""
    done: list[Row] = []
    for row in rows:
        lead = done[-1] if done else None
        if lead is not None and _is_lead(lead, row):
            pairs = zip(lead.extra, row.extra, strict=True) if len(lead.extra) == len(row.extra) else ()
            done[-1] = replace(
                lead if row.number is None else replace(lead, number=row.number, parent_number=row.parent_number),
                action=join_fields(lead.action, row.action),
                term=row.term if not (lead.term and lead.term.text) else lead.term,
                executor=_both(lead.executor, row.executor),
                result=_both(lead.result, row.result),
                extra=tuple((name, one if one.text else other) for (name, one), (_, other) in pairs),
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
        and (row.number is None or row.parent_number == lead.number)
        and lead.number is not None
        and bool(row.action.text)
    )


def join_fields(first: Field, second: Field) -> Field:
    """Two fields as one: lines and places in order."""
    lines = first.lines + second.lines
    place = replace(first.place, boxes=first.place.boxes + second.place.boxes)
    return replace(first, text=f"{first.text} {second.text}".strip(), lines=lines, place=place)


def dittoed(rows: Sequence[Row]) -> list[Row]:
    """A cell that only points to the one above it («-//-», «то же») says what that one says."""
    done: list[Row] = []
    for row in rows:
        above = done[-1] if done and done[-1].table == row.table else None
        if above is not None:
            fields = {name: _said(getattr(row, name), getattr(above, name)) for name in CARRIED}
            further = dict(above.extra)
            extra = tuple((name, _said(field, further.get(name)) or field) for name, field in row.extra)
            row = replace(row, extra=extra, **fields)  # type: ignore[arg-type]
        done.append(row)
    return done


def _said(field: Field | None, above: Field | None) -> Field | None:
    if field is None or above is None or not DITTO.match(field.text):
        return field
    if len(field.text) < SPECKS and any(line.confidence is not None for line in field.lines):
        return field
    return replace(above, place=field.place)


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


def directions_down(rows: Sequence[Row], headings: Sequence[str]) -> list[Row]:
    """Where merged cells are not to be seen: a direction («Работа с родителями») named under one of these headings
    left of the actions holds for the rows below it, where most rows leave that cell empty."""
    named = [heading for heading in headings if _names_directions([dict(row.extra).get(heading) for row in rows])]
    done: list[Row] = []
    for row in rows:
        above = dict(done[-1].extra) if done and done[-1].section == row.section else {}
        down = {name: above[name] for name, field in row.extra if name in named and not field.text and name in above}
        done.append(replace(row, extra=tuple((name, down.get(name, field)) for name, field in row.extra)))
    return done


def _names_directions(fields: Sequence[Field | None]) -> bool:
    texts = [field.text if field is not None else "" for field in fields]
    named = [text for text in texts if text]
    once = [text for text, _ in groupby(named)]  # a page may begin with it again
    return bool(texts and texts[0]) and len(set(once)) == len(once) and 2 * len(named) <= len(texts)


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
