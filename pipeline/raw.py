"""What lies in the raw folder: files with their hashes, archive members, sidecars. Nothing is opened beyond that.

Left aside, because they are no documents: hidden files, Office's own lock files (`~$…`), and the analyst's TOML files:
`NAME.toml` beside a document, `dorkarta.toml` for a folder and all below it, `executors.toml` and `themes.toml`.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path

FOLDER_SIDECAR = "dorkarta.toml"
REGISTRIES = ("executors", "themes")
CHUNK = 1 << 20
JUNK = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class RawFile:
    """One distinct file: where its bytes lie, under which names they came, and what sidecars say of it."""

    path: Path
    source_paths: tuple[str, ...]
    sha256: str
    size: int
    stated: dict[str, object] = field(default_factory=dict)

    @property
    def document_id(self) -> str:
        return self.sha256[:16]

    @property
    def source_path(self) -> str:
        return self.source_paths[0]


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in the raw folder that is not even handed to a reader, with the reason."""

    source_path: str
    code: str
    message: str
    size: int | None = None

    @property
    def sha256(self) -> str:
        """No bytes could be hashed: the name stands in for them."""
        return hashlib.sha256(f"refused:{self.source_path}".encode("utf-8", "surrogateescape")).hexdigest()


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 (hex) and size in bytes, read in pieces."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as handle:
        while piece := handle.read(CHUNK):
            digest.update(piece)
            size += len(piece)
    return digest.hexdigest(), size


def walk(raw: Path) -> Iterator[Path | Refused]:
    """Every candidate file below `raw` in a stable order, and what could not be walked."""
    root = raw.resolve()

    def told(error: OSError) -> None:
        refused.append(Refused(_relative(Path(error.filename), raw), "no-permission",
                               "Папку не удалось открыть. Проверьте права доступа к ней."))

    refused: list[Refused] = []
    for folder, folders, files in os.walk(raw, onerror=told):
        folders.sort()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in [*folders, *sorted(files)]:
            path = Path(folder, name)
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                yield Refused(_relative(path, raw), "link-outside",
                              "Ссылка ведёт за пределы папки с документами. Скопируйте сам файл в эту папку.")
            elif name in files and not _aside(name):
                if path.is_file():
                    yield path
                elif not path.is_symlink():
                    yield Refused(_relative(path, raw), "not-a-file",
                                  "Это не обычный файл (канал, сокет, устройство). Положите сюда сам документ.")
                elif not path.exists():
                    yield Refused(_relative(path, raw), "broken-link",
                                  "Ссылка никуда не ведёт. Скопируйте сам файл в эту папку.")
    yield from refused


def _aside(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith(".toml") or name.lower() in JUNK


def _relative(path: Path, raw: Path) -> str:
    return path.relative_to(raw).as_posix()


def collect(raw: Path, only: str | None = None) -> tuple[list[RawFile], list[Refused]]:
    """The distinct files of the raw folder, ordered by source path, and what was refused."""
    found: dict[str, RawFile] = {}
    refused: list[Refused] = []
    for item in walk(raw):
        source_path = item.source_path if isinstance(item, Refused) else _relative(item, raw)
        if only and not (fnmatch(source_path, only) or fnmatch(Path(source_path).name, only)):
            continue
        if isinstance(item, Refused):
            refused.append(item)
            continue
        try:
            sha256, size = fingerprint(item)
        except OSError:
            refused.append(Refused(source_path, "no-permission", "Файл не удалось открыть. Проверьте права доступа."))
            continue
        add(found, RawFile(item, (source_path,), sha256, size))
    files = sorted(found.values(), key=lambda file: file.source_path)
    return files, refused


def add(found: dict[str, RawFile], file: RawFile) -> None:
    """Put a file among those found; the same bytes under another name become one more source path."""
    known = found.get(file.sha256)
    if known is None:
        found[file.sha256] = file
    else:
        paths = tuple(sorted({*known.source_paths, *file.source_paths}))
        keep = file if paths[0] == file.source_path else known
        found[file.sha256] = replace(keep, source_paths=paths)


def orphans(raw: Path, source_paths: set[str]) -> list[Refused]:
    """The analyst's TOML files that belong to no document: a misspelt name must not go unnoticed."""
    known = {f"{name}.toml" for name in REGISTRIES} | {f"{path}.toml" for path in source_paths}
    found = [path.relative_to(raw) for path in sorted(raw.rglob("*.toml")) if path.name != FOLDER_SIDECAR]
    return [Refused(path.as_posix(), "sidecar-orphan",
                    f"Файл сведений ни к чему не относится: документа «{path.stem}» рядом нет. Назовите его полным "
                    "именем документа с добавкой «.toml»; executors.toml и themes.toml кладут в саму папку.")
            for path in found
            if path.as_posix() not in known and not any(part.startswith(".") for part in path.parts)]


def stated(raw: Path, source_path: str) -> tuple[dict[str, object], str | None]:
    """What sidecars say of a document, the nearest one last, and a Russian message if one of them can't be read.

    The facts are what JSON can carry: TOML's dates become ISO 8601 strings.
    """
    facts: dict[str, object] = {}
    own = raw / f"{source_path}.toml"
    folders = [raw]
    for part in Path(source_path).parent.parts:
        folders.append(folders[-1] / part)
    message = None
    for path in [*(folder / FOLDER_SIDECAR for folder in folders), own]:
        if path.is_file():
            try:
                told = json.loads(json.dumps(tomllib.loads(path.read_text("utf-8")), default=str))
                if path != own and told.pop("correction", None) is not None:
                    message = f"Исправления пишут в файл сведений самого документа, а не в «{path.name}» папки."
                facts |= told
            except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
                message = f"Файл сведений «{path.name}» не читается ({error}). Исправьте его или удалите."
    return facts, message
