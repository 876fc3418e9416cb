"""The door: a flow of lines → its tables and the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.document import Block, Flow, Problem, Severity
from parsers.flattened.build import paragraphs, tables
from parsers.flattened.calendar import find_calendars, of_calendar
from parsers.flattened.columnwise_grid import by_columns, read_columns
from parsers.flattened.fitness import suits
from parsers.flattened.found import Found, ReadRow
from parsers.flattened.header import FoundHeader, find_headers, unheaded
from parsers.flattened.leading import heads_apart, number_behind
from parsers.flattened.lines import Gap, Printed, printed_lines
from parsers.flattened.matrix import find_matrix, usual_opening
from parsers.flattened.reading import read, trial
from parsers.flattened.sections import YEAR
from parsers.flattened.state import Task
from parsers.flattened.subheadings import part_heading
from parsers.flattened.torn_numbers import whole_numbers
from parsers.flattened.twofold import both_headings, two_words
from parsers.numbering import counted, read_number, section_number, unglue
from parsers.roadmap.columns_vocabulary import Role

NUMBER, ACTION, TERM, EXECUTOR, RESULT = Role.NUMBER, Role.ACTION, Role.TERM, Role.EXECUTOR, Role.RESULT
SHAPES = (
    (NUMBER, ACTION, TERM, EXECUTOR, RESULT),
    (NUMBER, ACTION, TERM, EXECUTOR),
    (NUMBER, ACTION, TERM, RESULT),
    (NUMBER, ACTION, EXECUTOR, TERM),
    (NUMBER, ACTION, EXECUTOR, TERM, RESULT),
    (NUMBER, ACTION, TERM),
)
COLUMNS_APART = (
    "Таблица в этом тексте записана столбец за столбцом, и какие ячейки стояли в одной строке, по нему не понять. "
    "Загрузите сам PDF или DOCX; если есть только текст, сделайте его заново командой pdftotext -layout."
)
UNNUMBERED = (
    (ACTION, TERM, EXECUTOR),
    (ACTION, TERM, EXECUTOR, RESULT),
    (ACTION, EXECUTOR, TERM),
    (ACTION, EXECUTOR, TERM, RESULT),
    (TERM, ACTION, EXECUTOR),
)
HALVES = {Role.BEGIN: TERM, Role.END: TERM}
LEAST_FITS = {TERM: 1.5, EXECUTOR: 0.5}  # score of a cell that is what its column says
MOST_MISFITS = 0.15  # of the rows of a table with neither header nor numbers
LEAST_TERMS = 3
LEAST_COUNTED = 4  # rows that a column of numbers counts
LEAST_UNHEADED = 9  # rows that numbers without a column count: sections are fewer
LEAST_SURE_TERM = 3.0  # score of a term that begins or ends a line
TRIAL = 250  # lines on which the orders of columns are tried


@dataclass(frozen=True, slots=True)
class Region:
    """A table's lines: its header (repetitions taken out, with the line each stands before)."""

    header: FoundHeader | None
    lines: list[Printed]
    headers_before: dict[int, list[FoundHeader]]


def infer(flow: Flow) -> list[Block]:
    """The paragraphs and tables of lines without declared structure, in reading order.

    Grids have origin INFERRED; their cells keep the lines (or parts of lines) that they are made of. A flow without
    a table comes back as paragraphs only.
    """
    lines = [_unglued(line) for line in printed_lines(flow.lines)]
    if not lines:
        return []
    scattered = by_columns(lines)
    if scattered is not None:
        return read_columns(lines, scattered) or paragraphs(lines)
    lines = [two_words(line) for line in whole_numbers(lines)]
    headers = _headers(lines)
    if headers and headers[0].leads:
        lines = heads_apart(lines, headers[0].end)
        headers = _headers(lines)
    if not headers:
        return _headless(lines)
    blocks = paragraphs(lines[: headers[0].start])
    table = 0
    regions = _regions(lines, headers)
    for region in map(_with_numbers, regions):
        reading = read(_task(lines, region, followed=region is not regions[-1]))
        found, table = tables(lines, reading, region.lines, region.header, region.headers_before, table)
        blocks += found
        blocks += paragraphs([region.lines[i] for i in reading.after])
    return blocks


def _headers(lines: Sequence[Printed]) -> list[FoundHeader]:
    """The headers of a text's tables, those of a calendar where months stand above any other heading."""
    headers, calendars = find_headers(lines), find_calendars(lines)
    if calendars and (not headers or calendars[0].start < headers[0].start):
        return calendars
    parted = [part_heading(lines, header) for header in headers or find_matrix(lines)]
    return [number_behind(lines, both_headings(lines, header)) for header in parted]


def _task(lines: Sequence[Printed], region: Region, followed: bool) -> Task:
    header = region.header
    assert header is not None
    columns = header.columns[1:] if header.leads else header.columns
    roles = [HALVES.get(h.role, h.role) for h in columns]
    if not header.matrix and _counts_rows(roles, region.lines):
        roles[0] = NUMBER
    headings = tuple(h.text for h in columns)
    task = Task(region.lines, tuple(roles), header.matrix, headings=headings, followed=followed, led=header.leads)
    if header.months:
        return of_calendar(task, header)
    if task.matrix:
        return replace(task, opening=usual_opening(region.lines) or task.opening)
    above = lines[header.start - 1].words if header.start else ()
    return replace(task, section=section_number(above[0])) if len(above) > 1 else task


def _counts_rows(roles: Sequence[Role], lines: Sequence[Printed]) -> bool:
    """The first column numbers the rows, whatever it is called («Шаг»): another is called so more surely, or nobody
    knows what it is, and the lines begin with 1, 2, 3."""
    if NUMBER in roles or (roles.count(roles[0]) < 2 and roles[0] is not Role.EXTRA):
        return False
    return counted(line.words[0] for line in lines) >= LEAST_COUNTED


def doubt(flow: Flow) -> Problem | None:
    """Why the table of a text was not read: it was printed column by column, so that its rows can't be told."""
    lines = [_unglued(line) for line in printed_lines(flow.lines)]
    scattered = by_columns(lines)
    if scattered is not None:
        text = ", ".join(heading.text for heading in scattered.headings)
        return Problem(Severity.WARNING, "columns-apart", COLUMNS_APART, text=text or None)
    return None


def _unglued(line: Printed) -> Printed:
    text = unglue(line.words[0])
    return line if text == line.words[0] else replace(line, words=(*text.split(), *line.words[1:]))


def _regions(lines: Sequence[Printed], headers: Sequence[FoundHeader]) -> list[Region]:
    """The text parted at headers that differ; a repeated header opens a page, not a table."""
    regions = []
    at = 0
    while at < len(headers):
        header = headers[at]
        same = _run(headers[at:], header.key)
        end = headers[at + len(same)].start if at + len(same) < len(headers) else len(lines)
        skipped = {i: h for h in same for i in range(h.start, h.end)}
        body: list[Printed] = []
        before: dict[int, list[FoundHeader]] = {}
        for i in range(header.end, end):
            if i in skipped:
                if i == skipped[i].start:
                    before.setdefault(len(body), []).append(skipped[i])
                continue
            body.append(replace(lines[i], gap=Gap.PAGE) if len(body) in before else lines[i])
        regions.append(Region(header, body, before))
        at += len(same)
    return regions


def _with_numbers(region: Region) -> Region:
    """The region with a column for the numbers that its lines begin with, where no heading stands above them: they are
    printed in the cells of the actions, or the heading is lost."""
    header = region.header
    if header is None or header.matrix or header.months or header.columns[0].role is Role.EXTRA:
        return region
    words = [line.words[0] for line in region.lines if line.words[0][-1] != ")"]
    if any(heading.role is NUMBER for heading in header.columns) or counted(words) < LEAST_UNHEADED:
        return region
    return replace(
        region,
        header=unheaded(header),
        headers_before={
            place: [unheaded(again) for again in headers] for place, headers in region.headers_before.items()
        },
    )


def _run(headers: Sequence[FoundHeader], key: str) -> list[FoundHeader]:
    run: list[FoundHeader] = []
    for header in headers:
        if header.key != key:
            break
        run.append(header)
    return run


def _headless(lines: list[Printed]) -> list[Block]:
    """A text without headings: a table without header, or no table at all."""
    readings = _shapes(lines)
    if readings is None:
        return paragraphs(lines)
    front, rows, after = readings.front, readings, readings.after
    blocks = paragraphs([lines[i] for i in front])
    found, _ = tables(lines, rows, lines, None, {}, 0)
    return [*blocks, *found, *paragraphs([lines[i] for i in after])]


def _shapes(lines: list[Printed]) -> Found | None:
    """The best reading over the usual orders of columns, None where none is a table."""
    numbered = sum(read_number(line.words[0]) is not None for line in lines) >= 2
    if not numbered and sum(_holds_term(line) for line in lines) < LEAST_TERMS:
        return None
    trials = [trial(Task(lines[:TRIAL], roles, headed=False)) for roles in (SHAPES if numbered else UNNUMBERED)]
    best = max(trials, key=lambda reading: reading.score)
    if not _is_table(best) or not (numbered or _fits(_without_title(best))):
        return None
    reading = _without_year(read(replace(best.search.task, lines=lines)))
    if numbered:
        return reading
    reading = _without_title(reading)
    return reading if _fits(reading) else None


def _without_year(reading: Found) -> Found:
    """The reading with the one year that stands as a heading above all rows among the lines before it: it ends the
    title («на 2023/24 учебный год»), unless other years head other rows."""
    task = reading.search.task
    years = [row for row in reading.rows if row.cells is None and YEAR.fullmatch(task.lines[row.lines[0]].text)]
    if len(years) != 1 or not reading.front or reading.rows[0] is not years[0]:
        return reading
    return replace(reading, front=(*reading.front, *years[0].lines), rows=reading.rows[1:])


def _without_title(reading: Found) -> Found:
    """The reading with a first row that is none among the lines above the table: a title names no executor."""
    if not reading.rows or not _misfits(reading, reading.rows[0]):
        return reading
    return replace(reading, front=(*reading.front, *reading.rows[0].lines), rows=reading.rows[1:])


def _holds_term(line: Printed) -> bool:
    """The line begins or ends with a term of up to four words: «до 10 августа директор школы»."""
    words = line.words
    parts = {words[:n] for n in range(1, 5)} | {words[-n:] for n in range(1, 5)}
    return any(suits(" ".join(part), TERM) > LEAST_SURE_TERM for part in parts)


def _fits(reading: Found) -> bool:
    """Nearly every row has a term that reads as one and an executor that reads as one: without header and numbers
    nothing else tells a table from prose."""
    rows = [row for row in reading.rows if row.cells is not None]
    return len(rows) >= LEAST_TERMS and sum(_misfits(reading, row) for row in rows) <= MOST_MISFITS * len(rows)


def _misfits(reading: Found, row: ReadRow) -> bool:
    """A row whose term or executor does not read as one."""
    if row.cells is None:
        return False
    search, roles = reading.search, reading.search.task.roles
    scores = {role: search.suits(roles.index(role), row.cells[roles.index(role)]) for role in LEAST_FITS}
    return any(scores[role] < least for role, least in LEAST_FITS.items())


def _is_table(reading: Found) -> bool:
    rows = [row.cells for row in reading.rows if row.cells is not None]
    full = [cells for cells in rows if sum(bool(cell) for cell in cells) >= 3]
    return len(full) >= 2 and len(full) * 2 >= len(rows)
