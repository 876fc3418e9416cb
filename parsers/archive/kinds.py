"""First bytes → kind of archive; a letter with attachments is one too."""

from __future__ import annotations

import re

HEAD = 64 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MAGIC = (
    (b"Rar!\x1a\x07\x00", "rar"), (b"Rar!\x1a\x07\x01\x00", "rar5"), (b"7z\xbc\xaf\x27\x1c", "7zip"),
    (b"MSCF\x00\x00\x00\x00", "cab"), (b"\x1f\x8b\x08", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"),
)  # fmt: skip
_TAR = slice(257, 262)
_HEADER = re.compile(rb"\A(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+(?=\r?\n|\Z)")
_SENT = re.compile(rb"^(?:received|to|delivered-to):", re.IGNORECASE | re.MULTILINE)
_MIXED = re.compile(rb"^content-type:\s*multipart/mixed", re.IGNORECASE | re.MULTILINE)


def kind_of(head: bytes) -> str | None:
    """The kind of archive that begins with these bytes; None where they begin none. Documents are ZIPs too.

    >>> kind_of(b"7z\\xbc\\xaf\\x27\\x1c\\x00\\x04"), kind_of("План".encode())
    ('7zip', None)
    """
    if head.startswith(_ZIP):
        return "zip"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[_TAR] == b"ustar":
        return "tar"
    return "letter" if _is_letter(head) else None


def _is_letter(head: bytes) -> bool:
    """A letter that brings files; one that is a text and no more is read as a page."""
    header = _HEADER.match(head)
    return bool(header and _SENT.search(header.group()) and _MIXED.search(header.group()))
