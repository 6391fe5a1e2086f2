"""Judgements as rows: what is written is read as it was meant, beside whatever stands in the file already."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.judgement_files import parse
from pipeline.resolve.judgement_rows import Draft, appended, cells, same_saying
from pipeline.resolve.judgements import Judgement, JudgementsError, Target
from pipeline.text import fold

ON = date(2025, 6, 30)
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).map(lambda s: " ".join(s.split())).filter(
    lambda s: bool(fold(s).strip()) and not s.startswith("#") and "﻿" not in s
)  # fmt: skip
places = st.builds(
    lambda name, document, start, length: Target(fold(name), "", "gazette", document, start, start + length, name=name),
    words, words, st.integers(0, 10**6), st.integers(1, 500),
)  # fmt: skip
drafts = st.one_of(
    st.builds(lambda t, v: Draft("line", t, v), places, st.sampled_from(["navigation", "body", "title"])),
    st.builds(lambda t: Draft("speaker", t, "none"), places),
    st.builds(lambda t: Draft("participant", t, other=Target(fold("Halima Barka"), name="Halima Barka"), role="host"), places),
    st.builds(
        lambda t, v: Draft("date", t, v), places, st.sampled_from(["2025", "2024-02", "2024-02-29", "2025-01-01/2025-01-09", "none"])
    ),
    st.builds(lambda t, v: Draft("realis", t, v), places, st.sampled_from(["actual", "planned"])),
    st.builds(lambda a, b: Draft("same_event", a, other=b), places, places).filter(lambda d: d.target != d.other),
)


@given(
    st.lists(drafts, min_size=1, max_size=3),
    words,
    words,
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_what_is_written_is_read_as_it_was_meant(
    said: list[Draft], who: str, why: str, delimiter: str, newline: str, has_mark: bool
) -> None:
    head = delimiter.join(("kind", "name", "value", "who", "when", "why"))
    old = newline.join([head, delimiter.join(("same", "Salma", "Selma", "Ann", "2025-01-02", "seen"))])  # no line end behind it
    content = (b"\xef\xbb\xbf" if has_mark else b"") + old.encode()
    out = appended("a.csv", content, [cells(d, who, ON, why) for d in said])
    assert out.startswith(content[: len(head)])
    found = parse({"a.csv": out})
    assert len(found) == len(said) + 1
    by_line: dict[int, Judgement] = {j.line: j for j in found}
    assert (by_line[2].kind, by_line[2].by) == ("same", "Ann")
    for number, draft in enumerate(said, 3):
        j = by_line[number]
        assert (j.kind, j.target, j.target.name, j.role, j.by, j.on, j.why) == (
            draft.kind, draft.target, draft.target.name, draft.role, who, ON, why)  # fmt: skip
        assert j.other == draft.other
        assert draft.other is not None or j.value == draft.value


def test_an_empty_file_gets_a_header_and_a_file_of_another_its_missing_columns() -> None:
    target = Target("tuesday", "", "gazette", "p1", 4, 11, name="Tuesday")
    row = cells(Draft("date", target, "2025-03-04"), "Noor", ON, "the decree")
    fresh = appended("a.csv", b"", [row]).decode()
    assert fresh.splitlines()[0].startswith("kind,name,value,lang,scheme,role,source,document")
    old = "# ours;;\nname;kind;value;who;when;why\n"
    out = appended("a.csv", old.encode(), [row]).decode().splitlines()
    assert out == [
        "# ours;;", "name;kind;value;who;when;why;source;document;start;end",
        "Tuesday;date;2025-03-04;Noor;2025-06-30;the decree;gazette;p1;4;11",
    ]  # fmt: skip


def test_what_would_be_lost_is_refused() -> None:
    row = cells(Draft("name", Target("a", name="# a"), "B", lang="en"), "Noor", ON, "seen")
    with pytest.raises(JudgementsError, match="cannot be written into"):
        appended("a.csv", b"name,kind,value,lang,who,when,why\n", [row])  # a row that begins with # is none
    with pytest.raises(JudgementsError, match="no role of a line"):
        appended("a.csv", b"", [cells(Draft("line", Target("a", "", "s", "d", name="a"), "chrome"), "Noor", ON, "seen")])
    with pytest.raises(JudgementsError, match="there is no column `knd`"):
        appended("a.csv", b"knd,name,value,who,when,why\n", [])


def test_the_same_saying_is_known_whoever_says_it() -> None:
    draft = Draft("line", Target("a", "", "s", "d", name="a"), "other")
    (one,) = parse({"a.csv": appended("a.csv", b"", [cells(draft, "Noor", ON, "seen")])})
    (two,) = parse({"b.csv": appended("b.csv", b"", [cells(draft, "Ann", date(2025, 1, 1), "told")])})
    assert same_saying(one, two)
