"""What speaks for a reading of flattened lines: small additive scores, in units of about one natural logarithm.

Each score is for one question: may a cell end here, may a cell of this column begin here, do these two words belong
together, does this text suit this column. Positive is for, negative is against.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from normalizers.executors import alien_words
from normalizers.morphology import WORD, parses
from parsers.flattened.lines import HYPHENS
from parsers.roadmap.columns_likeness import executor_like, term_like, verbal
from parsers.roadmap.columns_vocabulary import Role

OPEN_WORDS = frozenset(
    """
    и или либо а в во на по с со к ко о об обо от до для из при за у над под не без между через их его её ее что
    чтобы как также том числе рамках целях не менее более позднее реже чаще им
    """.split()  # noqa: SIM905
)
ALIEN = 0.5  # of a text that names executors and something else
PREPOSITIONS = frozenset(
    """
    в во на по с со к ко о об от до для из при за у над под без между через
    """.split()  # noqa: SIM905
)
CONJUNCTIONS = frozenset(
    """
    и или либо а также
    """.split()  # noqa: SIM905
)
SENTENCE_END = re.compile(r"[а-яёa-z]{3,}[»)]?\.$")
ADJECTIVAL = frozenset({"ADJF", "PRTF"})
DASHES = "-–—•"
EVENT_LIKE = 0.9
LONG_TERM = 150  # letters
LONG_EXECUTOR = 220
LETTERS = re.compile(r"[^\w-]")

TIED = re.compile(r"(?:по|при|после|в рамках|в ходе|на|к|во время|в соответствии|согласно)\s(?!течени)", re.I)
TIE = re.compile(
    r"\d|янв|фев|мар|апр|ма[йяе]\b|июн|июл|авг|сен|окт|ноя|дек|год|квартал|четверт|полугод|недел|месяц|график|план"
    r"|результат|итог|отдельн|мере|согласован|необходим|запрос|потребност|заверш|окончан|период|срок|постоян|каникул",
    re.I,
)

CALENDAR = re.compile(
    r"\b(?:январ|феврал|март|апрел|ма[йяе]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|ежегодн|ежемесячн|ежекварт"
    r"|постоянно|в течение|квартал|полугоди|четверт[ьи]|каникул|недел[яиюь]|раза? в|20[12]\d\b)",
    re.I,
)

COUNTED = re.compile(
    r"янв|февр|март|апрел|ма[йя]\b|июн|июл|авг|сент|окт|нояб|дек|раза?\b|кварт|полугод|недел|числа|год|гг?$"
)
DATED = re.compile(r"(?:январ|феврал|март|апрел|ма[йя]$|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал|полугоди)")
FULL_YEAR = re.compile(r"20\d\d")
COUNT = re.compile(r"\d{1,3}(?:[-–]\d{1,3})?%?")
COUNTED_NOUN = 1.2  # «5 учреждений»
CAPITAL, CAPITAL_DEPENDENT, ABBREVIATED = -1.2, -0.5, 0.6  # «отдел Анализ», «комитет Республики», «методисты ИМЦ»
NAME = 1.5  # «Республики Коми», «И.Я. Яковлева»
SURE = 0.9  # share of a word's uses
INITIALS = re.compile(r"[А-ЯЁ]\.(?:[А-ЯЁ]\.)?")
DIRECT = frozenset({"nomn", "accs"})
OBLIQUE = -1.5  # a cell begins with «школ», «вакансий»
NUMBER_WITH_UNIT = 3.0  # «1 июня», «2 раза», «июня 2022»: a cell does not end between them
REPUBLIC = re.compile(r"\b(Республик[аиуе])(?:\s+[А-ЯЁ][\w-]+)+")  # the name is no dependent, but belongs there
EVENT = re.compile(r"(?:в|на)\s+(?:дни|день|часы)\s+\w|перед\s\w|накануне\s\w", re.I)
LIST_NUMBER = re.compile(r"\b[\dа-я]{1,2}\)")

VERBS = frozenset({"INFN", "VERB"})


class Opening(StrEnum):
    """How the tasks of a role matrix begin."""

    VERB = "verb"  # «Провести …», «Проводит …»
    NOUN = "noun"  # «Проведение …»


TEXTUAL = frozenset({Role.ACTION, Role.RESULT, Role.EXTRA})
SMALL_START = {Role.ACTION: -2.5, Role.RESULT: -1.2, Role.EXTRA: -0.3, Role.TERM: 0.0, Role.EXECUTOR: 0.0}
SKIP = {Role.ACTION: -6.0, Role.TERM: -2.5, Role.EXECUTOR: -2.2, Role.RESULT: -2.0, Role.EXTRA: -2.0}


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A word without the marks around it, small letters."""
    return LETTERS.sub("", word).strip("-").lower()


@lru_cache(maxsize=65536)
def cell_end(word: str) -> float:
    """May a cell end with this word?

    >>> cell_end("отдел") > cell_end("районный") > cell_end("для")
    True
    """
    if word[-1] in HYPHENS and len(word) > 1:
        return -5.0
    plain = bare(word)
    if plain in OPEN_WORDS:
        return -3.5
    if word[-1] == ",":
        return -2.5
    if word[-1] == "(" or word in ("«",):
        return -5.0
    if word[-1] in ":–—":
        return -1.5
    if word[-1] == ".":
        return 0.4
    if word[-1] == ";":
        return -0.2
    if word[-1].isalpha() and word[0].islower():
        part = _part(plain)
        if part in ADJECTIVAL:
            return -1.3
        if part == "INFN":
            return -2.5
    return 0.0


@lru_cache(maxsize=65536)
def cell_start(word: str, role: Role) -> float:
    """May a cell of this column begin with this word?

    >>> cell_start("Проведение", Role.ACTION) > 0 > cell_start("проведения", Role.ACTION)
    True
    """
    if word[0] in ").,;:»":
        return -5.0
    plain = bare(word)
    if word[0] in DASHES:
        return -1.0 if role in TEXTUAL else -2.5
    if plain in CONJUNCTIONS:
        return -3.5
    if word[0].islower():
        score = SMALL_START.get(role, -1.0)
        if plain in PREPOSITIONS and role is not Role.TERM:
            score -= 1.0
        return score + (OBLIQUE if _oblique(plain) else 0.0)
    if word[0].isdigit():
        return 0.0 if role is Role.TERM else -1.5
    if word[0] == "(":
        return -2.5
    if word[0] == "«":
        return -0.8
    if not word.isupper() and _oblique(plain):
        return OBLIQUE
    return 0.5 if role in TEXTUAL else 0.2


def sentence_between(last: str, first: str) -> bool:
    """One sentence ends with a word, another begins with the next.

    >>> sentence_between("педагогов.", "Утвердить"), sentence_between("г.", "Казань"), sentence_between("в", "Казань")
    (True, False, False)
    """
    return first[0].isupper() and SENTENCE_END.search(last) is not None


@lru_cache(maxsize=65536)
def bond(first: str, second: str) -> float:
    """How much two neighbouring words ask to stand in one cell.

    >>> bond("районный", "методический") > 0, bond("отдел", "Повышение") < 0, bond("1", "июня") > bond("плана", "июня")
    (True, True, True)
    """
    if first[-1] in HYPHENS and len(first) > 1:
        return 4.0 if second[0].islower() else 1.0 if len(first) > 3 else -1.0
    left, right = bare(first), bare(second)
    if left == right and len(left) > 3:
        return -2.5
    if (left.isdigit() and COUNTED.match(right)) or (DATED.match(left) and FULL_YEAR.fullmatch(right)):
        return NUMBER_WITH_UNIT
    score = 0.0
    if second[0].islower():
        score += 1.0
        if right in CONJUNCTIONS:
            score += 1.5
        elif right in PREPOSITIONS:
            score += 0.3
    elif second[0].isalpha():
        score += ABBREVIATED if second.isupper() and len(right) > 1 else _capital(first, left, right)
    elif second[0] == "(":
        score += 0.8
    elif second[0] in DASHES:
        score += 0.0 if len(second) > 1 or first[-1] in ".;:" else 0.5
    elif second[0] in ").,;:»":
        return 4.0
    elif second[0] == "«":
        score += 0.6
    if first[-1] == "." and left not in OPEN_WORDS:
        return score - (1.0 if len(left) > 2 else 0.0)
    if first[-1] == ";":
        return score + (0.8 if second[0] in DASHES or second[0].islower() else -0.5)
    if first[-1] == ":":
        return score + 0.8
    if left in OPEN_WORDS:
        return -2.0 if second[0].isupper() and is_infinitive(second) else score + 2.0
    if first[-1] == ",":
        return score + 1.2
    if first[-1] in ")»":
        return score - 0.2
    if COUNT.fullmatch(left):
        return score + (COUNTED_NOUN if second[0].islower() and _genitive(right) else 0.0)
    return score + _agreement(left, right)


def _capital(first: str, left: str, right: str) -> float:
    """A word with a capital inside a cell: a name behind initials or «Республика», a dependent, or another beginning."""
    if left.startswith("республик"):
        return NAME
    if not WORD.fullmatch(right):
        return CAPITAL
    readings = parses(right)[:3]
    if INITIALS.fullmatch(first) and any("Surn" in p.grammemes for p in readings):
        return NAME
    dependent = bool(readings) and readings[0].known and readings[0].case == "gent" and readings[0].score > SURE
    return CAPITAL_DEPENDENT if dependent else CAPITAL


@lru_cache(maxsize=65536)
def _oblique(word: str) -> bool:
    """A noun in no case that a cell begins with: «школ», «вакансий»."""
    if not WORD.fullmatch(word):
        return False
    readings = parses(word)
    return bool(readings) and all(p.known and p.pos == "NOUN" and p.case not in DIRECT for p in readings)


@lru_cache(maxsize=65536)
def _genitive(word: str) -> bool:
    return WORD.fullmatch(word) is not None and any(p.case == "gent" for p in parses(word)[:2])


@lru_cache(maxsize=65536)
def _agreement(left: str, right: str) -> float:
    """An adjective with its noun, a noun with its genitive."""
    if not WORD.fullmatch(left) or not WORD.fullmatch(right):
        return 0.0
    before, after = parses(left), parses(right)
    if not before or not after:
        return 0.0
    if any(p.pos in ADJECTIVAL for p in before[:2]):
        cases = {(p.case, p.number) for p in before if p.pos in ADJECTIVAL}
        if any((p.case, p.number) in cases and p.pos in ("NOUN", *ADJECTIVAL) for p in after[:4]):
            return 1.3
        return -0.2
    head = after[0]
    if head.pos in ("NOUN", *ADJECTIVAL):
        if any(p.case == "gent" for p in after[:3] if p.pos in ("NOUN", *ADJECTIVAL)):
            return 0.7 if before[0].pos in ("NOUN", "INFN") else 0.2
        if head.case == "nomn" and before[0].pos == "NOUN":
            return -0.5
    return 0.0


def _part(word: str) -> str | None:
    if not WORD.fullmatch(word):
        return None
    found = parses(word)
    return found[0].pos if found else None


@lru_cache(maxsize=32768)
def is_infinitive(word: str) -> bool:
    """A verb as it begins the task of an executor.

    >>> is_infinitive("Назначить"), is_infinitive("Назначение")
    (True, False)
    """
    return _part(bare(word)) == "INFN"


@lru_cache(maxsize=32768)
def opening_of(word: str) -> Opening | None:
    """How a word opens the task of an executor, None where it opens none.

    >>> opening_of("Провести").value, opening_of("Проводит").value, opening_of("Проведение").value
    ('verb', 'verb', 'noun')
    >>> opening_of("проводит") is None, opening_of("Центр") is None
    (True, True)
    """
    if not word[0].isupper():
        return None
    if _part(bare(word)) in VERBS:
        return Opening.VERB
    return Opening.NOUN if verbal(word) else None


@lru_cache(maxsize=32768)
def task_start(word: str, usual: Opening = Opening.VERB) -> float:
    """May the task of an executor (a cell of a role matrix) begin with this word, where tasks usually open so?

    >>> task_start("Провести") > task_start("Положение") > task_start("план")
    True
    >>> task_start("Проведение", Opening.NOUN) > task_start("Проведение")
    True
    """
    if not word[0].isupper():
        return -1.5 if word[0] in DASHES else -4.0
    return 1.2 if opening_of(word) is usual else -0.3


@lru_cache(maxsize=32768)
def who_like(text: str) -> float:
    """How much a text looks like executors and nothing besides, 0..1.

    >>> who_like("директор школы") > 0.8 > who_like("директор школы Протокол")
    True
    """
    text = REPUBLIC.sub(r"\1", text)
    found = executor_like(text)
    return max(0.0, found - ALIEN) if found > 0.3 and alien_words(text) else found


def unbalanced(text: str) -> int:
    """How many brackets of a cell lack their pair; the bracket of a list's number has none.

    >>> unbalanced("содержание (по предметам"), unbalanced("1) план (проект)")
    (1, 0)
    """
    if "(" not in text and ")" not in text:
        return 0
    text = LIST_NUMBER.sub("", text)
    return abs(text.count("(") - text.count(")"))


MOST = {Role.ACTION: 1.0, Role.TERM: 4.45, Role.EXECUTOR: 2.475}  # that `suits` can give, 0 for other columns


@lru_cache(maxsize=65536)
def suits(text: str, role: Role) -> float:
    """How much a whole cell's text suits its column.

    >>> suits("в течение года", Role.TERM) > 1 > suits("Проведение семинара", Role.TERM)
    True
    """
    if role is Role.TERM:
        if len(text) > LONG_TERM:
            return -5.0
        score = 6.5 * (max(term_like(text), EVENT_LIKE if EVENT.match(text) else 0.0) - 0.5)
        if score > 0.0 and TIED.match(text) and not TIE.search(text):
            score = 0.0
        score += min(1.2, 0.4 * len(CALENDAR.findall(text)))
        return score - 0.03 * max(0, len(text) - 80) - (2.0 if verbal(text) else 0.0)
    if role is Role.EXECUTOR:
        if len(text) > LONG_EXECUTOR:
            return -2.5
        score = 4.5 * (who_like(text) - 0.45)
        return score - (2.5 if CALENDAR.search(text) else 0.0)
    score = 0.0
    if len(text) < 60 and term_like(text) > 0.6:
        score -= 4.0
    if role is not Role.EXTRA and len(text) < 45 and who_like(text) > 0.8:
        score -= 1.5
    if role is Role.ACTION:
        if verbal(text):
            score += 1.0
        if " " not in text:
            score -= 2.0
    return score
