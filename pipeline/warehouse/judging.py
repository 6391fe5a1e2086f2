"""Judging by hand: drafts become rows of `overrides/`, which the next run carries out.

For the command line, pages and audits. Drafts are made of ids of the published file in `drafts.py`; here they are written with who and why
behind the rows of a file: all files are read and compared first, and what contradicts them is refused, with the sentence that a run would
stop with. The warehouse is not touched.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.resolve.judgement_files import parse
from pipeline.resolve.judgement_rows import Draft, appended, cells, same_saying
from pipeline.resolve.judgements import JudgementsError
from pipeline.warehouse import overrides
from pipeline.warehouse.lock import alone

if TYPE_CHECKING:
    from datetime import date

    from pipeline.settings import Settings


def append(settings: Settings, drafts: Sequence[Draft], who: str, why: str, *, file: str | None = None, on: date | None = None) -> Path:
    """Write drafts as rows behind those of a file of the overrides folder, and return its path: `file`, a name that ends in .csv, else one
    named after `who`. What a row there says already is not written again.

    The file is replaced at once, or left as it was. Raises JudgementsError, with the sentences of the parser, where a file cannot be read,
    a row cannot be used, or it contradicts another one; then nothing is written. `on`: the day of the decision, today by default.
    """
    path, content = _written(settings, drafts, who, why, file, on, is_dry=False)
    assert content is None
    return path


def preview(
    settings: Settings, drafts: Sequence[Draft], who: str, why: str, *, file: str | None = None, on: date | None = None
) -> tuple[Path, list[dict[str, str]]]:
    """What `append` would write, and where: the cells of each row, by column. Raises as it does, and writes nothing."""
    day = on or datetime.now(UTC).date()
    path, _ = _written(settings, drafts, who, why, file, day, is_dry=True)
    return path, [cells(draft, who, day, why) for draft in drafts]


def _written(
    settings: Settings, drafts: Sequence[Draft], who: str, why: str, file: str | None, on: date | None, *, is_dry: bool
) -> tuple[Path, bytes | None]:
    name = file_name(who) if file is None else file
    if Path(name).name != name or not name.lower().endswith(".csv") or name.startswith((".", "~")):
        raise JudgementsError([f"{name!r:.80} is no name of a file of judgements. Write one like decided.csv, without a folder."])
    path = settings.overrides / name
    rows = [cells(draft, who, on or datetime.now(UTC).date(), why) for draft in drafts]
    if is_dry:
        return path, _checked(settings, name, rows)
    try:
        settings.overrides.mkdir(parents=True, exist_ok=True)
        with alone(settings.overrides):
            content = _checked(settings, name, rows)
            if content is not None:
                _replace(path, content)
    except OSError as error:
        raise JudgementsError(
            [f"{path} cannot be written: {error.strerror or error}. It is as it was. Check permissions and room."]
        ) from error
    return path, None


def _checked(settings: Settings, name: str, rows: list[dict[str, str]]) -> bytes | None:
    """The new content of a file, with all files read and compared as they will be; None where nothing is new."""
    from pipeline.resolve.ties import check  # noqa: PLC0415 — reads lexicons

    contents = overrides.contents(settings)
    known = parse(contents)
    alone = [parse({name: appended(name, b"", [row])})[0] for row in rows]
    new = [row for row, said in zip(rows, alone, strict=True) if not any(same_saying(said, j) for j in known)]
    if not new:
        return None
    content = appended(name, contents.get(name, b""), new)
    check(parse(contents | {name: content}))
    return content


def file_name(who: str) -> str:
    """The file of somebody's judgements: their name in small letters, with - between words."""
    words = "-".join(re.findall(r"[^\W_]+", who.casefold()))
    return f"{words[:60] or 'judged'}.csv"


def _replace(path: Path, content: bytes) -> None:
    """Put the content in the place of the file, whole or not at all; a link stays one, and permissions stay as they are."""
    path = path.resolve()
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        else:
            Path(temporary).chmod(0o644)
        os.replace(temporary, path)  # noqa: PTH105 (a name from mkstemp)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
