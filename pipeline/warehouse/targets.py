"""What a user means by ARTICLE, URL or PERSON, and the rows of the register that forget it.

An article is all its versions, all places where it lies and all its copies: one piece of news under several names. A person is every name
that the corpus has learnt for the entity. Looked for in the published file; what is not in it may be in the register already, for a
command that was cut short is given again.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.ingest.addresses import canonical
from pipeline.ingest.redact import blanked_text, key_of, rows_of
from pipeline.ingest.register import BESIDE, EVERYWHERE, Register, Row, record_key, salted
from pipeline.screen import printable
from pipeline.warehouse import forgotten
from pipeline.warehouse.explain import path_below
from pipeline.warehouse.explain import rows_of as asked
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

_LISTED = 20
_Persons = dict[str, list[tuple[str, str | None, str, int]]]  # entity → (name, article it stands in, name to show, articles)
_BEGINNINGS = ("http://", "https://")


class TargetError(Exception):
    """Nothing is meant, or several things: the message lists them."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be forgotten. `rows`: to be added to the register; none where it has them. `files`: below raw/, that hold it;
    `articles`: ids of versions; `lines`: what is meant, for the screen."""

    kind: str
    rows: tuple[Row, ...]
    lines: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()  # of entities, old ones too


@dataclass(frozen=True, slots=True)
class Entry:
    """What the rows of one entry share."""

    salt: str
    reason: str
    day: str
    name: str = field(default_factory=lambda: f"f-{secrets.token_hex(4)}")

    def row(self, kind: str, mark: str, value: str) -> Row:
        """The row of anything but a name."""
        return Row(self.name, kind, mark, "", 0, "", self.salt, salted(mark, value, self.salt), self.reason, self.day)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the word of the user, what it is to be taken for ("" where the program finds out), and why and when."""

    wanted: str
    kind: str
    reason: str
    day: str
    raw: Path


def find(con: DuckDBPyConnection | None, register: Register, asked_for: Asked) -> Target:
    """The target. `con`: the published file, where there is one. Raises TargetError."""
    wanted, kind = asked_for.wanted.strip(), asked_for.kind
    reason = blanked_text(asked_for.reason, Register(tuple(rows_of(wanted, "f", "0" * 32, "", ""))))  # a reason names nobody
    entry = Entry(forgotten.salt_of(register), reason, asked_for.day)
    if not wanted:
        raise TargetError("Nothing is named. Give an article (its id or path), an address, or a person.")
    if kind == "url" or (not kind and wanted.lower().startswith(_BEGINNINGS)):
        return _address(con, register, entry, wanted)
    articles = _articles(con, asked_for) if kind in ("", "article") else []
    persons = _persons(con, wanted) if kind in ("", "person") else {}
    if articles and persons:
        raise TargetError(f"`{printable(wanted)}` is an article and a person. Say which: --as article, or --as person.")
    if articles:
        return _article(con, entry, articles, wanted)
    if persons:
        return _person(con, entry, persons, wanted)
    return _not_there(register, entry, wanted, asked_for)


def _address(con: DuckDBPyConnection | None, register: Register, entry: Entry, wanted: str) -> Target:
    forms = {canonical(wanted), canonical(blanked_text(wanted, register))}
    rows = [entry.row("url", "url", form) for form in sorted(forms)]
    found = {v["article_id"]: v for v in _versions(con) if v["url"] and canonical(v["url"]) in forms}
    if not found:
        note = "The address is in the register." if any(register.holds("url", form) for form in forms) else "No article has this address."
        return Target("url", tuple(rows), (note,))
    whole = _closure(_versions(con), found)
    return _of_versions("url", entry, whole, rows)


def _articles(con: DuckDBPyConnection | None, asked_for: Asked) -> list[str]:
    """Ids of the versions that the word means."""
    if con is None:
        return []
    wanted = asked_for.wanted.strip()
    found = asked(con, "find", wanted=wanted, uri=path_below(wanted, asked_for.raw), history=True)
    return sorted({row["article_id"] for row in found})


def _article(con: DuckDBPyConnection | None, entry: Entry, ids: Sequence[str], wanted: str) -> Target:
    versions = _versions(con)
    whole = _closure(versions, ids[:1])
    if others := [i for i in ids if i not in whole]:
        listed = [f"  {v['article_id']}  {printable(v['uri'])}" for v in versions if v["article_id"] in {*ids[:1], *others}][:_LISTED]
        raise TargetError("\n".join([f"Several articles are meant by `{printable(wanted)}`. Name one of them by its article_id:", *listed]))
    return _of_versions("article", entry, whole, [])


def _of_versions(kind: str, entry: Entry, whole: dict[str, list[dict[str, Any]]], rows: list[Row]) -> Target:
    """The target of articles that are one, with all rows that forget them."""
    versions = [v for rows_of_one in whole.values() for v in rows_of_one]
    marks = {("id", v["article_id"]) for v in versions} | {("text", v["text_sha256"]) for v in versions}
    marks |= {("raw", v["raw_sha256"]) for v in versions} | {("place", place) for v in versions for place in v["places"]}
    marks |= {("record", record_key(v["source_id"], v["external_id"])) for v in versions if v["external_id"]}
    marks |= {("url", url) for v in versions if (url := _own_address(v))}
    rows = [*rows, *(entry.row(kind, mark, value) for mark, value in sorted(marks))]
    lines = tuple(
        f"{v['article_id']}  {printable(', '.join(v['places']))}  {printable(v['title'] or '')[:60]}"
        f"{'' if v['is_current'] else '  (superseded)'}".rstrip()
        for v in versions
    )
    files = sorted({place.partition("#")[0] for v in versions for place in v["places"]})
    return Target(kind, tuple(rows), lines, tuple(files), tuple(sorted(whole)))


def _versions(con: DuckDBPyConnection | None) -> list[dict[str, Any]]:
    if con is None:
        return []
    cursor = con.execute(sql_text("forget/versions.sql"))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _own_address(version: dict[str, Any]) -> str | None:
    """The address, compared; None where it is missing or a site's front page, which some systems write into every article."""
    address = canonical(version["url"]) if version["url"] else ""
    return address if "/" in address.removeprefix("//") else None


def _closure(versions: Sequence[dict[str, Any]], ids: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Article id → its rows, of all versions that are one with these: the same text, source's id or address, one in the place of the
    other, copies."""
    keys: dict[str, set[tuple[str, str]]] = {}
    holders: dict[tuple[str, str], set[str]] = {}
    for v in versions:
        linked = {("id", v["article_id"]), ("text", v["text_sha256"])}
        linked |= {("id", other) for other in (v["supersedes_article_id"], v["duplicate_of"]) if other}
        linked |= {("record", record_key(v["source_id"], v["external_id"]))} if v["external_id"] else set()
        linked |= {("url", url)} if (url := _own_address(v)) else set()
        keys.setdefault(v["article_id"], set()).update(linked)
        for key in linked:
            holders.setdefault(key, set()).add(v["article_id"])
    found: set[str] = set()
    todo = list(ids)
    while todo:
        article_id = todo.pop()
        if article_id not in found:
            found.add(article_id)
            todo += [other for key in keys.get(article_id, ()) for other in holders[key]]
    return {i: [v for v in versions if v["article_id"] == i] for i in sorted(found)}


def _persons(con: DuckDBPyConnection | None, wanted: str) -> _Persons:
    """The persons that bear the name, or have or had the id."""
    if con is None:
        return {}
    rows = con.execute(sql_text("forget/persons.sql")).fetchall()
    ids = {wanted}
    if con.execute("SELECT 1 FROM duckdb_functions() WHERE function_name = 'current_ids'").fetchall():
        ids |= {now for _, now in con.execute("SELECT kind, id FROM current_ids(?) WHERE kind = 'entity'", [wanted]).fetchall()}
    key = key_of(wanted)
    meant = {entity for entity, kind, *_ in rows if kind == "PER" and entity in ids}
    meant = meant or {entity for entity, kind, _, said, *_ in rows if kind == "PER" and key[0] and key_of(said) == key}
    return {e: [(said, article, name, n) for entity, _, name, said, article, n in rows if entity == e] for e in sorted(meant)}


def _person(con: DuckDBPyConnection | None, entry: Entry, persons: _Persons, wanted: str) -> Target:
    if len(persons) > 1:
        listed = [f"  {e}  {printable(said[0][2])}  ({said[0][3] or 0} articles)" for e, said in persons.items()][:_LISTED]
        raise TargetError("\n".join([f"Several persons are meant by `{printable(wanted)}`. Name one of them by its entity_id:", *listed]))
    (entity, said), *_ = persons.items()
    names = {name for name, *_ in said} | ({wanted} if wanted != entity and ":" not in wanted and not wanted.startswith("ent_") else set())
    full = {name for name in names if key_of(name)[0] > 1}
    rows: dict[Row, None] = {}
    for name in sorted(names):
        scope = BESIDE if full else EVERYWHERE
        rows |= dict.fromkeys(rows_of(name, entry.name, entry.salt, entry.reason, entry.day, scope=scope))
    articles = sorted({article for _, article, *_ in said if article})
    for name, article, *_ in said:
        if full and article and key_of(name)[0] == 1:  # the article may hold no fuller name of his
            scope = salted("scope", article, entry.salt)
            rows |= dict.fromkeys(rows_of(name, entry.name, entry.salt, entry.reason, entry.day, scope=scope))
    files = sorted({place.partition("#")[0] for v in _versions(con) if v["article_id"] in articles for place in v["places"]})
    lines = (f"{entity}  {', '.join(printable(name) for name in sorted(names))}", f"in {len(articles)} articles")
    return Target("person", tuple(rows), lines, tuple(files), tuple(articles), (entity,))


def _not_there(register: Register, entry: Entry, wanted: str, asked_for: Asked) -> Target:
    """What the register knows already; a name that the corpus does not know, where the user says that it is one."""
    n, key = key_of(wanted)
    place = path_below(wanted, asked_for.raw)
    known = {"article": register.holds("id", wanted) or register.holds("place", place), "person": n > 0 and _is_name(register, n, key)}
    for kind, is_known in known.items():
        if is_known and asked_for.kind in ("", kind):
            return Target(kind, (), ("It is in the register already.",))
    if asked_for.kind == "person" and n:
        rows = rows_of(wanted, entry.name, entry.salt, entry.reason, entry.day)
        if not rows:
            raise TargetError("A name has at most twelve words.")
        return Target("person", tuple(rows), (f"{printable(wanted)}: no person of that name is known; the name is blanked as it is.",))
    raise TargetError(
        f"No article (id, path, external id), address or person is `{printable(wanted)}`. A name that the corpus does not know is forgotten"
        " with --as person, an address with --as url."
    )


def _is_name(register: Register, n: int, key: str) -> bool:
    return any((n, salted("name", key, salt)) in names for salt, names in register.names.items())
