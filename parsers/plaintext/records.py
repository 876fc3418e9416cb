"""CSV → blocks: which sign parts the fields, and where among the records the table stands."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from parsers.document import Block, Cell, Line, Paragraph
from parsers.plaintext.tables import grid

SUFFIXES = (".csv", ".tsv", ".tab")
_SIGNS = (";", "\t", ",", "|")
_STATED = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'(?:^|\t)"((?:[^"]++|"")*+)"(?=\t|\r?\n|\Z)', re.MULTILINE)
_SAMPLE = 200  # records by which the sign is told
_MOSTLY = 0.6  # share of the records that have as many fields as the table has columns
_LEAST_COLUMNS = 3
_RUNAWAY = 60  # lines of one field: a quote that was never closed
_MAX_FIELD = 1 << 24


@dataclass(frozen=True, slots=True)
class Record:
    """The fields of one record and the line of the file on which it begins, from 1."""

    fields: tuple[str, ...]
    line: int

    @property
    def filled(self) -> list[int]:
        return [place for place, text in enumerate(self.fields) if text.strip()]


def sign_of(text: str, named: bool = True) -> str | None:
    """The sign that parts the fields of a text; None where it is no table of records.

    `named`: the file's name says that it is CSV; without that the sign must stand in every record, a semicolon or,
    where fields are quoted as a spreadsheet does («Unicode text»), a tab.

    >>> sign_of("№;Мероприятие;Срок\\n1;Семинар, выезд;май\\n2;Смотр;июнь\\n")
    ';'
    >>> sign_of("Провели семинар, смотр, выезд.\\nПодвели итоги.\\n") is None
    True
    """
    stated = _STATED.match(text)
    if stated:
        return stated.group(1)
    unnamed = ";\t" if any("\n" in inner or '"' in inner for inner in _QUOTED.findall(text)) else ";"
    shares = {sign: _regularity(text, sign) for sign in (_SIGNS if named else unnamed)}
    best = max(shares, key=lambda sign: shares[sign])
    return best if shares[best] >= (_MOSTLY if named else 1.0) else None


def _regularity(text: str, sign: str) -> float:
    """The share of records with as many fields as most have; 0 where these are too few for a table."""
    records = [record for record, _ in zip(_parsed(text, sign, csv.QUOTE_MINIMAL), range(_SAMPLE), strict=False)]
    widths = Counter(len(record.fields) for record in records[: max(2, len(records) - 1)] if record.filled)
    width, times = widths.most_common(1)[0] if widths else (0, 0)
    return times / widths.total() if width >= _LEAST_COLUMNS and times >= 2 else 0.0


def read_records(text: str, sign: str | None = None) -> tuple[Block, ...]:
    """A text of records as paragraphs above, one grid, and paragraphs below it; `sign` parts the fields.

    A record with its first field only fills the table's width, as a merged heading does when a sheet is saved as CSV.

    >>> [type(block).__name__ for block in read_records("План;;\\n№;Дело;Срок\\n1;Смотр;май\\n", ";")]
    ['Paragraph', 'Grid']
    """
    sign = sign or sign_of(text) or ";"
    stated = _STATED.match(text)
    records = [record for record in _records(text[stated.end() :] if stated else text, sign) if record.filled]
    table = [index for index, record in enumerate(records) if len(record.filled) > 1]
    if not table:
        return tuple(_paragraph(record) for record in records)
    first, end = table[0], table[-1] + 1
    above, below = map(_paragraph, records[:first]), map(_paragraph, records[end:])
    return (*above, _grid(records[first:end]), *below)


def _records(text: str, sign: str) -> list[Record]:
    """All records; where a quote that was never closed swallows the rest, quotes mean nothing."""
    records = list(_parsed(text, sign, csv.QUOTE_MINIMAL))
    if any(field.count("\n") > _RUNAWAY for record in records for field in record.fields):
        records = list(_parsed(text, sign, csv.QUOTE_NONE))
    return records


def _parsed(text: str, sign: str, quoting: int) -> Iterator[Record]:
    csv.field_size_limit(_MAX_FIELD)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, quoting=quoting)  # type: ignore[arg-type]
    line = 1
    for fields in reader:
        yield Record(tuple(fields), line)
        line = reader.line_num + 1


def _grid(records: list[Record]) -> Block:
    n_cols = 1 + max(record.filled[-1] for record in records)
    cells = []
    for row, record in enumerate(records):
        if record.filled == [0]:
            cells.append(Cell(row, 0, row + 1, n_cols, _lines(record, 0)))
            continue
        for col in range(n_cols):
            cells.append(Cell(row, col, row + 1, col + 1, _lines(record, col) if col < len(record.fields) else ()))
    return grid(n_cols, cells)


def _lines(record: Record, place: int) -> tuple[Line, ...]:
    texts = record.fields[place].split("\n")
    return tuple(Line(text.strip(), number=record.line) for text in texts if text.strip())


def _paragraph(record: Record) -> Paragraph:
    return Paragraph(tuple(line for place in record.filled for line in _lines(record, place)))
