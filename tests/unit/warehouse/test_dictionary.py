"""The dictionary is the one source of tables, columns, comments and of the checks that follow from them."""

from __future__ import annotations

import duckdb
import pytest

from pipeline.warehouse import dictionary
from pipeline.warehouse.paths import sql_directory, sql_files
from pipeline.warehouse.store import create_public


def test_the_generated_sql_is_in_step_with_the_dictionary() -> None:
    written = {name: (sql_directory() / name).read_text(encoding="utf-8") for name in dictionary.generated()}
    assert written == dictionary.generated()


def test_no_schema_file_is_left_over() -> None:
    assert {path.stem for path in sql_files("schema")} == {table.name for table in dictionary.published()}


@pytest.mark.parametrize("table", dictionary.published(), ids=lambda t: t.name)
def test_every_table_and_column_is_commented_in_a_sentence(table: dictionary.Table) -> None:
    for comment in [table.grain, *(c.comment for c in table.columns)]:
        assert len(comment.split()) >= 2
        assert comment.endswith((".", "…"))


@pytest.mark.parametrize("table", dictionary.published(), ids=lambda t: t.name)
def test_keys_references_and_spans_name_columns_that_exist(table: dictionary.Table) -> None:
    assert set(table.key) <= set(table.column_names)
    for column in table.columns:
        if column.references:
            other, key = column.references
            assert key in dictionary.table(other).column_names
        if column.span:
            assert set(column.span) <= set(table.column_names)


def test_every_text_beside_offsets_has_a_span() -> None:
    for table in dictionary.published():
        with_span = {column.name for column in table.columns if column.span}
        for name in table.column_names:
            start = "start_char" if name == "text" else name.removesuffix("_text") + "_start_char"
            if start in table.column_names and name.endswith("text"):
                assert name in with_span, f"{table.name}.{name}"


def test_an_unknown_table_is_told_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="quotes"):
        dictionary.table("quots")


def test_tables_of_an_older_shape_keep_their_rows() -> None:
    con = duckdb.connect()
    con.execute("CREATE TABLE stories (story_id VARCHAR, n_articles INTEGER, n_sources INTEGER, n_langs INTEGER, old INTEGER)")
    con.execute("INSERT INTO stories VALUES ('s1', 2, 1, 1, 7)")
    create_public(con, "main", (dictionary.table("stories"),))
    assert con.execute("SELECT story_id, n_articles, label FROM stories").fetchall() == [("s1", 2, None)]
    described = con.execute("DESCRIBE stories").fetchall()
    assert [row[0] for row in described] == list(dictionary.table("stories").column_names)
    con.close()
