"""Rows about one place of a document: their cells, where their words stand, and where they contradict each other."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from pipeline.resolve.event_retold import retold
from pipeline.resolve.followed import followed, lines_of, located
from pipeline.resolve.groups import Judged
from pipeline.resolve.judgement_files import parse
from pipeline.resolve.judgements import Judgement, JudgementsError, Target
from pipeline.resolve.place_cells import Period, period
from pipeline.resolve.placed import Read, find, pairs, settle, things_of
from pipeline.resolve.ties import check

HEAD = "kind,name,value,role,source,document,start,type,value_source,value_document,value_start,who,when,why\n"


def read(*rows: str) -> tuple[Judgement, ...]:
    filled = [",".join([*row.split(","), *[""] * 11][:11]) + ",Noor,2025-06-30,seen" for row in rows]
    return parse({"a.csv": (HEAD + "\n".join(filled)).encode()})


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("line,Share,chrome,,gazette,p1", "value", "no role of a line"),
        ("line,Share,other,,,p1", "source", "is empty"),
        ("line,Share,other,,gazette,", "document", "about one place"),
        ("line,,other,,gazette,p1", "name", "is empty"),
        ("line,Share,other,,gazette,p1,,PER", "type", "says nothing"),
        ("speaker,We won,,,gazette,p1", "value", "the speaker's name"),
        ("date,Tuesday,4 March,,gazette,p1", "value", "no day or period"),
        ("date,Tuesday,2025-02-30,,gazette,p1", "value", "no day or period"),
        ("date,,2025-03-04/2025-03-05,,gazette,p1", "value", "published on one day"),
        ("date,,2025-03-04,,gazette,p1,12", "start", "without the words"),
        ("realis,met,real,,gazette,p1", "value", "no realis"),
        ("participant,met,Halima Barka,,gazette,p1", "role", "in which role"),
        ("participant,met,Halima Barka,leader,gazette,p1", "role", "is no role"),
        ("same_event,met,signed,,gazette,p1", "value_document", "the other report"),
        ("same_event,met,met,,gazette,p1,,,gazette,p1", "value", "both sides name the same"),
    ],
)
def test_a_cell_that_cannot_be_meant(row: str, column: str, said: str) -> None:
    with pytest.raises(JudgementsError) as caught:
        read(row)
    assert any(f"column `{column}`" in problem and said in problem for problem in caught.value.problems), caught.value.problems


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("2025-03-04", Period(date(2025, 3, 4), date(2025, 3, 4), "day")),
        ("2024-02", Period(date(2024, 2, 1), date(2024, 2, 29), "month")),
        ("2025", Period(date(2025, 1, 1), date(2025, 12, 31), "year")),
        ("2025-03-04/2025-03-09", Period(date(2025, 3, 4), date(2025, 3, 9), "week")),
        ("2024-12/2025-01", Period(date(2024, 12, 1), date(2025, 1, 31), "quarter")),
        ("2025-03-04/2025-03-03", None),
        ("٢٠٢٥", None),
        ("0000", None),
    ],
)
def test_days_and_periods(value: str, meant: Period | None) -> None:
    assert period(value) == meant


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("line,Share,other,,gazette,p1", "line,share,body,,gazette,p1"), "two roles, body and other"),
        (("speaker,We won,none,,gazette,p1", "speaker,We won,Halima Barka,,gazette,p1"), "two speakers"),
        (("participant,met,none,host,gazette,p1", "participant,met,Halima Barka,host,gazette,p1"), "nobody and somebody as host"),
        (
            ("same_event,met,signed,,gazette,p1,,,gazette,p2", "same_event,signed,agreed,,gazette,p2,,,gazette,p3",
             "different_event,agreed,met,,gazette,p3,,,gazette,p1"),
            "are two events, but",
        ),
        (
            ("same_statement,We won,They won,,gazette,p1,,,gazette,p2", "different_statement,They won,We won,,gazette,p2,,,gazette,p1"),
            "are two statements, but",
        ),
        (("quote_span,We won,none,,gazette,p1", "quote_span,We won,We,,gazette,p1"), "two spans, none and We"),
        (("event_type,met,CONSULT,,gazette,p1", "event_type,met,AGREE,,gazette,p1"), "two types"),
    ],
)  # fmt: skip
def test_rows_that_contradict_each_other(rows: tuple[str, ...], said: str) -> None:
    with pytest.raises(JudgementsError, match=said):
        check(read(*rows))


def test_two_may_take_part_in_one_role_and_an_id_may_be_a_word_of_a_line() -> None:
    check(read("participant,met,Halima Barka,host,gazette,p1", "participant,met,Oumar Tchari,host,gazette,p1"))
    (line,) = read("line,update:now,other,,gazette,p1")
    assert (line.target.anchor, line.target.name) == ("", "update:now")


TEXT = "Share\nThe mayor spoke.  The mayor\nleft.\nShare\n\nوزار الوزير"


@pytest.mark.parametrize(
    ("words", "start", "meant"),
    [
        ("mayor spoke", -1, (10, 21)),
        ("mayor left.", 99, (28, 39)),
        ("The mayor", 24, (24, 33)),
        ("The mayor", 25, "stand 2 times in the document, none of them at that offset"),
        ("The mayor", -1, "stand 2 times"),
        ("The major", 6, "stand no more"),
        ("زار", TEXT.index("زار"), (TEXT.index("زار"), TEXT.index("زار") + 3)),
    ],
)
def test_words_are_found_where_they_stand_or_where_they_have_moved(words: str, start: int, meant: object) -> None:
    found = located(Target(start=start, name=words), TEXT)
    assert meant in found if isinstance(found, str) and isinstance(meant, str) else found == meant


@pytest.mark.parametrize(
    ("words", "start", "meant"), [("Share", 0, (1,)), ("Share", 40, (4,)), ("The mayor left.", -1, (2, 3)), ("left.", -1, (3,))]
)
def test_words_mean_lines(words: str, start: int, meant: tuple[int, ...]) -> None:
    assert lines_of(Target(start=start, name=words), TEXT) == meant


def documents(**texts: str) -> pd.DataFrame:
    rows = [("gazette", name, f"art_{name}", text) for name, text in texts.items()] + [("gazette", "alias", "art_p1", texts["p1"])]
    return pd.DataFrame(rows, columns=["source_id", "document", "article_id", "text"]).astype("str")


def test_of_two_rows_on_one_line_the_later_one_holds_whatever_their_order() -> None:
    rows = read("line,Share,other,,gazette,p1,0", "line,Share,share,,gazette,alias,0", "date,,2025-03,,gazette,p1")
    told = [followed(order, documents(p1=TEXT)) for order in (rows, rows[::-1])]
    assert told[0] == told[1]
    decided = told[0].decided["art_p1"]
    assert [(number, role) for number, role, _ in decided.lines] == [(1, "other")]
    assert decided.published is not None
    assert (decided.published.on, decided.published.precision, decided.published.basis) == (date(2025, 3, 1), "month", "user")
    assert [reason for reason, _ in told[0].problems.values()] == [
        "a.csv line 2 says other of the same, and was decided later or comes first."
    ]


SPANS = pd.DataFrame(
    [
        ("art_p1", "event", 0, 6, 22, "evm_0", None, 16, 21, "CONSULT", "actual"),
        ("art_p1", "event", 1, 6, 22, "evm_1", None, 10, 15, "AGREE", "actual"),
        ("art_p1", "quote", 0, 28, 39, "quo_0", 0, None, None, None, None),
    ],
    columns=["article_id", "kind", "no", "start", "end", "item_id", "utterance_no", "trigger_start", "trigger_end", "type", "realis"],
)


def test_what_stands_at_a_place() -> None:
    things = things_of(SPANS)
    texts = {"art_p1": TEXT}
    several = find(Target(name="The mayor spoke.", start=6), "realis", texts, things)
    assert several.is_unclear
    assert [t.item_id for t in find(Target(name="The mayor spoke.", start=6, type="AGREE"), "realis", texts, things).things] == ["evm_1"]
    assert [t.item_id for t in find(Target(name="spoke"), "date", texts, things).things] == ["evm_0"]
    assert [t.item_id for t in find(Target(name="mayor left"), "speaker", texts, things).things] == ["quo_0"]
    assert "no quotation was found" in find(Target(name="spoke"), "speaker", texts, things).problem


def test_two_that_other_rows_make_one_are_not_told_apart() -> None:
    spans = pd.concat(
        [SPANS.assign(type=SPANS["type"].where(SPANS["kind"] != "event", "CONSULT")), SPANS.iloc[:1].assign(article_id="art_p2")]
    )
    rows = read(
        "same_event,spoke.,The mayor spoke.,,gazette,p1,,,gazette,p2",
        "different_event,spoke,spoke,,gazette,alias,,,gazette,p2",
    )
    told = settle(rows, documents(p1=TEXT, p2=TEXT), Read(things_of(spans), {}, {}), lambda _: (None, "", False))
    assert {o.judgement.kind: o.status for o in told} == {"same_event": "applied", "different_event": "refused"}
    assert pairs(told, "same_event") == [(("art_p1", 0), ("art_p2", 0))]


def test_users_pairs_bind_both_ways() -> None:
    a, b, c = ("x", 1), ("y", 1), ("z", 1)
    judged = Judged.of([(b, a)], [(a, c)])
    assert (judged.tie([a], [b]), judged.tie([b], [c]), judged.tie([a, b], [c])) == (True, None, False)
    assert retold({}, {}, {}, {}, judged) == {}
