"""Abbreviations: those that a document explains itself, and the common ones of the field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Definition:
    """What the document says an abbreviation means: `long` in the nominative; `text` where it says so."""

    short: str
    long: str
    text: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The abbreviations that one document explains, and who appoints its curators where it tells."""

    definitions: Mapping[str, Definition] = field(default_factory=dict)
    curator_level: str | None = None

    def get(self, short: str) -> Definition | None:
        """What the document says about this abbreviation."""
        return self.definitions.get(short)


def build_glossary(texts: Iterable[str]) -> Glossary:
    """The abbreviations that a document's texts (cells, paragraphs, headings) explain anywhere."""
    return Glossary()
