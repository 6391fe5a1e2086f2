"""Files of many articles: parts, what they state, profiles of press databases. All articles, outlets and persons are invented."""

from __future__ import annotations

from typing import Any

import press_exports
import pytest

from pipeline import ingest
from pipeline.ingest.layout import Layout, parse_layout, profiles
from pipeline.ingest.written import day_of, language_of, outlet_of
from pipeline.model import Document, Rejection, Source


def layout(**split: Any) -> Layout:
    found, problems = parse_layout({"split": split})
    assert not problems, problems
    return found


def read(payload: str | bytes, name: str = "desk/a.txt", *, given: Layout | None = None, **split: Any) -> list[Document | Rejection]:
    outlets = {"harbour-gazette": Source("harbour-gazette", name="The Harbour Gazette")}
    origin = ingest.Origin(name, Source("desk"), sources=outlets, layout=given or layout(**split), limits=ingest.Limits(reading="fast"))
    return list(ingest.read_payload(payload.encode() if isinstance(payload, str) else payload, origin))


def documents(found: list[Document | Rejection]) -> list[Document]:
    return [result for result in found if isinstance(result, Document)]


@pytest.mark.parametrize("profile", sorted(press_exports.EXPORTS))
def test_profiles_of_press_databases(profile: str) -> None:
    export = press_exports.EXPORTS[profile]
    found = read(export.content, export.name, profile=profile)
    assert [result.error_code for result in found if isinstance(result, Rejection)] in ([], ["skipped_records"])
    parts = documents(found)
    stated = [{key: value for key in export.parts[0] if key != "source" for value in [getattr(part.given, key)]} for part in parts]
    assert [{**given, "source": part.source.source_id} for given, part in zip(stated, parts, strict=True)] == list(export.parts)
    assert [part.uri for part in parts] == [f"{export.name}#{n}" for n in range(1, len(export.parts) + 1)]
    for part, words in zip(parts, export.words, strict=True):
        assert words in part.text
        if export.name.endswith(".txt"):
            assert part.text in export.content  # a stretch of the file as it stands there


def test_every_profile_has_a_sample() -> None:
    assert set(press_exports.EXPORTS) == set(profiles())


def test_parts_by_patterns_of_ones_own() -> None:
    text = "Contents\n\n== Bridge opens\nDate: 3 March 2025\nThe bridge at Zouar opened.\n\n"
    text += "== Pont ouvert\nDate: 4 mars 2025\nLe pont a ouvert.\n"
    found = read(text, start="^== ", fields={"title": "^== (.*)$", "published_at": "^Date: (.*)$"})
    assert [(d.given.title, d.given.published_at, d.text.split("\n")[-1]) for d in documents(found)] == [
        ("Bridge opens", "2025-03-03", "The bridge at Zouar opened."), ("Pont ouvert", "2025-03-04", "Le pont a ouvert."),
    ]  # fmt: skip
    assert isinstance(found[-1], Rejection)
    assert (found[-1].error_code, ingest.is_warning(found[-1])) == ("skipped_records", True)


def test_a_day_that_cannot_be_read_is_told_and_costs_the_value() -> None:
    found = read("== A\nDate: soon\nText of A.\n== B\nText of B.\n", start="^==", fields={"published_at": "^Date: (.*)$"})
    assert [r.error_code if isinstance(r, Rejection) else r.uri for r in found] == ["bad_metadata", "desk/a.txt#1", "desk/a.txt#2"]


def test_values_by_place() -> None:
    text = "--\n\nBridge opens\nby nobody\nThe Harbour Gazette\n12\nText.\n--\n"
    fields = {"title": {"line": 2}, "source": {"behind": "^by ", "skip": "^[0-9]+$"}, "id": {"behind": "Gazette", "pattern": "([0-9]+)"}}
    (document, *_) = documents(read(text, start="^--$", fields=fields))
    assert (document.given.title, document.source.source_id, document.given.external_id) == ("Bridge opens", "harbour-gazette", "12")


def test_encodings_line_ends_and_the_article_of_its_own() -> None:
    content = "== Été\r\nLe maire a été élu à l'été, a-t-il déclaré très tôt.\r\n== Noël\r\nFête à Sète.\r\n"
    found = documents(read(content.encode("cp1252"), start="^=="))
    assert [d.text for d in found] == ["== Été\r\nLe maire a été élu à l'été, a-t-il déclaré très tôt.", "== Noël\r\nFête à Sète."]
    assert {d.encoding for d in found} == {"windows-1252"}
    (alone,) = ingest.read_payload("== Noël\r\nFête à Sète.".encode(), ingest.Origin("desk/b.txt", Source("desk")))
    assert isinstance(alone, Document)
    assert alone.article_id == found[1].article_id  # the id is of what it says


def test_no_part_or_a_rule_that_cannot_be_used_costs_the_file() -> None:
    assert [r.error_code for r in read("An article.\n", start="^==") if isinstance(r, Rejection)] == ["no_parts"]
    for split in ({"start": "(?=a)"}, {"start": "a("}, {"profile": "nobody"}, {}, {"start": 3}, {"start": "a", "files": 3}):
        broken, problems = parse_layout({"split": split})
        assert problems
        (rejection,) = read("== A\nText.\n", given=broken)
        assert isinstance(rejection, Rejection)
        assert rejection.error_code == "bad_split"


def test_only_the_files_that_are_named_hold_many() -> None:
    given = layout(start="^==", files=["export*.txt"])
    assert len(documents(read("== A\nOne.\n== B\nTwo.\n", "desk/export 1.txt", given=given))) == 2
    assert len(documents(read("== A\nOne.\n== B\nTwo.\n", "desk/other.txt", given=given))) == 1


@pytest.mark.parametrize(
    "pattern", ["(a+)+$", "(a|a)*b", "(.*)*x", "(.*?,){11}P", "a{1,900}a{1,900}b", "a{1,140}a{1,140}b", "((a{9}){9}){9}b"]
)
def test_patterns_that_would_never_end_elsewhere(pattern: str) -> None:
    parse, problems = parse_layout({"split": {"start": "^==", "fields": {"title": pattern}}})
    if not problems:
        found = read("== A\n" + ("a" * 900 + "\n") * 200, given=parse)
        assert len(documents(found)) == 1


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("lundi 3 mars 2025", "2025-03-03"), ("March 3, 2025 Monday", "2025-03-03"), ("3 March 2025 09:14 GMT", "2025-03-03T09:14Z"),
        ("٣ آذار ٢٠٢٥", "2025-03-03"), ("1er mars 2025", "2025-03-01"), ("3 de marzo de 2025", "2025-03-03"),
        ("Mar 3, 2025 9:14 PM", "2025-03-03T21:14"),
        ("May 2025", "2025-05"), ("2025-03-03", "2025-03-03"), ("03/04/2025", None), ("3 March or 4 April 2025", None), ("soon", None),
        ("31 February 2025", None), ("", None), ("9 مارس 2025 10:30", "2025-03-09T10:30"),
    ],
)  # fmt: skip
def test_days_in_words(value: str, day: str | None) -> None:
    assert day_of(value) == day


def test_languages_and_outlets_by_name() -> None:
    assert [language_of(name) for name in ("ENGLISH", "français", "English; Arabic", "fr", "العربية", "en-GB", "no tongue", "")] == [
        "en", "fr", "en", "fr", "ar", "en-GB", None, None,
    ]  # fmt: skip
    assert outlet_of(" the  harbour GAZETTE", {"hg": Source("hg", name="The Harbour Gazette")}) == "hg"
    assert outlet_of("A/B #1", {}) == "A-B -1"
