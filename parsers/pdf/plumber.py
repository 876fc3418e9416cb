"""The only door to pdfplumber: pages that pdfium can't load, and the reference of tests and benchmarks."""

from __future__ import annotations

from pathlib import Path

from parsers.document import Box
from parsers.pdf.layer import Layer
from parsers.words import Edge, Word


def plumber_layer(path: Path, number: int) -> Layer | None:
    """A page's words and rules as pdfplumber sees them; None where it can't read the page either."""
    import pdfplumber

    try:
        with pdfplumber.open(path, pages=[number]) as pdf:
            page = pdf.pages[0]
            left, top = page.bbox[0], page.bbox[1]
            words = tuple(
                Word(w["text"], Box(number, w["x0"] - left, w["top"] - top, w["x1"] - left, w["bottom"] - top))
                for w in page.extract_words()
            )
            edges = tuple(
                Edge(True, e["top"] - top, e["x0"] - left, e["x1"] - left)
                if e["orientation"] == "h"
                else Edge(False, e["x0"] - left, e["top"] - top, e["bottom"] - top)
                for e in page.edges
            )
            layer = Layer(
                number, float(page.width), float(page.height), words, edges, sum(len(w.text) for w in words), 0, 0, 0.0
            )
            page.close()
            return layer
    except Exception:  # pdfminer raises whatever a broken file makes it raise
        return None
