"""Flattened text: what a PDF-to-text tool leaves of a table, the cells of a row one after another without a boundary.

`infer` is the door: the lines as printed → paragraphs and grids, the boundary of cells found by the best reading of
the whole document (`lattice`), taught by what earlier readings of it showed (`habits`).
"""

from parsers.flattened.inference import infer

__all__ = ["infer"]
