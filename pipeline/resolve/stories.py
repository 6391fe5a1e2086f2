"""Stories: articles about the same happening; and copies: articles that carry one text.

Here are the decisions over scored pairs of articles. The scores are sums over joins (sql/corpus/article_pairs.sql): what two
articles share of rarer entities, of title words and of statements, and how many days lie between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.resolve.frames import rows
from pipeline.resolve.groups import agglomerate, components
from pipeline.resolve.ids import row_id

SPAN = 5  # days that one story may last: a happening, not a subject
_LAST = date.max


@dataclass(frozen=True, slots=True)
class Shared:
    """What two articles share: the cosine of their rarer names and words, persons, statements, acts of one kind, day and party."""

    cosine: float
    persons: int = 0
    statements: int = 0
    acts: int = 0
    is_translated: bool = False  # words of titles are of no help
    is_copy: bool = False


def _score(shared: Shared, gap: int | None) -> float:
    """Likelihood that two articles are about one happening, 0 to 1; `gap`: days between them, None where one is undated."""
    if shared.is_copy:
        return 1.0
    if gap is not None and gap > SPAN:
        return 0.0
    persons, statements = shared.persons, shared.statements
    score = shared.cosine + 0.12 * min(persons, 3) + 0.3 * min(statements, 2) + 0.12 * min(shared.acts, 2)
    if shared.is_translated:
        score += 0.05
    if gap is None and statements == 0:
        # nothing says that the two are of one week: names of persons must
        return 0.0 if persons < 2 else min(1.0, score - 0.15)
    return min(1.0, score - 0.05 * (gap or 0))


SAME = 0.45


def group(articles: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Articles in their stories. articles: article_id, published_on. pairs: article_a, article_b, cosine, n_persons, n_statements, n_acts,
    is_translated, is_copy.

    Returns article_id, story_id. Every article is in one story, if need be alone.
    """
    day: dict[str, date | None] = dict(rows(articles, "article_id", "published_on"))
    scored = []
    columns = ("article_a", "article_b", "cosine", "n_persons", "n_statements", "n_acts", "is_translated", "is_copy")
    for a, b, cosine, persons, statements, acts, is_translated, is_copy in rows(pairs, *columns):
        first, second = day[a], day[b]
        gap = None if first is None or second is None else abs((first - second).days)
        shared = Shared(float(cosine), int(persons), int(statements), int(acts), bool(is_translated), bool(is_copy))
        score = _score(shared, gap)
        if score >= SAME:
            scored.append((round(score, 4), a, b))

    def may_join(a: Sequence[str], b: Sequence[str]) -> bool:
        days = [d for x in (*a, *b) if (d := day[x]) is not None]
        return not days or (max(days) - min(days)).days <= SPAN

    of = agglomerate(day, scored, may_join)
    members: dict[str, list[str]] = defaultdict(list)
    for article, root in of.items():
        members[root].append(article)
    out = []
    for people in members.values():
        anchor = min(people, key=lambda x: (day[x] or _LAST, x))
        out += [(x, row_id("sto", anchor)) for x in people]
    frame = pd.DataFrame(out, columns=["article_id", "story_id"]).astype("str")
    return frame.sort_values("article_id", ignore_index=True)


def copies(articles: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Which article is a copy of which: article_id, duplicate_of. pairs: article_a, article_b that carry one text.

    The original is the earliest by publication day (unknown last), then the smallest id.
    """
    day: dict[str, date | None] = dict(rows(articles, "article_id", "published_on"))
    linked = list(rows(pairs, "article_a", "article_b"))
    of = components(sorted({x for pair in linked for x in pair}), linked)
    members: dict[str, list[str]] = defaultdict(list)
    for article, root in of.items():
        members[root].append(article)
    out = []
    for people in members.values():
        original = min(people, key=lambda x: (day[x] or _LAST, x))
        out += [(x, original) for x in people if x != original]
    return pd.DataFrame(out, columns=["article_id", "duplicate_of"]).astype("str").sort_values("article_id", ignore_index=True)
