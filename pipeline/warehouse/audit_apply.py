"""What an audit finds wrong becomes judgements of the user: rows in `overrides/`, on request.

Names that were joined wrongly are kept apart by a row `different`, and those that were kept apart wrongly are joined by a row `same`; each
names the words and where they stand. All rows of a coder stand in one file, which is written anew; the rest of the folder is never touched.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pipeline.audit.questions import RIGHT, WRONG
from pipeline.audit.sheets import Keyed, SheetError, Verdict
from pipeline.resolve.judgement_files import parse
from pipeline.resolve.judgements import Judgement
from pipeline.warehouse import audit_folder, overrides
from pipeline.warehouse.audit_draw import rows_of
from pipeline.warehouse.connect import published_connection

if TYPE_CHECKING:
    from pipeline.settings import Settings

_COLUMNS = ("kind", "name", "source", "document", "start", "value", "value_source", "value_document", "value_start", "who", "when", "why")
_RULED = {("names merged", WRONG): "different", ("names apart", RIGHT): "same"}  # what a verdict makes of a pair of names


def apply(settings: Settings, name: str, coder: str) -> str:
    """Write the coder's verdicts of the audit `name` into the overrides; returns what was written, in words.

    Raises SheetError where there is no such audit or coder, and JudgementsError where the rows contradict others: then nothing is
    written."""
    _, key, sheets = audit_folder.read(settings.home, name)
    if coder not in sheets:
        known = ", ".join(sorted(sheets)) or "none"
        raise SheetError([f"The audit {name} has no coder `{coder}`: there are {known}. Name one with --coder."])
    ruled, n_other = _ruled(key, sheets[coder])
    rows, n_gone = _rows(settings, name, coder, ruled)
    path = settings.overrides / f"audit-{name}-{coder}.csv"
    there = overrides.contents(settings)
    before = {_said(j): j.on.isoformat() for j in parse({path.name: there[path.name]})} if path.name in there else {}
    today = datetime.now(UTC).date().isoformat()
    dated = [[*row[:10], today, row[10]] for row in rows]
    content = audit_folder.table_text(_COLUMNS, dated)
    for row, judgement in zip(dated, sorted(parse({path.name: content.encode()}), key=lambda j: j.line), strict=True):
        row[10] = before.get(_said(judgement), today)  # what was decided before keeps its day
    content = audit_folder.table_text(_COLUMNS, dated)
    overrides.agreed({**there, path.name: content.encode()})
    if rows or path.is_file():
        settings.overrides.mkdir(parents=True, exist_ok=True)
        audit_folder.put(path, content)
    out = [f"{len(rows)} judgement{'' if len(rows) == 1 else 's'} of {coder} in {path}." if rows else f"{coder} finds no names wrong."]
    if n_gone:
        out.append(f"{n_gone} left out: their names stand in no present article.")
    if n_other:
        out.append(f"{n_other} verdicts on other things than names say that something is wrong; overrides know no such rows.")
    if rows:
        out.append("The next `dateline run` carries them out, and `dateline overrides` lists what became of them.")
    return "\n".join(out)


def _ruled(key: list[Keyed], sheet: dict[str, Verdict]) -> tuple[list[tuple[str, Keyed, str]], int]:
    """(kind of judgement, item, note) for pairs of names, and how many other items were found wrong."""
    ruled: list[tuple[str, Keyed, str]] = []
    n_other = 0
    for entry in key:
        said = sheet.get(entry.id)
        if said is None:
            continue
        kind = _RULED.get((entry.group, said.verdict))
        if kind:
            ruled.append((kind, entry, said.note))
        elif entry.group.startswith("lines dropped"):
            n_other += said.verdict == RIGHT
        elif not entry.group.startswith("names"):
            n_other += said.verdict == WRONG
    return ruled, n_other


def _rows(settings: Settings, name: str, coder: str, ruled: list[tuple[str, Keyed, str]]) -> tuple[list[list[Any]], int]:
    """Cells of `_COLUMNS` but for `when`, and how many pairs are gone."""
    ids = sorted({part for _, entry, _ in ruled for part in entry.unit.split(" ")})
    con = published_connection(settings.warehouse)
    try:
        seen = {row["id"]: row for row in rows_of(con, "judged_names", ids=ids)}
    finally:
        con.close()
    rows: list[list[Any]] = []
    for kind, entry, note in ruled:
        sides = [seen.get(part) for part in entry.unit.split(" ")]
        if None not in sides:
            cells = [side[column] for side in sides if side for column in ("name", "source", "document", "start")]
            why = f"audit {name}, item {entry.id}" + (f": {note}" if note else "")
            rows.append([kind, *cells, coder, why])
    return sorted(rows, key=lambda row: [str(cell) for cell in row]), len(ruled) - len(rows)


def _said(judgement: Judgement) -> tuple[str, ...]:
    other = judgement.other.key if judgement.other else ""
    return judgement.kind, judgement.target.key, other, judgement.by, judgement.why
