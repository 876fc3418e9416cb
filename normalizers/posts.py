"""Which post a named person holds, as the plan itself tells: «Иванова А.А., методист ММС» here explains a bare
«Иванова А.А.» there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from normalizers.executors.mentions import one_role
from normalizers.executors.tokens import blank, tokenize
from normalizers.morphology import WORD, parses
from normalizers.persons import FULL_NAME, INITIAL, INITIALS, PATRONYMIC, SURNAME

PERSON = rf"(?:{FULL_NAME}|{SURNAME}\s+{INITIALS}|{INITIALS}\s?{SURNAME})(?![а-яё])"
_SENTENCE = r"(?:(?<=[а-яё]{4})|(?<=[А-ЯЁ]{2}))\.\s+[А-ЯЁ]"  # «зав. РМК» goes on
_POST = rf"(?P<post>[а-яёА-ЯЁ](?:(?!{_SENTENCE})[^,;(\n]){{3,80}}?)"
_END = rf"(?=[,;)\n]|{_SENTENCE}|\s{PERSON}|$)"
_BEFORE = re.compile(rf"(?:^|[;(\n]|[,.]\s)\s*{_POST}[\s:–—_/-]+(?P<person>{PERSON})")
_BEHIND = re.compile(rf"(?P<person>{PERSON})\s*(?:[-–—]|\()\s*{_POST}{_END}")
_LISTED = re.compile(rf"(?P<person>{PERSON})\s*,\s*{_POST}{_END}")
_NO_POST = re.compile(rf"{INITIALS}|по согласованию|[–—-]\s*$")
_SIGNED = re.compile(rf"[\W_]*{PERSON}[\W_]*")  # the name below a post, behind the line for the signature
_FINITE = ("VERB", "PRTS")
_DIRECT, _LIST = (_BEFORE, _BEHIND), (_LISTED,)


def find_posts(cells: Iterable[str], around: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Person as «Фамилия И.О.» → the posts that the plan gives, as printed; the first stands for a bare name.

    First comes what the cells say directly, then what the texts around the table do, then what stands behind a comma.

    >>> find_posts(["Иванова А.А., методист ММС", "Иванова А.А.", "директор школы Петров П.П."])
    {'Иванова А.А.': ('методист ММС',), 'Петров П.П.': ('директор школы',)}
    >>> find_posts(["Иванова А.А., методист ММС", "Иванова А.А., руководители ШМО"])  # those are others beside her
    {'Иванова А.А.': ('методист ММС',)}
    >>> find_posts(["Иванова А.А., завуч"], ["Повар – Иванова А.А., психолог – П.П. Петров.", "Завхоз", "_ Б.Б. Белов"])
    {'Иванова А.А.': ('Повар',), 'Петров П.П.': ('психолог',), 'Белов Б.Б.': ('Завхоз',)}
    >>> find_posts(["Куратор Иванова А.А."], ["Куратор – Иванова А.А., завуч"])
    {'Иванова А.А.': ('Куратор', 'завуч')}
    >>> find_posts([], ["Школа № 2 (куратор – Иванова А.А.)"])
    {'Иванова А.А.': ('куратор',)}
    """
    cells, around = list(cells), list(_signed(around))
    # «Куратор – Иванова А.А., завуч» tells two posts; behind a comma a cell may name another person's
    told = (_agreed(cells, _DIRECT), _agreed(around, _LIST), _agreed(around, _DIRECT))
    listed = _agreed(cells, _LIST)
    persons = dict.fromkeys(person for posts in (listed, *told) for person in posts)
    return {person: tuple(dict.fromkeys(posts[person] for posts in told if person in posts)) or (listed[person],)
            for person in persons}


def _signed(texts: Sequence[str]) -> Iterator[str]:
    """The texts; a name alone on its line joined with the post above it, whose lines go on in small letters."""
    above: list[str] = []
    for text in (re.sub(r"(?<![А-ЯЁ])[ .]+$", "", text) for text in texts):
        if above and _SIGNED.fullmatch(text):
            yield f"{' '.join(above)} {text.strip(' _/')}"
        yield text
        above = [*above, text] if text[:1].islower() else [text]


def _agreed(texts: Iterable[str], patterns: Iterable[re.Pattern[str]]) -> dict[str, str]:
    """Person → post, where all texts that tell agree."""
    told: dict[str, Counter[str]] = {}
    for match in (match for text in texts for pattern in patterns for match in pattern.finditer(text)):
        post = _without_sentence(match["post"].strip())
        if not _NO_POST.search(post) and one_role(tuple(tokenize(blank(post)))):
            told.setdefault(_folded(match["person"]), Counter())[post] += 1
    return {
        person: posts.most_common(1)[0][0]
        for person, posts in told.items()
        if len({post.lower() for post in posts}) == 1
    }


def _without_sentence(post: str) -> str:
    """A post without the sentence that begins behind it where the dot between them is lost, as in a scan.

    >>> _without_sentence("педагог-психолог Пары сформированы по желанию"), _without_sentence("методист Центра детства")
    ('педагог-психолог', 'методист Центра детства')
    """
    says = any(form.pos in _FINITE for word in WORD.findall(post) for form in parses(word)[:1])
    return re.split(r"\s+(?=[А-ЯЁ][а-яё])", post)[0] if says else post


def _folded(person: str) -> str:
    """A person's name, initials or not, as «Иванова А.А.».

    >>> _folded("А.А. Иванова"), _folded("Иванова Анна Андреевна"), _folded("Анна Андреевна Иванова")
    ('Иванова А.А.', 'Иванова А.А.', 'Иванова А.А.')
    """
    if re.fullmatch(FULL_NAME, person):
        words = person.split()
        if not re.fullmatch(PATRONYMIC, words[2]):
            words = [words[2], *words[:2]]
        return f"{words[0]} {words[1][0]}.{words[2][0]}."
    initials = "".join(re.findall(INITIAL, person))
    surname = re.search(SURNAME, person)
    return f"{surname[0] if surname else ''} {initials}".strip()
