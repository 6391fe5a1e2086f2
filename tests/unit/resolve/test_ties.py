"""Rows that contradict each other, also through chains, are told with both rows; what only looks alike is let through."""

from __future__ import annotations

import pytest

from pipeline.resolve.judgement_files import parse
from pipeline.resolve.judgements import JudgementsError
from pipeline.resolve.ties import check

HEAD = "kind,name,value,lang,scheme,type,who,when,why\n"
END = ",Noor,2025-06-30,seen\n"


def checked(*rows: str) -> str:
    """The problems of these rows, in one text; "" where there are none."""
    judgements = parse({"a.csv": (HEAD + "".join(row + END for row in rows)).encode()})
    try:
        check(judgements)
    except JudgementsError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (("same,A,B,,,", "different,B,A,,,"), ("line 3 says", "line 2 says that they are one")),
        (("same,A,B,,,", "same,B,C,,,", "different,C,A,,,"), ("line 4 says", "a.csv line 2 and a.csv line 3 say")),
        (("alias,A,Bee,,,", "different,A,Bee,,,"), ("line 3 says", "line 2")),
        (("identifier,A,Q5,,wikidata,", "identifier,B,Q5,,wikidata,", "different,A,B,,,"), ("line 4 says", "line 2 and a.csv line 3")),
        (("name,A,Anna,en,,", "name,A,Hanna,en,,"), ("line 2 and a.csv line 3", "two names to show, Anna (en) and Hanna (en)")),
        (("name,A,Anna,en,,", "name,B,Anna,fr,,", "same,A,B,,,"), ("two names to show",)),
        (("type,A,ORG,,,", "same,A,B,,,", "type,B,PER,,,"), ("two types, ORG and PER",)),
        (("identifier,A,Q5,,wikidata,", "same,A,B,,,", "identifier,B,Q6,,wikidata,"), ("two values of wikidata, Q5 and Q6",)),
        (("alias,A,Bee,fr,,", "alias,C,Bee,fr,,"), ("line 2 and a.csv line 3", "the spelling “Bee” (fr) means “A”")),
        (("same,A,org:nato,,,", "same,org:un,A,,,"), ("make org:nato and org:un one entity",)),
        (("same,A,user:x,,,", "alias,user:y,A,,,"), ("make user:x and user:y one entity",)),
        (("identifier,A,IQ,,iso2,", "same,A,gpe:irn,,,"), ("make gpe:irn and gpe:irq one entity",)),
    ],
)
def test_contradictions_name_both_rows(rows: tuple[str, ...], named: tuple[str, ...]) -> None:
    for order in (rows, rows[::-1]):
        found = checked(*order)
        assert found, order
    for words in named:
        assert words in checked(*rows)


@pytest.mark.parametrize(
    "rows",
    [
        ("same,A,B,,,", "same,A,B,,,"),  # said twice
        ("same,A,B,,,", "different,A,C,,,"),
        ("same,A,B,,,PER", "different,A,B,,,ORG"),  # two of one name
        ("alias,A,Bee,fr,,", "alias,C,Bee,en,,"),  # one spelling in two languages
        ("alias,A,Bee,fr,,", "alias,C,Bee,fr,,", "same,A,C,,,"),
        ("identifier,A,x1,,dossier,", "identifier,A,x2,,dossier,"),  # a scheme of one's own holds what it likes
        ("identifier,A,x1,,dossier,", "identifier,B,x1,,dossier,", "different,A,B,,,"),
        ("same,org:nato,org:nmi,,,", "same,A,org:nato,,,", "same,A,org:nmi,,,"),  # a row joins the two entries
        ("name,A,Anna,en,,", "alias,A,Hanna,en,,"),
    ],
)
def test_what_only_looks_like_a_contradiction(rows: tuple[str, ...]) -> None:
    assert checked(*rows) == ""
