"""Values as other formats have them: texts by digest, cells that run nothing, countries and languages by the codes asked for."""

from __future__ import annotations

import hashlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports import geojson, short_quotation, text_uri
from pipeline.exports.ftm import article, entity, schema_of
from pipeline.warehouse.query import harmless

FORMULAS = "=+-@\t\r\n＝＋－＠"


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@\t\rab"), st.characters(codec="utf-8"))))
def test_a_cell_runs_nothing_and_can_be_had_as_it_was(text: str) -> None:
    cell = harmless(text)
    assert cell[:1] not in FORMULAS or not cell
    bare = cell.lstrip("'")
    undone = cell[1:] if cell.startswith("'") and bare[:1] in FORMULAS and bare else cell
    assert undone == text


@given(st.text(), st.integers(2, 50))
def test_a_quotation_is_short_or_cut(text: str, most: int) -> None:
    short = short_quotation(text, most)
    assert short == text if len(text) <= most else (len(short) == most and short[:-1] == text[: most - 1])


def test_a_text_is_named_by_its_digest() -> None:
    # RFC 6920, section 3: the example "Hello World!"
    digest = hashlib.sha256(b"Hello World!").hexdigest()
    assert text_uri(digest) == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"


def _entity(**known: Any) -> dict[str, Any]:
    row = {"entity_id": "ent_1", "name": "N", "aliases": None, "code": None, "country": None, "sector": None, "wikidata_id": None,
           "latitude": None, "longitude": None, "review": "machine"}  # fmt: skip
    return row | known


def test_what_acts_is_a_body_and_where_it_happens_an_address() -> None:
    assert schema_of(_entity(type="PER")) == "Person"
    assert schema_of(_entity(type="ORG")) == "Organization"
    assert schema_of(_entity(type="ORG", sector="IGO")) == "PublicBody"
    assert schema_of(_entity(type="GPE", code="TCD")) == "PublicBody"
    assert schema_of(_entity(type="GPE", country="TCD")) == "Address"
    assert schema_of(_entity(type="MISC")) is None
    found = entity(_entity(type="GPE", code="TCD", country="TCD", name="Chad", aliases=["Chad", "Tchad"]))
    assert found is not None
    assert found["id"] == "ent-1"
    assert found["properties"]["country"] == ["td"]
    assert found["properties"]["alias"] == ["Tchad"]
    place = entity(_entity(type="LOC", latitude=17.9, longitude=19.1))
    assert place is not None
    assert place["properties"]["latitude"] == ["17.9"]


def test_a_language_without_code_and_an_empty_value_are_left_out() -> None:
    row = {"article_id": "art_1", "title": "", "byline": None, "source_name": None, "source_id": "s", "homepage": "https://s.example",
           "url": None, "published_on": None, "lang": "fr-CA", "body": None, "text_sha256": "0" * 64}  # fmt: skip
    assert article(row)["properties"]["language"] == ["fra"]
    assert "title" not in article(row)["properties"]
    assert article(row)["properties"]["publisherUrl"] == ["https://s.example/"]
    assert "language" not in article({**row, "lang": "und"})["properties"]


def test_an_event_without_position_has_no_geometry() -> None:
    row = dict.fromkeys(
        ("event_id", "latitude", "longitude", "event_type", "event_mode", "quad_class", "intensity", "realis", "certainty", "label",
         "date_start", "date_end", "date_precision", "date_basis", "place", "country", "actors", "recipients", "n_mentions", "n_articles",
         "n_sources", "n_langs", "first_reported_on", "sources", "urls")
    ) | {"review": "machine"}  # fmt: skip
    assert geojson.feature(row)["geometry"] is None
    assert geojson.feature({**row, "longitude": 0.0, "latitude": 51.5})["geometry"] == {"type": "Point", "coordinates": [0.0, 51.5]}
