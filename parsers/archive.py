"""ZIP archives → the files in them: bounded in number, size and depth, read into memory, never unpacked to disk."""

from __future__ import annotations

import io
import posixpath
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parsers.document import Unreadable
from parsers.plaintext.encoding import decode_name

_CHUNK = 1024 * 1024
_RUBBISH = re.compile(r"(^|/)(__MACOSX(/|$)|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = 0x7075  # Info-ZIP's extra field with the name in UTF-8


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an archive is read: files in all, bytes in all and in one file, unpacked to packed, nesting."""

    count: int = 1000
    total: int = 1024 * 1024 * 1024
    member: int = 256 * 1024 * 1024
    ratio: int = 300
    depth: int = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its path in it («папка/план.docx», forward slashes) and its bytes.

    `refused` tells why a file could not be taken out (encrypted, damaged, archive-limits); it has no bytes then.
    """

    name: str
    data: bytes
    refused: Unreadable | None = None


@dataclass(slots=True)
class _Taken:
    """What has been taken out so far, over all levels."""

    count: int = 0
    total: int = 0


def members(path: Path, limits: Limits | None = None) -> Iterator[Member]:
    """The documents of a ZIP archive in its order, those of archives inside it after the inner archive's name.

    Folders, links and the rubbish of operating systems are left out. Raises Unreadable: damaged; archive-limits where
    the archive holds more than `limits` allow in all.
    """
    with path.open("rb") as file:
        yield from _members(file, "", limits or Limits(), _Taken(), 1)


def _members(
    file: io.BufferedIOBase | io.BytesIO, prefix: str, limits: Limits, taken: _Taken, depth: int
) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(file)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise _damaged() from error
    seen: set[str] = set()
    with archive:
        for info in archive.infolist():
            name = safe_name(printed_name(info))
            if info.is_dir() or _is_link(info) or not name or _RUBBISH.search(name):
                continue
            taken.count += 1
            if taken.count > limits.count:
                raise _limits(f"больше {limits.count} файлов")
            name = prefix + _unique(name, seen)
            yield from _opened(_taken_out(archive, info, name, limits, taken), limits, taken, depth)


def _opened(member: Member, limits: Limits, taken: _Taken, depth: int) -> Iterator[Member]:
    """The member itself, or, where it is an archive, what is in it."""
    if member.refused or not _is_archive(member.data):
        yield member
    elif depth >= limits.depth:
        yield Member(member.name, b"", _limits(f"вложен глубже {limits.depth} архивов"))
    else:
        try:
            yield from _members(io.BytesIO(member.data), f"{member.name}/", limits, taken, depth + 1)
        except Unreadable as refused:
            if refused.code != "damaged":
                raise
            yield Member(member.name, b"", refused)


def _taken_out(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits, taken: _Taken) -> Member:
    if info.flag_bits & _ENCRYPTED_FLAG:
        message = "Файл в архиве защищён паролем: распакуйте архив и положите файлы рядом."
        return Member(name, b"", Unreadable("encrypted", message))
    data = bytearray()
    try:
        with archive.open(info) as source:
            while chunk := source.read(_CHUNK):
                data += chunk
                taken.total += len(chunk)
                if taken.total > limits.total:
                    raise _limits(f"больше {limits.total // _CHUNK} МБ")
                if len(data) > limits.member or len(data) > _CHUNK + limits.ratio * max(1, info.compress_size):
                    return Member(name, b"", _limits("файл в нём несоразмерно велик"))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
        return Member(name, b"", _damaged())
    return Member(name, bytes(data))


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


def _extra_fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        yield kind, extra[4 : 4 + size]
        extra = extra[4 + size :]


def safe_name(name: str) -> str:
    """A path that stays inside the archive's own folder.

    >>> safe_name("C:\\\\планы\\\\..\\\\..\\\\школа.docx"), safe_name("/etc/passwd")
    ('школа.docx', 'etc/passwd')
    """
    name = re.sub(r"[\x00-\x1f]", "", name.replace("\\", "/"))
    name = re.sub(r"^[A-Za-z]:", "", name)
    return posixpath.normpath("/" + name).lstrip("/")


def _unique(name: str, seen: set[str]) -> str:
    stem, suffix = posixpath.splitext(name)
    number = 2
    while name in seen:
        name = f"{stem} ({number}){suffix}"
        number += 1
    seen.add(name)
    return name


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _is_archive(data: bytes) -> bool:
    """A ZIP that is no document (DOCX, XLSX and ODT are ZIPs too)."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return False
    return not names & {"[content_types].xml", "mimetype"}


def _limits(what: str) -> Unreadable:
    return Unreadable("archive-limits", f"Архив слишком велик ({what}): распакуйте его и положите нужные файлы рядом.")


def _damaged() -> Unreadable:
    return Unreadable("damaged", "Архив повреждён: скачайте его заново или распакуйте и положите файлы рядом.")
