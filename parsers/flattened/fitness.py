"""How well the text of a whole cell suits its column: terms read as terms, executors as executors, others as neither.

Scores are small and additive, in units of about one natural logarithm; positive is for, negative against.
"""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.executors import alien_words
from normalizers.terms import find_terms
from parsers.open_words import OPEN_WORDS
from parsers.roadmap.columns_likeness import executor_like, term_like, verbal
from parsers.roadmap.columns_vocabulary import Role

UNBALANCED = -1.5  # brackets or quotes without their pair
ALIEN = 0.5  # of a text that names executors and something else
EVENT_LIKE = 0.9  # as much a term as «по графику»
OF_A_POST = 3.0  # that a term begins with the end of a post
A_PERSON = {Role.ACTION: 4.0, Role.RESULT: 2.0, Role.EXTRA: 2.0}  # for a cell that begins with a name
REST_BEFORE = 3.0  # «с ОВЗ и инвалидностью март»: a term behind the rest of another text
REST_BEHIND = 2.0  # «октябрь 2023 г. министерство»
NOMINATIVE_DATE = 2.5  # «1–5 июнь»: no date is told so
LONG_TERM = 150  # letters
LONG_EXECUTOR = 220
TIED = re.compile(r"(?:по|при|после|в рамках|в ходе|на|к|во время|в соответствии|согласно)\s(?!течени)", re.I)
TIE = re.compile(
    r"\d|янв|фев|мар|апр|ма[йяе]\b|июн|июл|авг|сен|окт|ноя|дек|год|квартал|четверт|полугод|недел|месяц|график|план"
    r"|результат|итог|отдельн|мере|согласован|необходим|запрос|потребност|заверш|окончан|период|срок|постоян|каникул"
    r"|расписан|заявк|договор|понедельник|вторник|\bсред[ау]|четверг|пятниц|суббот|сесси|поставк|обращен|ваканс"
    r"|зачислен|поступлен|при[её]ме?\sна|при\sналичии",
    re.I,
)
CALENDAR = re.compile(
    r"\b(?:январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|ежегодн|ежемесячн|ежекварт"
    r"|постоянно|в течение|квартал|полугоди|четверт[ьи]|каникул|недел[яиюь]|раза? в|20[12]\d\b)",
    re.I,
)
REPUBLIC = re.compile(r"\b(Республик[аиуе])(?:\s+[А-ЯЁ][\w-]+)+")  # the name is no dependent, but belongs there
EVENT = re.compile(r"(?:в|на)\s+(?:дни|день|часы)\s+\w|перед\s\w|накануне\s\w", re.I)
AWAY = re.compile(  # «за две недели» до начала экзаменов
    r"(?:за|через|в\s+течение|не\s+позд\w+|не\s+позже)\s+(?:\S+\s){0,3}?(?:дн|недел|месяц|суток|час)\w*"
    r"\s+(?=(?:до|после|перед)\s+\w|со?\s+(?:дня|момента|даты)\s)",
    re.I,
)
BESIDE = ' «"(.,;-–—'  # marks that may stand before a term
OF_OTHERS = re.compile(r"план|график|запрос|мере\b|заявк|расписан|согласован|поступлен|обращен", re.I)  # «по плану РМО»
YEAR_FIRST = re.compile(r"20\d\d\b")
ROMAN = r"(?:I[XХ]|[XХ]I{0,2}|IV|V?I{0,3})"
ROMAN_MONTHS = re.compile(rf"(?=[IVXХ]){ROMAN}(?:\s?[-–—,]\s?(?=[IVXХ]){ROMAN})*")
ROMAN_TERM = 3.0
ASIDE = re.compile(r"\s\([^()]*\)$")  # «август (педагогический форум)»
PERSON = re.compile(r"(?:[А-ЯЁ][а-яё-]+\s+)?[А-ЯЁ]\.\s?[А-ЯЁ]\.")
DAY_AND_NAME = re.compile(
    r"\b\d{1,2}\s+(?:январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь)\b", re.I
)
FIELD = re.compile(r"по\s+[А-ЯЁ]{2,4}\b")  # «зам. директора по УВР»
DOCUMENT = re.compile(
    r"\b(?:приказы?|справк[аи]|(?:фото)?отч[её]ты?|протоколы?|акты|договоры|соглашения|рекомендации|заключения|списки"
    r"|сборник|сертификаты|удостоверения|публикации)\b",
    re.I,
)
DEED = re.compile(  # what heads a measure and never names who does it
    r"(?:\w+(?:[ая]я|[ое]е|[ыио]й|[ыи]е(?<!ние))\s+){0,2}(?!объединени|учреждени|отделени|управлени|собрание\s+депутат)"
    r"(?:\w+[ае]ние|инструктаж|поддержка|помощь|подготовка|проверка|оценка|разработка|диагностика|работа|контроль"
    r"|анализ|мониторинг|участие|экспертиза|занятия|консультаци[яи]|уроки?|экскурси[яи]|праздник|конкурс|олимпиада"
    r"|семинар|тренинг|беседы?|выставка|акция|день|дни|неделя|месячник|декада|встреч[аи]|профилактика|курсы"
    r"|круглый стол|мастер-класс|практикум|конференция|форум|слёт|слет|смена|рейд|лекторий|открытый урок)\b",
    re.I,
)
LIST_NUMBER = re.compile(r"\b[\dа-я]{1,2}\)")
SKIP = {Role.ACTION: -6.0, Role.TERM: -2.5, Role.EXECUTOR: -2.2, Role.RESULT: -2.0, Role.EXTRA: -2.0}
MOST = {Role.ACTION: 1.0, Role.TERM: 4.45, Role.EXECUTOR: 2.475}  # that `suits` can give, 0 for other columns


@lru_cache(maxsize=32768)
def who_like(text: str) -> float:
    """How much a text looks like executors and nothing besides, 0..1.

    >>> who_like("директор школы") > 0.8 > who_like("директор школы Протокол") > who_like("приказ отдел образования")
    True
    >>> who_like("Методическое объединение учителей") > 0.8 > 0.6 > who_like("Психологическая поддержка учителей")
    True
    """
    text = REPUBLIC.sub(r"\1", text)
    found = executor_like(text)
    other = found > 0.3 and (alien_words(text) or DOCUMENT.search(text) or DEED.match(text))
    return max(0.0, found - ALIEN) if other else found


def unbalanced(text: str) -> int:
    """How many brackets of a cell lack their pair, or whether it begins or ends in the midst of quotes; the bracket of
    a list's number has no pair, and quotes within quotes often end together.

    >>> unbalanced("содержание (по предметам"), unbalanced("1) план (проект)"), unbalanced("гостиная» встреча")
    (1, 0, 1)
    >>> unbalanced("конкурс «Книга «Мир» и чтение»")
    0
    """
    quotes = text.count("«") != text.count("»") and ("«" not in text or "»" not in text)
    if "(" not in text and ")" not in text:
        return int(quotes)
    text = LIST_NUMBER.sub("", text)
    return abs(text.count("(") - text.count(")")) + quotes


def _beside(text: str) -> float:
    """What it costs that other words stand before or behind the terms that a text names."""
    text = AWAY.sub("", text)
    spans = find_terms(text)
    if not spans:
        return 0.0
    before, behind = text[: spans[0][0]].strip(BESIDE), text[spans[-1][1] :].strip(" .;")
    cost = 0.0
    if before and before.lower() not in OPEN_WORDS and not YEAR_FIRST.match(before):
        cost -= REST_BEFORE
    if behind[:1].isalpha() and behind.split()[0].lower() not in OPEN_WORDS and not OF_OTHERS.search(text, *spans[-1]):
        cost -= REST_BEHIND
    return cost


@lru_cache(maxsize=65536)
def suits(text: str, role: Role) -> float:
    """How much a whole cell's text suits its column.

    >>> suits("в течение года", Role.TERM) > 1 > suits("Проведение семинара", Role.TERM)
    True
    >>> suits("за неделю до начала экзаменов", Role.TERM) >= suits("до начала экзаменов", Role.TERM)
    True
    """
    score = UNBALANCED if unbalanced(text) else 0.0
    if role is Role.TERM:
        return score + _as_term(text)
    return score + (_as_executor(text) if role is Role.EXECUTOR else _as_other(text, role))


def _as_term(text: str) -> float:
    if len(text) > LONG_TERM:
        return -5.0
    if ROMAN_MONTHS.fullmatch(text):
        return ROMAN_TERM
    readings = (text, AWAY.sub("", text), ASIDE.sub("", text))
    score = 6.5 * (max(*map(term_like, readings), EVENT_LIKE * bool(EVENT.match(text))) - 0.5)
    if score > 0.0 and TIED.match(text) and not TIE.search(text):
        score = 0.0
    if FIELD.match(text):
        score -= OF_A_POST
    if score > 0.0:
        score += _beside(text)
    if DAY_AND_NAME.search(text):
        score -= NOMINATIVE_DATE
    score += min(1.2, 0.4 * len(CALENDAR.findall(text)))
    return score - 0.03 * max(0, len(text) - 80) - (2.0 if verbal(text) else 0.0)


def _as_executor(text: str) -> float:
    if len(text) > LONG_EXECUTOR:
        return -2.5
    return 4.5 * (who_like(text) - 0.45) - (2.5 if CALENDAR.search(text) else 0.0)


def _as_other(text: str, role: Role) -> float:
    """An action, a result or a further text: neither a term nor executors."""
    score = 0.0
    if len(text) < 60 and term_like(text) > 0.6:
        score -= 4.0
    if role is not Role.EXTRA and len(text) < 45 and who_like(text) > 0.8:
        score -= 1.5
    if PERSON.match(text):
        score -= A_PERSON[role]
    if role is Role.ACTION:
        score += 1.0 if verbal(text) else 0.0
        score -= 2.0 if " " not in text else 0.0
    return score
