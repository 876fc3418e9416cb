"""What lies in an OLE2 compound file (.doc, .xls, encrypted .docx): the names of its streams."""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # this and above are marks, not sectors
_ENTRY = 128
_MAX_SECTORS = 4096  # of a directory: far beyond any document


class Broken(Exception):
    """The container contradicts itself."""


def streams(data: bytes) -> dict[str, int]:
    """Stream and storage names of a compound file → byte offset of their first sector; raises Broken.

    Offsets are meaningless for streams under 4 KB (they live in the mini stream).
    """
    try:
        return _streams(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise Broken(str(error)) from error


def is_encrypted_word(data: bytes, offset: int) -> bool:
    """Whether a WordDocument stream at `offset` says fEncrypted in its File Information Block."""
    if len(data) < offset + 12 or data[offset : offset + 2] != b"\xec\xa5":
        return False
    (flags,) = struct.unpack_from("<H", data, offset + 10)
    return bool(flags & 0x0100)


def _streams(data: bytes) -> dict[str, int]:
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise Broken("sector size")
    size = 1 << shift
    (sector,) = struct.unpack_from("<I", data, 48)
    fat = _allocation(data, size)
    names: dict[str, int] = {}
    for _ in range(_MAX_SECTORS):
        if sector >= _FREE:
            break
        start = (sector + 1) * size
        for entry in range(start, start + size, _ENTRY):
            length, kind = struct.unpack_from("<HB", data, entry + 64)
            if kind and 2 <= length <= 64:
                (first,) = struct.unpack_from("<I", data, entry + 116)
                names[data[entry : entry + length - 2].decode("utf-16-le")] = (first + 1) * size
        sector = fat[sector]
    if not names:
        raise Broken("no directory")
    return names


def _allocation(data: bytes, size: int) -> list[int]:
    """Sector → the next one of its chain."""
    table: list[int] = []
    for sector in struct.unpack_from("<109I", data, 76):
        if sector < _FREE:
            table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return table
