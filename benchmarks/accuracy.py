"""How much of the sample plans is read right: each sample against its own source, printed as a table.

    python benchmarks/accuracy.py [DATA]        DATA: an ingested data set; without it the samples are ingested afresh

`measure(data)` gives the shares; tests/test_samples.py holds their floors.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.samples.build import RAW, plan, sources

FACTS = ("level", "region_code", "municipality", "act_number", "act_date", "period_start", "period_end", "layout")
CELLS = ("number", "action", "term", "executor", "result")


@dataclass(slots=True)
class Score:
    """Right and all, counted for each figure."""

    rows: tuple[int, int] = (0, 0)
    cells: tuple[int, int] = (0, 0)
    sections: tuple[int, int] = (0, 0)
    terms: tuple[int, int] = (0, 0)
    executors: tuple[int, int] = (0, 0)
    facts: tuple[int, int] = (0, 0)

    def count(self, name: str, right: bool | int, of: int = 1) -> None:
        done, all_ = getattr(self, name)
        setattr(self, name, (done + int(right), all_ + of))


def expected(source: dict) -> list[dict]:
    """The measures that a source describes."""
    rows, section, group = [], None, 0
    for row in source["filled"]:
        if row[0].startswith("# "):
            section = row[0][2:]
            continue
        group += 1
        if source["layout"] == "role-matrix":
            rows += [
                {"section": section, "action": text, "executor": heading}
                for heading, text in zip(source["headings"], row, strict=True)
                if text
            ]
        else:
            named = dict(zip(source["columns"], row, strict=True))
            rows.append({name: named.get(name) for name in CELLS} | {"section": section})
    return rows


def spelled(term: dict) -> str:
    """A component as the sources spell it: «interval 9,10 2022-09-01..2022-10-31»."""
    parts = [term["kind"]]
    if len(term["months"]):
        parts.append(",".join(str(month) for month in term["months"]))
    if pd.notna(term["freq"]) and term["freq"]:
        parts.append(f"{term['freq']} {int(term['times'])}")
    start, end = (str(term[name]) if pd.notna(term[name]) else "" for name in ("start", "end"))
    if start or end:
        parts.append(f"{start}..{end}")
    return " ".join(parts)


def measure(data: Path) -> dict[str, Score]:
    """The scores of every sample by its file."""
    names = ("documents", "measures", "terms", "executors")
    tables = {name: pd.read_parquet(data / f"{name}.parquet") for name in names}
    scores = {}
    for path in sources():
        source, score = plan(path), Score()
        found = tables["documents"][tables["documents"]["source_path"] == source["file"]]
        if not found.empty:
            _compare(source, found.iloc[0], tables, score)
        scores[source["file"]] = score
    return scores


def _compare(source: dict, document: pd.Series, tables: dict[str, pd.DataFrame], score: Score) -> None:
    of = {
        name: tables[name][tables[name]["document_id"] == document["document_id"]]
        for name in ("measures", "terms", "executors")
    }
    measures = {row["action"]: row for row in of["measures"].to_dict("records")}
    wanted = expected(source)
    score.count("rows", sum(row["action"] in measures for row in wanted), max(len(wanted), len(of["measures"])))
    for row in wanted:
        found = measures.get(row["action"])
        for name in CELLS:
            if row.get(name):
                score.count("cells", found is not None and found[name] == row[name])
        if row["section"]:
            printed = (
                " ".join(
                    filter(None, [found["section_number"] and f"{found['section_number']}.", found["section_title"]])
                )
                if found
                else ""
            )
            score.count(
                "sections",
                printed == row["section"] or (found is not None and str(found["section_title"]) in row["section"]),
            )
        measure_id = found["measure_id"] if found else None
        if row.get("term"):
            mine = of["terms"][of["terms"]["measure_id"] == measure_id]
            score.count("terms", [spelled(term) for term in mine.to_dict("records")] == source["terms"][row["term"]])
        if row.get("executor"):
            mine = of["executors"][of["executors"]["measure_id"] == measure_id]
            labels = [f"{one.label} / {one.level}" for one in mine.itertuples()]
            want = source["executors"][row["executor"]]
            score.count("executors", len(set(labels) & set(want)), max(len(labels), len(want)))
    for name in FACTS:
        value = document[name]
        value = None if pd.isna(value) else int(value) if name.startswith("period") else str(value)
        want = source.get(name)
        score.count("facts", value == (str(want) if want is not None and not isinstance(want, int) else want))


def table(scores: dict[str, Score]) -> str:
    """The shares as Markdown, the total last."""
    names = [field.name for field in fields(Score)]
    lines = ["| sample | " + " | ".join(names) + " |", "| --- |" + " ---: |" * len(names)]
    total = Score()
    for file, score in [*scores.items(), ("all", total)]:
        shares = []
        for name in names:
            right, of = getattr(score, name)
            shares.append(f"{right / of:.3f}" if of else "–")
            if score is not total:
                total.count(name, right, of)
        lines.append(f"| {file} | " + " | ".join(shares) + " |")
    return "\n".join(lines)


def main() -> None:
    if len(sys.argv) > 1:
        print(table(measure(Path(sys.argv[1]))))
        return
    from pipeline.ingest import Options, ingest

    with tempfile.TemporaryDirectory() as folder:
        ingest(Options(RAW, Path(folder)))
        print(table(measure(Path(folder))))


if __name__ == "__main__":
    main()
