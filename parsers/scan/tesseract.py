"""The only door to Tesseract: a grey image and rectangles on it → words with boxes and confidence.

One engine a process is kept, because loading the Russian model takes a tenth of a second; its own threads are off,
because one process per core is faster than several threads in one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from parsers.document import Unreadable
from parsers.scan import image as pixels
from parsers.scan.image import Image

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

PLACES = (
    "/usr/share/tesseract-ocr",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
LANGUAGE = "rus"
LATIN = "eng"  # comes with Debian's tesseract-ocr; where it is absent, Latin words stay as read
HINT = (
    "Для сканов нужен Tesseract с русским языком: sudo apt-get install tesseract-ocr tesseract-ocr-rus "
    "(или укажите папку с rus.traineddata в TESSDATA_PREFIX)."
)
PAGE, BLOCK, LINE, LETTER = 3, 6, 7, 10  # Tesseract's page segmentation modes
LATIN_GROWS = 2.0  # times as large as on the sheet: a few thin letters are lost otherwise
MARGIN = 14  # pixels of white around a rectangle read apart
Region = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A recognised word: its box in pixels (right and bottom exclusive), confidence 0..1, its line's key, and what was
    read first where that was something else."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]
    raw: str | None = None

    def moved(self, wide: float, high: float, x: float, y: float) -> OcrWord:
        """The word in the image from which it was cut at (x, y) and made so many times as wide and as high."""
        x0, top = round(self.x0 / wide + x), round(self.top / high + y)
        return replace(self, x0=x0, top=top, x1=round(self.x1 / wide + x), bottom=round(self.bottom / high + y))


def tessdata() -> Path | None:
    """The folder that holds rus.traineddata, or None."""
    told = os.environ.get("TESSDATA_PREFIX")
    roots = [Path(told), Path(told) / "tessdata"] if told else []
    for place in map(Path, PLACES):
        roots += [*sorted(place.glob("*/tessdata"), reverse=True), place, place / "tessdata"]
    return next((root for root in roots if (root / f"{LANGUAGE}.traineddata").is_file()), None)


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The process's engine. Raises Unreadable("tool-missing") with a hint what to install."""
    return Engine()


class Engine:
    """Tesseract with one image loaded at a time."""

    def __init__(self) -> None:
        folder = tessdata()
        if folder is None:
            raise Unreadable("tool-missing", HINT)
        try:
            import tesserocr

            self._api = tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGE, psm=BLOCK)
            self._latin_api: Any = None
            self._folder = folder
        except (ImportError, RuntimeError) as error:
            raise Unreadable("tool-missing", HINT) from error

    def load(self, image: Image) -> None:
        """Take a grey page image; every later rectangle is on it."""
        self._image = image
        self._known: dict[tuple[Region, int], list[OcrWord]] = {}
        self._shown: Image | None = None

    def _show(self, image: Image) -> None:
        if self._shown is not image:
            height, width = image.shape
            self._api.SetImageBytes(image.tobytes(), width, height, 1, width)
            self._api.SetSourceResolution(300)
            self._shown = image

    def read(self, box: Region, mode: int = BLOCK) -> list[OcrWord]:
        """The words of a rectangle (x0, top, x1, bottom) in pixels, in Tesseract's reading order."""
        if (box, mode) not in self._known:
            self._known[box, mode] = self._recognised(self._image, box, mode)
        return self._known[box, mode]

    def _recognised(self, image: Image, box: Region, mode: int) -> list[OcrWord]:
        height, width = image.shape
        x0, top, x1, bottom = max(0, box[0]), max(0, box[1]), min(width, box[2]), min(height, box[3])
        if x1 - x0 < 8 or bottom - top < 8:
            return []
        self._show(image)
        self._api.SetPageSegMode(mode)
        self._api.SetRectangle(x0, top, x1 - x0, bottom - top)
        words = [word for row in self._api.GetTSVText(0).splitlines() if (word := _word(row.split("\t")))]
        return _levelled(words)

    def read_apart(self, box: Region, grow: float, mode: int = BLOCK, wide: float = 1.0) -> list[OcrWord]:
        """The words of a rectangle cut out, made `grow` times as large and `wide` times as wide as high, with a white
        margin: for a few characters."""
        x0, top = max(0, box[0]), max(0, box[1])
        cut = self._image[top : box[3], x0 : box[2]]
        if not cut.size:
            return []
        across = grow * wide
        part = pixels.framed(pixels.resized(cut, across, grow), MARGIN)
        found = self._recognised(part, (0, 0, part.shape[1], part.shape[0]), mode)
        return [word.moved(across, grow, x0 - MARGIN / across, top - MARGIN / grow) for word in found]

    def read_turned(self, box: Region) -> list[OcrWord]:
        """The words that a rectangle shows upside down; their places are those in the rectangle so turned."""
        x0, top, x1, bottom = box
        part = np.ascontiguousarray(self._image[max(0, top) : bottom, max(0, x0) : x1][::-1, ::-1])
        return self._recognised(part, (0, 0, part.shape[1], part.shape[0]), BLOCK)

    def read_latin(self, box: Region) -> list[OcrWord]:
        """The words of a rectangle on one line, read as Latin; none where Tesseract has no Latin model."""
        latin = self._latin()
        if latin is None:
            return []
        x0, top = max(0, box[0]), max(0, box[1])
        cut = self._image[top : box[3], x0 : box[2]]
        if min(cut.shape) < 4:
            return []
        part = pixels.framed(pixels.resized(cut, LATIN_GROWS), MARGIN)
        height, width = part.shape
        latin.SetImageBytes(part.tobytes(), width, height, 1, width)
        latin.SetSourceResolution(300)
        found = [word for row in latin.GetTSVText(0).splitlines() if (word := _word(row.split("\t")))]
        place = x0 - MARGIN / LATIN_GROWS, top - MARGIN / LATIN_GROWS
        return [word.moved(LATIN_GROWS, LATIN_GROWS, *place) for word in found]

    def _latin(self) -> Any:
        """The Latin engine, made when it is first asked for; None where its model is absent."""
        if self._latin_api is None and (self._folder / f"{LATIN}.traineddata").is_file():
            import tesserocr

            self._latin_api = tesserocr.PyTessBaseAPI(path=str(self._folder), lang=LATIN, psm=LINE)
        return self._latin_api

    def forget(self) -> None:
        """Let the image go, so that an idle process stays small."""
        self._api.Clear()
        self._shown = None
        self._known = {}


def _word(columns: list[str]) -> OcrWord | None:
    if len(columns) < 12 or columns[0] != "5":
        return None
    text = columns[11].strip()
    x, y, width, height = map(int, columns[6:10])
    if not text:
        return None
    line = (int(columns[2]), int(columns[3]), int(columns[4]))
    return OcrWord(text, x, y, x + width, y + height, max(0.0, float(columns[10])) / 100, line)


def _levelled(words: list[OcrWord]) -> list[OcrWord]:
    """The words with the top and bottom of their line: a dash as tall as its neighbours stays with them."""
    heights: dict[tuple[int, int, int], tuple[int, int]] = {}
    for key in {word.line for word in words}:
        line = [word for word in words if word.line == key]
        lettered = [word for word in line if any(c.isalnum() for c in word.text)] or line
        heights[key] = round(median(w.top for w in lettered)), round(median(w.bottom for w in lettered))
    return [replace(word, top=heights[word.line][0], bottom=heights[word.line][1]) for word in words]
