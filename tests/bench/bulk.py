"""What reading bulk files costs, without what is made of the documents: records a second by kind, and as a multiple of what reading and
hashing the same bytes costs.

python tests/bench/bulk.py [n]      # of n invented articles of some 3,000 characters

Documents are read, decoded, numbered and given their ids and digests; none is kept. Pages of archives are cut out, unpacked and decoded,
but not parsed, which costs the same whatever they came in (`pages.py`). Of three rounds the best one counts; processor time.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import random
import sys
import time
from collections.abc import Callable

import archives
import pyarrow as pa
import pyarrow.parquet as pq
from pages import WORDS

from pipeline.ingest.archive import records
from pipeline.ingest.layout import PLAIN, Layout, parse_layout
from pipeline.ingest.origin import Limits, Origin
from pipeline.ingest.reading import read_payload
from pipeline.ingest.warc import _response, _SkippedError
from pipeline.model import Document, Source

ROUNDS = 3
BLOCK = 1 << 20


def articles(n: int, seed: int = 7) -> list[dict[str, str]]:
    """`n` invented articles: id, title, day, text of several lines with marks and commas."""
    draw = random.Random(seed)

    def sentence() -> str:
        return f'{" ".join(draw.choice(WORDS) for _ in range(draw.randint(8, 24))).capitalize()}, "{draw.choice(WORDS)}" at Zouar.'

    made = []
    for number in range(n):
        text = "\n".join(" ".join(sentence() for _ in range(4)) for _ in range(7))
        made.append({"id": f"n{number}", "title": sentence(), "published_at": f"2025-03-{number % 28 + 1:02}", "text": text})
    return made


def files(made: list[dict[str, str]]) -> dict[str, tuple[bytes, Layout]]:
    """One file a kind, with the same articles."""
    names = list(made[0])
    out = io.StringIO()
    csv.writer(out).writerows([names, *([one[name] for name in names] for one in made)])
    table = out.getvalue().encode()
    lines = "".join(json.dumps(one) + "\n" for one in made).encode()
    columns = io.BytesIO()
    pq.write_table(pa.table({name: [one[name] for one in made] for name in names}), columns, compression="zstd")
    crawl = [archives.record(b"", "warcinfo", http="")]
    for one in made:
        crawl.append(archives.record(b"", "request", http="GET / HTTP/1.1"))
        crawl.append(
            archives.record(
                f"<html><body><h1>{one['title']}</h1><p>{one['text']}</p></body></html>".encode(), url=f"https://a.example/{one['id']}"
            )
        )
    export = "".join(
        f"{one['title']}\n3 March 2025\nThe Harbour Gazette\n\n{one['text']}\n\nDocument HARGZ{one['id']:0>12}\n\n" for one in made
    )
    split, _ = parse_layout({"split": {"profile": "factiva"}})
    return {
        "a.jsonl": (lines, PLAIN), "a.jsonl.gz": (gzip.compress(lines, 6), PLAIN), "a.csv": (table, PLAIN),
        "a.csv.gz": (gzip.compress(table, 6), PLAIN),
        "a.parquet": (columns.getvalue(), PLAIN), "a.warc": (b"".join(crawl), PLAIN), "a.warc.gz": (archives.packed(*crawl), PLAIN),
        "a.txt": (export.encode(), split),
    }  # fmt: skip


def read(name: str, payload: bytes, layout: Layout) -> int:
    """The number of documents that a file gives."""
    origin = Origin(f"wire/{name}", Source("wire"), limits=Limits(max_file=1_000_000_000), layout=layout)
    if ".warc" not in name:
        return sum(isinstance(result, Document) for result in read_payload(payload, origin))
    n = 0
    for number, record in enumerate(records(io.BytesIO(payload), origin, "response"), 1):
        try:
            _response(record, number, origin)
        except _SkippedError:
            continue
        n += 1
    return n


def hashed(payload: bytes) -> str:
    """Reading and hashing: of packed files what is in them."""
    stream = io.BytesIO(payload)
    file = gzip.GzipFile(fileobj=stream) if payload.startswith(b"\x1f\x8b") else stream
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()


def seconds(work: Callable[[], object]) -> float:
    """Processor time, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def figures(n: int) -> dict[str, tuple[int, float, float]]:
    """Kind → (documents, seconds to read them, seconds to read and hash the bytes)."""
    found = {}
    for name, (payload, layout) in files(articles(n)).items():
        read(name, payload[:0] if name != "a.parquet" else payload, layout)  # what is loaded on the first file is no part of the time
        cost = seconds(lambda: read(name, payload, layout))  # noqa: B023 — used at once
        found[name] = (read(name, payload, layout), cost, seconds(lambda: hashed(payload)))  # noqa: B023
    return found


if __name__ == "__main__":
    for kind, (n_read, cost, least) in figures(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000).items():
        sys.stdout.write(f"{kind:12s} {n_read:7,} documents {n_read / cost:9,.0f} a second  {cost / least:6.1f} x reading and hashing\n")
