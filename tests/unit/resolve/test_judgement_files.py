"""Files of judgements: what a spreadsheet writes is read, and what cannot be meant is told with file, line, column and remedy."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.judgement_files import COLUMNS, MAX_BYTES, parse
from pipeline.resolve.judgements import JudgementsError, Target

HEAD = "kind,name,value,lang,scheme,source,document,start,value_source,value_document,who,when,why\n"
END = "Noor,2025-06-30,seen in print\n"


def problems(*files: str | bytes) -> tuple[str, ...]:
    contents = {f"f{n}.csv": f.encode() if isinstance(f, str) else f for n, f in enumerate(files, 1)}
    with pytest.raises(JudgementsError) as caught:
        parse(contents)
    return caught.value.problems


def test_a_row_of_each_kind() -> None:
    text = HEAD + "".join(
        f"{row},{END}"
        for row in (
            "same,Salma Bourhane,سلمى برهان,,,,,,,",
            "different,Salma Bourhane,Salma Bourhane,,,lac,https://lac.example/7,120,delta,n9",
            "alias,org:nato,l'Alliance,fr,,,,,,",
            "name,Salma Bourhane,Selma Burhan,en,,,,,,",
            "identifier,Salma Bourhane,Q77,,wikidata,,,,,",
            "type,Borkou Salt,ORG,,,,,,,",
        )
    )
    rows = {j.kind: j for j in parse({"a.csv": text.encode()})}
    assert set(rows) == {"same", "different", "alias", "name", "identifier", "type"}
    assert rows["same"].other == Target("سلمي برهان", name="x")  # folded: ya and alef maqsura are one
    assert (rows["different"].target.document, rows["different"].target.start, rows["different"].other) == (
        "https://lac.example/7", 120, Target("salma bourhane", source="delta", document="n9"))  # fmt: skip
    assert (rows["alias"].target.anchor, rows["alias"].other) == ("org:nato", Target("l'alliance", lang="fr"))
    assert (rows["name"].by, rows["name"].on, rows["name"].why, rows["name"].line) == ("Noor", date(2025, 6, 30), "seen in print", 5)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "﻿", "\r\n"])
def test_what_spreadsheets_write(separator: str, start: str) -> None:
    lines = ["Kind;Name;Value;WHO;When;why;", "# a note;;;;;;", 'same; A  B ;"C, D";me;2025-01-02T10:00;"two\r\nlines";', ";;;;;;"]
    text = start + "\r\n".join(lines).replace(";", separator)
    (row,) = parse({"a.csv": text.encode()})
    assert row.other is not None
    assert (row.target.name, row.other.name, row.on, row.why) == ("A B", "C, D", date(2025, 1, 2), "two lines")


def test_a_file_without_rows_says_nothing() -> None:
    assert parse({"a.csv": b"", "b.csv": HEAD.encode(), "c.csv": b"\xef\xbb\xbf\r\n"}) == ()


def test_the_order_of_files_and_rows_does_not_matter() -> None:
    rows = [f"same,A{n},B{n},,,,,,,,{END}" for n in range(4)]
    one = parse({"a.csv": (HEAD + "".join(rows)).encode()})
    other = parse({"z.csv": (HEAD + "".join(rows[:1:-1])).encode(), "b.csv": (HEAD + "".join(rows[:2])).encode()})
    assert [(j.target, j.other) for j in one] == [(j.target, j.other) for j in other]


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("smae,A,B,,,,,,,", "kind", "Did you mean `same`?"),
        ("same,A,,,,,,,,", "value", "needs the other name"),
        ("same,,B,,,,,,,", "name", "is empty"),
        ("same,A,a,,,,,,,", "value", "both sides name the same"),
        ("same,A,B,fr,,,,,,", "lang", "says nothing of a row of kind `same`"),
        ("alias,A,a,,,,,,,", "value", "the spelling is the name itself"),
        ("name,A,B,,,,,,,", "lang", "in which language"),
        ("name,A,B,french,,,,,,", "lang", "is no language"),
        ("identifier,A,Q1,,,,,,,", "scheme", "wikidata, geonames"),
        ("identifier,A,796,,wikidata,,,,,", "value", "no identifier of wikidata"),
        ("identifier,A,Q1,,wikidta,,,,,", "scheme", "Did you mean `wikidata`?"),
        ("type,A,person,,,,,,,", "value", "PER, ORG, GPE"),
        ("same,ent_0123456789abcdef,B,,,,,,,", "name", "is an id of the warehouse"),
        ("same,A,B,,,,n1,,,", "source", "is empty"),
        ("same,A,B,,,s,,12,,", "document", "gives an offset"),
        ("same,A,B,,,s,n1,twelve,,", "start", "is no offset"),
        ("same,org:nato,B,,,s,n1,,,", "source", "which is an id"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_place(row: str, column: str, said: str) -> None:
    (problem,) = problems(f"{HEAD}{row},{END}")
    assert problem.startswith(f"f1.csv line 2, column `{column}`: ")
    assert said in problem


@pytest.mark.parametrize(
    ("end", "column"), [(",2025-06-30,why\n", "who"), ("me,,why\n", "when"), ("me,30/06/2025,why\n", "when"), ("me,2025-06-30,\n", "why")]
)
def test_who_when_and_why_are_asked_for(end: str, column: str) -> None:
    (problem,) = problems(f"{HEAD}same,A,B,,,,,,,,{end}")
    assert f"line 2, column `{column}`" in problem


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("kind,name,valeu,who,when,why\n", "column 3: there is no column `valeu`. Did you mean `value`?"),
        ("kind,name,name,value,who,when,why\n", "column 3: the column `name` stands there twice"),
        ("kind,name,value\n", "the header lacks `who`, `when`, `why`"),
        (f"{HEAD}same,A,B,,,,,,,,{END.strip()},and,more\n", "line 2 has 15 cells"),
        (f'{HEAD}same,"A,B,,,,,,,,{END}', "is not CSV"),
        ("kind,name,value,who,when,why\nsame,Zoë,B,me,2025-01-01,x\n".encode("latin-1"), "is not UTF-8, at byte 36"),
        (b"x" * (MAX_BYTES + 1), "is too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(content: str | bytes, said: str) -> None:
    (problem,) = problems(content)
    assert problem.startswith("f1.csv")
    assert said in problem


HEAD_AT = "kind,name,value,type,source,document,start,value_start,value_end,value_source,who,when,why\n"


def test_rows_that_correct_name_words_and_right_words_of_one_document() -> None:
    rows = "".join(
        f"{row},{END}"
        for row in (
            "quote_span,We won the cup,We won,,lac,n1,12,12,18,", "name_span,Salma Bourhane Tuesday,none,,lac,n1,,,,",
            "event_trigger,won,won the cup,ASSAULT,lac,n1,,,,", "quote_kind,We won,indirect,,lac,n1,,,,",
            "event_type,won,consult/visit,,lac,n1,,,,", "event_type,won,x-race,,lac,n1,,,,",
        )
    )  # fmt: skip
    found = {(j.kind, j.value): j for j in parse({"a.csv": (HEAD_AT + rows).encode()})}
    span = found["quote_span", "We won"]
    assert span.other == Target("we won", source="lac", document="n1", start=12, end=18)
    assert found["name_span", "none"].other is None
    assert len(found) == 6


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("quote_span,We won,We,,lac,,,,,", "document", "say in which document"),
        ("quote_span,We won,We won,,lac,n1,,,,", "value", "those that stand there already"),
        ("quote_span,We won,We,,lac,n1,,,,s", "value_source", "says nothing of a row of kind `quote_span`"),
        ("quote_span,We won,We,,lac,n1,,nine,,", "value_start", "is no offset"),
        ("quote_kind,We won,spoken,,lac,n1,,,,", "value", "direct, mixed, indirect"),
        ("event_span,won,none,,lac,n1,,,,", "value", "write a row of the kind `event_type`"),
        ("event_type,won,CONSLT,,lac,n1,,,,", "value", "Did you mean `CONSULT`?"),
        ("event_type,won,CONSULT/vist,,lac,n1,,,,", "value", "CONSULT has the modes visit, phone"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_place(row: str, column: str, said: str) -> None:
    (problem,) = problems(f"{HEAD_AT}{row},{END}")
    assert problem.startswith(f"f1.csv line 2, column `{column}`: ")
    assert said in problem


def test_all_that_is_wrong_is_told_at_once() -> None:
    found = problems(f"{HEAD}smae,A,B,,,,,,,,{END}same,A,B,,,,,,,,{END}same,A,,fr,,,,,,,{END}", "kind\n")
    assert [p.split(":")[0] for p in found] == ["f1.csv line 2, column `kind`", "f1.csv line 4, column `value`",
                                                "f1.csv line 4, column `lang`", "f2.csv line 1"]  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from(COLUMNS), st.text(max_size=12)), max_size=4), st.binary(max_size=40))
def test_whatever_a_file_holds_it_is_rows_or_problems(rows: list[dict[str, str]], noise: bytes) -> None:
    text = ",".join(COLUMNS) + "\n" + "\n".join(",".join(row.get(c, "") for c in COLUMNS) for row in rows)
    for content in (text.encode("utf-8", "replace") + noise, noise):
        found: tuple[object, ...] = ()
        try:
            found = parse({"a.csv": content})
        except JudgementsError as error:
            found = error.problems
        assert all(str(item).startswith("a.csv") or item.file == "a.csv" for item in found)  # type: ignore[attr-defined]
