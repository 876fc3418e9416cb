"""The published data set: the contract's types, one step, nothing lost."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from pipeline import dataset
from pipeline.schema import DOCUMENTS, MEASURES, TABLES

DOCUMENT = {"document_id": "0" * 16, "source_path": "план.pdf", "source_paths": ["план.pdf"], "status": "ok",
            "act_date": datetime.date(2021, 3, 29), "period_start": 2021, "title": ""}
MEASURE = {"measure_id": "0" * 16 + "-0001", "document_id": "0" * 16, "ordinal": 1, "months": [9, 10],
           "extra": {"Целевая группа": "педагоги"}, "flags": [],
           "boxes": [{"page": 1, "x0": 1.0, "top": 2.0, "x1": 3.0, "bottom": 4.0}]}


def publish(out: Path, stamp: str = "a", **tables) -> None:
    dataset.publish(out, tables or {"documents": [DOCUMENT], "measures": [MEASURE]}, version="0", stamp=stamp)


def test_every_table_is_published_with_the_declared_types(tmp_path: Path) -> None:
    publish(tmp_path)
    for table in TABLES:
        schema = pq.read_schema(tmp_path / f"{table.name}.parquet")
        assert schema.names == list(table.names)
        assert schema.equals(dataset.arrow_schema(table))
    extra = pq.read_schema(tmp_path / "measures.parquet").field("extra").type
    assert (str(extra.key_type), str(extra.item_type)) == ("string", "string")


def test_contract_of_the_shared_design(shared: Path) -> None:
    """Each table and column of design/dataset.md is in the schema, with its type."""
    ours = {table.name: {column.name: column.type for column in table.columns} for table in TABLES}
    name, seen = None, 0
    for line in (shared / "design/dataset.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            name = line[3:].partition(":")[0]
        elif line.startswith("| ") and not line.startswith(("| column", "| ---")):
            columns, kinds, *_ = (part.strip() for part in line.strip("|").split("|"))
            names, types = columns.split(", "), kinds.split(", ") if "<" not in kinds else [kinds]
            for n, column in enumerate(names):
                assert ours[name][column] == (types[n] if len(types) == len(names) else types[0])
                seen += 1
    assert seen > 90


def test_pandas_reads_it_and_empty_strings_are_null(tmp_path: Path) -> None:
    publish(tmp_path)
    documents = pd.read_parquet(tmp_path / "documents.parquet")
    assert documents.loc[0, "title"] is None or pd.isna(documents.loc[0, "title"])
    measures = pd.read_parquet(tmp_path / "measures.parquet")
    assert list(measures.loc[0, "months"]) == [9, 10]


def test_a_column_that_the_schema_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="no column"):
        dataset.to_arrow(MEASURES, [MEASURE | {"surprise": 1}])


def test_datapackage_tells_rows_and_hashes(tmp_path: Path) -> None:
    publish(tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert package["schema_version"]
    assert {resource["name"] for resource in package["resources"]} == {table.name for table in TABLES}
    for resource in package["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
    rows = {resource["name"]: resource["rows"] for resource in package["resources"]}
    assert rows["documents"] == rows["measures"] == 1


def test_publishing_that_fails_leaves_the_former_data_set(tmp_path: Path) -> None:
    publish(tmp_path, "a")
    with pytest.raises(ValueError, match="no column"):
        publish(tmp_path, "b", documents=[DOCUMENT], cells=[{"surprise": 1}])
    assert pq.read_table(tmp_path / "documents.parquet").num_rows == 1
    assert (tmp_path / ".current").readlink().name == "a"


def test_publishing_replaces_all_and_keeps_one_former_version(tmp_path: Path) -> None:
    for stamp in "abcd":
        publish(tmp_path, stamp)
    assert (tmp_path / ".current").readlink().name == "d"
    assert sorted(path.name for path in (tmp_path / ".versions").iterdir()) == ["c", "d"]


def test_a_plain_file_of_an_older_data_set_gives_way(tmp_path: Path) -> None:
    (tmp_path / "documents.parquet").write_bytes(b"old")
    (tmp_path / "measures.parquet").mkdir()
    publish(tmp_path)
    assert pq.read_table(tmp_path / "documents.parquet").schema.names == list(DOCUMENTS.names)
    assert pq.read_table(tmp_path / "measures.parquet").num_rows == 1
