"""What every kind of archive gives: its files by stored name, each with a way to read it piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parsers.document import Unreadable

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as an archive lists it: `packed` bytes it takes there (or the whole archive, where that is not told).

    `pieces` reads it, while the archive stands at it; it raises `Spoilt` where the bytes contradict themselves.
    """

    name: str
    packed: int
    pieces: Callable[[], Iterator[bytes]]
    encrypted: bool = False


class Spoilt(Exception):
    """One member can't be taken out; the others may be."""


def damaged() -> Unreadable:
    """The refusal of an archive that can't be opened."""
    return Unreadable("damaged", "Архив повреждён: скачайте его заново или распакуйте и положите файлы рядом.")


def encrypted() -> Unreadable:
    """The refusal of an archive that asks for a password."""
    return Unreadable("encrypted", "Архив защищён паролем: распакуйте его и положите файлы рядом.")
