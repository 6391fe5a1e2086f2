"""The folder `overrides/`: which files of judgements there are, whether they have changed, and what they say.

The files are only read. A file that cannot be used stops a run before it does anything: what is published stays as it is, rather than
being published without what users decided. How rows are written, and what they do, stands in `pipeline/resolve/judgement_files.py`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pipeline.resolve.judgement_files import MAX_BYTES, parse
from pipeline.resolve.judgements import Judgement, JudgementsError
from pipeline.warehouse import forgotten, ledger

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings
    from pipeline.warehouse.workspace import Workspace

FACT = "overrides"  # under which the build file keeps the digest of the files that it was resolved with


def files(folder: Path) -> list[Path]:
    """The `.csv` files directly in the folder, by name; none where there is no folder. Hidden ones are locks and leftovers of editors."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv" and not _is_hidden(path) and path.is_file())
    except FileNotFoundError:
        return []
    except OSError as error:
        problem = f"The overrides cannot be read: {error.strerror or error}. Tried {folder}. It must be a folder that can be read."
        raise JudgementsError([problem]) from error


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", "~"))


def stamps(folder: Path) -> list[str]:
    """Name, size and time of each file, the register of what is forgotten among them: what tells a watcher that something has changed,
    without reading."""
    found = []
    register = folder / forgotten.NAME
    for path in [*files(folder), *([register] if register.is_file() else [])]:
        status = path.stat()
        found.append(f"{path.name} {status.st_size} {status.st_mtime_ns}")
    return found


def ignored(folder: Path) -> list[str]:
    """Names of files in the folder that are not read, hidden ones left out: a spreadsheet that was not saved as CSV."""
    if not folder.is_dir():
        return []
    read = {path.name for path in files(folder)}
    return sorted(p.name for p in folder.iterdir() if p.name not in read and p.name != forgotten.NAME and not _is_hidden(p))


def contents(settings: Settings) -> dict[str, bytes]:
    """File name → its bytes, no more of them than may be read. Raises JudgementsError where one cannot be read."""
    found = {}
    for path in files(settings.overrides):
        try:
            with path.open("rb") as file:
                found[path.name] = file.read(MAX_BYTES + 1)
        except OSError as error:
            raise JudgementsError([f"{path} cannot be read: {error.strerror or error}. Check its permissions."]) from error
    return found


def expect(settings: Settings) -> None:
    """Raise JudgementsError where somebody names a folder that is not there. For commands: what they start finds all settings in its
    environment, whoever made them."""
    where = next((o.origin for o in settings.origins if o.name == "overrides" and o.origin != "default"), "")
    if where and not settings.overrides.exists():
        raise JudgementsError([f"The overrides folder is missing: {settings.overrides} ({where}). Make it, or name another one."])


def digest(found: dict[str, bytes]) -> str | None:
    """A digest of names and contents; None where there are no files: as if there had never been any."""
    if not found:
        return None
    whole = hashlib.sha256()
    for name in sorted(found):
        whole.update(f"{name}\0{len(found[name])}\0".encode("utf-8", "surrogatepass") + found[name])
    return whole.hexdigest()[:32]


def read(settings: Settings) -> tuple[tuple[Judgement, ...], str | None]:
    """All judgements but those that quote what is forgotten, free of contradictions, and the digest of their files. Raises
    JudgementsError, which says what is wrong, where, and what to do."""
    found = contents(settings)
    if not found:
        return (), None
    judgements = parse(found)
    register = forgotten.load(settings)
    if register.rows:
        from pipeline.warehouse.quoted import quotes  # noqa: PLC0415 — which reads the files itself

        judgements = tuple(judgement for judgement in judgements if not quotes(judgement, register))
    from pipeline.resolve.ties import check  # noqa: PLC0415 — reads lexicons

    check(judgements)
    return judgements, digest(found)


def have_changed(ws: Workspace) -> bool:
    """Whether the files are others than those that the build file was resolved with."""
    return digest(contents(ws.settings)) != ledger.fact(ws.con, FACT)


def of_run(ws: Workspace) -> tuple[tuple[Judgement, ...], str | None]:
    """As `read`; a folder that has gone since is taken for a mistake, as an emptied raw folder is."""
    if not ws.settings.overrides.exists() and ledger.fact(ws.con, FACT) is not None and not ws.options.full:
        problem = (
            f"The overrides folder is gone: {ws.settings.overrides}, but the warehouse was made with its judgements. Is the disk mounted?"
            " If all of them are withdrawn on purpose, leave an empty folder there or run `dateline run --full`."
        )
        raise JudgementsError([problem])
    return read(ws.settings)


def statement(settings: Settings, con: DuckDBPyConnection | None) -> str:
    """All judgements with what became of them in the published file, for the screen; None where nothing is published yet. Raises
    JudgementsError where the files cannot be used."""
    expect(settings)
    found = outcomes(settings, con)
    lines = [f"{settings.overrides}: {len(found)} judgement{'' if len(found) == 1 else 's'}"]
    for j, status, reason in found:
        lines.append(f"{status:<8}  {j.place}: {j.kind} {j.target} · {j.told}" + (f"\n          {reason}" if reason else ""))
    lines += [f"ignored   {name}: not a .csv file" for name in ignored(settings.overrides)]
    return "\n".join(lines)


def outcomes(settings: Settings, con: DuckDBPyConnection | None) -> list[tuple[Judgement, str, str]]:
    """Each judgement, in the order of files and lines, with what became of it in the published file (`new`: nothing yet) and why. Raises
    JudgementsError where the files cannot be used."""
    judgements, _ = read(settings)
    known = _published(con) if con is not None else {}
    new = ("new", "The next `dateline run` carries it out.")
    return [
        (j, *known.get((j.file, j.line, j.kind, str(j.target), j.shown), new)) for j in sorted(judgements, key=lambda j: (j.file, j.line))
    ]


def _published(con: DuckDBPyConnection) -> dict[tuple[str, int, str, str, str], tuple[str, str]]:
    if not con.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'judgements'").fetchall():
        return {}
    found = con.execute("SELECT file, line_no, kind, target, value, status, coalesce(reason, '') FROM judgements").fetchall()
    return {(file, line, kind, target, value): (status, reason) for file, line, kind, target, value, status, reason in found}
