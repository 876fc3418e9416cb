"""A reading and the analyst's corrections of it → the corrected reading, and what came of each correction.

A correction is data with a reason; it stands in the sidecar beside the document, and the document stays as it came:

    [[correction]]
    number = "2.3"                      # which row: its №, the beginning of its action, its section, or several of them
    field = "term"                      # a column of the table `measures`, or the heading of a further column
    was = "сентябрь октября"            # what the data set says now: so a correction can't hit what it wasn't made for
    now = "сентябрь – октябрь"
    reason = "с. 3: тире не распознано"

    [[correction]]
    action = "Итого по разделу"
    drop = true                         # no measure
    reason = "строка итогов"

    [[correction]]
    number = "2.3"
    page = 4
    reason = "строка под печатью"
    [correction.add]                    # a row that stands behind that one
    number = "2.4"
    action = "Провести семинар"
    term = "октябрь"

A correction that fits no row, or several without `every = true`, fails: it is told as an error, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from parsers.document import Box, Page, Problem, Severity
from parsers.plan import Field, Heading, Place, Reading, Row
from pipeline.vocabulary import COLUMNS

CELLS = ("action", "term", "executor", "result")
HEADINGS = {f"{level}_{part}": (level, part) for level in ("section", "subsection") for part in ("number", "title")}
WHERE = {"number": str, "action": str, "section": str}
KEYS = WHERE | {"reason": str, "field": str, "was": str, "now": str, "every": bool, "drop": bool, "add": dict,
                "page": int}
VERBS = {"now": "field, was, now", "drop": "drop = true", "add": "add"}


@dataclass(frozen=True, slots=True)
class Note:
    """What was corrected in a row: the field («» for a whole row), the words that say so, and the reason."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """`notes` go with `reading.rows`, one tuple a row; `reading.problems` tells dropped rows and failed corrections."""

    reading: Reading
    notes: tuple[tuple[Note, ...], ...]


class _Failed(Exception):
    """A correction that can't be carried out: code and Russian sentence."""


_Noted = tuple[Row, tuple[Note, ...]]


def correct(reading: Reading, corrections: object, pages: Sequence[Page] = ()) -> Corrected:
    """Carry out the corrections one after another; each is carried out whole or told as a problem of the reading."""
    rows: list[_Noted] = [(row, ()) for row in reading.rows]
    problems = list(reading.problems)
    for told in corrections if isinstance(corrections, list) else [corrections]:
        try:
            entry = _checked(told)
            verb = next(verb for verb in VERBS if verb in entry)
            rows, also = {"now": _replaced, "drop": _dropped, "add": _added}[verb](rows, entry, pages)
            problems += also
        except _Failed as failed:
            code, message = failed.args
            problems.append(Problem(Severity.ERROR, code, f"Исправление не выполнено: {message}", text=str(told)))
    corrected = replace(reading, rows=tuple(row for row, _ in rows), problems=tuple(problems),
                        layout=reading.layout or ("table" if rows else None))
    return Corrected(corrected, tuple(notes for _, notes in rows))


def _checked(entry: object) -> Mapping[str, Any]:
    if not isinstance(entry, Mapping):
        raise _Failed("correction-unclear", "запишите его как раздел [[correction]].")
    wrong = [name for name, value in entry.items() if not isinstance(value, KEYS.get(name, ()))]
    if wrong:
        raise _Failed("correction-unclear", f"непонятны поля {', '.join(wrong)}. Известны: {', '.join(KEYS)}.")
    if not entry.get("reason"):
        raise _Failed("correction-unclear", "нет причины. Добавьте reason = \"…\".")
    verbs = [verb for verb in VERBS if verb in entry]
    if len(verbs) != 1 or (verbs == ["now"] and not {"field", "was"} <= entry.keys()):
        raise _Failed("correction-unclear", f"нужно одно из трёх: {'; '.join(VERBS.values())}.")
    return entry


def _replaced(rows: list[_Noted], entry: Mapping[str, Any], _: Sequence[Page]) -> tuple[list[_Noted], list[Problem]]:
    name, was, now = entry["field"], _folded(entry["was"]), _folded(entry["now"])
    there = [at for at, (row, _notes) in enumerate(rows) if _fits(row, entry)]
    hit = [at for at in there if _value(rows[at][0], name) == was]
    if not hit and any(_value(rows[at][0], name) == now for at in there):
        return rows, [Problem(Severity.WARNING, "correction-needless", text=str(entry),
                              message="Исправление больше не нужно: в наборе уже так. Уберите его из файла сведений.")]
    if not hit and there:
        read = "; ".join(dict.fromkeys(f"«{_value(rows[at][0], name)}»" for at in there[:3]))
        raise _Failed("correction-unmatched",
                      f"в поле {name} стоит не «{was}», а {read}. Впишите в was то, что прочитано.")
    note = Note(name, f"{COLUMNS.get(name, name)}: «{was}» → «{now}». {entry['reason']}")
    result = list(rows)
    for at in _chosen(rows, hit, entry):
        row, notes = rows[at]
        result[at] = (_with(row, name, now), (*notes, note))
    return result, []


def _dropped(rows: list[_Noted], entry: Mapping[str, Any], _: Sequence[Page]) -> tuple[list[_Noted], list[Problem]]:
    hit = _chosen(rows, [at for at, (row, _notes) in enumerate(rows) if _fits(row, entry)], entry)
    told = [Problem(Severity.WARNING, "row-dropped", f"Строка исключена аналитиком. {entry['reason']}",
                    text=rows[at][0].action.text) for at in hit]
    return [row for at, row in enumerate(rows) if at not in hit], told


def _added(rows: list[_Noted], entry: Mapping[str, Any], pages: Sequence[Page]) -> tuple[list[_Noted], list[Problem]]:
    """A new row behind the one that fits, under the same headings; without a place given, behind the last."""
    fields = dict(entry["add"])
    if not fields.get("action") or not all(isinstance(value, str) for value in fields.values()):
        raise _Failed("correction-unclear", "у добавляемой строки должно быть action, все поля — текст в кавычках.")
    if any(name in entry for name in WHERE):
        (at,) = _chosen(rows, [at for at, (row, _notes) in enumerate(rows) if _fits(row, entry)], {})
    else:
        at = len(rows) - 1
    row = replace(rows[at][0], number=None, parent_number=None, group=None, term=None, executor=None, result=None,
                  extra=(), confidence=1.0, flags=()) if rows else Row(1, Field(""))
    row = replace(row, action=Field("", place=_page(entry.get("page"), pages)))
    for name, value in fields.items():
        row = _with(row, name, _folded(value))
    return [*rows[:at + 1], (row, (Note("", f"Строка добавлена. {entry['reason']}"),)), *rows[at + 1:]], []


def _page(number: int | None, pages: Sequence[Page]) -> Place:
    """The whole of a page: all that is known of where an added row stands."""
    return Place(tuple(Box(page.number, 0, 0, page.width, page.height) for page in pages if page.number == number))


def _chosen(rows: Sequence[_Noted], hit: list[int], entry: Mapping[str, Any]) -> list[int]:
    if not hit:
        raise _Failed("correction-unmatched",
                      "такой строки нет. Сверьте number, action, section и was с набором данных.")
    if len(hit) > 1 and not entry.get("every"):
        named = "; ".join(f"{rows[at][0].number or '—'} «{rows[at][0].action.text[:40]}»" for at in hit[:3])
        raise _Failed("correction-ambiguous", f"подходит строк: {len(hit)} ({named}…). Уточните number, action или "
                                              "section, а если нужны все, добавьте every = true.")
    return hit


def _fits(row: Row, entry: Mapping[str, Any]) -> bool:
    """Whether a row is one that the correction speaks of.

    >>> row = Row(1, Field("Провести семинар для завучей"), number="2.3", section=Heading("2", "Кадры"))
    >>> _fits(row, {"number": "2.3.", "action": "провести семинар"}), _fits(row, {"section": "3"})
    (True, False)
    """
    if "number" in entry and _folded(entry["number"]).rstrip(".") != (row.number or ""):
        return False
    if "action" in entry and not _begins(row.action.text, entry["action"]):
        return False
    if "section" not in entry:
        return True
    headings = [heading for heading in (row.section, row.subsection) if heading]
    return any(_folded(entry["section"]).rstrip(".") == heading.number or _begins(heading.title, entry["section"])
               for heading in headings)


def _begins(text: str, beginning: str) -> bool:
    return _folded(text).casefold().startswith(_folded(beginning).casefold())


def _folded(text: str) -> str:
    return " ".join(text.split())


def _value(row: Row, name: str) -> str:
    if name == "number":
        return row.number or ""
    if name in HEADINGS:
        level, part = HEADINGS[name]
        heading = getattr(row, level)
        return _folded((getattr(heading, part) if heading else None) or "")
    field = getattr(row, name) if name in CELLS else dict(row.extra).get(name)
    return _folded(field.text) if field else ""


def _with(row: Row, name: str, now: str) -> Row:
    """The row with one field said anew; what was read before stays in the field's `raw`."""
    if name == "number":
        return replace(row, number=now.rstrip(".") or None)
    if name in HEADINGS:
        level, part = HEADINGS[name]
        parts: dict[str, Any] = {part: now or None}
        heading = replace(getattr(row, level) or Heading(None, ""), **parts)
        headings: dict[str, Any] = {level: heading if heading.title else None}
        return replace(row, **headings)
    if name in CELLS:
        cell: dict[str, Any] = {name: _said(getattr(row, name), now)}
        return replace(row, **cell)
    extra = dict(row.extra)
    extra[name] = _said(extra.get(name), now)
    return replace(row, extra=tuple(extra.items()))


def _said(field: Field | None, now: str) -> Field:
    before = field or Field("")
    return Field(now, place=before.place, raw=before.raw or before.text or None)


def draft(data: Path, measure_id: str, name: str) -> str:
    """A correction of one field of a published measure, ready for the sidecar but for what is right and the reason."""
    import tomli_w

    from pipeline.coverage_study import items, table, text

    measures = table(data, "measures")
    found = measures[measures["measure_id"] == measure_id]
    if found.empty:
        raise LookupError(f"Мероприятия «{measure_id}» нет: код стоит в графе measure_id и в отчёте («Код»).")
    measure = found.iloc[0]
    extra = dict(items(measure["extra"]))
    fields = ("number", *CELLS, *HEADINGS, *extra)
    if name not in fields:
        raise LookupError(f"Поля «{name}» у мероприятия нет. Есть: {', '.join(fields)}.")
    was = text(measure[name] if name in measure else extra[name]) or ""
    where = {"number": text(measure["number"]), "action": _folded(measure["action"])[:60]}
    known = {key: value for key, value in where.items() if value}
    document = table(data, "documents").set_index("document_id").loc[measure["document_id"]]
    return (f"\n# {document['source_path']}.toml\n[[correction]]\n"
            + tomli_w.dumps(known | {"field": name, "was": _folded(was), "now": _folded(was), "reason": ""}))
