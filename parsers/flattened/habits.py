"""What a document's own columns are like: nothing is known at first, each reading teaches the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log

from parsers.flattened.baselines import Baselines
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
SKIPPED_TASK = -1.8
SKIPPED_MONTHS = -5.0  # a calendar's row has an action and whatever stands beside its months
MERGED = -0.5  # of a column whose cells are merged over rows
SMALL = 0.8  # for a cell that begins with a small letter, where a document's cells are taken to
MAY_BE_SMALL = frozenset({Role.EXECUTOR, Role.RESULT, Role.EXTRA})
STYLES = ("named", "roman", "number", "bare", "year", "month")

TIGHT = 0.3  # how much a narrower width is to be preferred
FAR = 2.0  # the most that one cell says against a width
FULL = 1.0  # that a line ends where the next word did not fit
LEAST_CELLS = 3  # that tell a width
USUAL_HEADING = 1.5  # for a heading marked as others of the document
HEADED = 4.0  # for a bare heading, where a table without numbers is taken to have some
BREAKS, LEAST_TOLD = 2.0, 0.25  # lines that half tell a width; what is told where none broke
BREAKABLE = re.compile(r"^(.+?-)(?=\w)")


@dataclass(frozen=True, slots=True)
class Habits:
    """Learned of each column: its width, how often it is empty, how its cells begin, its words; and the gaps."""

    widths: tuple[float | None, ...]
    told: tuple[float, ...]  # of each column, how surely the lines that broke tell its width, 0..1
    skips: tuple[float, ...]
    small: tuple[float | None, ...]
    oblique: tuple[float, ...]  # for a cell that begins with a noun in another case («директору»), by how many do
    words: Words
    memory: Memory = field(default_factory=Memory)
    gaps: Mapping[str, Mapping[Gap, float]] = field(default_factory=lambda: PRIOR_GAPS)
    sections: Mapping[str, float] = field(default_factory=dict)  # by the style of their headings
    baselines: Baselines = field(default_factory=Baselines)


def unlearned(task: Task) -> Habits:
    """What is known of a document before it is read."""
    size = len(task.roles)
    words = Lexicon.of_headings(task.headings) if task.matrix else Usage(({},) * size)
    return Habits(
        widths=(None,) * size,
        told=(1.0,) * size,
        skips=tuple(usual_skip(task, col) for col in range(size)),
        small=(None,) * size,
        oblique=(0.0,) * size,
        words=words,
        sections={"bare": HEADED} if task.led else {},
        baselines=Baselines(tasks=task.matrix),
    )


def beginnings(task: Task) -> list[Habits]:
    """What a document may be taken for before it is read: one whose cells begin anyhow, or one whose cells behind the
    action begin with small letters («справка», «банк данных»)."""
    usual = unlearned(task)
    if task.matrix:
        return [usual]
    small = replace(usual, small=tuple(SMALL if role in MAY_BE_SMALL else None for role in task.roles))
    if task.numbered:
        return [usual, small]
    return [usual, small, replace(small, sections={"bare": HEADED})]


def usual_skip(task: Task, col: int) -> float:
    """What an empty cell of a column costs before anything is learned."""
    if task.matrix:
        return SKIPPED_TASK
    first, end = task.months
    if end:
        return 0.0 if first < col < end else SKIPPED_MONTHS
    kind = kind_of(task.headings[col]) if task.headings and task.roles[col] is Role.EXTRA else None
    if kind is not None and kind.empty is not None:
        return kind.empty
    return MERGED if task.first <= col < task.body else SKIP.get(task.roles[col], -1.0)


def first_part(word: str) -> float:
    """Width of the part of a word that could have stood at the end of the line before."""
    match = BREAKABLE.match(word)
    return width(match.group(1) if match else word)


def column_width(cells: Sequence[Sequence[tuple[float, float | None]]]) -> float | None:
    """The width that explains most cells: their lines were as wide as this at most, and where a line ended the next
    word did not fit. A cell that a reading took for another column's is wider than all the others and tells nothing.

    `cells`: of each line its width, and its width with the next line's first word (None where the cell ended).

    >>> column_width([*[[(12, 19), (6, None)], [(14, 22), (3, None)], [(9, None)]] * 3, [(50, 58), (30, None)]])
    14
    """
    marks = sorted({low for cell in cells for low, _ in cell})
    if len(cells) < LEAST_CELLS:
        return max(marks, default=None)
    return max(marks, key=lambda mark: sum(_explained(cell, mark) for cell in cells) - TIGHT * len(cells) * log(mark))


def broken_lines(cells: Sequence[Sequence[tuple[float, float | None]]], mark: float) -> float:
    """How surely the lines that broke where the next word did not fit tell that a column is so wide, 0..1.

    >>> broken_lines([[(12, 19), (6, None)]] * 8, 14) > 0.7 > 0.3 > broken_lines([[(6, None)]] * 8, 6)
    True
    """
    broken = sum(low <= mark < high for cell in cells for low, high in cell if high is not None)
    return (broken + LEAST_TOLD * BREAKS) / (broken + BREAKS)


def _explained(cell: Sequence[tuple[float, float | None]], mark: float) -> float:
    """How well a column of this width explains a cell's lines."""
    widest = max(low for low, _ in cell)
    within = 1.0 if widest <= mark else max(-FAR, -1.0 - 3 * (widest / mark - 1))
    return within + sum(FULL if low <= mark < high else -FULL for low, high in cell if high is not None)


def section_habit(styles: Sequence[str]) -> dict[str, float]:
    """Headings of one document are alike."""
    counts = Counter(styles)
    usual = [style for style, n in counts.items() if n >= 2]
    if not usual:
        return {}
    return {style: USUAL_HEADING if style in usual else -1.0 for style in STYLES}


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


def overflow(room: float | None, told: float, line: float) -> float:
    """A line wider than its column, by how surely its width is told."""
    if room is None or line <= room * 1.04:
        return 0.0
    return told * (-3.0 - 25.0 * min(line / room - 1.04, 0.45))
