"""A document read as a plan: blocks → tables → rows, with sections, place and everything that was left out told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.document import Document, Flow, Problem, Severity
from parsers.plan import Reading, Row
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.continuation import PlanTable
from parsers.roadmap.flows import blocks_of, plain_blocks, unread
from parsers.roadmap.headings import Levels
from parsers.roadmap.listing import read_listing
from parsers.roadmap.row_numbers import skipped_numbers
from parsers.roadmap.table_rows import table_rows
from parsers.roadmap.tables import Assembly, assemble
from parsers.roadmap.term_and_executor import heads_both
from parsers.roadmap.titles import find_title

NUMBERS_SKIPPED = (
    "В нумерации мероприятий нет этих номеров. Если они есть в документе, их строки слились с соседними: сверьте план "
    "с текстом или загрузите сам DOCX или PDF."
)


def read_plan(document: Document) -> Reading:
    """The plan or plans of a document: rows in reading order; `layout` None and no rows where there is no plan."""
    return read_assembly(document)[0]


def read_assembly(document: Document) -> tuple[Reading, Assembly]:
    """The reading together with its tables as they were put together (their headers, items and columns)."""
    flows = any(isinstance(block, Flow) for block in document.blocks)
    listing = read_listing(document.blocks) if flows else None
    if listing is not None:
        return listing, Assembly()
    blocks = plain_blocks(document.blocks)
    assembly = assemble(blocks)
    if not assembly.tables and flows:
        blocks = blocks_of(document.blocks)
        assembly = assemble(blocks)
    if not assembly.tables:
        listing = read_listing(blocks)
        if listing is not None:
            return replace(listing, problems=tuple(assembly.problems)), assembly
        assembly.problems += unread(document.blocks)
    reading = _reading(assembly, document.format)
    return (_with_skipped(reading) if flows else reading), assembly


def _with_skipped(reading: Reading) -> Reading:
    """The reading of a text with a problem told where numbers lack between those of its measures."""
    skipped = skipped_numbers(reading.rows)
    if not skipped:
        return reading
    problem = Problem(Severity.WARNING, "numbers-skipped", NUMBERS_SKIPPED, text=", ".join(skipped))
    return replace(reading, problems=(*reading.problems, problem))


def _reading(assembly: Assembly, form: str) -> Reading:
    rows: list[Row] = []
    levels = Levels()
    for table in assembly.tables:
        rows += table_rows(table, levels, assembly, form)
    _tell_lone_headings(assembly, levels, rows)
    return Reading(
        layout=_layout(assembly.tables) if rows else None,
        rows=tuple(rows),
        title=find_title(assembly.front),
        front=tuple(assembly.front),
        after=tuple(assembly.after),
        columns=_columns(assembly.tables),
        problems=tuple(assembly.problems),
        confidence=sum(row.confidence for row in rows) / len(rows) if rows else 1.0,
    )


def _tell_lone_headings(assembly: Assembly, levels: Levels, rows: Sequence[Row]) -> None:
    """Headings under which no measure stands."""
    used = {heading for row in rows for heading in (row.section, row.subsection)}
    for heading in levels.met:
        if heading not in used:
            text = f"{heading.number}. {heading.title}" if heading.number else heading.title
            assembly.problems.append(
                Problem(
                    Severity.WARNING,
                    "heading-without-rows",
                    "Под заголовком раздела нет ни одного мероприятия.",
                    text=text,
                )
            )


def _layout(tables: Sequence[PlanTable]) -> str:
    names = [table.columns.layout for table in tables]
    first = max(dict.fromkeys(names), key=names.count)
    return "table" if first == "marks" else first


def _columns(tables: Sequence[PlanTable]) -> tuple[str, ...]:
    """The names of the fields that any table has a column for."""
    order = (Role.NUMBER, Role.ACTION, Role.TERM, Role.EXECUTOR, Role.RESULT)
    found = {role for role in order for table in tables if table.columns.has(role)}
    found |= {role for table in tables if heads_both(table.columns) for role in (Role.TERM, Role.EXECUTOR)}
    found |= {Role.ACTION for table in tables if table.columns.layout != "table"}
    return tuple(role.value for role in order if role in found)
