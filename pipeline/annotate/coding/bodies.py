"""For whom a body acts: a mission for its alliance, a ministry or an army for its country, an agency of the United Nations for them.

Read from `languages/shared/orgs.tsv` (parent, country, sector); which codes are shown is data in `event_actors.toml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import shared


@dataclass(frozen=True, slots=True)
class Body:
    """`code`: alpha-3, NATO, UN, EU, IGO or NGO; `country` alpha-3 where the body belongs to one; `top_id`: the lexicon id that
    bears the code."""

    code: str | None
    country: str | None
    sector: str | None
    top_id: str


@lru_cache(maxsize=1)
def bodies() -> dict[str, Body]:
    """By lexicon id."""
    rows = {row["id"]: row for row in shared().table("orgs")}
    data = shared().toml("event_actors")
    named, of_country = frozenset(data.get("named", ())), frozenset(data.get("of_country", ()))
    out: dict[str, Body] = {}
    for name, row in rows.items():
        top, seen = row, {name}
        while top["code"] not in named and top.get("parent", "") in rows and top["parent"] not in seen:
            top = rows[top["parent"]]
            seen.add(top["id"])
        sector, country = row["sector"] or None, row["country"] or None
        code: str | None
        if top["code"] in named:
            code, country = top["code"], None
        elif country and sector in of_country:
            code = country
        elif top["sector"] in ("IGO", "NGO"):
            code = top["sector"]
        else:
            code = country or top["country"] or None
        out[name] = Body(code, country if code == country else None, sector, top["id"])
    return out


@lru_cache(maxsize=1)
def missions() -> dict[str, str]:
    """Lexicon id → alpha-3 of the country that a mission, force or office of an international body is sent to."""
    rows = shared().table("orgs")
    return {r["id"]: r["country"] for r in rows if r["sector"] == "IGO" and r["parent"] and r["country"]}


@lru_cache(maxsize=1)
def state_offices() -> frozenset[str]:
    """Keys of offices that are a state's wherever they stand: of government, forces, parliament, courts and police."""
    of_state = frozenset(shared().toml("event_actors").get("of_state", ()))
    rows = shared().table("office_sectors")
    return frozenset(row["office"] for row in rows if row["rule"] in ("always", "alone") and row["sector"] in of_state and not row["en"])
