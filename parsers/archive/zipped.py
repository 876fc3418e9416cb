"""A ZIP archive → its entries, names in whichever Russian code page."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from parsers.archive.entries import CHUNK, Entry, Spoilt, damaged
from parsers.plaintext.encoding import decode_name

_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8
_SPOILT = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)


def entries(source: Path | bytes) -> Iterator[Entry]:
    """The files of a ZIP archive in its order; links are left out. Raises Unreadable (damaged)."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise damaged() from error
    with archive:
        for info in archive.infolist():
            if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16):
                yield _entry(archive, info)


def is_document(data: bytes) -> bool:
    """A ZIP that is itself a document (DOCX, XLSX, ODT), or none that can be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return True
    return bool(names & {"[content_types].xml", "mimetype"})


def printed_name(info: zipfile.ZipInfo) -> str:
    """A member's name as it was meant: UTF-8 where marked, else one of the Russian code pages."""
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    for kind, content in _extra_fields(info.extra):
        if kind == _UNICODE_PATH and len(content) > 5:
            return content[5:].decode("utf-8", "replace")
    try:
        return decode_name(info.filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    def pieces() -> Iterator[bytes]:
        try:
            with archive.open(info) as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except _SPOILT as error:
            raise Spoilt from error

    return Entry(printed_name(info), info.compress_size, pieces, bool(info.flag_bits & _ENCRYPTED_FLAG))


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        yield kind, extra[4 : 4 + size]
        extra = extra[4 + size :]
