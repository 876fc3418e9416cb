"""What was read into a plan's table and is none of its measures: another table's rows (indicators, a list of schools),
the signature below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from normalizers.persons import SHORT_NAME
from parsers.roadmap.columns import Columns
from parsers.roadmap.columns_likeness import number_of, term_like
from parsers.roadmap.columns_vocabulary import Role, meaning
from parsers.roadmap.printed import PrintedRow
from parsers.roadmap.sections import full_width
from parsers.roadmap.stitch import Item

FIGURE = re.compile(r"[<>≥≤]?\s*\d+(?:[.,]\d+)?\s*%?")
LEAST = 2  # rows that make a table
SIGNS = re.compile(r"Начальник|Директор|Завед|Председатель|Заместитель|Руководитель|Глав|Министр|И\.\s?о\.|Методист")
PERSON = re.compile(rf"[_\s]*{SHORT_NAME}")


def part_foreign(items: Sequence[Item], columns: Columns) -> tuple[list[Item], list[PrintedRow]]:
    """The items of the plan, and the rows that are not: another table's, with its heading, and the signature."""
    last = items[-1].row if items else None
    if last is not None and _signature(last, columns):
        plan, others = part_foreign(items[:-1], columns)
        return plan, [*others, last]
    if columns.layout != "table":
        return list(items), []
    kept: list[Item] = []
    foreign: list[PrintedRow] = []
    for part in _parts(items):
        if _another_table([item.row for item in part if item.row is not None and _celled(item.row)], columns):
            foreign += [item.row for item in part if item.row is not None]
        else:
            kept += part
    return kept, foreign


def _signature(row: PrintedRow, columns: Columns) -> bool:
    """«Начальник отдела | И.И. Петрова»: a post and a name, no number and no term."""
    texts = [entry.text for own, entry in zip(row.begins, row.entries, strict=True) if own and entry and entry.text]
    if len(texts) != 2 or not columns.has(Role.TERM) or columns.layout != "table":
        return False
    return bool(SIGNS.match(texts[0]) and PERSON.fullmatch(texts[1]))


def _parts(items: Sequence[Item]) -> Iterator[list[Item]]:
    """The items cut before each heading, or lone text, that stands behind a row."""
    part: list[Item] = []
    for item in items:
        if not _celled(item.row) and any(_celled(other.row) for other in part):
            yield part
            part = []
        part.append(item)
    yield part


def _celled(row: PrintedRow | None) -> bool:
    return row is not None and len(row.filled()) > 1 and not full_width(row)


def _another_table(rows: Sequence[PrintedRow], columns: Columns) -> bool:
    """Rows below a header of their own («Показатель», «№ | Школа»), none of which is a measure."""
    if len(rows) <= LEAST:
        return False
    header, body = rows[0], rows[1:]
    if _text(header, columns, Role.NUMBER) and _heads_number(header, columns):
        return not _terms(body, columns)
    figures = sum(any(FIGURE.fullmatch(text) for text in _others(row, columns)) for row in body)
    numbered = any(number_of(_text(row, columns, Role.NUMBER)) for row in rows)
    return figures == len(body) and not numbered and 2 * _terms(body, columns) < len(body)


def _heads_number(header: PrintedRow, columns: Columns) -> bool:
    found = meaning(_text(header, columns, Role.NUMBER))
    return found is not None and found.role is Role.NUMBER


def _terms(rows: Sequence[PrintedRow], columns: Columns) -> int:
    """How many of the rows have a term."""
    return sum(term_like(_text(row, columns, Role.TERM)) >= 0.5 for row in rows)


def _text(row: PrintedRow, columns: Columns, role: Role) -> str:
    place = columns.index(role)
    entry = row.entries[place] if place is not None else None
    return entry.text if entry is not None else ""


def _others(row: PrintedRow, columns: Columns) -> list[str]:
    """The texts of a row but for its number."""
    place = columns.index(Role.NUMBER)
    return [entry.text for k, entry in enumerate(row.entries) if entry is not None and entry.text and k != place]
