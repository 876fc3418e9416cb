"""Bytes → format name: what a file is, told by its content and never by its extension alone."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path

from parsers import detect_ole
from parsers.archive.kinds import HEAD, kind_of
from parsers.document import Unreadable
from parsers.plaintext.encoding import decode
from parsers.plaintext.records import SUFFIXES, sign_of

_DJVU = (b"DJVU", b"DJVM")

_IMAGES = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF87a", b"GIF89a",
    b"\x00\x00\x00\x0cjP  ", b"\xff\x4f\xff\x51",
)  # fmt: skip
_UNSUPPORTED = (
    (re.compile(rb"MZ|\x7fELF"), "программа, а не документ"),
    (re.compile(rb"....ftyp(?:hei|hev|mif1|msf1|avif)", re.DOTALL), "фотография HEIC: сохраните её как JPEG"),
    (re.compile(rb"....ftyp|\x1aE\xdf\xa3|OggS|ID3|RIFF....(?:AVI |WAVE)", re.DOTALL), "видео или звук, а не документ"),
    (re.compile(rb"8BPS|\xc5\xd0\xd3\xc6|%!PS"), "рисунок или печатный файл: пересохраните его как PDF"),
    (re.compile(rb"SQLite format 3\x00|PAR1"), "база данных, а не документ"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "xlsx",
    b"application/vnd.oasis.opendocument.spreadsheet-template": "xlsx",
}
_OFFICE_PARTS = {"word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"}  # without a list of contents: broken
_DATA = re.compile(r"\s*[\[{]\s*(?:\"[^\"\n]{1,200}\"\s*[:,\]]|[\[{])")  # JSON
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<body[\s>]|<table[\s>]|<head>", re.IGNORECASE)
_PIPE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$", re.MULTILINE)
_MHTML = re.compile(rb"^(?:[\w-]+:.*\r?\n(?:[ \t].*\r?\n)*)*?MIME-Version:", re.IGNORECASE)


def detect(path: Path) -> str:
    """The format of a file: pdf, docx, doc, rtf, odt, html, xlsx (any workbook), csv, pptx, txt, md, image,
    djvu, archive.

    Raises Unreadable: empty-file, not-a-file, no-access, encrypted, damaged, unsupported-type, unknown-type.
    """
    head = _head(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if head.startswith(detect_ole.MAGIC):
        return _compound(path)
    stripped = head.lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if stripped.startswith(b"{\\rt"):
        return "rtf"
    if _is_image(head):
        return "image"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"AT&TFORM") and head[12:16] in _DJVU:
        return "djvu"
    if kind_of(head):
        return "archive"
    for beginning, what in _UNSUPPORTED:
        if beginning.match(head):
            raise Unreadable("unsupported-type", f"Такие файлы не читаются ({what}).")
    return _textual(path, head)


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Unreadable("not-a-file", "Это не файл: проверьте, куда ведёт ссылка.")
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise Unreadable("no-access", f"Файл не открывается ({error.strerror}): проверьте права доступа.") from error
    if not head.strip(b"\x00 \t\r\n\x1a\xef\xbb\xbf"):
        raise Unreadable("empty-file", "Файл пуст: скачайте его заново.")
    return head


def _is_image(head: bytes) -> bool:
    if head.startswith(b"BM"):
        return head[6:10] == b"\x00\x00\x00\x00"
    return head.startswith(_IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP")


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
            if "[content_types].xml" in names:
                return _open_packaging(archive, names)
            if "mimetype" in names:
                return _open_document(archive)
            if names & _OFFICE_PARTS:
                raise _damaged("Файл Word или Excel повреждён")
            return "archive"
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        KeyError,
    ) as error:
        raise _damaged("Файл оборван или повреждён") from error
    except RuntimeError as error:  # zipfile's word for an encrypted member
        raise _encrypted() from error


def _open_packaging(archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if "ppt/presentation.xml" in names:
        return "pptx"
    raise Unreadable("unsupported-type", "Это чертёж или база Office, а не документ: пересохраните как PDF.")


def _open_document(archive: zipfile.ZipFile) -> str:
    with archive.open("mimetype") as file:
        kind = file.read(200).strip()
    with archive.open("META-INF/manifest.xml") as file:
        if b"encryption-data" in file.read(1_000_000):
            raise _encrypted()
    if kind not in _OPEN_DOCUMENT:
        raise Unreadable("unsupported-type", "Такие файлы OpenDocument не читаются: пересохраните как PDF или ODT.")
    return _OPEN_DOCUMENT[kind]


def _compound(path: Path) -> str:
    data = path.read_bytes()
    try:
        streams = detect_ole.streams(data)
    except detect_ole.Broken as error:
        raise _damaged("Файл оборван или повреждён") from error
    if "EncryptedPackage" in streams:
        raise _encrypted()
    if "WordDocument" in streams:
        if detect_ole.is_encrypted_word(data, streams["WordDocument"]):
            raise _encrypted()
        return "doc"
    if "Workbook" in streams or "Book" in streams:
        return "xlsx"
    raise Unreadable("unsupported-type", "Это презентация, письмо или база Office: пересохраните как PDF или DOCX.")


def _textual(path: Path, head: bytes) -> str:
    if _MHTML.match(head):
        return "html"
    decoded = decode(head[: len(head) // 4 * 4])
    if decoded is None:
        raise Unreadable("unknown-type", "Неизвестный тип файла: откройте его и пересохраните как PDF или DOCX.")
    text = decoded.text
    if text.lstrip().startswith("<?xml") or "<?mso-application" in text[:2000]:
        flat = _flat_xml(text)
        if flat:
            return flat
    if _HTML.search(text):
        return "html"
    if _DATA.match(text):
        raise Unreadable("unknown-type", "Это файл данных (JSON), а не документ: уберите его из папки документов.")
    if sign_of(text, named=path.suffix.lower() in SUFFIXES):
        return "csv"
    if path.suffix.lower() in (".md", ".markdown") or _PIPE_RULE.search(text):
        return "md"
    return "txt"


def _flat_xml(text: str) -> str | None:
    """Documents that are one XML file: Word 2003, Excel 2003, flat OPC, flat OpenDocument."""
    if "Word.Document" in text or "w:wordDocument" in text or "<pkg:package" in text:
        return "doc"
    if "Excel.Sheet" in text:
        return "xlsx"
    if "opendocument.text" in text:
        return "odt"
    if "opendocument.spreadsheet" in text:
        return "xlsx"
    return None


def _encrypted() -> Unreadable:
    return Unreadable("encrypted", "Файл защищён паролем: сохраните его без пароля и положите снова.")


def _damaged(what: str) -> Unreadable:
    return Unreadable("damaged", f"{what}: скачайте его заново или пересохраните в Word.")
