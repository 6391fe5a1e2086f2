"""The scan: what counts as a document, what is told of the rest, and how an unchanged file is recognised."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import ingest
from pipeline.ingest import FileState, Ignored
from pipeline.ingest.scan import printable_uri
from pipeline.model import Rejection

Put = Callable[[str, bytes | str], Path]


def states(raw: Path) -> list[FileState]:
    return [found for found in ingest.scan(raw) if isinstance(found, FileState)]


def code_of(raw: Path, uri: str) -> str | None:
    return next((f.error_code for f in ingest.scan(raw) if isinstance(f, Rejection) and f.uri == uri), None)


def test_folders_are_sources_and_the_rest_is_unsorted(raw: Path, put: Put) -> None:
    for name in ("b/2025/05/x.txt", "a.txt", "b/y.HTML", "b/z.jsonl.gz", "b/w.htm", "b/v.jsonl"):
        put(name, "text")
    assert [(state.uri, state.source_id) for state in states(raw)] == [
        ("a.txt", "unsorted"),
        ("b/2025/05/x.txt", "b"),
        ("b/v.jsonl", "b"),
        ("b/w.htm", "b"),
        ("b/y.HTML", "b"),
        ("b/z.jsonl.gz", "b"),
    ]


def test_what_is_no_document_is_told_with_a_reason(raw: Path, put: Put) -> None:
    for name in ("s/.hidden.txt", "s/a.txt.part", ".git/config.txt", "s/photo.jpg", "s/README", "s/lost.txt.meta.json"):
        put(name, "text")
    put("s/a.txt", "text")
    put("s/a.txt.meta.json", "{}")
    put("s/source.toml", "")
    ignored = {found.uri for found in ingest.scan(raw) if isinstance(found, Ignored) and found.reason}
    assert ignored == {"s/.hidden.txt", "s/a.txt.part", ".git", "s/photo.jpg", "s/README", "s/lost.txt.meta.json"}
    assert [state.uri for state in states(raw)] == ["s/a.txt"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("s/a.pdf", "unsupported_format"), ("s/a.csv.zip", "unsupported_format"), ("s/a.txtt", "unknown_format")],
)
def test_formats_that_are_not_read_are_rejected(raw: Path, put: Put, name: str, code: str) -> None:
    put(name, "text")
    assert code_of(raw, name) == code


def test_links_pipes_sockets_and_folders_with_a_suffix(raw: Path, put: Put, tmp_path: Path) -> None:
    target = put("s/real.txt", "text")
    (tmp_path / "outside.txt").write_text("secret")
    (raw / "s/inside.txt").symlink_to(target)
    (raw / "s/outside.txt").symlink_to(tmp_path / "outside.txt")
    (raw / "s/dangling.txt").symlink_to(raw / "s/nothing.txt")
    (raw / "s/loop").symlink_to(raw / "s")
    os.mkfifo(raw / "s/pipe.txt")
    put("s/folder.txt/inner.txt", "text")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(raw / "s")  # the path of a socket must be short
        try:
            server.bind("socket.txt")
        finally:
            os.chdir(here)
        assert code_of(raw, "s/socket.txt") == "not_a_file"
    assert code_of(raw, "s/outside.txt") == "escaping_link"
    assert code_of(raw, "s/dangling.txt") == "dangling_link"
    assert code_of(raw, "s/pipe.txt") == "not_a_file"
    assert [state.uri for state in states(raw)] == ["s/folder.txt/inner.txt", "s/inside.txt", "s/real.txt"]
    assert any(isinstance(found, Ignored) and found.uri == "s/loop" for found in ingest.scan(raw))


def test_odd_names_become_printable_uris_and_can_be_read(raw: Path) -> None:
    folder = raw / "s"
    folder.mkdir()
    for name in (b"new\nline.txt", b"bad\xff.txt", b"a#2.txt", b"100%25.txt", "مقال.txt".encode()):
        (folder / os.fsdecode(name)).write_bytes(b"some text")
    found = states(raw)
    assert [state.uri for state in found] == [
        "s/100%2525.txt", "s/a%232.txt", "s/bad%FF.txt", "s/new%0Aline.txt", "s/مقال.txt",
    ]  # fmt: skip
    for state in found:
        assert [type(result).__name__ for result in ingest.read_file(state)] == ["Document"]


@given(st.lists(st.binary(min_size=1, max_size=12).filter(lambda b: b"/" not in b and b"\0" not in b), min_size=2, max_size=2))
def test_uris_are_printable_and_differ_where_names_differ(names: list[bytes]) -> None:
    first, second = (printable_uri(os.fsdecode(name)) for name in names)
    assert first.isprintable()
    first.encode("utf-8")
    assert (first == second) == (names[0] == names[1])


def test_a_signature_stays_until_file_sidecar_or_source_changes(raw: Path, put: Put) -> None:
    path = put("s/a.txt", "one")
    seen = [states(raw)[0].signature]
    assert states(raw)[0].signature == seen[0]

    def differs() -> bool:
        seen.append(states(raw)[0].signature)
        return seen[-1] not in seen[:-1]

    stamp = path.stat()
    time.sleep(0.02)  # the clock of the file system ticks in milliseconds
    path.write_text("two")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert differs()
    put("s/a.txt.meta.json", "{}")
    assert differs()
    put("s/source.toml", 'country = "TUN"')
    assert differs()


def test_a_file_of_records_changes_with_any_outlet_that_it_may_name(raw: Path, put: Put) -> None:
    put("s/a.jsonl", "{}")
    put("s/b.txt", "text")
    put("t/c.txt", "text")
    before = {state.uri: state.signature for state in states(raw)}
    put("t/source.toml", 'country = "TUN"')
    after = {state.uri: state.signature for state in states(raw)}
    assert [uri for uri in before if before[uri] != after[uri]] == ["s/a.jsonl", "t/c.txt"]


def test_a_missing_raw_folder_is_told_with_advice(tmp_path: Path) -> None:
    with pytest.raises(ingest.RawFolderError, match="DATELINE_RAW"):
        list(ingest.scan(tmp_path / "nothing"))


def test_ten_thousand_files_are_scanned_in_seconds(raw: Path) -> None:
    for n in range(100):
        (raw / f"source-{n:02}").mkdir()
        for m in range(100):
            (raw / f"source-{n:02}/{m}.txt").touch()
    start = time.perf_counter()
    assert len(states(raw)) == 10_000
    assert time.perf_counter() - start < 3  # about 0.2 s on an idle machine
