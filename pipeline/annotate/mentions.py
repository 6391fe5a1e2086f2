"""Finds the names of an article: who and what is spoken of, where it stands, and which names are the same.

The steps stand in rooms of their own: `gazetteer` (names that the world knows), `bodies` (organisations by their head noun), `roles` (offices and
who holds them), `persons` (names by shape and trigger), `localise` (which names of the document are one). This module only runs them in order.
Names without enough evidence come out as unconfirmed entities: the corpus may know them.
"""

from __future__ import annotations

from pipeline.annotate.gazetteer import gazetteer
from pipeline.annotate.localise import localise
from pipeline.annotate.names import Names, longest
from pipeline.model import Article, DateMention
from pipeline.text import Tokens

__all__ = ["Names", "find"]


def find(article: Article, tokens: Tokens, dates: tuple[DateMention, ...]) -> Names:
    """Local entities, mentions and roles of the article; `tokens` are those of its kept lines, `dates` what stands in them as a date."""
    book = gazetteer(article.lang)
    found = [f for f, _ in book.find(tokens)]
    return localise(article, tokens, longest(found), ())
