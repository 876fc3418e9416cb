"""PDF: born-digital pages drawn with reportlab, as office programs print them and as they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from parsers import ruling
from parsers.document import Document, Grid, Paragraph, Severity, Unreadable
from parsers.pdf import read
from parsers.pdf.layer import Layer
from parsers.pdf.pdfium import PageBroken, Pdf, open_pdf
from parsers.pdf.plumber import plumber_layer
from tests.parsers.drawn_pdf import HEADING, ROWS, RULED, WIDE, grids_of, ruled_page, table, text, texts, write


def rotated(path: Path, out: Path, turn: int) -> Path:
    """The file with its pages turned by /Rotate: shown, the text stands on its side."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.set_rotation(turn)
    document.save(out)
    document.close()
    return out


def words_of(document: Document) -> list[str]:
    lines = [line for block in document.blocks if not isinstance(block, Grid) for line in block.lines]
    lines += [line for grid in grids_of(document) for cell in grid.cells for line in cell.lines]
    return sorted(word for line in lines for word in line.text.split())


def unruled_page(canvas: Canvas) -> None:
    text(canvas, 300, 60, "Образец плана мероприятий")
    bottom = table(canvas, RULED, rules="none")
    text(
        canvas,
        50,
        bottom + 60,
        "Настоящий план утверждён на заседании совета и действует до конца учебного года во всех школах.",
    )


@pytest.mark.parametrize("draw", [ruled_page, unruled_page])
def test_rows_and_cells(tmp_path: Path, draw: Callable[[Canvas], None]) -> None:
    document = read(write(tmp_path / "plan.pdf", draw))
    [grid] = grids_of(document)
    assert [texts(grid, row) for row in range(grid.n_rows)] == [list(row) for row in RULED]
    assert [(c.col, c.col_end) for c in grid.cells if c.row == 1] == [(0, 4)]


def test_boxes_are_points_from_the_upper_left_corner(tmp_path: Path) -> None:
    [grid] = grids_of(read(write(tmp_path / "plan.pdf", ruled_page)))
    cell = next(cell for cell in grid.cells if cell.col == 2 and cell.row == 2)
    assert cell.box is not None
    assert (cell.box.x0, cell.box.x1) == (pytest.approx(420, abs=1), pytest.approx(540, abs=1))
    line = cell.lines[0].box
    assert line is not None
    assert 420 < line.x0 < 430
    assert cell.box.top < line.top < line.bottom < cell.box.bottom


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_shown(tmp_path: Path, turn: int) -> None:
    upright = read(write(tmp_path / "plan.pdf", ruled_page))
    path = rotated(tmp_path / "plan.pdf", tmp_path / "turned.pdf", turn)
    turned = read(path)
    assert [texts(g, r) for g in grids_of(turned) for r in range(g.n_rows)] == [list(row) for row in RULED]
    assert (turned.pages[0].width, turned.pages[0].height) == pytest.approx(
        WIDE if turn == 180 else WIDE[::-1], abs=0.01
    )
    for before, after in zip(grids_of(upright)[0].cells, grids_of(turned)[0].cells, strict=True):
        assert before.box is not None
        assert after.box is not None
        b, (width, height) = before.box, WIDE
        expected = {
            90: (height - b.bottom, b.x0, height - b.top, b.x1),
            180: (width - b.x1, height - b.bottom, width - b.x0, height - b.top),
            270: (b.top, width - b.x1, b.bottom, width - b.x0),
        }[turn]
        assert (after.box.x0, after.box.top, after.box.x1, after.box.bottom) == pytest.approx(expected, abs=1)
    assert words_of(turned) == words_of(upright)


def test_a_crop_box_moves_the_corner_and_hides_what_is_outside(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(canvas, 5, 10, "невидимое")
        ruled_page(canvas)
        canvas.setCropBox((40, 0, 800, WIDE[1] - 30))

    document = read(write(tmp_path / "plan.pdf", draw))
    assert (document.pages[0].width, document.pages[0].height) == (760, pytest.approx(WIDE[1] - 30, abs=0.1))
    [grid] = grids_of(document)
    assert grid.edges[0] == pytest.approx(10, abs=1)
    assert min(cell.box.top for cell in grid.cells) == pytest.approx(70, abs=1)
    assert "невидимое" not in words_of(document)


def test_hyphens_at_line_ends_are_hyphens(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        table(canvas, [("1", "Провести", "май", "центр"), ("2", "Собрать", "июнь", "отдел")])
        text(canvas, 50, 400, "Изучение запро\u00ad")
        text(canvas, 50, 412, "сов педа\u00adгогов школа-")
        text(canvas, 50, 424, "куратор")

    document = read(write(tmp_path / "plan.pdf", draw))
    lines = [line.text for block in document.blocks if isinstance(block, Paragraph) for line in block.lines]
    assert lines == ["Изучение запро-", "сов педагогов школа-", "куратор"]


def test_page_numbers_and_running_heads_are_dropped(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            text(canvas, 400, 30, "Образец")
            table(canvas, RULED)
            text(canvas, 400, 570, str(number))

        return draw

    document = read(write(tmp_path / "plan.pdf", page(1), page(2), page(3)))
    assert [type(block).__name__ for block in document.blocks] == ["Grid"] * 3
    assert [grid.table for grid in grids_of(document)] == [0, 1, 2]
    assert [grid.page for grid in grids_of(document)] == [1, 2, 3]


def test_an_unruled_table_keeps_its_columns_over_pages(tmp_path: Path) -> None:
    def first(canvas: Canvas) -> None:
        table(canvas, (HEADING, *ROWS), rules="none")

    def second(canvas: Canvas) -> None:
        table(canvas, [("5", "Провести открытые уроки", "январь", "школы")], rules="none", top=60)

    found = grids_of(read(write(tmp_path / "plan.pdf", first, second)))
    assert [(grid.page, grid.edges) for grid in found] == [(1, found[0].edges), (2, found[0].edges)]
    assert texts(found[1], 0) == ["5", "Провести открытые уроки", "январь", "школы"]


def test_an_encrypted_file_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.pdf", ruled_page, encrypt="secret")
    with pytest.raises(Unreadable) as told:
        read(path)
    assert told.value.code == "encrypted"
    assert "парол" in told.value.message


@pytest.mark.parametrize("spoil", [lambda data: b"%PDF-1.4\nnothing", lambda data: data[:200]])
def test_a_damaged_file_is_told(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = write(tmp_path / "plan.pdf", ruled_page)
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(Unreadable) as told:
        read(path)
    assert told.value.code == "damaged"


def test_a_broken_page_is_a_problem_and_the_others_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = Pdf.layer

    def broken(self: Pdf, number: int) -> Layer:
        if number == 2:
            raise PageBroken("no such page")
        return layer(self, number)

    monkeypatch.setattr(Pdf, "layer", broken)
    monkeypatch.setattr("parsers.pdf.reading.plumber_layer", lambda path, number: None)
    document = read(write(tmp_path / "plan.pdf", ruled_page, ruled_page, ruled_page))
    assert [(p.code, p.page, p.severity) for p in document.problems] == [("page-damaged", 2, Severity.ERROR)]
    assert [grid.page for grid in grids_of(document)] == [1, 3]


def test_plain_pdfplumber_reads_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.pdf", ruled_page)
    with open_pdf(path) as pdf:
        ours = pdf.layer(1)
    theirs = plumber_layer(path, 1)
    assert theirs is not None
    assert sorted(w.text for w in theirs.words) == sorted(w.text for w in ours.words)
    [a], _ = ruling.grids(ours.words, ours.edges, 1)
    [b], _ = ruling.grids(theirs.words, theirs.edges, 1)
    assert [texts(a, r) for r in range(a.n_rows)] == [texts(b, r) for r in range(b.n_rows)]


WORDS = st.sampled_from(
    ("провести", "семинар", "для", "учителей", "школы", "отчёт", "до", "сентября", "2021", "год", "ОО")
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(20, 700), st.integers(30, 560), st.lists(WORDS, min_size=1, max_size=4)), max_size=30
    )
)
def test_every_word_is_in_exactly_one_block(
    tmp_path_factory: pytest.TempPathFactory, spots: list[tuple[int, int, list[str]]]
) -> None:
    def draw(canvas: Canvas) -> None:
        for x, top, line in spots:
            text(canvas, x, top, " ".join(line))
        canvas.line(40, 500, 780, 500)
        canvas.line(40, 300, 780, 300)
        for x in (40, 300, 780):
            canvas.line(x, 500, x, 300)

    path = write(tmp_path_factory.mktemp("words") / "page.pdf", draw)
    with open_pdf(path) as pdf:
        printed = "".join(w.text for w in pdf.layer(1).words)
    document = read(path)
    assert Counter("".join(words_of(document))) == Counter(printed)


def test_real_documents_keep_every_word(shared: Path) -> None:
    for path in sorted((shared / "documents" / "rendered").glob("*/*-2021.pdf")):
        with open_pdf(path) as pdf:
            printed = Counter("".join(w.text for n in range(len(pdf)) for w in pdf.layer(n + 1).words))
        kept = Counter("".join(words_of(read(path))))
        assert not kept - printed
        assert sum((printed - kept).values()) <= 20, path.name


def test_a_plan_without_rules_beside_a_ruled_table(tmp_path: Path) -> None:
    figures = (("Показатель", "Число"), ("Школ в районе", "12"), ("Учителей", "340"))
    rows = [HEADING, *ROWS]

    def first(canvas: Canvas) -> None:
        bottom = table(canvas, figures, xs=(50, 300, 400), top=60)
        table(canvas, rows[:3], rules="none", top=bottom + 60)

    def second(canvas: Canvas) -> None:
        bottom = table(canvas, rows[3:], rules="none", top=60)
        table(canvas, figures, xs=(50, 300, 400), top=bottom + 60)

    found = grids_of(read(write(tmp_path / "plan.pdf", first, second)))
    assert [(grid.page, grid.n_rows, grid.n_cols) for grid in found] == [(1, 3, 2), (1, 3, 4), (2, 2, 4), (2, 3, 2)]
    assert [texts(found[1], 1), texts(found[1], 2), texts(found[2], 0), texts(found[2], 1)] == [list(r) for r in ROWS]


def test_names_below_a_ruled_table_are_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        bottom = table(canvas, RULED)
        for number, post in enumerate(("Начальник управления", "Директор центра", "Методист")):
            for x, line in ((50, post), (420, "подпись"), (600, "И. О. Фамилия")):
                text(canvas, x, bottom + 40 + 20 * number, line)

    assert [grid.n_cols for grid in grids_of(read(write(tmp_path / "plan.pdf", draw)))] == [4]


def test_prose_above_and_names_below_a_plan_without_rules(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text(
            canvas,
            50,
            60,
            "Настоящий план определяет порядок работы управления образования с каждой школой района " * 2,
        )
        text(canvas, 50, 74, "в течение срока его исполнения.")
        bottom = table(canvas, (HEADING, *ROWS), rules="horizontal", top=80)
        text(canvas, 50, bottom + 40, "Начальник управления")
        text(canvas, 430, bottom + 40, "О. Н. Фамильный")

    [grid] = grids_of(read(write(tmp_path / "plan.pdf", draw)))
    assert grid.n_rows == 5
    assert texts(grid, 0) == list(HEADING)
    assert texts(grid, 4) == list(ROWS[3])
