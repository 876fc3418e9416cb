"""What a document's own columns are like: nothing is known at first, each reading teaches the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

from parsers.flattened.fitness import SKIP
from parsers.flattened.kinds import kind_of
from parsers.flattened.lexicon import Lexicon, Usage, Words
from parsers.flattened.lines import SPACE, Gap, width
from parsers.flattened.memory import Memory
from parsers.flattened.state import Task
from parsers.roadmap.columns_vocabulary import Role

PRIOR_GAPS = {
    "inside": {Gap.LESS: -0.5, Gap.MORE: -1.5, Gap.SPACED: -1.0, Gap.PAGE: -1.0},
    "cell": {Gap.LESS: -0.5, Gap.MORE: 0.5, Gap.SPACED: 0.5, Gap.PAGE: -1.5},
    "row": {Gap.LESS: 0.5, Gap.MORE: 0.8, Gap.SPACED: 0.5, Gap.PAGE: 0.0},
}
INNER_CUT = -2.5
INNER_CUT_OF_TASKS = -5.0  # in a role matrix, whose sentences begin in the midst of lines as its cells do
LONE, MOST_LONE = 1.0, -4.0
LEAST_LONE = 8  # cells of one line that teach something
SKIPPED_TASK = -1.8
MERGED = -0.5  # of a column whose cells are merged over rows
SMALL = 0.8  # for a cell that begins with a small letter, where a document's cells are taken to
MAY_BE_SMALL = frozenset({Role.EXECUTOR, Role.RESULT, Role.EXTRA})
STYLES = ("named", "roman", "number", "bare", "year", "month")
BREAKABLE = re.compile(r"^(.+?-)(?=\w)")


@dataclass(frozen=True, slots=True)
class Habits:
    """Learned of each column: its width, how often it is empty, how its cells begin, its words; and the gaps."""

    widths: tuple[float | None, ...]
    skips: tuple[float, ...]
    small: tuple[float | None, ...]
    words: Words
    memory: Memory = field(default_factory=Memory)
    gaps: Mapping[str, Mapping[Gap, float]] = field(default_factory=lambda: PRIOR_GAPS)
    sections: Mapping[str, float] = field(default_factory=dict)  # by the style of their headings
    inner_cut: float = INNER_CUT  # a cell of several lines ends in the midst of a line
    lone: tuple[float, float] = (0.0, 0.0)  # a cell of one line ends with it, or another cell follows on the line
    joins: float | None = None  # the most room left behind a cell that another cell follows on the same line


def unlearned(task: Task) -> Habits:
    """What is known of a document before it is read."""
    size = len(task.roles)
    skips = tuple(usual_skip(task, col) for col in range(size))
    if not task.matrix:
        return Habits((None,) * size, skips, (None,) * size, Usage(({},) * size))
    words = Lexicon.of_headings(task.headings)
    return Habits((None,) * size, skips, (None,) * size, words, inner_cut=INNER_CUT_OF_TASKS)


def beginnings(task: Task) -> list[Habits]:
    """What a document may be taken for before it is read: one whose cells begin anyhow, or one whose cells behind the
    action begin with small letters («справка», «банк данных»)."""
    usual = unlearned(task)
    if task.matrix:
        return [usual]
    return [usual, replace(usual, small=tuple(SMALL if role in MAY_BE_SMALL else None for role in task.roles))]


def usual_skip(task: Task, col: int) -> float:
    """What an empty cell of a column costs before anything is learned."""
    if task.matrix:
        return SKIPPED_TASK
    kind = kind_of(task.headings[col]) if task.headings and task.roles[col] is Role.EXTRA else None
    if kind is not None and kind.empty is not None:
        return kind.empty
    return MERGED if task.first <= col < task.body else SKIP.get(task.roles[col], -1.0)


def first_part(word: str) -> float:
    """Width of the part of a word that could have stood at the end of the line before."""
    match = BREAKABLE.match(word)
    return width(match.group(1) if match else word)


def column_width(pairs: Sequence[tuple[float, float | None]]) -> float | None:
    """The width that explains most lines: each was as wide as this at most, and the next word did not fit.

    `pairs`: a line's width, and its width with the next line's first word (None where the cell ended).
    """
    if len(pairs) < 3:
        return max((low for low, _ in pairs), default=None)
    marks = sorted({low for low, _ in pairs})
    best, chosen = -1.0, marks[-1]
    for mark in marks:
        score = sum(
            (1.0 if low <= mark else -1.0 - 3 * (low / mark - 1))
            + (0.0 if high is None else 0.6 if high > mark else -0.6)
            for low, high in pairs
        )
        if score >= best:
            best, chosen = score, mark
    return chosen


def section_habit(styles: Sequence[str]) -> dict[str, float]:
    """Headings of one document are alike."""
    counts = Counter(styles)
    usual = [style for style, n in counts.items() if n >= 2]
    if not usual:
        return {}
    return {style: 1.5 if style in usual else -1.0 for style in STYLES}


def inner_cut(cut: int, cells: int) -> float:
    """What it costs to end a cell of several lines in the midst of a line, where `cut` of `cells` did.

    >>> inner_cut(0, 50) < inner_cut(0, 0) < inner_cut(10, 50)
    True
    """
    return max(-6.0, 1.3 * log((cut + 1) / (cells + 7)))


def lone_ends(apart: int, joined: int) -> tuple[float, float]:
    """What it costs that another cell follows a cell of one line on the next line, and that it follows on the same
    line, where the document's cells did so. An extractor that goes by baselines prints cells that are set to the top of
    their row on one line until one has two lines; cells that are set to the middle nearly always stand apart.

    >>> lone_ends(1, 80)[0] < lone_ends(30, 50)[0] < lone_ends(60, 6)[0]
    True
    """
    if apart + joined < LEAST_LONE:
        return (0.0, 0.0)
    size = apart + joined + 1
    return (max(MOST_LONE, LONE * log((apart + 0.5) / size)), max(MOST_LONE, LONE * log((joined + 0.5) / size)))


def join_room(rooms: Sequence[float]) -> float | None:
    """The most room behind a joined cell; None where the document joins cells at any distance."""
    if len(rooms) < 4:
        return None
    ordered = sorted(rooms)
    usual = ordered[int(0.75 * (len(ordered) - 1))]
    return max(4.0, usual) + 2.0 if usual < 8.0 else None


def gap_scores(seen: Mapping[str, Counter[Gap]]) -> dict[str, dict[Gap, float]]:
    """How much each kind of gap speaks for each kind of step, learned from a reading."""
    whole: Counter[Gap] = sum(seen.values(), Counter())
    total = sum(whole.values())
    result: dict[str, dict[Gap, float]] = {}
    for step, prior in PRIOR_GAPS.items():
        counts = seen.get(step, Counter())
        size = sum(counts.values())
        result[step] = {}
        for gap in Gap:
            n = whole[gap]
            if not n:
                result[step][gap] = prior.get(gap, 0.0)
                continue
            learned = log((counts[gap] + 2 * n / total) / (size + 2) / (n / total))
            trust = n / (n + 4)
            result[step][gap] = trust * max(-3.0, min(3.0, learned)) + (1 - trust) * prior.get(gap, 0.0)
    return result


def fits(room: float | None, line: float, word: float) -> float:
    """Does the line end where the column ends? Negative where the next word would have had room; for a cell's last
    line it is chance that it has none: the rarer, the shorter the word."""
    if room is None:
        return 0.0
    slack = (room - line - SPACE - word) / room
    if slack > 0.05:
        return -1.0 - 10.0 * min(slack, 0.35)
    return min(1.6, -0.8 * log(min(1.0, (word + SPACE) / room)))


def overflow(room: float | None, line: float) -> float:
    """A line wider than its column."""
    if room is None or line <= room * 1.04:
        return 0.0
    return -3.0 - 25.0 * min(line / room - 1.04, 0.45)
