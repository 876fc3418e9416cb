"""A mention's tokens → its full words: abbreviations and contractions written out in the case their place asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.abbreviations import Glossary, Sense, contraction, senses
from normalizers.executors.boundary_shorts import region_short
from normalizers.executors.grammar import PREPOSITIONS, is_contracted, lemma_of_contraction
from normalizers.executors.lexicon import word_list
from normalizers.executors.tokens import Token
from normalizers.morphology import Parse, inflect, lemma, parses
from normalizers.phrases import agree, case_form, nouns

CASE_AFTER = {
    "по": "datv", "к": "datv", "с": "ablt", "со": "ablt", "над": "ablt", "в": "loct", "во": "loct", "при": "loct",
    "о": "loct", "об": "loct", "за": "accs", "на": "accs",
}  # fmt: skip
WHEN = {
    "authority": {"начальник", "инспектор"},
    "association": {"руководитель", "председатель", "член", "заседание"},
    "territory": {"администрация", "глава", "муниципалитет"},
    "place": {
        "администрация",
        "министерство",
        "глава",
        "отдел",
        "управление",
        "МОиН",
        "МОН",
        "МО",
        "МОУО",
        "ОМСУ",
        "УО",
    },
    "form": {"педагог", "учреждение", "организация", "преподаватель"},
    "administration": {"УО", "отдел", "управление", "комитет"},
}


@dataclass(frozen=True, slots=True)
class Expansion:
    """The words of a mention written out; `source`: what wrote them out (definition, abbreviation or none)."""

    words: tuple[str, ...]
    source: str | None
    senses: tuple[Sense, ...]
    unknown: tuple[str, ...]
    defined: tuple[str, ...] = ()


def expand(tokens: tuple[Token, ...], glossary: Glossary | None, plan_level: str | None = None) -> Expansion:
    """All tokens as words, abbreviations written out; a comma stays with the word before it."""
    named = _named_short(tokens, glossary)
    if named is not None:
        return Expansion(tuple(named.split(" ")), "definition", (), (), (named,))
    words: list[str] = []
    used: list[Sense] = []
    source: str | None = None
    unknown: list[str] = []
    defined: list[str] = []
    adjectives: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == "delim":
            if token.text == "," and words:
                words[-1] += ","
            elif token.text in ("и", "–"):
                words.append(token.text)
            continue
        if token.kind == "short":
            written, how, sense = _written(tokens, place, words, glossary, plan_level)
            if words and how and lemma(words[-1]) == lemma(written.split(" ")[0]) and nouns(words[-1]):
                written = " ".join([words.pop(), *written.split(" ")[1:]])
            words.extend(written.split(" "))
            if how == "definition":
                source = how
                defined.append(written)
            elif how == "abbreviation":
                source = source or how
            else:
                unknown.append(token.text)
            if sense is not None:
                used.append(sense)
            continue
        if token.kind == "word":
            full = is_contracted(token.text.lower(), token.dotted)
            if full is not None:
                following = tokens[place + 1].text.lower() if place + 1 < len(tokens) else ""
                written, adjective = _contracted(token, full, following, words)
                if adjective:
                    adjectives.append(len(words))
                words.extend(written.split(" "))
                source = source or "abbreviation"
                continue
            if inflected := _inflected_contraction(token.text, bool(words)):
                words.extend(inflected.split(" "))
                source = source or "abbreviation"
                continue
        dot = "." if token.dotted and len(token.text) <= 3 else ""
        words.extend((token.text + dot).split(" "))
    for place in adjectives:
        _agree(words, place)
    return Expansion(tuple(words), source, tuple(used), tuple(unknown), tuple(defined))


def _named_short(tokens: tuple[Token, ...], glossary: Glossary | None) -> str | None:
    """The full name of «Министерство», where the document calls it so for short."""
    if glossary is None or not tokens or any(t.kind != "word" and t.text not in (",", "и") for t in tokens):
        return None
    return glossary.full_name(" ".join(t.text for t in tokens).replace(" ,", ","))


def _written(
    tokens: tuple[Token, ...], place: int, words: list[str], glossary: Glossary | None, plan_level: str | None
) -> tuple[str, str | None, Sense | None]:
    """An abbreviation written out in its case: (words, definition | abbreviation | None, its common meaning)."""
    short = tokens[place].text
    if (apposed := _apposed(short, words)) is not None:
        return apposed
    bare = short if senses(short) else re.sub(r"[а-яё]+$", "", short)
    definition = (glossary.get(short) or glossary.get(bare)) if glossary else None
    sense = _sense(tokens, place, words, short, plan_level)
    if definition is not None and not (sense is not None and sense.kind == "area" and words and words[-1] == "по"):
        same = sense if sense is not None and sense.long == definition.long else None
        return _cased(definition.long, words), "definition", same
    if sense is None:
        return short, None, None
    if sense.kind == "area" and (case := _case_of_joined(tokens, place)) is not None:
        return case_form(sense.long, case), "abbreviation", sense
    return _cased(sense.long, words), "abbreviation", sense


def _case_of_joined(tokens: tuple[Token, ...], place: int) -> str | None:
    """The case of what «и» or a comma joins to another abbreviation: «по ГИА и | ВПР», «по введению ФГОС и | ФОП»."""
    before = place - 1
    if before < 1 or tokens[before].kind != "delim" or tokens[before - 1].kind != "short":
        return None
    if before > 1 and tokens[before - 2].kind == "short" and not any(t.kind == "short" for t in tokens[place + 1 :]):
        return "gent"
    while before >= 0 and tokens[before].kind in ("short", "delim"):
        before -= 1
    return CASE_AFTER.get(tokens[before].text.lower(), "gent") if before > 0 else None


def _apposed(short: str, words: list[str]) -> tuple[str, str, Sense] | None:
    """«ОО-лидеры»: an abbreviation with an apposition of its own."""
    first, _, second = short.partition("-")
    sense = next((s for s in senses(first) if s.kind == "school"), None) if second.islower() else None
    noun = next((p for p in nouns(second) if p.lemma.replace("ё", "е") in word_list("appositions")), None)
    if sense is None or noun is None:
        return None
    ending = case_form(noun.lemma, "gent") if words and _cased(sense.long, words) != sense.long else noun.lemma
    return f"{_cased(sense.long, words)}-{ending}", "abbreviation", sense


def _sense(tokens: tuple[Token, ...], place: int, words: list[str], short: str, plan_level: str | None) -> Sense | None:
    """The common meaning that the context chooses."""
    found = senses(short) or senses(re.sub(r"[а-яё]+$", "", short))
    if not found or region_short(tokens, place):
        return None
    before = words[-1].lower().strip(",") if words else ""
    base = lemma(before) if before else ""
    printed = tokens[place - 1].text if place else ""
    if before in PREPOSITIONS:
        found = tuple(sorted(found, key=lambda s: s.kind != "area"))
        return found[0]
    if short == "МО" and place + 1 < len(tokens) and _region_or_state(tokens[place + 1].text):
        return Sense(short, "министерство образования", "authority", "regional", "place")
    if short in ("МР", "МО") and printed[:1].isupper() and re.search(r"[сц]к(?:ого|ий|ом|ому|им)$", printed):
        return next((s for s in found if s.kind == "place"), found[0])
    if plan_level and (chosen := next((s for s in found if s.when == plan_level), None)):
        return chosen
    for sense in found:
        if sense.when in WHEN and (base in WHEN[sense.when] or printed in WHEN[sense.when]):
            return sense
    if place == 0 or not before:
        alone = next((s for s in found if s.when == "executor"), None)
        if alone is not None and found[0].kind in ("form", "area"):
            return alone
    return next((s for s in found if s.when is None), None) or next(
        (s for s in found if s.when in ("executor",)), found[0]
    )


def _region_or_state(short: str) -> bool:
    """«РБ», «РФ»: what a ministry may be of."""
    return any(sense.kind == "place" and sense.level != "municipal" for sense in senses(short))


def _cased(long: str, words: list[str]) -> str:
    """A written-out name in the case that the words before it ask for."""
    if not words:
        return long
    before = words[-1].strip(",").lower()
    if before in CASE_AFTER:
        return case_form(long, CASE_AFTER[before])
    if before in PREPOSITIONS:
        return case_form(long, "gent")
    if before in ("и", "–"):
        return long
    if before.startswith(("заведующ", "управляющ")):
        return case_form(long, "ablt")
    adjectives = [p for p in parses(before) if p.pos in ("ADJF", "PRTF") and p.known]
    if adjectives and not nouns(before):
        return _after_adjective(long, before, adjectives)
    return case_form(long, "gent")


def _after_adjective(long: str, before: str, adjectives: list[Parse]) -> str:
    """«районных | МО» → «методических объединений»: the adjective's own case, and no second adjective like it."""
    words = long.split(" ")
    if lemma(words[0]) == lemma(before):
        words = words[1:]
        long = " ".join(words)
    for parse in sorted(adjectives, key=lambda p: p.case != "nomn"):
        form = case_form(long, parse.case or "gent", parse.number)
        heads = [n for w in form.split(" ")[:4] for n in nouns(w)]
        if any(agree(parse, n) for n in heads):
            return form
    return case_form(long, "gent")


def _contracted(token: Token, full: str, following: str, words: list[str]) -> tuple[str, bool]:
    """A contraction written out; True where it is an adjective that must still agree with its noun."""
    if full == "начальник" and re.match(r"класс|кл$|школ|зв", following):
        return "начальных", False
    if full == "классный" and words and words[-1] == "начальных":
        return "классов", False
    if full == "методист" and re.match(r"объедин|служб|кабинет|совет|цент|отдел", following):
        return "методический", True
    if full == "социальный" and following in ("", ","):
        return "социальный педагог", False
    if full == "педагог" and re.match(r"коллектив|совет|работник", following):
        return "педагогический", True
    if full == "педагог" and following.startswith("психолог"):
        return "педагог", False
    if full == "специалист" and re.match(r"школ|учрежд|класс", following):
        return "специальный", True
    parts = full.split(" ")
    adjective = (
        len(parts) == 1 and any(p.pos in ("ADJF", "PRTF") and p.known for p in parses(parts[0])) and bool(following)
    )
    if full == "заведующий" and words and words[-1] not in ("и", "–"):
        return "заведующего", False
    if adjective and not any(p.case == "nomn" for p in parses(parts[0]) if p.pos == "ADJF"):
        return full, bool(following) and full in ("физической",)
    if adjective and full != "заведующий":
        return full, True
    if not words:
        return full, False
    before = words[-1].strip(",").lower()
    if before in ("и", "–") or any(p.pos == "ADJF" and p.case == "nomn" for p in parses(before)):
        return full, False
    base = any(p.case == "nomn" and (p.number == "sing" or "anim" in p.grammemes) for p in parses(parts[0]))
    return _cased(full, words) if base else full, False


def _inflected_contraction(word: str, dependent: bool) -> str | None:
    """A contracted noun in any case, written out in it: «методкабинета» → «методического кабинета»."""
    if len(word) < 4 or not lemma_of_contraction(lemma(word)):
        return None
    readings = nouns(word)
    if not readings:
        return None
    full = contraction(lemma(word)) or ""
    best = max(readings, key=lambda p: p.case == ("gent" if dependent else "nomn"))
    return case_form(full, best.case or "nomn", best.number)


def _agree(words: list[str], place: int) -> None:
    """An adjective written out, made to agree with the noun that follows it, unless a preposition does."""
    for later in words[place + 1 : place + 4]:
        if later in PREPOSITIONS:
            return
        found = [n for n in nouns(later) if n.case]
        if not found:
            continue
        asked = CASE_AFTER.get(words[place - 1].lower(), "nomn") if place else "nomn"
        noun = next((n for n in found if n.case == asked), found[0])
        grammemes = {noun.case, noun.number} | ({noun.gender} if noun.number == "sing" else set())
        form = inflect(words[place], frozenset(g for g in grammemes if g), None, "ADJF")
        if form:
            words[place] = form
        return
