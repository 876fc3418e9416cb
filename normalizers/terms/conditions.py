"""Words that tie a term to a plan or an event: where they begin, how far they reach."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from normalizers.terms.grammar import Match, Rule, Rules
from normalizers.terms.tokens import Token

Tokens = Sequence[Token]
Reader = Callable[[int], "tuple[str, int] | None"]

AMOUNT = "(?:LEAST|NUM|ORD|ROMAN|DASH|WHOLE|EVERY)*(?:SPANADJ|KAL|UCH|HEAD|WORD)?(?:DAY|WEEK|MES|HOUR)"


def _take(tokens: Tokens, match: Match) -> int:
    return match.end()


COUNTED = Rules(
    Rule("counted before an event", f"ZA{AMOUNT}(?!IN)(?:DO)?", _take),
    Rule("counted from an event", f"(?:IN|NA)?TECH{AMOUNT}(?!MONTH)", _take),
    Rule("counted from an event", "(?:IN|NA)?TECH(?:NUM|ORD)*SPANADJ?(?:WORD|PLAN)+", _take),
    Rule(
        "counted from an event",
        "(?:DO|AFTER|FROM)(?:ZA)?LEAST?(?:NUM|ORD)(?:WORD|KAL)?(?:DAY|WEEK|MES|HOUR|GOD|GODY)(?!MONTH)",
        _take,
    ),
    Rule("counted from an event", f"AFTER{AMOUNT}", _take),
    Rule(
        "within a time limit",
        "IN(?:LEAST)*(?:NUM|ORD)?(?:DASH)?(?:TECH)?SPANADJ(?:DASH|SPANADJ)*(?:DAY)?PERIOD?",
        _take,
    ),
)
CONDITIONS = Rules(
    Rule("in accordance with", "(?:IN|NA|FROM|BY|PO)HEAD", _take),
    Rule("by results or need", "(?:PO|IN|DO|BY|AFTER)(?:WORD|WHOLE|CURRENT)?RESULT", _take),
    Rule(
        "by a plan",
        "(?:PO|TRIGGER|FROM|NA|IN)(?:WORD|FREQADJ|UCH|CURRENT|EVERY|SPANADJ|KAL|SEASON|HEAD|REAL|MES){0,3}PLAN",
        _take,
    ),
    Rule("by a plan", "RESULT(?=PLAN|WORD)", _take),
    Rule(
        "at a time of an event",
        "(?:IN|NA)PERIOD(?=COMMA?(?:WORD|PLAN|REAL|RESULT|HEAD|UCH|FREQADJ|CURRENT|SPANADJ))",
        _take,
    ),
    Rule("at a time of an event", "HEAD(?:PERIOD|DAY)|(?:DAY|PERIOD)PLAN", _take),
    Rule("at a time of an event", "IN(?:DAY|HOUR)(?=WORD|PLAN)", _take),
    Rule("after or before", "(?:AFTER|TRIGGER)(?=.)", _take),
    Rule(
        "before an event",
        "(?:DO|BY|FROM)(?:EDGE|WHOLE|CURRENT|KAL)*(?=WORD|PLAN|RESULT|PERIOD|REAL|DAY|HEAD|ORD WORD)",
        _take,
    ),
    Rule("by itself", "CONDITION", _take),
)
STRONG = Rules(
    Rule("by a plan", "(?:PO|TRIGGER)(?:WORD|HEAD){0,1}(?:PLAN|RESULT)(?:PLAN)*", _take),
    Rule("in accordance with", "IN HEAD(?:FROM)?PLAN(?:PLAN)*", _take),
)
LOOSE = Rules(Rule("by something", "PO(?=WORD|FREQADJ|UCH|CURRENT|EVERY|WHOLE|SPANADJ|REAL|KAL)", _take))

GOVERNING = frozenset(("NA", "ZA", "FROM"))
GOVERNED_BY = frozenset(("RESULT", "AFTER", "TRIGGER", "EDGE", "DAY"))
YEAR_RULES = ("years", "school year", "full date")
WORDLIKE = frozenset(("WORD", "PLAN", "HEAD", "REAL", "KAL", "UCH", "FREQADJ", "CURRENT", "WHOLE", "EVERY", "SPANADJ"))


def read_condition(tokens: Tokens, code: str, start: int, opens: bool, calendar: Reader) -> tuple[str, int] | None:
    """The condition that begins at this token: the deciding rule and the index behind its last token.

    `opens`: no unread word stands right before it, so that «по» may begin one before any word. `calendar` tells
    whether a calendar term begins at a token, where that term ends, and by which rule.
    """
    found = CONDITIONS.match(tokens, code, start) or (LOOSE.match(tokens, code, start) if opens else None)
    if found is None:
        return None
    return found[0], reach(tokens, found[2], calendar)


def read_counted(tokens: Tokens, code: str, start: int, calendar: Reader) -> tuple[str, int] | None:
    """The same for a term counted from an event («за 2 недели до экзаменов»)."""
    found = COUNTED.match(tokens, code, start)
    if found is None:
        return None
    return found[0], reach(tokens, found[2], calendar, counted=True)


def reach(tokens: Tokens, at: int, calendar: Reader, counted: bool = False) -> int:
    """How far the words of a condition go: to a calendar term of its own, to «далее», to a semicolon, to the end."""
    while at < len(tokens):
        kind = tokens[at].kind
        if kind in ("SEMI", "NEXT", "CLOSE"):
            break
        if kind in ("COMMA", "AND", "DASH", "COLON", "OPEN"):
            following = at + 1
            while following < len(tokens) and tokens[following].kind in ("COMMA", "AND", "LEAST"):
                following += 1
            if following >= len(tokens) or calendar(following) or tokens[following].kind == "NEXT":
                break
            if kind == "OPEN":
                at = _closing(tokens, at)
                continue
            at = following
            continue
        if kind in ("FREQADJ", "ALWAYS") and at + 1 < len(tokens) and tokens[at + 1].kind in WORDLIKE:
            at += 1
            continue
        if kind == "SEASON" and at + 1 < len(tokens) and tokens[at + 1].kind in WORDLIKE:
            at += 1
            continue
        found = calendar(at)
        if found is None:
            at += 1
        elif _governed(tokens, at, found[0]) or (counted and kind not in ("FREQ", "LEAST")):
            at = found[1]
        else:
            break
    return at


def _governed(tokens: Tokens, at: int, rule: str) -> bool:
    """Whether a calendar term belongs to the words before it («по итогам I полугодия», «по плану на 2021 год»)."""
    kind, before = tokens[at].kind, tokens[at - 1]
    if kind in GOVERNING:
        return (
            not (kind == "FROM" and rule.startswith(("range", "open")) and before.kind != "PLAN")
            or rule == "open start: full date"
        )
    if before.kind in GOVERNED_BY or before.kind in GOVERNING or (rule == "holidays" and before.kind == "PLAN"):
        return True
    return (
        rule in YEAR_RULES
        and before.kind not in ("COMMA", "AND")
        and kind not in ("IN", "NA", "TECH", "WHOLE", "PERIOD")
    )


def _closing(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and tokens[at].kind != "CLOSE":
        at += 1
    return min(at + 1, len(tokens))
