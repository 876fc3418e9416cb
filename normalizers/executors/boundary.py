"""A place inside a run without delimiters, of which it is asked whether a new mention begins: «методисты ИМЦ | школы».

Ordered named rules answer: those of `boundary_nouns` for any place and for nouns, those of `boundary_shorts` for
abbreviations. Each may decline; the first that does not, decides. A noun may begin a mention or depend on the one
before it, and case alone tells little («школы», «учителя»), so sorts of heads, capitals and printed lines have a say.
In the examples «|» marks the place that is asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from normalizers.executors.grammar import Opening
from normalizers.executors.tokens import Token

METHODICAL = ("authority", "methodological-service")


@dataclass(frozen=True, slots=True)
class Place:
    """A place `at` of a run: the mention that is `current` began at `start`, `here` is how the tokens go on, `newline`
    whether the place begins a printed line."""

    tokens: tuple[Token, ...]
    start: int
    at: int
    current: Opening
    here: Opening
    newline: bool

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    @property
    def previous(self) -> Token:
        return self.tokens[self.at - 1]

    @property
    def mention(self) -> tuple[Token, ...]:
        """The tokens of the current mention so far."""
        return self.tokens[self.start : self.at]

    @property
    def behind_head(self) -> bool:
        """The head of the current mention is the word before."""
        return self.at == self.current.end


Rule = Callable[[Place], bool | None]
