"""How a run shows that it goes on: a bar on a terminal, plain durable lines elsewhere, all on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.guard import Outcome
from pipeline.vocabulary import STATUS


def line(source_path: str, outcome: Outcome | None) -> str:
    """One document's line: what came of it."""
    if outcome is None or outcome.code:
        return f"{source_path}: не прочитан — {outcome.message if outcome else ''}"
    done = outcome.done or {}
    return f"{source_path}: {STATUS.get(done.get('status', ''), '')}, мероприятий {done.get('measures', 0)}"


@contextmanager
def shown() -> Iterator[Any]:
    """A callable for pipeline.ingest.ingest that shows each finished document."""
    if not sys.stderr.isatty():
        yield lambda path, number, total, outcome: print(f"[{number}/{total}] {line(path, outcome)}", file=sys.stderr,
                                                         flush=True)
        return
    from tqdm import tqdm

    with tqdm(unit="док.", leave=False, dynamic_ncols=True, file=sys.stderr) as bar:
        def show(path: str, number: int, total: int, outcome: Outcome | None) -> None:
            bar.total = total
            bar.update(1)
            bar.set_postfix_str(path[-40:])
            if outcome is None or outcome.code:
                bar.write(line(path, outcome), file=sys.stderr)

        yield show
