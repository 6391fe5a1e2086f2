"""The commands `dateline judge …`: options in, the row that is written out; the work is in pipeline/warehouse/drafts.py and judging.py."""

from __future__ import annotations

import inspect
import subprocess
from collections.abc import Callable, Iterable
from os import environ
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli_common import Debug, Warehouse, explained, load
from pipeline.screen import say

if TYPE_CHECKING:
    from pipeline.settings import Settings

WHO = "DATELINE_WHO"
_HELP = """Decide by hand what the next run carries out: a row of overrides/, never a change of the warehouse.

Example: dateline judge speaker quo_3f1c "Halima Barka" --why "named in the caption\""""
Said = tuple[str, tuple[Any, ...]]  # a function of warehouse.drafts, and its arguments behind the connection

# What all of these commands take, behind their own arguments.
_OPTIONS: dict[str, tuple[Any, Any]] = {
    "why": (Annotated[str, typer.Option("--why", help="The reason, for others to check.", metavar="TEXT")], inspect.Parameter.empty),
    "who": (
        Annotated[str | None, typer.Option("--who", help=f"Who decides; else {WHO}, else git's user.name.", metavar="NAME")],
        None,
    ),
    "file": (
        Annotated[str | None, typer.Option("--file", help="File of the overrides folder; else one named after you.", metavar="CSV")],
        None,
    ),
    "dry_run": (Annotated[bool, typer.Option("--dry-run", help="Show the row, and write nothing.")], False),
    "raw": (
        Annotated[Path | None, typer.Option("--raw", help="Folder with the documents; overrides/ lies beside it.", metavar="DIR")],
        None,
    ),
    "warehouse": (Warehouse, None),
    "debug": (Debug, False),
}
Entity = Annotated[str, typer.Argument(help="entity_id, or a mention_id: whom it means.", metavar="ENTITY")]
Event = Annotated[str, typer.Argument(help="event_mention_id, or an event_id: its first report.", metavar="EVENT")]
Quote = Annotated[str, typer.Argument(help="quote_id or its beginning.", metavar="QUOTE")]
Statement = Annotated[str, typer.Argument(help="quote_id, or a quote_group_id: its first quote.", metavar="QUOTE")]
Words = Annotated[str, typer.Argument(help="The right words, copied from the article; none: there is nothing of it.", metavar="WORDS")]
Name = Annotated[str, typer.Argument(help="A name, an entity_id, an id of a lexicon, or none.", metavar="NAME")]


def make() -> typer.Typer:
    """The group `judge`."""
    group = typer.Typer(name="judge", help=_HELP, no_args_is_help=True, rich_markup_mode=None)
    commands: dict[str, Callable[..., Said]] = {
        "same": same, "different": different, "line": line, "speaker": speaker, "date": date, "realis": realis,
        "participant": participant, "same-event": same_event, "different-event": different_event,
        "same-statement": same_statement, "different-statement": different_statement, "quote-span": quote_span, "quote-kind": quote_kind,
        "event-span": event_span, "event-trigger": event_trigger, "event-type": event_type, "name-span": name_span,
    }  # fmt: skip
    for name, said in commands.items():
        group.command(name)(_command(said))
    return group


def same(first: Entity, second: Entity) -> Said:
    """Two entities are one.

    Example: dateline judge same ent_52c0 ent_9f1e --why "the Arabic report uses the family name only"
    """
    return "same", (first, second)


def different(first: Entity, second: Entity) -> Said:
    """Two entities are two; of one entity, name two mentions (men_…).

    Example: dateline judge different men_52c0 men_9f1e --why "the judge, not the striker"
    """
    return "different", (first, second)


def line(
    article: Annotated[str, typer.Argument(help="article_id or its beginning.", metavar="ARTICLE")],
    line_no: Annotated[int, typer.Argument(help="Number of the line, as `dateline explain` shows it.", metavar="LINE", min=1)],
    role: Annotated[str, typer.Argument(help="navigation, other, body … as article_lines.role has them.", metavar="ROLE")],
) -> Said:
    """A line is chrome, or text: give it its role. Its document is cleaned again.

    Example: dateline judge line art_52c0 3 navigation --why "a menu"
    """
    return "line", (article, line_no, role)


def speaker(quote: Quote, name: Name) -> Said:
    """Say who speaks in a quote; none: not the one who is named, and nobody knows who.

    Example: dateline judge speaker quo_52c0 none --why "the text does not say who speaks"
    """
    return "speaker", (quote, name)


def date(
    row: Annotated[str, typer.Argument(help="article_id, event_mention_id, event_id or date_mention_id.", metavar="ROW")],
    value: Annotated[str, typer.Argument(help="2025-03-04, 2025-03, 2025, 2025-03-04/2025-03-09, or none.", metavar="DATE")],
) -> Said:
    """Date a publication, an event or the words that say when.

    Example: dateline judge date evm_52c0 2025-03-04 --why "the decree bears that date"
    """
    return "when", (row, value)


def realis(
    event: Event, value: Annotated[str, typer.Argument(help="actual, planned, requested, denied, hypothetical.", metavar="REALIS")]
) -> Said:
    """Say whether an event took place, is planned, asked for, denied or only supposed.

    Example: dateline judge realis evm_52c0 planned --why "the visit is announced"
    """
    return "realis", (event, value)


def participant(
    event: Event,
    role: Annotated[str, typer.Argument(help="actor, recipient, participant, host or place.", metavar="ROLE")],
    name: Name,
) -> Said:
    """Say who takes part in an event in a role, in place of all whom the text was read to name; once for each.

    Example: dateline judge participant evm_52c0 recipient "Halima Barka" --why "whom refers to her"
    """
    return "participant", (event, role, name)


def same_event(first: Event, second: Event) -> Said:
    """Two reports are of one event.

    Example: dateline judge same-event evm_52c0 evm_9f1e --why "one signing, told twice"
    """
    return "same_event", (first, second)


def different_event(first: Event, second: Event) -> Said:
    """Two reports are of two events.

    Example: dateline judge different-event evm_52c0 evm_9f1e --why "the second meeting was a week later"
    """
    return "different_event", (first, second)


def same_statement(first: Statement, second: Statement) -> Said:
    """Two quotations are one statement.

    Example: dateline judge same-statement quo_52c0 quo_9f1e --why "the same answer, cut by one of the two"
    """
    return "same_statement", (first, second)


def different_statement(first: Statement, second: Statement) -> Said:
    """Two quotations are two statements.

    Example: dateline judge different-statement quo_52c0 quo_9f1e --why "said again a month later"
    """
    return "different_statement", (first, second)


def quote_span(quote: Quote, words: Words) -> Said:
    """Give the right words of a quote, or none: they are nobody's words.

    Example: dateline judge quote-span quo_52c0 "the road will be open in May" --why "the rest is the reporter's"
    """
    return "quote_span", (quote, words)


def quote_kind(quote: Quote, kind: Annotated[str, typer.Argument(help="direct, mixed or indirect.", metavar="KIND")]) -> Said:
    """Say whether a quote stands in marks, in marks inside reported speech, or is reported speech.

    Example: dateline judge quote-kind quo_52c0 indirect --why "the marks are those of a title"
    """
    return "quote_kind", (quote, kind)


def event_span(
    event: Event, words: Annotated[str, typer.Argument(help="The right words of the clause, copied from the article.", metavar="WORDS")]
) -> Said:
    """Give the right words of the clause that reports an event.

    Example: dateline judge event-span evm_52c0 "Niger and Chad signed an accord" --why "what follows is another event"
    """
    return "event_span", (event, words)


def event_trigger(
    event: Event, words: Annotated[str, typer.Argument(help="Words of the clause that tell the act.", metavar="WORDS")]
) -> Said:
    """Say by which words of its clause a report tells the act.

    Example: dateline judge event-trigger evm_52c0 signed --why "“met” is the place where they signed"
    """
    return "event_trigger", (event, words)


def event_type(
    event: Event, value: Annotated[str, typer.Argument(help="CONSULT, CONSULT/visit …, or none: no act is told.", metavar="TYPE")]
) -> Said:
    """Give the right type of an act that is reported, or none: no act is told there.

    Example: dateline judge event-type evm_52c0 SUPPORT/treaty --why "a treaty is signed"
    """
    return "event_type", (event, value)


def name_span(mention: Annotated[str, typer.Argument(help="mention_id or its beginning.", metavar="MENTION")], words: Words) -> Said:
    """Give the right words of a name where it is mentioned, or none: it is no name.

    Example: dateline judge name-span men_52c0 "Halima Barka" --why "“Tuesday” is the day"
    """
    return "name_span", (mention, words)


def _command(said: Callable[..., Said]) -> Callable[..., None]:
    """The function as a command: its own arguments, and the options of all."""
    own = inspect.signature(said, eval_str=True).parameters
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=default)
        for name, (kind, default) in _OPTIONS.items()
    ]

    def command(**values: Any) -> None:
        with explained(debug=values["debug"]):
            settings = load(raw=values["raw"], warehouse=values["warehouse"])
            function, arguments = said(**{name: values[name] for name in own})
            _carry_out(settings, function, arguments, values["who"], values["why"], values["file"], is_dry=values["dry_run"])

    parameters = [*(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own.values()), *options]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    command.__doc__ = said.__doc__
    return command


def _carry_out(
    settings: Settings, function: str, arguments: Iterable[Any], who: str | None, why: str, file: str | None, *, is_dry: bool
) -> None:
    from pipeline.resolve.judgement_files import COLUMNS  # noqa: PLC0415
    from pipeline.resolve.judgement_rows import line_of  # noqa: PLC0415
    from pipeline.warehouse import drafts, judging  # noqa: PLC0415
    from pipeline.warehouse.connect import published_connection  # noqa: PLC0415

    who = who or _who(settings)
    con = published_connection(settings.warehouse)
    try:
        draft = getattr(drafts, function)(con, *arguments)
    finally:
        con.close()
    path, rows = judging.preview(settings, [draft], who, why, file=file)
    if not is_dry:
        judging.append(settings, [draft], who, why, file=file)
    columns = [c for c in COLUMNS if any(c in row for row in rows)]
    say(line_of({c: c for c in columns}, columns) + "".join(line_of(row, columns) for row in rows), nl=False)
    say(f"{path}: {'not written (--dry-run)' if is_dry else 'the next `dateline run` carries it out'}.")


def _who(settings: Settings) -> str:
    """Who decides where no option says so: the environment's, else whoever commits from that folder."""
    if named := environ.get(WHO, "").strip():
        return named
    folder = next((p for p in (settings.overrides, *settings.overrides.parents) if p.is_dir()), Path.cwd())
    try:
        command = ["git", "config", "user.name"]
        asked = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=10, check=False)  # noqa: S603 — no word of it is given
        found = asked.stdout.strip()
    except (OSError, subprocess.SubprocessError):
        found = ""
    if not found:
        from pipeline.resolve.judgements import JudgementsError  # noqa: PLC0415

        raise JudgementsError([f"Nobody is named who decides. Say so with --who NAME, or set {WHO} or git's user.name."])
    return found
