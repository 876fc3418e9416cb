"""What the content of a cell looks like: a term, an executor, a number, an action. Asks the normalizers."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from normalizers.executors import executor_likeness
from normalizers.morphology import WORD, parses
from normalizers.terms import read_terms, term_likeness
from parsers.open_words import OPEN_WORDS

LIKELY_TERM = 0.6
HALF_TERM = re.compile(r"[-–—]|20\d\d\b|г\.|год|далее\b")  # «– июнь», «2024 г.»: the rest of a term
MONTHS = r"январ|феврал|март|апрел|ма[йяе]|июн|июл|август|сентябр|октябр|ноябр|декабр"
OF_YEAR = r"(?:\s*(?:19|20)\d\d\s*(?:г\.?|года?)?)?"
TO = r"\s*[-–—]\s*"
MONTH = re.compile(rf"^\s*(?:{MONTHS})[а-я]*{OF_YEAR}(?:{TO}(?:{MONTHS})[а-я]*{OF_YEAR})?\s*$", re.I)
QUARTER = re.compile(
    rf"^\s*(?:[IVХI1-4]+(?:{TO}[IVХI1-4]+)?|перв|втор|трет|четв[её]рт)[а-я-]*"
    rf"\s*(?:квартал|кв\.?|полугоди[ея]|четверть|триместр)[а-я]*{OF_YEAR}\s*$",
    re.I,
)
YEAR = re.compile(r"^\s*20\d\d(?:\s*[-–—/]\s*(?:20)?\d\d)?\s*(?:уч\w*\.?\s*)?(?:год|г\.?)?\s*$", re.I)
MARK = re.compile(r"^(?:[+xхXХvV*✓✔√●•■](?:\s+[+xхXХvV*✓✔√●•■])*|да)$")
NUMBER = re.compile(
    r"^\s*(?:№\s*|п\.\s*)?(?P<number>\d{1,3}(?:\s?[.,]\s?\d{1,3})*|[IVXLCІХ]{1,6}(?:\.\d{1,3})*)\s*[.)]*\s*$"
)
OPEN_PHRASE = re.compile(
    r"(?:^|\s)(?:в (?:течение|рамках|целях|соответствии|связи|условиях|период|ходе|том числе)"
    r"|по (?:мере|итогам|вопросам)|на (?:основе|основании|базе)|с (?:целью|учетом|учётом)"
    r"|не (?:менее|более|реже|позднее|ранее|чаще)|\d раза? в|имени|им\.)$",
    re.I,
)
BROKEN = re.compile(r"(?<=\d\.\d)\s+(?=\d\.?\s*$)|(?<=\d\.)\s+(?=\d)")
VERBAL = re.compile(
    r"^(?:[-–—•]\s*)?(?:\d[\d.)]*\s*)?"
    r"[А-ЯЁа-яё-]+(?:ание|ение|ация|ция|овка|тие|сть|ка|за|чь|ть|ие|ия)\b"
)
LIKENESS = Path(__file__).with_name("likeness.toml")


@cache
def stems(kind: str) -> tuple[str, ...]:
    """The patterns of one kind of likeness.toml: body, quality, outcome."""
    return tuple(entry["stem"] for entry in tomllib.loads(LIKENESS.read_text("utf-8"))[kind])


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(stems('body'))})", re.I)


@cache
def _outcome() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:(?:{'|'.join(stems('quality'))})\w*\s+)?(?:{'|'.join(stems('outcome'))})", re.I)


@lru_cache(maxsize=20000)
def term_like(text: str) -> float:
    """How much a text looks like a term, 0..1.

    >>> term_like("сентябрь 2023 года") > 0.5 > term_like("Проведение семинара для учителей истории")
    True
    """
    return term_likeness(text) if text else 0.0


def one_term(first: str, second: str) -> bool:
    """The two texts are the halves of one term: neither stands for itself, or the second can't begin one.

    >>> one_term("в течение", "учебного года"), one_term("март", "2024 г."), one_term("ежеквартально", "в течение года")
    (True, True, False)
    """
    if min(term_like(first), term_like(second)) >= LIKELY_TERM and not HALF_TERM.match(second):
        return False
    read = read_terms(f"{first} {second}").components
    return len(read) == 1 and read[0].kind != "unspecified"


@lru_cache(maxsize=20000)
def executor_like(text: str) -> float:
    """How much a text looks like the names of who carries a measure out, 0..1.

    >>> executor_like("отдел образования") > executor_like("Аналитическая справка")
    True
    >>> executor_like("Закрепляет за школами методистов") < 0.2
    True
    """
    return max(executor_likeness(text), _bodies(text)) if text else 0.0


def _bodies(text: str) -> float:
    """The share of a text that names bodies and posts."""
    if len(text) > 200 or verbal(text) or _begins_with_verb(text):
        return 0.0
    found = len(_body().findall(text))
    return min(1.0, 3.2 * found / (1 + len(text.split()))) if found else 0.0


def _begins_with_verb(text: str) -> bool:
    first = WORD.search(text)
    return first is not None and any(form.known and form.pos in ("VERB", "INFN") for form in parses(first[0])[:1])


def number_of(text: str) -> str | None:
    """The number that a cell holds and nothing else, as printed without the trailing dot.

    >>> number_of("1.2."), number_of("3)"), number_of("II"), number_of("2 школы"), number_of("2021")
    ('1.2', '3', 'II', None, None)
    >>> number_of("2.1 0"), number_of("1. 1.")  # broken by a narrow column
    ('2.10', '1.1')
    """
    match = NUMBER.match(BROKEN.sub("", text))
    return re.sub(r"\s", "", match["number"]) if match else None


def verbal(text: str) -> bool:
    """It begins like the name of an action: «Проведение …», «Организовать …».

    >>> verbal("Проведение семинара"), verbal("май")
    (True, False)
    """
    return bool(VERBAL.match(text))


def outcome_like(text: str) -> bool:
    """It begins like what is left of a measure: a document, a number, a change.

    >>> outcome_like("Аналитическая справка"), outcome_like("Не менее 5 занятий"), outcome_like("учителя истории")
    (True, True, False)
    """
    return bool(_outcome().match(text))


def calendar_heading(text: str) -> bool:
    """A heading that names a month, a quarter or a stretch of them and nothing else.

    >>> calendar_heading("I квартал"), calendar_heading("Сентябрь"), calendar_heading("Срок")
    (True, True, False)
    >>> calendar_heading("Июнь – август"), calendar_heading("I-II кварталы"), calendar_heading("май, июнь")
    (True, True, False)
    """
    return bool(MONTH.match(text) or QUARTER.match(text))


def calendar_part(text: str) -> str | None:
    """The month or quarter that a heading names at its end, below other words; None where it names none.

    >>> calendar_part("Сроки I квартал"), calendar_part("май"), calendar_part("Сроки")
    ('I квартал', 'май', None)
    """
    words = text.split()
    parts = (" ".join(words[k:]) for k in range(len(words)))
    return next((part for part in parts if calendar_heading(part)), None)


def words_end_open(text: str) -> bool:
    """The text can't end here: a comma, an opened bracket or quote, a hyphen, a preposition.

    >>> [words_end_open(text) for text in ("учителя, работающие в", "не позднее", "в течение", "в течение года")]
    [True, True, True, False]
    >>> words_end_open("письмо К"), words_end_open("школы, КО")
    (True, False)
    """
    if not text:
        return False
    if text[-1] in ",-–—(«:" or text.count("(") > text.count(")") or text.count("«") > text.count("»"):
        return True
    last = text.rsplit(None, 1)[-1]
    abbreviation = len(last) > 1 and last.isupper()
    return (last.lower() in OPEN_WORDS and not abbreviation) or bool(OPEN_PHRASE.search(text))


def starts_inside(text: str) -> bool:
    """The text can't begin here: a small letter or a closing mark.

    >>> starts_inside("и методических объединений"), starts_inside("- анализ"), starts_inside("Анализ")
    (True, False, False)
    """
    return bool(re.match(r"[а-яёa-z,.;:)»]", text))
