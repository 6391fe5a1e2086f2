"""What headlines say: their rarer words as items that articles of all languages share."""

from __future__ import annotations

import pandas as pd

from pipeline.resolve.frames import rows
from pipeline.resolve.wording import read


def items(articles: pd.DataFrame) -> pd.DataFrame:
    """Concepts and stems of the titles: article_id, key. articles: article_id, lang, title (NULL where there is none)."""
    found = []
    for article, lang, title in rows(articles, "article_id", "lang", "title"):
        if title is None:
            continue
        for key in sorted({f"t{key}" for item in read(title, lang).items for key in item.concepts or (item.stem,)}):
            found.append((article, key))  # noqa: PERF401 — read once a title
    return pd.DataFrame(found, columns=["article_id", "key"]).astype("str")
