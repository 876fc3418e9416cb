"""DOC, RTF and ODT → Document: LibreOffice makes a DOCX of them, antiword stands in for it where it can."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parsers import docx
from parsers.detect import detect
from parsers.document import Block, Document, Grid, Problem, Severity, Unreadable
from parsers.office import antiword as office_antiword
from parsers.office import soffice as office_soffice

_SUFFIXES = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt"}
_FLAT_SUFFIXES = {"doc": ".xml", "odt": ".fodt", "xlsx": ".xml"}
_RTF_ROW = re.compile(rb"\\trowd\b")


def read(path: Path, kind: str | None = None) -> Document:
    """The paragraphs and tables of a .doc, .rtf or .odt file (told by content).

    Raises Unreadable: tool-missing, conversion-failed, conversion-timeout, damaged.
    """
    kind = kind or detect(path)
    try:
        with as_docx(path, kind) as result:
            document = docx.read(result)
    except Unreadable as refused:
        return _with_antiword(path, kind, refused)
    if _promises_tables(path, kind) and not _grids(document.blocks):
        return _with_antiword(path, kind, _lost_tables())
    return Document(kind, document.blocks, problems=document.problems)


@contextmanager
def as_docx(path: Path, kind: str) -> Iterator[Path]:
    """A .doc, .rtf or .odt file as LibreOffice makes a DOCX of it, while the context lasts; raises Unreadable."""
    with office_soffice.converted(path, _suffix(path, kind), "docx") as result:
        yield result


@contextmanager
def converted(path: Path, target: str) -> Iterator[Path]:
    """A workbook that only LibreOffice reads, as .xlsx while the context lasts; raises Unreadable."""
    with office_soffice.converted(path, _book_suffix(path), target) as result:
        yield result


def _book_suffix(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(200).lstrip(b"\xef\xbb\xbf \r\n")
    if head.startswith(b"<"):
        return _FLAT_SUFFIXES["xlsx"]
    if not head.startswith(b"PK"):
        return ".xls"
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return ".xlsx"
    if "mimetype" in names:
        return ".ods"
    return ".xlsb" if "xl/workbook.bin" in names else ".xlsx"


def _suffix(path: Path, kind: str) -> str:
    with path.open("rb") as file:
        head = file.read(200).lstrip(b"\xef\xbb\xbf \r\n")
    return (_FLAT_SUFFIXES if head.startswith(b"<") else _SUFFIXES)[kind]


def _with_antiword(path: Path, kind: str, refused: Unreadable) -> Document:
    """What antiword prints of a .doc that LibreOffice did not read (whole); else the refusal stands."""
    blocks = office_antiword.read_blocks(path) if kind == "doc" and office_antiword.is_installed() else ()
    if not blocks:
        raise refused
    message = f"Прочитано программой antiword, объединённые ячейки не видны. {refused.message}"
    return Document(kind, blocks, problems=(Problem(Severity.WARNING, "read-by-antiword", message),))


def _promises_tables(path: Path, kind: str) -> bool:
    """Whether the file itself says that there are tables in it."""
    if kind == "rtf":
        return bool(_RTF_ROW.search(path.read_bytes()))
    if kind == "odt" and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return b"<table:table-row" in archive.read("content.xml")
    if kind == "doc" and office_antiword.is_installed():
        return bool(_grids(office_antiword.read_blocks(path)))
    return False


def _grids(blocks: tuple[Block, ...]) -> int:
    return sum(isinstance(block, Grid) for block in blocks)


def _lost_tables() -> Unreadable:
    return Unreadable("tables-lost", "LibreOffice потерял таблицы файла: откройте его в Word и сохраните как DOCX.")
