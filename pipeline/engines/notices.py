"""What an operator is told of a run in which something failed: values in, one message out. Nothing is sent here.

A message names the run, what failed, how many, and what to do. It holds counts, names of checks and sentences of the program's
own errors, and no text of an article, for it leaves the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.screen import printable

LONGEST = 1900  # characters: chat services refuse more than 2,000
_LONGEST_ERROR = 600
_SHOWN = 10
# What chat services read as a link, or as the name of everybody in a channel.
_READ_BY_CHATS = str.maketrans({"<": "‹", ">": "›", "@": "＠"})


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A check that did not pass. `is_blocking`: nothing was published for it; else it is a warning."""

    name: str
    is_blocking: bool
    n_offending: int | None = None


@dataclass(frozen=True, slots=True)
class RunStory:
    """How a run went, as far as somebody must know who was not there. `error`: what stopped it, `step`: where."""

    run_id: str
    trigger: str = ""
    error: str | None = None
    step: str | None = None
    failed_checks: tuple[FailedCheck, ...] = ()
    failed_documents: Mapping[str, int] = field(default_factory=dict)  # error code → how many
    is_published: bool = True  # whether the published file tells of this run

    @property
    def stopped(self) -> bool:
        """Whether the run did not come to its end."""
        return self.error is not None or any(check.is_blocking for check in self.failed_checks)


@dataclass(frozen=True, slots=True)
class Message:
    """One message, for whatever channel."""

    subject: str
    text: str
    run_id: str
    failed: tuple[str, ...]  # of "run", "check", "documents"


def sentence(error: BaseException) -> str:
    """An error as it may leave the machine: the program's own errors are sentences for users; of any other only the kind is told, for
    its words may be those of an article."""
    if type(error).__module__.split(".")[0] == "pipeline":
        return _line(str(error), _LONGEST_ERROR)
    return f"{type(error).__name__} (its words stand in the run's log)"


def compose(story: RunStory) -> Message | None:
    """The message on a run; None where nothing failed."""
    n_documents = sum(story.failed_documents.values())
    failed = tuple(
        name for name, holds in (("run", story.stopped), ("check", story.failed_checks), ("documents", n_documents)) if holds
    )  # fmt: skip
    if not failed:
        return None
    lines = [f"Dateline, run {story.run_id}" + (f", started by: {_line(story.trigger, 60)}" if story.trigger else "")]
    if story.error is not None:
        where = f" in {_line(story.step, 60)}" if story.step else ""
        lines.append(f"The run failed{where}: {_line(story.error, _LONGEST_ERROR)}")
    lines += _checks(story.failed_checks)
    if n_documents:
        by_code = _most(f"{n} {code}" for code, n in sorted(story.failed_documents.items(), key=lambda item: (-item[1], item[0])))
        lines.append(f"{_count(n_documents, 'document')} failed: {by_code}.")
    lines += _advice(story, n_documents)
    return Message(_subject(story, n_documents), _cut("\n".join(lines), LONGEST), story.run_id, failed)


def _subject(story: RunStory, n_documents: int) -> str:
    if story.stopped:
        what = "the run failed"
    elif story.failed_checks:
        what = f"{_count(len(story.failed_checks), 'check')} with a warning"
    else:
        what = f"{_count(n_documents, 'document')} failed"
    return f"Dateline: {what} ({_line(story.run_id, 80)})"


def _checks(checks: tuple[FailedCheck, ...]) -> list[str]:
    lines = []
    for is_blocking, heading in ((True, "Checks failed"), (False, "Checks with a warning")):
        found = [check for check in checks if check.is_blocking is is_blocking]
        if found:
            lines.append(f"{heading}: {_most(_named(check) for check in found)}.")
    return lines


def _named(check: FailedCheck) -> str:
    rows = "" if check.n_offending is None else f" ({_count(check.n_offending, 'row')})"
    return _line(check.name, 80) + rows


def _advice(story: RunStory, n_documents: int) -> list[str]:
    lines = []
    if story.stopped:
        lines.append("The published warehouse is as it was. The run's page in `dateline ui` shows its log; `dateline run` tries again.")
    elif story.failed_checks:
        lines.append("The page of the check in `dateline ui` shows the rows.")
    if n_documents:
        asked = ' or dateline query "FROM ingest_errors WHERE NOT is_resolved"' if story.is_published else ""
        lines.append(f"Which, why and what to do about each: the asset `ingest_errors` in `dateline ui`{asked}.")
    return lines


def _most(names: Iterable[str]) -> str:
    found = list(names)
    return ", ".join(found[:_SHOWN]) + (f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else "")


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}" + ("" if n == 1 else "s")


def _line(text: str, longest: int) -> str:
    """Text on one line, without what a chat or a terminal would act upon."""
    return _cut(" ".join(printable(text).split()).translate(_READ_BY_CHATS), longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
