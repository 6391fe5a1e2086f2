"""A disk that is full, a quota that is used up, a home that cannot be written to: told, and gone on from when there is room."""

from __future__ import annotations

import base64
import json
import random
from pathlib import Path

import pytest
from invented import BRIDGE, FLOOD, SMALL
from layout import lay_all
from published import holds
from record import Recorder
from warm import Warm

_KIB, _MIB = 1 << 10, 1 << 20
REFUSED = "the system allows no user namespace: a disk cannot be filled"


def _record(number: int) -> str:
    """A small record of many bytes that do not shrink when they are compressed: an object of some size."""
    junk = base64.b85encode(random.Random(number).randbytes(120_000)).decode()
    return json.dumps({"id": f"r{number}", "body": f"The quay of Beira was closed on {number} June 2024.", "pixels": junk})


CORPORA = [
    SMALL,
    {**SMALL, "harbour-post/bridge.txt": BRIDGE, "wire/1.jsonl": _record(1)},
    {**SMALL, "harbour-post/flood.txt": FLOOD, "wire/2.jsonl": _record(2)},
]
# Bytes left on the disk. The first ones are met by raw bytes that are new, and fail at the object store.
ROOMS = [64 * _KIB, 96 * _KIB, 0, 16 * _KIB, 400 * _KIB, 2 * _MIB, 5 * _MIB, 7 * _MIB, 9 * _MIB, 40 * _MIB]


@pytest.fixture(scope="module")
def expected(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """What each corpus publishes where there is room."""
    digests = []
    for corpus in CORPORA:
        folder = tmp_path_factory.mktemp("room")
        lay_all(folder / "raw", corpus)
        warm.run(folder / "home", folder / "raw")
        digests.append(holds(folder / "home/warehouse.duckdb"))
    return digests


def test_a_full_disk(warm: Warm, tmp_path: Path, expected: list[dict[str, str]], fault: Recorder) -> None:
    (tmp_path / "raw").mkdir()
    tries = warm.do("scenarios:full_disk", home=str(tmp_path / "home"), raw=str(tmp_path / "raw"), corpora=CORPORA, rooms=ROOMS)
    if tries is None:
        pytest.skip(REFUSED)
    before, messages = expected[0], dict[str, list[str]]()
    for number, one in enumerate(tries, 1):
        after = expected[number % len(CORPORA)]
        assert one["between"]["failed"] == []
        assert one["between"]["digests"] == (before if one["short"]["exit"] else after), one["short"]
        assert (one["after"]["exit"], one["end"]["digests"], one["left"]) == (0, after, []), one
        if one["short"]["exit"]:
            said = one["short"]["said"]
            assert "is full" in said or "No space left" in said, said
            assert "room" in said
            messages.setdefault(one["short"]["stage"], []).append(said)
        before = after
    assert {"reading", "publishing"} <= set(messages)
    for stage, said in sorted(messages.items()):
        fault(f"disk full while {stage}", tries=len(said), sees=said[0])


@pytest.mark.parametrize("limit", [2 * _KIB, 64 * _KIB, 300 * _KIB, _MIB, 3 * _MIB])
def test_a_limit_on_the_size_of_files(limit: int, warm: Warm, tmp_path: Path, expected: list[dict[str, str]], fault: Recorder) -> None:
    home, raw = tmp_path / "home", tmp_path / "raw"
    lay_all(raw, CORPORA[0])
    warm.run(home, raw)
    lay_all(raw, CORPORA[1])
    short = warm.do("scenarios:small_files_only", home=str(home), raw=str(raw), limit=limit)
    assert short["exit"] != 0
    assert any(words in short["said"] for words in ("the size that the system allows", "disk is full", "could not be kept")), short["said"]
    assert "room" in short["said"]
    assert holds(home / "warehouse.duckdb") == expected[0]
    warm.run(home, raw)
    assert holds(home / "warehouse.duckdb") == expected[1]
    fault("a limit on the size of files", sees=short["said"])


def test_a_disk_that_became_read_only(warm: Warm, tmp_path: Path, expected: list[dict[str, str]], fault: Recorder) -> None:
    (tmp_path / "raw").mkdir()
    done = warm.do("scenarios:read_only_home", home=str(tmp_path / "home"), raw=str(tmp_path / "raw"), corpora=CORPORA[:2])
    if done is None:
        pytest.skip(REFUSED)
    assert done["exit"] == 3
    assert "cannot be written to" in done["said"]
    assert (done["end"]["failed"], done["end"]["digests"]) == ([], expected[0])
    fault("a disk that became read-only", sees=done["said"])


def test_a_home_that_may_not_be_written(warm: Warm, tmp_path: Path, expected: list[dict[str, str]], fault: Recorder) -> None:
    home, raw = tmp_path / "home", tmp_path / "raw"
    lay_all(raw, CORPORA[0])
    warm.run(home, raw)
    lay_all(raw, CORPORA[1])
    modes = {str(home): 0o555, str(home / "build.duckdb"): 0o444, str(home / "run.lock"): 0o444}
    done = warm.do("scenarios:without_rights", home=str(home), raw=str(raw), modes=modes)
    assert done["exit"] == 3
    assert "may not be written" in done["said"]
    assert holds(home / "warehouse.duckdb") == expected[0]
    warm.run(home, raw)
    assert holds(home / "warehouse.duckdb") == expected[1]
    fault("a home that may not be written to", sees=done["said"])
