"""Plans without a table: numbered items with «Срок: …» and «Отв.: …» under them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsers.document import Flow, Grid, Line, Paragraph
from parsers.plan import Field, Place, Reading, Row
from parsers.roadmap.headings import WORD, YEAR, Levels, kind_of, split_heading
from parsers.roadmap.listing_labels import part_bracket, part_labels, tidy
from parsers.roadmap.printed import boxes_of
from parsers.roadmap.printed_text import cell_text
from parsers.roadmap.titles import ORDER, behind_order, find_title, names_plan, title_span

ITEM = re.compile(r"^\s*(?P<mark>\d{1,3}(?:\.\d{1,3})*\s*[.)]|\d{1,3}(?:\.\d{1,3})+|[IVXLC]{1,5}\s*[.)])\s*(?=\S)")
BULLET = re.compile(r"^\s*(?P<mark>[-–—•●▪■*·])\s+(?=\S)")
SHARE = 0.5  # of the items must carry a label
FIELDS = ("term", "executor", "result")


@dataclass(slots=True)
class _Item:
    """An item as it is read: its mark, the lines of its action, and the text and lines of each labelled field."""

    mark: str
    action: list[Line] = field(default_factory=list)
    fields: dict[str, list[Line]] = field(default_factory=dict)
    bold: bool = False

    @property
    def number(self) -> str | None:
        return re.sub(r"\s", "", self.mark).rstrip(".)") or None if self.mark[0].isalnum() else None


@dataclass(frozen=True, slots=True)
class _Said:
    line: Line
    begins: bool
    bold: bool


def read_listing(blocks: Sequence[Paragraph | Grid | Flow]) -> Reading | None:
    """The plan that items with labels make, numbered ones or, where these make none, bulleted ones; None without one.

    A plan has a title that names one, or three labelled items; in an order only what follows its points counts.
    """
    said = _lines(blocks)
    return _read(said, ITEM) or _read(said, BULLET)


def _read(said: Sequence[_Said], begins: re.Pattern[str]) -> Reading | None:
    start = _start(said)
    items, front, after = _items(said[start:], begins)
    if not any(isinstance(item, _Item) and item.fields for item in items):
        _read_brackets([item for item in items if isinstance(item, _Item)])
    labelled = [item for item in items if isinstance(item, _Item) and item.fields]
    counted = [item for item in items if isinstance(item, _Item)]
    leaves = [item for k, item in enumerate(counted) if item.fields or not _is_heading(counted, k)]
    front = [cell_text([one.line]) for one in said[:start]] + front
    if len(labelled) < (2 if any(map(names_plan, front)) else 3) or len(labelled) < SHARE * len(leaves):
        return None
    rows = _rows(items, counted)
    names = tuple(name for name in FIELDS if any(getattr(row, name) is not None for row in rows))
    return Reading(
        layout="text",
        rows=tuple(rows),
        title=find_title(front),
        front=tuple(front),
        after=tuple(after),
        columns=(*(("number",) if begins is ITEM else ()), "action", *names),
        confidence=0.9,
    )


def _lines(blocks: Sequence[Paragraph | Grid | Flow]) -> list[_Said]:
    done: list[_Said] = []
    for block in blocks:
        if isinstance(block, Grid):
            continue
        bold = isinstance(block, Paragraph) and bool(block.bold)
        blank = True
        for line in block.lines:
            if line.text.strip():
                done.append(_Said(line, blank, bold))
            blank = not line.text.strip()
    return done


def _start(said: Sequence[_Said]) -> int:
    """Behind the points of an order that stands before the plan."""
    return behind_order([one.line.text if one.begins or one.bold or ORDER.match(one.line.text) else "" for one in said])


def _items(said: Sequence[_Said], begins: re.Pattern[str]) -> tuple[list[_Item | str], list[str], list[str]]:
    """Items and headings between them in order; the texts before the first item; those after the last."""
    items: list[_Item | str] = []
    front: list[_Said] = []
    last: _Item | None = None
    current: list[Line] | None = None
    tail: list[str] = []
    for one in said:
        line = one.line
        match = begins.match(line.text)
        if match and not YEAR.match(line.text.strip()):
            items += tail
            tail = []
            last = _Item(match["mark"], bold=one.bold)
            items.append(last)
            current = _take(last, _cut(line, match.end()), last.action)
        elif last is None:
            front.append(one)
        elif part_labels(line.text.strip(), anywhere=False):
            current = _take(last, _cut(line, 0), last.action)
        elif _is_title(one, last) or (tail and one.begins):
            tail.append(cell_text([line]))
        elif tail:
            tail[-1] = cell_text([Line(tail[-1]), line])
        else:
            current = _take(last, _cut(line, 0), current if current is not None else last.action)
    first = _first_heading(front, next((item for item in items if isinstance(item, str)), None))
    if first is not None:
        items.insert(0, first)
        front.pop()
    return items, [cell_text([one.line]) for one in front], tail


def _first_heading(front: Sequence[_Said], second: str | None) -> str | None:
    """The heading right above the first item: one that says so, or one set like the next heading and of its kind."""
    texts = [cell_text([one.line]) for one in front]
    title, text = title_span(texts), texts[-1] if texts else ""
    if not text or (title is not None and title[1] == len(texts)):
        return None
    alike = second is not None and kind_of(text, split_heading(text)) == kind_of(second, split_heading(second))
    return text if WORD.match(text) or YEAR.match(text) or (alike and front[-1].bold) else None


def _read_brackets(items: Sequence[_Item]) -> None:
    """Items that end with their term and executor in brackets get these as fields, where most of them do."""
    found = [(item, part_bracket(cell_text(item.action))) for item in items]
    if sum(parted is not None for _, parted in found) < SHARE * len(items):
        return
    for item, parted in found:
        if parted is not None:
            item.fields = {name: [_with(item.action[-1], value)] for name, value in parted.values}
            item.action = [_with(item.action[0], parted.head)]


def _is_title(one: _Said, last: _Item) -> bool:
    """A line behind a labelled item that begins a section or the end of the document, no part of the item."""
    text = one.line.text.strip()
    said = bool(WORD.match(text) or YEAR.match(text))
    set_apart = (one.begins or one.bold) and bool(one.bold or re.match(r"[А-ЯЁ*]", text))
    return bool(last.fields) and (said or set_apart)


def _cut(line: Line, start: int) -> Line:
    return Line(
        line.text[start:].strip(), line.box, line.number, line.paragraph, line.confidence, line.doubtful, line.raw
    )


def _take(item: _Item, line: Line, into: list[Line]) -> list[Line]:
    """The line goes to the action or, from its labels on, to the fields; returned is where the next line goes."""
    found = part_labels(line.text)
    if found is None:
        into.append(line)
        return into
    if found.head:
        into.append(_with(line, found.head))
    for name, value in found.values:
        into = item.fields.setdefault(name, [])
        into.append(_with(line, value))
    return into


def _with(line: Line, text: str) -> Line:
    return Line(text, line.box, line.number, line.paragraph, line.confidence, line.doubtful, line.raw)


def _is_heading(items: Sequence[_Item], k: int) -> bool:
    """An item without labels under which the next ones are counted, or set in bold."""
    item = items[k]
    if item.fields or k + 1 == len(items):
        return False
    number, following = item.number, items[k + 1].number
    if number is None or following is None:
        return False
    roman = not number[0].isdigit() and following[0].isdigit()
    return following.startswith(f"{number}.") or roman or (item.bold and not items[k + 1].bold)


def _rows(items: Sequence[_Item | str], counted: Sequence[_Item]) -> list[Row]:
    levels = Levels()
    present = {name for item in counted for name in item.fields}
    rows: list[Row] = []
    for item in items:
        if isinstance(item, str):
            levels.meet(item)
            continue
        if _is_heading(counted, next(k for k, other in enumerate(counted) if other is item)):
            levels.meet(f"{item.number}. {cell_text(item.action)}")
            continue
        levels.row()
        given = {name: _field(item.fields.get(name, [])) if name in present else None for name in FIELDS}
        rows.append(
            Row(
                table=1,
                action=_field(item.action),
                number=item.number,
                section=levels.section,
                subsection=levels.subsection,
                term=given["term"],
                executor=given["executor"],
                result=given["result"],
                confidence=0.9,
            )
        )
    return rows


def _field(lines: Sequence[Line]) -> Field:
    kept = tuple(line for line in lines if line.text)
    numbers = [line.number for line in kept if line.number is not None]
    place = Place(boxes_of(kept), first_line=min(numbers, default=None), last_line=max(numbers, default=None))
    text = cell_text(kept)
    return Field(tidy(text) if text and not text.endswith(".") else text, kept, place)
