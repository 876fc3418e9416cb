"""Corrections: what an analyst says of a row is carried out whole, or told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from parsers.document import Page, Severity
from parsers.plan import Field, Heading, Reading, Row
from pipeline import cli
from pipeline.corrections import correct, draft
from pipeline.ingest import Options, ingest

STAFF, PUPILS = Heading("1", "Кадры"), Heading("2", "Ученики")
ROWS = (
    Row(1, Field("Семинар для завучей"), number="1", section=STAFF,
        term=Field("сентябрь октября", confidence=0.5, raw="сентябрь октябрь", doubtful=("октября",))),
    Row(1, Field("Итого по разделу"), number="2", section=STAFF, term=Field("")),
    Row(1, Field("Семинар для психологов"), number="1", section=PUPILS, term=Field("май"),
        extra=(("Форма", Field("справка")),)),
)
READING = Reading("table", ROWS)
WHY = {"reason": "сверено со сканом"}


@pytest.mark.parametrize(("entry", "read"), [
    ({"number": "1.", "section": "Кадры", "field": "term", "was": "сентябрь октября", "now": "сентябрь - октябрь"},
     lambda rows: rows[0].term.text == "сентябрь - октябрь" and rows[0].term.raw == "сентябрь октябрь"),
    ({"action": "семинар для психологов", "field": "Форма", "was": "справка", "now": "приказ"},
     lambda rows: rows[2].extra == (("Форма", Field("приказ", raw="справка")),)),
    ({"action": "Семинар для психологов", "field": "executor", "was": "", "now": "РМК"},
     lambda rows: rows[2].executor == Field("РМК")),
    ({"section": "1", "field": "section_title", "was": "Кадры", "now": "Кадры и школы", "every": True},
     lambda rows: [row.section.title for row in rows] == ["Кадры и школы", "Кадры и школы", "Ученики"]),
    ({"action": "Итого", "field": "number", "was": "2", "now": ""}, lambda rows: rows[1].number is None),
    ({"action": "Итого", "drop": True}, lambda rows: rows == (ROWS[0], ROWS[2])),
])
def test_a_correction_is_carried_out(entry: dict, read) -> None:
    corrected = correct(READING, [entry | WHY])
    assert read(corrected.reading.rows)
    assert not [problem for problem in corrected.reading.problems if problem.severity is Severity.ERROR]
    assert len(corrected.notes) == len(corrected.reading.rows)


def test_a_correction_names_its_row_and_reason() -> None:
    entry = {"action": "Семинар для п", "field": "term", "was": "май", "now": "июнь"} | WHY
    notes = correct(READING, [entry]).notes
    assert notes[:2] == ((), ())
    assert notes[2][0].text == "срок: «май» → «июнь». сверено со сканом"


def test_a_lost_row_is_added_under_the_headings_of_its_neighbour() -> None:
    entry = {"number": "1", "section": "Ученики", "page": 2,
             "add": {"number": "2", "action": "Олимпиада", "term": "март"}}
    corrected = correct(READING, [entry | WHY], [Page(1, 595, 842), Page(2, 595, 842)])
    row = corrected.reading.rows[3]
    assert (row.number, row.action.text, row.term, row.section) == ("2", "Олимпиада", Field("март"), PUPILS)
    assert [(box.page, box.bottom) for box in row.action.place.boxes] == [(2, 842)]
    assert corrected.notes[3][0].text.startswith("Строка добавлена")


def test_rows_of_an_unreadable_plan_can_be_given() -> None:
    entry = {"add": {"action": "Олимпиада", "term": "март"}} | WHY
    reading = correct(Reading(None, ()), [entry]).reading
    assert (reading.layout, [row.action.text for row in reading.rows]) == ("table", ["Олимпиада"])


@pytest.mark.parametrize(("entry", "code"), [
    ({"number": "9", "field": "term", "was": "май", "now": "июнь"}, "correction-unmatched"),
    ({"action": "Семинар", "field": "term", "was": "апрель", "now": "июнь"}, "correction-unmatched"),
    ({"number": "1", "drop": True}, "correction-ambiguous"),
    ({"number": "1", "add": {"action": "Олимпиада"}}, "correction-ambiguous"),
    ({"number": "1", "field": "term", "now": "июнь"}, "correction-unclear"),
    ({"number": "1", "colour": "red", "drop": True}, "correction-unclear"),
    ({"number": 1, "drop": True}, "correction-unclear"),
    ({"number": "1"}, "correction-unclear"),
    ({"add": {"term": "май"}}, "correction-unclear"),
    ({"action": "Итого", "drop": True, "reason": ""}, "correction-unclear"),
])
def test_a_correction_that_fits_nothing_changes_nothing_and_is_told(entry: dict, code: str) -> None:
    reading = correct(READING, [WHY | entry]).reading
    assert reading.rows == ROWS
    assert [(problem.code, problem.severity) for problem in reading.problems] == [(code, Severity.ERROR)]


def test_a_correction_that_the_reading_has_caught_up_with_is_told() -> None:
    entry = {"action": "Семинар для п", "field": "term", "was": "маи", "now": "май"} | WHY
    problems = correct(READING, [entry]).reading.problems
    assert [(problem.code, problem.severity) for problem in problems] == [("correction-needless", Severity.WARNING)]


PLAN = """План школ Лугового района на 2022 год
№ п/п\tМероприятие\tСрок\tОтветственные
1\tНазначение кураторов\tсентябрь октября\tметодист
2\tПроведение семинаров\tоктябрь - ноябрь\tметодист
3\tПодведение итогов\tдекабрь\tметодист
"""


def test_from_the_data_set_to_the_sidecar_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "план.txt").write_text(PLAN, "utf-8")
    ingest(Options(raw, out, jobs=1))
    measure_id = pd.read_parquet(out / "measures.parquet")["measure_id"][0]
    assert cli.main(["correct", measure_id, "term", "--data", str(out)]) == cli.DONE
    printed = capsys.readouterr().out
    assert tomllib.loads(printed)["correction"][0]["was"] == "сентябрь октября"
    said = printed.replace('now = "сентябрь октября"', 'now = "сентябрь - октябрь"')
    (raw / "план.txt.toml").write_text(said.replace('reason = ""', 'reason = "опечатка"'), "utf-8")
    done = ingest(Options(raw, out, jobs=1))
    assert done.read == ["план.txt"]
    measure = pd.read_parquet(out / "measures.parquet").iloc[0]
    assert (measure["term"], list(measure["months"])) == ("сентябрь - октябрь", [9, 10])
    assert list(measure["flags"]) == ["corrected"]
    issue = pd.read_parquet(out / "issues.parquet").set_index("code").loc["corrected"]
    assert issue["text"] == "срок: «сентябрь октября» → «сентябрь - октябрь». опечатка"
    cells = pd.read_parquet(out / "cells.parquet")
    assert cells[cells["column"] == "term"]["raw"].iloc[0] == "сентябрь октября"


@pytest.mark.parametrize("wanted", [("nobody-0001", "term"), (None, "цвет")])
def test_a_draft_of_what_is_not_there_is_refused(tmp_path: Path, wanted: tuple[str | None, str]) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "план.txt").write_text(PLAN, "utf-8")
    ingest(Options(raw, out, jobs=1))
    measure_id = wanted[0] or pd.read_parquet(out / "measures.parquet")["measure_id"][0]
    with pytest.raises(LookupError):
        draft(out, measure_id, wanted[1])
