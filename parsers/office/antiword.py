"""Old Word files without LibreOffice: antiword's DocBook output, whose tables keep their column widths."""

from __future__ import annotations

import shutil
import subprocess
from itertools import accumulate
from pathlib import Path
from typing import Any

from lxml import etree

from parsers.document import Block
from parsers.reader_tables import Para, Slot, Table, blocks

_TIMEOUT = 30.0
_NEAR = 3.0  # points: two borders of different rows that are one


def is_installed() -> bool:
    """Whether antiword is on this machine."""
    return shutil.which("antiword") is not None


def read_blocks(path: Path) -> tuple[Block, ...]:
    """Paragraphs and grids of a .doc file; nothing where antiword can't read it."""
    try:
        done = subprocess.run(
            ["antiword", "-x", "db", "-i", "1", str(path)], capture_output=True, timeout=_TIMEOUT, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return ()
    return read_docbook(done.stdout) if done.returncode == 0 else ()


def read_docbook(data: bytes) -> tuple[Block, ...]:
    """The blocks of antiword's DocBook."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    items: list[Para | Table] = []
    number = 0
    for element in root.iter("para", "title", "informaltable") if root is not None else ():
        if element.tag == "informaltable":
            items.append(_table(element))
        elif not any(ancestor.tag == "informaltable" for ancestor in element.iterancestors()):
            number += 1
            items.append(_para(element, number))
    return blocks(items)


def _para(element: Any, number: int | None = None) -> Para:
    inside = "" if element.tag == "entry" else "[not(ancestor::informaltable)]"
    texts = [str(text) for text in element.xpath(f".//text(){inside}")]
    strong = [str(text) for text in element.xpath(".//emphasis[@role='bold']//text()")]
    text = "".join(texts).strip()
    return Para(_lines(text), bold=bool(text) and "".join(strong).strip() == text, number=number)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _table(element: Any) -> Table:
    """Each run of rows with the same columns is a group with its own widths; together they are one lattice."""
    groups = [(_borders(group), list(group.iter("row"))) for group in element.iter("tgroup")]
    lattice: list[float] = []
    for position in sorted(border for borders, _ in groups for border in borders):
        if not lattice or position - lattice[-1] > _NEAR:
            lattice.append(position)
    slots = []
    row = 0
    for borders, rows in groups:
        places = [min(range(len(lattice)), key=lambda index: abs(lattice[index] - border)) for border in borders]
        for element_row in rows:
            entries = element_row.findall("entry")
            for entry, start, end in zip(entries, places, places[1:], strict=False):
                if start < end:
                    slots.append(Slot(row, start, row + 1, end, (_para(entry),)))
            row += 1
    return Table(row, len(lattice) - 1, tuple(slots), None, tuple(lattice))


def _borders(group: Any) -> list[float]:
    widths = [float(column.get("colwidth", "0pt").removesuffix("pt") or 0) for column in group.iter("colspec")]
    return list(accumulate(widths, initial=0.0))
