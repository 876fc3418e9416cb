"""Tokens → nodes: which rule takes which tokens, what stands between them, what nobody takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from normalizers.terms.conditions import STRONG, read_condition, read_counted
from normalizers.terms.frequencies import FREQUENCIES, Frequency
from normalizers.terms.grammar import Rule, Rules, encode
from normalizers.terms.stretch import Stretch
from normalizers.terms.stretches import read_stretches
from normalizers.terms.tokens import Token

Tokens = Sequence[Token]
DELIMITERS = frozenset(["COMMA", "AND", "SEMI", "OPEN", "CLOSE", "COLON", "DASH", "SLASH"])
NOISE = frozenset(("LEAST", "IN"))
NEVER = frozenset(
    [
        "WORD",
        "PLAN",
        "CLOCK",
        "COMMA",
        "SEMI",
        "OPEN",
        "CLOSE",
        "COLON",
        "SLASH",
        "DASH",
        "AND",
        "NEXT",
        "HOUR",
        "REAL",
        "GOD",
        "GODY",
        "CURRENTLY",
    ]
)
FREQUENT = frozenset(
    [
        "LEAST",
        "NUM",
        "ROMAN",
        "ORD",
        "RAZ",
        "TWICE",
        "FREQ",
        "FREQADJ",
        "WEEKDAY",
        "EDGE",
        "EVERY",
        "IN",
        "NA",
        "PO",
        "DO",
        "BY",
        "ZA",
        "FROM",
        "PERIOD",
    ]
)
COUNTING = frozenset(["ZA", "IN", "NA", "TECH", "DO", "AFTER", "FROM"])


@dataclass(slots=True)
class Node:
    """A run of tokens [start, end) that a rule took: a stretch, a frequency, «постоянно» or a condition.

    `before`: classes of the delimiters between the node before and this one; `unread`: unread words stand there too;
    `linked`: shares its tokens with the node before («4, 5 января»); `depth`: inside of brackets.
    """

    kind: str
    start: int
    end: int
    rule: str
    stretch: Stretch | None = None
    frequency: Frequency | None = None
    before: frozenset[str] = frozenset()
    unread: bool = False
    linked: bool = False
    depth: int = 0
    host: Node | None = None
    extra: list[Node] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)

    @property
    def tight(self) -> bool:
        """Nothing but a space (or an unread word) parts it from the node before."""
        return not self.before


@dataclass(frozen=True, slots=True)
class Scan:
    """All tokens, the nodes, and the indices of the tokens that nobody took."""

    tokens: tuple[Token, ...]
    nodes: tuple[Node, ...]
    unread: tuple[int, ...]


def _true(tokens: Tokens, match: object) -> bool:
    return True


CONTINUOUS = Rules(
    Rule("the whole period", "(?:IN|NA)?(?:TECH)?(?:WHOLE)+PERIOD(?:REAL)?(?:(?:WORD|PLAN|UCH|KAL|HEAD)*)", _true),
    Rule("the period of a project", "(?:IN|NA)?(?:TECH)?PERIOD REAL(?:(?:WORD|PLAN|UCH|KAL|HEAD)*)", _true),
    Rule("through the period", "(?:IN|NA)?TECH(?:WHOLE)*(?:PERIOD|REAL)(?:REAL)?(?:(?:WORD|PLAN|UCH|KAL)*)", _true),
    Rule("always", "ALWAYS", _true),
)
ROUND = Stretch(1, 1, 12, 0, "year")


class Scanner:
    """One cell's tokens, read from left to right."""

    def __init__(self, tokens: tuple[Token, ...]):
        self.tokens = tokens
        self.code = encode(tokens)
        self.memo: dict[int, tuple[str, str, object, int] | None] = {}

    def calendar(self, at: int) -> tuple[str, str, object, int] | None:
        """What calendar term begins at this token: kind of node, rule, what it built, end."""
        if at not in self.memo:
            self.memo[at] = self._calendar(at)
        return self.memo[at]

    def _calendar(self, at: int) -> tuple[str, str, object, int] | None:
        kind = self.tokens[at].kind
        if kind in NEVER:
            return None
        if kind in FREQUENT:
            found = FREQUENCIES.match(self.tokens, self.code, at)
            if found is not None:
                return "freq", *found
        if kind in COUNTING and read_counted(self.tokens, self.code, at, lambda _: None):
            return None
        if kind == "ROUND":
            return "stretch", "round the year", [ROUND], at + 1
        stretches = read_stretches(self.tokens, self.code, at)
        if stretches is not None:
            return "stretch", *stretches
        always = CONTINUOUS.match(self.tokens, self.code, at)
        return ("always", *always) if always is not None else None

    def _brief(self, at: int) -> tuple[str, int] | None:
        found = self.calendar(at)
        return (found[1], found[3]) if found is not None else None

    def condition(self, at: int, opens: bool) -> tuple[str, int] | None:
        kind = self.tokens[at].kind
        if kind in COUNTING:
            counted = read_counted(self.tokens, self.code, at, self._brief)
            if counted is not None:
                return counted
        return read_condition(self.tokens, self.code, at, opens, self._brief)

    def scan(self, brief: bool = False) -> Scan:
        """Nodes in the order of the text; `brief` takes of a condition only the words that make it one, as in running
        text nothing tells where it ends."""
        nodes: list[Node] = []
        unread: list[int] = []
        before: set[str] = set()
        words, depth, at = False, 0, 0
        while at < len(self.tokens):
            kind = self.tokens[at].kind
            if kind in DELIMITERS or kind == "NEXT":
                before.add(kind)
                depth += (kind == "OPEN") - (kind == "CLOSE" and depth > 0)
                words = False
                at += 1
                continue
            made = self._nodes(at, opens=not words, brief=brief)
            if made:
                made[0].before, made[0].unread = frozenset(before), bool(unread) and unread[-1] == at - 1
                for node in made:
                    node.depth = depth
                nodes.extend(made)
                before, words, at = set(), False, made[0].end
                continue
            if kind not in NOISE:
                unread.append(at)
                words = True
            at += 1
        return Scan(self.tokens, tuple(nodes), tuple(unread))

    def _nodes(self, at: int, opens: bool, brief: bool) -> list[Node]:
        found = self.calendar(at)
        if found is None and brief:
            strong = STRONG.match(self.tokens, self.code, at)
            return [Node("cond", at, strong[2], strong[0])] if strong else []
        if found is None:
            condition = self.condition(at, opens)
            return [Node("cond", at, condition[1], condition[0])] if condition else []
        kind, rule, built, end = found
        if kind == "freq":
            assert isinstance(built, Frequency)
            return [Node("freq", at, end, rule, frequency=built)]
        if kind == "always":
            return [Node("always", at, end, rule)]
        assert isinstance(built, list)
        made = [Node("stretch", at, end, rule, stretch=stretch) for stretch in built]
        for node in made[1:]:
            node.linked, node.before = True, frozenset(("COMMA",))
        return made
