"""How well the events of a published warehouse agree with texts of our own (`event_gold`).

    python tests/quality/event_scores.py [fr ar en] [--errors] [--warehouse w.duckdb]

prints the figures of all three parts and the errors of the two that are read (`open`, dense with rare expressions, and `ordinary` news).

A report is found where a row of one of its types overlaps the marked words, by its trigger before its clause; one row a report. With
its actor: a code shared, or none asked for; with its recipient: one of these too; talks, deals and joint acts have no direction, and
ask for two of the codes. Precision of codes and names is that of rows found. Stories: events that hold reports of several happenings
(merged) are counted apart from happenings in several events (torn); B-cubed counts what was not found as missed.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import corpora
import duckdb
from corpora import Row
from event_gold import FOLDER, GoldEvent, GoldText, texts

from pipeline.annotate.coding.ontology import SYMMETRIC

LANGUAGES = ("en", "fr", "ar")
HALVES = ("open", "ordinary", "held")
READ = ("open", "ordinary")  # parts whose errors may be read
# Types in which a named actor is said to have done harm: a wrong name is a slander.
_GRAVE = frozenset({"ACCUSE", "THREATEN", "SANCTION", "COERCE", "ASSAULT"})


@dataclass(frozen=True)
class Outcome:
    """One report of the gold, or a row that matches none. `error`: "", type (a row of another type stands there), unseen, false."""

    kind: str  # sentences, parallel, stories
    text: GoldText
    gold: GoldEvent | None
    row: Row | None
    error: str
    actor: bool = False
    recipient: bool = False
    named: tuple[int, int] = (0, 0)  # persons and bodies of the gold that the row has, all of them
    grave: tuple[int, int] = (0, 0)  # persons named in a row of a grave type who take part, all of them

    @property
    def words(self) -> str:
        start, end = (self.gold.start, self.gold.end) if self.gold else (self.row["at"], self.row["to"]) if self.row else (0, 0)
        return self.text.text[max(0, start - 50) : start] + "⟦" + self.text.text[start:end] + "⟧" + self.text.text[end : end + 60]


@dataclass
class Half:
    outcomes: list[Outcome] = field(default_factory=list)
    empty: int = 0  # texts in which nothing happens
    empty_hit: list[tuple[GoldText, Row]] = field(default_factory=list)
    n_empty_hit: int = 0


def load(half: str) -> dict[str, list[GoldText]]:
    folder = FOLDER if half == "open" else FOLDER / half
    found = {"sentences": [t for lang in LANGUAGES for t in texts(folder / f"{lang}.txt")]}
    return found | {kind: texts(folder / f"{kind}.txt") for kind in ("parallel", "stories") if (folder / f"{kind}.txt").exists()}


def build(home: Path, gold: dict[str, dict[str, list[GoldText]]]) -> Path:
    sources: dict[str, list[Row]] = defaultdict(list)
    for half, kinds in gold.items():
        for kind, found in kinds.items():
            for t in found:
                record = {"id": f"{half}/{t.slug}", "body": t.text, "published_at": t.day.isoformat()}
                if kind == "stories":
                    record["title"] = t.text.partition("\n")[0].strip()
                sources[f"{half}-{t.source or t.slug[:2]}".lower().replace(" ", "-")].append(record)
    return corpora.build(home, sources)


class Published(corpora.Published):
    """Articles with their reports of events, parties and numbers."""

    def __init__(self, warehouse: Path) -> None:
        super().__init__(warehouse)
        with duckdb.connect(str(warehouse), read_only=True) as con:
            events = corpora.rows(con, "SELECT * FROM event_mentions ORDER BY article_id, trigger_start_char")
            self.events = corpora.by("article_id", events)
            parties = (
                "SELECT p.*, e.code AS own, e.country AS of, e.type FROM event_participants AS p LEFT JOIN entities AS e USING (entity_id)"
            )
            self.parties = corpora.by("event_mention_id", corpora.rows(con, parties + " ORDER BY event_mention_id, ord"))
            self.numbers = corpora.by("event_mention_id", corpora.rows(con, "SELECT * FROM event_numbers"))

    def reports(self, name: str, t: GoldText) -> list[Row]:
        """The rows of a text, with `at`, `to`: their trigger in it; `low`, `high`: their clause; codes and entities of their parties."""
        key, shift = self.find(name, t.text)
        out = []
        for row in self.events.get(key, ()):
            parties = [p for p in self.parties.get(row["event_mention_id"], ()) if p["role"] != "place"]
            codes: dict[bool, set[str]] = {True: set(), False: set()}
            for p in parties:
                code = p["code"] or p["own"] or p["of"]
                if code:
                    codes[p["role"] in ("recipient", "host")].add(code)
            named = [p for p in parties if p["code"] is None and p["entity_id"] is not None]
            spans = {
                n: (row[a] - shift, row[b] - shift)
                for n, a, b in (("t", "trigger_start_char", "trigger_end_char"), ("c", "start_char", "end_char"))
            }
            more = {"at": spans["t"][0], "to": spans["t"][1], "low": spans["c"][0], "high": spans["c"][1]}
            counted = self.numbers.get(row["event_mention_id"], [])
            out.append(
                row | more | {"actors": codes[False], "recipients": codes[True], "named": named, "numbers": counted, "parties": parties}
            )
        return out

    def entities(self, name: str, t: GoldText, words: str) -> set[str]:
        """Entities that are mentioned on words of a text."""
        key, shift = self.find(name, t.text)
        places, at = [], t.text.find(words)
        while at >= 0:
            places.append((at, at + len(words)))
            at = t.text.find(words, at + 1)
        return {
            m["entity_id"]
            for m in self.mentions.get(key, ())
            if any(m["start_char"] - shift < b and m["end_char"] - shift > a for a, b in places) and m["entity_id"] is not None
        }


def with_parties(gold: GoldEvent, row: Row) -> tuple[bool, bool]:
    """Whether a row has the actor, and the recipient too."""
    if row["event_type"] in SYMMETRIC:
        wanted, given = gold.actors | gold.recipients, row["actors"] | row["recipients"]
        return (not wanted or bool(wanted & given)), len(wanted & given) >= min(2, len(wanted))
    actor = not gold.actors or bool(gold.actors & row["actors"])
    return actor, actor and (not gold.recipients or bool(gold.recipients & row["recipients"]))


def match(gold: Sequence[GoldEvent], found: Sequence[Row]) -> dict[int, int]:
    """Gold number → number of its row; what is asked for before what is merely allowed."""
    pairs = []
    for i, g in enumerate(gold):
        for j, r in enumerate(found):
            trigger = min(g.end, r["to"]) - max(g.start, r["at"])
            clause = min(g.end, r["high"]) - max(g.start, r["low"])
            if r["event_type"] in g.types and max(trigger, clause) > 0:
                pairs.append((g.is_optional, trigger <= 0, g.types.index(r["event_type"]), abs(g.start - r["at"]), i, j))
    out: dict[int, int] = {}
    for *_, i, j in sorted(pairs):
        if i not in out and j not in out.values():
            out[i] = j
    return out


def judge(published: Published, half: str, kind: str, t: GoldText) -> list[Outcome]:
    """What became of each report of a text, then the rows that match none."""
    name = f"{half}/{t.slug}"
    found = published.reports(name, t)
    of_gold = match(t.events, found)
    out = []
    for i, g in enumerate(t.events):
        if g.is_optional:
            continue
        if i not in of_gold:
            near = any(min(g.end, r["to"]) > max(g.start, r["at"]) for r in found)
            out.append(Outcome(kind, t, g, None, "type" if near else "unseen"))
            continue
        row = found[of_gold[i]]
        entities = [published.entities(name, t, words) for words in g.named]
        given = {p["entity_id"] for p in row["parties"] if p["entity_id"] is not None}
        known = set().union(*entities)
        grave = _accused(row)
        right = (sum(p["entity_id"] in known for p in grave), len(grave))
        actor, recipient = with_parties(g, row)
        out.append(Outcome(kind, t, g, row, "", actor, recipient, (sum(bool(e & given) for e in entities), len(entities)), right))
    for j, row in enumerate(found):
        allowed = any(g.is_optional and min(g.end, row["high"]) > max(g.start, row["low"]) for g in t.events)
        if j not in of_gold.values() and not allowed:
            out.append(Outcome(kind, t, None, row, "false", grave=(0, len(_accused(row)))))
    return out


def _accused(row: Row) -> list[Row]:
    """Persons of whom a row says that they did, or had part in, something grave."""
    return [p for p in row["named"] if row["event_type"] in _GRAVE and p["role"] in ("actor", "participant") and p["type"] == "PER"]


def share(hits: float, n: float) -> float:
    return hits / n if n else float("nan")


def figures(found: Sequence[Outcome]) -> dict[str, float]:
    """F1 of type, with actor, with recipient; of rows found: precision of codes, shares of what else is right."""
    n_gold = sum(o.gold is not None for o in found)
    n_rows = sum(o.row is not None for o in found)
    both = [(o, o.gold, o.row) for o in found if o.gold is not None and o.row is not None]
    out = {
        "type": share(2 * len(both), n_gold + n_rows),
        "precision": share(len(both), n_rows),
        "recall": share(len(both), n_gold),
        "actor": share(2 * sum(o.actor for o, _, _ in both), n_gold + n_rows),
        "recipient": share(2 * sum(o.recipient for o, _, _ in both), n_gold + n_rows),
    }
    codes = [(g.actors | g.recipients, r["actors"] | r["recipients"]) for _, g, r in both]
    out["codes right"] = share(sum(len(g & r) for g, r in codes), sum(len(r) for _, r in codes))
    dated = [(g, r) for _, g, r in both if g.date]
    out["date"] = share(sum(_is_on(g, r) for g, r in dated), len(dated))
    placed = [(g, r) for _, g, r in both if g.place]
    out["place"] = share(sum(_is_in(g, r) for g, r in placed), len(placed))
    out["realis"] = share(sum(g.realis == r["realis"] for _, g, r in both), len(both))
    out["attribution"] = share(sum(g.attribution == r["attribution"] for _, g, r in both), len(both))
    out["named"] = share(sum(o.named[0] for o, _, _ in both), sum(o.named[1] for o, _, _ in both))
    out["numbers"] = share(2 * sum(_counted(g, r) for _, g, r in both), sum(len(g.numbers) + len(r["numbers"]) for _, g, r in both))
    out["grave"] = share(sum(o.grave[0] for o in found), sum(o.grave[1] for o in found))
    return out


def _is_on(gold: GoldEvent, row: Row) -> bool:
    start, end = str(row["date_start"] or ""), str(row["date_end"] or "")
    if gold.date_end:
        return start == gold.date and end == gold.date_end
    size = {4: "year", 7: "month", 10: "day"}[len(gold.date or "")]
    return start[: len(gold.date or "")] == gold.date and (
        row["date_precision"] in (size, "hour", "minute") or (size == "month" and start[:7] == end[:7])
    )


def _counted(gold: GoldEvent, row: Row) -> int:
    """How many numbers of the gold a row has: of one measure, each within what the other's words allow."""
    free = list(row["numbers"])
    hits = 0
    for measure, low, high in gold.numbers:
        value = low if low is not None else high
        fits = (n for n in free if n["measure"] == measure and (n["low"] or 0) <= (value or 0) <= (n["high"] or float("inf")))
        found = next((n for n in fits if (n["best"] or value) <= (high or float("inf")) * 1.1), None)
        if found is not None:
            free.remove(found)
            hits += 1
    return hits


def _is_in(gold: GoldEvent, row: Row) -> bool:
    words = row["place_text"] or ""
    return bool(words) and gold.place is not None and (words in gold.place or gold.place in words)


def clusters(found: Sequence[Outcome]) -> dict[str, float]:
    """B-cubed of the stories' reports, pairs across languages, and how many happenings are torn or merged."""
    keyed = [o for o in found if o.gold is not None and o.gold.key]
    given = {id(o): o.row["event_id"] for o in keyed if o.row is not None}
    precision = recall = 0.0
    for o in keyed:
        if id(o) not in given:
            continue
        mine = [x for x in keyed if id(x) in given and given[id(x)] == given[id(o)]]
        same = sum(x.gold.key == o.gold.key for x in mine if x.gold and o.gold)
        precision += same / len(mine)
        recall += same / sum(x.gold.key == o.gold.key for x in keyed if x.gold and o.gold)
    p, r = share(precision, len(given)), share(recall, len(keyed))
    pairs: Counter[str] = Counter()
    for i, x in enumerate(keyed):
        for y in keyed[i + 1 :]:
            if x.text.slug[:2] != y.text.slug[:2] and x.gold and y.gold:
                same, joined = x.gold.key == y.gold.key, given.get(id(x), 0) == given.get(id(y), 1)
                pairs["hits"] += same and joined
                pairs["all"] += same + joined
    keys = defaultdict(set)
    events = defaultdict(set)
    for o in keyed:
        if o.gold and id(o) in given:
            keys[o.gold.key].add(given[id(o)])
            events[given[id(o)]].add(o.gold.key)
    return {
        "b-cubed": share(2 * p * r, p + r),
        "across languages": share(2 * pairs["hits"], pairs["all"]),
        "merged": sum(len(k) > 1 for k in events.values()),
        "torn": sum(len(e) > 1 for e in keys.values()),
        "events": len(keys),
    }


def triples(found: Sequence[Outcome]) -> dict[str, float]:
    """The same content in three languages: whether it gives the same types, and types with codes."""
    said: dict[str, dict[str, set[tuple[str, frozenset[str]]]]] = defaultdict(lambda: {lang: set() for lang in LANGUAGES})
    wanted = {o.text.slug[3:] for o in found if o.kind == "parallel" and o.gold}
    for o in found:
        if o.kind == "parallel" and o.row is not None:
            said[o.text.slug[3:]][o.text.slug[:2]].add((o.row["event_type"], frozenset(o.row["actors"] | o.row["recipients"])))
    all_ = [list(said[k].values()) for k in sorted(wanted)]
    types = [[{t for t, _ in s} for s in sets] for sets in all_]
    return {
        "same types": share(sum(bool(s[0]) and s[0] == s[1] == s[2] for s in types), len(all_)),
        "same types and codes": share(sum(bool(s[0]) and s[0] == s[1] == s[2] for s in all_), len(all_)),
    }


def every(home: Path, warehouse: Path | None = None) -> dict[tuple[str, str], Half]:
    """What became of the reports of each half and language, by (half, language)."""
    gold = {half: load(half) for half in HALVES}
    published = Published(warehouse or build(home, gold))
    out: dict[tuple[str, str], Half] = {(half, lang): Half() for half in HALVES for lang in LANGUAGES}
    for half, kinds in gold.items():
        for kind, found in kinds.items():
            for t in found:
                into, judged = out[half, t.slug[:2]], judge(published, half, kind, t)
                into.outcomes += judged
                if not t.events:
                    into.empty += 1
                    into.n_empty_hit += bool(judged)
                    into.empty_hit += [(t, o.row) for o in judged if o.row is not None]
    return out


def _show(found: Iterable[Outcome], lang: str) -> None:
    for o in found:
        if o.error:
            what = "/".join(o.gold.types) if o.gold else f"{o.row['event_type']} {o.row['rule_id']}" if o.row else ""
            print(f"    {o.error:10}{o.text.slug} {what}: {o.words}")
        elif o.gold and o.row:
            wrong = [n for n, right in (("actor", o.actor), ("recipient", o.recipient)) if not right]
            wrong += ["codes"] * bool((o.row["actors"] | o.row["recipients"]) - o.gold.actors - o.gold.recipients)
            wrong += ["date"] * bool(o.gold.date and not _is_on(o.gold, o.row)) + ["place"] * bool(
                o.gold.place and not _is_in(o.gold, o.row)
            )
            wrong += ["realis"] * (o.gold.realis != o.row["realis"]) + ["attribution"] * (o.gold.attribution != o.row["attribution"])
            wrong += ["named"] * (o.named[0] < o.named[1])
            numbers = {(n["measure"], n["low"], n["high"]) for n in o.row["numbers"]}
            wrong += ["numbers"] * (2 * _counted(o.gold, o.row) != len(o.gold.numbers) + len(numbers))
            if wrong:
                g, r = o.gold, o.row
                print(f"    {','.join(wrong)} {o.text.slug} {r['event_type']}: {o.words}")
                parties, when = f"{sorted(g.actors)}→{sorted(g.recipients)} {g.named}", f"{g.date} {g.date_end or ''}"
                print(f"        gold {parties} {when} {g.place} {g.realis} {g.attribution} {g.numbers}")
                print(
                    f"        row  {sorted(r['actors'])}→{sorted(r['recipients'])} {[p['text'] for p in r['parties']]} {r['date_start']} "
                    f"{r['date_precision']} {r['date_basis']} {r['place_text']} {r['realis']} {r['attribution']} {sorted(numbers, key=str)}"
                )


def main(arguments: list[str]) -> None:
    languages = [a for a in arguments if a in LANGUAGES] or list(LANGUAGES)
    warehouse = Path(arguments[arguments.index("--warehouse") + 1]) if "--warehouse" in arguments else None
    with tempfile.TemporaryDirectory() as folder:
        found = every(Path(folder), warehouse)
    for half in HALVES:
        for lang in languages:
            mine = found[half, lang]
            reached = figures(mine.outcomes)
            print(f"{lang} {half}: " + ", ".join(f"{name} {value:.3f}" for name, value in reached.items()))
            grave = sum(o.grave[1] for o in mine.outcomes)
            print(
                f"    on empty texts {share(mine.n_empty_hit, mine.empty):.3f} of {mine.empty}; {grave} persons named in grave acts",
                end="; ",
            )
            print(dict(Counter(o.error for o in mine.outcomes if o.error)))
            if half in READ and "--errors" in arguments:
                _show(mine.outcomes, lang)
        together = [o for lang in LANGUAGES for o in found[half, lang].outcomes]
        stories = [o for o in together if o.kind == "stories"]
        figures_of = (clusters(stories) if stories else {}) | triples(together)
        print(f"{half}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures_of.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
