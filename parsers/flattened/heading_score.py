"""How good some words of a header are as the heading of one column, by the vocabulary and by how headings look."""

from __future__ import annotations

import re
from functools import lru_cache

from normalizers.morphology import parses
from parsers.flattened.words import bare
from parsers.open_words import PREPOSITIONS
from parsers.roadmap.columns_likeness import verbal
from parsers.roadmap.columns_vocabulary import Role, meaning

KNOWN = 9.0  # weight of a heading that the vocabulary is sure of: «Примечание» is no action
TAILS = re.compile(
    r"(?:реализаци|исполнени|выполнени|проведени|начал|окончани|заверш|за$|и$|или$|по$|для$|о$|об$|лиц|орган|исполнител"
    r"|ответствен|мероприят|деятельност|работ|результат|меропр|участник|групп|аудитор|документ|финансир|отчет|п/п"
    r"|п\.п|пп|контрол|достижени|показател|осуществл)",
)
GENITIVE = re.compile(r"(?:реализации|исполнения|выполнения|проведения|деятельности|работы)$")
OF_ANOTHER = 6.0
PLAIN = re.compile(r"[А-ЯЁа-яё№][\w\-/.,()«»№]*")
TITLES = frozenset(
    ["план", "план-график", "график", "дорожная", "программа", "приложение", "комплекс", "циклограмма", "календарь"]
)
COUNTED = frozenset({"п/п", "п.п.", "пп", "п", "/", "/п"})


def bare_title(word: str) -> bool:
    """A word that begins a plan's title, not a heading of its columns."""
    return word.lower().strip('«»"') in TITLES


def _of_another(word: str) -> bool:
    """A noun that the vocabulary does not know: «Качество образовательных результатов» is no heading of results."""
    return meaning(word) is None and any(parse.known and parse.pos == "NOUN" for parse in parses(bare(word))[:1])


@lru_cache(maxsize=65536)
def piece_score(words: tuple[str, ...], at_line_start: bool, breaks: int) -> float:
    """How good some words are as one heading."""
    found = meaning(" ".join(words))
    first = words[0]
    score = -3.0
    if found is not None and found.role is not Role.FOREIGN:
        score = min(found.weight, 10.0) / 2.0
    starts = first[0].isupper() or first.startswith(("№", "п/п"))
    if not starts:
        score -= 8.0
    elif GENITIVE.match(first.lower()):
        score -= 3.0
    elif not at_line_start:
        score -= 0.5
    if bare_title(first):
        score -= 5.0
    elif verbal(first) and (found is None or (found.role is Role.EXTRA and found.weight < KNOWN)):
        score -= 5.0 if meaning(first) is None else 2.0 * (len(words) > 1)
    if found is not None and found.role is Role.RESULT and _of_another(first):
        score -= OF_ANOTHER
    if words[-1].lower() in {"за", "и", "или", "по", "для", "о", "об", "в", "с"} or words[-1][-1] in ",(-":
        score -= 4.0
    for n, word in enumerate(words[1:], 1):
        folded = word.lower().strip("(),.«»").replace("ё", "е")
        if word in COUNTED:
            score += 0.5 if words[0].startswith(("№", "п", "N")) else -4.0
        elif word[0].isupper() and not words[n - 1].startswith("№") and not (word.isupper() and first.isupper()):
            score -= 3.0 if GENITIVE.match(folded) else 4.0
        elif any(mark.isdigit() for mark in word):
            score -= 5.0
        elif not PLAIN.fullmatch(word.lstrip("(«")):
            score -= 2.0
        elif TAILS.match(folded):
            score += 0.2
        elif folded in PREPOSITIONS:
            score -= 0.3
        else:
            score -= 0.9
    if found is not None and found.role is Role.NUMBER and len(words) > 1 and words[-1] not in COUNTED:
        score -= 4.0
    return score - 0.1 * breaks
