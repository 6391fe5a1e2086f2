"""Judging by hand: from what a user sees in the published file to rows of `overrides/`, which the next run carries out.

Two steps, for the command line and for pages. First ids of the published file (`quo_…`, `evm_…`, `ent_…`, an article and a line's number)
are turned into drafts, which name what stands in the documents and outlive ids. Then `append` writes drafts with who and why behind the
rows of a file: all files are read and compared first, and what contradicts them is refused, with the sentence that a run would stop with.
The warehouse is only asked, never written.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.resolve.judgement_files import parse
from pipeline.resolve.judgement_rows import Draft, appended, cells, same_saying
from pipeline.resolve.judgements import NONE, JudgementsError, Target
from pipeline.text import fold
from pipeline.warehouse import evidence, overrides
from pipeline.warehouse.lock import alone
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings

__all__ = [
    "Draft", "append", "different", "different_event", "file_name", "line", "participant", "preview", "published", "realis", "same",
    "same_event", "speaker", "when",
]  # fmt: skip
_FORMULA = "=+-@"  # with which a spreadsheet would begin to reckon


# ------------------------------------------------------------------ from ids to drafts
def line(con: DuckDBPyConnection, article: str, line_no: int, role: str) -> Draft:
    """A line of an article (article_id or its beginning; numbers from 1) has a role, as `article_lines.role` has them. Like all functions
    here that take ids: raises JudgementsError where there is no such row, or several begin so."""
    found = _article(con, article)
    rows = _ask(con, "line", article_id=found["article_id"], line_no=line_no)
    if not rows:
        raise JudgementsError([f"{found['article_id']} has no line {line_no}. See its lines: dateline explain {found['article_id']}"])
    target = _words(found, rows[0]["start_char"], rows[0]["end_char"])
    if not target.name:
        raise JudgementsError([f"Line {line_no} of {found['article_id']} is blank: it has no words to be named by, and no role but blank."])
    return Draft("line", target, role)


def speaker(con: DuckDBPyConnection, quote: str, name: str) -> Draft:
    """Who speaks in a quote: a name, an `ent_…` id, an id of a lexicon, or `none`."""
    return _naming(con, "speaker", _place(con, quote, "quote"), name)


def participant(con: DuckDBPyConnection, event: str, role: str, name: str) -> Draft:
    """Who takes part in an event in a role (`event_participants.role`), in place of all whom the text was read to name; `none`: nobody.
    event: an `evm_…` id, or an `evt_…` id, which stands for the event's first report; name: as for `speaker`."""
    return _naming(con, "participant", _place(con, event, "event"), name, role)


def when(con: DuckDBPyConnection, row: str, value: str) -> Draft:
    """The date of an article's publication, a report of an event or a temporal expression, by its id. value: a day, month, year or range
    in ISO 8601 (`2025-03-04/2025-03-09`), or `none`: nobody knows."""
    return published(con, row, value) if row.strip().startswith("art_") else Draft("date", _place(con, row, "event", "date"), value)


def published(con: DuckDBPyConnection, article: str, value: str) -> Draft:
    """The day, month or year on which an article was published."""
    found = _article(con, article)
    return Draft("date", Target(source=found["source_id"], document=found["document"]), value)


def realis(con: DuckDBPyConnection, event: str, value: str) -> Draft:
    """Whether an event took place, as `event_mentions.realis` has it; event: as for `participant`."""
    return Draft("realis", _place(con, event, "event"), value)


def same_event(con: DuckDBPyConnection, first: str, second: str) -> Draft:
    """Two reports are of one event; ids as for `participant`."""
    return Draft("same_event", _place(con, first, "event"), other=_place(con, second, "event"))


def different_event(con: DuckDBPyConnection, first: str, second: str) -> Draft:
    """Two reports are of two events."""
    return Draft("different_event", _place(con, first, "event"), other=_place(con, second, "event"))


def same(con: DuckDBPyConnection, first: str, second: str) -> Draft:
    """Two entities are one; each an `ent_…` id, or a `men_…` id: whom that mention means."""
    return Draft("same", _entity(con, first), other=_entity(con, second))


def different(con: DuckDBPyConnection, first: str, second: str) -> Draft:
    """Two entities are two; ids as for `same`. Two mentions that the warehouse holds for one are told apart by their `men_…` ids."""
    return Draft("different", _entity(con, first), other=_entity(con, second))


def _naming(con: DuckDBPyConnection, kind: str, place: Target, name: str, role: str = "") -> Draft:
    name = " ".join(name.split())
    if name == NONE:
        return Draft(kind, place, NONE, role=role)
    if re.fullmatch(r"(ent|men)_[0-9a-f]+", name):
        return Draft(kind, place, other=_entity(con, name), role=role)
    return Draft(kind, place, other=Target(fold(name), name=name), role=role)


def _entity(con: DuckDBPyConnection, wanted: str) -> Target:
    """An entity by its name, where it is the only one to bear it and an article has it in full; else by a place where it is named."""
    if wanted.strip().startswith("men_"):
        return _place(con, wanted, "mention")
    found = _one(_ask(con, "entity", wanted=wanted.strip()), wanted, "entity_id", "entities")
    if found["n_bearers"] == 1 and (found["is_named"] or found["article_id"] is None):
        return Target(fold(found["name"]), type=found["type"], name=found["name"])
    if found["article_id"] is None:
        raise JudgementsError(
            [f"{found['name']} ({found['entity_id']}) is named in no article, and others bear the name. Write the row by hand."]
        )
    return _words(_article(con, found["article_id"]), found["start_char"], found["end_char"])


def _place(con: DuckDBPyConnection, wanted: str, *kinds: str) -> Target:
    """The words of a row that stands in an article; of a report of an event its clause, or where that states several, its trigger."""
    called = {"quote": "quote_id", "event": "event_mention_id", "date": "date_mention_id", "mention": "mention_id"}
    rows = [row for row in _ask(con, "place", wanted=wanted.strip()) if row["kind"] in kinds] if wanted.strip() else []
    found = _one(rows, wanted, " or ".join(called[kind] for kind in kinds), "event_mentions" if "event" in kinds else f"{kinds[0]}s")
    article = _article(con, found["article_id"])
    start, end = found["start_char"], found["end_char"]
    if found["kind"] == "event" and not found["is_alone"]:
        start, end = found["trigger_start"], found["trigger_end"]
    return _words(article, start, end, found["type"] if found["kind"] == "event" else "")


def _article(con: DuckDBPyConnection, wanted: str) -> dict[str, Any]:
    rows = _ask(con, "article", wanted=wanted.strip()) if wanted.strip() else []
    return _one(rows, wanted, "article_id", "articles")


def _words(article: dict[str, Any], start: int, end: int, type_: str = "") -> Target:
    """The words of an article between two offsets. Signs with which a spreadsheet would begin a formula are left out at their beginning."""
    text: str = article["text"]
    while start < end and (text[start].isspace() or text[start] in _FORMULA):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    name = " ".join(text[start:end].split())
    return Target(fold(name), "", article["source_id"], article["document"], start, end, type_ or "", name=name)


def _ask(con: DuckDBPyConnection, name: str, **values: Any) -> list[dict[str, Any]]:
    return evidence.fetch(con, sql_text(f"judging/{name}.sql"), values)


def _one(rows: list[dict[str, Any]], wanted: str, called: str, table: str) -> dict[str, Any]:
    if len(rows) == 1:
        return rows[0]
    what = "Several begin" if rows else "None begins"
    look = f'dateline query "FROM {table}"'
    raise JudgementsError([f"`{wanted.strip()[:80]}` is no {called} of the published file: {what.lower()} so. See what there is: {look}"])


# ------------------------------------------------------------------ from drafts to files
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
