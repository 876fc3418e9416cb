"""A file inserted whole into a DOCX (w:altChunk) → what it prints, read by the reader of its own kind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from parsers.detect import detect
from parsers.document import Unreadable
from parsers.reader_tables import Para, Table

MOST = 3  # files inserted into one another


def inserted_items(data: bytes, depth: int) -> Iterable[Para | Table]:
    """Paragraphs and tables of an inserted file of any kind that has such; `depth` counts files around it.

    Raises Unreadable: what its reader raises, and too-deep.
    """
    if depth >= MOST:
        raise Unreadable("too-deep", "Файлы вставлены друг в друга слишком глубоко.")
    with tempfile.TemporaryDirectory(prefix="dorkarta-inserted-") as folder:
        path = Path(folder, "part")
        path.write_bytes(data)
        return list(_items(path, depth + 1))


def _items(path: Path, depth: int) -> Iterable[Para | Table]:
    kind = detect(path)
    if kind == "docx":
        from parsers.docx.reading import items

        return items(path, depth)[0]
    if kind == "html":
        from parsers.html.reading import items as page_items

        return page_items(path)
    if kind in ("doc", "rtf", "odt"):
        from parsers.docx.reading import items
        from parsers.office import as_docx

        with as_docx(path, kind) as result:
            return items(result, depth)[0]
    if kind in ("txt", "md"):
        from parsers.plaintext.encoding import decode

        decoded = decode(path.read_bytes())
        return [Para((line.strip(),)) for line in (decoded.text if decoded else "").splitlines()]
    raise Unreadable("unsupported-type", "Файлы такого рода внутри документа не читаются.")
