"""The stage `corpus`: the public tables of the build file, from the evidence of all current articles.

In one transaction: versions that are current no longer move to the schema `history` as they were published; main's
tables are emptied and filled from books and evidence (sql/current/); then `corpus.resolve(con)` fills the tables of the
corpus. It is called inside the transaction, with empty tables, and begins none of its own. Nothing is done where neither
the evidence, nor what users decided, nor the code of the stage has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.engines.local import uncollected
from pipeline.warehouse import corpus, ledger, overrides
from pipeline.warehouse.connect import scalar, transaction
from pipeline.warehouse.dictionary import per_article_tables, tables
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.ledger import CORPUS, Entry
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings
    from pipeline.warehouse.workspace import Workspace

# Filled from the books at publication, not from the evidence.
_BOOKS = {"article_locations", "ingest_errors", "runs", "run_figures", "id_changes", "_meta"}


def resolve_corpus(ws: Workspace) -> bool:
    """Bring main and history in step with the evidence. Returns whether there was anything to do."""
    judgements, overrides_digest = overrides.of_run(ws)
    version, input_digest = corpus_version(ws.settings), corpus_input(ws.con)
    known = ws.con.execute("SELECT version, input_digest FROM state.ledger WHERE stage = 'corpus' AND article_id = ?", [CORPUS]).fetchall()
    if known == [(version, input_digest)] and ledger.fact(ws.con, overrides.FACT) == overrides_digest:
        return False
    ws.progress("resolving", 0, 1)
    with transaction(ws.con):
        ledger.mark_unpublished(ws.con)
        ws.con.execute(sql_text("current/articles.sql"))
        archive(ws.con)
        for table in tables():
            if table.name not in _BOOKS:
                ws.con.execute(f"DELETE FROM main.{table.name}")  # noqa: S608 — a table of the dictionary
        ws.con.execute(sql_text("current/main.sql"))
        ws.con.execute(sql_text("current/history.sql"))
        with uncollected():
            corpus.resolve(ws.con, judgements, speaker_certainty=ws.settings.speaker_certainty / 100, engine=ws.engine)
        ledger.set_fact(ws.con, overrides.FACT, overrides_digest)
        ledger.record(ws.con, [Entry(CORPUS, "corpus", version, input_digest, "")], ws.started_at)
    ws.progress("resolving", 1, 1)
    return True


def corpus_version(settings: Settings) -> str:
    """What the stage decides by, beside its input: code, and how certain a speaker must be."""
    return f"{stage_version('corpus')}/{settings.speaker_certainty}"


def corpus_input(con: DuckDBPyConnection) -> str:
    """A digest of all that the stage decides by: the current articles, where they lie, their evidence and profiles."""
    return str(
        scalar(
            con,
            "SELECT coalesce(md5(string_agg(md5(concat_ws('|', v.article_id, p.uri, v.external_id, v.supersedes_article_id,"
            " r.output_digest, c.output_digest, a.output_digest, s.members_digest, v.is_current)), '' ORDER BY v.article_id)), '')"
            " FROM state.versions AS v"
            " LEFT JOIN (SELECT article_id, arg_min(uri, (file_uri, record_no)) AS uri FROM state.locations"
            "   WHERE is_present GROUP BY article_id) AS p USING (article_id)"
            " LEFT JOIN state.profiles AS s USING (source_id)"
            " LEFT JOIN state.ledger AS r ON r.article_id = v.article_id AND r.stage = 'read'"
            " LEFT JOIN state.ledger AS c ON c.article_id = v.article_id AND c.stage = 'clean'"
            " LEFT JOIN state.ledger AS a ON a.article_id = v.article_id AND a.stage = 'annotate'",
        )
    )


def archive(con: DuckDBPyConnection) -> None:
    """Move what is current no longer from main to history, as it was published; what is current again leaves history."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE departing AS SELECT article_id FROM main.articles"
        " WHERE article_id NOT IN (SELECT article_id FROM public_articles WHERE is_current)"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE renewed_articles AS SELECT article_id FROM departing"
        " UNION SELECT article_id FROM public_articles WHERE is_current"
    )
    # Participants and numbers reach their article through event_mentions: they go first.
    through_events = [t for t in per_article_tables() if "article_id" not in t.column_names]
    direct = [t for t in per_article_tables() if "article_id" in t.column_names]
    for table in through_events:
        of = "event_mention_id IN (SELECT event_mention_id FROM {}.event_mentions WHERE article_id IN (SELECT article_id FROM {}))"
        con.execute(f"DELETE FROM history.{table.name} WHERE {of.format('history', 'renewed_articles')}")  # noqa: S608
        con.execute(
            f"INSERT INTO history.{table.name} BY NAME SELECT * FROM main.{table.name}"  # noqa: S608
            f" WHERE {of.format('main', 'departing')}"
        )
    for table in direct:
        con.execute(f"DELETE FROM history.{table.name} WHERE article_id IN (SELECT article_id FROM renewed_articles)")  # noqa: S608
        con.execute(
            f"INSERT INTO history.{table.name} BY NAME SELECT * FROM main.{table.name}"  # noqa: S608
            " WHERE article_id IN (SELECT article_id FROM departing)"
        )
    con.execute("UPDATE history.articles SET is_current = false WHERE is_current")
