"""The numbers that Word makes itself: from numbering.xml to «2.1.» as it is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from parsers.docx.number_formats import bullet, numeral
from parsers.docx.package import Element, qn
from parsers.docx.styles import Styles, integer, toggle, value

LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is counted and printed."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """A w:num: the abstract list whose counters it shares, its levels, and where it starts them anew."""

    abstract: str
    levels: tuple[Level, ...]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The running counters of a document; ask for each paragraph once, in reading order."""

    def __init__(self, lists: dict[str, ListDefinition]):
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, num_id: str, level: int) -> str:
        """The number that a paragraph of this list and level begins with, "" where it has none; counts it.

        The result ends with a space where text follows at a distance.
        """
        definition = self._lists.get(num_id)
        if definition is None or not 0 <= level < LEVELS:
            return ""
        self._count(num_id, definition, level)
        shown = definition.levels[level]
        counts = self._counts[definition.abstract]
        text = _PLACEHOLDER.sub(
            lambda match: self._part(definition, counts, int(match.group(1)) - 1, shown), shown.text
        )
        if shown.format == "none" and not _PLACEHOLDER.search(shown.text):
            return text
        if shown.format == "bullet":
            text = bullet(text)
        return text if not text or shown.suffix == "nothing" else f"{text} "

    def level_of_style(self, num_id: str, style_id: str | None) -> int | None:
        """The level that a list links to a paragraph style."""
        definition = self._lists.get(num_id)
        if definition is None or style_id is None:
            return None
        return next((index for index, level in enumerate(definition.levels) if level.style == style_id), None)

    def _count(self, num_id: str, definition: ListDefinition, level: int) -> None:
        counts = self._counts.setdefault(definition.abstract, [None] * LEVELS)
        current = counts[level]
        if level in definition.starts and (num_id, level) not in self._started:
            counts[level] = definition.starts[level]
        elif current is None:
            counts[level] = definition.levels[level].start
        else:
            counts[level] = current + 1
        self._started.add((num_id, level))
        for deeper in range(level + 1, LEVELS):
            restart = definition.levels[deeper].restart
            if restart is None or level < restart:
                counts[deeper] = None

    @staticmethod
    def _part(definition: ListDefinition, counts: list[int | None], level: int, shown: Level) -> str:
        count = counts[level]
        own = definition.levels[level]
        style = "decimal" if shown.legal else own.format
        return numeral(own.start if count is None else count, style)


def read_numbering(root: Element | None, styles: Styles) -> Numbering:
    """The lists of word/numbering.xml."""
    if root is None:
        return Numbering({})
    abstracts = {str(item.get(qn("w:abstractNumId"))): item for item in root.iter(qn("w:abstractNum"))}
    nums = {str(item.get(qn("w:numId"))): item for item in root.iter(qn("w:num"))}
    lists = {}
    for num_id, num in nums.items():
        abstract_id = _resolved(value(num, "w:abstractNumId") or "", abstracts, nums, styles)
        if abstract_id in abstracts:
            lists[num_id] = _definition(num, abstract_id, abstracts[abstract_id])
    return Numbering(lists)


def _resolved(abstract_id: str, abstracts: dict[str, Element], nums: dict[str, Element], styles: Styles) -> str:
    """Follows w:numStyleLink: an abstract list that only names a numbering style."""
    for _ in range(5):
        link = value(abstracts.get(abstract_id), "w:numStyleLink")
        if link is None:
            break
        num_id = styles.by_id[link].num_id if link in styles.by_id else None
        if num_id not in nums:
            break
        abstract_id = value(nums[num_id], "w:abstractNumId") or ""
    return abstract_id


def _definition(num: Element, abstract_id: str, abstract: Element) -> ListDefinition:
    levels = [Level()] * LEVELS
    for item in abstract.findall(qn("w:lvl")):
        index = integer(item.get(qn("w:ilvl")))
        if index is not None and 0 <= index < LEVELS:
            levels[index] = _level(item)
    starts = {}
    for override in num.findall(qn("w:lvlOverride")):
        index = integer(override.get(qn("w:ilvl")))
        if index is None or not 0 <= index < LEVELS:
            continue
        own = override.find(qn("w:lvl"))
        if own is not None:
            levels[index] = _level(own)
        start = integer(value(override, "w:startOverride"))
        if start is not None:
            starts[index] = start
            levels[index] = replace(levels[index], start=start)
    return ListDefinition(abstract_id, tuple(levels), starts)


def _level(item: Element) -> Level:
    return Level(
        start=integer(value(item, "w:start")) or 0,
        format=value(item, "w:numFmt") or "decimal",
        text=value(item, "w:lvlText") or "",
        suffix=value(item, "w:suff") or "tab",
        restart=integer(value(item, "w:lvlRestart")),
        legal=bool(toggle(item, "w:isLgl")),
        style=value(item, "w:pStyle"),
    )
