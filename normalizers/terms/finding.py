"""Where terms stand in a longer text, and how much a text looks like a term."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.terms.scanning import DELIMITERS, Node, Scan, Scanner
from normalizers.terms.tokens import Token, fold, tokenise

HINT = re.compile(
    r"янв|февр|март|апр|ма[йяюе]|ию[нл]|авг|сент|окт|нояб|дек|год|лет\b|кварт|полуг|четв|меся|неде|ежe|еже|раз|пост|"
    r"систем|регуляр|непрер|теч|период|срок|по\s|до\s|не\sпозд|каник|понед|вторн|сред[уаы]|пятн|субб|\d\d|соглас|после|"
    r"заверш|в\sсоотв|в\sрамк|при\s|в\sход|кв\b|кажд|число|числа|дней|осен|зим|весн|лет|гг?\b"
)
PLANNED = ("план", "график", "необх", "запрос", "заявк", "согласов", "распис", "приказ", "потребн", "поступлен")
LONG = 220


@lru_cache(maxsize=65_536)
def term_likeness(text: str) -> float:
    """How much of the text reads as a term, 0..1; 0 for an empty text.

    >>> term_likeness("сентябрь-октябрь 2021 г."), term_likeness("директор школы")
    (1.0, 0.0)
    """
    if len(text) > LONG or HINT.search(fold(text)) is None:
        return 0.0
    scan = Scanner(tokenise(text)).scan()
    if not scan.nodes:
        return 0.0
    read, total = 0.0, 0
    taken = set()
    for node in scan.nodes:
        weight = _weight(node, scan.tokens)
        for index in range(node.start, node.end):
            if index not in taken:
                taken.add(index)
                read += weight * _size(scan.tokens[index])
    for token in scan.tokens:
        if token.kind not in DELIMITERS:
            total += _size(token)
    return round(min(1.0, read / total), 3) if total else 0.0


def _size(token: Token) -> int:
    return max(1, token.end - token.start)


def _weight(node: Node, tokens: tuple[Token, ...]) -> float:
    """A condition's words could stand in any cell («по развитию» most of all); a bare year or weekday too."""
    if node.kind == "cond":
        if node.unread:
            return 0.3
        if node.rule == "by something":
            return 0.25
        size = node.end - node.start
        return 0.9 if size <= 4 else 0.7 if size <= 8 else 0.4
    if node.rule in ("bare weekdays", "number of times", "twice", "season"):
        return 0.6
    if node.end - node.start == 1 and tokens[node.start].kind in ("YEAR", "DAYMON"):
        return 0.6
    return 1.0


def find_terms(text: str) -> list[tuple[int, int]]:
    """Half-open character spans of the longer text that read as a term cell would, in order.

    >>> text = "1.2 Мониторинг качества сентябрь-октябрь, май директор школы"
    >>> [text[a:b] for a, b in find_terms(text)]
    ['сентябрь-октябрь, май']
    """
    if HINT.search(fold(text)) is None:
        return []
    scan = Scanner(tokenise(text)).scan(brief=True)
    spans: list[tuple[int, int]] = []
    last_end = -1
    for node in scan.nodes:
        if node.linked:
            continue
        start, end = scan.tokens[node.start].start, scan.tokens[node.end - 1].end
        if not _stands_alone(node, scan):
            continue
        if spans and _joined(scan, last_end, node.start):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        last_end = node.end
    return spans


def _stands_alone(node: Node, scan: Scan) -> bool:
    if node.kind == "cond":
        return any(scan.tokens[index].text.lower().startswith(PLANNED) for index in range(node.start, node.end))
    if node.end - node.start == 1 and scan.tokens[node.start].kind in ("YEAR", "DAYMON", "FREQADJ", "SEASON"):
        return False
    return node.rule not in ("number of times", "twice", "bare weekdays")


def _joined(scan: Scan, end: int, start: int) -> bool:
    return all(
        scan.tokens[index].kind in DELIMITERS or scan.tokens[index].kind in ("LEAST", "NEXT")
        for index in range(end, start)
    )
