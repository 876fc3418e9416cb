"""Numbers and marks of lists as a reader sees them: «IV», «б», «•»."""

from __future__ import annotations

_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def numeral(number: int, style: str) -> str:
    """A number in one of Word's number formats.

    >>> [numeral(4, style) for style in ("decimal", "upperRoman", "russianLower", "lowerLetter", "decimalZero")]
    ['4', 'IV', 'г', 'd', '04']
    """
    if style in ("none", "bullet"):
        return ""
    if number > 0:
        if style in ("lowerRoman", "upperRoman"):
            return _cased(_roman(number), style)
        if style in ("lowerLetter", "upperLetter"):
            return _cased(_letter(number, _LATIN), style)
        if style in ("russianLower", "russianUpper"):
            return _cased(_letter(number, _RUSSIAN), style)
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "numberInDash":
        return f"- {number} -"
    return str(number)


def bullet(text: str) -> str:
    """A list mark as a reader sees it: marks of symbol fonts lie in the private area."""
    return "".join("•" if "\ue000" <= letter <= "\uf8ff" else letter for letter in text)


def _cased(text: str, style: str) -> str:
    return text.upper() if style.startswith("upper") or style.endswith("Upper") else text


def _letter(number: int, alphabet: str) -> str:
    times, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (times + 1)


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        text += letters * times
    return text
