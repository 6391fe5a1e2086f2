"""Whatever happened to the raw folder and to the runs over it: what is published is what a fresh home makes of the folder as it is.

A state machine of hypothesis adds, changes, moves, copies, removes and restores documents and sidecars, runs in batches of any size,
one document at a time or not to the end, kills runs and deletes the home. By default it goes the same ways each time, for about two
minutes; DATELINE_HISTORY_MINUTES=20 goes new ways for that long.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from invented import BRIDGE, FLOOD, JISR, PONT, STRIKE, STRIKE_LATER
from layout import lay
from published import holds, left_over
from record import Recorder
from runs import STAGES
from warm import Warm

from pipeline.warehouse.connect import published_connection

Document = tuple[str, str]  # (source, what makes it the same document: a given id, or its content)
_MENU = "Home | World | Sport\n"  # on three articles of a source it becomes chrome: the profile changes as articles come and go
TEXTS = tuple(_MENU + text for text in (STRIKE, STRIKE_LATER, BRIDGE, FLOOD, PONT, JISR))
NAMES = ("harbour-post/a.txt", "harbour-post/b.txt", "harbour-post/old/c.txt", "courrier-du-delta/a.txt", "d.txt")
SIDECARS = ({"url": "https://wire.example/a"}, {"published_at": "2024-07-09"}, {"id": "x1"}, {"id": "x1", "updated_at": "2025-01-01"},
            {"source": "wire"})  # fmt: skip
RECORDS = tuple(
    "\n".join(
        json.dumps({"id": f"n{n}", "updated_at": f"2024-06-{day:02}", "body": f"Chile welcomed the bridge on {n} May 2024.{more}"})
        for n, day, more in version
    )
    for version in (((1, 3, ""),), ((1, 4, " Peru did not."), (2, 1, "")), ((2, 2, " Bolivia did not."), (3, 1, "")))
)
WIRES = ("wire/notes.jsonl", "wire/again.jsonl")

_expected: dict[frozenset[tuple[str, str]], dict[str, str]] = {}
_counts = {"runs": 0, "kills": 0, "examples": 0}


class History(RuleBasedStateMachine):
    """A raw folder and a home, and all that may happen to them."""

    warm: Warm
    ends = float("inf")  # the moment from which nothing more is done

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="dateline-history-"))
        self.home, self.raw, self.warehouse = self.folder / "home", self.folder / "raw", self.folder / "home/warehouse.duckdb"
        self.files: dict[str, str] = {}
        self.ever: set[Document] = set()  # documents that any run of this home may have seen
        self.published: set[str] = set()  # articles that were current in this home
        _counts["examples"] += 1

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    # What happens to the folder

    @initialize(contents=st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3))
    def begin(self, contents: list[str]) -> None:
        for name, content in zip(NAMES, contents, strict=False):
            self._put(name, content)

    def _put(self, name: str, content: str) -> None:
        lay(self.raw, name, content)
        self.files[name] = content
        self.ever |= documents(self.files)

    def _drop(self, name: str) -> None:
        for gone in (name, f"{name}.meta.json"):
            if self.files.pop(gone, None) is not None:
                (self.raw / gone).unlink()

    @property
    def names(self) -> list[str]:
        return sorted(name for name in self.files if not name.endswith(".meta.json"))

    @rule(name=st.sampled_from(NAMES), content=st.sampled_from(TEXTS))
    def add_or_change(self, name: str, content: str) -> None:
        self._put(name, content)

    @rule(name=st.sampled_from(WIRES), content=st.sampled_from(RECORDS))
    def add_or_change_records(self, name: str, content: str) -> None:
        self._put(name, content)

    @rule(data=st.data(), to=st.sampled_from(NAMES), stays=st.booleans())
    def move_or_copy(self, data: st.DataObject, to: str, stays: bool) -> None:
        texts = [name for name in self.names if name.endswith(".txt")]
        if not texts:
            return
        name = data.draw(st.sampled_from(texts))
        content, sidecar = self.files[name], self.files.get(f"{name}.meta.json")
        if not stays:
            self._drop(name)
        self._drop(to)
        self._put(to, content)
        if sidecar is not None:
            self._put(f"{to}.meta.json", sidecar)

    @precondition(lambda self: len(self.names) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        self._drop(data.draw(st.sampled_from(self.names)))

    @rule(data=st.data())
    def touch(self, data: st.DataObject) -> None:
        (self.raw / data.draw(st.sampled_from(self.names))).touch()

    @rule(data=st.data(), sidecar=st.sampled_from((None, *SIDECARS)))
    def set_sidecar(self, data: st.DataObject, sidecar: dict[str, str] | None) -> None:
        beside = data.draw(st.sampled_from(self.names)) + ".meta.json"
        if sidecar is not None:
            self._put(beside, json.dumps(sidecar))
        elif self.files.pop(beside, None) is not None:
            (self.raw / beside).unlink()
            self.ever |= documents(self.files)

    # What happens to the home

    def _run(self, **options: Any) -> dict[str, Any]:
        _counts["runs"] += 1
        return self.warm.run(self.home, self.raw, **options)

    @rule(batch_size=st.sampled_from((1, 2, 200)))
    def run(self, batch_size: int) -> None:
        if time.monotonic() < self.ends:
            self._compared(batch_size=batch_size)

    @rule(limit=st.integers(1, 2))
    def run_over_some(self, limit: int) -> None:
        if time.monotonic() < self.ends:
            self._run(limit=limit)
            holds(self.warehouse)

    @rule()
    def run_one_document_at_a_time(self) -> None:
        if time.monotonic() < self.ends:
            for _ in range(len(self.files) + 1):
                if self._run(limit=1, batch_size=1)["did_nothing"]:
                    break
            self._compared()

    @rule(stage=st.sampled_from(("opening", *STAGES)), share=st.floats(0, 1), batch_size=st.sampled_from((1, 200)))
    def kill(self, stage: str, share: float, batch_size: int) -> None:
        if time.monotonic() > self.ends:
            return
        child = self.warm.start("runs:go", home=str(self.home), raw=str(self.raw), batch_size=batch_size)
        child.wait_for(stage=stage)
        time.sleep(share * 0.3)
        child.kill()
        _counts["kills"] += child.outcome().exit < 0
        if self.warehouse.exists():
            holds(self.warehouse)

    @rule()
    def delete_home(self) -> None:
        if self.home.exists():
            shutil.rmtree(self.home)
            self.ever, self.published = documents(self.files), set()

    # What must hold

    def _compared(self, **options: Any) -> None:
        """A run to its end publishes what a fresh home does, and accounts for everything."""
        key = frozenset(self.files.items())
        fresh, other = None, self.folder / "fresh"
        if key not in _expected:  # on the other core
            fresh = self.warm.start("runs:go", home=str(other), raw=str(self.raw))
        self._run(**options)
        if fresh is not None:
            fresh.outcome().said()
            _expected[key] = holds(other / "warehouse.duckdb")
            shutil.rmtree(other)
        assert holds(self.warehouse) == _expected[key]
        self._accounted()
        assert left_over(self.home) == []
        assert self._run()["did_nothing"]

    def _accounted(self) -> None:
        con = published_connection(self.warehouse)
        try:
            current = set(con.execute("SELECT article_id, source_id, external_id, text FROM articles").fetchall())
            before = set(con.execute("SELECT article_id, source_id, external_id, text FROM history.articles").fetchall())
            flags = con.execute("SELECT DISTINCT is_current FROM articles UNION ALL SELECT DISTINCT NOT is_current FROM history.articles")
            assert {flag for (flag,) in flags.fetchall()} == {True}
            places = {uri.partition("#")[0] for (uri,) in con.execute("SELECT uri FROM article_locations WHERE is_present").fetchall()}
        finally:
            con.close()
        assert {(source, given or text) for _, source, given, text in current} == documents(self.files)
        assert len(current) == len(documents(self.files))
        assert places <= set(self.names)
        ids, old_ids = {row[0] for row in current}, {row[0] for row in before}
        assert not ids & old_ids
        assert self.published <= ids | old_ids  # nothing that was ever current is lost
        assert {(source, given or text) for _, source, given, text in before} <= self.ever
        self.published |= ids


def documents(files: dict[str, str]) -> set[Document]:
    """The documents that lie in a folder, by what makes each the same document."""
    found: set[Document] = set()
    for name, content in files.items():
        source = name.partition("/")[0] if "/" in name else "unsorted"
        given = json.loads(files.get(f"{name}.meta.json", "{}"))
        if name.endswith(".jsonl"):
            found |= {(given.get("source", source), record["id"]) for record in map(json.loads, content.splitlines())}
        elif name.endswith(".txt"):
            found.add((given.get("source", source), given.get("id", content)))
    return found


@pytest.fixture
def minutes() -> float | None:
    asked = os.environ.get("DATELINE_HISTORY_MINUTES", "")
    return float(asked) if asked else None


def test_what_is_published_depends_on_the_folder_alone(warm: Warm, minutes: float | None, fault: Recorder) -> None:
    class Here(History):
        pass

    Here.warm = warm
    began = time.monotonic()
    Here.ends = began + 60 * (minutes or 3.0)  # the default number of examples takes less, on a machine that is not too slow
    settings = hypothesis.settings(
        max_examples=7, stateful_step_count=12, derandomize=minutes is None, deadline=None, database=None,
        phases=[hypothesis.Phase.generate], suppress_health_check=list(hypothesis.HealthCheck), print_blob=False,
    )  # fmt: skip
    while True:
        run_state_machine_as_test(Here, settings=settings)
        if minutes is None or time.monotonic() > Here.ends:
            break
    assert _counts["kills"] > 0
    print(f"{_counts}, {len(_expected)} corpora, {time.monotonic() - began:.0f} s")
    fault("any history of adding, changing, moving, removing, killing and deleting", tries=_counts["examples"])
