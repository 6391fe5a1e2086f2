"""A wheel that is built from the repository works outside of it: in an environment of its own, in a folder that init laid out."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from invented_exports import ARTICLES
from typer.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).resolve().parents[2]
Command = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a look at the net."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=ROOT, capture_output=True, check=True
    )
    (found,) = folder.glob("dateline-*.whl")
    return found


@pytest.fixture(scope="module")
def dateline(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """The command of an environment that holds the wheel and sees the libraries of this one, but not this clone."""
    folder = tmp_path_factory.mktemp("environment") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin/python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    (Path(site) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--no-index",
        "--no-deps",
        "--quiet",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DATELINE_", "DAGSTER_")) and name != "PYTHONPATH"}

    def run(*arguments: str, cwd: Path, code: int = 0) -> str:
        done = subprocess.run([folder / "bin/dateline", *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    where = subprocess.run(
        [python, "-c", "import pipeline; print(pipeline.__file__)"], cwd=folder, env=env, capture_output=True, text=True, check=True
    )
    assert Path(where.stdout.strip()).is_relative_to(site)
    return run


def test_the_wheel_holds_every_file_of_the_package_and_all_sql(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {p.relative_to(ROOT).as_posix() for p in (ROOT / "pipeline").rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    sql = {f"pipeline/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / "sql").rglob("*") if p.is_file()}
    assert len(package) > 300
    assert len(sql) > 100
    assert package | sql | {"pipeline/requirements.lock"} <= names
    assert not [name for name in names if name.startswith(("tests/", "raw/"))]


def test_a_folder_that_init_laid_out_is_all_that_a_project_needs(dateline: Command, tmp_path: Path) -> None:
    said = dateline("init", "sahel", cwd=tmp_path)
    folder = tmp_path / "sahel"
    assert "dateline run" in said
    assert sorted(p.name for p in folder.iterdir()) == ["dagster.yaml", "dateline.toml", "raw"]
    for name, text in ARTICLES.items():
        path = folder / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    dateline("run", cwd=folder)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["sahel"]
    assert (folder / "var/warehouse.duckdb").is_file()
    assert dateline("query", "SELECT count(DISTINCT lang) FROM quotes", "--format", "csv", cwd=folder).split()[-1] == "2"
    dateline("release", "first", cwd=folder)
    assert (folder / "var/releases/first/packs/ar/pack.toml").is_file()
    assert (folder / "var/releases/first/requirements.lock").read_bytes() == (ROOT / "requirements.lock").read_bytes()


def test_init_completes_a_folder_and_changes_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text("keep_versions = 2\n", encoding="utf-8")
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(app, ["init", str(tmp_path)])
    assert (done.exit_code, "was there" in done.output) == (0, True)
    assert (tmp_path / "dateline.toml").read_text(encoding="utf-8") == "keep_versions = 2\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dagster.yaml", "dateline.toml", "notes.md", "raw"]
    instance = yaml.safe_load((tmp_path / "dagster.yaml").read_text(encoding="utf-8"))
    assert instance == yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    done = CliRunner().invoke(app, ["init", str(tmp_path / "notes.md")])
    assert (done.exit_code, "cannot be laid out" in done.output) == (2, True)
