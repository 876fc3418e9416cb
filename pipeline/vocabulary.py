"""The data set's codes → the Russian words that an analyst reads for them; counts → counts with their noun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from normalizers.months import MONTHS

SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
STATUS = {"ok": "прочитан", "partial": "прочитан частично", "empty": "плана нет", "failed": "не прочитан"}
PLAN_LEVELS = {"regional": "региональный", "municipal": "муниципальный", "school": "школьный"}
LEVELS = {"federal": "федеральный", **PLAN_LEVELS, "other": "иной"}
"""Of executors."""
KINDS = {
    "authority": "органы управления",
    "methodological-service": "методические службы",
    "assessment-centre": "центры оценки качества",
    "coordinator": "координаторы",
    "school": "школы",
    "head": "руководители",
    "teacher": "педагоги",
    "curator": "кураторы",
    "association": "объединения",
    "other": "иные",
}
"""Of executors."""
METHODS = {
    "exact": "как в реестре",
    "definition": "объяснено в документе",
    "abbreviation": "по сокращению",
    "fuzzy": "по сходству",
    "derived": "новый для реестра",
}
COLUMNS = {"number": "номер", "action": "мероприятие", "term": "срок", "executor": "исполнитель", "result": "результат"}


@dataclass(frozen=True, slots=True)
class Flag:
    """A mark on a measure: `name` for a table, `advice` a sentence that says what to do."""

    name: str
    advice: str


FLAGS = {
    "corrected": Flag("исправлено", "Исправлено аналитиком, причина — в тексте пометки."),
    "ocr-doubtful": Flag("распознано с сомнением", "Слова распознаны неуверенно. Сверьте строку с изображением."),
    "ocr-mended": Flag(
        "распознанное исправлено", "Распознанный текст исправлен по словарю. Сверьте строку с изображением."
    ),
    "term-unparsed": Flag("срок не разобран", "Часть срока не разобрана как срок. Проверьте, что она значит."),
    "executor-unresolved": Flag(
        "исполнитель не найден в реестре", "Исполнителя нет в реестре. Добавьте его (dorkarta executors --unresolved)."
    ),
    "columns-guessed": Flag("графы угаданы", "Границы граф выведены из текста. Сверьте строку с источником."),
    "stitched": Flag(
        "собрано через разрыв страницы", "Строка собрана из частей на двух страницах. Сверьте её с источником."
    ),
    "number-restored": Flag(
        "номер восстановлен", "Номер распознан неверно и восстановлен по соседним строкам. Сверьте его с изображением."
    ),
}


def flag_names(flags: Iterable[str]) -> list[str]:
    """Flags of a measure as an analyst reads them.

    >>> flag_names(["stitched", "corrected"])
    ['собрано через разрыв страницы', 'исправлено']
    """
    return [FLAGS[flag].name if flag in FLAGS else flag for flag in flags]


def plural(count: int, one: str, few: str, many: str) -> str:
    """The count with its noun in the right form, thousands set apart.

    >>> [plural(count, "файл", "файла", "файлов") for count in (1, 22, 11)]
    ['1 файл', '22 файла', '11 файлов']
    """
    last, tens = count % 10, count % 100
    noun = one if last == 1 and tens != 11 else few if 2 <= last <= 4 and not 12 <= tens <= 14 else many
    return f"{spaced(count)} {noun}"


def spaced(number: int) -> str:
    """A number as it is printed in Russian: thousands parted by a no-break space.

    >>> spaced(1234567).split()
    ['1', '234', '567']
    """
    return f"{number:,}".replace(",", "\u00a0")


def percent(part: float, whole: float) -> str:
    """A share as a person reads it; a dash where there is nothing to divide by.

    >>> percent(3, 8), percent(0, 0)
    ('38 %', '—')
    """
    return f"{round(100 * part / whole)} %" if whole else "—"
