"""Learns the trees of pages: `python -m pipeline.clean.train_pages HTML.jsonl.gz LINES.jsonl.gz GENERATED.jsonl.gz`. Not part of a run.

HTML: one page a row: `id`, `domain`, `lang`, `html`, and `text`, its article. A line is article where most of its runs of
words stand in that text, in the place where its neighbours stand. Captions and repetitions of the body are chrome whatever the
text says, as everywhere in `clean`; lines that rules settle are not learnt from. Lines weigh by their letters, a page about
the same whatever its length, and wrong lines let in weigh half as much again as lines left out: they become wrong facts.

LINES and GENERATED are those of `train`: the trees of full pages see the odds of their lines as plain text, and these are told
by trees of texts that have not seen the page's domain.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pipeline.clean.grow import Plan, grow, mean_of
from pipeline.clean.likelihood import Weights
from pipeline.clean.lines import split
from pipeline.clean.markup import settled_early
from pipeline.clean.measures import measure
from pipeline.clean.pageodds import FAST, FULL, page_columns
from pipeline.clean.repeats import mark_repeats
from pipeline.clean.settle import said_of, settle
from pipeline.clean.shapes import shapes_of
from pipeline.clean.titles import same_title
from pipeline.clean.train import one_round
from pipeline.clean.train import read_pages as read_texts
from pipeline.clean.trees import save
from pipeline.ingest.guard import read_guarded
from pipeline.ingest.pages import PageReading, PageRequest, read_page
from pipeline.ingest.readings import held, tokens_of
from pipeline.model import LineHint, Profile

_ABOUT = "Grown by pipeline/clean/train_pages.py from pages of the Web Content Extraction Benchmark (CC BY 4.0) and generated ones."
_LEAST = 0.5  # share of a line in the text from which it is article
_CHROME_WEIGHT = 1.5
_LONGEST = 600  # letters of a line that weigh
_FOLDS, _ROUNDS = 2, 5
_PLANS = {FULL: Plan(n_trees=66, depth=5, rate=0.2, ridge=10), FAST: Plan(n_trees=40, depth=5, rate=0.25, ridge=10)}


@dataclass(frozen=True, slots=True)
class _LabelledReading:
    domain: str
    lang: str
    reading: PageReading
    shares: tuple[float, ...]  # of each line in the article
    numbers: tuple[int, ...]  # of the lines, on the page


def read_pages(path: Path, target: Path) -> list[_LabelledReading]:
    """The pages of a file, read for one kind of trees; those without lines are left out."""
    out = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if target == FULL:
                reading = read_page(PageRequest(row["html"], row["id"]))
            else:
                reading = read_guarded(PageRequest(row["html"], row["id"], reading="fast"))
            if not reading.lines or (target == FULL and not reading.hints[0].readings):
                continue
            shares = held(tokens_of(reading.lines), [row["text"]])
            numbers = list(range(1, len(shares) + 1))
            if target == FAST:  # what is settled early is not seen by the trees, nor are its neighbours
                early = settled_early(reading.lines, reading.hints)
                every = zip(reading.lines, reading.hints, shares, numbers, strict=True)
                rows = [row for row, verdict in zip(every, early, strict=True) if not verdict]
                if not rows:
                    continue
                lines, hints, shares, numbers = map(list, zip(*rows, strict=True))
                reading = replace(reading, lines=tuple(lines), hints=tuple(hints))
            out.append(_LabelledReading(row["domain"], row["lang"], reading, tuple(shares), tuple(numbers)))
    return out


def _fold(domain: str) -> int:
    return hashlib.blake2b(domain.encode(), digest_size=2).digest()[0] % _FOLDS


def texts_unseen(lines: Path, generated: Path) -> list[Weights]:
    """Weights of plain text, one for each fold of domains, that have not seen it."""
    real, made = read_texts(lines), read_texts(generated)
    return [one_round([p for p in real if _fold(p.domain) != fold], made, Plan(seed=fold)) for fold in range(_FOLDS)]


def grow_for(pages: Sequence[_LabelledReading], target: Path, texts_of: Sequence[Weights]) -> None:
    """Grow the trees of one kind from `pages` and write them. `texts_of`: weights of plain text for each fold."""
    texts = [line.strip() for page in pages for line in page.reading.lines]
    document = [n for n, page in enumerate(pages) for _ in page.reading.lines]
    said = [said_of(line.strip(), i, page.lang) for page in pages for i, line in enumerate(page.reading.lines, 1)]
    m = measure(texts, document, [own.sign for own in said])
    hints: list[LineHint] = [hint for page in pages for hint in page.reading.hints]
    shapes = shapes_of(m, hints)
    wanted, weight = np.zeros(len(texts), np.bool_), np.zeros(len(texts))
    at = 0
    for page in pages:
        part = slice(at, at + len(page.reading.lines))
        at = part.stop
        lines = split("\n".join(page.reading.lines))
        titles = (page.reading.meta.title,) if page.reading.meta.title else ()
        settled = settle(lines, shapes[part], said[part], titles, Profile())
        mark_repeats(lines, settled)
        is_article = np.array(page.shares) >= _LEAST
        size = np.minimum(np.array([len(line.text) for line in lines], np.float64), _LONGEST)
        is_open = np.array(
            [v is None and not any(same_title(line.text, t) for t in titles) for v, line in zip(settled, lines, strict=True)]
        )
        wanted[part] = is_article
        weight[part] = is_open * (size + 20) / (float((size * is_article).sum()) + 2000)
    weight *= np.where(wanted, 1.0, _CHROME_WEIGHT)
    numbers, langs = [number for page in pages for number in page.numbers], [page.lang for page in pages]
    tables = [page_columns(m, hints, numbers, langs, own) for own in texts_of]
    fold = np.array([_fold(page.domain) for page in pages for _ in page.reading.lines])
    names = list(tables[0])
    table = np.stack([np.choose(fold, [own[name] for own in tables]) for name in names], axis=1)
    trees = mean_of([grow(table, names, wanted, weight, replace(_PLANS[target], seed=seed)) for seed in range(_ROUNDS)])
    save(trees, target, _ABOUT)
    sys.stdout.write(f"{target.name}: {len(texts)} lines of {len(pages)} pages, {wanted[weight > 0].mean():.3f} article\n")


def main(pages: Path, lines: Path, generated: Path) -> None:
    texts_of = texts_unseen(lines, generated)
    for target in (FULL, FAST):
        grow_for(read_pages(pages, target), target, texts_of)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
