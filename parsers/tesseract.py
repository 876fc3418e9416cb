"""The only door to Tesseract: a grey image and rectangles on it → words with boxes and confidence.

One engine a process is kept, because loading the Russian model takes a tenth of a second; its own threads are off,
because one process per core is faster than several threads in one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parsers.document import Unreadable
from parsers.image import Image

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

PLACES = (
    "/usr/share/tesseract-ocr",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
LANGUAGE = "rus"
HINT = (
    "Для сканов нужен Tesseract с русским языком: sudo apt-get install tesseract-ocr tesseract-ocr-rus "
    "(или укажите папку с rus.traineddata в TESSDATA_PREFIX)."
)
PAGE, BLOCK, LINE, WORD, RAW_LINE = 3, 6, 7, 8, 13  # Tesseract's page segmentation modes


@dataclass(frozen=True, slots=True)
class OcrWord:
    """A recognised word: its box in pixels of the image (right and bottom exclusive), confidence 0..1, its line's key."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]


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
        except (ImportError, RuntimeError) as error:
            raise Unreadable("tool-missing", HINT) from error

    def load(self, image: Image, dpi: int = 300) -> None:
        """Take a grey page image; every later rectangle is on it."""
        height, width = image.shape
        self._size = width, height
        self._api.SetImageBytes(image.tobytes(), width, height, 1, width)
        self._api.SetSourceResolution(dpi)

    def read(self, box: tuple[int, int, int, int] | None = None, mode: int = BLOCK) -> list[OcrWord]:
        """The words of a rectangle (x0, top, x1, bottom) in pixels, in Tesseract's reading order."""
        width, height = self._size
        x0, top, x1, bottom = box or (0, 0, width, height)
        x0, top, x1, bottom = max(0, x0), max(0, top), min(width, x1), min(height, bottom)
        if x1 - x0 < 8 or bottom - top < 8:
            return []
        self._api.SetPageSegMode(mode)
        self._api.SetRectangle(x0, top, x1 - x0, bottom - top)
        return [word for row in self._api.GetTSVText(0).splitlines() if (word := _word(row.split("\t")))]

    def forget(self) -> None:
        """Let the image go, so that an idle process stays small."""
        self._api.Clear()


def _word(columns: list[str]) -> OcrWord | None:
    if len(columns) < 12 or columns[0] != "5":
        return None
    text = columns[11].strip()
    x, y, width, height = map(int, columns[6:10])
    if not text:
        return None
    line = (int(columns[2]), int(columns[3]), int(columns[4]))
    return OcrWord(text, x, y, x + width, y + height, max(0.0, float(columns[10])) / 100, line)
