"""One plan table → its measures in reading order, under the headings that stand above them; the rest is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from parsers.document import Origin, Problem, Severity
from parsers.plan import Row
from parsers.roadmap.columns import MATRICES, Columns
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.continuation import PlanTable
from parsers.roadmap.foreign import part_foreign
from parsers.roadmap.headings import Levels
from parsers.roadmap.matrices import matrix_rows
from parsers.roadmap.printed import PrintedRow
from parsers.roadmap.row_numbers import numbers_inside, restore_numbers
from parsers.roadmap.sections import full_width, heading_text, is_note, is_section, lone_titles
from parsers.roadmap.stitch import stitch
from parsers.roadmap.subrows import Above, carry_down, directions_down, dittoed, is_total, labelled, lead_ins, read_row
from parsers.roadmap.subrows_split import split_cells
from parsers.roadmap.tables import Assembly
from parsers.roadmap.term_and_executor import heads_both, parted

UNSEEN = ("txt", "md")  # formats whose tables show no borders
UNMERGED = ("csv",)  # formats that know rows, but no merged cells
BEHIND = 4  # rows behind one that tell whether it is a heading


def table_rows(table: PlanTable, levels: Levels, assembly: Assembly, form: str) -> list[Row]:
    """The measures of a table of a document of format `form`; `levels` meets its headings, `assembly` is told what is
    none of its measures."""
    unseen = form in UNSEEN or table.origin in (Origin.GUTTERS, Origin.INFERRED)
    items, foreign = part_foreign(stitch(table.items, table.columns, unseen), table.columns)
    for row in foreign:
        _leave_out(assembly, row, "Строка не похожа на мероприятие (другая таблица, подпись) и в данные не вошла.")
    printed = [item.row for item in items if item.row is not None]
    walk = Walk(table, levels, assembly, _bold_share(printed), lone_titles(printed, table.columns))
    for k, item in enumerate(items):
        if item.row is None:
            walk.meet_heading(item.heading or "")
        elif item.row.filled():
            behind = [other.row for other in items[k + 1 : k + 1 + BEHIND] if other.row is not None]
            walk.meet_row(item.row, behind, bool(item.joined))
    return _finished(walk.done, table.columns, unseen or form in UNMERGED)


def _bold_share(rows: Sequence[PrintedRow]) -> float:
    """The share of the rows with several cells in which something is bold, 0..1."""
    whole = [row for row in rows if len(row.filled()) > 2]
    return sum(any(entry.bold for entry in row.filled()) for row in whole) / len(whole) if whole else 0.0


@dataclass(slots=True)
class Walk:
    """One pass over a table's rows: what stands above the next one, and the measures so far.

    `bold` is the share of whole rows that are bold, `titled` whether lone cells are titles here.
    """

    table: PlanTable
    levels: Levels
    assembly: Assembly
    bold: float
    titled: bool
    done: list[Row] = field(default_factory=list)
    previous: PrintedRow | None = None
    parent: str | None = None  # the last number: sub-rows without one are its
    group: int = 0  # rows of a matrix so far

    def meet_heading(self, text: str) -> None:
        """A heading above the rows that follow."""
        self.levels.meet(text)
        self.parent = None

    def meet_row(self, row: PrintedRow, behind: Sequence[PrintedRow], joined: bool) -> None:
        """A printed row: a heading, measures, or nothing of the plan; `joined` where it was cut by a page break."""
        columns = self.table.columns
        if full_width(row) and is_note(row.texts()[0]):
            _leave_out(self.assembly, row, "Строка таблицы похожа на примечание и в данные не вошла.")
        elif is_section(row, behind, columns, self.bold) or (self.titled and len(row.filled()) == 1):
            self.meet_heading(heading_text(row))
            self.previous = None
        else:
            above = Above(self.table.number, self.levels.section, self.levels.subsection)
            self.levels.row()
            if columns.layout in MATRICES:
                self._read_matrix(row, above)
            else:
                self._read_plain(row, above, joined)

    def _read_matrix(self, row: PrintedRow, above: Above) -> None:
        """A row of a matrix: a measure for each of its cells."""
        self.group += 1
        made = matrix_rows(row, self.table.columns, above, self.group)
        if not made:
            _leave_out(self.assembly, row, "В строке матрицы нет ни одного мероприятия; в данные она не вошла.")
        self.done += made

    def _read_plain(self, row: PrintedRow, above: Above, joined: bool) -> None:
        """A row of a plain table: one measure, or none."""
        columns = self.table.columns
        read = read_row(row, columns, above, self.previous, self.parent)
        read = parted(read) if heads_both(columns) else read
        if not read.action.text and not (read.term and read.term.text):
            _leave_out(self.assembly, row, "В строке таблицы нет ни мероприятия, ни срока; в данные она не вошла.")
            return
        if is_total(read):
            _leave_out(self.assembly, row, "Строка таблицы подводит итог и в данные не вошла.")
            return
        self.parent = self.parent if read.parent_number else read.number or self.parent
        self.done.append(replace(read, flags=(*read.flags, "stitched")) if joined else read)
        self.previous = row


def _finished(rows: list[Row], columns: Columns, unmerged: bool) -> list[Row]:
    """The measures with what the whole table tells of each: numbers, lead-ins, cells that stand for those above."""
    if columns.layout in MATRICES:
        return rows
    rows = lead_ins(dittoed(numbers_inside(restore_numbers(rows))))
    if unmerged:
        rows = directions_down(rows, _left_of_actions(columns))
    if unmerged and columns.has(Role.NUMBER):
        rows = carry_down(rows)
    return [part for row in rows for part in split_cells(labelled(row))]


def _left_of_actions(columns: Columns) -> list[str]:
    """The headings of the further columns before the actions."""
    before = columns.headings[: columns.index(Role.ACTION) or 0]
    return [heading for heading, role in zip(before, columns.roles, strict=False) if role is Role.EXTRA and heading]


def _leave_out(assembly: Assembly, row: PrintedRow, message: str) -> None:
    text = " ".join(row.texts())
    assembly.after.append(text)
    assembly.problems.append(Problem(Severity.WARNING, "row-left-out", message, page=row.grid.page, text=text))
