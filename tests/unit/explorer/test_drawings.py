"""Bars, networks and maps are drawn where they belong."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from pipeline.explorer import world
from pipeline.explorer.charts import bars
from pipeline.explorer.network import HEIGHT, WIDTH, around


def _event(start: date | None, end: date | None, precision: str | None) -> dict[str, Any]:
    return {"date_start": start, "date_end": end, "date_precision": precision}


def test_a_bar_is_as_wide_as_its_date_is_uncertain() -> None:
    chart = bars(
        [
            _event(date(2025, 3, 3), date(2025, 3, 3), "day"),
            _event(date(2025, 3, 1), date(2025, 3, 31), "month"),
            _event(None, None, None),
        ]
    )
    assert chart is not None
    day, month, none = chart.bars
    assert none is None
    assert day is not None
    assert month is not None
    assert month.width == pytest.approx(31 * day.width, rel=0.02)
    assert (day.is_exact, month.is_exact) == (True, False)
    assert month.left < day.left < month.left + month.width


def test_what_is_known_to_the_year_does_not_stretch_the_axis_and_says_that_it_goes_on() -> None:
    chart = bars([_event(date(2025, 3, 3), date(2025, 3, 9), "week"), _event(date(2025, 1, 1), date(2025, 12, 31), "year")])
    assert chart is not None
    assert (chart.end - chart.start).days < 30
    year = chart.bars[1]
    assert year is not None
    assert (year.before, year.behind, year.left, year.width) == (True, True, 0, 1000)


def test_events_without_any_date_have_no_axis() -> None:
    assert bars([_event(None, None, None)]) is None


@pytest.mark.parametrize("years", [0, 3, 90, 900])
def test_an_axis_has_a_handful_of_marks_in_order(years: int) -> None:
    chart = bars([_event(date(1025, 5, 5), date(1025, 5, 5), "day"), _event(date(1025 + years, 6, 5), date(1025 + years, 6, 5), "day")])
    assert chart is not None
    at = [tick.at for tick in chart.ticks]
    assert 3 <= len(at) <= 9
    assert at == sorted(at)
    assert all(0 <= x <= 1000 for x in at)


def test_the_ends_of_the_calendar_are_no_error() -> None:
    assert bars([_event(date.min, date.max, "decade")]) is not None


def test_neighbours_stand_around_the_middle_within_the_drawing() -> None:
    rows = [{"entity_id": str(n), "n_events": 14 - n, "n_cooperation": n % 3, "n_conflict": 1} for n in range(14)]
    nodes = around(rows)
    assert all(20 < n.x < WIDTH - 20 and 20 < n.y < HEIGHT - 20 for n in nodes)
    assert min(math.dist((a.x, a.y), (b.x, b.y)) for i, a in enumerate(nodes) for b in nodes[:i]) > 30
    assert nodes[0].stroke > nodes[-1].stroke
    assert [n.tone for n in nodes[:3]] == ["conflict", "even", "cooperation"]
    assert around([]) == ()


def _place(**values: Any) -> dict[str, Any]:
    row = {
        "latitude": None,
        "longitude": None,
        "admin1_code": None,
        "country": None,
        "code": None,
        "place_entity_id": "e",
        "name": "n",
        "n_events": 1,
    }
    return row | values


def test_a_place_is_drawn_by_what_is_known_of_it() -> None:
    city = _place(latitude=36.8, longitude=10.18, country="TUN", n_events=4)
    region = _place(admin1_code="TD-TI", country="TCD")
    country = _place(country="TCD", code="TCD", name="Chad")
    island = _place(country="ITA", name="Lampedusa")
    nowhere = _place(name="Atlantis")
    marks, rest = world.placed([city, region, country, island, nowhere])
    by_name = {id(m.row): m for m in marks}
    assert rest == [nowhere]
    assert (by_name[id(city)].precision, by_name[id(city)].longitude) == ("city", 10.18)
    assert by_name[id(country)].precision == "country"
    assert 7 < by_name[id(country)].latitude < 24
    assert by_name[id(country)].name == "Chad"
    assert by_name[id(island)].name == "Lampedusa (in Italy)"
    assert by_name[id(city)].radius > by_name[id(island)].radius
    assert by_name[id(region)].precision in ("region", "country")


def test_the_middle_of_a_country_across_the_date_line_is_in_it() -> None:
    assert world.middles()["FJI"][0] == pytest.approx(178, abs=3)
    assert -130 < world.middles()["USA"][0] < -70


def test_a_view_holds_all_points_and_stays_on_the_map() -> None:
    points = [(-170.0, -40.0), (10.0, 5.0), (178.0, 70.0)]
    view = world.fitted(points)
    assert all(view.west <= x <= view.east for x, _ in points)
    near = world.fitted([(10.0, 36.0), (10.2, 36.8)])
    assert near.east - near.west == pytest.approx(30)
    assert near.south < 36 < near.north
    assert world.fitted([]) == world.WORLD


def test_the_background_is_one_small_drawing_of_towns() -> None:
    drawing = world.towns_svg()
    assert drawing.count("M") > 5_000
    assert len(drawing) < 150_000
