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
        ("def f(x=2):\n    return x + 1\n", False),
        ("def f(x):\n    return x + True\n", False),
        ("def f(x):\n    return x + 1.0\n", False),
    ],
)
def test_comments_and_docstrings_change_nothing(source: str, is_same: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (_digest(source, tmp_path, monkeypatch) == _digest(BASE, tmp_path, monkeypatch)) is is_same


def test_how_far_a_try_reaches_is_part_of_the_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = "def f():\n    try:\n        a()\n        b()\n    except E:\n        pass\n"
    before = "def f():\n    a()\n    try:\n        b()\n    except E:\n        pass\n"
    assert _digest(inside, tmp_path, monkeypatch) != _digest(before, tmp_path, monkeypatch)
    assert _digest(inside + "# why\n", tmp_path, monkeypatch) == _digest(inside, tmp_path, monkeypatch)


def test_imports_are_found_wherever_they_stand() -> None:
    inside = "def f():\n    from g import h\n    class L:\n        import m\n"
    code = compile("import a.b\nfrom . import c\nfrom .d import e\nfrom ..i import j as k\n" + inside, "", "exec")
    expected = {"a.b", "p.q", "p.q.c", "p.q.d", "p.q.d.e", "p.i", "p.i.j", "g", "g.h", "m"}
    assert fingerprint._imports(code, "p.q") == expected


def test_names_that_are_imported_are_those_of_the_source() -> None:
    for path in fingerprint._roots(("warehouse", "clean", "models")):
        package = ".".join(path.relative_to(fingerprint.PACKAGE.parent).parts[:-1])
        found = fingerprint._parse(path)[1]
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom):
                assert not node.level, f"{path}: a relative import in {package}"
                assert {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)} <= set(found), path
            elif isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= set(found), path


def test_a_stage_holds_what_it_imports_and_its_data() -> None:
    code, libraries = fingerprint._closure(fingerprint.STAGES["read"])
    names = {path.relative_to(fingerprint.PACKAGE).as_posix() for path in code}
    assert {"ingest/scan.py", "ingest/html.py", "model.py"} <= names
    assert not {name for name in names if name.startswith(("clean/", "annotate/", "warehouse/"))}
    assert "bs4" in libraries
    assert any(line.startswith("beautifulsoup4==") for line in fingerprint.library_versions("bs4"))
    assert any(line.startswith("soupsieve==") for line in fingerprint.library_versions("bs4"))


def test_the_stages_that_read_lexicons_depend_on_them() -> None:
    for stage in ("clean", "annotate"):
        data = fingerprint._data_files(fingerprint._closure(fingerprint.STAGES[stage])[0])
        assert any("languages" in path.parts for path in data), stage


def test_what_was_parsed_before_a_run_opened_is_remembered_too(tmp_path: Path) -> None:
    fingerprint._module.cache_clear()
    fingerprint._known.clear()
    early = fingerprint._roots(fingerprint.STAGES["read"])[0]
    fingerprint._module(early)
    with fingerprint.remembered(tmp_path / "code.json"):
        pass
    assert str(early) in (tmp_path / "code.json").read_text()


def test_a_version_is_remembered_between_runs(tmp_path: Path) -> None:
    memory = tmp_path / "code.json"
    fingerprint._module.cache_clear()
    fingerprint._known.clear()
    with fingerprint.remembered(memory):
        fresh = [fingerprint._module(path) for path in fingerprint._roots(fingerprint.STAGES["read"])]
    assert memory.is_file()
    fingerprint._module.cache_clear()
    fingerprint._known.clear()
    with fingerprint.remembered(memory):
        assert [fingerprint._module(path) for path in fingerprint._roots(fingerprint.STAGES["read"])] == fresh
    memory.write_text("not json")
    with fingerprint.remembered(memory):
        pass


def test_no_stage_depends_on_a_library_of_models() -> None:
    for stage, rooms in fingerprint.STAGES.items():
        assert not {"spacy", "gliner", "torch"} & set(fingerprint._closure(rooms)[1]), stage
    assert {"spacy", "gliner"} <= set(fingerprint._closure(("models",))[1])


def test_the_digest_of_a_large_file_is_remembered_while_it_stays(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(b"one")
    first = fingerprint.file_digest(file)
    fingerprint._known[str(file)][1] = "remembered"
    assert fingerprint.file_digest(file) == "remembered"
    file.write_bytes(b"other")
    assert fingerprint.file_digest(file) not in {first, "remembered"}
