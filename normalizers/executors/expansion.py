"""A mention's tokens → its full words: abbreviations and contractions written out in the case their place asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from normalizers.abbreviations import Glossary, Sense, contraction, senses
from normalizers.executors.grammar import PREPOSITIONS, first_sense, is_contracted, lemma_of_contraction
from normalizers.executors.lexicon import head_noun
from normalizers.executors.tokens import Token, tokenize
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
FULL_FORM = re.compile(
    r"^(?:муниципальн|государственн|федеральн|краев|областн|республиканск|частн|автономн|бюджетн|казенн|казённ)"
)
FORM_NOUNS = frozenset({"учреждение", "организация"})


@dataclass(frozen=True, slots=True)
class Expansion:
    """The words of a mention written out; `source`: what wrote them out (definition, abbreviation or none)."""

    words: tuple[str, ...]
    source: str | None
    senses: tuple[Sense, ...]
    unknown: tuple[str, ...]
    defined: tuple[str, ...] = ()


def flatten(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Names in quotes that say what the body is («ИРО», «Центр развития образования») opened; legal forms dropped."""
    tokens = _without_quoted_forms(tokens)
    opened: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind == "quote" and _speaks(token, tokens[:place]):
            inner = [t for t in tokenize(token.text.strip('«»"“”„')) if t.kind != "delim" or t.text in ",и"]
            inner = _lowered(inner)
            if opened and opened[-1].kind == "word" and lemma(opened[-1].text) not in FORM_NOUNS:
                inner = _genitive(inner)
            opened.extend(replace(t, start=token.start, end=token.end) for t in inner)
        else:
            opened.append(token)
    return _without_forms(tuple(opened))


def _without_quoted_forms(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«ГБУ ДПО РД «…»» without what stands before the name in quotes."""
    for start, token in enumerate(tokens):
        if not _is_form(token):
            continue
        end = start
        while end < len(tokens) and tokens[end].kind == "short":
            end += 1
        if end < len(tokens) and tokens[end].kind == "quote":
            return (*tokens[:start], *tokens[end:])
    return tokens


def form_level(tokens: tuple[Token, ...]) -> str | None:
    """The level that a legal form tells: МКУ municipal, ГБУ regional, and whatever serves further training (ДПО) regional."""
    found = [s for t in tokens if t.kind == "short" for s in senses(t.text)[:1] if s.kind == "form"]
    if any(s.short.startswith("М") for s in found) and any(s.short == "ДПО" for s in found):
        return "municipal"
    return next((s.level for s in found if s.level), None)


def _lowered(tokens: list[Token]) -> list[Token]:
    if tokens and tokens[0].kind == "word" and any(p.known for p in parses(tokens[0].text)):
        first = tokens[0]
        tokens[0] = replace(first, text=first.text[:1].lower() + first.text[1:]) if not _proper(first.text) else first
    return tokens


def _genitive(tokens: list[Token]) -> list[Token]:
    """The tokens of a name that a role belongs to, in the genitive: «методист | Центра развития образования»."""
    count = next((i for i, t in enumerate(tokens) if t.kind != "word"), len(tokens))
    if not count:
        return tokens
    forms = case_form(" ".join(t.text for t in tokens[:count]), "gent").split(" ")
    return [*(replace(t, text=form) for t, form in zip(tokens, forms, strict=False)), *tokens[count:]]


def _proper(word: str) -> bool:
    from normalizers.abbreviations import is_name

    return is_name(word)


def _speaks(token: Token, before: tuple[Token, ...]) -> bool:
    """Whether a name in quotes holds its own kind of body, so that the words before it are but its legal form."""
    from normalizers.executors.grammar import opening

    inner = tuple(tokenize(token.text.strip('«»"“”„')))
    if not inner:
        return False
    first = opening(inner, 0)
    if first.lemma == "точка":
        return False
    if any(t.kind == "short" and (s := first_sense(t.text)) and s.kind == "school" for t in inner):
        return True
    if before and before[-1].kind == "word" and lemma(before[-1].text) not in FORM_NOUNS:
        here = head_noun(lemma(before[-1].text))
        if here is not None and here.sort != "role":
            return False
    if first.short:
        return first.sense is not None or len(inner) == 1
    return (
        first.case == "nomn"
        and first.head is not None
        and first.sort in ("body", "collective")
        and (len(inner) > 1 or bool(before))
    )


def _is_form(token: Token) -> bool:
    return token.kind == "short" and any(s.kind == "form" for s in senses(token.text))


def _without_forms(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens without legal forms, where a name or kind follows them."""
    kept: list[Token] = []
    place = 0
    while place < len(tokens):
        end = _form_end(tokens, place)
        if end > place and end < len(tokens) and tokens[end].kind in ("short", "word", "quote", "number"):
            place = end
            continue
        kept.append(tokens[place])
        place += 1
    return tuple(kept)


def _form_end(tokens: tuple[Token, ...], place: int) -> int:
    """Where a legal form that begins at `place` ends («ГБУ ДПО РД», «муниципальное казённое учреждение»); place if none."""
    token = tokens[place]
    if _is_form(token) and (first_sense(token.text) or token).kind == "form":
        end = place + 1
        while end < len(tokens) and tokens[end].kind == "short":
            found = senses(tokens[end].text)
            if not any(s.kind in ("form", "place") for s in found) or (
                end + 1 == len(tokens) and not any(s.kind in ("form",) for s in found)
            ):
                break
            end += 1
        return end
    if token.kind == "word" and FULL_FORM.match(token.text.lower()):
        end = place
        while (
            end < len(tokens) and tokens[end].kind == "word" and any(p.pos == "ADJF" for p in parses(tokens[end].text))
        ):
            end += 1
        if end < len(tokens) and lemma(tokens[end].text) in FORM_NOUNS:
            end += 1
            while end < len(tokens) and tokens[end].kind in ("word", "short"):
                end += 1
            follows = end < len(tokens) and tokens[end].kind == "quote"
            opened = any(t.start == u.start for t, u in zip(tokens[place:end], tokens[place + 1 : end], strict=False))
            if follows:
                return end
            if opened:
                first = next(i for i in range(place, end - 1) if tokens[i].start == tokens[i + 1].start)
                return first
    return place


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
            if written := _inflected_contraction(token.text, bool(words)):
                words.extend(written.split(" "))
                source = source or "abbreviation"
                continue
        dot = "." if token.dotted and len(token.text) <= 3 else ""
        words.extend((token.text + dot).split(" "))
    for place in adjectives:
        _agree(words, place)
    return Expansion(tuple(words), source, tuple(used), tuple(unknown), tuple(defined))


def _named_short(tokens: tuple[Token, ...], glossary: Glossary | None) -> str | None:
    """The full name of «Министерство», where the document calls it so for short."""
    if glossary is None or not 1 <= len(tokens) <= 2 or any(t.kind != "word" for t in tokens):
        return None
    short = " ".join(t.text for t in tokens)
    definition = glossary.get(short[:1].upper() + short[1:])
    return definition.long if definition is not None else None


def _written(
    tokens: tuple[Token, ...], place: int, words: list[str], glossary: Glossary | None, plan_level: str | None
) -> tuple[str, str | None, Sense | None]:
    """An abbreviation written out in its case: (words, definition | abbreviation | None, its common meaning)."""
    short = tokens[place].text
    bare = short if senses(short) else re.sub(r"[а-яё]+$", "", short)
    definition = (glossary.get(short) or glossary.get(bare)) if glossary else None
    sense = _sense(tokens, place, words, short, plan_level)
    if definition is not None and not (sense is not None and sense.kind == "area" and words and words[-1] == "по"):
        same = sense if sense is not None and sense.long == definition.long else None
        return _cased(definition.long, words), "definition", same
    if sense is None:
        return short, None, None
    return _cased(sense.long, words), "abbreviation", sense


def _sense(tokens: tuple[Token, ...], place: int, words: list[str], short: str, plan_level: str | None) -> Sense | None:
    """The common meaning that the context chooses."""
    found = senses(short) or senses(re.sub(r"[а-яё]+$", "", short))
    if not found:
        return None
    before = words[-1].lower().strip(",") if words else ""
    base = lemma(before) if before else ""
    printed = tokens[place - 1].text if place else ""
    if before in PREPOSITIONS:
        found = tuple(sorted(found, key=lambda s: s.kind != "area"))
        return found[0]
    if short == "МО" and place + 1 < len(tokens) and any(s.kind == "place" for s in senses(tokens[place + 1].text)):
        return Sense(short, "министерство образования", "authority", "regional", "place")
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
    adjectives = [p for p in parses(before) if p.pos == "ADJF" and p.known]
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
    if full == "начальник" and re.match(r"класс|школ|зв", following):
        return "начальных", False
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
    """An adjective written out, put into the case, number and gender of the noun that follows."""
    for later in words[place + 1 : place + 4]:
        found = [n for n in nouns(later) if n.case]
        if not found:
            continue
        noun = next((n for n in found if n.case == "nomn"), found[0])
        grammemes = {noun.case, noun.number} | ({noun.gender} if noun.number == "sing" else set())
        form = inflect(words[place], frozenset(g for g in grammemes if g), None, "ADJF")
        if form:
            words[place] = form
        return
