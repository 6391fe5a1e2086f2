"""Finds the names of an article: who and what is spoken of, where it stands, and which names are the same.

The steps stand in rooms of their own: `gazetteer` and `places` (names that the world knows), `bodies` (organisations by their head noun),
`roles`, `complements` and `holders` (offices and who holds them), `persons`, `windows` and `wellknown` (names by shape and trigger, and
of listed persons), `outlets` (the article's own), `proposed` (what models add, where the user has named some), `repeats`, `shortforms` and
`localise` (which names of the document are one). This module only runs them in order.
Names without enough evidence come out as unconfirmed entities: the corpus may know them.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate import bodies, outlets, persons, proposed, roles, wellknown
from pipeline.annotate.gazetteer import gazetteer
from pipeline.annotate.localise import localise
from pipeline.annotate.names import Names, longest
from pipeline.annotate.placenames import shorn
from pipeline.annotate.places import choose
from pipeline.annotate.reading import read
from pipeline.annotate.repeats import again
from pipeline.annotate.shortforms import generics, short_heads
from pipeline.annotate.vowels import unmarked
from pipeline.model import Article, DateMention
from pipeline.models.spans import NO_PROPOSALS, Proposals
from pipeline.text import Tokens

__all__ = ["Names", "find"]


def find(article: Article, tokens: Tokens, dates: tuple[DateMention, ...], proposals: Proposals = NO_PROPOSALS) -> Names:
    """Local entities, mentions and roles of the article; `tokens` are those of its kept lines, `dates` what stands in them as a date,
    `proposals` what models say."""
    tokens = unmarked(tokens)
    reading = read(tokens, article.lang, dates)
    book = gazetteer(article.lang)
    listed = choose(reading, list(book.find(tokens)))
    known = longest([*(f for f in listed if not reading.dated[f.first]), *outlets.find(reading, article.document.source)])
    known = longest([*known, *generics(reading, known, book)])
    by_first = {f.first: f for f in known}
    cores = roles.cores(reading)
    spans = roles.spans(reading, cores, by_first)
    found_bodies = shorn(reading, bodies.find(reading, by_first, spans))
    named = longest([*known, *found_bodies])
    named = longest([*named, *short_heads(reading, named)])
    spans = roles.spans(reading, cores, {f.first: f for f in named})
    people = [*persons.find(reading, named, spans), *wellknown.find(reading)]
    found = longest([*named, *people])
    found = longest([*found, *again(reading, found)])
    found, counts = proposed.merge(reading, found, spans, book, listed, proposals)
    found = longest([*found, *bodies.acronyms(tokens, found)])
    return replace(localise(article, found, spans, reading, book), model_counts=counts)
