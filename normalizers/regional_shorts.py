"""Abbreviations that every region reads in its own way («ВГПУ», «ЧИРО») → the region's institution."""

from __future__ import annotations

import re

from normalizers.regions import adjective_of

KINDS = {
    "ГУ": "государственный университет",
    "ГПУ": "государственный педагогический университет",
    "ГТУ": "государственный технический университет",
    "ИРО": "институт развития образования",
    "ОИРО": "областной институт развития образования",
    "КИРО": "краевой институт развития образования",
    "РИРО": "республиканский институт развития образования",
}
OF_THE_COUNTRY = ("МГУ",)
_SHORT = re.compile(rf"(?P<place>[А-ЯЁ][а-яё]{{0,4}})(?P<kind>{'|'.join(sorted(KINDS, key=len, reverse=True))})")


def regional_institution(short: str, region: str) -> str | None:
    """What an abbreviation means in a region (ISO 3166-2): its first letters are those of the region's adjective.

    >>> regional_institution("ВГПУ", "RU-VOR"), regional_institution("ТюмГУ", "RU-TYU")
    ('Воронежский государственный педагогический университет', 'Тюменский государственный университет')
    >>> regional_institution("ВГПУ", "RU-TVE"), regional_institution("РЦОКО", "RU-ROS")
    (None, None)
    """
    match = _SHORT.fullmatch(short)
    adjective = adjective_of(region) if match and short not in OF_THE_COUNTRY else None
    if match is None or adjective is None or not adjective.startswith(match["place"]):
        return None
    return f"{adjective} {KINDS[match['kind']]}"
