"""What the finders of tables in plain text share: a stretch of lines and the grids that it prints."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parsers.document import Cell, Grid, Line, Origin


@dataclass(frozen=True, slots=True)
class Found:
    """Lines [first, end) of a text (0-based) that are tables, and the grids in them."""

    first: int
    end: int
    grids: tuple[Grid, ...]

    def shifted(self, lines: int) -> Found:
        return replace(self, first=self.first + lines, end=self.end + lines)


def printed(text: str, like: Line) -> tuple[Line, ...]:
    """A cell's part of a line, or nothing where it is blank."""
    text = text.strip()
    return (replace(like, text=text),) if text else ()


def grid(
    n_cols: int,
    cells: list[Cell],
    *,
    header_rows: int | None = None,
    edges: tuple[float, ...] | None = None,
) -> Grid:
    """A declared grid from its cells, whose place is told by the lines that they print."""
    numbers = [line.number for cell in cells for line in cell.lines if line.number]
    return Grid(
        n_rows=max(cell.row_end for cell in cells),
        n_cols=n_cols,
        cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))),
        origin=Origin.DECLARED,
        table=0,
        header_rows=header_rows,
        edges=edges,
        path=f"строки {min(numbers)}–{max(numbers)}" if numbers else None,
    )
