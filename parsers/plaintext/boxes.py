"""Tables drawn with characters: «│ № │ Срок │» between «├───┼──────┤», and the same with «|», «+» and «-»."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from parsers.document import Cell, Grid, Line
from parsers.plaintext.tables import Found, grid, printed

_BARS = "│║┃|"
_CROSSINGS = "┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫┏┓┗┛┣┫┳┻╋+"
_RULES = "─═━-="
_VERTICAL = set(_BARS + _CROSSINGS)
_RULE_LINE = re.compile(
    rf"^\s*[{re.escape(_CROSSINGS)}]?[{re.escape(_RULES + _CROSSINGS)}]{{3,}}[{re.escape(_BARS)}]?\s*$"
)
_ROW_LINE = re.compile(rf"^\s*[{re.escape(_BARS + _CROSSINGS)}].*[{re.escape(_BARS + _CROSSINGS)}]\s*$")


@dataclass(slots=True)
class _Open:
    """A cell that is being read: its first row and its lines so far."""

    row: int
    col_end: int
    lines: list[Line] = field(default_factory=list)


def find_box_tables(lines: list[Line]) -> list[Found]:
    """Runs of lines between bars that have at least one rule with crossings."""
    found = []
    first = 0
    while first < len(lines):
        end = first
        while end < len(lines) and (_is_rule(lines[end].text) or _ROW_LINE.match(lines[end].text)):
            end += 1
        run = lines[first:end]
        if len(run) >= 3 and any(_is_rule(line.text) for line in run):
            table = _read(run)
            if table is not None:
                found.append(Found(first, end, (table,)))
        first = max(end, first + 1)
    return found


def _is_rule(text: str) -> bool:
    return bool(_RULE_LINE.match(text)) and any(letter in _CROSSINGS for letter in text)


def _read(run: list[Line]) -> Grid | None:
    borders = _borders(run)
    if len(borders) < 2:
        return None
    open_cells: dict[int, _Open] = {}
    done: list[Cell] = []
    row = 0
    headings: int | None = None
    single = not any(_is_rule(line.text) for line in run[_first_rule_after_heading(run) : -1])
    for line in run:
        ruled = _ruled(line.text, borders)
        if any(ruled):
            closed_any = bool(open_cells)
            _close(open_cells, done, row, ruled)
            if closed_any:
                row += 1
                headings = row if headings is None else headings
        elif single and open_cells and _starts_row(line.text, borders):
            _close(open_cells, done, row, [True] * len(ruled))
            row += 1
        for col, col_end, text in _pieces(line.text, borders):
            if any(ruled[col:col_end]):
                continue
            cell = open_cells.setdefault(col, _Open(row, col_end))
            cell.lines += printed(text, line)
    if open_cells:
        _close(open_cells, done, row, [True] * (len(borders) - 1))
    if not any(cell.lines for cell in done):
        return None
    edges = tuple(float(border) for border in borders)
    return grid(len(borders) - 1, done, header_rows=headings if single else None, edges=edges)


def _first_rule_after_heading(run: list[Line]) -> int:
    """The line behind the rule that closes the first row; further rules, if any, part the rows from each other."""
    seen_text = False
    for index, line in enumerate(run):
        if _is_rule(line.text):
            if seen_text:
                return index + 1
        else:
            seen_text = True
    return len(run)


def _starts_row(text: str, borders: list[int]) -> bool:
    """Where no rules part the rows: a line with something in its first cell begins one."""
    first = next(iter(_pieces(text, borders)), None)
    return first is not None and bool(first[2].strip())


def _borders(run: list[Line]) -> list[int]:
    """Character positions of column borders: crossings of the rules, and bars that stand in several lines."""
    votes: dict[int, int] = {}
    for line in run:
        marks = _CROSSINGS if _is_rule(line.text) else _BARS
        for position, letter in enumerate(line.text):
            if letter in marks:
                votes[position] = votes.get(position, 0) + (2 if marks is _CROSSINGS else 1)
    return sorted(position for position, count in votes.items() if count >= 2)


def _ruled(text: str, borders: list[int]) -> list[bool]:
    """For each column, whether the line draws a rule across it."""
    ruled = []
    for left, right in itertools.pairwise(borders):
        inner = text[left + 1 : right]
        ruled.append(len(inner) == right - left - 1 > 0 and all(letter in _RULES + _CROSSINGS for letter in inner))
    return ruled


def _pieces(text: str, borders: list[int]) -> list[tuple[int, int, str]]:
    """The parts of a line between its bars: first column, end column, text."""
    marked = [index for index, border in enumerate(borders) if border < len(text) and text[border] in _VERTICAL]
    return [(left, right, text[borders[left] + 1 : borders[right]]) for left, right in itertools.pairwise(marked)]


def _close(open_cells: dict[int, _Open], done: list[Cell], row: int, ruled: list[bool]) -> None:
    """Finishes the cells below which a rule is drawn; the others go on into the next row."""
    for col, cell in list(open_cells.items()):
        if any(ruled[col : cell.col_end]):
            done.append(Cell(cell.row, col, row + 1, cell.col_end, tuple(cell.lines)))
            del open_cells[col]
