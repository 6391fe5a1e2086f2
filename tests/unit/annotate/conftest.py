"""Builds an article by hand, so that the rooms of `annotate` are tested without the floors below."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.annotate import mentions
from pipeline.annotate.names import Names
from pipeline.languages import pack
from pipeline.model import Article, Document, Line, Published, Source


def article_of(text: str, lang: str) -> Article:
    """An article whose lines with text are all kept as body."""
    document = Document("a", Source("s"), "s/a.txt", "text/plain", "utf-8", "", text, "", "")
    lines, at = [], 0
    for n, line in enumerate(text.split("\n"), 1):
        kept = bool(line.strip())
        lines.append(Line(n, at, at + len(line), kept, "body" if kept else "blank", "", 1.0, "test"))
        at += len(line) + 1
    return Article(document, tuple(lines), None, None, None, lang, 1.0, Published())


def names_of(text: str, lang: str) -> Names:
    article = article_of(text, lang)
    spans = tuple((line.start, line.end) for line in article.lines if line.kept)
    return mentions.find(article, pack(lang).tokenise(text, spans), ())


@pytest.fixture(scope="session")
def names() -> Callable[[str, str], Names]:
    return names_of
