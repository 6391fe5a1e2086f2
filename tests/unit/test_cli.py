"""The command line as a user meets it: exit codes, one sentence for a mistake, no stack trace."""

from __future__ import annotations

import json
import os
import pty
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Result = subprocess.CompletedProcess
Dateline = Callable[..., "Result[str]"]
ARTICLE = """Jordan opens a clinic in Zarqa

AMMAN - Jordan's Ministry of Health opened a new clinic in the city of Zarqa on 4 March 2024, officials said.
"The clinic will treat two hundred patients a day", Health Minister Lubna Haddadin told reporters at the ceremony.
"""
VERBS = ("run", "status", "query", "explain", "overrides", "config", "ui", "check", "dictionary")


@pytest.fixture
def dateline(tmp_path: Path) -> Dateline:
    """Run the command in an empty folder with a home of its own."""

    def go(*arguments: str, **variables: str) -> Result[str]:
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "DAGSTER_"))}
        environment |= {"DATELINE_HOME": str(tmp_path / "home"), "DATELINE_RAW": str(tmp_path / "raw"), **variables}
        return subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    return go


def _is_one_sentence(result: Result[str]) -> bool:
    return result.stdout == "" and "Traceback" not in result.stderr and len(result.stderr.strip().splitlines()) == 1


def _processor_time() -> float:
    """Seconds that processes started here have cost: the machine may be busy, and none of them waits for anything."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize("verb", [*VERBS, "lexicon"])
def test_help_of_each_verb_has_an_example_and_answers_at_once(verb: str, dateline: Dateline) -> None:
    times = []
    for _ in range(2):
        began = _processor_time()
        result = dateline(verb, "--help")
        times.append(_processor_time() - began)
        assert result.returncode == 0
        assert "Example:" in result.stdout
        assert f"dateline {verb}" in result.stdout or "dateline config" in result.stdout
    assert min(times) < 0.7


def test_a_lexicon_is_checked_without_a_warehouse(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "orgs.tsv").write_text("type\tcountry\ten\nORG\tKenya\tLamu Dhow Guild\n")
    result = dateline("lexicon", "check", DATELINE_LEXICON=str(tmp_path / "lexicon"))
    assert result.returncode == 1
    assert "orgs.tsv:2: error: `country` is 'Kenya'" in result.stdout
    assert "`dateline run`" in result.stdout
    (tmp_path / "lexicon" / "orgs.tsv").write_text("type\tcountry\ten\nORG\tKEN\tLamu Dhow Guild\n")
    result = dateline("lexicon", "check", "lexicon", "--limit", "0")
    assert (result.returncode, result.stdout) == (0, "1 table, 1 rows: no errors, no warnings.\n")
    (tmp_path / "lexicon" / "orgs.tsv").write_text("type\tname\nORG\tLamu Dhow Guild\n")
    result = dateline("lexicon", "check", "lexicon")
    assert result.returncode == 2
    assert _is_one_sentence(result)


@pytest.mark.parametrize("arguments", [("run",), ("run", "--full")])
def test_no_raw_folder(arguments: tuple[str, ...], dateline: Dateline) -> None:
    result = dateline(*arguments)
    assert result.returncode == 2
    assert _is_one_sentence(result)
    assert "--raw" in result.stderr


def test_an_empty_raw_folder(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    result = dateline("run")
    assert result.returncode == 2
    assert _is_one_sentence(result)
    assert "empty" in result.stderr


@pytest.mark.parametrize("arguments", [("status",), ("query", "SELECT 1"), ("explain", "a.txt"), ("check",), ("check", "--digest")])
def test_a_missing_warehouse(arguments: tuple[str, ...], dateline: Dateline) -> None:
    result = dateline(*arguments)
    assert result.returncode == 3
    assert _is_one_sentence(result)
    assert "dateline run" in result.stderr


def test_a_file_that_is_no_warehouse(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "warehouse.duckdb").write_bytes(b"no database" * 1000)
    result = dateline("status")
    assert result.returncode == 3
    assert _is_one_sentence(result)


def test_usage(dateline: Dateline) -> None:
    assert dateline("walk").returncode == 2
    assert dateline("run", "--fast").returncode == 2
    assert dateline("query").returncode == 2
    bad = dateline("config", DATELINE_KEEP_VERSIONS="many")
    assert bad.returncode == 2
    assert _is_one_sentence(bad)


def test_a_question_may_begin_with_a_comment(dateline: Dateline) -> None:
    result = dateline("query", "-- Which articles are there?\nSELECT 1")
    assert (result.returncode, "no warehouse yet" in result.stderr) == (3, True)  # it got as far as the file


def test_config_says_where_each_value_comes_from(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text("keep_versions = 9\n")
    lines = dateline("config", "--warehouse", "w.duckdb").stdout.splitlines()
    rows = {line.split()[0]: line for line in lines}
    assert "environment DATELINE_RAW" in rows["raw"]
    assert "option --warehouse" in rows["warehouse"]
    assert rows["keep_versions"].split()[1] == "9"
    assert "dateline.toml" in rows["keep_versions"]


def test_a_session(dateline: Dateline, tmp_path: Path) -> None:
    """One story from an empty folder to answers: runs start Dagster, so they are few."""
    folder = tmp_path / "raw" / "gulf-courier"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text(ARTICLE)
    (folder / "empty.txt").write_bytes(b"")

    first = dateline("run")
    assert first.returncode == 1, first.stderr
    assert "empty.txt is empty" in first.stderr
    assert "1 new" in first.stdout
    following = first.stdout.partition("Next:\n")[2].splitlines()
    assert [verb for line in following for verb in VERBS if f" {verb}" in line] == ["query", "query", "ui"], first.stdout
    assert "Traceback" not in first.stderr

    began = _processor_time()
    second = dateline("run")
    assert (second.returncode, second.stderr) == (0, "")
    assert "Nothing is new" in second.stdout
    assert _processor_time() - began < 5

    answer = dateline("query", "SELECT uri, lang FROM articles", "--format", "json")
    assert json.loads(answer.stdout) == [{"uri": "gulf-courier/a.txt", "lang": "en"}]
    assert dateline("query", "SELECT uri FROM articles", "-o", "out.csv").returncode == 0
    assert (tmp_path / "out.csv").read_text() == "uri\ngulf-courier/a.txt\n"
    wrong = dateline("query", "SELECT url_ FROM articles")
    assert wrong.returncode == 2
    assert _is_one_sentence(wrong)
    changed = dateline("query", "DELETE FROM articles")
    assert changed.returncode == 2
    assert "never changed" in changed.stderr
    assert "Traceback" in dateline("query", "SELECT url_ FROM articles", "--debug").stderr

    page = dateline("explain", "raw/gulf-courier/a.txt", COLUMNS="70")
    assert page.stdout.startswith("Jordan opens a clinic in Zarqa\n")
    assert "\x1b" not in page.stdout
    dropped = json.loads(dateline("explain", "a.txt", "--dropped", "--json").stdout)
    assert {line["kept"] for line in dropped["lines"]} == {False}
    for unknown in ("b.txt", "quote:nope"):
        nowhere = dateline("explain", unknown)
        assert nowhere.returncode == 2
        assert _is_one_sentence(nowhere)

    status = dateline("status")
    assert status.returncode == 0
    assert "empty.txt is empty" in status.stdout
    digest = dateline("check", "--digest")
    assert digest.returncode == 0
    assert any(line.startswith("articles ") and len(line.split()[1]) == 32 for line in digest.stdout.splitlines())
    assert dateline("check").returncode == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["home", "out.csv", "raw"]
    _judges(dateline, tmp_path / "overrides")


def _judges(dateline: Dateline, folder: Path) -> None:
    """The session goes on: two judgements by hand."""
    folder.mkdir()
    rows = (
        "kind,name,value,lang,who,when,why\nname,Lubna Haddadin,Dr. Lubna Haddadin,en,Noor,{},her card\n"
        "same,Lubna Haddadin,Nobody,,Noor,2024-05-01,a test\n"
    )
    (folder / "people.csv").write_text(rows.format("1/5/2024"))
    for verb in ("run", "overrides"):
        bad = dateline(verb)
        assert bad.returncode == 2
        assert _is_one_sentence(bad)
        assert bad.stderr.startswith("people.csv line 2, column `when`")
    missing = dateline("run", DATELINE_OVERRIDES="elsewhere")
    assert missing.returncode == 2
    assert _is_one_sentence(missing)
    (folder / "people.csv").write_text(rows.format("2024-05-01"))
    assert "new       people.csv line 2: name" in dateline("overrides").stdout
    assert "judgements: 1 applied, 1 orphaned (dateline overrides says why)" in dateline("run").stdout
    assert "judgements: 1 applied" in dateline("status").stdout
    listed = dateline("overrides")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "applied   people.csv line 2: name “Lubna Haddadin” · Dr. Lubna Haddadin\norphaned  people.csv line 3: same" in listed.stdout
    assert dateline("query", "SELECT name FROM entities WHERE type = 'PER'", "--format", "csv").stdout == "name\nDr. Lubna Haddadin\n"


@pytest.mark.parametrize(
    ("variables", "has_colours"), [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_are_for_terminals_that_want_them(variables: dict[str, str], has_colours: bool) -> None:
    code = "from pipeline.cli import _has_colours; print(_has_colours())"
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")} | variables
    master, slave = pty.openpty()
    done = subprocess.run([sys.executable, "-c", code], env=environment, stdout=slave, check=True)
    os.close(slave)
    assert os.read(master, 100).decode().strip() == str(has_colours)
    os.close(master)
    assert done.returncode == 0
    piped = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert piped.stdout.strip() == "False"
