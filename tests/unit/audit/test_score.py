"""Verdicts that count, precision and recall, reckoned by hand."""

from __future__ import annotations

import pytest

from pipeline.audit import recall, score
from pipeline.audit.sheets import Keyed, Listed, Verdict
from pipeline.audit.verdicts import ADJUDICATED, agreements, coders, settled

EN, FR = ("en", "", ""), ("fr", "", "")


def _sheet(said: str) -> dict[str, Verdict]:
    """Verdicts of items i0, i1 …: their first letters, `.` for none."""
    words = {"r": "right", "w": "wrong", "p": "partly", "u": "unsure"}
    return {f"i{k}": Verdict(words[c]) for k, c in enumerate(said) if c != "."}


def test_most_coders_decide_and_the_adjudicator_outranks_them() -> None:
    three = {"a": _sheet("rrru.w"), "b": _sheet("rwwu.."), "c": _sheet("wwrr.u")}
    assert settled(three) == {"i0": "right", "i1": "wrong", "i2": "right", "i3": "right", "i5": "wrong"}
    even = {"a": _sheet("ru"), "b": _sheet("wu")}
    assert settled(even) == {"i0": "unsure", "i1": "unsure"}
    assert settled({**even, ADJUDICATED: _sheet("w")}) == {"i0": "wrong", "i1": "unsure"}
    assert coders({**even, ADJUDICATED: _sheet("w"), "c": {}}) == ["a", "b"]


def test_agreement_is_told_by_question_and_leaves_out_what_is_unsure() -> None:
    key = [Keyed(f"i{k}", f"q{k}", "quotes", "span" if k < 4 else "speaker", EN) for k in range(6)]
    found = agreements(key, {"a": _sheet("rrwurw"), "b": _sheet("rrwwwr"), ADJUDICATED: _sheet("wwwwww")})
    assert [(a.question, a.n, a.percent) for a in found] == [("span", 3, 1.0), ("speaker", 2, 0.0), ("", 5, 0.6)]
    assert agreements(key, {"a": _sheet("rrwurw")}) == []


def test_a_quote_is_right_in_all_or_not() -> None:
    key = [Keyed(f"i{k}", f"q{k // 2}", "quotes", ("span", "speaker")[k % 2], EN if k < 6 else FR) for k in range(10)]
    said = {"i0": "right", "i1": "right", "i2": "right", "i3": "wrong", "i4": "partly", "i5": "right", "i6": "right", "i7": "unsure",
            "i8": "right"}  # fmt: skip
    found = {(f.question, f.value): f for f in score.figures(key, {"quotes": {EN: 30, FR: 20}}, ["lang"], said)}
    whole = found["all", ""]
    assert (whole.n_rows, whole.n_drawn, whole.n_judged, whole.n_right, whole.n_partly, whole.n_undecided) == (50, 5, 3, 1, 1, 1)
    span = found["span", ""]
    # English 2 of 3 (one partly) weighs 30, French 2 of 2 weighs 20.
    assert span.precision is not None
    assert span.precision.estimate == pytest.approx(0.6 * 2 / 3 + 0.4)
    assert span.with_partly == pytest.approx(1)
    speaker = found["speaker", "fr"]
    assert (speaker.n_judged, speaker.precision, speaker.bounds) == (0, None, (0.0, 1.0))
    assert found["speaker", "en"].precision.estimate == pytest.approx(2 / 3)  # type: ignore[union-attr]


def test_lines_are_put_alike_and_counted_by_what_the_machine_decided() -> None:
    key = [Keyed(f"i{k}", f"l{k}", "lines kept" if k < 3 else "lines dropped", "in article", EN) for k in range(6)]
    said = dict.fromkeys(("i0", "i1", "i3"), "right") | dict.fromkeys(("i2", "i4", "i5"), "wrong")
    kept, dropped = score.figures(key, {"lines kept": {EN: 100}, "lines dropped": {EN: 100}}, [], said)
    assert (kept.n_right, dropped.n_right) == (2, 2)  # a dropped line that is part of the article is an error


TEXT = "The mayor said the bridge is safe. “It will hold”, said Amal Idrissi. Workers struck on Monday and marched on Tuesday."
FOUND = {"a1": {"quote": [(TEXT.index("the bridge"), TEXT.index(". “")), (TEXT.index("It will"), TEXT.index("”"))],
                "event": [(TEXT.index("struck"), TEXT.index(" on Monday"))]}}  # fmt: skip


def test_recall_is_what_was_found_of_what_readers_list() -> None:
    listed = [
        Listed("a1", "quote", "the bridge is", ""), Listed("a1", "quote", "THE  BRIDGE", ""), Listed("a1", "quote", "“It will hold", ""),
        Listed("a1", "event", "struck on Monday", ""), Listed("a1", "event", "marched", ""), Listed("a1", "event", "marched on", ""),
    ]  # fmt: skip
    counts, missed = recall.compare(listed, {"a1": TEXT}, FOUND)
    assert counts == {("a1", "quote"): (2, 2), ("a1", "event"): (1, 2)}
    assert [(m.kind, m.words) for m in missed] == [("event", "marched")]
    found = recall.recall(counts, {"a1", "a2"}, {"a1": "en", "a2": "fr"}, "lang")
    assert [(r.kind, r.value, r.n_articles, r.n_listed, r.n_found) for r in found] == [
        ("quote", "", 2, 2, 2), ("quote", "en", 1, 2, 2), ("quote", "fr", 1, 0, 0),
        ("event", "", 2, 2, 1), ("event", "en", 1, 2, 1), ("event", "fr", 1, 0, 0),
    ]  # fmt: skip
    assert found[0].proportion is not None
    assert found[2].proportion is None
