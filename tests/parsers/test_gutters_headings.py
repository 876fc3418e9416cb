"""What the heading of a table without rules tells: where columns begin, which one holds the actions, what repeats."""

from __future__ import annotations

import pytest

from parsers.document import Flow, Grid, Line
from parsers.gutters import from_flow
from parsers.gutters.columns import columns_by_number
from parsers.gutters.headwords import headings_beside
from parsers.gutters.lines import PREPOSITION, TEXT, Strip, strips_of_flow
from parsers.gutters.spaced import cheapest_number, drifting_columns
from parsers.gutters.tables import find_tables


def pages_of(text: str) -> list[list[Strip]]:
    return strips_of_flow(Flow(tuple(Line(line, number=n + 1) for n, line in enumerate(text.split("\n")))))


TIGHT = """\
№    Мероприятие                         Сроки        Исполнители
1    Составить список школ района        май          методист
2    Провести совещание руководителей всех октябрь    отдел
3    Собрать сведения о подготовке школ  июнь         методист"""


def test_the_white_between_headings_is_where_a_column_begins() -> None:
    [page] = pages_of(TIGHT)
    assert headings_beside(page, TEXT) == [(16.0, 41.0), (46.0, 54.0)]


@pytest.mark.parametrize(
    "text", ["Срок исполнения плана продлён", "     Срок          1 мая\n     план готов    2 мая"]
)
def test_words_for_headings_in_running_text_are_none(text: str) -> None:
    [page] = pages_of(text)
    assert headings_beside(page, TEXT) == []


def test_columns_by_their_number_cost_least_at_the_number_that_is_printed() -> None:
    [page] = pages_of(TIGHT)
    ways = columns_by_number(page, TEXT)
    assert min(ways, key=lambda number: ways[number][0]) == 4
    assert [len(columns) for _, columns in ways.values()] == list(ways)


def test_a_page_that_shows_fewer_columns_has_those_of_the_others() -> None:
    pages = pages_of(
        TIGHT + "\n\f4    Обсудить итоги года в школах\n     и на совете района                               отдел"
    )
    found = drifting_columns(pages, TEXT)
    assert found is not None
    assert [len(columns) for columns in found] == [4, 4]


def test_no_page_no_number() -> None:
    assert cheapest_number([None], [{}]) is None


EQUAL = """\
Мероприятие            Результат              Срок              Отметка о выполнении
Семинар учителей       Материалы семинара     20 сентября
Составление планов     План каждого           октябрь
работы с молодыми      учителя
учителями
Наставничество         Договоры               весь год          выполнено
Выездные уроки         Конспекты уроков       раз в четверть
в школах"""


def test_the_column_of_actions_is_told_by_its_heading() -> None:
    [table] = find_tables(pages_of(EQUAL), TEXT)
    assert table.sheet.known.action == 0


MONTHS = """\
№    Мероприятие                    Срок              Ответственный
                              НОЯБРЬ
1    Экскурсии на предприятия       по согласованию   классный
     города                         с заводом         руководитель
                              ДЕКАБРЬ
2    Открытые уроки                 5-9 декабря       учителя
3    Совет школы                    12 декабря        директор"""


def test_a_month_in_capitals_is_a_section_where_cells_begin_small() -> None:
    [table] = find_tables(pages_of(MONTHS), TEXT)
    assert [band.kind.value for band in table.bands] == ["heading", "section", "row", "section", "row", "row"]


TURNED = """\
№    Мероприятие                    Срок         Ответственный
1    Составить план и обсудить      май          методист
\f№    Мероприятие                  Срок         Ответственный
     его с директорами школ
2    Собрать отчёты                 июнь         методист
3    Подвести итоги                 июль         отдел"""


def test_a_heading_on_a_further_page_is_not_read_with_the_rest_of_a_row() -> None:
    [table] = find_tables(pages_of(TURNED), TEXT)
    rows = [" ".join(line.text(1) for line in table.sheet.lines[b.start : b.end]) for b in table.bands[1:]]
    assert rows == ["Составить план и обсудить его с директорами школ", "Собрать отчёты", "Подвести итоги"]


CLOSE = """\
№    Мероприятие                    Срок         Ответственный
1    Семинар «Оценивание работ» 8 ноября         методист
2    Составить план работы          май          методист
3    Итоговые занятия 14 февраля                 директор
4    Собрать отчёты                 в течение    методист
                                    года
5    Провести беседы                июнь 2024 г., ОО
6    Подвести итоги                 июль         отдел"""


def test_a_term_that_stands_close_to_its_neighbours_is_cut_whole() -> None:
    [table] = find_tables(pages_of(CLOSE), TEXT)
    rows = [
        [" ".join(line.text(c) for line in table.sheet.lines[b.start : b.end]).strip() for c in (1, 2, 3)]
        for b in table.bands[1:]
    ]
    assert rows == [
        ["Семинар «Оценивание работ»", "8 ноября", "методист"],
        ["Составить план работы", "май", "методист"],
        ["Итоговые занятия 14 февраля", "", "директор"],
        ["Собрать отчёты", "в течение года", "методист"],
        ["Провести беседы", "июнь 2024 г.,", "ОО"],
        ["Подвести итоги", "июль", "отдел"],
    ]


TOUCHING = """\
Направление           Содержание                      Время проведения    Кто проводит   Для кого
Порядок               Обновление перечня кружков      до 10 февраля       ИМЦ            педагоги
и учёт                района
                      Сбор заявок на смены            апрель              школы          ученики
\fНаправление           Содержание                      Время проведения    Кто проводит   Для кого
Отдых                 Вечер дружбы клубов             май                 Дом детства    ученики
                      Поход к роднику                 июнь                школы          ученики"""


def test_a_heading_that_further_pages_repeat_takes_no_row() -> None:
    [table] = find_tables(pages_of(TOUCHING), TEXT)
    heading = table.bands[0]
    assert (heading.kind.value, heading.end - heading.start) == ("heading", 1)


YEARS = """\
№     Мероприятие                       Срок            Ответственный         Результат
1     Обход чердаков и подвалов         III и IV        заведующий            Акт обхода
      школы                             кварталы        хозяйством
                                         2023 год
2     Посадка сирени                    апрель          учителя               Аллея
3     Субботник у школы                 до 20 мая       директор              Чистый двор"""


def test_a_year_alone_in_the_middle_is_a_section() -> None:
    [table] = find_tables(pages_of(YEARS), TEXT)
    assert [band.kind.value for band in table.bands] == ["heading", "row", "section", "row", "row"]


LEVELS = """\
№    Мероприятие                       Срок                   Исполнители
п/п                                             районный           школьный уровень
                                                уровень

1    Обсудить итоги учебного года      май      методист           директор школы

2    Составить расписание занятий      июнь     отдел района       завуч школы

3    Собрать отчёты школ               июль     методист           завуч школы"""


def test_a_heading_over_two_columns_is_one_cell_above_two() -> None:
    flow = Flow(tuple(Line(line, number=n + 1) for n, line in enumerate(LEVELS.split("\n"))))
    [grid] = [block for block in from_flow(flow) or [] if isinstance(block, Grid)]
    heading = [(c.row, c.col, c.row_end, c.col_end, c.lines[0].text) for c in grid.cells if c.row < 2 and c.col > 2]
    assert sorted(heading) == [(0, 3, 1, 5, "Исполнители"), (1, 3, 2, 4, "районный"), (1, 4, 2, 5, "школьный уровень")]
    assert grid.header_rows == 2


BEGIN_END = """\
№     Мероприятие                       Исполнители                  Сроки                Результат
                                                             Начало      Окончание
4.2   Выставка работ кружков            Дом творчества        май 2024    июнь 2024    Каталог"""


def test_a_heading_over_two_columns_is_no_column_by_itself() -> None:
    [page] = pages_of(BEGIN_END)
    whites = headings_beside(page, TEXT)
    assert [round(a) for a, _ in whites] == [28, 51, 67, 82]


def grid_texts(text: str, rows: int) -> list[tuple[int, int, int, int, str]]:
    flow = Flow(tuple(Line(line, number=n + 1) for n, line in enumerate(text.split("\n"))))
    [grid] = [block for block in from_flow(flow) or [] if isinstance(block, Grid)]
    return [
        (c.row, c.row_end, c.col, c.col_end, " ".join(line.text for line in c.lines))
        for c in grid.cells
        if c.row >= grid.n_rows - rows
    ]


TWO_TERMS = """\
№     Мероприятие                       Исполнители                     Сроки               Результат
                                                               Начало      Окончание
4.1   Составить каталог работ           библиотека          01.03.2024     30.04.2024       Каталог
      учеников района
4.2   Выставка работ кружков            Дом творчества       не позднее 20 июня             Выставка
4.3   Ярмарка поделок и игрушек         совет школы          март 2024 г. апрель 2024 г.    Ярмарка
4.4   Праздник урожая                   вожатые             01.09.2024     20.09.2024       Фотографии"""


def test_a_cell_over_begin_and_end_is_one_and_two_terms_are_two() -> None:
    terms = [cell for cell in grid_texts(TWO_TERMS, 3) if cell[2] in (3, 4)]
    assert [(c[2], c[3], c[4]) for c in terms] == [
        (3, 5, "не позднее 20 июня"),
        (3, 4, "март 2024 г."),
        (4, 5, "апрель 2024 г."),
        (3, 4, "01.09.2024"),
        (4, 5, "20.09.2024"),
    ]


DIRECTIONS = """\
Направление           Содержание                      Время проведения    Кто проводит      Для кого
Порядок               Обновление перечня кружков      до 10 февраля       КО                педагоги
                      Сбор заявок на смены            апрель              школы             ученики
                      Поход к роднику                 июнь                лицей             ученики
Отдых                 Вечер дружбы клубов             май                 Дом детства       ученики
                      Песни у костра                  июль                Дом детства       ученики"""


def test_a_direction_stands_over_the_rows_below_it() -> None:
    merged = [(c[0], c[1], c[4]) for c in grid_texts(DIRECTIONS, 5) if c[2] == 0]
    assert merged == [(1, 4, "Порядок"), (4, 6, "Отдых")]


UNNUMBERED = """\
Мероприятия                           Форма          Срок исполнения   Исполнители           Результат
Занятия школы вожатых для             кружок         с 1 по 20 мая     лагерь, отдел         Отряд вожатых
восьмых классов                                                        молодёжи
Сбор игр для похода                   викторина      раз в неделю      вожатые               Картотека
Разбор случаев из работы отрядов      беседа         раз в месяц       методист лагеря       Памятка
Подбор песен у костра и на            консультация   в течение лета    методист лагеря и     Песенник
привале                                                                вожатые"""


def test_cells_that_use_to_begin_small_begin_rows_in_a_table_without_numbers() -> None:
    forms = [c[4] for c in grid_texts(UNNUMBERED, 4) if c[2] == 1]
    assert forms == ["кружок", "викторина", "беседа", "консультация"]


@pytest.mark.parametrize(("word", "joins"), [("по", True), ("По", True), ("ПО", False), ("КО", False)])
def test_abbreviations_are_no_prepositions(word: str, joins: bool) -> None:
    assert bool(PREPOSITION.search(f"отдел {word}")) is joins


NAMES = """\
№     Мероприятие                       Место            Сроки            Исполнители
1     Вечер сказок у камина             ДДиМ             3 марта          АмДЮЦ
2     Поход по родному краю             лес              к лету           МОиН
3     Игра «Кто быстрее»                ДДиМ             весь год         ДДиМ"""


def test_names_with_capitals_inside_are_one_word() -> None:
    texts = {c[4] for c in grid_texts(NAMES, 3)}
    assert {"ДДиМ", "АмДЮЦ", "МОиН", "весь год"} <= texts


NEIGHBOURS = """\
№     Мероприятие                  Кто участвует        Сроки проведения Место проведения      Ответственный
1     Сбор заявок на смены         вожатые              до 20 января     лицей № 2             методист отдела
2     Диктант для всех             ученики 1-11 сент.-окт.               библиотека            методист отдела
      желающих                     классов
3     Игра «Кто быстрее»           ученики              весь год         парк                  вожатые"""


def test_headings_that_stand_close_are_parted_where_both_are_known() -> None:
    heading = [c[4] for c in grid_texts(NEIGHBOURS, 4) if c[0] == 0]
    assert heading[2:5] == ["Кто участвует", "Сроки проведения", "Место проведения"]


def test_classes_are_no_days_of_a_month() -> None:
    row = {c[2]: c[4] for c in grid_texts(NEIGHBOURS, 3) if c[0] == 2}
    assert (row[2], row[3]) == ("ученики 1-11 классов", "сент.-окт.")


ITEMS = """\
№     Мероприятие                       Сроки         Исполнители
1     Дни здоровья в школе:             март          вожатые
      1) зарядка во дворе;              апрель        учитель труда
      2) поход к роднику                май           вожатые
2     Сбор снимков                      июнь          библиотека
      (выставка)                        2024 г."""


def test_items_of_a_list_and_brackets_begin_no_rows() -> None:
    rows = {c[0] for c in grid_texts(ITEMS, 2)}
    assert len(rows) == 2
    assert [c[4] for c in grid_texts(ITEMS, 1)] == ["2", "Сбор снимков (выставка)", "июнь 2024 г.", "библиотека"]


TAIL = """\
№     Мероприятие                       Сроки         Исполнители       Результат
1     Дни здоровья в школе              март          вожатые           Отчёт
2     Поход к роднику                   май           вожатые           Снимки
3     Сбор снимков                      июнь          библиотека        Альбом
4     Посадка сирени                    май           учитель труда     Аллея
5     Концерт для соседей               июнь          вожатые           Афиша
6     Ярмарка поделок                   июль          вожатые           Каталог


                        Чего мы ждём
            Что считаем                    2023        2024        2025
Доля ребят в походах, %                    24          25            27
Число снимков                              310        420           500
Доля прочитанных книг, %                   92          95            98"""


def test_a_table_below_a_plan_does_not_end_it_in_rows() -> None:
    flow = Flow(tuple(Line(line, number=n + 1) for n, line in enumerate(TAIL.split("\n"))))
    first = next(block for block in from_flow(flow) or [] if isinstance(block, Grid))
    texts = {" ".join(line.text for line in c.lines) for c in first.cells}
    assert not any("Доля" in text or "310" in text for text in texts)
