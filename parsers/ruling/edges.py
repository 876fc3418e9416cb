"""Ruling lines made tidy: snapped to common positions, touching and dashed pieces joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsers.words import Edge

SHORTEST = 6.0  # points: a shorter rule is an underscore or a dash


def tidy(edges: Iterable[Edge], snap: float = 3.0) -> list[Edge]:
    """Edges at nearly one position drawn to it, touching and dashed pieces joined, short ones dropped.

    >>> tidy([Edge(True, 10, 0, 50), Edge(True, 10.8, 51, 90), Edge(True, 40, 0, 2)])
    [Edge(horizontal=True, at=10.4, start=0, end=90)]
    """
    joined: list[Edge] = []
    for horizontal in (True, False):
        alike = [e for e in edges_of(edges, horizontal) if e.length > 0]
        places = snapped([e.at for e in alike], snap)
        by_place: dict[float, list[Edge]] = defaultdict(list)
        for edge, at in zip(alike, places, strict=True):
            by_place[at].append(edge)
        for at, group in sorted(by_place.items()):
            joined.extend(e for e in join(group, at, horizontal, snap) if e.length >= SHORTEST)
    return joined


def edges_of(edges: Iterable[Edge], horizontal: bool) -> list[Edge]:
    """The edges of one direction."""
    return [e for e in edges if e.horizontal is horizontal]


def snapped(values: Sequence[float], within: float) -> list[float]:
    """Each value as the mean of its cluster; a cluster is never wider than twice `within`."""
    order = sorted(range(len(values)), key=values.__getitem__)
    result = list(values)
    cluster: list[int] = []
    for index in [*order, None]:
        if cluster and (
            index is None
            or values[index] - values[cluster[-1]] > within
            or values[index] - values[cluster[0]] > 2 * within
        ):
            mean = sum(values[i] for i in cluster) / len(cluster)
            for i in cluster:
                result[i] = mean
            cluster = []
        if index is not None:
            cluster.append(index)
    return result


def join(group: Iterable[Edge], at: float, horizontal: bool, snap: float) -> list[Edge]:
    """Pieces along one line, joined where they touch; dashes of one length are joined over their gaps."""
    pieces = sorted(group, key=lambda e: e.start)
    lengths = sorted(e.length for e in pieces)
    dashed = len(pieces) > 8 and lengths[len(lengths) // 2] < 12
    reach = max(snap, 2.5 * lengths[len(lengths) // 2]) if dashed else snap
    joined = [Edge(horizontal, at, pieces[0].start, pieces[0].end)]
    for piece in pieces[1:]:
        last = joined[-1]
        if piece.start <= last.end + reach:
            joined[-1] = replace(last, end=max(last.end, piece.end))
        else:
            joined.append(Edge(horizontal, at, piece.start, piece.end))
    return joined
