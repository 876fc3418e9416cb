"""A small data set written by hand for tests of the comparison: plans as lists of measures."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from normalizers.themes import classify
from pipeline import match
from pipeline.dataset import to_arrow
from pipeline.schema import TABLES


def measure(action: str, months: list[int], term: str | None = "по плану", executor: str | None = "методический отдел",
            result: str | None = None, **more: Any) -> dict[str, Any]:
    """One measure; `boxes` and `page_first` may be given besides."""
    return {"action": action, "months": months, "term": term, "executor": executor, "result": result, **more}


def publish(folder: Path, plans: dict[str, list[dict[str, Any]]], one_place: bool = False) -> Path:
    """Write every table of a data set into a folder: one document for each source path."""
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in TABLES}
    for source, measures in plans.items():
        document = hashlib.sha256(source.encode()).hexdigest()[:16]
        name = "один" if one_place else Path(source).stem
        rows["documents"].append({
            "document_id": document, "source_path": source, "source_paths": [source], "sha256": document * 4,
            "size_bytes": 1, "format": "image" if source.endswith("png") else source.rpartition(".")[2],
            "title": f"Дорожная карта, район {name}", "level": "municipal", "region_code": "RU-TUL",
            "region_name": "Тульская область", "municipality": f"{name} район", "ocr": False,
            "status": "ok" if measures else "empty", "measure_count": len(measures), "confidence": 0.9})
        for ordinal, row in enumerate(measures, 1):
            key = f"{document}-{ordinal:04d}"
            rows["measures"].append({
                "measure_id": key, "document_id": document, "ordinal": ordinal, "number": str(ordinal), "boxes": [],
                "region_code": "RU-TUL", "municipality": f"{name} район", "level": "municipal", "confidence": 0.9,
                "themes": list(classify(row["action"])), "flags": [], **row})
            if row["executor"]:
                rows["executors"].append({
                    "measure_id": key, "document_id": document, "ordinal": 1, "text": row["executor"],
                    "executor_id": "x", "label": row["executor"], "kind": "methodological-service",
                    "level": "municipal", "method": "exact", "score": 1.0})
            rows["terms"].append({"measure_id": key, "document_id": document, "ordinal": 1, "text": row["term"],
                                  "kind": "interval" if row["months"] else "conditional", "months": row["months"]})
            rows["cells"].append({"measure_id": key, "document_id": document, "ordinal": 1, "column": "action",
                                  "text": row["action"], "boxes": row.get("boxes", []), "table_index": 0,
                                  "row_index": ordinal, "confidence": 0.9, "doubtful": []})
    rows["documents"].sort(key=lambda row: row["document_id"])
    frames = {table.name: to_arrow(table, rows[table.name]).to_pandas() for table in TABLES}
    frames["matches"] = match.update(frames["measures"], frames["documents"], None, set())
    folder.mkdir(exist_ok=True, parents=True)
    for name, frame in frames.items():
        frame.to_parquet(folder / f"{name}.parquet")
    return folder
