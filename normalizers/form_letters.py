"""Legal forms that no list holds, read letter by letter: «ОГБУЗ» is an областное государственное бюджетное
учреждение здравоохранения."""

from __future__ import annotations

import re
from dataclasses import dataclass

OWNERS = {"М": "муниципальное", "Г": "государственное", "К": "краевое", "О": "областное", "Р": "республиканское",
          "Ф": "федеральное", "Ч": "частное"}
FUNDS = {"А": "автономное", "Б": "бюджетное", "К": "казенное"}
KINDS = {"О": "образовательное", "П": "профессиональное", "Д": "дошкольное", "Н": "научное", "С": "специальное"}
AREAS = {"З": "здравоохранения", "К": "культуры", "С": "спорта", "СО": "социального обслуживания",
         "СОН": "социального обслуживания населения", "СЗ": "социальной защиты", "СЗН": "социальной защиты населения",
         "ДО": "дополнительного образования", "Н": "науки"}
_FORM = re.compile(
    rf"(?P<owners>[{''.join(OWNERS)}]{{1,3}})(?P<fund>[{''.join(FUNDS)}])(?P<kinds>[{''.join(KINDS)}]{{0,2}})У"
    rf"(?P<area>{'|'.join(AREAS)})?"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A legal form written out, and the level of its owner."""

    long: str
    level: str


def spelled_form(short: str) -> Form | None:
    """What the letters of a legal form stand for; None where they are none.

    >>> spelled_form("ОГБУЗ")
    Form(long='областное государственное бюджетное учреждение здравоохранения', level='regional')
    >>> spelled_form("МАУС").level, spelled_form("РЦОКО")
    ('municipal', None)
    """
    match = _FORM.fullmatch(short)
    if match is None:
        return None
    words = [*(OWNERS[letter] for letter in match["owners"]), FUNDS[match["fund"]],
             *(KINDS[letter] for letter in match["kinds"]), "учреждение", AREAS.get(match["area"], "")]
    levels = {"М": "municipal", "Ф": "federal", "Ч": "other"}
    return Form(" ".join(filter(None, words)), levels.get(short[0], "regional"))
