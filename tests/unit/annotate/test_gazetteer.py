"""The tables of the world: whole, linked, and matched as they are written."""

from __future__ import annotations

import pytest

from pipeline.annotate.gazetteer import gazetteer
from pipeline.languages import languages, pack, shared

TABLES = ("countries", "cities", "regions", "history", "orgs")


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    rows = [row for table in TABLES for row in shared().table(table)]
    ids = [row["id"] for row in rows]
    assert len(ids) == len(set(ids))
    codes = {row["code"] for row in shared().table("countries")}
    assert {row["country"] for row in rows if row.get("country")} <= codes
    assert {row["parent"] for row in rows if row.get("parent")} <= set(ids)
    sectors = {
        "GOV",
        "MIL",
        "OPP",
        "REB",
        "PARTY",
        "LEG",
        "JUD",
        "POL",
        "IGO",
        "NGO",
        "MED",
        "BUS",
        "EDU",
        "REL",
        "CIV",
    }
    assert {row["sector"] for row in shared().table("orgs")} <= sectors


def test_every_demonym_has_a_country_and_every_country_a_name() -> None:
    codes = {row["code"] for row in shared().table("countries")}
    for lang in languages():
        book = gazetteer(lang)
        assert {row["code"] for row in pack(lang).table("demonyms")} <= codes
        missing = [c for c in codes if f"gpe:{c.lower()}" not in book.entries]
        assert not missing, (lang, missing)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "the UN and U.N. agencies", ["org:un", "org:un"]),
        ("en", "Nato allies", ["org:nato"]),
        ("fr", "les Emirats arabes unis", ["gpe:are"]),
        ("fr", "une algérienne et des Algériens", ["gpe:dza", "gpe:dza"]),
        ("ar", "والولايات المتحدة وأميركا", ["gpe:usa", "gpe:usa"]),
        ("ar", "الوفد الكوري الجنوبي", ["gpe:kor"]),
        ("ar", "والدولة العباسية في القسطنطينية", ["gpe:abbasid-caliphate", "gpe:constantinople"]),
        ("en", "the Ottoman Empire and Mesopotamia", ["gpe:ottoman-empire", "loc:mesopotamia"]),
        ("fr", "l'Empire ottoman et la Prusse", ["gpe:ottoman-empire", "gpe:prussia"]),
        ("ar", "دخل سومر وآشور، ورضي المشتري بالسعر", ["gpe:sumer", "gpe:assyria"]),
    ],
)
def test_ways_to_write_a_name(lang: str, text: str, expected: list[str]) -> None:
    tokens = pack(lang).tokenise(text)
    best: dict[int, tuple[int, str]] = {}
    for found, entry in gazetteer(lang).find(tokens):
        best[found.first] = max(best.get(found.first, (-1, "")), (found.last, entry.id))
    ends, got = -1, []
    for first, (last, id_) in sorted(best.items()):
        if first > ends:
            got.append(id_)
            ends = last
    assert got == expected
