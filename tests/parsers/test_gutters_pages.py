"""Text whose tables run over pages: what stands right below a heading, and what a page's end cuts."""

from __future__ import annotations

from parsers.document import Flow, Grid, Line
from parsers.gutters import from_flow


def rows(text: str) -> list[list[str]]:
    flow = Flow(tuple(Line(line, number=n + 1) for n, line in enumerate(text.replace("\f", "\n\f").split("\n"))))
    found = []
    for grid in from_flow(flow) or []:
        if isinstance(grid, Grid):
            for row in range(grid.n_rows):
                cells = sorted((c for c in grid.cells if c.row <= row < c.row_end), key=lambda c: c.col)
                found.append([" ".join(line.text for line in cell.lines) for cell in cells])
    return found


TITLE_BELOW_HEADING = """\
           Мероприятие                    Классы             Сроки             Ответственные
                                   Праздники школы
Линейка ко дню знаний              1–11               2 сентября        завуч, классные
                                                                        руководители
Неделя добрых дел                  5–9                10–15 октября     педагог-организатор
                                   Работа с семьёй
Собрание отцов и матерей           1–4                до 20 сентября    директор школы
Поход выходного дня                5–9                май               классные руководители"""


def test_a_centred_title_right_below_the_heading_is_no_second_line_of_it() -> None:
    found = rows(TITLE_BELOW_HEADING)
    assert found[0] == ["Мероприятие", "Классы", "Сроки", "Ответственные"]
    assert [row for row in found if len(row) == 1] == [["Праздники школы"], ["Работа с семьёй"]]


EXECUTORS_OF_LEVELS = """\
                                                        Ответственные
№
          Мероприятие           Сроки        районный                  школьный     Документ
п/п                                          уровень                   уровень
1         Назначить кураторов   сентябрь     отдел образования         директора    приказ
2         Провести семинары     октябрь      методисты отдела          завучи       программа
3         Собрать отчёты        май          методисты отдела          директора    справка"""


def test_a_lone_heading_over_those_of_each_level_belongs_to_the_heading() -> None:
    found = rows(EXECUTORS_OF_LEVELS)
    assert found[0] == ["№ п/п", "Мероприятие", "Сроки", "Ответственные", "Документ"]
    assert ["1", "Назначить кураторов", "сентябрь", "отдел образования", "директора", "приказ"] in found


CUT_BELOW_REPEATED_HEADING = """\
Мероприятие                       Сроки            Исполнители           Документ
Опрос молодых учителей            октябрь          психолог школы        справка
Смотр кабинетов химии             ноябрь           завучи                протокол
Тренинги для пятых                каждую неделю,   педагог-психолог      отчёт
\fМероприятие                       Сроки            Исполнители           Документ
классов школы                     по пятницам
Неделя математики                 декабрь          учителя математики    афиша
Родительский лекторий             март             социальный педагог    записи"""


def test_a_heading_printed_again_takes_no_rest_of_a_row_along() -> None:
    found = [row for row in rows(CUT_BELOW_REPEATED_HEADING) if row[0] != "Мероприятие"]
    assert " ".join(cell for row in found[2:-2] for cell in row if cell).count("по пятницам") == 1
    assert [row[0] for row in found[-2:]] == ["Неделя математики", "Родительский лекторий"]
    assert "классов школы" in " ".join(row[0] for row in found[2:-2])


ITEMS_BY_DASHES = """\
№      Мероприятие                     Сроки         Исполнители      Документ
       Проверка готовности кабинетов
       к новому учебному году:
1.                                     август        завхоз           акты
       - кабинеты химии и физики;
       - мастерские и залы
2.     Замер знаний выпускников        сентябрь      завучи           справка
3.     Педагогический совет            октябрь       директор         протокол"""


def test_a_dash_that_stands_alone_begins_no_row_where_rows_have_numbers() -> None:
    found = rows(ITEMS_BY_DASHES)
    assert [row[0] for row in found[1:]] == ["1.", "2.", "3."]
    assert found[1][1].endswith("- мастерские и залы")


FEW_ROWS_ON_THE_LAST_PAGE = """\
Направление              I квартал                        II квартал                         III квартал
Повышение                Заявка на курсы учителей         Курсы «Читаем вместе» для          Стажировка педагогов
квалификации             начальных классов                учителей истории                   на базе лицея
Молодые педагоги         Собеседование с новыми           Конкурс «Мой первый урок»          Закрепление наставников
                         учителями школ                                                      за новыми учителями
Одарённые дети           Подготовка команды к             Марафон знаний для учеников        Летняя смена «Эврика»
                         олимпиаде по физике              четвёртых классов
\fНаправление         I квартал                   II квартал                       III квартал
Родители            Собрание «Готовимся к                                        Встреча «Ваш ребёнок
                    экзаменам вместе»                                            пошёл в школу»"""


def test_a_page_of_few_rows_keeps_the_columns_its_heading_shows() -> None:
    assert rows(FEW_ROWS_ON_THE_LAST_PAGE)[-1] == [
        "Родители",
        "Собрание «Готовимся к экзаменам вместе»",
        "",
        "Встреча «Ваш ребёнок пошёл в школу»",
    ]


CELLS_OVER_ROWS = """\
Направление         Мероприятие                        Сроки         Исполнители
Диагностика и       Опрос учеников пятых классов       октябрь       психолог
анализ              Наблюдение на переменах            постоянно     классные руководители
                    Разбор записей в дневниках         ноябрь        завучи
Родители            Встреча с отцами и матерями        март          директор
                    Лекторий о здоровье детей          апрель        медсестра
Педагоги            Семинар для классных вожатых       май           методисты
                    Обмен опытом между школами         июнь          заведующий
Контроль            Проверка журналов                  июль          завуч"""


def test_a_cell_over_several_rows_goes_on_beside_the_next_one() -> None:
    assert [row[0] for row in rows(CELLS_OVER_ROWS)[1:4]] == ["Диагностика и анализ"] * 3
