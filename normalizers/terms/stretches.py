"""Points → stretches: ranges, deadlines, open starts, lists under one head («4, 5, 6 января», «I, III кв.»)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalizers.terms.grammar import Match, compile_pattern, encode, kinds, token
from normalizers.terms.points import (
    POINTS,
    YR,
    day_in_month,
    part_of_month,
    part_of_year,
    says_school,
    value_of,
    year_of,
)
from normalizers.terms.stretch import Stretch, YearWord, ends, join, with_year
from normalizers.terms.tokens import Token

Tokens = Sequence[Token]
Found = tuple[str, list[Stretch], int]

PREFIX = compile_pattern(
    "(?:(?:IN|NA)?(?P<through>TECH)|(?:IN|NA|ZA)?PERIOD|IN|NA|ZA)?LEAST?"
    "(?:(?P<from>FROM)FROM?|(?P<until>DO|BY)|(?P<after>AFTER)|(?P<upto>PO)(?!NUM?RAZ))?LEAST?(?:IN|NA)?(?P<whole>WHOLE)?"
)
BETWEEN = compile_pattern("(?:DASH|PO)LEAST?(?:IN|NA|FROM)?")
UNTIL = compile_pattern("(?:COMMA|AND)?DO(?:LEAST)?")
NUMBER = "(?:ORD|NUM|ROMAN)(?:CHISLO(?!DO))?"
SHARED = compile_pattern(
    f"(?P<list>{NUMBER}(?:(?:COMMA AND|DASH|PO|DO|COMMA|AND|SLASH)?(?:FROM|IN|DO)?{NUMBER}){{1,40}})(?:UCH)?"
    f"(?P<head>MONTH|KV|POL|CHET|TRIM|(?:WEEK|DEKADA|HALF)(?:IN|NA)?MONTH)(?:MES)?{YR}"
)
SHARED_DATE = compile_pattern(
    f"(?P<list>{NUMBER}(?:(?:DASH|PO|DO|COMMA|AND)(?:FROM|IN)?{NUMBER}){{0,40}}"
    "(?:DASH|PO|DO|COMMA AND|COMMA|AND)(?:FROM)?)"
    f"(?P<date>DATE|DAYMON){YR}"
)
DOUBLED = compile_pattern(
    "(?P<one>EDGE|SEASON)(?:PERIOD)?(?P<sep>DASH|AND|COMMA|SLASH)(?:IN|NA|ZA)?(?P<two>EDGE|SEASON)"
)
THROUGH_YEAR = compile_pattern("(?:WHOLE|CURRENT|KAL)*(?P<god>GOD)(?:YEARS|YEAR)?")
THROUGH_PART = compile_pattern("(?:WHOLE|CURRENT)*(?P<unit>KV|POL|CHET|TRIM)")
THROUGH_YEARS = compile_pattern("(?P<count>NUM)(?:UCH)?(?:GODY|GOD)")
RANGE_KINDS = frozenset(("DASH", "PO", "DO"))


def read_stretches(tokens: Tokens, code: str, start: int) -> Found | None:
    """The stretch (or the list under one head) that begins at this token: deciding rule, stretches, end."""
    prefix = PREFIX.match(code, start)
    assert prefix is not None
    at = prefix.end()
    if prefix.start("whole") >= 0 and prefix.end("whole") > prefix.start("whole"):
        at = prefix.start("whole")
    found = _through(tokens, code, at) if prefix.group("through") else None
    if found is None:
        found = _shared(tokens, code, at) or _range(tokens, code, at, bool(prefix.group("from")))
    if found is None and prefix.group("whole"):
        found = _range(tokens, code, at + 1, False)
    if found is None:
        return None
    name, stretches, end = found
    if prefix.group("through") and name in ("years", "school year"):
        name = f"through {name}"
    if prefix.group("until") or prefix.group("upto"):
        return f"deadline: {name}", [_deadline(stretch, tokens, prefix) for stretch in stretches], end
    if prefix.group("after"):
        if len(stretches) > 1 or stretches[0].scope != "day" or stretches[0].m1 != stretches[0].m2:
            return None
        return f"after: {name}", [replace(stretches[0], shape="open", fuzzy=True)], end
    if prefix.group("from") and len(stretches) == 1 and not name.startswith(("range", "list")):
        return f"open start: {name}", [replace(stretches[0], shape="open")], end
    return name, stretches, end


def _deadline(stretch: Stretch, tokens: Tokens, prefix: Match) -> Stretch:
    """«до 15 сентября»; before a bare month, before a year and by a vague time two readers could differ."""
    until = token(tokens, prefix, "until")
    late = until is not None and until.value == "late"
    if ends(stretch):
        return replace(stretch, shape="deadline", fuzzy=False, d2=0)
    if until is not None and until.kind == "BY" and stretch.scope == "schoolyear" and not stretch.has_year:
        return replace(stretch, m2=9, d2=1, shape="deadline", fuzzy=True, scope="month")
    bare = (
        until is not None
        and not late
        and stretch.scope in ("month", "season", "quarter", "half", "schoolhalf", "year", "schoolyear")
    )
    return replace(stretch, shape="deadline", fuzzy=stretch.fuzzy or bare)


def _through(tokens: Tokens, code: str, at: int) -> Found | None:
    """What only «в течение» makes a stretch: «года», «квартала», «трёх лет»."""
    if match := THROUGH_YEAR.match(code, at):
        from normalizers.terms.stretch import read_year

        whole = Stretch(1, 1, 12, 0, "year")
        return "through the year", [with_year(whole, read_year(tokens[at : match.end()]))], match.end()
    if match := THROUGH_PART.match(code, at):
        school = code[match.start("unit")] in encode_kinds("CHET", "TRIM")
        if school:
            return "through a part of the year", [Stretch(9, 1, 5, 0, "schoolyear", fuzzy=True)], match.end()
        return "through a part of the year", [Stretch(1, 1, 12, 0, "year", fuzzy=True)], match.end()
    if match := THROUGH_YEARS.match(code, at):
        return "through some years", [Stretch(1, 1, 12, 0, "year", fuzzy=True)], match.end()
    return None


def encode_kinds(*names: str) -> str:
    """The letters of some classes, as one string."""
    from normalizers.terms.grammar import LETTERS

    return "".join(LETTERS[name] for name in names)


def _range(tokens: Tokens, code: str, at: int, after_from: bool) -> Found | None:
    """A point, or a point and another with a dash or «по» between them."""
    first = _doubled(tokens, code, at) or POINTS.match(tokens, code, at)
    if first is None:
        return None
    name, built, end = first
    if isinstance(built, list):
        return name, built, end
    stretch, ranged = built, False
    for _ in range(3):
        between = BETWEEN.match(code, end) or (UNTIL.match(code, end) if after_from and not ranged else None)
        if between is None:
            break
        following = POINTS.match(tokens, code, between.end())
        if following is None or isinstance(following[1], list):
            break
        whole = join(stretch, following[1])
        if whole is None or (stretch.whole_year and not following[1].whole_year):
            break
        stretch, end, ranged = whole, following[2], True
        name = f"range: {first[0]} – {following[0]}"
    return name, [stretch], end


def _doubled(tokens: Tokens, code: str, at: int) -> tuple[str, list[Stretch], int] | None:
    """«в начале и конце учебного года», «осенние и весенние каникулы»: the first word has the second's head."""
    match = DOUBLED.match(code, at)
    if match is None or token(tokens, match, "one").kind != token(tokens, match, "two").kind:  # type: ignore[union-attr]
        return None
    second = _doubled(tokens, code, match.start("two")) or POINTS.match(tokens, code, match.start("two"))
    if second is None or second[0] == "season":
        return None
    head = match.end("two") if not isinstance(second[1], list) else second[2] - 1
    others = second[1] if isinstance(second[1], list) else [second[1]]
    lent = [tokens[match.start("one")], *tokens[head : second[2]]]
    first = POINTS.match(lent, encode(lent), 0)
    if first is None:
        return None
    if token(tokens, match, "sep").kind == "DASH":  # type: ignore[union-attr]
        whole = join(first[1], others[0])
        return (f"range: {second[0]}", [whole], second[2]) if whole else None
    return f"list: {second[0]}", [first[1], *others], second[2]


def _shared(tokens: Tokens, code: str, at: int) -> Found | None:
    """Numbers under one head: each is a stretch of its own, the year at the end holds for all."""
    match = SHARED.match(code, at)
    dated = None if match else SHARED_DATE.match(code, at)
    if match is None and dated is None:
        return None
    found = match or dated
    assert found is not None
    listed = kinds(tokens, found, "list")
    items, begins = _items(listed, open_end=dated is not None)
    if dated is not None:
        stretches = _under_date(tokens, dated, items)
    else:
        stretches = _under_head(tokens, found, [(low, high or low, late) for low, high, late in items])
    if not stretches:
        return None
    if len(stretches) == 1:
        return "range under one head", stretches, found.end()
    parted = _with_parts(stretches, listed, begins, found.start("list"), found.end())
    return "list under one head", parted, found.end()


def _items(listed: list[Token], open_end: bool) -> tuple[list[tuple[int, int, bool]], list[int]]:
    """The list's numbers as (low, high, deadline), and the index at which each begins; with `open_end` a last range
    waits for its upper bound (high 0), or a last number for itself (-9)."""
    items: list[tuple[int, int, bool]] = []
    begins: list[int] = []
    connector = ""
    for index, found in enumerate(listed):
        if found.kind not in ("ORD", "NUM", "ROMAN"):
            if found.kind == "DO" and items and connector in ("COMMA", "AND"):
                connector = "UNTIL"
            elif found.kind not in ("FROM", "IN", "CHISLO"):
                connector = found.kind
            continue
        number = value_of(found)
        if connector in RANGE_KINDS and items:
            items[-1] = (items[-1][0], number, items[-1][2])
        else:
            items.append((number, number, connector == "UNTIL"))
            begins.append(index)
        connector = ""
    if open_end and connector in RANGE_KINDS:
        items[-1] = (items[-1][0], 0, items[-1][2])
    elif open_end:
        items.append((-9, -9, False))
        begins.append(len(listed))
    return items, begins


def _with_parts(
    stretches: list[Stretch], listed: list[Token], begins: list[int], start: int, end: int
) -> list[Stretch]:
    """Each stretch with its own tokens: from its number to the delimiter before the next, the last with the head."""
    parted = []
    for index, stretch in enumerate(stretches):
        first = start + begins[index]
        last = start + begins[index + 1] if index + 1 < len(begins) else end
        while last < end and last > first + 1 and listed[last - start - 1].kind not in ("NUM", "ORD", "ROMAN"):
            last -= 1
        parted.append(replace(stretch, part=(first, last)))
    return parted


def _under_head(tokens: Tokens, match: Match, items: list[tuple[int, int, bool]]) -> list[Stretch]:
    head = kinds(tokens, match, "head")
    year = year_of(tokens, match)
    school = says_school(tokens, match) or (year is not None and year.kind == "pair")
    if year is not None and year.kind == "pair" and head[0].kind != "MONTH":
        year = YearWord("school", year.first, year.last)
    stretches = []
    for low, high, late in items:
        first, last = (_one_under(head, number, school) for number in (low, high))
        whole = None if first is None or last is None else first if low == high else join(first, last)
        if whole is None or (low > high and head[0].kind in ("MONTH", "KV")):
            return []
        whole = with_year(whole, year)
        stretches.append(replace(whole, shape="deadline") if late else whole)
    return stretches


def _one_under(head: list[Token], number: int, school: bool) -> Stretch | None:
    if head[0].kind == "MONTH":
        return day_in_month(value_of(head[0]), number)
    if head[-1].kind == "MONTH":
        return part_of_month(head[0].kind, number, value_of(head[-1]))
    return part_of_year(head[0].kind, number, school)


def _under_date(tokens: Tokens, match: Match, items: list[tuple[int, int, bool]]) -> list[Stretch]:
    """Days before a whole date: they have its month and year."""
    found = token(tokens, match, "date")
    assert found is not None
    parts = found.value
    assert isinstance(parts, tuple)
    full = parts[0] if len(parts) == 3 else None
    month, day = parts[-2], parts[-1]
    year = YearWord("one", full, full) if full else year_of(tokens, match)
    stretches = []
    for low, high, _late in items:
        low, high = (day if number in (0, -9) else number for number in (low, high))
        first, last = day_in_month(month, low), day_in_month(month, high)
        if first is None or last is None or low > high:
            return []
        stretches.append(with_year(first if low == high else Stretch(month, low, month, high, "day"), year))
    return stretches
