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
    cells = _with_merged_heading(n_cols, cells)
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


def _with_merged_heading(n_cols: int, cells: list[Cell]) -> list[Cell]:
    """The cells with a heading over several columns as one cell: text keeps of it that the cells beside it are empty
    and that the row below is filled under them alone («Ответственные | | » above « | район | школа»)."""
    top, below = ({cell.col: cell for cell in cells if cell.row == row} for row in (0, 1))
    if len(top) != n_cols or len(below) != n_cols:
        return cells
    parted = [col for col in range(n_cols) if below[col].lines]
    first, last = (parted[0], parted[-1] + 1) if parted else (0, 0)
    blank = [col for col in range(n_cols) if not top[col].lines]
    if parted != list(range(first, last)) or not 2 <= len(parted) < n_cols or blank != parted[1:]:
        return cells
    above = [replace(top[col], row_end=2) for col in range(n_cols) if not first <= col < last]
    return [
        *above,
        replace(top[first], col_end=last),
        *(below[col] for col in parted),
        *(cell for cell in cells if cell.row > 1),
    ]
