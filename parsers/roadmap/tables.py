"""Which grids of a document are plans, and which of them continue one another: blocks → plan tables and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from parsers.document import Grid, Origin, Paragraph, Problem, Severity
from parsers.roadmap.columns import (
    Columns,
    Header,
    find_headers,
    headings_of,
    is_header_rest,
    is_index_row,
    join_headers,
)
from parsers.roadmap.columns_guess import complete, guess, is_passport, unknown_header
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.continuation import (
    PlanTable,
    adapt,
    first_number,
    fits,
    header_only,
    logical_edges,
    restarts,
    same_columns,
)
from parsers.roadmap.headings import in_sequence
from parsers.roadmap.printed import PrintedRow, Sheet, sheet_of
from parsers.roadmap.printed_text import cell_text
from parsers.roadmap.sections import full_width, headings_above
from parsers.roadmap.stitch import Item
from parsers.roadmap.titles import behind_order, names_plan, title_span
from parsers.roadmap.turned import upright

PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:\d{1,3}|[ЗОБЭ]|[IVXLC]{1,4})[-–—\s.]*$")

GOES_ON = re.compile(r"^\W*(?:продолжение|окончание)\s+(?:таблицы|приложения|плана)\b.{0,20}$", re.I)


@dataclass(slots=True)
class Assembly:
    """All plan tables of a document and what stands around them."""

    tables: list[PlanTable] = field(default_factory=list)
    front: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    above: list[Paragraph] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pending: list[Paragraph] = field(default_factory=list)
    headers: list[PrintedRow] = field(default_factory=list)
    left_out: bool = False

    @property
    def parted(self) -> bool:
        """Paragraphs, or a table that is no plan, stand behind the last plan table."""
        return bool(self.pending) or self.left_out

    def say(self, paragraph: Paragraph) -> None:
        """A paragraph between tables; a page's number, even misread, or «Продолжение таблицы» parts no table."""
        text = cell_text(paragraph.lines)
        if (PAGE_NUMBER.match(text) or GOES_ON.match(text)) and self.tables:
            self.after.append(text)
        else:
            self.pending.append(paragraph)

    def tell(self, texts: Iterable[str]) -> None:
        """Texts of no measure go before or behind the plan."""
        (self.after if self.tables else self.front).extend(text for text in texts if text)

    def flush(self, headings: Sequence[str] = ()) -> None:
        """The paragraphs that stand above a table, but for its headings, are texts."""
        left = list(headings)
        texts: list[str] = []
        for paragraph in self.pending:
            text = cell_text(paragraph.lines)
            if text in left:
                left.remove(text)
            elif text:
                texts.append(text)
        self.tell(texts)
        self.pending = []


def assemble(blocks: Sequence[Paragraph | Grid]) -> Assembly:
    """Plan tables in reading order; every other text in `front` or `after`; what was left out is told."""
    assembly = Assembly()
    for block in blocks:
        if isinstance(block, Paragraph):
            assembly.say(block)
        else:
            _meet_grid(assembly, sheet_of(upright(block)))
    assembly.flush()
    _head_first(assembly)
    return assembly


def _head_first(assembly: Assembly) -> None:
    """The first heading stands above the first table where the next one follows it in number, or where each of the
    other tables has a heading set in the same way."""
    above = [paragraph for paragraph in assembly.above if cell_text(paragraph.lines)]
    if not assembly.tables or assembly.tables[0].marks is not None or len(above) < 2:
        return
    text = cell_text(above[-1].lines)
    marks = {table.marks for table in assembly.tables[1:]}
    alike = marks == {marks_of(above[-1])} and any(marks_of(above[-1]))
    second = next((title for table in assembly.tables for item in table.items if (title := _headed(item))), "")
    titled = any(names_plan(cell_text(paragraph.lines)) for paragraph in above[:-1])
    part = not names_plan(text) or (titled and names_plan(second))
    if (alike or in_sequence(text, second)) and len(text) < 250 and part:
        assembly.tables[0].items.insert(0, Item(heading=text))
        assembly.front.remove(text)


def _headed(item: Item) -> str:
    """The heading that an item of a table prints, "" where it is a row."""
    if item.row is not None:
        return item.row.texts()[0] if full_width(item.row) else ""
    return item.heading or ""


def marks_of(paragraph: Paragraph) -> tuple[bool, bool, int]:
    """How a paragraph is set: bold, centred, level of heading."""
    return bool(paragraph.bold), bool(paragraph.centred), paragraph.heading or 0


def _meet_grid(assembly: Assembly, sheet: Sheet) -> None:
    headers = _plan_headers(sheet, _turned_page(assembly, sheet))
    start = headers[0].start if headers else len(sheet.rows)
    leading = sheet.rows[:start]
    if leading:
        _leading_rows(assembly, sheet, leading, bool(headers))
    for k, header in enumerate(headers):
        end = headers[k + 1].start if k + 1 < len(headers) else len(sheet.rows)
        _headed_rows(assembly, sheet, header, end)


def _turned_page(assembly: Assembly, sheet: Sheet) -> Columns | None:
    """The columns of the table that ends the page before, where nothing parts the sheet from it."""
    table = assembly.tables[-1] if assembly.tables else None
    if table is None or assembly.pending or sheet.width != table.width or table.columns.guessed:
        return None
    if table.page is None:
        goes_on = any(cell.open_top for cell in sheet.grid.cells)
    else:
        goes_on = sheet.grid.page == table.page + 1
    return table.columns if goes_on else None


def _plan_headers(sheet: Sheet, above: Columns | None) -> list[Header]:
    """The headers of a sheet under which a plan stands."""
    headers = [] if is_passport(sheet.rows) else find_headers(sheet.rows, above)
    found = []
    for k, header in enumerate(headers):
        end = headers[k + 1].start if k + 1 < len(headers) else len(sheet.rows)
        columns = complete(header.columns, [row for row in sheet.rows[header.end : end] if not full_width(row)])
        if columns is not None:
            found.append(replace(header, columns=columns))
    return found


def _headed_rows(assembly: Assembly, sheet: Sheet, header: Header, end: int) -> None:
    """Rows under a header: they continue the table above when it is its header, repeated, with no heading between."""
    rows = list(sheet.rows[header.end : end])
    assembly.headers += sheet.rows[header.start : header.end]
    table = assembly.tables[-1] if assembly.tables else None
    if table is not None and header_only(table) and sheet.width == table.width and not assembly.pending:
        if not same_columns(table, header.columns):
            table.columns = join_headers(table.columns, header.columns.headings)
        _append(table, sheet, rows)
        return
    headings = _pending_headings(assembly, rows, header.columns)
    if table is not None and not headings and same_columns(table, header.columns) and not restarts(table, rows):
        assembly.flush()
        _append(table, sheet, rows)
        return
    _open(assembly, sheet, header.columns, rows, headings)


def _pending_headings(assembly: Assembly, rows: Sequence[PrintedRow], columns: Columns) -> list[str]:
    return headings_above(_below_title(assembly), not assembly.tables, first_number(rows, columns))


def _below_title(assembly: Assembly) -> Sequence[Paragraph]:
    """The paragraphs above a table; above the first one, but for those that print the plan's title."""
    if assembly.tables:
        return assembly.pending
    span = title_span([*assembly.front, *(cell_text(paragraph.lines) for paragraph in assembly.pending)])
    return assembly.pending[max(0, span[1] - len(assembly.front)) :] if span else assembly.pending


def _open(assembly: Assembly, sheet: Sheet, columns: Columns, rows: list[PrintedRow], headings: Sequence[str]) -> None:
    if not assembly.tables:
        assembly.above = list(assembly.pending)
    said = [paragraph for paragraph in assembly.pending if cell_text(paragraph.lines) in headings]
    assembly.flush(headings)
    table = PlanTable(columns, len(assembly.tables) + 1, len(columns.roles))
    table.marks = marks_of(said[-1]) if said else None
    table.items += [Item(heading=text) for text in headings]
    assembly.tables.append(table)
    assembly.left_out = False
    _append(table, sheet, rows)


def _append(table: PlanTable, sheet: Sheet, rows: Sequence[PrintedRow]) -> None:
    fresh = bool(table.items) and any(item.row is not None for item in table.items)
    for row in rows:
        if is_index_row(row):
            continue
        table.items.append(Item(row=row, after_break=fresh))
        fresh = False
    if sheet.width == table.width:
        table.edges = logical_edges(sheet)
    table.page, table.origin = sheet.grid.page, sheet.grid.origin


def _leading_rows(assembly: Assembly, sheet: Sheet, rows: tuple[PrintedRow, ...], headed: bool) -> None:
    """Rows before any header: the table above goes on, a plan without headings, or no plan at all."""
    table = assembly.tables[-1] if assembly.tables else None
    adapted = adapt(table, sheet, rows) if table is not None else None
    if table is not None and adapted and header_only(table) and is_header_rest(adapted[0]):
        texts = [entry.text if entry is not None else "" for entry in adapted[0].entries]
        table.columns = join_headers(table.columns, texts)
        assembly.headers.append(rows[0])
        adapted, rows = adapted[1:], rows[1:]
    if table is not None and adapted is not None and fits(table, adapted, assembly.parted, sheet):
        headings = _pending_headings(assembly, adapted, table.columns)
        if headings:
            _open(assembly, sheet, table.columns, list(adapted), headings)
        else:
            assembly.flush()
            assembly.left_out = False
            _append(table, sheet, adapted)
        return
    if headed:
        for row in rows:
            assembly.pending += [Paragraph(entry.lines, sheet.grid.page, bold=entry.bold) for entry in row.filled()]
        return
    body = [row for row in rows if not full_width(row)]
    header = None if is_passport(rows) else unknown_header(body)
    if header is not None:
        columns = guess(body[1:], headings_of([header]))
    else:
        columns = None if is_passport(rows) else guess(body)
    if (
        columns is not None
        and (len(body) >= 2 or _sure_row(columns))
        and not (_seen(sheet) and _within_order(assembly))
    ):
        if header is not None:
            assembly.headers.append(header)
            rows = tuple(row for row in rows if row is not header)
        _open(assembly, sheet, columns, list(rows), _pending_headings(assembly, rows, columns))
        return
    leave_out(assembly, sheet, rows)


def _sure_row(columns: Columns) -> bool:
    """One row alone is a plan where it has a number, an action, a term and an executor."""
    return all(columns.has(role) for role in (Role.NUMBER, Role.ACTION, Role.TERM, Role.EXECUTOR))


def _seen(sheet: Sheet) -> bool:
    """The table is one only because its words seem to stand in columns."""
    return sheet.grid.origin in (Origin.GUTTERS, Origin.INFERRED)


def _within_order(assembly: Assembly) -> bool:
    """The points of an order stand here: nothing since its «ПРИКАЗЫВАЮ» begins a plan."""
    texts = assembly.front + [line.text for paragraph in assembly.pending for line in paragraph.lines]
    return bool(texts) and behind_order(texts) == len(texts)


def leave_out(assembly: Assembly, sheet: Sheet, rows: Sequence[PrintedRow]) -> None:
    """A table that is no plan: its texts stand in front or after, and it is told."""
    assembly.flush()
    assembly.left_out = bool(assembly.tables)
    texts = [" ".join(row.texts()) for row in rows if row.filled()]
    assembly.tell(texts)
    where = f" на странице {sheet.grid.page}" if sheet.grid.page else ""
    assembly.problems.append(
        Problem(
            Severity.WARNING,
            "table-left-out",
            f"Таблица{where} не похожа на план мероприятий и в данные не вошла (строк: {len(rows)}). "
            "Если это план, проверьте заголовки её столбцов.",
            page=sheet.grid.page,
            text="\n".join(texts),
        )
    )
