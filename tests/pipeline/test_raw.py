"""What is found in the raw folder, and what is told of the rest."""

from __future__ import annotations

from pathlib import Path

from pipeline.raw import collect, stated


def names(raw: Path, only: str | None = None) -> tuple[list[str], dict[str, str]]:
    files, refused = collect(raw, only)
    return [file.source_path for file in files], {item.source_path: item.code for item in refused}


def test_files_in_folders_and_those_left_aside(tmp_path: Path) -> None:
    for name in ("б.pdf", "RU-ME/а.docx", ".gitkeep", "~$а.docx", "б.pdf.toml", "RU-ME/dorkarta.toml", "Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    assert names(tmp_path) == (["RU-ME/а.docx", "б.pdf"], {})


def test_the_same_bytes_under_two_names_are_one_document(tmp_path: Path) -> None:
    for name in ("б.pdf", "а.pdf"):
        (tmp_path / name).write_bytes(b"same")
    [file], _ = collect(tmp_path)
    assert file.source_paths == ("а.pdf", "б.pdf")
    assert file.path.name == "а.pdf"
    assert len(file.document_id) == 16


def test_links_that_leave_the_tree_are_told(tmp_path: Path) -> None:
    raw, outside = tmp_path / "raw", tmp_path / "outside"
    raw.mkdir()
    outside.mkdir()
    (outside / "план.pdf").write_text("x")
    (raw / "папка").symlink_to(outside)
    (raw / "файл.pdf").symlink_to(outside / "план.pdf")
    (raw / "нет.pdf").symlink_to(raw / "нигде.pdf")
    (raw / "круг").symlink_to(raw)
    found, refused = names(raw)
    assert found == []
    assert refused == {"папка": "link-outside", "файл.pdf": "link-outside", "нет.pdf": "broken-link"}


def test_only_takes_a_pattern_of_path_or_name(tmp_path: Path) -> None:
    for name in ("а.pdf", "б.docx"):
        (tmp_path / name).write_text(name)
    assert names(tmp_path, "*.docx")[0] == ["б.docx"]


def test_sidecars_add_up_the_nearest_last(tmp_path: Path) -> None:
    (tmp_path / "RU-ME").mkdir()
    (tmp_path / "dorkarta.toml").write_text('level = "municipal"\nregion_code = "RU-TA"\n')
    (tmp_path / "RU-ME/dorkarta.toml").write_text('region_code = "RU-ME"\n')
    (tmp_path / "RU-ME/план.pdf.toml").write_text("act_date = 2021-03-29\n")
    facts, message = stated(tmp_path, "RU-ME/план.pdf")
    assert facts["level"] == "municipal"
    assert facts["region_code"] == "RU-ME"
    assert facts["act_date"] == "2021-03-29"
    assert message is None


def test_a_broken_sidecar_is_told(tmp_path: Path) -> None:
    (tmp_path / "план.pdf.toml").write_text("level = ")
    assert "план.pdf.toml" in str(stated(tmp_path, "план.pdf")[1])
