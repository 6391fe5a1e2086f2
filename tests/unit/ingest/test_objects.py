"""The store of raw bytes: whole or not at all, once, and checked when read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest import ObjectStore, ObjectStoreError
from pipeline.ingest.identity import sha256
from pipeline.ingest.objects import intake


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.binary(max_size=2000))
def test_what_is_put_comes_back(tmp_path: Path, payload: bytes) -> None:
    store = ObjectStore(tmp_path / "objects")
    store.put(sha256(payload), payload)
    assert store.get(sha256(payload)) == payload
    assert sha256(payload) in list(store.digests())


def test_the_same_bytes_are_written_once_and_the_same_everywhere(tmp_path: Path) -> None:
    stores = [ObjectStore(tmp_path / name) for name in ("a", "b")]
    digest = sha256(b"text")
    for store in stores:
        store.put(digest, b"text")
    first = stores[0].path(digest)
    before = first.stat()
    stores[0].put(digest, b"text")
    assert first.stat() == before
    assert first.read_bytes() == stores[1].path(digest).read_bytes()
    assert [path.name for path in first.parent.iterdir()] == [first.name]  # nothing temporary stays


def test_damage_and_absence_are_told_with_advice(tmp_path: Path) -> None:
    store = ObjectStore(tmp_path)
    good, cut, other = sha256(b"good"), sha256(b"cut" * 1000), sha256(b"other")
    store.put(good, b"good")
    store.put(cut, b"cut" * 1000)
    store.put(other, b"not what it says")
    path = store.path(cut)
    path.write_bytes(path.read_bytes()[:-12])
    assert sorted(store.verify()) == sorted([cut, other])
    assert store.has(good)
    for digest, words in ((cut, "damaged"), (other, "damaged"), (sha256(b"absent"), "not in the store")):
        with pytest.raises(ObjectStoreError, match=words):
            store.get(digest)


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("a file in its place")
    with pytest.raises(ObjectStoreError, match="DATELINE_HOME"):
        ObjectStore(tmp_path / "objects").put(sha256(b"x"), b"x")


def test_an_intake_has_kept_all_when_it_is_settled(tmp_path: Path) -> None:
    store = ObjectStore(tmp_path / "objects")
    payloads = {sha256(b"%d" % n): b"%d" % n for n in range(100)}
    with intake(store) as objects:
        for _ in range(2):
            for digest, payload in payloads.items():
                objects.put(digest, payload)
        objects.settle()
        assert list(store.digests()) == sorted(payloads)
        assert not list(store.verify())
        assert not list(store.folder.glob("??/.*"))


def test_an_intake_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("a file in its place")
    with intake(ObjectStore(tmp_path / "objects")) as objects:
        objects.put(sha256(b"x"), b"x")
        with pytest.raises(ObjectStoreError, match="DATELINE_HOME"):
            objects.settle()


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_only_digests_name_objects(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        ObjectStore(tmp_path).path(digest)
