"""The printed lines of a document → its tables without rules: columns from all lines, then anew from each table's own.

What is running text shows only when the lines are divided, and the columns show best where there is none: so the first
columns divide the document, and the rows found so tell the columns of each table again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.gutters.assign import assign, leaves_numbers, over_cost, parted
from parsers.gutters.assign import is_strong as stands_in_columns
from parsers.gutters.columns import Columns, find_columns
from parsers.gutters.division import Band, Kind, divide
from parsers.gutters.known import Placed
from parsers.gutters.lines import Measure, Strip
from parsers.gutters.sheet import Sheet
from parsers.gutters.spaced import FULL, drifting_columns
from parsers.gutters.weights import LINE
from parsers.words import Edge

ENOUGH = 0.85  # columns sought anew must part so many of the cells that were parted before
ABOVE, BELOW = 12, 6  # so many lines around a table are divided again with it

Rules = Mapping[int, Sequence[Edge]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its bands, and the sheet whose lines they count."""

    sheet: Sheet
    bands: tuple[Band, ...]

    @property
    def strips(self) -> list[Strip]:
        return [line.strip for line in self.sheet.lines[self.bands[0].start : self.bands[-1].end]]

    @property
    def parted(self) -> int:
        """How many gutters part the cells of its rows, counted in each line that stands in columns."""
        rows = [band for band in self.bands if band.kind is Kind.ROW]
        lines = [line for band in rows for line in self.sheet.lines[band.start : band.end] if line.strong]
        return sum(len(line.filled()) - 1 for line in lines)

    def cells(self) -> list[Strip]:
        """The lines of its headings and rows."""
        kinds = (Kind.HEADING, Kind.ROW)
        found = [self.sheet.lines[band.start : band.end] for band in self.bands if band.kind in kinds]
        return [line.strip for lines in found for line in lines]


def find_tables(pages: Sequence[Sequence[Strip]], measure: Measure, rules: Rules | None = None) -> list[Table]:
    """The tables on the pages, in order."""
    columns = common_columns(pages, measure)
    if columns is None:
        return []
    sheet = Sheet(placed_lines(pages, columns, measure), measure, rules)
    first = {page[0].page: own for page, own in zip(pages, columns, strict=True) if page}
    sheet, tables = headed_once(sheet)
    groups = together(tables)
    found: list[Table] = []
    low = 0
    for index, group in enumerate(groups):
        start, end = group[0].bands[0].start, group[-1].bands[-1].end
        high = groups[index + 1][0].bands[0].start if index + 1 < len(groups) else len(sheet)
        window = [line.strip for line in sheet.lines[max(low, start - ABOVE) : min(high, end + BELOW)]]
        anew = by_own_rows(window, group, first, rules)
        found.extend(anew if strength(anew) >= ENOUGH * strength(group) else group)
        low = end
    return found


def common_columns(pages: Sequence[Sequence[Strip]], measure: Measure, sure: bool = False) -> list[Columns] | None:
    """Each page's columns: in points the same everywhere; None where the lines show none."""
    if measure.drift:
        return drifting_columns(pages, measure)
    found = find_columns([strip for page in pages for strip in page], measure, sure)
    return [found] * len(pages) if found else None


def together(tables: Sequence[Table]) -> list[list[Table]]:
    """Tables in groups that may be one: those below another heading begin another."""
    groups: list[list[Table]] = []
    said = ""
    for table in tables:
        first = table.bands[0]
        heading = heading_text(table.sheet, first) if first.kind is Kind.HEADING else said
        if groups and heading == said:
            groups[-1].append(table)
        else:
            groups.append([table])
        said = heading
    return groups


def strength(tables: Sequence[Table]) -> int:
    """How many gutters part the cells of the tables' rows."""
    return sum(table.parted for table in tables)


def by_own_rows(
    window: Sequence[Strip], group: Sequence[Table], first: Mapping[int, Columns], rules: Rules | None
) -> list[Table]:
    """The tables among some lines by the columns that the rows known so far show; none where they show none.

    Where columns drift, the `first` ones of each page stay unless the rows show as many; those of a page of few rows
    stay where its lines fit them better: its heading, gone from these lines, showed them.
    """
    measure, repeated = group[0].sheet.measure, group[0].sheet.repeated
    pages = by_page(window)
    rows = by_page([strip for table in group for strip in table.cells()])
    columns = common_columns([rows.get(page, []) for page in pages], measure, sure=True)
    if measure.drift and (columns is None or len(columns[0]) < max(len(first[page]) for page in pages)):
        columns = [first[page] for page in pages]
    elif measure.drift and columns is not None:
        both = zip(pages, columns, strict=True)
        columns = [fitting(rows.get(page, []), own, first[page], measure) for page, own in both]
    if columns is None:
        return []
    return headed_once(Sheet(placed_lines(list(pages.values()), columns, measure), measure, rules, repeated))[1]


def fitting(rows: Sequence[Strip], anew: Columns, first: Columns, measure: Measure) -> Columns:
    """Which of a page's columns its rows fit: those found anew, or on a page of few rows the first ones.

    These must fit well (1.0 a line) and the others must not.
    """
    if len(first) != len(anew) or len(rows) >= FULL:
        return anew
    worse, better = (sum(line.cost for line in assign(rows, columns, measure)) for columns in (anew, first))
    return first if better <= len(rows) < worse else anew


def by_page(strips: Sequence[Strip]) -> dict[int, list[Strip]]:
    """Lines under the number of their page."""
    pages: dict[int, list[Strip]] = {}
    for strip in strips:
        pages.setdefault(strip.page, []).append(strip)
    return pages


def placed_lines(pages: Sequence[Sequence[Strip]], columns: Sequence[Columns], measure: Measure) -> list[Placed]:
    """Every line of the pages with its columns."""
    lines: list[Placed] = []
    for page, own in zip(pages, columns, strict=True):
        for strip, line in zip(page, assign(page, own, measure), strict=True):
            over = over_cost(strip, line, measure)
            fit = line.cost + (LINE.leaves_numbers if leaves_numbers(strip, line.columns, measure) else 0.0)
            strong = fit <= over and stands_in_columns(strip, line, measure)
            if len(strip.pieces(measure)) > 1:
                fit = min(fit, LINE.misplaced if parted(line, measure) > 1 or fit <= over else LINE.glued)
            lines.append(Placed(strip, line.cells, line.columns, fit, over, strong))
    return lines


def tables_of(sheet: Sheet) -> list[Table]:
    """The tables of a sheet: what stands between running text, or below another heading."""
    tables: list[list[Band]] = [[]]
    headings: set[str] = set()
    for band in divide(sheet) if len(sheet) else []:
        if band.kind is Kind.PROSE:
            tables.append([])
            continue
        if band.kind is Kind.HEADING and heading_text(sheet, band) not in headings:
            headings.add(heading_text(sheet, band))
            tables.append([])
        tables[-1].append(band)
    found = [Table(sheet, tuple(bands)) for bands in tables if any(band.kind is Kind.ROW for band in bands)]
    lines = [table.sheet.lines[table.bands[0].start : table.bands[-1].end] for table in found]
    strong = [sum(line.strong for line in own) for own in lines]
    return [table for table, count in zip(found, strong, strict=True) if count >= min(2, len(sheet))]


def headed_once(sheet: Sheet) -> tuple[Sheet, list[Table]]:
    """A sheet with its tables: where columns drift, without the headings that further pages repeat."""
    tables = tables_of(sheet)
    again = repeated_headings(tables) if sheet.measure.drift else set()
    if again:
        lines = [line for at, line in enumerate(sheet.lines) if at not in again]
        sheet = Sheet(lines, sheet.measure, repeated=frozenset(sheet.lines[at].strip.text for at in again))
        tables = tables_of(sheet)
    return sheet, tables


def heading_text(sheet: Sheet, heading: Band) -> str:
    """A heading's letters without spaces, to be compared."""
    return "".join(line.strip.text for line in sheet.lines[heading.start : heading.end]).replace(" ", "")


def counts_columns(line: Placed) -> bool:
    """Whether a line below a heading only counts its columns: «1 2 3 4»."""
    return [line.text(column) for column in line.filled()] == [str(n + 1) for n in range(len(line.cells))]


def repeated_headings(tables: Sequence[Table]) -> set[int]:
    """The lines of headings (with those that count their columns) that further pages print again at their top."""
    found: set[int] = set()
    headings = [(table, table.bands[0]) for table in tables if table.bands[0].kind is Kind.HEADING]
    for table, first in headings:
        lines = table.sheet.lines
        end = first.end + counts_columns(lines[first.end])
        words = [line.strip.text for line in lines[first.start : end]]
        for at in range(end, tables[-1].bands[-1].end):
            again = [line.strip.text for line in lines[at : at + len(words)]]
            if lines[at].strip.space_above is None and again == words:
                found.update(range(at, at + len(words)))
    return found
