"""WARC: one document per HTML response; a damaged record costs itself, wherever in the file it stands."""

from __future__ import annotations

import gzip
import re
import zlib

import archives
import brotli
import pytest

from pipeline import ingest
from pipeline.model import Document, Rejection, Source

NAME = "crawl/a.warc.gz"


def read(payload: bytes, limits: ingest.Limits | None = None, **more: object) -> list[Document | Rejection]:
    origin = ingest.Origin(NAME, Source("crawl"), limits=limits or ingest.Limits(reading="fast"), **more)  # type: ignore[arg-type]
    return list(ingest.read_payload(payload, origin))


def said(found: list[Document | Rejection]) -> list[str]:
    """The number of the record and the place that its page is about, or the code."""
    titles = [re.sub("Bridge at | reopens", "", r.text.split("\n")[0]) if isinstance(r, Document) else r.error_code for r in found]
    return [f"{r.uri.partition('#')[2]} {title}" for r, title in zip(found, titles, strict=True)]


def test_a_response_is_a_page_with_its_address_and_moment() -> None:
    document, rejection = read(archives.packed(archives.record(b"", "warcinfo", http=""), archives.record(archives.page("Zouar"))))[::1]
    assert isinstance(document, Document)
    assert (document.uri, document.media_type) == (f"{NAME}#2", "text/html")
    assert (document.given.url, document.given.fetched_at) == ("https://post.example/a", "2025-03-04T08:30:00Z")
    assert document.raw_sha256 == ingest.identity.sha256(archives.page("Zouar"))  # type: ignore[attr-defined]
    assert isinstance(rejection, Rejection)
    assert ingest.is_warning(rejection)
    assert "1 warcinfo" in rejection.message


def test_plain_files_one_member_and_members_give_the_same() -> None:
    records = [archives.record(archives.page(place)) for place in ("Zouar", "Faya", "Bardai")]
    plain = said(read(b"".join(records)))
    assert plain == ["1 Zouar", "2 Faya", "3 Bardai"]
    assert said(read(archives.packed(*records))) == said(read(gzip.compress(b"".join(records)))) == plain


def test_what_is_no_page_is_counted_and_told() -> None:
    page = archives.page("Zouar")
    found = read(archives.packed(
        archives.record(page, "request", http="GET / HTTP/1.1"), archives.record(page, "revisit"),
        archives.record(page, http="HTTP/1.1 404 Not Found"), archives.record(page, http="HTTP/1.1 301 Moved"),
        archives.record(b"\x89PNG", headers="Content-Type: image/png"), archives.record(page),
        archives.record(b"{}", headers="X: y"), archives.record(page, headers="X: y"), archives.record(page, http=""),
    ))  # fmt: skip
    assert said(found) == ["6 Zouar", "8 Zouar", " skipped_records"]
    message = found[-1].message if isinstance(found[-1], Rejection) else ""
    assert all(
        part in message for part in ("7 of the 9", "1 request", "1 revisit", "status 404", "status 301", "image/png", "without HTTP")
    )


def raw_deflate(payload: bytes) -> bytes:
    maker = zlib.compressobj(wbits=-15)
    return maker.compress(payload) + maker.flush()


def chunked(payload: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(payload), payload)


@pytest.mark.parametrize(
    ("header", "send"),
    [
        ("Content-Encoding: gzip", gzip.compress), ("Content-Encoding: deflate", zlib.compress), ("Content-Encoding: deflate", raw_deflate),
        ("Content-Encoding: br", brotli.compress), ("Transfer-Encoding: chunked", chunked), ("Content-Encoding: identity", bytes),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", lambda page: chunked(gzip.compress(page))),
        ("Content-Encoding: gzip", bytes), ("Content-Encoding: br", bytes), ("Transfer-Encoding: chunked", bytes),  # says so, and is not
    ],
)  # fmt: skip
def test_bodies_are_taken_as_they_were_sent(header: str, send: object) -> None:
    (document,) = read(archives.record(send(archives.page("Zouar")), headers=f"Content-Type: text/html\r\n{header}"))  # type: ignore[operator]
    assert isinstance(document, Document)
    assert document.raw_sha256 == ingest.identity.sha256(archives.page("Zouar"))  # type: ignore[attr-defined]


def test_the_charset_of_the_header_counts() -> None:
    text = "أعيد فتح ميناء بيرا يوم 4 مارس 2025، وقالت مديرة الميناء إن السفن عادت إلى المرسى بعد أسبوع من العواصف"
    body = f"<html><body><h1>ميناء بيرا</h1><p>{text}.</p><p>{text}.</p></body></html>".encode("cp1256")
    (document,) = read(archives.record(body, headers="Content-Type: text/html; charset=windows-1256"))
    assert isinstance(document, Document)
    assert (document.encoding, text in document.text) == ("windows-1256", True)


def test_a_damaged_record_costs_itself() -> None:
    records = [archives.record(archives.page(place)) for place in ("Zouar", "Faya", "Bardai", "Aozou")]
    members = [gzip.compress(record) for record in records]
    broken = bytearray(members[1])
    broken[60:64] = b"\xff" * 4
    assert said(read(members[0] + bytes(broken) + members[2] + members[3])) == ["1 Zouar", "2 bad_record", "3 Bardai", "4 Aozou"]
    assert said(read(members[0] + members[1][:90] + members[2] + members[3])) == ["1 Zouar", "2 bad_record", "3 Bardai", "4 Aozou"]
    assert said(read(b"".join(members)[:-30])) == ["1 Zouar", "2 Faya", "3 Bardai", "4 bad_record"]
    assert said(read(b"".join(records)[:-60])) == ["1 Zouar", "2 Faya", "3 Bardai", "4 bad_record"]
    assert said(read(records[0] + b"nonsense\r\n\r\n" * 3 + records[2])) == ["1 bad_record", "2 Bardai"]


@pytest.mark.parametrize("length", [10, 90, 100_000, 10**15])
def test_a_wrong_length_costs_the_record_that_states_it(length: int) -> None:
    wrong = archives.record(archives.page("Faya"), length=length)
    others = [archives.record(archives.page(place)) for place in ("Zouar", "Bardai")]
    found = said(read(others[0] + wrong + others[1]))
    assert found[0] == "1 Zouar"
    assert found[1] in ("2 bad_record", "2 too_large")
    assert found[-1] == "3 Bardai"


def test_what_a_crawler_cut_is_read_and_told() -> None:
    found = read(archives.record(archives.page("Zouar"), more="WARC-Truncated: length\r\n"))
    assert said(found) == ["1 cut_short", "1 Zouar"]


def test_bombs_and_long_records() -> None:
    limits = ingest.Limits(max_record=1_000_000, max_file=2_000_000, reading="fast")
    behind = archives.record(archives.page("Zouar"))
    body = gzip.compress(b"<p>" + b"x" * 20_000_000)
    bomb = archives.record(body, headers="Content-Type: text/html\r\nContent-Encoding: gzip")
    assert said(read(bomb + behind, limits)) == ["1 too_large", "2 Zouar"]
    bomb = archives.record(brotli.compress(b"x" * 20_000_000), headers="Content-Type: text/html\r\nContent-Encoding: br")
    assert said(read(bomb + behind, limits)) == ["1 too_large", "2 Zouar"]
    assert said(read(archives.record(b"x" * 3_000_000) + behind, limits)) == ["1 too_large", "2 Zouar"]
    assert said(read(archives.record(b"x" * 3_000_000, "resource") + behind, limits))[:1] == ["2 Zouar"]
    assert said(read(gzip.compress(b"\0" * 100_000_000), limits)) == [" too_large"]


@pytest.mark.parametrize("payload", [b"", b"\r\n\r\n", gzip.compress(b"", mtime=0)])
def test_an_empty_file(payload: bytes) -> None:
    assert said(read(payload)) == [" empty_file"]


def test_what_a_sidecar_states_of_all_pages() -> None:
    (document,) = read(archives.record(archives.page("Zouar")), sidecar=b'{"lang": "en", "url": "https://x.example", "source": "gazette"}')
    assert isinstance(document, Document)
    assert (document.given.lang, document.given.url, document.source.source_id) == ("en", "https://post.example/a", "gazette")
