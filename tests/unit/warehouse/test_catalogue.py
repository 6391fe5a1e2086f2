"""One source says what everything means: the dictionary, the comments in the file, the page and the command agree."""

from __future__ import annotations

import duckdb
import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.warehouse import catalogue, dictionary
from pipeline.warehouse.paths import sql_directory, sql_files

WANTED = {
    "view": "v_articles v_quotes v_events v_entity_activity v_cooccurrence v_chrome_audit v_quality_by_source v_duplicates v_differences"
    " compat.gdelt_events compat.gdelt_mentions compat.polecat_events",
    "table macro": "quotes_by quotes_about events_of events_between timeline mentions_of cooccurs_with same_story search explain_line"
    " share_of_coverage current_ids",
    "macro": "entity_id_of context fold search_words",
    "table": "coverage search_tokens",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "names"), WANTED.items())
def test_what_analysts_were_promised_is_there(kind: str, names: str) -> None:
    assert set(names.split()) <= {e.name for e in catalogue.entries() if e.kind == kind}


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda e: e.name)
def test_nothing_is_without_a_comment(entry: catalogue.Entry) -> None:
    assert entry.comment.rstrip(")").endswith(".")
    assert len(entry.comment.split()) > 3
    if "macro" not in entry.kind:
        assert entry.fields
        assert [f.name for f in entry.fields if not f.comment.endswith((".", "…"))] == []


def test_every_object_of_sql_is_listed() -> None:
    files = {p.stem for folder in ("marts", "marts/macros", "marts/compat") for p in sql_files(folder)}
    assert {e.name.removeprefix("compat.") for e in catalogue.entries() if e.kind != "table"} == files


def test_tables_are_those_of_the_dictionary() -> None:
    listed = {e.name: [(f.name, f.type, f.comment) for f in e.fields] for e in catalogue.entries() if e.kind == "table"}
    assert list(listed) == [t.name for t in dictionary.published()]
    for table in dictionary.published():
        assert listed[table.name] == [(c.name, c.type, c.comment) for c in table.columns]


def test_columns_of_one_name_are_of_one_type_wherever_they_stand() -> None:
    """So a reader who knows a column of a table knows it in a view; shares and codes of the others have names of their own."""
    known = {
        c.name: {o.type for t in dictionary.published() for o in t.columns if o.name == c.name}
        for t in dictionary.published()
        for c in t.columns
    }
    for entry in catalogue.entries():
        if entry.kind == "view" and not entry.name.startswith("compat."):
            for field in entry.fields:
                if field.name in known and not field.name.startswith("n_"):
                    assert field.type in known[field.name], f"{entry.name}.{field.name}"


def test_the_page_is_in_step() -> None:
    assert (sql_directory() / catalogue.PAGE).read_text(encoding="utf-8") == catalogue.markdown()


def test_the_command_lists_all_and_shows_one() -> None:
    run = CliRunner().invoke
    listed = run(app, ["dictionary"]).stdout
    assert all(e.called in listed for e in catalogue.entries())
    shown = run(app, ["dictionary", "quotes"]).stdout
    assert all(c.name in shown and c.comment in shown for c in dictionary.table("quotes").columns)
    assert "who" in run(app, ["dictionary", "quotes_by(who)"]).stdout.splitlines()[0]
    missing = run(app, ["dictionary", "quots"])
    assert missing.exit_code == 2
    assert "quotes" in missing.stderr
    assert '"name": "quotes"' in run(app, ["dictionary", "quotes", "--json"]).stdout


def test_a_published_file_says_the_same_of_itself(small: duckdb.DuckDBPyConnection) -> None:
    assert catalogue.of(small) == catalogue.entries()
