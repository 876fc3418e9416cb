"""The HTML page: everything in one file, no network. Text from documents is escaped by the template or stays data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pipeline.coverage import BY, OTHER_TIME
from pipeline.coverage_study import Study, text
from pipeline.report.charts import charts
from pipeline.report.figures import View
from pipeline.report.tables import Cell, Sheet
from pipeline.vocabulary import percent

HERE = Path(__file__).parent
WIDE = frozenset({"matrix"})


def render(
    study: Study, view: View, by: str, sentences: Sequence[str], tables: Mapping[str, Sheet], payload: str
) -> str:
    """The page as text."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.tests["shaded"] = lambda value: isinstance(value, Cell)
    covered = view.covered(study)
    found, total = int(covered[:, OTHER_TIME:].sum()), len(study.measures)
    return environment.get_template("report.html.j2").render(
        css=Markup((HERE / "report.css").read_text("utf-8")),
        script=Markup((HERE / "report.js").read_text("utf-8")),
        payload=Markup(payload),
        svg={key: Markup(value) for key, value in charts(study, view).items()},
        tables=tables,
        sentences=sentences,
        plans=study.plans,
        themes=list(view.themes.values()),
        today=date.today(),
        regions=sorted({plan.region or "не указан" for plan in study.plans}),
        by=BY[by],
        wide=WIDE,
        cards=[
            (str(len(study.plans)), "планов" if by == "plan" else "сторон сравнения"),
            (str(total), "мероприятий"),
            (percent(found, total), "мероприятий есть и у других"),
            (percent(total - int(view.apart[:, 0].sum()), total), "мероприятий с понятным сроком"),
        ],
        unread=[
            (
                row.source_path,
                text(row.error) or ("плана мероприятий в нём не найдено" if row.status == "empty" else "не прочитан"),
            )
            for row in study.unread.itertuples()
        ],
        issues=_issues(study),
    )


def _issues(study: Study) -> list[tuple[str, str, str, str, str]]:
    """Issues grouped: document, severity, message, how many, an example."""
    if study.issues.empty:
        return []
    known = set(study.documents["document_id"]) | set(study.unread["document_id"])
    rows = study.issues[study.issues["document_id"].isin(known)].fillna({"text": "", "message": "", "severity": ""})
    found = []
    for (source, severity, message), part in rows.groupby(["source_path", "severity", "message"], sort=True):
        found.append(
            (
                str(source),
                "ошибка" if severity == "error" else "сомнение",
                str(message),
                str(len(part)),
                str(part["text"].iloc[0])[:160],
            )
        )
    return sorted(found, key=lambda row: (row[1] != "ошибка", row[0]))[:400]
