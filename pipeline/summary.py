"""What an analyst reads when a run has ended: in Russian, with figures, and with what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.ingest import Options, Run
from pipeline.vocabulary import plural

SHOWN = 12


def summary(run: Run, options: Options) -> str:
    """The whole text, ready to print."""
    return "\n".join(_lines(run, options))


def _lines(run: Run, options: Options) -> Iterator[str]:
    documents = run.tables.get("documents", [])
    status = Counter(row["status"] for row in documents)
    yield ""
    yield (f"Прочитано {plural(len(run.read), 'файл', 'файла', 'файлов')}, без изменений {len(run.unchanged)}"
           f" (за {run.seconds:.1f} с).")
    yield (f"Документы: {len(documents)} — полностью {status['ok']}, частично {status['partial']}, "
           f"без плана {status['empty']}, не прочитано {status['failed']}.")
    if run.removed:
        yield f"Убрано из набора: {plural(run.removed, 'документ', 'документа', 'документов')} (файлов больше нет)."
    yield from _counts(run.tables)
    yield from _listed("Не прочитаны", [(row["source_path"], row["error"]) for row in documents
                                        if row["status"] == "failed"])
    lost = _lost(run.tables)
    yield from _listed("Прочитаны частично", [(row["source_path"], lost.get(row["document_id"], ""))
                                              for row in documents if row["status"] == "partial"])
    told = {issue["document_id"]: issue["message"] for issue in run.tables.get("issues", [])
            if issue["code"] == "no-plan"}
    yield from _listed("Без плана", [(row["source_path"], told.get(row["document_id"], ""))
                                     for row in documents if row["status"] == "empty"])
    yield f"Набор данных: {options.out} (таблицы *.parquet, описание — datapackage.json)."
    if any(row["status"] == "failed" for row in documents):
        yield ("Исправьте файлы по подсказкам выше и запустите make ingest снова; "
               "повторить чтение неизменённых — make ingest ARGS=--retry-failed.")
    yield "Сводный отчёт: make report. Сомнительные места: таблица issues, графа flags таблицы measures."


def _counts(tables: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    measures, terms = tables.get("measures", []), tables.get("terms", [])
    unparsed = sum("term-unparsed" in row["flags"] for row in measures)
    labels = [row for row in tables.get("executors", []) if row["label"]]
    derived = sum(row["method"] == "derived" for row in labels)
    flagged = sum(bool(row["flags"]) for row in measures)
    yield (f"Мероприятий: {len(measures)} (с пометками для проверки — {flagged}). "
           f"Сроков: {len(terms)} (не разобраны полностью — {unparsed}).")
    yield (f"Исполнителей: {len(labels)} (известны реестру — {len(labels) - derived}, новые — {derived}; "
           "список новых: .venv/bin/dorkarta executors --unresolved).")


def _lost(tables: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    lost: dict[str, str] = {}
    for issue in tables.get("issues", []):
        if issue["severity"] == "error":
            page = f"стр. {issue['page']}: " if issue.get("page") else ""
            lost.setdefault(issue["document_id"], page + (issue["message"] or ""))
    return lost


def _listed(heading: str, rows: list[tuple[str, str | None]]) -> Iterator[str]:
    if not rows:
        return
    yield f"{heading}:"
    for path, message in sorted(rows)[:SHOWN]:
        yield f"  {path}" + (f" — {message}" if message else "")
    if len(rows) > SHOWN:
        yield f"  … и ещё {len(rows) - SHOWN}: таблица documents, графа error."


def plan(run: Run) -> str:
    """What a dry run would read."""
    lines = [f"Будет прочитано: {len(run.to_read)}, без изменений: {len(run.unchanged)}."]
    lines += [f"  {path}" for path in sorted(run.to_read)]
    lines += [f"  {refused.source_path} — {refused.message}" for refused in run.refused]
    return "\n".join(lines)


def exists(raw: Path) -> str | None:
    """A Russian message where the raw folder can't be used, else None."""
    if not raw.exists():
        return f"Папки {raw} нет. Создайте её и положите в неё документы, или укажите другую: make ingest RAW=папка."
    if not raw.is_dir():
        return f"{raw} — не папка. Укажите папку с документами: make ingest RAW=папка."
    return None
