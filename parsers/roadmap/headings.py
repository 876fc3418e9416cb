"""A heading's text → its number, title and kind; headings in order → which is under which."""

from __future__ import annotations

import re

from parsers.plan import Heading

ROMAN = "IVXLCІХ"
ROMANS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
WORD = re.compile(
    rf"^(?:под)?(?:раздел|направлени\w|блок|модуль|глава|часть|задача|этап|подпрограмма)\s*№?\s*"
    rf"(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*|[{ROMAN}]{{1,5}})\b\s*[.:)–—-]*\s*(?P<title>.*)$",
    re.I | re.S,
)
PLAIN = re.compile(
    rf"^(?:(?P<number>\d{{1,2}}(?:\.\d{{1,2}})*|[{ROMAN}]{{1,5}}(?:\.\d{{1,2}})*)\s*[.)]+\s*(?=\D)"
    rf"|(?P<bare>\d{{1,2}}(?:\.\d{{1,2}})*|[{ROMAN}]{{1,5}})\s+(?=[«\"А-ЯЁ]))(?P<title>.*)$",
    re.S,
)
YEAR = re.compile(
    r"^(?:на\s+)?(?:20\d\d\s*(?:[-–—/]\s*(?:20)?\d\d)?)\s*(?:учебный\s+год|уч\.\s*год|год|г\.?|годы|гг\.?)$", re.I
)
ANNEX = re.compile(r"^(?:приложение|таблица|план)\s*(?:№\s*)?(?P<number>\d{1,2})\b", re.I)
STAGE = re.compile(r"^(?:[IVX]+|\d|перв|втор|трет)\S*\s+(?:этап|полугоди|квартал|четверть|триместр)|^этап\s", re.I)


def split_heading(text: str) -> Heading:
    """A heading's number, without its trailing dot, and its title.

    >>> split_heading("2. Развитие кадров")
    Heading(number='2', title='Развитие кадров')
    >>> split_heading("Раздел II. Мониторинг")
    Heading(number='II', title='Мониторинг')
    >>> split_heading("2021 год")
    Heading(number=None, title='2021 год')
    """
    match = WORD.match(text)
    if match and match["title"]:
        return Heading(latin_roman(match["number"]), match["title"].strip())
    match = PLAIN.match(text)
    if match and match["title"].strip():
        return Heading(latin_roman(match["number"] or match["bare"]), match["title"].strip())
    return Heading(None, text.strip())


def arabic(number: str) -> str:
    """A Roman numeral in figures, anything else as it is.

    >>> arabic("IV"), arabic("2.1")
    ('4', '2.1')
    """
    values = [ROMANS.get(letter) for letter in number]
    if not number or None in values:
        return number
    total = 0
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < after else value  # type: ignore[operator]
    return str(total)


def latin_roman(number: str) -> str:
    """Cyrillic letters within a Roman numeral are the Latin ones.

    >>> latin_roman("ХІ") == "XI"
    True
    """
    return number.translate(str.maketrans("ІХ", "IX"))


def in_sequence(first: str, second: str) -> bool:
    """Two headings numbered one after the other in one manner.

    >>> in_sequence("I. Кадры", "II. Контроль"), in_sequence("2. Кадры", "II. Контроль")
    (True, False)
    >>> in_sequence("Приложение 1. Кадры", "Приложение № 2. Контроль")
    True
    """
    annexes = [ANNEX.match(text) for text in (first, second)]
    if annexes[0] and annexes[1]:
        return int(annexes[1]["number"]) == int(annexes[0]["number"]) + 1
    one, other = split_heading(first), split_heading(second)
    if one.number is None or other.number is None or kind_of(first, one) != kind_of(second, other):
        return False
    numbers = arabic(one.number), arabic(other.number)
    return all(number.isdigit() for number in numbers) and int(numbers[1]) == int(numbers[0]) + 1


class Levels:
    """Which heading is a section and which a subsection, learnt from how they follow each other."""

    def __init__(self) -> None:
        self.section: Heading | None = None
        self.subsection: Heading | None = None
        self.met: list[Heading] = []
        self._under: set[str] = set()
        self._kind: str | None = None
        self._rows_since = True

    def row(self) -> None:
        """A measure stands under the present headings."""
        self._rows_since = True

    def meet(self, text: str) -> None:
        """The next heading in reading order."""
        heading = split_heading(text)
        kind = kind_of(text, heading)
        self.met.append(heading)
        if self._below(heading, kind):
            self._under.add(kind)
            self.subsection = heading
        else:
            self.section, self.subsection, self._kind = heading, None, kind
        self._rows_since = False

    def _below(self, heading: Heading, kind: str) -> bool:
        if self.section is None:
            return False
        above = self.section.number
        if heading.number and above and heading.number.startswith((f"{above}.", f"{arabic(above)}.")):
            return True
        if kind == self._kind:
            return False
        if kind in self._under:
            return True
        return not self._rows_since


def kind_of(text: str, heading: Heading) -> str:
    """How a heading is marked: headings of one kind are of one level."""
    if YEAR.match(text):
        return "year"
    match = WORD.match(text)
    if match:
        return text.split()[0].lower()
    if heading.number is None:
        return "stage" if STAGE.match(text) else "capitals" if text.isupper() else "plain"
    if re.match(f"[{ROMAN}]", heading.number):
        return "roman"
    return f"depth {heading.number.count('.') + 1}"
