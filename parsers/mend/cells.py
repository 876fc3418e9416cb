"""Cells that repeat: a cell that was read with doubt and is nearly another cell of the document is that one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import DamerauLevenshtein

from normalizers.text import join_lines
from parsers.document import Block, Cell, Grid, Line
from parsers.mend import words as mend_words

PAIR = "ОО"
RING = r"[ОоСсЕеЭэ0@©®дб]"
TWO_RINGS = rf"[(\[{{`']?{RING}[;:.`'(){{}}\[\]]{{0,2}}{RING}[)\]}}]?|[СсОоЕе]`?[®©@][)]?"
COMMON = 3  # times that a document has «ОО» where its look-alikes are taken for it


def text_of(cell: Cell) -> str:
    """A cell's text, lines joined."""
    return join_lines(line.text for line in cell.lines)


def with_text(cell: Cell, text: str) -> Cell | None:
    """The cell with another text of as many words, each line keeping its number of words; None where they differ."""
    counts = [len(line.text.split()) for line in cell.lines]
    words = text.split()
    if any(line.text.endswith("-") for line in cell.lines[:-1]) and len(cell.lines) > 1:
        return None
    if sum(counts) != len(words):
        if len(cell.lines) > 1:
            return None
        counts = [len(words)]
    lines = []
    for line, count in zip(cell.lines, counts, strict=True):
        part, words = " ".join(words[:count]), words[count:]
        raw = line.raw if line.raw is not None or part == line.text else line.text
        lines.append(replace(line, text=part, raw=raw, doubtful=() if part != line.text else line.doubtful))
    return replace(cell, lines=tuple(lines))


def mend_repeated(blocks: Sequence[Block]) -> list[Block]:
    """Blocks with their doubtful cells replaced by the cell of the same column that they misread.

    Only a cell whose doubtful or unknown words alone differ from one that stands at least twice is mended.
    """
    repeated = Counter(
        text_of(cell) for block in blocks if isinstance(block, Grid) for cell in block.cells if cell.lines
    )
    sure = [text for text, count in repeated.items() if count >= 2 and len(text) >= 4 and not re.search(r"\d", text)]
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            block = replace(block, cells=tuple(_mended(cell, sure, repeated) for cell in block.cells))
        result.append(block)
    return result


def _mended(cell: Cell, sure: Sequence[str], repeated: Counter[str]) -> Cell:
    if not cell.lines or any(line.confidence is None for line in cell.lines):
        return cell
    text = text_of(cell)
    doubtful = frozenset(word for line in cell.lines for word in line.doubtful)
    if repeated[text] >= 2 or len(text) > 120 or not (doubtful or has_unknown(text) or may_end_in_pair(text)):
        return cell
    found = {other for other in sure if is_misread(text, other, doubtful)}
    found = {other for other in found if other[0] == text[0]} or found
    if len(found) != 1:
        return cell
    other = found.pop()
    if other.endswith(f" {PAIR}") and may_end_in_pair(text):
        return with_last_word(cell, PAIR)
    return with_text(cell, other) or cell


def with_pairs(cell: Cell) -> Cell:
    """A cell with «ОО» for what stands alone between commas, or after the last one, and looks like two rings."""
    if any(line.confidence is None for line in cell.lines):
        return cell
    lines = list(cell.lines)
    before = ""
    for at, line in enumerate(lines):
        tokens = line.text.split()
        for place, token in enumerate(tokens):
            last = at == len(lines) - 1 and place == len(tokens) - 1
            if before.endswith((",", ";")) and (last or token.endswith(",")) and pair_like(token.rstrip(",.;")):
                tokens[place] = PAIR + ("," if token.endswith(",") else "")
            before = token
        lines[at] = with_words(line, tokens)
    return replace(cell, lines=tuple(lines))


def with_words(line: Line, tokens: Sequence[str]) -> Line:
    """The line with these words, what OCR read kept."""
    text = " ".join(tokens)
    if text == " ".join(line.text.split()):
        return line
    doubtful = tuple(word for word in line.doubtful if word in tokens)
    return replace(line, text=text, raw=line.raw if line.raw is not None else line.text, doubtful=doubtful)


def pair_like(token: str) -> bool:
    """Whether a token can be two rings, misread: no number, and no word that ends a list.

    >>> [pair_like(token) for token in ("е;е)", "од", "Об", "е`®)", "ОС", "СО", "МО", "10", "РОО", "ОО")]
    [True, True, True, True, True, True, False, False, False, False]
    """
    return token != PAIR and not token.isdigit() and bool(re.fullmatch(TWO_RINGS, token))


def with_last_word(cell: Cell, word: str) -> Cell:
    """The cell with another last word."""
    line = cell.lines[-1]
    head, space, _ = line.text.rpartition(" ")
    raw = line.raw if line.raw is not None else line.text
    return replace(cell, lines=(*cell.lines[:-1], replace(line, text=f"{head}{space}{word}", raw=raw, doubtful=())))


def may_end_in_pair(text: str) -> bool:
    """Whether a text ends in what «ОО» is misread as: a preposition or a number at the end of a list of bodies.

    >>> may_end_in_pair("отдел образования, со"), may_end_in_pair("отдел образования, МКЦ")
    (True, False)
    """
    head, _, last = text.rpartition(" ")
    return head.endswith((",", ".", ";")) and bool(re.fullmatch(r"[СсОоЕе0963Э.,;(){}`э'#@©/-]{1,6}", last))


def is_misread(text: str, other: str, doubtful: frozenset[str]) -> bool:
    """Whether `text` can be a misreading of `other`: word for word the same, but for doubtful or unknown words that are
    alike.

    >>> is_misread("Отдел образования, ее", "Отдел образования, ОО", frozenset({"ее"}))
    True
    >>> is_misread("Отдел образования", "Отдел образования, ОО", frozenset())
    False
    """
    words, others = text.split(), other.split()
    if len(words) != len(others) or text == other:
        return False
    for at, (word, printed) in enumerate(zip(words, others, strict=True)):
        if word.strip(".,;:").lower() == printed.strip(".,;:").lower():
            continue
        if at == len(words) - 1 and printed == PAIR and may_end_in_pair(text):
            continue
        if word not in doubtful and not has_unknown(word):
            return False
        short = len(printed) <= 3
        allowed = len(printed) if short else max(1, len(printed) // 4)
        if DamerauLevenshtein.distance(word.lower(), printed.lower()) > allowed:
            return False
        if short and len(word) > len(printed) + 3:
            return False
    return True


def has_unknown(text: str) -> bool:
    """Whether a text holds a word that no dictionary knows, or signs that no print has.

    >>> has_unknown("районный отдел"), has_unknown("райснный отдел"), has_unknown("отдел, @0)")
    (False, True, True)
    """
    for token in text.split():
        word = token.strip('.,;:()«»"-–—')
        if word and re.search(r"[@©{}\[\]|°^~<>]", word):
            return True
        if re.fullmatch(r"[А-Яа-яЁё-]{3,}", word) and not word.isupper() and not mend_words.known(word.lower()):
            return True
    return False
