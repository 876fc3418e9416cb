"""The grammar against the annotated real documents."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from normalizers.terms import Term, Years, read_terms

pytestmark = pytest.mark.shared


def _years(document: dict, section: str | None) -> Years | None:
    """A year heading above the row, else a plan of exactly one year."""
    heading = re.fullmatch(r"(20\d\d)(?:\s*[-/]\s*(20\d\d))?\s*(уч\w*\.?\s*)?г\w*\.?", (section or "").strip())
    if heading:
        return Years(int(heading[1]), int(heading[2] or heading[1]), bool(heading[3]), "section")
    first, last = document.get("period_start"), document.get("period_end")
    return Years(int(first), int(last), False, "period") if first and first == last else None


def _same(gold: dict, term: Term) -> bool:
    if gold["ambiguous"]:
        return gold["months"] == list(term.months)
    dates = tuple(None if day is None else str(day) for day in (term.start, term.end))
    found = (term.kind, list(term.months), *dates, term.freq, term.times, term.condition)
    return found == tuple(gold[name] for name in ("kind", "months", "start", "end", "freq", "times", "condition"))


def test_terms_of_the_annotated_documents(shared: Path) -> None:
    cells = right = 0
    wrong = []
    for path in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        for measure in gold.get("measures", []):
            if measure["term"] is None:
                continue
            cells += 1
            terms = read_terms(measure["term"], _years(gold["document"], measure["section_title"])).components
            same = len(terms) == len(measure["terms"]) and all(map(_same, measure["terms"], terms))
            right += same
            if not same:
                wrong.append(measure["term"])
    assert cells
    assert right / cells >= 0.99, wrong
