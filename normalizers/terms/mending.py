"""OCR's noise in a term cell → the nearest well-formed text of the closed vocabulary."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from normalizers.terms.finding import term_likeness
from normalizers.terms.lexicon import is_real, lexicon, look_up
from normalizers.terms.tokens import LATIN, tokenise

MIXED = re.compile(r"[a-zA-Z][а-яА-ЯёЁ]|[а-яА-ЯёЁ][a-zA-Z]|\b[A-Za-z]{4,}\b|[а-яА-ЯёЁ]\d[а-яА-ЯёЁ]")
MISREAD = {"нюнь": "июнь", "нюня": "июня", "нюль": "июль", "нюля": "июля", "июиь": "июнь", "маи": "май"}
DIGITS_IN_WORD = str.maketrans({"0": "о", "3": "з", "6": "б", "1": "l"})
LIKELY = tuple(
    line for line in (Path(__file__).parent / "phrases.txt").read_text("utf-8").splitlines() if line[:1] != "#"
)


@lru_cache(maxsize=8192)
def fold_term(text: str) -> str | None:
    """The nearest well-formed term text for a noisy one, keeping its case at the start; None where unsure.

    >>> fold_term("сентя6рь-октябрь"), fold_term("в теченне гола"), fold_term("директор школы")
    ('сентябрь-октябрь', 'в течение года', None)
    """
    plain = " ".join(text.split())
    core = plain.rstrip(".,;: ")
    if not 3 <= len(core) <= 80:
        return None
    mended = _mended(core)
    return None if mended is None else mended + plain[len(core) :]


def _mended(plain: str) -> str | None:
    if term_likeness(plain) == 1.0 and not any(token.mended for token in tokenise(plain)) and not MIXED.search(plain):
        return plain
    phrase = _phrase(plain)
    if phrase is not None:
        return _in_case(phrase, plain)
    words = [_word(piece) for piece in re.findall(r"\w+|\W+", plain)]
    if any(word is None for word in words):
        return None
    mended = "".join(word for word in words if word is not None)
    return mended if term_likeness(mended) >= 0.95 else None


def _phrase(plain: str) -> str | None:
    if plain.lower() in MISREAD:
        return MISREAD[plain.lower()]
    low = plain.lower().replace("ё", "е").translate(LATIN).translate(DIGITS_IN_WORD)
    found = process.extractOne(low, LIKELY, scorer=fuzz.ratio, score_cutoff=80)
    if found is None:
        return None
    if is_real(low):
        return None
    errors = DamerauLevenshtein.distance(low, found[0])
    allowed = 1 if len(found[0]) < 8 else 2 if len(found[0]) < 12 else 3
    near = [p for p in LIKELY if DamerauLevenshtein.distance(low, p) <= errors]
    return found[0] if errors <= allowed and len(near) == 1 else None


def _in_case(mended: str, printed: str) -> str:
    return mended[0].upper() + mended[1:] if printed[0].isupper() and not printed[1:2].isupper() else mended


@cache
def _forms() -> tuple[str, ...]:
    return tuple(form for form in lexicon() if len(form) >= 4)


def _word(piece: str) -> str | None:
    if not any(c.isalpha() for c in piece):
        return piece
    low = piece.lower().replace("ё", "е")
    if look_up(low) or look_up(low.translate(LATIN)):
        return piece if look_up(low) else low.translate(LATIN)
    if re.fullmatch(r"[ivxIVX]+", piece):
        return piece
    low = low.translate(LATIN).translate(DIGITS_IN_WORD)
    if low in MISREAD:
        return _in_case(MISREAD[low], piece)
    if look_up(low):
        return _in_case(low, piece)
    if len(low) < 4:
        return None
    if is_real(low):
        return None
    limit = 1 if len(low) < 6 else 2
    near = process.extract(low, _forms(), scorer=DamerauLevenshtein.distance, score_cutoff=limit, limit=3)
    if not near or (len(near) > 1 and near[1][1] == near[0][1]):
        return None
    return _in_case(near[0][0], piece)
