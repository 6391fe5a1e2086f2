"""Citations, releases, verification: what is cited stands where it says; a release stays, and comes out the same from the texts."""

from __future__ import annotations

import csv
import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from invented_exports import ARTICLES, LONG
from test_exports import ask, opened
from typer.testing import CliRunner

from pipeline import settings as settings_module
from pipeline.cli import app
from pipeline.engines.local import LocalEngine
from pipeline.exports.citations import as_bibtex, as_csl, as_json, as_text
from pipeline.settings import Settings
from pipeline.warehouse import versions
from pipeline.warehouse.cite import CiteError, cite
from pipeline.warehouse.connect import WarehouseError
from pipeline.warehouse.export_folder import ExportError
from pipeline.warehouse.pins import PinError
from pipeline.warehouse.release import Released, release
from pipeline.warehouse.run import run
from pipeline.warehouse.verify import verify
from pipeline.warehouse.workspace import RunOptions, open_workspace

JUDGED = (
    "kind,name,type,value,who,when,why\n"
    "type,Saint-Louis,,LOC,N. Haddad,2025-06-02,the island\n"
    "alias,Mariama Touré,,Yaye Mariama,N. Haddad,2025-06-02,how the market calls her\n"
)


def work(settings: Settings, **options: Any) -> str:
    """Run the pipeline in this process; the version."""
    with open_workspace(settings, RunOptions(**options), engine=LocalEngine()) as ws:
        return run(ws).run_id.removeprefix("run_")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse of the invented articles, with overrides and a lexicon of the user's; kept as it is but for releases."""
    folder = tmp_path_factory.mktemp("citing")
    for name, text in {
        **ARTICLES,
        "../overrides/mine.csv": JUDGED,
        "../lexicon/orgs.tsv": "type\tcountry\ten\nORG\tSEN\tNet Menders Guild\n",
    }.items():
        path = folder / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    environ = {"DATELINE_HOME": str(folder / "home"), "DATELINE_RAW": str(folder / "raw"), "DATELINE_KEEP_VERSIONS": "1"}
    settings = settings_module.load({}, environ=environ, cwd=folder)
    work(settings)
    return settings


def test_every_span_of_every_table_can_be_cited_by_where_it_stands(home: Settings) -> None:
    texts = dict(ask(home, "SELECT article_id, text FROM articles"))
    ids = ask(
        home,
        "SELECT quote_id, text FROM quotes UNION ALL SELECT event_mention_id, text FROM event_mentions"
        " UNION ALL SELECT mention_id, text FROM entity_mentions UNION ALL SELECT date_mention_id, text FROM date_mentions",
    )
    assert len(ids) > 30
    for row_id, words in ids:
        cited = cite(home, row_id)
        text = texts[cited.article_id]
        assert cited.start_char is not None
        assert cited.end_char is not None
        assert text[cited.start_char : cited.end_char] == words
        assert cited.text == (words if len(words) <= 300 else words[:299] + "…")
        assert cited.before == text[max(0, cited.start_char - 32) : cited.start_char]
        assert cited.behind == text[cited.end_char : cited.end_char + 32]
        assert (cited.id, cited.review, cited.is_current) == (row_id, "machine", True)


@pytest.mark.parametrize(
    ("table", "key", "member", "order"),
    [("events", "event_id", "event_mentions", "event_mention_id"), ("quote_groups", "quote_group_id", "quotes", "quote_id"),
     ("entities", "entity_id", "entity_mentions", "mention_id")],
)  # fmt: skip
def test_a_cluster_is_cited_by_what_was_published_first(home: Settings, table: str, key: str, member: str, order: str) -> None:
    for (row_id,) in ask(home, f"SELECT {key} FROM {table} WHERE {key} IN (SELECT {key} FROM {member})"):
        ((article, start),) = ask(
            home,
            f"SELECT m.article_id, m.start_char FROM {member} AS m JOIN articles AS a USING (article_id) WHERE m.{key} = '{row_id}'"
            f" ORDER BY a.published_on NULLS LAST, m.{order} LIMIT 1",
        )
        cited = cite(home, row_id)
        assert (cited.article_id, cited.start_char) == (article, start)


def test_an_article_and_a_line_of_it_can_be_cited(home: Settings) -> None:
    ((article, title, digest),) = ask(home, "SELECT article_id, title, text_sha256 FROM articles WHERE source_id = 'open-post'")
    cited = cite(home, article)
    assert (cited.kind, cited.title, cited.text_sha256, cited.text, cited.source_name) == ("article", title, digest, None, "The Open Post")
    line = cite(home, f"{article}:4")
    assert (line.kind, line.text) == ("line", 'Foreign Minister Ousmane Kerr said: "The river no longer divides us."')


def test_citations_say_who_stands_behind_them(home: Settings) -> None:
    ((quote,),) = ask(home, "SELECT quote_id FROM quotes WHERE text LIKE 'The river%'")
    said = as_text(cite(home, quote))
    assert "Attributed by a machine; nobody has reviewed this" in said
    assert "⟦The river no longer divides us.⟧" in said
    assert "The Open Post, “Senegal and Gambia open a ferry”, 2025-05-12 (as the input states). open-post/dakar.txt" in said
    ((version,),) = ask(home, "SELECT value FROM _meta WHERE key = 'version'")
    assert f"version {version}" in said
    ((judged,),) = ask(home, "SELECT entity_id FROM judgements WHERE kind = 'alias' AND status = 'applied'")
    assert cite(home, judged).review == "reviewed"
    assert "Reviewed by a person" in as_text(cite(home, judged))


def test_a_hostile_headline_is_only_text_in_a_bibliography(home: Settings) -> None:
    ((article,),) = ask(home, "SELECT article_id FROM articles WHERE external_id = 'c1'")
    cited = dataclasses.replace(cite(home, article), title="100% of {Kenya} & \\input{secret}_#1\nnext", byline="A. & B.")
    entry = as_bibtex(cited)
    assert r"title = {{100\% of \{Kenya\} \& \textbackslash{}input\{secret\}\_\#1 next}}" in entry
    assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")
    (item,) = as_csl(cited)
    assert item["issued"] == {"date-parts": [[2025, 5, 13]]}
    assert (item["type"], item["container-title"], item["URL"]) == ("article-newspaper", "Closed Mail", "https://closedmail.example/ferry")
    assert json.loads(json.dumps(as_json(cited)))["published_on"] == "2025-05-13"


def test_an_id_that_means_nothing_or_much_is_explained(home: Settings) -> None:
    with pytest.raises(CiteError, match="Several rows have ids that begin with `quo_`"):
        cite(home, "quo_")
    with pytest.raises(CiteError, match="No row has the id `nothing`"):
        cite(home, "nothing")
    done = CliRunner().invoke(app, ["cite", "nothing", "--warehouse", str(home.warehouse)])
    assert done.exit_code == 2
    ((quote,),) = ask(home, "SELECT min(quote_id) FROM quotes")
    for kind in ("text", "json", "bibtex", "csl"):
        done = CliRunner().invoke(app, ["cite", quote, "--format", kind, "--warehouse", str(home.warehouse)])
        assert (done.exit_code, quote in done.output or quote.replace("_", r"\_") in done.output) == (0, True)


@pytest.fixture(scope="module")
def released(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Released:
    return release(home, "2025-06", tmp_path_factory.mktemp("deposits") / "2025-06", authors=("N. Haddad",), license_="CC-BY-4.0")


def test_a_deposit_holds_what_others_need_and_no_whole_text(home: Settings, released: Released) -> None:
    place = released.folder
    assert {p.name for p in place.iterdir()} == {
        "data", "packs", "overrides", "lexicon", "queries", "articles.csv", "release.json", "audit.json", "CITATION.cff", "DICTIONARY.md",
        "README.md", "requirements.lock", "environment.txt", "dateline-export.json",
    }  # fmt: skip
    articles = pd.read_parquet(place / "data/articles.parquet")
    assert articles["text"].isna().all()  # of the outlet too whose texts may go out
    assert not [
        p
        for p in place.rglob("*")
        if p.is_file() and LONG[:290] in p.read_text(encoding="utf-8", errors="ignore") and "data" not in p.parts
    ]
    with (place / "articles.csv").open(encoding="utf-8", newline="") as file:
        listed = [(row["article_id"], row["raw_sha256"], row["text_sha256"]) for row in csv.DictReader(file)]
    assert listed == ask(home, "SELECT article_id, raw_sha256, text_sha256 FROM articles ORDER BY article_id")
    about = json.loads((place / "release.json").read_text(encoding="utf-8"))
    assert about["rows"]["quotes"] == len(pd.read_parquet(place / "data/quotes.parquet"))
    audit = json.loads((place / "audit.json").read_text(encoding="utf-8"))
    assert {check["name"] for check in audit["checks"]} >= {"spans", "unique_keys"}
    assert {row["measure"] for row in audit["figures"]} >= {"n_articles", "kept_line_share"}
    assert (place / "overrides/mine.csv").read_text(encoding="utf-8") == JUDGED
    assert (place / "packs/fr/pack.toml").is_file()
    assert not list(place.rglob("*.py"))


def test_citation_cff_follows_its_schema(released: Released) -> None:
    found = opened("cff", released.folder)
    assert found["errors"] == []
    assert "2025-06" in found["title"]


def test_a_release_comes_out_the_same_from_the_texts(home: Settings, released: Released) -> None:
    found = verify(released.folder, home.raw, workers=1)
    assert found.is_same, found
    assert (found.damaged, found.missing, found.different, found.extra, found.notes) == ((), (), (), (), ())
    assert len(found.tables) > 15


def test_what_differs_is_named(home: Settings, released: Released, tmp_path: Path) -> None:
    texts, deposit = tmp_path / "texts", tmp_path / "deposit"
    shutil.copytree(home.raw, texts)
    shutil.copytree(released.folder, deposit)
    (texts / "jarida/abbara.txt").unlink()
    path = texts / "open-post/dakar.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Gambia", "Guinea"), encoding="utf-8")
    records = texts / "closed-mail/records.jsonl"
    more = json.dumps({"id": "c9", "published_at": "2025-05-20", "body": "Mali thanked Ghana on 19 May 2025."})
    records.write_text(records.read_text(encoding="utf-8") + "\n" + more, encoding="utf-8")
    (texts / "closed-mail/later.txt").write_text("Not of the release.\nTogo met Benin on 1 June 2025.\n", encoding="utf-8")
    (deposit / "audit.json").write_text("{}", encoding="utf-8")
    found = verify(deposit, texts, workers=1)
    assert not found.is_same
    assert [article.uri for article in found.missing] == ["jarida/abbara.txt"]
    assert [article.uri for article in found.different] == ["open-post/dakar.txt"]
    assert found.extra == ("closed-mail/records.jsonl#3",)  # the file beside is none of the release's
    assert found.damaged == ("audit.json",)
    assert not found.tables["articles"]


def test_a_release_stays_whatever_is_published_after_it(home: Settings, released: Released) -> None:
    (new := home.raw / "open-post/new.txt").write_text("Ghana thanked Togo on 3 June 2025, the ministry said.\n", encoding="utf-8")
    try:
        with pytest.raises(ExportError, match="have changed since version"):
            release(home, "2025-07")
        later = work(home)
        with pytest.raises(PinError, match=r"is version .* already"):
            release(home, "2025-06")
        kept = {v.name: v.releases for v in versions.kept(home)}  # keep_versions is 1
        assert kept == {later: (), released.version: ("2025-06",)}
        assert versions.find(home, "2025-06").stem == released.version
        ((quote,),) = ask(home, "SELECT min(quote_id) FROM quotes")
        assert cite(home, quote, "2025-06").version == released.version
    finally:
        new.unlink()
        work(home)


def test_a_folder_that_is_no_deposit_and_a_bad_name_are_explained(home: Settings, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is no deposit of a release"):
        verify(tmp_path, home.raw)
    with pytest.raises(WarehouseError, match="cannot name a release"):
        release(home, "../2025")
    done = CliRunner().invoke(app, ["verify", str(tmp_path), "--raw", str(home.raw)])
    assert (done.exit_code, "dateline release" in done.output) == (2, True)
