"""What each family of rules costs: its share of the time of cleaning and annotating, and milliseconds of computing an article.

    python tests/bench/rule_families.py                      # 300 articles of raw_corpus.py
    python tests/bench/rule_families.py 600 FILE.jsonl ...   # and the texts of files of records: {"text": …, "lang": …}

Functions are timed where one room calls another, each without what it calls of another family (the dates found while lines are cleaned
count as dates). Loading of packs is left out: every language is done once before. Of two rounds the faster counts.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import isgeneratorfunction
from pathlib import Path
from typing import Any

import raw_corpus

from pipeline import annotate
from pipeline.annotate import bodies, events, mentions, outlets, persons, quotes, roles, wellknown
from pipeline.annotate.coding import cast, dating, frames, placing
from pipeline.annotate.gazetteer import Gazetteer
from pipeline.annotate.quoting import cues, emit, floating, speakers
from pipeline.annotate.quoting import frames as quote_frames
from pipeline.clean import document as cleaning
from pipeline.engines import work
from pipeline.engines.local import uncollected
from pipeline.languages import Pack
from pipeline.languages.patterns import Patternbook
from pipeline.model import Article, Document, Given, Profile, Source

temporal = import_module("pipeline.temporal.find")  # the package names a function so

# (floor and family, whose attribute, its name): what no family has stands under "other".
FAMILIES: tuple[tuple[str, Any, str], ...] = (
    ("clean: other", work, "clean_batch"),
    ("clean: language", cleaning, "told_all"),
    ("clean: what lines say of themselves", cleaning, "said_of_all"),
    ("clean: measures and odds", cleaning, "measure"),
    ("clean: measures and odds", cleaning, "odds_of"),
    ("clean: roles, title, byline", cleaning, "_article"),
    ("annotate: other", work, "annotate_batch"),
    ("annotate: tokenising", Pack, "tokenise"),
    ("annotate: dates, finding", temporal, "_search"),
    ("annotate: dates, tense", temporal, "tense_at"),
    ("annotate: dates, resolving", annotate.dates, "date_mentions"),
    ("annotate: names, shape of tokens", mentions, "read"),
    ("annotate: names, gazetteer", Gazetteer, "find"),
    ("annotate: names, places", mentions, "choose"),
    ("annotate: names, outlets", outlets, "find"),
    ("annotate: names, bodies", bodies, "find"),
    ("annotate: names, offices", roles, "cores"),
    ("annotate: names, offices", roles, "spans"),
    ("annotate: names, unlisted", persons, "find"),
    ("annotate: names, listed persons", wellknown, "find"),
    ("annotate: names, which are one", mentions, "localise"),
    ("annotate: names, other", mentions, "find"),
    ("annotate: quotes, marks and units", quotes, "pair"),
    ("annotate: quotes, marks and units", quotes, "split"),
    ("annotate: quotes, cues", cues.Finder, "__init__"),
    ("annotate: quotes, cues", cues.Finder, "find"),
    ("annotate: quotes, frames", quote_frames, "read"),
    ("annotate: quotes, without a cue", floating, "alone"),
    ("annotate: quotes, without a cue", quotes, "_without_cue"),
    ("annotate: quotes, speakers", speakers.Memory, "resolve"),
    ("annotate: quotes, rows", emit, "quotes"),
    ("annotate: quotes, other", quotes, "proposed_too"),
    ("annotate: events, triggers", Patternbook, "matches"),
    ("annotate: events, verbs", events, "read"),
    ("annotate: events, actors", events, "Actors"),
    ("annotate: events, clauses and parties", frames, "clause"),
    ("annotate: events, clauses and parties", events._Coder, "_parties"),
    ("annotate: events, participants", cast.Cast, "rows"),
    ("annotate: events, places", placing.Placing, "where"),
    ("annotate: events, dates", dating.Dating, "when"),
    ("annotate: events, other", events, "find"),
)


class Watch:
    """Seconds of computing by family; a moment belongs to the innermost family at work."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._at_work: list[str] = []
        self._since = 0.0

    def timed(self, family: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time noted. What a generator yields is made at once, so that its time is not its reader's."""
        if isgeneratorfunction(work):
            return self.timed(family, lambda *given, **named: iter(list(work(*given, **named))))

        @functools.wraps(work)
        def done(*given: Any, **named: Any) -> Any:
            self._turn()
            self._at_work.append(family)
            try:
                return work(*given, **named)
            finally:
                self._turn()
                self._at_work.pop()

        return done

    def _turn(self) -> None:
        now = time.process_time()
        if self._at_work:
            self.seconds[self._at_work[-1]] += now - self._since
        self._since = now


def documents(n: int, files: Sequence[Path]) -> list[Document]:
    """So many articles of `raw_corpus`, and the records of the files."""
    rows = [record for _, _, record, _ in raw_corpus.articles(n)]
    rows += [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    out = []
    for number, row in enumerate(rows):
        given = Given(external_id=f"a{number}", lang=row.get("lang"))
        out.append(Document(f"a{number}", Source("bench"), f"bench/a{number}.txt", "text/plain", "utf-8", "", row["text"], "", "", given))
    return out


def run(texts: Sequence[Document]) -> None:
    """Clean and annotate, as an engine does."""
    cleaned = work.clean_batch([work.CleanTask(text, Profile()) for text in texts])
    work.annotate_batch([outcome for outcome in cleaned if isinstance(outcome, Article)])


def measured(texts: Sequence[Document]) -> dict[str, float]:
    """Seconds of computing by family, of the faster of two rounds."""
    watch = Watch()
    rounds: list[dict[str, float]] = []
    run(texts)
    for family, owner, name in FAMILIES:
        setattr(owner, name, watch.timed(family, getattr(owner, name)))
    for _ in range(2):
        watch.seconds = defaultdict(float)
        with uncollected():
            run(texts)
        rounds.append(watch.seconds)
    return min(rounds, key=lambda seconds: sum(seconds.values()))


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int, nargs="?", default=300)
    parser.add_argument("files", type=Path, nargs="*")
    asked = parser.parse_args(arguments)
    texts = documents(asked.articles, asked.files)
    seconds = measured(texts)
    total = sum(seconds.values())
    print(f"{len(texts):,} articles, {sum(len(text.text) for text in texts) / len(texts):,.0f} characters each")
    print("\n| floor and family | ms an article | share |\n|---|---|---|")
    for floor in ("clean", "annotate"):
        own = {family: spent for family, spent in seconds.items() if family.startswith(floor)}
        for family, spent in [(floor, sum(own.values())), *sorted(own.items(), key=lambda row: -row[1])]:
            print(f"| {family} | {spent / len(texts) * 1000:.2f} | {spent / total:.0%} |")


if __name__ == "__main__":
    main(sys.argv[1:])
