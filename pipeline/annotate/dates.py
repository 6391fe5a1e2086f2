"""The temporal expressions of an article as rows: every line is read, the dropped ones too, for their dates count.

Found and resolved by `pipeline.temporal`; here they only meet the article: its language, its lines, its day of
publication.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from pipeline.languages import pack
from pipeline.model import Article, DateMention, Published
from pipeline.temporal import Anchor, find, resolve
from pipeline.text import Tokens

# Of the dropped lines, these speak of this article; "in September" in the headline of another one counts from a day
# that is not known here.
_OWN = frozenset({"date_stamp", "repeated_title", "caption"})
_TOLD_REACH = 2  # kept lines: "the same day" speaks of a day told in its paragraph or shortly before
_TOO_COARSE = frozenset({"week", "month", "year"})


def date_mentions(article: Article, tokens: Tokens | None = None) -> tuple[DateMention, ...]:
    """One row an expression, in order of the text, not overlapping. Without a publication day a relative expression
    keeps NULL dates, and its
    `anchor_offset` where it counts a fixed number of days from that day. `tokens` is not needed: numeric dates have
    tokens of their own."""
    del tokens
    anchor = anchor_of(article.published)
    is_marked = bool(pack(article.lang).toml("dates").get("future_is_marked", False))
    rows: list[DateMention] = []
    told, told_at, n_read = None, 0, 0  # the day told last, the line it stands in, counted in kept lines
    for line in article.lines:
        if line.start == line.end:
            continue
        day = anchor if line.kept or line.role in _OWN else None
        n_read += line.kept
        for found in find(article.text[line.start : line.end], article.lang, line.start):
            meaning = resolve(found, day, is_marked, told if n_read - told_at <= _TOLD_REACH else None)
            if line.kept and meaning.start is not None and meaning.start == meaning.end:
                told, told_at = meaning.start, n_read
            rows.append(
                DateMention(
                    found.start,
                    found.end,
                    article.text[found.start : found.end],
                    meaning.start,
                    meaning.end,
                    meaning.precision,
                    meaning.basis,
                    meaning.anchor_offset,
                    f"date_{found.rule_id}",
                )
            )
    return tuple(rows)


def anchor_of(published: Published) -> Anchor | None:
    """The publisher's local day and, where it is known, time; None where the day is not known."""
    if published.on is None or published.precision in _TOO_COARSE:
        return None
    if published.at is None:
        return Anchor(published.on)
    return Anchor(published.on, _local(published.at, published.utc_offset))


def _local(at: datetime, utc_offset: str | None) -> datetime:
    zone = UTC
    if utc_offset is not None:
        hours, minutes = int(utc_offset[1:3]), int(utc_offset[4:6])
        zone = timezone((-1 if utc_offset[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
    return at.astimezone(zone).replace(tzinfo=None)
