"""Flows to paragraphs and grids: by columns of spaces, else by what the words are (stations of other modules)."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence

from parsers.document import Block, Flow, Grid, Paragraph


def blocks_of(blocks: Sequence[Block]) -> list[Paragraph | Grid]:
    """The blocks with every flow turned into paragraphs and grids, by columns of spaces or by what the words are."""
    done: list[Paragraph | Grid] = []
    for block in blocks:
        if isinstance(block, Flow):
            done += _of_flow(block)
        else:
            done.append(block)
    return done


def _of_flow(flow: Flow) -> list[Paragraph | Grid]:
    from_flow = _door("parsers.gutters", "from_flow")
    found = from_flow(flow) if from_flow else None
    if found and any(isinstance(block, Grid) for block in found):
        return blocks_of(found)
    infer = _door("parsers.flattened", "infer")
    found = infer(flow) if infer else None
    if found:
        return [block for block in found if not isinstance(block, Flow)]
    return as_paragraphs(flow)


def as_paragraphs(flow: Flow) -> list[Paragraph | Grid]:
    """Each line that is not blank as a paragraph of its own."""
    return [Paragraph((line,), flow.page) for line in flow.lines if line.text.strip()]


def plain_blocks(blocks: Sequence[Block]) -> list[Paragraph | Grid]:
    """The blocks with every flow taken for running text."""
    done: list[Paragraph | Grid] = []
    for block in blocks:
        done += as_paragraphs(block) if isinstance(block, Flow) else [block]
    return done


def _door(module: str, name: str) -> Callable[[Flow], list[Block]] | None:
    """The function of another station, None while it is not there."""
    try:
        return getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None
