"""A pool of child processes for work that may hang, crash or eat memory: each job costs at most itself.

The pool hands each child one job at a time, watches the clock and the memory of the child with all its descendants,
kills the whole process group of one that exceeds them, and replaces a child after some jobs, so that leaks end.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

Job = dict[str, Any]
WORKER = (sys.executable, "-m", "pipeline.worker")
POLL_SECONDS = 0.1
THREADS_OFF = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: `done` as the child answered, or a failure as a value."""

    job: Job
    done: dict[str, Any] | None = None
    code: str | None = None
    message: str | None = None
    detail: str | None = None


@dataclass(slots=True)
class Child:
    """A running child process and the job it has at hand."""

    process: subprocess.Popen[bytes]
    log: IO[bytes]
    job: Job | None = None
    deadline: float = 0.0
    jobs_done: int = 0
    buffer: bytearray = field(default_factory=bytearray)


class Pool:
    """Runs jobs in `size` guarded children. `timeout` in seconds and `memory` in MB hold for each job."""

    def __init__(self, size: int, timeout: float, memory: int, command: Sequence[str] = WORKER, recycle: int = 40):
        self.size, self.timeout, self.memory = size, timeout, memory
        self.command, self.recycle = list(command), recycle
        self._children: list[Child] = []
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for child in list(self._children):
            self._kill(child)
        self._selector.close()

    def run(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Yield an outcome for every job, as they come; a job whose child crashed is tried once more in a fresh one."""
        waiting = deque(jobs)
        retried: set[int] = set()
        while waiting or any(child.job for child in self._children):
            self._hand_out(waiting)
            for child in self._answered():
                outcome = self._collect(child)
                if outcome is None:
                    continue
                if outcome.code == "crashed" and id(outcome.job) not in retried:
                    retried.add(id(outcome.job))
                    waiting.append(outcome.job)
                    continue
                yield outcome
            yield from self._overdue()

    def _hand_out(self, waiting: deque[Job]) -> None:
        for child in [child for child in self._children if child.job is None and child.jobs_done >= self.recycle]:
            self._kill(child)
        while waiting:
            idle = next((child for child in self._children if child.job is None), None)
            if idle is None and len(self._children) >= self.size:
                return
            child = idle or self._start()
            job = waiting.popleft()
            child.job, child.deadline = job, time.monotonic() + self.timeout
            line = json.dumps(job | {"timeout": self.timeout, "memory": self.memory}, ensure_ascii=False) + "\n"
            assert child.process.stdin is not None
            with suppress(BrokenPipeError):  # a child that died idle: its end is seen on stdout
                child.process.stdin.write(line.encode("utf-8"))
                child.process.stdin.flush()

    def _start(self) -> Child:
        log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the child
        process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                                   start_new_session=True, env=os.environ | THREADS_OFF)
        child = Child(process, log)
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        self._selector.register(process.stdout, selectors.EVENT_READ, child)
        self._children.append(child)
        return child

    def _answered(self) -> list[Child]:
        return [key.data for key, _ in self._selector.select(POLL_SECONDS)]

    def _collect(self, child: Child) -> Outcome | None:
        """A finished answer, a crash, or None while the answer is not whole yet."""
        assert child.process.stdout is not None
        piece = child.process.stdout.read(1 << 20)
        if piece:
            child.buffer += piece
            if not child.buffer.endswith(b"\n"):
                return None
            answer = json.loads(child.buffer)
            child.buffer.clear()
            job, child.job = child.job, None
            child.jobs_done += 1
            assert job is not None
            return Outcome(job, answer.get("done"), **answer.get("failure", {}))
        job = child.job
        status = self._kill(child)
        if job is None:
            return None
        if status == -signal.SIGXCPU:
            return self._failure(job, "timeout")
        return self._failure(job, "crashed", f"exit status {status}\n{_tail(child.log)}")

    def _overdue(self) -> Iterator[Outcome]:
        now = time.monotonic()
        for child in [child for child in self._children if child.job is not None]:
            code = "timeout" if now > child.deadline else None
            code = code or ("out-of-memory" if _resident(child.process.pid) > self.memory << 20 else None)
            if code and child.job is not None:
                job = child.job
                self._kill(child)
                yield self._failure(job, code)

    def _failure(self, job: Job, code: str, detail: str | None = None) -> Outcome:
        messages = {
            "timeout": f"Документ не прочитан за {self.timeout:g} с. Повторите с большим --timeout или разделите файл.",
            "out-of-memory": f"Документу не хватило {self.memory} МБ памяти. "
                             "Повторите с большим --memory или разделите файл.",
            "crashed": "Чтение документа аварийно завершилось. Пересохраните файл в другой программе и повторите.",
        }
        return Outcome(job, None, code, messages[code], detail)

    def _kill(self, child: Child) -> int:
        """End the child with all its descendants; returns its exit status."""
        if child in self._children:
            self._children.remove(child)
            assert child.process.stdout is not None
            self._selector.unregister(child.process.stdout)
        descendants = _descendants(child.process.pid)  # a converter may lead a process group of its own
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
        for process in descendants:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
        status = child.process.wait()
        for pipe in (child.process.stdin, child.process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        return status


def _descendants(pid: int) -> list[int]:
    import psutil

    with suppress(psutil.Error):
        return [process.pid for process in psutil.Process(pid).children(recursive=True)]
    return []


def _resident(pid: int) -> int:
    """Resident bytes of a process with all its descendants."""
    import psutil

    total = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in [process, *process.children(recursive=True)]:
            with suppress(psutil.Error):
                total += one.memory_info().rss
    return total


def _tail(log: IO[bytes], size: int = 1500) -> str:
    log.seek(0, os.SEEK_END)
    log.seek(max(0, log.tell() - size))
    return log.read().decode("utf-8", "replace")
