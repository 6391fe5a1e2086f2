"""The file `forgotten.tsv` in the folder of overrides: read and written whole, and what a run asks of it.

What a row is stands in `pipeline/ingest/register.py`; what is done about rows that are new, in `forgetting.py`. The file belongs to the
user, like the folder: it is kept under version control, and may be brought from another machine.
"""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from pipeline.ingest.register import EMPTY, Register, RegisterError, parsed, written
from pipeline.warehouse import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pipeline.ingest.register import Row
    from pipeline.settings import Settings

NAME = "forgotten.tsv"
FACT = "forgotten"  # under which the build file keeps the digest of the register that it was made with
OUTSTANDING = "forgotten_files"  # … and that files of the home may still hold what went out of the tables


def path(settings: Settings) -> Path:
    """Where the register lies, or would lie."""
    return settings.overrides / NAME


def load(settings: Settings) -> Register:
    """The register; an empty one where there is no file. Raises RegisterError."""
    place = path(settings)
    try:
        return parsed(place.read_text(encoding="utf-8"), str(place))
    except FileNotFoundError:
        return EMPTY
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(f"{place} cannot be read: {error}. Nothing is read while what is forgotten is not known.") from error


def of_run(settings: Settings, con: DuckDBPyConnection, *, full: bool) -> Register:
    """As `load`; a register that has gone since the last run is taken for a mistake. Raises RegisterError."""
    if not full and ledger.fact(con, FACT) and not path(settings).exists():
        raise RegisterError(
            f"The register of what is forgotten is gone: {path(settings)}, but the warehouse was made with it. Bring it back; if all of it"
            " is to come back on purpose, leave an empty file there or run `dateline run --full`."
        )
    return load(settings)


def has_changed(con: DuckDBPyConnection, register: Register) -> bool:
    """Whether the build file was made with another register."""
    return (ledger.fact(con, FACT) or "") != register.digest


def add(settings: Settings, rows: Iterable[Row]) -> Register:
    """Put rows into the file; whoever reads it finds the old one or the new one, whole. Returns the register."""
    place, register = path(settings), load(settings).with_rows(rows)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{NAME}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(written(register))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    return register


def salt_of(register: Register) -> str:
    """The salt for new rows: the register's, or one of chance."""
    return register.rows[-1].salt if register.rows else secrets.token_hex(16)


def notices(con: DuckDBPyConnection) -> list[str]:
    """What the user is told of it at the end of a run; nothing where nothing is forgotten."""
    left_out, blanked = con.execute("SELECT coalesce(sum(n_forgotten), 0), coalesce(sum(n_blanked), 0) FROM state.files").fetchall()[0]
    said = [f"{left_out:,} forgotten document{'' if left_out == 1 else 's'} left out"] if left_out else []
    said += [f"names blanked in {blanked:,} document{'' if blanked == 1 else 's'}"] if blanked else []
    out = ["forgotten: " + ", ".join(said)] if said else []
    if ledger.fact(con, OUTSTANDING):
        out.append("Files below the home may still hold what is forgotten: `dateline forget --finish` clears them.")
    return out
