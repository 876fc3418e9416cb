"""Parquet: rows ↔ tables, and the publishing of all of them in one step. The only door to pyarrow.

    OUT/documents.parquet … → .current/documents.parquet    links that never change
    OUT/.current            → .versions/STAMP               one link, replaced atomically: this is the publishing
    OUT/.versions/STAMP/    the tables and datapackage.json, whole before the link turns to them
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.schema import SCHEMA_VERSION, TABLES, Table

Rows: TypeAlias = Iterable[Mapping[str, Any]] | pd.DataFrame

_BOX = pa.struct([("page", pa.int32()), ("x0", pa.float32()), ("top", pa.float32()), ("x1", pa.float32()),
                  ("bottom", pa.float32())])
_TYPES = {
    "string": pa.string(), "bool": pa.bool_(), "float32": pa.float32(), "date32": pa.date32(),
    "int8": pa.int8(), "int16": pa.int16(), "int32": pa.int32(), "int64": pa.int64(),
    "list<string>": pa.list_(pa.string()), "list<int8>": pa.list_(pa.int8()),
    "map<string,string>": pa.map_(pa.string(), pa.string()),
    "list<struct<page:int32,x0:float32,top:float32,x1:float32,bottom:float32>>": pa.list_(_BOX),
}
_FRICTIONLESS = {"string": "string", "bool": "boolean", "float32": "number", "date32": "date"}


def arrow_schema(table: Table) -> pa.Schema:
    """The table's Arrow schema, with each column's meaning in its metadata."""
    return pa.schema([pa.field(c.name, _TYPES[c.type], metadata={"meaning": c.meaning}) for c in table.columns])


def to_arrow(table: Table, rows: Rows) -> pa.Table:
    """Rows as an Arrow table of exactly the declared types; an empty string becomes null, an unknown column raises.

    A data frame, for tables of millions of plain rows, is taken over column by column.

    >>> from pipeline.schema import ISSUES
    >>> to_arrow(ISSUES, [{"document_id": "0", "code": ""}]).to_pylist()[0]["code"] is None
    True
    """
    if isinstance(rows, pd.DataFrame):
        return pa.Table.from_pandas(rows[list(table.names)], schema=arrow_schema(table), preserve_index=False)
    rows = list(rows)
    names = set(table.names)
    for row in rows:
        if unknown := set(row) - names:
            raise ValueError(f"table {table.name} has no column {sorted(unknown)}")
    columns = []
    for column in table.columns:
        kind = _TYPES[column.type]
        values = [row.get(column.name) for row in rows]
        if column.type == "string":
            values = [value or None for value in values]
        elif column.type.startswith("map"):
            values = [list(value.items()) if isinstance(value, dict) else value for value in values]
        columns.append(pa.array(values, type=kind))
    return pa.Table.from_arrays(columns, schema=arrow_schema(table))


def frame(out: Path, name: str) -> pd.DataFrame | None:
    """A published table as a data frame, or None where nothing has been published yet."""
    path = out / f"{name}.parquet"
    return pq.read_table(path).to_pandas() if path.exists() else None


def read(out: Path, name: str) -> list[dict[str, Any]]:
    """A published table's rows, or none where nothing has been published yet."""
    path = out / f"{name}.parquet"
    return pq.read_table(path).to_pylist() if path.exists() else []


def publish(out: Path, tables: Mapping[str, Rows], *, version: str, stamp: str) -> Path:
    """Write every table, then turn the data set to them in one step. `stamp` names the version and must be new.

    Returns the folder that was published. A run killed before the last line leaves the former data set whole.
    """
    folder = out / ".versions" / stamp
    folder.mkdir(parents=True)
    resources = []
    for table in TABLES:
        arrow = to_arrow(table, tables.get(table.name, ()))
        path = folder / f"{table.name}.parquet"
        pq.write_table(arrow, path, compression="zstd")
        resources.append(_resource(table, path, arrow.num_rows))
    package = {
        "profile": "data-package", "name": "dorkarta", "title": "Дорожные карты: нормализованный набор данных",
        "schema_version": SCHEMA_VERSION, "pipeline_version": version, "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False, indent=1), "utf-8")
    _sync(folder)
    _link(Path(".versions") / stamp, out / ".current")
    for name in [f"{table.name}.parquet" for table in TABLES] + ["datapackage.json"]:
        if not _points(out / name, Path(".current") / name):
            _link(Path(".current") / name, out / name)
    _sweep(out, keep=stamp)
    return folder


def _resource(table: Table, path: Path, rows: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [
        {"name": c.name, "type": _frictionless(c.type), "arrowType": c.type, "description": c.meaning}
        for c in table.columns
    ]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name, "path": path.name, "format": "parquet", "mediatype": "application/vnd.apache.parquet",
        "description": table.row, "rows": rows, "bytes": path.stat().st_size,
        "hash": "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest(), "schema": schema,
    }


def _frictionless(kind: str) -> str:
    families = {"int": "integer", "map": "object", "list": "array"}
    return _FRICTIONLESS.get(kind) or next(name for prefix, name in families.items() if kind.startswith(prefix))


def _points(link: Path, target: Path) -> bool:
    return link.is_symlink() and Path(os.readlink(link)) == target


def _link(target: Path, link: Path) -> None:
    """Make `link` point to `target`, replacing what stood there in one step."""
    fresh = link.with_name(f"{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    if link.is_dir() and not link.is_symlink():  # a partitioned table of an older data set
        shutil.rmtree(link)
    os.replace(fresh, link)


def _sync(folder: Path) -> None:
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep(out: Path, keep: str) -> None:
    """Keep the published version and the one before it: a reader may still be in the midst of it."""
    others = [path for path in (out / ".versions").iterdir() if path.is_dir() and path.name != keep]
    for path in sorted(others, key=lambda path: path.stat().st_mtime)[:-1]:
        shutil.rmtree(path, ignore_errors=True)
