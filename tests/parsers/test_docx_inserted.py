"""Files inserted whole into a DOCX (w:altChunk): read by the readers of their own kinds, nothing fetched."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from parsers.document import Document, Grid, Line
from parsers.docx import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TABLE = "<p>План</p><table><tr><td>Мероприятие</td><td>Срок</td></tr><tr><td>Смотр</td><td>май</td></tr></table>"


def docx(body: str, part: bytes = b"", target: str = "word/part1", mode: str = "Internal") -> bytes:
    """A DOCX with one further part, related to its document as «chunk»."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{RELS}"><Relationship Id="chunk" Type="{OFFICE}/aFChunk" Target="/{target}" '
            f'TargetMode="{mode}"/></Relationships>',
        )
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        )
        archive.writestr("word/part1", part)
    return buffer.getvalue()


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


CHUNK = '<w:altChunk r:id="chunk"/>'


def read_bytes(tmp_path: Path, content: bytes) -> Document:
    path = tmp_path / "план.docx"
    path.write_bytes(content)
    return read(path)


def texts(document: Document) -> list[str]:
    lines: list[Line] = []
    for block in document.blocks:
        cells = block.cells if isinstance(block, Grid) else (block,)
        lines += (line for cell in cells for line in cell.lines)
    return [line.text for line in lines]


MHT = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    b'--b\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n'
)


@pytest.mark.parametrize(
    "part",
    [
        f"<html><body>{TABLE}</body></html>".encode("cp1251"),
        MHT + f"<html><body>{TABLE}</body></html>\r\n--b--".encode(),
        docx(p("План") + "<w:tbl><w:tr><w:tc>" + p("Мероприятие") + "</w:tc><w:tc>" + p("Срок") + "</w:tc></w:tr><w:tr>"
             "<w:tc>" + p("Смотр") + "</w:tc><w:tc>" + p("май") + "</w:tc></w:tr></w:tbl>"),
    ],
)  # fmt: skip
def test_the_inserted_file_stands_where_it_was_inserted(tmp_path: Path, part: bytes) -> None:
    document = read_bytes(tmp_path, docx(p("Выше") + CHUNK + p("Ниже"), part))
    assert texts(document) == ["Выше", "План", "Мероприятие", "Срок", "Смотр", "май", "Ниже"]
    assert [block.n_cols for block in document.blocks if isinstance(block, Grid)] == [2]
    assert not document.problems


def test_a_plain_text_is_paragraphs(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, docx(CHUNK, "Смотр кабинетов\r\nСрок: май".encode("cp1251")))
    assert texts(document) == ["Смотр кабинетов", "Срок: май"]


@pytest.mark.parametrize(
    "content",
    [
        docx(p("Выше") + CHUNK, b"\x00\x01\x02"),
        docx(p("Выше") + CHUNK, b"x", target="word/absent"),
        docx(p("Выше") + CHUNK, b"x", target="etc/passwd", mode="External"),
        docx(p("Выше") + CHUNK, docx(CHUNK, docx(CHUNK, docx(CHUNK, docx(p("слишком глубоко")))))),
    ],
)
def test_what_can_not_be_read_is_told(tmp_path: Path, content: bytes) -> None:
    document = read_bytes(tmp_path, content)
    assert texts(document) == ["Выше"]
    assert [problem.code for problem in document.problems] in ([], ["inserted-file"])
