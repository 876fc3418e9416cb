"""The report's figures → its tables, which the page and the workbook share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.coverage import FIELDS, NONE, OTHER_TIME, RELATED, SAME
from pipeline.coverage_study import Plan, Study
from pipeline.report.figures import View
from pipeline.vocabulary import COLUMNS, KINDS, LEVELS, PLAN_LEVELS, SHORT_MONTHS, percent


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with its shade 0..1 (how strong it stands out) and what is told on pointing at it."""

    value: Any
    shade: float = 0.0
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its anchor, title, what it tells, headings, and rows whose first cell is the plan (`plan` its index)."""

    key: str
    title: str
    note: str
    head: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    plans: tuple[int, ...]


def tables(study: Study, view: View) -> dict[str, Sheet]:
    """All tables by key, in the order of the report."""
    made = [_plans(study, view), _covered(study, view)]
    if view.pairs is not None and len(study.plans) > 1:
        made.append(_matrix(study, view))
    made += [_heat(study, view, *told) for told in _heats(view)]
    made.append(_quality(study, view))
    return {sheet.key: sheet for sheet in made}


def _heats(view: View) -> Iterator[tuple[str, str, str, tuple[str, ...], np.ndarray]]:
    """What `_heat` draws: key, title, note, names and counts[plan, column] of its columns, the last apart."""
    yield (
        "themes",
        "Темы",
        "Сколько мероприятий плана относится к теме (у мероприятия до трёх тем). «—» — темы в плане нет. "
        "Нажмите число: отберутся эти мероприятия.",
        (*view.themes.values(), "без темы"),
        view.theme_counts,
    )
    yield (
        "months",
        "Месяцы",
        "Сколько мероприятий может идти в этом месяце. Мероприятия без срока или со сроком «по отдельному плану» "
        "стоят отдельно и пробелом не считаются. Нажмите число: отберутся эти мероприятия.",
        (*SHORT_MONTHS, "без срока"),
        view.month_counts,
    )
    yield (
        "levels",
        "Уровни исполнителей",
        "Сколько мероприятий плана поручено исполнителям этого уровня. Нажмите число: отберутся эти мероприятия.",
        (*LEVELS.values(), "исполнитель не указан"),
        view.level_counts,
    )
    yield (
        "kinds",
        "Виды исполнителей",
        "Кто именно: сколько мероприятий плана поручено исполнителям этого вида.",
        (*KINDS.values(), "исполнитель не указан"),
        view.kind_counts,
    )


def _plans(study: Study, view: View) -> Sheet:
    covered = view.covered(study)
    rows = tuple(
        (
            plan.short,
            plan.title,
            plan.region or "не указан",
            PLAN_LEVELS.get(plan.level or "", "не указан"),
            plan.period or "не указан",
            plan.measures,
            int(plan.measures - view.month_counts[plan.index, 12]),
            _share(covered[plan.index, OTHER_TIME:].sum(), plan.measures),
            "; ".join(plan.sources),
        )
        for plan in study.plans
    )
    head = (
        "План",
        "Название",
        "Регион",
        "Уровень",
        "Годы",
        "Мероприятий",
        "Из них со сроком",
        "Есть и у других",
        "Файл",
    )
    return Sheet(
        "plans",
        "Планы",
        "Что сравнивается. «Есть и у других» — доля мероприятий, для которых хотя бы в одном "
        "другом плане есть то же самое.",
        head,
        rows,
        _order(study),
    )


def _covered(study: Study, view: View) -> Sheet:
    covered = view.covered(study)
    rows = tuple(
        (
            plan.short,
            plan.measures,
            *(_share(covered[plan.index, state], plan.measures, state) for state in (SAME, OTHER_TIME, RELATED, NONE)),
        )
        for plan in study.plans
    )
    return Sheet(
        "covered",
        "План и остальные",
        "Для скольких мероприятий плана в других планах есть то же самое, то же в "
        "другие месяцы, только близкое, или нет ничего похожего.",
        ("План", "Мероприятий", "Есть то же", "То же, в другое время", "Только близкое", "Только здесь"),
        rows,
        _order(study),
    )


def _share(part: Any, whole: int, state: int = SAME) -> Cell:
    share = float(part) / whole if whole else 0.0
    return Cell(percent(part, whole), share if state != NONE else 0.0, f"{int(part)} из {whole}")


def _matrix(study: Study, view: View) -> Sheet:
    assert view.pairs is not None
    rows = []
    for plan in study.plans:
        line: list[Any] = [plan.short]
        for other in study.plans:
            if plan.index == other.index:
                line.append(Cell("·", 0.0, "тот же план"))
                continue
            counts = view.pairs[plan.index, other.index]
            found = int(counts[SAME] + counts[OTHER_TIME])
            line.append(
                Cell(
                    percent(found, plan.measures),
                    found / plan.measures if plan.measures else 0.0,
                    _told(plan, other, counts),
                )
            )
        rows.append(tuple(line))
    return Sheet(
        "matrix",
        "План × план",
        "Строка: какая доля мероприятий этого плана есть (те же) в плане столбца. "
        "Подсказка при наведении называет и близкие.",
        ("План", *(plan.short for plan in study.plans)),
        tuple(rows),
        _order(study),
    )


def _told(plan: Plan, other: Plan, counts: np.ndarray) -> str:
    return (
        f"{plan.short} → {other.short}: из {plan.measures} то же {counts[SAME]}, то же в другое время "
        f"{counts[OTHER_TIME]}, только близкое {counts[RELATED]}, нет {counts[NONE]}"
    )


def _heat(study: Study, view: View, key: str, title: str, note: str, names: tuple[str, ...],
          counts: np.ndarray) -> Sheet:
    rows = []
    for plan in study.plans:
        size = int(view.sizes[plan.index])
        line: list[Any] = [plan.short]
        for at, name in enumerate(names):
            count = int(counts[plan.index, at])
            shade = count / size if size and at < len(names) - 1 else 0.0
            line.append(Cell(count or "—", shade, f"{plan.short}, {name}: {count} из {size} ({percent(count, size)})"))
        rows.append(tuple(line))
    return Sheet(key, title, note, ("План", *names), tuple(rows), _order(study))


def _quality(study: Study, view: View) -> Sheet:
    confidence = study.measures.groupby(study.plan)["confidence"].mean()
    issues = study.issues["document_id"].value_counts()
    rows = []
    for plan in study.plans:
        empty = [
            Cell("нет графы", 0.0, "в документе нет такой графы")
            if count < 0
            else Cell(
                int(count), min(1.0, count / max(plan.measures, 1)), f"пусто в документе: {count} из {plan.measures}"
            )
            for count in view.empty[plan.index]
        ]
        value = confidence.get(plan.index, float("nan"))
        told = int(sum(issues.get(document, 0) for document in plan.documents))
        apart = [
            Cell(int(n), min(1.0, n / max(plan.measures, 1)), f"{n} из {plan.measures}") for n in view.apart[plan.index]
        ]
        rows.append((plan.short, plan.measures, *empty, *apart, Cell("—" if value != value else f"{value:.2f}"), told))
    head = (
        "План",
        "Мероприятий",
        *(f"Пусто: {COLUMNS[name]}" for name in FIELDS),
        "Без срока",
        "Исполнитель не распознан",
        "Прочитано с сомнением",
        "Уверенность",
        "Замечаний",
    )
    return Sheet(
        "quality",
        "Качество данных",
        "Пустая графа — пробел самого документа. Мероприятия без срока в таблице месяцев стоят отдельно, "
        "нераспознанный исполнитель не считается отсутствующим, а план, прочитанный не полностью, помечен: "
        "его «нет» может быть ошибкой чтения.",
        head,
        tuple(rows),
        _order(study),
    )


def _order(study: Study) -> tuple[int, ...]:
    return tuple(plan.index for plan in study.plans)
