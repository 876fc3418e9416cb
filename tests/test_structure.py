"""What the architecture promises: imports run one way, each library has one door, nothing generated is stale."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from pipeline.schema import dictionary

ROOT = Path(__file__).resolve().parent.parent
ORDER = {"normalizers": set(), "parsers": {"normalizers"}, "pipeline": {"normalizers", "parsers"}}
DOORS = ("pdfplumber", "pypdfium2", "tesserocr", "cv2", "natasha", "pyarrow", "dateparser", "openpyxl", "docx",
         "sklearn", "libarchive")


def modules() -> list[Path]:
    return [path for room in ORDER for path in sorted((ROOT / room).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("room", ORDER)
def test_imports_run_one_way(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        rooms = imported(path) & set(ORDER)
        assert rooms <= ORDER[room] | {room}, f"{path.relative_to(ROOT)} imports {rooms}"


@pytest.mark.parametrize("library", DOORS)
def test_each_library_has_one_door_in_a_room(library: str) -> None:
    users = [path.relative_to(ROOT) for path in modules() if library in imported(path)]
    assert users, f"{library} is declared, but nobody uses it"
    rooms = [path.parts[0] for path in users]
    assert len(rooms) == len(set(rooms)), f"{library} is imported by {[path.as_posix() for path in users]}"


def test_data_dictionary_equals_the_schema() -> None:
    assert (ROOT / "docs/dataset.md").read_text("utf-8") == dictionary()


@pytest.mark.parametrize("page", ["README.md", "README.ru.md", "docs/architecture.md", "docs/comparison.md"])
def test_every_path_that_the_documentation_names_is_there(page: str) -> None:
    rooms = "|".join([*ORDER, "tests", "benchmarks", "docs", "notebooks"])
    named = re.findall(rf"`((?:{rooms})/[\w/.*-]*)`|\]\(([\w/.-]+)[#)]", (ROOT / page).read_text("utf-8"))
    paths = [path or (Path(page).parent / link).as_posix() for path, link in named]
    assert paths
    assert not [path for path in paths if not list(ROOT.glob(path.rstrip("/")))]


def test_no_module_without_a_thought_of_its_own() -> None:
    banned = {"utils", "common", "helpers", "models", "misc"}
    assert not [path for path in modules() if path.stem in banned]
