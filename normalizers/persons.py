"""How persons are named in documents: patterns that others are built from, all for use within larger ones.

>>> import re
>>> [bool(re.fullmatch(SHORT_NAME, name)) for name in ("Иванова А.А.", "А. А. Иванова", "Петрова-Белая И.", "отдел А.")]
[True, True, True, False]
>>> [bool(re.fullmatch(FULL_NAME, name)) for name in ("Иванова Анна Андреевна", "Анна Андреевна Иванова", "Анна")]
[True, True, False]
"""

from __future__ import annotations

NAME = r"[А-ЯЁ][а-яё]+"
SURNAME = rf"{NAME}(?:-{NAME})?"
PATRONYMIC = r"[А-ЯЁ][а-яё]+(?:вич|вна|ична|вича|вны|вичу|вне|ичны|вичем|вной|инична|оглы|кызы)"
INITIAL = r"[А-ЯЁ]\."
INITIALS = rf"{INITIAL}\s?{INITIAL}"
FULL_NAME = rf"(?:{SURNAME}\s+{NAME}\s+{PATRONYMIC}|{NAME}\s+{PATRONYMIC}\s+{SURNAME})"
SHORT_NAME = rf"(?:{SURNAME}\s{INITIAL}(?:\s?{INITIAL})?|{INITIAL}\s?(?:{INITIAL}\s?)?{SURNAME})"
