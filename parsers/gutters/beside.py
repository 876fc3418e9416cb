"""Ruled grids of a page and the words outside of them → whether a table without rules is to be sought there too."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.document import Grid
from parsers.gutters.lines import is_number
from parsers.gutters.reading import PageWords, pages_to_blocks
from parsers.roadmap.columns_vocabulary import meaning
from parsers.words import Word


def holds_plan(outside: PageWords, goes_on: bool) -> bool:
    """Whether the words outside of a page's ruled tables are a table too: under headings of a plan, or, where the page
    before has no ruled table (`goes_on`), the rest of the one there.
    """
    found = pages_to_blocks([outside]).get(outside.number, [])
    for grid in found:
        if isinstance(grid, Grid) and grid.n_cols > 2 and (goes_on or grid.n_rows > 1):
            heads = [" ".join(line.text for line in cell.lines) for cell in grid.cells if cell.row == 0]
            if goes_on or sum(meaning(head) is not None for head in heads) > 2:
                return True
    return False


def is_half_ruled(grid: Grid, words: Sequence[Word]) -> bool:
    """Whether the rules of a grid leave its rows unparted: numbers in one cell, or no more than the heading ruled."""
    numbers = [sum(is_number(line.text) for line in cell.lines) for cell in grid.cells if cell.col == 0]
    whole = [cell for cell in grid.cells if cell.col_end - cell.col == grid.n_cols > 2 and len(cell.lines) > 5]
    numbers += [sum(is_number(line.text.split()[0]) for line in cell.lines) for cell in whole]
    if any(count > 1 for count in numbers):
        return True
    heads = sum(meaning(" ".join(line.text for line in cell.lines)) is not None for cell in grid.cells)
    bottom = max(cell.box.bottom for cell in grid.cells if cell.box)
    left, right = (grid.edges[0], grid.edges[-1]) if grid.edges else (0.0, 0.0)
    below = sum(w.box.top > bottom and left - 5 <= w.box.x0 <= right for w in words)
    return grid.n_rows <= 2 and grid.n_cols > 2 and heads >= 2 and below > 20
