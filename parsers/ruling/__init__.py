"""Ruling lines → frames of cells → grids with text; the same for PDF pages and for scans.

The stations, each of which can be looked at: `tidy` (edges snapped and joined) → `frames` (connected edges → cells with
spans, no text) → `fill` (words → cells). `grids` is all of them at once.
"""

from parsers.ruling.cells import fill, grids, mended_number
from parsers.ruling.edges import tidy
from parsers.ruling.frames import Frame, Slot, frames, table_frames

__all__ = ["Frame", "Slot", "fill", "frames", "grids", "mended_number", "table_frames", "tidy"]
