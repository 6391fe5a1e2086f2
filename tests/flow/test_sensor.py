"""The folder sensor and the schedule: one run for each change of the folders, none twice, none for what is still being written."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import dagster as dg
import pytest
from dagster._core.remote_origin import RegisteredCodeLocationOrigin, RemoteJobOrigin, RemoteRepositoryOrigin

from pipeline.defs import tags
from pipeline.defs.automation import SECONDS, folder_sensor, hourly_schedule, reingest
from pipeline.defs.build import build_defs
from pipeline.defs.watching import TRIGGER, Cursor
from pipeline.settings import Settings
from pipeline.warehouse.lock import run_lock

if TYPE_CHECKING:
    from conftest import Desk


@dataclass
class Sensor:
    """The sensor as Dagster's daemon evaluates it: the cursor of one look is given to the next."""

    desk: Desk
    cursor: str | None = None
    reason: str = ""

    def look(self) -> list[dg.RunRequest]:
        context = dg.build_sensor_context(instance=self.desk.instance, cursor=self.cursor)
        tick = folder_sensor().evaluate_tick(context)
        if tick.cursor is not None:
            self.cursor = tick.cursor
        self.reason = tick.skip_message or ""
        return list(tick.run_requests or ())

    def settle(self) -> None:
        """Look until what is there has been seen: no run has anything to do with it."""
        for _ in range(2):
            assert self.look() == []


@pytest.fixture
def sensor(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Sensor:
    monkeypatch.setenv("DATELINE_HOME", str(desk.settings.home))
    monkeypatch.setenv("DATELINE_RAW", str(desk.settings.raw))
    found = Sensor(desk)
    found.settle()
    return found


def add(desk: Desk, name: str = "harbour-post/new.txt", text: str = "A ferry left Bari.\n") -> None:
    (desk.settings.raw / name).write_text(text, encoding="utf-8")


def queue(desk: Desk, **config: Any) -> str:
    """A run that waits for the daemon to begin it."""
    job = build_defs(settings=desk.settings).resolve_job_def("reingest")
    asked = {"resources": {"run": {"config": config}}} if config else {}
    origin = RemoteJobOrigin(RemoteRepositoryOrigin(RegisteredCodeLocationOrigin("dateline"), "__repository__"), "reingest")
    return desk.instance.create_run_for_job(job, run_config=asked, status=dg.DagsterRunStatus.QUEUED, remote_job_origin=origin).run_id


def test_a_folder_that_a_run_has_read_asks_for_nothing(sensor: Sensor) -> None:
    assert sensor.reason == "What has changed was dealt with by another run."
    assert sensor.look() == []
    assert sensor.reason == "Nothing has changed in the folders."


def test_a_new_file_asks_for_one_run(sensor: Sensor) -> None:
    add(sensor.desk)
    assert sensor.look() == []
    assert "once nothing changes from one look to the next" in sensor.reason
    (request,) = sensor.look()
    assert (request.tags[tags.TRIGGER], request.run_config) == (TRIGGER, {})
    for _ in range(3):
        assert sensor.look() == []


def test_what_is_still_being_written_is_waited_for(sensor: Sensor) -> None:
    for number in range(3):
        add(sensor.desk, text="A ferry left Bari.\n" * (number + 1))
        assert sensor.look() == []
    assert len(sensor.look()) == 1


def test_a_look_that_is_repeated_asks_for_the_same_run(sensor: Sensor) -> None:
    """The daemon may be stopped between the look and the note of its cursor; of two requests with one key it launches one."""
    add(sensor.desk)
    sensor.look()
    before = sensor.cursor
    (first,) = sensor.look()
    sensor.cursor = before
    (second,) = sensor.look()
    assert first.run_key == second.run_key


def test_a_state_that_was_there_before_is_another_run(sensor: Sensor) -> None:
    keys = []
    file = sensor.desk.settings.raw / "harbour-post/strike.txt"
    for name in ("harbour-post/parked.txt", "harbour-post/strike.txt", "harbour-post/parked.txt"):
        file = file.rename(sensor.desk.settings.raw / name)
        sensor.look()
        keys += [request.run_key for request in sensor.look()]
    assert len(set(keys)) == len(keys) == 3


def test_a_run_that_is_at_work_is_waited_for(sensor: Sensor) -> None:
    add(sensor.desk)
    sensor.look()
    with run_lock(sensor.desk.settings.home):
        for _ in range(2):
            assert sensor.look() == []
            assert "Another run is at work" in sensor.reason
    assert len(sensor.look()) == 1  # it had begun before the file came


def test_a_run_that_waits_to_begin_will_find_it(sensor: Sensor) -> None:
    add(sensor.desk)
    waiting = queue(sensor.desk)
    sensor.look()
    assert sensor.look() == []
    assert sensor.reason == f"Run {waiting} is waiting to begin and will find what has changed."
    assert sensor.look() == []
    assert sensor.reason == "Nothing has changed in the folders."


def test_a_run_of_a_part_that_waits_will_not(sensor: Sensor) -> None:
    add(sensor.desk)
    queue(sensor.desk, sources=["courrier-du-delta"])
    sensor.look()
    assert len(sensor.look()) == 1


def test_a_folder_that_is_gone_is_named_and_comes_back_unchanged(sensor: Sensor) -> None:
    raw, cursor = sensor.desk.settings.raw, sensor.cursor
    aside = raw.rename(raw.with_name("unmounted"))
    assert sensor.look() == []
    assert str(raw) in sensor.reason
    assert sensor.cursor == cursor
    aside.rename(raw)
    assert sensor.look() == []
    assert sensor.reason == "Nothing has changed in the folders."


def test_an_empty_folder_where_articles_were_starts_a_run_that_says_so(sensor: Sensor) -> None:
    for item in sensor.desk.settings.raw.iterdir():
        shutil.rmtree(item)
    sensor.look()
    assert len(sensor.look()) == 1  # the run refuses, and tells whoever is to be told
    assert sensor.look() == []


@pytest.mark.parametrize("garbage", ["", "not JSON", "17", "[]", '{"n": "x"}', '{"n": 1, "done": null}', "\ud800"])
def test_a_cursor_that_cannot_be_read_is_begun_anew(sensor: Sensor, garbage: str) -> None:
    sensor.cursor = garbage
    assert Cursor.read(garbage).done in ("", "None")
    sensor.settle()
    assert sensor.reason == "What has changed was dealt with by another run."


def test_schedule_and_sensor_at_once_ask_for_one_run(sensor: Sensor) -> None:
    hour = hourly_schedule()
    add(sensor.desk)
    sensor.look()
    (request,) = hour.evaluate_tick(dg.build_schedule_context(instance=sensor.desk.instance)).run_requests or ()
    assert request.tags[tags.TRIGGER] == "schedule"
    waiting = queue(sensor.desk)  # what the daemon makes of it
    assert sensor.look() == []
    assert waiting in sensor.reason
    tick = hour.evaluate_tick(dg.build_schedule_context(instance=sensor.desk.instance))
    assert not tick.run_requests
    assert tick.skip_message == f"Run {waiting} is waiting to begin and will find all that is new."


@pytest.mark.parametrize(
    ("automation", "on"), [("off", set()), ("schedule", {"hour"}), ("sensor", {"folder"}), ("both", {"hour", "folder"})]
)
def test_what_is_on_from_the_start_is_a_setting(settings: Settings, automation: str, on: set[str]) -> None:
    from dataclasses import replace  # noqa: PLC0415

    defs = build_defs(settings=replace(settings, automation=automation)).get_repository_def()
    hour, folder = defs.get_schedule_def("reingest_hourly"), defs.get_sensor_def("raw_folder")
    assert (hour.default_status == dg.DefaultScheduleStatus.RUNNING) is ("hour" in on)
    assert (folder.default_status == dg.DefaultSensorStatus.RUNNING) is ("folder" in on)
    assert defs.get_sensor_def("upkeep").default_status == dg.DefaultSensorStatus.RUNNING
    assert (folder.minimum_interval_seconds, folder.job_name) == (SECONDS, reingest.name)
