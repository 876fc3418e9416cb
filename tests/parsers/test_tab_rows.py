"""Plans as text with tabs: what merged cells and line breaks said is told by the words."""

from __future__ import annotations

from parsers.document import Document
from parsers.plaintext import read_text
from parsers.plan import Reading
from parsers.roadmap import read_plan

HEAD = "№\tМероприятие\tСрок\tИсполнители\n"


def reading(text: str) -> Reading:
    return read_plan(Document("txt", read_text("План мероприятий\n\n" + text)))


def test_a_direction_holds_for_the_rows_below() -> None:
    rows = ["Кадры\tКурсы тьюторов\tмай\tИМЦ", "\tШкола завуча\tиюнь\tИМЦ", "\tСмотр уроков\tмарт\tИМЦ",
            "Родители\tРодительский лекторий\tмай\tшколы", "\tОпрос семей\tиюнь\tшколы"]
    found = reading("Направление\tМероприятие\tСрок\tИсполнители\n" + "\n".join(rows))
    assert [row.extra[0][1].text for row in found.rows] == ["Кадры"] * 3 + ["Родители"] * 2


def test_a_further_column_that_is_empty_now_and_then_stays_so() -> None:
    rows = ["5 класс\tКурсы тьюторов\tмай\tИМЦ", "6 класс\tШкола завуча\tиюнь\tИМЦ", "\tСмотр уроков\tмарт\tИМЦ"]
    found = reading("Классы\tМероприятие\tСрок\tИсполнители\n" + "\n".join(rows))
    assert [row.extra[0][1].text for row in found.rows] == ["5 класс", "6 класс", ""]


def test_items_with_terms_and_executors_of_their_own() -> None:
    found = reading(HEAD + "1\tПодготовка смотра\tмай\tИМЦ\n"
                    "2\tВыпуск: 1) приказа; 2) памяток\tиюнь 2024 г. март 2025 г.\tотдел образования методисты ИМЦ")
    assert [(row.number, row.parent_number, row.action.text) for row in found.rows[1:]] == [
        ("1", "2", "Выпуск: приказа"), ("2", "2", "памяток")]
    assert [row.term.text for row in found.rows[1:] if row.term] == ["июнь 2024 г.", "март 2025 г."]
    assert [row.executor.text for row in found.rows[1:] if row.executor] == ["отдел образования", "методисты ИМЦ"]


def test_items_under_one_term_are_one_measure() -> None:
    assert len(reading(HEAD + "1\tСмотр\tмай\tИМЦ\n2\tВыпуск: 1) приказа; 2) памяток\tмай, июнь\tИМЦ").rows) == 2


def test_a_table_of_indicators_ends_the_plan() -> None:
    plan = "1. Кадры\t\t\t\n1.1\tКурсы тьюторов\tмай\tИМЦ\n1.2\tСмотр\tиюнь\tИМЦ\n"
    figures = "№\tПоказатель\t2023\t2024\n1\tДоля учителей, %\t6,5\t5\n2\tДоля школ, %\t40\t60"
    found = reading(HEAD + plan + "Целевые показатели\n" + figures)
    assert [row.action.text for row in found.rows] == ["Курсы тьюторов", "Смотр"]


def test_a_title_at_the_end_of_a_page_takes_no_cells_from_the_next() -> None:
    rows = ["Кадры\t\t", "Курсы тьюторов\tмай\tИМЦ", "Смотр уроков\tмарт\tИМЦ", "Родители\t\t", "",
            "Лекторий\tмай\tшколы", "Опрос семей\tиюнь\tшколы"]
    found = reading("Мероприятие\tСрок\tИсполнители\n" + "\n".join(rows))
    assert [row.section.title for row in found.rows if row.section] == ["Кадры"] * 2 + ["Родители"] * 2


def test_an_empty_cell_at_the_end_of_a_page_is_not_filled_from_the_next() -> None:
    rows = ["Кадры\t1\tКурсы\tмай\tИМЦ", "\t2\tШкола завуча\tиюнь\tИМЦ", "\t3\tСмотр\tмарт\tИМЦ", "",
            "Семьи\t4\tЛекторий\tмай\tшколы", "\t5\tОпрос\tиюнь\tшколы", "\t6\tВечер\tмай\tшколы"]
    found = reading("Задача\t№\tМероприятие\tСрок\tИсполнители\n" + "\n".join(rows))
    assert [row.extra[0][1].text for row in found.rows] == ["Кадры"] * 3 + ["Семьи"] * 3


def test_sections_and_bare_rows_of_a_role_matrix_at_the_end_of_a_page() -> None:
    head = "Управление образования\tМетодический центр\tШкола-консультант\tШкола проекта"
    rows = ["I. Управление школами\t\t\t", "Утвердить программу поддержки школ\t\t\tРазработать школьную программу",
            "3.1. Наставничество\t\t\t",
            "\tРазработать положение о наставничестве\tПодобрать наставников учителям школы\t", "",
            "II. Ресурсы\t\t\t", "Разработать меры поощрения руководителей\t\t\tВнести критерии в положение о выплатах",
            "Рассмотреть итоги на совещании директоров\tОбобщить лучшие практики школ района\t"
            "Выступить с опытом на августовском совещании\tРазместить отчёт на сайте своей школы"]
    found = reading("\n".join([head, *rows]))
    assert [row.group for row in found.rows] == [1, 1, 2, 2, 3, 3, 4, 4, 4, 4]
    assert [row.section.title for row in found.rows if row.section][-6:] == ["Ресурсы"] * 6
