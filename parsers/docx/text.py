"""A DOCX paragraph's runs → its printed text: insertions in, deletions, hidden text, field codes and marks out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from parsers.docx.number_formats import bullet
from parsers.docx.package import Element, qn
from parsers.docx.styles import Styles, toggle, value

CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_BOX = qn("w:txbxContent")
_MATH_TEXT = qn("m:t")
# Containers whose content is not printed: deletions, moves away, the reading aid above a word, properties.
_UNPRINTED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:rt", "w:sdtPr", "w:sdtEndPr", "w:rPr", "w:pPr")))
_BREAKS = {"w:br": "\n", "w:cr": "\n", "w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-"}
_CHARACTERS = {qn(tag): text for tag, text in _BREAKS.items()}
# The few characters of Word's symbol fonts that plans are marked with.
_SYMBOLS = {
    "FC": "✓",
    "FE": "☑",
    "A8": "☐",
    "FB": "✗",
    "6F": "☐",
    "2B": "+",
    "2D": "-",
    "D6": "√",
    "F0": "→",
    "B7": "•",
}


@dataclass(slots=True)
class Fields:
    """Where in nested complex fields the reading stands: each open field is in its code (True) or its result."""

    in_code: list[bool] = field(default_factory=list)

    def take(self, kind: str | None) -> None:
        if kind == "begin":
            self.in_code.append(True)
        elif kind == "separate" and self.in_code:
            self.in_code[-1] = False
        elif kind == "end" and self.in_code:
            self.in_code.pop()

    @property
    def printed(self) -> bool:
        return not any(self.in_code)


@dataclass(slots=True)
class Inline:
    """What a paragraph prints: text with "\\n" for soft lines, whether all of it is bold, and its text boxes."""

    text: str = ""
    bold: bool | None = None
    boxes: list[Element] = field(default_factory=list)

    def add(self, text: str, bold: bool) -> None:
        self.text += text
        if text.strip():
            self.bold = bold if self.bold is None else self.bold and bold


def read_inline(paragraph: Element, styles: Styles, fields: Fields) -> Inline:
    """The printed content of a w:p; `fields` goes on from paragraph to paragraph."""
    found = Inline()
    style_id = value(paragraph.find(qn("w:pPr")), "w:pStyle")
    for run in _runs(paragraph):
        if run.tag == _MATH_TEXT:
            found.add(run.text or "", False)
            continue
        properties = run.find(qn("w:rPr"))
        hidden = _resolved(properties, "w:vanish", styles, style_id)
        bold = _resolved(properties, "w:b", styles, style_id)
        for element in run.iterchildren():
            found.boxes += () if hidden else _text_boxes(element)
            text = _printed(element, fields)
            if not hidden:
                found.add(text, bold)
    return found


def mark_is(paragraph: Element, tag: str) -> bool:
    """Whether the paragraph's own mark is hidden (w:vanish) or deleted (w:del)."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
    if mark is None or mark.find(qn(tag)) is None:
        return False
    return bool(toggle(mark, tag))


def alternatives(element: Element) -> Iterator[Element]:
    """The children of mc:AlternateContent's first branch: the same content stands in it more than once."""
    branch = element.find(CHOICE)
    branch = next(element.iterchildren(), None) if branch is None else branch
    if branch is not None:
        yield from branch.iterchildren()


def _runs(container: Element) -> Iterator[Element]:
    """Runs in reading order, out of hyperlinks, content controls, insertions and the like."""
    for child in container.iterchildren():
        if not isinstance(child.tag, str) or child.tag in _UNPRINTED:
            continue
        if child.tag == qn("w:r") or child.tag == _MATH_TEXT:
            yield child
        elif child.tag == qn("w:sdt") and is_placeholder(child):
            continue
        elif child.tag == ALTERNATE:
            for inner in alternatives(child):
                yield from [inner] if inner.tag == qn("w:r") else _runs(inner)
        else:
            yield from _runs(child)


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows only its prompt («Место для ввода текста»)."""
    return bool(toggle(control.find(qn("w:sdtPr")), "w:showingPlcHdr"))


def _printed(element: Element, fields: Fields) -> str:
    if element.tag == qn("w:fldChar"):
        fields.take(element.get(qn("w:fldCharType")))
        return ""
    if not fields.printed:
        return ""
    if element.tag == qn("w:t"):
        return bullet(element.text or "")
    if element.tag == qn("w:sym"):
        code = element.get(qn("w:char"), "")[-2:].upper()
        return _SYMBOLS.get(code, "•")
    if element.tag == qn("w:br") and element.get(qn("w:type")) in ("page", "column"):
        return "\n"
    if element.tag == ALTERNATE:
        return "".join(_printed(inner, fields) for inner in alternatives(element))
    return _CHARACTERS.get(element.tag, "")


def _text_boxes(element: Element) -> list[Element]:
    """The outermost text boxes of a drawing; those inside them are read with them."""
    if element.tag == ALTERNATE:
        return [box for inner in alternatives(element) for box in _text_boxes(inner)]
    if element.tag == _BOX:
        return [element]
    return [box for inner in element.iterchildren() for box in _text_boxes(inner)]


def _resolved(properties: Element | None, tag: str, styles: Styles, style_id: str | None) -> bool:
    """An on/off property: the run's own, else its character style's, else its paragraph's."""
    own = toggle(properties, tag)
    if own is not None:
        return own
    attribute = "bold" if tag == "w:b" else "hidden"
    character = value(properties, "w:rStyle")
    for style in (*(styles.chain(character) if character else ()), *styles.paragraph_chain(style_id)):
        given = getattr(style, attribute)
        if given is not None:
            return bool(given)
    return False
