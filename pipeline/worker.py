"""The child process that reads documents: one JSON job a line on stdin, one JSON answer a line on stdout.

It may hang, crash or eat memory: the guard (pipeline/guard.py) watches it from outside. Whatever libraries print goes
to stderr, so that the answers stay whole. Heavy libraries are loaded here, never in the command's own process.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

ADDRESS_SLACK = 3 << 30  # libraries reserve address space that they never touch
CPU_SLACK = 5


def main() -> None:
    """Answer jobs until stdin ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    _die_with_parent()
    for line in sys.stdin:
        job = json.loads(line)
        _limit(job)
        print(json.dumps(answer(job), ensure_ascii=False), file=answers, flush=True)


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """What came of a job: `{"done": …}`, or `{"failure": {code, message, detail}}` as a value."""
    from parsers.document import Unreadable

    try:
        return {"done": JOBS[job["kind"]](job)}
    except Unreadable as error:
        return _failure(error.code, error.message)
    except MemoryError:
        return _failure("out-of-memory", "Документу не хватило памяти. Повторите с большим --memory.")
    except RecursionError:
        return _failure("too-deep", "Документ вложен слишком глубоко, вероятно повреждён. Пересохраните его.")
    except Exception:
        return _failure("internal-error", "Внутренняя ошибка при чтении. Сообщите разработчикам, приложив документ.",
                        traceback.format_exc()[-2000:])


def read_document(job: dict[str, Any]) -> dict[str, Any]:
    """Read one document and store its artefact; the answer is what the progress line needs."""
    from pipeline.artefacts import store
    from pipeline.measures import process

    tables = process(job)
    store(Path(job["artefact"]), tables)
    document = tables["documents"][0]
    return {"status": document["status"], "measures": document["measure_count"]}


def expand_archive(job: dict[str, Any]) -> dict[str, Any]:
    """Unpack an archive's members into a folder; the answer lists each, and what could not be taken out, by name."""
    from parsers.archive import members

    folder = Path(job["folder"])
    folder.mkdir(parents=True, exist_ok=True)
    found: list[dict[str, str]] = []
    refused: list[dict[str, str]] = []
    for number, member in enumerate(members(Path(job["path"]))):
        if member.refused:
            refused.append({"name": member.name, "code": member.refused.code, "message": member.refused.message})
            continue
        target = folder / f"{number:04d}{Path(member.name).suffix[:12]}"
        target.write_bytes(member.data)
        found.append({"name": member.name, "path": str(target)})
    return {"members": found, "refused": refused}


def detect_kind(job: dict[str, Any]) -> dict[str, Any]:
    """Which of many files are archives: the only kind that must be known before reading."""
    from parsers.detect import detect
    from parsers.document import Unreadable

    archives = []
    for path in job["paths"]:
        with contextlib.suppress(Unreadable, OSError):
            if detect(Path(path)) == "archive":
                archives.append(path)
    return {"archives": archives}


def check_registries(job: dict[str, Any]) -> dict[str, Any]:
    """What is wrong with the analyst's registries, in Russian: known before the first document is read with them."""
    from normalizers.executors import Registry
    from normalizers.themes import Themes

    loaders: dict[str, Callable[[Path], object]] = {"executors": Registry.load, "themes": Themes.load}
    complaints = []
    for name, path in job["registries"].items():
        try:
            loaders[name](Path(path))
        except ValueError as error:
            complaints.append(str(error))
    return {"complaints": complaints}


JOBS = {"check": check_registries, "read": read_document, "expand": expand_archive, "detect": detect_kind}


def _failure(code: str, message: str, detail: str | None = None) -> dict[str, Any]:
    return {"failure": {"code": code, "message": message, "detail": detail}}


def _limit(job: dict[str, Any]) -> None:
    """Soft limits only: a converter that the reader starts may raise its own."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, ((job["memory"] << 20) + ADDRESS_SLACK, hard))
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + job["timeout"]) + CPU_SLACK, hard))


def _die_with_parent() -> None:
    """Ask Linux to end this process when the parent's end comes, however hard that is."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).prctl(1, signal.SIGKILL)
    if os.getppid() == 1:
        sys.exit(0)


if __name__ == "__main__":
    main()
