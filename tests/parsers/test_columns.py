"""The vocabulary of headings, headers of one and two levels, and columns found by what stands in them."""

from __future__ import annotations

import pytest

from parsers.document import Origin
from parsers.roadmap.columns import find_headers
from parsers.roadmap.columns_guess import complete, guess
from parsers.roadmap.columns_vocabulary import Role, meaning, vocabulary
from parsers.roadmap.printed import sheet_of


@pytest.mark.parametrize("entry", vocabulary(), ids=lambda entry: entry.example)
def test_every_entry_decides_its_example(entry):
    found = meaning(entry.example)
    assert found is not None
    assert found.role is entry.role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Ответственные за исполнение мероприятий", Role.EXECUTOR),
        ("Срок реализации мероприятия", Role.TERM),
        ("Планируемый результат реализации мероприятия", Role.RESULT),
        ("Мероприятия (содержание, виды деятельности)", Role.ACTION),
        ("Ответствениые испопнители", Role.EXECUTOR),
        ("СРОКИ ПРОВЕДЕНИЯ", Role.TERM),
        ("№\nп/п", Role.NUMBER),
        ("N п/п", Role.NUMBER),
        ("Nп/п", Role.NUMBER),
        ("N п.п.", Role.NUMBER),
        ("Нп/п", Role.NUMBER),
        ("#", Role.NUMBER),
        ("пп", Role.NUMBER),
        ("Срок исполнения", Role.TERM),
        ("Исполн.", Role.EXECUTOR),
        ("Сро-ки", Role.TERM),
        ("Ожидае-мые резуль-таты", Role.RESULT),
        ("О т в е т с т в е н н ы е", Role.EXECUTOR),
        ("Форма представления мероприятия", Role.EXTRA),
        ("Организация, ответственная за реализацию", Role.EXECUTOR),
        ("Индикаторы исполнения", Role.RESULT),
        ("Планируемый результат (вид документа)", Role.RESULT),
        ("Что должно быть сделано", Role.RESULT),
        ("Ответственный (организатор, срок)", Role.EXECUTOR),
        ("Форма завершения", Role.EXTRA),
        ("Что предстоит сделать", Role.ACTION),
        ("Что проводится в классе", Role.ACTION),
        ("Что получится в итоге", Role.RESULT),
        ("Тема и форма мероприятия", Role.ACTION),
        ("Форма проведения мероприятия", Role.EXTRA),
        ("Учебные недели", Role.TERM),
    ],
)
def test_meaning_of_unseen_headings(heading, role):
    found = meaning(heading)
    assert found is not None
    assert found.role is role


@pytest.mark.parametrize("heading", ["Погода", "", "Разработка плана"])
def test_unknown_headings(heading):
    assert meaning(heading) is None


HEADERS = {
    "one level": (
        "№ | Мероприятие | Срок\n1 | Курсы | май",
        (0, 1, ["number", "action", "term"], ["№", "Мероприятие", "Срок"]),
    ),
    "two levels, merged": (
        "№ | Мероприятие | Срок | <\n^ | ^ | начало | окончание\n1 | Курсы | май | июнь",
        (0, 2, ["number", "action", "begin", "end"], ["№", "Мероприятие", "Срок начало", "Срок окончание"]),
    ),
    "with the index row": (
        "№ | Мероприятие | Срок\n1 | 2 | 3\n1. | Курсы | май",
        (0, 2, ["number", "action", "term"], ["№", "Мероприятие", "Срок"]),
    ),
    "with the index row misread": (
        "№ | Мероприятие | Срок | Исполнители\n1 | 2 | З | 4\n1. | Курсы | май | ИМЦ",
        (0, 2, ["number", "action", "term", "executor"], ["№", "Мероприятие", "Срок", "Исполнители"]),
    ),
    "under a title row": (
        "План работы | < | <\n№ | Мероприятие | Срок\n1 | Курсы | май",
        (1, 2, ["number", "action", "term"], ["№", "Мероприятие", "Срок"]),
    ),
    "above a numbered row of nothing but executors": (
        "№ | Задача | Мероприятие | Срок | Ответственный | Результат\n"
        "1 | Ранняя помощь школьников | Опрос учителей | май | завуч | справка\n"
        "2 | ^ | День самоуправления в школах города | | ОО |\n"
        "3 | Социальная и материальная поддержка | Выплата молодому специалисту | при приёме | отдел | приказ\n"
        "4 | ^ | Установление надбавок педагогам | июнь | школы | приказ\n"
        "5 | ^ | Компенсация расходов на жильё | июнь | отдел | договор",
        (
            0, 1, ["number", "extra", "action", "term", "executor", "result"],
            ["№", "Задача", "Мероприятие", "Срок", "Ответственный", "Результат"],
        ),
    ),
    "two columns that could be the action": (
        "Виды деятельности | Мероприятия | Сроки\nобучение | Курсы | май",
        (0, 1, ["extra", "action", "term"], ["Виды деятельности", "Мероприятия", "Сроки"]),
    ),
}


@pytest.mark.parametrize("name", HEADERS)
def test_headers(name, draw):
    drawing, expected = HEADERS[name]
    (header,) = find_headers(sheet_of(draw.grid(drawing)).rows)
    columns = header.columns
    assert (header.start, header.end, [str(role) for role in columns.roles], list(columns.headings)) == expected


@pytest.mark.parametrize(
    "drawing",
    [
        "1 | Проведение мероприятий для ответственных лиц | май | отдел\n2 | Анализ | июнь | школы",
        "ОО | образовательная организация\nИМЦ | информационно-методический центр",
        "СОГЛАСОВАНО | УТВЕРЖДАЮ\nпредседатель профкома | начальник отдела",
    ],
)
def test_rows_that_are_no_headers(drawing, draw):
    assert find_headers(sheet_of(draw.grid(drawing)).rows) == []


@pytest.mark.parametrize(
    "drawing",
    [
        "Сокращение | Расшифровка\nОО | образовательная организация",
        "№ | Показатель | 2021 | 2022 | 2023\n1 | Доля школ, % | 12 | 10 | 8",
        "№ | Наименование показателя | Единица измерения | Результат\n1 | Доля школ | % | 10",
        "Начальник отдела | ________ | И.И. Петров",
        "СОГЛАСОВАНО | УТВЕРЖДАЮ\nпредседатель профкома | начальник отдела\n«1» мая 2022 г. | «1» мая 2022 г.",
        "№ | ФИО | Должность | Телефон\n1 | Петров И.И. | методист | 2-12-85",
    ],
)
def test_tables_that_are_no_plan_are_left_out_and_told(drawing, draw):
    plan = draw.grid("№ | Мероприятие | Срок\n1 | Курсы тьюторов | май", table=1)
    reading = draw.read(draw.grid(drawing), "План мероприятий", plan)
    assert [row.action.text for row in reading.rows] == ["Курсы тьюторов"]
    assert [problem.code for problem in reading.problems] == ["table-left-out"]
    assert reading.problems[0].text
    assert reading.front[0] in reading.problems[0].text


@pytest.mark.parametrize(
    ("drawing", "roles"),
    [
        (
            "1 | Проведение семинара для завучей школ | май | отдел образования | Справка по итогам семинара\n"
            "2 | Разработка плана наставничества в школе | июнь | школы | Утверждённый план наставничества",
            ["number", "action", "term", "executor", "result"],
        ),
        (
            "Организация консультаций для учителей | в течение года | методисты ИМЦ\n"
            "Подготовка отчёта о работе с детьми | май 2022 | директора школ",
            ["action", "term", "executor"],
        ),
    ],
)
def test_columns_by_content(drawing, roles, draw):
    columns = guess(sheet_of(draw.grid(drawing)).rows)
    assert columns is not None
    assert [str(role) for role in columns.roles] == roles
    assert columns.guessed


def test_an_unnamed_action_column_is_found_by_content(draw):
    rows = sheet_of(draw.grid("№ | Тема | Срок\n1 | Проведение семинара для завучей | май")).rows
    (header,) = find_headers(rows)
    columns = complete(header.columns, rows[header.end :])
    assert columns is not None
    assert columns.index(Role.ACTION) == 1


def test_guessed_columns_are_flagged(draw):
    reading = draw.read(
        draw.grid(
            "1 | Проведение семинара для завучей | май | отдел образования\n"
            "2 | Разработка плана наставничества | июнь | директора школ"
        )
    )
    assert {row.flags for row in reading.rows} == {("columns-guessed",)}


def test_rows_of_known_words_are_no_header(draw):
    reading = draw.read(
        draw.grid(
            """
            Мероприятие | Срок | Ответственный
            Обучение учителей | май | Методист
            Выезды в школы с низкими результатами | по отдельному графику | Специалисты отдела
            Выпуск сборника | июнь | Методист
            """
        )
    )
    assert [row.executor.text for row in reading.rows] == ["Методист", "Специалисты отдела", "Методист"]


def test_role_matrix_with_a_known_word_in_a_heading(draw):
    reading = draw.read(
        draw.grid(
            """
            Управление образования | Методическая служба | Школа с низкими результатами
            Разработка программы поддержки школ | Организация консультаций для учителей | Проведение самоанализа
            Подготовка отчёта о ходе программы | Проведение семинаров для завучей | Участие в диагностике учителей
            """
        )
    )
    assert reading.layout == "role-matrix"
    assert len(reading.rows) == 6


def test_sentences_about_executors_head_no_matrix(draw):
    reading = draw.read(
        draw.grid(
            """
            Районный координатор | Куратор школы | Школа проекта
            Закрепляет за школами методистов по математике | Проводит для педагогов школы тренинг | Изучает запросы
            Включает педагогов в творческие группы | Посещает уроки учителей | Организует взаимопосещение уроков
            """
        )
    )
    assert [row.executor.text for row in reading.rows] == ["Районный координатор", "Куратор школы", "Школа проекта"] * 2
    assert [row.group for row in reading.rows] == [1, 1, 1, 2, 2, 2]


def test_the_rest_of_a_cut_row_heads_no_matrix(draw):
    head = "№ | Мероприятие | Срок | Ответственные от района | Ответственные от школы\n"
    reading = draw.read(
        "План мероприятий",
        draw.grid(head + "1 | Опрос участников отношений | май | координатор | Заместитель директора по", page=1),
        draw.grid(
            head + " | (учеников, родителей, педагогов) | | | УВР, педагог-психолог\n"
            "2 | Проведение контрольных срезов по математике | июнь | методисты | завучи",
            page=2,
        ),
        format="pdf",
    )
    assert [row.number for row in reading.rows] == ["1", "2"]
    assert reading.rows[0].action.text == "Опрос участников отношений (учеников, родителей, педагогов)"


def test_years_above_a_table_are_the_title_s(draw):
    table = draw.grid("№ | Мероприятие | Срок\n1 | Обучение учителей школы | май\n2 | Проверка журналов | июнь")
    above = [draw.text(text, centred=True) for text in ("План работы школы", "на 2022-2023 учебный год")]
    reading = draw.read(*above, table)
    assert reading.title == "План работы школы на 2022-2023 учебный год"
    assert all(row.section is None for row in reading.rows)


def test_plans_under_headings_of_one_manner(draw):
    table = "№ | Мероприятие | Срок\n1 | Обучение учителей школы | май\n2 | Проверка журналов | июнь"
    heads = ("План работы школ района", "Приложение 1. План для директоров", "Приложение 2. План для учителей")
    bold = [draw.text(text, bold=True, centred=k == 0) for k, text in enumerate(heads)]
    reading = draw.read(*bold[:2], draw.grid(table), bold[2], draw.grid(table, table=1))
    assert [row.section.title for row in reading.rows] == [heads[1]] * 2 + [heads[2]] * 2
    assert reading.title == heads[0]


def test_a_term_s_heading_over_no_terms_is_not_believed(draw):
    reading = draw.read(
        draw.grid(
            """
            № | Мероприятие | Период действия | Реализация | Кураторы
            1 | Обучение учителей школы | приказ | сентябрь | методист, директор
            2 | Проверка журналов в школе | справка | октябрь | завуч
            3 | Анализ работы учителей | отчёт | до 5 мая | директор школы
            """
        )
    )
    assert [row.term.text for row in reading.rows] == ["сентябрь", "октябрь", "до 5 мая"]
    assert [row.executor.text for row in reading.rows] == ["методист, директор", "завуч", "директор школы"]


def test_executors_beside_marks_of_completion(draw):
    reading = draw.read(
        draw.grid(
            """
            Мероприятие | Срок | Ответственные, отметка о выполнении
            Обучение учителей школы | сентябрь | методист, директор
            Проверка журналов в школе | октябрь | завуч
            Анализ работы учителей | май | директор школы
            """
        )
    )
    assert [row.executor.text for row in reading.rows] == ["методист, директор", "завуч", "директор школы"]


def test_first_heading_above_the_table_and_the_others_within(draw):
    first = "№ | Мероприятие | Срок\n1 | Обучение учителей школы | май\n"
    table = draw.grid(f"{first}2. Контроль | < | <\n1 | Проверка журналов | июнь")
    reading = draw.read("План работы школы", "1. Работа с кадрами", table)
    assert [row.section.title for row in reading.rows] == ["Работа с кадрами", "Контроль"]


def test_a_programme_s_passport_is_no_plan(draw):
    passport = draw.grid(
        """
        Наименование программы | Программа улучшения результатов
        Разработчики | Администрация школы
        Сроки реализации | 2021-2023 годы
        Исполнители | Учителя, классные руководители
        Ожидаемые результаты | Рост качества знаний
        """
    )
    plan = draw.grid("№ | Мероприятие | Срок\n1 | Обучение учителей школы | май\n2 | Проверка журналов | июнь", table=1)
    reading = draw.read("Программа улучшения результатов школы", "Паспорт программы", passport, "План", plan)
    assert [row.action.text for row in reading.rows] == ["Обучение учителей школы", "Проверка журналов"]


def test_matrix_of_levels(draw):
    reading = draw.read(
        draw.grid(
            """
            Региональный уровень | Муниципальный уровень | Уровень образовательной организации
            Проведение региональных семинаров | Направление педагогов на семинары | Распространение опыта среди коллег
            """
        )
    )
    assert reading.layout == "role-matrix"
    assert [row.executor.text for row in reading.rows][1] == "Муниципальный уровень"


def test_a_section_under_cells_without_a_rule(draw):
    reading = draw.read(
        draw.grid(
            """
            № | Мероприятия | Сроки | Ответственные
            1. | Диагностика | ~ | ~
            1.1. | Выявление группы риска | Сентябрь | Завуч
            2. | Коррекция | ^ | ^
            2.1. | Дополнительные занятия | Октябрь | Учителя
            2.2. | Работа психолога с детьми | Ноябрь | Психолог
            """,
            page=1,
            origin=Origin.GUTTERS,
        )
    )
    assert [(row.number, row.section.title) for row in reading.rows] == [
        ("1.1", "Диагностика"),
        ("2.1", "Коррекция"),
        ("2.2", "Коррекция"),
    ]
