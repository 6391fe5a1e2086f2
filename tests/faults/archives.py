"""WARC files and their records, written by hand: sound ones, and ones as no crawler should write them. All of it invented."""

from __future__ import annotations

import gzip

OK = "HTTP/1.1 200 OK"


def record(
    body: bytes, kind: str = "response", *, http: str = OK, headers: str = "Content-Type: text/html; charset=utf-8",
    url: str = "https://post.example/a", length: int | None = None, more: str = "",
) -> bytes:  # fmt: skip
    """One record. `http`: its status line, "" for none; `length`: what it says of itself, where that is not so."""
    block = (f"{http}\r\n{headers}\r\n\r\n".encode() if http else b"") + body
    stated = len(block) if length is None else length
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0f2c>\r\nWARC-Date: 2025-03-04T08:30:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\n{more}Content-Length: {stated}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def packed(*records: bytes) -> bytes:
    """A file of records, each a member of gzip, as crawlers write them."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def page(place: str, lang: str = "en") -> bytes:
    """A page about a bridge somewhere."""
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><title>Bridge at {place}</title></head><body><article>"
        f"<h1>Bridge at {place} reopens</h1>"
        f"<p>The bridge at {place} reopened to lorries on Tuesday, 4 March 2025, after nine months of repairs, said Ilse Verbruggen,"
        f" the engineer in charge.</p><p>Traders in {place} said that they had lost half of their income while it was shut.</p>"
        "</article></body></html>"
    ).encode()
