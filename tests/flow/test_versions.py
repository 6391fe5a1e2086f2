"""Published versions: how two differ, how one comes back, and how an id cited from an old one is found again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from published import public
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.settings import Settings
from pipeline.warehouse import versions
from pipeline.warehouse.connect import WarehouseError
from pipeline.warehouse.difference import TableChange, difference
from pipeline.warehouse.run import RunResult

Ask = Callable[..., list[tuple[object, ...]]]
Lay = Callable[[str, str | bytes], Path]
Runner = Callable[..., RunResult]


def _by_table(found: list[TableChange]) -> dict[str, TableChange]:
    return {change.table: change for change in found}


def test_a_difference_names_what_came_went_and_changed(
    corpus: dict[str, str], dateline: Runner, lay: Lay, published: Ask, settings: Settings
) -> None:
    first = dateline().run_id
    lay("wire/new.txt", "VALPARAISO - The port of Valparaiso reopened on Friday, 5 July 2024.")
    (settings.raw / "harbour-post/flood.txt").unlink()
    second = dateline().run_id
    a, b = versions.find(settings, first), versions.find(settings, second.removeprefix("run_"))
    found = _by_table(difference(a, b, n_rows=5))
    assert (found["articles"].came, found["articles"].went, found["articles"].changed) == (1, 1, 0)
    came = next(row for row in found["articles"].rows if row.how == "came")
    assert came.columns["uri"] == (None, "wire/new.txt")
    assert [row.columns["uri"] for row in found["articles"].rows if row.how == "went"] == [("harbour-post/flood.txt", None)]
    assert (found["sources"].came, found["sources"].went, found["sources"].changed) == (0, 0, 2)
    changed = {row.key: row.columns["n_articles"] for row in found["sources"].rows}
    assert changed == {("harbour-post",): (5, 4), ("wire",): (2, 3)}
    lines = published("SELECT count(*) FROM article_lines JOIN articles USING (article_id) WHERE uri = 'wire/new.txt'")
    assert [(found["article_lines"].came,)] == lines
    backwards = _by_table(difference(b, a))
    assert {t: (c.went, c.came, c.changed) for t, c in backwards.items()} == {t: (c.came, c.went, c.changed) for t, c in found.items()}
    assert difference(a, a) == []


def test_a_run_that_does_all_anew_differs_in_nothing(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    first = dateline().run_id
    dateline(full=True)
    assert difference(versions.find(settings, first), versions.find(settings, "published")) == []


def test_an_older_version_comes_back_and_stays_until_there_is_news(
    corpus: dict[str, str], dateline: Runner, lay: Lay, published: Ask, settings: Settings
) -> None:
    first = dateline().run_id
    before = public(settings)
    lay("wire/new.txt", "The port of Valparaiso reopened on Friday, 5 July 2024.")
    dateline()
    after = public(settings)
    assert versions.restore(settings, first) == first.removeprefix("run_")
    assert public(settings) == before
    assert [v.is_published for v in versions.kept(settings)] == [False, True]
    assert dateline().did_nothing
    lay("wire/other.txt", "The port of Iquique reopened on Saturday, 6 July 2024.")
    dateline()
    assert published("SELECT count(*) FROM articles") == [(11,)]
    (settings.raw / "wire/other.txt").unlink()
    dateline()
    assert public(settings) == after


def test_a_version_that_cannot_be_told_or_read_is_explained(corpus: dict[str, str], dateline: Runner, settings: Settings) -> None:
    first = dateline().run_id
    with pytest.raises(WarehouseError, match=r"No version `1999` is kept.*dateline versions"):
        versions.restore(settings, "1999")
    dateline(full=True)
    with pytest.raises(WarehouseError, match="2 versions begin with `20`"):
        versions.find(settings, "20")
    kept = versions.find(settings, first)
    kept.write_bytes(b"broken")
    content = settings.warehouse.read_bytes()
    with pytest.raises(WarehouseError, match="cannot be read"):
        versions.restore(settings, first)
    assert settings.warehouse.read_bytes() == content
    assert [bool(v.problem) for v in versions.kept(settings)] == [False, True]


def test_the_commands(corpus: dict[str, str], dateline: Runner, lay: Lay, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    monkeypatch.setenv("DATELINE_RAW", str(settings.raw))
    first = dateline().run_id
    lay("wire/new.txt", "The port of Valparaiso reopened on Friday, 5 July 2024.")
    dateline()
    call = CliRunner().invoke
    listed = call(app, ["versions"]).output
    assert first.removeprefix("run_") in listed
    assert listed.count("published") == 1
    shown = call(app, ["diff", first]).output
    assert "articles" in shown
    assert "wire/new.txt" in shown
    tables = [json.loads(line) for line in call(app, ["diff", first, "published", "--json", "--table", "articles"]).output.splitlines()]
    assert [(t["table"], t["came"], t["went"]) for t in tables] == [("articles", 1, 0)]
    assert call(app, ["diff", first, first]).output == "The two versions hold the same rows.\n"
    assert call(app, ["diff", first, "--table", "poems"]).exit_code == 2
    done = call(app, ["restore", first])
    assert (done.exit_code, "holds version" in done.output) == (0, True)
    assert "wire/new.txt" not in call(app, ["query", "SELECT uri FROM articles", "--format", "csv"]).output


def _now(published: Ask, cited: object) -> list[tuple[object, ...]]:
    return published("SELECT id, share_of_members FROM current_ids(?)", [cited])


def test_an_id_cited_versions_ago_is_found_after_a_merge_a_split_and_an_earlier_report(
    lay: Lay, dateline: Runner, published: Ask, settings: Settings
) -> None:
    person = "SELECT entity_id FROM entities WHERE name = ?"
    lay("wire/a.txt", "ROTTERDAM - The dockers will return to work, Ilse Verbruggen said on Monday, 3 March 2025.")
    lay("wire/b.txt", "ACCRA - Norway will build the school, Sigrid Aasland said in Accra on Tuesday, 4 March 2025.")
    lay("post/c.txt", "5 March 2025\nLIMA - Peru and Bolivia signed a treaty on the Desaguadero river in Lima on 4 March 2025.")
    dateline()
    ((ilse,),), ((sigrid,),) = published(person, ["Ilse Verbruggen"]), published(person, ["Sigrid Aasland"])
    ((treaty,),) = published("SELECT event_id FROM events WHERE label ILIKE '%Peru%'")

    settings.overrides.mkdir()
    judged = settings.overrides / "persons.csv"
    header = "kind,name,value,who,when,why\n"
    why = "N. Haddad,2025-06-02,they are one in this test\n"
    judged.write_text(f"{header}same,Ilse Verbruggen,user:both,{why}same,Sigrid Aasland,user:both,{why}")
    dateline()  # a merge
    ((both,),) = published("SELECT DISTINCT entity_id FROM entity_mentions WHERE type = 'PER'")
    assert both not in (ilse, sigrid)
    assert _now(published, ilse) == _now(published, sigrid) == [(both, 1.0)]

    lay("courier/d.txt", "4 March 2025\nLIMA - Peru and Bolivia signed a treaty on the Desaguadero river in Lima on 4 March 2025.")
    dateline()  # an earlier report
    ((now,),) = published("SELECT event_id FROM events WHERE label ILIKE '%Peru%'")
    assert now != treaty
    assert _now(published, treaty) == [(now, 1.0)]

    judged.write_text(header)
    dateline()  # a split
    assert sorted(_now(published, both)) == sorted([(ilse, 0.5), (sigrid, 0.5)])
    assert _now(published, ilse) == [(ilse, 1.0)]  # it has come back

    (settings.raw / "courier/d.txt").unlink()
    (settings.raw / "wire/b.txt").unlink()
    dateline()
    assert _now(published, now) == [(treaty, 0.5)]  # of its two reports one is gone
    assert _now(published, both) == [(ilse, 0.5)]
    assert _now(published, sigrid) == []
    assert _now(published, "ent_never") == []
