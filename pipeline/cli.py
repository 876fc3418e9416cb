"""The commands. Only what parses arguments is imported at the top: `--help` must answer at once."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from pipeline.arguments import Parser

DONE, LOOK, USAGE, TOOL, BUSY = 0, 1, 2, 3, 4
EXIT_CODES = "Коды завершения: 0 — готово; 1 — готово, но есть что проверить; 2 — ошибка в команде; " \
             "3 — не хватает программы; 4 — набор данных занят другим запуском."
ROOT = Path(__file__).resolve().parent.parent
RAW = ROOT / "data" / "raw"
DATA = ROOT / "data" / "processed"


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("Прервано. Прочитанное сохранено: повторите команду, и она продолжит.", file=sys.stderr)
        return 130


def _parser() -> Parser:
    about = "Дорожные карты: из документов — в набор данных, и сравнение планов."
    parser = Parser("dorkarta", description=about, epilog=EXIT_CODES)
    commands = parser.add_subparsers(required=True, metavar="КОМАНДА")
    _add_ingest(commands)
    _add_report(commands)
    _add_viewers(commands)

    add = commands.add_parser("explain-term", help="как читается срок, по словам")
    add.add_argument("text", metavar="ТЕКСТ")
    add.add_argument("--year", metavar="ГОД", help="год или учебный год плана: 2021, 2021/2022")
    add.set_defaults(run=_explain)

    add = commands.add_parser("schema", help="описание таблиц набора данных (Markdown)")
    add.set_defaults(run=_schema)
    return parser


def _add_ingest(commands: argparse._SubParsersAction) -> None:
    add = commands.add_parser("ingest", help="прочитать документы и обновить набор данных", epilog=EXIT_CODES)
    add.add_argument("--raw", type=Path, default=RAW, metavar="ПАПКА", help="папка с документами")
    add.add_argument("--out", type=Path, default=DATA, metavar="ПАПКА", help="папка набора данных")
    add.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="ЧИСЛО", help="сколько читать сразу")
    add.add_argument("--only", metavar="ОБРАЗЕЦ", help="только файлы, путь или имя которых подходит под образец")
    add.add_argument("--force", action="store_true", help="читать и неизменённые")
    add.add_argument("--retry-failed", action="store_true", help="читать снова те, что не прочитались")
    add.add_argument("--dry-run", action="store_true", help="только показать, что будет прочитано")
    add.add_argument("--timeout", type=float, default=600, metavar="СЕКУНД", help="времени на документ")
    add.add_argument("--memory", type=int, default=2000, metavar="МБ", help="памяти на документ")
    add.set_defaults(run=_ingest)


def _add_report(commands: argparse._SubParsersAction) -> None:
    add = commands.add_parser("report", help="отчёт сравнения: HTML и XLSX")
    add.add_argument("--data", type=Path, default=DATA, metavar="ПАПКА", help="папка набора данных")
    add.add_argument("--out", type=Path, metavar="ПАПКА", help="куда писать (обычно report в папке набора)")
    add.add_argument("--raw", type=Path, default=RAW, metavar="ПАПКА", help="папка документов, для вырезок")
    add.add_argument("--plans", nargs="+", metavar="ПЛАН", help="только эти планы (document_id, файл или его часть)")
    add.add_argument("--by", choices=("region", "municipality", "plan"), default="plan",
                     help="что сравнивать: регионы, муниципалитеты, планы (обычно планы)")
    add.set_defaults(run=_report)


def _add_viewers(commands: argparse._SubParsersAction) -> None:
    add = _viewer(commands, "compare", "сравнить два плана", _compare)
    add.add_argument("a", metavar="ПЛАН_А", help="код документа или часть имени файла, района, названия")
    add.add_argument("b", metavar="ПЛАН_Б")
    add = _viewer(commands, "show", "всё об одном мероприятии", _show)
    add.add_argument("measure", metavar="КОД", help="графа measure_id, в отчёте — «Код»")
    add = _viewer(commands, "correct", "заготовка исправления для файла сведений", _correct)
    add.add_argument("measure", metavar="КОД", help="графа measure_id, в отчёте — «Код»")
    add.add_argument("field", nargs="?", metavar="ГРАФА", default="term",
                     help="number, action, term, executor, result … (обычно term)")
    _viewer(commands, "list", "планы набора данных", _list)
    add = _viewer(commands, "executors", "исполнители набора данных", _executors)
    add.add_argument("--unresolved", action="store_true", help="только новые для реестра, с ближайшими известными")


def _viewer(commands: argparse._SubParsersAction, name: str, text: str, run) -> Parser:
    add = commands.add_parser(name, help=text)
    add.add_argument("--data", type=Path, default=DATA, metavar="ПАПКА", help="папка набора данных")
    add.set_defaults(run=run)
    return add


def _wrong(message: str) -> int:
    print(message, file=sys.stderr)
    return USAGE


def _ingest(options: argparse.Namespace) -> int:
    from pipeline import ingest, progress, summary

    if message := summary.exists(options.raw):
        return _wrong(message)
    if options.jobs < 1 or options.timeout <= 0 or options.memory < 100:
        return _wrong("--jobs не меньше 1, --timeout больше 0, --memory не меньше 100.")
    asked = ingest.Options(options.raw, options.out, options.jobs, options.only, options.force, options.retry_failed,
                           options.dry_run, options.timeout, options.memory)
    try:
        with progress.shown() as shown:
            run = ingest.ingest(asked, shown)
    except ingest.Busy:
        print(f"Набор данных {options.out} сейчас обновляет другой запуск. Дождитесь его конца и повторите.",
              file=sys.stderr)
        return BUSY
    except ingest.Misconfigured as error:
        return _wrong(str(error))
    except PermissionError as error:
        return _wrong(f"Нет прав на запись: {error.filename}. Укажите другую папку: make ingest OUT=папка.")
    if options.dry_run:
        print(summary.plan(run))
        return DONE
    print(summary.summary(run, asked))
    documents = run.tables["documents"]
    if any(row.get("error_code") == "tool-missing" for row in documents):
        return TOOL
    return LOOK if any(row["status"] in ("failed", "partial") for row in documents) else DONE


def _has_data(data: Path) -> bool:
    if (data / "documents.parquet").exists():
        return True
    print(f"В папке {data} нет набора данных. Сначала запустите make ingest.", file=sys.stderr)
    return False


def _report(options: argparse.Namespace) -> int:
    if not _has_data(options.data):
        return USAGE
    from pipeline import report

    out = options.out or options.data / "report"
    try:
        print(report.write(options.data, out, options.raw, options.plans, options.by))
    except LookupError as error:
        return _wrong(str(error.args[0]))
    return DONE


def _looked_up(options: argparse.Namespace, view: str, *names: str) -> int:
    if not _has_data(options.data):
        return USAGE
    from pipeline import show

    try:
        print(getattr(show, view)(options.data, *(getattr(options, name) for name in names)))
    except LookupError as error:
        return _wrong(str(error.args[0]))
    return DONE


def _compare(options: argparse.Namespace) -> int:
    return _looked_up(options, "compare", "a", "b")


def _show(options: argparse.Namespace) -> int:
    return _looked_up(options, "show", "measure")


def _correct(options: argparse.Namespace) -> int:
    if not _has_data(options.data):
        return USAGE
    from pipeline import corrections

    try:
        print(corrections.draft(options.data, options.measure, options.field), end="")
    except LookupError as error:
        return _wrong(str(error.args[0]))
    return DONE


def _list(options: argparse.Namespace) -> int:
    return _looked_up(options, "plans")


def _executors(options: argparse.Namespace) -> int:
    if not _has_data(options.data):
        return USAGE
    from pipeline import roles

    print(roles.unresolved(options.data) if options.unresolved else roles.known(options.data))
    return DONE


def _explain(options: argparse.Namespace) -> int:
    from normalizers.period import years_of_heading
    from normalizers.terms import explain

    years = None
    if options.year:
        years = years_of_heading(options.year if " " in options.year else f"{options.year} год")
        if years is None:
            return _wrong("--year: укажите год (2021) или учебный год (2021/2022).")
    print(explain(options.text, years))
    return DONE


def _schema(_: argparse.Namespace) -> int:
    from pipeline.schema import dictionary

    print(dictionary(), end="")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
