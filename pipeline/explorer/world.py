"""Where places are on a flat map, and where a country or region is drawn that has no point of its own. Pure.

The projection is plate carrée: x is longitude, y is latitude, so that a reader can check a mark by its degrees. There is no coastline among
the project's data; what is drawn beneath are the towns of the gazetteer (GeoNames), which lie thick where people live.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from pipeline.languages import shared

_SCALE = 10  # units of the drawing a degree, so that coordinates are whole numbers


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world that is shown, in degrees: west, south, east, north."""

    west: float
    south: float
    east: float
    north: float

    @property
    def box(self) -> str:
        """The `viewBox` of the drawing."""
        return f"{x(self.west)} {y(self.north)} {x(self.east) - x(self.west)} {y(self.south) - y(self.north)}"

    @property
    def unit(self) -> float:
        """A thousandth of the drawing's width."""
        return (x(self.east) - x(self.west)) / 1000

    def graticule(self) -> tuple[list[int], list[int]]:
        """(meridians, parallels) that are drawn, in degrees: some four to nine of each."""
        span = max(self.east - self.west, self.north - self.south)
        step = next(s for s in (1, 2, 5, 10, 20, 30) if span / s <= 12 or s == 30)
        return (
            [d for d in range(-180, 181, step) if self.west < d < self.east],
            [d for d in range(-90, 91, step) if self.south < d < self.north],
        )


WORLD = View(-180, -60, 180, 84)


def x(longitude: float) -> int:
    return round(longitude * _SCALE)


def y(latitude: float) -> int:
    return round(-latitude * _SCALE)


def fitted(points: Sequence[tuple[float, float]]) -> View:
    """The view that holds all points (longitude, latitude), with room around them, no narrower than 30 degrees, five by three."""
    if not points:
        return WORLD
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    width = min(360.0, max(30.0, (east - west) * 1.24, (north - south) * 1.24 * 5 / 3))
    height = width * 3 / 5
    middle, level = (west + east) / 2, (south + north) / 2
    left, low = min(max(-180.0, middle - width / 2), 180 - width), max(-90.0, min(level - height / 2, 90 - height))
    return View(left, low, left + width, low + height)


@cache
def towns() -> str:
    """The towns of the gazetteer as the path of one drawing: a point each."""
    rows = shared().table("cities")
    places = sorted({(x(float(row["longitude"])), y(float(row["latitude"]))) for row in rows if row["latitude"]})
    return "".join(f"M{a} {b}h0" for a, b in places)


@cache
def middles() -> Mapping[str, tuple[float, float]]:
    """(longitude, latitude) of the middle of each country's and first-order division's towns, by alpha-3 and ISO 3166-2 code, weighted by
    the root of their population; for countries across the date line on the side where most live."""
    found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for row in shared().table("cities"):
        if row["latitude"]:
            weight = max(1.0, float(row["population"] or 1)) ** 0.5
            for code in filter(None, (row["country"], row["admin1"])):
                found[code].append((float(row["longitude"]), float(row["latitude"]), weight))
    out = {}
    for code, places in found.items():
        heaviest = max(places, key=lambda p: p[2])[0]
        near = [(lon - 360 if lon - heaviest > 180 else lon + 360 if heaviest - lon > 180 else lon, lat, w) for lon, lat, w in places]
        total = sum(w for *_, w in near)
        out[code] = (sum(lon * w for lon, _, w in near) / total, sum(lat * w for _, lat, w in near) / total)
    return out


@dataclass(frozen=True, slots=True)
class Mark:
    """A place with events: its point, the precision that the point stands for (city, region, country), the radius of its mark."""

    longitude: float
    latitude: float
    precision: str
    radius: float
    row: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The place's name; with its country where only that has a position. "" for a country without a row of its own."""
        row = self.row
        is_within = self.precision == "country" and row["name"] and row["code"] != row["country"]
        return f"{row['name']} (in {country_name(row['country'])})" if is_within else row["name"] or ""


def placed(rows: Sequence[Mapping[str, Any]]) -> tuple[list[Mark], list[Mapping[str, Any]]]:
    """(marks, rows that have no point). A row has `latitude` and `longitude`, or a country or `admin1_code` whose middle stands for it."""
    marks: list[Mark] = []
    rest: list[Mapping[str, Any]] = []
    point: tuple[float, float] | None
    most = max((row["n_events"] for row in rows), default=1)
    for row in rows:
        if row["latitude"] is not None and row["longitude"] is not None:
            point, precision = (row["longitude"], row["latitude"]), "city"
        else:
            point, precision = middles().get(row["admin1_code"] or ""), "region"
            if point is None:
                point, precision = middles().get(row["country"] or row["code"] or ""), "country"
        if point is None:
            rest.append(row)
            continue
        marks.append(Mark(*point, precision, 6 + 16 * (row["n_events"] / most) ** 0.5, row))
    return sorted(marks, key=lambda m: -m.radius), rest


@cache
def _countries() -> Mapping[str, str]:
    names = Locale("en").territories
    return {row["code"]: names.get(row["iso2"], row["code"]) for row in shared().table("countries")}


def country_name(code: str | None) -> str:
    """The English name of a country by its alpha-3 code, from the CLDR; the code where it has none."""
    return _countries().get(code or "", code or "")


@cache
def towns_svg() -> str:
    """The background of the map, a drawing of its own: the towns as dots, in a grey that serves light and dark pages."""
    box = WORLD.box
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="3600" height="1440">'
        f'<path d="{towns()}" fill="none" stroke="#808890" stroke-width="4" stroke-linecap="round"/></svg>'
    )
