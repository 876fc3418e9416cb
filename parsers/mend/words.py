"""Words that OCR broke → the words that were printed: only where the word is unknown and one known word is a usual
confusion away. The dictionary and the document's own words decide; nothing is guessed between two candidates."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from rapidfuzz.distance import DamerauLevenshtein

from normalizers.abbreviations import known_shorts
from normalizers.morphology import in_dictionary, is_word

RUSSIAN = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
TOKEN = re.compile(r"^([^\w@©]*)(.*?)([^\w@©]*)$", re.DOTALL)
SPECK = re.compile(r"(?<=[а-яё])[`‘’'^°~|\\„“”\"]+(?=[а-яёА-ЯЁ«(])")
ROUND = re.compile(r"[(\[{]?[0OОоoеЕСсQ@©][\[({`‘'.,:;|1lI]*[0OОоoеЕСсQ9@©)}\]°]*[)}\]]?")
SHORTEST = 4
LONG = 7  # letters of a word that is mended whatever letter was misread
IN_DOCUMENT, VERY_LONG = 6, 9  # letters of a word that is a letter, or two, away from one of the document
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"


@cache
def confusions() -> tuple[tuple[str, str], ...]:
    """Pairs (what is read, what was printed) of the confusion table."""
    table = tomllib.loads(Path(__file__).with_name("mend.toml").read_text("utf-8"))
    return tuple((entry["read"], entry["printed"]) for entry in table["confusion"])


def without_specks(text: str) -> str:
    """Specks read as quotes between two words are the space that stood there, within a word they are nothing.

    >>> without_specks("Организация`наставничества"), without_specks("общеобразова‘тельного")
    ('Организация наставничества', 'общеобразовательного')
    """

    def gap(match: re.Match[str]) -> str:
        before = re.search(r"[А-Яа-яЁё]+$", text[: match.start()])
        after = re.match(r"[А-Яа-яЁё]+", text[match.end() :])
        whole = (before.group() if before else "") + (after.group() if after else "")
        return "" if whole and after and after.group().islower() and is_word(whole) else " "

    return SPECK.sub(gap, text)


@cache
def _firsts() -> tuple[str, ...]:
    table = tomllib.loads(Path(__file__).with_name("mend.toml").read_text("utf-8"))
    return tuple(entry["first"] for entry in table["compound"])


def begins_compound(word: str) -> bool:
    """Whether a word is the first part of compounds with a hyphen: «информационно»."""
    return word.lower() in _firsts()


@cache
def _compounds() -> re.Pattern[str]:
    return re.compile(rf"(?<![а-яё])({'|'.join(_firsts())}) [урн:;.'`]{{1,2}}(?:$| (?=[а-яё]{{5,}}))", re.IGNORECASE)


def with_hyphens(text: str) -> str:
    """A lone letter after the first part of a compound word is its hyphen.

    >>> with_hyphens("Информационно у методический центр"), with_hyphens("необходимо у каждого")
    ('Информационно-методический центр', 'необходимо у каждого')
    """
    return _compounds().sub(r"\1-", text)


def mend_word(word: str, seen: Mapping[str, int], sure: bool = True) -> str | None:
    """The word that a misread one must be, None where it is known already or nobody can tell.

    `seen` counts the document's surely read words, in lower case. The ending of a word that was read without doubt
    (`sure`) stays: the dictionary lacks many rare forms. A long one read with doubt may hold two confusions.

    >>> mend_word("методнческий", {}), mend_word("повьишение", {}), mend_word("школа", {})
    ('методический', 'повышение', None)
    >>> mend_word("потенниала", {}, sure=False), mend_word("Инфсрмационно-методический", {})
    ('потенциала', 'Информационно-методический')
    """
    if "-" in word:
        parts = word.split("-")
        better = "-".join(mend_word(part, seen, sure) or part for part in parts)
        return better if better != word and not seen.get(word.lower(), 0) >= 2 else None
    low = word.lower()
    if len(word) < SHORTEST or not re.search(r"[А-Яа-яЁё]", word) or known(low) or seen.get(low, 0) >= 2:
        return None
    if word.isupper() and len(word) < 7:
        return None
    found = {candidate for candidate in variants(low) if known(candidate) or seen.get(candidate, 0) >= 2}
    if sure:
        found = {candidate for candidate in found if _ending(candidate) == _ending(low) or seen.get(candidate)}
    elif not found and len(word) >= 8 and word[1:].islower():
        found = {candidate for once in variants(low) for candidate in variants(once) if known(candidate)} - {low}
    if not found and len(word) >= LONG and word[1:].islower():
        found = {candidate for candidate in one_letter_apart(low) if in_dictionary(candidate)}
    if not found and len(word) >= IN_DOCUMENT and word[1:].islower():
        found = set(_of_document(low, seen))
    in_document = {candidate for candidate in found if seen.get(candidate)}
    chosen = in_document if len(in_document) == 1 else found
    return in_case(chosen.pop(), word) if len(chosen) == 1 else None


def _ending(word: str) -> str:
    return word[-2:].replace("ё", "е")


def _of_document(word: str, seen: Mapping[str, int]) -> list[str]:
    """The words of the document that stand in it twice or more and are a letter away, two where the word is long."""
    apart = 2 if len(word) >= VERY_LONG else 1
    often = [other for other, count in seen.items() if count >= 2 and abs(len(other) - len(word)) <= 1]
    near = [(DamerauLevenshtein.distance(word, other), other) for other in often if known(other)]
    least = min((distance for distance, _ in near), default=9)
    return [other for distance, other in near if distance == least <= apart]


def one_letter_apart(word: str) -> Iterator[str]:
    """Every word with one letter other than this one's."""
    for at in range(len(word)):
        for letter in LETTERS:
            if letter != word[at]:
                yield word[:at] + letter + word[at + 1 :]


def known(word: str) -> bool:
    """Whether it is a word of the dictionary, written in Russian letters."""
    return bool(RUSSIAN.fullmatch(word)) and is_word(word)


def variants(word: str) -> Iterator[str]:
    """Every word that one entry of the confusion table, used at one place, makes of this one."""
    for read, printed in confusions():
        at = word.find(read)
        while at >= 0:
            yield word[:at] + printed + word[at + len(read) :]
            at = word.find(read, at + 1)


@cache
def _alike() -> tuple[str, ...]:
    table = tomllib.loads(Path(__file__).with_name("mend.toml").read_text("utf-8"))
    return tuple(entry["alike"] for entry in table["capitals"])


def mend_abbreviation(word: str, seen: Mapping[str, int] = MappingProxyType({}), sure: bool = False) -> str | None:
    """The abbreviation that a misread one must be; None where it is one, or a word, or several are as near.

    A common one of five capitals or more may have other letters, a shorter one, or one that stands twice in the
    document (`seen` counts words in lower case), only letters that look alike or the wrong case. One of four capitals
    or less that was read without doubt (`sure`) gives way to the document alone.

    >>> mend_abbreviation("ЦНИПМИР"), mend_abbreviation("ЦНППМПР"), mend_abbreviation("МАДОУ")
    ('ЦНППМПР', None, None)
    >>> mend_abbreviation("лДП"), mend_abbreviation("кГИА")
    ('ЛДП', None)
    >>> mend_abbreviation("имц"), mend_abbreviation("8Р"), mend_abbreviation("РЦСИ")
    ('ИМЦ', 'ВР', 'РЦОИ')
    >>> mend_abbreviation("ВОШ", sure=True)
    """
    if re.fullmatch(r"(?![аивкосу])[а-яё][А-ЯЁ]{2,8}", word):  # no lost space after «к», «в», «с»
        return word.upper()
    if not re.fullmatch(r"[А-ЯЁа-яё38]{2,9}", word) or word in known_shorts() or is_word(word.lower()):
        return None
    if word.upper() in known_shorts() and len(word) > 2 and not word.isupper():
        return word.upper()
    if word != word.upper() or word.isdigit():
        return None
    of_document = {short for short in map(str.upper, seen) if len(short) == len(word) and seen[short.lower()] >= 2}
    common = frozenset() if sure and len(word) <= 4 and word.isalpha() else known_shorts()
    near = sorted(
        (cost, short)
        for short in common | {short for short in of_document if not is_word(short.lower())}
        if (cost := _misread(word, short)) <= _allowed(word)
    )
    return near[0][1] if near and (len(near) == 1 or near[0][0] < near[1][0]) else None


def _allowed(word: str) -> float:
    return 1.5 if len(word) >= 7 else 1.0 if len(word) == 6 else 0.5


def _misread(word: str, short: str) -> float:
    """How unlike two abbreviations of one length are: 1 for every other letter, half of it where OCR mixes the two.

    The first letter must be the same, and the second where another may be any: they often name the region.
    """
    if len(word) != len(short):
        return float(len(word))
    apart = [(a, b) for a, b in zip(word, short, strict=True) if a != b]
    alike = [any(a in group and b in group for group in _alike()) for a, b in apart]
    if (word[0] != short[0] and not word[0].isdigit()) or (word[1] != short[1] and not all(alike)):
        return float(len(word))
    return sum(0.5 if same else 1.0 for same in alike)


def in_case(word: str, printed: str) -> str:
    """The word in the case of what was read.

    >>> in_case("отдел", "Этдел"), in_case("школа", "ШКОПА")
    ('Отдел', 'ШКОЛА')
    """
    if len(printed) > 2 and printed.isupper():
        return word.upper()
    return word[0].upper() + word[1:] if printed[0].isupper() else word


def two_round(token: str) -> bool:
    """Whether a token can be two round capitals («ОО») misread as brackets, zeros and signs.

    >>> [two_round(t) for t in ("(©.0)", "00", "@{0)", "0)", "[@10)", "ОО", "2020", "со")]
    [True, True, True, True, True, False, False, False]
    """
    if token == "ОО" or not 2 <= len(token) <= 6 or not ROUND.fullmatch(token):
        return False
    return any(c in "@©0" for c in token)
