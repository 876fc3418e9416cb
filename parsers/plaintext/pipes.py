"""Pipe tables: «| № | Срок |» with a rule below the heading row (Markdown), and rows without
a frame («1 | Смотр | май»)."""

from __future__ import annotations

import re

from parsers.document import Cell, Grid, Line
from parsers.plaintext.tables import Found, grid, printed

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_CLOSED = re.compile(r"^\s*\|.*[^\s|].*\|\s*$")
_SPLIT = re.compile(r"(?<!\\)\|")
_LONGEST = 30  # lines of one row
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def find_pipe_tables(lines: list[Line]) -> list[Found]:
    """Runs of lines with pipes: those that have a rule, of which at least two begin and end with a pipe, or of which
    at least three have as many."""
    found = []
    first = 0
    while first < len(lines):
        end = first
        while end < len(lines) and "|" in lines[end].text:
            end += 1
        rows = [[line] for line in lines[first:end]]
        if not _is_table(lines[first:end]):
            rows = _open_rows(lines, first)
            end = first + sum(map(len, rows))
        if rows:
            found.append(Found(first, end, (_read(rows),)))
        first = max(end, first + 1)
    return found


def _open_rows(lines: list[Line], first: int) -> list[list[Line]]:
    """The rows from a line on, each the lines that have as many pipes together as the first one; none where they are
    too few. Lines without a pipe go on with the last cell, where no pipe closes it and another row follows.

    >>> [len(row) for row in _open_rows([Line(text) for text in ("1 | а | б", "в", "2 | г | д", "3 | е | ж")], 0)]
    [2, 1, 1]
    """
    width = lines[first].text.count("|")
    rows: list[list[Line]] = []
    whole = 0
    for line in lines[first:]:
        pipes = line.text.count("|")
        missing = width - sum(inner.text.count("|") for inner in rows[-1]) if rows else 0
        if not line.text.strip() or pipes > (missing or width) or not (rows or pipes):
            break
        if pipes and not missing:
            rows.append([line])
        elif len(rows[-1]) < _LONGEST and (missing or not rows[-1][-1].text.rstrip().endswith("|")):
            rows[-1].append(line)
        else:
            break
        if pipes == (missing or width):
            whole = len(rows)
    rows = rows[:whole]
    while rows and "|" not in rows[-1][-1].text:
        rows[-1] = rows[-1][:-1]
    return rows if width >= 2 and len(rows) >= 3 else []


def _is_table(lines: list[Line]) -> bool:
    rules = sum(1 for line in lines if _is_rule(line))
    closed = sum(1 for line in lines if _CLOSED.match(line.text))
    return len(lines) - rules >= 1 and (rules >= 1 or closed >= 2)


def _is_rule(line: Line) -> bool:
    return "|" in line.text and bool(_RULE.match(line.text))


def _read(lines: list[list[Line]]) -> Grid:
    rows = [(row, _parts(row)) for row in lines if not _is_rule(row[0])]
    header = next((index for index, row in enumerate(lines) if _is_rule(row[0])), 0)
    n_cols = max(len(parts) for _, parts in rows)
    cells = []
    for index, (_, parts) in enumerate(rows):
        for col in range(n_cols):
            cells.append(Cell(index, col, index + 1, col + 1, tuple(parts[col]) if col < len(parts) else ()))
    return grid(n_cols, cells, header_rows=header or None)


def _parts(row: list[Line]) -> list[list[Line]]:
    """The cells of a row, each with the lines that it prints."""
    cells: list[list[Line]] = [[]]
    for index, line in enumerate(row):
        text = line.text.strip()
        text = text[1:] if index == 0 and text.startswith("|") else text
        text = text[:-1] if line is row[-1] and text.endswith("|") and not text.endswith("\\|") else text
        for place, part in enumerate(_SPLIT.split(text)):
            if place:
                cells.append([])
            for piece in _BREAK.split(part.replace("\\|", "|")):
                cells[-1] += printed(piece, line)
    return cells
