"""File type by content, and stable codes for what can't be read."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.detect import detect
from parsers.document import Unreadable
from parsers.plaintext.encoding import decode

PLAN = "№ п/п\tМероприятие\tСрок\tИсполнитель\n1.\tСовещание директоров школ района\tсентябрь\tУправление образования\n"


FORMATS = {"pdf", "docx", "doc", "rtf", "odt", "html", "xlsx", "txt", "md", "csv", "pptx", "image", "djvu", "archive"}
CODES = {"empty-file", "damaged", "encrypted", "unsupported-type", "unknown-type"}


def told(path: Path) -> str:
    try:
        return detect(path)
    except Unreadable as refused:
        return refused.code


def zipped(**members: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def package(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


def compound(*names: str, fib_flags: int = 0) -> bytes:
    """A smallest OLE2 file: header, one FAT sector, one directory sector, and a first sector for the streams."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFF] * 125)
    directory = b""
    for name in ("Root Entry", *names):
        raw = (name + "\0").encode("utf-16-le")
        entry = bytearray(128)
        entry[: len(raw)] = raw
        struct.pack_into("<HB", entry, 64, len(raw), 2)
        struct.pack_into("<I", entry, 116, 2)
        directory += bytes(entry)
    word = b"\xec\xa5" + bytes(8) + struct.pack("<H", fib_flags) + bytes(500)
    return bytes(header) + fat + directory.ljust(512, b"\0") + word


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("план.pdf", b"%PDF-1.4\n%", "pdf"),
        ("план.doc", b"%PDF-1.4\n%", "pdf"),
        ("план.pdf", b"\n\n%PDF-1.7\n%", "pdf"),
        ("план.docx", package("word/document.xml"), "docx"),
        ("план.doc", package("word/document.xml"), "docx"),
        ("план.xlsx", package("xl/workbook.xml"), "xlsx"),
        ("слайды.pptx", package("ppt/presentation.xml"), "pptx"),
        (
            "план.odt",
            zipped(mimetype=b"application/vnd.oasis.opendocument.text", **{"META-INF__manifest.xml": ""}),
            "odt",
        ),
        ("план.zip", zipped(a=b"1"), "archive"),
        ("архив.rar", b"Rar!\x1a\x07\x00abc", "archive"),
        ("скан.djvu", b"AT&TFORM\x00\x00\x01\x00DJVM", "djvu"),
        ("план.doc", compound("WordDocument"), "doc"),
        ("план.xls", compound("Workbook"), "xlsx"),
        ("план.rtf", b"{\\rtf1\\ansi}", "rtf"),
        ("план.doc", b"{\\rtf1\\ansi}", "rtf"),
        ("план.doc", "<html><body><table><tr><td>Срок</td></tr></table></body></html>".encode("cp1251"), "html"),
        ("план.doc", "\ufeff<HTML><BODY>Срок</BODY></HTML>".encode("utf-16-le"), "html"),
        ("план.mht", b"From: <x>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related", "html"),
        (
            "план.doc",
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
            "doc",
        ),
        ("план.txt", PLAN.encode(), "txt"),
        ("план.docx", PLAN.encode("cp1251"), "txt"),
        ("план.txt", PLAN.encode("utf-16-be"), "txt"),
        ("план.md", PLAN.encode(), "md"),
        ("план.txt", "| № | Срок |\n|---|:---:|\n| 1 | май |\n".encode(), "md"),
        ("план.jpg", b"\xff\xd8\xff\xe0", "image"),
        ("план.pdf", b"\x89PNG\r\n\x1a\n", "image"),
        ("план.tif", b"II*\x00", "image"),
    ],
)
def test_type_is_told_by_content(tmp_path: Path, name: str, content: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert detect(path) == expected


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("пусто.docx", b"", "empty-file"),
        ("нули.pdf", bytes(5000), "empty-file"),
        ("пробелы.txt", b"\xef\xbb\xbf \r\n\r\n", "empty-file"),
        ("оборван.docx", package("word/document.xml")[:60], "damaged"),
        ("оборван.doc", compound("WordDocument")[:600], "damaged"),
        ("без перечня.xlsx", zipped(**{"xl__workbook.xml": b"<workbook/>"}), "damaged"),
        ("пароль.docx", compound("EncryptedPackage", "EncryptionInfo"), "encrypted"),
        ("пароль.doc", compound("WordDocument", fib_flags=0x0100), "encrypted"),
        (
            "пароль.odt",
            zipped(
                mimetype=b"application/vnd.oasis.opendocument.text",
                **{"META-INF__manifest.xml": "<manifest:encryption-data/>"},
            ),
            "encrypted",
        ),
        ("чертёж.vsdx", package("visio/document.xml"), "unsupported-type"),
        ("слайды.ppt", compound("PowerPoint Document"), "unsupported-type"),
        ("фото.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "unsupported-type"),
        ("запись.mp4", b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2", "unsupported-type"),
        ("база.sqlite", b"SQLite format 3\x00\x10\x00", "unsupported-type"),
        ("шум.doc", bytes(range(256)) * 20, "unknown-type"),
    ],
)
def test_what_can_not_be_read_has_a_code_and_a_hint(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        detect(path)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        detect(tmp_path)
    assert caught.value.code == "not-a-file"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "cp866", "koi8-r"]
)
@pytest.mark.parametrize(
    "text",
    [
        "Срок",
        "ИСПОЛНИТЕЛЬ",
        "До 1 сентября 2021 года",
        PLAN,
        "План мероприятий по повышению качества образования\r\nУТВЕРЖДАЮ: начальник отдела образования\r\n",
    ],
)
def test_encodings_are_recognised(text: str, encoding: str) -> None:
    data = text.replace("№", "N").encode(encoding) if encoding in ("cp866", "koi8-r") else text.encode(encoding)
    decoded = decode(data)
    assert decoded is not None
    assert decoded.text == (text.replace("№", "N") if encoding in ("cp866", "koi8-r") else text)


def test_box_drawing_of_dos_is_no_noise() -> None:
    text = "┌────┬────────────┐\r\n│ 1. │ Совещание  │\r\n└────┴────────────┘\r\n"
    decoded = decode(text.encode("cp866"))
    assert decoded is not None
    assert decoded.text == text


@given(st.binary(max_size=400))
def test_any_bytes_are_told_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "случай.bin"
    path.write_bytes(data)
    assert told(path) in FORMATS | CODES
