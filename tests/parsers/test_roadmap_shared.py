"""The annotated real documents, where they are: every measure of their DOCX, with its cells and sections."""

from __future__ import annotations

import json

import pytest

from normalizers.text import fold_spaces
from parsers.reader import read
from parsers.roadmap import read_plan

NAMES = [
    "dagestan-shnor-2021",
    "dagestan-shnsu",
    "ekaterinburg-ordzhonikidzevsky-2020",
    "role-matrix-municipal",
    "sernur-2021",
]


@pytest.mark.shared
@pytest.mark.parametrize("suffix", [".docx", ".html", ".tab.txt"])
@pytest.mark.parametrize("name", NAMES)
def test_every_measure(name, suffix, shared):
    folder = shared / "documents" / "rendered" / name
    gold = json.loads((folder / f"{name}.expected.json").read_text("utf-8"))
    reading = read_plan(read(folder / f"{name}{suffix}"))
    assert reading.layout == gold["document"]["layout"]
    wanted = [(m["section_title"], m["number"], m["action"], m["term"]) for m in gold["measures"]]
    found = [
        (row.section and row.section.title, row.number, row.action.text, (row.term and row.term.text) or None)
        for row in reading.rows
    ]
    assert [tuple(fold_spaces(text or "") for text in row) for row in found] == [
        tuple(fold_spaces(text or "") for text in row) for row in wanted
    ]
