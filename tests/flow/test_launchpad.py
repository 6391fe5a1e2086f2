"""Run configurations of the Launchpad, executed: a part of the work is done, the rest is left as it was; a wrong one says what is wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import dagster as dg
import pytest

from pipeline.defs import tags
from pipeline.defs.options import engine_of
from pipeline.settings import Settings
from pipeline.warehouse.folder import compare
from pipeline.warehouse.workspace import open_workspace

if TYPE_CHECKING:
    from conftest import Desk

STRIKE, FLOOD, PONT = "harbour-post/strike.txt", "harbour-post/flood.txt", "courrier-du-delta/pont.txt"
EMPTY = "harbour-post/nothing.txt"
READING = {"stages": ["documents"]}  # what is asked about is over by then


def reword(desk: Desk, *names: str, modified: float = 1_760_000_000) -> None:
    for name in names:
        file = desk.settings.raw / name
        file.write_text(file.read_text(encoding="utf-8") + "A second ferry left Bari on 4 March 2025.\n", encoding="utf-8")
        os.utime(file, (modified, modified))


def changed(desk: Desk) -> list[str]:
    """Files whose present article is not the one of the first run."""
    query = "SELECT l.uri FROM state.locations AS l JOIN state.versions AS v USING (article_id) WHERE l.is_present AND v.is_current"
    return sorted(uri for (uri,) in desk.ask(f"{query} AND v.supersedes_article_id IS NOT NULL"))


def done_again(desk: Desk, stage: str, before: dict[str, object]) -> set[str]:
    return {uri for uri, moment in desk.done_at(stage).items() if before.get(uri) != moment}


def test_one_outlet_is_read_and_no_other(desk: Desk) -> None:
    reword(desk, STRIKE, PONT)
    assert desk.launch({"sources": ["courrier-du-delta"], **READING}).success
    assert changed(desk) == [PONT]
    assert desk.launch(READING).success
    assert changed(desk) == [PONT, STRIKE]


def test_one_outlet_is_done_again_and_no_other(desk: Desk) -> None:
    before = {stage: desk.done_at(stage) for stage in ("read", "clean", "annotate")}
    rows = desk.ask("SELECT * FROM main.event_mentions ORDER BY ALL")
    assert desk.launch({"sources": ["courrier-du-delta"], "full": True}).success
    assert {stage: done_again(desk, stage, moments) for stage, moments in before.items()} == {stage: {PONT} for stage in before}
    assert desk.ask("SELECT * FROM main.event_mentions ORDER BY ALL") == rows
    assert desk.metadata("articles")["n_redone"] == 1


def test_one_stage_is_done_again_and_no_other(desk: Desk) -> None:
    before = {stage: desk.done_at(stage) for stage in ("read", "clean", "annotate")}
    assert desk.launch({"stages": ["annotate"], "full": True}).success
    again = {stage: done_again(desk, stage, moments) for stage, moments in before.items()}
    assert again == {"read": set(), "clean": set(), "annotate": {STRIKE, FLOOD, PONT}}


def test_one_stage_of_one_outlet_is_done_again(desk: Desk) -> None:
    before = {stage: desk.done_at(stage) for stage in ("read", "clean", "annotate")}
    assert desk.launch({"stages": ["clean"], "sources": ["harbour-post"], "full": True}).success
    again = {stage: done_again(desk, stage, moments) for stage, moments in before.items()}
    assert again == {"read": set(), "clean": {STRIKE, FLOOD}, "annotate": set()}


def test_a_stage_that_is_left_out_is_done_by_the_next_run(desk: Desk) -> None:
    reword(desk, FLOOD)
    assert desk.launch({"stages": ["documents", "clean"]}).success
    assert FLOOD not in desk.done_at("annotate")
    assert desk.metadata("quotes")["how_it_fared"] == "This stage was left out of the run. 1 article still to be done."
    assert desk.launch().success
    assert FLOOD in desk.done_at("annotate")
    assert desk.metadata("quotes")["how_it_fared"] == "1 article annotated."


def test_only_what_was_modified_since(desk: Desk) -> None:
    reword(desk, FLOOD, modified=1_755_000_000)  # 12 August 2025
    reword(desk, PONT, modified=1_765_000_000)  # 6 December 2025
    assert desk.launch({"since": "2025-10-01", **READING}).success
    assert changed(desk) == [PONT]


def test_no_more_files_than_the_limit_and_the_next_run_takes_the_others(desk: Desk) -> None:
    for number in range(3):
        (desk.settings.raw / f"wire-{number}.txt").write_text(f"The ferry to Bari carried {number + 7} lorries on 3 March 2025.\n")
    limited = desk.launch({"limit": 1, **READING}).dagster_run.run_id
    rest = desk.launch(READING).dagster_run.run_id
    found = [desk.instance.get_run_by_id(run) for run in (limited, rest)]
    assert [(run.tags["dateline/n_new"], run.tags[tags.TRIGGER]) for run in found if run] == [("1", "launchpad"), ("2", "launchpad")]


def test_what_failed_is_read_again_when_that_is_asked_for(desk: Desk) -> None:
    query = "SELECT uri, last_seen_at, is_resolved FROM state.errors"
    ((uri, first, _),) = desk.ask(query)
    with open_workspace(desk.settings) as ws:
        assert compare(ws).is_empty  # a run that is not asked to leaves it
    reads = desk.done_at("read")
    assert desk.launch({"retry_failed": True, **READING}).success
    ((again, last, is_resolved),) = desk.ask(query)
    assert (uri, again, is_resolved) == (EMPTY, EMPTY, False)
    assert last > first
    assert desk.done_at("read") == reads


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"stages": ["anotate"]}, "`stages`: there is no stage 'anotate'. Did you mean annotate? Write some of documents, clean"),
    ({"stages": []}, "`stages` is empty: the run would do nothing."),
    ({"sources": ["harbor-post"]}, "`sources`: there is no outlet 'harbor-post'. Did you mean harbour-post? There are courrier-du-delta"),
    ({"since": "last week"}, "`since` is 'last week', not a day or moment. Write 2026-05-31"),
    ({"limit": 0}, "`limit` is 0: the run would read nothing."),
    ({"engine": "abacus"}, "`engine` is 'abacus', which it cannot be (the run's configuration)."),
    ({"engine": "spark", "spark_master": "host"}, "`spark_master` is 'host', not the address of a Spark master"),
]


@pytest.mark.parametrize(("config", "message"), WRONG, ids=lambda value: str(value)[:24])
def test_a_wrong_value_says_what_is_wrong_and_nothing_is_done(desk: Desk, config: dict[str, Any], message: str) -> None:
    before, stamp = desk.ask("SELECT * FROM state.ledger ORDER BY ALL"), desk.settings.warehouse.stat()
    done = desk.launch(config)
    assert not done.success
    (failed,) = desk.instance.get_run_records(dg.RunsFilter(run_ids=[done.run_id]))
    assert failed.dagster_run.status == dg.DagsterRunStatus.FAILURE
    said = [str(event.event_specific_data) for event in done.all_events if event.is_failure]
    assert any(message in text.replace("\\'", "'") for text in said), said
    assert desk.ask("SELECT * FROM state.ledger ORDER BY ALL") == before
    assert desk.settings.warehouse.stat() == stamp


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"limit": "many"}, "limit"),
        ({"source": ["harbour-post"]}, 'unexpected config entry "source"'),
        ({"sources": "harbour-post"}, "sources"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_before_there_is_a_run(desk: Desk, config: dict[str, Any], message: str) -> None:
    before = desk.instance.get_runs_count()
    with pytest.raises(dg.DagsterInvalidConfigError, match=message):
        desk.launch(config)
    assert desk.instance.get_runs_count() == before


def test_the_engine_that_is_asked_for_outranks_the_settings(settings: Settings) -> None:
    asked = engine_of({"engine": "spark", "spark_master": "spark://10.0.0.5:7077"}, settings)
    assert (asked.engine, asked.spark_master) == ("spark", "spark://10.0.0.5:7077")
    assert engine_of({"engine": None, "spark_master": None}, asked) == asked


def test_the_launchpad_explains_each_option() -> None:
    from pipeline.defs.build import build_defs  # noqa: PLC0415

    resource = build_defs().resolve_job_def("reingest").resource_defs["run"]
    fields = resource.config_schema.as_field().config_type.fields
    assert set(fields) == {"sources", "stages", "since", "limit", "retry_failed", "full", "engine", "spark_master"}
    assert all(field.description and not field.is_required for field in fields.values())
