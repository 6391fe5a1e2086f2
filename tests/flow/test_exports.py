"""Exports: each is opened by its own ecosystem's library, texts stay at home where they must, and no folder is written over."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import dagster as dg
import pandas as pd
import pyarrow.parquet as pq
import pytest
from invented_exports import ARTICLES, LONG
from typer.testing import CliRunner

from pipeline import settings as settings_module
from pipeline.cli import app
from pipeline.defs.build import build_defs
from pipeline.engines.local import LocalEngine
from pipeline.settings import Settings
from pipeline.warehouse import dictionary
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.export import FORMATS, Request, export
from pipeline.warehouse.export_folder import MANIFEST, ExportError
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import RunOptions, open_workspace

MOTIVATIONS = {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying", "linking",
               "moderating", "questioning", "replying", "tagging"}  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A published warehouse of the invented articles; tests only read it."""
    folder = tmp_path_factory.mktemp("exports")
    for name, text in ARTICLES.items():
        path = folder / "raw" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    environ = {"DATELINE_HOME": str(folder / "home"), "DATELINE_RAW": str(folder / "raw")}
    settings = settings_module.load({}, environ=environ, cwd=folder)
    with open_workspace(settings, RunOptions(), engine=LocalEngine()) as ws:
        run(ws)
    return settings


@pytest.fixture(scope="module")
def made(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every format, exported once."""
    folder = tmp_path_factory.mktemp("made")
    return {kind: export(home, Request(kind), folder / kind).folder for kind in FORMATS}


def ask(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    con = published_connection(settings.warehouse)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def opened(kind: str, folder: Path) -> dict[str, Any]:
    """What the library of a format says of an export."""
    aside = os.environ.get("DATELINE_READERS", "")
    if not aside or not Path(aside).is_dir():
        pytest.skip("the libraries that open exports are not at hand: `make test` installs them and names them in DATELINE_READERS")
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("open_exports.py")), kind, str(folder)],
        env={**os.environ, "PYTHONPATH": aside}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_parquet_holds_every_row_and_says_what_columns_mean(home: Settings, made: dict[str, Path]) -> None:
    for table in dictionary.tables():
        path = made["parquet"] / f"{table.name}.parquet"
        if not path.exists():
            assert not table.in_digest
            continue
        frame = pd.read_parquet(path)
        assert [(len(frame),)] == ask(home, f"SELECT count(*) FROM main.{table.name}"), table.name
        assert [c for c in frame.columns if c != "review"] == list(table.column_names)
        metadata = pq.read_schema(path).metadata
        assert metadata[b"comment"].decode() == table.grain
        said = json.loads(metadata[b"column_comments"])
        assert {c.name: c.comment for c in table.columns}.items() <= said.items()
        assert pq.read_schema(path).field(table.columns[0].name).metadata[b"comment"].decode() == table.columns[0].comment
    kinds = dict(pd.read_parquet(made["parquet"] / "events.parquet").dtypes.astype(str))
    assert (kinds["n_sources"], kinds["intensity"]) == ("int32", "float64")


def test_parquet_is_read_by_an_older_duckdb(made: dict[str, Path]) -> None:
    folder = os.environ.get("DATELINE_DUCKDB14", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("no DuckDB 1.4 at hand: `make test` installs one and names it in DATELINE_DUCKDB14")
    code = (
        "import duckdb, sys\n"
        "print(duckdb.execute(f\"SELECT count(*) FROM read_parquet('{sys.argv[1]}/quotes.parquet')\").fetchall()[0][0])\n"
        "q = f\"SELECT decode(value) FROM parquet_kv_metadata('{sys.argv[1]}/quotes.parquet') WHERE decode(key) = 'comment'\"\n"
        "print(duckdb.execute(q).fetchall()[0][0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(made["parquet"])],
        env={**os.environ, "PYTHONPATH": folder},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    count, comment = done.stdout.splitlines()
    assert int(count) == len(pd.read_parquet(made["parquet"] / "quotes.parquet"))
    assert comment == dictionary.table("quotes").grain


def test_csv_is_read_back_as_it_was_and_runs_nothing(home: Settings, made: dict[str, Path]) -> None:
    with (made["csv"] / "articles.csv").open(encoding="utf-8", newline="") as file:
        text = file.read()
        file.seek(0)
        rows = list(csv.DictReader(file))
    assert text.count("\r\n") == len(rows) + 1 + sum(row["text"].count("\r\n") for row in rows)
    (title,) = [row["title"] for row in rows if row["external_id"] == "c1"]
    assert title.startswith("'=HYPERLINK")
    for path in made["csv"].glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [c for c in cells if re.match(r"[=+@\t\r]|-(?!\d)", c)], path
    frame = pd.read_csv(made["csv"] / "event_mentions.csv")
    expected = pd.read_parquet(made["parquet"] / "event_mentions.parquet")
    assert list(frame["intensity"]) == list(expected["intensity"])  # numbers below zero are no formulas
    assert (frame["intensity"] < 0).any()
    undone = pd.read_csv(made["csv"] / "articles.csv", keep_default_na=False)["title"].str.replace(r"^'(?='*[=+\-@])", "", regex=True)
    assert sorted(undone) == sorted(title or "" for (title,) in ask(home, "SELECT title FROM articles"))


def test_json_lines_say_the_same_as_parquet(made: dict[str, Path]) -> None:
    for path in sorted(made["jsonl"].glob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        frame = pd.read_parquet(made["parquet"] / f"{path.stem}.parquet")
        assert len(lines) == len(frame)
        assert all(list(json.loads(line)) == list(frame.columns) for line in lines)
    frame = pd.read_json(made["jsonl"] / "quotes.jsonl", lines=True)
    assert list(frame["quote_id"]) == list(pd.read_parquet(made["parquet"] / "quotes.parquet")["quote_id"])


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_a_validator_of_data_packages_accepts_tables(kind: str, made: dict[str, Path]) -> None:
    found = opened("package", made[kind])
    assert found["valid"], found["errors"]
    assert found["n"] == len(list(made[kind].glob(f"*.{kind}")))


def test_whole_texts_stay_at_home_but_where_the_outlet_lets_them_go(home: Settings, made: dict[str, Path], tmp_path: Path) -> None:
    articles = pd.read_parquet(made["parquet"] / "articles.parquet").set_index("source_id")
    assert articles.loc["open-post", "text"].startswith("Senegal and Gambia")
    assert articles.loc[["closed-mail", "jarida"], "text"].isna().all()
    assert articles["text_sha256"].notna().all()
    quotes = pd.read_parquet(made["parquet"] / "quotes.parquet")
    (long,) = [row for row in quotes.itertuples() if row.text.startswith("We have counted")]
    assert len(LONG) > len(long.text) == 300
    assert long.text.endswith("…")
    assert long.end_char - long.start_char == len(LONG)
    for folder in made.values():  # no format tells it whole
        assert not [p for p in folder.iterdir() if LONG in p.read_text(encoding="utf-8", errors="ignore")]
    whole = export(home, Request("jsonl", with_text=True), tmp_path / "whole")
    assert whole.n_texts == whole.n_articles == 4
    told = [json.loads(line) for line in (tmp_path / "whole/articles.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sorted(row["text"] for row in told) == sorted(text for (text,) in ask(home, "SELECT text FROM articles"))
    assert LONG in (tmp_path / "whole/quotes.jsonl").read_text(encoding="utf-8")


def test_what_an_outlet_says_of_its_texts_is_heard_anew(
    settings: Settings, dateline: Callable[..., object], lay: Callable[..., Path]
) -> None:
    lay("port-echo/a.txt", "Ghana thanked Togo on 3 June 2025, the ministry said.\n")
    lay("port-echo/source.toml", 'rights = "CC BY 4.0"\nmay_publish_text = true\n')
    dateline()
    assert ask(settings, "SELECT rights, may_publish_text FROM sources") == [("CC BY 4.0", True)]
    lay("port-echo/source.toml", 'rights = "CC BY 4.0"\n')
    dateline()
    assert ask(settings, "SELECT rights, may_publish_text FROM sources") == [("CC BY 4.0", False)]


def test_follow_the_money_accepts_entities_mentions_and_proposed_links(made: dict[str, Path]) -> None:
    found = opened("ftm", made["ftm"])
    assert found["changed"] == []
    assert found["dangling"] == []
    assert {"Article", "Person", "PublicBody", "Address", "Mention", "Event", "UnknownLink", "Occupancy", "Position"} <= set(
        found["counts"]
    )
    assert found["counts"]["Article"] == 4
    rows = [json.loads(line) for line in (made["ftm"] / "entities.ftm.json").read_text(encoding="utf-8").splitlines()]
    assert {p for row in rows if row["schema"] == "UnknownLink" for p in row["properties"]["status"]} == {"proposed"}
    assert [len(row["properties"].get("bodyText", [])) for row in rows if row["schema"] == "Article"].count(1) == 1  # the open outlet's


def is_iri(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value) is not None


def check_annotation(found: dict[str, Any]) -> None:
    """The musts of the Web Annotation Data Model (W3C Recommendation, 23 February 2017), sections 3 and 4."""
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert is_iri(found["id"])
    assert found["type"] == "Annotation"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", found["generated"])
    assert found["motivation"] in MOTIVATIONS
    assert found["generator"]["type"] == "Software"
    for body in found["body"]:
        assert body["purpose"] in MOTIVATIONS
        if body["type"] == "TextualBody":
            assert isinstance(body["value"], str)
            assert body["value"]
        else:
            assert body["type"] == "SpecificResource"
            assert is_iri(body["source"])
    target = found["target"]
    assert target["type"] == "SpecificResource"
    assert is_iri(target["source"]["id"])
    assert is_iri(target["state"]["cached"])
    position, *others = target["selector"]
    assert position["type"] == "TextPositionSelector"
    assert 0 <= position["start"] < position["end"]
    for quote in others:
        assert quote["type"] == "TextQuoteSelector"
        assert isinstance(quote["exact"], str)
        assert all(isinstance(quote.get(side, ""), str) for side in ("prefix", "suffix"))


def test_web_annotations_are_what_the_recommendation_demands(home: Settings, made: dict[str, Path]) -> None:
    collection = json.loads((made["webannotation"] / "collection.json").read_text(encoding="utf-8"))
    pages = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(made["webannotation"].glob("page-*.json"))]
    items = [item for page in pages for item in page["items"]]
    assert (collection["type"], collection["total"], collection["first"]) == ("AnnotationCollection", len(items), pages[0]["id"])
    assert all((page["type"], page["partOf"]["id"]) == ("AnnotationPage", collection["id"]) for page in pages)
    assert len({item["id"] for item in items}) == len(items)
    texts = dict(ask(home, "SELECT article_id, text FROM articles"))
    n_quoted = 0
    for item in items:
        check_annotation(item)
        text = texts[item["target"]["source"]["id"].removeprefix("urn:dateline:")]
        position, *quotes = item["target"]["selector"]
        for quote in quotes:
            n_quoted += 1
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote.get("prefix", ""))
            assert text[position["end"] :].startswith(quote.get("suffix", ""))
        assert any("Attributed by a machine" in body.get("value", "") for body in item["body"])
    assert n_quoted == len(items) - 1  # the long quotation of a closed outlet has its place only
    closed = {"closed-mail", "jarida"}
    ids = {article_id for article_id, source in ask(home, "SELECT article_id, source_id FROM articles") if source in closed}
    around = {item["target"]["source"]["id"].removeprefix("urn:dateline:") for item in items if "prefix" in item["target"]["selector"][-1]}
    assert around
    assert not around & ids  # taken together, words around names would tell a whole text


def test_web_annotations_are_json_ld(home: Settings, made: dict[str, Path]) -> None:
    found = opened("webannotation", made["webannotation"])
    ((n,),) = ask(
        home, "SELECT (SELECT count(*) FROM entity_mentions) + (SELECT count(*) FROM quotes) + (SELECT count(*) FROM event_mentions)"
    )
    assert (found["n"], found["ordered"]) == (n, True)
    assert found["sources"] == sorted(f"urn:dateline:{article}" for (article,) in ask(home, "SELECT article_id FROM articles"))


def test_geojson_puts_events_where_they_happened(home: Settings, made: dict[str, Path]) -> None:
    found = opened("geojson", made["geojson"])
    assert (found["type"], found["valid"], found["errors"]) == ("FeatureCollection", True, [])
    assert [(found["n"],)] == ask(home, "SELECT count(*) FROM events")
    ((label, longitude, latitude),) = ask(
        home,
        "SELECT e.label, p.longitude, p.latitude FROM events AS e JOIN entities AS p ON p.entity_id = e.place_entity_id"
        " WHERE p.latitude IS NOT NULL ORDER BY e.event_id LIMIT 1",
    )
    assert found["points"][label] == pytest.approx([longitude, latitude])


GDELT = (  # noqa: SIM905 — the names of the GDELT Event Codebook 2.0 (19 February 2015), in its order
    "GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode"
    " Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode"
    " Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code"
    " IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type"
    " Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID"
    " Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long"
    " Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat"
    " ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL"
).split()


def test_gdelt_is_read_with_the_columns_of_its_codebook(home: Settings, made: dict[str, Path]) -> None:
    (path,) = made["gdelt"].glob("*.export.CSV")
    assert re.fullmatch(r"\d{14}\.export\.CSV", path.name)
    frame = pd.read_csv(path, sep="\t", names=GDELT, header=None, quoting=csv.QUOTE_NONE, dtype={"EventCode": str, "EventRootCode": str})
    assert len(GDELT) == 61
    assert [(len(frame),)] == ask(home, "SELECT count(*) FROM compat.gdelt_events")
    assert frame["SQLDATE"].between(20250501, 20250531).any()
    assert frame["QuadClass"].isin([1, 2, 3, 4]).all()
    assert (frame["GoldsteinScale"] < 0).any()
    (path,) = made["gdelt"].glob("*.mentions.CSV")
    mentions = pd.read_csv(path, sep="\t", header=None, quoting=csv.QUOTE_NONE)
    assert mentions.shape[1] == 16
    assert set(mentions[0]) <= set(frame["GLOBALEVENTID"])


@pytest.fixture(scope="module")
def hidden(home: Settings, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hidden")
    return {kind: export(home, Request(kind, pseudonymise=True), folder / kind).folder for kind in FORMATS}


@pytest.mark.parametrize("kind", FORMATS)
def test_no_format_names_a_person_without_a_public_role(kind: str, hidden: dict[str, Path], made: dict[str, Path]) -> None:
    def told(folder: Path) -> str:
        if kind == "parquet":
            return "\n".join(pd.read_parquet(path).to_csv() for path in sorted(folder.glob("*.parquet")))
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))

    names = ("Mariama", "Touré", "Toure", "Aliou", "Ndong", "مارياما", "توري", "closedmail.example/ferry")
    if kind not in ("geojson", "gdelt"):  # events of the corpus name no private person
        assert [name for name in names if name in told(made[kind])] != []
    assert [name for name in names if name in told(hidden[kind])] == []
    if kind not in ("geojson", "gdelt"):
        assert "Ousmane Kerr" in told(hidden[kind])  # a minister


def test_a_pseudonym_stays_the_same_in_one_export_and_joins_no_two(home: Settings, hidden: dict[str, Path], tmp_path: Path) -> None:
    quotes, persons = (pd.read_parquet(hidden["parquet"] / f"{name}.parquet") for name in ("quotes", "entities"))
    private = persons[persons["entity_id"].str.startswith("person_")].set_index("entity_id")["name"]
    assert len(private) >= 2
    spoken = quotes[quotes["speaker_entity_id"].isin(private.index) & (quotes["speaker_mention_type"] == "name")]
    assert len(spoken) >= 2
    assert list(spoken["speaker_text"]) == list(private[spoken["speaker_entity_id"]])
    export(home, Request("parquet", pseudonymise=True), tmp_path / "again")
    again = pd.read_parquet(tmp_path / "again/entities.parquet")
    assert not set(again["name"]) & set(private)
    assert not set(again["entity_id"]) & set(private.index)
    aliases = pd.read_parquet(hidden["parquet"] / "entity_aliases.parquet")
    assert not set(aliases["entity_id"]) & set(private.index)
    assert pd.read_parquet(hidden["parquet"] / "articles.parquet")["text"].isna().all()


def test_whole_texts_and_pseudonyms_exclude_each_other(home: Settings, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="exclude each other"):
        export(home, Request("csv", with_text=True, pseudonymise=True), tmp_path / "out")


def test_the_same_version_gives_the_same_files(home: Settings, made: dict[str, Path], tmp_path: Path) -> None:
    for kind in FORMATS:
        again = export(home, Request(kind), tmp_path / kind)
        assert {p.name: p.read_bytes() for p in again.folder.iterdir()} == {p.name: p.read_bytes() for p in made[kind].iterdir()}


def test_a_later_export_replaces_what_an_export_wrote_and_nothing_else(home: Settings, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(home, Request("csv"), target)
    (target / "notes.md").write_text("mine", encoding="utf-8")
    export(home, Request("geojson"), target)
    assert sorted(p.name for p in target.iterdir()) == ["README.txt", MANIFEST, "events.geojson", "notes.md"]
    assert (target / "notes.md").read_text(encoding="utf-8") == "mine"
    (target / "articles.csv").write_text("also mine", encoding="utf-8")
    before = {p.name: p.read_bytes() for p in target.iterdir()}
    with pytest.raises(ExportError, match=r"articles\.csv is not a file of an earlier export"):
        export(home, Request("csv"), target)
    assert {p.name: p.read_bytes() for p in target.iterdir()} == before
    assert [p for p in tmp_path.iterdir() if p != target] == []


def test_a_folder_of_somebody_else_is_refused(home: Settings, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.tex").write_text("x", encoding="utf-8")
    for target, said in (
        (mine, "thesis.tex"), (mine / "thesis.tex", "is a file"), (home.raw / "out", "folder `raw`"), (home.raw.parent, "folder `raw`"),
        (home.home, "state of this project"),
    ):  # fmt: skip
        with pytest.raises(ExportError, match=said):
            export(home, Request("csv"), target)
    assert [p.name for p in mine.iterdir()] == ["thesis.tex"]
    assert not (home.raw / "out").exists()


def test_an_export_that_fails_leaves_the_folder_as_it_was(home: Settings, tmp_path: Path) -> None:
    target = tmp_path / "out"
    export(home, Request("jsonl"), target)
    before = {p.name: p.read_bytes() for p in target.iterdir()}

    def full(_what: str, done: int, _total: int | None) -> None:
        if done:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        export(home, Request("jsonl", with_text=True), target, full)
    assert {p.name: p.read_bytes() for p in target.iterdir()} == before
    assert [p for p in tmp_path.iterdir() if p != target] == []


def test_the_command_says_what_it_wrote_and_what_is_wrong(home: Settings, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["export", "--format", "geojson", str(tmp_path / "out"), "--warehouse", str(home.warehouse)])
    assert done.exit_code == 0, done.output
    assert re.search(r"out: 2 files, [\d,]+ bytes, version \S+; 1 of 4 texts whole", done.output)
    done = CliRunner().invoke(app, ["export", "--format", "xls", str(tmp_path / "xls"), "--warehouse", str(home.warehouse)])
    assert (done.exit_code, "Choose one of parquet, csv" in done.output) == (2, True)


@pytest.fixture
def in_home(home: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for key in ("HOME", "RAW", "WAREHOUSE"):
        monkeypatch.setenv(f"DATELINE_{key}", str(getattr(home, key.lower())))
    return home


def test_each_format_is_an_asset_beside_the_job_that_reads_documents(in_home: Settings) -> None:
    defs = build_defs()
    exported = {key.to_user_string() for key in defs.resolve_job_def("export").asset_layer.executable_asset_keys}
    assert exported == {f"export_{kind}" for kind in FORMATS}
    assert not exported & {key.to_user_string() for key in defs.resolve_job_def("reingest").asset_layer.executable_asset_keys}
    config = {"ops": {"export_geojson": {"config": {"pseudonymise": True}}}, "loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    done = defs.resolve_job_def("export").execute_in_process(run_config=config, asset_selection=[dg.AssetKey("export_geojson")])
    assert done.success
    manifest = json.loads((in_home.home / "exports/geojson" / MANIFEST).read_text(encoding="utf-8"))
    assert (manifest["format"], manifest["pseudonymised"], manifest["complete"]) == ("geojson", True, True)
