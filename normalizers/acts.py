"""The act that approves a plan: number and date from the approval block, never from acts merely mentioned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_KIND = r"(?:приказ|постановлени|распоряжени|решени|протокол)\w*"
_ISSUER = r"(?:министерств|управлени|отдел|комитет|департамент|администраци|директор|МБОУ|МКОУ|МАОУ)"
_ANCHOR = re.compile(
    rf"приложени\w*(?:\s*№?\s*\d+)?\s+к\s+{_KIND}|утвержд[её]?н(?!и)\w*(?:\s+{_KIND})?|утверждаю"
    rf"|\bутв\.\s*{_KIND}|введ[её]н\w*\s+в\s+действие\s+{_KIND}|к\s+{_KIND}\s+{_ISSUER}|^\s*к\s+{_KIND}",
    re.IGNORECASE)
_HEAD = re.compile(r"^\s*(?:П\s?Р\s?И\s?К\s?А\s?З|ПОСТАНОВЛЕНИЕ|РАСПОРЯЖЕНИЕ|Приказ|Постановление|Распоряжение)\s*$")
_ALONE = re.compile(r"^\s*приказ(?: по \w+)?\s+(?:от|№).{4,40}$", re.IGNORECASE)  # a line of its own
_ADOPTED = re.compile(r"^\W*(?:рассмотрен\w*\s+и\s+)?принят\w*\b(?!\s+решени)", re.IGNORECASE)
_ORDERED = re.compile(r"(?:приказ|постановлени|распоряжени)\w*(?=\s*(?:от|№)\s*[№«\"]?\s*\d)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:№|N[oеe9º°]?(?=[\s\d])|Ne|Nе|Но(?=\s*\d)|No|М9|Х[о9])\s*(?P<number>\d[\w./]*(?:\s?[-–/]\s?[\w/]+)*)",
    re.IGNORECASE)
_MONTHS = ("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр")
_KINDS = {"прика": "приказ", "поста": "постановление", "распо": "распоряжение", "решен": "решение", "прото": "протокол"}
_DATE = re.compile(
    r"[«\"“„]?\s*(?P<day>\d{1,2})\s*[»\"”]?\s*(?:[.,]\s*(?P<month>\d{1,2})\s*[.,]\s*|\s+(?P<word>[а-яё]{3,9})\s+)"
    r"(?P<year>20\d\d|\d\d)(?!\d)\s*(?:г(?:ода?)?\b\.?)?", re.IGNORECASE)
_ANNEX = re.compile(r"приложени\w*\s*№?\s*\d+", re.IGNORECASE)  # «Приложение № 1 к …»: not the act's number
_BESIDE = 8  # characters between the date and the number of an act whose kind is not printed
_REACH = 420  # characters from the anchor within which number and date are looked for


@dataclass(frozen=True, slots=True)
class Act:
    """An approving act; number without «№», each part None where it is not printed or is a blank to be filled."""

    kind: str | None
    number: str | None
    date: date | None
    body: str | None


def find_act(front: Sequence[str]) -> Act | None:
    """The approving act of a plan from the texts before its first row (title, preamble and approval block).

    >>> find_act(["Приложение к приказу МУ «Отдел образования» №67 от 29 марта 2021 года"])
    Act(kind='приказ', number='67', date=datetime.date(2021, 3, 29), body='МУ «Отдел образования»')
    >>> find_act(["Программа разработана на основании Приказа № 311-Д от 18.03.2020 года"]) is None
    True
    """
    texts = [_filled(text) for text in front]
    for number, text in enumerate(texts):
        for match in _ANCHOR.finditer(text):
            if _mention(text, match) and not _of_programme(texts[max(0, number - 3):number], text[:match.start()]):
                continue
            block = " ".join([text[match.start():], *texts[number + 1:number + 8]])[:_REACH]
            if act := _parse(block):
                return act
    for number, text in enumerate(texts):
        if _HEAD.match(text) and (act := _parse(" ".join(texts[number:number + 6])[:_REACH])):
            return act
    return _alone(texts) or _adopted(texts)


def _alone(texts: Sequence[str]) -> Act | None:
    """«Приказ № 5 от 01.09.2023» on a line of its own."""
    return next((_parse(text) for text in texts if _ALONE.match(text)), None)


def _adopted(texts: Sequence[str]) -> Act | None:
    """The protocol of the council that adopted the plan."""
    blocks = (" ".join(texts[at:at + 4])[:_REACH] for at, text in enumerate(texts) if _ADOPTED.match(text))
    return next((_parse(block) for block in blocks if "протокол" in block.lower()), None)


_BLANK_MONTH = re.compile(r"[»\"”]?\s*_+\s*(\d{1,2})\s*_+\s*(?=20\d\d)")  # « 10»____01____2022
_SPREAD = re.compile(r"\b(?:[А-ЯЁ] ){4,}[А-ЯЁ]\b")


def _filled(text: str) -> str:
    """An approval block's line without the blanks that were filled in by hand, and with spread words closed.

    >>> _filled("Р А С П О Р Я Ж Е Н И Е от «_05_»__03___2021 г. №_17"), _filled("«_05_» _марта_ 2021")
    ('РАСПОРЯЖЕНИЕ от « 05 .03.2021 г. № 17', '« 05 » марта 2021')
    """
    text = _SPREAD.sub(lambda match: match[0].replace(" ", ""), re.sub(r"\s+", " ", text))
    return re.sub(r"\s*_+\s*", " ", _BLANK_MONTH.sub(r".\1.", text))


_OWNER = re.compile(r"^приложени\w*(?:\s*№?\s*\d+)?(?:\s+к\s.{4,90})?$", re.IGNORECASE)


def _of_programme(above: Sequence[str], before: str) -> bool:
    """Whether the plan is an appendix of what the act approved: «Приложение 3 к программе, утверждённой приказом …»."""
    return any(_OWNER.match(" ".join([*above[k:], before]).strip(" ,")) for k in range(len(above) + 1))


def _mention(text: str, match: re.Match[str]) -> bool:
    """Whether the words are part of running prose («утверждённый приказом …»), not of an approval block."""
    before = text[:match.start()].rstrip()
    word = match[0].lower()
    if word == "утверждаю" or match[0].isupper():
        return False
    if word.startswith("утвержд") and re.match(r"утвержд[её]?нн", word):
        return True
    return len(before) > 60 and not before.endswith((".", ":", "»"))


def _parse(block: str) -> Act | None:
    block = _ANNEX.sub("", block)
    kind = re.search(_KIND, block, re.IGNORECASE)
    if kind and kind[0].lower().startswith(("протокол", "решени")):  # agreed by a council, approved by an order
        kind = next(_ORDERED.finditer(block, kind.end()), kind)
    told = block[kind.end():] if kind else block  # the number of a school before «Приказ» is not the act's
    dated = next(((match, day) for match in _DATE.finditer(told) if (day := _date(match))), None)
    number = _number(told, dated[0] if dated else None, _REACH if kind else _BESIDE)
    day = dated[1] if dated else _day_before(block[:kind.start()]) if kind else None
    if number is None and day is None:
        return None
    return Act(_KINDS.get(kind[0].lower()[:5]) if kind else None, number, day, _body(block, kind))


def _day_before(text: str) -> date | None:
    """The date right before the act's kind: «Утверждаю 23 августа 2021 г. приказ № 60»."""
    last = next(reversed(list(_DATE.finditer(text))), None)
    return _date(last) if last and len(text) - last.end() <= _BESIDE else None


def _number(told: str, dated: re.Match[str] | None, reach: int) -> str | None:
    """The act's number: the one beside its date, at most `reach` characters off, where a date is printed, else the
    first; of an act that names neither its kind nor a date none, for that is a school's number."""
    numbers = list(_NUMBER.finditer(told))
    if dated is None:
        return _clean(numbers[0]["number"]) if numbers and reach > _BESIDE else None
    gaps = {min(abs(one.start() - dated.end()), abs(dated.start() - one.end())): one for one in reversed(numbers)}
    return _clean(gaps[min(gaps)]["number"]) if gaps and min(gaps) <= reach else None


def _clean(number: str) -> str:
    number = re.sub(r"\s*([-–/])\s*", r"\1", number).replace("–", "-").rstrip(".-/")
    return re.sub(r"-?(?:от|г)$", "", number)


def _date(match: re.Match[str]) -> date | None:
    month = int(match["month"]) if match["month"] else _month(match["word"].lower()) or 0
    year = int(match["year"])
    try:
        return date(year if year > 99 else 2000 + year, month, int(match["day"]))
    except ValueError:
        return None


@lru_cache
def _month(word: str) -> int | None:
    return next((n for n, stem in enumerate(_MONTHS, 1) if word.startswith(stem)), None)


def _body(block: str, kind: re.Match[str] | None) -> str | None:
    """What issued the act: the words between its kind and its number or date."""
    if kind is None:
        return None
    rest = re.split(r"№|\bот\s+[«\"]?\s*\d|[«\"“]\s*\d{1,2}\s*[»\"”]", block[kind.end():], maxsplit=1)[0]
    rest = rest.strip(" ,.:;")
    return rest if 3 < len(rest) < 200 else None
