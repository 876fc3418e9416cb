"""PPTX → Document: what slides print, texts and tables, slide by slide; pictures and notes are not read."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from lxml import etree

from parsers.document import Document, Unreadable
from parsers.docx.package import BROKEN_ZIP
from parsers.reader_tables import Para, Slot, Table, blocks

_MAX_PART = 64 * 1024 * 1024
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_POINT = 12_700  # English metric units
_OFF = (None, "0", "false")


def read(path: Path) -> Document:
    """The texts and tables of a presentation's shown slides, in their order; raises Unreadable (damaged, too-large)."""
    try:
        with zipfile.ZipFile(path) as archive:
            items = [item for slide in _slides(archive) for item in _items(slide)]
    except (*BROKEN_ZIP, RuntimeError, etree.XMLSyntaxError) as error:
        message = "Презентация повреждена: откройте её в PowerPoint и сохраните как PDF."
        raise Unreadable("damaged", message) from error
    return Document("pptx", blocks(items))


def _slides(archive: zipfile.ZipFile) -> Iterator[Any]:
    targets = {
        rel.get("Id"): posixpath.normpath(posixpath.join("ppt", rel.get("Target", "")))
        for rel in _tree(archive, "ppt/_rels/presentation.xml.rels")
        if rel.get("TargetMode") != "External"
    }
    for entry in _tree(archive, "ppt/presentation.xml").iter(f"{_SLIDES}sldId"):
        slide = _tree(archive, targets[entry.get(_REL_ID)])
        if slide.get("show") not in ("0", "false"):
            yield slide


def _tree(archive: zipfile.ZipFile, name: str) -> Any:
    with archive.open(name.lstrip("/")) as file:
        data = file.read(_MAX_PART + 1)
    if len(data) > _MAX_PART:
        raise Unreadable("too-large", "Внутри презентации больше 64 МБ разметки: сохраните её как PDF.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(data, parser)


def _items(element: Any) -> Iterator[Para | Table]:
    """Paragraphs and tables below an element, those within a table left to it."""
    for child in element.iterchildren():
        if child.tag == f"{_DRAWING}tbl":
            yield _table(child)
        elif child.tag == f"{_DRAWING}p":
            yield _para(child)
        elif isinstance(child.tag, str) and not child.tag.endswith("}Fallback"):
            yield from _items(child)


def _para(element: Any) -> Para:
    text = ""
    for part in element.iterchildren():
        if part.tag == f"{_DRAWING}br":
            text += "\n"
        elif part.tag in (f"{_DRAWING}r", f"{_DRAWING}fld"):
            text += part.findtext(f"{_DRAWING}t") or ""
    runs = [run.find(f"{_DRAWING}rPr") for run in element.iter(f"{_DRAWING}r")]
    bold = bool(runs) and all(run is not None and run.get("b") not in _OFF for run in runs)
    properties = element.find(f"{_DRAWING}pPr")
    centred = properties is not None and properties.get("algn") == "ctr"
    return Para(tuple(line.strip() for line in text.replace("\v", "\n").split("\n")), bold, centred)


def _table(element: Any) -> Table:
    widths = [int(column.get("w", "0")) / _POINT for column in element.iter(f"{_DRAWING}gridCol")]
    rows = element.findall(f"{_DRAWING}tr")
    slots = []
    for row, cells in enumerate(rows):
        for col, cell in enumerate(cells.findall(f"{_DRAWING}tc")[: len(widths)]):
            if cell.get("hMerge") in _OFF and cell.get("vMerge") in _OFF:
                row_end = min(len(rows), row + int(cell.get("rowSpan", "1")))
                col_end = min(len(widths), col + int(cell.get("gridSpan", "1")))
                slots.append(Slot(row, col, row_end, col_end, tuple(_items(cell))))
    return Table(len(rows), len(widths), tuple(slots), None, tuple(accumulate(widths, initial=0.0)))
