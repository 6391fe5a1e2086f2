"""Facts about the blocks in which events are worked on."""

from __future__ import annotations

from pipeline.resolve.event_blocks import blocks

COUNTS = {"AID": 3, "CONSULT": 40, "ASSAULT": 12, "AGREE": 30}


def test_each_type_is_a_block_and_the_largest_is_begun_first() -> None:
    assert blocks(COUNTS, ()) == [["CONSULT"], ["AGREE"], ["ASSAULT"], ["AID"]]


def test_types_of_which_a_user_calls_two_reports_one_event_are_worked_on_together() -> None:
    assert blocks(COUNTS, [("ASSAULT", "AGREE"), ("AGREE", "AGREE")]) == [["AGREE", "ASSAULT"], ["CONSULT"], ["AID"]]
    assert blocks(COUNTS, [("AID", "AGREE"), ("ASSAULT", "AID")]) == [["AGREE", "AID", "ASSAULT"], ["CONSULT"]]
