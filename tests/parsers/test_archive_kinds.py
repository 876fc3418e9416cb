"""Archives of other makes than ZIP, and letters with attachments, within the same bounds."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import sys
import tarfile
from pathlib import Path

import pytest

from parsers.archive import Limits, members
from parsers.detect import detect
from parsers.document import Unreadable
from tests.parsers.packed_archives import letter, rar, rar5, seven_zip

PLAN = "План мероприятий: смотр кабинетов, май".encode()
Told = list[tuple[str, bytes, str | None]]


def read(tmp_path: Path, content: bytes, name: str = "архив", limits: Limits | None = None) -> Told:
    path = tmp_path / name
    path.write_bytes(content)
    assert detect(path) == "archive"
    return [(item.name, item.data, item.refused.code if item.refused else None) for item in members(path, limits)]


def tar(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("ссылка.docx")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return buffer.getvalue()


def test_rar(tmp_path: Path) -> None:
    files = {"plan.txt": PLAN, "a\\b.txt": b"2"}
    assert read(tmp_path, rar(files)) == [("plan.txt", PLAN, None), ("a/b.txt", b"2", None)]


def test_rar_of_version_5(tmp_path: Path) -> None:
    files = {"Планы/План школы № 3.txt": PLAN, "б.txt": b"2"}
    assert read(tmp_path, rar5(files)) == [(name, data, None) for name, data in files.items()]


def test_seven_zip(tmp_path: Path) -> None:
    content = seven_zip(tmp_path / "x.7z", {"Планы/План школы.txt": PLAN, "../б.txt": b"2"})
    assert read(tmp_path, content) == [("Планы/План школы.txt", PLAN, None), ("б.txt", b"2", None)]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_file_is_called_as_before(tmp_path: Path, pack: object) -> None:
    assert read(tmp_path, pack(PLAN), "план.txt.gz") == [("план.txt", PLAN, None)]  # type: ignore[operator]


def test_tar_within_gzip_without_its_links(tmp_path: Path) -> None:
    found = read(tmp_path, gzip.compress(tar({"план.txt": PLAN})), "планы.tgz")
    assert found == [("планы.tar/план.txt", PLAN, None)]


def test_rar_within_a_letter(tmp_path: Path) -> None:
    content = letter({"планы.rar": rar({"plan.txt": PLAN}), "Приложение № 1.txt": b"1"})
    assert read(tmp_path, content) == [("планы.rar/plan.txt", PLAN, None), ("Приложение № 1.txt", b"1", None)]


def test_a_table_in_the_letter_itself_counts(tmp_path: Path) -> None:
    page = "<p>Добрый день!</p><table><tr><td>Срок</td></tr></table>"
    names = [name for name, _, _ in read(tmp_path, letter({"а.txt": b"1"}, html=page))]
    assert names == ["письмо.html", "а.txt"]


def test_bounds_hold_for_every_kind(tmp_path: Path) -> None:
    bomb = gzip.compress(bytes(20_000_000))
    assert read(tmp_path, bomb, limits=Limits(ratio=100)) == [("архив", b"", "archive-limits")]
    many = seven_zip(tmp_path / "x.7z", {f"{number}.txt": b"1" for number in range(5)})
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, many, limits=Limits(count=4))
    assert caught.value.code == "archive-limits"


def test_nesting_has_an_end(tmp_path: Path) -> None:
    content = tar({"в.gz": gzip.compress(tar({"план.txt": PLAN})), "б.txt": b"1"})
    told = [(name, code) for name, _, code in read(tmp_path, content)]
    assert told == [("в.gz/в", "archive-limits"), ("б.txt", None)]


def test_a_password_is_told(tmp_path: Path) -> None:
    assert read(tmp_path, rar({"plan.txt": PLAN}, flags=0x04)) == [("plan.txt", b"", "encrypted")]


@pytest.mark.parametrize("make", [rar, rar5])
def test_damage_is_told(tmp_path: Path, make: object) -> None:
    content = make({"a.txt": b"1", "b.txt": PLAN})[:-60]  # type: ignore[operator]
    assert read(tmp_path, content)[:2] == [("a.txt", b"1", None), ("b.txt", b"", "damaged")]


def test_without_the_library_the_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libarchive", None)
    with pytest.raises(Unreadable) as caught:
        read(tmp_path, rar({"plan.txt": PLAN}))
    assert caught.value.code == "tool-missing"
    assert "libarchive-tools" in caught.value.message
