"""The fold in SQL is the fold of the project, and words and names are found whatever their script, accents and case."""

from __future__ import annotations

import math
from functools import cache

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import fold
from pipeline.warehouse import dictionary, marts, search
from pipeline.warehouse.store import create_public

TEXTS = [
    "Élysée, N’Djamena – l'Œuvre", "ẞtraße Ångström Łódź ĐÀ NẴNG İstanbul ıŞIK", "القادة السّودانيّون في إيران، وقال: «مُؤتمر»",
    "ٱلۡمَدِينَة ى ئ ؤ ة ـــ ۱۲۳ ٤٥٦", "Москва́ и Ёлка", "Ἀθῆναι ΣΊΣΥΦΟΣ", "שָׁלוֹם עוֹלָם", "हिन्दी क़लम", "東京 한국 ｶﾀｶﾅ", "ﷲ ﬁ ½ ™ 𝔄 Ⅻ",
    "a_b c--d e.f U.S. 3.5 1,000", "\u200eمرحبا\u200f \ufeffx\u00ady", "", " ", "e\u0301 = é", "one\ntwo\r\nthree",
]  # fmt: skip


@cache
def _folding() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    create_public(con, "main", dictionary.tables())
    marts.create(con)
    marts.fill(con)
    return con


@pytest.fixture
def sql() -> duckdb.DuckDBPyConnection:
    """A warehouse without articles: what is needed for folding."""
    return _folding()


def _both(con: duckdb.DuckDBPyConnection, text: str) -> tuple[str, list[str]]:
    return con.execute("SELECT fold(?), search_words(?)", [text, text]).fetchall()[0]


@pytest.mark.parametrize("text", TEXTS)
def test_sql_folds_as_python_does(sql: duckdb.DuckDBPyConnection, text: str) -> None:
    assert _both(sql, text) == (fold(text), search.words(text))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_so_it_does_with_any_text(text: str) -> None:
    assert _both(_folding(), text) == (fold(text), search.words(text))


def test_and_with_every_letter_there_is(sql: duckdb.DuckDBPyConnection) -> None:
    letters = [chr(n) for n in (*range(1, 0x33500), *range(0xE0000, 0xE0300), 0x10FFFF) if not 0xD800 <= n < 0xE000]
    text = "a".join(letters)
    folded, words = _both(sql, text)
    assert folded == fold(text)
    assert words == search.words(text)


def test_whole_columns_are_folded_too(sql: duckdb.DuckDBPyConnection) -> None:
    rows = sql.execute("SELECT t, fold(t) FROM (SELECT unnest(?) AS t)", [TEXTS]).fetchall()
    assert sorted(rows) == sorted((text, fold(text)) for text in TEXTS)
    assert sql.execute("SELECT fold(NULL), search_words(NULL)").fetchall() == [(None, None)]


def test_long_words_are_cut_alike(sql: duckdb.DuckDBPyConnection) -> None:
    text = "é" * 100 + " b"
    assert search.words(text) == ["e" * 40, "e" * 40, "e" * 20, "b"]
    assert _both(sql, text)[1] == search.words(text)


def found(con: duckdb.DuckDBPyConnection, words: str) -> list[str]:
    return [row[0] for row in con.execute("SELECT article_id FROM search(?)", [words]).fetchall()]


def test_accents_case_and_vowel_marks_do_not_matter(news: duckdb.DuckDBPyConnection) -> None:
    assert found(news, "ECOLE greve") == found(news, "école Grève") == ["art_3"]
    assert found(news, "الميناء") == found(news, "المِيناء") == ["art_4"]


def test_a_name_is_found_in_every_script(news: duckdb.DuckDBPyConnection) -> None:
    for spelling in ("Nadia al-Sahli", "nadia es sahli", "ناديه الساحلي"):
        assert {"art_1", "art_2", "art_3", "art_4"} <= set(found(news, spelling)), spelling
    by_name = dict(news.execute("SELECT article_id, by_name FROM search('Al-Sahli')").fetchall())
    assert by_name["art_4"]
    assert by_name["art_5"], "the namesake too: his name ends so"


def test_the_best_stand_first_and_weights_are_those_of_bm25(news: duckdb.DuckDBPyConnection) -> None:
    rows = news.execute("SELECT article_id, score, n_words FROM search('boats strike')").fetchall()
    assert [(article, n) for article, _, n in rows] == [("art_2", 1), ("art_1", 1)]
    sizes = dict(news.execute("SELECT article_id, n_tokens FROM search_articles").fetchall())
    length = sum(sizes.values()) / len(sizes)
    weight = math.log(1 + (5 - 1 + 0.5) / (1 + 0.5))
    wanted = weight * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * sizes["art_2"] / length))  # twice: in the title and in the text
    assert rows[0][1] == round(wanted, 3)


def test_dropped_lines_are_not_searched_and_titles_of_metadata_are(own_news: duckdb.DuckDBPyConnection) -> None:
    assert found(own_news, "share") == []
    own_news.execute("UPDATE articles SET title = 'Zeppelin' WHERE article_id = 'art_1'")
    own_news.execute("UPDATE article_lines SET role = 'body' WHERE article_id = 'art_1' AND role = 'title'")
    for table in ("letter_folds", "name_keys", "search_articles", "search_tokens"):
        own_news.execute(f"DELETE FROM {table}")
    search.fill(own_news)
    assert found(own_news, "zeppelin") == ["art_1"]
    assert found(own_news, "strike") == ["art_1"]


def test_strange_questions_have_no_answer(news: duckdb.DuckDBPyConnection) -> None:
    for words in ("", "  ", "'; DROP TABLE articles; --", "%", "xyzzy", "a" * 5000, "\u200f"):
        assert [a for a in found(news, words) if a not in ("art_1", "art_2", "art_3")] == []
