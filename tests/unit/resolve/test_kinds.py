"""The corpus tells what kind of name a name is where its article only guessed. Names are invented."""

from __future__ import annotations

import pandas as pd

from pipeline.resolve.kinds import informed

Row = tuple[str, str, float, bool, bool]  # name, type, score, is_firm, is_confirmed


def types(*found: Row, lexicon: dict[str, str] | None = None) -> list[str]:
    """The types after the corpus has been asked; each name stands in an article of its own."""
    frame = pd.DataFrame(found, columns=["name", "type", "score", "is_firm", "is_confirmed"])
    frame["lexicon_id"] = pd.Series([(lexicon or {}).get(name) for name in frame["name"]], dtype="str")
    frame = frame.assign(article_id=[f"a{i}" for i in range(len(frame))], no=0)
    asked = informed(frame)
    assert list(asked.columns) == list(frame.columns)
    assert asked.drop(columns="type").equals(frame.drop(columns="type"))
    backwards = informed(frame.iloc[::-1])
    assert backwards["type"].sort_index().tolist() == asked["type"].tolist()
    return asked["type"].tolist()


def test_what_one_article_tells_all_believe() -> None:
    assert types(("Delmora Freight", "ORG", 0.75, True, True), ("Delmora Freight", "PER", 0.5, False, True)) == ["ORG", "ORG"]
    assert types(("DELMORA FREIGHT", "ORG", 0.75, True, True), ("Delmora  Freight", "PER", 0.3, False, False)) == ["ORG", "ORG"]


def test_a_kind_that_is_told_stays() -> None:
    assert types(("Qarnoub", "PER", 0.9, True, True), ("Qarnoub", "LOC", 0.9, True, True)) == ["PER", "LOC"]


def test_where_articles_tell_different_kinds_a_guess_stays_what_it_is() -> None:
    told = (("Qarnoub", "PER", 0.9, True, True), ("Qarnoub", "LOC", 0.9, True, True))
    assert types(*told, ("Qarnoub", "ORG", 0.5, False, True)) == ["PER", "LOC", "ORG"]


def test_guesses_follow_most_guesses() -> None:
    many = [("Zorrinak", "LOC", 0.6, False, True)] * 3
    assert types(*many, ("Zorrinak", "PER", 0.55, False, True), ("Zorrinak", "PER", 0.3, False, False)) == ["LOC"] * 5
    assert types(("Zorrinak", "LOC", 0.6, False, True), ("Zorrinak", "PER", 0.5, False, True)) == ["LOC", "LOC"]  # surer
    assert types(("Zorrinak", "LOC", 0.6, False, True), ("Zorrinak", "PER", 0.6, False, True)) == ["LOC", "PER"]


def test_names_of_the_lexicon_are_left_alone() -> None:
    rows = (("Tillo", "GPE", 0.9, False, True), ("Tillo", "PER", 0.9, True, True))
    assert types(*rows, lexicon={"Tillo": "gpe:tillo"}) == ["GPE", "PER"]


def test_a_word_with_which_one_body_begins_is_its() -> None:
    body, word = ("Kestavar Institute", "ORG", 0.75, True, True), ("Kestavar", "PER", 0.6, False, True)
    assert types(body, word) == ["ORG", "ORG"]
    assert types(body, ("Kestavar Bank", "ORG", 0.75, True, True), word)[-1] == "PER"  # which of the two?
    assert types(body, ("Ilse Kestavar", "PER", 0.85, True, True), word)[-1] == "PER"
    assert types(body, ("Kestavar", "PER", 0.3, False, False))[-1] == "PER"  # a candidate is no name yet
    assert types(("Kestavar Institute", "ORG", 0.55, False, True), word)[-1] == "PER"


def test_an_empty_corpus_has_nothing_to_ask() -> None:
    assert types() == []
