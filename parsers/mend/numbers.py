"""Numbers of rows that OCR broke → the numbers that the sequence asks for, where what was read agrees with them."""

from __future__ import annotations

import re
from collections.abc import Sequence

NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?")
LETTERS = str.maketrans(
    {
        **{"З": "3", "з": "3", "О": "0", "о": "0", "б": "6", "ч": "4", "т": "7", "В": "8", "п": "11", "И": "11"},
        **{"l": "1", "I": "1", "|": "1", "!": "1", ",": ".", ":": ".", ";": ".", "·": "."},
    }
)
Parts = tuple[int, ...]


def mend_numbers(texts: Sequence[str], sure: Sequence[bool] = ()) -> list[str | None]:
    """For each text of a column of numbers, from top to bottom, the number it must be, None where it stays.

    A text is mended where a successor of the number above it has the same digits; or differs from what was read in one
    digit and the number below goes on from it. A number that is surely printed twice stays, an empty text is never
    filled.

    >>> mend_numbers(["2.6", "27", "2.8", "29", "2.19", "2.11"])
    [None, '2.7', None, '2.9', '2.10', None]
    >>> mend_numbers(["1.", "2.", "З.", "4."])
    [None, None, '3.', None]
    >>> mend_numbers(["5.8", "5.3", "5.19", "5.11"])
    [None, '5.9', '5.10', None]
    """
    read = _bridged([_parts(text) for text in texts])
    dotted = 2 * sum(t.endswith(".") for t in texts) > sum(bool(t) for t in texts)
    mended: list[str | None] = [None] * len(texts)
    last: Parts | None = None
    for at, text in enumerate(texts):
        parts = read[at]
        if not text:
            continue
        after = next((p for p in read[at + 1 :] if p is not None), None)
        printed_twice = at < len(sure) and sure[at] and parts == last
        wanted = _wanted(text, parts, last, None if printed_twice else after)
        if (wanted is not None and wanted != _parts(text)) or (parts is not None and not NUMBER.fullmatch(text)):
            parts = wanted if wanted is not None else parts
            if parts is not None and (wanted is not None or _digits(text).isdigit()):
                number = ".".join(map(str, parts)) + ("." if dotted or text.endswith(".") else "")
                mended[at] = number if number != text else None
        last = parts if parts is not None else last
    return mended


def _bridged(read: list[Parts | None]) -> list[Parts | None]:
    """Two or three numbers in a row that break a sequence which goes on after them, each a digit apart from its own."""
    result = list(read)
    for at, first in enumerate(result):
        for many in (2, 3):
            if first is None or at + many + 1 >= len(result):
                continue
            wanted = [(*first[:-1], first[-1] + step) for step in range(1, many + 2)]
            between = result[at + 1 : at + many + 1]
            broken = all(p is not None and p != w and _near(p, w) for p, w in zip(between, wanted, strict=False))
            if result[at + many + 1] == wanted[-1] and broken:
                result[at + 1 : at + many + 1] = wanted[:-1]
    return result


def _near(one: Parts, other: Parts) -> bool:
    return _one_apart("".join(map(str, one)), "".join(map(str, other)))


def _parts(text: str) -> Parts | None:
    plain = text.translate(LETTERS).replace(" ", "").strip(".-_'`")
    plain = re.sub(r"\.+", ".", plain)
    return tuple(map(int, plain.split("."))) if re.fullmatch(r"\d{1,4}(?:\.\d{1,3}){0,3}", plain) else None


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text.translate(LETTERS))


def successors(number: Parts | None) -> list[Parts]:
    """What may follow a number: the next of its level, the first of a level below, the next of every level above.

    >>> successors((2, 9))
    [(2, 10), (2, 9, 1), (3,), (3, 1)]
    """
    if number is None:
        return [(1,), (1, 1)]
    found = [(*number[:-1], number[-1] + 1), (*number, 1)]
    for depth in range(len(number) - 1, 0, -1):
        up = (*number[: depth - 1], number[depth - 1] + 1)
        found += [up, (*up, *([1] * (len(number) - depth)))]
    return found


def _wanted(text: str, parts: Parts | None, last: Parts | None, after: Parts | None) -> Parts | None:
    """The number that stands here by the sequence, None where the sequence does not decide."""
    following = successors(last)
    if parts in following and (last is None or parts is None or len(parts) == len(last) or after is None):
        return parts
    digits = _digits(text)
    same = [number for number in following if "".join(map(str, number)) == digits]
    if len(same) == 1 and (parts is None or len(same[0]) > len(parts) or len(text) > len(digits)):
        return same[0]
    if last is None or after is None:
        return None
    bridging = [n for n in following if after in successors(n) and len(n) == len(after) and n != after]
    near = [n for n in bridging if _one_apart("".join(map(str, n)), digits)]
    return near[0] if len(near) == 1 and (parts is None or after not in successors(parts)) else None


def _one_apart(one: str, other: str) -> bool:
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
