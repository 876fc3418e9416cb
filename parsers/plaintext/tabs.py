"""Tables whose cells are parted by tabs, one row a line: what copying or exporting a table as text leaves.

A blank line between rows is the end of a page: the grid ends there and the next one is marked as open at its top.
A line break inside a cell leaves a row over several lines, with its tabs spread over them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from parsers.document import Cell, Grid, Line
from parsers.plaintext.tables import Found, grid, printed

_ROW_NUMBER = re.compile(r"^\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLC]+\.?)\s*$")
_HEADING = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s|[IVX]{1,5}[.)]\s|раздел\b|направление\b|блок\b|этап\b|20\d\d)", re.IGNORECASE
)
_FIGURE = re.compile(r"[<>≥≤]?\s*\d+(?:[.,]\d+)?\s*%?|[-–—]?")
_MAX_HEADINGS = 3  # one under another
_MAX_BROKEN = 60  # lines of one row

Row = list[tuple[Line, ...]]


@dataclass(slots=True)
class _Part:
    """Rows up to a page's end."""

    rows: list[Row] = field(default_factory=list)


def find_tab_tables(lines: list[Line]) -> list[Found]:
    """Stretches of lines that hold the same number of tabs."""
    tabs = [line.text.count("\t") for line in lines]
    wide = _table_widths(lines, tabs)
    found: list[Found] = []
    position = 0
    while position < len(lines):
        if tabs[position] not in wide:
            position += 1
            continue
        reader = _Reader(lines, tabs, tabs[position])
        end = reader.read(position)
        grids = tuple(reader.grids())
        found.append(Found(position, end, grids))
        position = end
    return found


def _table_widths(lines: list[Line], tabs: list[int]) -> set[int]:
    """Numbers of tabs that make a table: two lines with as many; of one tab only, three with words around it."""
    counts = Counter(count for line, count in zip(lines, tabs, strict=True) if count and not _is_indented(line.text))
    widths = {count for count, times in counts.items() if count >= 2 and times >= 2}
    pairs = [line.text.split("\t") for line, count in zip(lines, tabs, strict=True) if count == 1]
    worded = sum(1 for left, right in pairs if len(left.strip()) > 4 and right.strip() and not _ROW_NUMBER.match(left))
    if worded >= 3 and worded * 2 > len(pairs) and not widths:
        widths.add(1)
    return widths


def _is_indented(text: str) -> bool:
    """Tabs that only push a paragraph in."""
    return "\t" not in text.strip() and not text.endswith("\t")


class _Reader:
    """Reads one table of `width` tabs a row from its first line on."""

    def __init__(self, lines: list[Line], tabs: list[int], width: int):
        self._lines = lines
        self._tabs = tabs
        self._width = width
        self._parts = [_Part()]

    def read(self, position: int) -> int:
        """Takes rows as long as they go on; gives the index of the first line behind the table."""
        end = position
        while position < len(self._lines):
            taken = self._take(position)
            if not taken:
                break
            position += taken
            if self._lines[position - 1].text.strip():
                end = position
        return end

    def grids(self) -> list[Grid]:
        parts = self._joined([part for part in self._parts if part.rows])
        return [self._grid(part, index > 0, index + 1 < len(parts)) for index, part in enumerate(parts)]

    def _take(self, position: int) -> int:
        """How many lines from `position` on belong to the table; 0 at its end."""
        text = self._lines[position].text
        count = self._tabs[position]
        if text.startswith("\f") and self._parts[-1].rows:
            self._parts.append(_Part())
        if self._is_row(position):
            self._add([position])
            return 1
        if not text.strip():
            return self._take_blank(position)
        if count == 0:
            return self._take_untabbed(position)
        if count > self._width:
            return 0
        broken = self._broken_row(position) or ([position] if self._is_short_row(position) else [])
        if broken:
            self._add(broken)
        return len(broken)

    def _is_row(self, position: int) -> bool:
        """A line with all the tabs of a row; of two columns, one whose first is not merely empty."""
        full = self._tabs[position] == self._width
        return full and (self._width > 1 or not _is_indented(self._lines[position].text))

    def _is_torn_row(self, position: int) -> bool:
        """At a page's top: the rest of a row whose text goes on in the first cell only, its tabs lost."""
        if position + 1 >= len(self._lines) or not self._is_untabbed(position) or not self._is_row(position + 1):
            return False
        return self._lines[position].text.strip()[0].islower()

    def _is_short_row(self, position: int) -> bool:
        """A row that has lost the tabs at its end: it has text behind a tab, and rows around it."""
        if not 0 < self._tabs[position] < self._width or self._broken_row(position):
            return False
        adjoins = position > 0 and bool(self._lines[position - 1].text.strip()) and bool(self._parts[-1].rows)
        if adjoins and not _is_indented(self._lines[position].text):
            return True
        following = [index for index in range(position + 1, len(self._lines)) if self._lines[index].text.strip()]
        return any(self._is_row(index) for index in following[:3])

    def _take_blank(self, position: int) -> int:
        follows = position
        while follows < len(self._lines) and not self._lines[follows].text.strip():
            follows += 1
        if follows - position > 4 or not (self._goes_on(follows) or self._is_torn_row(follows)):
            return 0
        if self._parts[-1].rows:
            self._parts.append(_Part())
        return follows - position

    def _take_untabbed(self, position: int) -> int:
        """A line without tabs between rows: the last cell going on, or a heading over the whole width."""
        rows = self._parts[-1].rows
        if not rows and self._is_torn_row(position):
            self._add([position])
            return 1
        if not rows:
            return 0
        if self._heads_figures(position):
            return 0
        line = self._lines[position]
        text = line.text.strip()
        if (
            text[0].islower()
            or text[0] in "-–—•("
            or (rows[-1][-1] and not _HEADING.match(text) and self._has_sections())
        ):
            rows[-1][-1] += printed(text, line)
            return 1
        end = position + 1
        while end < len(self._lines) and end - position < _MAX_HEADINGS and self._is_untabbed(end):
            end += 1
        if not self._goes_on(end) or self._repeats_heading(end):
            return 0
        rows += ([printed(line.text, line)] for line in self._lines[position:end])
        return end - position

    def _heads_figures(self, position: int) -> bool:
        """The line stands above a table of indicators: under its header all cells behind the name are figures."""
        stretch = []
        for line in self._lines[position + 1 :]:
            if not line.text.strip():
                break
            stretch.append([text.strip() for text in line.text.split("\t")])
        header, body = stretch[:1], stretch[1:]
        named = [row[2:] if _ROW_NUMBER.match(row[0]) else row[1:] for row in body]
        return bool(named) and len(header[0]) > 1 and all(row and all(map(_FIGURE.fullmatch, row)) for row in named)

    def _is_untabbed(self, position: int) -> bool:
        return not self._tabs[position] and bool(self._lines[position].text.strip())

    def _goes_on(self, position: int) -> bool:
        if position >= len(self._lines):
            return False
        if self._tabs[position] == self._width:
            return self._is_row(position)
        return bool(self._tabs[position] and self._broken_row(position)) or self._is_short_row(position)

    def _broken_row(self, position: int) -> list[int]:
        """The lines from `position` on whose tabs add up to one row, or none."""
        total = 0
        taken: list[int] = []
        for index in range(position, min(position + _MAX_BROKEN, len(self._lines))):
            text = self._lines[index].text
            if not text.strip() or self._tabs[index] == self._width:
                break
            if taken and self._tabs[index] and _ROW_NUMBER.match(text.split("\t")[0]):
                break
            total += self._tabs[index]
            taken.append(index)
            if total >= self._width:
                return taken if total == self._width else []
        return []

    def _add(self, positions: list[int]) -> None:
        cells: Row = [()]
        for position in positions:
            line = self._lines[position]
            first, *others = line.text.split("\t")
            cells[-1] += printed(first, line)
            cells += (printed(part, line) for part in others)
        cells += [()] * (self._width + 1 - len(cells))
        self._parts[-1].rows.append(cells)

    def _has_sections(self) -> bool:
        """Whether headings over the whole width keep their tabs in this table, so that a line without is none."""
        return any(row[0] and not any(row[1:]) for part in self._parts for row in part.rows if len(row) > 1)

    def _repeats_heading(self, position: int) -> bool:
        """Whether the table's first row is printed anew: then another table begins."""
        head = next((part.rows[0] for part in self._parts if part.rows), [])
        again = [text.strip() for text in self._lines[position].text.split("\t")]
        return len(head) > 1 and [" ".join(line.text for line in cell) for cell in head] == again

    def _joined(self, parts: list[_Part]) -> list[_Part]:
        """Blank lines behind most of the rows are spacing and no pages' ends."""
        rows = sum(len(part.rows) for part in parts)
        if len(parts) > 2 and 2 * len(parts) > rows:
            return [_Part([row for part in parts for row in part.rows])]
        return parts

    def _grid(self, part: _Part, open_top: bool, open_bottom: bool) -> Grid:
        n_cols = self._width + 1
        last = len(part.rows) - 1
        cells = []
        for index, row in enumerate(part.rows):
            top, bottom = open_top and index == 0, open_bottom and index == last
            if len(row) == 1:
                cells.append(Cell(index, 0, index + 1, n_cols, row[0], open_top=top, open_bottom=bottom))
                continue
            for col, lines in enumerate(row):
                cells.append(Cell(index, col, index + 1, col + 1, lines, open_top=top, open_bottom=bottom))
        return grid(n_cols, cells)
