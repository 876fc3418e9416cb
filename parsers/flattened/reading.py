"""One text read: several passes of the search, each taught by the one before, and the rows that the last one found."""

from __future__ import annotations

from dataclasses import replace

from parsers.flattened.found import Found, found
from parsers.flattened.habits import Habits, beginnings, unlearned
from parsers.flattened.lattice import Search
from parsers.flattened.learning import learn
from parsers.flattened.state import Task

PASSES = 3
SAMPLE = 500  # lines that are enough to learn a document's habits
LEARNING_BEAM = 10


def read(task: Task) -> Found:
    """The best reading of the lines, after learning the document's habits from the readings before.

    What a reading teaches confirms it, so that a first one that takes results for the ends of actions finds no results
    later: each way to begin learns for itself, and the one whose reading has come to score best goes on.
    """
    sample = replace(task, lines=task.lines[:SAMPLE])
    learned = [_learned(sample, habits) for habits in beginnings(task)]
    habits = max(learned, key=lambda way: way[0])[1]
    search = Search(task, habits)
    return found(search, search.run())


def _learned(sample: Task, habits: Habits) -> tuple[float, Habits]:
    """The score of a way to begin after a first lesson, and what it has learned after the last."""
    score = float("-inf")
    for _ in range(PASSES - 1):
        search = Search(sample, habits, LEARNING_BEAM)
        reading = found(search, search.run())
        score, habits = reading.score, learn(search, reading, habits)
    return score, habits


def trial(task: Task) -> Found:
    """A first reading with nothing learned, to see whether these columns are those of the text."""
    search = Search(task, unlearned(task), LEARNING_BEAM)
    return found(search, search.run())
