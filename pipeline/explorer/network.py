"""An ego network as SVG coordinates: one in the middle, the others around it by how much they share. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 720, 420


@dataclass(frozen=True, slots=True)
class Node:
    """A neighbour: its place, the radius of its dot, the width of the line to it, where its name is anchored, and its row."""

    x: float
    y: float
    radius: float
    stroke: float
    anchor: str
    tone: str
    row: Mapping[str, Any]


def around(rows: Sequence[Mapping[str, Any]]) -> tuple[Node, ...]:
    """Rows with `n_events`, `n_cooperation`, `n_conflict`, the strongest first, on an ellipse from the top clockwise. `tone` says which
    kind of event prevails: cooperation, conflict, or even."""
    if not rows:
        return ()
    most = max(row["n_events"] for row in rows)
    nodes = []
    for number, row in enumerate(rows):
        angle = 2 * math.pi * number / len(rows) - math.pi / 2
        x, y = WIDTH / 2 + 175 * math.cos(angle), HEIGHT / 2 + 155 * math.sin(angle)
        share = row["n_events"] / most
        anchor = "middle" if abs(math.cos(angle)) < 0.25 else "start" if math.cos(angle) > 0 else "end"
        good, bad = row["n_cooperation"], row["n_conflict"]
        tone = "even" if good == bad else "cooperation" if good > bad else "conflict"
        nodes.append(Node(round(x, 1), round(y, 1), round(5 + 7 * share, 1), round(1 + 5 * share, 1), anchor, tone, row))
    return tuple(nodes)
