"""DOCX → Document: a walk over the XML that loses no content control, insertion, text box or nested table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from parsers.document import Document, Problem, Severity, Unreadable
from parsers.docx.inserted import inserted_items
from parsers.docx.numbering import Numbering, read_numbering
from parsers.docx.package import Element, Package, qn
from parsers.docx.styles import Styles, integer, read_styles, value
from parsers.docx.table import read_table
from parsers.docx.text import ALTERNATE, Fields, alternatives, is_placeholder, mark_is, read_inline
from parsers.reader_tables import Para, Table, blocks

_CONTAINERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo")))


def read(path: Path) -> Document:
    """The paragraphs and tables of a DOCX file in reading order; raises Unreadable (damaged, encrypted, too-large)."""
    found, problems = items(path)
    return Document("docx", blocks(found), problems=tuple(problems))


def items(path: Path, depth: int = 0) -> tuple[list[Para | Table], list[Problem]]:
    """The paragraphs and tables of a DOCX file as a tree, and what was lost; `depth` counts the files around it."""
    package = Package(path)
    body = package.document.find(qn("w:body"))
    if body is None:
        raise Unreadable("damaged", "В файле DOCX нет текста документа: откройте его в Word и пересохраните.")
    styles = read_styles(package.styles)
    walk = Walk(styles, read_numbering(package.numbering, styles), package, depth)
    return list(walk.items(body)), walk.problems


@dataclass(slots=True)
class Walk:
    """One pass over the body in reading order: numbers and fields are counted as they come."""

    styles: Styles
    numbering: Numbering
    package: Package
    depth: int = 0
    problems: list[Problem] = field(default_factory=list)
    _paragraphs: int = 0
    _fields: Fields = field(default_factory=Fields)
    _carried: str = ""  # text before a deleted paragraph mark: it runs on into the next paragraph

    def items(self, container: Element) -> Iterator[Para | Table]:
        """Paragraphs and tables that stand in a body, cell or text box."""
        for child in container.iterchildren():
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield read_table(child, self.items)
            elif child.tag == ALTERNATE:
                for inner in alternatives(child):
                    yield from self._one(inner)
            elif child.tag in _CONTAINERS and not (child.tag == qn("w:sdt") and is_placeholder(child)):
                yield from self.items(child)
            elif child.tag == qn("w:altChunk"):
                yield from self._inserted(child)

    def _one(self, element: Element) -> Iterator[Para | Table]:
        if element.tag == qn("w:p"):
            yield from self._paragraph(element)
        elif element.tag == qn("w:tbl"):
            yield read_table(element, self.items)

    def _paragraph(self, element: Element) -> Iterator[Para | Table]:
        self._paragraphs += 1
        number = self._paragraphs
        inline = read_inline(element, self.styles, self._fields)
        text = self._carried + inline.text
        self._carried = ""
        if mark_is(element, "w:del"):
            self._carried = text
        else:
            label = "" if mark_is(element, "w:vanish") and not text.strip() else self._label(element)
            lines = tuple(line.strip() for line in (label + text).split("\n"))
            style_id = value(element.find(qn("w:pPr")), "w:pStyle")
            yield Para(
                lines, inline.bold, self._is_centred(element, style_id), self._heading(element, style_id), number
            )
        for box in inline.boxes:
            yield from self.items(box)

    def _label(self, element: Element) -> str:
        properties = element.find(qn("w:pPr"))
        style_id = value(properties, "w:pStyle") or self.styles.default_paragraph
        num_id = value(properties, "w:numPr/w:numId")
        level = integer(value(properties, "w:numPr/w:ilvl"))
        for style in self.styles.paragraph_chain(style_id):
            num_id = style.num_id if num_id is None else num_id
            level = style.level if level is None else level
        if num_id is None:
            return ""
        if level is None:
            level = self.numbering.level_of_style(num_id, style_id) or 0
        return self.numbering.label(num_id, level)

    def _is_centred(self, element: Element, style_id: str | None) -> bool:
        own = value(element.find(qn("w:pPr")), "w:jc")
        given = [own, *(style.align for style in self.styles.paragraph_chain(style_id))]
        return next((align for align in given if align), "") == "center"

    def _heading(self, element: Element, style_id: str | None) -> int | None:
        own = integer(value(element.find(qn("w:pPr")), "w:outlineLvl"))
        if own is not None:
            return own + 1 if own < 9 else None
        return next((style.heading for style in self.styles.paragraph_chain(style_id) if style.heading), None)

    def _inserted(self, element: Element) -> Iterable[Para | Table]:
        """What a file inserted whole prints; told where it can't be read."""
        try:
            return inserted_items(self.package.inserted(element.get(qn("r:id"), "")), self.depth)
        except Unreadable as refused:
            message = f"В документ вставлен другой файл, который не читается. {refused.message}"
            self.problems.append(Problem(Severity.WARNING, "inserted-file", message))
            return ()
