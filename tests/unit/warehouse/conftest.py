"""A small published warehouse of rows written by hand, for tests of marts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import duckdb
import pytest

from pipeline.warehouse import dictionary, marts
from pipeline.warehouse.store import create_public

_FILLER = {
    "VARCHAR": "''", "INTEGER": "0", "BIGINT": "0", "DOUBLE": "0.9", "BOOLEAN": "false", "DATE": "DATE '2025-01-01'",
    "TIMESTAMP": "TIMESTAMP '2025-01-01'", "VARCHAR[]": "[]",
}  # fmt: skip


def _empty() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    create_public(con, "main", dictionary.tables())
    create_public(con, "history", dictionary.per_article_tables())
    marts.create(con)
    return con


def _insert(con: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    """Put a row into a table: the columns that are named, a filler in others that may not be NULL."""
    columns = {c.name: values[c.name] for c in dictionary.table(table).columns if c.name in values}
    assert set(columns) == set(values)
    fillers = {c.name: _FILLER[c.type] for c in dictionary.table(table).columns if c.required and c.name not in values}
    slots = [*("?" for _ in columns), *fillers.values()]
    con.execute(f"INSERT INTO main.{table} ({', '.join([*columns, *fillers])}) VALUES ({', '.join(slots)})", list(columns.values()))


@pytest.fixture(scope="session")
def small() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty published warehouse in memory, to look at: tables, views, macros."""
    con = _empty()
    yield con
    con.close()


@pytest.fixture(scope="session")
def news() -> Iterator[duckdb.DuckDBPyConnection]:
    """Five articles of three outlets in three languages about a port, its director and a namesake, marts filled; to look at."""
    con = _news()
    yield con
    con.close()


@pytest.fixture
def own_news() -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, to change."""
    con = _news()
    yield con
    con.close()


def _news() -> duckdb.DuckDBPyConnection:
    con = _empty()
    insert = partial(_insert, con)
    texts = {
        "art_1": ("post", "2025-03-01", "en", "Strike at the port\nNadia al-Sahli said: We stay open. The port of Sfax waits.\nShare"),
        "art_2": ("post", "2025-03-03", "en", "Boats return\nNadia al-Sahli welcomed the boats in Sfax.\nShare"),
        "art_3": ("presse", "2025-03-03", "fr", "Grève à l'École\nNadia Es-Sahli a parlé de l’école et de la grève."),
        "art_4": ("sahifa", "2025-03-04", "ar", "إضراب في الميناء\nقالت نادِيَة السّاحلي إن الميناء مفتوح."),
        "art_5": ("sahifa", None, "ar", "الساحلي\nتحدث كريم الساحلي."),
    }  # fmt: skip
    for source in ("post", "presse", "sahifa"):
        insert("sources", source_id=source, name=source.title(), n_articles=2)
    for article, (source, day, lang, text) in texts.items():
        insert("articles", article_id=article, source_id=source, uri=f"{source}/{article}.txt", text=text, lang=lang, published_on=day,
               published_basis="given", is_current=True, duplicate_of="art_1" if article == "art_2" else None, story_id="sto_1",
               ingested_at="2025-03-05 10:00:00")  # fmt: skip
        start = 0
        for no, line in enumerate(text.split("\n"), 1):
            role = "share" if line == "Share" else "title" if no == 1 else "body"
            insert("article_lines", article_id=article, line_no=no, start_char=start, end_char=start + len(line), kept=line != "Share",
                   role=role, reason="Because.", rule_id="r")  # fmt: skip
            start += len(line) + 1
    names = [
        ("ent_nadia", "PER", "Nadia al-Sahli", 3, None, "GOV"), ("ent_karim", "PER", "Karim al-Sahli", 1, None, None),
        ("ent_sfax", "GPE", "Sfax", 2, None, None), ("ent_tun", "GPE", "Tunisia", 0, "TUN", None),
        ("ent_au", "ORG", "African Union", 0, "AU", "IGO"),
    ]  # fmt: skip
    for entity, kind, name, n, code, sector in names:
        country = None if kind == "ORG" else "TUN"
        insert(
            "entities", entity_id=entity, type=kind, name=name, source="lexicon", n_mentions=n, country=country, code=code, sector=sector
        )
    aliases = [
        ("ent_nadia", "Nadia al-Sahli", "en", 2), ("ent_nadia", "Nadia Es-Sahli", "fr", 1), ("ent_nadia", "نادِيَة السّاحلي", "ar", 1),
        ("ent_karim", "كريم الساحلي", "ar", 1), ("ent_sfax", "Sfax", "en", 2), ("ent_tun", "Tunisie", "fr", 0),
    ]  # fmt: skip
    for entity, alias, lang, n in aliases:
        insert("entity_aliases", entity_id=entity, alias=alias, lang=lang, kind="name", n_mentions=n)
    insert("entity_identifiers", entity_id="ent_au", scheme="cameo", value="IGOAFRAFU")
    spellings = [
        ("art_1", "ent_nadia", "Nadia al-Sahli"), ("art_1", "ent_sfax", "Sfax"), ("art_2", "ent_nadia", "Nadia al-Sahli"),
        ("art_2", "ent_sfax", "Sfax"), ("art_3", "ent_nadia", "Nadia Es-Sahli"), ("art_4", "ent_nadia", "نادِيَة السّاحلي"),
        ("art_5", "ent_karim", "كريم الساحلي"),
    ]  # fmt: skip
    for no, (article, entity, name) in enumerate(spellings):
        at = texts[article][3].index(name)
        kind = "GPE" if name == "Sfax" else "PER"
        span = {"start_char": at, "end_char": at + len(name), "text": name}
        insert("entity_mentions", mention_id=f"men_{no}", article_id=article, entity_id=entity, type=kind, score=0.9, **span)
    text = texts["art_1"][3]
    for no, words in enumerate(("We stay open", "The port of Sfax waits"), 1):
        span = {"start_char": text.index(words), "end_char": text.index(words) + len(words), "text": words}
        insert("quotes", quote_id=f"quo_{no}", article_id="art_1", utterance_id="utt_1", segment_no=no, kind="direct", lang="en",
               speaker_entity_id="ent_nadia", quote_group_id=f"qg_{no}", **span)  # fmt: skip
        insert("quote_groups", quote_group_id=f"qg_{no}", text=words, n_quotes=1, n_articles=1, n_sources=1, n_langs=1)
    insert("stories", story_id="sto_1", label="Strike", n_articles=5, n_sources=3, n_langs=3)
    events = [("evt_0123456789abcdef", "AGREE", "ceasefire", "03", "actual"), ("evt_fedcba9876543210", "CONSULT", None, "04", "planned")]
    for event, kind, mode, root, realis in events:
        what = {"event_id": event, "event_type": kind, "event_mode": mode, "quad_class": 1, "realis": realis}
        when = {"date_start": "2025-03-02", "date_end": "2025-03-02", "date_precision": "day", "place_entity_id": "ent_sfax"}
        insert("events", **what, **when, cameo_root=root, label=kind.title(), certainty="reported", country="TUN", n_mentions=1,
               n_articles=1, n_sources=1)  # fmt: skip
        insert("event_mentions", **what, **when, event_mention_id=f"evm_{event[4:]}", article_id="art_1", start_char=0, end_char=6,
               text=text[:6], trigger_text=text[:6], trigger_start_char=0, trigger_end_char=6, attribution="narrator", in_title=True,
               score=0.87)  # fmt: skip
    parties = [
        ("actor", "ent_nadia", None, "TUN", None), ("actor", "ent_tun", "TUN", "TUN", None), ("recipient", "ent_au", "AU", None, "IGO"),
    ]  # fmt: skip
    for no, (role, entity, code, country, sector) in enumerate(parties, 1):
        insert("event_participants", event_mention_id="evm_0123456789abcdef", ord=no, role=role, entity_id=entity, code=code,
               country=country, sector=sector, basis="direct")  # fmt: skip
    insert(
        "ingest_errors", uri="presse/bad.txt", source_id="presse", stage="read", error_code="binary", first_seen_at="2025-03-05 09:00:00"
    )
    insert("id_changes", kind="entity", old_id="ent_old", new_id="ent_nadia", share_of_members=1.0, since_version="v2")
    insert("_meta", key="version", value="v3")
    marts.fill(con)
    return con
