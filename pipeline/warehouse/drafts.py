"""From what a user sees in the published file to what is said of it: ids (`quo_…`, `evm_…`, `ent_…`, an article and a line's number) become
drafts of judgements, which name what stands in the documents and outlive ids. `judging.py` writes them down.

The published file is only asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipeline.audit.sheets import places
from pipeline.resolve.judgement_rows import Draft
from pipeline.resolve.judgements import NONE, JudgementsError, Target
from pipeline.resolve.place_cells import event_type as type_of
from pipeline.resolve.sightings import passages_of
from pipeline.text import fold
from pipeline.warehouse import evidence
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_FORMULA = "=+-@"  # with which a spreadsheet would begin to reckon
_MARKS = "\"'“”„‟«»‹›‘’⟦⟧ "  # around words that are copied, and no part of them


class HeldAlreadyError(JudgementsError):
    """What somebody gives as right is what the published file holds."""


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


def same_statement(con: DuckDBPyConnection, first: str, second: str) -> Draft:
    """Two quotations are one statement; ids of quotes, or of statements, which stand for their first quote."""
    return Draft("same_statement", _place(con, first, "quote"), other=_place(con, second, "quote"))


def different_statement(con: DuckDBPyConnection, first: str, second: str) -> Draft:
    """Two quotations are two statements."""
    return Draft("different_statement", _place(con, first, "quote"), other=_place(con, second, "quote"))


def quote_span(con: DuckDBPyConnection, quote: str, words: str) -> Draft:
    """The right words of a quotation, copied from the article; `none`: what was found is no quotation."""
    return _corrected(con, "quote_span", quote, "quote", words)


def name_span(con: DuckDBPyConnection, mention: str, words: str) -> Draft:
    """The right words of a name where it is mentioned (a `men_…` id); `none`: it is no name."""
    return _corrected(con, "name_span", mention, "mention", words)


def name_type(con: DuckDBPyConnection, mention: str, value: str) -> Draft:
    """What is named where a name is mentioned: `PER`, `ORG`, `GPE`, `LOC` or `MISC`, of the one whom it means in its document."""
    place, _, found = _placed(con, mention, "mention")
    return _unless_held(Draft("type", place, value.upper()), value.upper() == found["type"])


def event_span(con: DuckDBPyConnection, event: str, words: str) -> Draft:
    """The right words of the clause that reports an event; event: as for `participant`."""
    return _corrected(con, "event_span", event, "event", words)


def event_trigger(con: DuckDBPyConnection, event: str, words: str) -> Draft:
    """The word or words of its clause that tell the act."""
    return _corrected(con, "event_trigger", event, "event", words)


def quote_kind(con: DuckDBPyConnection, quote: str, kind: str) -> Draft:
    """The kind of a quotation, as `quotes.kind` has it."""
    place, _, found = _placed(con, quote, "quote")
    return _unless_held(Draft("quote_kind", place, kind), kind == found["type"])


def event_type(con: DuckDBPyConnection, event: str, value: str) -> Draft:
    """The type of a reported act, as `CONSULT` or `CONSULT/visit`; `none`: no act is told. event: as for `participant`."""
    place, _, found = _placed(con, event, "event")
    right = type_of(value)
    is_held = right is not None and (right.type, right.mode) == (found["type"], found["mode"])
    return _unless_held(Draft("event_type", place, value), is_held)


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


def _corrected(con: DuckDBPyConnection, kind: str, wanted: str, of: str, words: str) -> Draft:
    """A row that gives the right words: those of the article that touch the ones that were found, and are nearest to them."""
    place, article, found = _placed(con, wanted, of)
    if words.strip() == NONE:
        return Draft(kind, place, NONE)
    start, end = found["start_char"], found["end_char"]
    now = (found["trigger_start"], found["trigger_end"]) if kind == "event_trigger" else (start, end)
    wanted_words = " ".join(words.replace("⏎", " ").split()).strip(_MARKS)
    every = passages_of(wanted_words, article["text"], whole=False) or places(wanted_words, article["text"]) if wanted_words else []
    near = [passage for passage in every if passage[0] < end and passage[1] > start]
    if not near:
        there = "in its clause" if kind == "event_trigger" else f"at or about characters {start}–{end}"
        advice = f"Copy them as they stand in {article['article_id']}, or say {NONE}."
        raise JudgementsError([f"The words “{wanted_words[:80]}” do not stand {there}. {advice}"])
    best = min(near, key=lambda passage: (abs(passage[0] - now[0]) + abs(passage[1] - now[1]), passage))
    if best == now:
        raise HeldAlreadyError([f"The words “{wanted_words[:80]}” are what is held already. Give the right ones."])
    return Draft(kind, place, other=_words(article, *best))


def _unless_held(draft: Draft, is_held: bool) -> Draft:
    if is_held:
        raise HeldAlreadyError([f"{draft.target} is {draft.value} already. Say what it is instead."])
    return draft


def _place(con: DuckDBPyConnection, wanted: str, *kinds: str) -> Target:
    """The words of a row that stands in an article; of a report of an event its clause, or where that states several, its trigger."""
    return _placed(con, wanted, *kinds)[0]


def _placed(con: DuckDBPyConnection, wanted: str, *kinds: str) -> tuple[Target, dict[str, Any], dict[str, Any]]:
    """The same, with its article and what is held of it."""
    called = {"quote": "quote_id", "event": "event_mention_id", "date": "date_mention_id", "mention": "mention_id"}
    rows = [row for row in _ask(con, "place", wanted=wanted.strip()) if row["kind"] in kinds] if wanted.strip() else []
    found = _one(rows, wanted, " or ".join(called[kind] for kind in kinds), "event_mentions" if "event" in kinds else f"{kinds[0]}s")
    article = _article(con, found["article_id"])
    start, end = found["start_char"], found["end_char"]
    if found["kind"] == "event" and not found["is_alone"]:
        start, end = found["trigger_start"], found["trigger_end"]
    return _words(article, start, end, found["type"] if found["kind"] == "event" else ""), article, found


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
