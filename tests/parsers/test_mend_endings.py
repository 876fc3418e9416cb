"""A prepositional case without its preposition is a genitive plural whose last sign was lost; all else stays."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from parsers import mend
from parsers.document import Document, Line, Paragraph
from parsers.mend import endings


def mended(*texts: str) -> list[Line]:
    lines = tuple(Line(text, confidence=0.9) for text in texts)
    document = mend.mend_document(Document("image", (Paragraph(lines, 1),)))
    return [line for block in document.blocks for line in mend.lines_of(block)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Посещение занятии молодых педагогов", "Посещение занятий молодых педагогов"),
        ("график мероприятии", "график мероприятий"),
        ("протоколы заседании, справка", "протоколы заседаний, справка"),
    ],
)
def test_a_lost_ending_is_mended_and_told(read, printed):
    [line] = mended(read)
    assert (line.text, line.raw) == (printed, read)


@pytest.mark.parametrize(
    "text",
    [
        "Отчёт о проведённом мероприятии",
        "обсуждение на заседании методического совета",
        "Занятии",
        "по окончании года",
        "работа организации и комиссии",
        "приказ внедрении модели",
        "качество в школах, муниципальном учреждении",
    ],
)
def test_where_the_case_can_stand_it_stays(text):
    assert [line.text for line in mended(text)] == [text]


def test_the_preposition_may_stand_on_the_line_above():
    assert [line.text for line in mended("Информация об итоговом", "мероприятии")][1] == "мероприятии"


def test_every_counted_noun_has_an_example_that_it_explains():
    entries = tomllib.loads(Path(endings.__file__).with_name("mend.toml").read_text("utf-8"))["counted"]
    for entry in entries:
        read, printed = entry["example"].split(" → ")
        assert entry["word"][:-1] in printed
        assert endings.with_plural(read, []) == printed
