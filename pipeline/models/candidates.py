"""The events that rules have coded in an article, as a model gets to read them: each with its sentence and what the codes mean. Pure."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from pipeline.languages import pack, shared
from pipeline.model import Annotations, Article, EventMention, LocalEntity, Participant
from pipeline.models.spans import Candidate
from pipeline.text import Tokens

_LONGEST = 1200  # characters of a sentence; of a longer one, those around the words that report the event
_LONGEST_NAME = 120
_MAX_NAMES = 8  # of a role
_ROLES = ("actor", "recipient", "participant", "host", "place")


def candidates(article: Article, told: Annotations) -> tuple[Candidate, ...]:
    """The events, numbered from 1 as they stand in `told.events`."""
    starts = [line.start for line in article.lines]
    read: dict[int, Tokens] = {}  # by line
    out = []
    for number, event in enumerate(told.events, 1):
        line = article.lines[bisect_right(starts, event.trigger_start) - 1]
        if line.line_no not in read:
            read[line.line_no] = pack(article.lang).tokenise(article.text, ((line.start, line.end),))
        mode = event.event_mode or ""
        out.append(
            Candidate(
                number=number,
                sentence=_sentence(article.text, read[line.line_no], event),
                words=event.trigger_text[:_LONGEST_NAME],
                kind=f"{event.event_type} {mode}".strip(),
                meaning=_meanings().get((event.event_type, mode), ""),
                parties=_parties(event, told.entities),
                realis=event.realis,
            )
        )
    return tuple(out)


@lru_cache(maxsize=1)
def _meanings() -> dict[tuple[str, str], str]:
    return {(row["type"], row["mode"]): row["meaning"] for row in shared().table("event_types")}


def _sentence(text: str, tokens: Tokens, event: EventMention) -> str:
    at = tokens.at(event.trigger_start)
    low, high = tokens.sentence_bounds(tokens.sentence[at])
    start, end = tokens.start[low], tokens.end[high - 1]
    if end - start > _LONGEST:
        start = max(start, event.trigger_start - _LONGEST // 2)
        end = min(end, start + _LONGEST)
    return text[start:end]


def _parties(event: EventMention, entities: tuple[LocalEntity, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(role, names) of those who take part; nobody is named twice, in the same role or in another behind it."""
    out: list[tuple[str, tuple[str, ...]]] = []
    told = {""}
    for role in _ROLES:
        names = dict.fromkeys(_name(part, entities) for part in event.participants if part.role == role)
        if fresh := tuple(name for name in names if name not in told)[:_MAX_NAMES]:
            out.append((role, fresh))
            told.update(fresh)
    return tuple(out)


def _name(part: Participant, entities: tuple[LocalEntity, ...]) -> str:
    name = part.text if part.local_no is None else entities[part.local_no].name
    return (name or part.code or part.country or "")[:_LONGEST_NAME]
