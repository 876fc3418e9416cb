"""Nodes that say one thing become one: two frequencies, a weekday beside its date, a day of a month already named."""

from __future__ import annotations

from dataclasses import replace

from normalizers.terms.frequencies import AFTER_QUARTER, FINENESS, Frequency
from normalizers.terms.numeric import is_day
from normalizers.terms.scanning import Node
from normalizers.terms.stretch import Stretch

PARTING = frozenset(("SEMI", "NEXT"))


def merge(nodes: list[Node]) -> list[Node]:
    """All three in their order."""
    return merge_frequencies(days_of_named_months(without_weekdays(nodes)))


def without_weekdays(nodes: list[Node]) -> list[Node]:
    """«15 октября (пятница)»: the weekday beside a date adds nothing to it."""
    kept: list[Node] = []
    for index, node in enumerate(nodes):
        following = nodes[index + 1] if index + 1 < len(nodes) else None
        if node.rule == "bare weekdays" and node.frequency is not None and node.frequency.times == 1:
            if kept and is_day_stretch(kept[-1].stretch) and not node.before & PARTING:
                kept[-1].spans.append((node.start, node.end))
                continue
            if following is not None and is_day_stretch(following.stretch) and not following.before & PARTING:
                following.spans.append((node.start, node.end))
                continue
        kept.append(node)
    return kept


def is_day_stretch(stretch: Stretch | None) -> bool:
    """Whether the stretch is one day or a deadline on a day."""
    return stretch is not None and stretch.scope == "day" and (stretch.m1, stretch.d1) == (stretch.m2, stretch.d2)


def days_of_named_months(nodes: list[Node]) -> list[Node]:
    """«сентябрь, до 15 числа»: the day is one of the month before it."""
    kept: list[Node] = []
    for node in nodes:
        last, frequency = kept[-1] if kept else None, node.frequency
        if (
            last is not None
            and last.stretch is not None
            and frequency is not None
            and frequency.day > 0
            and frequency.weak
        ):
            month = last.stretch
            plain = month.scope == "month" and month.single_month and month.shape == "span" and not month.fuzzy
            if plain and not node.before & (PARTING | {"AND"}) and is_day(month.y1, month.m1, frequency.day):
                shape = "deadline" if frequency.deadline else "span"
                last.stretch = replace(month, d1=frequency.day, d2=frequency.day, scope="day", shape=shape)
                last.spans.append((node.start, node.end))
                continue
        kept.append(node)
    return kept


def merge_frequencies(nodes: list[Node]) -> list[Node]:
    """Two frequencies that say one thing («ежемесячно, до 25 числа»; «ежегодно 2 раза в год») become one."""
    merged: list[Node] = []
    for node in nodes:
        last = merged[-1] if merged else None
        if last is not None and last.frequency and node.frequency and not node.before & PARTING:
            one = _merged(last.frequency, node.frequency, not node.before - {"OPEN"})
            if one is not None:
                last.frequency, last.rule = (
                    one,
                    last.rule if last.frequency.freq == one.freq and not last.frequency.bare else node.rule,
                )
                last.spans.append((node.start, node.end))
                continue
        merged.append(node)
    return merged


def _merged(a: Frequency, b: Frequency, tight: bool) -> Frequency | None:
    if (a.fuzzy and a.bare) or (b.fuzzy and b.bare):  # «2 раза» beside an adverb
        counted, other = (a, b) if a.fuzzy and a.bare else (b, a)
        return replace(other, times=counted.times)
    for first, second in ((a, b), (b, a)):
        if first.weak and (second.bare or second.weak or not second.by):
            months = first.months or second.months
            if FINENESS[second.freq] > FINENESS[first.freq]:
                return None
            if first.following and second.freq in ("quarterly", "half-yearly"):
                months = AFTER_QUARTER if second.freq == "quarterly" else (1, 7)
            return replace(first, freq=second.freq, months=months, weak=False)
    if a.freq == b.freq and (a.bare or b.bare or a.by or b.by or a.months or b.months):
        return replace(
            a, times=max(a.times, b.times), by=a.by or b.by, months=a.months or b.months, bare=a.bare and b.bare
        )
    for first, second in ((a, b), (b, a)):
        if first.bare and first.freq == "yearly" and (tight or not second.bare):
            return second
        if first.bare and not second.bare and second.by and tight:
            return replace(second, freq=first.freq)
        if first.bare and tight and FINENESS[second.freq] > FINENESS[first.freq]:
            return second
    return None
