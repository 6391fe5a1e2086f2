"""Runs find what runs before them compiled from the packs, as long as nothing of it has changed; rows are the same without."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from published import public

from pipeline import languages
from pipeline.engines.pool import processes
from pipeline.languages import shelf
from pipeline.settings import Settings
from pipeline.warehouse.rewriting import Swept, clear_records
from pipeline.warehouse.run import RunResult
from pipeline.warehouse.workspace import open_workspace

Runner = Callable[..., RunResult]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    forget()
    yield
    forget()


def forget() -> None:
    """As in a fresh process."""
    languages.use(languages.Extension((("shared", "orgs.tsv", ""),)))
    languages.use(languages.Extension())


def folders(settings: Settings) -> dict[str, set[str]]:
    """The names of the tables by folder."""
    return {folder.name: {file.name for file in folder.iterdir()} for folder in (settings.home / "tables").iterdir()}


def in_force() -> shelf.Shelf | None:
    return shelf.current()


def test_a_second_run_reads_what_the_first_compiled(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    first = public(settings)
    (stamp,) = folders(settings)
    files = {path: path.stat().st_mtime_ns for path in (settings.home / "tables" / stamp).iterdir()}
    assert {path.name.partition(".")[0] for path in files} == {"annotate", "clean", "languages", "resolve", "temporal"}
    assert shelf.current() is None
    forget()
    dateline(full=True)
    assert public(settings) == first
    assert {path: path.stat().st_mtime_ns for path in (settings.home / "tables" / stamp).iterdir()} == files


def test_a_run_does_without(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    first = public(settings)
    shutil.rmtree(settings.home)
    settings.home.mkdir()
    (settings.home / "tables").write_text("in the way")
    forget()
    dateline()
    assert public(settings) == first
    (settings.home / "tables").unlink()
    forget()
    dateline(full=True)
    for file in (settings.home / "tables").rglob("*.*"):
        if file.is_file():
            file.write_bytes(file.read_bytes()[:-7])
    forget()
    dateline(full=True)
    assert public(settings) == first


def test_a_changed_lexicon_has_tables_of_its_own(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    (bare,) = folders(settings)
    settings.lexicon.mkdir(parents=True)
    for name in ("Jahazi Pamoja", "Jahazi Moja"):
        (settings.lexicon / "orgs.tsv").write_text(f"type\tcountry\ten\nORG\tKEN\t{name}\n", encoding="utf-8")
        dateline()
    assert len(folders(settings)) == 2  # the present one, and the newest of the others
    assert bare not in folders(settings)
    shutil.rmtree(settings.lexicon)
    dateline()
    assert bare in folders(settings)


def test_forgetting_takes_them_away(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    assert folders(settings)
    clear_records(settings, Swept())
    assert not (settings.home / "tables").exists()


def test_workers_are_given_the_shelf(settings: Settings) -> None:
    with open_workspace(settings), processes(1) as pool:
        assert shelf.current() is not None
        assert pool.submit(in_force).result() == shelf.current()
    assert shelf.current() is None


def test_the_folder_is_below_the_home(settings: Settings, tmp_path: Path) -> None:
    with open_workspace(settings):
        there = shelf.current()
    assert there is not None
    assert settings.home / "tables" in there.folder.parents  # type: ignore[attr-defined]
    assert not (tmp_path / "tables").exists()
