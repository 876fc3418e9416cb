"""Lines printed column by column → a grid: headings found, columns read, rows put together where they agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalizers.morphology import is_common_word, parses
from parsers.document import Block, Grid, Line
from parsers.flattened.build import GridDraft, paragraphs, part
from parsers.flattened.columnwise import ColumnSearch, Path, blank_above
from parsers.flattened.edges import cell_end, cell_start
from parsers.flattened.fitness import suits
from parsers.flattened.header import Heading
from parsers.flattened.heading_score import TAILS, piece_score
from parsers.flattened.lines import Printed
from parsers.flattened.sections import after_score
from parsers.flattened.state import Piece
from parsers.flattened.words import ADJECTIVAL
from parsers.numbering import NONE, Number, follows, read_number
from parsers.roadmap.columns_likeness import verbal
from parsers.roadmap.columns_vocabulary import Role, meaning

MOST_LINES = 300  # a longer text is not tried
HEADING_LINES = 3
SURE_HEADING = 2.0  # score
SURE_EXTRA = 9.0  # weight
LEAST_HEADINGS = 3
LEAST_ROWS = 2
SHORT_REST = 3  # letters of a word's end on a line of its own
LEAST = {Role.TERM: 0.8, Role.EXECUTOR: 0.0, Role.ACTION: -0.5}  # mean score of a column's cells
SIGNATORY = re.compile(r"[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.")
LEAST_SCORE = 1.0  # a line
MOST_TORN = 0.04
INNER_START, OPEN_END = -2.0, -1.4  # scores of a cell's first and last word
MOST_LONE = 2  # numbers one below another that any text may have
HEADLESS = (  # columns of a table without headings
    [Role.NUMBER, Role.ACTION, Role.TERM, Role.EXECUTOR],
    [Role.NUMBER, Role.ACTION, Role.TERM, Role.EXECUTOR, Role.RESULT],
)
CONFIDENCE = 0.6  # of a table whose rows were put together from columns


@dataclass(frozen=True, slots=True)
class Scattered:
    """A table's headings as they stand among the lines of its columns; `start` is the first line of the table."""

    headings: tuple[Heading, ...]
    start: int

    @property
    def lines(self) -> set[int]:
        return {i for heading in self.headings for i, _, _ in heading.pieces}


def by_columns(lines: Sequence[Printed]) -> Scattered | None:
    """The headings of a table that was printed column by column, None where the text shows no sign of it.

    Signs are numbers one below another, and cells between the headings.
    """
    if len(lines) > MOST_LINES:
        return None
    headings = scattered_headings(lines)
    runs = _number_runs(lines)
    if not headings and runs and lines[runs[0]].text.strip(".)") in ("1", "1.1"):
        return Scattered((), runs[0])
    roles = {heading.role for heading in headings}
    if len(headings) < LEAST_HEADINGS or not {Role.TERM, Role.EXECUTOR} & roles:
        return None
    found = Scattered(headings, headings[0].pieces[0][0])
    last = headings[-1].pieces[-1][0]
    if Role.ACTION not in roles:
        rows = [read_number(line.words[0]) for line in lines[found.start : last]]
        return found if sum(number is not None for number in rows) > MOST_LONE else None
    among = last + 1 - found.start - len(found.lines)
    index = {last + 1 + n for n in range(len(headings))} if not among else set()
    return found if among or len(set(runs) - index) > MOST_LONE else None


def _number_runs(lines: Sequence[Printed]) -> list[int]:
    """The lines that hold only a number, where the line above or below does so too."""
    lone = {i for i, line in enumerate(lines) if len(line.words) == 1 and read_number(line.words[0]) is not None}
    return [i for i in sorted(lone) if i - 1 in lone or i + 1 in lone]


def read_columns(lines: Sequence[Printed], found: Scattered, table: int = 0) -> list[Block] | None:
    """The blocks of a text whose table was printed column by column; None where no reading has even columns."""
    if found.headings and all(heading.role is not Role.ACTION for heading in found.headings):
        return None
    again = _again(lines, found)
    if again is not None:
        first, second = read_columns(lines[:again], found, table), by_columns(lines[again:])
        rest = read_columns(lines[again:], second, table + 1) if second is not None else None
        return None if first is None or rest is None else [*first, *rest]
    behind = _behind_table(lines, found.start)
    left_out = found.lines | behind
    body = [line for i, line in enumerate(lines) if i >= found.start and i not in left_out]
    for roles in [[heading.role for heading in found.headings]] if found.headings else HEADLESS:
        search = ColumnSearch(body, roles)
        path = next((path for path in search.readings() if even(search, path)), None)
        if path is not None:
            grid = _grid(lines, search, found.headings, path, table)
            return [*paragraphs(lines[: found.start]), grid, *paragraphs([lines[i] for i in sorted(behind)])]
    return None


def _again(lines: Sequence[Printed], found: Scattered) -> int | None:
    """The block of lines in which the first heading stands again: another table begins with it."""
    if not found.headings:
        return None
    first = found.headings[0].text
    at = next((i for i in range(found.start + 1, len(lines)) if lines[i].text == first and i not in found.lines), None)
    while at is not None and not blank_above(lines, at):
        at -= 1
    return at


def _behind_table(lines: Sequence[Printed], start: int) -> set[int]:
    """The lines behind the table, which may be printed among its columns: signatures, notes."""
    found: set[int] = set()
    for i in range(start, len(lines)):
        if after_score(lines[i].text) > 0 or (i - 1 in found and SIGNATORY.fullmatch(lines[i].text)):
            found.add(i)
    return found


def scattered_headings(lines: Sequence[Printed]) -> tuple[Heading, ...]:
    """The headings of a table, each on lines of its own: the first anywhere, the others behind a blank line or behind
    another heading."""
    found: list[Heading] = []
    seen: set[Role] = set()
    at = next((i for i in range(len(lines)) if _is_number(_heading(lines, i))), 0)
    while at < len(lines):
        heading = _heading(lines, at) if not found or blank_above(lines, at) or _behind(found, at) else None
        if heading is None or (heading.role is not Role.EXTRA and heading.role in seen):
            at += 1
            continue
        found.append(heading)
        seen.add(heading.role)
        at = heading.pieces[-1][0] + 1
    paired = {Role.BEGIN, Role.END} <= seen
    return tuple(heading for heading in found if paired or heading.role not in (Role.BEGIN, Role.END))


def _is_number(heading: Heading | None) -> bool:
    return heading is not None and heading.role is Role.NUMBER


def _behind(found: Sequence[Heading], at: int) -> bool:
    return found[-1].pieces[-1][0] == at - 1


def _heading(lines: Sequence[Printed], at: int) -> Heading | None:
    """The best heading of up to three lines that begins with line `at`."""
    best: tuple[float, Heading] | None = None
    words: list[str] = []
    pieces: list[Piece] = []
    for i in range(at, min(at + HEADING_LINES, len(lines))):
        if i > at and (blank_above(lines, i) or not lines[i].words[0][0].islower()):
            break
        rest = best is not None and _is_rest(lines[i].text)
        words += lines[i].words
        pieces.append((i, 0, len(lines[i].words)))
        known = meaning(" ".join(words))
        score = piece_score(tuple(words), True, i - at)
        if known is None or not _begins_heading(known.role, words):
            continue
        if rest or (score >= SURE_HEADING and (best is None or score >= best[0])):
            best = score, Heading(known.role, " ".join(words), tuple(pieces))
    return best[1] if best else None


def _is_rest(text: str) -> bool:
    """The end of a word that a narrow column has broken without a hyphen."""
    return len(text) == 1 or (len(text) <= SHORT_REST and not is_common_word(text))


def _begins_heading(role: Role, words: Sequence[str]) -> bool:
    """A heading tells its column by its first word or by an adjective: «Ожидаемый результат», but not «Анализ
    результатов» or «Формирование базы», which are measures."""
    if role not in (Role.EXTRA, Role.RESULT):
        return role is not Role.FOREIGN
    if verbal(words[0]) and len(words) > 1 and not TAILS.match(words[1]):
        return False
    known = meaning(words[0])
    if role is Role.RESULT:
        return known is not None or any(parse.pos in ADJECTIVAL for parse in parses(words[0])[:1])
    whole = meaning(" ".join(words))
    return all(found is not None and found.weight >= SURE_EXTRA for found in (whole, known))


def even(search: ColumnSearch, path: Path) -> bool:
    """The columns have one number of cells (or as many as there are rows without rows below them), and the cells
    of terms are terms, those of executors executors."""
    counts = {len(cells) for cells in path.cells}
    if path.score < LEAST_SCORE * len(search.lines) or path.headings or not _in_order(search.numbers):
        return False
    if min(counts) < LEAST_ROWS or not counts <= set(search.rows or [max(counts)]) or _torn(search, path) > MOST_TORN:
        return False
    for cells, role in zip(path.cells, search.roles, strict=True):
        least = LEAST.get(role)
        if least is not None and sum(suits(search.text(cell), role) for cell in cells) < least * len(cells):
            return False
    return True


def _in_order(numbers: Sequence[Number]) -> bool:
    """Each number follows the one before; behind the last row below «1» comes «2»."""
    return all(
        follows(before, number, None, True) != NONE or (len(number) < len(before) and number[0] == before[0] + 1)
        for before, number in pairwise(numbers)
    )


def _torn(search: ColumnSearch, path: Path) -> float:
    """The share of cells that begin or end in the midst of a phrase."""
    torn = total = 0
    for cells, role in zip(path.cells, search.roles, strict=True):
        for cell in cells if role is not Role.NUMBER else ():
            words = search.text(cell).split()
            total += 1
            torn += cell_start(words[0], role) < INNER_START or cell_end(words[-1]) < OPEN_END
    return torn / max(1, total)


def _grid(lines: Sequence[Printed], search: ColumnSearch, headings: Sequence[Heading], path: Path, table: int) -> Grid:
    body, leaves = search.lines, search.leaves
    draft = GridDraft(len(search.roles), [])
    if headings:
        draft.rows.append([[part(lines, piece) for piece in heading.pieces] for heading in headings])
    rows = max(len(cells) for cells in path.cells)
    for row in range(rows):
        draft.rows += [[part(body, (i, 0, len(body[i].words)))] for i, place in path.places if place == row]
        cells: list[list[Line] | None] = []
        for column in path.cells:
            at = row if len(column) == rows else leaves.index(row) if row in leaves else None
            cells.append([part(body, piece) for piece in column[at]] if at is not None else [])
        draft.rows.append(cells)
    return draft.grid(table, CONFIDENCE)
