"""Years and «до» printed once for several stretches: who gets them."""

from __future__ import annotations

import itertools
from dataclasses import replace

from normalizers.terms.scanning import Node
from normalizers.terms.stretch import Stretch, YearWord, span_months, with_year

PARTING = frozenset(("SEMI", "NEXT"))


def share(nodes: list[Node]) -> list[Node]:
    """The nodes with deadlines and years handed on; a bare year that found its months is no node any more."""
    nodes = _absorb_glosses(nodes)
    _share_deadlines(nodes)
    _share_school(nodes)
    nodes = _share_years(nodes)
    _share_backwards(nodes)
    return nodes


def year_word(stretch: Stretch) -> YearWord | None:
    """The year of a stretch as a word that can be handed on."""
    if stretch.year is not None:
        return stretch.year if stretch.year.kind not in ("current",) else None
    if stretch.y1 is not None and stretch.y2 is not None and stretch.y1 != stretch.y2:
        return (
            YearWord("range", stretch.y1, stretch.y2) if stretch.whole_year else YearWord("one", stretch.y1, stretch.y1)
        )
    known = stretch.y2 or stretch.y1
    return YearWord("one", known, known) if known else None


def is_bare_year(node: Node) -> bool:
    """«2021 год», «2021/2022 уч. г.»: may be the year of the months around it."""
    stretch = node.stretch
    return (
        stretch is not None
        and stretch.shape == "span"
        and stretch.whole_year
        and (node.rule in ("years", "school year") or node.rule.startswith("range: years"))
        and year_word(stretch) is not None
    )


def _share_deadlines(nodes: list[Node]) -> None:
    for last, node in itertools.pairwise(nodes):
        a, b = last.stretch, node.stretch
        if a is None or b is None or a.shape != "deadline" or b.shape != "span" or a.scope != "day":
            continue
        if (
            b.scope == "day"
            and (b.m1, b.d1) == (b.m2, b.d2)
            and not node.before & PARTING
            and not node.rule.startswith("range")
        ):
            node.stretch = replace(b, shape="deadline")


def _absorb_glosses(nodes: list[Node]) -> list[Node]:
    """«конец учебного года (май)», «осенние каникулы (1-7 ноября)»: the brackets say the same more exactly."""
    kept: list[Node] = []
    for index, node in enumerate(nodes):
        last = kept[-1] if kept else None
        alone = index + 1 == len(nodes) or nodes[index + 1].depth < node.depth
        if (
            last is not None
            and last.stretch
            and node.stretch
            and alone
            and node.depth == last.depth + 1
            and not last.linked
        ):
            vague = last.stretch.shape == "span" and not last.stretch.whole_year and not is_bare_year(node)
            if vague and set(span_months(node.stretch)) <= set(span_months(last.stretch)):
                year = year_word(last.stretch)
                last.stretch = node.stretch if node.stretch.has_year else with_year(node.stretch, year)
                last.spans.append((node.start, node.end))
                continue
            loose = node.stretch.fuzzy and node.stretch.scope in ("holiday", "season", "chet", "edge", "month")
            if loose and set(span_months(last.stretch)) <= set(span_months(node.stretch)):
                last.spans.append((node.start, node.end))
                continue
        kept.append(node)
    return kept


def _share_school(nodes: list[Node]) -> None:
    """«2021-2022, 2022-2023 учебный год»: what is said of the last pair holds for those before it."""
    for index in range(len(nodes) - 2, -1, -1):
        a, b = nodes[index].stretch, nodes[index + 1].stretch
        if a is None or b is None or nodes[index + 1].before & PARTING or b.scope != "schoolyear":
            continue
        if (
            is_bare_year(nodes[index])
            and is_bare_year(nodes[index + 1])
            and a.year is not None
            and a.year.kind == "pair"
        ):
            nodes[index].stretch = Stretch(9, 1, 5, 0, "schoolyear", year=YearWord("school", a.year.first, a.year.last))


def _share_years(nodes: list[Node]) -> list[Node]:
    kept: list[Node] = []
    used: set[int] = set()
    for index, node in enumerate(nodes):
        opens = index + 1 < len(nodes) and bool(nodes[index + 1].before & {"COLON", "OPEN"})
        if not (is_bare_year(node) or (opens and node.rule in ("through years", "through school year"))):
            continue
        assert node.stretch is not None
        word = year_word(node.stretch)
        targets = _after(nodes, index)
        back = [] if targets else _before(nodes, index, used)
        for target in targets or back:
            assert target.stretch is not None
            target.stretch = _in_year(target, word, fuzzy=target.stretch.scope == "year" and "AND" in target.before)
        if targets:
            targets[0].spans.append((node.start, node.end))
        elif back:
            back[0].spans.append((node.start, node.end))
        elif index and _gather(nodes[index - 1], node, word):
            nodes[index - 1].spans.append((node.start, node.end))
            nodes[index], used = nodes[index - 1], used | {index}
            continue
        else:
            continue
        used.add(index)
    kept = [node for index, node in enumerate(nodes) if index not in used]
    return kept


def _in_year(node: Node, word: YearWord | None, fuzzy: bool = False) -> Stretch:
    stretch = node.stretch
    assert stretch is not None
    given = with_year(stretch, word)
    return replace(given, fuzzy=True) if fuzzy else given


def _yearless(node: Node) -> bool:
    return node.stretch is not None and not node.stretch.has_year


def _after(nodes: list[Node], index: int) -> list[Node]:
    targets: list[Node] = []
    for node in nodes[index + 1 :]:
        if node.kind != "stretch":
            continue
        if not _yearless(node) or ("SEMI" in node.before and targets):
            break
        targets.append(node)
    following = nodes[index + 1 + len(targets) :] if len(targets) else []
    if following and targets and following[0].stretch is not None and not is_bare_year(following[0]):
        own = following[0].stretch
        if (
            own.has_year
            and not own.whole_year
            and index
            and "COMMA" in nodes[index].before
            and _yearless(nodes[index - 1])
        ):
            return []
    return targets


def _before(nodes: list[Node], index: int, used: set[int]) -> list[Node]:
    targets: list[Node] = []
    parting = nodes[index].before & PARTING
    for position in range(index - 1, -1, -1):
        node = nodes[position]
        if node.kind == "freq" and not parting and not targets:
            continue
        if parting or position in used or node.stretch is None or not _yearless(node):
            break
        targets.append(node)
        parting = node.before & PARTING
    return targets


def _gather(last: Node, node: Node, word: YearWord | None) -> bool:
    """«май 2013, 2014»: one stretch of several years."""
    stretch = last.stretch
    if stretch is None or stretch.whole_year or stretch.shape != "span" or not stretch.has_year or word is None:
        return False
    if (
        word.kind != "one"
        or node.before & PARTING
        or (not node.before & {"COMMA", "AND", "SLASH", "DASH"} and not node.tight)
    ):
        return False
    last.stretch = replace(stretch, y1=None, y2=None, year=YearWord("several"), fuzzy=True)
    return True


def _share_backwards(nodes: list[Node]) -> None:
    """«март, июнь 2023 г.»: the year at the end of a list holds for what stands before it."""
    for index in range(len(nodes) - 2, -1, -1):
        node, following = nodes[index], nodes[index + 1]
        a, b = node.stretch, following.stretch
        if a is None or b is None or not _yearless(node) or following.before & PARTING:
            continue
        if (
            a.whole_year
            or b.whole_year
            or a.scope == "holiday"
            or a.shape == "open"
            or b.shape == "open"
            or not b.has_year
        ):
            continue
        if node.depth != following.depth or (b.year is not None and b.year.kind == "several"):
            continue
        word = year_word(b)
        if word is not None and word.kind == "one" and b.y1 is not None:
            word = YearWord("one", b.y1, b.y1)
        node.stretch = with_year(a, word)
