"""The draw of an audit from the published file: which rows are in the sample, and what a coder sees of each.

The population of each group is a query of sql/audit, and so is what is shown; which rows are drawn is decided by `audit.sampling`. What is
shown holds no score, no rule, no basis and no certainty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from pipeline.audit.design import Design
from pipeline.audit.questions import GROUPS, Group, Stratum, groups_of
from pipeline.audit.recall import Span
from pipeline.audit.sampling import Unit, draw, keyed
from pipeline.audit.sheets import Item, Passage
from pipeline.warehouse.connect import facts_of
from pipeline.warehouse.paths import sql_directory

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AROUND = 160  # characters on either side of what is judged
_LEAST = 3  # units that each language, outlet and type has at least, where there are few of them
_SHOWN = {"quotes": "quotes", "statements merged": "quotes", "events": "events", "events merged": "events", "names": "names",
          "names merged": "names", "names apart": "names", "lines kept": "lines", "lines dropped": "lines"}  # fmt: skip
_NAMED = {
    "PER": "a person", "ORG": "a body of people, such as a ministry, a party or a firm", "GPE": "a country, region or town that can act",
    "LOC": "a place that cannot act, such as a river", "MISC": "something else, such as a law or a people",
}  # fmt: skip
_SPEAKER_UNKNOWN = "somebody whom the text does not name, or not so that it can be told who that is"


@dataclass(frozen=True, slots=True)
class Text:
    """An article to be read in full: its number, the same in every audit, place, text, and what was found in it (kind → spans)."""

    no: str
    uri: str
    url: str
    text: str
    found: dict[str, list[Span]]


@dataclass(frozen=True, slots=True)
class Draw:
    """A design with the items that follow from it, in the order in which they should be judged, and the articles to be read."""

    design: Design
    items: tuple[Item, ...]
    texts: tuple[Text, ...]


def draw_audit(con: DuckDBPyConnection, name: str, *, sample: int, by: Sequence[str], of: Sequence[str], articles: int, seed: str) -> Draw:
    """Draw `sample` units of each kind in `of`, shared evenly by the kind's groups, and `articles` to be read. The same file and the same
    arguments give the same draw; a larger one holds the smaller one."""
    items: list[Item] = []
    sizes: dict[str, dict[Stratum, int]] = {}
    drawn: dict[str, dict[Stratum, int]] = {}
    for group in (g for g in GROUPS if g.kind in of):
        share = -(-sample // len(groups_of(group.kind)))
        strata, units = _chosen(con, group.name.replace(" ", "_"), by, share, seed, _LEAST)
        sizes[group.name], drawn[group.name] = strata, dict(Counter(unit.stratum for unit in units))
        items += _items(con, group, units)
    article_sizes, chosen = _chosen(
        con, "articles", [column for column in by if column != "type"], articles, seed, 0
    )  # no weights: of one article nothing can be said of its stratum
    facts = facts_of(con)
    texts, places = _texts(con, [unit.id for unit in chosen])
    design = Design(
        name, seed, str(facts.get("version", "")), str(facts.get("run_id", "")), str(facts.get("code_version", "")), tuple(by), tuple(of),
        sample, articles, sum(article_sizes.values()), sizes, drawn, places,
    )  # fmt: skip
    order = {question.says: i for i, question in enumerate(q for group in GROUPS for q in group.questions[:1])}
    block = {group.name: order[group.questions[0].says] for group in GROUPS}  # groups that are asked alike stand mixed
    turn = {question.key: i for group in GROUPS for i, question in enumerate(group.questions)}
    return Draw(design, tuple(sorted(items, key=lambda t: (block[t.group], keyed(seed, t.unit), turn[t.question]))), texts)


def _query(name: str) -> str:
    return (sql_directory() / "audit" / f"{name}.sql").read_text(encoding="utf-8")


def _chosen(
    con: DuckDBPyConnection, population: str, by: Sequence[str], n: int, seed: str, least: int
) -> tuple[dict[Stratum, int], list[Unit]]:
    con.execute(_query(population))
    rows = con.execute(_query("candidates"), {"by": list(by), "seed": seed, "most": max(n, least)}).fetchall()
    strata: dict[Stratum, int] = {(lang, source, kind): size for _, lang, source, kind, size in rows}
    units = draw((Unit(id_, (lang, source, kind)) for id_, lang, source, kind, _ in rows), strata, n, seed, least=least)
    return strata, units


def _items(con: DuckDBPyConnection, group: Group, units: Sequence[Unit]) -> Iterable[Item]:
    shown = _SHOWN[group.name]
    is_pair = len(group.questions) == 1 and shown != "lines"
    ids = sorted({part for unit in units for part in (unit.id.split(" ") if is_pair else [unit.id])})
    rows = {row["id"]: row for row in rows_of(con, f"shown_{shown}", ids=ids, around=AROUND)}
    for unit in units:
        first, *others = (rows[part] for part in (unit.id.split(" ") if is_pair else [unit.id]))
        for question in group.questions:
            claim = _claim(shown, question.key, first)
            # The group is no part of it: the same pair may be joined in one version and apart in the next.
            digest = sha256(f"{group.kind}\x1f{unit.id}\x1f{question.key}".encode()).hexdigest()[:12]
            yield Item(
                f"i{digest}", group.kind, group.name, question.key, unit.id, unit.stratum,
                f"{question.says}: {claim}." if claim else f"{question.says.rstrip('.')}.", _passage(first),
                _passage(others[0]) if others else None,
            )  # fmt: skip


def _claim(shown: str, question: str, row: dict[str, Any]) -> str:
    """What the machine holds, as the end of a statement; "" where the statement says all."""
    if question == "speaker":
        text, name = row["speaker_text"], row["speaker_name"]
        relayed = f", as “{row['relayed_by_text']}” tells" if row["relayed_by_text"] else ""
        who = f"“{text}”" if text else ""
        meant = f"{name}, here called {who}" if name and who and name != text else name or who
        return (meant or _SPEAKER_UNKNOWN) + relayed
    if shown == "names" and question == "type":
        return _NAMED.get(row["type"], str(row["type"]))
    if shown != "events":
        return ""
    if question == "type":
        return f"{row['event_type']} ({row['event_mode']})" if row["event_mode"] else str(row["event_type"])
    if question == "parties":
        parties = [f"{p['role']} {p['name']}" + (f" (“{p['text']}”)" if p["text"] and p["text"] != p["name"] else "")
                   for p in row["parties"] or () if p["role"] != "place"]  # fmt: skip
        return "; ".join(parties) or "nobody whom the text names"
    if question == "when":
        start, end = row["date_start"], row["date_end"]
        day = "on a day that cannot be told" if start is None else f"{start}" if start == end else f"{start} to {end}"
        return f"{row['realis']}, {day}"
    return ""


def _passage(row: dict[str, Any]) -> Passage:
    return Passage(row["uri"], row["url"] or "", row["start_char"], row["end_char"], row["before"], row["words"], row["behind"])


def _texts(con: DuckDBPyConnection, ids: Sequence[str]) -> tuple[tuple[Text, ...], dict[str, tuple[str, str, str]]]:
    rows = {row["id"]: row for row in rows_of(con, "texts", ids=list(ids))}
    found: dict[str, dict[str, list[Span]]] = {article: {} for article in ids}
    for row in rows_of(con, "found", ids=list(ids)):
        found[row["id"]].setdefault(row["kind"], []).append((row["start_char"], row["end_char"]))
    numbers = {article: f"a{sha256(article.encode()).hexdigest()[:8]}" for article in ids}  # no spreadsheet takes these for numbers
    texts = tuple(
        Text(numbers[article], rows[article]["uri"], rows[article]["url"] or "", rows[article]["text"], found[article])
        for article in sorted(ids, key=numbers.__getitem__)
    )
    return texts, {numbers[article]: (article, rows[article]["lang"], rows[article]["source"]) for article in sorted(ids)}


def rows_of(con: DuckDBPyConnection, name: str, **values: Any) -> list[dict[str, Any]]:
    """The rows of the query in sql/audit/<name>.sql."""
    cursor = con.execute(_query(name), values)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
