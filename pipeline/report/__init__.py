"""The report of a data set: one self-contained Russian HTML page and an XLSX with the same tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ReportSummary", "write"]


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What was written; as text, what is told to the analyst."""

    html: Path
    xlsx: Path
    plans: int
    measures: int
    proofs: int
    sentences: tuple[str, ...]

    def __str__(self) -> str:
        size = self.html.stat().st_size / 1e6
        told = "\n".join(f"  {sentence}" for sentence in self.sentences)
        return f"{told}\nОтчёт: {self.html} ({size:.1f} МБ, вырезок из документов: {self.proofs})\nТаблицы: {self.xlsx}"


def write(
    data: Path, out: Path, raw: Path | None = None, plans: Sequence[str] | None = None, by: str = "plan"
) -> ReportSummary:
    """Write OUT/index.html and OUT/report.xlsx from a data set.

    `raw`: the folder of the documents, for cut-outs and links (None: neither). `plans`: only those (an id, or a part
    of the path, municipality or title). `by`: plan, municipality or region. LookupError with a Russian sentence where
    there is nothing to compare.
    """
    from pipeline import coverage
    from pipeline.report import figures, page, proof, rows, sentences, tables, workbook

    study = coverage.read(data, plans, by)
    out.mkdir(parents=True, exist_ok=True)
    view = figures.compute(study)
    told = sentences.summary(study, view, by)
    proofs = proof.cut(study, view, raw, out)
    made = tables.tables(study, view)
    html, xlsx = out / "index.html", out / "report.xlsx"
    _replace(html, page.render(study, view, by, told, made, rows.payload(study, view, proofs)).encode("utf-8"))
    workbook.save(xlsx, study, view, told, made)
    return ReportSummary(html, xlsx, len(study.plans), len(study.measures), proofs.count, told)


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(content)
    fresh.replace(path)
