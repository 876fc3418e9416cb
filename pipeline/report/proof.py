"""Proof: the cut-out of the source page where a measure stands, and the place in words where a format has no pages."""

from __future__ import annotations

import base64
import io
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from PIL import Image

from pipeline.coverage_study import Study, items, text
from pipeline.report.figures import View

DPI = 100
MARGIN = 5.0
"""Points shown around a measure."""
WIDTH = 820
"""Pixels: a wider cut-out is made smaller."""
BUDGET = 3_200_000
"""Bytes (as they stand in the page) that all cut-outs may take; what is beyond gets a link to its page."""
SECONDS = 20.0
PAGED = frozenset({"pdf", "image"})


@dataclass(frozen=True, slots=True)
class Proofs:
    """`images` are data addresses; `image` gives a row's image; `page` and `place` tell where each row stands;
    `link` the file of a document, relative to the report, or None where it is not there."""

    images: list[str]
    image: Mapping[int, int]
    page: list[int]
    place: list[str]
    link: Mapping[str, str | None]

    @property
    def count(self) -> int:
        return len(self.images)


def cut(study: Study, view: View, raw: Path | None, out: Path) -> Proofs:
    """Cut-outs within the budget: first of what other plans lack, then row by row."""
    pages = [0 if value != value or value is None else int(value) for value in study.measures["page_first"]]
    link = {row.document_id: _link(raw, row.source_path, out) for row in study.documents.itertuples(index=False)}
    images: list[str] = []
    image: dict[int, int] = {}
    if raw is not None:
        known: dict[str, int] = {}
        left = BUDGET
        for row, address in _cut_outs(study, _wanted(study, view), raw):
            at = known.get(address)
            if at is None:
                if len(address) > left:
                    break
                left -= len(address)
                at = known[address] = len(images)
                images.append(address)
            image[row] = at
    return Proofs(images, image, pages, places(study), link)


def places(study: Study) -> list[str]:
    """Where each measure stands, in words: «стр. 3», «таблица 2, строка 5», «строки 120–123»."""
    cells = study.cells
    first = cells[cells["column"] == "action"].drop_duplicates("measure_id").set_index("measure_id")
    spans = cells.groupby("measure_id")[["line_first", "line_last"]].agg({"line_first": "min", "line_last": "max"})
    lines = spans.to_dict("index")
    grids = first[["table_index", "row_index"]].to_dict("index")
    return [
        _place(row, grids.get(row.measure_id, {}), lines.get(row.measure_id, {}))
        for row in study.measures[["measure_id", "page_first", "page_last"]].itertuples(index=False)
    ]


def _place(row: Any, grid: Mapping[Any, Any], line: Mapping[Any, Any]) -> str:
    first, last = number(row.page_first), number(row.page_last)
    if first is not None:
        return f"стр. {first}" if last in (None, first) else f"стр. {first}–{last}"
    table, at = number(grid.get("table_index")), number(grid.get("row_index"))
    if table is not None and at is not None:
        return f"таблица {table + 1}, строка {at + 1}"
    begin, end = number(line.get("line_first")), number(line.get("line_last"))
    if begin is not None:
        return f"строка {begin}" if end in (None, begin) else f"строки {begin}–{end}"
    return ""


def number(value: Any) -> int | None:
    """A number of a table as an integer, None where it is null."""
    return None if value is None or value != value else int(value)


def _link(raw: Path | None, source: str, out: Path) -> str | None:
    if raw is None or not text(source) or not (raw / source).is_file():
        return None
    return quote(os.path.relpath((raw / source).resolve(), out.resolve()).replace(os.sep, "/"))


def _wanted(study: Study, view: View) -> list[int]:
    """Rows with boxes in a document of pages, in the order in which they deserve a cut-out."""
    formats = dict(zip(study.documents["document_id"], study.documents["format"], strict=True))
    shown = [
        formats.get(document) in PAGED and len(items(boxes)) > 0
        for document, boxes in zip(study.measures["document_id"], study.measures["boxes"], strict=True)
    ]
    order: dict[int, None] = {}
    most = max((len(found) for found in view.gaps), default=0)
    for rank in range(most):
        for found in view.gaps:
            if rank < len(found) and shown[found[rank].row]:
                order.setdefault(found[rank].row)
    for row in np.flatnonzero(shown):
        order.setdefault(int(row))
    return list(order)


def _cut_outs(study: Study, rows: Sequence[int], raw: Path) -> Iterator[tuple[int, str]]:
    """(row, data address); pages are rendered once, document by document in blocks of the wanted order."""
    began = time.monotonic()
    sources = dict(zip(study.documents["document_id"], study.documents["source_path"], strict=True))
    owners = study.measures["document_id"].to_numpy(object)
    boxes = study.measures["boxes"]
    for start in range(0, len(rows), 400):
        of_document: dict[str, list[int]] = defaultdict(list)
        for row in rows[start : start + 400]:
            of_document[owners[row]].append(row)
        for document, wanted in of_document.items():
            if time.monotonic() - began > SECONDS:
                return
            path = raw / sources[document]
            if path.is_file():
                yield from _of_document(path, {row: items(boxes.iloc[row]) for row in wanted})


def _of_document(path: Path, wanted: Mapping[int, list[Any]]) -> Iterator[tuple[int, str]]:
    """Each measure's cut-out; the parts of one that runs over a page break stand below each other."""
    of_page: dict[int, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row, boxes in wanted.items():
        for box in boxes:
            of_page[int(box["page"])][row].append(box)
    parts: dict[int, list[Image.Image]] = defaultdict(list)
    for page, image, scale in _pages(path, sorted(of_page)):
        for row, boxes in of_page[page].items():
            part = _crop(image, boxes, scale)
            if part is not None:
                parts[row].append(part)
    for row in wanted:
        if parts[row]:
            yield row, _address(_stacked(parts[row]))


def _stacked(parts: Sequence[Image.Image]) -> Image.Image:
    """The parts below each other on white, a grey line where the page ends."""
    if len(parts) == 1:
        return parts[0]
    whole = Image.new("L", (max(p.width for p in parts), sum(p.height for p in parts) + 6 * (len(parts) - 1)), 255)
    top = 0
    for at, part in enumerate(parts):
        if at:
            whole.paste(150, (0, top + 2, whole.width, top + 4))
            top += 6
        whole.paste(part, (0, top))
        top += part.height
    return whole


def _pages(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, Image.Image, float]]:
    """(page, image, pixels a point); a page that can't be rendered is left out: its measures keep their link."""
    from parsers.document import Unreadable

    try:
        if path.suffix.lower() == ".pdf":
            from parsers.pdf.pdfium import PageBroken, open_pdf

            with open_pdf(path) as pdf:
                for number in numbers:
                    try:
                        yield number, Image.fromarray(pdf.render(number, DPI)), DPI / 72
                    except PageBroken:
                        continue
        else:
            yield from _frames(path, numbers)
    except (Unreadable, OSError, ImportError):
        return


def _frames(path: Path, numbers: Sequence[int]) -> Iterator[tuple[int, Image.Image, float]]:
    from parsers.scan import scale_of
    from parsers.scan.files import frames

    for number, (pixels, dpi) in enumerate(frames(path), start=1):
        if number in numbers:
            whole = Image.fromarray(pixels).convert("L")
            per_point = 1 / scale_of(pixels, dpi)
            factor = min(1.0, DPI / 72 / per_point)
            size = (max(1, round(whole.width * factor)), max(1, round(whole.height * factor)))
            yield number, whole.resize(size), per_point * factor


def _crop(image: Image.Image, boxes: Sequence[Any], scale: float) -> Image.Image | None:
    left = max(0, int((min(b["x0"] for b in boxes) - MARGIN) * scale))
    top = max(0, int((min(b["top"] for b in boxes) - MARGIN) * scale))
    right = min(image.width, int((max(b["x1"] for b in boxes) + MARGIN) * scale) + 1)
    bottom = min(image.height, int((max(b["bottom"] for b in boxes) + MARGIN) * scale) + 1)
    if right - left < 8 or bottom - top < 8:
        return None
    part = image.crop((left, top, right, bottom))
    if part.width > WIDTH:
        part = part.resize((WIDTH, max(1, round(part.height * WIDTH / part.width))), Image.Resampling.LANCZOS)
    return part


def _address(part: Image.Image) -> str:
    stream = io.BytesIO()
    part.save(stream, "WEBP", quality=32, method=4)
    return "data:image/webp;base64," + base64.b64encode(stream.getvalue()).decode("ascii")
