"""How fast texts are cleaned: articles of 2.5 KB a second of computing time, against a yardstick of the machine in the same run.

`python tests/bench/test_text_speed.py` prints what each step costs. Texts are generated (`tests/quality/pagegen`): windows of
pages in English, French and Arabic in turn. The test holds a ratio, for machines and their load differ; the figures are of a process
that has loaded its tables.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "quality"))

from pagegen import habits, pools
from pagegen.compose import Page, windowed

from pipeline.clean import clean_many
from pipeline.clean import document as stage
from pipeline.clean.recurrence import seen_lines
from pipeline.engines.local import uncollected
from pipeline.model import Document, Given, Profile, Source

SIZE = 2500  # characters of an article
BATCH = 64
_LANGUAGES = ("en", "fr", "ar")
_YARDSTICK = "The harbour of the old town was closed on Tuesday, and nobody knows when it will be opened again. " * 25
# One article costs at most as much as this many yardsticks: twice of what was measured, on a machine with other work.
_MOST = 75.0
_SHORTEST, _LONGEST = 1800, 3600  # characters of the texts that are taken
_STEPS = ("split", "sample_of", "told_all", "said_of_all", "measure", "shapes_of", "odds_of", "settle", "judge", "as_lines", "_published")


def documents(n: int, seed: int = 7) -> list[Document]:
    """n windows of generated pages of about SIZE characters, the languages in turn; a handful of each site."""
    out: list[Document] = []
    site = 0
    while len(out) < n:
        site += 1
        lang = _LANGUAGES[site % len(_LANGUAGES)]
        rng = Random(f"{seed}/{site}/{lang}")
        style = habits.draw(rng, pools.load(lang), site)
        for _ in range(8):
            page = Page(rng, pools.load(lang), style)
            text = "\n".join(line for _, line in windowed(rng, page.lines()))
            if not _SHORTEST <= len(text) <= _LONGEST:
                continue
            name = str(len(out))
            out.append(Document(name, Source("s"), name, "text/plain", "utf-8", "", text, "", "", Given(external_id=name)))
    return out[:n]


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Computing time of the fastest of several rounds."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def yardstick() -> float:
    """Seconds that 2.5 KB of English take to be folded, cut into words and counted, in plain Python."""

    def work() -> None:
        for _ in range(50):
            counts: dict[str, int] = {}
            for word in _YARDSTICK.lower().split():
                counts[word] = counts.get(word, 0) + 1

    return seconds(work, 5) / 50


def per_article(docs: list[Document], batch: int) -> float:
    """Seconds that an article of 2.5 KB takes in batches of this size."""
    tasks = [(doc, Profile()) for doc in docs]
    total = sum(len(doc.text) for doc in docs)
    with uncollected():  # as the engine does it
        return seconds(lambda: [clean_many(tasks[i : i + batch]) for i in range(0, len(tasks), batch)]) * SIZE / total


def test_an_article_costs_a_few_yardsticks() -> None:
    docs = documents(128)
    per_article(docs, BATCH)  # tables are made once
    assert per_article(docs, BATCH) < _MOST * yardstick()


def _report() -> None:
    begun = time.process_time()
    docs = documents(256)
    print(f"{len(docs)} texts made in {time.process_time() - begun:.1f} s")
    begun = time.process_time()
    clean_many([(docs[0], Profile())])
    print(f"the first article of the process takes {time.process_time() - begun:.2f} s: tables are made")
    per_article(docs, BATCH)
    unit = yardstick()
    for batch in (1, 16, BATCH):
        cost = per_article(docs, batch)
        print(f"batches of {batch:3}: {1 / cost:6.0f} articles a second, {cost * 1e6:5.0f} µs each, {cost / unit:4.1f} yardsticks")
    total = sum(len(doc.text) for doc in docs)
    cost = seconds(lambda: [seen_lines(doc.text) for doc in docs]) * SIZE / total
    print(f"keys of the profile: {cost * 1e6:.0f} µs an article")
    spent = _spent(docs)
    for name, cost in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {name:12} {cost * SIZE / total * 1e6:5.0f} µs an article")


def _spent(docs: list[Document]) -> dict[str, float]:
    """Seconds within each step of one run in batches; what remains is the rest of the stage."""
    out: dict[str, float] = {}
    originals = {name: getattr(stage, name) for name in _STEPS if hasattr(stage, name)}

    def timed(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            begun = time.process_time()
            try:
                return step(*arguments)
            finally:
                out[name] = out.get(name, 0.0) + time.process_time() - begun

        return run

    for name, step in originals.items():
        setattr(stage, name, timed(name, step))
    try:
        for i in range(0, len(docs), BATCH):
            clean_many([(doc, Profile()) for doc in docs[i : i + BATCH]])
    finally:
        for name, step in originals.items():
            setattr(stage, name, step)
    return out


if __name__ == "__main__":
    _report()
