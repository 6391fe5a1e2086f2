"""The packs of the package pass their own validator: cells, rows that stand twice, and the example of every row."""

from __future__ import annotations

import pytest

from pipeline.languages import Pack, languages, pack
from pipeline.lexicon import check, examples
from pipeline.lexicon.source import packaged, places


@pytest.mark.parametrize("place", places())
def test_a_pack_has_no_errors(place: str) -> None:
    tables, problems = check(place)
    assert tables
    assert [str(p) for p in problems if p.severity == "error"] == []


@pytest.mark.parametrize("lang", languages())
def test_every_check_of_examples_has_rows_to_look_at(lang: str) -> None:
    assert {t.name for t in packaged(lang)} >= {"triggers", "modifiers", "cues", "offices", "names_examples", "chrome"}
    assert all(row["example"] for name in ("triggers", "modifiers") for row in pack(lang).table(name))
    assert sum(bool(row["example"]) for row in pack(lang).table("cues")) > 20
    assert sum(len(rule.get("examples", {})) for rule in pack(lang).toml("dates")["rule"]) > 30


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("triggers", {"pattern": "{meet}", "type": "ASSAULT", "example": "Kenya and Ethiopia held talks on Tuesday."}),
        ("triggers", {"pattern": "{meet}", "type": "none", "example": "Kenya and Ethiopia held talks on Tuesday."}),
        ("modifiers", {"pattern": "{plan} to", "effect": "denied", "example": "Kenya plans to withdraw its troops from Somalia."}),
        ("modifiers", {"pattern": "x", "effect": "drop", "example": "Rebels shelled Goma."}),
        ("cues", {"pattern": "{say}", "example": "The clerk [said] nothing of it."}),
        ("cues", {"pattern": "{say}", "example": "The clerk said it rains."}),
        ("names_examples", {"text": "The [harbour|PER] is closed."}),
        ("names_examples", {"text": "Mr Oduya thanked the crew."}),
        ("offices", {"office": "mayor", "pattern": "harbour pilot of the third class"}),
        ("offices", {"office": "mayor", "pattern": "mayor ("}),
        ("verbs", {"lemma": "walk", "paradigm": "unheard"}),
        ("chrome", {"phrase": "the ministers met in the harbour to talk about the catch", "example": ""}),
        ("chrome", {"phrase": "share", "example": "Share", "counter": "Share this article"}),
    ],
)
def test_a_row_that_does_not_do_what_it_says_is_found(name: str, row: dict[str, str]) -> None:
    assert len(list(examples.CHECKS[name]([row], "en"))) == 1


def test_every_language_with_phrases_is_looked_at() -> None:
    assert {"de", "ja", "zh"} <= set(places())
    assert all(Pack(place).table("chrome") for place in places())
