"""The numbers of measures: those that OCR misread, and those that stand within the action's cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from normalizers.months import MONTHS, MONTHS_OF
from parsers.document import Line
from parsers.plan import Row
from parsers.roadmap.columns_likeness import number_of
from parsers.roadmap.printed_text import cell_text

INSIDE = re.compile(r"^\s*(?P<number>\d{1,3}(?:\.\d{1,3})+(?=\.?\s|\.[^\d\s])|\d{1,3}(?=[.)]\s*[^\d\s]))[.)]?\s*")
DATED = re.compile(
    r"^(?P<day>\d{1,2})[\s.-]*(?P<month>[а-я]{3,8})\.?$|^(?P<head>[а-я]{3,8})[\s.-]*(?:\d\d)?(?P<year>\d\d)$"
    r"|^(?P<first>\d\d)\.(?P<second>\d\d)\.(?:20\d\d)$"
)
MOSTLY = 0.6  # share of the rows that must begin with a number
LEAST = 2  # rows that must
MOST_SKIPPED = 6  # from one number to the next


def number_of_date(text: str) -> str | None:
    """The number that a spreadsheet took for a date; None where the text is no such date.

    >>> [number_of_date(text) for text in ("01.фев", "1 декабря", "январь 2032", "03.02.2024")]
    ['1.2', '1.12', '1.32', '3.2']
    >>> number_of_date("май") is None
    True
    """
    match = DATED.match(text.strip().lower())
    if match is None:
        return None
    if match["first"]:
        return f"{int(match['first'])}.{int(match['second'])}"
    word = (match["month"] or match["head"])[:3]
    month = next((k for k, names in enumerate(zip(MONTHS, MONTHS_OF, strict=True), 1) if _begins(word, names)), None)
    if month is None:
        return None
    return f"{int(match['day'])}.{month}" if match["day"] else f"{month}.{int(match['year'])}"


def _begins(word: str, names: Sequence[str]) -> bool:
    return any(name.startswith(word) for name in names)


def numbers_inside(rows: Sequence[Row]) -> list[Row]:
    """In a table without numbers of its own: the counted ones with which most of its actions begin."""
    marks = [INSIDE.match(row.action.text) for row in rows]
    counted = [tuple(map(int, mark["number"].split("."))) for mark in marks if mark]
    numbered = any(row.number for row in rows)
    if numbered or len(counted) < max(LEAST, MOSTLY * len(rows)) or not _counts_on(counted):
        return list(rows)
    done: list[Row] = []
    last: str | None = None
    for row, mark in zip(rows, marks, strict=True):
        last = mark["number"] if mark else last
        done.append(_numbered(row, mark) if mark else replace(row, parent_number=last))
    return done


def _counts_on(counted: Sequence[tuple[int, ...]]) -> bool:
    """Each number is greater than the one before, or counting begins anew."""
    return all(one < other or other[-1] == 1 for one, other in pairwise(counted))


def _numbered(row: Row, mark: re.Match[str]) -> Row:
    first, *others = row.action.lines or (Line(row.action.text),)
    cut = INSIDE.sub("", first.text)
    lines = (replace(first, text=cut), *others) if cut else tuple(others)
    text = row.action.text[mark.end() :] or cell_text(lines)
    return replace(row, number=mark["number"], action=replace(row.action, text=text, lines=lines))


def skipped_numbers(rows: Sequence[Row]) -> list[str]:
    """The numbers between those of one row and the next of the same depth, a few at most: more are no oversight."""
    printed = (row.parent_number or row.number for row in rows)
    numbers = [number for number in printed if number and number_of(number)]
    found: list[str] = []
    for last, number in pairwise(numbers):
        (head, _, tail), (head_last, _, tail_last) = number.rpartition("."), last.rpartition(".")
        if head == head_last and tail.isdigit() and tail_last.isdigit() and int(tail) - int(tail_last) <= MOST_SKIPPED:
            found += [f"{head}.{n}" if head else str(n) for n in range(int(tail_last) + 1, int(tail))]
    return found


def restore_numbers(rows: Sequence[Row]) -> list[Row]:
    """Numbers that OCR misread, from those above and below: only where what was read is no number of that depth."""
    done: list[Row] = []
    last: str | None = None
    for k, row in enumerate(rows):
        if row.number is not None and last is not None and _misread(row, last):
            expected = _successor(last)
            following = next((other.number for other in rows[k + 1 :] if other.number is not None), None)
            if following is None or following == _successor(expected) or number_of(following) is None:
                row = replace(row, number=expected, flags=(*row.flags, "number-restored"))
        last = row.number if row.number is not None and number_of(row.number) else last
        done.append(row)
    return done


def _misread(row: Row, last: str) -> bool:
    by_ocr = any(line.confidence is not None for line in row.action.lines)
    number = number_of(row.number or "")
    return by_ocr and last[-1].isdigit() and (number is None or number.count(".") != last.count("."))


def _successor(number: str) -> str:
    head, _, tail = number.rpartition(".")
    return f"{head}.{int(tail) + 1}" if head else str(int(tail) + 1)
