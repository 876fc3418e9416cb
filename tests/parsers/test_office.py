"""DOC, RTF, ODT: the same cells as the DOCX, no network, hard limits, clear words where a tool is missing."""

from __future__ import annotations

import http.server
import os
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from docx import Document as NewDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from parsers import office
from parsers.document import Document, Grid, Unreadable
from parsers.office import antiword as office_antiword
from parsers.office import soffice as office_soffice
from parsers.plaintext import read_text
from parsers.reader import read

needs_soffice = pytest.mark.skipif(not office_soffice.is_installed(), reason="LibreOffice is not installed")
needs_antiword = pytest.mark.skipif(not office_antiword.is_installed(), reason="antiword is not installed")

TITLE = "Образец. План мероприятий по поддержке школ Приреченского района"
HEAD = ("№ п/п", "Мероприятие", "Срок", "Исполнитель")
ROWS = (
    ("", "Совещание директоров школ района", "сентябрь 2021", "Управление образования"),
    ("", "Курсы для учителей математики", "октябрь", "Методический центр"),
    ("", "Открытые уроки; обсуждение", "", "Школы района"),
    ("", "Отчёт", "май 2022", ""),
)


def invented(path: Path) -> Path:
    """A plan with a section row, a vertically merged term, an empty cell and numbers that Word makes itself."""
    document = NewDocument()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=2 + len(ROWS), cols=4, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, HEAD, strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(1, 3)).text = "Раздел 1. Кадры"
    number = _numbering(document)
    for index, row in enumerate(ROWS, start=2):
        for cell, text in zip(table.rows[index].cells, row, strict=True):
            cell.text = text
        properties = table.cell(index, 0).paragraphs[0]._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        )
    table.cell(3, 2).merge(table.cell(4, 2)).text = "октябрь"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph("Начальник управления образования")
    document.save(str(path))
    return path


def _numbering(document: Any) -> int:
    root = document.part.numbering_part.element
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="1.%1."/></w:lvl>'
    abstract = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{level}</w:abstractNum>')
    root.insert(0, abstract)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    assert root.find(qn("w:num")) is not None
    return 77


def cells(document: Document) -> list[tuple[int, int, int, int, str]]:
    return [
        (cell.row, cell.row_end, cell.col, cell.col_end, " ".join(line.text for line in cell.lines))
        for block in document.blocks
        if isinstance(block, Grid)
        for cell in block.cells
    ]


EXPECTED = [
    *((0, 1, column, column + 1, text) for column, text in enumerate(HEAD)),
    (1, 2, 0, 4, "Раздел 1. Кадры"),
    (2, 3, 0, 1, "1.1."), (2, 3, 1, 2, ROWS[0][1]), (2, 3, 2, 3, "сентябрь 2021"), (2, 3, 3, 4, ROWS[0][3]),
    (3, 4, 0, 1, "1.2."), (3, 4, 1, 2, ROWS[1][1]), (3, 5, 2, 3, "октябрь"), (3, 4, 3, 4, ROWS[1][3]),
    (4, 5, 0, 1, "1.3."), (4, 5, 1, 2, ROWS[2][1]), (4, 5, 3, 4, ROWS[2][3]),
    (5, 6, 0, 1, "1.4."), (5, 6, 1, 2, "Отчёт"), (5, 6, 2, 3, "май 2022"), (5, 6, 3, 4, ""),
]  # fmt: skip


def convert(source: Path, target: str, profile: Path) -> Path:
    """The file in another format, beside it."""
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target]
    subprocess.run(
        [*command, "--outdir", str(source.parent), str(source)], capture_output=True, check=True, timeout=120
    )
    return source.with_suffix(f".{target}")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The invented plan in all formats that LibreOffice writes."""
    folder = tmp_path_factory.mktemp("план")
    source = invented(folder / "план.docx")
    for target in ("odt", "rtf", "doc", "html"):
        convert(source, target, folder / "profile")
    return {path.suffix[1:]: path for path in folder.glob("план.*")}


def test_docx_gives_the_expected_cells(tmp_path: Path) -> None:
    assert cells(read(invented(tmp_path / "план.docx"))) == EXPECTED


@needs_soffice
@pytest.mark.parametrize("kind", ["odt", "rtf", "doc"])
def test_the_same_plan_gives_the_same_cells(made: dict[str, Path], kind: str) -> None:
    document = read(made[kind])
    assert document.format == kind
    assert cells(document) == EXPECTED


@needs_soffice
def test_html_gives_the_same_cells_but_for_numbers_that_html_can_not_say(made: dict[str, Path]) -> None:
    found = cells(read(made["html"]))
    assert [cell[:4] for cell in found] == [cell[:4] for cell in EXPECTED]
    assert [cell[4] for cell in found if cell[2]] == [cell[4] for cell in EXPECTED if cell[2]]


def test_sheet_and_text_give_the_same_texts(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    texts = {(row, column): text for row, _, column, _, text in EXPECTED}
    for (row, column), text in texts.items():
        book.active.cell(row + 1, column + 1, text or None)
    book.active.merge_cells("A2:D2")
    book.active.merge_cells("C4:C5")
    book.save(tmp_path / "план.xlsx")
    assert cells(read(tmp_path / "план.xlsx")) == EXPECTED
    lines = ["\t".join(texts.get((row, column), "") for column in range(4)) for row in range(6)]
    printed = cells(Document("txt", read_text("\n".join(lines))))
    assert [(row, column, text) for row, _, column, _, text in printed if text] == [
        (row, column, text) for row, _, column, _, text in EXPECTED if text
    ]


@needs_soffice
def test_an_old_workbook_is_read(made: dict[str, Path], tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (HEAD, *ROWS[:2], ("", "тайна", "", ""), ROWS[3]):
        book.active.append(row)
    book.active.row_dimensions[4].hidden = True
    book.save(tmp_path / "план.xlsx")
    for target in ("xls", "ods"):
        convert(tmp_path / "план.xlsx", target, made["doc"].parent / "profile")
        assert cells(read(tmp_path / f"план.{target}")) == cells(read(tmp_path / "план.xlsx"))


@needs_antiword
@needs_soffice
def test_a_table_at_the_very_end_of_a_doc_is_not_lost(made: dict[str, Path], tmp_path: Path) -> None:
    document = NewDocument(str(made["docx"]))
    document.element.body.remove(document.paragraphs[-1]._p)
    document.save(str(tmp_path / "план.docx"))
    found = read(convert(tmp_path / "план.docx", "doc", made["doc"].parent / "profile"))
    assert {*HEAD, "Раздел 1. Кадры", "Курсы для учителей математики", "май 2022"} <= {cell[4] for cell in cells(found)}


@needs_antiword
@needs_soffice
def test_antiword_stands_in(made: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_soffice, "_program", lambda: None)
    document = read(made["doc"])
    assert [problem.code for problem in document.problems] == ["read-by-antiword"]
    texts = {cell[4] for cell in cells(document)}
    assert {*HEAD, "Раздел 1. Кадры", "Курсы для учителей математики", "май 2022"} <= texts


def test_without_libreoffice_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_soffice, "_program", lambda: None)
    path = tmp_path / "план.rtf"
    path.write_bytes(b"{\\rtf1 plan}")
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.code == "tool-missing"
    assert "apt-get install" in caught.value.message


def test_html_and_docx_saved_as_doc_go_by_content(tmp_path: Path) -> None:
    invented(tmp_path / "план.docx").rename(tmp_path / "план.doc")
    assert read(tmp_path / "план.doc").format == "docx"
    (tmp_path / "план.rtf").write_bytes("<html><table><tr><td>Срок<td>май</table>".encode("cp1251"))
    assert read(tmp_path / "план.rtf").format == "html"


def stub(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("sleep 60 & sleep 60", "conversion-timeout"),
        ("exit 0", "conversion-failed"),
        ("kill -SEGV $$", "conversion-failed"),
    ],
)
def test_a_failing_converter_costs_only_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, code: str
) -> None:
    program = stub(tmp_path / "soffice", script)
    monkeypatch.setattr(office_soffice, "_program", lambda: program)
    source = tmp_path / "план.rtf"
    source.write_bytes(b"{\\rtf1 plan}")
    begun = time.monotonic()
    with pytest.raises(Unreadable) as caught, office_soffice.converted(source, ".rtf", "docx", timeout=1.0):
        pass
    assert caught.value.code == code
    assert time.monotonic() - begun < 10


def test_leftovers_of_killed_processes_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with subprocess.Popen(["true"]) as ended:
        pass
    stale = tmp_path / f"{office_soffice._PREFIX}{ended.pid}-profile-x"
    own = tmp_path / f"{office_soffice._PREFIX}{os.getpid()}-profile-x"
    for folder in (stale, own):
        folder.mkdir()
    office_soffice._sweep()
    assert not stale.exists()
    assert own.exists()


@needs_soffice
def test_lost_tables_are_told(made: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_soffice, "converted", lambda path, suffix, target: nullcontext(path))
    monkeypatch.setattr("parsers.office.reading.docx.read", lambda path: Document("docx", ()))
    for kind in ("odt", "rtf"):
        with pytest.raises(Unreadable) as caught:
            office.read(made[kind])
        assert caught.value.code == "tables-lost"


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and the paths that were asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_GET
        do_OPTIONS = do_GET
        do_PROPFIND = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", asked
        running.shutdown()


def remote_odt(path: Path, address: str) -> Path:
    image = (
        f'<text:p>План<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="{address}/x.png" '
        f'xlink:type="simple"/></draw:frame></text:p><text:section text:name="s">'
        f'<text:section-source xlink:href="{address}/x.odt"/><text:p>вставка</text:p></text:section>'
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"'
        for name, kind in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{image}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def remote_rtf(path: Path, address: str) -> Path:
    field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/y.png" \\\\d}}{{\\fldrslt }}}}'
    path.write_bytes(f"{{\\rtf1\\ansi{{\\*\\template {address}/t.dot}}Plan {field}}}".encode())
    return path


@needs_soffice
@pytest.mark.parametrize("make", [remote_odt, remote_rtf])
def test_nothing_remote_is_fetched(
    tmp_path: Path, server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch, make: Any
) -> None:
    monkeypatch.setattr(office_soffice, "_isolation", lambda: ())  # by LibreOffice's own settings alone
    address, asked = server
    suffix = ".odt" if make is remote_odt else ".rtf"
    document = read(make(tmp_path / f"план{suffix}", address))
    assert document.blocks
    assert asked == []
