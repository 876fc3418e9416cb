"""The whole way on one screen: raw folder → guarded reading → artefacts → tables → matches → the published data set."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.artefacts import Tables, artefact_path, code_version, context_version, load, store, sweep
from pipeline.guard import Job, Outcome, Pool
from pipeline.raw import REGISTRIES, RawFile, Refused, add, collect, fingerprint, orphans, stated
from pipeline.schema import DOCUMENTS, MEASURES, TABLES

if TYPE_CHECKING:
    import pandas as pd

WAITS_FOR_TOOL = {"tool-missing"}  # a failure that is tried again by itself


class Busy(Exception):
    """Another run holds the data set."""


class Misconfigured(Exception):
    """A registry of the analyst can't be read: a Russian sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked to do; see `dorkarta ingest --help`. `timeout` in seconds, `memory` in MB, a document."""

    raw: Path
    out: Path
    jobs: int = 2
    only: str | None = None
    force: bool = False
    retry_failed: bool = False
    dry_run: bool = False
    timeout: float = 600.0
    memory: int = 2000


@dataclass(slots=True)
class Run:
    """What a run found and did: the summary is made from this."""

    files: list[RawFile] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: int = 0
    to_read: list[str] = field(default_factory=list)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    published: Path | None = None
    seconds: float = 0.0


Progress = Callable[[str, int, int, Outcome | None], None]


def ingest(options: Options, progress: Progress = lambda *_: None) -> Run:
    """Bring the data set in `options.out` up to date with `options.raw`.

    Raises Busy while another run does so, Misconfigured where documents wait for a registry that is ill formed.
    """
    started = time.monotonic()
    run = Run()
    with Pool(options.jobs, options.timeout, options.memory) as pool:
        if options.dry_run:
            with tempfile.TemporaryDirectory(prefix="dorkarta-members-") as members:
                _gather(pool, options, run, Path(members))
                run.to_read = [job["source_path"] for job in _jobs(options, run)]
            return run
        options.out.mkdir(parents=True, exist_ok=True)
        with _lock(options.out):
            _gather(pool, options, run, options.out / ".members")
            _read(pool, options, run, progress)
            _publish(options, run)
    run.seconds = time.monotonic() - started
    return run


def _read(pool: Pool, options: Options, run: Run, progress: Progress) -> None:
    """An artefact for every document that has none, or none that still holds."""
    jobs = _jobs(options, run)
    if jobs:
        _check_registries(pool, options)
    for number, outcome in enumerate(pool.run(jobs), 1):
        if outcome.code:
            store(Path(outcome.job["artefact"]), failed_document(outcome))
        run.read.append(outcome.job["source_path"])
        progress(outcome.job["source_path"], number, len(jobs), outcome)


def _jobs(options: Options, run: Run) -> list[Job]:
    """The documents whose artefact is missing, outdated, or to be made again; the others are noted as unchanged."""
    jobs = []
    for file in run.files:
        job = _job(options, file)
        tables = None if options.force else load(Path(job["artefact"]))
        document = tables["documents"][0] if tables else None
        again = document is not None and document["status"] == "failed" and (
            options.retry_failed or document["error_code"] in WAITS_FOR_TOOL)
        if document is None or again:
            jobs.append(job)
        else:
            run.unchanged.append(file.source_path)
    return sorted(jobs, key=lambda job: -job["size_bytes"])  # the long ones first: no child idles at the end


def _registries(options: Options) -> dict[str, str]:
    return {name: str(path) for name in REGISTRIES if (path := options.raw / f"{name}.toml").is_file()}


def _check_registries(pool: Pool, options: Options) -> None:
    if registries := _registries(options):
        (outcome,) = pool.run([{"kind": "check", "registries": registries}])
        complaints = (outcome.done or {}).get("complaints", [])
        if complaints:
            raise Misconfigured("\n".join(complaints))


def _job(options: Options, file: RawFile) -> Job:
    registries = _registries(options)
    context = context_version(file.source_path, file.stated, [Path(path).read_bytes() for path in registries.values()])
    return {
        "kind": "read", "path": str(file.path), "source_path": file.source_path,
        "source_paths": list(file.source_paths), "sha256": file.sha256, "size_bytes": file.size,
        "stated": file.stated, "registries": registries,
        "artefact": str(artefact_path(options.out, file.document_id, context)),
    }


def _gather(pool: Pool, options: Options, run: Run, members: Path) -> None:
    """What lies in the raw folder: archives replaced by their members, each file with what its sidecars state."""
    files, run.refused = collect(options.raw, options.only)
    if not options.only:
        run.refused += orphans(options.raw, {path for file in files for path in file.source_paths})
    run.files = [_with_sidecars(file, options, run) for file in _unpacked(pool, files, run, members)]


def _unpacked(pool: Pool, files: list[RawFile], run: Run, members: Path) -> list[RawFile]:
    """The files, the members of archives (unpacked below `members`) in their place, ordered by source path."""
    found: dict[str, RawFile] = {}
    kinds = list(pool.run([{"kind": "detect", "paths": [str(file.path) for file in files]}]))
    archives = set((kinds[0].done or {}).get("archives", ()))
    jobs = []
    for file in files:
        if str(file.path) in archives:
            folder = members / file.document_id
            shutil.rmtree(folder, ignore_errors=True)
            jobs.append({"kind": "expand", "path": str(file.path), "folder": str(folder), "source": file.source_path})
        else:
            add(found, file)
    for outcome in pool.run(jobs):
        for file in _members(outcome, run):
            add(found, file)
    return sorted(found.values(), key=lambda file: file.source_path)


def _members(outcome: Outcome, run: Run) -> Iterator[RawFile]:
    """The files of one archive; what could not be taken out of it is told."""
    source = outcome.job["source"]
    if outcome.done is None:
        size = Path(outcome.job["path"]).stat().st_size
        run.refused.append(Refused(source, outcome.code or "damaged", outcome.message or "Архив не читается.", size))
        return
    for member in outcome.done["members"]:
        sha256, size = fingerprint(Path(member["path"]))
        yield RawFile(Path(member["path"]), (f"{source}/{member['name']}",), sha256, size)
    for member in outcome.done["refused"]:
        run.refused.append(Refused(f"{source}/{member['name']}", member["code"], member["message"]))
    if not outcome.done["members"] and not outcome.done["refused"]:
        run.refused.append(Refused(source, "empty-archive", "В архиве нет документов."))


def _with_sidecars(file: RawFile, options: Options, run: Run) -> RawFile:
    """The file with what is stated beside it, under each of its names; a sidecar that can't be read is told."""
    facts: dict[str, object] = {}
    for source_path in file.source_paths:
        told, complaint = stated(options.raw, source_path)
        facts |= told
        if complaint:
            run.refused.append(Refused(f"{source_path}.toml", "sidecar-unreadable", complaint))
    return replace(file, stated=facts)


def _publish(options: Options, run: Run) -> None:
    """Put all artefacts together, bring the matches up to date, and replace the tables in one step."""
    from pipeline import dataset

    tables: Tables = {table.name: [] for table in TABLES}
    keep: set[Path] = set()
    former = dataset.read(options.out, "documents")
    read = set(run.read)
    changed = {file.document_id for file in run.files if file.source_path in read}
    for file in run.files:
        path = Path(_job(options, file)["artefact"])
        keep.add(path)
        part = load(path) or failed_document(Outcome(_job(options, file), None, "not-read", NOT_READ))
        for row in part["documents"]:
            row["source_paths"] = list(file.source_paths)
        for name, rows in part.items():
            tables[name] += rows
    for refused in run.refused:
        document, issue = _refusal(refused)
        tables["documents"].append(document)
        tables["issues"].append(issue)
    if options.only:
        _keep_the_rest(options, tables)
    ids = {row["document_id"] for row in tables["documents"]}
    run.removed = len({row["document_id"] for row in former} - ids)
    changed |= {row["document_id"] for row in tables["documents"]} - {row["document_id"] for row in former}
    matches = _matches(options, tables, changed)
    stamp = f"{time.strftime('%Y%m%d-%H%M%S')}-{time.time_ns() % 1_000_000:06d}"
    run.published = dataset.publish(options.out, {**tables, "matches": matches},
                                    version=f"{version()}+{code_version()}", stamp=stamp)
    run.tables = tables
    sweep(options.out, keep, ids)


NOT_READ = "Документ ещё не прочитан. Повторите make ingest."


def _keep_the_rest(options: Options, tables: Tables) -> None:
    """With --only, documents that were not looked at stay as they were published."""
    from pipeline import dataset

    fresh = {row["document_id"] for row in tables["documents"]}
    for table in TABLES:
        if table.name != "matches":
            tables[table.name] += [row for row in dataset.read(options.out, table.name)
                                   if row["document_id"] not in fresh]


def _matches(options: Options, tables: Tables, changed: set[str]) -> pd.DataFrame:
    """The matches of all documents; those between unchanged ones are taken over as they were."""
    import pandas as pd

    from pipeline import dataset, match

    measures = pd.DataFrame(tables["measures"], columns=list(MEASURES.names))
    documents = pd.DataFrame(tables["documents"], columns=list(DOCUMENTS.names))
    former = dataset.frame(options.out, "matches")
    if former is not None:
        stay = set(documents["document_id"]) - changed
        former = former[former["document_id_a"].isin(stay) & former["document_id_b"].isin(stay)]
    return match.update(measures, documents, former, changed)


def failed_document(outcome: Outcome) -> Tables:
    """The tables of a document that could not be read: one row that says so, and its issue."""
    job = outcome.job
    row = {
        "document_id": job["sha256"][:16], "source_path": job["source_path"], "source_paths": job["source_paths"],
        "sha256": job["sha256"], "size_bytes": job["size_bytes"], "ocr": False, "status": "failed",
        "error_code": outcome.code, "error": outcome.message, "measure_count": 0,
    }
    issue = {"document_id": row["document_id"], "source_path": row["source_path"], "severity": "error",
             "code": outcome.code, "message": outcome.message, "text": outcome.detail}
    return {"documents": [row], "issues": [issue]}


def _refusal(refused: Refused) -> tuple[dict[str, Any], dict[str, Any]]:
    job = {"sha256": refused.sha256, "source_path": refused.source_path, "source_paths": [refused.source_path],
           "size_bytes": refused.size}
    tables = failed_document(Outcome(job, None, refused.code, refused.message))
    return tables["documents"][0], tables["issues"][0]


@contextmanager
def _lock(out: Path) -> Iterator[None]:
    with (out / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy from error
        yield


def version() -> str:
    """The package's version, as installed."""
    from importlib.metadata import version as installed

    return installed("dorkarta")
