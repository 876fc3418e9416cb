"""Which post a named person holds, as the plan's own cells tell: «Иванова А.А., методист ММС» here explains a bare
«Иванова А.А.» there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from normalizers.morphology import WORD, parses

_INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\."
_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
PERSON = rf"(?:{_SURNAME}\s+{_INITIALS}|{_INITIALS}\s?{_SURNAME})"
_POST = r"(?P<post>[а-яёА-ЯЁ][^,;\n]{3,80}?)"
_BEHIND = re.compile(rf"(?P<person>{PERSON})\s*(?:,|[-–—]|\()\s*{_POST}(?=[,;)\n]|\s{PERSON}|$)")
_BEFORE = re.compile(rf"(?:^|[;\n]|,\s)\s*{_POST}[\s:–—-]+(?P<person>{PERSON})")
_NO_POST = re.compile(rf"{_INITIALS}|по согласованию")


def find_posts(cells: Iterable[str]) -> dict[str, str]:
    """Person as «Фамилия И.О.» → post as printed, where all cells that tell agree.

    >>> find_posts(["Иванова А.А., методист ММС", "Иванова А.А.", "директор школы Петров П.П."])
    {'Иванова А.А.': 'методист ММС', 'Петров П.П.': 'директор школы'}
    >>> find_posts(["Иванова А.А., методист ММС", "Иванова А.А., руководители ШМО"])  # those are others beside her
    {'Иванова А.А.': 'методист ММС'}
    """
    told: dict[str, Counter[str]] = {}
    for cell in cells:
        for pattern in (_BEHIND, _BEFORE):
            for match in pattern.finditer(cell):
                post = match["post"].strip()
                if not _NO_POST.search(post) and not _several(post):
                    told.setdefault(_folded(match["person"]), Counter())[post] += 1
    return {person: posts.most_common(1)[0][0] for person, posts in told.items()
            if len({post.lower() for post in posts}) == 1}


def _several(post: str) -> bool:
    """The words name several people: «классные руководители»."""
    nouns = (parses(word) for word in WORD.findall(post))
    head = next((forms[0] for forms in nouns if forms and forms[0].pos == "NOUN"), None)
    return head is not None and head.case == "nomn" and head.number == "plur"


def _folded(person: str) -> str:
    """«А.А. Иванова» and «Иванова А. А.» as «Иванова А.А.»."""
    initials = "".join(re.findall(r"[А-ЯЁ]\.", person))
    surname = re.search(_SURNAME, person)
    return f"{surname[0] if surname else ''} {initials}".strip()
