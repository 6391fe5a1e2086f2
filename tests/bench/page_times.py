"""Seconds that the server takes for each page, on 100,000 articles made of the samples.

    python tests/bench/page_times.py [ARTICLES] [WAREHOUSE]

The published file of the samples (made anew where no WAREHOUSE is named) is multiplied in SQL: every row again with ids, outlets and days
of its own, so that names and statements stay as skewed as they are. Printed are the first and the median time of five requests a page, over
HTTP, the computing time of one (all threads; what counts on a machine that does other things as well), and the size of the page.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import duckdb

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/flow")]

from pages_server import Server, home, publish, serving  # noqa: E402 (found on the path that is set above)

from pipeline.warehouse.dictionary import tables  # noqa: E402

# Ids that are an article's own, and those of its clusters: a story has as many reports as among the samples, a person far more.
_OWN = (
    "article_id", "quote_id", "utterance_id", "mention_id", "event_mention_id", "other_event_mention_id", "date_mention_id", "raw_sha256",
    "text_sha256",
)  # fmt: skip
_CLUSTER = (
    "story_id", "event_id", "quote_group_id", "parent_event_id", "fulfils_event_id", "first_article_id", "duplicate_of",
    "supersedes_article_id",
)  # fmt: skip
_SHARED = frozenset({"sources", "runs", "run_figures", "_meta", "id_changes", "judgements", "ingest_errors", "entity_identifiers"})
_SPREAD = 40  # an entity of every how many copies is one of its own


def multiply(source: Path, target: Path, n: int) -> int:
    """A file as `source`, with about `n` articles; how many there are."""
    with duckdb.connect(str(target)) as con:
        con.execute(f"ATTACH '{source}' AS sample (READ_ONLY)")
        (here,) = con.execute("SELECT count(*) FROM sample.main.articles").fetchall()[0]
        copies = max(1, n // here)
        con.execute("COPY FROM DATABASE sample TO " + con.execute("SELECT current_database()").fetchall()[0][0])
        for table in tables():
            if table.name in _SHARED:
                continue
            by = _SPREAD if table.name in ("entities", "entity_aliases") else 1
            values = [f"{_value(c.name, c.type, table.name)} AS {c.name}" for c in table.columns]
            con.execute(
                f"INSERT INTO main.{table.name} SELECT {', '.join(values)} FROM sample.main.{table.name} AS t, range(1, {copies}) AS r(i)"
                f" WHERE i % {by} = 0 ORDER BY i"
            )
        con.execute("CHECKPOINT")
        return int(con.execute("SELECT count(*) FROM main.articles").fetchall()[0][0])


def _value(name: str, kind: str, table: str) -> str:
    column = f"t.{name}"
    if name in _OWN or name in _CLUSTER:
        return f"{column} || '_c' || i"
    if name.endswith("entity_id"):
        own = f"{column} || '_c' || (i - i % {_SPREAD})"
        return own if table in ("entities", "entity_aliases") else f"CASE WHEN i % {_SPREAD} = 0 THEN {own} ELSE {column} END"
    if name == "article_ids":
        return f"list_transform({column}, lambda x: x || '_c' || i)"
    if kind == "DATE":
        return f"{column} - (i % 3000)::INTEGER"
    if name == "uri":
        return f"{column} || '#' || i"
    return column


PAGES = (
    "/", "/articles", "/articles?lang=ar&page=20", "/quotes", "/quotes?page=40", "/quotes?name=nassour", "/quotes?words=word&lang=en",
    "/quotes?langs=2", "/timeline", "/timeline?type=CONSULT&since=2020-01-01&until=2020-12-31", "/entities", "/entities?name=tahir",
    "/stories", "/stories?outlets=3", "/map", "/quality", "/dictionary", "/search?q=Tibesti", f"/search?q={quote('تشاد')}",
    "/search?q=xyzzyplugh", "/sql?name=who_said_what",
)  # fmt: skip


def measure(server: Server, path: str, times: int = 5) -> tuple[float, float, float, int]:
    """(first, median, computing time of one, bytes). The server runs in this process: its computing time is the process's."""
    took, size, computed = [], 0, time.process_time()
    for _ in range(times):
        start = time.perf_counter()
        answer = server.get(path)
        took.append(time.perf_counter() - start)
        size = len(answer.body)
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}\n{answer.text[:2000]}")
    return took[0], statistics.median(took), (time.process_time() - computed) / times, size


def main(arguments: list[str]) -> None:
    n = int(arguments[0]) if arguments else 100_000
    with tempfile.TemporaryDirectory(prefix="dateline-pages-") as folder:
        if len(arguments) > 1:
            source = Path(arguments[1])
        else:
            settings = home(Path(folder))
            publish(settings)
            source = settings.warehouse
        target = Path(folder) / "many.duckdb"
        start = time.perf_counter()
        found = multiply(source, target, n)
        print(f"{found:,} articles, {target.stat().st_size / 1e6:.0f} MB, made in {time.perf_counter() - start:.0f} s", flush=True)
        with duckdb.connect(str(target), read_only=True) as con:
            one = {
                "article": "SELECT article_id FROM articles ORDER BY length(text) DESC, article_id LIMIT 1",
                "story": "SELECT story_id FROM stories ORDER BY n_articles DESC, story_id LIMIT 1",
                "event": "SELECT event_id FROM events ORDER BY n_mentions DESC, event_id LIMIT 1",
                "statement": "SELECT quote_group_id FROM quote_groups ORDER BY n_quotes DESC, quote_group_id LIMIT 1",
                "entity": "SELECT entity_id FROM entity_mentions GROUP BY entity_id ORDER BY count(*) DESC LIMIT 1",
                "entity ": "SELECT speaker_entity_id FROM quotes WHERE speaker_entity_id IS NOT NULL"
                " GROUP BY ALL ORDER BY count(*) DESC LIMIT 1",
            }
            keyed = [f"/{kind.strip()}/{con.execute(sql).fetchall()[0][0]}" for kind, sql in one.items()]
        with serving(target) as server:
            print(f"{'page':<62} {'first':>7} {'median':>7} {'computing':>9} {'kB':>6}")
            for path in (*keyed, *PAGES):
                first, median, computed, size = measure(server, path)
                print(f"{path:<62} {first:7.2f} {median:7.2f} {computed:9.2f} {size / 1000:6.0f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
