"""How long a scanned page takes beside a plain Tesseract run of its image, its memory, what a second worker adds.

    python benchmarks/scan.py PAGE.png [PAGE.jpg …]        # or without arguments: pages drawn here

Prints one line a page (seconds of processor time) and the totals. The figure to hold: ratio at most 1.3.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from parsers import scan
from parsers.scan import tesseract

FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
ACTION = "Организовать семинары для учителей сельских школ по итогам диагностики и обсудить их на совете директоров"
RESULT = "Справка об итогах, перечень школ, которым нужна методическая помощь"


def drawn(seed: int) -> np.ndarray:
    """A landscape A4 page at 200 dpi: a ruled table of a dozen rows, tilted by a degree, with grain."""
    page = Image.new("L", (2339, 1654), 248)
    pen, letters = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 31)
    columns = ((120, 100), (220, 800), (1020, 330), (1350, 380), (1730, 490))
    for row in range(12):
        top = 120 + row * 118
        texts = (f"{seed}.{row + 1}", ACTION, "сентябрь, в течение года", "отдел образования, школы", RESULT)
        for (left, width), text in zip(columns, texts, strict=True):
            pen.rectangle((left, top, left + width, top + 118), outline=40, width=2)
            lines, line = [], ""
            for word in text.split():
                if letters.getlength(f"{line} {word}") > width - 24:
                    lines.append(line)
                    line = word
                else:
                    line = f"{line} {word}".strip()
            for at, line_text in enumerate([*lines, line]):
                pen.text((left + 12, top + 6 + 36 * at), line_text, fill=35, font=letters)
    tilted = page.rotate(1.0, fillcolor=248, resample=Image.Resampling.BICUBIC)
    grain = np.random.default_rng(seed).normal(0, 8, (tilted.height, tilted.width))
    return np.clip(np.asarray(tilted, dtype=float) + grain, 0, 255).astype(np.uint8)


def plain(image: np.ndarray, engine: tesseract.Engine) -> None:
    """What Tesseract itself does with the page: its own layout, no preparation."""
    engine.load(image)
    engine.read((0, 0, image.shape[1], image.shape[0]), tesseract.PAGE)
    engine.forget()


def spent(work, *arguments: object) -> float:
    """The least processor time of two runs, in seconds."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work(*arguments)
        times.append(time.process_time() - start)
    return min(times)


def read_all(images: Sequence[np.ndarray]) -> int:
    """Read pages and tell the peak memory of this process in megabytes."""
    for number, image in enumerate(images, start=1):
        scan.read_page(image, number, 0.36)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def wall(workers: int, images: Sequence[np.ndarray]) -> tuple[float, int]:
    """Seconds for all pages with so many processes, and the largest memory of one."""
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(read_all, [images[:1]] * workers))
        start = time.perf_counter()
        memory = max(pool.map(read_all, [[image] for image in images]))
        return time.perf_counter() - start, memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("pages", nargs="*", type=Path)
    pages = parser.parse_args().pages
    images = [np.asarray(Image.open(page).convert("L")) for page in pages] or [drawn(seed) for seed in (1, 2, 3, 4)]
    names = [page.name for page in pages] or [f"drawn {seed}" for seed in (1, 2, 3, 4)]
    engine = tesseract.engine()
    totals = [0.0, 0.0]
    for name, image in zip(names, images, strict=True):
        alone, whole = spent(plain, image, engine), spent(scan.read_page, image, 1, 0.36)
        totals = [totals[0] + alone, totals[1] + whole]
        print(f"{name:45} plain {alone:.2f} s   read_page {whole:.2f} s   ratio {whole / alone:.2f}")
    print(f"{'all':45} plain {totals[0]:.2f} s   read_page {totals[1]:.2f} s   ratio {totals[1] / totals[0]:.2f}")
    (one, memory), (two, _) = wall(1, images), wall(2, images)
    print(f"one worker {one:.1f} s, two workers {two:.1f} s ({one / two:.2f} times as fast); peak {memory} MB a worker")


if __name__ == "__main__":
    main()
