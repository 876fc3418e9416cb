"""The data set's executors in the terminal: those known to the registry, and those that wait for an analyst."""

from __future__ import annotations

from pathlib import Path

import pandas as pd


def known(data: Path) -> str:
    """Each executor with the number of measures and documents that name it, the most frequent first."""
    frame = pd.read_parquet(data / "executors.parquet").dropna(subset=["label"])
    counts = frame.groupby(["executor_id", "label", "level"], dropna=False).agg(
        measures=("measure_id", "nunique"), documents=("document_id", "nunique")).reset_index()
    counts = counts.sort_values(["measures", "label"], ascending=[False, True])
    lines = [f"{row.measures:5d} {row.documents:4d}  {row.label} ({row.level or '—'})" for row in counts.itertuples()]
    return "\n".join(["мероприятий, документов, исполнитель (уровень)", *lines])


def unresolved(data: Path) -> str:
    """Executors that are new to the registry, each as an entry ready to be copied into data/raw/executors.toml, with
    the nearest known ones beside it in comments."""
    from normalizers.executors import Registry, suggest

    frame = pd.read_parquet(data / "executors.parquet")
    frame = frame[(frame["method"] == "derived") & frame["label"].notna()]
    if frame.empty:
        return "# Новых исполнителей нет: все известны реестру."
    registry = Registry.load(None)
    lines = ["# Новые исполнители. Проверьте, исправьте и скопируйте нужные в executors.toml в папке документов."]
    for label, rows in sorted(frame.groupby("label"), key=lambda item: (-len(item[1]), item[0])):
        first = rows.iloc[0]
        near = "; ".join(str(entry) for entry in suggest(str(label), registry, 3))
        mentions = sorted({str(text) for text in rows["text"]})[:5]
        lines += ["", f"# мероприятий: {rows['measure_id'].nunique()}; ближайшие известные: {near or 'нет'}",
                  "[[executor]]", f"id = {_quoted(first['executor_id'])}", f"label = {_quoted(label)}",
                  f"kind = {_quoted(first['kind'] or 'other')}", f"level = {_quoted(first['level'] or 'other')}",
                  f"aliases = [{', '.join(_quoted(text) for text in mentions)}]", f"example = {_quoted(mentions[0])}"]
    return "\n".join(lines)


def _quoted(text: object) -> str:
    """A TOML basic string.

    >>> _quoted('ИРО "Исток"')
    '"ИРО \\\\"Исток\\\\""'
    """
    escaped = str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
