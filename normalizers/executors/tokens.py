"""An executor cell → tokens with their places: words, abbreviations, names in quotes, persons, delimiters.

What is no part of any mention is blanked first, at equal length, so that a mention can be cited as printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from normalizers.abbreviations import contraction, several_words
from normalizers.executors.lexicon import data, head_noun
from normalizers.initials import FUNCTION
from normalizers.morphology import inflect, is_word, lemma, parses
from normalizers.persons import FULL_NAME, SURNAME

INITIALS = r"[А-ЯЁ]\s?\.\s?[А-ЯЁ]\s?\.?(?![А-Яа-яё])"
LEADING_INITIALS = r"[А-ЯЁ]\s?\.\s?[А-ЯЁ](?:\s?\.\s?|\s)"
PERSON = re.compile(
    rf"(?<![А-Яа-яё])(?:{SURNAME}\s{INITIALS}|{SURNAME}\s[А-ЯЁ]\.(?=\s*(?:,|;|$|\n))|{LEADING_INITIALS}{SURNAME}"
    rf"|{FULL_NAME})(?![а-яё])"
)
_NUMBER = r"(?:\d{1,2}|[IVX]{1,4})\s?(?:-?\s?(?:[хй]|го|е|ые|ых))?\s?(?:\(?[«\"]?[А-Г][»\"]?\)?)?"
CLASSES = re.compile(
    rf"(?:,?\s*(?:работающ|преподающ|обучающ)\w+\s)?(?:\bв\s+)?(?<![\w№])(?<!№\s){_NUMBER}(?:\s?[-–—,и/]\s?{_NUMBER})*\s?(?:-?х\s)?\s?"
    r"\b(?:классов|классах|классам|классами|классом|класса|классе|классу|классы|класс|кл(?:\.|\b))(?:\s?-?\s?комплект\w*)?"
)
MEMBER = re.compile(rf"\(({PERSON.pattern})\)")
POST_OF = re.compile(rf"({PERSON.pattern}\s*)\(([а-яё][^()]*)\)")
SECOND_NAME = re.compile(r"(?:(?<=ХМАО)|(?<=РСО)|(?<=Осетия)|(?<=Осетии))\s*[-–—]\s*(?:Югр|Алани)[аыуеяию](?![а-я])")
APPOSED_TERRITORY = re.compile(
    r"(?:(?<=муниципального образования)|(?<=\bМО))\s*[-–—]\s*[А-ЯЁ][а-яё-]+[иы]й\s(?:(?:муниципальный|городской)\s)?"
    r"(?:район|округ)(?:\s[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)?\s(?:области|края))?"
)
BRACKETS = re.compile(r"\([^()]*\)")
GLUED_BRACKET = re.compile(r"(?<=[А-ЯЁ])\(([А-ЯЁ]{1,4})\)")
BULLET = re.compile(r"(?:^|(?<=[\n;]))\s*(?:[-–—•●▪*·✓]|\d{1,2}[.)](?!\d))\s*")
TOKEN = re.compile(
    r"(?P<quote>«[^«»]*(?:«[^«»]*»[^«»]*)*»|«[^«»]*«[^«»]*»|\"[^\"]*\"|“[^”]*”|„[^“”]*[“”])"
    r"|(?P<number>№\s?\d+(?:\s?[-–]\s?\d+)?|\d+(?:[-–]\d+)?)"
    r"|(?P<word>[пП]/о(?![А-Яа-яЁё])|[А-Яа-яЁё]+(?:\s?-\s?(?=ля?\b|ли\b|орг\b|псих\b)[а-яё]+|[-‐‑\u2060][А-Яа-яЁё]+)*(?P<dot>\.)?)"
    r"|(?P<latin>[A-Za-z]+)"
    r"|(?P<delim>[,;/\n+|&]|\s[–—-]\s)"
)
NAMED_AFTER = re.compile(r"(?:\bим\.|\bимени)\s*$", re.IGNORECASE)
ACTING = re.compile(r"(?<![А-Яа-яё.])(?:[ИиВв]\.?\s?[оО]\.|[Вв]рио|ВРИО|[Ии]сполняющ\w+ обязанности)\s")
ABBREVIATION = re.compile(r"[А-ЯЁ](?:[а-яё]{0,3}[А-ЯЁ])+[а-яё]{0,3}|[А-ЯЁ]{2,}-[а-яё]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a cell: `kind` is word, short (an abbreviation), quote, number, latin, person or delim."""

    kind: str
    text: str
    start: int
    end: int
    dotted: bool = False

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


@cache
def _strips() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    strip = data()["strip"]

    def any_of(phrases: list[str], dot: str) -> str:
        return "|".join(re.escape(p).replace(r"\ ", rf"{dot}\s+") for p in sorted(phrases, key=len, reverse=True))

    leading = re.compile(
        rf"(?:^|(?<=[\n;,])\s*)\s*(?:{any_of(strip['leading'], '')})\s*(?!\.?\s*(?:за|по)\s)"
        r"(?:[.:–—-]+\s*|\s(?=[А-Яа-яё]))",
        re.IGNORECASE,
    )
    joining = re.compile(rf"[,\s]*(?<![А-Яа-яё])(?:{any_of(strip['joining'], '')})\s*:?\s+", re.IGNORECASE)
    trailing = re.compile(
        rf"[,\s]*(?<![А-Яа-яё])(?:{any_of(strip['trailing'], r'[.]?')})(?![А-Яа-яё])\.?", re.IGNORECASE
    )
    return leading, joining, trailing


def blank(text: str) -> str:
    """The cell with everything that names nobody blanked out by as many spaces: brackets, classes, lead-ins.

    >>> blank("Отв.: классные руководители 8-10 классов (по согласованию)").split()
    ['классные', 'руководители']
    """
    stripped = text.strip()
    if stripped.startswith("(") and stripped.endswith(")") and "(" not in stripped[1:]:
        text = text.replace("(", " ").replace(")", " ")
    text = re.sub(r"(?<![А-Яа-я])[мМ]/[оО](?![А-Яа-я])", "МО ", text)
    text = re.sub(r"(?<![\w.№])(?:[0О]{2})(?![\w.])", "ОО", text)
    text = re.sub(r"КДН\s+и\s+ЗП", lambda m: "КДНиЗП".ljust(len(m.group())), text)
    text = re.sub(r"(?<![А-Яа-я])МО\s+и\s+Н(?![А-Яа-я])", lambda m: "МОиН".ljust(len(m.group())), text)
    text = SECOND_NAME.sub(lambda m: " " * len(m.group()), text)
    text = re.sub(r"РС\s+\(Я\)", lambda m: "РС(Я)".ljust(len(m.group())), text)
    text = several_words().sub(lambda m: m.group().replace(" ", "\u2060"), text)
    text = GLUED_BRACKET.sub(lambda m: "\u2060" + m.group(1) + " ", text)
    text = MEMBER.sub(lambda m: f" {m.group(1)} ", text)
    text = POST_OF.sub(_post_after_comma, text)
    for pattern in (BRACKETS, BRACKETS, CLASSES, APPOSED_TERRITORY):
        text = pattern.sub(_spaces, text)
    leading, joining, trailing = _strips()
    text = ACTING.sub(_spaces, BULLET.sub(_spaces, text))
    text = leading.sub(_spaces, leading.sub(_spaces, text))
    text = joining.sub(lambda m: ";" + " " * (len(m.group()) - 1) if m.start() else _spaces(m), text)
    return trailing.sub(_spaces, text)


def _post_after_comma(match: re.Match[str]) -> str:
    """«Иванова А.А. (методист)» as «Иванова А.А., методист»; other brackets stay."""
    words = re.findall(r"[а-яё]+", match.group(2))[:3]
    if not any(head_noun(lemma(word)) for word in words):
        return match.group()
    return f"{match.group(1)},{match.group(2)} "


def _spaces(match: re.Match[str]) -> str:
    return "".join("\n" if c == "\n" else " " for c in match.group())


def tokenize(text: str) -> list[Token]:
    """The tokens of a blanked cell; persons are found first, whatever their initials' order.

    >>> [(t.kind, t.text) for t in tokenize("Директор Иванова А.А., методисты ИМЦ")]
    [('word', 'Директор'), ('person', 'Иванова А.А.'), ('delim', ','), ('word', 'методисты'), ('short', 'ИМЦ')]
    """
    shouting = sum(c.isupper() for c in text) > 0.8 * sum(c.isalpha() for c in text) and len(text) > 12
    found: list[Token] = []
    place = 0
    search = 0
    while (person := PERSON.search(text, search)) is not None:
        names = re.findall(r"[А-ЯЁ][а-яё]+", person.group())
        if any(head_noun(lemma(name)) for name in names[:1]):
            search = person.start() + len(names[0])
            continue
        if NAMED_AFTER.search(text, 0, person.start()):
            end = _numeral(text, person.end())
            found.extend(_plain(text, place, person.start(), shouting))
            name = re.sub(r"\.\s(?=[А-ЯЁ]\.)", ".", text[person.start() : end])
            found.append(Token("latin", name, person.start(), end))
            place = search = end
            continue
        found.extend(_plain(text, place, person.start(), shouting))
        found.append(Token("person", person.group(), person.start(), person.end()))
        place = search = person.end()
    found.extend(_plain(text, place, len(text), shouting))
    return found


def appointed(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens of a cell with the post behind «и.о.» in the nominative: «и.о. директора» is a director."""
    places = {match.end() for match in ACTING.finditer(text)}
    return [replace(t, text=_nominative(t.text)) if t.kind == "word" and t.start in places else t for t in tokens]


def _nominative(word: str) -> str:
    participle = next((p for p in parses(word)[:1] if p.pos == "PRTF"), None)
    if participle is None:
        return lemma(word)
    return inflect(word, frozenset({"nomn", "sing", "masc"}), participle.lemma, "PRTF") or word


def _numeral(text: str, place: int) -> int:
    """Where «Донского-II» ends whose surname ends at `place`."""
    numeral = re.compile(r"-[IVX]+(?!\w)").match(text, place)
    return numeral.end() if numeral else place


def _plain(text: str, start: int, end: int, shouting: bool) -> list[Token]:
    found = []
    for match in TOKEN.finditer(text, start, end):
        kind = match.lastgroup or "delim"
        kind = "word" if kind == "dot" else kind
        body = match.group()
        if kind == "word":
            found.extend(_words(match, shouting, text))
        else:
            found.append(Token(kind, body if body == "\n" else body.strip(), match.start(), match.end()))
    return found


def _words(match: re.Match[str], shouting: bool, text: str) -> list[Token]:
    body, start = match.group("word"), match.start()
    dotted = body.endswith(".")
    word = body.rstrip(".")
    end = start + len(word)
    word = word.replace("\u2060", "")
    common = shouting and is_word(word) and (len(word) > 3 or word.lower() in FUNCTION)
    if ABBREVIATION.fullmatch(word) and not common:
        tokens = [Token("short", word, start, end)]
    else:
        word = word.lower() if common else word
        tokens = [Token("word", word, start, end, dotted)]
    if dotted and tokens[0].kind == "word" and contraction(word) is None and len(word) > 3:
        following = text[match.end() :].lstrip()[:1]
        if following.isupper():
            tokens.append(Token("delim", ";", end, end + 1))
    if dotted and tokens[0].kind == "short" and text[match.end() :].lstrip()[:1].isupper():
        tokens.append(Token("delim", ";", end, end + 1))
    if word.lower() in ("и", "или") and not dotted:
        return [Token("delim", "и", start, end)]
    return tokens
