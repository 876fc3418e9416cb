"""A text whose columns are made by spaces, as the texts of its tables' cells."""

from __future__ import annotations

from parsers.document import Flow, Grid, Line
from parsers.gutters import from_flow


def rows(text: str) -> list[list[str]]:
    """Each row's cells, left to right; a form feed in the text begins a page."""
    flow = Flow(tuple(Line(line, number=n + 1) for n, line in enumerate(text.replace("\f", "\n\f").split("\n"))))
    found = []
    for grid in from_flow(flow) or []:
        if isinstance(grid, Grid):
            for row in range(grid.n_rows):
                cells = sorted((c for c in grid.cells if c.row <= row < c.row_end), key=lambda c: c.col)
                found.append([" ".join(line.text for line in cell.lines) for cell in cells])
    return found
