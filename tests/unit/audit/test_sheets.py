"""Sheets as people and their spreadsheets save them."""

from __future__ import annotations

import pytest

from pipeline.audit.sheets import Passage, SheetError, Verdict, places, read_listed, read_verdicts

ITEMS = ["i1", "i2", "i3"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_sheets_of_every_spreadsheet_are_read(separator: str, end: str) -> None:
    rows = [("item", "verdict", "note"), ("i1", "Right", ""), ("i2", "w", "من المتحدث؟"), ("i3", "", "")]
    content = "\ufeff" + end.join(separator.join(row) for row in rows) + end
    assert read_verdicts("coder-a.csv", content.encode(), ITEMS) == {"i1": Verdict("right"), "i2": Verdict("wrong", "من المتحدث؟")}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("item,verdict\ni1,rihgt\n", "coder-a.csv line 2, column `verdict`: 'rihgt' is no verdict. Did you mean `right`?"),
        ("item,verdict\n\ni9,right\n", "coder-a.csv line 3, column `item`: this audit has no item `i9`. Copy the row anew"),
        ("item,verdict\ni1,right\ni1,wrong\n", "coder-a.csv line 3: the item i1 was judged before in this file, otherwise."),
        ("item,note\ni1,right\n", "coder-a.csv line 1: the header lacks `verdict`."),
        ("item,verdikt\n", "there is no column `verdikt`. Did you mean `verdict`?"),
        ("item,verdict\ni1,right,x\n", "coder-a.csv line 2 has 3 cells"),
    ],
)
def test_a_bad_row_is_told_with_its_place_and_what_to_do(content: str, said: str) -> None:
    with pytest.raises(SheetError) as error:
        read_verdicts("coder-a.csv", content.encode(), ITEMS)
    assert said in str(error.value)


def test_a_sheet_in_another_encoding_is_told() -> None:
    with pytest.raises(SheetError, match="is not UTF-8, at byte 23"):
        read_verdicts("coder-a.csv", "item,verdict,note\ni1,r,\xe9t\xe9\n".encode("cp1252"), ITEMS)


def test_all_bad_rows_are_told_at_once() -> None:
    with pytest.raises(SheetError) as error:
        read_verdicts("c.csv", b"item,verdict\ni1,x\ni2,y\ni3,r\n", ITEMS)
    assert len(error.value.problems) == 2


TEXTS = {"a1": "He said: “We have an agreement.”\nDockers ended a strike.", "a2": "Nothing of note."}


def test_what_readers_list() -> None:
    content = "article,kind,words,note\na1,Quotes,we have an,\na1,event,Dockers ended,\na2,nothing,,\n"
    listed, read = read_listed("articles-a.csv", content.encode(), TEXTS)
    assert [(one.kind, one.words, one.place) for one in listed] == [
        ("quote", "we have an", "articles-a.csv line 2"), ("event", "Dockers ended", "articles-a.csv line 3"),
    ]  # fmt: skip
    assert read == {"a1", "a2"}
    assert read_listed("articles-a.csv", b"article,kind,words\na1,,\n", TEXTS) == ([], frozenset())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("a7,quote,x", "column `article`: this audit has no article `a7`"),
        ("a1,speech,We", "column `kind`: 'speech' is none. Write quote, event, name, or nothing"),
        ("a1,quote,", "column `words` is empty"),
        ("a1,quote,They have", "column `words`: 'They have' does not stand in article a1"),
    ],
)
def test_what_readers_cannot_have_listed(row: str, said: str) -> None:
    with pytest.raises(SheetError) as error:
        read_listed("articles-a.csv", f"article,kind,words\n{row}\n".encode(), TEXTS)
    assert f"articles-a.csv line 2, {said}" in str(error.value)


def test_words_are_found_whatever_signs_are_between_them() -> None:
    assert places("we  HAVE — an", TEXTS["a1"]) == [(10, 20)]
    assert places("e have", TEXTS["a1"]) == []
    assert places("…", TEXTS["a1"]) == []


def test_a_passage_is_one_line_with_its_words_marked() -> None:
    assert Passage("u", "", 3, 9, "a\n\n", "b\nc", " d\n").marked == "a ⏎ ⟦b ⏎ c⟧ d"
    long = Passage("u", "", 0, 9000, "", "x" * 9000, "").marked
    assert len(long) < 4100
    assert long.endswith("x⟧")
