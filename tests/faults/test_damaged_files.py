"""Files of the home that are damaged, lost, of another release: never misread; set aside, made anew or refused, and said so."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from invented import BRIDGE, FLOOD, SMALL
from layout import lay, lay_all
from published import ask, holds, public
from record import NOTHING, Recorder
from runs import settings_of
from warm import Warm

from pipeline.ingest import ObjectStore, ObjectStoreError
from pipeline.warehouse.connect import WarehouseError, build_file, published_connection

_BLOCK = 4096


def _over(path: Path, start: int, payload: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(payload)


def _cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _zeros(path: Path) -> None:
    size = path.stat().st_size
    _over(path, size // 4, bytes(size // 2))


def _head(path: Path) -> None:
    _over(path, 0, b"\xff" * 3 * _BLOCK)


def _one_bit(path: Path) -> None:
    """In each block: whichever is read first shows it."""
    for start in range(3 * _BLOCK + 100, path.stat().st_size, 262_144):
        _over(path, start, b"\xa5")


def _other(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 this is something else\n" * 5_000)


def _log(path: Path) -> None:
    path.with_name(f"{path.name}.wal").write_bytes(b"\x00garbage\xff" * 5_000)


DAMAGES: dict[str, Callable[[Path], None]] = {
    "cut in two": _cut, "empty": _empty, "zeros in the middle": _zeros, "garbage in its head": _head,
    "a wrong byte in each block": _one_bit,
    "another kind of file": _other, "garbage in its write-ahead log": _log,
}  # fmt: skip


@pytest.fixture(scope="module")
def made(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw/ and home/, two runs done: copied by each test."""
    folder = tmp_path_factory.mktemp("made")
    lay_all(folder / "raw", {**SMALL, "wire/flood.txt": FLOOD})
    warm.run(folder / "home", folder / "raw")
    (folder / "raw/wire/flood.txt").unlink()  # stands in the history
    warm.run(folder / "home", folder / "raw")
    return folder


@pytest.fixture
def places(made: Path, tmp_path: Path) -> tuple[Path, Path]:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "home", tmp_path / "raw"


def finished(home: Path, raw: Path, warm: Warm) -> str:
    """Run until a run comes to its end, twice at most: some damage shows only when a block is read. Returns what was said."""
    first = warm.command(home, raw)
    said = [first["said"], *first.get("log", ())]
    holds(home / "warehouse.duckdb")
    if first["exit"] != 0:
        assert first["exit"] == 3
        second = warm.command(home, raw)
        assert second["exit"] == 0, second["said"]
        said += [second["said"], *second["log"]]
    return " ".join(filter(None, said))


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_build_file(damage: str, places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    lay(raw, "wire/bridge.txt", BRIDGE)
    DAMAGES[damage](build_file(home))
    said = finished(home, raw, warm)
    settings = settings_of(home, raw)
    warm.run(home.parent / "fresh", raw)
    assert holds(home / "warehouse.duckdb") == holds(home.parent / "fresh/warehouse.duckdb")
    assert ask(settings, "SELECT uri FROM history.articles") == [("wire/flood.txt",)]
    assert warm.run(home, raw)["did_nothing"]
    assert "damaged" in said or damage in ("empty", "garbage in its write-ahead log"), said
    fault(f"the build file: {damage}", sees=said or NOTHING)


@pytest.mark.parametrize("damage", [name for name in DAMAGES if name != "garbage in its write-ahead log"])
def test_a_damaged_published_file(damage: str, places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    before = public(settings_of(home, raw))
    warehouse = home / "warehouse.duckdb"
    DAMAGES[damage](warehouse)
    said = NOTHING
    try:
        found = public(settings_of(home, raw))
    except (WarehouseError, duckdb.Error) as error:
        said = str(error)
    else:
        assert found != before or damage == "a wrong byte in each block"
    done = warm.command(home, raw)
    assert done["exit"] == 0, done["said"]
    assert holds(warehouse) == before
    fault(f"the published file: {damage}", sees=f"readers: {said}")


def test_a_deleted_published_file(places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    before = public(settings_of(home, raw))
    (home / "warehouse.duckdb").unlink()
    with pytest.raises(WarehouseError, match="Build it with `dateline run`") as said:
        published_connection(home / "warehouse.duckdb")
    assert warm.command(home, raw)["exit"] == 0
    assert holds(home / "warehouse.duckdb") == before
    fault("the published file: deleted", sees=f"readers: {said.value}")


@pytest.mark.parametrize("damage", ["cut in two", "empty", "another kind of file"])
def test_a_damaged_object(damage: str, places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    store = ObjectStore(home / "objects")
    digest = min(store.digests())
    DAMAGES[damage](store.path(digest))
    assert list(store.verify()) == [digest]
    with pytest.raises(ObjectStoreError, match="damaged") as said:
        store.get(digest)
    before = public(settings_of(home, raw))
    lay(raw, "wire/bridge.txt", BRIDGE)
    assert warm.command(home, raw)["exit"] == 0
    (raw / "wire/bridge.txt").unlink()
    assert warm.command(home, raw)["exit"] == 0
    assert holds(home / "warehouse.duckdb") == before
    fault(f"the raw bytes of an article: {damage}", sees=str(said.value).replace(digest, "4f…").replace(f"/{digest[:2]}/", "/4f/"))


def _older(path: Path) -> None:
    """As a release without some of today's columns left it."""
    with duckdb.connect(str(path)) as con:
        con.execute("ALTER TABLE main.events DROP COLUMN certainty")
        con.execute("ALTER TABLE main.articles DROP COLUMN credit")
        con.execute("ALTER TABLE state.files DROP COLUMN n_documents")
        con.execute("UPDATE state.facts SET value = 'older' WHERE key = 'shape'")


def test_a_build_file_of_an_older_release(places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    _older(build_file(home))
    lay(raw, "wire/bridge.txt", BRIDGE)
    done = warm.command(home, raw)
    assert done["exit"] == 0, done["said"]
    warm.run(home.parent / "fresh", raw)
    assert holds(home / "warehouse.duckdb") == holds(home.parent / "fresh/warehouse.duckdb")
    fault("the build file: of an older release", sees=done["said"] or NOTHING)


def test_a_published_file_of_an_older_release(places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    with duckdb.connect(str(home / "warehouse.duckdb")) as con:
        con.execute("ALTER TABLE main.quotes DROP COLUMN quote_group_id")
        con.execute("ALTER TABLE main.articles DROP COLUMN credit")
        con.execute("UPDATE _meta SET value = '0' WHERE key = 'schema_version'")
    lay(raw, "wire/bridge.txt", BRIDGE)
    done = warm.command(home, raw)
    assert done["exit"] == 0, done["said"]
    warm.run(home.parent / "fresh", raw)
    assert holds(home / "warehouse.duckdb") == holds(home.parent / "fresh/warehouse.duckdb")
    fault("the published file: of an older release", sees=done["said"] or NOTHING)


def test_files_of_a_newer_release(places: tuple[Path, Path], warm: Warm, fault: Recorder) -> None:
    home, raw = places
    with duckdb.connect(str(build_file(home))) as con:
        con.execute("UPDATE state.facts SET value = '99' WHERE key = 'schema_version'")
        con.execute("UPDATE state.facts SET value = 'newer' WHERE key = 'shape'")
    before, published = build_file(home).read_bytes(), (home / "warehouse.duckdb").read_bytes()
    lay(raw, "wire/bridge.txt", BRIDGE)
    done = warm.command(home, raw)
    assert done["exit"] == 3
    assert "newer release" in done["said"]
    assert build_file(home).read_bytes() == before
    assert (home / "warehouse.duckdb").read_bytes() == published
    fault("the build file: of a newer release", sees=done["said"])
    with duckdb.connect(str(home / "warehouse.duckdb")) as con:
        con.execute("UPDATE _meta SET value = '99' WHERE key = 'schema_version'")
    with pytest.raises(WarehouseError, match="newer release") as said:
        published_connection(home / "warehouse.duckdb")
    fault("the published file: of a newer release", sees=f"readers: {said.value}")
