"""Charts as inline SVG, drawn by matplotlib; letters and lines take the page's colour, so they suit light and dark."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.coverage import NONE, OTHER_TIME, RELATED, SAME
from pipeline.coverage_study import Study
from pipeline.report.figures import View
from pipeline.vocabulary import LEVELS, SHORT_MONTHS

INK = "#010203"
"""Stands for the page's own colour of letters until the SVG is written."""
MOST = 20
PALETTE = {"same": "#2f7fc1", "time": "#7fb4dd", "related": "#d9a441", "none": "#a9b0b8"}
LEVEL_COLOURS = ("#8a63b8", "#2f7fc1", "#3d9a83", "#d9a441", "#a9b0b8")
STYLE: Any = {
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.edgecolor": INK,
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": "sans-serif",
    "font.size": 9.5,
    "svg.hashsalt": "dorkarta",
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def charts(study: Study, view: View) -> dict[str, str]:
    """SVG texts by the key of the table that they stand with; none where there is nothing to see."""
    from matplotlib import rc_context

    plans = np.sort(np.argsort(-view.sizes, kind="stable")[:MOST])
    names = [_cut(study.plans[at].short) for at in plans]
    covered = view.covered(study)[plans]
    made: dict[str, str] = {}
    with rc_context(STYLE):
        if len(study.plans) > 1:
            made["covered"] = _stacked(
                names,
                covered[:, [SAME, OTHER_TIME, RELATED, NONE]].astype(float),
                ("то же", "то же, в другое время", "только близкое", "только здесь"),
                tuple(PALETTE.values()),
                "доля мероприятий плана, %",
            )
        made["themes"] = _bars(
            [_cut(name, 44) for name in view.themes.values()],
            view.theme_counts[:, :-1].sum(axis=0),
            "мероприятий по всем планам",
        )
        if view.month_counts[:, :12].sum():
            made["months"] = _months(view.month_counts[:, :12].sum(axis=0))
        if view.level_counts[:, :-1].sum():
            used = [at for at in range(len(LEVELS)) if view.level_counts[:, at].sum()]
            made["levels"] = _stacked(
                names,
                view.level_counts[plans][:, used].astype(float),
                tuple(list(LEVELS.values())[at] for at in used),
                tuple(LEVEL_COLOURS[at] for at in used),
                "доля поручений, %",
            )
    return made


def _stacked(names: Sequence[str], values: np.ndarray, labels: Sequence[str], colours: Sequence[str], axis: str) -> str:
    shares = 100 * values / np.maximum(values.sum(axis=1, keepdims=True), 1)
    figure, axes = _figure(8.6, 0.9 + 0.34 * len(names))
    left = np.zeros(len(names))
    rows = np.arange(len(names))[::-1]
    for at, (label, colour) in enumerate(zip(labels, colours, strict=True)):
        bars = axes.barh(rows, shares[:, at], left=left, color=colour, label=label, height=0.72, linewidth=0)
        told = [
            str(int(value)) if share >= 6 else "" for value, share in zip(values[:, at], shares[:, at], strict=True)
        ]
        axes.bar_label(bars, labels=told, label_type="center", fontsize=8.5, color="#ffffff" if at == 0 else "#14202b")
        left += shares[:, at]
    axes.set_yticks(rows, names)
    axes.set_xlim(0, 100)
    axes.set_xlabel(axis)
    axes.legend(
        ncols=len(labels),
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        frameon=False,
        fontsize=8.5,
        handlelength=1,
        columnspacing=1.2,
    )
    return _svg(figure)


def _bars(names: Sequence[str], values: np.ndarray, axis: str) -> str:
    order = np.argsort(values, kind="stable")
    figure, axes = _figure(8.6, 0.6 + 0.3 * len(names))
    bars = axes.barh(np.arange(len(names)), values[order], color=PALETTE["same"], height=0.7, linewidth=0)
    axes.bar_label(bars, labels=[str(int(v)) for v in values[order]], padding=4, fontsize=9)
    axes.set_yticks(np.arange(len(names)), [names[at] for at in order])
    axes.set_xlabel(axis)
    return _svg(figure)


def _months(values: np.ndarray) -> str:
    figure, axes = _figure(8.6, 2.3)
    bars = axes.bar(np.arange(12), values, color=PALETTE["same"], width=0.72, linewidth=0)
    axes.bar_label(bars, labels=[str(int(v)) for v in values], padding=2, fontsize=9)
    axes.set_xticks(np.arange(12), SHORT_MONTHS)
    axes.set_ylabel("мероприятий")
    return _svg(figure)


def _figure(width: float, height: float):
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    figure.patch.set_alpha(0)
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    axes.tick_params(length=0)
    return figure, axes


def _svg(figure) -> str:
    stream = io.StringIO()
    figure.savefig(stream, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    text = stream.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", text, count=1)
    text = re.sub(r'(<svg[^>]*?) width="[^"]*"', r'\1 width="100%"', text, count=1)
    text = re.sub(r"font: ([^;'\"]*)'[^;\"]*", r"font: \1sans-serif", text)
    return text.replace(INK, "currentColor")


def _cut(name: str, length: int = 36) -> str:
    return name if len(name) <= length else name[: length - 1] + "…"
