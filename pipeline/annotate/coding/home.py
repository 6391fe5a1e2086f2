"""The country that an article speaks of when it says no more than "the government" or "police"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.annotate.names import Names
from pipeline.model import Article

_TITLE = 3  # times that a mention in the title counts


def home_of(article: Article, names: Names, openings: Sequence[int]) -> str | None:
    """Alpha-3 code, or None where the article does not tell. `openings`: the local entities of the places where it was filed.

    The country of that place if the article names it again, or names no other; else the country that the article names most, of several
    named as often the first; the outlet's own only where it names no country at all: an outlet lends nobody its country.
    """
    title = article.title_line
    count: Counter[str] = Counter()
    for mention in names.mentions:
        entity = names.entities[mention.local_no]
        country = entity.code or entity.country if entity.type == "GPE" else entity.country if entity.type == "ORG" else None
        if country is not None:
            count[country] += _TITLE if title is not None and title.start <= mention.start < title.end else 1
    ranked = sorted(count.items(), key=lambda x: (-x[1], x[0]))
    filed = next((names.entities[n].country or names.entities[n].code for n in openings), None)
    if filed is not None and (count[filed] > 1 or len(ranked) == 1):
        return filed
    if not ranked:
        return article.document.source.country
    if len(ranked) == 1 or ranked[0][1] > ranked[1][1]:
        return ranked[0][0]
    most = {country for country, n in ranked if n == ranked[0][1]}
    return next(country for country in count if country in most)  # named as often as another: the one named first
