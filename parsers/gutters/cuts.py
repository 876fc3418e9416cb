"""Cells of text whose columns are made by spaces → the same, those of terms cut better from their neighbours:
neither preposition nor number is torn off, no executor taken along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.gutters.headwords import Cells
from parsers.gutters.lines import PREPOSITION, TERM, Measure, is_executor, text_of
from parsers.roadmap.columns_likeness import term_like
from parsers.words import Word

TORN = re.compile(  # «весь | учебный год»
    r"(?:^|\s)(?:весь|кажд\w+|конец|начало|середин\w|перв\w+|втор\w+|треть\w|течение|[IV]{1,3})$"
)
NOT_UNTIL = re.compile(r"(?:^|\s)[пП]о\n(?:[а-яё]+ )?20\d\d")  # «группы по | март 2025 г.»: no term is «по март»
DAY = re.compile(r"(?:^|\s)\d{1,2}(?:-\d{1,2})?$")  # «8 | ноября», but «1-11 | сент.-окт.»: classes
OF_DAYS = re.compile(
    r"(?:январ|феврал|апрел|июн|июл|сентябр|октябр|ноябр|декабр)я|мая|марта|августа|раз|недел|числ|ле?т", re.I
)
GOES_ON = re.compile(r"(?:и|или|года?|г\.|гг\.)(?:\s|,|$)|20\d\d (?!год|г\.|гг|уч(?:ебн|\.))[^\W\d]")
INSIDE_BROKEN = re.compile(r"[^\W\d_]- (?=[^\W\d_])")  # «установ- по»: a word broken at a line's end goes on below
OWNED = re.compile(
    r"\b(?:график|план|приказ|запрос|заявк|решени|распоряжени)\w{0,3}$", re.IGNORECASE
)  # «по графику УО»
TORN_OFF = 0.6  # what it costs that a word of the term stands left of the cut
WHOLE = 0.9  # nothing but a term looks so like one
TERMS, MANY = 0.3, 5  # the column of terms has at least so large a share of them, of no fewer lines than that
BETTER = 0.3  # so much better must another cut between two cells be
FARTHEST_CUT = 14  # it is no farther from where the column begins, in characters
OFF_PLACE = 0.02  # what each of them costs


def term_column(lines: Sequence[Cells]) -> int | None:
    """The column in which most texts look like terms, and most of its texts do; None where there is none."""
    columns = range(len(lines[0]) if lines else 0)
    likeness = [[term_like(text_of(line[c])) for line in lines if line[c]] for c in columns]
    shares = [sum(value >= TERM for value in values) / max(MANY, len(values)) for values in likeness]
    best = max(columns, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= TERMS else None


def recut(line: Cells, starts: Sequence[float], terms: int, measure: Measure) -> Cells:
    """The line with the cut before and behind its cell in the column of `terms` moved, where a better term comes of it.

    Into a column that is empty here only a whole term goes, or who carries it out.
    """
    cells = list(line)
    for left in (terms - 1, terms):
        if left < 0 or left + 1 >= len(cells):
            continue
        start = starts[left + 1]
        cuts = list(cuts_between(cells[left], cells[left + 1], start, measure))
        if left == terms:
            cuts = [cut for cut in cuts if len(cut[0]) >= len(cells[left]) or leaves_term(cells[left][len(cut[0]) :])]
        quality = [cut_quality(text_of(a), text_of(b), left == terms) - off_place(b, start, measure) for a, b in cuts]
        best = max(range(len(cuts)), key=quality.__getitem__)
        if quality[best] >= quality[0] + BETTER:
            cells[left], cells[left + 1] = cuts[best]
    return tuple(cells)


def leaves_term(tail: Sequence[Word]) -> bool:
    """Whether the last words of a cell of terms are none: those who carry it out."""
    return is_executor(text_of(tail))


def leaves_executor(left: str) -> bool:
    """Whether the last word of a term is one who carries out: «апрель совет»."""
    words = left.rstrip(" ,;").rsplit(maxsplit=1)
    return len(words) > 1 and is_executor(words[1]) and not OWNED.search(words[0])


Cut = tuple[tuple[Word, ...], tuple[Word, ...]]


def cuts_between(a: tuple[Word, ...], b: tuple[Word, ...], start: float, measure: Measure) -> Iterator[Cut]:
    """Where two cells may be cut, the first as they are: between words that stand close and near the later one's start.

    A cell is cut in two only where its text reaches the next column.
    """
    yield a, b
    words = (*a, *b)

    def is_close(at: int) -> bool:
        return words[at].box.x0 - words[at - 1].box.x1 < measure.wide

    if not a or not (is_close(len(a)) if b else a[-1].box.x1 > start - measure.near):
        return
    for step in (-1, 1):
        at = len(a) + step
        while 0 < at < len(words) and is_close(at) and abs(words[at].box.x0 - start) <= FARTHEST_CUT:
            yield words[:at], words[at:]
            at += step


def off_place(cell: Sequence[Word], start: float, measure: Measure) -> float:
    """What it costs that a cell begins off its column."""
    return OFF_PLACE * abs(cell[0].box.x0 - start) / measure.em if cell else 0.0


def cut_quality(left: str, right: str, term_left: bool = False) -> float:
    """How well a line of words is cut in two where one is a term: neither preposition nor number is torn off it, and
    behind it (`term_left`) it takes no executor with it.

    >>> cut_quality("консультаций", "в течение года") > cut_quality("консультаций в", "течение года")
    True
    >>> cut_quality("Семинар учителей", "8 ноября") > cut_quality("Семинар учителей 8", "ноября")
    True
    >>> cut_quality("ученики", "весь год") > cut_quality("ученики весь", "год")
    True
    >>> cut_quality("до 1 мая", "отдел школ", term_left=True) > cut_quality("до 1 мая отдел", "школ", term_left=True)
    True
    >>> cut_quality("углублённым", "ежегодно, до 1 мая") > cut_quality("углублённым ежегодно,", "до 1 мая")
    True
    >>> cut_quality("учителей для", "ежемесячно") > cut_quality("учителей", "для ежемесячно")
    True
    >>> cut_quality("сентябрь 2023", "май 2024") > cut_quality("сентябрь", "2023 май 2024")
    True
    """
    quality = term_like(left if term_left else right)
    if term_left and left:
        quality -= 0.4 if OWNED.search(left) or leaves_executor(left) else 0.0
    if quality >= TERM and right and is_torn(left, right):
        quality -= TORN_OFF
    if GOES_ON.match(right):
        quality -= 0.5
    return quality - 0.4 * len(INSIDE_BROKEN.findall(f"{left}\n{right}"))


def is_torn(left: str, right: str) -> bool:
    """Whether the last word left of a cut belongs to the term on its right.

    >>> is_torn("Семинар в", "мае"), is_torn("Съезд учителей март", "2025 г.")
    (True, True)
    >>> is_torn("Работа группы по", "март 2025 г.")
    False
    """
    if left.endswith((" и", " или")) or NOT_UNTIL.search(f"{left}\n{right}"):
        return False
    if TORN.search(left) or (DAY.search(left) and OF_DAYS.match(right)):
        return True
    last = left.rsplit(maxsplit=1)[-1] if left else ""
    begins = bool(PREPOSITION.search(left)) or term_like(last) >= WHOLE
    return begins and min(term_like(right), term_like(f"{last} {right}")) >= WHOLE
