"""Flattened text: what a PDF-to-text tool leaves of a table, the cells of a row one after another without a boundary.

`infer` is the door: the lines as printed → paragraphs and grids, the boundary of cells found by the best reading of
the whole document (`lattice`), taught by what earlier readings of it showed (`habits`). A text printed column by
column is read by a search of its own (`columnwise`); `doubt` says why such a text could not be read.
"""

from parsers.flattened.inference import doubt, infer

__all__ = ["doubt", "infer"]
