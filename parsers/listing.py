"""Plans without a table: numbered items with «Срок: …» and «Отв.: …» under them."""

from __future__ import annotations

from collections.abc import Sequence

from parsers.document import Grid, Paragraph
from parsers.plan import Reading


def read_listing(blocks: Sequence[Paragraph | Grid]) -> Reading | None:
    """The plan that numbered paragraphs with labels make; None where there is none."""
    return None
