"""Cell text → tokens that keep their span: words of the lexicon, numbers, dates, delimiters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from normalizers.terms.lexicon import look_up, mend_word, split_word
from normalizers.terms.numeric import read_number


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, date or delimiter: its class, its value, its span [start, end) in the cell's text.

    `mended` tells that the word was a misprint; `glued` that no space stood before it.
    """

    kind: str
    value: object
    start: int
    end: int
    text: str
    mended: bool = False


# Every fold keeps the length, so that spans stay those of the printed text.
FOLD = str.maketrans(
    {
        "ё": "е",
        **dict.fromkeys("‐‑‒–—―−\xad\x02", "-"),
        **dict.fromkeys("\xa0\u2007\u202f\u2009\t\r", " "),
        "\\": "/",
        **dict.fromkeys("«»“”„\"'*†", " "),
        **dict.fromkeys("¹²³⁴", " "),
    }
)
LATIN = str.maketrans("abcehkmoptxyu", "авсенкмортхуи")
ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
ROMAN_CYRILLIC = {
    "і": 1,
    "іі": 2,
    "ііі": 3,
    "іv": 4,
    "п": 2,
    "ш": 3,
    "iу": 4,
    "іу": 4,
    "у": 5,
    "l": 1,
    "ll": 2,
    "lll": 3,
}
SCANNER = re.compile(
    r"""
      (?P<four>(?<!\w)[1iіl][уyv](?=\s*(?:кв|чет|полуг)))
    | (?P<clock>\d{1,2}\s*:\s*\d\d(\s*час\w*|\s*ч\b\.?)? | \d{1,2}[.-]\d\d\s*(?:час\w*|ч\b)\.?)
    | (?P<number>
          \d{4}-\d\d-\d\d(?!\d)
        | \d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:(?:19|20)\d\d|\d\d)(?!\d|[.]\d)
        | (?:19|20)\d\d\s*[-/]\s*(?:(?:19|20)\d\d|\d\d(?!\d|\.\d|\s*(?:янв|фев|мар|апр|ма[йя]|ию|авг|сен|окт|ноя|дек)))
        | \d{1,2}[./](?:19|20)\d\d(?!\d)
        | \d{1,2}\.\d{1,2}(?!\d)
        | \d{1,2}\s?-?\s?(?:х|ух|рех|ти)(?![а-я])
        | \d{1,2}(?:\s?-\s?)?(?:ый|ой|ий|го|ого|ая|ое|ье|ья|ые|му|ом|ую|ей|[йяеюм])(?![а-я])
        | \d+
      )
    | (?P<school>(?<!\w)у\.?\s?г(?!\w))
    | (?P<years>(?<!\w)г\.\s?г(?!\w))
    | (?P<sheet>(?<=янв|фев|мар|апр|май|июн|июл|авг|сен|окт|ноя|дек)[.'-](?:1[5-9]|[2-4]\d)(?!\s*\w|\.\d))
    | (?P<roman>(?<!\w)[iv]{1,3}\s?-\s?(?:м|й|ый|ое|е|го|ом|ого|ая|ой)(?![а-я]))
    | (?P<label>№\s*\d+)
    | (?P<phrase>\bне\s*по[зж][дж]?[а-я]*(?:,?\s+чем\b)?)
    | (?P<word>[^\W\d_]+(?:\s?/\s?г\b|\s?-\s?ц[аеу]?\b)?)
    | (?P<mark>[-,;:()/\[\]])
    """,
    re.VERBOSE,
)
FOUR = re.compile("[1iіl][уyv]")
SCHOOL = re.compile(r"у\.?\s?г")
YEARS = re.compile(r"г\.\s?г")
ROMAN_ORDINAL = re.compile(r"[iv]{1,3}\s?-")
LATE = re.compile(r"не\s*по[зж]")
MARKS = {
    "-": "DASH",
    ",": "COMMA",
    ";": "SEMI",
    ":": "COLON",
    "(": "OPEN",
    ")": "CLOSE",
    "/": "SLASH",
    "[": "OPEN",
    "]": "CLOSE",
}
BROKEN = re.compile(r"([а-я]{2,})-[ ]*\n?[ ]+([а-я]{2,})|([а-я]{2,})-\n([а-я]{2,})")


def fold(text: str) -> str:
    """The text in lower case with one kind of dash, quote and space, each character in its place."""
    low = text.lower()
    return (low if len(low) == len(text) else text).translate(FOLD)


def tokenise(text: str) -> tuple[Token, ...]:
    """All tokens of the text; what is neither word, number nor delimiter (a full stop, a quote) is no token.

    >>> [(t.kind, t.value) for t in tokenise("до 15 сент. 2021 г.")]
    [('DO', None), ('NUM', 15), ('MONTH', 9), ('YEAR', 2021), ('GOD', None)]
    """
    folded = fold(text)
    if "-" in folded:
        folded = BROKEN.sub(_join_broken, folded)
    found: list[Token] = []
    for start, end in _cut(folded):
        found.extend(_tokens(text, folded, start, end))
    return tuple(_join_split(found, folded)) if any(t.kind == "WORD" for t in found) else tuple(found)


def _cut(folded: str) -> list[tuple[int, int]]:
    return [m.span() for m in SCANNER.finditer(folded)]


def _tokens(text: str, folded: str, start: int, end: int) -> list[Token]:
    return [
        Token(kind, value, start + a, start + b, text[start + a : start + b], mended)
        for kind, value, a, b, mended in _classify(folded[start:end])
    ]


@lru_cache(maxsize=20_000)
def _classify(piece: str) -> tuple[tuple[str, object, int, int, bool], ...]:
    size = len(piece)
    first = piece[0]
    if first in MARKS and size == 1:
        return ((MARKS[first], None, 0, size, False),)
    if FOUR.fullmatch(piece):
        return (("ROMAN", 4, 0, size, False),)
    if first.isdigit():
        return tuple((kind, value, 0, size, False) for kind, value in read_number(piece))
    if SCHOOL.fullmatch(piece):
        return (("UCH", None, 0, 1, False), ("GOD", None, size - 1, size, False))
    if piece[0] in ".'" or (first == "-" and size > 1):
        return (("YEAR", 2000 + int(piece[1:]), 1, size, False),)
    if YEARS.fullmatch(piece):
        return (("GODY", None, 0, size, False),)
    if ROMAN_ORDINAL.match(piece) and piece.split("-")[0].strip() in ROMAN:
        return (("ROMAN", ROMAN[piece.split("-")[0].strip()], 0, size, False),)
    if first == "№":
        return (("WORD", piece, 0, size, False),)
    if LATE.match(piece):
        return (("DO", "late", 0, size, False),)
    figure = piece if piece.isascii() else _latin_figure(piece)
    if figure in ROMAN:
        return (("ROMAN", ROMAN[figure], 0, size, False),)
    word = piece.translate(LATIN) if not piece.isascii() or len(piece) < 2 else piece
    if "/" in word:
        word = word.replace("/", "").replace(" ", "")
    if "-" in word:
        word = "месяц"
    known = look_up(word)
    if known is None and piece in ROMAN_CYRILLIC:
        return (("ROMAN", ROMAN_CYRILLIC[piece], 0, size, False),)
    if known is not None:
        return ((known.kind, known.value, 0, size, False),)
    parts = split_word(word)
    if parts:
        return tuple((entry.kind, entry.value, a, b, False) for entry, a, b in parts)
    mended = mend_word(word)
    if mended is not None:
        return ((mended.kind, mended.value, 0, size, True),)
    return (("WORD", piece, 0, size, False),)


def _latin_figure(piece: str) -> str:
    """«хi» typed in two alphabets is «xi»; a word of Russian letters alone stays.

    >>> _latin_figure("хi"), _latin_figure("х")
    ('xi', 'х')
    """
    latin = piece.translate(str.maketrans("хі", "xi"))
    return latin if any(letter in "ivxі" for letter in piece) else piece


def _join_broken(match: re.Match[str]) -> str:
    """«сен- тябрь»: the hyphen goes where the halves are one known word, its room filled by a joiner of same length."""
    left, right = match.group(1) or match.group(3), match.group(2) or match.group(4)
    if look_up(left + right) is not None and (look_up(left) is None or look_up(right) is None):
        return left + right + " " * (len(match.group()) - len(left) - len(right))
    return match.group()


def _join_split(found: list[Token], folded: str) -> list[Token]:
    """«сент ябрь»: two unknown halves that are one known word become it."""
    joined: list[Token] = []
    for token in found:
        last = joined[-1] if joined else None
        if last is not None and "WORD" in (last.kind, token.kind) and _halves(last, token, folded):
            entry = look_up(folded[last.start : last.end] + folded[token.start : token.end])
            if entry is not None:
                text = last.text + token.text
                joined[-1] = Token(entry.kind, entry.value, last.start, token.end, text, True)
                continue
        joined.append(token)
    return joined


def _halves(left: Token, right: Token, folded: str) -> bool:
    between = folded[left.end : right.start]
    return left.text.isalpha() and right.text.isalpha() and 0 < len(between) <= 2 and not between.strip()
