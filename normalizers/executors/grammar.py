"""What stands at a place of an executor cell: the beginning of a mention, a dependent of one, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from normalizers.abbreviations import Sense, contraction, senses
from normalizers.executors.lexicon import Head, adjective_level, head_noun
from normalizers.executors.tokens import Token
from normalizers.morphology import WORD, Parse, inflect, is_word, lemma, parses
from normalizers.phrases import noun_group, nouns

PREPOSITIONS = frozenset("в во с со по на для при к ко об о от до из за у над под без через между".split())  # noqa: SIM905


ADJECTIVAL = {"методист": "методический", "педагог": "педагогический", "специалист": "специальный"}


@dataclass(frozen=True, slots=True)
class Opening:
    """How the tokens from a place on begin.

    `case`: "nomn" where they can be a mention of their own, "gent" or another case where only a dependent, "name" for
    a name in quotes, "none" for a preposition, a number, a participle.
    `either`: nominative and genitive look the same («школы», «учителя»). `end`: the place behind the head.
    """

    case: str
    end: int
    head: Head | None = None
    lemma: str = ""
    either: bool = False
    animate: bool = False
    adjectives: tuple[str, ...] = ()
    sense: Sense | None = None
    short: bool = False

    @property
    def sort(self) -> str | None:
        """role, body, collective, form, area, place: what the head is, where it is known."""
        if self.head is not None:
            return self.head.sort
        if self.sense is not None:
            if self.sense.kind in ("form", "area", "place"):
                return self.sense.kind
            return "role" if self.sense.kind in ("head", "teacher") else "body"
        return None

    @property
    def kind(self) -> str | None:
        """The executor kind of the head, where it is known."""
        return self.head.kind if self.head else self.sense.kind if self.sense else None

    @property
    def own_level(self) -> bool:
        """Whether an adjective before the head tells its level: «муниципальный координатор» lacks nothing."""
        return any(adjective_level(word) for word in self.adjectives)


def first_sense(short: str, *, alone: bool = True) -> Sense | None:
    """The usual meaning of an abbreviation, also with a case ending («ВУЗов»); as an executor rather than a form."""
    found = senses(short)
    if not found:
        bare = short.rstrip("абвгдежзийклмнопрстуфхцчшщъыьэюя")
        found = senses(bare) if len(bare) > 1 else ()
    for sense in found:
        if sense.when is None or (alone and sense.when == "executor"):
            return sense
    return found[0] if found else None


def opening(tokens: tuple[Token, ...], place: int) -> Opening:
    """How the tokens begin at a place."""
    token = tokens[place]
    if token.kind == "short":
        sense = first_sense(token.text)
        if sense is not None and sense.kind in ("area", "place"):
            return Opening("none", place + 1, sense=sense, short=True)
        return Opening("nomn", place + 1, sense=sense, short=True)
    if token.kind == "quote":
        return Opening("name", place + 1)
    if token.kind != "word":
        return Opening("none", place + 1)
    words = []
    for later in tokens[place : place + 7]:
        if later.kind != "word":
            break
        words.append((later.text.lower(), later.dotted))
    return _shift(_opening(tuple(words)), place)


def _shift(found: Opening, place: int) -> Opening:
    return Opening(
        found.case,
        found.end + place,
        found.head,
        found.lemma,
        found.either,
        found.animate,
        found.adjectives,
        found.sense,
        found.short,
    )


def is_contracted(word: str, dotted: bool) -> str | None:
    """The full words of a contraction: with a dot any listed one, without it only what is no other word."""
    full = contraction(word)
    if full is None:
        return None
    if dotted or len(word) > 6 or not any(p.known for p in parses(word)):
        return full
    return (
        full
        if word.lower() in ("зам", "зав", "кл", "рук", "завуч", "завхоз", "физрук", "военрук", "профком", "рус", "дир")
        else None
    )


@lru_cache(maxsize=16384)
def _opening(words: tuple[tuple[str, bool], ...]) -> Opening:
    first, dotted = words[0]
    if first in PREPOSITIONS:
        return Opening("none", 1)
    full = is_contracted(first, dotted)
    if full == "ответственный" and len(words) > 1 and words[1][0] in PREPOSITIONS:
        return _opening(((full, False), *words[1:]))  # «отв. за сайт»: a post, no adjective of the next noun
    if full is not None:
        return _contracted(full, words)
    plain = []
    for word, dot in words:
        plain.append(word)
        if dot or is_contracted(word, dot):
            break
    group = noun_group(tuple(plain))
    base = _substantive(plain[group.head], group.parse) if group else ""
    if group is None or (group.parse.pos != "NOUN" and not head_noun(base)):
        return Opening(_bare_case(plain[0]), 1)
    modifiers = tuple(plain[: group.head])
    either = group.parse.case == "nomn" and _genitive(plain, group.head, modifiers)
    return Opening(
        group.parse.case or "none",
        group.head + 1,
        head_noun(base) or head_noun(lemma_of_contraction(base)),
        base,
        either,
        "anim" in group.parse.grammemes,
        modifiers,
    )


@lru_cache(maxsize=4096)
def lemma_of_contraction(word: str) -> str:
    """The head's base form of a contracted noun: «методкабинет» → кабинет; "" where it is none."""
    full = contraction(word)
    if full is None or len(word) < 3 or (" " not in full and is_word(word)):
        return ""
    group = noun_group(tuple(full.split(" ")))
    return _lemma(group.parse.lemma) if group else ""


def _lemma(lemma: str) -> str:
    return lemma.replace("ё", "е")


def _substantive(word: str, parse: Parse) -> str:
    """The base form of a head, also of a participle that has become a noun: «обучающихся» → обучающийся."""
    if parse.pos == "NOUN":
        return _lemma(parse.lemma)
    return _lemma(inflect(word, frozenset({"nomn", "sing", "masc"}), parse.lemma, parse.pos) or parse.lemma)


def _bare_case(word: str) -> str:
    """An adjective without its noun («муниципальные | и региональные координаторы») is `adjective`."""
    found = parses(word)
    if any(p.pos == "PRTF" for p in found):
        return "none"
    if not any(p.pos == "ADJF" and p.known for p in found):
        return "none"
    return "adjective" if any(p.case == "nomn" for p in found) else "dependent"


def _genitive(words: list[str], head: int, modifiers: tuple[str, ...]) -> bool:
    if not any(p.case == "gent" for p in nouns(words[head])):
        return False
    group = noun_group(tuple(words), "gent")
    return (
        group is not None
        and group.head == head
        and group.parse.case == "gent"
        and len(group.modifiers) == len(modifiers)
    )


def _methodical(following: str) -> bool:
    return following.startswith(
        ("объедин", "служб", "кабинет", "совет", "цент", "отдел", "коллектив", "работник", "школ")
    )


def _contracted(full: str, words: tuple[tuple[str, bool], ...]) -> Opening:
    """A mention that begins with a contraction: «зам. директора», «кл. руководители», «соц. педагог»."""
    following = words[1][0] if len(words) > 1 else ""
    if full == "начальник" and (following.startswith(("класс", "школ")) or following == "кл"):
        return Opening("gent", 1)
    full = ADJECTIVAL.get(full, full) if _methodical(following) else full
    parts = full.split(" ")
    adjective = len(parts) == 1 and following and any(p.pos == "ADJF" and p.known for p in parses(full))
    group = noun_group(tuple(parts)) if not adjective and all(WORD.fullmatch(p) for p in parts) else None
    if full.startswith("министерства "):
        return Opening("gent", 1, head_noun("министерство"), "министерство")
    if group is not None and group.parse.case == "nomn":
        base = _substantive(parts[group.head], group.parse)
        if group.parse.pos == "NOUN" or head_noun(base):
            return Opening("nomn", 1, head_noun(base), base, True, True, tuple(parts[: group.head]))
    if any(p.pos in ("ADJF", "PRTF") and p.case == "nomn" for p in parses(parts[0])) and len(words) > 1:
        rest = _opening(words[1:])
        return Opening(
            rest.case, rest.end + 1, rest.head, rest.lemma, rest.either, rest.animate, (parts[0], *rest.adjectives)
        )
    return Opening("gent", 1, None, _lemma(lemma(parts[-1])))
