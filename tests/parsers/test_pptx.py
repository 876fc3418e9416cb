"""Presentations: texts and tables of the shown slides, merged cells in place. Slides are written as PowerPoint does."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from parsers.document import Grid, Paragraph, Unreadable
from parsers.pptx import read
from parsers.roadmap import read_plan

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def p(text: str) -> str:
    return f"<a:txBody><a:p><a:r><a:rPr b='1'/><a:t>{text}</a:t></a:r></a:p></a:txBody>"


def slide(content: str, marks: str = "") -> str:
    return f"<p:sld {P} {A} {marks}><p:cSld><p:spTree>{content}</p:spTree></p:cSld></p:sld>"


def table(*rows: str) -> str:
    columns = "<a:gridCol w='1270000'/>" * 4
    body = "".join(f"<a:tr>{row}</a:tr>" for row in rows)
    return f"<p:graphicFrame><a:tbl><a:tblGrid>{columns}</a:tblGrid>{body}</a:tbl></p:graphicFrame>"


def cells(*texts: str) -> str:
    return "".join(f"<a:tc>{p(text)}</a:tc>" for text in texts)


def write(path: Path, *slides: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        ids = "".join(f'<p:sldId id="{256 + k}" r:id="r{k}"/>' for k in range(len(slides)))
        presentation = f'<p:presentation {P} xmlns:r="{R}"><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>'
        archive.writestr("ppt/presentation.xml", presentation)
        rels = "".join(f'<Relationship Id="r{k}" Target="slides/{k}.xml"/>' for k in range(len(slides)))
        archive.writestr("ppt/_rels/presentation.xml.rels", f"<Relationships>{rels}</Relationships>")
        for k, content in enumerate(slides):
            archive.writestr(f"ppt/slides/{k}.xml", content)
    return path


HEAD = cells("№", "Мероприятие", "Срок", "Ответственный")
MERGED = f"{cells('2', 'Смотр кабинетов')}<a:tc vMerge='1'><a:txBody><a:p/></a:txBody></a:tc>{cells('школы')}"


def test_a_plan_over_slides(tmp_path: Path) -> None:
    section = f"<a:tc gridSpan='4'>{p('1. Кадры')}</a:tc>" + "<a:tc hMerge='1'/>" * 3
    first = f"{cells('1', 'Курсы для учителей')}<a:tc rowSpan='2'>{p('май')}</a:tc>{cells('отдел образования')}"
    path = write(
        tmp_path / "план.pptx",
        slide(p("План мероприятий по поддержке школ на 2023 год")),
        slide(table(HEAD, section, first, MERGED)),
        slide(p("черновик"), "show='0'"),
        slide(table(HEAD, cells("3", "Родительский день", "июнь", "школы"))),
    )
    document = read(path)
    assert [type(block) for block in document.blocks] == [Paragraph, Grid, Grid]
    reading = read_plan(document)
    rows = [(row.number, row.action.text, row.term, row.section) for row in reading.rows]
    assert [(number, action, t and t.text, s and s.title) for number, action, t, s in rows] == [
        ("1", "Курсы для учителей", "май", "Кадры"),
        ("2", "Смотр кабинетов", "май", "Кадры"),
        ("3", "Родительский день", "июнь", "Кадры"),
    ]


@pytest.mark.parametrize("content", ["<p:sld", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;"])
def test_damage_is_told(tmp_path: Path, content: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(write(tmp_path / "план.pptx", content))
    assert caught.value.code == "damaged"
