"""Every asset's page tells an operator what it holds, how it fared, what failed and what to do; a failed document is three clicks away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import dagster as dg
import pytest

from pipeline import annotate
from pipeline.defs.build import build_defs
from pipeline.defs.exports import EXPORTS
from pipeline.defs.inputs import INPUTS
from pipeline.defs.site import site
from pipeline.defs.tables import markdown
from pipeline.warehouse import dictionary

if TYPE_CHECKING:
    from conftest import Desk

GRAPH = build_defs().resolve_asset_graph()
ASKED = sorted(spec.key.to_user_string() for made in (*EXPORTS, site) for spec in made.specs)  # by jobs of their own
MADE = sorted({key.to_user_string() for key in GRAPH.materializable_asset_keys} - {*ASKED})
GIVEN = [spec.key.to_user_string() for spec in INPUTS]


@pytest.mark.parametrize("name", [*MADE, *ASKED, *GIVEN])
def test_the_description_says_what_it_holds_and_what_an_operator_does(name: str) -> None:
    description = GRAPH.get(dg.AssetKey(name)).description or ""
    holds, *rest = description.split("\n\n")
    assert holds.endswith(".")
    assert len(holds) > 20
    for heading in ("How it fared", "What failed", "What to do"):
        assert f"- **{heading}:** " in "\n".join(rest)


def test_no_two_assets_say_that_they_hold_the_same() -> None:
    said = [(GRAPH.get(dg.AssetKey(name)).description or "").split("\n\n")[0] for name in (*MADE, *ASKED, *GIVEN)]
    assert len(set(said)) == len(said)


def test_after_a_run_every_page_says_how_it_fared(desk: Desk) -> None:
    for name in MADE:
        shown = desk.metadata(name)
        for key in ("how_it_fared", "what_failed", "what_to_do"):
            assert shown[key].endswith("."), (name, key)
        assert shown.get("n_outstanding", 0) == 0, name
    for name in GIVEN:
        assert desk.metadata(name)["n_files"] == 0
    shown = desk.metadata("documents")
    assert shown["how_it_fared"] == "3 articles new, 0 changed, 0 as before, 0 gone."
    assert (shown["what_failed"], shown["what_to_do"]) == (
        "1: 1 empty_file.",
        "Open the asset ingest_errors: it lists each, with what to do about it.",
    )
    assert desk.metadata("quotes")["what_failed"] == "Nothing."
    head, _, *rows = desk.metadata("article_lines")["preview"].splitlines()
    assert head == "| source_id | n_articles | n_rows |"
    assert [row.split(" | ")[:2] for row in rows] == [["| harbour-post", "2"], ["| courrier-du-delta", "1"]]
    assert all(
        "preview" in desk.metadata(name) for name in ("documents", "articles", "entity_mentions", "quotes", "event_mentions", "events")
    )


def test_each_is_expected_anew_within_the_hours_of_the_setting(desk: Desk) -> None:
    for hours, expected in ((26, 26 * 3600), (0, None)):
        desk.with_(fresh_hours=hours)
        graph = build_defs(settings=desk.settings).resolve_asset_graph()
        for name in MADE:
            policy = graph.get(dg.AssetKey(name)).freshness_policy
            assert (policy.fail_window.to_timedelta().total_seconds() if policy else None) == expected, name


def test_the_latest_event_of_ingest_errors_lists_what_failed(desk: Desk) -> None:
    """Three clicks: Catalog, ingest_errors, Events."""
    shown = desk.metadata("ingest_errors")
    assert (shown["n_unresolved"], shown["dagster/row_count"]) == (1, 1)
    head, _, *rows = shown["unresolved"].splitlines()
    assert head == "| file | code | what is wrong | what to do |"
    (row,) = rows
    file, code, message, hint = [cell.strip() for cell in row.strip("|").split(" | ")]
    assert (file.replace("\\", ""), code.replace("\\", "")) == ("harbour-post/nothing.txt", "empty_file")
    assert "is empty" in message
    assert hint.startswith("Remove it, or fetch the article again")


def test_a_document_that_fails_later_than_reading_is_listed_by_the_same_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    original = annotate.draft

    def broken(article: Any, *given: Any, **named: Any) -> Any:
        if "pont" in article.document.uri:
            raise ValueError("« Ce pont rapproche »")
        return original(article, *given, **named)

    monkeypatch.setattr(annotate, "draft", broken)
    assert desk.launch({"stages": ["annotate"], "sources": ["courrier-du-delta"], "full": True}).success
    shown = desk.metadata("ingest_errors")
    assert shown["n_unresolved"] == 2
    assert "courrier" in shown["unresolved"]
    assert desk.metadata("quotes")["what_failed"] == "1: 1 internal_error."


def test_no_page_shows_text_of_an_article(desk: Desk) -> None:
    texts = [line.strip() for (text,) in desk.ask("SELECT text FROM main.articles") for line in text.splitlines() if len(line.strip()) > 25]
    assert texts
    names = [name for (name,) in desk.ask("SELECT name FROM main.entities WHERE len(name) > 12")]
    assert names
    for name in MADE:
        shown = " ".join(str(value) for value in desk.metadata(name).values())
        assert [text for text in (*texts, *names) if text in shown] == [], name


def test_a_name_of_a_file_is_no_markup() -> None:
    row = ("harbour/[x](javascript:alert(1))<img src=x>.txt", "a|b", "`c`\nd", "*e*")
    line = markdown(("file", "code", "what is wrong", "what to do"), [row], longest=300).splitlines()[-1]
    assert "<" not in line
    assert "](" not in line
    assert line.count(" | ") == 3


def test_every_table_of_the_published_file_is_in_the_catalog_or_in_the_books() -> None:
    books = {"runs", "run_figures", "_meta", "id_changes"}
    assert {table.name for table in dictionary.tables()} - books <= set(MADE)
