"""How right a warehouse is at scale: what a run made of a corpus of `raw_corpus.py`, beside what is true of it.

    python tests/bench/raw_corpus.py FOLDER 10000
    DATELINE_RAW=FOLDER/raw DATELINE_HOME=FOLDER/home dateline run
    python tests/bench/truth.py FOLDER/home/warehouse.duckdb FOLDER/truth.jsonl

Of names, statements, acts and articles: the share that is found at all, and precision and recall of the pairs of found ones that are one
(person, statement, event, story). The sentences are of few patterns and nobody's prose: that tells how resolution holds as a corpus grows,
not how well news is read.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import duckdb

# Items: what is true of it, the group that it was put in (NULL where it was not found).
_ITEMS = {
    "persons": """
        SELECT p.no AS truth, min(m.entity_id) AS found
        FROM told AS t, unnest(t.persons) AS u(p)
        LEFT JOIN main.entity_mentions AS m ON m.article_id = t.article_id AND m.text = p.name AND m.type = 'PER'
        GROUP BY t.article_id, p.name, p.no""",
    "statements": """
        SELECT s.no AS truth, min(q.quote_group_id) AS found
        FROM told AS t, unnest(t.statements) AS u(s)
        LEFT JOIN main.quotes AS q ON q.article_id = t.article_id AND contains(q.text, s.said)
        GROUP BY t.article_id, s.no""",
    "acts": """
        SELECT concat(t.happening, coalesce(e.event_type, '')) AS truth, min(e.event_id) AS found
        FROM told AS t
        LEFT JOIN main.event_mentions AS e ON e.article_id = t.article_id AND e.start_char >= strpos(t.text, t.act) - 1
            AND e.end_char <= strpos(t.text, t.act) - 1 + length(t.act)
        GROUP BY t.article_id, t.happening, e.event_type""",
    "articles": "SELECT happening AS truth, story_id AS found FROM told",
    "copies": """
        SELECT coalesce(t.copy_of, t.id) AS truth, coalesce(o.external_id, t.id) AS found
        FROM told AS t LEFT JOIN main.articles AS o ON o.article_id = t.duplicate_of""",
}
_TOLD = """
    CREATE TEMP TABLE told AS
    SELECT a.article_id, a.text, a.story_id, a.duplicate_of, r.id, r.happening, r.chrome, r.copy_of, r.act[1]->>'$' AS act,
        list_transform(r.persons, lambda p: {'name': p[1]->>'$', 'no': p[2]->>'$'}) AS persons,
        list_transform(r.statements, lambda s: {'said': s[1]->>'$', 'no': s[2]->>'$'}) AS statements
    FROM read_json($truth, columns = {id: 'VARCHAR', happening: 'VARCHAR', chrome: 'VARCHAR[]', copy_of: 'VARCHAR', act: 'JSON[]',
        persons: 'JSON[][]', statements: 'JSON[][]'}) AS r
    JOIN main.articles AS a ON a.external_id = r.id
"""
_PAIRS = """
    WITH items AS ({items}), known AS (SELECT truth, found FROM items WHERE found IS NOT NULL),
    joint AS (SELECT sum(n * (n - 1) / 2) AS n FROM (SELECT count(*) AS n FROM known GROUP BY truth, found)),
    made AS (SELECT sum(n * (n - 1) / 2) AS n FROM (SELECT count(*) AS n FROM known GROUP BY found)),
    wanted AS (SELECT sum(n * (n - 1) / 2) AS n FROM (SELECT count(*) AS n FROM known GROUP BY truth))
    SELECT (SELECT count(*) FROM items), (SELECT count(found) / count(*) FROM items),
        joint.n / made.n, joint.n / wanted.n FROM joint, made, wanted
"""
_LINES = """
    WITH lines AS (
        SELECT NOT l.kept AS is_dropped, list_contains(t.chrome, substr(t.text, l.start_char + 1, l.end_char - l.start_char)) AS is_chrome
        FROM told AS t JOIN main.article_lines AS l USING (article_id) WHERE l.role IS DISTINCT FROM 'blank'
    )
    SELECT count(*) FILTER (is_chrome), count(*) FILTER (is_dropped AND is_chrome) / count(*) FILTER (is_dropped),
        count(*) FILTER (is_dropped AND is_chrome) / count(*) FILTER (is_chrome) FROM lines
"""


def main(arguments: Sequence[str]) -> None:
    warehouse, truth = arguments
    with duckdb.connect() as con:
        con.execute(f"ATTACH '{warehouse}' AS warehouse (READ_ONLY)")
        con.execute("USE warehouse")
        con.execute(_TOLD, {"truth": truth})
        print("| what | how many | found | precision of pairs | recall of pairs |\n|---|---|---|---|---|")
        for name, items in _ITEMS.items():
            n, found, precision, recall = con.execute(_PAIRS.format(items=items)).fetchall()[0]
            print(f"| {name} | {n:,} | {found:.3f} | {precision or 0:.3f} | {recall or 0:.3f} |")
        n, precision, recall = con.execute(_LINES).fetchall()[0]
        print(f"| lines of chrome dropped | {n:,} | {recall:.3f} | {precision:.3f} of what is dropped | |")


if __name__ == "__main__":
    main(sys.argv[1:])
