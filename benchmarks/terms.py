"""Time and right answers of the term grammar against dateparser, on the same cells, one core.

    python benchmarks/terms.py [CELLS]

Cells are those of tests/normalizers/term_cells.txt, repeated in random order up to CELLS (10,000). The grammar is timed
three times: as it runs, with its caches emptied before, and without the caches of whole cells (each cell parsed anew).
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import dateparser

from normalizers.terms import read_terms
from normalizers.terms import reading as station

TABLE = Path(__file__).resolve().parent.parent / "tests" / "normalizers" / "term_cells.txt"


def examples() -> list[tuple[str, str]]:
    """Text and expected components of the table's cells that need no year from outside."""
    rows = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("## years:"):
            break
        text, bar, expected = line.partition(" |")
        if bar and not line.startswith("#"):
            rows.append((text.strip().replace("⏎", "\n"), expected.strip()))
    return rows


def seconds(work: Callable[[str], object], cells: list[str]) -> float:
    """CPU seconds of the work over all cells."""
    start = time.process_time()
    for cell in cells:
        work(cell)
    return time.process_time() - start


def uncached(text: str) -> object:
    """One cell without the caches of whole cells."""
    return station._read.__wrapped__(text, None)


def by_dateparser(text: str) -> object:
    """What dateparser says of a cell."""
    return dateparser.parse(text, languages=["ru"])


def main() -> int:
    """Print seconds and ratios."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rows = examples()
    cells = random.Random(5).choices([text for text, _ in rows], k=size)
    read_terms("октябрь 2021")
    station.parse.cache_clear()
    station._read.cache_clear()
    cold, warm = seconds(read_terms, cells), seconds(read_terms, cells)
    plain_parse, station.parse = station.parse, station.parse.__wrapped__  # type: ignore[assignment]
    anew = seconds(uncached, cells)
    station.parse = plain_parse
    sample = cells[: max(1, size // 20)]
    other = seconds(by_dateparser, sample) * len(cells) / len(sample)
    print(f"{size} cells, {len(set(cells))} different; dateparser measured on {len(sample)} and scaled")
    for name, spent in (("grammar, caches empty", cold), ("grammar, caches full", warm), ("grammar, no caches", anew)):
        print(f"{name:<24} {spent:8.3f} s   {other / max(spent, 1e-9):8.0f} times faster than dateparser")
    print(f"{'dateparser':<24} {other:8.3f} s")
    _falsely_sure(rows)
    return 0


def _falsely_sure(rows: list[tuple[str, str]]) -> None:
    undated = [text for text, expected in rows if ".." not in expected]
    sure = sum(by_dateparser(text) is not None for text in undated)
    ours = sum(any(t.start or t.end for t in read_terms(text).components) for text in undated)
    print(f"of {len(undated)} cells without a certain date, dateparser gives a date for {sure}, the grammar for {ours}")


if __name__ == "__main__":
    raise SystemExit(main())
