"""What goes out to a cluster and comes back from it: the same rows and books as here, and nothing done twice."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import rmtree

import pyarrow as pa
import pytest
from folder_engine import FolderEngine
from published import ask, books, public

from pipeline import settings as settings_module
from pipeline.engines import spark_work
from pipeline.engines.pool import EngineError
from pipeline.engines.spark import Cluster, SparkEngine
from pipeline.settings import Settings
from pipeline.warehouse.articles import clean_articles
from pipeline.warehouse.documents import ingest_documents
from pipeline.warehouse.run import RunResult, begin_run, run
from pipeline.warehouse.workspace import RunOptions, Workspace, open_workspace

Runner = Callable[..., RunResult]
Lay = Callable[[str, str | bytes], Path]
_WORK_ON = spark_work.work_on
# So many outlets' lines that profiles matter, a day that users decided, a line that they judged.
_JUDGED = (
    "kind,source,document,name,value,who,when,why\n"
    "line,harbour-post,harbour-post/strike.txt,Share this article,body,N. Haddad,2025-06-02,a test\n"
    "date,harbour-post,harbour-post/flood.txt,,2024-07-03,N. Haddad,2025-06-02,a test\n"
)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FolderEngine:
    """The cluster of one process; what it maps has a child of its own, as a worker of Spark has."""
    monkeypatch.setattr(spark_work, "_hand", spark_work.Hand())
    return FolderEngine()


@pytest.fixture
def go(settings: Settings, engine: FolderEngine) -> Callable[..., RunResult]:
    """Run on it."""

    def on_cluster(**options: object) -> RunResult:
        with open_workspace(settings, RunOptions(**options), engine=engine) as ws:  # type: ignore[arg-type]
            return run(ws)

    return on_cluster


def test_rows_and_books_are_those_of_a_local_run(
    corpus: dict[str, str], lay: Lay, dateline: Runner, go: Runner, settings: Settings, engine: FolderEngine
) -> None:
    for number in range(6):
        lay(
            f"harbour-post/more-{number}.txt",
            f"Home | World | Sport\nA vote in Ghana\n\nACCRA - Ghana voted on {number + 1} May 2024.\nShare\n",
        )
    settings.overrides.mkdir()
    (settings.overrides / "judged.csv").write_text(_JUDGED)
    dateline()
    local = public(settings), books(settings)
    assert "user" in {basis for (basis,) in ask(settings, "SELECT published_basis FROM articles")}
    rmtree(settings.home)
    assert go().failures == ()
    assert (public(settings), books(settings)) == local
    assert engine.jobs == [("clean", 15)]
    assert list(settings.cluster.iterdir()) == []
    assert go().did_nothing


def test_what_is_clean_already_is_only_annotated(
    corpus: dict[str, str], dateline: Runner, go: Runner, settings: Settings, engine: FolderEngine
) -> None:
    dateline()
    settings.lexicon.mkdir()
    (settings.lexicon / "orgs.tsv").write_text("id\ttype\ten\norg:desaguadero\tORG\tDesaguadero\n")
    go()
    found = public(settings)
    assert [task for task, _ in engine.jobs] == ["annotate"]
    rmtree(settings.home)
    dateline()
    assert public(settings) == found


def test_outcomes_of_a_run_that_was_killed_are_not_asked_for_again(
    corpus: dict[str, str], dateline: Runner, go: Runner, settings: Settings, engine: FolderEngine
) -> None:
    with open_workspace(settings, engine=engine) as ws:
        _until_cleaned(ws)  # and here it is killed: annotations have come, and are not stored
    assert len(list(settings.cluster.iterdir())) == 1
    go()
    assert engine.jobs == [("clean", 9)]
    assert list(settings.cluster.iterdir()) == []
    found = public(settings)
    rmtree(settings.home)
    dateline()
    assert public(settings) == found


def test_outcomes_of_another_code_are_left(corpus: dict[str, str], settings: Settings, engine: FolderEngine, go: Runner) -> None:
    with open_workspace(settings, engine=engine) as ws:
        _until_cleaned(ws)
    (said,) = settings.cluster.glob("run_*/versions.json")
    said.write_text("older")
    go()
    assert engine.jobs == [("clean", 9), ("annotate", 9)]


def test_a_cluster_that_loses_outcomes_is_told(corpus: dict[str, str], settings: Settings, engine: FolderEngine, go: Runner) -> None:
    whole = engine.submit

    def half(folder: Path, *rest: object) -> dict[str, object]:
        done = whole(folder, *rest)  # type: ignore[arg-type]
        rmtree(folder / "out" / "source_id=harbour-post")
        return done

    engine.submit = half  # type: ignore[method-assign,assignment]
    with pytest.raises(EngineError, match="no outcome for 5 of 9 documents"):
        go()
    engine.submit = whole  # type: ignore[method-assign]
    assert go().n_cleaned == 5
    assert not ask(settings, "FROM ingest_errors")


def deadly(batch: pa.RecordBatch, plan: spark_work.Plan) -> pa.RecordBatch:
    """The stages, but for one document that ends the process: as soon as it is cleaned, or where it is annotated."""
    texts = " ".join(batch.column("text").to_pylist())
    if "Dhaka" in texts or ("Odhiambo" in texts and plan.annotates):
        os.kill(os.getpid(), signal.SIGKILL)
    return _WORK_ON(batch, plan)


def test_a_document_that_ends_its_process_costs_itself(
    corpus: dict[str, str], go: Runner, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark_work, "work_on", deadly)
    failed = {(uri, "annotated" in message) for uri, message, _ in go().failures}
    assert failed == {("harbour-post/flood.txt", False), ("harbour-post/vote.txt", True)}
    assert ask(settings, "SELECT count(*) FROM articles") == [(8,)]  # what is not clean is no article yet
    assert ask(settings, "SELECT count(*) > 0 FROM article_lines JOIN articles USING (article_id) WHERE uri LIKE '%vote.txt'") == [(True,)]
    monkeypatch.setattr(spark_work, "work_on", _WORK_ON)
    assert go(retry_failed=True).failures == ()
    assert ask(settings, "SELECT count(*) FROM articles") == [(9,)]
    assert not ask(settings, "FROM ingest_errors WHERE NOT is_resolved")


def once(batch: pa.RecordBatch, plan: spark_work.Plan) -> pa.RecordBatch:
    """The stages; the first process that comes here is killed, by somebody else as it were."""
    mark = Path(os.environ["DATELINE_HOME"]) / "killed"
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return _WORK_ON(batch, plan)


def test_a_process_that_somebody_else_kills_costs_nothing(
    corpus: dict[str, str], go: Runner, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(settings.home))
    settings.home.mkdir()
    monkeypatch.setattr(spark_work, "work_on", once)
    assert go().failures == ()
    assert (settings.home / "killed").exists()


def hungry(batch: pa.RecordBatch, plan: spark_work.Plan) -> pa.RecordBatch:
    """The stages; one document takes two gigabytes."""
    kept = bytearray(2 << 30 if "Dhaka" in " ".join(batch.column("text").to_pylist()) else 1)
    return _WORK_ON(batch, plan) if kept else batch


def test_a_document_that_takes_too_much_memory_costs_itself(
    corpus: dict[str, str], settings: Settings, engine: FolderEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark_work, "work_on", hungry)
    with open_workspace(replace(settings, spark_memory_mb=2048), engine=engine) as ws:
        result = run(ws)
    assert [uri for uri, _, _ in result.failures] == ["harbour-post/flood.txt"]
    assert result.n_annotated == 8


def test_a_machine_that_would_give_other_rows_is_refused() -> None:
    plan = spark_work.Plan("clean", True, "3.11", (("pyarrow", "0.1"),), spark_work.languages.Extension(), 3072)
    with pytest.raises(spark_work.WorkerError, match=r"it has pyarrow .*, and the run 0\.1"):
        spark_work.check(plan)
    with pytest.raises(spark_work.WorkerError, match=r"it has Python .*, and the run 2\.7"):
        spark_work.check(replace(plan, python="2.7"))


@pytest.fixture
def nowhere(tmp_path: Path) -> Callable[..., str]:
    """What is said where a job cannot be started."""

    def said(python: Path, master: str = "local[1]") -> str:
        with pytest.raises(EngineError) as caught:
            SparkEngine(Cluster(python, master), FolderEngine()).submit(tmp_path, None, (1, 1), lambda *_: None)
        return str(caught.value)

    return said


def test_no_spark_is_told_before_anything_is_written(nowhere: Callable[..., str], tmp_path: Path) -> None:
    assert "does not exist" in nowhere(tmp_path / "python")
    assert "lacks pyspark" in nowhere(Path(sys.executable))
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho no such thing >&2\nexit 3\n")
    broken.chmod(0o755)
    assert "no such thing" in nowhere(broken)
    assert list(tmp_path.iterdir()) == [broken]


@pytest.mark.parametrize("master", ["http://host:1", "spark://host", "local[", "spark://a b:7077"])
def test_a_master_that_cannot_be_one_is_refused(master: str, tmp_path: Path) -> None:
    with pytest.raises(settings_module.SettingsError, match=r"local\[\*\]"):
        settings_module.load({"spark_master": master}, environ={}, cwd=tmp_path)


def _until_cleaned(ws: Workspace) -> None:
    begin_run(ws)
    ingest_documents(ws)
    clean_articles(ws)
