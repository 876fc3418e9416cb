"""Flattened text with a merged column before the numbers, with numbers that have no heading, with headers repeated."""

from parsers.document import Flow, Grid, Line
from parsers.flattened import infer
from parsers.flattened.header import find_headers
from parsers.flattened.leading import number_behind
from parsers.flattened.lines import printed_lines

LEADING = """Блок № Что делаем Кто отвечает Срок
Сад 1 Посадка яблонь вдоль забора завхоз апрель
2 Побелка стволов дежурный класс май
Пруд 3 Очистка берега от мусора учителя биологии июнь
4 Выпуск мальков карпа директор школы июль
Блок № Что делаем Кто отвечает Срок
5 Подкормка уток зимой дежурный класс январь"""

UNHEADED = """Мероприятие Срок Ответственный
1.1. Слёт юных садоводов март отдел образования
1.2. Выставка яблок апрель директора школ
1.3. Конкурс садовых пугал май учителя труда
1.4. Поход в питомник июнь классные руководители
1.5. Посадка аллеи июль директора школ
1.6. Сбор урожая август завхоз
1.7. Ярмарка варенья сентябрь отдел образования
1.8. Уроки прививки деревьев октябрь учителя биологии
1.9. Укрытие роз ноябрь завхоз"""

MORE_TOLD = """Направление Содержание
Время
проведения
Кто проводит Спутники
Сад Посадка яблонь апрель завхоз дети"""

DASH_ABOVE = """№ Мероприятие Срок Ответственный Примечание
1 Слёт садоводов март завхоз
–
№ Мероприятие Срок Ответственный Примечание
2 Выставка яблок апрель директор –"""


def flow(text: str) -> Flow:
    return Flow(tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1)))


def rows(text: str) -> list[list[str]]:
    """The texts of all slots of each row, those of merged cells in each row that they reach over."""
    grid = next(block for block in infer(flow(text)) if isinstance(block, Grid))
    found = [[""] * grid.n_cols for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row_end):
            found[row][cell.col] = " ".join(line.text for line in cell.lines)
    return found


def test_a_merged_column_stands_before_the_numbers() -> None:
    found = rows(LEADING)
    assert found[0][:2] == ["Блок", "№"]
    assert [row[:3] for row in found[1:5]] == [
        ["Сад", "1", "Посадка яблонь вдоль забора"],
        ["Сад", "2", "Побелка стволов"],
        ["Пруд", "3", "Очистка берега от мусора"],
        ["Пруд", "4", "Выпуск мальков карпа"],
    ]


def test_what_goes_on_below_a_repeated_header_is_what_stood_above_it() -> None:
    assert rows(LEADING)[6][:3] == ["Пруд", "5", "Подкормка уток зимой"]


def test_a_heading_of_numbers_alone_leads_nothing() -> None:
    lines = printed_lines(flow("№ п/п Мероприятие Срок Ответственный").lines)
    header = find_headers(lines)[0]
    assert number_behind(lines, header) is header


def test_numbers_without_a_heading_have_a_column() -> None:
    found = rows(UNHEADED)
    assert found[0][:2] == ["", "Мероприятие"]
    assert [row[0] for row in found[1:]] == [f"1.{n}." for n in range(1, 10)]


def test_a_header_that_tells_more_of_a_plan_is_the_better_one() -> None:
    header = find_headers(printed_lines(flow(MORE_TOLD).lines))[0]
    assert [heading.text for heading in header.columns][2:] == ["Время проведения", "Кто проводит", "Спутники"]


def test_a_dash_above_a_repeated_header_is_none_of_it() -> None:
    assert [header.start for header in find_headers(printed_lines(flow(DASH_ABOVE).lines))] == [0, 3]
