"""Heading of a further column → what its cells look like: «Классы» holds «5–9», «1-4 классы»."""

from __future__ import annotations

import re

CLASSES = re.compile(r"\W*(?:класс|параллел|возраст)", re.I)
CLASS = re.compile(
    r"(?:с\s+)?\d{1,2}(?:\s*(?:[-–—,]|и|по)\s*\d{1,2})*(?:-?[а-я]{1,2})?(?:\s*(?:кл\.|класс\w*|лет|года?))?"
    r"|все(?:\s+класс\w*)?|(?:начальн|основн|средн|старш)\w+\s+(?:школа|класс\w*|звено)",
    re.I,
)
KIND, NOT_ITS_KIND = 2.0, -6.0  # what it counts that a cell looks so, or does not


def kind_of(heading: str) -> re.Pattern[str] | None:
    """What the cells of a further column look like, where its heading says so.

    >>> bool(kind_of("Классы").fullmatch("5–9")), bool(kind_of("Классы").fullmatch("Уроки памяти"))
    (True, False)
    >>> kind_of("Примечание") is None
    True
    """
    return CLASS if CLASSES.match(heading) else None
