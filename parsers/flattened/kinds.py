"""Heading of a further column → what its cells look like: «Классы» holds «5–9», «Контингент» «родители»."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """The cells of one kind of column: what a whole cell is, and what it counts that a cell is so, is not, is empty."""

    heading: re.Pattern[str]
    cell: re.Pattern[str]
    its: float
    other: float
    empty: float | None = None  # None: as in any further column

    def score(self, text: str) -> float:
        """How much it speaks for a cell of this kind that its text looks so."""
        return self.its if self.cell.fullmatch(text) else self.other


CLASS = (
    r"(?:с\s+)?\d{1,2}(?:\s*(?:[-–—,]|и|по)\s*\d{1,2})*(?:-?[а-я]{1,2})?(?:\s*(?:кл\.|класс\w*|лет|года?))?"
    r"|все(?:\s+класс\w*)?|(?:начальн|основн|средн|старш)\w+\s+(?:школа|класс\w*|звено)"
)
PEOPLE = (
    r"(?:(?:все|муниципальн\w+)\s)?(?:обучающ|учащ|ученик|воспитанник|студент|школьник|выпускник|дет[ией]|подрост|родител|законн|семь|педагог|учител"
    r"|преподавател|воспитател|классны[ех]\s|руково|директор|заместител|специалист|молод|методист|психолог|тьютор"
    r"|наставник|координатор|эксперт|победител|призер|призёр|участник|команд|школ|образовательн|население|общественн"
    r"|ОО\b|ОУ\b|ДОУ\b|СОШ\b|ШНОР\b|ШНСУ\b|управленческ|административн|библиотекар|аттестующ)[^;]*"
)
NO_POST = (
    r"(?!.*(?:\b(?:(?:глав|стар)\w+\s)?(?:методист|директор|завед|завуч|руковод|заместител|зам\.|специалист|учител|педагог"
    r"|воспитател|психолог|координатор|начальник|советник|библиотекар|вожат|тьютор|куратор|ответствен)|[А-ЯЁ]\.\s?[А-ЯЁ]\.))"
)
PLACE = (
    rf"[-–—]|{NO_POST}(?:(?:на\s+базе|по\s+месту|(?i:г|с|п|пос|дер|ул)\.\s?[А-ЯЁ]|город\s|село\s|кабинет|каб\.|ауд"
    r"|сайт|официальн\w+\sсайт|платформ|дистанц|очно|заочно|онлайн|офлайн|(?:[а-яё]+\s)?зал\b|школ|детск\w+\s(?:сад|дом)|лице[йя]"
    r"|гимнази|дом\s|дворец|музе|библиотек|стадион|парк\b|театр|площадк|территори|пункт|ППЭ|образовательн\w+\sорг)[^;]*"
    r"|[А-ЯЁ][А-ЯЁа-яё]*[А-ЯЁ](?:\s*(?:№\s*)?\d+)?(?:\s*«[^»]+»)?(?:,\s[^;]*)?)"
)
MONTH = r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|[IVX]+\s*кварт)\w*"
KINDS = (
    Kind(re.compile(r"\W*(?:класс|параллел|возраст)", re.I), re.compile(CLASS, re.I), its=2.0, other=-6.0),
    Kind(
        re.compile(r"\W*(?:контингент|категори|целев\w+\s+(?:групп|аудитор)|аудитори|участник|для\s+кого)", re.I),
        re.compile(f"(?:{CLASS})(?:,[^;]*)?|{PEOPLE}", re.I),
        its=1.5,
        other=-1.5,
    ),
    Kind(re.compile(r"\W*(?:место|где|площадк)\b", re.I), re.compile(PLACE), its=1.5, other=-0.5),
    Kind(
        re.compile(r"\W*отметк", re.I),
        re.compile(r"[+хx✓]|вып\w*\.?|да|нет|исполнено", re.I),
        its=2.0,
        other=-6.0,
        empty=-0.3,
    ),
    Kind(
        re.compile(rf"(?:{MONTH}\W*){{3,}}$", re.I),
        re.compile(r"[+хx✓](?:\s+[+хx✓])*", re.I),
        its=6.0,
        other=-9.0,
    ),
)


def kind_of(heading: str) -> Kind | None:
    """What the cells of a further column look like, where its heading says so.

    >>> classes, notes = kind_of("Классы"), kind_of("Примечание")
    >>> classes.score("5–9") > 0 > classes.score("Уроки памяти"), notes is None
    (True, True)
    >>> place = kind_of("Место проведения")
    >>> place.score("ЦДО") == place.score("школы округа") > place.score("ЦДО методист РМК")
    True
    >>> kind_of("Контингент").score("5–9 классы, родители") > 0 > kind_of("Отметка о выполнении").score("завуч")
    True
    """
    return next((kind for kind in KINDS if kind.heading.match(heading)), None)
