"""The keys by which other data sets join: of countries and organisations, each of its form and of one entity only."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from babel import Locale

from pipeline.languages import shared
from pipeline.resolve import lexicon

# States of Gleditsch and Ward's list of independent states and of its tentative list of microstates, by alpha-3 code.
_LISTED = """
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN CHE CHL
    CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR GEO GHA
    GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
    LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC
    NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP
    SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM XKX YEM
    ZAF ZMB ZWE"""
STATES = frozenset(_LISTED.split())
FORMS = {
    "iso2": r"[A-Z]{2}",
    "iso3": r"[A-Z]{3}",
    "wikidata": r"Q[1-9]\d*",
    "geonames": r"[1-9]\d*",
    "gwno": r"[1-9]\d{0,2}",
    "cow": r"[1-9]\d{0,3}",
    "cameo": r"[A-Z]{3,15}",
}


def _identifiers() -> list[tuple[str, str, str, str | None]]:
    """(entity, scheme, value, valid from) of all countries and organisations."""
    anchors = [row["id"] for table in ("countries", "orgs") for row in shared().table(table)]
    frame = lexicon.describe(anchors)[2]
    since = [day if isinstance(day, str) else None for day in frame["valid_from"]]
    return list(zip(frame["anchor"], frame["scheme"], frame["value"], since, strict=True))


def test_each_identifier_has_its_form_and_belongs_to_one_entity() -> None:
    found = _identifiers()
    assert {scheme for _, scheme, _, _ in found} == set(FORMS)
    assert not [row for row in found if not re.fullmatch(FORMS[row[1]], row[2])]
    assert not [key for key, n in Counter((scheme, value) for _, scheme, value, _ in found).items() if n > 1]
    assert all(since is None or date.fromisoformat(since) for _, _, _, since in found)


def test_every_state_has_its_numbers() -> None:
    rows = {row["code"]: row for row in shared().table("countries")}
    assert len(STATES) == 195
    for scheme in ("gwno", "cow", "wikidata"):
        assert {code for code in STATES if not rows[code].get(scheme)} == set(), scheme
    assert {code for code, row in rows.items() if row.get("gwno") or row.get("cow")} == STATES


def test_codes_of_countries_are_those_of_the_standard() -> None:
    territories = Locale("en").territories
    rows = shared().table("countries")
    assert not [row["iso2"] for row in rows if row["iso2"] not in territories]
    assert len({row["iso2"] for row in rows}) == len({row["code"] for row in rows}) == len(rows)


def test_the_two_lists_of_states_differ_where_they_do() -> None:
    found = {(entity, scheme): (value, since) for entity, scheme, value, since in _identifiers()}
    assert found["gpe:deu", "gwno"] == ("260", None)
    assert found["gpe:deu", "cow"] == ("255", "1990-10-03")
    assert (found["gpe:yem", "gwno"][0], found["gpe:yem", "cow"][0]) == ("678", "679")
    assert (found["gpe:srb", "gwno"][0], found["gpe:srb", "cow"][0]) == ("340", "345")
    assert (found["gpe:kir", "gwno"][0], found["gpe:kir", "cow"][0]) == ("970", "946")
    differing = {e for e, scheme in found if scheme == "gwno" and found[e, "gwno"][0] != found[e, "cow"][0]}
    assert differing == {f"gpe:{code}" for code in ("deu", "yem", "srb", "kir", "nru", "ton", "tuv")}
