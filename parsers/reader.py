"""The door to all readers: a file, whatever it is, as a `Document`."""

from __future__ import annotations

from pathlib import Path

from parsers.detect import detect
from parsers.document import Document, Unreadable


def read(path: Path) -> Document:
    """What is printed in a file, read by the reader that its content (not its name) asks for.

    Raises Unreadable with a stable code; a ZIP archive is code "archive": its members are documents of their own
    (`parsers.archive.members`).
    """
    kind = detect(path)
    if kind == "pdf":
        from parsers import pdf

        return pdf.read(path)
    if kind == "image":
        from parsers import scan

        return scan.read(path)
    if kind == "docx":
        from parsers import docx

        return docx.read(path)
    if kind in ("doc", "rtf", "odt"):
        from parsers import office

        return office.read(path, kind)
    if kind == "xlsx":
        from parsers import xlsx

        return xlsx.read(path)
    if kind == "html":
        from parsers import html

        return html.read(path)
    if kind == "zip":
        raise Unreadable("archive", "Это архив: читаются документы внутри него, каждый сам по себе.")
    from parsers import plaintext

    return plaintext.read(path, kind)
