"""What an article carries of a statement in two pieces is one report when sentences are compared."""

from __future__ import annotations

from pipeline.explorer.omissions import Report, compared
from pipeline.explorer.views.statement import by_article


def test_two_pieces_in_one_article_leave_nothing_out() -> None:
    one, two = "We signed the agreement with the government", "The soldiers will leave the city before the elections"
    pieces = [("a", 0, f"{one}. {two}"), ("b", 90, two), ("b", 10, one)]
    articles = by_article([{"article_id": key, "start_char": at, "words": words} for key, at, words in pieces])
    assert [(r["article_id"], r["words"]) for r in articles] == [("a", f"{one}. {two}"), ("b", f"{one}. {two}")]
    _, sentences = compared([Report(r["article_id"], "en", r["words"]) for r in articles])
    assert [s.carried for s in sentences] == [{"a": True, "b": True}, {"a": True, "b": True}]
