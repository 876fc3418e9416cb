"""Named places in an executor's name: the proper name goes, a generic territory and regional names stay."""

from __future__ import annotations

from normalizers.abbreviations import is_name
from normalizers.executors.lexicon import adjective_level, data, place_level, word_list
from normalizers.morphology import WORD, is_word, lemma, parses
from normalizers.phrases import nouns


def without_places(words: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """The words without named municipal places, and the level that the places tell.

    >>> without_places(tuple("комитет по образованию Сернурского района".split()))
    (('комитет', 'по', 'образованию'), 'municipal')
    >>> without_places(tuple("отдел образования администрации Сернурского района".split()))[0]
    ('отдел', 'образования', 'администрации', 'района')
    >>> without_places(tuple("министерство образования Республики Дагестан".split()))
    (('министерство', 'образования', 'Республики', 'Дагестан'), 'regional')
    """
    kept: list[str] = []
    level: str | None = None
    place = 0
    while place < len(words):
        end, kind, named, found = _place(words, place)
        if end == place:
            kept.append(words[place])
            place += 1
            continue
        if found == "regional":
            kept.extend(words[place:end])
            level = level or "regional"
        else:
            level = "municipal"
            after_body = bool(kept) and lemma(kept[-1]) in word_list("place_owners")
            if not named or after_body:
                kept.extend(kind)
            while end < len(words) and (further := _place(words, end))[0] > end and further[3] != "regional":
                end = further[0]
        place = end
    return tuple(kept), level


def _place(words: tuple[str, ...], start: int) -> tuple[int, tuple[str, ...], bool, str | None]:
    """A place that begins at `start`: its end, the words of its kind, whether it is named, its level."""
    nothing = (start, (), False, None)
    here = start
    named = False
    kind: list[str] = []
    while here < len(words) and _place_adjective(words[here], here == 0):
        if _named(words[here], here == 0):
            named = True
        else:
            kind.append(words[here])
        here += 1
    if here >= len(words):
        return nothing
    word = words[here].strip(",")
    full = data()["place_kind"].get(word.lower())
    noun = full or word
    base = lemma(noun.split(" ")[-1])
    if base == "образование" and kind and lemma(kind[-1]) == "муниципальный":
        level: str | None = "municipal"
    else:
        level = place_level(base) if (full or nouns(word)) and not (here == 0 and start == 0) else None
    if base == "округ" and kind and lemma(kind[-1].strip(",")) == "автономный":
        level = "regional"
    if level is None or (
        full and (here + 1 >= len(words) or not words[here + 1][:1].isupper()) and word not in ("р-н", "р-на")
    ):
        return nothing
    kind.extend((noun + ("," if words[here].endswith(",") else "")).split(" "))
    here += 1
    if level == "regional":
        return here, (), True, "regional"
    if base == "город" and here < len(words) and lemma(words[here].strip(",").lower()) in word_list("federal_cities"):
        return here + 1, (), True, "regional"
    if here < len(words) and (words[here].startswith("«") or (full and words[here][:1].isupper())):
        named = True
        quoted = words[here].startswith("«")
        while quoted and not words[here].strip(",").endswith("»") and here + 1 < len(words):
            here += 1
        here += 1
    while here < len(words) and _named_noun(words[here]):
        named = True
        here += 1
    return here, tuple(kind), named, level


def _place_adjective(word: str, first: bool) -> bool:
    if not WORD.fullmatch(word):
        return False
    return lemma(word) in word_list("place_adjectives") or _named(word, first)


def _named(word: str, first: bool) -> bool:
    """«Сернурского»: an adjective with a capital that names a place."""
    if not word[:1].isupper() or not WORD.fullmatch(word):
        return False
    low = word.lower()
    if not any(p.pos == "ADJF" for p in parses(word)) or adjective_level(word):
        return False
    return not first or is_name(word) or not is_word(low)


def _named_noun(word: str) -> bool:
    bare = word.strip('«»",.')
    if not bare[:1].isupper() or (len(bare) > 1 and bare.isupper()):
        return False
    return not (is_word(bare) and any(p.known for p in nouns(bare)) and not is_name(bare))
