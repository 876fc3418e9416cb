"""The door to all readers: content, not the name, asks for the reader; damage is told whatever the format."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document as NewDocument
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Document, Unreadable
from parsers.office import soffice as office_soffice
from parsers.reader import read


def _docx() -> bytes:
    document = NewDocument()
    document.add_paragraph("План")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[1].cells, ("1.", "Совещание", "май"), strict=True):
        cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(("1.", "Совещание", "май"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


CONTENTS = {
    "docx": _docx(),
    "xlsx": _xlsx(),
    "html": "<table><tr><td>1.<td>Совещание<td>май</table>".encode("cp1251"),
    "txt": "№\tМероприятие\tСрок\n1.\tСовещание\tмай\n".encode("koi8-r", "replace"),
    "md": "| № | Срок |\n|---|---|\n| 1. | май |\n".encode(),
}


@pytest.mark.parametrize("kind", CONTENTS)
@pytest.mark.parametrize("suffix", ["doc", "pdf", "bin"])
def test_the_name_does_not_matter(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"план.{suffix}"
    path.write_bytes(CONTENTS[kind])
    document = read(path)
    assert document.format == kind
    assert document.blocks


def test_an_archive_is_no_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "планы.zip", "w") as archive:
        archive.writestr("план.docx", CONTENTS["docx"])
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / "планы.zip")
    assert caught.value.code == "archive"


@given(
    st.sampled_from(sorted(CONTENTS)),
    st.floats(0.2, 1),
    st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), max_size=8),
)
@settings(max_examples=60, deadline=None)
def test_any_damage_is_told(
    tmp_path_factory: pytest.TempPathFactory, kind: str, kept: float, harm: list[tuple[float, int]]
) -> None:
    """Cut short or overwritten anywhere, a file gives a reading or an Unreadable, never another error."""
    content = bytearray(CONTENTS[kind])
    content = content[: int(kept * len(content))]
    for place, byte in harm:
        content[int(place * len(content))] = byte
    path = tmp_path_factory.getbasetemp() / "порча.doc"
    path.write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office_soffice, "_program", lambda: None)
        try:
            answer: Document | str = read(path)
        except Unreadable as refused:
            answer = refused.message
    assert answer
