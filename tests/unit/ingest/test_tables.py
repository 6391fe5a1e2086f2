"""Tables: CSV, TSV and Parquet give the documents that their rows state, and a bad row costs itself."""

from __future__ import annotations

import csv
import datetime as dt
import decimal
import gzip
import io
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.ingest.delimited import cells_of, cuts
from pipeline.ingest.layout import Layout, parse_layout
from pipeline.model import Document, Rejection, Source

Found = list[Document | Rejection]


def layout(**tables: Any) -> Layout:
    found, problems = parse_layout(tables)
    assert not problems
    return found


def read(payload: bytes | str, name: str = "wire/a.csv", limits: ingest.Limits | None = None, **tables: Any) -> Found:
    origin = ingest.Origin(name, Source("wire"), limits=limits or ingest.Limits(), layout=layout(**tables))
    return list(ingest.read_payload(payload.encode() if isinstance(payload, str) else payload, origin))


def parquet(table: pa.Table, **options: Any) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, **options)
    return out.getvalue()


def rows(payload: bytes, **tables: Any) -> Found:
    return read(payload, "wire/a.parquet", **tables)


def texts(found: Found) -> list[str]:
    return [r.text if isinstance(r, Document) else r.error_code for r in found]


def test_a_row_is_the_document_that_a_line_of_json_would_be() -> None:
    (row,) = read('id,title,text,byline,published_at,lang\r\nk1,"Port, open","He said ""no"".\r\nThen left.",Ana Ruiz,2025-03-04,en\r\n')
    record = {"id": "k1", "title": "Port, open", "byline": "Ana Ruiz", "published_at": "2025-03-04", "lang": "en"}
    (line,) = ingest.read_payload(
        json.dumps({"text": 'He said "no".\r\nThen left.', **record}).encode(), ingest.Origin("wire/b.jsonl", Source("wire"))
    )
    assert isinstance(row, Document)
    assert isinstance(line, Document)
    assert (row.uri, row.text, row.given, row.article_id) == ("wire/a.csv#1", line.text, line.given, line.article_id)
    assert row.given.byline == "Ana Ruiz"
    (table,) = rows(parquet(pa.table({"text": ['He said "no".\r\nThen left.'], **{k: [v] for k, v in record.items()}})))
    assert isinstance(table, Document)
    assert (table.article_id, table.given, table.raw_sha256) == (row.article_id, row.given, row.raw_sha256)


def test_columns_have_other_names_in_source_toml() -> None:
    names = {"columns": {"text": "contenu", "title": "titre", "published_at": "date"}}
    payload = "titre;date;contenu;vues\nLe port;2025-03-04;Le port a rouvert; mardi.;7\nLe pont;2025-03-05;Le pont a rouvert.;9\n"
    assert texts(read(payload, **names)) == ["ragged_row", "Le pont a rouvert."]
    (document,) = rows(
        parquet(pa.table({"titre": ["Le port"], "date": [dt.date(2025, 3, 4)], "contenu": ["Rouvert."], "x": [{"a": 1}]})), **names
    )
    assert isinstance(document, Document)
    assert (document.given.title, document.given.published_at, document.text) == ("Le port", "2025-03-04", "Rouvert.")
    (line,) = ingest.read_payload(
        json.dumps({"titre": "Le port", "data": {"contenu": "Rouvert."}}).encode(),
        ingest.Origin("wire/b.jsonl", Source("wire"), layout=layout(columns={"text": "data.contenu", "title": "titre"})),
    )
    assert isinstance(line, Document)
    assert (line.text, line.given.title) == ("Rouvert.", "Le port")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_columns(sign: str) -> None:
    assert texts(read(sign.join(("id", "text")) + "\n" + sign.join(("1", '"one, two; three | four\tfive"')) + "\n")) == [
        "one, two; three | four\tfive"
    ]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1256"])
def test_encodings_are_told_from_the_file(codec: str) -> None:
    said = "أعيد فتح ميناء بيرا يوم الثلاثاء وقالت مديرة الميناء إن السفن عادت إلى المرسى"
    if codec != "cp1256":
        said = "Le port a rouvert à l'aube; très ému: le maire l'a déclaré"
    found = read(("id,text\n" + "".join(f"{n},{said} {n}\n" for n in range(40))).encode(codec))
    assert texts(found) == [f"{said} {n}" for n in range(40)]


def test_an_encoding_may_be_stated_and_a_wrong_byte_costs_a_character() -> None:
    found = read("id,text\n1,Ťažké časy\n".encode("cp1250"), table={"encoding": "windows-1250"})
    assert texts(found) == ["Ťažké časy"]
    said = "Ça a été décidé à l'été, là où l'été a été à l'été".replace(",", ";").encode()
    damaged = read(b"id,text\n1," + said + b" \xff fin\n2,deux\n")
    assert [r.error_code if isinstance(r, Rejection) else r.uri for r in damaged] == ["damaged_text", "wire/a.csv#1", "wire/a.csv#2"]


def test_line_ends_gzip_and_blank_lines() -> None:
    payload = "id,text\n\n1,one\n\n\n2,two\n"
    for content in (payload, payload.replace("\n", "\r\n"), payload.replace("\n", "\r")):
        assert texts(read(content)) == ["one", "two"]
    assert texts(read(gzip.compress(payload.encode()), "wire/a.csv.gz")) == ["one", "two"]
    assert texts(read(gzip.compress(payload.encode()))) == ["one", "two"]


def test_tsv_with_marks_that_quote_nothing() -> None:
    assert texts(read('id\ttext\n1\t"We agree", he said\n2\tHe "nods"\n3\t"all\nof it"\n', "wire/a.tsv")) == [
        '"We agree", he said', 'He "nods"', "all\nof it",
    ]  # fmt: skip
    assert texts(read('id,text\n1,"open\n2,"open too\n', table={"quote": ""})) == ['"open', '"open too']


def test_a_cell_that_is_never_closed_costs_its_row() -> None:
    payload = 'id,title,text\n1,"Never closed,text one\n2,"Title","text two"\n3,T,"open to the end\n4,T,four\n'
    found = read(payload)
    assert texts(found) == ["bad_quotes", "text two", "bad_quotes", "four"]
    assert isinstance(found[0], Rejection)
    assert "line 2 of wire/a.csv" in found[0].message


def test_ragged_rows_are_bad_and_empty_cells_behind_the_columns_are_not() -> None:
    found = read("id,title,text\n1,T\n2,T,two\n3,T,three,,\n4,T,four,more\n")
    assert texts(found) == ["ragged_row", "two", "three", "ragged_row"]
    assert [r.uri for r in found] == [f"wire/a.csv#{n}" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("a,b\n1,2\n", "no_text_column"), ("text,Text\n1,2\n", "bad_header"), ("", "empty_file"), ("\n\n", "empty_file"),
        ("text\n", "empty_file"), (b"PK\x03\x04" + b"\0" * 300, "binary"), (b"\0" * 500, "binary"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_told_in_three_parts(payload: bytes | str, code: str) -> None:
    (rejection,) = read(payload)
    assert isinstance(rejection, Rejection)
    assert (rejection.error_code, bool(rejection.hint)) == (code, True)
    assert "wire/a.csv" in rejection.message


def test_a_file_without_names_gets_them_from_source_toml() -> None:
    assert texts(read("1,T,first\n2,U,second\n", table={"header": ["id", "title", "text"]})) == ["first", "second"]


def test_an_endless_cell_costs_its_row_and_little_time() -> None:
    limits = ingest.Limits(max_record=100_000)
    began = time.process_time()
    assert texts(read(b'id,text\n1,"' + b"x" * 30_000_000 + b'"\n2,fine\n', limits=limits)) == ["too_large", "fine"]
    assert texts(read(b"id,text\n1," + b"x" * 30_000_000 + b"\n2,fine\n", limits=limits)) == ["too_large", "fine"]
    assert texts(read(b'id,text\n1,"' + b'""\n' * 3_000_000, limits=limits))[0] == "too_large"
    assert time.process_time() - began < 5


@pytest.mark.parametrize("unit", ['1,"a\n', '"\n', '1,"""\n', '""a\n', 'x,"y"z\n', '1,"\n""\n'])
def test_cutting_takes_time_by_the_length(unit: str) -> None:
    def seconds(n: int) -> float:
        began = time.process_time()
        sum(1 for _ in cuts(iter((unit.encode() * n,)), 16_000_000, ",", '"'))
        return time.process_time() - began

    few, many = (min(seconds(n) for _ in range(2)) for n in (5_000, 20_000))
    assert many < 0.05 or many < 9 * few


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")), min_size=2, max_size=4), min_size=1, max_size=6),
       st.sampled_from(",;\t|"), st.integers(1, 40))  # fmt: skip
def test_what_the_csv_module_writes_comes_back(table: list[list[str]], sign: str, size: int) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\n").writerows(table)
    payload = out.getvalue().encode()

    def pieces() -> Iterator[bytes]:
        yield from (payload[at : at + size] for at in range(0, len(payload), size))

    found = [cells_of(cut.payload.decode(), sign, '"') for cut in cuts(pieces(), 10_000, sign, '"')]
    assert found == table


@settings(deadline=None)  # readers are loaded with the first file of their kind
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.tsv", "a.csv.gz", "a.parquet", "a.warc", "a.warc.gz"]))
def test_any_bytes_give_documents_or_rejections(payload: bytes, name: str) -> None:
    for begin in (b"", b"text,id\n", b"PAR1", b"WARC/1.0\r\n", b"\x1f\x8b\x08"):
        for result in read(begin + payload, name):
            assert isinstance(result, Document) or result.error_code != "internal_error"


# ------------------------------------------------------------------ Parquet
TEXTS: list[Callable[[], pa.Array]] = [
    lambda: pa.array(["Text"]), lambda: pa.array(["Text"], pa.large_string()), lambda: pa.array(["Text"], pa.string_view()),
    lambda: pa.array([b"Text"]), lambda: pa.array(["Text"]).dictionary_encode(), lambda: pa.array([["Text"]]),
]  # fmt: skip


@pytest.mark.parametrize("column", TEXTS)
def test_whatever_type_a_text_has_it_is_one(column: Callable[[], pa.Array]) -> None:
    assert texts(rows(parquet(pa.table({"text": column()})))) == ["Text"]


def test_nested_columns_and_lists_of_paragraphs() -> None:
    table = pa.table({"article": [{"body": ["First.", None, "Second."], "meta": {"head": "Bridge"}}], "uid": [decimal.Decimal(7)]})
    (document,) = rows(parquet(table), columns={"text": "article.body", "title": "article.meta.head", "id": "uid"})
    assert isinstance(document, Document)
    assert (document.text, document.given.title, document.given.external_id) == ("First.\nSecond.", "Bridge", "7")


def test_days_moments_and_numbers_of_columns() -> None:
    def stated(**columns: pa.Array) -> ingest.reading.Document:  # type: ignore[name-defined]
        found = rows(parquet(pa.table({"text": ["a text"], **columns})))
        document = found[-1]
        assert isinstance(document, Document)
        return document

    day, moment = dt.datetime(2025, 3, 4), dt.datetime(2025, 3, 4, 8, 30)  # noqa: DTZ001
    assert stated(published_at=pa.array([day])).given.published_at == "2025-03-04"  # how programs write days
    assert stated(published_at=pa.array([moment])).given.published_at == "2025-03-04T08:30:00"
    assert stated(published_at=pa.array([moment], pa.timestamp("ms", "UTC"))).given.published_at == "2025-03-04T08:30:00+00:00"
    assert stated(published_at=pa.array([2**62], pa.timestamp("us"))).given.published_at is None
    assert stated(id=pa.array([12.0])).given.external_id == "12"
    assert stated(id=pa.array([b"\xff\x00\x01\x02"])).given.external_id is None


@pytest.mark.parametrize("kind", [pa.int64(), pa.bool_(), pa.list_(pa.int32()), pa.binary(), pa.map_(pa.string(), pa.string())])
def test_what_is_no_text_costs_its_row(kind: pa.DataType) -> None:
    value = {"int64": 1, "bool": True, "binary": b"\xff\x00\x01" * 9}.get(str(kind), [("a", "b")] if pa.types.is_map(kind) else [1])
    found = rows(parquet(pa.table({"text": pa.array([value, None], kind), "body": [None, "good"]})))
    assert texts(found) == ["missing_text", "good"]


def test_a_damaged_row_group_costs_its_rows() -> None:
    table = pa.table({"id": [str(n) for n in range(300)], "text": [f"text {n} " * 40 for n in range(300)]})
    payload = bytearray(parquet(table, row_group_size=100, compression="none", write_page_checksum=True))
    at = payload.index(b"text 150 text")
    payload[at : at + 4] = b"fake"
    found = rows(bytes(payload))
    assert [r.uri for r in found if isinstance(r, Document)] == [f"wire/a.parquet#{n}" for n in (*range(1, 101), *range(201, 301))]
    ((bad),) = (r for r in found if isinstance(r, Rejection))
    assert (bad.error_code, bad.uri) == ("bad_parquet", "wire/a.parquet#101")
    assert "Rows 101 to 200" in bad.message


def test_a_file_that_is_cut_or_no_parquet_is_told() -> None:
    whole = parquet(pa.table({"text": ["a", "b"]}))
    for payload in (whole[:-20], whole[:40], b"PAR1" * 20, b"", b"{}"):
        assert texts(rows(payload)) == ["bad_parquet"]
    assert texts(rows(parquet(pa.table({"text": pa.array([], pa.string())})))) == ["empty_file"]
    assert texts(rows(parquet(pa.table({"a": [1]})))) == ["no_text_column"]


def test_a_cell_longer_than_a_record_costs_its_row() -> None:
    table = pa.table({"text": ["x" * 200_000, *["fine"] * 200]})
    found = read(parquet(table), "wire/a.parquet", ingest.Limits(max_record=100_000))
    assert texts(found) == ["too_large", *["fine"] * 200]
    assert texts(read(parquet(table.slice(0, 1)), "wire/a.parquet", ingest.Limits(max_record=100_000))) == ["too_large"]


@pytest.mark.parametrize(
    ("stated", "written"), [("utf-16", "utf-16-le"), ("utf-16", "utf-16"), ("utf-32", "utf-32-le"), ("utf-16-be", "utf-16-be")]
)
def test_a_stated_wide_encoding_needs_no_mark(stated: str, written: str) -> None:
    payload = "id,text\n1,one\n2,ثانيا\n".encode(written)
    assert texts(read(payload, table={"encoding": stated})) == ["one", "ثانيا"]
