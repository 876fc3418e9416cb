"""Tables whose bars only end their cells: «Семинар |» on lines of its own, or the bar itself on a line of its own.

That is what a web page leaves behind when its text is taken without the page's frame: nothing tells where a row ends.
The number of columns is the one under which the cells fall into rows best: rows begin with numbers, terms stand in one
column, a lone cell that is followed by blanks only or by a numbered row is a heading over the whole width.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from normalizers.terms import term_likeness
from parsers.document import Cell, Grid, Line
from parsers.plaintext.tables import Found, grid

_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^[\s|:=-]*--[\s|:=-]*$")
_NUMBER = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLC]+[.)]?)$")
_HEAD = re.compile(r"^(?:№+|N)(?:\s*п\s*[/.\\]?\s*п\.?)?$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:19|20)\d\d(?:\s*[-–—/]\s*(?:19|20)?\d\d)?(?:\s*(?:учебный\s+)?год)?\.?$", re.IGNORECASE)
_SECTION = re.compile(
    r"^(?:[IVXLC]+[.)]|\d{1,2}(?:\.\d{1,2})*\.?\s+\D|раздел\b|блок\b|этап\b|направление\b)", re.IGNORECASE
)
_WIDTHS = range(3, 13)
_GAP = 30  # lines of one cell
_LEAST_BARS = 8
_LONE = 0.75  # share of the bar lines of which the bar is the end
_HEADING = 200  # letters of a heading over the whole width at most
_DEAREST = 0.2  # cost of a cell above which the cells are no table

# What a way of parting the cells into rows costs: for a row, a heading, a cell that contradicts it.
_UNNUMBERED = 0.1  # a cell of a row whose first cell is no number
_INNER_NUMBER = 1.0  # a row's number inside of a row
_PLAIN_HEADING = 0.6
_BLANK_HEADING = 0.2  # with blanks up to the row's end
_SURE_HEADING = 0.1
_ODD_FRAME = 0.5  # the first row's first cell is blank where the other rows' are not, or the other way round
_SPARE = 0.3  # a blank cell beyond the row
_ODD_TERM = 0.5  # a term in a column of other things
_NEVER = 1e9

Text = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """Cells [start, end) of the stream: a row, a heading over the whole width, or nothing at all."""

    start: int
    end: int
    heading: bool = False


def find_barred_tables(lines: list[Line]) -> list[Found]:
    """Stretches in which bars end the cells and nothing ends the rows.

    >>> text = "№ |\\nДело |\\nСрок |\\n1 |\\nСмотр |\\nмай |\\n2 |\\nСеминар |\\nиюнь |"
    >>> found = find_barred_tables([Line(line) for line in text.split("\\n")])
    >>> [(table.grids[0].n_rows, table.grids[0].n_cols) for table in found]
    [(3, 3)]
    """
    found = []
    for first, end in _stretches(lines):
        read = [(start, table) for start in _starts(lines, first) if (table := _read(lines[start:end])) is not None]
        if read:
            start, (_, best) = min(read, key=lambda item: item[1][0])
            found.append(Found(start, end, (best,)))
    return found


def _stretches(lines: list[Line]) -> list[tuple[int, int]]:
    """Lines [first, end) from the first bar to the last one, with at least as many bars as a small table has."""
    bars = [index for index, line in enumerate(lines) if _BAR.search(line.text) and not _RULE.match(line.text)]
    stretches: list[list[int]] = []
    for index in bars:
        if not stretches or index - stretches[-1][-1] > _GAP or _begins_table(lines, stretches[-1][-1] + 1, index):
            stretches.append([])
        stretches[-1].append(index)
    return [
        (stretch[0], stretch[-1] + 1)
        for stretch in stretches
        if len(stretch) >= _LEAST_BARS and sum(_ends(lines[index].text) for index in stretch) >= _LONE * len(stretch)
    ]


def _ends(text: str) -> bool:
    """A line in which bars stand at the end only."""
    return "|" not in text.rstrip().rstrip("| ")


def _begins_table(lines: list[Line], first: int, end: int) -> bool:
    """Running text before a bar line whose own words head the column of numbers: the next table begins there."""
    return end - first >= 1 and bool(_HEAD.match(lines[end].text.replace("|", "").strip()))


def _starts(lines: list[Line], first: int) -> list[int]:
    """The lines on which the first cell may begin: that of the first bar, and the ones above that it goes on from."""
    start = first
    while start > 0 and first - start < 3 and _goes_on(lines[start].text):
        if not lines[start - 1].text.strip() or _BAR.search(lines[start - 1].text):
            break
        start -= 1
    return [first, start] if not lines[first].text.strip("| ") else [start]


def _goes_on(text: str) -> bool:
    text = text.replace("|", "").strip()
    return not text or text[0].islower()


def _read(lines: list[Line]) -> tuple[float, Grid] | None:
    """A stretch as a table, and what its cells cost each; None where they make none."""
    cells = _cells(lines)
    framed = (False,) if cells[0] else (False, True)
    costs = {
        (width, frame): _parted(cells, width, frame) for width in _WIDTHS for frame in framed if len(cells) >= 2 * width
    }
    if not costs:
        return None
    best = min(costs, key=lambda way: (round(costs[way][0], 6), way))
    cost, rows = costs[best]
    if cost > _DEAREST * len(cells) or sum(not row.heading for row in rows) < 2:
        return None
    return cost / len(cells), _grid(cells, rows)


def _cells(lines: list[Line]) -> list[Text]:
    """The texts that bars end, in reading order; what follows the last bar is the last cell."""
    cells: list[list[Line]] = [[]]
    for line in lines:
        if _RULE.match(line.text):
            continue
        for place, piece in enumerate(_BAR.split(line.text)):
            if place:
                cells.append([])
            text = piece.replace("\\|", "|").strip()
            if text:
                cells[-1].append(Line(text, number=line.number))
    return [tuple(cell) for cell in (cells if cells[-1] else cells[:-1])]


def _parted(cells: list[Text], width: int, framed: bool) -> tuple[float, list[_Row]]:
    """The cheapest parting of the cells into rows of `width` cells and headings, with its cost.

    `framed`: a bar stands before each row as well, which leaves a blank cell there.
    """
    texts = [" ".join(line.text for line in cell) for cell in cells]
    best: list[tuple[float, int, _Row | None]] = [(_NEVER, 0, None) for _ in range(len(cells) + 1)]
    best[0] = (0.0, 0, None)
    for start in range(len(cells)):
        before = best[start][0]
        if framed and texts[start]:
            continue
        for end, cost, row in _steps(texts, start + framed, width):
            if before + cost < best[end][0]:
                best[end] = (before + cost, start, row)
    rows: list[_Row] = []
    position = len(cells)
    while position > 0:
        _, start, row = best[position]
        if row is not None:
            rows.append(row)
        position = start
    rows.reverse()
    cost = _ODD_TERM * _odd_terms(texts, rows) + _ODD_FRAME * _odd_frame(texts, rows)
    return best[len(cells)][0] + cost, rows


def _steps(texts: list[str], start: int, width: int) -> list[tuple[int, float, _Row | None]]:
    """What may begin at a cell: a row, a heading with the blanks behind it, a blank beyond the row; with its cost."""
    steps: list[tuple[int, float, _Row | None]] = []
    if start == len(texts):
        return steps
    end = min(start + width, len(texts))
    row = texts[start:end]
    if any(row) and (end - start == width or end == len(texts)):
        steps.append((end, _row_cost(row) + (width - len(row)) * _SPARE, _Row(start, end)))
    if not texts[start]:
        steps.append((start + 1, _SPARE, None))
        return steps
    blanks = next((i for i, text in enumerate(texts[start + 1 : start + width]) if text), width - 1)
    for end in range(start + 1, min(start + 2 + blanks, len(texts) + 1)):
        steps.append((end, _heading_cost(texts, start, end - start == width), _Row(start, end, heading=True)))
    return steps


def _row_cost(row: list[str]) -> float:
    filled = [text for text in row if text]
    if len(filled) >= 3 and all(text.isdigit() for text in filled):
        return 0.0  # the columns' own numbers
    numbered = bool(_NUMBER.match(filled[0]) or _HEAD.match(filled[0]))
    inner = sum(1 for text in filled[1:] if _NUMBER.match(text) or _HEAD.match(text))
    return inner * _INNER_NUMBER + (0.0 if numbered else len(row) * _UNNUMBERED)


def _heading_cost(texts: list[str], start: int, whole: bool) -> float:
    """What it costs to read a cell as a heading; `whole`: blanks fill its row."""
    text = texts[start]
    if _NUMBER.match(text) or _HEAD.match(text) or len(text) > _HEADING:
        return _NEVER
    following = next(filter(None, texts[start + 1 : start + 1 + _WIDTHS.stop]), "")
    if _YEAR.match(text) or (_SECTION.match(text) and (_NUMBER.match(following) or _SECTION.match(following))):
        return _SURE_HEADING
    if _is_term(text) and not _NUMBER.match(following):
        return _NEVER
    return _BLANK_HEADING if whole else _PLAIN_HEADING


@lru_cache(maxsize=4096)
def _is_term(text: str) -> bool:
    return term_likeness(text) == 1.0


def _odd_terms(texts: list[str], rows: list[_Row]) -> int:
    """How many terms stand in columns that hold mostly other things, or, where no numbers tell that a row is one row,
    in a second column of terms."""
    filled, terms = Counter[int](), Counter[int]()
    body = [texts[row.start : row.end] for row in rows if not row.heading]
    for row in body:
        filled.update(col for col, text in enumerate(row) if text)
        terms.update(col for col, text in enumerate(row) if _is_term(text))
    kept = [col for col in terms if terms[col] * 2 >= filled[col]]
    numbered = 2 * sum(bool(_NUMBER.match(next(filter(None, row)))) for row in body) >= len(body)
    spare = [] if numbered else sorted(kept, key=lambda col: terms[col])[:-1]
    return sum(terms[col] for col in terms if col not in kept or col in spare)


def _odd_frame(texts: list[str], rows: list[_Row]) -> bool:
    """Whether the first row begins with a blank and most others do not, or the other way round."""
    blank = [not texts[row.start] for row in rows if not row.heading]
    return len(blank) > 2 and blank[0] != (2 * sum(blank[1:]) > len(blank) - 1)


def _grid(cells: list[Text], rows: list[_Row]) -> Grid:
    """The rows as a grid; columns that are blank throughout (frames at a row's ends) are left out."""
    used = sorted(
        {col for row in rows if not row.heading for col in range(row.end - row.start) if cells[row.start + col]}
    )
    placed = []
    for index, row in enumerate(rows):
        if row.heading:
            placed.append(Cell(index, 0, index + 1, len(used), cells[row.start]))
            continue
        for place, col in enumerate(used):
            text = cells[row.start + col] if row.start + col < row.end else ()
            placed.append(Cell(index, place, index + 1, place + 1, text))
    return grid(len(used), placed)
