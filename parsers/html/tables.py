"""A parsed page → paragraphs and tables: one pass over its elements, without recursion."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from parsers.html.lattice import MAX_SPAN, OpenTable
from parsers.html.lists import Lists, is_mark
from parsers.reader_tables import Para, Table

_SKIPPED = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "applet",
        "select",
        "button",
        "textarea",
        "audio",
        "video",
        "canvas",
        "nav",
        "aside",
        "del",
        "map",
        "rp",
        "rt",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "o:p",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "ruby",
        "rb",
        "st1:metricconverter",
        "st1:date",
        "st1:place",
        "st1:personname",
    ]
)
_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_PLAIN_STYLE = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)")
_CENTRED_STYLE = re.compile(r"text-align\s*:\s*center")
_FLOATED = re.compile(r"float\s*:\s*left")


class Walk:
    """Reads one page."""

    def __init__(self) -> None:
        self._items: list[list[Para | Table]] = [[]]
        self._tables: list[OpenTable] = []
        self._lists = Lists()
        self._text = ""
        self._is_bold: bool | None = None
        self._bold: list[bool] = [False]
        self._centred: list[bool] = [False]
        self._heading: int | None = None
        self._number = 0
        self._preformatted = 0

    def read(self, root: Any) -> list[Para | Table]:
        """The page's paragraphs and tables, tables in cells where they stand."""
        for sheet in root.iter("style"):
            self._lists.meet_sheet(sheet.text or "")
        events = etree.iterwalk(root, events=("start", "end"))
        for event, element in events:
            if not isinstance(element.tag, str):
                if event == "end":
                    self._add(element.tail)
                continue
            if event == "start":
                if _is_skipped(element):
                    events.skip_subtree()
                else:
                    self._start(element)
                    self._add(element.text)
            else:
                if not _is_skipped(element):
                    self._end(element)
                self._add(element.tail)
        self._flush()
        while self._tables:
            self._end_table()
        return self._items[0]

    def _start(self, element: Any) -> None:
        tag = element.tag
        style = element.get("style", "").lower()
        if tag not in _INLINE and tag != "br":
            self._flush(keep_mark=tag in ("p", "div", "h1", "h2", "h3", "h4", "h5", "h6"))
        self._bold.append(
            (self._bold[-1] or tag in _BOLD or bool(_BOLD_STYLE.search(style))) and not _PLAIN_STYLE.search(style)
        )
        centred = tag == "center" or element.get("align", "").lower() == "center" or bool(_CENTRED_STYLE.search(style))
        aligned = "align" in element.attrib or "text-align" in style
        self._centred.append(centred or (self._centred[-1] and not aligned))
        if tag == "br":
            self._text += "\n"
        elif tag == "table":
            self._tables.append(OpenTable())
        elif tag in ("ol", "ul"):
            self._lists.begin(element, style)
        elif tag == "li":
            self._text += self._lists.mark(element)
        elif tag in ("thead", "tbody", "tfoot", "tr", "td", "th") and self._tables:
            self._start_in_table(element, style)
        elif re.fullmatch("h[1-6]", tag):
            self._heading = int(tag[1])
        elif tag == "pre":
            self._preformatted += 1

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag not in _INLINE and tag != "br":
            self._flush()
        elif _FLOATED.search(element.get("style", "").lower()):
            self._text += " "
        self._bold.pop()
        self._centred.pop()
        if tag == "table" and self._tables:
            self._end_table()
        elif tag in ("td", "th") and self._tables and self._tables[-1].cell:
            self._end_cell()
        elif tag == "tr" and self._tables:
            self._tables[-1].end_row()
        elif tag in ("ol", "ul"):
            self._lists.end()
        elif re.fullmatch("h[1-6]", tag):
            self._heading = None
        elif tag == "pre":
            self._preformatted -= 1

    def _start_in_table(self, element: Any, style: str) -> None:
        table = self._tables[-1]
        if table.cell:  # unclosed markup: a cell within a cell is the next one
            self._end_cell()
        if element.tag == "tr":
            table.begin_row()
        elif element.tag in ("td", "th"):
            if table.row < 0:
                table.begin_row()
            table.row_is_heading &= element.tag == "th"
            table.cell = (0, _span(element.get("rowspan"), 0), max(1, _span(element.get("colspan"), 1)))
            self._items.append([])
        else:
            table.end_row()
            table.in_head = element.tag == "thead"

    def _end_cell(self) -> None:
        table = self._tables[-1]
        items = self._items.pop()
        if table.cell:
            table.place(table.cell[1], table.cell[2], items)
        table.cell = None

    def _end_table(self) -> None:
        if self._tables[-1].cell:
            self._end_cell()
        table = self._tables.pop().table()
        if table.slots:
            self._items[-1].append(table)

    def _add(self, text: str | None) -> None:
        if not text:
            return
        self._text += text if self._preformatted else _SPACES.sub(" ", text)
        if text.strip():
            bold = self._bold[-1]
            self._is_bold = bold if self._is_bold is None else self._is_bold and bold

    def _flush(self, keep_mark: bool = False) -> None:
        """Ends the paragraph; with `keep_mark` a list item's mark waits for the paragraph that begins now."""
        lines = tuple(_SPACES.sub(" ", line).strip() for line in self._text.split("\n"))
        if any(lines):
            if keep_mark and is_mark(self._text):
                return
            self._number += 1
            self._items[-1].append(Para(lines, self._is_bold, self._centred[-1], self._heading, self._number))
        self._text = ""
        self._is_bold = None


def _is_skipped(element: Any) -> bool:
    if element.tag in _SKIPPED or "hidden" in element.attrib:
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style", "").lower()))


def _span(text: str | None, least: int) -> int:
    """A rowspan or colspan; anything senseless is 1."""
    match = re.match(r"\s*(\d{1,6})", text or "")
    return min(max(int(match.group(1)), least), MAX_SPAN) if match else 1
