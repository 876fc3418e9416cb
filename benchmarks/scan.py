"""How long a scanned page takes beside a plain Tesseract run of its image, its memory, what a second worker adds.

    python benchmarks/scan.py PAGE.png [PAGE.jpg …]        # or without arguments: pages drawn here

Prints one line a page (seconds of processor time, the best of several runs each, in turn; of pages drawn here also how
many words Tesseract alone and we read right) and the totals. Fails where a page takes more than 1.3 times what
Tesseract itself takes, or a worker more than 700 MB; what a second worker adds is told beside what a second plain
Tesseract adds in the same minute, and judged against that.

Damaged pages and those of less than 150 dpi take longer, and fail here: their print is enlarged before it is read,
without which a tenth of their rows is lost, while Tesseract by itself reads them from as few pixels as they have.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import count, pairwise
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from parsers import scan
from parsers.scan import tesseract

MOST_RATIO, MOST_MEMORY = 1.3, 700
LEAST_SPEEDUP = 0.9  # of what two plain Tesseract processes gain
RUNS = 5
FONT = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")
ACTION = "Организовать семинары для учителей сельских школ по итогам диагностики и обсудить их на совете директоров"
RESULT = "Справка об итогах, перечень школ, которым нужна методическая помощь"
Words = Counter[str]
Page = tuple[str, np.ndarray, Words]  # its name, its image, the words printed on it where they are known


@dataclass(frozen=True, slots=True)
class Style:
    """How a page is drawn: its dots per inch, upright or not, with rules or without, degrees of tilt, and whether it is
    damaged: faded ink, blur, noise, a shadow, specks, as a bad copier leaves them."""

    dpi: int = 200
    upright: bool = False
    ruled: bool = True
    tilt: float = 1.0
    damaged: bool = False

    @property
    def name(self) -> str:
        kind = f"{'portrait' if self.upright else 'landscape'} {'ruled' if self.ruled else 'borderless'}"
        return f"{kind} {self.dpi} dpi{' damaged' if self.damaged else ''}"


STYLES = (
    Style(),
    Style(upright=True, tilt=-0.6),
    Style(ruled=False),
    Style(dpi=150, tilt=-0.4),
    Style(dpi=300, tilt=0.3),
    Style(dpi=300, upright=True, ruled=False, tilt=0.0),
    Style(dpi=120, tilt=0.7, damaged=True),
    Style(dpi=150, upright=True, tilt=-1.2, damaged=True),
    Style(dpi=150, ruled=False, tilt=0.9, damaged=True),
)


def drawn(style: Style, seed: int) -> tuple[np.ndarray, Words]:
    """An A4 page and its words: a table of five columns filled from top to bottom in print of 11 points, tilted, with
    grain."""
    printed = Words()
    wide, high = (8.27, 11.69) if style.upright else (11.69, 8.27)
    page = Image.new("L", (round(wide * style.dpi), round(high * style.dpi)), 248)
    pen, letters = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), round(11 / 72 * style.dpi))
    line, pad = round(13 / 72 * style.dpi), round(0.06 * style.dpi)
    lefts = [round((0.6 + share * (wide - 1.2)) * style.dpi) for share in (0, 0.06, 0.42, 0.58, 0.77, 1)]
    top = round(0.6 * style.dpi)
    for number in count(1):
        texts = (f"{seed}.{number}", ACTION, "сентябрь, в течение года", "отдел образования, школы", RESULT)
        cells = [
            wrapped(text, letters, right - left - 2 * pad)
            for text, (left, right) in zip(texts, pairwise(lefts), strict=True)
        ]
        bottom = top + max(map(len, cells)) * line + 2 * pad
        if bottom > page.height - 0.6 * style.dpi:
            break
        printed.update(" ".join(texts).split())
        for lines, (left, right) in zip(cells, pairwise(lefts), strict=True):
            if style.ruled:
                pen.rectangle((left, top, right, bottom), outline=40, width=max(1, style.dpi // 100))
            for at, text in enumerate(lines):
                pen.text((left + pad, top + pad + line * at), text, fill=35, font=letters)
        top = bottom
    tilted = page.rotate(style.tilt, fillcolor=248, resample=Image.Resampling.BICUBIC)
    chance = np.random.default_rng(seed)
    if style.damaged:
        return worn(tilted, chance), printed
    grain = chance.normal(0, 8, (tilted.height, tilted.width))
    return np.clip(np.asarray(tilted, dtype=float) + grain, 0, 255).astype(np.uint8), printed


def worn(page: Image.Image, chance: np.random.Generator) -> np.ndarray:
    """The page as a bad copier gives it: blurred, faded, shaded along its left side, noisy, specked."""
    blurred = np.asarray(page.filter(ImageFilter.GaussianBlur(0.8)), dtype=float)
    high, wide = blurred.shape
    shadow = 1 - 0.5 * np.clip(1 - np.arange(wide) / (0.07 * wide), 0, 1) ** 1.5
    shade = (80 + blurred / 255 * 150) * shadow + chance.normal(0, 5, (high, wide))
    for y, x in zip(*(chance.integers(0, side - 3, high * wide // 2000) for side in (high, wide)), strict=True):
        shade[y : y + chance.integers(1, 4), x : x + chance.integers(1, 4)] = chance.integers(25, 110)
    return np.clip(shade, 0, 255).astype(np.uint8)


def wrapped(text: str, letters: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """A text as lines no wider than `width` pixels."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if letters.getlength(longer) <= width else [lines[-1], word]
    return [line for line in lines if line]


def plain(image: np.ndarray, engine: tesseract.Engine) -> Words:
    """What Tesseract itself does with the page, its own layout, no preparation: the words that it reads."""
    engine.load(image)
    words = engine.read((0, 0, image.shape[1], image.shape[0]), tesseract.PAGE)
    engine.forget()
    return Words(word.text for word in words)


def ours(image: np.ndarray) -> Words:
    """The page read as the product reads it: its words."""
    page = scan.read_page(image, 1, 0.36)
    return Words(word.text for word in (*page.inside, *page.words))


def spent(works: Sequence[Callable[[], Words]]) -> list[tuple[float, Words]]:
    """The least processor time of each work in seconds and what it returned; taken in turn, so that a busy machine
    slows them alike."""
    best = [(float("inf"), Words())] * len(works)
    for _ in range(RUNS):
        for index, work in enumerate(works):
            start = time.process_time()
            words = work()
            best[index] = min(best[index], (time.process_time() - start, words), key=lambda one: one[0])
    return best


def read_all(images: Sequence[np.ndarray]) -> int:
    """Read pages and tell the peak memory of this process in megabytes."""
    for number, image in enumerate(images, start=1):
        scan.read_page(image, number, 0.36)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def plain_all(images: Sequence[np.ndarray]) -> int:
    """Read pages by Tesseract alone; the number of words."""
    return sum(plain(image, tesseract.engine()).total() for image in images)


def wall(workers: int, images: Sequence[np.ndarray], work: Callable[[Sequence[np.ndarray]], int]) -> tuple[float, int]:
    """Seconds for all pages with so many processes, and the largest that the work told of one."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        list(pool.map(work, [images[:1]] * workers))
        start = time.perf_counter()
        most = max(pool.map(work, [[image] for image in images]))
        return time.perf_counter() - start, most


def ratios(pages: Sequence[Page]) -> dict[str, float]:
    """How many times as long as Tesseract alone each page takes; a line is printed for each."""
    engine = tesseract.engine()
    alone = whole = 0.0
    judged: dict[str, float] = {}
    for name, image, printed in pages:
        (one, seen), (other, read) = spent((partial(plain, image, engine), partial(ours, image)))
        right, better = ((words & printed if printed else words).total() for words in (seen, read))
        judged[name] = other / one
        told(name, one, other, f"   right words {right} / {better}")
        alone, whole = alone + one, whole + other
    told("all", alone, whole)
    return judged


def told(name: str, alone: float, whole: float, note: str = "") -> None:
    print(f"{name:36} plain {alone:6.2f} s   read_page {whole:6.2f} s   ratio {whole / alone:.2f}{note}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("pages", nargs="*", type=Path)
    given = parser.parse_args().pages
    pages = [(page.name, np.asarray(Image.open(page).convert("L")), Words()) for page in given] or [
        (style.name, *drawn(style, seed)) for seed, style in enumerate(STYLES, start=1)
    ]
    judged = ratios(pages)
    images = [image for _, image, _ in pages]
    (one, memory), (two, _) = wall(1, images, read_all), wall(2, images, read_all)
    (bare_one, _), (bare_two, _) = wall(1, images, plain_all), wall(2, images, plain_all)
    speedup, bare = one / two, bare_one / bare_two
    print(f"one worker {one:.1f} s, two workers {two:.1f} s ({speedup:.2f} times as fast); peak {memory} MB a worker")
    print(f"plain Tesseract {bare_one:.1f} s, two processes {bare_two:.1f} s ({bare:.2f} times as fast)")
    busy = not 1.5 <= bare <= 2.1
    failed = [
        (ratio > MOST_RATIO, f"{name}: {ratio:.2f} times as long as Tesseract alone, at most {MOST_RATIO} allowed")
        for name, ratio in judged.items()
    ] + [
        (memory > MOST_MEMORY, f"{memory} MB a worker, at most {MOST_MEMORY} allowed"),
        (speedup < LEAST_SPEEDUP * bare and not busy, f"two workers {speedup:.2f} times as fast as one"),
    ]
    if busy:
        print("the machine had other work: the second worker is not judged", file=sys.stderr)
    for happened, words in failed:
        if happened:
            print(f"FAILED: {words}", file=sys.stderr)
    return int(any(happened for happened, _ in failed))


if __name__ == "__main__":
    sys.exit(main())
