"""Unknown names whose kind only their surroundings tell."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipeline.annotate.names import Names
from pipeline.languages import languages, pack

Find = Callable[[str, str], Names]
MARK = re.compile(r"\[([^\]|]+)\|([A-Z]+)\]")
ROWS = [(lang, row["example"]) for lang in languages() for row in pack(lang).table("name_cues") if row["example"]]


def _found(names: Find, text: str, lang: str) -> list[tuple[str, str]]:
    found = names(text, lang)
    return [(m.text, m.type) for m in found.mentions if found.entities[m.local_no].is_confirmed]


@pytest.mark.parametrize(("lang", "marked"), ROWS)
def test_every_cue_with_an_example_fires(names: Find, lang: str, marked: str) -> None:
    text = MARK.sub(lambda m: m.group(1), marked)
    assert [(m.group(1), m.group(2)) for m in MARK.finditer(marked)] == _found(names, text, lang)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "Apps such as Pinbird, Zuppla and Mirrit lost users.", [("Pinbird", "ORG"), ("Zuppla", "ORG"), ("Mirrit", "ORG")]),
        ("en", "The hikers reached Sorvatn, Norway, on foot.", [("Sorvatn", "LOC"), ("Norway", "GPE")]),
        ("en", "Brettoy, 41, won the race.", [("Brettoy", "PER")]),
        ("fr", "Brettoy, 41 ans, a gagné la course.", [("Brettoy", "PER")]),
        ("fr", "Le bac relie Sorvatn-sur-Mer à la côte.", [("Sorvatn-sur-Mer", "LOC")]),
        ("fr", "Le maire de Saint-Brettoy a démissionné.", [("Saint-Brettoy", "LOC")]),
        ("fr", "Les chercheurs de l'institut Brettoy publient l'étude.", [("institut Brettoy", "ORG")]),
        ("fr", "Un navire a traversé le détroit de Sorvatn.", [("détroit de Sorvatn", "LOC")]),
        ("en", "Customers complained, and I'm sorry. She speaks French and uses GIFs.", []),
        ("en", "A spokeswoman for Loomwise declined to comment.", [("Loomwise", "ORG")]),
    ],
)
def test_kinds(names: Find, lang: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert _found(names, text, lang) == expected


def test_a_name_means_one_thing_all_over_an_article(names: Find) -> None:
    text = "The founder of Brettoy left in May. Nobody expected it of Brettoy. In spring Brettoy was calm."
    assert {kind for name, kind in _found(names, text, "en") if name == "Brettoy"} == {"ORG"}
