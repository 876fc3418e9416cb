"""The lines of a cell as one text: besides hyphens, words that a too narrow column broke without one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers import text as texts
from normalizers.morphology import is_common_word, is_word
from parsers.document import Line

SMALL_WORDS = frozenset(
    re.findall(r"\S+", "в и с к о у а на по из за до от не со во об ко для при или")  # never the rest of a broken word
)
SURE = 8  # letters of a first part that is cut even where it is a word itself: «сформированност|и»
FITS = 1.01  # a joined word wider than the widest line by this could not have stood on one line


def cell_text(lines: Sequence[Line]) -> str:
    """The lines of one cell as one text, mended.

    >>> cell_text([Line("районный"), Line("методический отдел")])
    'районный методический отдел'
    """
    joined = texts.join_lines(close_broken(lines))
    return texts.mend(joined) if joined else joined


def close_broken(lines: Sequence[Line]) -> list[str]:
    """The texts of the lines; a word that fills a line alone and goes on in the next is put together.

    A word is broken without a hyphen only where it alone is wider than its column: so the first part is a line of
    its own, and both parts together would be wider than the widest line.
    """
    widest = max((line.box.x1 - line.box.x0 for line in lines if line.box is not None), default=0.0)
    done: list[str] = []
    for k, line in enumerate(lines):
        if done and _goes_on(lines[k - 1], done[-1], line, widest):
            done[-1] += line.text.strip()
        else:
            done.append(line.text.strip() if line.box is not None else line.text)
    return done


def _goes_on(above: Line, text: str, line: Line, widest: float) -> bool:
    if re.match(r"[,;:)»]", line.text.strip()) and above.box is not None:
        return True
    fragment = text.split()[-1] if text.split() else ""
    rest = re.match(r"[а-яё]+|-[а-яё]{2,}", line.text.strip())
    if above.box is None or line.box is None or line.box.page - above.box.page not in (0, 1) or not rest:
        return False
    if " " in above.text.strip() or not re.search(r"[А-Яа-яё]{2}$", fragment):
        return False
    width = (above.box.x1 - above.box.x0) * len(fragment + rest.group()) / max(1, len(above.text.strip()))
    if width <= widest * FITS:
        return False
    return _one_word(re.findall(r"[А-ЯЁа-яё]+", fragment)[-1], rest.group())


def _one_word(tail: str, rest: str) -> bool:
    """Two parts that make one word of the dictionary, or of which the first is none and the second too short.

    >>> _one_word("образовательны", "ми"), _one_word("сформированности", "профессиональных")
    (True, False)
    >>> _one_word("тестирований", "в"), _one_word("образов", "ания"), _one_word("план", "ы")
    (False, True, True)
    """
    if len(tail) < SURE:
        alone = rest in SMALL_WORDS or (len(rest) > 2 and is_common_word(rest))
        return is_common_word(tail + rest) and not (alone and is_common_word(tail))
    if rest.startswith("-") or is_word(tail + rest):
        return True
    return not is_word(tail) and len(rest) <= 3 and rest not in SMALL_WORDS
