"""Whom an office means, and in which sector its holder acts. Persons are invented where no table is asked."""

from __future__ import annotations

from datetime import date
from itertools import pairwise, permutations
from typing import Any

import pandas as pd
import pytest

from pipeline.languages import shared
from pipeline.resolve import known_persons, offices, sectors

COLUMNS = [
    "article_id", "no", "office", "text", "country", "organisation_id", "body", "holder_id", "is_plural", "is_local", "rule_id",
    "published_on",
]  # fmt: skip


def role(article: str, day: date | None, holder: str | None = None, **changes: Any) -> dict[str, Any]:
    plain = {
        "no": 0, "office": "foreign_minister", "text": "its foreign minister", "country": "ZMB", "organisation_id": None, "body": None,
        "is_plural": False, "is_local": False,
    }  # fmt: skip
    rule = "role.beside" if holder else "role.open"
    return {"article_id": article, "published_on": day, "holder_id": holder, "rule_id": rule, **plain, **changes}


def meant(*roles: dict[str, Any]) -> dict[str, tuple[str, str]]:
    frame = pd.DataFrame(list(roles), columns=COLUMNS)
    found = offices.settle(frame)
    return {a: (e, b) for a, e, b in zip(found["article_id"], found["entity_id"], found["basis"], strict=True)}


ASKED = "asked"


@pytest.mark.parametrize(
    ("seen", "day", "expected"),
    [
        ([(date(2020, 1, 1), "a")], date(2020, 6, 1), "a"),
        ([(date(2020, 1, 1), "a")], date(2024, 6, 1), None),
        ([(date(2020, 1, 1), "a"), (date(2020, 9, 1), "a")], date(2020, 6, 1), "a"),
        ([(date(2020, 1, 1), "a"), (date(2021, 1, 1), "b")], date(2020, 1, 20), "a"),
        ([(date(2020, 1, 1), "a"), (date(2021, 1, 1), "b")], date(2020, 6, 20), None),
        ([(date(2020, 1, 1), "a"), (date(2021, 1, 1), "b")], date(2020, 12, 20), "b"),
        ([(date(2020, 1, 1), "a"), (date(2020, 1, 1), "b")], date(2020, 1, 1), None),
        ([(date(2012, 1, 1), "a"), (date(2020, 1, 1), "b")], date(2020, 3, 1), "b"),
        ([(None, "a")], date(2020, 3, 1), "a"),
        ([(None, "a"), (None, "b")], date(2020, 3, 1), None),
        ([(date(2020, 1, 1), "a")], None, "a"),
        ([(date(2020, 1, 1), "a"), (date(2015, 1, 1), "b")], None, None),
    ],
)
def test_the_holder_seen_near_that_day(seen: list[tuple[date | None, str]], day: date | None, expected: str | None) -> None:
    sightings = [role(f"s{n}", d, holder) for n, (d, holder) in enumerate(seen)]
    for order in permutations([*sightings, role(ASKED, day)]):
        found = meant(*order).get(ASKED)
        assert found == (None if expected is None else (expected, "role_corpus"))


@pytest.mark.parametrize("rule", ["role.former", "role.any"])
def test_a_former_one_is_no_sighting(rule: str) -> None:
    day = date(2020, 1, 1)
    assert ASKED not in meant(role("s", day, "a", rule_id=rule), role(ASKED, day))


def test_any_holder_is_nobody() -> None:
    day = date(2020, 1, 1)
    assert ASKED not in meant(role("s", day, "a"), role(ASKED, day, rule_id="role.any"))
    assert ASKED not in meant(role("s", day, "a"), role(ASKED, day, is_plural=True))
    assert ASKED not in meant(role("s", day, "a"), role(ASKED, day, country="MWI"))


def test_what_is_one_office() -> None:
    day = date(2020, 1, 1)
    seen = role("s", day, "a")
    assert meant(seen, role(ASKED, day, text="the top diplomat"))[ASKED] == ("a", "role_corpus")
    assert ASKED not in meant(seen, role(ASKED, day, is_local=True)), "of a region"
    minister = {"office": "minister"}
    seen = role("s", day, "a", text="Zambian health minister", **minister)
    assert meant(seen, role(ASKED, day, text="Zambian  Health Minister", **minister))[ASKED] == ("a", "role_corpus")
    assert ASKED not in meant(seen, role(ASKED, day, text="Zambian water minister", **minister))
    body: dict[str, Any] = {"country": None, "organisation_id": "ent_1", "office": "head"}
    assert meant(role("s", day, "a", **body), role(ASKED, day, text="its chief", **body))[ASKED] == ("a", "role_corpus")
    body["office"] = "spokesperson"
    assert ASKED not in meant(role("s", day, "a", **body), role(ASKED, day, text="another spokeswoman", **body))


@pytest.mark.parametrize(
    ("country", "text", "is_known"), [("USA", "Secretary of State", True), ("GBR", "Secretary of State", False), ("GBR", "x", True)]
)
def test_a_secretary_of_state_is_a_foreign_minister_in_one_country(country: str, text: str, is_known: bool) -> None:
    asked = role(ASKED, date(2012, 5, 1), country=country, text=text)
    assert (ASKED in meant(asked)) is is_known


@pytest.mark.parametrize(
    ("office", "scope", "day", "person"),
    [
        ("head_of_state", "USA", date(2012, 5, 1), "per:usa-obama"),
        ("head_of_state", "USA", date(2018, 5, 1), "per:usa-trump"),
        ("head_of_government", "DEU", date(2010, 5, 1), "per:deu-merkel"),
        ("foreign_minister", "RUS", date(2010, 5, 1), "per:rus-lavrov"),
        ("secretary_general", "org:un", date(2010, 5, 1), "per:un-ban"),
        ("head", "org:nato", date(2020, 5, 1), "per:nato-stoltenberg"),
        ("director", "org:imf", date(2015, 5, 1), "per:imf-lagarde"),
        ("head_of_state", "USA", date(2017, 1, 20), None),
        ("head_of_state", "USA", date(2035, 1, 20), None),
        ("head_of_state", "USA", date(1950, 1, 20), None),
        ("mayor", "USA", date(2012, 5, 1), None),
    ],
)
def test_the_table(office: str, scope: str, day: date, person: str | None) -> None:
    country, body = ("", scope) if scope.startswith("org:") else (scope, "")
    assert offices.listed_holder(office, country, body, day) == person


def test_articles_outrank_the_table_and_the_table_decides_between_them() -> None:
    day = date(2012, 5, 1)
    us: dict[str, Any] = {"office": "head_of_state", "country": "USA"}
    asked = role(ASKED, day, **us)
    obama = meant(asked)[ASKED]
    assert obama[1] == "role_table"
    assert meant(role("s", day, "invented", **us), asked)[ASKED] == ("invented", "role_corpus")
    assert meant(role("s", day, "invented", **us), role("t", day, obama[0], **us), asked)[ASKED] == obama
    assert ASKED not in meant(role("s", day, "one", **us), role("t", day, "two", **us), asked)


def test_one_office_has_one_holder_at_a_time() -> None:
    for key, tenures in offices.tenures().items():
        times = sorted((t.after, t.before, t.person) for t in tenures)
        for (_, end, one), (begin, _, other) in pairwise(times):
            assert end <= begin or one == other, (key, one, other)


def test_the_table_is_linked_to_persons_offices_and_bodies() -> None:
    assert len(shared().table("office_holders")) >= 300
    assert {row["person"] for row in shared().table("office_holders")} <= set(known_persons.listed())
    for row in shared().table("persons"):
        assert all(row[lang] for lang in ("en", "fr", "ar")), row


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017", date(2017, 1, 1), date(2017, 12, 31)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016-02-03", date(2016, 2, 3), date(2016, 2, 3)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text: str, first: date, last: date) -> None:
    assert offices.period(text) == (first, last)


@pytest.mark.parametrize("text", ["", "soon", "2017-13", "2017-02-30", "2017-01-01-01"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        offices.period(text)


@pytest.mark.parametrize(
    ("office", "text", "country", "body", "sector"),
    [
        ("head_of_state", "the president of Zambia", "ZMB", None, "GOV"),
        ("leader", "the opposition leader", "ZMB", None, "OPP"),
        ("leader", "chef de l'opposition", None, None, "OPP"),
        ("leader", "زعيم المعارضة", None, None, "OPP"),
        ("leader", "rebel leader", None, None, "REB"),
        ("officer", "Gen.", None, None, "MIL"),
        ("officer", "Col.", None, "POL", "POL"),
        ("spokesperson", "spokesman of the ministry", "ZMB", None, "GOV"),
        ("spokesperson", "spokeswoman", None, None, None),
        ("spokesperson", "spokesman of the army", "ZMB", "MIL", "MIL"),
        ("secretary_general", "the NATO chief", None, "IGO", "IGO"),
        ("lawmaker", "député", "ZMB", None, "LEG"),
        ("expert", "analyst", "ZMB", None, None),
    ],
)
def test_the_sector_of_an_office(office: str, text: str, country: str | None, body: str | None, sector: str | None) -> None:
    assert sectors.of_office(office, text, country, body) == sector


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        ("Ministry of Water", "GOV"),
        ("Zambian parliament", "LEG"),
        ("tribunal de Sfax", "JUD"),
        ("وزارة المياه", "GOV"),
        ("الجيش التشادي", "MIL"),
        ("Université de Sfax", "EDU"),
        ("Green Mango Party", "PARTY"),
        ("Lamu Guild", None),
        ("Courtyard Friends", None),
    ],
)
def test_the_sector_of_a_body(name: str, sector: str | None) -> None:
    assert sectors.of_body(name) == sector


def test_the_sector_of_a_person_is_that_of_the_latest_year() -> None:
    rows = [
        ("p", "officer", "general", "en", "ZMB", None, date(2010, 1, 1)),
        ("p", "officer", "general", "en", "ZMB", None, date(2010, 2, 1)),
        ("p", "head_of_state", "president", "en", "ZMB", None, date(2015, 1, 1)),
        ("q", "officer", "general", "en", "ZMB", None, None),
    ]
    frame = pd.DataFrame(rows, columns=["entity_id", "office", "text", "lang", "country", "body_sector", "published_on"])
    found = sectors.of_persons(frame)
    assert dict(zip(found["entity_id"], found["sector"], strict=True)) == {"p": "GOV", "q": "MIL"}
