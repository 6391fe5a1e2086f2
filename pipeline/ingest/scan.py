"""Scan: what lies below raw/, told by names and file states alone; no document is opened here.

Here belong the walk, the rules of which name is a document, and the state by which an unchanged file is recognised.
Not here: reading (`reading.py`), formats (`registry.py`), what a source states (`sources.py`).

The walk is lazy and its order is that of the names' bytes, folder by folder, so it is the same on every machine. What is
not a document comes out as `Ignored` with a reason, what should be one and cannot as `Rejection`: nothing is silent.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from pipeline.ingest.layout import PLAIN, Layout
from pipeline.ingest.registry import NOT_DOCUMENTS, READABLE, RECORDS, is_split, suffix_of, unreadable_hint
from pipeline.ingest.sources import SOURCE_FILE, UNSORTED, Folder, load_folder, load_source
from pipeline.model import Rejection, Source

SIDECAR_SUFFIX = ".meta.json"
# Names that need no second look: no hidden, invisible, ambiguous or escaped character, and a suffix that is read as one document.
_SIMPLE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ ,+=@~().-]*\.(?:txt|html?)")
_AMBIGUOUS_PERCENT = re.compile(r"%(?=[0-9A-Fa-f]{2})")


class FileState(NamedTuple):
    """One file that holds documents. Equal `signature` means: nothing that could change its documents has changed.

    A tuple, and paths as text: one is made for each of a hundred thousand files at every walk.
    """

    place: str  # path of the file
    uri: str
    source: Source
    size: int  # bytes
    mtime_ns: int
    has_sidecar: bool  # <file>.meta.json is there
    signature: str  # size, times and inode of file and sidecar, and digests of what the sources that it may name state
    layout: Layout = PLAIN  # of bulk files of its folder

    @property
    def path(self) -> Path:
        return Path(self.place)

    @property
    def sidecar(self) -> Path | None:
        return Path(self.place + SIDECAR_SUFFIX) if self.has_sidecar else None

    @property
    def source_id(self) -> str:
        return self.source.source_id


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something below raw/ that is not meant to be a document."""

    uri: str
    reason: str


class RawFolderError(Exception):
    """raw/ itself is not there or is no folder; the message has three parts."""


def scan(raw_dir: Path) -> Iterator[FileState | Rejection | Ignored]:
    """Walk `raw_dir` and yield one value for each name below it, in the order of the names' bytes.

    Symbolic links are followed to files inside raw/ only. Raises RawFolderError where `raw_dir` cannot be listed.
    """
    root = os.path.realpath(raw_dir)
    try:
        top = _listing(root)
    except OSError as error:
        raise RawFolderError(
            f"The raw folder cannot be listed: {error.strerror or error}. Looked at {raw_dir}. "
            "Make it and put one folder per outlet in it, or name another one with --raw or DATELINE_RAW."
        ) from error
    unsorted, problems = load_folder(Path(root, SOURCE_FILE), UNSORTED, SOURCE_FILE)
    yield from problems
    # A stack of (entries left, uri of the folder, what its source.toml states, key, names): folders may be nested without end.
    stack: list[tuple[Iterator[os.DirEntry[str]], str, Folder, str, frozenset[str]]] = [
        (iter(top), "", unsorted, _folder_key(unsorted), _names(top))
    ]
    everybody: str | None = None  # what all sources state, asked for when the first file comes that may name one
    while stack:
        entries, above, folder, key, names = stack[-1]
        source, layout = folder.source, folder.layout
        for entry in entries:  # goes on where it was left for a folder inside
            name = entry.name
            if _SIMPLE_NAME.fullmatch(name) and layout.split is None and (simple := _simple_file(entry, above, source, key, names)):
                yield simple
                continue
            uri = above + printable_uri(name)
            if reason := _ignored_name(name, names):
                if reason != _COMPANION:
                    yield Ignored(uri, reason)
                continue
            try:
                verdict = _look(entry, uri, root, source, key, names)
            except OSError as error:
                yield _rejected(uri, source, "unreadable", f"{uri} cannot be looked at: {error.strerror or error}.",
                                "Check its permissions and the disk, or move it out of raw/.")  # fmt: skip
                continue
            if isinstance(verdict, FileState):
                if verdict.has_sidecar or suffix_of(name) in RECORDS or is_split(name, layout):
                    everybody = everybody or _everybody(raw_dir)
                    verdict = verdict._replace(signature=f"{verdict.signature} {everybody}")
                yield verdict if layout is PLAIN else verdict._replace(layout=layout)
                continue
            if verdict is not None:
                yield verdict
                continue
            try:
                below = _listing(entry.path)
            except OSError as error:
                yield _rejected(uri, source, "unreadable", f"The folder {uri} cannot be listed: {error.strerror or error}.",
                                "Give read and search permission (chmod u+rx), or move it out of raw/.")  # fmt: skip
                continue
            if len(stack) == 1:  # a folder directly below raw/ is a source
                source_id = _source_id(name)
                folder, problems = load_folder(Path(entry.path, SOURCE_FILE), source_id, f"{uri}/{SOURCE_FILE}")
                key = _folder_key(folder)
                yield from problems
            stack.append((iter(below), f"{uri}/", folder, key, _names(below)))
            break
        else:
            stack.pop()


def _simple_file(entry: os.DirEntry[str], above: str, source: Source, key: str, names: frozenset[str]) -> FileState | None:
    """The state of a file whose name asks no questions; None where something else does. What `_look` finds, in a third of the time."""
    if not entry.is_file(follow_symlinks=False) or entry.name + SIDECAR_SUFFIX in names:
        return None
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError:
        return None  # `_look` tells
    return FileState(entry.path, above + entry.name, source, status.st_size, status.st_mtime_ns, False, f"{_stamp(status)} {key}")


def _everybody(raw_dir: Path) -> str:
    """A digest of what all sources state: a record or a sidecar may name another outlet than that of its folder."""
    return _digest(*(_source_key(other) for _, other in sorted(sources_below(raw_dir).items())))


def sources_below(raw_dir: Path) -> dict[str, Source]:
    """The sources of the folders directly below `raw_dir`, by id. What is wrong with their files, `scan` tells.

    For records that name their outlet (`"source": "…"`); an unlistable folder counts as empty.
    """
    try:
        folders = [entry for entry in _listing(os.path.realpath(raw_dir)) if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return {}
    return {source_id: load_source(Path(entry.path, SOURCE_FILE), source_id, SOURCE_FILE)[0]
            for entry in folders
            if not entry.name.startswith(".") and (source_id := _source_id(entry.name))}  # fmt: skip


def printable_uri(relative_path: str) -> str:
    """A path below raw/ as text that prints on one line, is valid UTF-8 and stands for that path only.

    Bytes that are no UTF-8, control and invisible characters and `#` (which begins the number of a record) become `%XX`
    of their bytes; so does a `%` that could be mistaken for such an escape. Separators become `/`.
    """
    path = relative_path.replace(os.sep, "/") if os.sep != "/" else relative_path
    if "%" in path:
        path = _AMBIGUOUS_PERCENT.sub("%25", path)
    if "#" not in path and path.isprintable():
        return path
    return "".join(char if char.isprintable() and char != "#" else "".join(f"%{byte:02X}" for byte in os.fsencode(char)) for char in path)


def _source_id(folder_name: str) -> str:
    # Some systems store "é" as two characters: the source, and with it every id, must be the same there.
    return unicodedata.normalize("NFC", printable_uri(folder_name))


def _listing(folder: str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        entries = list(found)
    if "".join([entry.name for entry in entries]).isascii():  # then the order of characters is that of bytes, and quicker to make
        return sorted(entries, key=attrgetter("name"))
    return sorted(entries, key=lambda entry: os.fsencode(entry.name))


def _names(entries: list[os.DirEntry[str]]) -> frozenset[str]:
    return frozenset(entry.name for entry in entries)


_COMPANION = "goes with another file"


def _ignored_name(name: str, names: frozenset[str]) -> str | None:
    if name.startswith("."):
        return "its name starts with a dot"
    if name.endswith(".part"):
        return "its name ends in .part: it is still being written"
    if name == SOURCE_FILE:
        return _COMPANION
    if name.endswith(SIDECAR_SUFFIX):
        owner = name.removesuffix(SIDECAR_SUFFIX)
        return _COMPANION if owner in names else f"it describes {printable_uri(owner)}, which is not there"
    return None


def _look(
    entry: os.DirEntry[str], uri: str, root: str, source: Source, key: str, names: frozenset[str]
) -> FileState | Rejection | Ignored | None:
    """The verdict on one entry; None for a folder to walk into. Raises OSError."""
    if entry.is_symlink():
        problem = _link_problem(entry, uri, root, source)
        if problem is not None:
            return problem
    status = entry.stat()
    if stat.S_ISDIR(status.st_mode):
        return None
    if not stat.S_ISREG(status.st_mode):
        return _rejected(uri, source, "not_a_file", f"{uri} is {_kind(status.st_mode)}, not a file.",
                         "Move it out of raw/, or copy what it gives into a file.")  # fmt: skip
    suffix = suffix_of(entry.name)
    if suffix not in READABLE:
        if suffix in NOT_DOCUMENTS or (suffix == "" and entry.name.isupper()):
            return Ignored(uri, NOT_DOCUMENTS.get(suffix, "a note (LICENSE, README …)"))
        code, hint = unreadable_hint(suffix)
        return _rejected(uri, source, code, f"{uri} has a format that is not read ({suffix or 'no suffix'}).", hint)
    signature = f"{_stamp(status)} {key}"
    has_sidecar = entry.name + SIDECAR_SUFFIX in names
    if has_sidecar:
        signature = f"{signature} {_stamp(os.stat(entry.path + SIDECAR_SUFFIX))}"  # noqa: PTH116 (a name with undecodable bytes)
    return FileState(entry.path, uri, source, status.st_size, status.st_mtime_ns, has_sidecar, signature)


def _stamp(status: os.stat_result) -> str:
    # The change time catches a rewrite that put the old modification time back; the inode a replacement.
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"


def _source_key(source: Source) -> str:
    return _digest(repr(source))


def _folder_key(folder: Folder) -> str:
    return _source_key(folder.source) if folder.layout is PLAIN else _digest(repr(folder.source), repr(folder.layout))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _link_problem(entry: os.DirEntry[str], uri: str, root: str, source: Source) -> Rejection | Ignored | None:
    target = os.path.realpath(entry.path)
    if target != root and not target.startswith(root + os.sep):
        return _rejected(uri, source, "escaping_link", f"{uri} is a link that leads out of raw/.",
                         "Copy the file or folder into raw/, or name its folder with DATELINE_RAW.")  # fmt: skip
    if not os.path.exists(target):  # noqa: PTH110 (a name with undecodable bytes; no Path needed)
        return _rejected(uri, source, "dangling_link", f"{uri} is a link to something that is not there.",
                         "Remove the link, or put its target back.")  # fmt: skip
    if os.path.isdir(target):  # noqa: PTH112
        return Ignored(uri, "a link to a folder inside raw/, whose files are read where they lie")
    return None


def _kind(mode: int) -> str:
    if stat.S_ISFIFO(mode):
        return "a named pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def _rejected(uri: str, source: Source, code: str, message: str, hint: str) -> Rejection:
    return Rejection(uri, source.source_id, None, "scan", code, message, hint)
