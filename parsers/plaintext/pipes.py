"""Pipe tables (Markdown): «| № | Срок |» with a rule below the heading row."""

from __future__ import annotations

import re

from parsers.document import Cell, Grid, Line
from parsers.plaintext.tables import Found, grid, printed

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_SPLIT = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def find_pipe_tables(lines: list[Line]) -> list[Found]:
    """Runs of lines with pipes: those that have a rule, or of which at least two begin and end with a pipe."""
    found = []
    first = 0
    while first < len(lines):
        end = first
        while end < len(lines) and "|" in lines[end].text:
            end += 1
        if end > first and _is_table(lines[first:end]):
            found.append(Found(first, end, (_read(lines[first:end]),)))
        first = max(end, first + 1)
    return found


def _is_table(lines: list[Line]) -> bool:
    rules = sum(1 for line in lines if _is_rule(line))
    closed = sum(1 for line in lines if line.text.strip().startswith("|") and line.text.strip().endswith("|"))
    return len(lines) - rules >= 1 and (rules >= 1 or closed >= 2)


def _is_rule(line: Line) -> bool:
    return "|" in line.text and bool(_RULE.match(line.text))


def _read(lines: list[Line]) -> Grid:
    rows = [(line, _parts(line.text)) for line in lines if not _is_rule(line)]
    header = next((index for index, line in enumerate(lines) if _is_rule(line)), 0)
    n_cols = max(len(parts) for _, parts in rows)
    cells = []
    for index, (line, parts) in enumerate(rows):
        for col in range(n_cols):
            text = parts[col] if col < len(parts) else ""
            printed_lines = tuple(part for piece in _BREAK.split(text) for part in printed(piece, line))
            cells.append(Cell(index, col, index + 1, col + 1, printed_lines))
    return grid(n_cols, cells, header_rows=header or None)


def _parts(text: str) -> list[str]:
    text = text.strip()
    text = text[1:] if text.startswith("|") else text
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [part.replace("\\|", "|") for part in _SPLIT.split(text)]
