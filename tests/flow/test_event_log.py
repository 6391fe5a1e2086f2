"""Dagster's event log is held open in a run: what it holds is there for others at once, and nothing stays open behind it."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipeline.defs.event_log import held_open
from pipeline.defs.storage import instance_of, prepare
from pipeline.engines.instance import instance_folder
from pipeline.settings import Settings


@dg.asset(check_specs=[dg.AssetCheckSpec("afloat", asset="ferry")])
def ferry() -> Iterator[dg.MaterializeResult[None]]:
    yield dg.MaterializeResult(metadata={"passengers": 3}, check_results=[dg.AssetCheckResult(passed=True, check_name="afloat")])


def sailed(instance: dg.DagsterInstance) -> str:
    """The id of a run that made an asset and checked it."""
    done = dg.materialize([ferry], instance=instance)
    assert done.success
    return done.run_id


def told(instance: dg.DagsterInstance, run_id: str) -> list[str]:
    return [str(entry.dagster_event_type) for entry in instance.all_logs(run_id)]


def held(settings: Settings) -> list[str]:
    """Files of the event log that this process has open."""
    place = str(instance_folder(settings) / "storage")
    found = (str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink())
    return [path for path in found if path.startswith(place)]


def test_others_read_what_is_written_and_nothing_stays_open(settings: Settings) -> None:
    with instance_of(settings) as instance:
        run_id = sailed(instance)
        assert held(settings)
        with dg.DagsterInstance.from_config(str(instance_folder(settings))) as other:
            assert told(other, run_id) == told(instance, run_id)
            assert other.get_latest_materialization_event(dg.AssetKey("ferry")) is not None
            second = sailed(other)  # and write beside it
        assert told(instance, second) == told(instance, run_id)
    assert held(settings) == []
    assert [path.name for path in (instance_folder(settings) / "storage").rglob("*-wal")] == []


def test_a_log_that_was_held_open_is_that_of_any_other_run(settings: Settings) -> None:
    prepare(settings)
    with dg.DagsterInstance.from_config(str(instance_folder(settings))) as instance:
        plain = sailed(instance)
        with held_open(instance):
            with held_open(instance):
                pass
            assert "_connect" in vars(instance.event_log_storage)
            run_id = sailed(instance)
        assert told(instance, run_id) == told(instance, plain)
        assert "_connect" not in vars(instance.event_log_storage)
        key = dg.AssetCheckKey(dg.AssetKey("ferry"), "afloat")
        assert len(instance.event_log_storage.get_asset_check_execution_history(key, limit=9)) == 2


def test_another_log_is_left_alone() -> None:
    with dg.DagsterInstance.ephemeral() as instance, held_open(instance):
        assert told(instance, sailed(instance))
