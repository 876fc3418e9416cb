"""Role matrices as flattened text: repeated headings, tasks of several sentences, what words tell of columns."""

import pytest

from parsers.document import Flow, Grid, Line
from parsers.flattened import infer
from parsers.flattened.habits import unlearned
from parsers.flattened.lexicon import STEM, Lexicon, stems
from parsers.flattened.state import Task
from parsers.flattened.tasks import HEADING, OWNERS, WORDS
from parsers.roadmap.columns_vocabulary import Role

HEADINGS = ("Управление образования", "Методический центр", "Сельские школы")

TWO_PAGES = """План помощи сельским школам
Управление образования
Методический центр
Сельские школы
1. Кадры
Утвердить график стажировок
учителей физики. Выделить
средства на проезд стажёров.
Провести семинары для
учителей физики и химии
Направить учителей физики
на стажировку
Объявить конкурс школьных
библиотек района
Подготовить положение
о конкурсе библиотек
Представить на конкурс
описание библиотеки школы
\fУправление образования
Методический центр
Сельские школы
Учредить премию
лучшему классному
руководителю
Обобщить опыт классных
руководителей
Провести в школе неделю
классного руководителя"""


def grid(text: str) -> Grid:
    flow = Flow(tuple(Line(line, number=n) for n, line in enumerate(text.split("\n"), 1)))
    return next(block for block in infer(flow) if isinstance(block, Grid))


def texts(found: Grid, row: int) -> list[str]:
    cells = sorted((cell for cell in found.cells if cell.row == row), key=lambda cell: cell.col)
    return [" ".join(line.text for line in cell.lines) for cell in cells]


def test_headings_on_the_next_page_are_headings():
    found = grid(TWO_PAGES)
    assert [row for row in range(found.n_rows) if texts(found, row) == list(HEADINGS)] == [0, 4]


def test_a_long_preamble_may_stand_above_a_matrix():
    preamble = "\n".join(f"Школа номер {n} отдалена от районного центра, и учителей в ней немного." for n in range(90))
    title, rest = TWO_PAGES.split("\n", 1)
    found = grid(f"{title}\n{preamble}\n{rest}")
    assert texts(found, 0) == list(HEADINGS)


def test_a_sentence_within_a_line_begins_no_cell():
    assert texts(grid(TWO_PAGES), 2) == [
        "Утвердить график стажировок учителей физики. Выделить средства на проезд стажёров.",
        "Провести семинары для учителей физики и химии",
        "Направить учителей физики на стажировку",
    ]


def test_headings_tell_whose_tasks_stand_below():
    words = unlearned(Task((), (Role.EXECUTOR,) * 3, True, headings=HEADINGS)).words
    assert words.weight(0, 0, "утверд") > 0 > words.weight(0, 1, "утверд")
    assert words.weight(0, 2, "уроков") > 0 > words.weight(0, 0, "уроков")
    assert words.weight(0, 0, "провес") == 0


def test_headings_of_one_kind_tell_nothing():
    words = Lexicon.of_headings(("Школа № 1", "Школа № 2"))
    assert words.weight(0, 0, "уроков") == words.weight(0, 1, "уроков") == 0


def test_a_row_has_no_say_about_its_own_lines():
    words = Lexicon.of_headings(("Бухгалтерия", "Музей")).taught(
        [(0, 0, "Смета экскурсий", (0,)), (1, 1, "Смета праздника", (1,))]
    )
    assert words.weight(0, 0, "экскур") == pytest.approx(words.weight(0, 1, "экскур"))
    assert words.weight(2, 0, "экскур") > 0 > words.weight(2, 1, "экскур")
    assert words.weight(0, 1, "смета") > words.weight(0, 0, "смета")


def rows() -> list[list[str]]:
    return [row.split("\t") for row in WORDS.read_text("utf-8").splitlines() if not row.startswith("#")]


def test_the_words_of_tasks_are_well_formed():
    assert all(len(row) == 3 for row in rows())
    assert len({word for word, _, _ in rows()}) == len(rows())


@pytest.mark.parametrize(("word", "owner", "example"), rows())
def test_each_word_of_a_task_stands_in_its_example(word: str, owner: str, example: str):
    assert owner in OWNERS
    if word.startswith(HEADING):
        assert word.removeprefix(HEADING).lower() in example.lower()
    else:
        assert len(word) <= STEM
        assert word in stems(example)
