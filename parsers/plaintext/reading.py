"""Plain text and Markdown → Document: tables of tabs, pipes or box rules become grids, the rest stays a flow."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

from parsers.document import Block, Document, Flow, Grid, Line, Problem, Severity, Unreadable
from parsers.plaintext.barred import find_barred_tables
from parsers.plaintext.boxes import find_box_tables
from parsers.plaintext.encoding import Decoded, decode
from parsers.plaintext.pipes import find_pipe_tables
from parsers.plaintext.records import read_records
from parsers.plaintext.tables import Found
from parsers.plaintext.tabs import find_tab_tables

_STRONG = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]*\S)\*(?![\w*])|(?<![\w_])_(?=\S)([^_]*\S)_(?![\w_])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~-])")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*$")
_QUOTE = re.compile(r"^ {0,3}>\s?")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_FENCE = re.compile(r"^\s*(```|~~~)")
_MAX_BYTES = 64 * 1024 * 1024


def read(path: Path, kind: str | None = None) -> Document:
    """The lines of a text file («txt», «md» or «csv»), in whatever encoding.

    Raises Unreadable: unknown-type, too-large.
    """
    if path.stat().st_size > _MAX_BYTES:
        raise Unreadable("too-large", "Текст больше 64 МБ: разделите его на части.")
    decoded = decode(path.read_bytes())
    if decoded is None:
        raise Unreadable("unknown-type", "Это не текст: откройте файл и пересохраните как PDF или DOCX.")
    if kind == "csv":
        return Document(kind, read_records(decoded.text), problems=_problems(decoded))
    kind = kind or ("md" if path.suffix.lower() in (".md", ".markdown") else "txt")
    return Document(kind, read_text(decoded.text, kind), problems=_problems(decoded))


def read_text(text: str, kind: str = "txt") -> tuple[Block, ...]:
    """Grids and flows of a text; blank lines, leading spaces and form feeds stay in the flows' lines.

    >>> read_text("План\\n\\n| Мероприятие | Срок |\\n|---|---|\\n| Совещание | май |\\n")[1].n_rows
    2
    """
    lines = _lines(text)
    clean = _without_markdown if kind == "md" else _without_strong
    found = _tables(lines)
    blocks: list[Block] = []
    position = 0
    for table in found:
        _add_flow(blocks, clean(lines[position : table.first]))
        for grid in table.grids:
            number = sum(isinstance(block, Grid) for block in blocks)
            blocks.append(_cleaned(replace(grid, table=number), kind))
        position = table.end
    _add_flow(blocks, clean(lines[position:]))
    return tuple(blocks)


def _lines(text: str) -> list[Line]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x1a", "")
    return [Line(line, number=number) for number, line in enumerate(text.split("\n"), start=1)]


def _tables(lines: list[Line]) -> list[Found]:
    """Tables in reading order; a stretch that one form of table has taken is not read as another."""
    found: list[Found] = []
    for finder in (find_box_tables, find_barred_tables, find_pipe_tables, find_tab_tables):
        for first, end in _gaps(found, len(lines)):
            found += (table.shifted(first) for table in finder(lines[first:end]))
        found.sort(key=lambda table: table.first)
    return found


def _gaps(found: list[Found], end: int) -> list[tuple[int, int]]:
    borders = [0, *(border for table in found for border in (table.first, table.end)), end]
    return [(first, last) for first, last in zip(borders[::2], borders[1::2], strict=True) if first < last]


def _add_flow(blocks: list[Block], lines: list[Line]) -> None:
    if any(line.text.strip() for line in lines):
        blocks.append(Flow(tuple(lines)))


def _without_strong(lines: list[Line]) -> list[Line]:
    """Plain text that was Markdown once: only «**» goes, and only where it comes in pairs."""
    if sum(line.text.count("**") for line in lines) % 2:
        return lines
    return [replace(line, text=line.text.replace("**", "")) for line in lines]


def _without_markdown(lines: list[Line]) -> list[Line]:
    return [replace(line, text=_plain(line.text)) for line in lines]


def _plain(text: str) -> str:
    """A Markdown line without its marks.

    >>> _plain("## 1\\\\. **Развитие** _кадров_")
    '1. Развитие кадров'
    """
    if _FENCE.match(text):
        return ""
    heading = _HEADING.match(text)
    text = heading.group(1) if heading else _QUOTE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(lambda match: match.group(1) or match.group(2), _STRONG.sub("", text))
    text = html.unescape(re.sub(r"<br\s*/?>", " ", text, flags=re.IGNORECASE))
    return _ESCAPE.sub(r"\1", text)


def _cleaned(grid: Grid, kind: str) -> Grid:
    strip = _plain if kind == "md" else lambda text: text.replace("**", "") if text.count("**") % 2 == 0 else text
    cells = (
        replace(cell, lines=tuple(replace(line, text=strip(line.text).strip()) for line in cell.lines))
        for cell in grid.cells
    )
    return replace(grid, cells=tuple(cells))


def _problems(decoded: Decoded) -> tuple[Problem, ...]:
    if not decoded.damaged:
        return ()
    message = f"В тексте {decoded.damaged} нечитаемых знаков: сохраните файл заново в кодировке UTF-8."
    return (Problem(Severity.WARNING, "encoding-damaged", message),)
