"""One file per document with all that was read from it, named by what it depends on: the document's bytes, the code
that reads, and what the analyst stated. While none of these changes, the document is not read again."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
READING_CODE = ("parsers", "normalizers", "pipeline/measures.py", "pipeline/corrections.py", "pipeline/schema.py",
                "pipeline/vocabulary.py")
READING_PACKAGES = ("pdfplumber", "pypdfium2", "python-docx", "natasha", "rapidfuzz", "dateparser", "tesserocr",
                    "opencv-python-headless", "openpyxl", "lxml")

Tables = dict[str, list[dict[str, Any]]]


@cache
def code_version() -> str:
    """Twelve hex digits that change with any file or package that has a say in what is read."""
    digest = hashlib.sha256()
    for place in READING_CODE:
        path = PROJECT / place
        files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
        for file in files:
            if "__pycache__" not in file.parts:
                digest.update(file.relative_to(PROJECT).as_posix().encode() + b"\0" + file.read_bytes())
    for package in READING_PACKAGES:
        try:
            digest.update(f"{package} {version(package)}".encode())
        except PackageNotFoundError:
            digest.update(f"{package} absent".encode())
    return digest.hexdigest()[:12]


def context_version(source_path: str, stated: Mapping[str, object], texts: Iterable[bytes]) -> str:
    """Eight hex digits for all else the reading depends on: the path (it may name the region), the sidecars' facts,
    the analyst's registries."""
    digest = hashlib.sha256(source_path.encode("utf-8", "surrogateescape"))
    digest.update(json.dumps(stated, sort_keys=True, default=str, ensure_ascii=False).encode())
    for text in texts:
        digest.update(hashlib.sha256(text).digest())
    return digest.hexdigest()[:8]


def artefact_path(out: Path, document_id: str, context: str) -> Path:
    """Where the artefact of a document stands."""
    return out / ".artefacts" / document_id[:2] / f"{document_id}-{code_version()}-{context}.json.gz"


def store(path: Path, tables: Tables) -> None:
    """Write an artefact whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, compresslevel=3) as packed:
        packed.write(json.dumps(tables, ensure_ascii=False, default=_iso).encode("utf-8"))
    os.replace(fresh, path)


def load(path: Path) -> Tables | None:
    """An artefact's tables, or None where there is none, or not a whole one."""
    try:
        tables = json.loads(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError, ValueError):
        return None
    for rows in tables.values():
        for row in rows:
            for name in ("start", "end", "act_date"):
                if row.get(name):
                    row[name] = datetime.date.fromisoformat(row[name])
    return tables


def sweep(out: Path, keep: set[Path], documents: set[str]) -> None:
    """Remove outdated artefacts of documents that have a newer one; those of absent documents stay, they may return."""
    for path in (out / ".artefacts").glob("*/*.json.gz"):
        if path not in keep and path.name.partition("-")[0] in documents:
            path.unlink(missing_ok=True)


def _iso(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"an artefact holds no {type(value).__name__}")
