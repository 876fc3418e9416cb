"""What a DOCX style gives to the paragraphs and runs that name it, through the styles it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers.docx.package import Element, qn

VAL = qn("w:val")
_OFF = {"0", "false", "off", "none"}
_HEADING = re.compile(r"^(?:heading|заголовок)\s+(\d)$", re.IGNORECASE)
_MAX_DEPTH = 20


@dataclass(slots=True)
class Style:
    """A style's own settings, None where it is silent; `num_id` and `level` point into the numbering."""

    base: str | None = None
    bold: bool | None = None
    hidden: bool | None = None
    align: str | None = None
    heading: int | None = None
    num_id: str | None = None
    level: int | None = None


@dataclass(slots=True)
class Styles:
    """All styles of a document by id; "" is what stands under all of them."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str | None = None

    def chain(self, style_id: str | None) -> list[Style]:
        """The style, those it is based on, and the document's defaults, nearest first."""
        found: list[Style] = []
        while style_id and style_id in self.by_id and len(found) < _MAX_DEPTH:
            found.append(self.by_id[style_id])
            style_id = self.by_id[style_id].base
        if "" in self.by_id:
            found.append(self.by_id[""])
        return found

    def paragraph_chain(self, style_id: str | None) -> list[Style]:
        return self.chain(style_id if style_id in self.by_id else self.default_paragraph)


def toggle(properties: Element | None, tag: str) -> bool | None:
    """An on/off property such as w:b or w:vanish; None where it is not given."""
    found = properties.find(qn(tag)) if properties is not None else None
    return None if found is None else found.get(VAL, "1").lower() not in _OFF


def value(properties: Element | None, path: str) -> str | None:
    """The w:val of a property by its path of tags («w:numPr/w:numId»); None where it is not given."""
    found = properties
    for tag in path.split("/"):
        if found is None:
            return None
        found = found.find(qn(tag))
    return None if found is None else found.get(VAL)


def integer(text: str | None) -> int | None:
    """A whole number as an attribute holds it, None where it holds none."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else None


def read_styles(root: Element | None) -> Styles:
    """The styles of word/styles.xml."""
    styles = Styles()
    if root is None:
        return styles
    defaults = root.find(qn("w:docDefaults"))
    if defaults is not None:
        styles.by_id[""] = _style(defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}"),
                                  defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}"))  # fmt: skip
    for element in root.iter(qn("w:style")):
        style_id = element.get(qn("w:styleId"))
        if not style_id:
            continue
        style = _style(element.find(qn("w:pPr")), element.find(qn("w:rPr")))
        style.base = value(element, "w:basedOn")
        named = _HEADING.match(value(element, "w:name") or "")
        if named and style.heading is None:
            style.heading = int(named.group(1))
        styles.by_id[style_id] = style
        if element.get(qn("w:type")) == "paragraph" and element.get(qn("w:default"), "0").lower() not in _OFF:
            styles.default_paragraph = style_id
    return styles


def _style(paragraph: Element | None, run: Element | None) -> Style:
    outline = integer(value(paragraph, "w:outlineLvl"))
    return Style(
        bold=toggle(run, "w:b"),
        hidden=toggle(run, "w:vanish"),
        align=value(paragraph, "w:jc"),
        heading=outline + 1 if outline is not None and 0 <= outline < 9 else None,
        num_id=value(paragraph, "w:numPr/w:numId"),
        level=integer(value(paragraph, "w:numPr/w:ilvl")),
    )
