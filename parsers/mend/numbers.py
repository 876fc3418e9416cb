"""Numbers of rows that OCR broke → the numbers that the sequence asks for: of all ways to number the column, the one
that changes least of what was read and breaks the sequence least."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}\.?")
LETTERS = str.maketrans(
    {
        **{"З": "3", "з": "3", "О": "0", "о": "0", "С": "0", "б": "6", "ч": "4", "т": "7", "В": "8", "п": "11"},
        **{"И": "11", "l": "1", "I": "1", "|": "1", "!": "1", ",": ".", ":": ".", ";": ".", "·": "."},
    }
)
ALIKE = frozenset(map(frozenset, ("38", "56", "06", "08", "68", "89", "09", "17", "14", "35", "13", "10")))
BEAM = 24
Parts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cost:
    """What each doubt about a column of numbers costs; a digit that OCR confused is the unit."""

    begins: float = 0.5  # a level below begins: 2 → 2.1
    goes_up: float = 0.1  # a level above goes on: 2.9 → 3, 3.1
    restarts: float = 0.8  # 1 or 1.1 in the middle
    twice: float = 1.5  # the same number again: plans have it, rarely
    gap: float = 1.8  # a number of the same level farther on
    breaks: float = 3.0  # any other number
    unread: float = 1.6  # what is no number, left as it is
    dots: float = 0.25  # the same digits, other full stops
    alike: float = 0.7  # a digit for one that looks like it
    digit: float = 1.0  # any other digit
    lost: float = 1.2  # a digit lost or one too many
    sure: float = 2.5  # times as dear where OCR was sure
    surely_twice: float = 0.5  # the same number again where OCR was sure of it
    alone: float = 1.6  # more where no number below bears the mended one out
    again: float = 0.8  # more for changed digits below changed ones
    levels: float = 2.0  # more for a number of levels in a column that has none


COST = Cost()


@dataclass(frozen=True, slots=True)
class Way:
    """One way to number a column so far: the last number, what it cost, the number chosen for each text, and whether
    digits of the last one were changed."""

    last: Parts | None
    cost: float
    chosen: tuple[Parts | None, ...] = ()
    changed: bool = False


def mend_numbers(texts: Sequence[str], sure: Sequence[bool] = ()) -> list[str | None]:
    """For each text of a column of numbers, from top to bottom, the number it must be, None where it stays.

    An empty text is never filled. `sure` tells which texts OCR read without doubt.

    >>> mend_numbers(["2.6", "27", "2.8", "29", "2.19", "2.11"])
    [None, '2.7', None, '2.9', '2.10', None]
    >>> mend_numbers(["1.", "2.", "З.", "4."])
    [None, None, '3.', None]
    >>> mend_numbers(["2.6", "27", "28", "3.1"]), mend_numbers(["7", "8", "8", "9"])
    ([None, '2.7', '2.8', None], [None, None, None, None])
    """
    filled = [at for at, text in enumerate(texts) if text]
    levelled = any(len(parts_of(text) or ()) > 1 for text in texts)
    ways = [Way(None, 0.0)]
    for at in filled:
        doubt = COST.sure if at < len(sure) and sure[at] else 1.0
        found = [on for way in ways for on in ways_on(way, texts[at], doubt, levelled)]
        found.sort(key=lambda way: -way.cost)
        ways = sorted({(way.last, way.changed): way for way in found}.values(), key=lambda way: way.cost)[:BEAM]
    best = min(ways, key=lambda way: way.cost + COST.alone * way.changed)
    dotted = 2 * sum(text.endswith(".") for text in texts) > len(filled)
    mended: list[str | None] = [None] * len(texts)
    for at, parts in zip(filled, best.chosen, strict=True):
        mended[at] = printed(texts[at], parts, dotted)
    return mended


def printed(text: str, parts: Parts | None, dotted: bool) -> str | None:
    """A number as the column prints it; None where the text says it already."""
    if parts is None or (NUMBER.fullmatch(text) and parts_of(text) == parts):
        return None
    number = ".".join(map(str, parts)) + ("." if dotted or text.endswith(".") else "")
    return number if number != text else None


def ways_on(way: Way, text: str, doubt: float, levelled: bool) -> Iterator[Way]:
    """Every way that a column goes on with a text: as it was read, as a number that may follow, or as no number."""
    read = parts_of(text)
    if read is None:
        yield replace(way, cost=way.cost + (0.0 if text.endswith(")") else COST.unread), chosen=(*way.chosen, None))
    if text.endswith(")"):
        return
    following = successors(way.last)
    for number in following if read is None or read in following else [read, *following]:
        misread = 0.0 if number == read else misread_cost(text, number)
        cost = step_cost(way.last, number, doubt > 1) + (misread if misread <= COST.dots else misread * doubt)
        if way.changed:
            cost += COST.alone * (number not in following) + COST.again * (misread > COST.dots)
        if number != read and len(number) > 1 and not levelled:
            cost += COST.levels
        yield Way(number, way.cost + cost, (*way.chosen, number), misread > COST.dots)


def step_cost(last: Parts | None, number: Parts, sure: bool) -> float:
    """How unusual it is that a number follows another, of which OCR was `sure` or not."""
    if last is None:
        return 0.0 if set(number) == {1} else COST.begins
    if number == last:
        return COST.surely_twice if sure else COST.twice
    if number in successors(last):
        return 0.0 if len(number) == len(last) and number[:-1] == last[:-1] else (
            COST.begins if len(number) > len(last) else COST.goes_up
        )  # fmt: skip
    if number[-1] == 1:
        return COST.restarts
    return COST.gap if number[:-1] == last[:-1] and number > last else COST.breaks


def misread_cost(text: str, number: Parts) -> float:
    """How unlike a text and a number are, digit by digit."""
    digits, wanted = digits_of(text), "".join(map(str, number))
    if digits == wanted:
        return COST.dots
    if len(digits) == len(wanted):
        apart = [frozenset(pair) for pair in zip(digits, wanted, strict=True) if pair[0] != pair[1]]
        return sum(COST.alike if pair in ALIKE else COST.digit for pair in apart)
    return COST.lost * Levenshtein.distance(digits, wanted) if digits else COST.digit * max(2, len(wanted))


def parts_of(text: str) -> Parts | None:
    """The number that a text is, look-alike letters taken for digits; None where it is none.

    >>> parts_of("2.1О."), parts_of("З,4"), parts_of("с+")
    ((2, 10), (3, 4), None)
    """
    plain = text.translate(LETTERS).replace(" ", "").strip(".-_'`")
    plain = re.sub(r"\.+", ".", plain)
    return tuple(map(int, plain.split("."))) if re.fullmatch(r"\d{1,4}(?:\.\d{1,3}){0,3}", plain) else None


def digits_of(text: str) -> str:
    """The digits of a number, letters that OCR reads for digits counted as these."""
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
