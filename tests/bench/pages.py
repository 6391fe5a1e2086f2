"""Pages as news sites send them, drawn by seed: navigation, teasers, an article, comments, a footer; and what reading one costs.

python tests/bench/pages.py [n]                      # milliseconds a page: each step of ours, beside trafilatura
python tests/bench/pages.py PAGES.jsonl.gz [n]       # … of real pages, one a row, in the field `html`

Pages are read one by one and cleaned in batches of 64, as a run does. Of several rounds the best one counts.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice

import trafilatura

from pipeline.clean import clean_many
from pipeline.ingest import pages as ours
from pipeline.ingest import readings
from pipeline.ingest.guard import read_guarded
from pipeline.model import Document, Profile, Source

BATCH = 64
WORDS = (
    "the", "a", "of", "to", "in", "and", "on", "for", "with", "from", "council", "harbour", "minister", "report", "school",
    "river", "market", "station", "people", "city", "week", "year", "night", "storm", "ferry", "engineer", "village", "doctor",
    "farmer", "bridge", "budget", "company", "workers", "police", "trade", "water", "price", "house", "field", "winter", "plan",
    "opened", "closed", "said", "asked", "found", "built", "moved", "signed", "left", "began", "ended", "raised", "agreed",
    "waited", "paid", "held", "called", "sent", "took", "gave",
)  # fmt: skip


def pages(n: int, seed: int = 7) -> list[str]:
    """`n` pages of 40 to 90 thousand characters, about 900 elements each."""
    draw = random.Random(seed)
    return [_page(draw) for _ in range(n)]


def _sentence(draw: random.Random, low: int, high: int) -> str:
    words = [draw.choice(WORDS) for _ in range(draw.randint(low, high))]
    return " ".join(words).capitalize()


def _teaser(draw: random.Random) -> str:
    attributes = f'class="card card--{draw.randint(1, 9)} teaser__item" data-id="{draw.random()}" data-track="{"x" * 60}"'
    return (
        f'<div {attributes}><a href="/news/{draw.randint(1, 10**6)}" class="card__link"><img src="/i/{draw.randint(1, 999)}.jpg">'
        f'<h3 class="card__title">{_sentence(draw, 6, 11)}</h3></a><span class="card__time">{draw.randint(1, 23)}:00</span>'
        "</div>"
    )


def _page(draw: random.Random) -> str:
    links = "".join(f'<li class="menu-item menu-item-{k}"><a href="/s/{k}">{_sentence(draw, 1, 2)}</a></li>' for k in range(60))
    body = "".join(
        f'<p class="article__p">{_sentence(draw, 12, 30)}, <a href="/t/{k}">{_sentence(draw, 2, 3)}</a> {_sentence(draw, 12, 40)}.</p>'
        + ("" if k % 5 else f"<h2>{_sentence(draw, 3, 6)}</h2>")
        for k in range(draw.randint(12, 30))
    )
    comments = "".join(
        f'<div class="comment"><b>{_sentence(draw, 1, 2)}</b><p>{_sentence(draw, 10, 30)}.</p></div>' for _ in range(draw.randint(0, 12))
    )
    title = _sentence(draw, 7, 12)
    script = f"<script>var page = {{{','.join(f'k{k}: {k}' for k in range(1500))}}};</script>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title} | The Post</title><meta property="og:title" content="{title}">{script}</head>'
        f'<body class="single"><header class="site-header"><nav class="main-nav"><ul>{links}</ul></nav></header>'
        f'<main><article class="article"><h1>{title}</h1><p class="byline">By Ada Nkemi</p><div class="article__body">{body}</div>'
        f'<div class="related"><h4>Related</h4>{"".join(_teaser(draw) for _ in range(12))}</div></article>'
        f'<section id="comments">{comments}</section></main><aside class="sidebar">{"".join(_teaser(draw) for _ in range(40))}</aside>'
        f"<footer><ul>{links}</ul><p>{_sentence(draw, 20, 30)}.</p></footer>{script}</body></html>"
    )


def real_pages(path: str, n: int) -> list[str]:
    """The first `n` pages of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(row)["html"] for row in islice(file, n)]


def milliseconds(step: Callable[[Sequence[str]], object], markup: Sequence[str], rounds: int = 1) -> float:
    """Processor time of a step, a page; the best of some rounds, the first pages done before the clock starts."""
    step(markup[:2])
    batches = [markup[at : at + BATCH] for at in range(0, len(markup), BATCH)]
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for batch in batches:
            step(batch)
        best = min(best, time.process_time() - start)
    return 1000 * best / len(markup)


def of_each(step: Callable[[str], object]) -> Callable[[Sequence[str]], object]:
    """A step that does pages one by one, for a batch."""

    def of_all(batch: Sequence[str]) -> object:
        return [step(page) for page in batch]

    return of_all


def document(found: ours.PageReading) -> Document:
    """A page that was read, as a document."""
    return Document(
        article_id="", source=Source("bench"), uri="a.html", media_type="text/html", encoding="utf-8", raw_sha256="",
        text="\n".join(found.lines), text_sha256="", renderer_version="", page=found.meta, hints=found.hints,
    )  # fmt: skip


def read(reading: str, markup: str) -> ours.PageReading:
    """A page, guarded and read."""
    return read_guarded(ours.PageRequest(markup, "a.html", reading="fast" if reading == "fast" else "full"))


def clean_pages(reading: str) -> Callable[[Sequence[str]], object]:
    """A step that makes the articles of a batch: guarded reading, lines, verdicts."""
    return lambda batch: clean_many([(document(read(reading, page)), Profile()) for page in batch])


def main(markup: Sequence[str], rounds: int) -> None:
    extract = of_each(trafilatura.extract)
    known = {kind: {page: document(read(kind, page)) for page in markup} for kind in ("fast", "full")}

    def cleaned(kind: str) -> Callable[[Sequence[str]], object]:
        return lambda batch: clean_many([(known[kind][page], Profile()) for page in batch])

    def marked(page: str) -> object:
        found, tree = known["fast"][page], ours.parse(page, ours._page_parser())
        return None if tree is None else readings.read(tree, found.text.split("\n"), found.hints)

    steps: dict[str, Callable[[Sequence[str]], object]] = {
        "trafilatura, default": extract,
        "trafilatura, precision": of_each(lambda page: trafilatura.extract(page, favor_precision=True, include_comments=False)),
        "one lxml parse": of_each(lambda page: ours.parse(page, ours._page_parser())),
        "one BeautifulSoup parse": of_each(lambda page: ours._soup(ours.PageRequest(page, "a.html"))),
        "the three readings, parse included": of_each(marked),
        "read, fast": of_each(partial(read, "fast")),
        "read, full": of_each(partial(read, "full")),
        "clean, fast": cleaned("fast"),
        "clean, full": cleaned("full"),
        "read and clean, fast": clean_pages("fast"),
        "read and clean, full": clean_pages("full"),
    }
    default = milliseconds(extract, markup, rounds)
    for name, step in steps.items():
        cost = milliseconds(step, markup, rounds)
        sys.stdout.write(f"{name:36s} {cost:7.1f} ms a page, {default / cost:5.2f} x trafilatura's default pages a second\n")


if __name__ == "__main__":
    numbers = [int(value) for value in sys.argv[1:] if value.isdigit()]
    paths = [value for value in sys.argv[1:] if not value.isdigit()]
    main(real_pages(paths[0], numbers[0] if numbers else 1_000) if paths else pages(numbers[0] if numbers else 30), 2)
