"""Workbooks → Document: visible sheets, rows and columns, with values as their formats show them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from parsers.detect_ole import MAGIC
from parsers.document import Document, Unreadable
from parsers.xlsx_books import read_modern, read_old
from parsers.xlsx_layout import Sheet, blocks


def read(path: Path) -> Document:
    """The visible sheets of a workbook (.xlsx, .xls, .ods …); raises Unreadable (damaged, encrypted, too-large).

    Kinds that neither openpyxl nor xlrd reads go through LibreOffice: Unreadable "tool-missing" without it.
    """
    return Document("xlsx", blocks(_sheets(path)))


def _sheets(path: Path) -> list[Sheet]:
    with path.open("rb") as file:
        head = file.read(8)
    if head == MAGIC:
        try:
            return read_old(path)
        except Unreadable as refused:
            if refused.code != "damaged":
                raise
    elif head.startswith(b"PK") and _is_modern(path):
        return read_modern(path)
    from parsers.office import converted

    with converted(path, "xlsx") as better:
        return read_modern(better)


def _is_modern(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return "xl/workbook.xml" in {name.lower() for name in archive.namelist()}
