"""A sheet's value → the text that its number format shows, in Russian."""

from __future__ import annotations

import datetime as dt
import re

from normalizers.months import MONTHS, MONTHS_OF

_DAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
_DAYS_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
# Formats that mean «the reader's own short date» and are stored in American order.
_LOCAL = {"mm-dd-yy": "dd.mm.yyyy", "m/d/yyyy": "dd.mm.yyyy", "m/d/yy": "dd.mm.yyyy", "m/d/yy h:mm": "dd.mm.yyyy h:mm"}
_TOKEN = re.compile(
    r"""\[(?:\$[^\]]*|[^\]]*)\]|"([^"]*)"|\\(.)|_.|\*.|(am/pm|a/p)|(y+|m+|d+|h+|s+)|(.)""", re.IGNORECASE | re.DOTALL
)  # fmt: skip
Value = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


def shown(value: Value, number_format: str = "General") -> str:
    """The text of a cell.

    >>> shown(dt.date(2021, 9, 15), "[$-419]d mmmm yyyy;@")
    '15 сентября 2021'
    >>> shown(dt.date(2021, 9, 1), "mmm-yy")
    'сентябрь 2021'
    >>> shown(3.0)
    '3'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, str):
        return "" if value.startswith("#") and value.endswith(("!", "?", "/0!", "A")) else value
    if isinstance(value, (dt.datetime, dt.date)):
        return date(value, number_format)
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    if isinstance(value, dt.timedelta):
        return str(value)
    return _number(value, number_format)


def date(value: dt.datetime | dt.date, number_format: str) -> str:
    """A date by the codes of its format; month names are written out, after a day in the genitive."""
    section = number_format.split(";")[0]
    bare = re.sub(r"\[[^\]]*\]|\\|@", "", section).strip().lower()
    tokens = _tokens(_LOCAL.get(bare, section))
    codes = [code for code, _ in tokens if code]
    if not codes:
        return date(value, "dd.mm.yyyy")
    named = any(code in ("mmm", "mmmm") for code in codes)
    text = ""
    for index, (code, literal) in enumerate(tokens):
        if not code:
            text += " " if named and literal in "-./" else literal
        elif code[0] == "m" and _is_minute(codes, sum(1 for earlier, _ in tokens[:index] if earlier)):
            text += f"{_moment(value).minute:02d}"
        else:
            text += _part(value, code, has_day=any(other in ("d", "dd") for other in codes), named=named)
    return " ".join(text.split())


def _tokens(number_format: str) -> list[tuple[str, str]]:
    """(code, literal): one of them empty. Colours, locales, padding and am/pm vanish."""
    found = []
    for match in _TOKEN.finditer(number_format):
        quoted, escaped, _, code, literal = match.groups()
        if code:
            found.append((code.lower(), ""))
        elif quoted or escaped or literal:
            found.append(("", quoted or escaped or literal))
    return [(code, literal) for code, literal in found if literal != "@"]


def _is_minute(codes: list[str], index: int) -> bool:
    before = codes[index - 1][0] if index else ""
    after = codes[index + 1][0] if index + 1 < len(codes) else ""
    return len(codes[index]) <= 2 and (before == "h" or after == "s")


def _part(value: dt.datetime | dt.date, code: str, has_day: bool, named: bool) -> str:
    if code[0] == "y":
        return f"{value.year:04d}" if len(code) > 2 or named else f"{value.year % 100:02d}"
    if code[0] == "m":
        if len(code) >= 3:
            return (MONTHS_OF if has_day else MONTHS)[value.month - 1]
        return f"{value.month:0{len(code)}d}"
    if code[0] == "d":
        if len(code) >= 3:
            return (_DAYS if len(code) > 3 else _DAYS_SHORT)[value.weekday()]
        return f"{value.day:0{len(code)}d}"
    moment = _moment(value)
    return f"{moment.hour:02d}" if code[0] == "h" else f"{moment.second:02d}"


def _moment(value: dt.datetime | dt.date) -> dt.time:
    return value.time() if isinstance(value, dt.datetime) else dt.time()


def _number(value: int | float, number_format: str) -> str:
    section = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.', "", number_format.split(";")[0])
    decimals = re.search(r"0[.](0+)", section)
    if "%" in section:
        return f"{value * 100:.{len(decimals.group(1)) if decimals else 0}f}%"
    if decimals:
        return f"{value:.{len(decimals.group(1))}f}"
    if re.search(r"[0#]", section) and "E" not in section.upper():
        return f"{value:.0f}".rjust(len(section) if re.fullmatch(r"0+", section) else 0, "0")
    return f"{value:.10g}"
