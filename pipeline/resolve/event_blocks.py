"""The events of one type, from all reports of it: a block of work that asks for nothing else.

Reports of two types are never one event. What blocks have in common is how common a word or a companion is in the whole corpus: that is
counted first, block by block too. So blocks can be worked on in any order, in several processes, and memory holds one of them at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.resolve import event_retold, event_ties, events
from pipeline.resolve.event_likeness import Alike, Spread
from pipeline.resolve.frames import rows
from pipeline.resolve.groups import NOTHING, Judged
from pipeline.resolve.reports import read_clauses, read_reports


@dataclass(frozen=True, slots=True)
class EventBlock:
    """All reports of a type: frames of sql/corpus/block_*.sql (see `reports.read_reports` and `read_clauses`; `mentions` also has
    `story_first` and `story_last`). pairs: columns a, b, positions in `mentions` of reports that are compared."""

    mentions: pd.DataFrame
    parties: pd.DataFrame
    numbers: pd.DataFrame
    company: pd.DataFrame
    names: pd.DataFrame
    pairs: pd.DataFrame
    judged: Judged = NOTHING
    spread: Spread | None = None  # of the whole corpus


@dataclass(frozen=True, slots=True)
class Grouped:
    """What became of a block. units: article_id, no, event_id of every report; summaries: a row an event (`events.summarise`); ties:
    a row a report that is not the first of its event (`event_ties.ties`)."""

    units: pd.DataFrame
    summaries: pd.DataFrame
    ties: pd.DataFrame


def group(block: EventBlock) -> Grouped:
    """The events of a block."""
    told = read_reports(block.mentions, block.parties, block.numbers, company=block.company)
    clauses = read_clauses(block.mentions, block.names)
    alike = Alike(told, clauses, block.spread)
    pairs = zip(*(np.asarray(block.pairs[column]).tolist() for column in ("a", "b")), strict=True)
    near = events.cluster(told, alike, pairs, block.judged)
    stories = {story: (first, last) for story, first, last in rows(block.mentions, "story_id", "story_first", "story_last") if first}
    of = event_retold.retold(told, clauses, near, stories, block.judged)
    ids = {anchor: events.event_id(anchor, told) for anchor in set(of.values())}
    units = pd.DataFrame([(*unit, ids[anchor]) for unit, anchor in sorted(of.items())], columns=["article_id", "no", "event_id"])
    ties = event_ties.ties(told, alike, near, of, block.judged)
    return Grouped(units.astype({"article_id": "str", "no": "int64", "event_id": "str"}), events.summarise(told, of), ties)


def spread(block: EventBlock) -> Spread:
    """How common words and companions are in a block."""
    told = read_reports(block.mentions, block.parties, block.numbers, company=block.company)
    return Spread.of(told.values(), read_clauses(block.mentions, block.names).values())


def spread_all(blocks: Sequence[EventBlock]) -> list[Spread]:
    """The same of several blocks: what an engine maps."""
    return [spread(block) for block in blocks]


def group_all(blocks: Sequence[EventBlock]) -> list[Grouped]:
    """The same of several blocks, in their order: what an engine maps."""
    return [group(block) for block in blocks]
