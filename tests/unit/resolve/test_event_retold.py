"""One event told again: in the year, in the same words, as background of one company. Happenings are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.resolve.event_retold import retold
from pipeline.resolve.reports import Report, Unit
from pipeline.resolve.wording import read

DAY = date(2025, 6, 3)
BASE = Report(
    ("a", 0), "AGREE", None, "actual", "narrator", "signed", 10, False, 0.9, DAY, DAY, "day", "explicit", 0, None, None, "s1", DAY,
    frozenset({"KEN", "UGA"}), frozenset(), frozenset(), frozenset(), frozenset(), (), frozenset({"KEN", "UGA"}), True,
)  # fmt: skip
YEAR = replace(
    BASE, unit=("b", 0), story="s2", published_on=date(2026, 2, 1), start=date(2025, 1, 1), end=date(2025, 12, 31), precision="year"
)
SIGNED = ("signed an agreement on tariffs for transit", "en")
PERIOD = ("avaient signé en 2025 un accord sur les tarifs du transit", "fr")


def groups(told: Sequence[tuple[Report, tuple[str, str]]]) -> set[frozenset[Unit]]:
    """The events that come out where each mention was one of its own."""
    reports = {r.unit: r for r, _ in told}
    days = {story: sorted(r.published_on for r, _ in told if r.story == story and r.published_on) for story in {r.story for r, _ in told}}
    stories = {story: (found[0], found[-1]) for story, found in days.items() if found}
    of = retold(reports, {r.unit: read(*said) for r, said in told}, {unit: unit for unit in reports}, stories)
    return {frozenset(u for u in of if of[u] == anchor) for anchor in of.values()}


def test_a_year_and_the_one_day_in_it_are_one_event() -> None:
    assert groups([(BASE, SIGNED), (YEAR, PERIOD)]) == {frozenset({BASE.unit, YEAR.unit})}


def test_two_days_that_fit_leave_the_year_alone() -> None:
    later = replace(BASE, unit=("c", 0), story="s3", start=date(2025, 9, 9), end=date(2025, 9, 9), published_on=date(2025, 9, 9))
    assert len(groups([(BASE, SIGNED), (later, SIGNED), (YEAR, PERIOD)])) == 3


def test_another_year_other_parties_or_another_object_are_another_event() -> None:
    before = replace(YEAR, start=date(2023, 1, 1), end=date(2023, 12, 31))
    others = replace(YEAR, codes=frozenset({"KEN", "TZA"}), company=frozenset({"KEN", "TZA"}))
    assert len(groups([(BASE, SIGNED), (before, PERIOD)])) == 2
    assert len(groups([(BASE, SIGNED), (others, PERIOD)])) == 2
    assert len(groups([(BASE, SIGNED), (YEAR, ("وقعتا اتفاقا بشأن صادرات الحليب", "ar"))])) == 2


def test_a_plan_is_not_what_took_place() -> None:
    assert len(groups([(BASE, SIGNED), (replace(YEAR, realis="planned"), PERIOD)])) == 2


def test_background_of_one_company_is_one_event_and_of_another_is_not() -> None:
    company = frozenset({"AU", "ent_kampala", "ent_great_lakes"})
    one = replace(
        BASE, event_type="APPOINT", mode="fill", start=None, end=None, precision=None, basis="none", offset=None, is_told=False,
        codes=frozenset({"AU"}), company=company,
    )  # fmt: skip
    two = replace(one, unit=("b", 3), story="s2", codes=frozenset())
    english, arabic = ("the appointment of a special representative", "en"), ("تم تعيين ممثل خاص", "ar")
    assert len(groups([(one, english), (two, arabic)])) == 1
    assert len(groups([(one, english), (replace(two, company=frozenset({"AU", "ent_sahel"})), arabic)])) == 2
