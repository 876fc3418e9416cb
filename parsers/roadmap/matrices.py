"""Matrices: columns that are executors or months, cells that are actions: one measure per non-empty cell."""

from __future__ import annotations

from parsers.plan import Field, Row
from parsers.roadmap.columns import Columns
from parsers.roadmap.columns_vocabulary import Role
from parsers.roadmap.printed import PrintedRow, field_of
from parsers.roadmap.stretches import headings_over
from parsers.roadmap.subrows import Above, read_row


def matrix_rows(row: PrintedRow, columns: Columns, above: Above, group: int) -> list[Row]:
    """The measures of one printed row of a role or calendar matrix; `group` numbers the printed row."""
    role = Role.EXECUTOR if columns.layout == "role-matrix" else Role.TERM
    base = read_row(row, columns, above, None, None)
    done: list[Row] = []
    seen: list[object] = []
    for k, kind in enumerate(columns.roles):
        entry = row.entries[k]
        if kind is not role or entry is None or not entry.text or any(entry is other for other in seen):
            continue
        seen.append(entry)
        covered = [j for j, other in enumerate(row.entries) if other is entry and columns.roles[j] is role]
        heading = Field(headings_over([columns.headings[j] for j in covered], row.grid.origin))
        done.append(
            Row(
                table=above.table,
                action=field_of(entry),
                number=base.number if role is Role.TERM else None,
                group=group,
                section=above.section,
                subsection=above.subsection,
                term=heading if role is Role.TERM else None,
                executor=heading if role is Role.EXECUTOR else base.executor,
                result=base.result,
                extra=base.extra,
                confidence=base.confidence,
                flags=base.flags,
            )
        )
    return done
