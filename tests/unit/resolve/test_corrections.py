"""Rows that say that something was read wrongly: what they find, what they leave, and which of them are in each other's way."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from pipeline.resolve.corrections import Corrections, settle
from pipeline.resolve.judgement_files import parse
from pipeline.resolve.judgements import Judgement

HEAD = ("kind", "name", "value", "type", "source", "document", "start", "value_start", "when", "who", "why")
TEXT = """Menu
Mayor Ada Kone Tuesday met the union.
"We pay, and we build," she said, "until May."
The union met Kone twice: it met and met."""
COLUMNS = ["article_id", "kind", "no", "start", "end", "item_id", "utterance_no", "trigger_start", "trigger_end", "type", "realis"]
Said = tuple[str, ...]  # kind, name, value, type, start, value_start


def _at(words: str, place: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(place + 1):
        start = TEXT.index(words, start + 1)
    return start, start + len(words)


def spans() -> pd.DataFrame:
    rows: list[tuple[object, ...]] = [
        ("art_p1", "quote", 0, *_at("We pay, and we build,"), "quo_0", 0, None, None, "direct", None),
        ("art_p1", "quote", 1, *_at("until May."), "quo_1", 0, None, None, "direct", None),
        ("art_p1", "event", 0, *_at("Mayor Ada Kone Tuesday met the union"), "evm_0", None, *_at("met"), "CONSULT", "actual"),
        ("art_p1", "event", 1, *_at("we build"), "evm_1", 0, *_at("build"), "COOPERATE", "actual"),
        ("art_p1", "event", 2, *_at("The union met Kone twice: it met and met"), "evm_2", None, *_at("met", 1), "CONSULT", "actual"),
        ("art_p1", "event", 3, *_at("The union met Kone twice: it met and met"), "evm_3", None, *_at("met", 2), "CONSULT", "actual"),
        ("art_p1", "name", 0, *_at("Ada Kone Tuesday"), "men_0", None, None, None, "PER", None),
        ("art_p1", "name", 1, *_at("union"), "men_1", None, None, None, "ORG", None),
        ("art_p1", "dropped", 0, 0, 4, None, None, None, None, None, None),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def read(*rows: Said) -> tuple[Judgement, ...]:
    """The rows, each a day later than the one before."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for day, row in enumerate(rows, 1):
        kind, name, value, type_, start, value_start = (*row, *[""] * 3)[:6]
        writer.writerow([kind, name, value, type_, "gazette", "p1", start, value_start, f"2025-06-{day:02}", "Noor", "seen"])
    return parse({"a.csv": out.getvalue().encode()})


def settled(*rows: Said) -> Corrections:
    documents = pd.DataFrame([("gazette", "p1", "art_p1", TEXT)], columns=["source_id", "document", "article_id", "text"]).astype("str")
    found, other = (settle(order, documents, spans()) for order in (read(*rows), read(*rows)[::-1]))
    for frame in ("quotes", "events", "names"):
        assert getattr(found, frame).equals(getattr(other, frame)), "the order of rows says nothing"
    return found


def told(found: Corrections) -> list[tuple[str, str]]:
    """Status and reason of each row, in the order in which they stand."""
    return [(o.status, o.reason) for o in sorted(found.outcomes, key=lambda o: o.judgement.line)]


def rows_of(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(frame[["no", *columns]].itertuples(index=False, name=None))


def test_right_words_take_the_place_of_those_that_were_found() -> None:
    found = settled(
        ("quote_span", "We pay, and we build,", "We pay"),
        ("name_span", "Ada Kone Tuesday", "Ada Kone"),
        ("event_trigger", "Mayor Ada Kone Tuesday met the union", "met the union"),
        ("event_type", "Mayor Ada Kone Tuesday met the union", "agree/promise"),
        ("quote_kind", "until May.", "mixed"),
    )
    assert {status for status, _ in told(found)} == {"applied"}
    assert rows_of(found.quotes, "text", "kind", "is_gone") == [(0, "We pay", "direct", False), (1, "until May.", "mixed", False)]
    assert rows_of(found.names, "text", "start", "end") == [(0, "Ada Kone", *_at("Ada Kone"))]
    changed = rows_of(found.events, "trigger_text", "event_type", "event_mode", "quad_class", "attribution", "quote_no", "is_said")
    # what was built was said in words that are nobody's now: the article itself tells it
    assert changed == [(0, "met the union", "AGREE", "promise", 1, "narrator", -1, True), (1, "build", "", "", 0, "narrator", -1, False)]


def test_what_is_none_goes_and_what_else_is_said_of_it_is_refused() -> None:
    found = settled(("quote_kind", "until May.", "mixed"), ("quote_span", "until May.", "none"), ("event_type", "build", "none"))
    assert told(found) == [
        ("refused", "a.csv line 3 says that there is no quotation there."), ("applied", ""), ("applied", ""),
    ]  # fmt: skip
    assert rows_of(found.quotes, "is_gone") == [(1, True)]
    assert rows_of(found.events, "is_gone") == [(1, True)]
    assert {t.item_id for t in found.read.gone} == {"quo_1", "evm_1"}


def test_who_corrects_a_correction_names_its_words() -> None:
    found_words, long, short = "We pay, and we build,", 'We pay, and we build," she said', "We pay"
    found = settled(("quote_span", found_words, long), ("quote_span", long, short))
    assert [status for status, _ in told(found)] == ["refused", "applied"]
    assert told(found)[0][1] == "a.csv line 3 corrects what this row gives."
    assert rows_of(found.quotes, "text") == [(0, short)]
    # what is said of the words that do not hold is said of the same quotation
    assert {t.also for t in found.read.things["art_p1"] if t.item_id == "quo_0"} == {(_at(long), _at(short))}


def test_a_type_that_a_user_gives_names_the_report_too() -> None:
    found = settled(("event_type", "build", "aid"), ("event_span", "build", "and we build", "AID"))
    assert [status for status, _ in told(found)] == ["applied", "applied"]
    assert rows_of(found.events, "text", "event_type") == [(1, "and we build", "AID")]


@pytest.mark.parametrize(
    ("rows", "status", "said"),
    [
        ([("quote_span", "We pay, and we build,", "until May.")], "refused", "do not touch the quotation that was found"),
        ([("quote_span", "We pay, and we build,", "We paid")], "orphaned", "stand no more in the document"),
        ([("quote_span", "We pay, and we build,\" she said, \"until May.", "We pay")], "refused", "several segments"),
        ([("quote_span", "The union met Kone", "union")], "orphaned", "no quotation was found"),
        ([("name_span", "Ada Kone Tuesday", "Menu Mayor Ada Kone")], "refused", "a line that is dropped"),
        ([("name_span", "Ada Kone Tuesday", "Ada Kone Tuesday met the union")], "refused", "Another name stands in these words"),
        ([("event_span", "met", "Mayor Ada Kone Tuesday", "", str(_at("met")[0]))], "refused", "do not lie in its clause"),
        ([("event_trigger", "met", "met", "", str(_at("met", 1)[0]), str(_at("met", 2)[0]))], "refused", "Another report tells an act"),
        ([("event_trigger", "met", "t", "", str(_at("met", 1)[0]))], "refused", "Give their offset in `value_start`"),
        ([("event_type", "build", "x-race")], "refused", "No codebook has the type x-race"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_out_says_why(rows: list[Said], status: str, said: str) -> None:
    found = settled(*rows)
    (outcome,) = told(found)
    assert (outcome[0], said in outcome[1]) == (status, True), outcome
    assert found.quotes.empty
    assert found.events.empty
    assert found.names.empty


def test_two_rows_that_are_in_each_other_s_way_are_neither_carried_out() -> None:
    found = settled(
        ("name_span", "Ada Kone Tuesday", "Ada Kone Tuesday met"), ("name_span", "union", "met the union", "", str(_at("union")[0]))
    )
    assert {status for status, _ in told(found)} == {"refused"}
    assert found.names.empty


def test_of_two_places_the_row_says_which() -> None:
    third = _at("met", 3)
    found = settled(("event_trigger", "met", "met", "", str(_at("met", 2)[0]), str(third[0])))
    assert told(found) == [("applied", "")]
    assert rows_of(found.events, "trigger_start", "trigger_end") == [(3, *third)]
