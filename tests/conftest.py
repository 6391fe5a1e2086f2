"""What holds for every test."""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest

from pipeline.engines.local import uncollected

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")

# Minutes each, or tens of seconds beside others that go the same way faster: `make faults` runs them, `make test` counts them as left out.
LONG_FILES = frozenset({
    "test_any_history.py", "test_killed.py", "test_order.py", "test_fault_table.py", "test_raw_folder.py", "test_torn_reads.py",
    "test_damaged_files.py", "test_two_runs.py", "test_readers.py", "test_hostile_input.py", "test_forgetting_killed.py",
    "test_full_disk.py", "test_wheel.py",
})  # fmt: skip
LONG_TESTS = frozenset({
    "test_all_three_languages_or_one",
    "test_many_open_an_instance_that_is_not_there_yet",
    "test_an_extractor_s_code_is_shown_and_redoes_its_stage_only",
    "test_no_byte_of_a_name_is_left",
    # Forgetting: an article and a person go, and come back by no run, in every test run.
    "test_an_article_can_be_forgotten_behind_a_person_and_the_other_way_round",
    "test_what_users_decided_about_it_is_not_carried_out_any_more",
    "test_names_go_from_pages_sidecars_and_records", "test_an_address_is_forgotten_in_any_form", "test_recovery_brings_nothing_back",
    "test_no_kept_version_brings_it_back", "test_a_name_that_the_corpus_does_not_know_is_blanked_when_it_comes",
    "test_a_record_of_a_file_goes_and_the_others_stay", "test_a_register_from_another_machine_is_carried_out_by_a_run",
    "test_an_address_that_nobody_has_yet_is_left_out_when_it_comes", "test_without_its_rows_it_comes_back",
    "test_a_run_at_work_is_waited_for_and_told",
    # What others hold as well, each in its own way: orders of arrival, settings that meet, an engine's ends.
    "test_a_session", "test_any_order_and_portion_of_arrival_publishes_the_same",
    "test_one_at_a_time_in_any_order_publishes_what_all_at_once_does",
    "test_a_run_from_the_pages_has_the_settings_and_one_that_is_killed_is_told", "test_two_runs_from_the_shell_at_once_in_an_empty_home",
    "test_a_run_lists_its_failures_without_an_escape", "test_a_stage_reads_of_the_packs_what_its_version_is_made_of",
    "test_neither_batches_nor_order_change_what_a_model_says", "test_switched_on_exchanged_and_off_again",
    "test_a_missing_verb_is_listed_and_heard_once_it_is_added", "test_the_user_s_lexicon_and_overrides_are_shown_when_they_change",
    "test_a_clock_that_was_set_back_does_not_make_an_old_version_the_newest", "test_a_document_that_takes_too_much_memory_costs_itself",
    "test_what_is_clean_already_is_only_annotated", "test_outcomes_of_a_run_that_was_killed_are_not_asked_for_again",
    "test_a_process_that_somebody_else_kills_costs_nothing", "test_outcomes_of_another_code_are_left",
})  # fmt: skip
# Of these one case goes along in every test run, so that what they stand on is tried there too.
ONE_OF = frozenset({
    "test_a_killed_run_is_continued", "test_what_is_forgotten_of_a_bulk_file_stays_so", "test_a_person_is_blanked_in_bulk_files",
    "test_a_damaged_build_file", "test_a_second_run_waits_for_the_first",
})  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the long ones, and leave them to `make faults`."""
    seen: set[str] = set()
    for item in items:
        name = getattr(item, "originalname", item.name)
        is_first, is_one_of = name not in seen, name in ONE_OF
        seen.add(name)
        if (is_one_of and not is_first) or (not is_one_of and (item.path.name in LONG_FILES or name in LONG_TESTS)):
            item.add_marker(pytest.mark.long)
            if os.environ.get("DATELINE_FAULTS") != "all":
                item.add_marker(pytest.mark.skip(reason="takes long: `make faults` runs it"))


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """No look for cycles of garbage within a test: one goes through the tables of all languages, takes a second, and would be counted as
    time of the code that a test measures. Between tests there is time for it."""
    with uncollected():
        yield


@pytest.fixture(autouse=True)
def same_environment() -> Iterator[None]:
    """What a test, or a run that it starts, writes into the environment is gone with it: settings are read from there."""
    before = dict(os.environ)
    yield
    if os.environ != before:
        os.environ.clear()
        os.environ.update(before)
