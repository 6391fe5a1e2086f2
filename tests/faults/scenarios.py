"""Faults of the file system, as children of the warm process live through them: each in mounts of its own."""

from __future__ import annotations

import io
import os
import resource
import shutil
import sys
import time
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from inspect import getsource
from pathlib import Path
from typing import Any

import namespace
import runs
from layout import lay_all
from published import left_over

from pipeline.ingest import files, reading
from pipeline.warehouse.lock import run_lock

Report = runs.Report
_MEGABYTE = 1 << 20
_FILLER = "filler"


def full_disk(report: Report, home: str, raw: str, corpora: list[dict[str, str]], rooms: list[int]) -> list[dict[str, Any]] | None:
    """A home on a disk of its own, and runs for which it has only so many bytes left; behind each one with room enough. None where the
    system does not allow it."""
    try:
        namespace.enter()
        Path(home).mkdir()
        namespace.mount_memory(Path(home), 400 * _MEGABYTE)
    except namespace.RefusedError:
        return None
    lay_all(Path(raw), corpora[0])
    namespace.in_child(runs.go, home, raw)
    tries = []
    for number, room in enumerate(rooms, 1):
        lay_all(Path(raw), corpora[number % len(corpora)])
        _fill(Path(home), room)
        short = namespace.in_child(runs.as_command, home, raw)
        between = namespace.in_child(runs.look, f"{home}/warehouse.duckdb")
        Path(home, _FILLER).unlink()
        after = namespace.in_child(runs.as_command, home, raw)
        tries.append({"room": room, "short": short, "between": between, "after": after, "end": namespace.in_child(
            runs.look, f"{home}/warehouse.duckdb"), "left": left_over(Path(home))})  # fmt: skip
        report(room=room, exit=short["exit"], stage=short["stage"], said=short["said"])
    return tries


def _fill(home: Path, room: int) -> None:
    """Leave so many bytes on the disk."""
    state = os.statvfs(home)
    with Path(home, _FILLER).open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, state.f_bavail * state.f_frsize - room)


def small_files_only(report: Report, home: str, raw: str, limit: int) -> dict[str, Any]:
    """A run that may write files of so many bytes at most, as under a quota of the shell (`ulimit -f`)."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    return runs.as_command(report, home, raw)


def without_rights(report: Report, home: str, raw: str, modes: Mapping[str, int]) -> dict[str, Any]:
    """A run by somebody whom permissions bind, with these permissions on these paths; they are given back afterwards."""
    before = {path: Path(path).stat().st_mode & 0o7777 for path in modes}
    try:
        for path, mode in modes.items():
            Path(path).chmod(mode)
        done: dict[str, Any] = namespace.in_child(_bound, home, raw)
        return done
    finally:
        for path, mode in before.items():
            Path(path).chmod(mode)


def _bound(report: Report, home: str, raw: str) -> dict[str, Any]:
    namespace.drop_rights()
    return runs.as_command(report, home, raw)


def read_only_home(_report: Report, home: str, raw: str, corpora: list[dict[str, str]]) -> dict[str, Any] | None:
    """A disk that has become read-only under the home. None where the system does not allow it."""
    try:
        namespace.enter()
        Path(home).mkdir()
        namespace.mount_memory(Path(home), 400 * _MEGABYTE)
    except namespace.RefusedError:
        return None
    lay_all(Path(raw), corpora[0])
    namespace.in_child(runs.go, home, raw)
    lay_all(Path(raw), corpora[1])
    namespace.make_read_only(Path(home))
    said = namespace.in_child(runs.as_command, home, raw)
    return {**said, "end": namespace.in_child(runs.look, f"{home}/warehouse.duckdb")}


def changing(report: Report, home: str, raw: str, name: str, how: str, behind: int, **options: Any) -> dict[str, Any]:
    """A run under which one file of raw/ changes, when so many reads of it have been done: `grows`, `shrinks`, `rewritten`, `moved`,
    `removed`; or `gone`, between the walk over the folder and the reading."""
    place = Path(raw, name)
    if how == "gone":

        def vanishing(path: Path, at_rest: files.AtRest | None = None) -> io.FileIO:
            if path == place:
                path.unlink(missing_ok=True)
            return files.open_regular(path, at_rest)

        vars(reading)["open_regular"] = vanishing
        return runs.as_command(report, home, raw, **options)
    number, n_reads, read = place.stat().st_ino, 0, files._Unchanging.readinto

    def disturbed(self: Any, buffer: Any) -> int:
        nonlocal n_reads
        if os.fstat(self.fileno()).st_ino == number:
            if n_reads == behind:
                change(place, how)
            n_reads += 1
        return read(self, buffer)

    files._Unchanging.readinto = disturbed  # type: ignore[method-assign]
    done = runs.as_command(report, home, raw, **options)
    assert n_reads > behind, f"{name} was read {n_reads} times only"
    return done


def change(place: Path, how: str) -> None:
    """What another program does to the file."""
    if how == "grows":
        with place.open("ab") as file:
            file.write(b'{"id": "late", "body": "The quay of Beira was closed on 9 June 2024."}\n')
    elif how == "shrinks":
        os.truncate(place, place.stat().st_size // 2)
    elif how == "rewritten":
        with place.open("r+b") as file:
            payload = file.read().replace(b"2024", b"2023")
            file.seek(0)
            file.write(payload)
    elif how == "moved":
        place.rename(place.with_name(f"moved-{place.name}"))
    else:
        place.unlink()


def holding(report: Report, home: str, seconds: float) -> None:
    """Hold the lock of a home, as a long run does."""
    with run_lock(Path(home)):
        report(held=True)
        time.sleep(seconds)


def deleting(report: Report, home: str, raw: str, stage: str) -> dict[str, Any]:
    """A run under which the home is deleted when a stage begins."""

    def told(**message: Any) -> None:
        if message.get("stage") == stage:
            shutil.rmtree(home)
        report(**message)

    return runs.as_command(told, home, raw)


def at(report: Report, home: str, raw: str, days: float) -> dict[str, Any]:
    """A run on a machine whose clock is set so many days from now. Every reading of the clock is: only the process knows that. Where the
    class is but a type of values it stays what it is."""
    shift = timedelta(days=days)

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Shifted:
            return cls.fromtimestamp((datetime.now(tz) + shift).timestamp(), tz)

    ours = [m for name, m in sys.modules.items() if name.startswith("pipeline.") and getattr(m, "datetime", None) is datetime]
    for module in [m for m in ours if "datetime.now(" in getsource(m)]:
        module.datetime = Shifted  # type: ignore[attr-defined]
    return runs.as_command(report, home, raw)
