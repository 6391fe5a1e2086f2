"""A home, a raw folder and a run, for tests that take documents all the way. Articles are invented."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from invented_corpus import CORPUS

from pipeline import settings as settings_module
from pipeline.ingest import FileState, scan
from pipeline.settings import Settings
from pipeline.warehouse.connect import build_file, published_connection
from pipeline.warehouse.digest import digests
from pipeline.warehouse.run import RunResult, run
from pipeline.warehouse.workspace import RunOptions, open_workspace

if TYPE_CHECKING:
    import dagster as dg


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A home and a raw folder of their own."""
    (tmp_path / "raw").mkdir()
    return settings_module.load({}, environ={"DATELINE_HOME": str(tmp_path / "home"), "DATELINE_RAW": str(tmp_path / "raw")},
                                cwd=tmp_path)  # fmt: skip


Runner = Callable[..., RunResult]


@pytest.fixture
def dateline(settings: Settings) -> Runner:
    """Run the pipeline on the raw folder as it is now."""

    def go(**options: object) -> RunResult:
        with open_workspace(settings, RunOptions(**options)) as ws:  # type: ignore[arg-type]
            return run(ws)

    return go


@pytest.fixture
def published(settings: Settings) -> Callable[..., list[tuple[object, ...]]]:
    """Ask the published file."""

    def ask(sql: str, parameters: list[object] | None = None) -> list[tuple[object, ...]]:
        con = published_connection(settings.warehouse)
        try:
            return con.execute(sql, parameters or []).fetchall()
        finally:
            con.close()

    return ask


@pytest.fixture
def rows(settings: Settings) -> Callable[[], dict[str, str]]:
    """The digests of the published tables."""

    def read() -> dict[str, str]:
        con = published_connection(settings.warehouse)
        try:
            return {name: str(value) for name, value in digests(con).items()}
        finally:
            con.close()

    return read


@pytest.fixture
def lay(settings: Settings) -> Callable[[str, str | bytes], Path]:
    """Put a file into the raw folder."""

    def put(name: str, content: str | bytes) -> Path:
        path = settings.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put


@pytest.fixture
def corpus(lay: Callable[[str, str | bytes], Path]) -> dict[str, str]:
    """All invented articles, in the raw folder."""
    for name, content in CORPUS.items():
        lay(name, content)
    return CORPUS


# Three articles and one file that cannot be read, for runs through Dagster, each of which costs seconds.
SMALL = ("harbour-post/strike.txt", "harbour-post/flood.txt", "courrier-du-delta/pont.txt")
EMPTY = "harbour-post/nothing.txt"


@dataclass
class Desk:
    """An operator's desk: a home in which one run has been, and the job to launch. `instance`: Dagster's, which has
    seen that run."""

    settings: Settings
    instance: dg.DagsterInstance

    def launch(self, config: dict[str, Any] | None = None, **options: Any) -> dg.ExecuteInProcessResult:
        """Execute the job with this configuration of the resource `run`, as the Launchpad does; `options`: see execute_in_process."""
        from pipeline.defs.build import build_defs  # noqa: PLC0415
        from pipeline.defs.run import run_resource  # noqa: PLC0415

        job = build_defs(run_resource(lambda: self.settings), self.settings).resolve_job_def("reingest")
        asked = {"resources": {"run": {"config": config or {}}}, "loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        return job.execute_in_process(run_config=asked, instance=self.instance, raise_on_error=False, **options)

    def with_(self, **values: Any) -> None:
        """Other settings, from here on."""
        self.settings = replace(self.settings, **values)

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the build file, which has the books."""
        con = duckdb.connect(str(build_file(self.settings.home)))
        try:
            return con.execute(sql).fetchall()
        finally:
            con.close()

    def done_at(self, stage: str) -> dict[str, object]:
        """When a stage was last done, by the place of each article."""
        return dict(
            self.ask(
                "SELECT l.uri, g.done_at FROM state.ledger AS g JOIN state.locations AS l USING (article_id)"
                f" WHERE l.is_present AND g.stage = '{stage}' ORDER BY ALL"
            )
        )

    def metadata(self, asset: str) -> dict[str, Any]:
        """What the page of an asset shows of its last materialization."""
        import dagster as dg  # noqa: PLC0415

        event = self.instance.get_latest_materialization_event(dg.AssetKey(asset))
        assert event is not None
        assert event.asset_materialization is not None
        return {key: value.value for key, value in event.asset_materialization.metadata.items()}


@contextmanager
def _desk(place: Path) -> Iterator[Desk]:
    import dagster as dg  # noqa: PLC0415

    environ = {"DATELINE_HOME": str(place / "home"), "DATELINE_RAW": str(place / "raw"), "DATELINE_WORKERS": "1"}
    with dg.DagsterInstance.local_temp(str(place / "dagster")) as instance:
        yield Desk(settings_module.load({}, environ=environ, cwd=place), instance)


@pytest.fixture(scope="session")
def _after_one_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small corpus and a home in which one run has been; beside it a copy of it, for later tests."""
    folder = tmp_path_factory.mktemp("desk")
    for name, text in {**{name: CORPUS[name] for name in SMALL}, EMPTY: ""}.items():
        file = folder / "now" / "raw" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        os.utime(file, (1_750_000_000, 1_750_000_000))
    before = dict(os.environ)
    (folder / "now" / "dagster").mkdir()
    with _desk(folder / "now") as desk:
        assert desk.launch().success
    os.environ.clear()
    os.environ.update(before)
    shutil.copytree(folder / "now", folder / "then")
    return folder


@pytest.fixture
def desk(_after_one_run: Path) -> Iterator[Desk]:
    """The desk as the first run left it. The published file knows its place, so the folder is the same for all tests."""
    shutil.rmtree(_after_one_run / "now")
    shutil.copytree(_after_one_run / "then", _after_one_run / "now")
    with _desk(_after_one_run / "now") as found:
        con = duckdb.connect(str(build_file(found.settings.home)))
        for file in scan(found.settings.raw):  # a copy of a file is another file, as its inode says
            if isinstance(file, FileState):
                con.execute("UPDATE state.files SET signature = ? WHERE uri = ?", [file.signature, file.uri])
        con.close()
        yield found
