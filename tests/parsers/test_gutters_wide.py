"""Text whose headings and cells do not stand below each other: centred numbers, long last cells, titles at the left."""

from __future__ import annotations

import pytest

from parsers.numbering import section_number
from tests.parsers.spaced_rows import rows

CENTRED_NUMBERS = """\
                  №      Мероприятие                 Сроки          Исполнители
                 п/п
1.     Курсы для молодых учителей района           март           методисты
2.     Проверка рабочих программ                   апрель         завучи школ
       по биологии
3.     Смотр школьных музеев                       май            отдел"""


def test_the_heading_of_the_numbers_stands_above_them_though_it_is_centred() -> None:
    assert rows(CENTRED_NUMBERS)[:2] == [
        ["№ п/п", "Мероприятие", "Сроки", "Исполнители"],
        ["1.", "Курсы для молодых учителей района", "март", "методисты"],
    ]


HEADING_ELSEWHERE = """\
№             Мероприятие      Сроки      Исполнители      Результат
1.   Курсы для молодых учителей района      март         методисты        справка
2.   Проверка рабочих программ школ         апрель       завучи школ      отчёт
3.   Смотр школьных музеев и залов          май          отдел            протокол
4.   Встреча с выпускниками школ            июнь         директора        статья"""


def test_a_heading_of_as_many_words_as_columns_stands_one_for_each() -> None:
    assert rows(HEADING_ELSEWHERE)[0] == ["№", "Мероприятие", "Сроки", "Исполнители", "Результат"]


LONG_LAST_CELLS = """\
№    Мероприятие                    Исполнители          Документ
1.   Договор со школой              заведующий школы     договор
2.   Обсуждение общего плана        директор             протокол
                                    старший и младший педагоги
                                    школы
3.   Обновление уголков             методисты района     снимки
4.   Поход в библиотеку             воспитатели групп    статья"""


def test_the_last_cell_of_a_line_may_run_on_beyond_its_column() -> None:
    assert rows(LONG_LAST_CELLS)[2] == [
        "2.",
        "Обсуждение общего плана",
        "директор старший и младший педагоги школы",
        "протокол",
    ]


TITLES_AT_THE_LEFT = """\
Мероприятия                    Сроки          Исполнители
I. Подготовительный этап
Назвать школьных наставников   март           директора
из опытных учителей
Провести опрос родителей       апрель         психологи
II. Основной этап
Открыть кружок                 сентябрь       завучи
юных химиков
Собрать отзывы                 май            методисты"""


def test_titles_are_told_by_their_numbers_going_on_where_rows_have_none() -> None:
    found = rows(TITLES_AT_THE_LEFT)
    assert [row for row in found if len(row) == 1] == [["I. Подготовительный этап"], ["II. Основной этап"]]
    assert found[2] == ["Назвать школьных наставников из опытных учителей", "март", "директора"]


def test_numbers_before_actions_are_no_titles() -> None:
    text = TITLES_AT_THE_LEFT.replace("Назвать", "1. Назвать").replace("Открыть", "2. Открыть")
    text = "\n".join(line for line in text.split("\n") if not line.startswith("I"))
    assert all(len(row) == 3 for row in rows(text))


SENTENCES_ABOVE = """\
Сокращения: ЦРО – центр развития образования города; отдел – отдел школ; завучи – заместители
директоров; ИМЦ – методический центр; ОО – общеобразовательная организация района.
1.   Курсы для молодых учителей      до 20 марта     методисты        справка
2.   Проверка рабочих программ       до 10 апреля    завучи школ      отчёт
     по биологии
3.   Смотр школьных музеев           май             отдел            протокол
4.   Встреча с выпускниками          июнь            директора        статья"""


def test_sentences_above_a_table_are_not_its_heading() -> None:
    assert rows(SENTENCES_ABOVE)[0] == ["1.", "Курсы для молодых учителей", "до 20 марта", "методисты", "справка"]


@pytest.mark.parametrize(("text", "number"), [("IX", (9,)), ("XIV", (14,)), ("3", (3,)), ("2.10", (2, 10))])
def test_the_number_of_a_title(text: str, number: tuple[int, ...]) -> None:
    assert section_number(text) == number


PAGE_ONE = """\
№    Мероприятие                    Сроки        Исполнители
1    2                              3            4
                    1. Работа с кадрами
1.   Курсы для учителей             март         методисты
2.   Проверка рабочих программ      апрель       завучи школ"""

PAGE_TWO = """\
                    2. Работа с детьми
№    Мероприятие                    Сроки        Исполнители
1    2                              3            4
3.   Смотр школьных музеев          май          отдел
4.   Встреча с выпускниками         июнь         директора"""


def pages(*texts: str) -> list[list[str]]:
    return rows("\f".join(texts))


def test_a_heading_printed_again_goes_with_the_row_that_counts_its_columns() -> None:
    again = "\n".join([*PAGE_ONE.split("\n")[:2], "     по биологии и химии", *PAGE_TWO.split("\n")[3:]])
    assert pages(PAGE_ONE, again)[4:6] == [
        ["2.", "Проверка рабочих программ по биологии и химии", "апрель", "завучи школ"],
        ["3.", "Смотр школьных музеев", "май", "отдел"],
    ]


def test_a_heading_may_be_printed_again_below_the_title_of_a_section() -> None:
    found = pages(PAGE_ONE, PAGE_TWO)
    assert [row for row in found if len(row) == 1] == [["1. Работа с кадрами"], ["2. Работа с детьми"]]
    assert found[-2][:2] == ["3.", "Смотр школьных музеев"]


WITHOUT_HEADING = """\
                    План-график встреч
          с родителями первоклассников
          лицея на 2023/24 учебный год

1    Собрание о правах и обязанностях родителей     до 5 сентября     директор
2    День открытых дверей для всех                  октябрь           завучи
3    Общая встреча с психологом                     ноябрь            психолог
4    Итоги первого полугодия                        декабрь           классные
                                                                      руководители"""


def test_no_row_without_a_number_stands_above_the_first_one() -> None:
    assert [row[0] for row in rows(WITHOUT_HEADING)] == ["1", "2", "3", "4"]


ORDINALS = """\
Шаг    Дело                              Сроки        Исполнители
                    Первый этап. Знакомимся
1      Проверка знаний ребёнка           август       завуч
2      Беседа с родителями               сентябрь     психолог
                    Второй этап. Учимся
3      Уроки русского языка              октябрь      учителя
4      Кружок чтения                     ноябрь       библиотекарь"""


def test_titles_of_sections_by_ordinals() -> None:
    assert [row[0] for row in rows(ORDINALS) if len(row) == 1] == ["Первый этап. Знакомимся", "Второй этап. Учимся"]


QUOTED_NAMES = """\
№    Мероприятие                Сроки        Исполнители    Результат
1.   Форум родителей            октябрь      комитет        отчёт
     «Вместе весело шагать»                  школы
2.   Смотр музеев               май          отдел          протокол
3.   Встреча ветеранов          июнь         директора      статья"""


def test_a_name_in_quotes_goes_on_with_the_row() -> None:
    assert rows(QUOTED_NAMES)[1:3] == [
        ["1.", "Форум родителей «Вместе весело шагать»", "октябрь", "комитет школы", "отчёт"],
        ["2.", "Смотр музеев", "май", "отдел", "протокол"],
    ]
