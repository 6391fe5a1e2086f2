"""What a child may do to itself, without any right on the machine: a file system of its own, and no rights of root."""

from __future__ import annotations

import ctypes
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

_NEW_MOUNTS, _NEW_USER = 0x00020000, 0x10000000
_PRIVATE, _RECURSIVE, _REMOUNT, _READ_ONLY = 1 << 18, 1 << 14, 1 << 5, 1
_CAPABILITIES_3 = 0x20080522


class RefusedError(Exception):
    """The system allows no user namespace."""


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def enter() -> None:
    """Have mounts of one's own. Raises RefusedError."""
    user, group = os.getuid(), os.getgid()
    if _libc().unshare(_NEW_USER | _NEW_MOUNTS):
        raise RefusedError(os.strerror(ctypes.get_errno()))
    try:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"0 {user} 1")
        Path("/proc/self/gid_map").write_text(f"0 {group} 1")
        _mount(None, "/", None, _RECURSIVE | _PRIVATE, None)
    except OSError as error:
        raise RefusedError(str(error)) from error


def mount_memory(place: Path, size: int) -> None:
    """A file system in memory that holds so many bytes. Raises RefusedError."""
    try:
        _mount("tmpfs", str(place), "tmpfs", 0, f"size={size}")
    except OSError as error:
        raise RefusedError(str(error)) from error


def make_read_only(place: Path) -> None:
    """The file system mounted there takes no more writes."""
    _mount(None, str(place), None, _REMOUNT | _READ_ONLY, None)


def _mount(what: str | None, where: str, kind: str | None, flags: int, data: str | None) -> None:
    encoded = [None if value is None else value.encode() for value in (what, where, kind, data)]
    if _libc().mount(encoded[0], encoded[1], encoded[2], ctypes.c_ulong(flags), encoded[3]):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), where)


def drop_rights() -> None:
    """Root keeps its number and loses what makes it root: permissions hold for it as for anybody."""
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    if _libc().capset(header, nothing):
        raise OSError(ctypes.get_errno(), "capset")


def in_child(work: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """What `work(report, …)` gives, in a process of its own that shares this one's mounts: as a command is one."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            value = work(lambda **_: None, *arguments, **named)
            with os.fdopen(writing, "w", encoding="utf-8") as stream:
                json.dump(value, stream)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        told = stream.read()
    os.waitpid(pid, 0)
    if not told:
        raise RuntimeError(f"{work.__name__} ended without a word")
    return json.loads(told)
