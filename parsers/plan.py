"""What the reading of a document hands over: the plan's rows, each field with its lines and place."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.document import Box, Line, Problem


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands: boxes on pages (several when it runs over a break); table, row and cell of a declared
    format (0-based; `paragraph` where only a part of the cell is meant); or lines [first, last] of a text, 1-based."""

    boxes: tuple[Box, ...] = ()
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    paragraph: int | None = None
    first_line: int | None = None
    last_line: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One cell's text within a row. `text` has lines joined and hyphenation mended ("" where the cell is empty);
    `lines` are as printed. A field that is None in a Row means that the plan has no such column at all."""

    text: str
    lines: tuple[Line, ...] = ()
    place: Place = Place()
    confidence: float = 1.0
    raw: str | None = None
    doubtful: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A section or subsection heading: «2. Развитие кадров» has number "2" and title «Развитие кадров»."""

    number: str | None
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One measure as printed: one visual row that has its own term or its own action (gold/README.md, «Cells»).

    `table` counts plan tables from 1. `group` is the printed row of a role or calendar matrix, from 1.
    `term` / `executor` / `result`: None = no such column, Field("") = an empty cell. `term_unit`: what bare figures of
    the term count, by the heading of its column («Квартал»).
    """

    table: int
    action: Field
    number: str | None = None
    parent_number: str | None = None
    group: int | None = None
    section: Heading | None = None
    subsection: Heading | None = None
    term: Field | None = None
    term_unit: str | None = None
    executor: Field | None = None
    result: Field | None = None
    extra: tuple[tuple[str, Field], ...] = ()
    confidence: float = 1.0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read as plan(s).

    `layout`: "table", "role-matrix", "calendar-matrix", "text", or None where there is no plan in it.
    `front`: texts (paragraphs, cells of non-plan tables such as the approval block) before the first plan row, in
    order; `after`: those behind it (signatures, abbreviations, notes); `between` stands in section headings.
    `problems` tells every printed row that did not become a measure.
    """

    layout: str | None
    rows: tuple[Row, ...]
    title: str | None = None
    front: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    confidence: float = 1.0
