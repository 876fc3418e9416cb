"""Several columns that name who carries a measure out: each headed by its own level or body."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.roadmap.columns_likeness import executor_like
from parsers.roadmap.columns_vocabulary import Role, meaning
from parsers.roadmap.printed import PrintedRow

LEVEL = re.compile(  # a heading that names whose actions stand below, not who
    r"^(?:федеральн|региональн|муниципальн|школьн|институциональн)\w*\s+уров(?:ень|не)|^(?:на\s+)?уров(?:ень|не)\s+\w"
    r"|^на\s+(?:федеральн|региональн|муниципальн|школьн|институциональн)\w*\s+уровне",
    re.I,
)
SIDE = re.compile(r"^(?:от|на|в|во|со стороны)\s", re.I)
ALIKE = 6  # letters that two words of one kind begin with: «Ответственные», «Ответственный»

Named = tuple[tuple[Role, ...], tuple[str, ...]]  # the role and the heading of each column


def shared_executors(row: PrintedRow, roles: Sequence[Role], headings: Sequence[str]) -> Named:
    """The roles and headings of columns whose upper heading row is `row`, executors in all those that are theirs."""
    own = _under_one(row, headings) or _side_by_side(headings)
    if not own:
        return tuple(roles), tuple(headings)
    inside = [Role.EXECUTOR if k in own else role for k, role in enumerate(roles)]
    parted = [Role.EXTRA if role is Role.EXECUTOR and k not in own else role for k, role in enumerate(inside)]
    return tuple(parted), tuple(own.get(k, text) for k, text in enumerate(headings))


def names_who(text: str) -> bool:
    """A heading names a body or post, though a later word of it is known: «Школа с низкими результатами»."""
    return executor_like(text) >= 0.8 and meaning(text.split()[0]) is None


def _under_one(row: PrintedRow, headings: Sequence[str]) -> dict[int, str]:
    """The columns that one merged heading («Исполнители») parts among levels or bodies, with what heads each."""
    for entry in row.filled():
        places = [k for k, other in enumerate(row.entries) if other is entry]
        if len(places) < 2 or not _of_executors(entry.text):
            continue
        own = {k: headings[k].removeprefix(entry.text).strip() for k in places}
        if all(own.values()) and not any(_says_another(text) for text in own.values()):
            return own
    return {}


def _side_by_side(headings: Sequence[str]) -> dict[int, str]:
    """The columns that begin with one word («Ответственные на муниципальном уровне», «Ответственные от школы»)."""
    heads = {k: text.split(None, 1) for k, text in enumerate(headings) if len(text.split()) > 1 and _of_executors(text)}
    first = [words[0][:ALIKE].lower() for words in heads.values()]
    own = {k: words[1].strip("()[] –—-") for k, words in heads.items()}
    alike = len(own) > 1 and len(set(first)) == 1 and _of_executors(next(iter(heads.values()))[0])
    return own if alike and all(map(_side, own.values())) else {}


def _side(text: str) -> bool:
    return bool(LEVEL.search(text) or SIDE.match(text)) or names_who(text)


def _of_executors(heading: str) -> bool:
    found = meaning(heading)
    return found is not None and found.role is Role.EXECUTOR


def _says_another(heading: str) -> bool:
    found = meaning(heading)
    return found is not None and found.role is not Role.EXECUTOR and not names_who(heading)
