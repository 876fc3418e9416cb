"""RAR, 7-Zip, TAR, CAB, and single files in gzip, bzip2 or xz → their entries, through libarchive."""

from __future__ import annotations

import ctypes
import functools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from parsers.archive.entries import Entry, Spoilt, damaged, encrypted
from parsers.document import Unreadable
from parsers.plaintext.encoding import decode_name

LOST = "остальные файлы"  # stands for what lies behind the damage
# Kind of archive → libarchive's format and filter. Named one by one: its filter "all" may start other programs.
READ_AS = {
    "rar": ("rar", "none"), "rar5": ("rar5", "none"), "7zip": ("7zip", "none"), "tar": ("tar", "none"),
    "cab": ("cab", "none"), "gzip": ("raw", "gzip"), "bzip2": ("raw", "bzip2"), "xz": ("raw", "xz"),
}  # fmt: skip


def entries(source: Path | bytes, kind: str, stem: str) -> Iterator[Entry]:
    """The files of an archive in its order; `stem` names the only file of a kind that keeps no names.

    Raises Unreadable: tool-missing (without libarchive), damaged, encrypted.
    """
    library = _library()
    form, filtered = READ_AS[kind]
    opened = library.memory_reader if isinstance(source, bytes) else library.file_reader
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    begun = False
    try:
        with opened(source if isinstance(source, bytes) else str(source), form, filtered) as archive:
            for entry in archive:
                begun = True
                if form == "raw" or entry.isreg:
                    yield _entry(library, entry, stem if form == "raw" else _name(entry.pathname), size)
    except library.ArchiveError as error:
        if "encrypt" in str(error).lower():
            raise encrypted() from error
        if not begun:
            raise damaged() from error
        yield Entry(LOST, size, _no_pieces)


def _entry(library: Any, entry: Any, name: str, size: int) -> Entry:
    locked = bool(_is_locked(library)(entry._entry_p))
    return Entry(name, size, lambda: _pieces(library, entry), locked)


@functools.cache
def _is_locked(library: Any) -> Callable[[Any], int]:
    """libarchive's word on whether a member is encrypted, which its Python side does not pass on."""
    ask: Callable[[Any], int] = library.ffi.ffi("entry_is_encrypted", [library.ffi.c_archive_entry_p], ctypes.c_int)
    return ask


def _no_pieces() -> Iterator[bytes]:
    raise Spoilt


def _pieces(library: Any, entry: Any) -> Iterator[bytes]:
    try:
        yield from entry.get_blocks()
    except library.ArchiveError as error:
        if "encrypt" in str(error).lower():
            raise encrypted() from error
        raise Spoilt from error


def _name(stored: str | bytes) -> str:
    """A name that is no UTF-8 comes with stand-ins for its bytes, or as bytes."""
    raw = stored if isinstance(stored, bytes) else stored.encode("utf-8", "surrogateescape")
    return decode_name(raw)


def _library() -> Any:
    try:
        import libarchive
    except (ImportError, OSError, TypeError, AttributeError) as error:  # its words where the shared library is missing
        command = "sudo apt-get install -y --no-install-recommends libarchive-tools"
        message = f"Для архивов RAR и 7-Zip нужна библиотека libarchive: {command}."
        raise Unreadable("tool-missing", message) from error
    return libarchive
