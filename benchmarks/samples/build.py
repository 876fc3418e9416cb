"""Builds the sample plans of data/raw from their readable sources beside this file, one renderer a form.

    python benchmarks/samples/build.py [OUT]

The plans are invented. `plan(path)` is the source as data, which benchmarks/accuracy.py also reads as the gold.
"""

from __future__ import annotations

import io
import sys
import textwrap
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
RAW = HERE.parent.parent / "data" / "raw"
MM = 72 / 25.4
WIDTHS = {"number": 14, "action": 66, "term": 30, "executor": 38, "result": 42, "extra": 38}


def sources() -> list[Path]:
    return sorted(HERE.glob("*.toml"))


def plan(path: Path) -> dict:
    """A source with `=` cells filled from the row above; section rows keep their `# ` mark."""
    source = tomllib.loads(path.read_text("utf-8"))
    above: list[str] = []
    source["filled"] = []
    for row in source["rows"]:
        if not row[0].startswith("# "):
            row = [above[n] if cell == "=" else cell for n, cell in enumerate(row)]
            above = row
        source["filled"].append(row)
    return source


def build(out: Path) -> None:
    for path in sources():
        source = plan(path)
        target = out / source["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        RENDER[source["render"]](source, target)


def docx(source: dict, target: Path) -> None:
    import docx as word
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = word.Document()
    for line in source["approval"]:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = document.add_paragraph()
    title.add_run(source["title"]).bold = True
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in source["preamble"]:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=len(source["headings"]), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, source["headings"], strict=True):
        cell.text = heading
    for row in source["rows"]:
        cells = table.add_row().cells
        if row[0].startswith("# "):
            cells[0].merge(cells[-1]).text = row[0][2:]
            continue
        for n, text in enumerate(row):
            if text == "=":
                table.rows[-2].cells[n].merge(cells[n])
            else:
                cells[n].text = text
    document.save(str(target))


def pdf(source: dict, target: Path | io.BytesIO) -> None:
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_CENTER, TA_RIGHT
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    _fonts()
    body = ParagraphStyle("body", fontName="Sans", fontSize=9, leading=11)
    right = ParagraphStyle("right", body, alignment=TA_RIGHT)
    centre = ParagraphStyle("centre", body, alignment=TA_CENTER, fontName="SansBold")
    story = [Paragraph(line, right) for line in source["approval"]]
    story += [Spacer(1, 8), Paragraph(source["title"], centre), Spacer(1, 8)]
    story += [Paragraph(line, body) for line in source["preamble"]]
    rows = [[Paragraph(text, centre) for text in source["headings"]]]
    style = [("GRID", (0, 0), (-1, -1), 0.6, colors.black)]
    for row in source["filled"]:
        if row[0].startswith("# "):
            style.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            row = [Paragraph(row[0][2:], centre), *[""] * (len(source["headings"]) - 1)]
        rows.append([Paragraph(cell, body) if isinstance(cell, str) else cell for cell in row])
    widths = [WIDTHS[name] * MM for name in source["columns"]]
    story.append(Table(rows, colWidths=widths, style=TableStyle(style), repeatRows=0))
    page = A4 if sum(widths) < 180 * MM else landscape(A4)
    SimpleDocTemplate(
        str(target) if isinstance(target, Path) else target,
        pagesize=page,
        title=source["title"],
        leftMargin=40,
        rightMargin=30,
        topMargin=40,
        bottomMargin=40,
        invariant=1,
    ).build(story)


def _fonts() -> None:
    import matplotlib
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"  # a Cyrillic font that is surely there
    pdfmetrics.registerFont(TTFont("Sans", str(folder / "DejaVuSans.ttf")))
    pdfmetrics.registerFont(TTFont("SansBold", str(folder / "DejaVuSans-Bold.ttf")))


def scan(source: dict, target: Path) -> None:
    """The PDF's pages as a flat-bed scanner would give them: grey, a little turned and noisy, no text layer."""
    import numpy as np
    import pypdfium2
    from PIL import Image

    born = io.BytesIO()
    pdf(source, born)
    noise = np.random.default_rng(5)
    pages = []
    for page in pypdfium2.PdfDocument(born.getvalue()):
        image = page.render(scale=200 / 72, grayscale=True).to_pil().rotate(0.6, fillcolor=255, resample=Image.BICUBIC)
        grey = np.asarray(image, dtype=np.float32) * 0.93 + noise.normal(0, 6, (image.height, image.width))
        pages.append(Image.fromarray(grey.clip(0, 255).astype("uint8")))
    pages[0].save(target, "PDF", resolution=200, save_all=True, append_images=pages[1:], quality=60)


def tab(source: dict, target: Path) -> None:
    lines = [*source["approval"], source["title"], "", "\t".join(source["headings"])]
    lines += ["\t".join([row[0].removeprefix("# "), *row[1:]]) for row in source["filled"]]
    target.write_text("\n".join(lines) + "\n", "utf-8")


def flat(source: dict, target: Path) -> None:
    """What a PDF-to-text tool leaves: the cells' wrapped lines one after another, no boundary between cells."""
    columns = {"number": 5, "action": 52, "term": 14, "executor": 20, "result": 28}
    lines = [*textwrap.wrap(source["title"], 90), " ".join(source["headings"])]
    for row in source["filled"]:
        if row[0].startswith("# "):
            lines.append(row[0][2:])
            continue
        cells = [textwrap.wrap(cell, columns[name]) for name, cell in zip(source["columns"], row, strict=True)]
        first = [line for cell in cells[:2] for line in cell]
        printed = [f"{first[0]} {first[1]}", *first[2:]]
        for cell in cells[2:]:
            printed[-1] += f" {cell[0]}" if len(printed[-1].split()) and len(cell) == 1 and cell is cells[2] else ""
            printed += cell[1:] if printed[-1].endswith(cell[0]) and cell is cells[2] else cell
        lines += printed
    target.write_text("\n".join(lines) + "\n", "utf-8")


def xlsx(source: dict, target: Path) -> None:
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, Side

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "План"
    width = len(source["headings"])
    sheet.append([source["title"]])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.append([])
    sheet.append(source["headings"])
    for row in source["filled"]:
        sheet.append([row[0].removeprefix("# "), *row[1:]])
        if row[0].startswith("# "):
            sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=width)
            sheet.cell(sheet.max_row, 1).font = Font(bold=True)
    side = Side(style="thin")
    for line in sheet.iter_rows(min_row=3):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(side, side, side, side)
    book.save(target)


RENDER = {"docx": docx, "pdf": pdf, "scan": scan, "tab": tab, "flat": flat, "xlsx": xlsx}

if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else RAW)
