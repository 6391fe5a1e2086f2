"""What an operator is told: the run, what failed, how many, what to do; and nothing of an article's text."""

from __future__ import annotations

from pipeline.engines.notices import LONGEST, FailedCheck, RunStory, compose, sentence
from pipeline.warehouse.connect import WarehouseError


def text(story: RunStory) -> str:
    message = compose(story)
    assert message is not None
    return message.text


def test_nothing_is_said_of_a_run_in_which_nothing_failed() -> None:
    assert compose(RunStory("run-1", "schedule")) is None


def test_a_run_that_failed() -> None:
    message = compose(RunStory("run-1", "schedule", error="The disk is full.", step="clean_articles"))
    assert message is not None
    assert message.subject == "Dateline: the run failed (run-1)"
    assert message.failed == ("run",)
    assert message.text.splitlines() == [
        "Dateline, run run-1, started by: schedule",
        "The run failed in clean_articles: The disk is full.",
        "The published warehouse is as it was. The run's page in `dateline ui` shows its log; `dateline run` tries again.",
    ]


def test_a_failed_check_blocks_and_a_warning_does_not() -> None:
    blocking = compose(RunStory("run-1", failed_checks=(FailedCheck("spans", True, 3),)))
    warning = compose(RunStory("run-1", failed_checks=(FailedCheck("kept_share", False, 1), FailedCheck("undated", False))))
    assert blocking is not None
    assert warning is not None
    assert blocking.failed == ("run", "check")
    assert "Checks failed: spans (3 rows)." in blocking.text
    assert "as it was" in blocking.text
    assert warning.failed == ("check",)
    assert warning.subject == "Dateline: 2 checks with a warning (run-1)"
    assert "Checks with a warning: kept_share (1 row), undated." in warning.text
    assert "as it was" not in warning.text


def test_documents_are_counted_by_code_and_not_named() -> None:
    told = text(RunStory("run-1", failed_documents={"binary": 2, "empty_file": 1200}))
    assert "1,202 documents failed: 1200 empty_file, 2 binary." in told
    assert "ingest_errors" in told


def test_words_of_other_people_s_errors_stay_here() -> None:
    assert sentence(WarehouseError("There is no warehouse yet.")) == "There is no warehouse yet."
    assert sentence(ValueError("‘The minister fled’ is no date")) == "ValueError (its words stand in the run's log)"


def test_what_chats_and_terminals_act_upon_is_taken_out() -> None:
    told = text(RunStory("run-1", "x", error="a\x1b[31m b\nc <!channel> @everyone \u202eabc\ud800"))
    line = told.splitlines()[1]
    assert line == "The run failed: a[31m b c ‹!channel› ＠everyone abc\ufffd"
    told.encode()


def test_a_message_is_short_whatever_happened() -> None:
    many = {f"code_{i}": 1 for i in range(500)}
    checks = tuple(FailedCheck(f"check_{i}" * 20, bool(i % 2), 1) for i in range(100))
    told = text(RunStory("run-1", error="e" * 10_000, failed_checks=checks, failed_documents=many))
    assert len(told) <= LONGEST
    assert "and 490 more" in told or told.endswith("…")
