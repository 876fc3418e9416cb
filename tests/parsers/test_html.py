"""HTML: data tables and layout tables, spans, encodings; scripts and hidden parts are not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import Document, Grid, Paragraph, Unreadable
from parsers.html import read, read_html


def shown(document: Document) -> list[str]:
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append("/".join(line.text for line in block.lines))
        elif isinstance(block, Grid):
            rows: list[list[str]] = [[] for _ in range(block.n_rows)]
            for cell in block.cells:
                span = "↓" * (cell.row_end - cell.row - 1) + "→" * (cell.col_end - cell.col - 1)
                rows[cell.row].append("/".join(line.text for line in cell.lines) + span)
            found.append(" ‖ ".join("|".join(row) for row in rows))
    return found


PLAN = "<table><tr><th>№<th>Мероприятие<th>Срок<tr><td>1<td>Совещание директоров школ района<td>май</table>"
PLAN_SHOWN = "№|Мероприятие|Срок ‖ 1|Совещание директоров школ района|май"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>План <b>работы</b></p><div>на 2021 год</div>", ["План работы", "на 2021 год"]),
        ("<p>до<br>после<br/></p>", ["до/после"]),
        ("<p>школа&nbsp;&mdash; центр &laquo;Рост&raquo; &#1052;</p>", ["школа\u00a0— центр «Рост» М"]),
        ("<script>x</script><style>y</style><p>видно<span style='display:none'> нет</span> да</p>", ["видно да"]),
        ("<p hidden>нет</p><!-- нет --><noscript>нет</noscript><p>да</p>", ["да"]),
        ("<nav>Меню</nav><p>да</p>", ["да"]),
        ("<p>до <del>убрано</del><ins>внесено</ins></p>", ["до внесено"]),
        ("<p>одна\n   строка</p>", ["одна строка"]),
        ("<pre>первая\nвторая</pre>", ["первая/вторая"]),
        ("<ol><li>раз<li>два</ol><ul><li>пункт</ul>", ["1. раз", "2. два", "• пункт"]),
        ("<ol start=3 type=i><li><p>три</p></li></ol>", ["iii. три"]),
        ("<ol style='list-style-type: upper-latin'><li value=4>Г</ol>", ["D. Г"]),
        ("<p>до" + PLAN + "после", ["до", PLAN_SHOWN, "после"]),
        (PLAN + PLAN, [PLAN_SHOWN, PLAN_SHOWN]),
        ("<table><td>без строки<td>май</table>", ["без строки|май"]),
        ("<table><tr><td>а<td>б<tr><td colspan=2>раздел</table>", ["а|б ‖ раздел→"]),
        ("<table><tr><td>1<td rowspan=2>май<tr><td>2<tr><td>3<td>июнь</table>", ["1|май↓ ‖ 2 ‖ 3|июнь"]),
        ("<table><tr><td>1<td rowspan=0>май<tr><td>2<tr><td>3</table>", ["1|май↓↓ ‖ 2 ‖ 3"]),
        ("<table><tr><td>1<td rowspan=99999>май<tr><td>2</table>", ["1|май↓ ‖ 2"]),
        ("<table><tr><td colspan=99999>раздел<tr><td>1<td>май</table>", ["раздел→ ‖ 1|май"]),
        ("<table><tr><td colspan=x>а<td>б</table>", ["а|б"]),
        ("<table><tr><td>а<td><tr><td>б<td>&nbsp;</table>", ["а| ‖ б|"]),
        ("<table><tr><td><p>раз</p><p></p><p>два</p>хвост</table>", ["раз/два/хвост"]),
        ("<table><tr><td><ol start=4><li></li></ol><td>Курсы</table>", ["4.|Курсы"]),
        ("<table><caption>Таблица 1</caption><tr><td>а<td>б</table>", ["Таблица 1", "а|б"]),
        (f"<table><tr><td>меню<td>{PLAN}</table>", ["меню", PLAN_SHOWN]),
        (f"<table><tr><td><table><tr><td>{PLAN}</table></table>", [PLAN_SHOWN]),
        (f"<table><tr><td>{PLAN}<tr><td>{PLAN}</table>", [PLAN_SHOWN, PLAN_SHOWN]),
        (
            "<table><tr><td>Обучение по классам<table><tr><td>9<td>май<tr><td>11<td>июнь</table><td>ОУО</table>",
            ["Обучение по классам/9 май/11 июнь|ОУО"],
        ),
        ("<table><tr style='display:none'><td>нет<td>нет<tr><td>да<td>да</table>", ["да|да"]),
        ("<p>обрыв<table><tr><td>1<td>май", ["обрыв", "1|май"]),
        ("<td>без таблицы</td>", ["без таблицы"]),
    ],
)  # fmt: skip
def test_pages(page: str, expected: list[str]) -> None:
    assert shown(read_html(f"<html><body>{page}</body></html>")) == expected


def test_header_rows() -> None:
    page = (
        "<table><thead><tr><td>№<td>Срок</thead><tbody><tr><td>1<td>май</tbody></table>"
        "<table><tr><th>№<th>Срок<tr><th>а<th>б<tr><th>1<td>май</table><table><tr><td>1<td>май</table>"
    )
    assert [block.header_rows for block in read_html(page).blocks if isinstance(block, Grid)] == [1, 2, None]


def test_look_of_paragraphs() -> None:
    page = "<center><b>План</b></center><h2>Раздел</h2><p align=left>Текст</p><p style='text-align:center'>х <b>у</b>"
    looks = [
        (block.bold, block.centred, block.heading, block.path)
        for block in read_html(page).blocks
        if isinstance(block, Paragraph)
    ]
    assert looks == [
        (True, True, None, "абзац 1"),
        (True, False, 2, "абзац 2"),
        (False, False, None, "абзац 3"),
        (False, True, None, "абзац 4"),
    ]


TEXT = "<html><head><meta http-equiv='Content-Type' content='text/html; charset={}'></head><body>Срок: май, июнь"


@pytest.mark.parametrize(
    ("declared", "actual"),
    [("windows-1251", "cp1251"), ("koi8-r", "koi8-r"), ("utf-8", "utf-8"), ("windows-1251", "utf-8"), ("нет", "cp1251"),
     ("utf-8", "utf-16"), ("utf-8", "cp1251")],
)  # fmt: skip
def test_encodings(tmp_path: Path, declared: str, actual: str) -> None:
    path = tmp_path / "план.doc"
    path.write_bytes(TEXT.format(declared).encode(actual, "replace"))
    assert shown(read(path)) == ["Срок: май, июнь"]


def test_mhtml(tmp_path: Path) -> None:
    path = tmp_path / "план.mht"
    path.write_bytes(
        b'From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="windows-1251"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + __import__("base64").encodebytes("<p>Совещание".encode("cp1251"))
        + b"\r\n--b--\r\n"
    )
    assert shown(read(path)) == ["Совещание"]


def test_deep_nesting_is_read() -> None:
    page = "<div>" * 1000 + "глубоко" + "</div>" * 1000
    assert shown(read_html(page)) == ["глубоко"]


def test_nothing_to_parse_is_told(tmp_path: Path) -> None:
    path = tmp_path / "план.html"
    path.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx")
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.code == "damaged"


TAGS = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "<td rowspan=2>",
        "<td rowspan=0>",
        "<td colspan=3>",
        "</td>",
        "<p>",
        "слово ",
        "<ol><li>",
        "</ol>",
        "<br>",
        "<b>",
        "</b>",
    ]
)


@given(st.lists(TAGS, max_size=30))
def test_any_soup_gives_whole_grids_and_keeps_all_words(soup: list[str]) -> None:
    document = read_html("<body>" + "".join(soup))
    words = 0
    for block in document.blocks:
        if isinstance(block, Grid):
            slots = [
                (row, col)
                for cell in block.cells
                for row in range(cell.row, cell.row_end)
                for col in range(cell.col, cell.col_end)
            ]
            assert len(slots) == len(set(slots))
            assert all(row < block.n_rows and col < block.n_cols for row, col in slots)
            words += sum(line.text.count("слово") for cell in block.cells for line in cell.lines)
        elif isinstance(block, Paragraph):
            words += sum(line.text.count("слово") for line in block.lines)
    assert words == soup.count("слово ")


def test_mhtml_of_a_workbook_has_a_page_for_each_sheet(tmp_path: Path) -> None:
    path = tmp_path / "план.mht"
    page = "--b\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n{}\r\n"
    pages = ("<frameset><frame src='sheet1.htm'></frameset>", "<p>План</p>", "<table><tr><td>Срок<td>май</table>")
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    path.write_bytes((head + "".join(map(page.format, pages)) + "--b--").encode("cp1251"))
    assert [type(block) for block in read(path).blocks] == [Paragraph, Grid]


def test_a_letter_without_attachments_is_its_text(tmp_path: Path) -> None:
    path = tmp_path / "письмо.eml"
    head = "Received: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n"
    path.write_bytes((head + "План мероприятий\r\nСрок: май").encode("koi8-r"))
    assert [line.text for block in read(path).blocks for line in block.lines] == ["План мероприятий", "Срок: май"]


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        (  # a list that other cells interrupt, as LibreOffice saves it
            "<ol><li>Кадры</ol><p>-</p><ol><ol><li>Курсы</ol></ol><ol><ol start=2><li>Смотр</ol></ol>"
            "<ol start=2><li>Контроль</ol><ol><ol><li>Проверка</ol></ol>",
            ["1. Кадры", "-", "1.1. Курсы", "1.2. Смотр", "2. Контроль", "2.1. Проверка"],
        ),
        ("<ol><li>Кадры<ol><li>Курсы</ol><li>Контроль</ol>", ["1. Кадры", "1. Курсы", "2. Контроль"]),
        (
            "<style>li:before {content: counters(item, '.')}</style><ol><li>Кадры<ol><li>Курсы<li>Смотр</ol></ol>",
            ["1. Кадры", "1.1. Курсы", "1.2. Смотр"],
        ),
        ("<ol type=I start=2><li>Кадры<ol type=a><li>Курсы</ol></ol>", ["II. Кадры", "a. Курсы"]),
        ("<ul><li>Кадры<ol><li>Курсы</ol></ul>", ["• Кадры", "1. Курсы"]),
        (  # numbers printed as text, the list's own kept back
            "<style>li {list-style: none}</style><ol><li><span style='float:left'>1.1.</span>Курсы</ol>",
            ["1.1. Курсы"],
        ),
        ("<ol><ol><li>Курсы</ol></ol>", ["1. Курсы"]),
    ],
)
def test_numbers_of_lists_within_lists(page: str, printed: list[str]) -> None:
    assert shown(read_html(page)) == printed
