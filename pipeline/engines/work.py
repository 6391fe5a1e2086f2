"""The per-document work as functions over a batch: plain values in, plain values out, nothing remembered between calls.

An engine maps these functions and knows nothing else of them, so they are top-level, picklable and free of storage. A
document that makes a stage fail costs itself: its outcome is a `Failure`, never an exception of the batch. What comes out
of a stage is verified here against the text, so that a wrong offset in one document cannot hold up the whole corpus.
"""

from __future__ import annotations

import traceback
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.model import KEPT_ROLES, Annotations, Article, Decided, Document, Profile

if TYPE_CHECKING:
    from pipeline.clean.recurrence import SeenLine
    from pipeline.models.spans import Silence
    from pipeline.models.weights import Model


@dataclass(frozen=True, slots=True)
class CleanTask:
    """A document, what its source's profile says about its lines, and what users decided of it."""

    document: Document
    profile: Profile
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that a stage could not do. `message`: one line; `details`: for the log."""

    article_id: str
    message: str
    details: str


@dataclass(frozen=True, slots=True)
class Unassisted:
    """Annotations that models took no part in, for they gave no answer: `silent`, never empty."""

    annotations: Annotations
    silent: tuple[Silence, ...]


class InvariantError(ValueError):
    """A stage gave something that does not hold for every document: an error of the stage."""


def clean_batch(tasks: Sequence[CleanTask]) -> list[Article | Failure]:
    """`clean` over a batch; one outcome a task, in order."""
    from pipeline.clean import clean_many  # noqa: PLC0415 — a pool's parent need not load the rooms

    try:
        decided = {task.document.article_id: task.decided for task in tasks if task.decided is not None}
        articles = clean_many([(task.document, task.profile) for task in tasks], decided)
    except OSError:  # the stage reads and writes nothing but its own data: the machine fails, not a document
        raise
    except Exception as error:  # one document must not cost the others: each by itself
        if len(tasks) == 1:
            return [_failure(tasks[0].document.article_id, error)]
        return [outcome for task in tasks for outcome in clean_batch([task])]
    outcomes: list[Article | Failure] = []
    for article in articles:
        try:
            verify_article(article)
            outcomes.append(article)
        except InvariantError as error:
            outcomes.append(_failure(article.document.article_id, error))
    return outcomes


def load_models(models: Sequence[Model]) -> None:
    """Have the models in this process. Raises ModelError where one cannot be loaded, or is not what was asked for."""
    from pipeline.models.backends import opened  # noqa: PLC0415

    for model in models:
        opened(model)


def annotate_batch(articles: Sequence[Article], models: Sequence[Model] = ()) -> list[Annotations | Unassisted | Failure]:
    """`annotate` over a batch, with what the models propose and rule; one outcome an article, in order. A model that cannot be loaded,
    or that only the user can mend, raises ModelError: that is no fault of a document."""
    from pipeline.annotate import draft, settled  # noqa: PLC0415
    from pipeline.models.proposals import judge, propose  # noqa: PLC0415
    from pipeline.models.spans import ModelError  # noqa: PLC0415

    load_models(models)
    outcomes: list[Annotations | Unassisted | Failure] = []
    for article in articles:
        try:
            proposals = propose(article, models)
            found = draft(article, proposals)
            rulings = judge(article, found.annotations, models)
            annotations = settled(found, rulings)
            verify_annotations(article, annotations)
            silent = (*proposals.silent, *rulings.silent)
            outcomes.append(Unassisted(annotations, silent) if silent else annotations)
        except (ModelError, OSError):  # what only the user can mend; a fault of the machine
            raise
        except Exception as error:
            outcomes.append(_failure(article.document.article_id, error))
    return outcomes


def seen_lines_batch(texts: Sequence[tuple[str, bool]]) -> list[tuple[SeenLine, ...]]:
    """The distinct lines of each (text, whether it is clean already), as the profile of its source counts them."""
    from pipeline.clean.recurrence import seen_lines  # noqa: PLC0415

    return [seen_lines(text, is_clean_text=is_clean) for text, is_clean in texts]


def _failure(article_id: str, error: Exception) -> Failure:
    message = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return Failure(article_id, message, "".join(traceback.format_exception(error)))


def verify_article(article: Article) -> None:
    """Lines joined are the text, numbered from 1, and kept lines are those with a kept role. Raises InvariantError."""
    position, text = 0, article.text
    for number, line in enumerate(article.lines, 1):
        if line.line_no != number or line.start != position or line.end < line.start:
            raise InvariantError(f"line {number} stands at {line.start}-{line.end}, expected to begin at {position}")
        if line.kept != (line.role in KEPT_ROLES):
            raise InvariantError(f"line {number} is {'kept' if line.kept else 'dropped'} as {line.role}")
        if text[line.end : line.end + 1] not in ("\n", "") or "\n" in text[line.start : line.end]:
            raise InvariantError(f"line {number} does not end at a newline")
        position = line.end + 1
    if position != len(text) + 1:
        raise InvariantError(f"the lines end at {position - 1}, the text at {len(text)}")


def verify_annotations(article: Article, annotations: Annotations) -> None:
    """Every span is its text, lies in kept lines (dates: any line), and every reference exists. Raises InvariantError."""
    if annotations.article_id != article.document.article_id:
        raise InvariantError(f"annotations of {annotations.article_id}")
    text, lines = article.text, article.lines
    starts = [line.start for line in lines]

    def is_kept(position: int) -> bool:
        return lines[bisect_right(starts, position) - 1].kept

    for kind, said, start, end in _spans(annotations):
        if not 0 <= start <= end <= len(text) or text[start:end] != said:
            raise InvariantError(f"a {kind} says {said[:40]!r} at {start}-{end}, where {text[start:end][:40]!r} stands")
        if kind != "date" and not (is_kept(start) and is_kept(max(start, end - 1))):
            raise InvariantError(f"a {kind} stands in a dropped line at {start}-{end}")
    periods = [(row.start, row.date_start, row.date_end) for row in annotations.dates]
    periods += [(row.start, row.date_start, row.date_end) for row in annotations.events]
    for start, first, last in periods:
        if (first is None) != (last is None) or (first is not None and last is not None and last < first):
            raise InvariantError(f"a date at {start} runs from {first} to {last}")
    for kind, number, limit in _references(annotations):
        if number is not None and not 0 <= number < limit:
            raise InvariantError(f"a {kind} refers to number {number} of {limit}")


def _spans(a: Annotations) -> Iterator[tuple[str, str, int, int]]:
    for mention in a.mentions:
        yield "mention", mention.text, mention.start, mention.end
    for role in a.roles:
        yield "role", role.text, role.start, role.end
    for day in a.dates:
        yield "date", day.text, day.start, day.end
    for quote in a.quotes:
        yield "quote", quote.text, quote.start, quote.end
        if quote.cue_start is not None and quote.cue_end is not None:
            yield "cue", quote.cue_text or "", quote.cue_start, quote.cue_end
        if quote.speaker_start is not None and quote.speaker_end is not None:
            yield "speaker", quote.speaker_text or "", quote.speaker_start, quote.speaker_end
    for event in a.events:
        yield "event", event.text, event.start, event.end
        yield "trigger", event.trigger_text, event.trigger_start, event.trigger_end
        for part in event.participants:
            if part.start is not None and part.end is not None:
                yield "participant", part.text or "", part.start, part.end
        for number in event.numbers:
            yield "number", number.text, number.start, number.end


def _references(a: Annotations) -> Iterator[tuple[str, int | None, int]]:
    n_entities, n_roles, n_quotes = len(a.entities), len(a.roles), len(a.quotes)
    for entity in a.entities:
        yield "name", entity.parent_no, n_entities
    for mention in a.mentions:
        yield "mention", mention.local_no, n_entities
    for role in a.roles:
        yield "role", role.holder_no, n_entities
        yield "role", role.organisation_no, n_entities
    for quote in a.quotes:
        yield "quote", quote.speaker_no, n_entities
        yield "quote", quote.relayed_by_no, n_entities
        yield "quote", quote.speaker_role_no, n_roles
    for event in a.events:
        yield "event", event.place_no, n_entities
        yield "event", event.quote_no, n_quotes
        for part in event.participants:
            yield "participant", part.local_no, n_entities
            yield "participant", part.role_no, n_roles
