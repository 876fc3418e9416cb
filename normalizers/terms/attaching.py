"""Nodes → drafts of components: frequencies, «постоянно» and conditions find the stretches that they are about."""

from __future__ import annotations

from dataclasses import dataclass

from normalizers.terms.frequencies import FINENESS, Frequency
from normalizers.terms.merging import PARTING, merge
from normalizers.terms.scanning import Node
from normalizers.terms.stretch import Stretch


@dataclass(slots=True)
class Draft:
    """One component before its dates: what it is made of. `onward`: «далее ежегодно»."""

    nodes: list[Node]
    stretches: list[Stretch]
    frequency: Frequency | None = None
    always: bool = False
    onward: bool = False
    onward_year: int | None = None


class Attacher:
    """The nodes of one cell on their way to drafts; each node ends up in exactly one draft."""

    def __init__(self, nodes: list[Node]):
        self.nodes = nodes
        self.drafts: dict[int, Draft] = {}
        self.order: list[int] = []
        self.conditions: list[tuple[int, Node]] = []

    def run(self) -> list[Draft]:
        self.nodes = merge(self.nodes)
        for index, node in enumerate(self.nodes):
            if node.kind == "stretch" and node.stretch is not None:
                self.drafts[index] = Draft([node], [node.stretch])
                if node.stretch.year is not None and node.stretch.year.kind == "every":
                    self.drafts[index].frequency = Frequency("yearly", bare=True)
        for index, node in enumerate(self.nodes):
            if node.kind == "freq":
                self._frequency(index, node)
        for index, node in enumerate(self.nodes):
            if node.kind == "always":
                self._always(index, node)
        self._conditions()
        found: list[Draft] = []
        for index in sorted(self.drafts):
            if not any(self.drafts[index] is draft for draft in found):
                found.append(self.drafts[index])
        return found

    def _free(self, index: int) -> bool:
        draft = self.drafts.get(index)
        return draft is not None and draft.frequency is None and self.nodes[index].kind == "stretch"

    def _run_after(self, index: int) -> list[int]:
        """The free stretches that follow, up to another frequency, a semicolon or the end of the brackets."""
        found: list[int] = []
        for position in range(index + 1, len(self.nodes)):
            node = self.nodes[position]
            if node.kind == "cond":
                continue
            if not self._free(position) or node.before & PARTING or node.depth < self.nodes[index].depth:
                break
            if found and node.depth < self.nodes[found[-1]].depth:
                break
            found.append(position)
        return found

    def _run_before(self, index: int) -> list[int]:
        found: list[int] = []
        parting = self.nodes[index].before & {"SEMI"}
        for position in range(index - 1, -1, -1):
            node = self.nodes[position]
            if node.kind == "cond" and not parting:
                continue
            if parting or not self._free(position):
                break
            found.insert(0, position)
            parting = node.before & PARTING
        return found

    def _frequency(self, index: int, node: Node) -> None:
        frequency = node.frequency
        assert frequency is not None
        after, before = self._run_after(index), self._run_before(index)
        if frequency.freq == "yearly" and frequency.bare and not frequency.fuzzy:
            self._yearly(index, node, after, before)
            return
        if "NEXT" in node.before:
            self.drafts[index] = Draft([node], [], frequency)
            return
        chosen = self._choose(index, frequency, after, before)
        if not chosen:
            self.drafts[index] = Draft([node], [], frequency)
            return
        stretches = [self.nodes[position].stretch for position in chosen]
        draft = Draft([self.nodes[p] for p in chosen] + [node], [s for s in stretches if s is not None], frequency)
        for position in chosen:
            self.drafts.pop(position)
        self.drafts[min(chosen)] = draft

    def _choose(self, index: int, frequency: Frequency, after: list[int], before: list[int]) -> list[int]:
        """Which stretches a counted frequency is about, the closest first."""
        if after and self.nodes[after[0]].depth > self.nodes[index].depth:
            return [p for p in after if self.nodes[p].depth > self.nodes[index].depth]
        if after and "COLON" in self.nodes[after[0]].before:
            return after
        close = self.nodes[index + 1].before if index + 1 < len(self.nodes) else frozenset(("SEMI",))
        here = self.nodes[index].before
        sides = [(after, not close - {"DASH"}, True), (before, not here - {"OPEN", "DASH", "COLON"}, False)]
        for run, tight, ahead in [s for s in sides if s[1]] + [s for s in sides if not s[1]]:
            chosen = self._fitting(run, frequency, tight, ahead)
            if chosen:
                return chosen
        return []

    def _fitting(self, run: list[int], frequency: Frequency, tight: bool, ahead: bool) -> list[int]:
        if not run:
            return []
        nearest = run[0] if ahead else run[-1]
        stretch = self.nodes[nearest].stretch
        assert stretch is not None
        if is_long(stretch):
            return [nearest]
        short = []
        for position in run if ahead else reversed(run):
            other = self.nodes[position].stretch
            if other is None or other.whole_year or other.shape == "open":
                break
            short.append(position)
        if len(short) > 1 and (FINENESS[frequency.freq] <= 3 or tight):
            return sorted(short)
        fine = FINENESS[frequency.freq] > 3 or (frequency.freq == "yearly" and frequency.times == 1)
        return [nearest] if tight or fine else []

    def _yearly(self, index: int, node: Node, after: list[int], before: list[int]) -> None:
        """«Ежегодно» holds for the months after it, else for those before; «далее ежегодно» for those before."""
        opened = after[0] if after and _is_open_year(self.nodes[after[0]].stretch) else None
        before = before or (after[1:] if opened is not None else [])  # «ежегодно с 2023 года, апрель»
        onward = "NEXT" in node.before or (opened is not None and bool(before))
        tight_back = bool(before) and not node.before - {"OPEN", "DASH"} and not (after and self.nodes[after[0]].tight)
        if opened is not None and not before:
            draft = self.drafts[opened]
            draft.frequency, draft.nodes = node.frequency, [node, *draft.nodes]
            return
        chosen = before if (onward or tight_back or not after) else after
        if not chosen:
            self.drafts[index] = Draft([node], [], node.frequency)
            return
        if chosen is before and not onward and any(self.nodes[p].before & {"SEMI"} for p in before):
            chosen = before[-1:]
        for position in chosen:
            draft = self.drafts[position]
            draft.frequency, draft.onward = node.frequency, onward
        edge = chosen[-1] if chosen is before else chosen[0]
        self.drafts[edge].nodes.append(node)
        if opened is not None:
            stretch = self.nodes[opened].stretch
            assert stretch is not None
            for position in chosen:
                self.drafts[position].onward_year = stretch.y1
            self.drafts[edge].nodes.append(self.nodes[opened])
            self.drafts.pop(opened)

    def _always(self, index: int, node: Node) -> None:
        for position in (index - 1, index + 1):
            draft = self.drafts.get(position) if 0 <= position < len(self.nodes) else None
            if draft is None:
                draft = (
                    next((d for d in self.drafts.values() if self.nodes[position] in d.nodes), None)
                    if 0 <= position < len(self.nodes)
                    else None
                )
            between = node.before if position < index else (self.nodes[position].before if draft else frozenset())
            if draft is None or between & (PARTING | {"AND"}):
                continue
            if draft.always or draft.frequency is not None or all(is_long(s) for s in draft.stretches):
                if (
                    draft.stretches
                    and between - {"OPEN", "DASH"}
                    and not all(s.whole_year or s.shape == "open" for s in draft.stretches)
                    and not draft.frequency
                ):
                    continue
                draft.always = True
                draft.nodes.append(node)
                return
        self.drafts[index] = Draft([node], [], always=True)

    def _conditions(self) -> None:
        owner: dict[int, Draft] = {}
        for draft in self.drafts.values():
            for node in draft.nodes:
                owner[id(node)] = draft
        for index, node in enumerate(self.nodes):
            if node.kind != "cond":
                continue
            target = self._host(index, node, owner)
            if target is None:
                self.drafts[index] = target = Draft([node], [])
            else:
                target.nodes.append(node)
            owner[id(node)] = target

    def _host(self, index: int, node: Node, owner: dict[int, Draft]) -> Draft | None:
        if index and not node.before & (PARTING | {"AND"}):
            draft = owner.get(id(self.nodes[index - 1]))
            if draft is not None:
                return draft
        if index + 1 < len(self.nodes) and "NEXT" not in node.before:
            following = self.nodes[index + 1]
            if following.kind != "cond" and not following.before & (PARTING | {"AND"}) and not following.linked:
                return owner.get(id(following))
        return None


def is_long(stretch: Stretch) -> bool:
    """Whether something can recur within the stretch."""
    if (
        stretch.whole_year
        or stretch.shape == "open"
        or stretch.scope in ("holiday", "quarter", "half", "schoolhalf", "chet")
    ):
        return stretch.shape != "deadline"
    return stretch.shape == "span" and (stretch.m1 != stretch.m2 or stretch.y1 != stretch.y2)


def _is_open_year(stretch: Stretch | None) -> bool:
    return stretch is not None and stretch.shape == "open" and stretch.scope in ("year", "schoolyear")
