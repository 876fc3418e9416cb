"""Short names of regional bodies that a document prints in full elsewhere: «министерство образования» is its
«министерство образования Тверской области»."""

from __future__ import annotations

import re
from collections.abc import Iterable

from normalizers.phrases import case_form
from normalizers.regions import find_regions

_HEAD = r"(?:[Мм]инистерств|[Дд]епартамент)(?:о|а|у|ом|е|ы|ов|)"
_NAME = r"(?:\s(?:и\s)?[а-яё-]{3,},?){1,9}?"
_TERRITORY = (
    r"(?:Республик[иа](?:\s[А-ЯЁ][а-яё-]+){1,2}(?:\s\([А-ЯЁ][а-яё]+\))?|[А-ЯЁ][А-Яа-яё-]+\s(?:области|края|Республики)"
    r"|[А-ЯЁ][А-Яа-яё-]+\sавтономного\sокруга(?:\s[–-]\sЮгры)?)"
)
_FULL = re.compile(rf"(?<!\w)(?P<short>{_HEAD}{_NAME})\s(?P<of>{_TERRITORY})")


def full_names(texts: Iterable[str]) -> dict[str, str]:
    """Short name («Министерство образования», ё as е) → full name, nominative, where all texts name one such body.

    >>> full_names(["приказом министерства образования и науки Тверской области от 1 мая", "министерство спорта"])
    {'Министерство образования и науки': 'министерство образования и науки Тверской области'}
    >>> full_names(["Департамент труда Омской области", "департамента труда Томской области"])
    {}
    """
    found: dict[str, set[str]] = {}
    for match in (match for text in texts for match in _FULL.finditer(text)):
        if find_regions(match["of"]):
            short = case_form(match["short"], "nomn", "sing")
            territory = re.sub(r"^Республика\b", "Республики", match["of"])
            key = f"{short[:1].upper()}{short[1:]}".replace("ё", "е")
            found.setdefault(key, set()).add(f"{short[:1].lower()}{short[1:]} {territory}")
    return {short: full.pop() for short, full in found.items() if len(full) == 1}
