"""Reading files: documents of every format, what is stated about them, and what a bad one costs."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.ingest.identity import article_id
from pipeline.ingest.metadata import iso_time
from pipeline.model import Document, Rejection, Source

Put = Callable[[str, bytes | str], Path]
ReadAll = Callable[..., tuple[list[Document], list[Rejection]]]
ORIGIN = ingest.Origin("wire/a.jsonl", Source("wire"))


def read(payload: bytes, name: str = "wire/a.jsonl", limits: ingest.Limits | None = None) -> list[Document | Rejection]:
    origin = ingest.Origin(name, Source("wire"), limits=limits or ingest.Limits())
    return list(ingest.read_payload(payload, origin))


def lines(*records: object) -> bytes:
    """Records as JSON lines."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def gz(payload: bytes) -> bytes:
    return gzip.compress(payload, mtime=0)


def codes(results: list[Document | Rejection]) -> list[str]:
    return [result.error_code if isinstance(result, Rejection) else "document" for result in results]


def test_a_text_file_is_one_document_as_it_stands(put: Put, read_all: ReadAll) -> None:
    payload = b"Port reopens\r\n\r\nFerries run again from Tabarka.\n"
    put("wire/a.txt", payload)
    (document,), rejections = read_all()
    assert not rejections
    assert document.text == payload.decode()
    assert (document.uri, document.media_type, document.encoding) == ("wire/a.txt", "text/plain", "utf-8")
    assert document.raw_sha256 == hashlib.sha256(payload).hexdigest()
    assert document.hints == ()
    assert document.page is None


def test_a_sidecar_states_what_the_text_does_not(put: Put, read_all: ReadAll) -> None:
    put("wire/a.txt", "Ferries run again.")
    put("wire/a.txt.meta.json", json.dumps({"id": 7, "published_at": "2025-04-02T08:00:00+01:00", "lang": "en", "x": 1}))
    (document,), rejections = read_all()
    assert not rejections
    assert document.given.external_id == "7"
    assert document.given.published_at == "2025-04-02T08:00:00+01:00"
    assert document.given.lang == "en"


@pytest.mark.parametrize("sidecar", ["{", "[1]", '{"published_at": "yesterday"}', '{"lang": 3}', '{"source": "a/b"}'])
def test_a_bad_sidecar_costs_a_warning_and_not_the_document(put: Put, read_all: ReadAll, sidecar: str) -> None:
    put("wire/a.txt", "Ferries run again.")
    put("wire/a.txt.meta.json", sidecar)
    (document,), (rejection,) = read_all()
    assert ingest.is_warning(rejection)
    assert document.given.published_at is None


def test_records_give_text_page_or_clean_body() -> None:
    payload = lines(
        {
            "text": "A raw dump\nof a page",
            "id": "x1",
            "title": "T",
            "url": "https://a.example/1",
            "fetched_at": "2025-05-01",
        },
        {"html": "<h1>Une page</h1><p>Avec un paragraphe.</p>"},
        {"body": "نص نظيف"},
        {"text": "dump", "body": "clean", "html": None},
    )
    first, page, body, both = read(payload)
    assert isinstance(first, Document)
    assert isinstance(page, Document)
    assert isinstance(body, Document)
    assert isinstance(both, Document)
    assert (first.uri, first.given.external_id, first.given.fetched_at) == ("wire/a.jsonl#1", "x1", "2025-05-01")
    assert (page.text, page.media_type) == ("Une page\nAvec un paragraphe.", "text/html")
    assert (body.text, body.is_clean_text, first.is_clean_text) == ("نص نظيف", True, False)
    assert both.text == "clean"
    assert first.raw_sha256 == hashlib.sha256(payload.split(b"\n")[0]).hexdigest()


def test_a_bad_record_costs_itself_only() -> None:
    good = lines({"text": "fine"})
    bad = [b"{", b"[1, 2]", b"{}", b'{"text": 3}', b'{"text": "  "}', b"[" * 100_000, b'{"text": ' + b"9" * 9000 + b"}"]
    results = read(b"\n".join([good.strip(), *bad, b"", good.strip()]))
    assert codes(results) == [
        "document", "bad_json", "bad_json", "missing_text", "missing_text", "missing_text", "too_complex", "bad_json", "document",
    ]  # fmt: skip
    assert results[-1].uri == "wire/a.jsonl#9"
    assert all("line" in r.message.lower() or r.error_code == "too_complex" for r in results if isinstance(r, Rejection))


def test_a_bad_date_is_told_beside_the_document() -> None:
    warning, document = read(lines({"text": "fine", "published_at": "19 November", "updated_at": "2025-11"}))
    assert isinstance(warning, Rejection)
    assert isinstance(document, Document)
    assert (warning.error_code, warning.uri) == ("bad_metadata", document.uri)
    assert (document.given.published_at, document.given.updated_at) == (None, "2025-11")


def test_a_record_may_name_its_outlet(put: Put, read_all: ReadAll) -> None:
    put("posts/source.toml", 'country = "MLT"\n')
    put("wire/a.jsonl", lines({"text": "one", "source": "posts"}, {"text": "two", "source": "new"}, {"text": "three"}))
    documents, rejections = read_all()
    assert not rejections
    assert [document.source for document in documents] == [
        Source("posts", country="MLT"),
        Source("new"),
        Source("wire"),
    ]


def test_compressed_records_read_like_plain_ones() -> None:
    payload = lines({"text": "un"}, {"text": "deux"})
    plain = read(payload)
    assert [r.text for r in read(gz(payload), "wire/a.jsonl.gz") if isinstance(r, Document)] == ["un", "deux"]
    # a download is often unpacked on the way, or named without its suffix: the bytes tell
    assert codes(read(payload, "wire/a.jsonl.gz")) == codes(read(gz(payload))) == codes(plain)
    assert codes(read(b"\xef\xbb\xbf" + payload)) == codes(plain)
    assert codes(read(payload.replace(b"\n", b"\r\n"))) == codes(plain)


def test_a_cut_archive_gives_what_came_before_the_cut() -> None:
    payload = gz(b"".join(lines({"text": hashlib.sha256(str(n).encode()).hexdigest() * 20}) for n in range(2000)))
    results = codes(read(payload[: len(payload) // 2], "wire/a.jsonl.gz"))
    assert results.count("document") > 100
    assert results[-1] == "bad_gzip"


def test_a_compression_bomb_and_an_endless_line_are_stopped() -> None:
    limits = ingest.Limits(max_file=1_000_000, max_record=10_000)
    assert codes(read(gz(b"\n" * 50_000_000), "a.jsonl.gz", limits)) == ["too_large"]
    long = b'{"text": "' + b"x" * 20_000 + b'"}\n'
    assert codes(read(long + lines({"text": "fine"}), limits=limits)) == ["too_large", "document"]


@pytest.mark.parametrize(
    ("name", "payload", "code"),
    [
        ("a.txt", b"", "empty_file"), ("a.txt", b" \n\t\n", "empty_file"), ("a.html", b"", "empty_file"),
        ("a.html", b"<html><script>x()</script></html>", "empty_page"), ("a.jsonl", b"\n\n", "empty_file"),
        ("a.txt", b"x" * 2_000_001, "too_large"), ("a.html", b"<p>" + b"x" * 2_000_000, "too_large"),
        ("a.txt", b"%PDF-1.4", "binary"), ("a.zip", b"PK", "unsupported_format"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_rejected_in_three_parts(name: str, payload: bytes, code: str) -> None:
    (rejection,) = read(payload, name, ingest.Limits(max_file=2_000_000, max_page=2_000_000))
    assert isinstance(rejection, Rejection)
    assert rejection.error_code == code
    assert name in rejection.message
    assert rejection.hint


def test_a_file_that_vanished_or_became_a_pipe_is_rejected(raw: Path, put: Put) -> None:
    put("wire/a.txt", "text")
    put("wire/b.txt", "text")
    first, second = [found for found in ingest.scan(raw) if isinstance(found, ingest.FileState)]
    first.path.unlink()
    second.path.unlink()
    os.mkfifo(second.path)
    assert [codes(list(ingest.read_file(state))) for state in (first, second)] == [["unreadable"], ["unreadable"]]


def test_a_sidecar_or_source_that_is_no_file_costs_a_warning(raw: Path, put: Put, read_all: ReadAll) -> None:
    put("wire/a.txt", "text")
    (raw / "wire/a.txt.meta.json").mkdir()
    os.mkfifo(raw / "wire/source.toml")
    (document,), rejections = read_all()
    assert document.text == "text"
    assert [rejection.error_code for rejection in rejections] == ["bad_source", "bad_sidecar"]
    assert all(ingest.is_warning(rejection) for rejection in rejections)


def test_a_store_that_fails_stops_the_reading(raw: Path, put: Put) -> None:
    put("wire/a.txt", "text")
    (state,) = (found for found in ingest.scan(raw) if isinstance(found, ingest.FileState))

    def full(digest: str, payload: bytes) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(ingest.KeepError, match="No space left"):
        list(ingest.read_file(state, keep=full))


def test_the_same_content_has_one_id_wherever_it_lies(put: Put, read_all: ReadAll) -> None:
    put("wire/a.txt", "Le même texte, à Gao.")
    put("wire/2025/b.txt", "Le même texte, à Gao.")
    put("wire/c.jsonl", lines({"text": "Le même texte, à Gao."}, {"text": "Le même texte, à Gao.", "id": "n1"}))
    put("other/a.txt", "Le même texte, à Gao.")
    documents, _ = read_all()
    ids = {document.uri: document.article_id for document in documents}
    assert ids["wire/a.txt"] == ids["wire/2025/b.txt"] == ids["wire/c.jsonl#1"]
    assert len(set(ids.values())) == 3
    assert all(len(identifier) >= 20 and identifier.startswith("art_") for identifier in ids.values())


@given(st.text(), st.text(), st.binary(), st.text(), st.text(), st.binary())
def test_ids_differ_where_any_part_differs(s1: str, e1: str, c1: bytes, s2: str, e2: str, c2: bytes) -> None:
    assert (article_id(s1, e1, c1) == article_id(s2, e2, c2)) == ((s1, e1, c1) == (s2, e2, c2))


@pytest.mark.parametrize(
    ("value", "is_time"),
    [
        ("2024-11-19", True), ("2024-11-19T08:30:00Z", True), ("2024-11-19 08:30:00+0300", True), ("2024-11", True),
        ("2024", True), ("20241119T083000", True), ("2024-W47-2", True), (" 2024-11-19 ", True), ("19/11/2024", False),
        ("2024-13-01", False), ("2024-02-30", False), ("0001-01-01T00:00:00+14:00", False), ("yesterday", False),
        ("9999-12-31T23:59:59-12:00", False), ("٢٠٢٤-١١-١٩", False), ("2024-11-19T25:00", False), ("", False),
    ],
)  # fmt: skip
def test_stated_times_are_iso_8601(value: str, is_time: bool) -> None:
    assert iso_time(value) == (value.strip() if is_time else None)


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.jsonl", "a.jsonl.gz"]))
def test_any_bytes_give_documents_or_rejections_and_never_an_error_of_the_reader(payload: bytes, name: str) -> None:
    for result in read(payload, name):
        assert isinstance(result, Document) or result.error_code != "internal_error"


@given(st.lists(st.text(min_size=1).filter(lambda t: bool(t.strip()) and "\ufffd" not in t), max_size=5))
def test_clean_text_of_records_comes_back(texts: list[str]) -> None:
    results = [r for r in read(lines(*({"body": text} for text in texts))) if isinstance(r, Document)]
    readable = [text.replace("\x00", "\ufffd") for text in texts]
    assert [r.text for r in results] == [text for text in readable if text.strip("\ufeff\ufffd \t\r\n\f\v\u00a0")]
