"""Which post a named person holds, as the plan itself tells: «Иванова А.А., методист ММС» here explains a bare
«Иванова А.А.» there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from normalizers.executors.mentions import one_role
from normalizers.executors.tokens import blank, tokenize

_INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\."
_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
PERSON = rf"(?:{_SURNAME}\s+{_INITIALS}|{_INITIALS}\s?{_SURNAME})"
_POST = r"(?P<post>[а-яёА-ЯЁ][^,;\n]{3,80}?)"
_BEHIND = re.compile(rf"(?P<person>{PERSON})\s*(?:,|[-–—]|\()\s*{_POST}(?=[,;)\n]|\s{PERSON}|$)")
_BEFORE = re.compile(rf"(?:^|[;\n]|,\s)\s*{_POST}[\s:–—-]+(?P<person>{PERSON})")
_NO_POST = re.compile(rf"{_INITIALS}|по согласованию")


def find_posts(cells: Iterable[str], front: Iterable[str] = ()) -> dict[str, str]:
    """Person as «Фамилия И.О.» → post as printed: what the texts before the table say, else where all cells agree.

    >>> find_posts(["Иванова А.А., методист ММС", "Иванова А.А.", "директор школы Петров П.П."])
    {'Иванова А.А.': 'методист ММС', 'Петров П.П.': 'директор школы'}
    >>> find_posts(["Иванова А.А., методист ММС", "Иванова А.А., руководители ШМО"])  # those are others beside her
    {'Иванова А.А.': 'методист ММС'}
    >>> find_posts(["Иванова А.А., руководитель музея"], ["Иванова А.А. – завуч, Петров П.П. – психолог."])
    {'Иванова А.А.': 'завуч', 'Петров П.П.': 'психолог'}
    """
    return _agreed(cells) | _agreed(text.rstrip(" .") for text in front)


def _agreed(texts: Iterable[str]) -> dict[str, str]:
    """Person → post, where all texts that tell agree."""
    told: dict[str, Counter[str]] = {}
    for text in texts:
        for pattern in (_BEHIND, _BEFORE):
            for match in pattern.finditer(text):
                post = match["post"].strip()
                if not _NO_POST.search(post) and one_role(tuple(tokenize(blank(post)))):
                    told.setdefault(_folded(match["person"]), Counter())[post] += 1
    return {person: posts.most_common(1)[0][0] for person, posts in told.items()
            if len({post.lower() for post in posts}) == 1}


def _folded(person: str) -> str:
    """«А.А. Иванова» and «Иванова А. А.» as «Иванова А.А.»."""
    initials = "".join(re.findall(r"[А-ЯЁ]\.", person))
    surname = re.search(_SURNAME, person)
    return f"{surname[0] if surname else ''} {initials}".strip()
