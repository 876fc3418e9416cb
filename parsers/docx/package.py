"""The parts of a DOCX package as trees: read from the ZIP within bounds, nothing outside it ever opened."""

from __future__ import annotations

import functools
import posixpath
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsmap
from docx.oxml.ns import qn as _qualified
from lxml import etree

from parsers.document import Unreadable

Element = Any  # lxml's element; python-docx adds classes of its own
qn = functools.cache(_qualified)  # «w:p» → its full name; asked for a few hundred thousand times a document

_MAX_PART = 200 * 1024 * 1024
# What zipfile raises over an archive that contradicts itself.
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, OSError, ValueError, KeyError
)  # fmt: skip
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", nsmap["w"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", nsmap["r"].encode()),
)


class Package:
    """An opened DOCX: `document`, `styles`, `numbering` (roots, the latter two maybe None)."""

    def __init__(self, path: Path):
        self._path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self._archive = archive
                self._names = {name.lower(): name for name in archive.namelist()}
                self._main = main = self._target("", "/officeDocument") or "word/document.xml"
                document = self._tree(main)
                self.styles = self._related(main, "/styles")
                self.numbering = self._related(main, "/numbering")
        except RuntimeError as error:  # zipfile's word for an encrypted member
            raise Unreadable("encrypted", "Файл защищён паролем: сохраните его без пароля и положите снова.") from error
        except (*BROKEN_ZIP, etree.XMLSyntaxError) as error:
            raise _damaged() from error
        if document is None:
            raise _damaged()
        self.document: Element = document

    def inserted(self, rel_id: str) -> bytes:
        """The bytes of a file inserted whole, by its relationship; raises Unreadable (damaged, too-large)."""
        try:
            with zipfile.ZipFile(self._path) as archive:
                self._archive = archive
                target = self._target(self._main, rel_id=rel_id)
                return self._bytes(self._names[(target or "").lower()])
        except (*BROKEN_ZIP, RuntimeError, etree.XMLSyntaxError) as error:
            raise _damaged() from error

    def _related(self, source: str, kind: str) -> Element | None:
        """An additional part: a document whose styles are broken is still read."""
        target = self._target(source, kind)
        try:
            return self._tree(target) if target else None
        except (*BROKEN_ZIP, etree.XMLSyntaxError):
            return None

    def _target(self, source: str, kind: str = "", rel_id: str | None = None) -> str | None:
        """The part to which a part is related by a kind of relationship (its ending), or by just this one."""
        folder, name = posixpath.split(source)
        rels = self._tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        if rels is None:
            return None
        for rel in rels.iter(_RELATIONSHIPS):
            wanted = rel.get("Type", "").endswith(kind) if rel_id is None else rel.get("Id") == rel_id
            if wanted and rel.get("TargetMode") != "External":
                target = rel.get("Target", "").replace("\\", "/")
                return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return None

    def _tree(self, name: str) -> Element | None:
        stored = self._names.get(name.lower())
        if stored is None:
            return None
        data = self._bytes(stored)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse_xml(data)

    def _bytes(self, stored: str) -> bytes:
        with self._archive.open(stored) as file:
            data = file.read(_MAX_PART + 1)
        if len(data) > _MAX_PART:
            raise Unreadable("too-large", "Внутри файла больше 200 МБ разметки: пересохраните его по частям.")
        return data


def _damaged() -> Unreadable:
    return Unreadable("damaged", "Файл DOCX повреждён: откройте его в Word или LibreOffice и пересохраните.")
