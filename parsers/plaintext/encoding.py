"""Bytes → text: which of the encodings in which Russian documents travel this is."""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = ("cp1251", "cp866", "koi8-r", "mac-cyrillic", "iso-8859-5")
_SAMPLE = 60_000
# How often a letter stands among a thousand of Russian running text.
_PER_THOUSAND = {
    "о": 110, "е": 85, "а": 80, "и": 73, "н": 67, "т": 63, "с": 55, "р": 47, "в": 45, "л": 44, "к": 35, "м": 32,
    "д": 30, "п": 28, "у": 26, "я": 20, "ы": 19, "ь": 17, "г": 17, "з": 16, "б": 16, "ч": 14, "й": 12, "х": 10, "ж": 9,
    "ш": 7, "ю": 6, "щ": 5, "ц": 4, "э": 3, "ф": 3, "ъ": 1, "ё": 1,
}  # fmt: skip
_LETTER = {letter: math.log(share / 12) for letter, share in _PER_THOUSAND.items()}
_PRINTED_SYMBOLS = set("«»–—№§…•“”„‘’°\u00a0\u00ad©·−") | set("─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫█▀▄■□▪●○")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MIXED_CASE = re.compile(r"[а-яё][А-ЯЁ]")
_LETTER_RUN = re.compile(r"([а-яё])\1{2,}", re.IGNORECASE)  # box rules of DOS read as letters


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding that it was read in; `damaged` counts bytes that the encoding does not know."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes) -> Decoded | None:
    """The text of `data`, or None where it is no text at all (a binary file).

    >>> decode("Срок реализации".encode("koi8-r"))
    Decoded(text='Срок реализации', encoding='koi8-r', damaged=0)
    >>> decode(bytes(range(32))) is None
    True
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, errors="replace"), encoding)
    wide = _wide_without_mark(data)
    if wide:
        return _checked(data.decode(wide, errors="replace"), wide)
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    mostly = data.decode("utf-8", errors="replace")
    damaged = mostly.count("\ufffd")
    if damaged * 20 < sum(1 for letter in mostly if letter > "\x7f"):
        return _checked(mostly, "utf-8")
    encoding = max(_SINGLE_BYTE, key=lambda name: _russian(_sample(data).decode(name, errors="replace")))
    return _checked(data.decode(encoding, errors="replace"), encoding)


def decode_name(raw: bytes) -> str:
    """A file name from an archive: UTF-8, else cp866 (DOS, Windows archivers) or cp1251, whichever is more Russian.

    >>> decode_name("План школы.docx".encode("cp866"))
    'План школы.docx'
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return max((raw.decode(name, "replace") for name in ("cp866", "cp1251")), key=_russian)


def _checked(text: str, encoding: str) -> Decoded | None:
    controls = len(_CONTROLS.findall(text[:_SAMPLE]))
    damaged = text.count("\ufffd")
    if controls * 50 > len(text[:_SAMPLE]) or damaged * 5 > len(text):
        return None
    return Decoded(text, encoding, damaged)


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without a mark: every second byte names a block (Latin 0, Cyrillic 4, dashes 20, № 21, box rules 25)."""
    sample = data[: _SAMPLE // 2 * 2]
    if len(sample) < 4:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        sure = high.count(0x00) + high.count(0x04)
        blocks = sure + sum(high.count(byte) for byte in (0x20, 0x21, 0x22, 0x25))
        if blocks > 0.9 * len(high) and sure > 0.1 * len(high):
            return encoding
    return None


def _sample(data: bytes) -> bytes:
    """The stretch with the most to tell: ASCII bytes are the same in all candidates."""
    if len(data) <= _SAMPLE:
        return data
    first = next((index for index, byte in enumerate(data) if byte > 0x7F), 0)
    return data[first : first + _SAMPLE]


def _russian(text: str) -> float:
    """How much a text looks like Russian; higher is better, only compared between readings of the same bytes."""
    score = -6.0 * len(_MIXED_CASE.findall(text))
    score -= 5.0 * sum(len(run.group()) for run in _LETTER_RUN.finditer(text))
    for letter in text:
        if letter < "\x80":
            continue
        lower = letter.lower()
        if lower in _LETTER:
            score += _LETTER[lower] + (0.7 if letter == lower else 0.2)
        elif letter not in _PRINTED_SYMBOLS:
            score -= 5.0
    return score
