"""`dateline explain quote:ID`: the frame, the way to the speaker, and the statement. Persons and happenings are invented."""

from __future__ import annotations

import json
from collections.abc import Iterator

import duckdb
import pytest

from pipeline.warehouse import dictionary, store
from pipeline.warehouse.explain import ExplainError, unpainted
from pipeline.warehouse.explain_quote import as_json, as_text, explain
from pipeline.warehouse.query import width

TEXTS = {
    "art_en": ("en", "The ferry is late.\x1b[2J The mayor left, and he said: “The pier will open in May”. Nobody cheered."),
    "art_fr": ("fr", "Le bac est en retard. « Le quai ouvrira en mai », a dit le maire. Rien d’autre."),
}
WORDS = {"art_en": "The pier will open in May", "art_fr": "Le quai ouvrira en mai"}


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect()
    store.create_public(con, "main", dictionary.tables())
    con.execute(
        "INSERT INTO entities BY NAME SELECT 'ent_1' AS entity_id, 'PER' AS type, 'Taito Rokoua' AS name, 'induced' AS source,"
        " 2 AS n_mentions, 2 AS n_articles, 2 AS n_langs"
    )
    for number, (article, (lang, text)) in enumerate(TEXTS.items()):
        start = text.index(WORDS[article])
        con.execute(
            "INSERT INTO articles BY NAME SELECT ? AS article_id, 'port-news' AS source_id, ? AS uri, 'text/plain' AS media_type,"
            " 'utf-8' AS encoding, '0' AS raw_sha256, ? AS text, '0' AS text_sha256, '' AS renderer_version, ? AS lang,"
            " DATE '2024-05-06' AS published_on, 'text' AS published_basis, TIMESTAMP '2025-01-01' AS ingested_at, true AS is_current",
            [article, f"port-news/{lang}.txt", text, lang],
        )
        pronoun = lang == "en"
        con.execute(
            "INSERT INTO quotes BY NAME SELECT ? AS quote_id, ? AS article_id, ? AS utterance_id, 1 AS segment_no, ? AS start_char,"
            " ? AS end_char, ? AS text, 'direct' AS kind, ? AS lang, ? AS cue_text, 'say' AS cue_class, ? AS speaker_text,"
            " ? AS speaker_mention_type, ? AS speaker_entity_id, ? AS speaker_basis, false AS in_title, 'qg_1' AS quote_group_id,"
            " 'translation' AS relation, 'quote' AS rule_id, 0.95 AS score, '' AS extractor_version",
            [
                f"quo_a{number}", article, f"utt_{number}", start, start + len(WORDS[article]), WORDS[article], lang,
                "said" if pronoun else "a dit", "he" if pronoun else "le maire", "pronoun" if pronoun else "role",
                "ent_1" if pronoun else None, "pronoun" if pronoun else "role",
            ],
        )  # fmt: skip
    yield con
    con.close()


def page(con: duckdb.DuckDBPyConnection, wanted: str) -> str:
    return as_text(explain(con, wanted), 100, unpainted)


def test_it_tells_where_the_words_stand_what_found_them_and_how_the_speaker_is_known(con: duckdb.DuckDBPyConnection) -> None:
    told = page(con, "quote:quo_a0")
    assert told.startswith("The pier will open in May\nquo_a0 · port-news/en.txt ")
    assert "he said: “[The pier will open in May]”. Nobody" in told
    assert "rule quote, score 0.95" in told
    assert "cue       said (say)" in told
    assert "“he” (pronoun): the pronoun means the one named last who agrees with it\n          → Taito Rokoua (PER), ent_1" in told
    assert "\x1b" not in told


def test_a_speaker_that_cannot_be_told_is_null_and_said_to_be(con: duckdb.DuckDBPyConnection) -> None:
    assert "“le maire” (role): an office without a holder in the article\n          → NULL" in page(con, "quo_a1")


def test_a_named_speaker_below_the_threshold_says_so(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE quotes SET speaker_entity_id = NULL, speaker_basis = 'name_in_place', score = 0.4 WHERE quote_id = 'quo_a0'")
    assert "→ NULL: the name is not confirmed, or the score lies below `speaker_certainty`" in page(con, "quo_a0")


def test_the_statement_is_listed_with_what_the_outlets_say(con: duckdb.DuckDBPyConnection) -> None:
    told = page(con, "quo_a0")
    assert "statement qg_1: 2 utterances, 1 outlets, en fr; this one: a translation" in told
    lines = [line for line in told.split("\n") if "2024-05-06  port-news" in line]
    assert [line.split()[0] == "→" for line in lines] == [True, False]
    assert all(width(line) <= 100 for line in lines)


def test_programs_get_all_of_it(con: duckdb.DuckDBPyConnection) -> None:
    record = json.loads(as_json(explain(con, "quo_a1")))
    assert record["speaker_entity_id"] is None
    assert [row["lang"] for row in record["group"]] == ["en", "fr"]


@pytest.mark.parametrize(
    ("wanted", "said"), [("quote:nope", "No quote_id begins with `nope`"), ("quote:", "No quote_id"), ("quo_a", "Several")]
)
def test_none_or_several_are_told(con: duckdb.DuckDBPyConnection, wanted: str, said: str) -> None:
    with pytest.raises(ExplainError, match=said):
        explain(con, wanted)
