"""An executor cell → its mentions: at delimiters, without any, and over shared heads and tails.

Stations: tokens → runs (between delimiters) → pieces (a run without delimiters may hold several) → mentions (a piece
that can't stand alone continues what precedes it, or shares its head or tail).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from normalizers.executors.grammar import PREPOSITIONS, Opening, first_sense, is_contracted, opening
from normalizers.executors.tokens import Token, blank, tokenize
from normalizers.morphology import is_word, lemma, parses
from normalizers.phrases import noun_group, nouns

DEPUTIES = frozenset({"заместитель", "помощник", "представитель", "секретарь", "член", "ассоциация", "совет", "союз"})
NEEDY = frozenset(
    ["руководитель", "директор", "заместитель", "педагог", "учитель", "методист", "специалист", "отдел", "управление", "представитель", "член", "начальник", "заведующий", "администрация", "коллектив", "куратор", "координатор", "работник", "сотрудник", "председатель", "преподаватель", "комитет", "совет", "департамент", "орган", "учреждение", "организация"]
)
PAIRS = frozenset({("язык", "литература"), ("история", "обществознание"), ("технология", "труд"), ("музыка", "изо")})
DASHES = frozenset("–—-")
DOUBLES = frozenset({"учитель", "педагог", "преподаватель", "школа"})
DEPARTMENTS = frozenset({"отдел", "сектор", "отделение", "управление", "аппарат", "кафедра", "коллегия"})
APPOSITIONS = frozenset(
    ["психолог", "организатор", "предметник", "логопед", "дефектолог", "библиотекарь", "куратор", "наставник", "партнер", "участник", "участница", "лидер", "ментор", "консультант"]
)
GOVERNED_BY_BODY = frozenset({"authority"})


Run = tuple[str, tuple[Token, ...], frozenset[int]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens of one mention or of a part of one; `before`: the delimiter in front of it ("" for none)."""

    tokens: tuple[Token, ...]
    before: str
    opening: Opening
    newline: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: its own tokens (those that it shares with a neighbour added), persons, and its stretch of the cell."""

    tokens: tuple[Token, ...]
    persons: tuple[str, ...]
    start: int
    end: int
    rule: str


@lru_cache(maxsize=16384)
def split(text: str) -> tuple[Mention, ...]:
    """The mentions of a cell, in order.

    >>> [" ".join(t.text for t in m.tokens) for m in split("Кл. руководители Организатор Библиотекарь")]
    ['Кл руководители', 'Организатор', 'Библиотекарь']
    """
    runs = _person_first(_runs(tokenize(blank(text))))
    pieces = [piece for run in runs for piece in _pieces(*run)]
    return tuple(_persons(_assemble(pieces)))


def _runs(tokens: list[Token]) -> list[Run]:
    """Between delimiters: (delimiter before, tokens, places that begin a printed line)."""
    runs: list[Run] = []
    tokens = _apposed(tokens)
    current: list[Token] = []
    lines: set[int] = set()
    before = ""
    for token in tokens:
        if token.kind != "delim":
            current.append(token)
        elif token.text == "\n":
            lines.add(len(current))
        else:
            if current:
                runs.append((before, tuple(current), frozenset(lines)))
                before, current, lines = "", [], set()
            mark = {"+": "и", "&": "и", "|": ","}.get(token.text, token.text)
            before = mark if not before or before == "," else before
    if current:
        runs.append((before, tuple(current), frozenset(lines)))
    return runs


def _person_first(runs: list[Run]) -> list[Run]:
    """«Иванова А.А., методист | Петрова Н.Н., директор»: a cell that begins with a person goes on so."""
    if len(runs) < 3 or any(t.kind != "person" for t in runs[0][1]) or any(t.kind == "person" for t in runs[-1][1]):
        return runs
    out: list[Run] = []
    for before, tokens, lines in runs:
        if len(tokens) > 1 and tokens[-1].kind == "person" and tokens[0].kind != "person":
            out.extend([(before, tokens[:-1], lines), (";", tokens[-1:], frozenset())])
        else:
            out.append((before, tokens, lines))
    return out


def _apposed(tokens: list[Token]) -> list[Token]:
    """«школы – участницы» as one word."""
    out: list[Token] = []
    for token in tokens:
        dashed = len(out) > 1 and out[-1].kind == "delim" and out[-1].text in "–—-" and out[-2].kind == "word"
        if dashed and token.kind == "word" and _halves(out[-2].text, token.text):
            first = out[-2]
            out[-2:] = [replace(first, text=f"{first.text}-{token.text}", end=token.end)]
            continue
        if out and _halves_apart(out[-1], token):
            first = out[-1]
            out[-1] = replace(first, text=f"{first.text}-{token.text}", end=token.end)
            continue
        if dashed and token.kind == "word" and lemma(out[-2].text) in DOUBLES and any(p.lemma.replace("ё", "е") in APPOSITIONS for p in nouns(token.text)):
            first = out[-2]
            out[-2:] = [replace(first, text=f"{first.text}-{token.text}", end=token.end)]
            continue
        out.append(token)
    return out


def _halves_apart(first: Token, token: Token) -> bool:
    """«учителя предметники»: a compound printed without its hyphen."""
    if first.kind != "word" or token.kind != "word" or token.capital or first.dotted:
        return False
    if lemma(first.text) not in DOUBLES or lemma(token.text) not in APPOSITIONS:
        return False
    return any(a.case == b.case and a.number == b.number for a in nouns(first.text) for b in nouns(token.text))


def _halves(left: str, right: str) -> bool:
    """«учебно – воспитательной»: a compound adjective printed with a dash."""
    return (
        len(left) > 3
        and left[-1] in "ое"
        and any(p.pos == "ADJF" for p in parses(right))
        and is_word(right)
        and not nouns(left)
    )


def _pieces(before: str, tokens: tuple[Token, ...], lines: frozenset[int]) -> list[Piece]:
    """A run without delimiters, cut where a new mention begins."""
    pieces: list[Piece] = []
    start = 0
    first = opening(tokens, 0)
    place = max(first.end, 1)
    while place < len(tokens):
        here = opening(tokens, place)
        if _begins(tokens, start, place, first, here, place in lines):
            pieces.append(Piece(tokens[start:place], before if start == 0 else "", first, start in lines))
            start, first = place, here
            place = max(here.end, place + 1)
        else:
            place = max(place + 1, here.end if here.case in ("gent", "none") or here.either else place + 1)
    pieces.append(Piece(tokens[start:], before if start == 0 else "", first, start in lines))
    return pieces


def _begins(tokens: tuple[Token, ...], start: int, place: int, current: Opening, here: Opening, newline: bool) -> bool:
    """Whether a new mention begins at `place` of a run whose current mention began at `start`."""
    token, previous = tokens[place], tokens[place - 1]
    if token.kind == "person":
        return tokens[start].kind == "person"
    if all(t.kind == "person" for t in tokens[start:place]):
        return False
    if previous.kind == "word" and opening(tokens, place - 1).case == "none" and previous.text.lower() in PREPOSITIONS:
        return False
    if here.case != "nomn":
        return False
    if (
        current.case == "none"
        and tokens[start].kind == "word"
        and any(p.pos == "PRTF" for p in parses(tokens[start].text))
    ):
        return False
    if here.short:
        return _short_begins(tokens, start, place, current, here, newline)
    if previous.kind == "word" and here.lemma in APPOSITIONS and place == current.end and not here.adjectives:
        return token.capital
    if here.head is None:
        return here.animate and not here.either and current.sort is not None
    if not here.either:
        return True
    if here.lemma == "администрация" and current.sort == "body" and not newline:
        return False
    if current.sort == "role" and here.sort in ("body", "collective") and place == current.end and current.head:
        return False
    if current.sort in ("body", "collective") and here.sort == "role" and here.animate:
        return True
    if current.lemma in DEPARTMENTS and here.kind == "authority" and not newline:
        return False
    if token.capital and (newline or previous.kind != "word" or not previous.capital):
        return current.lemma not in DEPUTIES or newline or place > current.end
    if here.sort == "role" and (here.lemma == current.lemma or _ends_area(previous)):
        return True
    if current.sort == "role" and here.sort == "role":
        return current.lemma not in DEPUTIES and here.animate
    if current.short and current.sort in ("body", None):
        return here.sort in ("role", "body") and here.kind == "school"
    if current.sort == "body" and current.kind in ("authority", "methodological-service") and here.kind == "school":
        return newline and here.lemma == "школа" and place > current.end
    return False


def _ends_area(token: Token) -> bool:
    """«по УВР»: what a role is for has been said, a new role begins."""
    if token.kind != "short":
        return False
    sense = first_sense(token.text)
    return sense is not None and sense.kind == "area"


def _short_begins(
    tokens: tuple[Token, ...], start: int, place: int, current: Opening, here: Opening, newline: bool
) -> bool:
    """Whether an abbreviation begins a mention, or depends on the one before: «методисты УО», «РУМО ИМЦ»."""
    previous = tokens[place - 1]
    if here.sort == "form" and here.sense is not None and here.sense.level is None:
        return False
    if previous.kind == "word" and lemma(previous.text) in ("администрация", "глава", "мэрия", "заседание"):
        return False
    if (
        here.sense is not None
        and current.lemma
        and here.sense.long.startswith(current.lemma + " ")
        and place == current.end
    ):
        return False
    if here.sort == "role":
        return True
    if previous.kind == "short":
        before = opening(tokens, place - 1)
        if (before.sort in ("form", "place") and before.case != "none") or (before.sense and before.sense.kind == "form"):
            return False
        if before.sort == "place" or current.sort == "form" or current.short:
            return here.sort != "form" or place - start > 1
        return True
    if previous.kind in ("quote", "number"):
        return True
    if current.sort == "role":
        complete = current.own_level and current.lemma in ("координатор", "оператор", "методист")
        return complete and place == current.end
    if current.sort == "collective":
        return current.own_level and here.kind in ("authority", "methodological-service") and place > current.end
    if current.sort == "body":
        if current.lemma in (
            "площадка",
            "администрация",
            "команда",
            "коллектив",
            "служба",
            "кафедра",
            "кабинет",
            "библиотека",
        ):
            return False
        if current.lemma in ("школа", "организация", "учреждение"):
            return here.kind != "authority"
        return here.kind != "authority" and (place > current.end or bool(current.adjectives))
    return current.case == "nomn" and current.head is None and newline


def _assemble(pieces: list[Piece]) -> list[Mention]:
    """Pieces → mentions: continuations joined, shared heads and tails given to each."""
    mentions: list[Mention] = []
    waiting: list[Piece] = []
    previous: Piece | None = None
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if piece.opening.case == "adjective" and following is not None and following.before in (",", "и", "/"):
            waiting.append(piece)
            continue
        if waiting:
            mentions.extend(_adjective_mentions(waiting, piece))
            waiting = []
        if previous is not None and mentions and _continues(previous, mentions[-1], piece):
            mentions[-1] = _joined(mentions[-1], piece)
            previous = replace(previous, tokens=mentions[-1].tokens)
            continue
        shared = _shared_head(previous, mentions[-1], piece) if previous is not None and mentions else None
        if shared is not None:
            mentions.append(
                Mention((*shared, *piece.tokens), (), piece.tokens[0].start, piece.tokens[-1].end, "shared-head")
            )
            previous = replace(previous, tokens=mentions[-1].tokens) if previous else piece
            continue
        mentions.append(_mention(piece))
        if piece.before == "и" and previous is not None and len(mentions) > 1:
            _share_tail(mentions, pieces, index)
        previous = piece
    mentions.extend(_mention(piece) for piece in waiting)
    return mentions


def _mention(piece: Piece) -> Mention:
    rule = {",": "comma", ";": "semicolon", "и": "and", "/": "slash"}.get(
        piece.before, "line" if piece.newline else "run"
    )
    return Mention(piece.tokens, (), piece.tokens[0].start, piece.tokens[-1].end, rule)


def _adjective_mentions(waiting: list[Piece], piece: Piece) -> list[Mention]:
    """«муниципальные, районные | и региональные координаторы»: each adjective with the last one's noun."""
    count = len(piece.opening.adjectives)
    tail = piece.tokens[1:] if count else piece.tokens
    return [Mention((*w.tokens, *tail), (), w.tokens[0].start, w.tokens[-1].end, "shared-tail") for w in waiting]


def _continues(previous: Piece, mention: Mention, piece: Piece) -> bool:
    """Whether a piece behind a comma or «и» is still part of the name or role before it."""
    here, head = piece.opening, previous.opening
    if piece.before in (";", "") or piece.tokens[0].kind == "person" or previous.tokens[0].kind == "person":
        return False
    if piece.before == "," and _active_participle(piece.tokens[0]):
        return True
    if piece.before in DASHES and here.lemma in APPOSITIONS and head.sort == "body":
        return True
    if here.case == "name":
        return previous.tokens[-1].kind == "short"
    if here.case == "dependent":
        return True
    if here.case == "none":
        return not here.short and piece.tokens[0].kind != "number"
    if here.case == "nomn":
        if here.head is not None or here.short or here.sense is not None:
            return bool(here.head and here.either and piece.before == "и" and _inside_name(mention, here, head))
        if head.sort == "role":
            return piece.before == "и" and _known_pair(mention, here)
        return here.either and head.sort in ("body", "collective") and len(mention.tokens) > 1
    if piece.before == "и" and here.adjectives and _bare_adjective(mention.tokens[-1]):
        return True
    if here.case in ("gent", "datv", "loct", "ablt", "accs"):
        if head.case == here.case and head.case != "nomn" and here.head is not None:
            return False
        if head.sort in ("body", "collective"):
            return not (here.head is not None and here.sort == "role" and piece.before == ",")
        return piece.before == "и" and _known_pair(mention, here)
    return False


def _active_participle(token: Token) -> bool:
    """«учитель, курирующий …»: it goes on, unless it has become a noun («обучающиеся»)."""
    if token.kind != "word" or nouns(token.text):
        return False
    return any("actv" in p.grammemes for p in parses(token.text)[:1])


def _bare_adjective(token: Token) -> bool:
    return token.kind == "word" and not nouns(token.text) and any(p.pos == "ADJF" for p in parses(token.text))


def _inside_name(mention: Mention, here: Opening, head: Opening) -> bool:
    """«отдел образования и администрации»: no; «совет директоров и школы»: no. Only a noun that names no executor."""
    return here.lemma in ("образование", "общество", "семья", "край") and head.sort == "body"


def _known_pair(mention: Mention, here: Opening) -> bool:
    token = mention.tokens[-1]
    last = nouns(is_contracted(token.text.lower(), token.dotted) or token.text.lower())
    return bool(last) and (last[0].lemma.replace("ё", "е"), here.lemma) in PAIRS


def _shared_head(previous: Piece, mention: Mention, piece: Piece) -> tuple[Token, ...] | None:
    """The tokens of the mention before that a dependent piece shares: «зам. директора по УВР | ВР», «учителя физики | химии»."""
    here, tokens = piece.opening, mention.tokens
    if piece.before not in (",", "и", "/"):
        return None
    last_preposition = max((i for i, t in enumerate(tokens) if t.text.lower() in PREPOSITIONS), default=None)
    if here.sense is not None and here.sense.kind == "area" and last_preposition is not None:
        return tokens[: last_preposition + 1]
    if here.case in ("datv", "loct") and last_preposition is not None and previous.opening.sort == "role":
        if here.adjectives and _bare_adjective(tokens[-1]):
            return None
        return tokens[: last_preposition + 1]
    if previous.opening.sort == "role" and here.short and _alike(tokens[-1], here):
        return tokens[:-1]
    if previous.opening.sort == "role" and here.case == "gent":
        return tokens[: _head_end(tokens)]
    if previous.opening.sort == "role" and here.case == "nomn" and here.either and here.head is None:
        return tokens[: _head_end(tokens)]
    return None


def _alike(last: Token, here: Opening) -> bool:
    """«руководители РМО | ШМО», «директора СОШ | ООШ»: two abbreviations of one kind of body."""
    sense = first_sense(last.text) if last.kind == "short" else None
    if sense is None or here.sense is None or sense.long == here.sense.long:
        return False
    return sense.kind == here.sense.kind and sense.kind in ("association", "school")


def _head_end(tokens: tuple[Token, ...]) -> int:
    return max(opening(tokens, 0).end, 1)


def _share_tail(mentions: list[Mention], pieces: list[Piece], index: int) -> None:
    """«отделы и управления администрации района»: bare heads before «и» take the tail of the last one."""
    last = pieces[index]
    tail = last.tokens[last.opening.end - 0 :] if last.opening.end <= len(last.tokens) else ()
    if last.opening.lemma == "заместитель":
        tail = tail[1:]
    if not tail or last.opening.head is None or tail[0].kind == "person":
        return
    for back in range(2, len(mentions) + 1):
        earlier = mentions[-back]
        first = opening(earlier.tokens, 0)
        alike = first.sort == last.opening.sort or first.lemma in ("администрация", "коллектив")
        bare = len(earlier.tokens) == first.end and first.lemma in NEEDY and alike
        if not bare:
            return
        mentions[-back] = replace(earlier, tokens=(*earlier.tokens, *tail), rule="shared-tail")


def _joined(mention: Mention, piece: Piece) -> Mention:
    mark = piece.before if piece.before in (",", "и") else "–" if piece.before else ""
    glue = (Token("delim", mark, piece.tokens[0].start, piece.tokens[0].start),) if mark else ()
    return replace(mention, tokens=(*mention.tokens, *glue, *piece.tokens), end=piece.tokens[-1].end)


def _persons(mentions: list[Mention]) -> list[Mention]:
    """Persons parted from roles, and a bare person joined with the singular role beside it."""
    parted: list[Mention] = []
    for mention in mentions:
        persons = tuple(t.text for t in mention.tokens if t.kind == "person")
        words = tuple(t for t in mention.tokens if t.kind != "person")
        while words and words[-1].kind == "delim":
            words = words[:-1]
        current = replace(mention, tokens=words, persons=persons)
        if persons and words and not _one_role(words):
            parted.append(replace(current, persons=()))
            parted.append(replace(current, tokens=(), rule="bare-person"))
            continue
        before = parted[-1] if parted else None
        if before and before.persons and not before.tokens and words and not persons and _one_role(words):
            parted[-1] = replace(current, persons=before.persons, start=before.start, rule="person-role")
            continue
        parted.append(current)
    return parted


def _one_role(tokens: tuple[Token, ...]) -> bool:
    """Whether the tokens are a role in the singular."""
    here = opening(tokens, 0)
    if here.sort != "role":
        return False
    words = tuple(t.text.lower() for t in tokens if t.kind == "word")
    group = noun_group(words)
    if group is None:
        return True
    return group.parse.number != "plur" or any(
        p.number == "sing" and p.case == "nomn" for p in parses(words[group.head]) if p.pos == "NOUN"
    )
