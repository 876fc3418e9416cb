"""Spaces, broken words, look-alike letters: text as printed → text as meant. Knows no file."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from normalizers.morphology import is_common_word, is_word, parses

SPACES = re.compile(r"\s+")
INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
COMBINING = re.compile("[\u0300-\u036f]")
SOFT = "\u00ad"
LINE_HYPHENS = "-\u2010\u2011\u0002\ufffe"
BROKEN_END = re.compile(rf"([A-Za-zА-Яа-яЁё0-9]+)[{LINE_HYPHENS}]$")
FIRST_PART = re.compile(r"^([A-Za-zА-Яа-яЁё0-9]+)")
INLINE_BREAK = re.compile(rf"(?<![\w-])([А-Яа-яЁё]{{2,}})([{LINE_HYPHENS}]\s+|[\u0002\ufffe])([а-яё]{{2,}})(?![\w])")
WORDS = {
    name: frozenset(words)
    for name, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8")).items()
}
ADJECTIVAL = frozenset({"ADJF", "ADJS", "PRTF"})


def fold_spaces(text: str) -> str:
    """Any run of white space becomes one space; none at the ends; zero-width characters go.

    >>> fold_spaces("  в  течение\\n года ")
    'в течение года'
    """
    if not text.isascii():
        text = INVISIBLE.sub("", text)
    return SPACES.sub(" ", text).strip()


def join_lines(lines: Iterable[str]) -> str:
    """The lines of one cell as one text: joined with a space, a word broken by a hyphen mended by the dictionary.

    >>> join_lines(["районный", "методический отдел"])
    'районный методический отдел'
    >>> join_lines(["мониторинг зап-", "росов"]), join_lines(["школа-", "куратор"])
    ('мониторинг запросов', 'школа-куратор')
    >>> join_lines(["план", "- провести семинар"])
    'план - провести семинар'
    """
    text = ""
    for line in lines:
        line = fold_spaces(line)
        if not line:
            continue
        text = _append(text, line) if text else line
    return text.replace(SOFT, "").replace("\u0002", "-").replace("\ufffe", "-")


def _append(text: str, line: str) -> str:
    if text.endswith(SOFT) and line[0].isalpha():
        return text.rstrip(SOFT) + line
    end, start = BROKEN_END.search(text), FIRST_PART.match(line)
    if end and start:
        left, right = end.group(1), start.group(1)
        if right in WORDS["conjunctions"] and line[start.end() :][:1] == " ":
            return f"{text[: end.end() - 1]}- {line}"
        compound_before = text[: end.start()].endswith("-")
        return text[: end.end() - 1] + hyphen_between(left, right, inner=compound_before) + line
    if re.search(r"[\w)]–$", text) and line[0].isalnum():
        return text + line
    if re.match(r"[-–]\d", line) and text[-1].isdigit():
        return text + line
    return f"{text} {line}"


def hyphen_between(left: str, right: str, *, inner: bool = False) -> str:
    """What stands between two halves that a line end parted after a hyphen: "" (one word) or "-" (a compound).

    `inner`: the left half is itself the tail of a compound («учебно-мето|дический»).

    >>> hyphen_between("зап", "росов"), hyphen_between("социально", "трудовой"), hyphen_between("метапред", "метный")
    ('', '-', '')
    """
    if not (_russian(left) and _russian(right)):
        return "-"
    if right[0].isupper() and not left.isupper():
        return "-"
    if left.isupper() and len(left) > 1 and right.islower():
        return "-"
    low, high = left.lower(), right.lower()
    if high in WORDS["particles"] and not is_common_word(low + high):
        return "-"
    if len(low) >= 7 and low.endswith("но") and _adjective(high):
        return "-"
    if is_common_word(low + high) or (is_word(low + high) and not (is_word(low) and is_word(high))):
        return ""
    if low in WORDS["glued_heads"]:
        return ""
    if low in WORDS["compound_heads"] and is_word(high):
        return "-"
    if _linking(low) and _adjective(high):
        return "-"
    if len(low) >= 3 and len(high) >= 3 and is_common_word(low) and is_common_word(high):
        return "-"
    return ""


def _russian(word: str) -> bool:
    return all("а" <= c <= "я" or c == "ё" for c in word.lower())


def _linking(word: str) -> bool:
    """Could be the first half of a compound adjective: «социально», «учебно», «психолого», «историко»."""
    return len(word) >= 4 and word[-1] in "ое"


def _adjective(word: str) -> bool:
    return len(word) >= 5 and is_word(word) and any(p.known and p.pos in ADJECTIVAL for p in parses(word))


def mend_hyphens(text: str) -> str:
    """Words broken by a hyphen and a space inside a line, as of lines joined or breaks typed by hand.

    >>> mend_hyphens("еже- годным отчётом о совершенство- вании информационно- методической работы")
    'ежегодным отчётом о совершенствовании информационно-методической работы'
    >>> mend_hyphens("учебно- и научно-методические"), mend_hyphens("октябрь- ноябрь")
    ('учебно- и научно-методические', 'октябрь- ноябрь')
    """
    text = text.replace(SOFT, "")
    if not any(mark in text for mark in LINE_HYPHENS):
        return text
    return INLINE_BREAK.sub(_inline, text)


def _inline(match: re.Match[str]) -> str:
    left, mark, right = match.groups()
    if right in WORDS["conjunctions"]:
        return match.group().replace("\u0002", "-").replace("\ufffe", "-")
    between = hyphen_between(left, right)
    if between == "" or not mark.strip("\u0002\ufffe"):
        return left + between + right
    if _linking(left.lower()) and _adjective(right):
        return f"{left}-{right}"
    return f"{left}- {right}"


LOOKALIKE = str.maketrans(
    "AaBCcEeHKkMOoPpTXxYyëËΑΒΕΗΚΜΟΡΤΥΧΠΓΦαεοορκτχπ",
    "АаВСсЕеНКкМОоРрТХхУуёЁАВЕНКМОРТУХПГФаеоорктхп",
)
FOREIGN = re.compile("[A-Za-zëË\u0370-\u03ff]")
TOKEN = re.compile("[A-Za-zëËА-Яа-яЁё\u0370-\u03ff]+")
CYRILLIC = re.compile("[А-Яа-яЁё]")
SINGLE = frozenset("acoykABCOYK")
ROMAN = re.compile(r"[IVXLCDM]+")


def mend_lookalikes(text: str) -> str:
    """Latin and Greek letters that only look Russian, inside Russian words, made Russian; XI and Zoom stay.

    >>> mend_lookalikes("oргaнизация PMO, Zoom, XI класс, IT-отдел")
    'организация РМО, Zoom, XI класс, IT-отдел'
    >>> mend_lookalikes("c 1 сентября, MAOУ")
    'с 1 сентября, МАОУ'
    """
    if COMBINING.search(text):
        text = unicodedata.normalize("NFC", text)
    if not FOREIGN.search(text) or not CYRILLIC.search(text):
        return text if not FOREIGN.search(text) else _mend_foreign(text, alone=True)
    while (mended := _mend_foreign(text, alone=False)) != text:
        text = mended
    return text


def _mend_foreign(text: str, alone: bool) -> str:
    def mended(match: re.Match[str]) -> str:
        word = match.group()
        if not FOREIGN.search(word):
            return word
        russian = word.translate(LOOKALIKE)
        if FOREIGN.search(russian):
            return word
        if CYRILLIC.search(word):
            return russian
        if len(word) == 1:
            following = text[match.end() :].lstrip()[:1]
            russian_next = bool(following) and (following.isdigit() or bool(CYRILLIC.match(following)))
            spaced = text[match.end() : match.end() + 1].isspace()
            return russian if word in SINGLE and russian_next and spaced and not alone else word
        if ROMAN.fullmatch(word):
            return word
        if russian.isupper() and russian in WORDS["capitals"]:
            return russian
        return russian if len(word) >= 4 and is_common_word(russian) else word

    return TOKEN.sub(mended, text)


def mend_torn(text: str) -> str:
    """Words torn by a space put together, only where the dictionary knows the whole and not both parts.

    >>> mend_torn("каждый понедельн ик, педаго гический совет в течени е года")
    'каждый понедельник, педагогический совет в течение года'
    >>> mend_torn("про ведение уроков")
    'про ведение уроков'
    """
    words = text.split(" ")
    if len(words) < 2:
        return text
    out: list[str] = []
    index = 0
    while index < len(words):
        length = _torn_length(words, index)
        out.append("".join(words[index : index + length]))
        index += length
    return " ".join(out)


def _torn_length(words: list[str], index: int) -> int:
    """How many of the words from here on are pieces of one word: 1 where nothing is torn."""
    first = _core(words[index].lstrip("(«\"'"))
    if not first or words[index][-1] != first[-1]:
        return 1
    for length in (2, 3):
        pieces = words[index + 1 : index + length]
        if len(pieces) < length - 1:
            return 1
        tail = [_core(piece.rstrip(",.;:)»!?\"'")) for piece in pieces]
        if not all(piece and piece.islower() for piece in tail) or any(
            piece != whole for piece, whole in zip(tail[:-1], pieces[:-1], strict=True)
        ):
            return 1
        if not pieces[-1].startswith(tail[-1] or "-"):
            return 1
        if _one_word([first, *[piece for piece in tail if piece]]):
            return length
    return 1


def _core(word: str) -> str:
    return word if word and _russian(word) else ""


def _one_word(pieces: list[str]) -> bool:
    if pieces[0].isupper() and len(pieces[0]) > 1:
        return False
    whole = "".join(pieces)
    if len(whole) < 5 or all(_stands_alone(piece) for piece in pieces):
        return False
    return is_common_word(whole)


def _stands_alone(piece: str) -> bool:
    if len(piece) == 1:
        return piece.lower() in "авикосуя"
    return is_word(piece)


def mend(text: str) -> str:
    """A finished cell's text with everything mended: look-alike letters, broken and torn words, double spaces.

    >>> mend("понедельн ик,  зап- росов  шкoлы")
    'понедельник, запросов школы'
    """
    text = fold_spaces(text)
    if not text:
        return text
    return mend_torn(mend_hyphens(mend_lookalikes(text)))
