"""An executor cell → its mentions: at delimiters, without any, and over shared heads and tails.

Stations: tokens → runs (between delimiters) → pieces (a run without delimiters may hold several) → mentions (a piece
that can't stand alone continues what precedes it, or shares its head or tail).
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from normalizers.executors.boundary_nouns import is_subject
from normalizers.executors.grammar import PREPOSITIONS, Opening, first_sense, is_contracted, opening
from normalizers.executors.lexicon import head_noun, word_list
from normalizers.executors.mentions import Mention, one_role, part_persons
from normalizers.executors.pieces import DASHES, Piece, person_first, pieces, runs
from normalizers.executors.sharing import bare_adjective, level_adjectives, owner_of_areas, owner_of_places
from normalizers.executors.tokens import Token, appointed, blank, tokenize
from normalizers.morphology import lemma, parses
from normalizers.phrases import nouns

TEACHERS = ("учитель", "преподаватель")


@lru_cache(maxsize=16384)
def split(text: str) -> tuple[Mention, ...]:
    """The mentions of a cell, in order.

    >>> [" ".join(t.text for t in m.tokens) for m in split("Кл. руководители Организатор Библиотекарь")]
    ['Кл руководители', 'Организатор', 'Библиотекарь']
    """
    cut = [piece for run in person_first(runs(appointed(text, tokenize(blank(text))))) for piece in pieces(*run)]
    return tuple(part_persons(_assemble(cut)))


def _assemble(pieces: list[Piece]) -> list[Mention]:
    """Pieces → mentions: continuations joined, shared heads and tails given to each."""
    mentions: list[Mention] = []
    waiting: list[Piece] = []
    previous: Piece | None = None
    for index, piece in enumerate(pieces):
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if (
            (_bare_adjectives(piece) or _lone_participle(piece, following))
            and following is not None
            and following.before in (",", "и", "/")
        ):
            waiting.append(piece)
            continue
        if waiting:
            mentions.extend(_adjective_mentions(waiting, piece))
            waiting = []
        if previous is not None and mentions and (both := level_adjectives(mentions[-1], piece)) is not None:
            mentions[-1:] = both
            previous = replace(previous, tokens=both[1].tokens)
            continue
        if previous is not None and mentions and (
            owner := owner_of_places(mentions[-1], piece) or owner_of_areas(mentions[-1], previous, piece)
        ):
            mentions.append(replace(_mention(piece), tokens=(*owner, *piece.tokens), rule="shared-head"))
            previous = replace(piece, tokens=mentions[-1].tokens)
            continue
        if previous is not None and mentions and _continues(previous, mentions[-1], piece):
            mentions[-1] = _joined(mentions[-1], piece)
            previous = replace(previous, tokens=mentions[-1].tokens)
            continue
        shared = _shared_head(previous, mentions[-1], piece) if previous is not None and mentions else None
        if shared is not None:
            mentions.append(
                Mention(
                    (*shared, *_numbered(piece.tokens)), (), piece.tokens[0].start, piece.tokens[-1].end, "shared-head"
                )
            )
            previous = replace(previous, tokens=mentions[-1].tokens) if previous else piece
            continue
        mentions.append(_mention(piece))
        if piece.before in ("и", ",") and previous is not None and len(mentions) > 1:
            _share_tail(mentions, pieces, index)
        previous = piece
    mentions.extend(_mention(piece) for piece in waiting)
    return mentions


def _numbered(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«школы № 1, | 3»: the number with the sign that stands before the first."""
    if tokens[0].kind != "number" or tokens[0].text.startswith("№"):
        return tokens
    return (replace(tokens[0], text=f"№ {tokens[0].text}"), *tokens[1:])


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


def _bare_adjectives(piece: Piece) -> bool:
    """«муниципальные | и региональные координаторы», but not «районная ПМПК»."""
    return piece.opening.case == "adjective" and piece.tokens[-1].kind != "short"


def _lone_participle(piece: Piece, following: Piece | None) -> bool:
    """«руководящие | и педагогические работники», but not «заведующий, | старший воспитатель»: a post by itself."""
    if following is None or len(piece.tokens) != 1 or not following.opening.adjectives:
        return False
    word = piece.tokens[0].text
    return not nouns(word) and any(p.pos == "PRTF" and p.case == "nomn" for p in parses(word))


def _continues(previous: Piece, mention: Mention, piece: Piece) -> bool:
    """Whether a piece behind a comma or «и» is still part of the name or role before it."""
    here, head = piece.opening, previous.opening
    if piece.before in (";", "") or piece.tokens[0].kind == "person" or previous.tokens[0].kind == "person":
        return False
    if here.case == "adjective" and piece.before == "," and [t.kind for t in piece.tokens[1:2]] == ["word"]:
        return is_contracted(piece.tokens[1].text.lower(), piece.tokens[1].dotted) is None
    if piece.before == "," and _active_participle(piece.tokens[0]):
        return True
    if head.sort in ("body", "collective") and _further_area(mention, piece):
        return True
    if piece.before in DASHES and here.lemma in word_list("appositions") and head.sort == "body":
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
    if piece.before == "и" and here.adjectives and bare_adjective(mention.tokens[-1]):
        return True
    if here.case in ("gent", "datv", "loct", "ablt", "accs"):
        if head.case == here.case and head.case != "nomn" and here.head is not None:
            return False
        if here.case == "gent" and is_subject(piece.tokens[-1].text) and _of_members(mention.tokens):
            return piece.before == "и" or not _teachers_within(piece, mention.tokens)
        if head.sort in ("body", "collective"):
            return not (here.head is not None and here.sort == "role" and piece.before == ",")
        if here.sort == "role" and piece.before == "и" and _of_members(mention.tokens):
            return True
        one_post = here.case == "datv" and not here.short and one_role(mention.tokens)
        return piece.before == "и" and (_known_pair(mention, here) or one_post)
    return False


def _further_area(mention: Mention, piece: Piece) -> bool:
    """«рабочая группа по ГИА | и ВПР»: a body is for both."""
    sense = piece.opening.sense
    for_something = any(token.text.lower() in PREPOSITIONS for token in mention.tokens)
    return sense is not None and sense.kind == "area" and for_something and piece.before in (",", "и", "/")


def _of_members(tokens: tuple[Token, ...]) -> bool:
    """«руководитель РМО учителей | и педагогов»: the members of a body, not a second role."""
    for token in tokens[1:-1]:
        sense = first_sense(token.text) if token.kind == "short" else None
        found = head_noun(lemma(token.text)) if token.kind == "word" else None
        if (sense and sense.kind == "association") or (found and found.sort == "collective"):
            return True
    return False


def _active_participle(token: Token) -> bool:
    """«учитель, курирующий …»: it goes on, unless it has become a noun («обучающиеся»)."""
    if token.kind != "word" or nouns(token.text):
        return False
    return any("actv" in p.grammemes for p in parses(token.text)[:1])


def _inside_name(mention: Mention, here: Opening, head: Opening) -> bool:
    """«отдел образования и администрации»: no; «совет директоров и школы»: no. Only a noun that names no executor."""
    return here.lemma in ("образование", "общество", "семья", "край") and head.sort == "body"


def _known_pair(mention: Mention, here: Opening) -> bool:
    token = mention.tokens[-1]
    last = nouns(is_contracted(token.text.lower(), token.dotted) or token.text.lower())
    return bool(last) and f"{last[0].lemma} {here.lemma}".replace("ё", "е") in word_list("pairs")


def _shared_head(previous: Piece, mention: Mention, piece: Piece) -> tuple[Token, ...] | None:
    """The tokens of the mention before that a dependent piece shares: «зам. директора по УВР | ВР»."""
    here, tokens = piece.opening, mention.tokens
    plain = piece.before == "" and here.head is None and is_subject(piece.tokens[-1].text)
    subject = plain and previous.opening.lemma in TEACHERS
    if piece.before not in (",", "и", "/") and not subject:
        return None
    if piece.tokens[0].kind == "number" and tokens[-1].kind == "number":
        return tokens[:-1]
    if piece.before == "," and here.head is None and (teachers := _teachers_within(piece, tokens)):
        return teachers
    last_preposition = max((i for i, t in enumerate(tokens) if t.text.lower() in PREPOSITIONS), default=None)
    if here.sense is not None and here.sense.kind == "area" and last_preposition is not None:
        return tokens[: last_preposition + 1]
    if here.case in ("datv", "loct") and last_preposition is not None and previous.opening.sort == "role":
        if here.adjectives and bare_adjective(tokens[-1]):
            return None
        if piece.before == "и" and not here.short and one_role(tokens):
            return None
        return tokens[: last_preposition + 1]
    if previous.opening.sort == "role" and here.short and _alike(tokens[-1], here):
        return tokens[:-1]
    if subject:
        return tokens[: _head_end(tokens)]
    if previous.opening.sort == "role" and here.case == "gent":
        return tokens[: _head_end(tokens)]
    if previous.opening.sort == "role" and here.case == "nomn" and here.either and here.head is None:
        return tokens[: _head_end(tokens)]
    return None


def _teachers_within(piece: Piece, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """«руководители МО учителей математики, | физики»: what stands before the first subject."""
    if not is_subject(piece.tokens[-1].text):
        return ()
    teachers = [i for i, token in enumerate(tokens) if i and token.kind == "word" and lemma(token.text) in TEACHERS]
    return tokens[: teachers[-1] + 1] if teachers else ()


def _alike(last: Token, here: Opening) -> bool:
    """«руководители РМО | ШМО», «учителя НОО | ООО»: two abbreviations of one kind."""
    sense = first_sense(last.text) if last.kind == "short" else None
    if sense is None or here.sense is None or sense.long == here.sense.long:
        return False
    return sense.kind == here.sense.kind and sense.kind in ("association", "school", "area")


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
    if last.before == "," and not _schools(tail):
        return
    for back in range(2, len(mentions) + 1):
        earlier = mentions[-back]
        first = opening(earlier.tokens, 0)
        alike = first.sort == last.opening.sort or first.lemma in ("администрация", "коллектив")
        bare = len(earlier.tokens) == first.end and first.lemma in word_list("needy") and alike
        bare = bare and not (first.own_level and first.lemma in word_list("complete_with_level"))
        bare = bare and (last.before == "и" or (first.lemma == "директор" and last.opening.sort == "role"))
        if not bare:
            return
        mentions[-back] = replace(earlier, tokens=(*earlier.tokens, *tail), rule="shared-tail")


def _schools(tail: tuple[Token, ...]) -> bool:
    """«директора, завучи | школ»: a tail of schools in the plural and nothing else."""
    return len(tail) == 1 and any(p.lemma == "школа" and p.number == "plur" for p in nouns(tail[0].text))


def _joined(mention: Mention, piece: Piece) -> Mention:
    mark = piece.before if piece.before in (",", "и") else "–" if piece.before else ""
    glue = (Token("delim", mark, piece.tokens[0].start, piece.tokens[0].start),) if mark else ()
    return replace(mention, tokens=(*mention.tokens, *glue, *piece.tokens), end=piece.tokens[-1].end)
