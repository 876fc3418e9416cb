"""How much two neighbouring words ask to stand in one cell: agreement, dependents, names, numbers with their units.

Scores are small and additive, in units of about one natural logarithm; positive is for one cell, negative against.
"""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.morphology import WORD, parses
from parsers.flattened.edges import is_infinitive
from parsers.flattened.lines import HYPHENS
from parsers.flattened.words import ADJECTIVAL, DASHES, bare
from parsers.open_words import CONJUNCTIONS, OPEN_WORDS, PREPOSITIONS

SENTENCE_END = re.compile(r"[а-яёa-z]{3,}[»)]?\.$")
COUNTED = re.compile(
    r"янв|февр|март|апрел|ма[йя]\b|июн|июл|авг|сент|окт|нояб|дек|раза?\b|кварт|полугод|недел|числа|год|гг?$"
)
DATED = re.compile(r"(?:январ|феврал|март|апрел|ма[йя]$|июн|июл|август|сентябр|октябр|ноябр|декабр|квартал|полугоди)")
FULL_YEAR = re.compile(r"20\d\d")
COUNT = re.compile(r"\d{1,3}(?:[-–]\d{1,3})?%?")
COUNTED_NOUN = 1.2  # «5 учреждений»
CAPITAL, CAPITAL_DEPENDENT, ABBREVIATED = -1.2, -0.5, 0.6  # «отдел Анализ», «комитет Республики», «методисты ИМЦ»
TORN = 4.0  # «муниципальны» and «х»
NAME = 1.5  # «Республики Коми», «И.Я. Яковлева»
SURE = 0.9  # share of a word's uses
LONGEST_END = 4  # letters of a torn word's end
INITIALS = re.compile(r"[А-ЯЁ]\.(?:[А-ЯЁ]\.)?")
TIMES = frozenset({"раз", "раза"})
HOW_OFTEN = 5.0  # «1 раз»: nothing else is told so
NUMBER_WITH_UNIT = 3.0  # «1 июня», «июня 2022», «100 %»: a cell does not end between them


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
    >>> bond("100", "%") > 2, bond("муниципальны", "х") > 2
    (True, True)
    """
    if first[-1] in HYPHENS and len(first) > 1:
        return 4.0 if second[0].islower() else 1.0 if len(first) > 3 else -1.0
    left, right = bare(first), bare(second)
    if second[0].islower() and first[-1].isalpha() and _torn(left, right):
        return TORN
    if left == right and len(left) > 3:
        return -2.5
    if left.isdigit() and right in TIMES:
        return HOW_OFTEN
    if left.isdigit() and second[0] == "%":
        return NUMBER_WITH_UNIT
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
    """A word with a capital: a name behind initials or «Республика», a dependent, or a beginning."""
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
def _torn(left: str, right: str) -> bool:
    """Two parts of one word, which a narrow column breaks without a hyphen: the second alone is no word."""
    if len(right) > LONGEST_END or right in OPEN_WORDS or not WORD.fullmatch(left + right):
        return False
    whole = parses(left + right)
    return bool(whole) and whole[0].known and not any(p.known and p.pos != "CONJ" for p in parses(right))


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
