"""Which words of a text an abbreviation stands for: those whose first letters make it up."""

from __future__ import annotations

import re
from collections.abc import Callable

from normalizers.morphology import WORD

COMPOUND = re.compile(r"([а-яё])(?:амо|бще|ного|ежду|ежо)(?=([а-яё]))")  # само|управление, обще|образовательный
FUNCTION = frozenset(["и", "в", "с", "по", "на", "для", "их", "о", "об", "при", "к", "из", "у", "за"])


def words_behind(short: str, text: str) -> str | None:
    """The words at the beginning of a text whose initials make up the abbreviation before it.

    >>> words_behind("ВсОШ", "всероссийская олимпиада школьников по физике")
    'всероссийская олимпиада школьников'
    """
    words = text.strip(' «"').split()[:16]
    for count in range(2, len(words) + 1):
        content = [word.strip('«»",.;') for word in words[:count]]
        if not all(WORD.fullmatch(word) for word in content):
            return None
        if make_up(content, short):
            return " ".join(words[:count]).strip(' ,.;»"')
    return None


def words_before(short: str, text: str) -> str | None:
    """The words at the end of a text whose initials make up the abbreviation behind it.

    >>> words_before("ЦР", "на базе центра ремёсел")
    'центра ремёсел'
    """
    words = text.rstrip(' «"').split(" ")[-18:]
    clean = [w.strip('«»"') for w in words]
    letters = len(short.replace(" ", ""))
    for count in range(2, len(words) + 1):
        part = clean[-count:]
        if any(w.endswith((",", ".", ";", ":")) for w in part[:-1] if count > letters + 3):
            return None
        content = [w.strip(",;") for w in part if WORD.fullmatch(w.strip(",;"))]
        if len(content) == len(part) and make_up(content, short):
            return " ".join(part).strip(" ,;")
    return None


def words_named(short: str, name: str) -> str | None:
    """The words at the beginning of a quoted name that an abbreviation stands for, its first letter being a region's.

    >>> words_named("ВИРО", "Институт развития образования имени В.А. Петрова")
    'Институт развития образования'
    """
    return words_behind(short, name) or (words_behind(short[1:], name) if len(short) > 3 else None)


def syllables_behind(short: str, text: str) -> bool:
    """Whether a text begins with the words whose first syllables make up the short name before it.

    >>> syllables_behind("Минобр", "министерство образования края"), syllables_behind("Совет", "совет директоров")
    (True, False)
    """
    words, rest = WORD.findall(text.lower())[:4], short.lower()
    syllables = 0
    for word in words:
        size = next((n for n in range(min(len(word) - 1, len(rest)), 1, -1) if word.startswith(rest[:n])), 0)
        syllables, rest = syllables + bool(size), rest[size:]
        if not rest:
            break
    return not rest and syllables > 1


def make_up(words: list[str], short: str) -> bool:
    """Whether the words' first letters make up `short`; small words may be left out, in long ones one other too.

    >>> make_up(["Тюменский", "государственный", "университет"], "ТюмГУ")
    True
    """
    printed = short.replace(" ", "")
    spare = 1 if len(printed) >= 4 else 0
    return bool(words) and words[0][0].lower() == printed[0].lower() and _matcher(words, printed)(0, 0, spare)


def _matcher(words: list[str], printed: str) -> Callable[[int, int, int], bool]:
    """Whether the words from i on make up the letters from j on, so many other words left out."""
    letters = printed.lower()

    def fits(i: int, j: int, left: int) -> bool:
        if i == len(words):
            return j == len(letters)
        word = words[i].lower()
        starts = {"".join(part[0] for part in word.split("-") if part), word[0]}
        if compound := COMPOUND.match(word):
            starts.add(compound[1] + compound[2])
        if begun := re.match(r"[А-ЯЁ][а-яё]+", printed[j:]):  # «ТюмГУ»: small letters go on with the word
            starts.add(begun[0].lower() if word.startswith(begun[0].lower()) else word[0])
        if any(letters.startswith(start, j) and fits(i + 1, j + len(start), left) for start in starts if start):
            return True
        if word in FUNCTION:
            return fits(i + 1, j, left)
        return i > 0 and left > 0 and fits(i + 1, j, left - 1)

    return fits
