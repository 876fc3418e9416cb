"""Headings that OCR broke: Roman numbers of sections read as Russian letters («П.», «Раздел И.»), years with a wrong
digit («2923 год») → what the sequence of the headings and the other years of the document ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.document import Block, Cell, Grid, Line
from parsers.mend.lines import lines_of, mended

NUMBERED = re.compile(r"^((?:Раздел|Глава|Часть|Блок|Модуль|Этап)\s+)?(\S{1,6}?)([.,:])(?=\s+[«\"(]?[А-ЯЁ])")
STROKES = {
    **dict.fromkeys("1lI|!ГТ[]", "I"), **dict.fromkeys("ПИН", "II"), "Ш": "III", "У": "V", "V": "V", "Х": "X", "X": "X",
}  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI")
FEWEST = 2  # headings that make a sequence
LEAP = 2  # from one heading to the next: the number of one between may be lost
YEAR = re.compile(r"(?<![\d.,№])(\d{4})(?=\s*(?:г\b|г\.|год|[-–—/]\s*20\d\d))")
FIRST_YEAR, LAST_YEAR = 1990, 2049


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that may open a section: its place among the blocks and cells, and the number that it may begin with."""

    block: int
    cell: int | None
    line: Line
    value: int


def mend_headings(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with the Roman numbers of their headings, where these follow each other from heading to heading."""
    taken: list[Heading] = []
    last = 0
    for heading in headings(blocks):
        if heading.value == 1 or last < heading.value <= last + LEAP:
            taken.append(heading)
            last = heading.value
    if len(taken) < FEWEST or not any(re.search(r"[А-ЯIVX]", number_of(heading.line)) for heading in taken):
        return list(blocks)
    result = list(blocks)
    for heading in taken:
        text = NUMBERED.sub(rf"\g<1>{ROMAN[heading.value - 1]}.", heading.line.text)
        result[heading.block] = with_line(result[heading.block], heading.cell, mended(heading.line, text))
    return result


def headings(blocks: Sequence[Block]) -> Iterator[Heading]:
    """The first lines of paragraphs, and of cells that stand alone in their row, that begin with a Roman number."""
    for at, block in enumerate(blocks):
        if isinstance(block, Grid):
            filled = Counter(cell.row for cell in block.cells if cell.lines)
            for index, cell in enumerate(block.cells):
                if cell.lines and filled[cell.row] == 1 and (value := value_of(cell.lines[0])):
                    yield Heading(at, index, cell.lines[0], value)
        elif block.lines and (value := value_of(block.lines[0])):
            yield Heading(at, None, block.lines[0], value)


def value_of(line: Line) -> int | None:
    """The number that a line of OCR begins with, if that can be a Roman one."""
    return roman_value(number_of(line)) if line.confidence is not None else None


def number_of(line: Line) -> str:
    """The number that a line of a heading begins with, "" for none."""
    match = NUMBERED.match(line.text)
    return match[2] if match else ""


def roman_value(text: str) -> int | None:
    """The value of what a Roman number was read as, stroke by stroke.

    >>> [roman_value(text) for text in ("П", "111", "ГУ", "УП", "ТХ", "ВПР", "2")]
    [2, 3, 4, 7, 9, None, None]
    """
    if not text or any(sign not in STROKES for sign in text):
        return None
    roman = "".join(STROKES[sign] for sign in text)
    return ROMAN.index(roman) + 1 if roman in ROMAN else None


def with_line(block: Block, cell: int | None, line: Line) -> Block:
    """The block with another first line of one of its cells, or of its own."""
    if isinstance(block, Grid):
        changed: list[Cell] = list(block.cells)
        if cell is not None:
            changed[cell] = replace(changed[cell], lines=(line, *changed[cell].lines[1:]))
        return replace(block, cells=tuple(changed))
    return replace(block, lines=(line, *block.lines[1:]))


def known_years(blocks: Sequence[Block]) -> range:
    """From the first to the last of the years that stand twice in the document."""
    years = Counter(int(year) for block in blocks for line in lines_of(block) for year in YEAR.findall(line.text))
    sure = sorted(year for year, count in years.items() if FIRST_YEAR <= year <= LAST_YEAR and count >= 2)
    return range(sure[0], sure[-1] + 1) if sure else range(0)


def with_years(line: Line, known: range) -> Line:
    """The line with a year that cannot be as the only one of the document's years that differs in one digit."""

    def year(match: re.Match[str]) -> str:
        read = match[1]
        if FIRST_YEAR <= int(read) <= LAST_YEAR:
            return read
        near = [str(y) for y in known if sum(a != b for a, b in zip(str(y), read, strict=True)) == 1]
        return near[0] if len(near) == 1 else read

    return line if line.confidence is None else mended(line, YEAR.sub(year, line.text))
