"""A table whose headings stand in its first column, one measure a column → the same table upright."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parsers.document import Cell, Grid
from parsers.roadmap.columns_likeness import term_like
from parsers.roadmap.columns_vocabulary import Role, meaning
from parsers.roadmap.printed_text import cell_text

MOST = 12  # headings that a plan may have
SURE = 0.6  # mean likeness of the cells that a term's heading stands before


@dataclass(frozen=True, slots=True)
class Turned(Grid):
    """A grid with rows and columns exchanged: what it tells of places has to be exchanged back."""


def upright(grid: Grid) -> Grid:
    """The grid with rows and columns exchanged where it lies on its side, else as it is.

    It does where its first column heads an action, a term and one more field, and two measures at least with terms of
    their own stand behind.
    """
    if not 3 <= grid.n_rows <= MOST or grid.n_cols < 3 or not _lies(grid):
        return grid
    cells = sorted((_exchanged(cell) for cell in grid.cells), key=lambda cell: (cell.row, cell.col))
    return Turned(
        grid.n_cols, grid.n_rows, tuple(cells), grid.origin, grid.table, grid.page, path=grid.path,
        confidence=grid.confidence,
    )  # fmt: skip


def _exchanged(cell: Cell) -> Cell:
    return replace(cell, row=cell.col, col=cell.row, row_end=cell.col_end, col_end=cell.row_end)


def _lies(grid: Grid) -> bool:
    heads = [cell for cell in grid.cells if cell.col == 0]
    if len(heads) != grid.n_rows or any(cell.col_end > 1 for cell in heads):
        return False
    found = {cell.row: meaning(cell_text(cell.lines)) for cell in heads}
    rows = {said.role: row for row, said in found.items() if said is not None}
    if None in found.values() or not {Role.ACTION, Role.TERM} <= set(rows) or len(set(rows) - {Role.EXTRA}) < 3:
        return False
    actions, terms = (_behind(grid, rows[role]) for role in (Role.ACTION, Role.TERM))
    if len(actions) < 2 or meaning(actions[0]) or not 2 <= len(terms) <= len(actions):
        return False
    return sum(map(term_like, terms)) / len(terms) >= SURE


def _behind(grid: Grid, row: int) -> list[str]:
    """The texts that stand behind a heading."""
    texts = (cell_text(cell.lines) for cell in grid.cells if cell.col > 0 and cell.row <= row < cell.row_end)
    return [text for text in texts if text]
