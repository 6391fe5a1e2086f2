"""Lines of pages: what markup and readings say of them, what a source's own rules say, and second copies of a body."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline import ingest
from pipeline.clean import clean
from pipeline.clean.lines import split
from pipeline.clean.measures import measure
from pipeline.clean.pagecolumns import READINGS, reading_columns
from pipeline.clean.pageodds import kind_of
from pipeline.clean.repeats import mark_repeats
from pipeline.clean.surroundings import pages_of
from pipeline.ingest import readings
from pipeline.model import Document, LineHint, Source

BODY = (
    "The night train between Tunis and Gabès will run again from June, the railway company announced on Thursday.",
    "Four carriages were rebuilt in a workshop in Sfax, where sixty people had been taken on for the work last year.",
    "Tickets will cost forty dinars, half of what the airline asks, said the head of the company, Leïla Mansour.",
    "The line had been closed since a bridge near Skhira was washed away by floods four winters ago.",
)


def page(body: str, reading: str = "full", source: Source | None = None) -> Document:
    limits = replace(ingest.Limits(), reading="fast" if reading == "fast" else "full")
    markup = f"<html><head><title>Night train runs again</title></head><body>{body}</body></html>"
    found = list(ingest.read_payload(markup.encode(), ingest.Origin("rail/a.html", source or Source("rail"), limits=limits)))[-1]
    assert isinstance(found, Document), found
    return found


PARAGRAPHS = "".join(f"<p>{text}</p>" for text in BODY)
ARTICLE = f"""<nav><a href=/>Start</a> <a href=/s>Sport</a></nav><main><article><h1>Night train runs again</h1>
<figure><img src=t.jpg><figcaption>The station of Gabès in May</figcaption></figure>{PARAGRAPHS}
<p><a href=/x>Readers write: the ten best cafés in the old town of Sousse</a></p></article></main>
<section class="comments"><p>I have waited for this train for four years and will buy the first ticket, writes a reader.</p></section>
<footer><p>The Rail Post is published by the Rail Post company in Tunis, which answers for all of its pages.</p></footer>"""


def kept(document: Document) -> list[str]:
    return [document.text[line.start : line.end] for line in clean(document).lines if line.kept]


def test_the_article_is_kept_and_nothing_else() -> None:
    for reading in ("full", "fast"):
        assert kept(page(ARTICLE, reading)) == ["Night train runs again", *BODY], reading


def test_roles_say_why() -> None:
    document = page(ARTICLE)
    roles = {document.text[line.start : line.end]: line.role for line in clean(document).lines}
    assert roles["The station of Gabès in May"] == "caption"
    assert roles["Start Sport"] == "navigation"
    assert next(role for text, role in roles.items() if text.startswith("I have waited")) == "comment"


def test_kinds_of_documents() -> None:
    assert kind_of(page(ARTICLE).hints) == "full"
    assert kind_of(page(ARTICLE, "fast").hints) == "fast"
    assert kind_of(()) == kind_of((None,)) == "text"
    assert page(ARTICLE, "fast").renderer_version != page(ARTICLE).renderer_version


def test_what_a_source_keeps_and_drops_outranks_all_else() -> None:
    odd = f"<div class='related'>{PARAGRAPHS}</div><article><p>{BODY[0]} Subscribe.</p><p class=x>{BODY[1]} Offer.</p></article>"
    chosen = page(odd, source=Source("rail", keep=("div.related",)))
    assert kept(chosen) == list(BODY)
    dropped = page(ARTICLE, source=Source("rail", drop=("article p:nth-of-type(2)",)))
    assert BODY[1] not in dropped.text
    assert kept(page(ARTICLE, "fast", Source("rail", drop=("p",)))) == ["Night train runs again"]


def test_a_second_copy_of_the_body_is_dropped_and_a_repeated_sentence_is_not() -> None:
    lines = split("\n".join([*BODY, "Print", *BODY]))
    out = [None] * len(lines)
    mark_repeats(lines, out)
    assert [verdict is not None for verdict in out] == [False] * 5 + [True] * 4
    lines = split("\n".join([BODY[0], BODY[1], BODY[0], BODY[2]]))
    out = [None] * len(lines)
    mark_repeats(lines, out)
    assert out == [None] * 4


def test_a_copy_that_is_typeset_otherwise_is_a_copy() -> None:
    for other in ("\u00a0", "\u202f"):
        lines = split("\n".join([*BODY, *(text.replace(" in ", f" in{other}").replace(" a ", f" a{other}") for text in BODY)]))
        out = [None] * len(lines)
        mark_repeats(lines, out)
        assert [verdict is not None for verdict in out] == [False] * len(BODY) + [True] * len(BODY)


def test_readings_are_told_in_the_same_order_everywhere() -> None:
    assert READINGS == readings.NAMES


def test_columns_of_a_page_do_not_depend_on_its_neighbours_in_a_batch() -> None:
    hints = [LineHint("p", 0.0, "", readings=(1.0, 0.5, 0.0)), LineHint("p", 0.0, "", readings=(0.0, 0.0, 1.0))]
    alone = measure(list(BODY[:2]), [0, 0], [0, 0])
    both = measure([*BODY[2:], *BODY[:2]], [0, 0, 1, 1], [0, 0, 0, 0])
    one = reading_columns(hints, alone.size, pages_of(alone.document))
    two = reading_columns([*reversed(hints), *hints], both.size, pages_of(both.document))
    assert all(np.array_equal(one[name], two[name][2:]) for name in one)
