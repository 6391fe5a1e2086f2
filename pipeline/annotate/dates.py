"""The temporal expressions of an article as rows: every line is read, the dropped ones too, for their dates count.

Found and resolved by `pipeline.temporal`; here they only meet the article: its language, its lines, its day of
publication.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import accumulate

from pipeline.languages import pack, shared
from pipeline.model import Article, DateMention, Published
from pipeline.temporal import Anchor, Expression, Meaning, Told, find_all, resolve
from pipeline.text import Tokens

# Of the dropped lines, these speak of this article; "in September" in the headline of another one counts from a day
# that is not known here.
_OWN = frozenset({"date_stamp", "repeated_title", "caption"})
_TOLD_REACH = 4  # kept lines: "the same day" speaks of a day told in its paragraph or shortly before
_TOLD_MOST = 20
_YEARLESS = frozenset({"date", "range"})
_TELLING = frozenset({"told", "after"})  # what these mean depends on what was told before
_FINE = frozenset({"minute", "hour", "day", "week", "month"})
_NEWS = 7  # days
_TOO_COARSE = frozenset({"week", "month", "year"})


def date_mentions(article: Article, tokens: Tokens | None = None) -> tuple[DateMention, ...]:
    """One row an expression, in order of the text, not overlapping. Without a publication day a relative expression
    keeps NULL dates, and its
    `anchor_offset` where it counts a fixed number of days from that day. `tokens` is not needed: numeric dates have
    tokens of their own."""
    del tokens
    anchor = anchor_of(article.published, is_southern=article.document.source.country in shared().toml("dates")["southern"])
    is_marked = bool(pack(article.lang).toml("dates").get("future_is_marked", False))
    rows: list[DateMention] = []
    told: list[tuple[int, Meaning]] = []  # what was told so far, with its line, counted in kept lines
    n_kept = list(accumulate(line.kept for line in article.lines))
    for number, found in find_all(article.text, article.lang):
        line, here = article.lines[number - 1], n_kept[number - 1]
        day = anchor if line.kept or line.role in _OWN else None
        if anchor is None and line.kept and found.year is None and found.op in _YEARLESS:
            meaning = _within(found, told, here)
        else:
            meaning = resolve(found, day, is_marked, _told_last(told, here, anchor) if found.op in _TELLING else None)
        if line.kept and meaning.start is not None:
            told.append((here, meaning))
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


def _within(found: Expression, told: list[tuple[int, Meaning]], here: int) -> Meaning:
    """Of an article without a day: a date without a year is of the one year that the text has told shortly before, if it has."""
    years = {
        m.start.year
        for line, m in told[-_TOLD_MOST:]
        if here - line <= _TOLD_REACH and m.start is not None and m.end is not None and m.start.year == m.end.year
    }
    if found.month is None or len(years) != 1:
        return resolve(found, None)
    meaning = resolve(replace(found, year=years.pop()), None)
    is_of_it = meaning.start is not None and found.weekday in (None, meaning.start.weekday())
    return replace(meaning, basis="relative") if is_of_it else resolve(found, None)


def _told_last(told: list[tuple[int, Meaning]], here: int, anchor: Anchor | None) -> Told | None:
    """What "the same day" and "two years later" count from. The day is the last of its own line, else the last day of the news (a day
    of the week before publication) that was told shortly before, else any: `the accord of 5 May` in the lines above is background.
    """
    near = [(line, m.start, m) for line, m in told[-_TOLD_MOST:] if here - line <= _TOLD_REACH and m.start is not None]
    if not near:
        return None
    days = [(line, start) for line, start, m in near if m.start == m.end]
    own = [day for line, day in days if line == here]
    news = [day for _, day in days if anchor is not None and 0 <= (anchor.day - day).days <= _NEWS]
    found = own or news or [day for _, day in days]
    months = [start for _, start, m in near if m.precision in _FINE]
    return Told(found[-1] if found else None, months[-1] if months else None, near[-1][1])


def anchor_of(published: Published, *, is_southern: bool = False) -> Anchor | None:
    """The publisher's local day and, where it is known, time; None where the day is not known."""
    if published.on is None or published.precision in _TOO_COARSE:
        return None
    if published.at is None:
        return Anchor(published.on, None, is_southern)
    return Anchor(published.on, _local(published.at, published.utc_offset), is_southern)


def _local(at: datetime, utc_offset: str | None) -> datetime:
    zone = UTC
    if utc_offset is not None:
        hours, minutes = int(utc_offset[1:3]), int(utc_offset[4:6])
        zone = timezone((-1 if utc_offset[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes))
    return at.astimezone(zone).replace(tzinfo=None)
