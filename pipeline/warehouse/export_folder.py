"""The folder that an export is written to: made beside and put in place when it is whole, and never over what is somebody else's.

A manifest in the folder lists the files that an export wrote, with their digests. A later export into the same folder replaces these and
nothing else; a folder that holds files without a manifest is refused. Each file comes into place by one rename; a new folder as a whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.warehouse.connect import WarehouseError
from pipeline.warehouse.lock import is_alive

if TYPE_CHECKING:
    from pipeline.settings import Settings

MANIFEST = "dateline-export.json"


class ExportError(WarehouseError):
    """An export that cannot be made; the message says what is wrong, where, and what to do."""


def files_below(folder: Path) -> list[str]:
    """Paths of the files of a folder, from the folder, with `/`, in order."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() or path.is_symlink())


def digests_below(folder: Path) -> dict[str, str]:
    """Path → SHA-256 of each file of a folder, its manifest left out."""
    found = {}
    for name in files_below(folder):
        if name != MANIFEST:
            with (folder / name).open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def refuse_place(settings: Settings, target: Path) -> None:
    """Raise ExportError where an export would be written among the documents, the overrides or over the state of the project."""
    where = target.resolve()
    for name, place in (
        ("raw", settings.raw),
        ("overrides", settings.overrides),
        ("lexicon", settings.lexicon),
        ("checks", settings.checks),
    ):
        own = place.resolve()
        if where == own or where.is_relative_to(own) or own.is_relative_to(where):
            raise ExportError(f"{target} would mix an export with the folder `{name}` ({place}). Name another folder.")
    if settings.home.resolve().is_relative_to(where):
        elsewhere = settings.home / "exports" / "csv"
        raise ExportError(f"{target} holds the state of this project ({settings.home}). Name another folder, such as {elsewhere}.")


def _written_before(target: Path) -> dict[str, str] | None:
    """The files that an export wrote into the folder; None where it is not there or empty. Raises ExportError."""
    if not target.exists() and not target.is_symlink():
        return None
    if not target.is_dir():
        raise ExportError(f"{target} is a file. Name a folder for the export.")
    manifest = target / MANIFEST
    if not manifest.is_file():
        there = next(iter(sorted(target.iterdir())), None)
        if there is None:
            return None
        raise ExportError(
            f"{target} holds files that no export wrote, such as {there.name}. Name a new or empty folder, or one of an earlier export."
        )
    try:
        files = json.loads(manifest.read_text(encoding="utf-8"))["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise ExportError(f"{manifest} is not what an export writes: {error!r:.100}. Remove that folder, or name another one.") from error


@contextmanager
def written(target: Path, about: Mapping[str, Any]) -> Iterator[Path]:
    """A folder beside `target` to write into; it comes into place, with a manifest that says `about`, when the block ends without an
    error, and is gone where it does not. Raises ExportError."""
    before = _written_before(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    _clear(target)
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    beside.mkdir()
    try:
        yield beside
        files = digests_below(beside)
        _write_manifest(beside, {**about, "files": files})
        if before is None:
            if target.is_dir():
                target.rmdir()  # an empty one, that somebody made for it
            beside.replace(target)
        else:
            _replace(beside, target, before, files)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _replace(beside: Path, target: Path, before: Mapping[str, str], files: Mapping[str, str]) -> None:
    foreign = [name for name in files if name not in before and (target / name).exists()]
    if foreign:
        raise ExportError(f"{target / foreign[0]} is not a file of an earlier export. Move it away, or name another folder.")
    # Where this is cut short, the manifest goes on listing all that an export may have written.
    _write_manifest(target, {"complete": False, "files": {**before, **files}})
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (beside / name).replace(target / name)
    for name in before:
        if name not in files and _is_inside(target, name):
            (target / name).unlink(missing_ok=True)
            with suppress(OSError):  # it may hold more
                (target / name).parent.rmdir()
    (beside / MANIFEST).replace(target / MANIFEST)


def _is_inside(target: Path, name: str) -> bool:
    """Whether a path of a manifest, which anybody may have edited, names a file of the folder."""
    return (target / name).parent.resolve().is_relative_to(target.resolve())


def _write_manifest(folder: Path, about: Mapping[str, Any]) -> None:
    beside = folder / f".{MANIFEST}.part"
    beside.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(folder / MANIFEST)


def _clear(target: Path) -> None:
    """Take away what exports that were killed had begun."""
    for path in target.parent.glob(f".{target.name}.*.part"):
        pid = path.name.removesuffix(".part").rpartition(".")[2]
        if pid.isdigit() and not is_alive(int(pid)):
            shutil.rmtree(path, ignore_errors=True)
