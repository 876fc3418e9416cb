"""The report's two files: self-contained, escaped, proof against formulas, with cut-outs and honest places."""

from __future__ import annotations

import json
import re
from pathlib import Path

import openpyxl
import pytest
from PIL import Image, ImageDraw

from pipeline import report
from tests.pipeline.sample_data import measure, publish

EVIL = '</script><script>alert(1)</script> & "кавычки"'
FORMULA = '=HYPERLINK("http://x","тут")'
BOX = [{"page": 1, "x0": 20.0, "top": 30.0, "x1": 300.0, "bottom": 60.0}]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> report.ReportSummary:
    """A report of three plans, one of them an image with cut-outs, with hostile texts in it."""
    folder = tmp_path_factory.mktemp("report")
    raw = folder / "raw"
    raw.mkdir()
    page = Image.new("L", (842, 595), 255)
    ImageDraw.Draw(page).rectangle((25, 35, 200, 50), fill=0)
    page.save(raw / "c d.png", dpi=(72, 72))
    data = publish(folder / "data", {
        "a.docx": [measure("Назначение кураторов ШНОР", months=[5]), measure(f"Семинар {EVIL}", months=[3])],
        "b.docx": [measure("Закрепление кураторов за школами с низкими результатами", months=[5], executor=FORMULA),
                   measure("+7 родительских собраний", months=[], result="@SUM(A1)")],
        "c d.png": [measure("Олимпиада по физике", months=[11], boxes=BOX, page_first=1, page_last=1)],
        "d.pdf": [],
    })
    return report.write(data, folder / "out", raw)


def test_the_summary_tells_what_was_written(written: report.ReportSummary) -> None:
    assert (written.plans, written.measures, written.proofs) == (3, 5, 1)
    assert "Сравниваются 3 плана, всего 5 мероприятий." in str(written)
    assert "1 документ" in str(written)


def test_the_page_needs_no_network(written: report.ReportSummary) -> None:
    html = written.html.read_text("utf-8")
    assert len(html) < 1_000_000
    outside = [address for address in re.findall(r"""(?:src|href)=["']([^"']+)""", html)
               if not address.startswith(("#", "data:"))]
    assert outside == []
    assert "<script src" not in html
    assert "@import" not in html


def test_text_of_documents_is_never_markup(written: report.ReportSummary) -> None:
    html = written.html.read_text("utf-8")
    assert "<script>alert(1)" not in html
    assert EVIL in json.dumps(payload(html), ensure_ascii=False).replace('\\"', '"')


def payload(html: str) -> dict:
    """What the page's script gets, each row by the names of its columns."""
    data = json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])
    return data | {"rows": [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]}


def test_measures_carry_place_link_and_cut_out(written: report.ReportSummary) -> None:
    data = payload(written.html.read_text("utf-8"))
    rows = {row["action"]: row for row in data["rows"]}
    olympiad = rows["Олимпиада по физике"]
    assert olympiad["place"] == "стр. 1"
    assert data["images"][olympiad["image"]].startswith("data:image/webp;base64,")
    assert data["plans"][olympiad["plan"]]["links"] == ["../raw/c%20d.png"]
    assert rows["Назначение кураторов ШНОР"]["place"] == "таблица 1, строка 2"
    assert rows["Назначение кураторов ШНОР"]["image"] == -1


def test_what_others_have_is_listed(written: report.ReportSummary) -> None:
    data = payload(written.html.read_text("utf-8"))
    short = [plan["short"] for plan in data["plans"]]
    listed = {data["rows"][gap[0]]["action"] for gap in data["gaps"][short.index("a район")]}
    assert "Олимпиада по физике" in listed
    assert not any("куратор" in text for text in listed)


def test_charts_are_inline_and_take_the_pages_colour(written: report.ReportSummary) -> None:
    html = written.html.read_text("utf-8")
    assert html.count("<svg") >= 3
    assert "currentColor" in html
    assert "#010203" not in html


def test_no_cell_is_a_formula(written: report.ReportSummary) -> None:
    book = openpyxl.load_workbook(written.xlsx)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value[0] in "=+-@"]
    assert {cell.value for cell in risky} >= {FORMULA, "+7 родительских собраний", "@SUM(A1)"}
    assert all(cell.quotePrefix for cell in risky)


def test_the_workbook_has_the_tables_of_the_page(written: report.ReportSummary) -> None:
    book = openpyxl.load_workbook(written.xlsx)
    assert {"Коротко", "Планы", "План × план", "Темы", "Месяцы", "Нет здесь", "Мероприятия", "Соответствия",
            "Качество данных", "Замечания"} <= set(book.sheetnames)
    assert [row[0].value for row in book["Планы"].iter_rows(min_row=2)] == ["a район", "b район", "c d район"]
    assert book["Мероприятия"].max_row == 6


@pytest.mark.parametrize("by", ["region", "municipality"])
def test_plans_may_be_taken_together(written: report.ReportSummary, tmp_path: Path, by: str) -> None:
    done = report.write(written.html.parent.parent / "data", tmp_path, None, None, by)
    assert done.plans == (1 if by == "region" else 3)


def test_one_plan_alone_is_reported_too(written: report.ReportSummary, tmp_path: Path) -> None:
    assert report.write(written.html.parent.parent / "data", tmp_path, None, ["a.docx"]).plans == 1


def test_a_missing_document_costs_only_its_cut_out(written: report.ReportSummary, tmp_path: Path) -> None:
    done = report.write(written.html.parent.parent / "data", tmp_path / "out", tmp_path)
    assert done.proofs == 0
    assert payload(done.html.read_text("utf-8"))["plans"][0]["links"] == [None]


def test_the_same_data_give_the_same_page(written: report.ReportSummary, tmp_path: Path) -> None:
    folder = written.html.parent.parent
    again = report.write(folder / "data", folder / "again", folder / "raw")
    assert again.html.read_text("utf-8") == written.html.read_text("utf-8")


def test_a_measure_over_a_page_break_is_cut_out_of_both_pages(tmp_path: Path) -> None:
    import base64
    import io

    (tmp_path / "raw").mkdir()
    pages = [Image.new("L", (595, 842), shade) for shade in (250, 60)]
    pages[0].save(tmp_path / "raw" / "a.tiff", save_all=True, append_images=pages[1:], dpi=(72, 72))
    boxes = [{"page": 1, "x0": 50.0, "top": 800.0, "x1": 500.0, "bottom": 830.0},
             {"page": 2, "x0": 50.0, "top": 40.0, "x1": 500.0, "bottom": 100.0}]
    row = measure("Олимпиада по физике", months=[11], boxes=boxes, page_first=1, page_last=2)
    data = publish(tmp_path / "data", {"a.tiff": [row]})
    import pandas as pd

    documents = pd.read_parquet(data / "documents.parquet").assign(format="image")
    documents.to_parquet(data / "documents.parquet")
    done = report.write(data, tmp_path / "out", tmp_path / "raw")
    told = payload(done.html.read_text("utf-8"))
    assert told["rows"][0]["place"] == "стр. 1–2"
    image = Image.open(io.BytesIO(base64.b64decode(told["images"][0].split(",")[1]))).convert("L")
    assert image.height > 1.3 * (30 + 60)
    assert image.getpixel((100, 10)) > 200 > 100 > image.getpixel((100, image.height - 20))
