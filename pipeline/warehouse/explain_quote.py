"""One quote of the published file: what found it, how its speaker is known, and with which others it is one statement.

For `dateline explain quote:ID`. Nothing is judged here: the page tells what the rows of `quotes` and `quote_groups` say, and beside a
translation which words the lexicon holds for the same; what the corpus taught and entities are not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.resolve.likeness import common_words
from pipeline.resolve.wording import read
from pipeline.screen import printable
from pipeline.warehouse import labels
from pipeline.warehouse.explain import Paint, by_id, rows_of, shortened
from pipeline.warehouse.explain_judged import decided
from pipeline.warehouse.explain_judged import lines as judged_lines
from pipeline.warehouse.query import as_json_text, plain

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PREFIX = "quote:"
_MODEL = "model."  # how rules of models begin
_AROUND = 80  # characters of the article on either side
_OTHERS = 12  # quotes of a statement on the screen
_NAMING = frozenset({"name_in_place", "apposition", "short_name", "role_holder"})  # with these somebody is always meant


@dataclass(frozen=True, slots=True)
class ExplainedQuote:
    """A row of `quotes` with names and surroundings, and the utterances of its statement (itself among them)."""

    quote: dict[str, Any]
    group: tuple[dict[str, Any], ...]
    decided: tuple[dict[str, Any], ...] = ()  # by hand


def explain(con: DuckDBPyConnection, wanted: str) -> ExplainedQuote:
    """The quote whose id begins with `wanted`, with or without `quote:` before it. Raises ExplainError where none or several do."""
    quote = by_id(con, "quote", wanted, ("quote_id", "text"), around=_AROUND)
    group = rows_of(con, "quote_group", quote_group_id=quote["quote_group_id"]) if quote["quote_group_id"] else []
    segments = con.execute("SELECT quote_id FROM quotes WHERE utterance_id = ? ORDER BY ALL", [quote["utterance_id"]]).fetchall()
    return ExplainedQuote(quote, tuple(group), decided(con, items=[quote_id for (quote_id,) in segments]))


def as_json(explained: ExplainedQuote) -> str:
    """Everything, for programs."""
    record = {name: plain(value) for name, value in explained.quote.items()}
    record["group"] = [{name: plain(value) for name, value in row.items()} for row in explained.group]
    record["decided"] = [{name: plain(value) for name, value in row.items()} for row in explained.decided]
    return as_json_text(record)


def as_text(explained: ExplainedQuote, columns: int, paint: Paint) -> str:
    """A page for a screen of that many columns: the words where they stand, cue and rule, the way to the speaker, and the statement."""
    q = explained.quote
    where = f"{q['quote_id']} · {printable(q['uri'])} {q['start_char']}–{q['end_char']}" + (
        f" · {q['published_on']}" if q["published_on"] else ""
    )
    part = f", segment {q['segment_no']} of {q['n_segments']}" if q["n_segments"] > 1 else ""
    out = [
        paint(shortened(printable(q["text"]), max(20, columns)), "strong"),
        paint(where, "faint"),
        "",
        f"…{_flat(q['before'])}{paint('[', 'kept')}{_flat(q['text'])}{paint(']', 'kept')}{_flat(q['behind'])}…",
        "",
        f"found     {q['kind']} speech in {q['lang']}{part}; rule {q['rule_id']}, score {q['score']:.2f}"
        + (", in the title" if q["in_title"] else ""),
        *_by_model(q),
        _cue(q),
        *_speaker(q),
        *judged_lines(explained.decided),
        *_statement(explained, columns),
    ]
    return "\n".join(out) + "\n"


def _flat(text: str) -> str:
    return " ".join(printable(text).split(" ")) if text else ""


def _by_model(q: dict[str, Any]) -> list[str]:
    """What it means that no rule found the quote."""
    model = q["rule_id"].removeprefix(_MODEL)
    return (
        []
        if model == q["rule_id"]
        else [f"          proposed by {printable(model)}, which no rule did; its words were found in the article"]
    )


def _cue(q: dict[str, Any]) -> str:
    if q["cue_text"]:
        return f"cue       {printable(q['cue_text'])} ({q['cue_class'] or 'of no known class'})"
    why = "the model names none" if q["rule_id"].startswith(_MODEL) else "the layout says who speaks"
    return f"cue       none: {why}"


def _speaker(q: dict[str, Any]) -> list[str]:
    words = f"“{printable(q['speaker_text'])}”" if q["speaker_text"] else "no words for the speaker"
    how = labels.SPEAKER.get(q["speaker_basis"] or "", q["speaker_basis"] or "unknown")
    out = [f"speaker   {words} ({q['speaker_mention_type'] or 'none'}): {how}"]
    if q["speaker_entity_id"]:
        out.append(f"          → {printable(q['speaker_name'] or '')} ({q['speaker_type']}), {q['speaker_entity_id']}")
    elif q["speaker_basis"] in _NAMING:
        out.append("          → NULL: the name is not confirmed, or the score lies below `speaker_certainty`")
    else:
        out.append("          → NULL: who that is cannot be told, and nothing is guessed")
    if q["relayed_by_text"]:
        name = f" → {printable(q['relayed_by_name'])}, {q['relayed_by_entity_id']}" if q["relayed_by_entity_id"] else ""
        out.append(f"relayed   by “{printable(q['relayed_by_text'])}”{name}")
    return out


def _statement(explained: ExplainedQuote, columns: int) -> list[str]:
    q, group = explained.quote, explained.group
    relation = labels.RELATION.get(q["relation"] or "", q["relation"] or "")
    if len(group) < 2:
        return [f"statement {q['quote_group_id'] or 'none'}: {relation or labels.RELATION['single']}"]
    langs, sources = sorted({row["lang"] for row in group}), {row["source_id"] for row in group}
    out = [f"statement {q['quote_group_id']}: {len(group)} utterances, {len(sources)} outlets, {' '.join(langs)}; this one: {relation}"]
    width = max(len(row["source_id"]) for row in group)
    for row in group[:_OTHERS]:
        mark = "→" if row["utterance_id"] == q["utterance_id"] else " "
        speaker = printable(row["speaker_name"] or row["speaker_text"] or "nobody named")
        head = f"  {mark} {row['published_on'] or ''!s:10}  {row['source_id']:<{width}}  {row['lang']}  {row['relation']:<14}  {speaker}: "
        out.append(head + shortened(printable(row["text"]), max(20, columns - len(head))))
        if row["lang"] != q["lang"]:
            words = ", ".join(f"{a} = {b}" for a, b in common_words(read(q["text"], q["lang"]), read(row["text"], row["lang"])))
            out += [shortened(f"      words in common: {printable(words)}", columns)] if words else []
    return out + ([f"    … and {len(group) - _OTHERS} more"] if len(group) > _OTHERS else [])
