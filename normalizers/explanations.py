"""A text → the abbreviations that it explains, each with the words that do: only words whose initials make it up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from normalizers.initials import syllables_behind, words_before, words_behind, words_named
from normalizers.morphology import lemma
from normalizers.phrases import noun_group, nouns
from normalizers.text import fold_spaces

ABBREVIATION = r"[А-ЯЁ](?:[А-ЯЁ]|[а-яё]{1,3}(?=[А-ЯЁ])){1,10}[а-яё]?(?![а-яёА-ЯЁ])"
SHORT = rf"{ABBREVIATION}(?: {ABBREVIATION}){{0,2}}"  # «ИМЦ», «МО ПК»
DASH = r"\s*(?:[–—−=:]|\s-\s|-)\s*"
AFTER = re.compile(rf"\((?:в\s+)?(?:далее|далее\s+по\s+тексту|сокращ[её]нно)?\s*(?:[–—−:-]\s*)?«?({SHORT})»?\)")
NAMED = re.compile(r"\(далее(?:\s+по\s+тексту)?\s*[–—−:-]?\s*«?([А-ЯЁ]?[а-яё]{3,}(?: [а-яё]+)?)»?\)")
BEFORE = re.compile(rf"(?:^|[;,:(]\s*|\.\s+)({SHORT}){DASH}(?=([А-ЯЁа-яё][^;()]*))")
SYLLABLES = re.compile(rf"(?:^|[;,:(]\s*|\.\s+)([А-ЯЁ][а-яё]{{4,}}){DASH}([а-яё][^;()«»,.]*[^;()«»,.\s])")
FORM = re.compile(  # «ИРО – ГБУ ДПО «Институт …»»: before the name in quotes
    r"^(?:(?:[А-ЯЁ]{2,8}\s+){1,3}"
    r"|(?i:государственн|муниципальн|областн|краев|республиканск)\w+\s[^«»\";]{5,160})(?=[«\"])"
)
BEHIND = re.compile(rf"\s[–—-]\s*({SHORT})(?=\s*(?:[;,.)]|$))")
BRACKET = re.compile(rf"(?<![А-ЯЁа-яё])({SHORT})\s*\(([а-яёА-ЯЁ][^()]*)\)")
ALONE = re.compile(rf"\s*({SHORT})\s*[–—-]?\s*")


def explained(text: str) -> Iterable[tuple[str, str]]:
    """All pairs of an abbreviation and the words that explain it in one text."""
    folded = fold_spaces(text)
    for match in (*AFTER.finditer(folded), *BEHIND.finditer(folded)):
        for short in _readings(match.group(1)):
            if words := words_before(short, folded[: match.start()]):
                yield short, words
    for match in NAMED.finditer(folded):
        if words := _named(match.group(1), folded[: match.start()]):
            yield match.group(1)[:1].upper() + match.group(1)[1:], words
    for match in BRACKET.finditer(folded):
        for short in _readings(match.group(1)):
            if (words := words_behind(short, match.group(2))) and len(words) >= len(match.group(2).rstrip()) - 1:
                yield short, words
    for line in text.splitlines() or [text]:
        for match in BEFORE.finditer(line.strip()):
            explained = fold_spaces(match.group(2))
            name = FORM.sub("", explained)
            behind = words_behind if name == explained else words_named
            yield from ((short, words) for short in _readings(match.group(1)) if (words := behind(short, name)))
        for match in SYLLABLES.finditer(line.strip()):
            if syllables_behind(match.group(1), match.group(2)):
                yield match.group(1), fold_spaces(match.group(2))


def _readings(short: str) -> tuple[str, ...]:
    """«РУМО ИМЦ» may be one abbreviation, or «ИМЦ» behind another."""
    return (short, short.rpartition(" ")[2]) if " " in short else (short,)


def _named(short: str, text: str) -> str | None:
    """The full name before «(далее – Министерство)»: from the noun that the short name repeats."""
    head = lemma(short.split(" ")[0])
    words = text.split(" ")
    for place in range(len(words) - 2, max(len(words) - 18, -1), -1):
        word = words[place].strip('«»",')
        if lemma(word) == head and nouns(word):
            start = place
            while start and _agreeing(words[start - 1 : place + 1]):
                start -= 1
            name = " ".join(words[start:]).strip()
            return name if len(name) > len(short) + 3 else None
    return None


def _agreeing(words: list[str]) -> bool:
    group = noun_group(tuple(words))
    return group is not None and group.head == len(words) - 1 and group.modifiers == tuple(range(len(words) - 1))
