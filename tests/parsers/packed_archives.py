"""Archives and letters as their programs write them, made here byte by byte: no packer of RAR is free."""

from __future__ import annotations

import struct
import zlib
from email.message import EmailMessage
from pathlib import Path


def rar(files: dict[str, bytes], flags: int = 0) -> bytes:
    """RAR 4 with stored members; `flags` go into each member's header (0x04: encrypted)."""
    done = b"Rar!\x1a\x07\x00" + _rar_block(0x73, 0, b"\x00" * 6)
    for name, data in files.items():
        stored = name.encode("ascii")
        body = struct.pack(
            "<IIBIIBBHI", len(data), len(data), 3, zlib.crc32(data), 0, 20, 0x30, len(stored), 0o100644
        )  # fmt: skip
        done += _rar_block(0x74, 0x8000 | flags, body + stored) + data
    return done + _rar_block(0x7B, 0x4000, b"")


def _rar_block(kind: int, flags: int, body: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def rar5(files: dict[str, bytes]) -> bytes:
    """RAR 5 with stored members, names in UTF-8."""
    done = b"Rar!\x1a\x07\x01\x00" + _rar5_block(b"\x01\x00\x00")
    for name, data in files.items():
        stored = name.encode()
        size = _number(len(data))
        crc = struct.pack("<I", zlib.crc32(data))
        body = b"\x02\x02" + size + b"\x04" + size + _number(0o100644) + crc + _number(0) + b"\x01"
        done += _rar5_block(body + _number(len(stored)) + stored) + data
    return done + _rar5_block(b"\x05\x00\x00")


def _rar5_block(body: bytes) -> bytes:
    sized = _number(len(body)) + body
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _number(value: int) -> bytes:
    done = b""
    while value > 0x7F:
        done += bytes((value & 0x7F | 0x80,))
        value >>= 7
    return done + bytes((value,))


def seven_zip(path: Path, files: dict[str, bytes]) -> bytes:
    """A 7-Zip archive as libarchive packs it."""
    import libarchive

    with libarchive.file_writer(str(path), "7zip") as archive:
        for name, data in files.items():
            archive.add_file_from_memory(name, len(data), data)
    return path.read_bytes()


def letter(files: dict[str, bytes], html: str | None = None) -> bytes:
    """A letter that was received with these attachments."""
    message = EmailMessage()
    message["From"] = "Отдел образования <otdel@example.org>"
    message["To"] = "school@example.org"
    message["Subject"] = "О направлении плана мероприятий"
    message.set_content("Направляем план в приложении.")
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
