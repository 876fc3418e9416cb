"""ZIP archives: names in Russian code pages, bounds, nothing outside the archive's own folder."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.archive import Limits, members, safe_name
from parsers.document import Unreadable


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def named(raw: bytes) -> bytes:
    """An archive whose one member has a name of these raw bytes and no mark of its encoding."""
    placeholder = b"x" * len(raw)
    return zipped({placeholder.decode(): b"1"}, zipfile.ZIP_STORED).replace(placeholder, raw)


def read(tmp_path: Path, content: bytes, limits: Limits | None = None) -> list[tuple[str, bytes, str | None]]:
    path = tmp_path / "архив.zip"
    path.write_bytes(content)
    return [(item.name, item.data, item.refused.code if item.refused else None) for item in members(path, limits)]


def test_files_in_order(tmp_path: Path) -> None:
    content = zipped({"планы/Школа 1.docx": b"1", "планы/": b"", "б.txt": b"2"})
    assert read(tmp_path, content) == [("планы/Школа 1.docx", b"1", None), ("б.txt", b"2", None)]


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "utf-8"])
@pytest.mark.parametrize("name", ["План мероприятий.docx", "ДОРОЖНАЯ КАРТА 2021.doc", "школа-куратор.pdf"])
def test_names(tmp_path: Path, name: str, encoding: str) -> None:
    assert [item[0] for item in read(tmp_path, named(name.encode(encoding)))] == [name]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../план.docx", "план.docx"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\планы\\план.docx", "планы/план.docx"),
        ("a/../../b/план.docx", "b/план.docx"),
        ("./план.docx", "план.docx"),
    ],
)
def test_no_path_leaves_the_archive(tmp_path: Path, name: str, expected: str) -> None:
    assert read(tmp_path, zipped({name: b"1"})) == [(expected, b"1", None)]


@given(st.text(max_size=40))
def test_any_name_stays_inside(name: str) -> None:
    safe = safe_name(name)
    assert not safe.startswith("/")
    assert ".." not in safe.split("/")


def test_rubbish_and_links_are_left_out(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("__MACOSX/._план.docx", ".DS_Store", "папка/Thumbs.db", "~$план.docx", "план.docx"):
            archive.writestr(name, b"1")
        link = zipfile.ZipInfo("ссылка.docx")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, b"/etc/passwd")
    assert [item[0] for item in read(tmp_path, buffer.getvalue())] == ["план.docx"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_same_names_are_told_apart(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("план.docx", b"1")
        archive.writestr("план.docx", b"2")
    assert [item[0] for item in read(tmp_path, buffer.getvalue())] == ["план.docx", "план (2).docx"]


def test_archives_inside(tmp_path: Path) -> None:
    inner = zipped({"план.txt": b"2"})
    content = zipped({"внутри.zip": inner, "документ.docx": zipped({"[Content_Types].xml": b"x"})})
    names = [(name, code) for name, _, code in read(tmp_path, content)]
    assert names == [("внутри.zip/план.txt", None), ("документ.docx", None)]


def test_archives_too_deep_are_told(tmp_path: Path) -> None:
    content = zipped({"а.zip": zipped({"б.zip": zipped({"план.txt": b"1"}), "в.txt": b"2"})})
    assert [(name, code) for name, _, code in read(tmp_path, content)] == [
        ("а.zip/б.zip", "archive-limits"),
        ("а.zip/в.txt", None),
    ]


@pytest.mark.parametrize("limits", [Limits(count=2), Limits(total=2_500_000), Limits(count=2, depth=1)])
def test_too_much_in_all(tmp_path: Path, limits: Limits) -> None:
    content = zipped({f"{number}.txt": b"1" * 1_000_000 for number in range(3)})
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, content, limits)
    assert caught.value.code == "archive-limits"


def test_a_bomb_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    content = zipped({"бомба.txt": bytes(20_000_000), "план.txt": b"1"})
    assert read(tmp_path, content, Limits(ratio=100)) == [
        ("бомба.txt", b"", "archive-limits"),
        ("план.txt", b"1", None),
    ]


def test_an_encrypted_member_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped({"план.txt": b"1"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert read(tmp_path, bytes(content)) == [("план.txt", b"", "encrypted")]


def test_a_damaged_member_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    content = zipped({"а.txt": b"unique bytes", "б.txt": b"2"}, zipfile.ZIP_STORED).replace(b"unique", b"broken")
    assert read(tmp_path, content) == [("а.txt", b"", "damaged"), ("б.txt", b"2", None)]


def test_damage_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, zipped({"а.txt": b"1"})[:30])
    assert caught.value.code == "damaged"
