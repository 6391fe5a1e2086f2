"""Running unattended: who is told of what, once and without a word of an article; killed runs; how long records are kept."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg
import pytest
from listeners import Web, mail_sink, web_server

from pipeline import settings as settings_module
from pipeline.defs import killed, tags, upkeep
from pipeline.defs.build import build_defs
from pipeline.engines.instance import environment
from pipeline.settings_rows import KEYS
from pipeline.warehouse.lock import run_lock
from pipeline.warehouse.versions import kept

if TYPE_CHECKING:
    from conftest import Desk

STRIKE, PONT = "harbour-post/strike.txt", "courrier-du-delta/pont.txt"


def words_of_articles(desk: Desk) -> list[str]:
    names = [name for (name,) in desk.ask("SELECT name FROM main.entities WHERE len(name) > 5")]
    lines = [line for (text,) in desk.ask("SELECT text FROM main.articles") for line in text.splitlines() if len(line) > 25]
    assert names
    return names + lines


def test_documents_that_failed_are_told_to_both_by_code_and_count(desk: Desk) -> None:
    for number in range(2):
        (desk.settings.raw / f"harbour-post/torn-{number}.txt").write_bytes(b"")
    with web_server() as web, mail_sink() as post:
        desk.with_(notify_url=web.url, notify_mail_to="desk@paper.example", notify_mail_from="dateline@paper.example",
                   smtp_host="127.0.0.1", smtp_port=post.port)  # fmt: skip
        run = desk.launch({"stages": ["documents"]})
    assert run.success
    (message,) = web.got
    assert (message["run_id"], message["failed"]) == (run.run_id, ["documents"])
    assert "2 documents failed: 2 empty_file." in message["text"]
    assert [word for word in words_of_articles(desk) if word in message["text"]] == []
    assert len(post.letters) == 1
    assert run.run_id in post.letters[0]


def test_a_check_that_fails_is_told_and_nothing_is_published(desk: Desk) -> None:
    desk.settings.checks.mkdir()
    (desk.settings.checks / "strikes.sql").write_text(
        "-- severity: error\nSELECT 'articles' AS what, article_id AS id, text AS detail FROM articles WHERE text LIKE '%strike%'"
    )
    before = desk.settings.warehouse.stat()
    with web_server() as web:
        desk.with_(notify_url=web.url)
        assert not desk.launch({"stages": ["publish"]}).success
    (message,) = web.got
    assert message["failed"] == ["run", "check"]
    assert "(1 row)" in message["text"]
    assert [word for word in words_of_articles(desk) if word in message["text"]] == []
    assert desk.settings.warehouse.stat() == before


def test_nobody_is_told_where_nothing_is_set(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", never)
    monkeypatch.setattr("smtplib.SMTP.__init__", never)
    assert not desk.launch({"sources": ["no-such-outlet"]}).success


def test_a_redirection_is_not_followed_and_the_run_s_log_says_so(desk: Desk) -> None:
    with web_server() as other, web_server(Web(statuses=[307], headers={"Location": other.url})) as web:
        desk.with_(notify_url=web.url)
        run = desk.launch({"limit": 0})
    assert (len(web.got), other.got) == (1, [])
    said = [record.user_message for record in desk.instance.all_logs(run.run_id)]
    assert any("which is not followed" in line for line in said)
    assert not any("secret-token" in line for line in said)


# A run as `dateline run` starts it, without the look at the folder before it.
_RUN = """
from pipeline import settings
from pipeline.defs.execute import run_reingest
run_reingest(settings.load())
"""


def wait_for(what: Callable[[], Any], seconds: float = 90.0) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := what()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert found
    return found


def test_a_run_that_is_killed_is_marked_and_told_once(desk: Desk, tmp_path: Path) -> None:
    variables = environment(desk.settings)
    from pipeline.defs.storage import instance_of  # noqa: PLC0415

    with run_lock(desk.settings.home), instance_of(desk.settings) as instance, web_server() as web:  # so the run waits, and can be killed
        desk.with_(notify_url=web.url)
        process = subprocess.Popen([sys.executable, "-c", _RUN], env=variables, cwd=tmp_path, stderr=subprocess.DEVNULL)
        try:
            run = wait_for(lambda: instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])))[0]
            assert killed.retire(instance, desk.settings) == []
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        threads = [threading.Thread(target=killed.retire, args=(instance, desk.settings)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        killed.retire(instance, desk.settings)
        found = instance.get_run_by_id(run.run_id)
        assert found is not None
        assert (found.status, found.tags[tags.ENDED]) == (dg.DagsterRunStatus.FAILURE, tags.KILLED)
    (message,) = web.got
    assert (message["run_id"], message["failed"]) == (run.run_id, ["run"])
    assert "its process was killed" in message["text"]


def ended(pid_of: str) -> str:
    """The tag of a process that lived and is gone, or of this one."""
    if pid_of == "this":
        return killed.this_process()
    with subprocess.Popen(["sleep", "60"]) as process:
        tag = f"{killed.this_process().split()[0]} {process.pid} {killed._start_of(process.pid)}"
        process.kill()
    return tag if pid_of == "gone" else tag.replace(tag.split(maxsplit=1)[0], "another-machine", 1)


@pytest.mark.parametrize(
    ("process", "status", "end", "is_told"),
    [
        ("gone", dg.DagsterRunStatus.FAILURE, None, True),  # Dagster has noticed it, and told nobody
        ("gone", dg.DagsterRunStatus.FAILURE, tags.IN_ORDER, False),  # it has told itself
        ("gone", dg.DagsterRunStatus.CANCELED, None, False),  # somebody wanted it
        ("gone", dg.DagsterRunStatus.NOT_STARTED, None, True),
        (None, dg.DagsterRunStatus.FAILURE, None, True),  # it never began
        (None, dg.DagsterRunStatus.STARTED, None, False),  # it is about to
        ("this", dg.DagsterRunStatus.FAILURE, None, False),  # it is about to tell
        ("this", dg.DagsterRunStatus.STARTED, None, False),
        ("elsewhere", dg.DagsterRunStatus.STARTED, None, False),  # nobody here knows
    ],
)
def test_who_is_taken_for_killed(desk: Desk, process: str | None, status: dg.DagsterRunStatus, end: str | None, is_told: bool) -> None:
    job = build_defs(settings=desk.settings).resolve_job_def("reingest")
    marks = {**({tags.PROCESS: ended(process)} if process else {}), **({tags.ENDED: end} if end else {})}
    run = desk.instance.create_run_for_job(job, status=status, tags=marks)
    with web_server() as web:
        desk.with_(notify_url=web.url)
        for _ in range(2):
            killed.retire(desk.instance, desk.settings)
    assert [message["run_id"] for message in web.got] == ([run.run_id] if is_told else [])
    found = desk.instance.get_run_by_id(run.run_id)
    assert found is not None
    assert found.status == (dg.DagsterRunStatus.FAILURE if is_told else status)


def test_old_runs_go_with_their_events_and_logs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "NEWEST", 1)
    job = build_defs(settings=desk.settings).resolve_job_def("reingest")
    (made,) = [run.run_id for run in desk.instance.get_runs()]
    statuses = {"failed": dg.DagsterRunStatus.FAILURE, "at work": dg.DagsterRunStatus.STARTED, "newest": dg.DagsterRunStatus.FAILURE}
    runs = {name: desk.instance.create_run_for_job(job, status=status) for name, status in statuses.items()}
    logs = {}
    for name, run in runs.items():
        desk.instance.report_engine_event("began", run)
        key = [run.run_id, "compute_logs", "step"]
        with desk.instance.compute_log_manager.open_log_stream(key, dg._core.storage.compute_log_manager.ComputeIOType.STDERR) as stream:
            stream.write("a line")
        logs[name] = Path(desk.instance.compute_log_manager.get_captured_local_path(key, "err"))
    shards = {name: Path(desk.instance.event_log_storage.path_for_shard(run.run_id)) for name, run in runs.items()}
    assert all(path.exists() for path in (*logs.values(), *shards.values()))
    now = datetime.now(UTC)
    assert upkeep.prune(desk.instance, 90, now) == 0
    assert upkeep.prune(desk.instance, 90, now + timedelta(days=91)) == 1
    assert {name for name, run in runs.items() if desk.instance.has_run(run.run_id)} == {"at work", "newest"}
    assert desk.instance.has_run(made)  # what the pages of assets show was made by it
    for paths in (logs, shards):
        assert {name for name, path in paths.items() if path.exists()} == {"at work", "newest"}


def test_the_books_forget_old_runs_and_keep_versions_by_the_settings(desk: Desk) -> None:
    ((first,),) = desk.ask("SELECT run_id FROM state.runs")
    desk.ask(
        "INSERT INTO state.runs SELECT 'run_20200101T0000000000' || lpad(i::VARCHAR, 2, '0') || '_1', TIMESTAMP '2020-01-01' + to_days(i),"
        " NULL, 'v', 0, 0, 0, 0, 0, 1 FROM range(40) AS r(i)"
    )
    desk.ask("UPDATE state.runs SET started_at = TIMESTAMP '2020-01-01' WHERE run_id = '" + first + "'")
    for number in range(2):
        desk.with_(keep_runs_days=30, keep_versions=1)
        (desk.settings.raw / STRIKE).write_text(f"Dockers in Rotterdam ended a strike of {number + 8} days on 3 March 2025.\n")
        assert desk.launch().success
    known = [run for (run,) in desk.ask("SELECT run_id FROM main.runs ORDER BY run_id")]
    assert first in known  # it is among those that sudden drops are told by
    assert len([run for run in known if run.startswith("run_2020")]) == 28  # the newest thirty stay, whatever the clock says
    assert [version.is_published for version in kept(desk.settings)] == [True]


def test_every_setting_reaches_the_processes_that_are_started(tmp_path: Path) -> None:
    """Those of the file with its tables, of the environment and of options: the servers, the daemon and each run that they start."""
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "dateline.toml").write_text(
        'raw = "articles"\nkeep_runs_days = 7\nnotify_url = "https://chat.paper.example/hooks/x"\nautomation = "both"\n'
        "[floors]\nmin_kept_char_share = 0.1\n"
    )
    given = settings_module.load(
        {"warehouse": tmp_path / "out.duckdb"}, environ={"DATELINE_HOME": str(tmp_path / "home"), "DATELINE_WORKERS": "3"},
        cwd=tmp_path / "project",
    )  # fmt: skip
    seen = settings_module.load(environ=environment(given, {"PATH": "/bin"}), cwd=given.home)
    for key in (*KEYS, "models", "floors", "file"):
        assert getattr(seen, key) == getattr(given, key), key
    assert (seen.raw, seen.warehouse, seen.workers) == (tmp_path / "project" / "articles", tmp_path / "out.duckdb", 3)
    assert seen.floors
