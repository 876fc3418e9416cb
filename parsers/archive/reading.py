"""Archives and letters → the files in them: bounded in number, size and depth, read into memory, never unpacked."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from parsers.archive import letter, packed, zipped
from parsers.archive.entries import CHUNK, Entry, Spoilt, damaged
from parsers.archive.kinds import HEAD, kind_of
from parsers.archive.names import is_rubbish, safe_name, unique
from parsers.document import Unreadable


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
    """The documents of an archive in its order, those of archives inside it after the inner archive's name.

    Folders, links and the rubbish of operating systems are left out. Raises Unreadable: damaged; encrypted;
    tool-missing; archive-limits where the archive holds more than `limits` allow in all.
    """
    with path.open("rb") as file:
        kind = kind_of(file.read(HEAD)) or "zip"
    yield from _members(path, kind, path.name, "", limits or Limits(), _Taken(), 1)


def _entries(source: Path | bytes, kind: str, name: str) -> Iterator[Entry]:
    if kind == "zip":
        return zipped.entries(source)
    if kind == "letter":
        return letter.entries(source)
    return packed.entries(source, kind, _unpacked_name(name))


def _unpacked_name(name: str) -> str:
    """What a compressed file is called without its compression.

    >>> _unpacked_name("планы/планы.tgz"), _unpacked_name("план.docx.gz")
    ('планы.tar', 'план.docx')
    """
    stem, suffix = posixpath.splitext(posixpath.basename(name))
    return f"{stem}.tar" if suffix.lower() in (".tgz", ".tbz", ".txz") else stem


def _members(
    source: Path | bytes, kind: str, name: str, prefix: str, limits: Limits, taken: _Taken, depth: int
) -> Iterator[Member]:
    seen: set[str] = set()
    for entry in _entries(source, kind, name):
        safe = safe_name(entry.name)
        if is_rubbish(safe):
            continue
        taken.count += 1
        if taken.count > limits.count:
            raise _limits(f"больше {limits.count} файлов")
        member = _taken_out(entry, prefix + unique(safe, seen), limits, taken)
        yield from _opened(member, limits, taken, depth)


def _opened(member: Member, limits: Limits, taken: _Taken, depth: int) -> Iterator[Member]:
    """The member itself, or, where it is an archive, what is in it."""
    kind = None if member.refused else kind_of(member.data[:HEAD])
    if kind is None or (kind == "zip" and zipped.is_document(member.data)):
        yield member
    elif depth >= limits.depth:
        yield Member(member.name, b"", _limits(f"вложен глубже {limits.depth} архивов"))
    else:
        inner = _members(member.data, kind, member.name, f"{member.name}/", limits, taken, depth + 1)
        try:
            yield from inner
        except Unreadable as refused:
            if refused.code == "archive-limits":
                raise
            yield Member(member.name, b"", refused)


def _taken_out(entry: Entry, name: str, limits: Limits, taken: _Taken) -> Member:
    if entry.encrypted:
        message = "Файл в архиве защищён паролем: распакуйте архив и положите файлы рядом."
        return Member(name, b"", Unreadable("encrypted", message))
    data = bytearray()
    try:
        for piece in entry.pieces():
            data += piece
            taken.total += len(piece)
            if taken.total > limits.total:
                raise _limits(f"больше {limits.total // CHUNK} МБ")
            if len(data) > limits.member or len(data) > CHUNK + limits.ratio * max(1, entry.packed):
                return Member(name, b"", _limits("файл в нём несоразмерно велик"))
    except Spoilt:
        return Member(name, b"", damaged())
    except Unreadable as refused:
        if refused.code == "archive-limits":
            raise
        return Member(name, b"", refused)
    return Member(name, bytes(data))


def _limits(what: str) -> Unreadable:
    return Unreadable("archive-limits", f"Архив слишком велик ({what}): распакуйте его и положите нужные файлы рядом.")
