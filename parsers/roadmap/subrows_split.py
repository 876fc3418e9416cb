"""One printed row that is several measures: numbered items and paragraphs with terms or executors of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.document import Line
from parsers.plan import Field, Row
from parsers.roadmap.columns_likeness import term_like, words_end_open
from parsers.roadmap.printed_text import cell_text
from parsers.roadmap.subrows_flat import laid_out

NUMBERED = re.compile(r"^\s*(?P<mark>\d{1,2}(?:\.\d{1,2})*\s*[.)]|[а-я]\))\s*(?=\S)")
DASHED = re.compile(r"^\s*[-–—•]\s*\S")
SHORT = re.compile(r"[А-ЯЁ]{2,}\b")
CARRIED = ("term", "executor", "result")


def split_cells(row: Row) -> list[Row]:
    """The rows that the paragraphs or numbered items of one printed row are; the row itself where it is one."""
    return _split_items(row) or _split_items(laid_out(row)) or _split_paragraphs(row) or [row]


def paragraphs(field: Field | None) -> list[tuple[Line, ...]]:
    """The lines of a field by paragraph; without paragraphs, each line alone."""
    groups: list[list[Line]] = []
    for line in field.lines if field else ():
        if groups and line.paragraph is not None and groups[-1][-1].paragraph == line.paragraph:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _declared(field: Field | None) -> bool:
    return bool(field and field.lines) and all(line.paragraph is not None for line in field.lines)  # type: ignore[union-attr]


def _items(field: Field) -> tuple[tuple[Line, ...], list[tuple[str, tuple[Line, ...]]]]:
    """The lead-in and the numbered items of an action cell; the items may run over lines."""
    lead: list[Line] = []
    items: list[tuple[str, list[Line]]] = []
    for line in field.lines:
        match = NUMBERED.match(line.text)
        if match and _next_mark(items[-1][0] if items else None, match["mark"]):
            items.append((match["mark"], [replace(line, text=line.text[match.end() :])]))
        elif items:
            items[-1][1].append(line)
        else:
            lead.append(line)
    return tuple(lead), [(mark.rstrip(".) "), tuple(lines)) for mark, lines in items]


def _next_mark(last: str | None, mark: str) -> bool:
    mark = mark.rstrip(".) ")
    if last is None:
        return mark in ("1", "а") or mark.endswith(".1")
    last = last.rstrip(".) ")
    head, _, tail = mark.rpartition(".")
    head_last, _, tail_last = last.rpartition(".")
    if tail.isdigit() and tail_last.isdigit():
        return head == head_last and int(tail) == int(tail_last) + 1
    return len(mark) == len(last) == 1 and ord(mark) == ord(last) + 1


def _split_items(row: Row) -> list[Row] | None:
    lead, items = _items(row.action)
    if len(items) < 2:
        return None
    parts = {name: _per_item(getattr(row, name), len(items)) for name in CARRIED}
    if parts["term"] is None and parts["executor"] is None:
        return None
    done = []
    for k, (mark, lines) in enumerate(items):
        text = cell_text(lines).rstrip("; ")
        if k == 0 and lead:
            text = f"{cell_text(lead)} {text}"
        action = replace(row.action, text=text, lines=(lead if k == 0 else ()) + lines)
        fields = {name: some[k] for name, some in parts.items() if some is not None}
        done.append(replace(row, number=mark, parent_number=row.number or row.parent_number, action=action, **fields))  # type: ignore[arg-type]
    return done


def _per_item(field: Field | None, count: int) -> list[Field] | None:
    """The paragraphs of a field, one an item; None where they are not as many."""
    if field is None:
        return None
    for groups in (paragraphs(field), _begun(field, _goes_on), _begun(field, _begins_small)):
        if len(groups) == count:
            return [_part(field, group) for group in groups]
    return None


def _begun(field: Field, goes_on: Callable[[str, str], bool]) -> list[tuple[Line, ...]]:
    """Where paragraphs are not declared, a line begins one unless it goes on with the words above."""
    groups: list[list[Line]] = []
    for line in field.lines if not _declared(field) else ():
        if groups and goes_on(cell_text(groups[-1]), line.text.strip()):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _goes_on(above: str, text: str) -> bool:
    """«… отдела | образования», «учитель | МБОУ», «Иванова А.А., | учитель» go on; «Методист | Завуч» are two."""
    if _begins_small(above, text):
        return True
    return SHORT.match(text) is not None and above[-1:].islower()


def _begins_small(above: str, text: str) -> bool:
    """«Министерство | ИРО»: even an abbreviation begins a paragraph, a small letter does not."""
    return not text[:1].isupper() or words_end_open(above)


def _part(field: Field, lines: tuple[Line, ...]) -> Field:
    text = NUMBERED.sub("", cell_text(lines)).rstrip("; ")
    place = replace(field.place, paragraph=lines[0].paragraph if field.place.table is not None else None)
    return replace(field, text=text, lines=lines, place=place)


def _marked_paragraphs(field: Field) -> list[tuple[Line, ...]]:
    """Where paragraphs are not declared, a dash begins one; lines above the first dash are one too."""
    groups: list[list[Line]] = []
    for line in field.lines:
        if not groups or DASHED.match(line.text):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [tuple(group) for group in groups] if sum(bool(DASHED.match(g[0].text)) for g in groups) > 1 else []


def _terms_apart(terms: Sequence[str]) -> bool:
    """Each is a term of its own: none goes on in the next, none is only how often the next one comes."""
    if not all(term_like(text) >= 0.6 and not words_end_open(text) for text in terms):
        return False
    return not re.match(r"(?:еже\w+|20\d\d(?:\s*[-–—]\s*20\d\d)?(?:\s*г(?:ода?|\.)?)?)$", terms[0].strip(), re.I)


def _split_paragraphs(row: Row) -> list[Row] | None:
    """Paragraphs of the action that match paragraphs of the term one to one, a lead-in going with the first."""
    if row.term is None or _declared(row.action) != _declared(row.term):
        return None
    actions = paragraphs(row.action) if _declared(row.action) else _marked_paragraphs(row.action)
    terms = paragraphs(row.term)
    if len(terms) < 2 or not _terms_apart([cell_text(lines) for lines in terms]):
        return None
    if len(actions) == len(terms) + 1 and cell_text(actions[0]).endswith(":"):
        actions = [actions[0] + actions[1], *actions[2:]]
    if len(actions) != len(terms):
        return None
    others = {name: _per_item(getattr(row, name), len(terms)) for name in ("executor", "result")}
    done = []
    for k, (action, term) in enumerate(zip(actions, terms, strict=True)):
        fields = {name: some[k] for name, some in others.items() if some is not None}
        first = k == 0
        done.append(
            replace(
                row,
                number=row.number if first else None,
                parent_number=row.parent_number if first else row.number or row.parent_number,
                action=replace(row.action, text=cell_text(action), lines=action),
                term=_part(row.term, term),
                **fields,  # type: ignore[arg-type]
            )
        )
    return done
