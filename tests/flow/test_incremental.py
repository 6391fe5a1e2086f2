"""Runs build on each other: what is published depends on what lies in raw/, not on how it came there."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from published import public

from pipeline.ingest import RawFolderError
from pipeline.settings import Settings
from pipeline.warehouse import documents
from pipeline.warehouse.run import RunResult

Ask = Callable[..., list[tuple[object, ...]]]
Runner = Callable[..., RunResult]
Lay = Callable[[str, str | bytes], Path]


def test_a_second_run_finds_nothing_to_do(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    first = dateline()
    assert not first.did_nothing
    assert first.counts.n_new == 9
    assert first.failures == ()
    stamp = settings.warehouse.stat().st_mtime_ns
    assert dateline().did_nothing
    assert settings.warehouse.stat().st_mtime_ns == stamp


def test_one_at_a_time_in_any_order_publishes_what_all_at_once_does(
    corpus: dict[str, str], lay: Lay, dateline: Runner, settings: Settings
) -> None:
    shutil.rmtree(settings.raw)
    names = sorted(corpus)
    random.Random(7).shuffle(names)
    for name in names:
        lay(name, corpus[name])
        dateline(batch_size=2)
    piecemeal = public(settings)
    shutil.rmtree(settings.home)
    dateline()
    assert public(settings) == piecemeal
    assert piecemeal["articles"]


def test_a_full_run_publishes_the_same(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    before = public(settings)
    result = dateline(full=True)
    assert (result.counts.n_new, result.counts.n_unchanged, result.n_cleaned) == (0, 9, 9)
    assert public(settings) == before


def test_a_removed_file_leaves_main_and_stands_in_history(
    corpus: dict[str, str], dateline: Runner, published: Ask, settings: Settings
) -> None:
    dateline()
    all_there = public(settings)
    path = settings.raw / "courrier-du-delta/pont.txt"
    content = path.read_text()
    path.unlink()
    assert dateline().counts.n_removed == 1
    assert published("SELECT count(*) FROM articles WHERE uri LIKE '%pont.txt'") == [(0,)]
    assert published("SELECT is_current FROM history.articles WHERE uri LIKE '%pont.txt'") == [(False,)]
    assert published("SELECT count(*) > 0 FROM history.article_lines JOIN history.articles USING (article_id)") == [(True,)]
    assert published("SELECT is_present FROM history.article_locations") == [(False,)]
    path.write_text(content)
    result = dateline()
    assert (result.counts.n_new, result.n_annotated) == (1, 0)  # its evidence is still there
    assert published("SELECT count(*) FROM history.articles") == [(0,)]
    assert public(settings) == all_there


@pytest.mark.parametrize("name", ["harbour-post/late.txt", "wire/late.jsonl"])
def test_a_file_that_goes_before_it_was_read_to_its_end_leaves_nothing_behind(
    name: str, corpus: dict[str, str], lay: Lay, dateline: Runner, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run is cut short between a file's documents and its end; the file is gone when the next one comes."""
    dateline()
    before = public(settings)
    body = "A mudslide closed the road to Bukavu on 3 June 2024, said Aline Mwamba."
    late = lay(name, body if name.endswith("txt") else "".join(f'{{"id": "{i}", "body": "{body} Part {i}."}}\n' for i in range(3)))
    store, stored = documents._store, []

    def once(*arguments: object) -> None:
        if stored:
            raise KeyboardInterrupt
        store(*arguments)  # type: ignore[arg-type]
        stored.append(arguments)

    monkeypatch.setattr(documents, "_store", once)
    with pytest.raises(KeyboardInterrupt):
        dateline(batch_size=1)
    monkeypatch.setattr(documents, "_store", store)
    assert stored
    late.unlink()
    dateline()
    assert public(settings) == before


def test_a_changed_file_supersedes_its_old_version(corpus: dict[str, str], dateline: Runner, lay: Lay, published: Ask) -> None:
    dateline()
    ((old,),) = published("SELECT article_id FROM articles WHERE uri = 'harbour-post/vote.txt'")
    lay("harbour-post/vote.txt", corpus["harbour-post/vote.txt"].replace("7 June", "8 June"))
    counts = dateline().counts
    assert (counts.n_new, counts.n_changed, counts.n_removed) == (0, 1, 0)
    assert published("SELECT supersedes_article_id FROM articles WHERE uri = 'harbour-post/vote.txt'") == [(old,)]
    assert published("SELECT article_id FROM history.articles") == [(old,)]


def test_a_moved_file_stays_the_article_that_it_was(corpus: dict[str, str], dateline: Runner, published: Ask, settings: Settings) -> None:
    dateline()
    (settings.raw / "harbour-post/2024").mkdir()
    (settings.raw / "harbour-post/flood.txt").rename(settings.raw / "harbour-post/2024/flood.txt")
    result = dateline()
    assert (result.counts.n_new, result.counts.n_changed, result.counts.n_removed) == (0, 0, 0)
    assert (result.n_cleaned, result.n_annotated) == (0, 0)
    assert published("SELECT uri FROM articles WHERE uri LIKE '%flood.txt'") == [("harbour-post/2024/flood.txt",)]
    assert published(
        "SELECT l.uri, l.is_present FROM article_locations AS l JOIN articles AS a USING (article_id)"
        " WHERE a.uri LIKE '%flood.txt' ORDER BY l.uri"
    ) == [("harbour-post/2024/flood.txt", True), ("harbour-post/flood.txt", False)]


def test_the_version_stamped_last_is_current_whatever_came_first(lay: Lay, dateline: Runner, published: Ask, settings: Settings) -> None:
    record = '{{"id": "a7", "updated_at": "2024-05-{day:02}T08:00:00Z", "body": "The ferry sank near Zanzibar, {n} people said."}}'
    lay("wire/b.jsonl", record.format(day=3, n="three"))
    dateline()
    lay("wire/a.jsonl", record.format(day=9, n="nine"))
    lay("wire/c.jsonl", record.format(day=1, n="one"))
    counts = dateline().counts
    assert (counts.n_new, counts.n_changed, counts.n_removed) == (0, 1, 0)
    assert published("SELECT uri FROM articles") == [("wire/a.jsonl#1",)]
    assert published("SELECT count(*) FROM history.articles") == [(2,)]


def test_the_place_that_speaks_for_an_article_gives_its_metadata(lay: Lay, dateline: Runner, published: Ask, settings: Settings) -> None:
    text = "The council of Antofagasta met on Tuesday.\nIt adopted the budget of the port."
    lay("wire/m.txt", text)
    lay("wire/m.txt.meta.json", '{"url": "https://wire.example/m"}')
    dateline()
    lay("wire/k.txt", text)
    lay("wire/k.txt.meta.json", '{"url": "https://wire.example/k"}')
    dateline()
    assert published("SELECT uri, url FROM articles") == [("wire/k.txt", "https://wire.example/k")]
    (settings.raw / "wire/k.txt").unlink()
    dateline()
    assert published("SELECT uri, url FROM articles") == [("wire/m.txt", "https://wire.example/m")]


def test_a_bad_file_is_a_row_and_nothing_else_is_lost(corpus: dict[str, str], dateline: Runner, lay: Lay, published: Ask) -> None:
    lay("wire/empty.txt", b"")
    lay("wire/broken.jsonl", '{"id": "x", "body": "The mayor of Cork resigned on Monday."}\n{"id": \n')
    lay("wire/picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00" * 40)
    result = dateline()
    assert {uri for uri, _, _ in result.failures} == {"wire/empty.txt", "wire/broken.jsonl#2", "wire/picture.txt"}
    assert published("SELECT count(*) FROM articles") == [(10,)]
    assert published("SELECT count(*) FROM ingest_errors WHERE NOT is_resolved") == [(3,)]
    assert dateline().did_nothing
    lay("wire/empty.txt", "The mayor of Galway opened the quay on Sunday, 4 August 2024.")
    assert dateline().failures == ()
    assert published("SELECT is_resolved FROM ingest_errors WHERE uri = 'wire/empty.txt'") == [(True,)]


def test_an_emptied_raw_folder_is_taken_for_a_mistake(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    dateline()
    shutil.rmtree(settings.raw)
    settings.raw.mkdir()
    with pytest.raises(RawFolderError, match="--full"):
        dateline()
    assert dateline(full=True).counts.n_removed == 9


def test_lines_on_three_other_articles_of_the_source_make_its_profile(corpus: dict[str, str], dateline: Runner, published: Ask) -> None:
    dateline()
    assert published(
        "SELECT DISTINCT kept FROM article_lines JOIN articles USING (article_id)"
        " WHERE source_id = 'harbour-post' AND substr(text, start_char + 1, end_char - start_char) = 'Home | World | Sport'"
    ) == [(False,)]
