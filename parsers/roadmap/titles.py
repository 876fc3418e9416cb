"""The plan's title among the texts before its first row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.text import join_lines
from parsers.roadmap.columns_likeness import words_end_open

KEY = re.compile(
    r"дорожн\w+\s+карт|план\w*(?:-график\w*)?\s+(?:основных\s+|[а-яё-]+(?:ой|ей)\s+)?(?:мероприяти|работ|действи|деятельност)"
    r"|(?:календарн|перспективн|годов)\w+\s+план|план-график|комплекс\w*\s+(?:мер\b|мероприяти|план)"
    r"|программ\w+\s+(?:мер|мероприяти|поддержк|повышени|перевод|переход|улучшени|развити)|антирисков\w+\s+программ"
    r"|^«?(?!учебн|базисн|финансов)(?:[а-яё-]+(?:ый|ий|ой)\s+){1,2}план\b"
    r"|перечень\s+мероприяти|^«?(?:план|циклограмма|календарь|график)\b|^(?:основные\s+)?мероприятия\s+(?:по|направленн|в\s+рамках)",
    re.I,
)
START = re.compile(
    r"^[\s«\"“*_]*(?:(?:муниципальн|региональн|школьн|районн|городск|областн|республиканск|комплексн|примерн|типов|"
    r"сводн|единн?|межведомственн|перспективн|календарн|годов|антирисков|основн|индивидуальн|адресн)\w+\s+)*"
    r"(?:дорожн\w+\s+карт|план|комплекс|перечень\s+мероприяти|программ|мероприятия|циклограмма|календарь|график)",
    re.I,
)
NOT_TITLE = re.compile(
    r"^(?:приложение|утвержд|согласован|приказ\w*\b|постановлени|распоряжени|об утверждении|о\s|во исполнение"
    r"|в соответствии|в целях|на основании|настоящ|цель|задач|\d+\s*[.)])|(?:утвердить|приказываю|разработан[аы]?\b)",
    re.I,
)
SAID = re.compile(  # a sentence about the plan, no title
    r"^\W*(?:\w+\s+)?(?:план\w*|программ\w*|комплекс\w*|карт\w*)\s+(?:мероприятий\s+|мер\s+|работы\s+)?(?:был[аи]?\s+)?"
    r"(?:составлен|разработан|подготовлен|утвержд[её]н|согласован|принят|рассмотрен|направлен|рассчитан|призван"
    r"|предусматрива|включа|содерж|определя|реализу|явля|состо[ия]т)"
    r"|^\W*(?:дорожную\s+карту|программу|циклограмму)\s",
    re.I,
)
FORM = r"(?:[А-ЯЁ]{0,5}О[БА]?[УО]|М[БКА]У|[ГФ][БАК]У|ЧОУ|НОУ|[МГ]О)\b"  # the legal form of a school
NAMED = re.compile(
    rf"^(?:{FORM}|(?:Муниципальн|Государственн|Частн|Федеральн|Областн|Краев)(?:ого|ой|ых)\s|(?:Средн|Основн)ей\s"
    r"|(?:гимнази|лице|школ)[иеяы]\s*(?:№|им))"
)
TERRITORY = re.compile(  # whose plan it is, in the genitive or locative: no text begins so
    r"^(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*(?:ого|ом)\s+(?:[а-яё]+(?:ого|ом)\s+)?(?:района|округа|края|районе|округе|крае)\b"
    r"|[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*ой\s+(?:автономной\s+)?(?:области|Республик[ие])\b|Республик[ие]\s[А-ЯЁ])"
)
SPACED = re.compile(r"\b(?:[А-ЯЁ] ){2,}[А-ЯЁ]\b")  # «П Л А Н»
SUBJECT = re.compile(r"^(?:об\s+утверждении|о)\s+(?:[а-яё]+\s+){0,2}(?:план|дорожн|комплекс)", re.I)
ORDERS = (
    r"(?:п\s*р\s*и\s*к\s*а\s*з\s*ы\s*в\s*а\s*ю|о\s*б\s*я\s*з\s*ы\s*в\s*а\s*ю"
    r"|п\s*о\s*с\s*т\s*а\s*н\s*о\s*в\s*л\s*я\s*(?:е\s*т|ю))"
)
ORDER = re.compile(rf"^\s*{ORDERS}\b|(?:^|.*\s){ORDERS}\s*:\s*$", re.I | re.S)
APPENDIX = re.compile(r"^\s*(?:приложение|утвержд[её]н)", re.I)
PART = re.compile(  # the heading of a part of a programme
    r"^\W*(?:план|дорожная\s+карта|перечень|комплекс)[^«]{0,40}"
    r"\s(?:реализации|выполнени[юя])\s+(?:\w+\s+)?программы\W*$",
    re.I,
)
YEARS = re.compile(r"(?:на|в|за)\s+20\d\d|20\d\d\s*[-–—/]\s*20\d\d", re.I)
FOR_YEARS = re.compile(
    r"(?:^|\s)(?:на|в)\s+20\d\d(?:\s*[-–—/]\s*(?:20)?\d\d)?\s*(?:уч\w*\.?\s*)?(?:год[ауы]?|г\.?г?\.?)\)?$", re.I
)
SHORTENED = re.compile(r"(?:^|[\s(])(?:г|гор|с|п|пос|пгт|ст|д|им|обл|респ|р-на)\.$")  # «г.» of a town: a name follows
YEARS_LINE = 40  # letters of a line that says only for which years
NAMED_YEARS = 160  # letters of a name that ends with the plan's years
SENTENCE = 330  # letters; a longer paragraph is a preamble


def find_title(front: Sequence[str]) -> str | None:
    """The title as printed, lines folded; None where no text names a plan.

    >>> find_title(["УТВЕРЖДАЮ", "План мероприятий", "по поддержке школ на 2022 год"])
    'План мероприятий по поддержке школ на 2022 год'
    >>> find_title(["План работы", "МБОУ «Школа № 3»", "2022/2023 учебный год", "План составлен в мае."])
    'План работы МБОУ «Школа № 3» 2022/2023 учебный год'
    >>> find_title(["План работы школ Ханты-", "Мансийского автономного округа"])
    'План работы школ Ханты-Мансийского автономного округа'
    >>> find_title(["План работы лицея, г.", "Шахты Ростовской области", "на 2023/24 учебный год"])
    'План работы лицея, г. Шахты Ростовской области на 2023/24 учебный год'
    >>> find_title(["План развития школ района", "Центра «Педагог 13» на 2022-2023 учебный год"])
    'План развития школ района Центра «Педагог 13» на 2022-2023 учебный год'
    >>> find_title(["УТВЕРЖДЁН", "Муниципальный план адресной поддержки школ", "Заречного района на 2023 год"])
    'Муниципальный план адресной поддержки школ Заречного района на 2023 год'
    >>> find_title(["УТВЕРЖДАЮ", "Маршрут роста", "учителей школы № 3", "на 2022/2023 учебный год"])
    'Маршрут роста учителей школы № 3 на 2022/2023 учебный год'
    >>> find_title(["П Л А Н", "работы школ", "Заречного района на 2023 год"])
    'ПЛАН работы школ Заречного района на 2023 год'
    """
    span = title_span(front)
    return join_lines([closed(text) for text in front[slice(*span)]]).strip("*_ ") if span else None


def closed(text: str) -> str:
    """A text without the spaces between letters that only spread a word.

    >>> closed("П Л А Н работы")
    'ПЛАН работы'
    """
    return SPACED.sub(lambda match: match.group().replace(" ", ""), text)


def title_span(front: Sequence[str]) -> tuple[int, int] | None:
    """Which of the texts are the title: [first, end); None where no text names a plan.

    Where no plan has a title of its own, what the order is about: «Об утверждении плана мероприятий …».
    """
    front = [closed(text) for text in front]
    best, best_score = None, 0.0
    for k, text in enumerate(front):
        if len(text) > SENTENCE or not KEY.search(text) or NOT_TITLE.search(text[:60]) or SAID.match(text):
            continue
        score = 1.0 + 2.0 * bool(START.match(text)) + 0.3 * k / max(1, len(front)) - 0.5 * text.endswith((";", ","))
        score -= 1.0 * bool(PART.match(text))
        if score > best_score:
            best, best_score = k, score
    if best is None:
        best = next((k for k, text in enumerate(front) if len(text) <= SENTENCE and SUBJECT.match(text)), None)
    if best is None:
        return _named_for_years(front)
    end = best + 1
    while end < len(front) and (
        _continues(front[end - 1], front[end])
        or _leads_to_years(front[end : end + 2])
        or _ends_in_years(front[best:end], front[end])
    ):
        end += 1
    return best, end


def _named_for_years(front: Sequence[str]) -> tuple[int, int] | None:
    """The last lines that go on to «на 2022 год», whatever they call the plan; not that line alone."""
    last = next((k for k in range(len(front) - 1, 0, -1) if FOR_YEARS.search(front[k]) and not _outside(front[k])), 0)
    first = last
    while first and _continues(front[first - 1], front[first]) and not _outside(front[first - 1]):
        first -= 1
    return (first, last + 1) if first < last else None


def behind_order(texts: Sequence[str]) -> int:
    """Where the plan may begin: behind the points of an order; 0 without an order, the end where nothing follows it.

    >>> behind_order(["ПРИКАЗЫВАЮ:", "1. Утвердить план мероприятий.", "Приложение", "План мероприятий"])
    2
    """
    ordered = next((k for k, text in enumerate(texts) if ORDER.match(text)), None)
    if ordered is None:
        return 0
    for k in range(ordered + 1, len(texts)):
        if APPENDIX.match(texts[k]) or (START.match(texts[k]) and names_plan(texts[k])):
            return k
    return len(texts)


def names_plan(text: str) -> bool:
    """The text names a plan, as a title does.

    >>> names_plan("Комплекс мер по поддержке школ"), names_plan("Работа с кадрами")
    (True, False)
    """
    return bool(KEY.search(text))


def _leads_to_years(texts: Sequence[str]) -> bool:
    """A name in lines of its own before the plan's years: «Центра «Педагог»», then «на 2022-2023 учебный год»."""
    if len(texts) < 2 or texts[0].endswith((".", ":")) or _outside(texts[0]):
        return False
    return len(texts[1]) <= YEARS_LINE and bool(YEARS.match(texts[1]))


def _ends_in_years(title: Sequence[str], text: str) -> bool:
    """A name that ends with the plan's years, which the title so far does not tell: «Центра «Педагог» на 2023 год»."""
    dated = any(re.search(r"20\d\d", line) for line in title)
    return not dated and len(text) <= NAMED_YEARS and bool(FOR_YEARS.search(text)) and not _outside(text)


def _continues(above: str, text: str) -> bool:
    """The line goes on with the title: in a small letter, in capitals like it, with a school's name or with years."""
    if (above.endswith((".", ":")) and not SHORTENED.search(above)) or _outside(text):
        return False
    if SHORTENED.search(above) or words_end_open(above):
        return True
    if re.match(r"[а-яё(«\"]", text) or (text.isupper() and above.isupper()):
        return True
    return bool(NAMED.match(text) or TERRITORY.match(text) or YEARS.match(text))


def _outside(text: str) -> bool:
    """A text that is no part of a title, whatever stands above it."""
    return len(text) > SENTENCE or bool(NOT_TITLE.search(text[:60]) or SAID.match(text))
