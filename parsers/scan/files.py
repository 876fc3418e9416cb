"""Image files → page images: every page of a JPEG, PNG or TIFF, the way up its EXIF says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from parsers.document import Unreadable
from parsers.scan.image import Image

MOST_PIXELS = 400_000_000


def frames(path: Path) -> Iterator[tuple[Image, float | None]]:
    """Every page of a JPEG, PNG or TIFF file, turned as its EXIF says, with its dots per inch where told.

    Yields RGB or grey uint8 images. Raises Unreadable("file-damaged" | "file-too-large").
    """
    from PIL import Image as Pillow
    from PIL import ImageOps, ImageSequence

    Pillow.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
    try:
        with Pillow.open(path) as file:
            for frame in ImageSequence.Iterator(file):
                yield _pixels(ImageOps.exif_transpose(_opaque(frame))), _resolution(frame)
    except Pillow.DecompressionBombError as error:
        raise Unreadable(
            "file-too-large", "Изображение слишком велико: сохраните скан с разрешением 300 dpi."
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise Unreadable(
            "file-damaged", "Изображение повреждено: получите файл заново или отсканируйте лист."
        ) from error


def _opaque(frame):
    from PIL import Image as Pillow

    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        layer = frame.convert("RGBA")
        paper = Pillow.new("RGBA", layer.size, "white")
        opaque = Pillow.alpha_composite(paper, layer).convert("RGB")
        opaque.info = dict(frame.info)
        return opaque
    return frame


def _pixels(frame) -> Image:
    if frame.mode.startswith("I;16") or frame.mode in ("I", "F"):
        values = np.asarray(frame, dtype=np.float64)
        top = 65535.0 if values.max() > 255 else 255.0
        return np.asarray(values / top * 255, dtype=np.uint8)
    return np.asarray(frame.convert("L" if frame.mode in ("1", "L") else "RGB"), dtype=np.uint8)


def _resolution(frame) -> float | None:
    told = frame.info.get("dpi")
    dpi = float(told[0]) if told else 0.0
    return dpi if 60 <= dpi <= 2400 else None
