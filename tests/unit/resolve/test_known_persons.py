"""Which persons of the corpus are listed ones: by spelling, and only where the articles speak for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from pipeline.resolve import entities, known_persons

UNITS = ["article_id", "no", "type", "name", "lang", "lexicon_id", "country", "code", "is_confirmed", "published_on", "n_mentions"]
ROLES = ["article_id", "holder_no", "office", "country", "body"]


def person(article: str, name: str, country: str | None = None, lang: str = "en") -> tuple[Any, ...]:
    return (article, 0, "PER", name, lang, None, country, None, True, date(2020, 6, 1), 1)


def place(article: str, country: str) -> tuple[Any, ...]:
    return (article, 1, "GPE", country, "en", f"gpe:{country.lower()}", country, country, True, date(2020, 6, 1), 1)


Side = frozenset[tuple[str, int]]


def anchors(
    units: list[tuple[Any, ...]], roles: list[tuple[Any, ...]] | None = None, apart: list[tuple[Side, Side]] | None = None
) -> dict[str, str | None]:
    """Article → the listed person that its first local entity is."""
    frame = pd.DataFrame(units, columns=UNITS)
    held = pd.DataFrame(roles or [], columns=ROLES)
    pairs = pd.DataFrame({"name_a": [], "name_b": []}, dtype="str")
    found = known_persons.settle(entities.cluster(frame, pairs, held), frame, held, apart or [])
    first = found[found["no"] == 0]
    return {a: None if pd.isna(x) else x for a, x in zip(first["article_id"], first["anchor"], strict=True)}


def test_spellings_of_three_languages_are_one_person() -> None:
    units = [
        unit
        for article, name in (("a", "Sergei Lavrov"), ("b", "Sergueï Lavrov"), ("c", "سيرغي لافروف"))
        for unit in (person(article, name), place(article, "RUS"))
    ]
    assert anchors(units) == dict.fromkeys("abc", "per:rus-lavrov")


@pytest.mark.parametrize(
    ("units", "roles", "expected"),
    [
        ([person("a", "Boris Johnson")], [], None),
        ([person("a", "Boris Johnson"), place("a", "GBR")], [], "per:gbr-johnson"),
        ([person("a", "Boris Johnson"), place("a", "FRA")], [], None),
        ([person("a", "Boris Johnson", "CAN"), place("a", "GBR")], [], None),
        ([person("a", "Boris Johnson")], [("a", 0, "mayor", "GBR", None)], "per:gbr-johnson"),
        ([person("a", "Boris Johnsen"), place("a", "GBR")], [], None),
        ([person("a", "Johnson"), place("a", "GBR")], [], None),
        ([person("a", "Johnson"), place("a", "GBR")], [("a", 0, "head_of_government", "GBR", None)], "per:gbr-johnson"),
        ([person("a", "Johnson"), place("a", "GBR")], [("a", 0, "head_of_state", "USA", None)], None),
        ([person("a", "Cameron"), place("a", "GBR")], [("a", 0, "head_of_government", "GBR", None)], None),
        ([person("a", "Stoltenberg")], [("a", 0, "secretary_general", None, "org:nato")], "per:nato-stoltenberg"),
    ],
)
def test_the_articles_must_speak_for_him(units: list[tuple[Any, ...]], roles: list[tuple[Any, ...]], expected: str | None) -> None:
    assert anchors(units, roles)["a"] == expected


def test_whom_a_user_tells_apart_the_list_does_not_join() -> None:
    units = [
        unit
        for article, name, country in (("a", "Sergei Lavrov", "RUS"), ("b", "Сергей Лавров", "RUS"), ("c", "Boris Johnson", "GBR"))
        for unit in (person(article, name), place(article, country))
    ]
    units[2] = person("b", "سيرغي لافروف", lang="ar")
    free = {"a": "per:rus-lavrov", "b": "per:rus-lavrov", "c": "per:gbr-johnson"}
    one, other, third = (frozenset({(article, 0)}) for article in "abc")
    assert anchors(units) == free
    assert anchors(units, apart=[(one, other)]) == {"a": None, "b": None, "c": "per:gbr-johnson"}
    assert anchors(units, apart=[(one, third)]) == free  # what is told of others changes nothing here


def test_more_articles_against_than_for_make_him_another() -> None:
    units = [person("a", "Eli Cohen"), place("a", "ISR"), person("b", "Eli Cohen", "USA"), person("c", "Eli Cohen", "USA")]
    assert set(anchors(units).values()) == {None}


def test_what_is_settled_and_what_is_no_person_stays() -> None:
    units = [("a", 0, "ORG", "Boris Johnson", "en", None, "GBR", None, True, None, 1), place("a", "GBR")]
    assert anchors(units) == {"a": None}
