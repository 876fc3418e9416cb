"""How fast PDFs are read, as a ratio to plain pdfplumber on the same file.

    python -m benchmarks.pdf FILE.pdf [FILE.pdf …]

Prints a line for each file: pages, milliseconds a page here and with pdfplumber, their ratio, and the peak memory in
megabytes of each, both measured in a process of its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path


def read_here(path: Path) -> int:
    from parsers.pdf import read

    return len(read(path).pages)


def read_with_pdfplumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.extract_text()
            page.close()
        return len(pdf.pages)


WAYS: dict[str, Callable[[Path], int]] = {"here": read_here, "pdfplumber": read_with_pdfplumber}


def measure(way: str, path: Path) -> dict[str, float]:
    """Pages, milliseconds a page (the best of three) and peak memory of this process in megabytes."""
    pages = WAYS[way](path)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        WAYS[way](path)
        times.append(time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": pages, "ms": 1000 * min(times) / max(pages, 1), "mb": peak}


def main(paths: list[str]) -> None:
    sys.stdout.write("pages    here, ms  plumber, ms  ratio  here, MB  plumber, MB  file\n")
    for path in paths:
        ours, theirs = (
            json.loads(subprocess.check_output([sys.executable, "-m", "benchmarks.pdf", "--measure", way, path]))
            for way in WAYS
        )
        sys.stdout.write(
            f"{ours['pages']:5.0f} {ours['ms']:11.1f} {theirs['ms']:12.1f} {ours['ms'] / theirs['ms']:6.2f}"
            f" {ours['mb']:9.0f} {theirs['mb']:12.0f}  {Path(path).name}\n"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        sys.stdout.write(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
    else:
        main(sys.argv[1:])
