"""DjVu: its pages are scans; without djvulibre the package is named."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from parsers.djvu import read
from parsers.document import Unreadable

HAS_TOOLS = bool(shutil.which("ddjvu") and shutil.which("c44"))


@pytest.mark.skipif(not HAS_TOOLS, reason="djvulibre is not installed")
def test_its_pages_become_scans(tmp_path: Path) -> None:
    (tmp_path / "page.pgm").write_bytes(b"P5 600 400 255\n" + b"\xf5" * 600 * 400)
    subprocess.run(["c44", "-dpi", "100", tmp_path / "page.pgm", tmp_path / "план.djvu"], check=True)
    document = read(tmp_path / "план.djvu")
    assert document.format == "djvu"
    assert [(page.number, round(page.width), round(page.height), page.ocr) for page in document.pages] == [
        (1, 432, 288, True)
    ]


@pytest.mark.skipif(not HAS_TOOLS, reason="djvulibre is not installed")
def test_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "план.djvu"
    path.write_bytes(b"AT&TFORM\x00\x00\x01\x00DJVMDIRM")
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.code == "damaged"


def test_without_the_program_the_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Unreadable) as caught:
        read(tmp_path / "план.djvu")
    assert caught.value.code == "tool-missing"
    assert "djvulibre-bin" in caught.value.message
