"""Verbs of saying that stand in the user's own corpus and in no pack: the published articles of a language, read one after another.

The words are found with the packs in force, not taken from the published quotes: a row that was added to the user's lexicon counts at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.lexicon.texts import words
from pipeline.lexicon.verbs import Count, MissingVerb
from pipeline.warehouse.connect import published_connection, scalar
from pipeline.warehouse.store import sql_text

_AT_ONCE = 200  # articles


@dataclass(frozen=True, slots=True)
class Search:
    """What was found in the articles of a language, and how many of them were read."""

    lang: str
    verbs: tuple[MissingVerb, ...]
    n_read: int
    n_articles: int


def search(warehouse: Path, lang: str, most: int) -> Search:
    """The verbs of the newest `most` articles of a language, those of most articles first.

    Raises WarehouseError where nothing is published.
    """
    count = Count(lang)
    n_read = 0
    con = published_connection(warehouse)
    try:
        n_articles = int(scalar(con, sql_text("lexicon/n_texts.sql"), [lang]))
        cursor = con.execute(sql_text("lexicon/texts.sql"), {"lang": lang, "most": most})
        while rows := cursor.fetchmany(_AT_ONCE):
            for article_id, source_id, uri, text, lines, names in rows:
                n_read += 1
                known = [(n["start"], n["end"], n["text"], n["type"], n["entity"]) for n in names]
                count.add(article_id, source_id, uri, text, words(lang, text, [(low, high) for low, high in lines], known))
    finally:
        con.close()
    return Search(lang, tuple(count.verbs()), n_read, n_articles)
