"""The guard holds against children that hang, crash, eat memory or leave children of their own."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from pipeline.guard import Pool

WORKER = [sys.executable, str(Path(__file__).with_name("failing_worker.py"))]


def run(jobs: list[dict], **limits) -> list:
    with Pool(limits.pop("size", 2), limits.pop("timeout", 30), limits.pop("memory", 1000), WORKER, **limits) as pool:
        return list(pool.run(jobs))


def test_every_job_has_an_outcome() -> None:
    outcomes = run([{"kind": "echo", "name": n} for n in range(20)])
    assert sorted(outcome.done["name"] for outcome in outcomes) == list(range(20))


@pytest.mark.parametrize(("kind", "code", "limits"), [
    ("hang", "timeout", {"timeout": 1}),
    ("crash", "crashed", {}),
    ("eat", "out-of-memory", {"memory": 200}),
])
def test_a_bad_job_costs_only_itself(kind: str, code: str, limits: dict) -> None:
    jobs = [{"kind": "echo"}, {"kind": kind}, {"kind": "echo"}, {"kind": "echo"}]
    outcomes = run(jobs, **limits)
    assert sorted(str(outcome.code) for outcome in outcomes) == sorted(["None", "None", "None", code])
    failure = next(outcome for outcome in outcomes if outcome.code)
    assert failure.message.endswith((".", "!"))


def test_a_crash_is_tried_once_more(tmp_path: Path) -> None:
    [outcome] = run([{"kind": "crash-once", "mark": str(tmp_path / "mark")}])
    assert outcome.done is not None


def test_descendants_are_killed_too(tmp_path: Path) -> None:
    pidfile = tmp_path / "pid"
    [outcome] = run([{"kind": "breed", "pidfile": str(pidfile)}], timeout=2)
    assert outcome.code == "timeout"
    pid = int(pidfile.read_text())
    for _ in range(50):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    os.kill(pid, 9)
    pytest.fail("the converter outlived its worker")


def test_workers_are_recycled() -> None:
    outcomes = run([{"kind": "echo"} for _ in range(6)], size=1, recycle=2)
    assert len({outcome.done["pid"] for outcome in outcomes}) == 3
