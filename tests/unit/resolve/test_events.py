"""Facts about events: what may be one, how sure it is, what it is part of, how it reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from pipeline.languages import shared
from pipeline.resolve import bodies, event_labels, event_links
from pipeline.resolve.event_likeness import EXCLUDED, Alike, Companions, similarity
from pipeline.resolve.event_ties import ties
from pipeline.resolve.events import certainty, cluster
from pipeline.resolve.reports import Report, Unit
from pipeline.resolve.wording import read

DAY = date(2025, 4, 2)
TALKS = Report(
    ("a", 0), "CONSULT", None, "actual", "narrator", "met", 10, False, 0.9, DAY, DAY, "day", "relative", 0, None, None, "s1", DAY,
    frozenset({"MLI", "SEN"}), frozenset(), frozenset(), frozenset(), frozenset(), (), frozenset({"MLI", "SEN"}),
)  # fmt: skip
CLAUSE = read("Mali and Senegal met over the railway to Kayes", "en")


def alike(a: Report, b: Report) -> float:
    return similarity(a, b, CLAUSE, CLAUSE, {}, Companions({"MLI": 1.0, "SEN": 1.0}))


def elsewhere(report: Report, **changes: object) -> Report:
    return replace(report, unit=("b", 0), **changes)  # type: ignore[arg-type]


def clustered(*reports: Report) -> dict[Unit, Unit]:
    told = {r.unit: r for r in reports}
    return cluster(told, Alike(told, dict.fromkeys(told, CLAUSE)), combinations(range(len(told)), 2))


def test_two_reports_of_one_meeting_are_alike() -> None:
    assert alike(TALKS, elsewhere(TALKS)) > 0.9


@pytest.mark.parametrize(
    "changes",
    [
        {"realis": "planned"},
        {"event_type": "AGREE"},
        {"start": date(2025, 5, 2), "end": date(2025, 5, 2)},
        {"start": None, "end": None, "story": "s2"},
    ],
)
def test_what_excludes_excludes(changes: dict[str, object]) -> None:
    other = elsewhere(TALKS, **changes)
    assert alike(TALKS, other) == EXCLUDED
    assert clustered(TALKS, other) == {
        TALKS.unit: TALKS.unit, other.unit: other.unit}  # fmt: skip


def test_every_later_report_is_tied_to_the_older_one_most_like_it() -> None:
    near = elsewhere(TALKS, place="p1", numbers=(("participants", 12.0),), start=None, end=None, precision=None, basis="none")
    late = replace(near, unit=("c", 0), published_on=date(2025, 4, 3), numbers=(("participants", 20.0),))
    told = {r.unit: r for r in (late, near, TALKS)}
    clauses = {TALKS.unit: read("Both ministers sat down in Thiès", "en"), near.unit: CLAUSE, late.unit: CLAUSE}
    one = dict.fromkeys(told, TALKS.unit)
    found = ties(told, Alike(told, clauses), one, one)
    tied = {(r.article_id, r.other_article_id): r for r in found.itertuples()}
    assert list(tied) == [("b", "a"), ("c", "b")]  # two use the same words
    link = tied["c", "b"]
    assert (link.basis, link.parties, link.company) == ("likeness", ["MLI", "SEN"], [])
    assert (link.date_relation, link.place_relation, link.number_relation) == ("same_offset", "same", "different")
    assert tied["b", "a"].date_relation == tied["b", "a"].place_relation == tied["b", "a"].number_relation == "unknown"


def test_what_was_told_less_exactly_is_tied_as_retold() -> None:
    year = elsewhere(TALKS, start=date(2025, 1, 1), end=date(2025, 12, 31), precision="year", codes=frozenset({"MLI"}), story="s2")
    told = {r.unit: r for r in (TALKS, year)}
    clauses = {TALKS.unit: CLAUSE, year.unit: read("Railway talks took place", "en")}
    apart = {unit: unit for unit in told}
    (link,) = ties(told, Alike(told, clauses), apart, dict.fromkeys(told, TALKS.unit)).itertuples()
    assert (link.basis, link.date_relation) == ("retold", "overlapping")


def test_who_attacked_whom_is_not_turned_round() -> None:
    one = replace(TALKS, actors=frozenset({"MLI"}), recipients=frozenset({"SEN"}), company=frozenset())
    other = elsewhere(one, actors=frozenset({"SEN"}), recipients=frozenset({"MLI"}))
    assert alike(one, other) == EXCLUDED


def test_other_parties_in_another_story_are_another_event() -> None:
    other = elsewhere(TALKS, codes=frozenset({"PER", "CHL"}), company=frozenset(), story="s2")
    assert alike(TALKS, other) == 0.0


def test_a_coarser_day_of_the_same_time_may_be_one() -> None:
    year = elsewhere(TALKS, start=date(2025, 1, 1), end=date(2025, 12, 31), precision="year")
    assert alike(TALKS, year) > 0.0


@pytest.mark.parametrize(
    ("reports", "word"),
    [
        ([("actual", "narrator")], "reported"),
        ([("actual", "quoted"), ("actual", "indirect")], "claimed"),
        ([("actual", "narrator"), ("denied", "quoted")], "disputed"),
        ([("denied", "narrator")], "denied"),
        ([("planned", "narrator"), ("requested", "quoted")], "planned"),
    ],
)
def test_certainty(reports: list[tuple[str, str]], word: str) -> None:
    people = [replace(TALKS, realis=realis, attribution=attribution) for realis, attribution in reports]
    assert certainty(people)[0] == word


def test_an_act_of_a_meeting_is_part_of_it() -> None:
    other = elsewhere(TALKS)
    praise = replace(TALKS, unit=("a", 1), event_type="SUPPORT", trigger_start=400)
    dated = {"evt_m": (DAY, DAY, "day", None), "evt_s": (DAY, DAY, "day", None)}
    parents, fulfilled = event_links.link({"evt_m": [TALKS, other], "evt_s": [praise]}, dated)
    assert parents == {"evt_s": "evt_m"}
    assert fulfilled == {}


def test_a_request_is_part_of_what_its_sentence_founds() -> None:
    founding = replace(TALKS, event_type="COOPERATE", start=date(2019, 1, 1), end=date(2019, 12, 31), precision="year")
    request = replace(founding, unit=("a", 1), event_type="REQUEST", trigger_start=60)
    told = (date(2019, 1, 1), date(2019, 12, 31), "year", None)
    assert event_links.link({"evt_f": [founding], "evt_r": [request]}, {"evt_f": told, "evt_r": told})[0] == {"evt_r": "evt_f"}


def test_a_later_meeting_carries_out_the_plan() -> None:
    plan = elsewhere(TALKS, realis="planned", published_on=date(2025, 3, 1), start=date(2025, 4, 1), end=date(2025, 4, 30))
    dated = {"evt_p": (date(2025, 4, 1), date(2025, 4, 30), "month", None), "evt_m": (DAY, DAY, "day", None)}
    assert event_links.link({"evt_p": [plan], "evt_m": [TALKS]}, dated)[1] == {"evt_m": "evt_p"}


def test_a_plan_without_a_date_is_carried_out_once_and_soon() -> None:
    plan = elsewhere(TALKS, event_type="AGREE", realis="planned", published_on=date(2025, 3, 20), start=None, end=None)
    done = replace(TALKS, event_type="RETREAT")
    later = replace(done, unit=("c", 0), event_type="AID", start=date(2025, 4, 20), end=date(2025, 4, 20))
    dated = {
        "evt_p": (None, None, None, "ent_kayes"),
        "evt_d": (DAY, DAY, "day", "ent_kayes"),
        "evt_l": (date(2025, 4, 20), date(2025, 4, 20), "day", "ent_kayes"),
    }
    events = {"evt_p": [plan], "evt_d": [done], "evt_l": [later]}
    assert event_links.link(events, dated)[1] == {"evt_d": "evt_p"}
    early = {"evt_p": [replace(plan, published_on=date(2024, 12, 1))], "evt_d": [done]}
    assert event_links.link(early, {key: dated[key] for key in early})[1] == {}


def test_labels_read_as_sentences() -> None:
    assert (
        event_labels.label("CONSULT", None, "actual", ["Mali", "Senegal"], [], "Kayes", "2025-04-02")
        == "Mali and Senegal meet, Kayes (2025-04-02)"
    )
    assert event_labels.label("ASSAULT", None, "denied", ["Mali"], [], None, "") == "Mali: attack [denied]"
    assert event_labels.label("APPOINT", None, "actual", [], [], None, "") == "Appointment"
    assert event_labels.day_text(date(2025, 4, 1), date(2025, 4, 30), "month") == "2025-04"


def test_every_type_has_a_label() -> None:
    for kind in {row["type"] for row in shared().table("event_types")}:
        assert " – " not in event_labels.label(kind, None, "actual", ["A"], ["B"], None, "")


def test_a_body_is_the_same_in_every_language() -> None:
    names = [
        ("Chadian Ministry of Defence", "en"),
        ("ministère tchadien de la Défense", "fr"),
        ("وزارة الدفاع التشادية", "ar"),
    ]
    assert len({bodies.body_key(name, lang, "TCD") for name, lang in names}) == 1
    assert bodies.body_key("Chadian army", "en", "TCD") != bodies.body_key("Chadian parliament", "en", "TCD")
    assert bodies.body_key("Tibesti Zephyr League", "en", "TCD") is None
    assert bodies.body_key("Ministry of Defence", "en", None) is None
