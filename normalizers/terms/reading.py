"""A term cell → its components: the whole way on one screen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from normalizers.terms.attaching import Attacher, Draft
from normalizers.terms.dating import Dated, Years, date_stretch
from normalizers.terms.labels import drop_labels, read_ends
from normalizers.terms.rendering import edtf_of, rrule_of
from normalizers.terms.roman_months import roman_months
from normalizers.terms.scanning import Node, Scan, Scanner
from normalizers.terms.sharing import share
from normalizers.terms.stretch import ALL_MONTHS
from normalizers.terms.tokens import Token, tokenise
from normalizers.terms.units import with_unit

FUNCTION = frozenset(["IN", "NA", "ZA", "PO", "DO", "BY", "FROM", "LEAST", "WHOLE", "CURRENT", "EVERY", "PERIOD"])
EMPTY = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Term:
    """One component of a term cell: the columns of the table `terms`, and `rule` and `ambiguous`.

    `start` and `end` are inclusive, None where the year is not certain; `span` is its place in the cell's text.
    """

    text: str
    kind: str
    months: tuple[int, ...] = ()
    start: date | None = None
    end: date | None = None
    year_source: str | None = None
    freq: str | None = None
    times: int | None = None
    rrule: str | None = None
    edtf: str | None = None
    condition: str | None = None
    confidence: float = 1.0
    rule: str = ""
    ambiguous: bool = False
    span: tuple[int, int] = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class TermReading:
    """The components of a cell in the order of its text, the words that are no term, and a confidence 0..1."""

    components: tuple[Term, ...]
    leftovers: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell before its years are known."""

    scan: Scan
    drafts: tuple[Draft, ...]
    leftovers: tuple[str, ...]
    tokens: tuple[Token, ...]
    mended: bool


def read_terms(text: str | None, years: Years | None = None, unit: str | None = None) -> TermReading:
    """The components of a term cell, as gold/README.md defines them; never raises.

    `years` is what is known from outside: a year heading, the plan's period, the act's date; `unit` is what bare
    figures count, by the heading of their column (`units`).

    >>> [(t.text, t.kind, t.months) for t in read_terms("август, в течение учебного года").components]
    [('август', 'interval', (8,)), ('в течение учебного года', 'interval', (1, 2, 3, 4, 5, 9, 10, 11, 12))]
    >>> term, = read_terms("до 15 сентября", Years(2021, 2022, True, "section")).components
    >>> term.kind, str(term.end), term.year_source
    ('deadline', '2021-09-15', 'section')
    >>> [(t.text, t.months) for t in read_terms("II", unit="квартал").components]
    [('II', (4, 5, 6))]
    """
    return _read(text or "", years, unit)


@lru_cache(maxsize=8192)
def _read(text: str, years: Years | None, unit: str | None) -> TermReading:
    if EMPTY.fullmatch(text):
        return TermReading((Term("", "unspecified", rule="empty"),), (), 1.0)
    parsed = parse(text, unit)
    if not parsed.drafts:
        whole = " ".join(text.split())
        return TermReading((Term(whole, "unspecified", confidence=0.5, rule="no term"),), (whole,), 0.3)
    components = tuple(component(text, draft, parsed, years) for draft in parsed.drafts)
    known = sum(end - start for start, end in (term.span for term in components))
    lost = sum(len(leftover) for leftover in parsed.leftovers)
    share_read = 1.0 - min(0.6, lost / max(1, known + lost))
    return TermReading(components, parsed.leftovers, round(min(t.confidence for t in components) * share_read, 3))


@lru_cache(maxsize=8192)
def parse(text: str, unit: str | None = None) -> Parsed:
    """The cell's drafts, without any year from outside."""
    tokens = roman_months(with_unit(read_ends(drop_labels(tokenise(text), text)), unit))
    scan = Scanner(tokens).scan()
    drafts = tuple(Attacher(share(list(scan.nodes))).run())
    return Parsed(scan, drafts, _leftovers(text, scan), tokens, any(token.mended for token in tokens))


def _leftovers(text: str, scan: Scan) -> tuple[str, ...]:
    runs: list[list[int]] = []
    for index in scan.unread:
        if scan.tokens[index].kind in ("CLOCK", "PERIOD", "GOD", "REAL") and not _wordy(scan, index):
            continue
        joined = runs and all(scan.tokens[i].kind in ("DASH", "SLASH") for i in range(runs[-1][1] + 1, index))
        if joined:
            runs[-1][1] = index
        else:
            runs.append([index, index])
    runs = [run for run in runs if any(scan.tokens[i].kind not in FUNCTION for i in range(run[0], run[1] + 1))]
    return tuple(" ".join(text[scan.tokens[a].start : scan.tokens[b].end].split()) for a, b in runs)


def _wordy(scan: Scan, index: int) -> bool:
    return index - 1 in scan.unread or scan.tokens[index].kind == "CLOCK"


def component(text: str, draft: Draft, parsed: Parsed, years: Years | None) -> Term:
    """A draft with its kind, dates and derived columns."""
    tokens = parsed.tokens
    spans = [span for node in draft.nodes for span in [_tokens_of(node), *node.spans]]
    start, end = tokens[min(a for a, _ in spans)].start, tokens[max(b for _, b in spans) - 1].end
    conditions = [node for node in draft.nodes if node.kind == "cond"]
    condition = ", ".join(_words(text, tokens[n.start].start, tokens[n.end - 1].end) for n in conditions) or None
    mended = parsed.mended and any(tokens[i].mended for a, b in spans for i in range(a, b))
    dated = _dated(draft, years)
    main = next((n for n in draft.nodes if n.kind != "cond"), draft.nodes[0])
    rule = next((n.rule for n in draft.nodes if n.kind == "freq"), main.rule)
    kind = _kind(draft)
    freq = draft.frequency.freq if draft.frequency else None
    return Term(
        text=_words(text, start, end),
        kind=kind,
        months=dated.months,
        start=dated.start,
        end=dated.end,
        year_source=dated.source,
        freq=freq,
        times=draft.frequency.times if draft.frequency else None,
        rrule=rrule_of(draft, dated),
        edtf=edtf_of(draft, dated),
        condition=condition,
        confidence=round((0.85 if mended else 1.0) * (0.8 if dated.fuzzy else 1.0), 3),
        rule=rule,
        ambiguous=dated.fuzzy,
        span=(start, end),
    )


def _tokens_of(node: Node) -> tuple[int, int]:
    """The node's tokens; of a list under one head only its own («3» of «3, 10 октября»)."""
    part = node.stretch.part if node.stretch is not None else None
    if part is None:
        return node.start, node.end
    return (part[0], part[1]) if node.linked else (node.start, part[1])


def _words(text: str, start: int, end: int) -> str:
    words = " ".join(text[start:end].split())
    if end < len(text) and text[end] == "." and words[-2:].lower() in ("г", " г", "гг") and words:
        words += "."
    if words.count("(") > words.count(")"):
        words += ")" if words.count("(") == words.count(")") + 1 else ""
    return words


def _kind(draft: Draft) -> str:
    if draft.frequency is not None:
        return "recurring"
    if draft.always:
        return "continuous"
    if draft.stretches:
        return "deadline" if draft.stretches[0].shape == "deadline" else "interval"
    return "conditional"


def _dated(draft: Draft, years: Years | None) -> Dated:
    frequency = draft.frequency
    if not draft.stretches:
        months = () if frequency is None and not draft.always else (frequency and frequency.months) or ALL_MONTHS
        return Dated(months, None, None, None, bool(frequency and frequency.fuzzy))
    parts = [date_stretch(stretch, years) for stretch in draft.stretches]
    months = tuple(sorted({month for part in parts for month in part.months}))
    fuzzy = any(part.fuzzy for part in parts) or bool(frequency and frequency.fuzzy)
    opened = any(stretch.shape == "open" for stretch in draft.stretches)
    if frequency is not None and any(s.whole_year and s.shape == "deadline" for s in draft.stretches):
        months = frequency.months or ALL_MONTHS
    if frequency is not None and frequency.months and set(frequency.months) < set(months):
        months = frequency.months
    starts = [part.start or part.end for part in parts]
    ends = [part.end for part in parts]
    start = min((s for s in starts if s), default=None) if all(starts) else None
    end = max((e for e in ends if e), default=None) if all(ends) else None
    if frequency is None and draft.stretches[0].shape == "deadline":
        start = None
    source = next((part.source for part in parts if part.source), None)
    likely = next((part.likely for part in parts if part.likely), None)
    if draft.onward:
        return _onward(draft, Dated(months, start, None, source, fuzzy, likely))
    if frequency is not None and frequency.freq == "yearly" and frequency.bare and source != "cell":
        start = end = source = None
    if frequency is not None and frequency.freq == "yearly" and frequency.bare and not draft.stretches[0].whole_year:
        end = None
    if frequency is not None and opened:
        fuzzy = True
    return Dated(months, start, end, source, fuzzy, likely)


def _onward(draft: Draft, dated: Dated) -> Dated:
    """«Далее ежегодно»: from the first day on, without an end."""
    first = draft.stretches[0]
    if draft.onward_year is not None and not first.fuzzy:
        return replace(
            dated,
            start=date(draft.onward_year, first.m1, min(first.d1, 28) if first.m1 == 2 else first.d1),
            source="cell",
        )
    return dated
