"""The rows that the page filters, sorts and opens, as plain data (JSON); a browser never gets text as markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from pipeline import match
from pipeline.coverage_study import Study, items, text
from pipeline.report.figures import View, unsure
from pipeline.report.proof import Proofs
from pipeline.vocabulary import LEVELS, PLAN_LEVELS, flag_names

NEAR = 6
"""So many corresponding measures of other plans are listed with a measure."""
EXPLAINED = 4000
"""So many pairs get their reason told; beyond, only the relation (a large data set)."""
MANY = 6000
"""With more measures than this the page leaves out expected results and term components: the workbook has them."""


def payload(study: Study, view: View, proofs: Proofs) -> str:
    """Everything that the page's script needs, as JSON that may stand within a <script> element."""
    reasons: dict[str, int] = {}
    rows = list(_rows(study, view, proofs, reasons))
    data = {
        "plans": _plans(study, proofs),
        "themes": list(view.themes.values()),
        "levels": list(LEVELS.values()),
        "columns": list(rows[0]) if rows else [],
        "rows": [list(row.values()) for row in rows],
        "images": proofs.images,
        "reasons": list(reasons),
        "gaps": [[[g.row, g.plans, int(g.related), _holders(study, g.rows)] for g in found] for found in view.gaps],
        "document": [int(d) for d in _document(study)],
    }
    return (
        json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


def _rows(study: Study, view: View, proofs: Proofs, reasons: dict[str, int]) -> Iterator[dict[str, Any]]:
    """Each measure by the names of its columns, the same for all; `reasons` gets the sentences that they point to."""
    large = len(study.measures) > MANY
    codes, levels = list(view.themes), list(LEVELS)
    executors = _executors(study, levels)
    pairs = _reasoned(study, _near(study), reasons)
    for at, row in enumerate(study.measures.itertuples(index=False)):
        labels, of_level = executors.get(row.measure_id, ("", []))
        yield {
            "plan": int(study.plan[at]),
            "number": text(row.number) or "",
            "action": row.action or "",
            "term": text(row.term) or "",
            "executor": text(row.executor) or "",
            "result": "" if large else text(row.result) or "",
            "themes": [codes.index(code) for code in items(row.themes) if code in codes],
            "months": [int(month) for month in items(row.months)],
            "state": int(view.best[at]),
            "having": int(view.having[at]),
            "section": _section(row),
            "labels": labels,
            "levels": of_level,
            "place": proofs.place[at],
            "image": proofs.image.get(at, -1),
            "page": proofs.page[at],
            "near": pairs[at],
            "id": row.measure_id,
            "flags": [] if large else flag_names(items(row.flags)),
        }


def _plans(study: Study, proofs: Proofs) -> list[dict[str, Any]]:
    partial = set(unsure(study))
    return [
        {
            "short": plan.short,
            "title": plan.title,
            "region": plan.region or "не указан",
            "level": PLAN_LEVELS.get(plan.level or "", "не указан"),
            "links": [proofs.link.get(document) for document in plan.documents],
            "partial": int(plan.index in partial),
        }
        for plan in study.plans
    ]


def _section(row: Any) -> str:
    parts = [
        " ".join(p for p in (text(number), text(title)) if p)
        for number, title in ((row.section_number, row.section_title), (row.subsection_number, row.subsection_title))
    ]
    return " / ".join(part for part in parts if part)


def _executors(study: Study, levels: list[str]) -> dict[str, tuple[str, list[int]]]:
    found: dict[str, tuple[list[str], set[int]]] = {}
    for measure, label, level in study.executors[["measure_id", "label", "level"]].itertuples(index=False):
        labels, of_level = found.setdefault(measure, ([], set()))
        if text(label) and label not in labels:
            labels.append(label)
        if level in levels:
            of_level.add(levels.index(level))
    return {measure: ("; ".join(labels), sorted(of_level)) for measure, (labels, of_level) in found.items()}


def _near(study: Study) -> list[list[tuple[int, bool]]]:
    """For each measure its best corresponding ones: (row, same)."""
    rows, others = np.r_[study.a, study.b], np.r_[study.b, study.a]
    same, score = np.r_[study.same, study.same], np.r_[study.score, study.score]
    order = np.lexsort((-score, ~same, rows))
    rows = rows[order]
    starts = np.searchsorted(rows, np.arange(len(study.measures) + 1))
    best = order[np.arange(len(rows)) - starts[rows] < NEAR]
    found: list[list[tuple[int, bool]]] = [[] for _ in range(len(study.measures))]
    for row, other, alike in zip(
        *(column[best].tolist() for column in (np.r_[study.a, study.b], others, same)), strict=True
    ):
        found[row].append((other, alike))
    return found


def _reasoned(study: Study, near: list[list[tuple[int, bool]]], reasons: dict[str, int]) -> list[list[list[int]]]:
    """[other row, 1 same or 0 related, index of the reason or -1] for each; texts of one wording are compared once."""
    columns = study.measures[["action", "themes"]].to_dict("records")
    known: dict[tuple[str, str, bool], str] = {}
    done = []
    for at, others in enumerate(near):
        line = []
        for other, same in others:
            first, second = sorted((columns[at]["action"], columns[other]["action"]))
            key = (first, second, same)
            if key not in known and len(known) < EXPLAINED:
                told = match.reason(columns[at], columns[other], "same" if same else "related")
                known[key] = f"{told.level}: {told.reason}"
            reason = known.get(key)
            line.append([other, int(same), -1 if reason is None else reasons.setdefault(reason, len(reasons))])
        done.append(line)
    return done


def _holders(study: Study, rows: tuple[int, ...]) -> list[int]:
    """Up to eight plans that have a measure, one of each family."""
    seen: dict[int, int] = {}
    for row in rows:
        plan = int(study.plan[row])
        seen.setdefault(int(study.family[plan]), plan)
    return list(seen.values())[:8]


def _document(study: Study) -> np.ndarray:
    """For each measure the place of its document within its plan's list."""
    place = {document: at for plan in study.plans for at, document in enumerate(plan.documents)}
    return study.measures["document_id"].map(place).to_numpy(int)


def frame(study: Study, view: View) -> pd.DataFrame:
    """All measures with their figures as one table, for the workbook."""
    executors = _executors(study, list(LEVELS))
    measures = study.measures
    names = view.themes
    return pd.DataFrame(
        {
            "План": [study.plans[at].short for at in study.plan],
            "Раздел": [_section(row) for row in measures.itertuples(index=False)],
            "№": measures["number"],
            "Мероприятие": measures["action"],
            "Срок": measures["term"],
            "Месяцы": [", ".join(str(int(m)) for m in items(value)) for value in measures["months"]],
            "Исполнитель": measures["executor"],
            "Исполнитель (канон.)": [executors.get(m, ("", []))[0] for m in measures["measure_id"]],
            "Результат": measures["result"],
            "Темы": ["; ".join(names.get(code, code) for code in items(value)) for value in measures["themes"]],
            "В других планах": view.best,
            "У скольких планов": view.having,
            "Страница": measures["page_first"],
            "Уверенность": measures["confidence"].astype(float).round(2),
            "Пометки": [", ".join(flag_names(items(value))) for value in measures["flags"]],
            "Код": measures["measure_id"],
        }
    )
