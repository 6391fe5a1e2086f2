"""Names of persons without a public role are hidden wherever they stand; those of others stay, and so does all other text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.pseudonyms import SOMEBODY, Pseudonyms, public_roles
from pipeline.languages import languages, pack, shared

NAMES = Pseudonyms(
    b"salt",
    private={
        "ent_1": ["Nermine Abaza-Fikry", "نرمين أباظة"],
        "ent_2": ["Karim J. Saleh"],
        "ent_3": ["Rose"],
        "ent_4": ["Olfa Tahir"],
        "ent_5": ["John Moro"],
        "ent_6": ["John Moro", "J. Moro"],
    },
    public=["Nassour Tahir", "Tahir", "Salem bin Rashid"],
    others=["Rose", "Abaza Foundation"],
    unknown=["Bob Odera", "Rashid"],
)
ONE, TWO, FOUR = (NAMES.label(f"ent_{n}") for n in (1, 2, 4))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("By Nermine Abaza-Fikry in Addis Ababa.", f"By {ONE} in Addis Ababa."),
        ("NERMINE ABAZA–FIKRY spoke", f"{ONE} spoke"),
        ("Ms. Abaza-Fikry's house", f"Ms. {ONE}'s house"),
        ("la maison d'Abaza-Fikry", f"la maison d'{ONE}"),
        ("وقالت نرمين أباظة ولنرمين أباظة", f"وقالت {ONE} ول{ONE}"),
        ("Karim J. Saleh and Karim\nJ Saleh", f"{TWO} and {TWO}"),
        ("Saleh said; saleh is no name", f"{TWO} said; saleh is no name"),
        ("a rose for Rose", "a rose for Rose"),  # a body's or a place's name too
        ("President Tahir met Olfa Tahir", f"President Tahir met {FOUR}"),
        ("Salem bin Rashid spoke", "Salem bin Rashid spoke"),  # another's name, which holds one that is hidden
        ("Rashid spoke", f"{SOMEBODY} spoke"),
        ("the Abaza Foundation", "the Abaza Foundation"),
        ("John Moro", SOMEBODY),  # two persons bear it
        ("Bob Odera and bob", f"{SOMEBODY} and bob"),
        ("Karim. Saleh", f"Karim. {TWO}"),
    ],
)
def test_names_within_texts(text: str, hidden: str) -> None:
    assert NAMES.text(text) == hidden


def test_ids_are_exchanged_and_other_values_stay() -> None:
    stands_for = NAMES.id_of("ent_1")
    assert stands_for.startswith("person_")
    assert NAMES.hidden(["ent_1", "ent_9", "TCD", None, 3]) == [stands_for, "ent_9", "TCD", None, 3]
    assert NAMES.hidden({"a": "Olfa Tahir", "b": 1.5}) == {"a": FOUR, "b": 1.5}
    assert "ent_1" in NAMES
    assert "ent_9" not in NAMES


def test_another_salt_gives_other_pseudonyms() -> None:
    again = Pseudonyms(b"salt", {"ent_1": ["Nermine Abaza-Fikry"]})
    other = Pseudonyms(b"pepper", {"ent_1": ["Nermine Abaza-Fikry"]})
    assert again.label("ent_1") == ONE
    assert other.label("ent_1") != ONE
    assert other.id_of("ent_1") != NAMES.id_of("ent_1")


@given(st.text(), st.sampled_from(["Nermine Abaza-Fikry", "Karim J. Saleh", "Olfa Tahir"]), st.text())
def test_a_name_is_hidden_whatever_stands_around_it(before: str, name: str, behind: str) -> None:
    assert name not in NAMES.text(f"{before} {name} {behind}")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["L"])))
def test_text_without_letters_stays(text: str) -> None:
    assert NAMES.text(text) == text


def test_offices_and_sectors_of_public_roles_are_those_of_the_packs() -> None:
    offices, sectors = public_roles()
    known = {row["office"] for lang in languages() for row in pack(lang).table("offices")}
    assert set(offices) <= known
    assert {"foreign_minister", "judge"} <= set(offices)
    assert not {"physician", "athlete", "journalist", "activist", "lawyer"} & set(offices)
    assert set(sectors) < {row["sector"] for row in shared().table("office_sectors")} | {"IGO", "PARTY"}
