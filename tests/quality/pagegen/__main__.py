"""`python tests/quality/pagegen OUT.jsonl.gz [--pages N] [--seed S] [--langs en,fr]`: writes labelled pages to train on.

Two rows a page, `#window` (the body with some lines around it) and `#block` (all of it), with the fields
id, variant, domain, lang, title, lines, labels. The same seed gives the same bytes on any machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pagegen import habits, pools
from pagegen.compose import Page, windowed

_WEIGHTS = {"en": 3, "fr": 3, "ar": 3}  # pages of a language against 1 of each other


def rows(n: int, seed: int, langs: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """Two rows for each of n pages; one to five pages in a row are of one site."""
    rng = Random(seed)
    made = site = 0
    while made < n:
        lang = rng.choices(langs, [_WEIGHTS.get(code, 1) for code in langs])[0]
        site += 1
        own = Random(f"{seed}/{site}/{lang}")  # a text: seeded by its digest, the same everywhere
        style = habits.draw(own, pools.load(lang), site)
        for _ in range(min(own.randint(1, 5), n - made)):
            made += 1
            page = Page(own, pools.load(lang), style)
            lines = page.lines()
            for variant, chosen in (("window", windowed(own, lines)), ("block", lines)):
                yield {
                    "id": f"gen{seed}/{made}#{variant}", "variant": variant, "domain": style.domain, "lang": lang, "title": page.title,
                    "lines": [line for _, line in chosen], "labels": [label for label, _ in chosen],
                }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--langs", default=",".join(pools.languages()))
    arguments = parser.parse_args()
    with arguments.out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        for row in rows(arguments.pages, arguments.seed, tuple(arguments.langs.split(","))):
            out.write((json.dumps(row, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main()
