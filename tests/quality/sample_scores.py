"""How well a published warehouse agrees with the answer key of the sample corpus, floor by floor.

Here stands matching alone. A figure keeps what was missed and what was false, in words that a person can look up. Shares lie between
0 and 1; F1 is that of precision and recall over pooled counts; clusters are scored by pairs, and with B-cubed (Bagga and Baldwin 1998)
over the mentions found; quotations match where four words in five are shared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, TypeVar

import duckdb
from sample_gold import GoldArticle, GoldEvent, GoldName, GoldQuote, Span

WORD = re.compile(r"[\w\u064b-\u0652\u0670]+")
SHARED_WORDS = 0.8
G = TypeVar("G")
Row = dict[str, Any]


@dataclass
class Figure:
    """One measured share: hits among the gold items, and what was given too much. `n` counts gold items."""

    hits: float = 0
    n: int = 0
    given: int | None = None  # None: a share; else F1 over hits, n and given
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def value(self) -> float:
        if self.given is None:
            return self.hits / self.n if self.n else 0.0
        return 2 * self.hits / (self.n + self.given) if self.n + self.given else 0.0

    def check(self, right: bool, what: str) -> None:
        self.n += 1
        self.hits += right
        if not right:
            self.missed.append(what)


class Samples:
    """The published rows of the sample corpus, beside the key."""

    def __init__(self, con: duckdb.DuckDBPyConnection, gold: dict[str, GoldArticle]) -> None:
        self.con, self.gold = con, gold
        self.articles = {r["uri"]: r for r in self.rows("SELECT * FROM articles")}
        self.mentions = self.by_article("entity_mentions")
        self.quotes = self.by_article("quotes")
        self.events = self.by_article("event_mentions")
        self.names = {r["entity_id"]: r["name"] for r in self.rows("SELECT entity_id, name FROM entities")}
        self.parties: dict[str, list[Row]] = defaultdict(list)
        self.numbers: dict[str, list[Row]] = defaultdict(list)
        for table, into in (("event_participants", self.parties), ("event_numbers", self.numbers)):
            for row in self.rows(f"SELECT * FROM {table} ORDER BY ALL"):
                into[row["event_mention_id"]].append(row)
        self.found = {no: self.match_names(a) for no, a in gold.items()}
        self.key_of = self.keys()
        self.quote_match = {no: self.match_quotes(a) for no, a in gold.items()}
        self.event_match = {no: self.match_events(a) for no, a in gold.items()}

    def rows(self, sql: str) -> list[Row]:
        cursor = self.con.execute(sql)
        names = [d[0] for d in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def by_article(self, table: str) -> dict[str, list[Row]]:
        out: dict[str, list[Row]] = {a.no: [] for a in self.gold.values()}
        numbers = {self.articles[a.uri]["article_id"]: a.no for a in self.gold.values() if a.uri in self.articles}
        for row in self.rows(f"SELECT * FROM {table} ORDER BY article_id, start_char, end_char"):
            if row["article_id"] in numbers:
                out[numbers[row["article_id"]]].append(row)
        return out

    # ------------------------------------------------------------------ what belongs to what
    def match_names(self, a: GoldArticle) -> list[tuple[GoldName, Row]]:
        """Mentions with exactly the span of the key."""
        at = {(r["start_char"], r["end_char"]): r for r in self.mentions[a.no]}
        return [(g, at[g.span]) for g in a.names if g.span in at]

    def keys(self) -> dict[str, str]:
        """entity_id -> key of the entity that most of its mentions belong to."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for pairs in self.found.values():
            for g, row in pairs:
                votes[row["entity_id"]][g.key] += 1
        return {e: min(c, key=lambda k: (-c[k], k)) for e, c in votes.items()}

    def match_quotes(self, a: GoldArticle) -> list[tuple[GoldQuote, Row]]:
        words = [m.span() for m in WORD.finditer(a.text)]

        def inside(span: Span) -> set[int]:
            return {i for i, (lo, hi) in enumerate(words) if lo < span[1] and hi > span[0]}

        def likeness(g: GoldQuote, r: Row) -> float:
            x, y = inside(g.span), inside((r["start_char"], r["end_char"]))
            return len(x & y) / max(len(x), len(y), 1)

        return best_pairs(a.quotes, self.quotes[a.no], likeness, SHARED_WORDS)

    def match_events(self, a: GoldArticle) -> list[tuple[GoldEvent, Row]]:
        """Reports of one type in one sentence, nearest first; what the key asks for before what it merely allows."""

        def likeness(g: GoldEvent, r: Row) -> float:
            at = r["trigger_start_char"]
            if r["event_type"] not in g.types or a.sentence_of(at) != a.sentence_of(g.span[0]):
                return 0.0
            apart = max(g.span[0] - at, at - g.span[1], 0)
            return (2.0 if g.required else 1.0) + 1 / (1 + apart)

        return best_pairs(a.events, self.events[a.no], likeness, 0.5)


def best_pairs(gold: list[G], rows: list[Row], likeness: Callable[[G, Row], float], least: float) -> list[tuple[G, Row]]:
    """One to one, best first; ties by position."""
    scored = [(-likeness(g, r), i, j) for i, g in enumerate(gold) for j, r in enumerate(rows)]
    used_g: set[int] = set()
    used_r: set[int] = set()
    out: list[tuple[int, int]] = []
    for score, i, j in sorted(scored):
        if -score >= least and i not in used_g and j not in used_r:
            used_g.add(i)
            used_r.add(j)
            out.append((i, j))
    return [(gold[i], rows[j]) for i, j in sorted(out)]


def pairs_figure(items: Iterable[tuple[str, Hashable, Hashable]]) -> Figure:
    """Pair F1: (what, gold cluster, given cluster) of each item."""
    out = Figure(given=0)
    for (x, gx, px), (y, gy, py) in combinations(sorted(items, key=lambda t: t[0]), 2):
        same, joined = gx is not None and gx == gy, px is not None and px == py
        out.n += same
        out.given = (out.given or 0) + joined
        out.hits += same and joined
        if same and not joined:
            out.missed.append(f"{gx}: {x} + {y}")
        if joined and not same:
            out.false.append(f"{x} ({gx}) + {y} ({gy})")
    return out


def bcubed(items: list[tuple[str, str, str]]) -> Figure:
    """B-cubed F1 over (what, gold cluster, given cluster); `missed` names the clusters that are torn or mixed."""
    n, precision, recall = len(items), 0.0, 0.0
    gold, given = Counter(g for _, g, _ in items), Counter(p for _, _, p in items)
    both = Counter((g, p) for _, g, p in items)
    for _, g, p in items:
        precision += both[g, p] / given[p]
        recall += both[g, p] / gold[g]
    f1 = 2 * precision * recall / (precision + recall) if n else 0.0
    torn = sorted(g for g in gold if sum(k == g for k, _ in both) > 1)
    mixed = sorted({", ".join(sorted(k for k, q in both if q == p)) for p in given if sum(q == p for _, q in both) > 1})
    return Figure(f1, n, None, [f"in several rows: {g}" for g in torn], [f"one row for: {m}" for m in mixed])


def iso(value: dt.date | dt.datetime | None) -> str | None:
    return None if value is None else str(value)[:10]
