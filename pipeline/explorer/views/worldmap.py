"""The map: where events happened, and how precisely that is known."""

from __future__ import annotations

from typing import Any

from pipeline.explorer import world
from pipeline.explorer.addresses import Links
from pipeline.explorer.asking import Query
from pipeline.warehouse.desk import Desk

_LABELS = 14  # places whose names are drawn


def worldmap(desk: Desk, query: Query, _links: Links) -> dict[str, Any]:
    kind, period = query.text("type"), query.period
    marks, rest = world.placed(desk.ask("map", type=kind, **period))
    view = world.WORLD if query.text("view") == "world" else world.fitted([(m.longitude, m.latitude) for m in marks])
    types = [(row["value"], row["value"].lower()) for row in desk.ask("event_choices") if row["what"] == "type"]
    return {
        "marks": marks, "labels_drawn": _spread(marks, view), "rest": rest, "view": view, "graticule": view.graticule(),
        "x": world.x, "y": world.y,
        "counts": desk.first("map_unplaced", type=kind, **period), "type_choices": types,
        "asked": {name: value for name, value in query.values.items() if value},
    }  # fmt: skip


def _spread(marks: list[world.Mark], view: world.View) -> list[world.Mark]:
    """The marks whose names are drawn: the largest, as far as their names do not run into each other."""
    out: list[world.Mark] = []
    tall, wide = 26 * view.unit / 10, 170 * view.unit / 10  # degrees that a name takes
    for mark in marks:
        is_free = all(abs(m.latitude - mark.latitude) > tall or abs(m.longitude - mark.longitude) > wide for m in out)
        if is_free and len(out) < _LABELS:
            out.append(mark)
    return out
