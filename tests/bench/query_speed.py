"""How fast questions are answered on a large warehouse: a published file of any size, multiplied in SQL from that of the samples, and the
seconds that each file of sql/queries/ and each macro takes on it, from within Python and as `dateline query`.

    dateline run                                                  # the samples of raw/ into var/
    python tests/bench/query_speed.py var/warehouse.duckdb 100000

Nothing is read or resolved: rows are copied, with ids, days, outlets and names of their own, and every article gets some hundred words
more from a skewed vocabulary, so that the token table is as large as that of real news. Half of the copies share fifty variants of each
person.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from pipeline.warehouse import dictionary, marts, publish
from pipeline.warehouse.connect import published_connection, transaction
from pipeline.warehouse.paths import sql_files
from pipeline.warehouse.store import create_public

WORDS, VOCABULARY, DAYS, OUTLETS = 450, 60_000, 730, 20
ONCE = {"judgements", "ingest_errors", "runs", "run_figures", "id_changes", "_meta"}
MACROS = {
    "entity_id_of": "SELECT entity_id_of('Abdelkerim Nassour Tahir')",
    "quotes_by": "FROM quotes_by('Ingrid Halvorsrud')",
    "quotes_about a name": "FROM quotes_about('Tibesti') LIMIT 50",
    "quotes_about words": "FROM quotes_about('convoy') LIMIT 50",
    "events_of": "FROM events_of('Abdelkerim Nassour Tahir')",
    "events_of a country": "FROM events_of('Chad') LIMIT 50",
    "events_between": "FROM events_between('Chad', 'Oman') LIMIT 50",
    "timeline": "FROM timeline('Abdelkerim Nassour Tahir')",
    "timeline of a country": "FROM timeline('Chad') LIMIT 50",
    "mentions_of": "FROM mentions_of('Chad') LIMIT 50",
    "cooccurs_with": "FROM cooccurs_with('Abdelkerim Nassour Tahir', 20)",
    "cooccurs_with a country": "FROM cooccurs_with('Chad', 20)",
    "same_story": "FROM same_story((SELECT min(article_id) FROM articles))",
    "search a name": "FROM search('Abdelkerim Nassour Tahir') LIMIT 20",
    "search rare words": "FROM search('w12345 w54321') LIMIT 20",
    "search common words": "FROM search('ceasefire Tunis the convoy') LIMIT 20",
    "explain_line": "FROM explain_line((SELECT min(article_id) FROM articles), 3)",
    "context": "SELECT context(article_id, start_char, end_char, 60) FROM (FROM quotes LIMIT 50)",
    "share_of_coverage": "FROM share_of_coverage('Chad', 'month')",
    "v_articles": "FROM v_articles LIMIT 20",
    "v_quotes": "FROM v_quotes WHERE speaker = 'Ingrid Halvorsrud' LIMIT 20",
    "v_events": "FROM v_events WHERE event_type = 'CONSULT' LIMIT 20",
    "v_entity_activity of one": "FROM v_entity_activity WHERE entity_id = '{chad}' ORDER BY day",
    "v_cooccurrence of one": "FROM v_cooccurrence WHERE entity_id = '{tahir}' ORDER BY n_articles DESC LIMIT 20",
    "v_chrome_audit": "FROM v_chrome_audit ORDER BY n_unsure DESC LIMIT 20",
    "v_quality_by_source": "FROM v_quality_by_source",
    "v_duplicates": "FROM v_duplicates LIMIT 20",
    "v_differences": "FROM v_differences LIMIT 20",
    "gdelt_events": "SELECT Actor1CountryCode, QuadClass, count(*) FROM compat.gdelt_events GROUP BY ALL",
    "gdelt_mentions": "SELECT MentionSourceName, count(*) FROM compat.gdelt_mentions GROUP BY ALL",
    "polecat_events": 'SELECT "Event Type", count(*) FROM compat.polecat_events GROUP BY ALL',
}  # fmt: skip


def build(samples: Path, target: Path, n_articles: int) -> None:
    """A published file of about so many articles from that of the samples."""
    con = duckdb.connect()
    con.execute(f"ATTACH '{samples}' AS samples (READ_ONLY)")
    con.execute(f"ATTACH '{target}' AS large (STORAGE_VERSION '{publish.STORAGE_VERSION}')")
    (n,) = con.execute("SELECT count(*) FROM samples.main.articles").fetchall()[0]
    copies = -(-n_articles // n)
    con.execute("CREATE MACRO memory.main.new_id(id, c) AS left(id, strpos(id, '_')) || left(md5(id || c), 16)")
    con.execute("CREATE MACRO memory.main.variant(c) AS CASE WHEN c % 2 = 0 THEN c % 100 // 2 ELSE c END")
    con.execute("CREATE TABLE memory.main.own AS SELECT entity_id FROM samples.main.entities WHERE source = 'induced'")
    con.execute(
        "CREATE MACRO memory.main.new_entity(id, c) AS"
        " CASE WHEN id IN (SELECT entity_id FROM memory.main.own) AND variant(c) > 0 THEN new_id(id, variant(c)) ELSE id END"
    )
    for table in dictionary.tables():
        con.execute("USE large")
        create_public(con, "main", (table,))
        con.execute("USE memory")
        con.execute(_multiplied(table, copies))
    con.execute("CREATE SCHEMA large.history")
    for table in dictionary.per_article_tables():
        con.execute("USE large")
        create_public(con, "history", (table,))
    con.close()
    con = duckdb.connect(str(target))
    with transaction(con):
        marts.create(con)
    start = time.monotonic()
    with transaction(con):
        marts.fill(con)
    print(f"mart tables: {time.monotonic() - start:.1f} s")
    con.execute("CHECKPOINT")
    con.close()


_OUTLET = f"{{}} || CASE WHEN c % {OUTLETS} = 0 THEN '' ELSE '-' || c % {OUTLETS} END"
_LATER = f"{{}} + (c % {DAYS})::INTEGER"
_ADDED = (
    f"(SELECT string_agg('w' || floor(pow({VOCABULARY}, hash(i, c, t.article_id) / 18446744073709551616))::INTEGER, ' ')"
    f" FROM range({WORDS}) AS r(i))"
)
# Column, or table.column → its value in the copy `c`; the first that fits.
_NEW = {
    "articles.text": "{} || chr(10) || " + _ADDED,
    "source_id": _OUTLET, "source_ids": "[" + _OUTLET.format("x") + " FOR x IN {}]", "article_ids": "[new_id(x, c) FOR x IN {}]",
    "published_on": _LATER, "date_start": _LATER, "date_end": _LATER, "first_reported_on": _LATER,
    "uri": "{} || CASE WHEN c = 0 THEN '' ELSE '-' || c END", "external_id": "{} || '-' || c",
    "ingested_at": "{} - to_days((c // 40)::INTEGER)",  # a thousand articles came with the latest run
    "entities.name": "CASE WHEN new_entity(t.entity_id, c) <> t.entity_id THEN {} || ' n' || variant(c) ELSE {} END",
    "entity_aliases.alias": "CASE WHEN new_entity(t.entity_id, c) <> t.entity_id THEN {} || ' n' || variant(c) ELSE {} END",
    "duplicate_of": "new_id({}, c)",
    **dict.fromkeys(("rule_id", "run_id", "wikidata_id", "geonames_id"), "{}"),
}  # fmt: skip


def _value(table: str, column: str) -> str:
    shape = _NEW.get(f"{table}.{column}") or _NEW.get(column)
    if shape is None:
        shape = "new_entity({}, c)" if column.endswith("entity_id") else "new_id({}, c)" if column.endswith("_id") else "{}"
    return shape.replace("{}", f't."{column}"') + f' AS "{column}"'


def _multiplied(table: dictionary.Table, copies: int) -> str:
    if table.name in ONCE:
        return f"INSERT INTO large.main.{table.name} SELECT * FROM samples.main.{table.name}"
    where = lines = ""
    if table.name == "sources":
        copies = min(copies, OUTLETS)
    if table.name in ("entities", "entity_aliases", "entity_identifiers"):  # each variant once
        where = "WHERE c = 0 OR (t.entity_id IN (SELECT entity_id FROM memory.main.own) AND (c % 2 = 1 OR c < 100))"
    if table.name == "article_lines":  # the words that were added are a line of the body
        lines = (
            " UNION ALL BY NAME SELECT a.article_id, 10000 AS line_no, length(a.text) - length(f.line) AS start_char,"
            " length(a.text) AS end_char, true AS kept, 'body' AS role, 'added' AS reason, 0.9 AS score, 'odds_prose' AS rule_id"
            " FROM large.main.articles AS a, (SELECT regexp_extract(a.text, '[^\\n]*$') AS line) AS f"
        )
    values = ", ".join(_value(table.name, column) for column in table.column_names)
    return (
        f"INSERT INTO large.main.{table.name} BY NAME SELECT * FROM (SELECT {values} FROM samples.main.{table.name} AS t,"
        f" range({copies}) AS r(c) {where}{lines}) ORDER BY {', '.join(table.key) or 'ALL'}"
    )


def seconds(warehouse: Path, sql: str) -> tuple[float, float, int]:
    """The best of three, each in a connection of its own: seconds, seconds of computing (all threads together, whatever else the machine
    does), and the number of rows."""
    best, work, n = 1e9, 1e9, 0
    for _ in range(3):
        con = published_connection(warehouse)
        start, computing = time.monotonic(), time.process_time()
        n = len(con.execute(sql).fetchall())
        best, work = min(best, time.monotonic() - start), min(work, time.process_time() - computing)
        con.close()
    return best, work, n


def main(samples: str, n_articles: str = "100000", target: str | None = None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Path(target) if target else Path(folder) / "large.duckdb"
        if not warehouse.is_file():
            start = time.monotonic()
            build(Path(samples), warehouse, int(n_articles))
            print(f"built in {time.monotonic() - start:.0f} s, {warehouse.stat().st_size / 1e6:,.0f} MB")
        con = published_connection(warehouse)
        for table in (
            "articles",
            "article_lines",
            "entities",
            "entity_mentions",
            "quotes",
            "events",
            "name_keys",
            "search_tokens",
            "coverage",
        ):
            print(f"  {table} {con.execute(f'SELECT count(*) FROM {table}').fetchall()[0][0]:,}")
        ids = con.execute("SELECT entity_id_of('Chad'), entity_id_of('Abdelkerim Nassour Tahir')").fetchall()[0]
        con.close()
        print("\nquestions of sql/queries: seconds in Python, of computing, rows, seconds as `dateline query`")
        for path in sql_files("queries"):
            sql = path.read_text(encoding="utf-8")
            took, work, n = seconds(warehouse, sql)
            start = time.monotonic()
            subprocess.run(
                [sys.executable, "-m", "pipeline.cli", "query", sql, "--warehouse", str(warehouse)], check=True, stdout=subprocess.DEVNULL
            )
            print(f"  {path.stem:<40} {took:6.2f} {work:6.2f} {n:>7,} {time.monotonic() - start:6.2f}", flush=True)
        print("\nmacros and views: seconds, of computing, rows")
        for name, sql in MACROS.items():
            took, work, n = seconds(warehouse, sql.replace("{chad}", ids[0]).replace("{tahir}", ids[1]))
            print(f"  {name:<40} {took:6.2f} {work:6.2f} {n:>7,}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
