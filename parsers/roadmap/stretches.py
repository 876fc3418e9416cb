"""The headings that one cell stands under → the words that say when, or who."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.document import Origin

BETWEEN = re.compile(r"\s+[-–—]\s+")  # the two ends of «Сентябрь – октябрь»


def headings_over(names: Sequence[str], origin: Origin) -> str:
    """The headings joined; in a text without columns they are the months among which the cell's place is, so that the
    first and the last tell the stretch.

    >>> headings_over(["Март", "Май"], Origin.DECLARED), headings_over(["Март", "Апрель", "Май"], Origin.INFERRED)
    ('Март, Май', 'Март – май')
    >>> headings_over(["Сентябрь – октябрь", "Ноябрь – декабрь"], Origin.INFERRED)
    'Сентябрь – декабрь'
    """
    distinct = list(dict.fromkeys(names))
    if origin is not Origin.INFERRED or len(distinct) < 2:
        return ", ".join(distinct)
    first, last = BETWEEN.split(distinct[0])[0], BETWEEN.split(distinct[-1])[-1]
    return f"{first} – {last if last.isupper() or last[:2].isupper() else last.lower()}"
