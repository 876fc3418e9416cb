"""The summary in sentences with figures: what would be said first in a meeting."""

from __future__ import annotations

import numpy as np

from normalizers.months import MONTHS
from pipeline.coverage import LEVELS, NONE, OTHER_TIME, RELATED
from pipeline.coverage_study import Study
from pipeline.report.tables import View, percent, unsure


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


def count(number: int, one: str, few: str, many: str) -> str:
    """A number with its noun.

    >>> count(1, "план", "плана", "планов"), count(3, "план", "плана", "планов"), count(11, "план", "плана", "планов")
    ('1 план', '3 плана', '11 планов')
    """
    last, tens = number % 10, number % 100
    noun = one if last == 1 and tens != 11 else few if 2 <= last <= 4 and not 12 <= tens <= 14 else many
    return f"{_spaced(number)} {noun}"


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")


def _what(study: Study, by: str) -> str:
    sides = {
        "plan": ("план", "плана", "планов"),
        "municipality": ("муниципалитет", "муниципалитета", "муниципалитетов"),
        "region": ("регион", "региона", "регионов"),
    }[by]
    different = len(np.unique(study.family))
    copies = f" ({count(different, 'разный', 'разных', 'разных')}, остальные — те же планы в других файлах)"
    return (
        f"Сравниваются {count(len(study.plans), *sides)}{copies if different < len(study.plans) else ''}, всего "
        f"{count(len(study.measures), 'мероприятие', 'мероприятия', 'мероприятий')}."
    )


def _covered(study: Study, view: View) -> list[str]:
    covered = view.covered(study)
    total = int(view.sizes.sum())
    found = int(covered[:, OTHER_TIME:].sum())
    told = [
        f"Для {_spaced(found)} из {_spaced(total)} мероприятий ({percent(found, total)}) в каком-либо другом плане "
        f"есть то же самое; ещё для {_spaced(int(covered[:, RELATED].sum()))} — только близкое; "
        f"{_spaced(int(covered[:, NONE].sum()))} стоят только в своём плане."
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
            f"{count(gap.plans, 'плана', 'планов', 'планов')}, нет, например, в плане «{plan.short}»."
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
            + ", ".join(f"«{names[at]}» ({_spaced(int(main[at]))})" for at in top if main[at])
            + "."
        )
    rare = [at for at in np.argsort(present, kind="stable") if plans - present[at] > 0][:4]
    if rare and plans > 1:
        told.append(
            "Тем нет: "
            + "; ".join(
                f"«{names[at]}» — в {plans - present[at]} из {count(plans, 'плана', 'планов', 'планов')}" for at in rare
            )
            + "."
        )
    return told


def _months(view: View) -> list[str]:
    months = view.month_counts[:, :12].sum(axis=0)
    if not months.sum():
        return []
    busy, quiet = int(np.argmax(months)), int(np.argmin(months))
    told = [
        f"Самый занятый месяц — {MONTHS[busy]} ({_spaced(int(months[busy]))} мероприятий), самый тихий — "
        f"{MONTHS[quiet]} ({_spaced(int(months[quiet]))})."
    ]
    dated = view.month_counts[:, :12].sum(axis=1) > 0
    idle = int(((view.month_counts[:, :12] == 0).any(axis=1) & dated).sum())
    if idle:
        told.append(
            f"Месяцы совсем без мероприятий есть у {count(idle, 'плана', 'планов', 'планов')} из "
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
    parts = [f"{names[code]} — {_spaced(int(number))}" for code, number in zip(LEVELS, levels, strict=True) if number]
    return [f"По исполнителям: {', '.join(parts)} мероприятий (у мероприятия бывает несколько исполнителей)."]


def _apart(study: Study, view: View) -> list[str]:
    undated, unresolved, doubtful = (int(n) for n in view.apart.sum(axis=0))
    total = _spaced(len(study.measures))
    told = [
        f"Отдельно от пробелов: без срока {_spaced(undated)} из {total} мероприятий (по месяцам они не сравнивались), "
        f"исполнитель не распознан у {_spaced(unresolved)}, прочитаны с сомнением {_spaced(doubtful)}."
    ]
    if partial := unsure(study):
        told.append(
            f"Прочитано не полностью: {count(len(partial), 'план', 'плана', 'планов')} "
            f"({'; '.join(study.plans[at].short for at in partial[:5])}) — чего в них «нет», может стоять там."
        )
    if len(study.unread):
        told.append(
            f"Не прочитано или без плана: {count(len(study.unread), 'документ', 'документа', 'документов')} "
            "(перечень — в «Качестве данных»)."
        )
    return told
