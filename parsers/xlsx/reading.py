"""Workbooks → Document: visible sheets, rows and columns, with values as their formats show them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from parsers.detect_ole import MAGIC
from parsers.document import Document, Problem, Severity, Unreadable
from parsers.xlsx.books import damaged, read_modern, read_old
from parsers.xlsx.layout import Sheet, blocks


def read(path: Path) -> Document:
    """The visible sheets of a workbook (.xlsx, .xls, .ods …); raises Unreadable (damaged, encrypted, too-large).

    Kinds that neither openpyxl nor xlrd reads go through LibreOffice: Unreadable "tool-missing" without it.
    """
    with path.open("rb") as file:
        head = file.read(8)
    try:
        if head == MAGIC:
            return Document("xlsx", blocks(read_old(path)))
        if head.startswith(b"PK") and _is_modern(path):
            return Document("xlsx", blocks(read_modern(path)))
    except Unreadable as refused:
        if refused.code != "damaged":
            raise
        return _mended(path, refused)
    return Document("xlsx", blocks(_through_office(path)))


def _through_office(path: Path) -> list[Sheet]:
    from parsers.office import converted

    with converted(path, "xlsx") as result:
        return read_modern(result)


def _mended(path: Path, refused: Unreadable) -> Document:
    """What LibreOffice saves of a damaged workbook, if anything; else the refusal stands."""
    try:
        saved = blocks(_through_office(path))
    except Unreadable:
        saved = ()
    if not saved:
        raise refused
    message = f"Прочитано то, что восстановил LibreOffice. {refused.message}"
    return Document("xlsx", saved, problems=(Problem(Severity.WARNING, "mended", message),))


def _is_modern(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise damaged() from error
