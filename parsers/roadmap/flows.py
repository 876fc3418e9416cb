"""Flows to paragraphs and grids: by columns of spaces, else by what the words are (stations of other modules)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.document import Block, Flow, Grid, Line, Paragraph, Problem
from parsers.roadmap.titles import START, names_plan

BEGINS = re.compile(
    r"\s*(?:(?:раздел|направление|блок|модуль|этап)\s+(?:№\s*)?[\dIVX]|приложени[ея]\b|цел[ьи]\b|задачи\b|целевые\s|"
    r"ожидаемые\s+результаты|пояснительная\s+записка|(?:список\s+)?(?:используемы[ех]\s+)?сокращени[яй]\b|об\s+утверждении\b|"
    r"(?:утвержд[её]н[аоы]?|утверждаю|согласовано|приказ|постановление|распоряжение)\s*$|\d{1,2}[.)]\s|[IVX]{1,4}\.\s|[-–—•]\s)",
    re.I,
)
YEAR_LINE = re.compile(r"\s*20\d\d(?:\s*[-–—/]\s*20\d\d)?\s+(?:учебный\s+)?год[ы]?\s*$", re.I)
CENTRED = 5.0  # points within which centred lines have one middle


def blocks_of(blocks: Sequence[Block]) -> list[Paragraph | Grid]:
    """The blocks with every flow turned into paragraphs and grids, by columns of spaces or by what the words are."""
    done: list[Paragraph | Grid] = []
    for block in blocks:
        if isinstance(block, Flow):
            done += _of_flow(block)
        else:
            done += part_paragraph(block) if isinstance(block, Paragraph) else [block]
    return done


def _of_flow(flow: Flow) -> list[Paragraph | Grid]:
    from parsers.flattened import infer
    from parsers.gutters import from_flow

    found: Sequence[Block] | None = from_flow(flow)
    if found and any(isinstance(block, Grid) for block in found):
        return blocks_of(found)
    found = infer(flow)
    if found:
        return blocks_of([block for block in found if not isinstance(block, Flow)])
    return as_paragraphs(flow)


def unread(blocks: Sequence[Block]) -> list[Problem]:
    """Why the tables of flows were not read, where that can be told."""
    from parsers.flattened import doubt

    told = [doubt(block) for block in blocks if isinstance(block, Flow)]
    return [problem for problem in told if problem is not None]


def as_paragraphs(flow: Flow) -> list[Paragraph | Grid]:
    """Each line that is not blank as a paragraph of its own."""
    return [Paragraph((line,), flow.page) for line in flow.lines if line.text.strip()]


def part_paragraph(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraphs that stand glued in one visual block of a page: a new one begins with a heading's or item's
    number, with a word that opens a part of a document, or where centred lines end."""
    lines = paragraph.lines
    if len(lines) < 2 or any(line.paragraph is not None for line in lines):
        return [paragraph]
    groups: list[list[Line]] = [[lines[0]]]
    for line in lines[1:]:
        year = YEAR_LINE.match(line.text) and not groups[-1][-1].text.rstrip().lower().endswith(" на")
        if BEGINS.match(line.text) or _titles(line.text) or year or _left_of_centre(groups[-1], line):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [replace(paragraph, lines=tuple(group)) for group in groups]


def _titles(text: str) -> bool:
    """The line begins a plan's title: «План …» in a capital letter."""
    return bool(re.match(r"[А-ЯЁ«]", text.strip()) and START.match(text) and names_plan(text))


def _left_of_centre(group: Sequence[Line], line: Line) -> bool:
    """The lines above are centred, each on the same middle, and this one is not."""
    boxes = [other.box for other in group]
    if len(group) < 2 or line.box is None:
        return False
    middles = [(box.x0 + box.x1) / 2 for box in boxes if box is not None]
    if len(middles) < len(boxes) or max(middles) - min(middles) > CENTRED:
        return False
    if max(box.x0 for box in boxes if box) - min(box.x0 for box in boxes if box) < CENTRED:
        return False
    return abs((line.box.x0 + line.box.x1) / 2 - middles[-1]) > 3 * CENTRED


def plain_blocks(blocks: Sequence[Block]) -> list[Paragraph | Grid]:
    """The blocks with every flow taken for running text."""
    done: list[Paragraph | Grid] = []
    for block in blocks:
        if isinstance(block, Flow):
            done += as_paragraphs(block)
        else:
            done += part_paragraph(block) if isinstance(block, Paragraph) else [block]
    return done
