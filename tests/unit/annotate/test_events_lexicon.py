"""The tables of event coding say what they should: types, triggers and their examples, grammar that compiles."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.annotate import events, mentions
from pipeline.annotate.coding.lexicon import grammar
from pipeline.annotate.coding.ontology import event_type, types
from pipeline.annotate.dates import date_mentions
from pipeline.languages import pack, shared
from pipeline.model import Article, Document, EventMention, Line, Published, Quote, Source

LANGS = ("ar", "en", "fr")


def article(text: str, lang: str, published: date | None = date(2024, 5, 6), country: str | None = None) -> Article:
    """A document of body lines only."""
    lines = []
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        kept = bool(line.strip())
        lines.append(Line(number, start, start + len(line), kept, "body" if kept else "blank", "", 1.0, "test"))
        start += len(line) + 1
    document = Document("a", Source("test", country=country), "a.txt", "text/plain", "utf-8", "0", text, "0", "")
    when = Published(published, precision="day", basis="given") if published else Published()
    return Article(document, tuple(lines), None, None, None, lang, 1.0, when)


def coded(
    text: str,
    lang: str,
    published: date | None = date(2024, 5, 6),
    quotes: tuple[Quote, ...] = (),
    country: str | None = None,
) -> tuple[EventMention, ...]:
    """What the floor makes of a text, with the names and dates that the other rooms find in it."""
    found = article(text, lang, published, country)
    tokens = pack(lang).tokenise(text, tuple((line.start, line.end) for line in found.lines if line.kept))
    dates = date_mentions(found, tokens)
    return events.find(found, tokens, mentions.find(found, tokens, dates), dates, quotes)


def test_types_are_plover_and_appoint() -> None:
    assert set(types()) == {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
        "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "APPOINT",
    }  # fmt: skip
    assert event_type("ACCUSE").intensity < 0
    assert event_type("SANCTION").quad_class == 4
    assert event_type("APPOINT").cameo_root is None
    assert event_type("ASSAULT", "kill").cameo_root == "18"
    for row in shared().table("event_types"):
        sign = {"1": 1, "2": 1, "3": -1, "4": -1, "0": 0}[row["quad_class"]]
        assert float(row["intensity"]) * sign > 0 or sign == 0, row


def test_unknown_mode_is_an_error() -> None:
    with pytest.raises(KeyError, match=r"event_types\.tsv"):
        event_type("AID", "telepathic")


@pytest.mark.parametrize("lang", LANGS)
def test_every_type_has_triggers(lang: str) -> None:
    rows = pack(lang).table("triggers")
    assert {row["type"] for row in rows} - {"none"} == set(types())
    assert all(row["example"] for row in rows)
    assert grammar(lang).triggers.size > 100


def test_a_language_without_pack_codes_nothing() -> None:
    assert coded("Chad attacked Niger.", "xx") == ()
