"""Words that a too narrow column broke without a hyphen, and what a merged or stray cell is."""

from __future__ import annotations

import pytest

from parsers.document import Box, Line
from parsers.roadmap.printed import sheet_of
from parsers.roadmap.printed_text import cell_text


def column(*texts, letter=5.0):
    """Lines one under another, each letter as wide as the others."""
    return [Line(text, Box(1, 0.0, 12.0 * k, letter * len(text), 12.0 * k + 10)) for k, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["школ с низкими", "образовательны", "ми результатами"], "школ с низкими образовательными результатами"),
        (["Организационно", "-методическое", "сопровождение"], "Организационно-методическое сопровождение"),
        (["анкетирования", ", проводимого", "школой"], "анкетирования, проводимого школой"),
        (["сопровождение", "и поддержка"], "сопровождение и поддержка"),
        (["тестирований", "в формате ОГЭ"], "тестирований в формате ОГЭ"),
        (["план", "- работа школы"], "план - работа школы"),
        (["образов", "ания"], "образования"),
        (["педагог", "ам"], "педагогам"),
        (["планы", "и", "отчёты"], "планы и отчёты"),
    ],
)
def test_words_broken_by_a_narrow_column(lines, text):
    assert cell_text(column(*lines)) == text


def test_a_word_broken_by_the_page():
    first, second = Line("Персонализирова", Box(1, 0, 700, 75, 710)), Line("нные планы", Box(2, 0, 50, 50, 60))
    assert cell_text([first, second]) == "Персонализированные планы"


def test_a_stray_border_makes_no_column(draw):
    rows = [
        "№ | Мероприятие | < | Срок",
        *(f"{k} | Курсы | < | май" for k in range(1, 12)),
        "12 | Анализ | работы | май",
    ]
    sheet = sheet_of(draw.grid("\n".join(rows)))
    assert sheet.width == 3
    assert sheet.rows[-1].texts() == ["12", "Анализ работы", "май"]


def test_a_merged_cell_is_one_entry_in_all_its_rows(draw):
    sheet = sheet_of(draw.grid("1 | Курсы | май\n2 | Анализ | ^"))
    first, second = sheet.rows
    assert first.entries[2] is second.entries[2]
    assert (first.begins, second.begins) == ((True, True, True), (True, True, False))
