"""The figures of each floor over the sample corpus: what is measured, and what counts as right.

Names are `floor.language`, or `floor` where the language makes no sense. Thresholds stand in floors.toml, matching in sample_scores.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

from sample_gold import GoldArticle, GoldEvent, GoldQuote
from sample_scores import Figure, Row, Samples, bcubed, iso, pairs_figure

FACT_ROLES = {"share", "date_stamp", "repeated_title", "caption", "credit"}
Figures = dict[str, Figure]


def measure(s: Samples) -> Figures:
    """All figures, in the order of the floors."""
    out: Figures = {}
    for floor in (lines, articles, mentions, entities, quotes, groups, events, identity, stories):
        floor(s, out)
    return out


def at(out: Figures, name: str, given: bool = False) -> Figure:
    return out.setdefault(name, Figure(given=0 if given else None))


def f1(fig: Figure, what: Callable[[object], str], gold: list[object], given: list[object], hits: list[tuple[object, object]]) -> None:
    """Pool one article's counts into a figure."""
    fig.hits += len(hits)
    fig.n += len(gold)
    fig.given = (fig.given or 0) + len(given)
    matched_gold, matched = {id(g) for g, _ in hits}, {id(r) for _, r in hits}
    fig.missed += [what(g) for g in gold if id(g) not in matched_gold]
    fig.false += [what(r) for r in given if id(r) not in matched]


# ------------------------------------------------------------------ lines, articles
def lines(s: Samples, out: Figures) -> None:
    """lines_exact: articles whose kept lines are exactly those of the key (a byline of a page may be metadata only)."""
    for a in s.gold.values():
        sql = "SELECT l.* FROM article_lines l JOIN articles a USING (article_id) WHERE a.uri = '{}' AND role <> 'blank' ORDER BY line_no"
        rows = s.rows(sql.format(a.uri.replace("'", "''")))
        text = {r["line_no"]: a.text[r["start_char"] : r["end_char"]].strip() for r in rows}
        wrong, free = [], list(rows)
        for kept, wanted in ((True, a.kept), (False, a.dropped)):
            for role, words in wanted:
                row = next((r for r in free if text[r["line_no"]].startswith(words)), None)
                if row is None:
                    wrong.append(f"{a.no}: no line {words!r}")
                    continue
                free.remove(row)
                if row["kept"] != kept and not (role == "byline" and a.uri.endswith(".html")):
                    wrong.append(f"{a.no}: {'drops' if kept else 'keeps'} {words!r} as {row['role']}, it is {role}")
                if row["kept"] == kept and (kept or role in FACT_ROLES):
                    at(out, f"line_roles.{a.lang}").check(row["role"] == role, f"{a.no}: {words!r} is {role}, not {row['role']}")
        wrong += [f"{a.no}: keeps {text[r['line_no']]!r}" for r in free if r["kept"]]
        at(out, f"lines_exact.{a.lang}").check(not wrong, "; ".join(wrong))


def articles(s: Samples, out: Figures) -> None:
    for a in s.gold.values():
        row, want = s.articles[a.uri], a.facts
        at(out, f"published.{a.lang}").check(
            (iso(row["published_on"]), row["published_basis"]) == (want["published_on"], want["basis"]),
            f"{a.no}: {row['published_on']} ({row['published_basis']}) is {want['published_on']} ({want['basis']})",
        )
        if "published_at" in want:
            sql = f"SELECT (TIMESTAMPTZ '{want['published_at']}' AT TIME ZONE 'UTC') = TIMESTAMP '{row['published_at']}' AS same"
            same = row["published_at"] is not None and bool(s.rows(sql)[0]["same"])
            at(out, "published_at").check(same, f"{a.no}: {row['published_at']} is {want['published_at']}")
        at(out, "language").check(row["lang"] == a.lang, f"{a.no}: {row['lang']} is {a.lang}")
        at(out, f"title.{a.lang}").check(row["title"] == want["title"], f"{a.no}: {row['title']!r} is {want['title']!r}")
        if not want.get("credit_any"):
            at(out, "credit").check(row["credit"] == want.get("credit"), f"{a.no}: {row['credit']!r} is {want.get('credit')!r}")
        at(out, "updated_at").check(
            (None if row["updated_at"] is None else row["updated_at"].isoformat()[:16]) == want.get("updated_at"),
            f"{a.no}: {row['updated_at']} is {want.get('updated_at')}",
        )


# ------------------------------------------------------------------ names
def mentions(s: Samples, out: Figures) -> None:
    """Span exactly as in the key, type right (a place is a place); what touches a span that the key merely allows counts neither way."""
    for a in s.gold.values():
        spans = {(r["start_char"], r["end_char"]): r for r in s.mentions[a.no]}
        required = [g for g in a.names if g.required]
        allowed = [g.span for g in a.names if not g.required]
        given = [r for (lo, hi), r in spans.items() if not any(lo < y and x < hi for x, y in allowed)]
        hits = [(g, spans[g.span]) for g in required if g.span in spans]
        typed = [(g, r) for g, r in hits if r["type"] in g.types]

        def what(x: object, no: str = a.no, text: str = a.text) -> str:
            if isinstance(x, dict):
                return f"{no}:{x['start_char']} {x['text']!r} {x['type']} ({x['rule_id']})"
            return f"{no}:{x.span[0]} {text[slice(*x.span)]!r} {'/'.join(sorted(x.types))}"  # type: ignore[attr-defined]

        f1(at(out, f"mentions.{a.lang}", True), what, list(required), list(given), list(typed))
        for g in required:
            if g.types == {"PER"}:
                at(out, f"persons_found.{a.lang}").check((g, "PER") in [(x, r["type"]) for x, r in hits], what(g))


def entities(s: Samples, out: Figures) -> None:
    items = [(f"{no}: {r['text']}", g.key, r["entity_id"]) for no, pairs in s.found.items() for g, r in pairs if g.key != "bylines"]
    out["entities_bcubed"] = bcubed(items)
    rows_of: dict[str, set[str]] = defaultdict(set)
    holds: dict[str, Counter[str]] = defaultdict(Counter)
    for _, key, entity in items:
        rows_of[key].add(entity)
        holds[entity][key] += 1
    for name, kinds in (("one_person_one_row", {"PER"}), ("one_body_one_row", {"ORG"}), ("one_place_one_row", {"GPE", "LOC"})):
        for key in sorted({g.key for a in s.gold.values() for g in a.names if g.required and g.types & kinds}):
            mine = rows_of[key]
            right = len(mine) == 1 and all(set(holds[e]) == {key} for e in mine)
            at(out, name).check(right, f"{key}: " + ("; ".join(f"{s.names[e]} {dict(holds[e])}" for e in sorted(mine)) or "no row"))


# ------------------------------------------------------------------ quotations
def quotes(s: Samples, out: Figures) -> None:
    for a in s.gold.values():
        pairs = s.quote_match[a.no]
        allowed = [r for r in s.quotes[a.no] if r["kind"] == "indirect" and all(r is not x for _, x in pairs)]
        given = [r for r in s.quotes[a.no] if all(r is not x for x in allowed)]

        def what(x: object, a: GoldArticle = a) -> str:
            if isinstance(x, GoldQuote):
                return f"{a.no} {x.no} {x.kind}: {a.text[slice(*x.span)][:70]!r}"
            return f"{a.no} {x['kind']}: {x['text'][:70]!r} ({x['rule_id']})"  # type: ignore[index]

        f1(at(out, f"quotes.{a.lang}", True), what, list(a.quotes), list(given), list(pairs))
        for g, r in pairs:
            at(out, "quote_kind").check(
                r["kind"] == g.kind or {r["kind"], g.kind} == {"direct", "mixed"}, f"{what(g)} is given as {r['kind']}"
            )
            who = s.key_of.get(r["speaker_entity_id"] or "", s.names.get(r["speaker_entity_id"]))
            at(out, f"speaker.{a.lang}").check(
                who == g.speaker, f"{what(g)}: {who} is {g.speaker} ({r['speaker_text']}, {r['speaker_basis']})"
            )

        for lo, hi in a.no_quote:
            false = [r for r in s.quotes[a.no] if r["start_char"] < hi and r["end_char"] > lo]
            right = all(r["kind"] == "indirect" and r["start_char"] < lo - 1 for r in false)
            at(out, "no_such_quote").check(right, f"{a.no}: {a.text[lo:hi]!r} ({', '.join(r['rule_id'] for r in false)})")


def groups(s: Samples, out: Figures) -> None:
    out["quote_groups"] = pairs_figure(
        (f"{no} {g.no}", g.group, r["quote_group_id"]) for no, pairs in s.quote_match.items() for g, r in pairs if g.group != "-"
    )


# ------------------------------------------------------------------ events
def events(s: Samples, out: Figures) -> None:
    """Type by sentence; of the reports found: realis, date, place, parties and numbers where the key gives them."""
    for a in s.gold.values():
        pairs = [(g, r) for g, r in s.event_match[a.no] if g.required]
        allowed = [r for g, r in s.event_match[a.no] if not g.required]
        given = [r for r in s.events[a.no] if all(r is not x for x in allowed)]

        def what(x: object, a: GoldArticle = a) -> str:
            if isinstance(x, GoldEvent):
                return f"{a.no} {x.event or ''} {'/'.join(sorted(x.types))}: {a.text[slice(*x.span)]!r}"
            return f"{a.no} {x['event_type']}: {x['trigger_text']!r} in {x['text'][:60]!r} ({x['rule_id']})"  # type: ignore[index]

        f1(at(out, f"events.{a.lang}", True), what, [g for g in a.events if g.required], list(given), list(pairs))
        for g, r in pairs:
            at(out, f"realis.{a.lang}").check(r["realis"] in g.realis, f"{what(g)} is given as {r['realis']} ({r['rule_id']})")
            if g.dates:
                dates = (iso(r["date_start"]), iso(r["date_end"]))
                at(out, f"event_date.{a.lang}").check(
                    dates == g.dates, f"{what(g)}: {dates} is {g.dates} ({r['date_text']}, {r['date_basis']})"
                )
            if g.place:
                place = s.key_of.get(r["place_entity_id"] or "", s.names.get(r["place_entity_id"], r["place_text"]))
                at(out, f"event_place.{a.lang}").check(place == g.place, f"{what(g)}: {place} is {g.place}")
            if g.parties:
                _parties(s, at(out, f"parties.{a.lang}", True), what(g), g, r)
            for measure, best in g.numbers:
                have = {(n["measure"], n["best"]) for n in s.numbers[r["event_mention_id"]]}
                at(out, "numbers").check((measure, best) in have, f"{what(g)}: {sorted(map(str, have))} lacks {measure} {best:g}")
        for (lo, hi), kind in a.never:
            false = [
                r for r in s.events[a.no] if r["event_type"] == kind and lo <= r["trigger_start_char"] < hi + 20 and r["realis"] == "actual"
            ]
            at(out, "no_such_event").check(not false, f"{a.no} {kind}: {a.text[lo:hi]!r} ({', '.join(r['rule_id'] for r in false)})")


def _parties(s: Samples, fig: Figure, what: str, g: GoldEvent, r: Row) -> None:
    """Who takes part: a code or a country of one of the rows, or the entity behind it. Persons beside their country are no error."""
    given: set[str] = set()
    for p in s.parties[r["event_mention_id"]]:
        if p["role"] == "place":
            continue
        key = s.key_of.get(p["entity_id"] or "")
        if key in g.parties:
            given.add(key)
        elif p["code"] or p["country"]:
            code = (
                p["code"] if p["code"] and len(p["code"]) == 3 and p["code"].isupper() and p["code"] not in ("IGO", "NGO") else p["country"]
            )
            given.add(code or key or str(s.names.get(p["entity_id"], p["text"])))
    fig.n += len(g.parties)
    fig.given = (fig.given or 0) + len(given)
    fig.hits += len(given & g.parties)
    fig.missed += [f"{what}: lacks {p}" for p in sorted(g.parties - given)]
    fig.false += [f"{what}: {p} takes no part ({r['rule_id']})" for p in sorted(given - g.parties)]


def identity(s: Samples, out: Figures) -> None:
    """Reports of one event share its row, and only they do; differences between its reports are told."""
    out["event_identity"] = pairs_figure(
        (f"{no} {s.gold[no].text[slice(*g.span)]!r}", g.event, r["event_id"])
        for no, pairs in s.event_match.items()
        for g, r in pairs
        if g.event
    )


# ------------------------------------------------------------------ stories
def stories(s: Samples, out: Figures) -> None:
    out["stories"] = pairs_figure((a.no, a.facts["story"], s.articles[a.uri]["story_id"]) for a in s.gold.values())
    by_id = {r["article_id"]: r["uri"] for r in s.articles.values()}
    for a in s.gold.values():
        original = s.gold[a.facts["duplicate_of"]].uri if "duplicate_of" in a.facts else None
        have = by_id.get(s.articles[a.uri]["duplicate_of"])
        at(out, "duplicates").check(have == original, f"{a.no}: copy of {have}, it is one of {original}")
