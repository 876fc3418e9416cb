"""A member's name as it is stored → as it was meant, and as it may be used."""

from __future__ import annotations

import posixpath
import re

_RUBBISH = re.compile(r"(^|/)(__MACOSX(/|$)|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A path that stays inside the archive's own folder.

    >>> safe_name("C:\\\\планы\\\\..\\\\..\\\\школа.docx"), safe_name("/etc/passwd")
    ('школа.docx', 'etc/passwd')
    """
    name = re.sub(r"[\x00-\x1f]", "", name.replace("\\", "/"))
    name = re.sub(r"^[A-Za-z]:", "", name)
    return posixpath.normpath("/" + name).lstrip("/")


def is_rubbish(name: str) -> bool:
    """What operating systems and Office leave beside documents."""
    return not name or bool(_RUBBISH.search(name))


def unique(name: str, seen: set[str]) -> str:
    """The name, counted on where it was seen before; from now on it is seen.

    >>> unique("план.docx", {"план.docx"})
    'план (2).docx'
    """
    stem, suffix = posixpath.splitext(name)
    number = 2
    while name in seen:
        name = f"{stem} ({number}){suffix}"
        number += 1
    seen.add(name)
    return name
