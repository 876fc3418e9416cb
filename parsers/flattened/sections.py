"""Full-width lines between rows: section headings, and the text behind a table."""

from __future__ import annotations

import re
from functools import lru_cache

from parsers.numbering import Number, read_number, read_roman, section_number

NAMED = re.compile(
    r"(?:раздел|этап|блок|модуль|направление|задача|часть|глава|приоритет\w*|цель)\b\s*(?:№\s*)?(?:\d+|[IVXХ]+)?[.:]?",
    re.I,
)
STAGED = re.compile(
    r"(?:[IVXХ]+|\d+|перв\w+|втор\w+|трет\w+)(?:-?[йя])?\s+(?:этап|раздел|блок|модуль|направление)\b", re.I
)
YEAR = re.compile(r"(?:на\s+)?20\d\d(?:\s*[-–/]\s*(?:20)?\d\d)?\s*(?:г\.?|год|годы|гг\.?|учебный год)?\.?", re.I)
MONTH = re.compile(
    r"(?:январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)(?:\s+20\d\d(?:\s*г(?:\.|ода?)?)?)?",
    re.I,
)
BEHIND = re.compile(
    r"(?:целевые\s+|основные\s+|ожидаемые\s+)?(?:показатели|индикаторы)\s+(?:эффективн|результативн|реализац|достижен|выполнен)\w*"
    r"(?:\s+(?:\w+\s+){0,2}(?:плана|карты|программы|мероприятий|проекта))?\W*$|"
    r"(?:используемые|принятые|список|перечень)\s+(?:\w+\s+)?сокращени|сокращения\s*:|примечани[ея]\b|\*\s?|_{3,}"
    r"|(?:директор|начальник|руководитель|заведующ\w+|глава|председатель|министр|исполнитель|исп\.|согласовано)\b.{0,80}"
    r"(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.|_{2,}|:\s*$)|м\.\s?п\.",
    re.I,
)
LABELLED = re.compile(  # «Раздел 2. …», «Второй этап. …»
    r"(?:раздел|блок|модуль|глава|часть|этап)\s(?:№\s?)?(?:\d+|[IVXХ]+)[.:]"
    r"|(?:[IVXХ]+|\d+|перв\w+|втор\w+|трет\w+|четв[её]рт\w+)\s(?:этап|раздел|блок|модуль)[.:]",
    re.I,
)
NEVER = -30.0  # a heading begins with a small letter or a mark
SIGNED = re.compile(r"[А-ЯЁ][^,;]{5,90}?\s_*\s*[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+\.?")
LAST_LINES = 4  # of a text, where a signature stands
MONTH_HEADING = 5.0  # «СЕНТЯБРЬ» on a line of its own


@lru_cache(maxsize=8192)
def section_score(text: str, last: Number | None, row: Number | None, numbered: bool) -> float:
    """How much a line looks like the heading of a section.

    >>> section_score("Раздел 2. Кадры", (1,), (4,), True) > section_score("Кадры", (1,), (4,), True)
    True
    """
    words = text.split()
    if YEAR.fullmatch(text):
        return 2.5
    score = -3.5
    number = section_number(words[0])
    if NAMED.match(text) or STAGED.match(text):
        score += 5.0
    elif number is not None and len(words) > 1:
        deep = len(row) if row else 0
        if len(number) == 1 and (number[0] == (last[0] if last else 0) + 1):
            score += 4.5 if deep != 1 or read_roman(words[0]) or not numbered else 2.5
        elif len(number) == 2 and last and number[0] == last[0] and (not numbered or deep > 2):
            score += 4.5
        elif not numbered:
            score += 3.5
        elif read_roman(words[0]):
            score += 2.5
        if words[1][0].islower():
            score -= 3.0
    elif text[0].islower() or text[0] in "-–—•.,;:)":
        return NEVER
    if MONTH.fullmatch(text):
        return score + (MONTH_HEADING if text.isupper() else 0.0)
    if text.isupper() and len(text) > 5:
        score += 2.0
    if text[-1] in ",;-":
        score -= 2.0
    return score


@lru_cache(maxsize=8192)
def section_style(text: str) -> str:
    """How a heading is marked.

    >>> section_style("Раздел 2. Кадры"), section_style("IV. Кадры"), section_style("Кадры")
    ('named', 'roman', 'bare')
    """
    if YEAR.fullmatch(text):
        return "year"
    if MONTH.fullmatch(text):
        return "month"
    if NAMED.match(text) or STAGED.match(text):
        return "named"
    word = text.split()[0]
    if read_roman(word):
        return "roman"
    return "number" if read_number(word) else "bare"


@lru_cache(maxsize=8192)
def after_score(text: str, left: int = LAST_LINES) -> float:
    """How much a line looks like the first one behind the table, where `left` lines or more stand below it.

    >>> after_score("Ведущий специалист Н.П. Кузина", 0) > after_score("Ведущий специалист Н.П. Кузина", 50)
    True
    """
    if BEHIND.match(text):
        return 6.0
    return 3.0 if left < LAST_LINES and SIGNED.fullmatch(text) else -5.0
