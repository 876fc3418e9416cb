"""The summary in sentences with figures: what would be said first in a meeting."""

from __future__ import annotations

import numpy as np

from normalizers.months import MONTHS
from pipeline.coverage import NONE, OTHER_TIME, RELATED
from pipeline.coverage_study import Study
from pipeline.report.figures import View, unsure
from pipeline.vocabulary import LEVELS, percent, plural, spaced


def summary(study: Study, view: View, by: str) -> tuple[str, ...]:
    """Sentences with figures and their denominators, the most telling first.

    Each names what it counts; what could not be compared comes last.
    """
    told = [_what(study, by)]
    if len(study.plans) > 1:
        told += _covered(study, view)
    told += _themes(study, view)
    told += _months(view)
    told += _levels(study, view)
    told += _apart(study, view)
    return tuple(told)


def _what(study: Study, by: str) -> str:
    sides = {
        "plan": ("план", "плана", "планов"),
        "municipality": ("муниципалитет", "муниципалитета", "муниципалитетов"),
        "region": ("регион", "региона", "регионов"),
    }[by]
    different = len(np.unique(study.family))
    copies = f" ({plural(different, 'разный', 'разных', 'разных')}, остальные — те же планы в других файлах)"
    return (
        f"Сравниваются {plural(len(study.plans), *sides)}{copies if different < len(study.plans) else ''}, всего "
        f"{plural(len(study.measures), 'мероприятие', 'мероприятия', 'мероприятий')}."
    )


def _covered(study: Study, view: View) -> list[str]:
    covered = view.covered(study)
    total = int(view.sizes.sum())
    found = int(covered[:, OTHER_TIME:].sum())
    told = [
        f"Для {spaced(found)} из {spaced(total)} мероприятий ({percent(found, total)}) в каком-либо другом плане "
        f"есть то же самое; ещё для {spaced(int(covered[:, RELATED].sum()))} — только близкое; "
        f"только в своём плане — {spaced(int(covered[:, NONE].sum()))}."
    ]
    own = covered[:, NONE] / np.maximum(view.sizes, 1)
    most = int(np.argmax(own))
    if own[most] > 0:
        told.append(
            f"Больше всего своего — «{study.plans[most].short}»: {percent(covered[most, NONE], view.sizes[most])} "
            f"мероприятий ({covered[most, NONE]} из {view.sizes[most]}) больше нигде не встречаются."
        )
    missing = next(
        (
            (plan, gap)
            for plan, found_gaps in zip(study.plans, view.gaps, strict=True)
            for gap in found_gaps[:1]
            if gap.plans == _top(view)
        ),
        None,
    )
    if missing and missing[1].plans > 1:
        plan, gap = missing
        told.append(
            f"Чаще всего недостаёт: „{_short(study.measures['action'].iloc[gap.row])}“ — есть у "
            f"{plural(gap.plans, 'плана', 'планов', 'планов')}, нет, например, в плане «{plan.short}»."
        )
    return told


def _top(view: View) -> int:
    return max((found[0].plans for found in view.gaps if found), default=0)


def _short(text: str) -> str:
    return text if len(text) <= 110 else text[:109].rstrip() + "…"


def _themes(study: Study, view: View) -> list[str]:
    names = list(view.themes.values())
    present = (view.theme_counts[:, :-1] > 0).sum(axis=0)
    plans = len(study.plans)
    told = []
    main = view.theme_counts[:, :-1].sum(axis=0)
    if main.sum():
        top = np.argsort(-main)[:3]
        told.append(
            "Больше всего мероприятий по темам: "
            + ", ".join(f"«{names[at]}» ({spaced(int(main[at]))})" for at in top if main[at])
            + "."
        )
    rare = [at for at in np.argsort(present, kind="stable") if plans - present[at] > 0][:4]
    if rare and plans > 1:
        all_plans = plural(plans, "плана", "планов", "планов")
        lacking = (f"«{names[at]}» — в {plans - present[at]} из {all_plans}" for at in rare)
        told.append(f"Тем нет: {'; '.join(lacking)}.")
    return told


def _months(view: View) -> list[str]:
    months = view.month_counts[:, :12].sum(axis=0)
    if not months.sum():
        return []
    busy, quiet = int(np.argmax(months)), int(np.argmin(months))
    most = plural(int(months[busy]), "мероприятие", "мероприятия", "мероприятий")
    told = [
        f"Самый занятый месяц — {MONTHS[busy]} ({most}), самый тихий — {MONTHS[quiet]} "
        f"({spaced(int(months[quiet]))})."
    ]
    dated = view.month_counts[:, :12].sum(axis=1) > 0
    idle = int(((view.month_counts[:, :12] == 0).any(axis=1) & dated).sum())
    if idle:
        told.append(
            f"Месяцы совсем без мероприятий есть у {plural(idle, 'плана', 'планов', 'планов')} из "
            f"{int(dated.sum())}, где сроки указаны."
        )
    return told


def _levels(study: Study, view: View) -> list[str]:
    levels = view.level_counts[:, : len(LEVELS)].sum(axis=0)
    if not levels.sum():
        return []
    names = {
        "federal": "федеральным",
        "regional": "региональным",
        "municipal": "муниципальным",
        "school": "школьным",
        "other": "иным",
    }
    parts = [f"{names[code]} — {spaced(int(number))}" for code, number in zip(LEVELS, levels, strict=True) if number]
    return [f"По исполнителям: {', '.join(parts)} мероприятий (у мероприятия бывает несколько исполнителей)."]


def _apart(study: Study, view: View) -> list[str]:
    undated, unresolved, doubtful = (int(n) for n in view.apart.sum(axis=0))
    total = spaced(len(study.measures))
    told = [
        f"Отдельно от пробелов: без срока {spaced(undated)} из {total} мероприятий (по месяцам они не сравнивались), "
        f"исполнитель не распознан у {spaced(unresolved)}, прочитаны с сомнением {spaced(doubtful)}."
    ]
    if partial := unsure(study):
        told.append(
            f"Прочитано не полностью: {plural(len(partial), 'план', 'плана', 'планов')} "
            f"({'; '.join(study.plans[at].short for at in partial[:5])}) — чего в них «нет», может стоять там."
        )
    if len(study.unread):
        told.append(
            f"Не прочитано или без плана: {plural(len(study.unread), 'документ', 'документа', 'документов')} "
            "(перечень — в «Качестве данных»)."
        )
    return told
