"""What users decide outranks the machine: the entities of small invented corpora, with and without rows of overrides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.resolve import entities, rulings, verdicts
from pipeline.resolve.ids import row_id
from pipeline.resolve.judgement_files import parse
from pipeline.resolve.judgements import JudgementsError
from pipeline.resolve.ties import check

HEAD = "kind,name,value,lang,scheme,source,document,start,value_source,value_document,value_start,type,when,who,why\n"


@dataclass(frozen=True)
class Name:
    """A name of one document. `document` is `<source>/<id>`; the text of a document is its names, one after the other."""

    document: str
    name: str
    type: str = "PER"
    lexicon: str | None = None
    country: str | None = None
    confirmed: bool = True
    lang: str = "en"

    @property
    def source(self) -> str:
        return self.document.split("/")[0]


def rows_of(*rows: str) -> str:
    """Rows whose last cells may be left out: kind,name,value,lang,scheme,source,document,start,value_source,value_document …"""
    filled = [[*row.split(","), *[""] * 13][:13] for row in rows]
    return HEAD + "".join(",".join([*cells[:12], cells[12] or "2025-06-30", "Noor,seen"]) + "\n" for cells in filled)


@dataclass
class World:
    """What resolution makes of names and rows."""

    units: pd.DataFrame
    resolved: pd.DataFrame
    verdicts: list[verdicts.Verdict]

    def entity(self, name: str, document: str | None = None) -> frozenset[str]:
        """The entities of a name."""
        mine = self.units[(self.units["name"] == name) & ((self.units["article_id"] == document) if document else True)]
        found = mine.merge(self.resolved, on=["article_id", "no"])
        return frozenset(found["entity_id"])

    def said(self) -> list[str]:
        return [f"{v.judgement.kind} {v.status}" for v in self.verdicts]


def world(names: Sequence[Name], *rows: str) -> World:
    found: list[tuple[object, ...]] = []
    spans: dict[str, list[tuple[str, int, int, int]]] = defaultdict(list)
    texts: dict[str, str] = defaultdict(str)
    for n in names:
        no = len(spans[n.document])
        start = len(texts[n.document])
        texts[n.document] += f"{n.name}, "
        spans[n.document].append((n.document, no, start, start + len(n.name)))
        found.append((n.document, no, n.type, n.name, n.lang, "Latn", n.lexicon, n.country, None, n.confirmed, None, 1))
    units = pd.DataFrame(
        found,
        columns=[
            "article_id",
            "no",
            "type",
            "name",
            "lang",
            "script",
            "lexicon_id",
            "country",
            "code",
            "is_confirmed",
            "published_on",
            "n_mentions",
        ],
    )
    units = units.astype({"published_on": "datetime64[us]", **dict.fromkeys(("lexicon_id", "country", "code"), "str")})
    judgements = parse({"a.csv": rows_of(*rows).encode()})
    check(judgements)
    documents = [
        (n.source, place, n.document, texts[n.document] if place else None) for n in names for place in (n.document.split("/")[1], None)
    ]
    ruled = rulings.rule(
        judgements,
        units,
        pd.DataFrame(sorted(set(documents), key=repr), columns=["source_id", "document", "article_id", "text"]).astype("str"),
        pd.DataFrame([s for found in spans.values() for s in found], columns=["article_id", "local_no", "start", "end"]),
    )
    informed = ruled.informed(units)
    keys = entities.name_keys(informed)
    pairs = keys.merge(keys, on="key", suffixes=("_a", "_b")).query("name_a < name_b")[["name_a", "name_b"]].drop_duplicates()
    offices = pd.DataFrame([], columns=["article_id", "holder_no", "office", "country", "body"])
    resolved = entities.cluster(informed, pairs, offices, ruled if rows else None)
    return World(units, resolved, verdicts.judge(ruled, units, resolved))


SALMA = [Name("lac/1", "Salma Bourhane"), Name("lac/2", "Salma Bourhane"), Name("delta/3", "Selma Burhan"), Name("delta/4", "Salma Idriss")]


def test_the_machine_alone() -> None:
    alone = world(SALMA)
    assert alone.entity("Salma Bourhane") == alone.entity("Selma Burhan")
    assert alone.entity("Salma Bourhane") != alone.entity("Salma Idriss")


def test_same_joins_against_a_veto_with_all_that_the_machine_holds_for_either() -> None:
    judged = world(SALMA, "same,Salma Bourhane,Salma Idriss")
    assert len(judged.entity("Salma Bourhane") | judged.entity("Selma Burhan") | judged.entity("Salma Idriss")) == 1
    assert judged.said() == ["same applied"]


def test_different_keeps_apart_what_the_machine_holds_for_one() -> None:
    judged = world(SALMA, "different,Salma Bourhane,Selma Burhan")
    assert judged.entity("Salma Bourhane").isdisjoint(judged.entity("Selma Burhan"))
    assert len(judged.entity("Salma Bourhane")) == 1
    assert judged.said() == ["different applied"]


def test_different_keeps_equal_names_apart_in_the_documents_that_are_named() -> None:
    judged = world(SALMA, "different,Salma Bourhane,Salma Bourhane,,,lac,1,,lac,2")
    assert judged.entity("Salma Bourhane", "lac/1") != judged.entity("Salma Bourhane", "lac/2")
    assert len(judged.entity("Selma Burhan")) == 1  # with one of the two


def test_one_document_against_all_others_of_that_name() -> None:
    judged = world([*SALMA, Name("lac/9", "Salma Bourhane")], "different,Salma Bourhane,Salma Bourhane,,,lac,9")
    assert judged.entity("Salma Bourhane", "lac/1") == judged.entity("Salma Bourhane", "lac/2") == judged.entity("Selma Burhan")
    assert judged.entity("Salma Bourhane", "lac/9").isdisjoint(judged.entity("Salma Bourhane", "lac/1"))
    assert judged.said() == ["different applied"]


def test_what_no_row_speaks_of_goes_with_the_name_it_is_most_like() -> None:
    names = [Name("a/1", "Kamal Derdour"), Name("a/2", "Kamel Derdour"), Name("a/3", "Kamal Derdur"), Name("b/4", "كمال دردور", lang="ar")]
    judged = world(names, "different,Kamal Derdour,Kamel Derdour")
    assert judged.entity("Kamal Derdour").isdisjoint(judged.entity("Kamel Derdour"))
    assert judged.entity("Kamal Derdur") == judged.entity("Kamal Derdour")


def test_a_surname_follows_its_owner_and_is_told_apart_by_hand() -> None:
    names = [
        Name("a/1", "Kamal Derdour"), Name("a/1", "Port of Bou Zrara", "LOC"), Name("a/2", "Derdour"),
        Name("a/2", "Port of Bou Zrara", "LOC"), Name("a/3", "Hind Derdour"),
    ]  # fmt: skip
    assert world(names).entity("Derdour") == world(names).entity("Kamal Derdour")
    apart = world(names, "different,Derdour,Kamal Derdour")
    assert apart.entity("Derdour").isdisjoint(apart.entity("Kamal Derdour"))
    given = world(names, "same,Derdour,Hind Derdour,,,a,2")
    assert given.entity("Derdour") == given.entity("Hind Derdour") != given.entity("Kamal Derdour")


def test_a_name_that_nothing_confirms_is_accepted_where_a_row_names_it() -> None:
    names = [Name("a/1", "Borkou Salt", "ORG", confirmed=False)]
    assert world(names).entity("Borkou Salt") == frozenset()
    for row in ("type,Borkou Salt,ORG", "name,Borkou Salt,Sels du Borkou,fr", "identifier,Borkou Salt,Q990000077,,wikidata"):
        assert len(world(names, row).entity("Borkou Salt")) == 1
    assert world(names, "different,Borkou Salt,Salma").entity("Borkou Salt") == frozenset()


def test_a_type_joins_what_the_machine_took_for_a_person_with_the_body() -> None:
    names = [Name("a/1", "Borkou Salt"), Name("a/2", "Borkou Salt", "ORG")]
    assert len(world(names).entity("Borkou Salt")) == 2
    assert len(world(names, "type,Borkou Salt,ORG").entity("Borkou Salt")) == 1


NATO = [
    Name("a/1", "NATO", "ORG", "org:nato"), Name("a/2", "Alliance", "ORG"), Name("b/3", "Alliance", "ORG", lang="fr"),
    Name("b/4", "Georgia", "GPE", "gpe:geo", "GEO"), Name("b/5", "Georgia", "GPE", "gpe:geo", "GEO"), Name("b/6", "Atlanta", "GPE"),
]  # fmt: skip


def test_a_spelling_means_an_entry_of_the_lexicon_in_its_language() -> None:
    judged = world(NATO, "alias,org:nato,Alliance,fr")
    assert judged.entity("Alliance", "b/3") == judged.entity("NATO") == {row_id("ent", "org:nato")}
    assert judged.entity("Alliance", "a/2").isdisjoint(judged.entity("NATO"))
    assert len(world(NATO, "alias,NATO,Alliance").entity("Alliance")) == 1  # by its name, in any language
    assert world(NATO, "alias,OTAN,Alliance").entity("Alliance") == judged.entity("NATO")  # a name that only the lexicon knows


def test_an_id_of_ones_own() -> None:
    judged = world(SALMA, "alias,user:salma,Salma Bourhane,,,", "alias,user:salma,Salma Idriss")
    assert judged.entity("Salma Idriss") == judged.entity("Salma Bourhane") == {row_id("ent", "user:salma")}
    assert set(judged.resolved["basis"]) == {"user", "name"}  # Selma Burhan is held for one with them by the machine


def test_an_identifier_gives_the_id_joins_names_and_finds_the_lexicon() -> None:
    judged = world(SALMA, "identifier,Salma Bourhane,Q990000077,,wikidata", "identifier,Salma Idriss,Q990000077,,wikidata")
    assert judged.entity("Salma Bourhane") == judged.entity("Salma Idriss") == {row_id("ent", "user:wikidata:Q990000077")}
    apart = world(SALMA, "identifier,Salma Bourhane,Q990000077,,wikidata", "identifier,Selma Burhan,Q78,,wikidata")
    assert apart.entity("Salma Bourhane").isdisjoint(apart.entity("Selma Burhan"))
    listed = world(NATO, "identifier,Alliance,Q7184,,wikidata")
    assert listed.entity("Alliance") == listed.entity("NATO")


def test_a_name_is_taken_from_the_lexicon_in_one_document_or_wholly() -> None:
    one = world(NATO, "different,Georgia,gpe:geo,,,b,4")
    assert one.entity("Georgia", "b/4").isdisjoint({row_id("ent", "gpe:geo")})
    assert one.entity("Georgia", "b/5") == {row_id("ent", "gpe:geo")}
    wholly = world(NATO, "different,Georgia,gpe:geo")
    assert len(wholly.entity("Georgia")) == 1
    assert wholly.entity("Georgia").isdisjoint({row_id("ent", "gpe:geo")})
    assert wholly.resolved["anchor"].isin(["gpe:geo"]).sum() == 0
    moved = world(NATO, "same,Georgia,gpe:usa,,,b,4")
    assert moved.entity("Georgia", "b/4") == {row_id("ent", "gpe:usa")}
    assert moved.entity("Georgia", "b/5") == {row_id("ent", "gpe:geo")}


def test_a_name_that_is_several_entries_of_the_lexicon_is_not_guessed() -> None:
    names = [
        Name("a/1", "Tripoli", "GPE", "gpe:lby-tripoli"),
        Name("a/2", "Tripoli", "GPE", "gpe:lbn-tripoli"),
        Name("a/3", "Trablos", "GPE"),
    ]
    judged = world(names, "same,Tripoli,Trablos")
    assert judged.said() == ["same refused"]
    assert "gpe:lbn-tripoli and gpe:lby-tripoli" in judged.verdicts[0].reason
    assert len(judged.entity("Tripoli") | judged.entity("Trablos")) == 3
    assert world(names, "same,Tripoli,Trablos,,,a,2").entity("Trablos") == {row_id("ent", "gpe:lbn-tripoli")}


def test_two_entries_of_the_lexicon_become_one_where_a_row_names_both() -> None:
    names = [Name("a/1", "NATO", "ORG", "org:nato"), Name("a/2", "NMI", "ORG", "org:nmi"), Name("a/3", "Mission", "ORG")]
    judged = world(names, "same,org:nmi,org:nato", "same,Mission,org:nato")
    assert len(judged.entity("NATO") | judged.entity("NMI") | judged.entity("Mission")) == 1
    assert judged.said() == ["same applied", "same applied"]


def test_a_narrower_row_outranks_a_wider_one() -> None:
    judged = world(SALMA, "same,Salma Bourhane,Salma Idriss", "different,Salma Bourhane,Salma Idriss,,,lac,2")
    assert judged.entity("Salma Bourhane", "lac/1") == judged.entity("Salma Idriss")
    assert judged.entity("Salma Bourhane", "lac/2").isdisjoint(judged.entity("Salma Idriss"))
    assert sorted(judged.said()) == ["different applied", "same applied"]


def test_what_is_gone_is_orphaned_and_leaves_no_trace() -> None:
    rows = (
        "same,Salma Bourhane,Aminata Sow",
        "same,Salma Bourhane,Salma Idriss,,,lac,77",
        "name,Aminata Sow,Aminata,en",
        "alias,org:natto,Pact",
        "different,Salma Bourhane,Salma Idriss,,,lac,1,,nowhere,1",
        "type,Bourhane,ORG,,,lac,1",
        "same,Bourhane street,Salma Idriss,,,lac,1",
    )
    judged = world(SALMA, *rows)
    assert {v.status for v in judged.verdicts} == {"orphaned", "applied"}
    assert [v.judgement.kind for v in judged.verdicts if v.status == "applied"] == ["type"]  # a part of the name stands for it
    assert all(v.reason for v in judged.verdicts if v.status == "orphaned")
    without = world(SALMA, "type,Bourhane,ORG,,,lac,1")
    assert judged.resolved.equals(without.resolved)
    assert "Did you mean org:nato" in next(v.reason for v in judged.verdicts if v.judgement.kind == "alias")


def test_offsets_decide_while_the_words_stand_there() -> None:
    names = [Name("a/1", "Derdour", country="DZA"), Name("a/1", "Derdour", country="TUN"), Name("a/2", "Kamal Derdour")]
    second = world(names, "same,Derdour,Kamal Derdour,,,a,1,9")
    assert [v.n_names for v in second.verdicts] == [2]
    moved = world(names, "same,Derdour,Kamal Derdour,,,a,1,500")
    assert moved.said() == ["same refused"]
    only = world(names[1:], "same,Derdour,Kamal Derdour,,,a,1,500")
    assert only.said() == ["same applied"]


def test_what_one_document_holds_for_one_is_not_taken_apart() -> None:
    judged = world([Name("a/1", "Kamal Derdour")], "different,Kamal,Derdour,,,a,1,,a,1")
    assert judged.said() == ["different refused"]
    assert "within its document" in judged.verdicts[0].reason


def test_the_name_that_a_row_gives_is_a_name_for_other_rows() -> None:
    judged = world(SALMA, "name,Salma Bourhane,Oum Kamal,fr", "same,Oum Kamal,Salma Idriss", "identifier,oum kamal,Q9,,wikidata")
    assert judged.entity("Salma Idriss") == judged.entity("Salma Bourhane") == {row_id("ent", "user:wikidata:Q9")}


def test_the_case_of_a_row_is_no_part_of_an_id() -> None:
    shouted = world(SALMA, "same,SALMA BOURHANE,salma idriss", "same,Salma Bourhane,Salma Idriss")
    assert shouted.resolved.equals(world(SALMA, "same,Salma Bourhane,Salma Idriss").resolved)


def test_of_two_rows_for_one_entity_the_later_one_holds() -> None:
    judged = world(SALMA, "name,Salma Bourhane,Salma B.,en", "name,Selma Burhan,Selma B.,en")
    assert [v.status for v in judged.verdicts] == ["applied", "refused"]  # of one day: the smaller one
    assert "a.csv line 2" in judged.verdicts[1].reason
    later = world(SALMA, "name,Salma Bourhane,Salma B.,en", "name,Selma Burhan,Selma B.,en,,,,,,,,,2025-08-01")
    assert [v.status for v in later.verdicts] == ["refused", "applied"]


# ------------------------------------------------------------------ whatever the rows
_NAMES = ("Kamal Derdour", "Kamel Derdour", "Kamal Derdur", "Hind Derdour", "Derdour", "Salma Bourhane", "NATO")
_names = st.lists(
    st.builds(
        Name, st.sampled_from(["a/1", "a/2", "b/1", "b/2"]), st.sampled_from(_NAMES), st.sampled_from(["PER", "ORG"]),
        confirmed=st.booleans(), country=st.sampled_from([None, "DZA", "TUN"]),
    ),
    min_size=1, max_size=9,
)  # fmt: skip
_side = st.tuples(st.sampled_from(_NAMES), st.sampled_from(["", "a", "a/1", "b/2"]))


@st.composite
def _rows(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["same", "different", "alias", "identifier", "type"]))
    (name, place), (other, other_place) = draw(_side), draw(_side)
    source, _, document = place.partition("/")
    other_source, _, other_document = other_place.partition("/")
    if kind in ("same", "different"):
        return f"{kind},{name},{other},,,{source},{document},,{other_source},{other_document}"
    value = {"alias": other, "identifier": draw(st.sampled_from(["Q1", "Q2"])), "type": draw(st.sampled_from(["PER", "ORG"]))}[kind]
    return f"{kind},{name},{value},,{'wikidata' if kind == 'identifier' else ''},{source},{document}"


@settings(max_examples=150, deadline=None)
@given(_names, st.lists(_rows(), min_size=1, max_size=5), st.randoms(use_true_random=False))
def test_applied_rows_hold_and_no_order_matters(names: list[Name], rows: list[str], random: object) -> None:
    names = [Name(n.document, n.name, "ORG", "org:nato") if n.name == "NATO" else n for n in names]
    try:
        judged = world(names, *rows)
    except JudgementsError:
        return  # a row that says nothing, or a contradiction
    for v in judged.verdicts:
        if v.status != "applied":
            assert v.reason
        elif v.judgement.kind == "same":
            assert set(v.entities) & set(v.others)
        elif v.judgement.kind == "different" and v.judgement.target.level == v.judgement.other.level:  # type: ignore[union-attr]
            assert not set(v.entities) & set(v.others)
    again = world(names, *rows[::-1])
    assert judged.resolved.equals(again.resolved)
    assert [(v.status, v.entities, v.others) for v in judged.verdicts] == [(v.status, v.entities, v.others) for v in again.verdicts]
    of = {(a, n): e for a, n, e in zip(judged.resolved["article_id"], judged.resolved["no"], judged.resolved["entity_id"], strict=True)}
    anchors = judged.resolved.dropna(subset=["anchor"]).groupby("entity_id")["anchor"].nunique()
    assert (anchors == 1).all()
    assert len(of) == len(judged.resolved)


@pytest.mark.parametrize("first", range(3))
def test_documents_in_any_order_give_the_same_entities(first: int) -> None:
    rows = ("same,Salma Bourhane,Salma Idriss,,,lac,1", "different,Salma Bourhane,Selma Burhan,,,lac,2")
    order = [*SALMA[first:], *SALMA[:first]]
    expected = world(SALMA, *rows)
    assert world(order, *rows).resolved.equals(expected.resolved)
    assert all(expected.entity(a.name, a.document) for a, _ in combinations(SALMA, 2))
