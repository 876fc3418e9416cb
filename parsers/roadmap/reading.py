"""A document read as a plan: blocks → tables → rows, with sections, place and everything that was left out told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from parsers.document import Document, Flow, Origin, Problem, Severity
from parsers.plan import Reading, Row
from parsers.roadmap.columns import Columns
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.continuation import PlanTable
from parsers.roadmap.flows import blocks_of, plain_blocks, unread
from parsers.roadmap.foreign import part_foreign
from parsers.roadmap.headings import Levels
from parsers.roadmap.listing import read_listing
from parsers.roadmap.matrices import matrix_rows
from parsers.roadmap.printed import PrintedRow
from parsers.roadmap.row_numbers import numbers_inside, restore_numbers
from parsers.roadmap.sections import full_width, heading_text, is_note, is_section, lone_titles
from parsers.roadmap.stitch import Item, stitch
from parsers.roadmap.subrows import Above, carry_down, dittoed, is_total, labelled, lead_ins, read_row
from parsers.roadmap.subrows_split import split_cells
from parsers.roadmap.tables import Assembly, assemble
from parsers.roadmap.term_and_executor import heads_both, parted
from parsers.roadmap.titles import find_title

UNSEEN = ("txt", "md")  # formats whose tables show no borders
UNMERGED = ("csv",)  # formats that know rows, but no merged cells


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
    return _reading(assembly, document.format), assembly


def _reading(assembly: Assembly, form: str) -> Reading:
    rows: list[Row] = []
    levels = Levels()
    for table in assembly.tables:
        rows += _table_rows(table, levels, assembly, form)
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
    found |= {Role.EXECUTOR for table in tables if heads_both(table.columns)}
    found |= {Role.ACTION for table in tables if table.columns.layout != "table"}
    return tuple(role.value for role in order if role in found)


def _table_rows(table: PlanTable, levels: Levels, assembly: Assembly, form: str) -> list[Row]:
    unseen = form in UNSEEN or table.origin in (Origin.GUTTERS, Origin.INFERRED)
    items, foreign = part_foreign(stitch(table.items, table.columns, unseen), table.columns)
    for other in foreign:
        _leave_out(assembly, other, "Строка не похожа на мероприятие (другая таблица, подпись) и в данные не вошла.")
    rows = [item.row for item in items if item.row is not None]
    whole = [row for row in rows if len(row.filled()) > 2]
    bold = sum(any(entry.bold for entry in row.filled()) for row in whole) / len(whole) if whole else 0.0
    titled = lone_titles(rows, table.columns)
    both = heads_both(table.columns)
    done: list[Row] = []
    previous: PrintedRow | None = None
    parent: str | None = None
    group = 0
    for k, item in enumerate(items):
        row = item.row
        if row is None:
            levels.meet(item.heading or "")
            parent = None
            continue
        if not row.filled():
            continue
        if full_width(row) and is_note(row.texts()[0]):
            _leave_out(assembly, row, "Строка таблицы похожа на примечание и в данные не вошла.")
            continue
        if is_section(row, _rows_behind(items, k), table.columns, bold) or (titled and len(row.filled()) == 1):
            levels.meet(heading_text(row))
            parent, previous = None, None
            continue
        above = Above(table.number, levels.section, levels.subsection)
        levels.row()
        if table.columns.layout in ("role-matrix", "calendar-matrix"):
            group += 1
            made = matrix_rows(row, table.columns, above, group)
            if not made:
                _leave_out(assembly, row, "В строке матрицы нет ни одного мероприятия; в данные она не вошла.")
            done += made
        else:
            read = read_row(row, table.columns, above, previous, parent)
            read = parted(read) if both else read
            if not read.action.text and not (read.term and read.term.text):
                _leave_out(assembly, row, "В строке таблицы нет ни мероприятия, ни срока; в данные она не вошла.")
                continue
            if is_total(read):
                _leave_out(assembly, row, "Строка таблицы подводит итог и в данные не вошла.")
                continue
            parent = parent if read.parent_number else read.number or parent
            done.append(_flagged(read, item))
        previous = row
    return _finished(done, table.columns, unseen or form in UNMERGED)


def _finished(rows: list[Row], columns: Columns, unmerged: bool) -> list[Row]:
    if columns.layout in ("role-matrix", "calendar-matrix"):
        return rows
    rows = lead_ins(dittoed(numbers_inside(restore_numbers(rows))))
    if unmerged and columns.has(Role.NUMBER):
        rows = carry_down(rows)
    return [part for row in rows for part in split_cells(labelled(row))]


def _rows_behind(items: Sequence[Item], k: int) -> list[PrintedRow]:
    return [item.row for item in items[k + 1 : k + 5] if item.row is not None]


def _flagged(row: Row, item: Item) -> Row:
    return replace(row, flags=(*row.flags, "stitched")) if item.joined else row


def _leave_out(assembly: Assembly, row: PrintedRow, message: str) -> None:
    text = " ".join(row.texts())
    assembly.after.append(text)
    assembly.problems.append(Problem(Severity.WARNING, "row-left-out", message, page=row.grid.page, text=text))
