"""A stretch of lines → what it costs to read it as a row, a section row, or as running text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from normalizers.persons import INITIAL, SURNAME
from parsers.gutters.sheet import SECTION_NUMBER, Sheet
from parsers.gutters.weights import PROSE, ROW, SECTION
from parsers.roadmap.columns_likeness import calendar_heading
from parsers.words import is_bold

LONGEST_ROW = 80
LONGEST_SECTION = len(SECTION.line)
HOPELESS = 25.0  # a row whose lines cost so much is not read on
CLOSE = 0.75  # lines of one cell stand not nearer to each other than so many usual distances
LONGEST_ABBREVIATION = 6
FAR = 1.5  # lines of one cell stand not farther apart than so many usual distances
TITLED = re.compile(
    r"(?:Раздел|Направление|Этап|Блок|[IVX]{1,4}\.|\d{1,2}(?:\.\d{1,2})*\.)\s+[А-ЯЁ\d]"
    r"|[А-ЯЁ][а-яё]+(?:ый|ой|ий|ое|ее)\s+(?:раздел|направление|этап|блок)\b[.:]?\s+[А-ЯЁ«]"
)
YEAR_ALONE = re.compile(r"20\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\s+(?:учебный\s+)?год", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\s*(?:уч\w*\.?\s*)?(?:год|г\.|гг)", re.IGNORECASE)
SIGNED = re.compile(rf"^[А-ЯЁ][а-яё].*\s{INITIAL}\s?(?:{INITIAL}\s?)?{SURNAME}$")


class Stand(Enum):
    """Where the cells of a table's rows stand."""

    TOP = "top"
    MIDDLE = "middle"


def rows_from(sheet: Sheet, start: int, stand: Stand) -> Iterator[tuple[int, float]]:
    """Every row that begins at a line: where it ends, and what it costs."""
    lines = sheet.lines
    columns = range(len(lines[start].cells))
    first: list[int | None] = [None] * len(columns)
    last: list[int | None] = [None] * len(columns)
    body, freshness, numbers = 0.0, [0.0] * len(columns), 0
    opening = rule_cost(sheet, start) + (ROW.spaced if sheet.spaced[start] else 0.0)
    for at in range(start, min(len(lines), start + LONGEST_ROW)):
        if at > start and not sheet.measure.drift and not sheet.same_page(start, at):
            return
        if at > start and at in sheet.ruled and sheet.has_rules:
            body += ROW.over_rule
        line = lines[at]
        body += line.fit + (title_cost(sheet, start, at) if looks_titled(sheet, at) else 0.0)
        body += ROW.counted if at in sheet.counted else 0.0
        body += ROW.misnumbered if sheet.misnumbered[at] else 0.0
        numbers += sheet.numbered[at]
        if numbers > 1:
            return
        for column in columns:
            if not line.cells[column]:
                continue
            before = last[column]
            if before is None:
                first[column] = at
                freshness[column] = sheet.fresh(at, column) if at else 0.0
            else:
                body += gap_cost(sheet, before, at, stand)
            last[column] = at
        if body > HOPELESS:
            return
        cost = opening + body + opening_cost(sheet, start, first, freshness, numbers)
        yield at + 1, cost + stand_cost(sheet, first, last, stand)


def looks_titled(sheet: Sheet, at: int) -> bool:
    """Whether a line of one cell begins as the title of a section does: «2. Кадры»."""
    filled = sheet.lines[at].filled()
    text = sheet.lines[at].strip.text
    return len(filled) == 1 and filled[0] != sheet.known.numbers and bool(TITLED.match(text))


def title_cost(sheet: Sheet, start: int, at: int) -> float:
    """What it costs that the row from `start` holds a line that looks like a title; above its number it heads it."""
    if at > start:
        return ROW.titled
    headed = sheet.known.numbers is not None and is_centred(sheet, at)
    return ROW.headed if headed else 0.0


def rule_cost(sheet: Sheet, start: int) -> float:
    """What a ruling line above a row, or its want where others have one, says of a row that begins here."""
    if not sheet.has_rules or start == 0 or not sheet.same_page(start - 1, start):
        return 0.0
    return ROW.ruled if start in sheet.ruled else ROW.unruled


def gap_cost(sheet: Sheet, before: int, at: int, stand: Stand) -> float:
    """What it costs that a cell's text stops and goes on below, or stands farther apart than text does.

    Beside a further item of the action the term or executor of that item may begin.
    """
    if sheet.later_items[at]:
        return 0.0
    if not sheet.same_page(before, at):
        between = sheet.pitch if stand is Stand.MIDDLE and sheet.measure.drift else 1
        return ROW.again if at > before + between else 0.0
    apart = spread(sheet, before, at)
    if stand is Stand.TOP and at > before + 1:
        return ROW.again if apart else 0.5
    return ROW.spread * apart


def spread(sheet: Sheet, before: int, at: int) -> float:
    """How oddly far two lines of one cell stand apart, 0 (as lines do) to 2.

    In text made by spaces the lines of other cells come between them where cells stand in the middle of their row.
    """
    apart = sheet.lines[at].strip.top - sheet.lines[before].strip.top
    if sheet.measure.drift:
        return 0.0 if apart <= sheet.pitch else 0.5 if apart <= sheet.pitch + 1 else 2.0
    return float(not CLOSE * sheet.pitch <= apart <= FAR * sheet.pitch)


def opening_cost(
    sheet: Sheet, start: int, first: Sequence[int | None], freshness: Sequence[float], numbers: int
) -> float:
    """What it costs that a row begins with these cells, whose texts begin as freshly as told.

    At the top of a page a row without number may be the rest of the row above: texts that go on cost nothing there.
    """
    known = sheet.known
    numbered = numbers > 0
    if not numbered and start and not sheet.same_page(start - 1, start):
        freshness = [min(0.0, value) for value in freshness]
    cost = ROW.numbered if numbered else ROW.plain if known.numbers is None else ROW.sub_row
    cost += ROW.unopened if not numbered and known.numbers is not None and start < sheet.first_number else 0.0
    action = first[known.action]
    if action is None:
        cost += ROW.no_action
    elif not numbered and freshness[known.action] > 0.5:
        cost += ROW.torn_action
    limit = ROW.merged_numbered if numbered else ROW.merged
    cost += sum(min(limit, value) for column, value in enumerate(freshness) if column != known.numbers)
    if not numbered and action is not None and sheet.term_by_term(action):
        cost += ROW.term_by_term
    return cost


def stand_cost(sheet: Sheet, first: Sequence[int | None], last: Sequence[int | None], stand: Stand) -> float:
    """What it costs that the cells of a row do not begin together, or have not one middle."""
    extents = [(c, a, b) for c, (a, b) in enumerate(zip(first, last, strict=True)) if a is not None and b is not None]
    start = min((a for _, a, _ in extents), default=0)
    if len(extents) < 2:
        goes_on = start > 0 and not sheet.same_page(start - 1, start)
        return ROW.lone if not goes_on and all(b - a < 2 for _, a, b in extents) else 0.0
    if any(not sheet.same_page(a, b) for _, a, b in extents):
        return sum(ROW.late / (1 if sheet.same_page(start, a) else 2) for _, a, _ in extents if a > start)
    lines = sheet.lines
    boxes = [(lines[a].strip.top, lines[b].strip.bottom) for _, a, b in extents]
    tallest = max(boxes, key=lambda box: box[1] - box[0])
    middle = sum(tallest) / 2
    cost = 0.0 if stand is Stand.TOP else ROW.middle
    for (column, a, _), (top, bottom) in zip(extents, boxes, strict=True):
        off = abs((top + bottom) / 2 - middle) / sheet.pitch - (0.55 if sheet.measure.drift else 0.3)
        askew = ROW.late * min(1.5, max(0.0, off))
        late = (ROW.late_number if column == sheet.known.numbers else ROW.late) if a > start else 0.0
        cost += late if stand is Stand.TOP else askew
    return cost


def section_cost(sheet: Sheet, start: int, end: int) -> float:
    """What it costs to read lines as the title of a section."""
    lines = sheet.lines[start:end]
    cost = SECTION.row + sum(line.over for line in lines) + sum(SECTION.line[: len(lines)])
    text = lines[0].strip.text
    if SECTION_NUMBER.match(text) or YEAR.match(text):
        cost += SECTION.number + (SECTION.counted if start in sheet.counted else 0.0)
    words = [word for line in lines for word in line.strip.words]
    if is_bold(words) and not sheet.bold_body:
        cost += SECTION.bold
    if is_shouted(" ".join(word.text for word in words)):
        cost += SECTION.shouted
    if all(is_centred(sheet, at) for at in range(start, end)):
        cost += SECTION.centred + (SECTION.year if YEAR_ALONE.fullmatch(text) else 0.0)
    if text[0].islower():
        cost += SECTION.small
    if not any(ch.isalpha() for word in words for ch in word.text):
        cost += SECTION.small
    filled = lines[0].filled()
    if len(filled) == 1 and start and sheet.above[start][filled[0]] == start - 1 and sheet.fresh(start, filled[0]) > 0:
        cost += SECTION.goes_on
    if sheet.has_rules and start and sheet.same_page(start - 1, start):
        cost += ROW.ruled if start in sheet.ruled else ROW.unruled
    for at in range(start + 1, end):
        cost += torn_cost(sheet, at)
        cost += ROW.over_rule if sheet.has_rules and at in sheet.ruled else 0.0
    return cost


def is_shouted(text: str) -> bool:
    """Whether a text is printed in capitals, and is no abbreviation.

    >>> [is_shouted(text) for text in ("РАБОТА С РОДИТЕЛЯМИ", "МАЙ", "– ВИРО)", "МБОУ СОШ")]
    [True, True, False, False]
    """
    longest = max((len(word) for word in re.findall(r"[^\W\d_]+", text)), default=0)
    return text.isupper() and (longest > LONGEST_ABBREVIATION or calendar_heading(text))


def torn_cost(sheet: Sheet, at: int) -> float:
    """What it costs that a line goes on with the title in the line above."""
    above, line = sheet.lines[at - 1], sheet.lines[at]
    width = line.columns.ends[-1] - line.columns.starts[0]
    text = line.strip.text
    cost = 0.0
    if not text[0].islower() and above.strip.x1 - above.strip.x0 < 0.75 * width:
        cost += SECTION.torn
    if SECTION_NUMBER.match(text) and not text[0].islower():
        cost += SECTION.torn
    near = 2 * sheet.measure.near
    begins = abs(above.strip.x0 - line.strip.x0) <= near
    middle = abs(above.strip.x0 + above.strip.x1 - line.strip.x0 - line.strip.x1) <= 2 * near
    if not begins and not middle:
        cost += SECTION.shifted
    return cost + (SECTION.torn if is_bold(above.strip.words) != is_bold(line.strip.words) else 0.0)


def is_centred(sheet: Sheet, at: int) -> bool:
    """Whether the line stands in the middle of the table, off its left side.

    The table ends where its last column does, or as far as its widest line on the page goes.
    """
    line = sheet.lines[at]
    left = line.columns.starts[0]
    for right in (line.columns.ends[-1], sheet.reach.get(line.strip.page, left)):
        off = abs((line.strip.x0 + line.strip.x1) - (left + right))
        if off < 0.12 * (right - left) and line.strip.x0 > left + 0.05 * (right - left):
            return True
    return False


def prose_cost(sheet: Sheet, at: int) -> float:
    """What it costs that a line stands outside of the table."""
    line = sheet.lines[at]
    cost = PROSE.line + (PROSE.strong if line.strong else 0.0)
    set_apart = (line.strip.space_above or 0) >= 0.8 and not any(one.strong for one in sheet.lines[at + 1 : at + 4])
    if set_apart and not sheet.numbered[at] and SIGNED.search(line.strip.text):
        cost += PROSE.signed
    return cost
