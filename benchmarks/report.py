"""How long a comparison and its report take: synthetic plans recombined from sentences, no documents needed.

    python benchmarks/report.py [--plans 50] [--measures 40] [--keep DIR] [--limit SECONDS]

Prints seconds of matching and reporting, sizes and peak memory; exits with 1 above --limit seconds.
"""

from __future__ import annotations

import argparse
import datetime
import random
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

OPENINGS = ["Организация", "Проведение", "Организация и проведение", "Подготовка и проведение", "Обеспечение"]
THINGS = [
    "семинаров для учителей {subject}",
    "курсов повышения квалификации учителей {subject}",
    "мониторинга успеваемости по предмету «{subject}»",
    "диагностики профессиональных дефицитов учителей {subject}",
    "консультаций выпускников по подготовке к {exam}",
    "пробного экзамена в форме {exam}",
    "родительских собраний по итогам {period}",
    "анализа результатов {exam}",
    "совещаний с директорами {schools}",
    "предметной недели «{subject}»",
    "школьного этапа олимпиады по предмету «{subject}»",
    "встреч наставников с молодыми педагогами {schools}",
    "выездов методистов в {place}",
    "посещения уроков учителей {subject}",
    "дополнительных занятий для отстающих учеников по итогам {period}",
    "сетевого взаимодействия {schools} с ведущими школами",
    "конкурса педагогического мастерства среди {schools}",
    "контроля выполнения планов {schools}",
    "опроса родителей об удовлетворённости работой {schools}",
    "информирования жителей {place} о ходе проекта",
]
OTHERS = [
    "Назначение кураторов {schools}",
    "Утверждение дорожной карты поддержки {schools}",
    "Размещение материалов проекта на сайте управления {place}",
    "Закупка оборудования для кабинетов {subject}",
    "Разработка индивидуальных маршрутов развития учителей {subject}",
    "Пересмотр положения о стимулировании учителей",
    "Создание рабочей группы по работе с учителями {subject}",
    "Заключение договоров {schools} с вузами",
    "Отбор лучших практик {schools}",
    "Привлечение молодых специалистов в {place}",
]
WORDS = {
    "subject": ["математики", "русского языка", "физики", "истории", "химии", "биологии", "географии", "информатики"],
    "exam": ["ОГЭ", "ЕГЭ", "ВПР", "итогового собеседования"],
    "period": ["четверти", "полугодия", "учебного года"],
    "schools": ["школ с низкими результатами", "сельских школ", "школ-участниц", "малокомплектных школ"],
    "place": ["отдалённые школы", "школы района", "сельские поселения"],
}
TAILS = [
    "",
    "",
    "",
    " в рамках муниципального проекта",
    " (по отдельному графику)",
    " на базе опорной школы",
    " с участием специалистов",
]
REGIONS = [
    ("RU-KLU", "Калужская область"),
    ("RU-KIR", "Кировская область"),
    ("RU-PNZ", "Пензенская область"),
    ("RU-TUL", "Тульская область"),
    ("RU-KGN", "Курганская область"),
]
EXECUTORS = [
    ("управление образования", "authority", "municipal"),
    ("методический центр", "methodological-service", "municipal"),
    ("директор школы", "head", "school"),
    ("учитель", "teacher", "school"),
    ("министерство образования", "authority", "regional"),
]


def rows(plans: int, measures: int, seed: int = 1) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table of a synthetic data set."""
    from normalizers.themes import classify

    chance = random.Random(seed)
    made: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("documents", "measures", "terms", "executors", "issues", "cells")
    }
    for plan in range(plans):
        document = f"{plan:016x}"
        code, region = REGIONS[plan % len(REGIONS)]
        place = f"{plan}-й муниципальный район"
        year = 2020 + plan % 4
        made["documents"].append(
            {
                "document_id": document,
                "source_path": f"{region}/{plan}.docx",
                "source_paths": [f"{region}/{plan}.docx"],
                "sha256": document * 4,
                "size_bytes": 1,
                "format": "docx",
                "title": f"Дорожная карта, район {plan}",
                "level": "municipal",
                "region_code": code,
                "region_name": region,
                "municipality": place,
                "period_start": year,
                "period_end": year + 1,
                "layout": "table",
                "ocr": False,
                "status": "ok",
                "measure_count": measures,
                "confidence": 0.9,
            }
        )
        for ordinal in range(1, measures + 1):
            _measure(made, chance, document, ordinal, code, place, classify)
    return made


def _measure(made, chance, document, ordinal, code, place, classify) -> None:
    text = f"{chance.choice(OPENINGS)} {chance.choice(THINGS)}" if chance.random() < 0.7 else chance.choice(OTHERS)
    action = text.format(**{name: chance.choice(words) for name, words in WORDS.items()}) + chance.choice(TAILS)
    first = chance.randrange(1, 13)
    months = sorted({first, min(12, first + chance.randrange(3))}) if chance.random() < 0.8 else []
    key = f"{document}-{ordinal:04d}"
    label, kind, level = chance.choice(EXECUTORS)
    made["measures"].append(
        {
            "measure_id": key,
            "document_id": document,
            "region_code": code,
            "municipality": place,
            "level": "municipal",
            "ordinal": ordinal,
            "section_title": f"Раздел {ordinal // 10 + 1}",
            "number": f"{ordinal}",
            "action": action,
            "term": "по графику" if not months else "в течение года",
            "executor": label,
            "result": "Аналитическая справка",
            "boxes": [],
            "themes": list(classify(action)),
            "months": months,
            "confidence": 0.9,
            "flags": [],
            "start": datetime.date(2021, first, 1) if months else None,
        }
    )
    made["executors"].append(
        {
            "measure_id": key,
            "document_id": document,
            "ordinal": 1,
            "text": label,
            "executor_id": label,
            "label": label,
            "kind": kind,
            "level": level,
            "method": "exact",
            "score": 1.0,
        }
    )
    made["cells"].append(
        {
            "measure_id": key,
            "document_id": document,
            "ordinal": 1,
            "column": "action",
            "text": action,
            "confidence": 0.9,
            "doubtful": [],
            "boxes": [],
            "table_index": 0,
            "row_index": ordinal,
        }
    )


def publish(folder: Path, tables: dict[str, list[dict[str, Any]]]) -> float:
    """Match and write the data set; the seconds that matching took."""
    import pandas as pd

    from pipeline import match
    from pipeline.dataset import to_arrow
    from pipeline.schema import TABLES

    frames = {table.name: to_arrow(table, tables.get(table.name, [])).to_pandas() for table in TABLES}
    began = time.monotonic()
    frames["matches"] = match.update(frames["measures"], frames["documents"], None, set())
    took = time.monotonic() - began
    for name, frame in frames.items():
        frame = frame if isinstance(frame, pd.DataFrame) else pd.DataFrame(frame)
        frame.to_parquet(folder / f"{name}.parquet")
    return took


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=50)
    parser.add_argument("--measures", type=int, default=40, help="of each plan")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="write the data set and the report here")
    parser.add_argument("--limit", type=float, metavar="SECONDS")
    options = parser.parse_args()
    from pipeline import report

    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        matching = publish(folder, rows(options.plans, options.measures))
        began = time.monotonic()
        done = report.write(folder, folder / "report")
        reporting = time.monotonic() - began
        import pandas as pd

        pairs = len(pd.read_parquet(folder / "matches.parquet", columns=["score"]))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"plans {options.plans}  measures {done.measures}  pairs {pairs}  matching {matching:.1f} s  "
            f"report {reporting:.1f} s  html {done.html.stat().st_size / 1e6:.1f} MB  "
            f"xlsx {done.xlsx.stat().st_size / 1e6:.1f} MB  memory {memory:.0f} MB"
        )
    return int(options.limit is not None and matching + reporting > options.limit)


if __name__ == "__main__":
    sys.exit(main())
