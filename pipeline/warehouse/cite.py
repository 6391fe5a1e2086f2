"""`dateline cite`: the row that an id names, with its article, its words and what stands around them, as a value to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.exports import AROUND, MACHINE, REVIEWED, short_quotation
from pipeline.exports.citations import Citation
from pipeline.screen import printable
from pipeline.warehouse.connect import facts_of, published_connection
from pipeline.warehouse.explain import ExplainError, now_under
from pipeline.warehouse.store import sql_text
from pipeline.warehouse.versions import find

if TYPE_CHECKING:
    from pipeline.settings import Settings

FORMATS = ("text", "json", "bibtex", "csl")
_LISTED = 12


class CiteError(ExplainError):
    """No row is meant, or several; the message lists them or says where to look."""


def cite(settings: Settings, wanted: str, version: str = "published") -> Citation:
    """The row that `wanted` names: the id of a quote, an event or a report of one, a name, a date, a statement, an entity, an article, a
    line of one (article_id:line_no), or the beginning of one. Raises CiteError, and WarehouseError where there is no such version."""
    con = published_connection(find(settings, version))
    try:
        key = wanted.strip()
        cursor = con.execute(sql_text("cite/find.sql"), {"wanted": key, "most": _LISTED + 1}) if key else None
        names = [column[0] for column in cursor.description or ()] if cursor else []
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()] if cursor else []
        if not rows:
            now = now_under(con, key)
            moved = f" In an earlier version it stood for what is now {now}: cite that, or name the version with --version." if now else ""
            raise CiteError(
                f"No row has the id `{printable(key)}`, or one that begins so.{moved} Ids stand in the first columns of quotes,"
                " event_mentions, events, entity_mentions, quote_groups, entities and articles."
            )
        if len(rows) > 1:
            listed = [f"  {row['id']}  {row['kind']}  {printable(row['name'] or row['says'] or '')}" for row in rows[:_LISTED]]
            more = ["  … and more"] if len(rows) > _LISTED else []
            raise CiteError("\n".join([f"Several rows have ids that begin with `{printable(key)}`. Name one of them:", *listed, *more]))
        (row,) = rows
        con.execute(sql_text("export/reviewed.sql"))
        is_reviewed = bool(con.execute("SELECT 1 FROM reviewed WHERE id = ?", [row["id"]]).fetchall())
        facts = facts_of(con)
        cursor = con.execute(
            sql_text("cite/passage.sql"),
            {"article_id": row["article_id"], "start_char": row["start_char"], "end_char": row["end_char"], "around": AROUND},
        )
        names = [column[0] for column in cursor.description or ()]
        article: dict[str, Any] = dict(zip(names, cursor.fetchall()[0], strict=True))
    finally:
        con.close()
    article["text"] = None if article["text"] is None else short_quotation(article["text"])
    about: dict[str, Any] = {name: str(facts.get(name, "")) for name in ("version", "built_at", "code_version")}
    return Citation(**row, **article, **about, review=REVIEWED if is_reviewed else MACHINE)
