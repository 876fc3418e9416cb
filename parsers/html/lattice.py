"""Where the cells of an HTML table stand: rows and columns out of rowspan and colspan, as browsers place them."""

from __future__ import annotations

from dataclasses import dataclass, field

from parsers.reader_tables import Para, Slot, Table

MAX_SPAN = 1000


@dataclass(slots=True)
class OpenTable:
    """A table that is being read: the slots so far, and which of the lattice they cover."""

    slots: list[Slot] = field(default_factory=list)
    covered: set[tuple[int, int]] = field(default_factory=set)
    to_end: list[int] = field(default_factory=list)  # slots with rowspan=0: they reach the last row …
    ended: set[int] = field(default_factory=set)  # … and these columns are theirs
    row: int = -1
    header_rows: int = 0
    heading_so_far: bool = True
    in_head: bool = False
    row_is_heading: bool = True
    cell: tuple[int, int, int] | None = None  # column, rowspan, colspan

    def begin_row(self) -> None:
        self.end_row()
        self.row += 1
        self.row_is_heading = True

    def end_row(self) -> None:
        begun = any(slot.row == self.row for slot in self.slots[-MAX_SPAN:])
        if self.row >= 0 and self.heading_so_far and begun:
            self.heading_so_far = self.row_is_heading or self.in_head
            if self.heading_so_far:
                self.header_rows = self.row + 1

    def place(self, rowspan: int, colspan: int, items: list[Para | Table]) -> None:
        column = 0
        while self._is_covered(column):
            column += 1
        width = 1
        while width < colspan and not self._is_covered(column + width):
            width += 1
        height = max(1, rowspan)
        if not rowspan:
            self.to_end.append(len(self.slots))
            self.ended |= set(range(column, column + width))
        area = ((self.row + down, column + right) for down in range(height) for right in range(width))
        self.covered |= set(area)
        self.slots.append(Slot(self.row, column, self.row + height, column + width, tuple(items)))

    def _is_covered(self, column: int) -> bool:
        return column in self.ended or (self.row, column) in self.covered

    def table(self) -> Table:
        self.end_row()
        n_rows = self.row + 1
        ends = [n_rows if index in self.to_end else min(slot.row_end, n_rows) for index, slot in enumerate(self.slots)]
        slots = tuple(
            Slot(slot.row, slot.col, end, slot.col_end, slot.items)
            for slot, end in zip(self.slots, ends, strict=True)
            if slot.row < n_rows
        )
        n_cols = max((slot.col_end for slot in slots), default=0)
        header = self.header_rows if self.header_rows < n_rows else 0
        return Table(n_rows, n_cols, slots, header or None)
