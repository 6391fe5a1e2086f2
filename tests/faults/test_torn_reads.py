"""Files that change while they are read: what is published of them is of one version, and the next run has the last one."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest
from invented import SMALL, STRIKE
from layout import lay, lay_all
from published import ask, holds
from record import Recorder
from runs import settings_of
from warm import Warm

from pipeline.ingest.files import ChangedWhileReadError, open_regular
from pipeline.warehouse.folder import at_rest

MANY = "".join(
    json.dumps({"id": f"n{n}", "body": f"Ship {n} left Beira on 3 June 2024.", "log": "x" * 90_000}) + "\n" for n in range(1, 31)
)
KNOWN = {"txt": ("harbour-post/strike.txt", STRIKE), "jsonl": ("wire/many.jsonl", MANY)}
WAYS = [
    ("grows", "txt", 0), ("grows", "txt", 1), ("shrinks", "txt", 0), ("rewritten", "txt", 0), ("moved", "txt", 1), ("removed", "txt", 0),
    ("gone", "txt", 0), ("grows", "jsonl", 2), ("shrinks", "jsonl", 1), ("rewritten", "jsonl", 2), ("removed", "jsonl", 1),
]  # fmt: skip


@pytest.mark.parametrize(("how", "kind", "behind"), WAYS)
def test_a_file_changes_while_it_is_read(how: str, kind: str, behind: int, warm: Warm, tmp_path: Path, fault: Recorder) -> None:
    home, raw = tmp_path / "home", tmp_path / "raw"
    name, content = KNOWN[kind]
    lay_all(raw, {**SMALL, name: content.replace("June", "July").replace("March", "May")})
    warm.run(home, raw)
    before = ask(settings_of(home, raw), "SELECT count(*), bit_xor(hash(text)) FROM articles")
    lay(raw, name, content)
    done = warm.do("scenarios:changing", home=str(home), raw=str(raw), name=name, how=how, behind=behind)
    ((uri, message, _),) = done["failures"]
    assert uri == name
    assert ("was gone when it was to be read" if how == "gone" else "was changed while it was read") in message
    assert done["exit"] == 1
    holds(home / "warehouse.duckdb")
    if how != "gone":  # the old version stands until the new one is whole
        assert ask(settings_of(home, raw), "SELECT count(*), bit_xor(hash(text)) FROM articles") == before
    left = warm.run(home, raw)["failures"]
    assert left == [] or how == "shrinks"  # a record that was cut in two stays one that cannot be read
    warm.run(tmp_path / "fresh", raw)
    assert holds(home / "warehouse.duckdb") == holds(tmp_path / "fresh/warehouse.duckdb")
    assert ask(settings_of(home, raw), "SELECT count(*) FROM ingest_errors WHERE NOT is_resolved") == [(len(left),)]
    assert warm.run(home, raw)["did_nothing"]
    fault(f"a file that {_SAID.get(how, f'is {how}')} while it is read", sees=done["said"].split("):\n")[-1].replace(name, "post/a.txt"))


_SAID = {"grows": "grows", "shrinks": "shrinks", "gone": "vanishes before it is"}


def test_of_a_file_in_several_batches_no_record_is_torn(warm: Warm, tmp_path: Path) -> None:
    home, raw, name = tmp_path / "home", tmp_path / "raw", "wire/many.jsonl"
    lay_all(raw, {**SMALL, name: MANY})
    done = warm.do("scenarios:changing", home=str(home), raw=str(raw), name=name, how="rewritten", behind=2, batch_size=5)
    assert [uri for uri, _, _ in done["failures"]] == [name]
    texts = {text for (text,) in ask(settings_of(home, raw), "SELECT text FROM articles WHERE source_id = 'wire'")}
    assert texts
    assert texts < {json.loads(line)["body"] for line in MANY.splitlines()}  # of the first version alone, as far as it was read
    warm.run(home, raw)
    assert ask(settings_of(home, raw), "SELECT count(*) FROM articles WHERE text LIKE '%2023.'") == [(30,)]
    assert ask(settings_of(home, raw), "SELECT count(*) FROM articles WHERE text LIKE '%June 2024.'") == [(0,)]


def test_a_new_file_that_changes_is_no_article_until_it_is_whole(warm: Warm, tmp_path: Path, fault: Recorder) -> None:
    home, raw = tmp_path / "home", tmp_path / "raw"
    lay_all(raw, {**SMALL, "wire/new.jsonl": MANY})
    done = warm.do("scenarios:changing", home=str(home), raw=str(raw), name="wire/new.jsonl", how="grows", behind=0)
    assert [uri for uri, _, _ in done["failures"]] == ["wire/new.jsonl"]
    assert ask(settings_of(home, raw), "SELECT count(*) FROM articles") == [(len(SMALL),)]
    (raw / "wire/new.jsonl").unlink()
    warm.run(home, raw)
    assert ask(settings_of(home, raw), "SELECT count(*) FROM ingest_errors WHERE NOT is_resolved") == [(0,)]
    fault("a new file that grows while it is read", sees=done["said"].split("):\n")[-1].replace("wire/new.jsonl", "post/a.txt"))


def test_a_sidecar_that_changes_while_it_is_read(warm: Warm, tmp_path: Path, fault: Recorder) -> None:
    home, raw = tmp_path / "home", tmp_path / "raw"
    lay_all(raw, {**SMALL, "harbour-post/strike.txt.meta.json": '{"url": "https://post.example/2024"}'})
    beside = "harbour-post/strike.txt.meta.json"
    done = warm.do("scenarios:changing", home=str(home), raw=str(raw), name=beside, how="rewritten", behind=0)
    assert [uri for uri, _, _ in done["failures"]] == ["harbour-post/strike.txt"]
    assert ask(settings_of(home, raw), "SELECT count(*) FROM articles WHERE source_id = 'harbour-post'") == [(0,)]
    warm.run(home, raw)
    assert ask(settings_of(home, raw), "SELECT url FROM articles WHERE source_id = 'harbour-post'") == [("https://post.example/2023",)]
    fault("a sidecar that changes while it is read", sees=done["said"].split("):\n")[-1])


def test_a_file_that_is_written_without_pause_is_never_read_torn(tmp_path: Path, fault: Recorder) -> None:
    """The writer puts one letter, then the other, over the whole file: a read that is not refused holds one letter alone."""
    place, size = tmp_path / "a.txt", 400_000
    place.write_bytes(b"a" * size)
    with place.open("r+b", buffering=0) as file:
        stamps = {(os.pwrite(file.fileno(), b"a", 0), os.fstat(file.fileno()).st_mtime_ns) for _ in range(50)}
    if len(stamps) < 50:
        pytest.skip("the file system stamps several writes with one moment: a change cannot be told at once")
    stop = threading.Event()

    def write() -> None:
        with place.open("r+b", buffering=0) as file:
            while not stop.is_set():
                for letter, pause in ((b"b", 0.002), (b"a", 0.002), (b"b", 0.03), (b"a", 0.03)):
                    for start in range(0, size, 50_000):
                        os.pwrite(file.fileno(), letter * 50_000, start)
                    stop.wait(pause)

    writer = threading.Thread(target=write)
    writer.start()
    n_refused = n_read = 0
    try:
        while n_refused < 100 or n_read < 20:
            try:
                with open_regular(place, at_rest) as file:
                    parts = []
                    while part := file.read(30_000):
                        parts.append(part)
                payload = b"".join(parts)
            except ChangedWhileReadError:
                n_refused += 1
                continue
            n_read += 1
            assert payload in (b"a" * size, b"b" * size)
    finally:
        stop.set()
        writer.join()
    fault("a file that is written to without pause", tries=100, sees="a.txt was changed while it was read.")
