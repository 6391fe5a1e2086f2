"""A build file that is damaged, lost, or of another release: built anew from raw/ and from what is published, and said so."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from published import public

from pipeline.settings import Settings
from pipeline.warehouse import workspace
from pipeline.warehouse.connect import DamagedError, WarehouseError, build_file, damaged_file, published_connection
from pipeline.warehouse.run import RunResult

Ask = Callable[..., list[tuple[object, ...]]]
Lay = Callable[[str, str | bytes], Path]
Runner = Callable[..., RunResult]

_FOREVER = "SELECT article_id, uri, first_seen_at FROM article_locations ORDER BY ALL"
_HISTORY = "SELECT article_id, uri, title, ingested_at FROM history.articles ORDER BY ALL"


def _truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database " * 10_000)


def _zeros(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(12_288)
        file.write(bytes(path.stat().st_size - 12_288))


@pytest.mark.parametrize("harm", [_truncate, _empty, _garbage, _zeros])
def test_a_damaged_build_file_is_built_anew_and_said_so(
    harm: Callable[[Path], None], corpus: dict[str, str], dateline: Runner, lay: Lay, published: Ask, settings: Settings
) -> None:
    dateline()
    lay("harbour-post/vote.txt", corpus["harbour-post/vote.txt"].replace("7 June", "8 June"))
    (settings.raw / "harbour-post/flood.txt").unlink()
    dateline()
    before, places, history = public(settings), published(_FOREVER), published(_HISTORY)
    assert len(history) == 2
    harm(build_file(settings.home))
    result = None
    with suppress(DamagedError):  # where the file opens, but a block of it cannot be read, the next run begins anew
        result = dateline()
    result = result or dateline()
    assert any("damaged" in notice and "raw/" in notice for notice in result.notices)
    assert (result.counts.n_new, result.counts.n_changed, result.counts.n_removed, result.n_annotated) == (0, 0, 0, 8)
    assert damaged_file(settings.home).is_file()
    assert public(settings) == before
    assert published(_FOREVER) == places
    assert published(_HISTORY) == history
    assert published("SELECT count(*) FROM runs") == [(3,)]
    assert dateline().did_nothing


def test_what_went_while_the_build_file_was_lost_is_found_to_be_gone(
    corpus: dict[str, str], dateline: Runner, published: Ask, settings: Settings
) -> None:
    dateline()
    build_file(settings.home).unlink()
    (settings.raw / "harbour-post/flood.txt").unlink()
    assert dateline().counts.n_removed == 1
    assert published("SELECT uri FROM history.articles") == [("harbour-post/flood.txt",)]
    assert published("SELECT count(*) > 0 FROM history.entity_mentions JOIN history.articles USING (article_id)") == [(True,)]


def test_a_published_file_of_another_home_has_no_history_to_give(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    build_file(settings.home).unlink()
    for path in (settings.home / "versions").iterdir():
        path.unlink()
    assert dateline().counts.n_new == 9


def test_a_damaged_published_file_is_told_and_the_history_comes_from_a_kept_version(
    corpus: dict[str, str], dateline: Runner, lay: Lay, published: Ask, settings: Settings
) -> None:
    dateline()
    lay("harbour-post/vote.txt", corpus["harbour-post/vote.txt"].replace("7 June", "8 June"))
    dateline()
    _garbage(build_file(settings.home))
    _garbage(settings.warehouse)
    with pytest.raises(DamagedError, match="restore"):
        published_connection(settings.warehouse)
    assert dateline().notices
    assert published("SELECT count(*) FROM history.articles") == [(1,)]


def test_a_published_file_that_something_else_has_replaced_is_published_again(
    corpus: dict[str, str], dateline: Runner, settings: Settings
) -> None:
    dateline()
    before = public(settings)
    _garbage(settings.warehouse)
    assert not dateline().did_nothing
    assert public(settings) == before


def test_a_build_file_of_an_older_shape_is_brought_up_to_date(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    before = public(settings)
    with duckdb.connect(str(build_file(settings.home))) as con:
        con.execute("DELETE FROM state.facts WHERE key IN ('shape', 'schema_version')")
        con.execute("ALTER TABLE state.ledger DROP COLUMN done_at")
        con.execute("ALTER TABLE state.runs ADD COLUMN mood VARCHAR")
        con.execute("ALTER TABLE main.events DROP COLUMN label")
        con.execute("DROP TABLE evidence.dates")
    dateline(full=True)
    assert public(settings) == before


def test_a_file_of_a_newer_release_is_refused_and_left_as_it_is(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    with duckdb.connect(str(build_file(settings.home))) as con:
        con.execute("UPDATE state.facts SET value = '99' WHERE key = 'schema_version'")
        con.execute("DELETE FROM state.facts WHERE key = 'shape'")
    with duckdb.connect(str(settings.warehouse)) as con:
        con.execute("UPDATE _meta SET value = '99' WHERE key = 'schema_version'")
    content = build_file(settings.home).read_bytes()
    with pytest.raises(WarehouseError, match="newer release of Dateline"):
        dateline()
    with pytest.raises(WarehouseError, match="newer release of Dateline"):
        published_connection(settings.warehouse)
    assert build_file(settings.home).read_bytes() == content


def test_a_clock_that_was_set_back_does_not_make_an_old_version_the_newest(
    corpus: dict[str, str], dateline: Runner, lay: Lay, published: Ask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    dateline()
    now = datetime.now() - timedelta(days=400)  # noqa: DTZ005 — as the clock of the workspace
    monkeypatch.setattr(workspace, "_now", lambda: now)
    for number in range(settings.keep_versions + 1):
        lay("wire/a.txt", f"The ferry to Bari carried {number} passengers on Monday.")
        dateline()
        assert published("SELECT text FROM articles WHERE uri = 'wire/a.txt'") == [
            (f"The ferry to Bari carried {number} passengers on Monday.",)
        ]
    ((first, last),) = published("SELECT arg_min(n_new, run_id), arg_max(n_changed, run_id) FROM runs")
    assert (first, last) == (9, 1)
    versions = sorted((settings.home / "versions").glob("*.duckdb"))
    assert len(versions) == settings.keep_versions
    assert versions[-1].read_bytes() == settings.warehouse.read_bytes()
