"""The corpus floor: what all current articles say together, written into the public tables.

Here stands the order of the steps, each a join in SQL (sql/corpus/) or a decision in `pipeline.resolve`, with frames
between them; no rule of its own. All of it is a function of the evidence of current articles: no step depends on when or in
which order documents came.

    corrections → entities → roles → statements → copies → stories → events → rows → story date fill → what is counted by days
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pandas as pd

from pipeline.annotate.quoting.certainty import SHORT_NAME
from pipeline.engines.local import Engine, LocalEngine
from pipeline.resolve import (
    acting,
    corrections,
    entities,
    event_blocks,
    event_labels,
    event_links,
    kinds,
    known_persons,
    lexicon,
    offices,
    placed,
    quotes,
    reports,
    rulings,
    sectors,
    sightings,
    stories,
    titles,
    verdicts,
)
from pipeline.resolve.event_likeness import Spread
from pipeline.resolve.frames import rows
from pipeline.resolve.groups import Judged
from pipeline.resolve.judgements import ENTITY_KINDS, Judgement
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MANY = 10_000  # reports: fewer are grouped sooner than a process starts (two seconds)


def resolve(
    con: DuckDBPyConnection, judgements: Sequence[Judgement] = (), *, speaker_certainty: float = 0.0, engine: Engine | None = None
) -> None:
    """Fill the corpus tables of `main` from `evidence`, `main.articles` and what users decided; they must be empty. Runs in the caller's
    transaction. A speaker whose quote has a score below `speaker_certainty` (0 to 1) is left open. `engine`: where blocks of reports are
    worked on; this process by default.

    Sets articles.story_id, articles.duplicate_of and the publication days that only a story knows.
    """
    engine = engine or LocalEngine()
    _run(con, "macros")
    documents, corrected = _corrected(con, placed.of_places(judgements))
    places = _entities(con, judgements, documents, corrected)
    _store(con, "decisions", placed.decisions(places))
    con.execute("SET VARIABLE speaker_certainty = ?", [speaker_certainty])
    con.execute("SET VARIABLE short_name_certainty = ?", [SHORT_NAME])
    _statements(con, places)
    _stories(con)
    _events(con, engine, places, has_judgements=bool(judgements))
    _run(con, "dates")
    _run(con, "story_dates")
    _run(con, "stories")
    _run(con, "event_differences")
    _labels(con)


def _corrected(con: DuckDBPyConnection, judgements: Sequence[Judgement]) -> tuple[pd.DataFrame, corrections.Corrections]:
    """The evidence as users correct it: what all that follows reads. Returns the documents that rows about places name, and what became of
    rows that correct."""
    documents, found = pd.DataFrame(), corrections.Corrections()
    if judgements:
        with _registered(con, judged_places=sightings.places(judgements)):
            documents = _frame(con, "judged_places")
        with _registered(con, judged_documents=documents):
            found = corrections.settle(judgements, documents, _frame(con, "judged_spans"))
    for name, frame in (("quotes", found.quotes), ("events", found.events), ("names", found.names)):
        _store(con, f"corrected_{name}", frame)
    _run(con, "corrected")
    return documents, found


def _entities(
    con: DuckDBPyConnection, judgements: Sequence[Judgement], documents: pd.DataFrame, corrected: corrections.Corrections
) -> list[placed.Outcome]:
    """The entities; returns what became of rows about places of documents, which follow what is named there."""
    found = _frame(con, "local_entities")
    evidence = local = kinds.informed(found)
    ruled = _ruled(con, local, judgements) if judgements else None
    if ruled is not None:
        local = ruled.informed(local)
    with _registered(con, name_keys=entities.name_keys(local)):
        pairs = _frame(con, "name_pairs")
    held = _frame(con, "held_offices")
    resolved = entities.cluster(local, pairs, held, ruled)
    resolved = known_persons.settle(resolved, local, held, ruled.apart() if ruled is not None else ())
    known, names, identifiers = lexicon.describe(resolved["anchor"].dropna())
    _store(con, "resolved", resolved)
    typed = local[["article_id", "no", "type"]].assign(is_by_corpus=evidence["type"] != found["type"])
    with _registered(con, kinds=typed, known_entities=known, known_names=names, known_identifiers=identifiers):
        _run(con, "entities")
        _run(con, "aliases")
    places: list[placed.Outcome] = []
    if ruled is not None:
        at = placed.of_places(judgements)
        if at:
            places = [*corrected.outcomes, *placed.settle(at, documents, corrected.read, verdicts.named(ruled, resolved))]
        judged = verdicts.judge(ruled, evidence, resolved) + verdicts.of_places(places)
        with _registered(con, judged_facts=verdicts.facts(judged), judged_rows=verdicts.listed(judged)):
            _run(con, "judged")
    _roles(con)
    return places


def _roles(con: DuckDBPyConnection) -> None:
    """Offices: who holds them, whom they mean, and the sectors that follow from them."""
    _run(con, "office_rows")
    meant = offices.settle(con.execute("SELECT * FROM offices ORDER BY article_id, no").df())
    _store(con, "role_entities", meant)
    known, names, identifiers = lexicon.describe(meant["anchor"].dropna())
    with _registered(con, known_entities=known, known_names=names, known_identifiers=identifiers):
        _run(con, "roles")
    with _registered(con, found_sectors=sectors.of_bodies(_frame(con, "bodies_without_sector"))):
        _run(con, "sectors")
    with _registered(con, found_sectors=sectors.of_persons(_frame(con, "sector_roles"))):
        _run(con, "sectors")


def _ruled(con: DuckDBPyConnection, local: pd.DataFrame, judgements: Sequence[Judgement]) -> rulings.Rulings:
    """What users' rows mean among these local entities."""
    with _registered(con, judged_places=sightings.places(judgements)):
        documents = _frame(con, "judged_places")
    with _registered(con, judged_documents=documents):
        mentions = _frame(con, "judged_mentions")
    named = [sightings.named_by(j) for j in placed.of_places(judgements) if sightings.named_by(j)]
    return rulings.rule([j for j in judgements if j.kind in ENTITY_KINDS], local, documents, mentions, named)


def _judged(places: Sequence[placed.Outcome], what: str) -> Judged:
    """The reports (`event`) or utterances (`statement`) that users call one, or two."""
    return Judged.of(placed.pairs(places, f"same_{what}"), placed.pairs(places, f"different_{what}"))


def _statements(con: DuckDBPyConnection, places: Sequence[placed.Outcome]) -> None:
    """Statements: quote_groups and quotes."""
    _run(con, "utterances")
    units = con.execute("SELECT * FROM utterances ORDER BY article_id, utterance_no").df()
    inside = con.execute("SELECT * FROM utterance_mentions ORDER BY ALL").df()
    wordings = quotes.read_units(units, inside)
    texts = pd.DataFrame({"n": range(len(wordings)), "folded": [w.folded for w in wordings]}).astype({"n": "int64", "folded": "str"})
    with _registered(con, quote_texts=texts):
        pairs = _frame(con, "quote_pairs")
    _store(con, "quote_units", quotes.group(units, wordings, pairs, _judged(places, "statement")))
    _run(con, "quotes")


def _stories(con: DuckDBPyConnection) -> None:
    _run(con, "copies")
    articles = con.execute("SELECT article_id, lang, title, published_on FROM main.articles ORDER BY article_id").df()
    with _registered(con, title_items=titles.items(articles)):
        _run(con, "article_pairs")
    copied = stories.copies(articles, con.execute("SELECT * FROM copy_pairs ORDER BY ALL").df())
    grouped = stories.group(articles, con.execute("SELECT * FROM article_pairs ORDER BY ALL").df())
    with _registered(con, copied=copied, grouped=grouped):
        con.execute("UPDATE main.articles SET story_id = g.story_id FROM grouped AS g WHERE articles.article_id = g.article_id")
        con.execute("UPDATE main.articles SET duplicate_of = c.duplicate_of FROM copied AS c WHERE articles.article_id = c.article_id")


def _events(con: DuckDBPyConnection, engine: Engine, places: Sequence[placed.Outcome], *, has_judgements: bool) -> None:
    _run(con, "event_rows")
    if has_judgements:
        _run(con, "judged_parties")
        _run(con, "judged_events")
    with _registered(con, acting=acting.acting_for(_frame(con, "known_persons"))):
        _run(con, "known_parties")
    if has_judgements:
        _run(con, "judged_participants")
    judged = _judged(places, "event")
    _run(con, "event_pairs")
    _run(con, "event_tables")
    by_number = con.execute("SELECT event_type, count(*) FROM event_rows GROUP BY event_type ORDER BY count(*) DESC, event_type").fetchall()
    types = [kind for kind, _ in by_number]
    if sum(n for _, n in by_number) < _MANY:
        engine = LocalEngine()
    spread = sum(chain.from_iterable(engine.map(event_blocks.spread_all, ([_block(con, kind)] for kind in types))), Spread())
    work = ([replace(_block(con, kind), judged=judged, spread=spread)] for kind in types)  # what takes longest is begun first
    for grouped in chain.from_iterable(engine.map(event_blocks.group_all, work)):
        _append(con, "event_units", grouped.units)
        _append(con, "event_summaries", grouped.summaries)
        _append(con, "event_ties", grouped.ties)
    _store(con, "event_summaries", _linked(con))
    _run(con, "events")


def _block(con: DuckDBPyConnection, kind: str) -> event_blocks.EventBlock:
    """All reports of a type."""
    names = ("mentions", "parties", "numbers", "company", "names", "pairs")
    mentions, parties, numbers, company, inside, pairs = (_frame(con, f"block_{name}", kind=kind) for name in names)
    return event_blocks.EventBlock(mentions, parties, numbers, company, inside, pairs)


def _linked(con: DuckDBPyConnection) -> pd.DataFrame:
    """The events with what they are part of and which plan they carried out."""
    told = reports.read_reports(
        con.execute("SELECT * FROM event_rows ORDER BY article_id, no").df(),
        con.execute("SELECT * FROM party_rows ORDER BY article_id, event_no, ord").df(),
        company=con.execute("SELECT * FROM event_company ORDER BY ALL").df(),
    )
    summaries = con.execute("SELECT * FROM event_summaries ORDER BY article_id, event_no").df()
    columns = ("event_id", "date_start", "date_end", "date_precision", "place_entity_id")
    dated = {key: (start, end, precision, place) for key, start, end, precision, place in rows(summaries, *columns)}
    of_event: dict[str, list[reports.Report]] = defaultdict(list)
    for article, no, event in con.execute("SELECT article_id, no, event_id FROM event_units ORDER BY ALL").fetchall():
        of_event[event].append(told[article, no])
    parents, fulfilled = event_links.link(of_event, dated)
    key = summaries["event_id"]
    return summaries.assign(parent_event_id=key.map(parents).astype("str"), fulfils_event_id=key.map(fulfilled).astype("str"))


def _labels(con: DuckDBPyConnection) -> None:
    """Readable labels, from the parties of each event's lead mention and the day that the event has in the end."""
    sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for event, role, name in rows(_frame(con, "label_parties"), "event_id", "role", "name"):
        side = "recipients" if role == "recipient" else "actors"
        if name not in sides[event]["actors"] + sides[event]["recipients"]:
            sides[event][side].append(name)
    columns = ("event_id", "event_type", "event_mode", "realis", "place", "date_start", "date_end", "date_precision")
    labels = []
    for event, kind, mode, realis, place, start, end, precision in rows(_frame(con, "label_facts"), *columns):
        day = event_labels.day_text(start, end, precision)
        actors, recipients = sides[event]["actors"], sides[event]["recipients"]
        labels.append((event, event_labels.label(kind, mode, realis, actors, recipients, place, day)))
    with _registered(con, labels=pd.DataFrame(labels, columns=["event_id", "label"]).astype("str")):
        con.execute("UPDATE main.events SET label = l.label FROM labels AS l WHERE events.event_id = l.event_id")


# ------------------------------------------------------------------ SQL and frames
def _run(con: DuckDBPyConnection, name: str) -> None:
    """Run the statements of sql/corpus/<name>.sql."""
    con.execute(sql_text(f"corpus/{name}.sql"))


def _frame(con: DuckDBPyConnection, name: str, **values: object) -> pd.DataFrame:
    """The rows of the query in sql/corpus/<name>.sql."""
    return con.execute(sql_text(f"corpus/{name}.sql"), values).df()


@contextmanager
def _registered(con: DuckDBPyConnection, **frames: pd.DataFrame) -> Iterator[None]:
    """Frames as views of their names while the block runs."""
    for name, frame in frames.items():
        con.register(name, frame)
    try:
        yield
    finally:
        for name in frames:
            con.unregister(name)


def _store(con: DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    """A frame as a temporary table, for the joins of later steps."""
    with _registered(con, frame_to_store=frame):
        con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM frame_to_store")  # noqa: S608 — a name of ours


def _append(con: DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    """A frame behind the rows of a temporary table."""
    with _registered(con, frame_to_store=frame):
        con.execute(f"INSERT INTO {name} BY NAME SELECT * FROM frame_to_store")  # noqa: S608 — a name of ours
