"""DOCX: nothing printed is lost, nothing unprinted is read. Documents are written as the XML that Word writes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.document import Document, Grid, Paragraph, Unreadable
from parsers.docx import read
from parsers.docx.number_formats import numeral

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"

Read = Callable[..., Document]


@pytest.fixture
def docx(tmp_path: Path) -> Read:
    def build(body: str, numbering: str = "", styles: str = "", prolog: str = "") -> Document:
        path = tmp_path / "план.docx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(
                "_rels/.rels",
                f'<Relationships xmlns="{RELS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
                'Target="word/document.xml"/></Relationships>',
            )
            archive.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{RELS}"><Relationship Id="a" Type="{OFFICE}/styles" Target="styles.xml"/>'
                f'<Relationship Id="b" Type="{OFFICE}/numbering" Target="/word/numbering.xml"/>'
                f'<Relationship Id="c" Type="{OFFICE}/image" Target="NULL"/></Relationships>',
            )
            document = f"{prolog}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
            archive.writestr("word/document.xml", document)
            archive.writestr("word/styles.xml", f"<w:styles {NAMESPACES}>{styles}</w:styles>")
            archive.writestr("word/numbering.xml", f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>")
        return read(path)

    return build


def p(text: str, properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    body = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


GAPS = '<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
TRACKED_ROWS = tr(tc("убрана"), properties='<w:del w:id="1"/>') + tr(tc("3"), properties='<w:ins w:id="2"/>')


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def numbered(num: int, level: int = 0, text: str = "") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def texts(document: Document) -> list[str]:
    """One string a block: a paragraph's lines, a grid's cells «row-row_end/col-col_end: text»."""
    found = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append("/".join(line.text for line in block.lines))
        elif isinstance(block, Grid):
            found.append(cells(block))
    return found


def cells(grid: Grid) -> str:
    rows: list[list[str]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        span = "".join(
            f"{mark}{size}"
            for mark, size in (("↓", cell.row_end - cell.row), ("→", cell.col_end - cell.col))
            if size > 1
        )
        rows[cell.row].append("/".join(line.text for line in cell.lines) + span)
    return " ‖ ".join(" | ".join(row) for row in rows)


DELETED = '<w:del w:id="2"><w:r><w:delText>убрано</w:delText></w:r></w:del>'
SMALL = tbl(tr(tc("9"), tc("классы")), tr(tc("11"), tc("классы")))
INSERTED = f'<w:p><w:ins w:id="1">{r("внесено ")}</w:ins>{DELETED}{r("осталось")}</w:p>'
MOVED = f'<w:p><w:moveFrom w:id="1">{r("отсюда")}</w:moveFrom><w:moveTo w:id="2">{r("сюда")}</w:moveTo></w:p>'
FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE </w:instrText></w:r>'
    f'{r("код")}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("май 2021")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
NESTED_FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("внутри кода")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("итог")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
BOX = f"<w:txbxContent>{p('УТВЕРЖДАЮ')}{p('директор')}</w:txbxContent>"
TEXT_BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
    f"{BOX}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}"
    f"</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>{r('рядом')}</w:p>"
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (INSERTED, ["внесено осталось"]),
        (MOVED, ["сюда"]),
        (FIELD, ["май 2021"]),
        (NESTED_FIELD, ["итог"]),
        (f'<w:p><w:fldSimple w:instr="DATE">{r("июнь")}</w:fldSimple></w:p>', ["июнь"]),
        (f'<w:p><w:hyperlink r:id="x">{r("сайт отдела")}</w:hyperlink></w:p>', ["сайт отдела"]),
        (f"<w:p>{r('видно')}{r(' скрыто', '<w:vanish/>')}</w:p>", ["видно"]),
        (f"<w:p>{r('видно', '<w:vanish w:val=&quot;0&quot;/>'.replace('&quot;', chr(34)))}</w:p>", ["видно"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('в элементе')}</w:sdtContent></w:sdt>", ["в элементе"]),
        (f"<w:p><w:sdt><w:sdtPr/><w:sdtContent>{r('внутри строки')}</w:sdtContent></w:sdt></w:p>", ["внутри строки"]),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Место для ввода')}</w:sdtContent></w:sdt>",
            [],
        ),
        (f"<w:p>{r('до')}<w:r><w:br/><w:t>после</w:t></w:r></w:p>", ["до/после"]),
        ("<w:p><w:r><w:t>школа</w:t><w:noBreakHyphen/><w:t>куратор</w:t></w:r></w:p>", ["школа-куратор"]),
        ("<w:p><w:r><w:t>зап</w:t><w:softHyphen/><w:t>росов</w:t></w:r></w:p>", ["запросов"]),
        ("<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Цель</w:t></w:r></w:p>", ["1.\tЦель"]),
        (
            f'<w:p>{r("сноска")}<w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r></w:p>',
            ["сноска"],
        ),
        (TEXT_BOX, ["рядом", "УТВЕРЖДАЮ", "директор"]),
        ('<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>', ["✓"]),
        (
            '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>одно</w:t></w:r></w:p>' + p(" целое"),
            ["одно целое"],
        ),
        (f"<w:p><w:ruby><w:rt>{r('чтение')}</w:rt><w:rubyBase>{r('слово')}</w:rubyBase></w:ruby></w:p>", ["слово"]),
    ],
)
def test_what_a_paragraph_prints(docx: Read, body: str, expected: list[str]) -> None:
    assert texts(docx(body)) == expected


def test_style_hides_centres_and_makes_bold(docx: Read) -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="k"><w:name w:val="kid"/><w:basedOn w:val="h"/></w:style>'
        '<w:style w:type="character" w:styleId="x"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    document = docx(
        p("Раздел", '<w:pStyle w:val="k"/>') + p("тайна", run='<w:rStyle w:val="x"/>') + p("Текст"), "", styles
    )
    first, second = document.blocks
    assert isinstance(first, Paragraph)
    assert (first.bold, first.centred, first.heading, first.path) == (True, True, 2, "абзац 1")
    assert isinstance(second, Paragraph)
    assert (second.bold, second.centred, second.heading, second.path) == (False, False, None, "абзац 3")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (tbl(tr(tc("1"), tc("2")), tr(tc("раздел", '<w:gridSpan w:val="2"/>'))), "1 | 2 ‖ раздел→2"),
        (
            tbl(
                tr(tc("№"), tc("срок", '<w:vMerge w:val="restart"/>')),
                tr(tc("1"), tc("", "<w:vMerge/>")),
                tr(tc("2"), tc("", '<w:vMerge w:val="continue"/>')),
                tr(tc("3"), tc("май", '<w:vMerge w:val="restart"/>')),
            ),
            "№ | срок↓3 ‖ 1 ‖ 2 ‖ 3 | май",
        ),
        (
            tbl(tr(tc("а"), tc("б"), tc("в")), tr(tc("г"), properties=GAPS)),
            "а | б | в ‖ г",
        ),
        (
            tbl(tr(tc("а", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("б")), tr(*map(tc, "вгд"))),
            "а→2 | б ‖ в | г | д",
        ),
        (tbl(tr(tc("1")), f"<w:sdt><w:sdtContent>{tr(tc('2'))}</w:sdtContent></w:sdt>"), "1 ‖ 2"),
        (tbl(tr(tc("1"), f"<w:sdt><w:sdtContent>{tc('2')}</w:sdtContent></w:sdt>")), "1 | 2"),
        (tbl(tr(tc("1")), TRACKED_ROWS), "1 ‖ 3"),
        (tbl(tr(tc("1")), tr(tc("скрыта"), properties="<w:hidden/>")), "1"),
        (tbl(tr(tc(p("первый") + p("") + p("третий")))), "первый/третий"),
        (tbl(tr(tc(p("до") + SMALL + p("после")), tc("прочее " * 9))),
         "до/9 классы/11 классы/после | " + ("прочее " * 9).strip()),
        (
            tbl(
                tr(tc("а", '<w:tcW w:w="100" w:type="dxa"/>'), tc("б", '<w:tcW w:w="200" w:type="dxa"/>')),
                tr(tc("раздел", '<w:tcW w:w="300" w:type="dxa"/>')),
                widths=(100, 200),
            ),
            "а | б ‖ раздел→2",
        ),
    ],
)  # fmt: skip
def test_tables(docx: Read, table: str, expected: str) -> None:
    assert texts(docx(table)) == [expected]


def test_gap_is_a_hole_and_edges_are_points(docx: Read) -> None:
    body = tbl(tr(tc("а"), tc("б")), tr(tc("в"), properties='<w:gridBefore w:val="1"/>'), widths=(400, 2000))
    (grid,) = docx(body).blocks
    assert isinstance(grid, Grid)
    assert grid.edges == (0.0, 20.0, 120.0)
    assert [(cell.row, cell.col) for cell in grid.cells] == [(0, 0), (0, 1), (1, 1)]


def test_header_rows_and_paragraph_numbers(docx: Read) -> None:
    head = tr(tc("№", ""), properties="<w:tblHeader/>")
    body = tbl(head, tr(tc("<w:p><w:r><w:t>а</w:t><w:br/><w:t>б</w:t></w:r></w:p>" + p("") + p("в"))))
    (grid,) = docx(body).blocks
    assert isinstance(grid, Grid)
    assert grid.header_rows == 1
    assert [(line.text, line.paragraph) for line in grid.cells[1].lines] == [("а", 0), ("б", 0), ("в", 2)]


@pytest.mark.parametrize(
    "wrap", [lambda inner: tbl(tr(tc(inner))), lambda inner: tbl(tr(tc("меню"), tc(inner + p(""))))]
)
def test_a_table_that_only_frames_another_is_unwrapped(docx: Read, wrap: Callable[[str], str]) -> None:
    inner = tbl(tr(tc("№"), tc("Мероприятие")), tr(tc("1"), tc("Совещание директоров школ")))
    document = docx(wrap(p("Заголовок") + inner))
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    assert [cells(grid) for grid in grids] == ["№ | Мероприятие ‖ 1 | Совещание директоров школ"]
    assert "Заголовок" in texts(document)


def level(index: int, text: str, kind: str = "decimal", start: int = 1, more: str = "") -> str:
    counted = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
    return f'<w:lvl w:ilvl="{index}">{counted}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(number: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


OUTLINE = abstract(0, level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "russianLower"))


@pytest.mark.parametrize(
    ("numbering", "sequence", "expected"),
    [
        (OUTLINE + num(1, 0), [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1)], "1. 1.1. 1.2. а) 2. 2.1."),
        (OUTLINE + num(1, 0), [(1, 1), (1, 1), (1, 0)], "1.1. 1.2. 1."),
        (OUTLINE + num(1, 0) + num(2, 0), [(1, 0), (2, 0), (1, 0)], "1. 2. 3."),
        (
            OUTLINE + num(1, 0) + num(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
            [(1, 0), (1, 0), (2, 0), (2, 0)],
            "1. 2. 1. 2.",
        ),
        (abstract(0, level(0, "%1", "upperRoman", 4)) + num(1, 0), [(1, 0), (1, 0)], "IV V"),
        (abstract(0, level(0, "Этап %1.", "decimalZero")) + num(1, 0), [(1, 0)], "Этап 01."),
        (abstract(0, level(0, "\uf0b7", "bullet")) + num(1, 0), [(1, 0)], "•"),
        (abstract(0, level(0, "-", "bullet")) + num(1, 0), [(1, 0)], "-"),
        (
            abstract(0, level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")) + num(1, 0),
            [(1, 0), (1, 1)],
            "I 1.1",
        ),
        (
            abstract(0, level(0, "%1."), level(1, "%2.", more='<w:lvlRestart w:val="0"/>')) + num(1, 0),
            [(1, 0), (1, 1), (1, 0), (1, 1)],
            "1. 1. 2. 2.",
        ),
        (OUTLINE + num(1, 0), [(9, 0), (0, 0)], ""),
    ],
)
def test_automatic_numbers(docx: Read, numbering: str, sequence: list[tuple[int, int]], expected: str) -> None:
    rows = [tr(tc(numbered(number, depth)), tc("текст")) for number, depth in sequence]
    (grid,) = docx(tbl(*rows), numbering).blocks
    assert isinstance(grid, Grid)
    printed = ["".join(line.text for line in cell.lines) for cell in grid.cells if cell.col == 0]
    assert " ".join(filter(None, printed)) == expected


def test_numbers_linked_to_styles(docx: Read) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/></w:style>'
    )
    numbering = abstract(
        0, level(0, "%1.", more='<w:pStyle w:val="h1"/>'), level(1, "%1.%2.", more='<w:pStyle w:val="h2"/>')
    ) + num(1, 0)
    body = p("Кадры", '<w:pStyle w:val="h1"/>') + p("Курсы", '<w:pStyle w:val="h2"/>')
    off = p("Без номера", '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert texts(docx(body + off, numbering, styles)) == ["1. Кадры", "1.1. Курсы", "Без номера"]


def test_deleted_and_hidden_paragraphs_are_not_counted(docx: Read) -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    hidden = p("тайна", f"{number}<w:rPr><w:vanish/></w:rPr>", "<w:vanish/>")
    body = numbered(1, text="первый") + hidden + numbered(1, text="второй")
    assert texts(docx(body, OUTLINE + num(1, 0))) == ["1. первый", "2. второй"]


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [(28, "russianLower", "я"), (29, "russianUpper", "АА"), (27, "lowerLetter", "aa"), (1999, "upperRoman", "MCMXCIX"),
     (7, "numberInDash", "- 7 -"), (0, "upperRoman", "0"), (3, "cardinalText", "3")],
)  # fmt: skip
def test_number_formats(number: int, style: str, expected: str) -> None:
    assert numeral(number, style) == expected


def test_entities_are_not_followed(docx: Read, tmp_path: Path) -> None:
    secret = tmp_path / "тайна.txt"
    secret.write_text("тайное содержимое")
    prolog = f'<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    assert "тайное" not in str(texts(docx("<w:p><w:r><w:t>до &x; после</w:t></w:r></w:p>", prolog=prolog)))


def test_strict_open_xml(docx: Read, tmp_path: Path) -> None:
    docx(p("Срок"))
    path = tmp_path / "план.docx"
    strict = tmp_path / "строгий.docx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as target:
        for name in source.namelist():
            target.writestr(
                name, source.read(name).replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            )
    assert texts(read(strict)) == ["Срок"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 and no archive", b""])
def test_damage_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "план.docx"
    path.write_bytes(content)
    with pytest.raises(Unreadable) as caught:
        read(path)
    assert caught.value.code == "damaged"


def test_broken_markup_is_told(docx: Read) -> None:
    with pytest.raises(Unreadable) as caught:
        docx("<w:p>")
    assert caught.value.code == "damaged"
