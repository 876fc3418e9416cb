"""Numbers of scanned plans, from the sequence."""

from __future__ import annotations

import pytest

from parsers.document import Line
from parsers.plan import Field, Row
from parsers.roadmap.row_numbers import restore_numbers


def rows(numbers, confidence):
    action = Field("Курсы", (Line("Курсы", confidence=confidence),))
    return [Row(1, action, number=number) for number in numbers]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["6.7", "6.8", "ОО"], ["6.7", "6.8", "6.9"]),
        (["4.1", "42", "4.3"], ["4.1", "4.2", "4.3"]),
        (["4.1", "4.1", "4.3"], ["4.1", "4.1", "4.3"]),
        (["3", "б", "5"], ["3", "4", "5"]),
        (["1.9", "2.1"], ["1.9", "2.1"]),
        (["1.1", "л", "5.7"], ["1.1", "л", "5.7"]),
    ],
)
def test_misread_numbers(read, meant):
    assert [row.number for row in restore_numbers(rows(read, 0.8))] == meant


def test_printed_numbers_stay():
    assert [row.number for row in restore_numbers(rows(["1.1", "12", "1.3"], None))] == ["1.1", "12", "1.3"]
