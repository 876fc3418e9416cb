"""The chosen plans of a data set with their rows and matches: what every comparison starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FAMILY = 0.8
"""The share of the smaller plan's measures that two files of one plan have in common at least."""
EXCERPT = 5
"""So many measures in common tell that a file without a title (a photographed page) is part of a plan."""
ALIKE = 90
"""How alike the titles of one plan in two files are at least, of 100."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One side of the comparison: a plan, or all plans of a municipality or region (`by`)."""

    index: int
    short: str
    title: str
    region: str | None
    municipality: str | None
    level: str | None
    documents: tuple[str, ...]
    sources: tuple[str, ...]
    period: str | None
    measures: int


@dataclass(frozen=True, slots=True)
class Study:
    """The chosen plans and their rows. `plan` is each measure's plan, `a`, `b` the rows of matched measures, `same`
    whether a pair is the same; `family` gives the plans that are one plan in several files the same number;
    `unread` are documents from which nothing could be compared."""

    plans: tuple[Plan, ...]
    documents: pd.DataFrame
    measures: pd.DataFrame
    terms: pd.DataFrame
    executors: pd.DataFrame
    issues: pd.DataFrame
    cells: pd.DataFrame
    plan: np.ndarray
    a: np.ndarray
    b: np.ndarray
    same: np.ndarray
    score: np.ndarray
    family: np.ndarray
    unread: pd.DataFrame


def read(data: Path, plans: Sequence[str] | None = None, by: str = "plan") -> Study:
    """The data set as a study of the chosen plans; LookupError with a Russian sentence where none fits."""
    import pandas as pd

    documents = table(data, "documents")
    if plans:
        documents = pd.concat([choose(documents, wanted) for wanted in plans]).drop_duplicates("document_id")
    read_ones = documents["measure_count"].fillna(0) > 0
    unread, documents = documents[~read_ones], documents[read_ones].sort_values("source_path", ignore_index=True)
    if documents.empty:
        raise LookupError("В наборе данных нет прочитанных планов: сначала выполните make ingest.")
    groups = _groups(documents, by)
    of_document = {document: index for index, group in enumerate(groups) for document in group}
    measures = table(data, "measures")
    measures = measures[measures["document_id"].isin(of_document)]
    measures = measures.sort_values(["document_id", "ordinal"], ignore_index=True)
    plan = measures["document_id"].map(of_document).to_numpy(int)
    a, b, same, score = _matched(table(data, "matches"), measures, plan)
    made = _plans(groups, documents, plan)

    def part(name: str) -> pd.DataFrame:
        rows = table(data, name)
        return rows[rows["document_id"].isin(of_document)].reset_index(drop=True)

    issues = table(data, "issues")
    return Study(made, documents, measures, part("terms"), part("executors"), issues, part("cells"), plan, a, b, same,
                 score, _families(made, plan, a, b, same), unread)


def table(data: Path, name: str) -> pd.DataFrame:
    """One table of the data set: a Parquet file or a folder of them; empty where it is not there."""
    import pandas as pd

    from pipeline.schema import TABLES

    for path in (data / f"{name}.parquet", data / name):
        if path.exists():
            return pd.read_parquet(path)
    columns = next(t.names for t in TABLES if t.name == name)
    return pd.DataFrame({column: pd.Series(dtype=object) for column in columns})


def choose(documents: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Documents whose id begins so, or whose path, title or municipality contains it."""
    text = wanted.lower()
    by_id = documents["document_id"].str.startswith(text)
    if len(text) >= 6 and by_id.any():
        return documents[by_id]
    for column in ("source_path", "municipality", "title", "region_name"):
        found = documents[column].fillna("").str.lower().str.contains(text, regex=False)
        if found.any():
            return documents[found]
    raise LookupError(f"План «{wanted}» не найден: посмотрите список командой dorkarta list.")


def _families(plans: Sequence[Plan], plan: np.ndarray, a: Any, b: Any, same: Any) -> np.ndarray:
    """The number of each plan's family: one plan in several files."""
    import numpy as np

    many = len(plans)
    family = np.arange(many)
    pairs, counts = np.unique(_shared(plan, a[same], b[same], many), return_counts=True)
    for pair, count in zip(pairs, counts, strict=True):
        one, two = plans[int(pair) // many], plans[int(pair) % many]
        if is_one_plan(one, two, int(count)):
            family[family == family[two.index]] = family[one.index]
    return family


def is_one_plan(one: Plan, two: Plan, common: int) -> bool:
    """Whether two files hold one plan: nearly all measures in common, alike titles, and no fact that contradicts.

    A fact that only one of the files tells (or an analyst stated beside only one of them) contradicts nothing.
    """
    from rapidfuzz import fuzz

    if common < FAMILY * min(one.measures, two.measures):
        return False
    if one.municipality and two.municipality and one.municipality != two.municipality:
        return False
    if one.period and two.period and not _within(one.period, two.period) and not _within(two.period, one.period):
        return False
    if _untitled(one) or _untitled(two):
        return common >= EXCERPT
    return fuzz.ratio(one.title.lower(), two.title.lower()) >= ALIKE


def _untitled(plan: Plan) -> bool:
    """Its short name stands in for its title."""
    return plan.title == plan.short


def _within(period: str, other: str) -> bool:
    """Whether a stretch of years lies within another.

    >>> _within("2021", "2021–2024"), _within("2021–2022", "2022–2023")
    (True, False)
    """
    years, others = period.split("–"), other.split("–")
    return others[0] <= years[0] and years[-1] <= others[-1]


def _shared(plan: np.ndarray, a: np.ndarray, b: np.ndarray, many: int) -> np.ndarray:
    """For each measure that has its like in another plan, the number of that pair of plans, once for each measure."""
    import numpy as np

    low, high = np.minimum(plan[a], plan[b]), np.maximum(plan[a], plan[b])
    first = np.where(plan[a] < plan[b], a, b).astype(np.int64)
    keys = np.unique((first * many + low) * many + high)
    return keys % (many * many)


def _groups(documents: pd.DataFrame, by: str) -> list[list[str]]:
    if by == "plan":
        return [[document] for document in documents["document_id"]]
    keys = documents["region_name"].fillna("регион не указан")
    if by == "municipality":
        keys = documents["municipality"].fillna(keys)
    return [list(part["document_id"]) for _, part in documents.groupby(keys.to_numpy(), sort=True)]


def _matched(matches: pd.DataFrame, measures: pd.DataFrame, plan: np.ndarray) -> tuple[Any, Any, Any, Any]:
    import numpy as np
    import pandas as pd

    index = pd.Index(measures["measure_id"])
    a, b = index.get_indexer(matches["measure_id_a"]), index.get_indexer(matches["measure_id_b"])
    keep = (a >= 0) & (b >= 0)
    keep[keep] = plan[a[keep]] != plan[b[keep]]
    same = (matches["relation"] == "same").to_numpy(bool)
    score = matches["score"].to_numpy(np.float32) if len(matches) else np.zeros(0, np.float32)
    return a[keep].astype(np.int32), b[keep].astype(np.int32), same[keep], score[keep]


def _plans(groups: list[list[str]], documents: pd.DataFrame, plan: np.ndarray) -> tuple[Plan, ...]:
    rows = documents.set_index("document_id")
    parts = [rows.loc[group] for group in groups]
    names = _short_names([part.iloc[0] for part in parts], [len(part) for part in parts])
    made = []
    for index, (part, name) in enumerate(zip(parts, names, strict=True)):
        first = part.iloc[0]
        made.append(Plan(index, name, (text(first["title"]) or name), text(first["region_name"]),
                         text(first["municipality"]), text(first["level"]), tuple(part.index),
                         tuple(part["source_path"]), _period(first), int((plan == index).sum())))
    return tuple(made)


def _short_names(firsts: list[Any], sizes: list[int]) -> list[str]:
    """Names that fit a table's heading and differ: the municipality or region, with the file where it repeats."""
    plain = [text(row["municipality"]) or text(row["region_name"]) or _cut(_title(row), 34) for row in firsts]
    plain = [name.replace("муниципальный район", "район").replace("муниципальный округ", "округ") for name in plain]
    files = [Path(row["source_path"]).name for row in firsts]
    names = [name if plain.count(name) == 1 or size > 1 or name == file else f"{name} · {file}"
             for name, file, size in zip(plain, files, sizes, strict=True)]
    return [name if names.count(name) == 1 else f"{name} ({row.name[:6]})"
            for name, row in zip(names, firsts, strict=True)]


def _title(row: Any) -> str:
    """The title without its quotation marks and capitals; the file's name where there is none."""
    title = (text(row["title"]) or "").replace("«", "").replace("»", "").strip()
    if not title or "/" in title:
        return Path(row["source_path"]).name
    return title.capitalize() if title.split()[0].isupper() else title


def _period(row: Any) -> str | None:
    import pandas as pd

    start, end = row["period_start"], row["period_end"]
    if pd.isna(start):
        return None
    return f"{int(start)}" if pd.isna(end) or start == end else f"{int(start)}–{int(end)}"


def _cut(value: str, length: int) -> str:
    return value if len(value) <= length else value[: length - 1].rstrip() + "…"


def text(value: Any) -> str | None:
    """A cell of a table as a text, None where it is empty."""
    return value if isinstance(value, str) and value else None


def items(value: Any) -> list[Any]:
    """A list cell of a table as a list, [] where it is null."""
    return list(value) if value is not None and hasattr(value, "__len__") and not isinstance(value, str) else []
