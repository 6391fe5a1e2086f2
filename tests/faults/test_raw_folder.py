"""Everything that may lie in a folder and is no good file: told with its name, and nothing else is lost for it."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from invented import BRIDGE, FLOOD, SMALL, STRIKE
from layout import lay, lay_all
from published import ask, holds
from record import Recorder
from runs import settings_of
from warm import Warm

P = "harbour-post"
# What stands at the place: (fault, uri of the row in ingest_errors, code).
REJECTED = (
    ("a dangling symbolic link", f"{P}/dangling.txt", "dangling_link"),
    ("a symbolic link that leads out of the raw folder", f"{P}/escaping.txt", "escaping_link"),
    ("a symbolic link to a folder outside", f"{P}/outside", "escaping_link"),
    ("a loop of symbolic links", f"{P}/loop.txt", "dangling_link"),
    ("a named pipe", f"{P}/pipe.txt", "not_a_file"),
    ("a socket", f"{P}/socket.txt", "not_a_file"),
    ("a symbolic link to a device", f"{P}/zero.txt", "escaping_link"),
    ("a file that may not be read", f"{P}/secret.txt", "unreadable"),
    ("a folder that may not be listed", f"{P}/closed", "unreadable"),
    ("a file of zero bytes", f"{P}/empty.txt", "empty_file"),
    ("a sidecar that is no JSON", f"{P}/sidecar.txt", "bad_sidecar"),
    ("a sidecar that is a folder", f"{P}/folder-beside.txt.meta.json", "bad_sidecar"),
    ("a sidecar with a value of the wrong kind", f"{P}/value.txt", "bad_metadata"),
    ("a source.toml that is no TOML", "torn-source/source.toml", "bad_source"),
    ("a source.toml with a wrong value", "wrong-source/source.toml", "bad_source"),
    ("a source.toml that is a folder", "folder-source/source.toml", "bad_source"),
)  # fmt: skip
# Articles that are read all the same: (fault, uri).
READ = (
    ("a folder named x.txt", f"{P}/x.txt/in.txt"),
    ("a name with a line break", f"{P}/line%0Abreak.txt"),
    ("a name that is no UTF-8", f"{P}/caf%E9.txt"),
    ("a name of 255 bytes", f"{P}/{'n' * 251}.txt"),
    ("names that differ in case alone", f"{P}/CLASH.txt"),
    ("names that differ in case alone", f"{P}/clash.txt"),
    ("a folder 60 deep", f"{P}/{'d/' * 60}deep.txt"),
)  # fmt: skip


@dataclass(frozen=True)
class Done:
    """The run over all of it."""

    home: Path
    raw: Path
    said: dict[str, Any]


@pytest.fixture(scope="module")
def done(warm: Warm, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    folder = tmp_path_factory.mktemp("odd")
    home, raw = folder / "home", folder / "raw"
    lay_all(raw, SMALL)
    numbers = iter(range(2, 99))

    def text() -> str:  # no two are alike
        return FLOOD.replace("4,000", f"{next(numbers)},000")

    for _, uri in READ:
        path = uri.replace("%0A", "\n").replace("%E9", "\udce9")
        place = raw / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text())
    for name in ("secret", "sidecar", "folder-beside", "value"):
        lay(raw, f"{P}/{name}.txt", text())
    for source in ("torn-source", "wrong-source", "folder-source"):
        lay(raw, f"{source}/a.txt", text())
    (folder / "elsewhere.txt").write_text(STRIKE)
    (raw / P / "dangling.txt").symlink_to("nowhere.txt")
    (raw / P / "escaping.txt").symlink_to(folder / "elsewhere.txt")
    (raw / P / "outside").symlink_to(folder)
    (raw / P / "loop.txt").symlink_to("pool.txt")
    (raw / P / "pool.txt").symlink_to("loop.txt")
    (raw / P / "round").symlink_to(raw / P)  # a loop of folders
    (raw / P / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(raw / P / "pipe.txt")
    short = tempfile.mkdtemp(prefix="dl-")  # a socket's path has a hundred characters at most
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{short}/s")
        Path(short, "s").rename(raw / P / "socket.txt")
    (raw / P / "empty.txt").touch()
    (raw / P / "closed").mkdir()
    lay(raw, f"{P}/closed/in.txt", BRIDGE)
    lay(raw, f"{P}/sidecar.txt.meta.json", '{"url": ')
    (raw / P / "folder-beside.txt.meta.json").mkdir()
    lay(raw, f"{P}/value.txt.meta.json", '{"published_at": "the day before yesterday"}')
    lay(raw, "torn-source/source.toml", "name = ")
    lay(raw, "wrong-source/source.toml", 'name = "The Quay"\ncountry = "Atlantis"\n')
    (raw / "folder-source/source.toml").mkdir()
    modes = {str(raw / P / "secret.txt"): 0, str(raw / P / "closed"): 0}
    said = warm.do("scenarios:without_rights", home=str(home), raw=str(raw), modes=modes)
    yield Done(home, raw, said)
    shutil.rmtree(short)


def test_it_comes_to_an_end_with_what_can_be_read(done: Done) -> None:
    assert done.said["exit"] == 1
    holds(done.home / "warehouse.duckdb")
    uris = {uri for (uri,) in ask(settings_of(done.home, done.raw), "SELECT uri FROM articles")}
    beside = {f"{P}/{name}.txt" for name in ("sidecar", "folder-beside", "value")}
    sources = {"torn-source/a.txt", "wrong-source/a.txt", "folder-source/a.txt"}
    assert uris == {*SMALL, *(uri for _, uri in READ), *beside, *sources}


@pytest.mark.parametrize(("what", "uri", "code"), REJECTED)
def test_what_is_no_document_is_told(what: str, uri: str, code: str, done: Done, fault: Recorder) -> None:
    told = ask(settings_of(done.home, done.raw), "SELECT uri, error_code, message, hint FROM ingest_errors")
    rows = {str(where): (what, f"{message} {hint}") for where, what, message, hint in told}
    assert uri in rows, sorted(rows)
    assert rows[uri][0] == code
    fault(what, sees=rows[uri][1])


@pytest.mark.parametrize(("what", "uri"), READ)
def test_odd_names_are_read(what: str, uri: str, done: Done, fault: Recorder) -> None:
    assert ask(settings_of(done.home, done.raw), f"SELECT count(*) FROM articles WHERE uri = '{uri}'") == [(1,)]
    shown = uri if len(uri) < 60 else f"{uri[:30]}…{uri[-12:]}"
    fault(what, sees=f"the article, at {shown}")


def test_when_it_is_mended_nothing_of_it_is_left(done: Done, warm: Warm) -> None:
    """The last test of the folder: it takes the faults away."""
    for path in sorted((done.raw / P).iterdir()):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            path.unlink()
    (done.raw / P / "empty.txt").unlink()
    for beside in ("sidecar", "value"):
        (done.raw / P / f"{beside}.txt.meta.json").unlink()
    (done.raw / P / "folder-beside.txt.meta.json").rmdir()
    for source in ("torn-source", "wrong-source"):
        (done.raw / source / "source.toml").unlink()
    (done.raw / "folder-source/source.toml").rmdir()
    again = warm.command(done.home, done.raw)
    assert (again["exit"], again["failures"]) == (0, [])
    assert ask(settings_of(done.home, done.raw), "SELECT uri FROM ingest_errors WHERE NOT is_resolved") == []
    hidden = f"('{P}/secret.txt', '{P}/closed/in.txt')"
    assert ask(settings_of(done.home, done.raw), f"SELECT count(*) FROM articles WHERE uri IN {hidden}") == [(2,)]


def test_ten_thousand_files_in_one_folder(warm: Warm, tmp_path: Path, fault: Recorder) -> None:
    """Copies of few texts: the folder is large, the corpus is small."""
    home, raw = tmp_path / "home", tmp_path / "raw"
    folder = raw / P
    folder.mkdir(parents=True)
    for n in range(10_000):
        (folder / f"{n:05}.txt").write_text(FLOOD.replace("4,000", f"{2 + n % 3},000"))
    began = time.monotonic()
    done = warm.command(home, raw)
    assert (done["exit"], done["counts"]["n_new"]) == (0, 3)
    holds(home / "warehouse.duckdb")
    assert ask(settings_of(home, raw), "SELECT count(*) FROM article_locations WHERE is_present") == [(10_000,)]
    (folder / "00005.txt").unlink()
    assert not warm.command(home, raw)["did_nothing"]
    assert ask(settings_of(home, raw), "SELECT count(*) FROM article_locations WHERE is_present") == [(9_999,)]
    print(f"10,000 files in one folder: {time.monotonic() - began:.0f} s for a run, and for a run behind the removal of one")
    fault("10,000 files in one folder")
