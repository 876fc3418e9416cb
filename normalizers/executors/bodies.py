"""A body named by its first word alone («Министерство») → the one body of that kind that the plan names in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from normalizers.executors.reading import Executor

HEADS = frozenset({"министерство", "департамент", "комитет", "управление"})


def sole_bodies(executors: Iterable[Executor]) -> dict[str, Executor]:
    """Each kind of body of which the plan names one in full, with that one.

    >>> from normalizers.executors import read_executors
    >>> cells = ["министерство образования Рязанской области", "управление финансов, управление образования"]
    >>> sole_bodies(e for cell in cells for e in read_executors(cell)).keys()
    dict_keys(['министерство'])
    """
    found: dict[str, dict[str, Executor]] = {}
    for executor in executors:
        head, _, rest = (executor.label or "").partition(" ")
        if head in HEADS and rest:
            found.setdefault(head, {}).setdefault(executor.label or "", executor)
    return {head: next(iter(bodies.values())) for head, bodies in found.items() if len(bodies) == 1}


def in_full(executors: Sequence[Executor], bodies: Mapping[str, Executor]) -> tuple[Executor, ...]:
    """The executors, those named by the first word alone as the plan's one body of that kind, each body once."""
    done: dict[str, Executor] = {}
    for executor in executors:
        body = bodies.get(executor.label or "")
        if body is not None:
            executor = replace(
                executor, executor_id=body.executor_id, label=body.label, kind=body.kind, level=body.level,
                method="definition", score=0.8, rule="the plan's only one",
            )  # fmt: skip
        done.setdefault(executor.label or f"person {executor.person}", executor)
    return tuple(done.values())
