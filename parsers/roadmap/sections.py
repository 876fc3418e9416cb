"""Which rows of a table, and which paragraphs above one, are headings of sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.document import Origin, Paragraph
from parsers.roadmap.columns import Columns
from parsers.roadmap.columns_likeness import calendar_heading, number_of, starts_inside
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.headings import PLAIN, ROMAN, STAGE, WORD, YEAR, arabic, kind_of, split_heading
from parsers.roadmap.printed import Entry, PrintedRow
from parsers.roadmap.printed_text import cell_text

HEADED = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})*\s*[.)]|[IVXLC]{1,5}\s*[.)]|(?:раздел|направлени[ея]|этап|блок)\b|20\d\d)", re.I
)
WIDE = 0.6  # share of the columns that a full-width row covers
NOTE = re.compile(r"^(?:\*|примечани|итого\b|всего\b|исп\.)", re.I)


def full_width(row: PrintedRow) -> bool:
    """One text over (nearly) all columns, or the only text of a row that has no other cell."""
    filled = row.filled()
    if len(filled) != 1:
        return False
    width = len(row.entries)
    present = sum(entry is not None for entry in row.entries)
    covered = row.span(filled[0])
    return covered == width or covered >= max(2, WIDE * width) or present == covered


def heading_wide(row: PrintedRow) -> bool:
    """A heading's row: full-width, or its title merged over all columns but that of the number."""
    filled = row.filled()
    if full_width(row):
        return True
    return 1 <= len(filled) <= 2 and row.span(filled[-1]) >= max(2, len(row.entries) - 1)


def is_note(text: str) -> bool:
    """A remark under a table, no heading.

    >>> is_note("* сроки могут быть изменены"), is_note("2022 год")
    (True, False)
    """
    return bool(NOTE.match(text))


def is_section(row: PrintedRow, following: Sequence[PrintedRow], columns: Columns, bold_rows: float) -> bool:
    """The row is a heading: a full-width one, a lone text where an action or number would stand, or a numbered title
    under whose number the next rows are counted. `bold_rows`: share of the table's rows that are bold."""
    filled = row.filled()
    if _parted_title(row, columns):
        return True
    if _guessed_span(row, following, columns):
        return True
    below = [entry for begins, entry in zip(row.begins, row.entries, strict=True) if not begins and entry]
    if not filled or any(entry.text for entry in below):
        return False
    if full_width(row):
        return True
    number, action = columns.index(Role.NUMBER), columns.index(Role.ACTION)
    if headed_alone(row, columns):
        return True
    if columns.layout in ("role-matrix", "calendar-matrix"):
        return False
    texts = {k: entry.text for k, entry in enumerate(row.entries) if entry is not None and entry.text}
    bold = bold_rows < 0.3 and all(entry.bold for entry in filled)
    if len(filled) == 1 and number in texts:
        return is_lone_title(row, number)
    if set(texts) == {action}:
        return bold or (number is not None and _lone_title(texts[action], following, columns))  # type: ignore[index]
    if number is not None and set(texts) == {number, action}:
        mark = number_of(texts[number])
        return mark is not None and (bold or _counts_under(mark, following, number))
    return False


def headed_alone(row: PrintedRow, columns: Columns) -> bool:
    """«Раздел 2. Кадры» alone in the first cell, where neither a number nor an action stands in other rows."""
    apart = columns.layout != "table" or (columns.index(Role.NUMBER) is None and columns.index(Role.ACTION) != 0)
    return apart and _only(row, 0) and bool(HEADED.match(row.texts()[0]))


def is_lone_title(row: PrintedRow, number: int | None) -> bool:
    """Words, no number, in the column of numbers and nothing beside them."""
    entry = row.entries[number] if number is not None else None
    if entry is None or not entry.text or len(row.filled()) > 1:
        return False
    return number_of(entry.text) is None and (len(entry.text) > 5 or calendar_heading(entry.text))


def lone_titles(rows: Sequence[PrintedRow], columns: Columns) -> bool:
    """A table without numbers begins with a lone action, and below each such one stands a whole row: headings, for
    above the first one no cell is merged that could reach down."""
    action = columns.index(Role.ACTION)
    if Role.NUMBER in columns.roles or columns.layout != "table" or action is None:
        return False
    lone = [_only(row, action) for row in rows]
    below = [after for first, after in zip(lone, [*lone, True][1:], strict=True) if first]
    return bool(lone) and lone[0] and not any(below) and 2 * sum(lone) < len(lone)


def _only(row: PrintedRow, place: int) -> bool:
    entry = row.entries[place]
    return entry is not None and row.filled() == [entry]


def _guessed_span(row: PrintedRow, following: Sequence[PrintedRow], columns: Columns) -> bool:
    """A number and a title with the next rows counted under it; cells reach down only because no rule ends them."""
    number, action = columns.index(Role.NUMBER), columns.index(Role.ACTION)
    if row.grid.origin not in (Origin.GUTTERS, Origin.INFERRED) or number is None or action is None:
        return False
    own = {k: e.text for k, e in enumerate(row.entries) if e is not None and e.text and row.begins[k]}
    mark = number_of(own[number]) if set(own) == {number, action} else None
    return mark is not None and _counts_under(mark, following, number)


def _parted_title(row: PrintedRow, columns: Columns) -> bool:
    """A number in its column, or none, and a title merged over all the others, or over the action and a term's,
    executor's or result's column that rules or the format part from it in other rows."""
    filled, number = row.filled(), columns.index(Role.NUMBER)
    if not filled or len(filled) > 2 or row.span(filled[-1]) < 2:
        return False
    mark = row.entries[number] if number is not None else None
    if len(filled) == 2 and (mark is not filled[0] or row.span(mark) > 1 or number_of(mark.text) is None):
        return False
    whole = row.span(filled[-1]) >= len(row.entries) - 1
    return (whole and len(filled) == 2) or _over_fields(row, filled[-1], columns)


def _over_fields(row: PrintedRow, title: Entry, columns: Columns) -> bool:
    """A merged cell over the action and other fields begins and ends in this row: what it says is no field."""
    if row.grid.origin not in (Origin.DECLARED, Origin.RULED) or title.tall:
        return False
    if columns.layout != "table":
        return False
    covered = {role for entry, role in zip(row.entries, columns.roles, strict=True) if entry is title}
    return Role.ACTION in covered and bool(covered & {Role.TERM, Role.BEGIN, Role.EXECUTOR, Role.RESULT})


def _lone_title(text: str, following: Sequence[PrintedRow], columns: Columns) -> bool:
    """An unnumbered lone text of the action column stands above rows that are counted anew, or names a section."""
    if starts_inside(text) or text.startswith(("-", "–", "—", "•")) or text.endswith((";", ":", ",")):
        return False
    if YEAR.match(text) or calendar_heading(text) or WORD.match(text) or (STAGE.match(text) and len(text) < 80):
        return True
    number = columns.index(Role.NUMBER)
    match = PLAIN.match(text)
    if match:
        return _counts_under(match["number"] or match["bare"], following, number or 0) or len(text) < 90
    mark = _next_number(following, number or 0)
    return mark is not None and (mark == "1" or mark.endswith(".1")) and len(text) < 200


def _next_number(following: Sequence[PrintedRow], number: int) -> str | None:
    for row in following[:3]:
        entry = row.entries[number] if number < len(row.entries) else None
        if entry is not None and entry.text and not full_width(row):
            return number_of(entry.text)
    return None


def _counts_under(mark: str, following: Sequence[PrintedRow], number: int) -> bool:
    found = _next_number(following, number)
    roman = bool(re.fullmatch(f"[{ROMAN}]+", mark))
    return found is not None and (found.startswith(f"{mark}.") or (roman and not re.match(f"[{ROMAN}]", found)))


def heading_text(row: PrintedRow) -> str:
    """The heading that a section row prints, number and title in one."""
    below = [entry for begins, entry in zip(row.begins, row.entries, strict=True) if not begins]
    texts = [entry.text for entry in row.filled() if all(entry is not other for other in below)] or row.texts()
    if len(texts) > 1 and number_of(texts[0]):
        return f"{texts[0].rstrip('.) ')}. {' '.join(texts[1:])}"
    return " ".join(texts)


def headings_above(paragraphs: Sequence[Paragraph], first: bool, number: str | None) -> list[str]:
    """Which of the paragraphs right above a table are its headings, at most two, in order.

    `first`: nothing but the document's front stands above; then one of them must surely be a heading: one whose
    number the table's first number continues, a year, «Раздел …».
    """
    found: list[str] = []
    sure = not first
    for paragraph in reversed(paragraphs):
        text = cell_text(paragraph.lines)
        if not text:
            continue
        if len(found) == 2 or not (_over(text, found[0]) if found else _heading_like(paragraph, text, number)):
            break
        found.insert(0, text)
        sure = sure or _surely(text, number)
    return found if sure else []


def _surely(text: str, number: str | None) -> bool:
    heading = split_heading(text)
    nested = bool(heading.number and number and number.startswith(f"{arabic(heading.number)}."))
    return nested or bool(YEAR.match(text) or WORD.match(text))


def _heading_like(paragraph: Paragraph, text: str, number: str | None) -> bool:
    """It may be the heading of a table right below it."""
    if len(text) > 250:
        return False
    if _surely(text, number) or paragraph.bold or paragraph.centred or paragraph.heading:
        return True
    return not text.endswith((".", ";", ",", ":")) and (split_heading(text).number is not None or len(text) < 160)


def _over(text: str, below: str) -> bool:
    """The heading stands above the heading `below` as section and subsection do."""
    if len(text) > 250 or text == below:
        return False
    upper, lower = split_heading(text), split_heading(below)
    if upper.number and lower.number and lower.number.startswith(f"{upper.number}."):
        return True
    kinds = kind_of(text, upper), kind_of(below, lower)
    return kinds[0] != kinds[1] and bool(WORD.match(text) or YEAR.match(text) or kinds[0] == "roman")
