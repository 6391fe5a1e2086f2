"""A stage's version changes with what can change its rows, and with nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from pipeline.warehouse import fingerprint


def _digest(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path)
    file = tmp_path / "module.py"
    file.write_text(source)
    return fingerprint._parse(file)[0]


BASE = 'def f(x):\n    """What it does."""\n    return x + 1\n'


@pytest.mark.parametrize(
    ("source", "is_same"),
    [
        ('"""A module."""\n# why\ndef f(x):\n    # because\n    return x + 1\n', True),
        ('def f(x):\n    """Said otherwise."""\n\n    return (x + 1)\n', True),
        ("def f(x):\n    return x + 2\n", False),
        ("def f(y):\n    return y + 1\n", False),
        ("import re\ndef f(x):\n    return x + 1\n", False),
    ],
)
def test_comments_and_docstrings_change_nothing(source: str, is_same: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (_digest(source, tmp_path, monkeypatch) == _digest(BASE, tmp_path, monkeypatch)) is is_same


def test_imports_are_found_wherever_they_stand() -> None:
    tree = ast.parse("import a.b\nfrom . import c\nfrom .d import e\ndef f():\n    from g import h\n")
    assert {"a.b", "p.q.c", "p.q.d", "g"} <= set(fingerprint._imports(tree, "p.q"))


def test_a_stage_holds_what_it_imports_and_its_data() -> None:
    code, libraries = fingerprint._closure("read")
    names = {path.relative_to(fingerprint.PACKAGE).as_posix() for path in code}
    assert {"ingest/scan.py", "ingest/html.py", "model.py"} <= names
    assert not {name for name in names if name.startswith(("clean/", "annotate/", "warehouse/"))}
    assert "bs4" in libraries
    assert any(line.startswith("beautifulsoup4==") for line in fingerprint._library("bs4"))
    assert any(line.startswith("soupsieve==") for line in fingerprint._library("bs4"))


def test_the_stages_that_read_lexicons_depend_on_them() -> None:
    for stage in ("clean", "annotate"):
        data = fingerprint._data_files(fingerprint._closure(stage)[0])
        assert any("languages" in path.parts for path in data), stage


def test_what_was_parsed_before_a_run_opened_is_remembered_too(tmp_path: Path) -> None:
    fingerprint._module.cache_clear()
    fingerprint._known.clear()
    early = fingerprint._roots("read")[0]
    fingerprint._module(early)
    with fingerprint.remembered(tmp_path / "code.json"):
        pass
    assert str(early) in (tmp_path / "code.json").read_text()


def test_a_version_is_remembered_between_runs(tmp_path: Path) -> None:
    memory = tmp_path / "code.json"
    fingerprint._module.cache_clear()
    fingerprint._known.clear()
    with fingerprint.remembered(memory):
        fresh = [fingerprint._module(path) for path in fingerprint._roots("read")]
    assert memory.is_file()
    fingerprint._module.cache_clear()
    fingerprint._known.clear()
    with fingerprint.remembered(memory):
        assert [fingerprint._module(path) for path in fingerprint._roots("read")] == fresh
    memory.write_text("not json")
    with fingerprint.remembered(memory):
        pass
