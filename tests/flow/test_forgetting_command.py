"""`dateline forget` as a user meets it: what would go, the question, what was done, and every way to be refused."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from published import public
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.settings import Settings
from pipeline.warehouse import forgotten
from pipeline.warehouse.lock import run_lock
from pipeline.warehouse.run import RunResult

Lay = Callable[[str, str | bytes], Path]
Runner = Callable[..., RunResult]
Ask = Callable[..., list[tuple[object, ...]]]
Command = Callable[..., Result]

FLOOD = "harbour-post/flood.txt"


@pytest.fixture
def command(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Give the command, in this process."""
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    monkeypatch.setenv("DATELINE_RAW", str(settings.raw))

    def go(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["forget", *arguments])

    return go


def test_a_dry_run_says_what_would_go_and_does_nothing(
    corpus: dict[str, str], dateline: Runner, command: Command, settings: Settings
) -> None:
    dateline()
    before = public(settings), sorted(settings.home.rglob("*"))
    said = command(FLOOD, "--reason", "withdrawn", "--dry-run")
    assert said.exit_code == 0
    assert FLOOD in said.stdout
    assert "Floods displace thousands near Dhaka" in said.stdout
    assert said.stdout.endswith("Nothing was removed: --dry-run.\n")
    assert (public(settings), sorted(settings.home.rglob("*"))) == before
    assert not forgotten.path(settings).exists()


def test_what_was_done_is_said(corpus: dict[str, str], dateline: Runner, command: Command, published: Ask, settings: Settings) -> None:
    run_id = dateline().run_id
    said = command(FLOOD, "--reason", "withdrawn by the outlet", "--yes")
    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert f"removed     versions/{run_id.removeprefix('run_')}.duckdb" in lines
    assert "rewritten   build.duckdb" in lines
    assert f"still there {settings.raw / FLOOD}: it is yours, and is not taken up again" in lines
    assert lines[-1] == "1 forgotten documents left out, 0 documents with names blanked"
    assert published("SELECT count(*) FROM articles WHERE uri = ?", [FLOOD]) == [(0,)]
    register = forgotten.path(settings).read_text()
    assert "withdrawn by the outlet" in register
    assert "flood" not in register
    again = command(FLOOD, "--reason", "withdrawn", "--yes")
    assert again.exit_code == 0
    assert "It is in the register already." in again.stdout
    assert forgotten.path(settings).read_text() == register


REFUSED: dict[tuple[str, ...], str] = {
    (FLOOD,): "--reason",
    (FLOOD, "--reason", " "): "--reason",
    (): "Name an article",
    (FLOOD, "--finish", "--reason", "x"): "Name an article",
    (FLOOD, "--reason", "x", "--as", "body"): "not `body`",
    ("nothing of the kind", "--reason", "x", "--yes"): "--as person",
    (FLOOD, "--reason", "x"): "Give --yes, or look first with --dry-run",
    ("harbour-post", "--reason", "x", "--yes"): "Several articles are meant by `harbour-post`",
}


def test_what_cannot_be_done_is_refused_before_anything_is(
    corpus: dict[str, str], dateline: Runner, command: Command, settings: Settings
) -> None:
    dateline()
    before = public(settings)
    for arguments, said in REFUSED.items():
        refused = command(*arguments)
        assert refused.exit_code == 2
        assert said in refused.stderr
        assert "Traceback" not in refused.output
    assert public(settings) == before
    assert not forgotten.path(settings).exists()


def test_several_persons_are_listed(dateline: Runner, lay: Lay, command: Command) -> None:
    lay("a/a.txt", "BERGEN - Pieter Verbruggen opened a school in Bergen on 3 May 2024. Verbruggen, a teacher, spoke to parents.\n")
    lay("b/b.txt", "ROTTERDAM - Ilse Verbruggen of the union ended a strike on 4 May 2024. Verbruggen told reporters so.\n")
    dateline()
    refused = command("Verbruggen", "--reason", "asked", "--yes")
    assert refused.exit_code == 2
    assert refused.stderr.count("  ent_") == 2
    assert "Name one of them by its entity_id" in refused.stderr
    chosen = refused.stderr.split("  ent_")[1].split()[0]
    assert command(f"ent_{chosen}", "--reason", "asked", "--dry-run").exit_code == 0


def test_a_run_at_work_is_waited_for_and_told(corpus: dict[str, str], dateline: Runner, command: Command, settings: Settings) -> None:
    dateline()
    with run_lock(settings.home):
        busy = command(FLOOD, "--reason", "withdrawn", "--yes")
    assert busy.exit_code == 3
    assert "Another run is at work" in busy.stderr
    assert not forgotten.path(settings).exists()


def test_rows_of_overrides_that_quote_it_are_told_and_taken_out_when_asked(
    corpus: dict[str, str], dateline: Runner, command: Command, lay: Lay, settings: Settings
) -> None:
    settings.overrides.mkdir()
    file = settings.overrides / "a.csv"
    kept = "kind,name,value,lang,who,when,why\r\nalias,Sigrid Aasland,Aasland,en,N. Haddad,2025-06-02,her family name\r\n"
    row = 'alias,Tomas Quispe,Quispe,en,N. Haddad,2025-06-02,"the minister,\r\nas he signs"\r\n'
    file.write_bytes((kept + row).encode())
    lexicon = settings.lexicon / "persons.tsv"
    lexicon.parent.mkdir()
    lexicon.write_text("id\tcountry\ten\nper:user-quispe\tPER\tTomas Quispe\n")
    dateline()
    looked = command("Tomas Quispe", "--reason", "asked", "--dry-run")
    assert f"quoted in   {file}, line 3: not carried out any more; take the row out, or give --edit-overrides" in looked.stdout
    assert f"quoted in   {lexicon}, line 2: take it out yourself" in looked.stdout
    done = command("Tomas Quispe", "--reason", "asked", "--yes")
    assert f"quoted in   {file}, line 3" in done.stdout
    assert file.read_bytes() == (kept + row).encode()
    edited = command("Tomas Quispe", "--reason", "asked", "--yes", "--edit-overrides")
    assert edited.exit_code == 0
    assert f"removed     {file}, line 3" in edited.stdout
    assert file.read_bytes() == kept.encode()


def test_a_register_that_is_broken_stops_everything(corpus: dict[str, str], dateline: Runner, command: Command, settings: Settings) -> None:
    dateline()
    settings.overrides.mkdir()
    forgotten.path(settings).write_text("what\tis\tthis\n")
    for arguments in (("forget", FLOOD, "--reason", "x", "--yes"), ("run",)):
        refused = CliRunner().invoke(app, list(arguments))
        assert refused.exit_code == 2
        assert f"{forgotten.path(settings)}, line 1: the columns are not" in refused.stderr


@pytest.mark.parametrize(("answer", "left"), [("n", 9), ("y", 8)])
def test_on_a_terminal_it_asks(answer: str, left: int, corpus: dict[str, str], dateline: Runner, command: Command, published: Ask) -> None:
    dateline()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-m", "pipeline.cli", "forget", FLOOD, "--reason", "withdrawn"])
    said = b""
    answered = False
    while True:
        try:
            said += (part := os.read(terminal, 4096))
        except OSError:  # its end
            break
        if not part:
            break
        if b"Go on? [y/N]" in said and not answered:
            answered = os.write(terminal, f"{answer}\n".encode()) > 0
    os.close(terminal)
    _, status = os.waitpid(pid, 0)
    assert answered
    assert os.waitstatus_to_exitcode(status) == (0 if answer == "y" else 1)
    assert published("SELECT count(*) FROM articles") == [(left,)]


def test_what_was_not_finished_is_said_and_finished_by_the_same_command(
    corpus: dict[str, str], dateline: Runner, command: Command, published: Ask, settings: Settings
) -> None:
    dateline()
    settings.checks.mkdir()
    failing = settings.checks / "never.sql"
    failing.write_text("-- severity: error\nSELECT 'x' AS what, 'y' AS id, 'z' AS detail\n")
    said = command(FLOOD, "--reason", "withdrawn", "--yes")
    assert said.exit_code == 1
    assert "Not finished: it is registered" in said.stderr
    assert published("SELECT count(*) FROM articles WHERE uri = ?", [FLOOD]) == [(1,)]
    failing.unlink()
    assert command(FLOOD, "--reason", "withdrawn", "--yes").exit_code == 0
    assert published("SELECT count(*) FROM articles WHERE uri = ?", [FLOOD]) == [(0,)]
    assert len(list((settings.home / "versions").iterdir())) == 1
