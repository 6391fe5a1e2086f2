"""Payloads for SQL, pages, spreadsheets and terminals, in every field that holds text from outside: they stay text.

One run over a corpus in which each field of each input carries each payload; then everything that shows rows is asked to.
"""

# ruff: noqa: E501 — inputs stand on one line

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from published import ask
from typer.testing import CliRunner

from pipeline import settings as settings_module
from pipeline.cli import app
from pipeline.defs.tables import _markdown
from pipeline.screen import printable
from pipeline.settings import Settings
from pipeline.warehouse.query import answer
from pipeline.warehouse.report import TableReport
from pipeline.warehouse.run import run
from pipeline.warehouse.workspace import open_workspace

PAYLOADS = {
    "sql": "x'); DROP TABLE articles; --",
    "sql2": "\"; ATTACH '/tmp/x.db'; SELECT 1 --",
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "markdown": "[a](javascript:alert(1)) ![b](http://c.example/d.png) | e | `f`",
    "formula": '=HYPERLINK("http://c.example","a")',
    "command": "+cmd|' /C calc'!A0",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "escape": "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x1b[0m",
    "c1": "\x9b2J\x9d0;owned\x9c\x90q",
    "bidi": "\u202egnp.exe\u202c\u2066",
    "template": "{{7*7}} ${7*7} {0} %s %n",
    "path": "../../../../etc/passwd",
}
NAME = "Ilse Verbruggen"
ESCAPE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # but for tab, newline


def text_of(payload: str) -> str:
    return f"Dockers end strike {payload}\n\nROTTERDAM - Dockers ended a strike on 3 March 2025, said {NAME}. {payload}\n“We have {payload} an agreement”, {NAME} said.\n"


def file_name(payload: str) -> str:
    return payload.lstrip(".").replace("/", "∕")[:80]  # names that begin with a dot are not read


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("payloads")
    settings = settings_module.load(
        {"workers": 1}, environ={"DATELINE_HOME": str(folder / "home"), "DATELINE_RAW": str(folder / "raw")}, cwd=folder
    )
    for kind, payload in PAYLOADS.items():
        source = settings.raw / file_name(payload)  # the name of a folder
        source.mkdir(parents=True)
        (source / "source.toml").write_text(
            "\n".join(f"{key} = {json.dumps(payload)}" for key in ("name", "rights", "homepage", "country", "timezone"))
        )
        (source / f"{file_name(payload)}.txt").write_text(text_of(payload))
        (source / f"{file_name(payload)}.txt.meta.json").write_text(json.dumps(dict.fromkeys(("url", "title", "lang"), payload)))
        fields = {"id": payload, "url": payload, "title": payload, "lang": payload, "published_at": payload, "text": text_of(payload + " ")}
        named = {"id": "n", "source": payload, "text": text_of(f"{payload} 2")}
        page = f"<html><head><meta name=author content='{NAME} {payload.replace(chr(39), '')}'></head><body><h1>Dockers end strike</h1><p>By {NAME} {payload}</p>"
        page += "<p>Dockers in Rotterdam ended a nine-day strike on Monday after talks with the port authority, the union said.</p></body></html>"
        records = [fields, named, {"id": "h", "html": page}, {"id": "b", "text": 1, payload: 1}]
        (source / "r.jsonl").write_text("\n".join(json.dumps(record) for record in records) + f"\n{payload}\n")
        (source / f"{kind}.{file_name(payload)}").write_text("of no known kind")
    settings.overrides.mkdir()
    rows = [["kind", "name", "value", "who", "when", "why"]]
    rows += [["alias", NAME, payload, payload, "2025-06-02", payload] for payload in PAYLOADS.values()]
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    (settings.overrides / "a.csv").write_text(target.getvalue(), newline="")
    with open_workspace(settings) as ws:
        run(ws)
    return settings


def cli(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DATELINE_HOME": str(settings.home), "DATELINE_RAW": str(settings.raw)}
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(command, env=environment, cwd=settings.raw.parent, capture_output=True, text=True, check=False)


def test_rows_hold_the_payloads_as_they_stood(ran: Settings) -> None:
    found = {str(text) for (text,) in ask(ran, "SELECT text FROM articles WHERE media_type = 'text/plain'")}
    given = {(str(title), str(url)) for title, url in ask(ran, "SELECT title, url FROM articles WHERE external_id IS NOT NULL")}
    ids = {str(value) for (value,) in ask(ran, "SELECT external_id FROM articles")}
    names = {str(value) for (value,) in ask(ran, "SELECT name FROM sources")}
    for payload in PAYLOADS.values():
        assert {text_of(payload), text_of(payload + " "), text_of(f"{payload} 2")} <= found
        assert payload in ids
        assert (payload, payload) in given
        assert payload in names
    assert not ask(ran, "SELECT a.article_id FROM quotes q JOIN articles a USING (article_id)"
                        " WHERE substr(a.text, q.start_char + 1, q.end_char - q.start_char) <> q.text")  # fmt: skip
    quoted = {str(text) for (text,) in ask(ran, "SELECT text FROM quotes")}
    assert any(PAYLOADS["sql"] in text for text in quoted)


def test_each_bad_value_has_its_row(ran: Settings) -> None:
    found = ask(ran, "SELECT error_code, message, hint FROM ingest_errors")
    assert {str(code) for code, _, _ in found} >= {"bad_json", "bad_metadata", "bad_source", "missing_text", "unknown_format"}
    assert all(message and hint and code != "internal_error" for code, message, hint in found)


def test_nothing_came_of_them_elsewhere(ran: Settings) -> None:
    home = {p.name for p in ran.home.iterdir()} | {p.name for p in ran.raw.parent.iterdir()}
    assert not home & {"x.db", "passwd"}
    assert not Path("/tmp/x.db").exists()


QUESTIONS = ("FROM articles", "FROM sources", "FROM quotes", "FROM entity_mentions", "FROM entity_aliases", "FROM ingest_errors", "FROM judgements",
             "SELECT text, uri, title, byline FROM articles", "FROM no_such_table_\x1b[2J", "SELECT 1 AS \"\x1b[2J\"")  # fmt: skip


def test_no_command_lets_an_escape_through(ran: Settings) -> None:
    (article, uri), *_ = ask(ran, "SELECT article_id, uri FROM articles WHERE contains(text, chr(27)) AND contains(uri, '.txt')")
    (quote,), *_ = ask(ran, "SELECT quote_id FROM quotes WHERE contains(text, chr(27))")
    events = ask(ran, "SELECT event_id FROM event_mentions WHERE contains(text, chr(27))")
    asked: list[tuple[str, ...]] = [("query", question) for question in QUESTIONS]
    asked += [("query", question, "--format", "json") for question in QUESTIONS[:7]]
    asked += [("status",), ("overrides",), ("config",), ("check",), ("explain", str(article)), ("explain", str(article), "--json"), ("explain", str(uri)),
              ("explain", "\x1b[2J"), ("explain", f"quote:{quote}"), ("explain", f"quote:{quote}", "--json"), ("query", "SELECT 1", "--format", "\x1b[2J")]  # fmt: skip
    asked += [("explain", f"event:{event}") for (event,) in events[:1]] + [
        ("explain", f"event:{event}", "--json") for (event,) in events[:1]
    ]
    environment = {"DATELINE_HOME": str(ran.home), "DATELINE_RAW": str(ran.raw), "NO_COLOR": "1"}
    for arguments in asked:
        done = CliRunner().invoke(app, list(arguments), env=environment)
        assert done.output.strip(), arguments
        assert not ESCAPE.search(done.output) or arguments[-1] == "json", (arguments, ESCAPE.search(done.output))
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", done.output), arguments
        if arguments[-1] in ("json", "--json"):
            json.loads(done.output)


def test_a_run_lists_its_failures_without_an_escape(ran: Settings) -> None:
    (ran.raw / "gazette").mkdir()
    (ran.raw / "gazette" / "\x1b[2J\x9b31m.txt").write_bytes(b"")
    (ran.raw / "gazette" / "a.jsonl").write_bytes(b'{"text": "The quay reopened.", "source": "\\u001b[2J/"}\n{"\x9b": 1}\n')
    done = cli(ran, "run")
    assert done.returncode == 1
    assert "%1B[2J" in done.stderr
    assert not ESCAPE.search(done.stdout + done.stderr)


def test_csv_is_text_to_a_spreadsheet_and_numbers_stay_numbers() -> None:
    con = duckdb.connect()
    con.execute("CREATE TABLE t (a VARCHAR, n INTEGER, d DOUBLE, e DECIMAL(9, 2), p DATE, l VARCHAR[])")
    for payload in (*PAYLOADS.values(), "\tx", "\rx", "plain", "a=b", "", "-5"):
        con.execute("INSERT INTO t VALUES (?, -5, -0.5, -1.25, '2024-03-04', ?)", [payload, [payload]])
    text = answer(con, "FROM t", "csv", None)
    assert text is not None
    names, *rows = csv.reader(io.StringIO(text, newline=""))
    assert names == ["a", "n", "d", "e", "p", "l"]
    for row, payload in zip(rows, (*PAYLOADS.values(), "\tx", "\rx", "plain", "a=b", "", "-5"), strict=True):
        assert row[0] == (f"'{payload}" if payload[:1] in tuple("=+-@\t\r") and payload else payload)
        assert row[1:5] == ["-5", "-0.5", "-1.25", "2024-03-04"]
        assert row[5].startswith("[")
    header = answer(con, 'SELECT 1 AS "=1+1"', "csv", None)
    assert header == "'=1+1\n1\n"


def test_json_is_valid_and_whole(ran: Settings) -> None:
    done = cli(ran, "query", "SELECT text, title FROM articles WHERE external_id IS NOT NULL", "--format", "json")
    texts = {record["text"] for record in json.loads(done.stdout)}
    assert {text_of(payload + " ") for payload in PAYLOADS.values()} <= texts


def test_previews_show_text_and_no_markup() -> None:
    cells = (*PAYLOADS.values(), "a\nb|c", "http://c.example")
    shown = _markdown(TableReport("sources", 1, "", ("source_id",), tuple((cell,) for cell in cells)))
    assert shown.count("\n") == len(cells) + 1
    for line in shown.split("\n")[2:]:
        inside = line[2:-2]
        assert "<" not in inside
        assert ">" not in inside
        assert not re.search(r"(?<!\\)(?:\\\\)*[`*\[\]|!:]", inside), inside
        assert not ESCAPE.search(inside)


def test_printable_leaves_words_of_every_script() -> None:
    assert printable("وقال «نعم» 日本\u200f é") == "وقال «نعم» 日本\u200f é"
    assert printable("a\x1b[2J\x9b\r\nb\u202ec\ud800") == "a[2J  bc\ufffd"
