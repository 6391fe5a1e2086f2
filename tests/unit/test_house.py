"""The rules of the house that a machine can hold: who imports whom, how long a file is, where a language's words live."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline

PACKAGE = Path(pipeline.__file__).parent
PURE = ("model.py", "text.py", "temporal", "ingest", "clean", "annotate", "resolve", "languages", "models", "audit", "exports")
STORAGE_AND_ORCHESTRATION = {"dagster", "duckdb", "dagster_webserver", "dagster_shared"}
RULE, LONGEST = 300, 500  # lines of a file: the rule, and where exceptions end


def _modules(*places: str) -> list[Path]:
    found: list[Path] = []
    for place in places:
        path = PACKAGE / place
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return [path for path in found if path.is_file()]


def _imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def test_there_are_pure_rooms_to_look_at() -> None:
    assert len(_modules(*PURE)) > 20


@pytest.mark.parametrize("path", _modules(*PURE), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_pure_rooms_know_neither_storage_nor_orchestration(path: Path) -> None:
    names = _imported(path)
    assert not {name.split(".")[0] for name in names} & STORAGE_AND_ORCHESTRATION
    assert not {name for name in names if name.startswith(("pipeline.warehouse", "pipeline.defs", "pipeline.engines"))}


@pytest.mark.parametrize("path", _modules(*PURE), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_pure_rooms_read_no_clock(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not called & {"now", "utcnow", "today", "time_ns", "perf_counter"}


def test_one_module_speaks_to_other_machines() -> None:
    network = {"http.client", "urllib.request", "socket", "ssl", "requests", "httpx", "urllib3", "aiohttp", "ftplib", "smtplib"}
    pure = {path.relative_to(PACKAGE).as_posix() for path in _modules(*PURE) if _imported(path) & network}
    assert pure == {"models/openai_http.py"}


def test_floors_know_the_values_of_models_and_no_backend() -> None:
    for path in _modules("annotate"):
        assert {name for name in _imported(path) if name.startswith("pipeline.models")} <= {"pipeline.models.spans"}, path


def test_the_pages_know_duckdb_through_the_desk_alone() -> None:
    for path in _modules("explorer"):
        assert not {name.split(".")[0] for name in _imported(path)} & (STORAGE_AND_ORCHESTRATION - {"duckdb"}), path
        runtime = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Import)]
        assert "duckdb" not in {alias.name for node in runtime for alias in node.names}, path


def test_engines_know_neither_storage_nor_orchestration_and_one_knows_spark() -> None:
    for path in _modules("engines"):
        names = _imported(path)
        assert not {name.split(".")[0] for name in names} & STORAGE_AND_ORCHESTRATION, path
        assert not {name for name in names if name.startswith(("pipeline.warehouse", "pipeline.defs"))}, path
    spark = {path.name for path in PACKAGE.rglob("*.py") if {name.split(".")[0] for name in _imported(path)} & {"pyspark", "dagster_pipes"}}
    assert spark == {"spark_job.py"}


def test_orchestration_is_imported_by_its_own_room_only() -> None:
    outside = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in ("defs", "definitions.py")]
    assert [path for path in outside if "dagster" in {name.split(".")[0] for name in _imported(path)}] == []


def test_a_file_is_one_room_with_one_reason_to_change() -> None:
    lengths = {p.relative_to(PACKAGE).as_posix(): len(p.read_text(encoding="utf-8").splitlines()) for p in PACKAGE.rglob("*.py")}
    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}
    longer = {name: n for name, n in lengths.items() if n > RULE}
    assert len(longer) <= 0.1 * len(lengths), longer


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(PACKAGE.rglob("*.py")) if p.stat().st_size],
    ids=lambda p: p.relative_to(PACKAGE).as_posix(),
)
def test_a_module_says_what_it_holds(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_what_belongs_to_a_language_is_data() -> None:
    folders = [p for p in (PACKAGE / "languages").iterdir() if p.is_dir() and p.name != "__pycache__"]
    assert {"en", "fr", "ar"} <= {p.name for p in folders}
    assert [p for folder in folders for p in folder.rglob("*.py")] == []


@pytest.mark.parametrize("module", ["pipeline", "pipeline.cli", "pipeline.settings"])
def test_what_every_command_imports_is_light(module: str) -> None:
    code = f"import sys, {module}; print(sorted({{'dagster', 'duckdb', 'pandas', 'pyarrow', 'bs4'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_driver_runs_without_orchestration() -> None:
    code = "import sys, pipeline.warehouse.run; print('dagster' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
