"""The door to all readers: a file, whatever it is, as a `Document`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from parsers.detect import detect
from parsers.document import Document, Unreadable


def read(path: Path) -> Document:
    """What is printed in a file, read by the reader that its content (not its name) asks for.

    Raises Unreadable with a stable code; an archive is code "archive": its members are documents of their own
    (`parsers.archive.members`).
    """
    kind = detect(path)
    if kind in ("doc", "rtf", "odt"):
        from parsers.office import read as read_office

        return read_office(path, kind)
    if kind in ("txt", "md", "csv"):
        from parsers.plaintext import read as read_plaintext

        return read_plaintext(path, kind)
    return _reader(kind)(path)


def _reader(kind: str) -> Callable[[Path], Document]:
    """The reader of one format; imported here because each brings a heavy library."""
    if kind == "pdf":
        from parsers.pdf import read as reader
    elif kind == "image":
        from parsers.scan import read as reader
    elif kind == "docx":
        from parsers.docx import read as reader
    elif kind == "xlsx":
        from parsers.xlsx import read as reader
    elif kind == "html":
        from parsers.html import read as reader
    elif kind == "pptx":
        from parsers.pptx import read as reader
    elif kind == "djvu":
        from parsers.djvu import read as reader
    else:
        raise Unreadable("archive", "Это архив: читаются документы внутри него, каждый сам по себе.")
    return reader
