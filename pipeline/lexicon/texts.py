"""One text as the check of words of saying reads it: those of its lines that may hold one, with the names that are known there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.annotate.quoting import unheard
from pipeline.annotate.quoting.grammar import grammar
from pipeline.annotate.quoting.marks import pair
from pipeline.annotate.quoting.scene import scene
from pipeline.annotate.quoting.unheard import Unheard
from pipeline.annotate.roles import offices
from pipeline.languages import pack
from pipeline.model import EntityType, LocalEntity, Mention, Role
from pipeline.text import Tokens

Name = tuple[int, int, str, EntityType, str]  # start, end, text, type, who is meant


def words(lang: str, text: str, lines: Sequence[tuple[int, int]], names: Sequence[Name]) -> Iterator[Unheard]:
    """The words of a text that stand where a verb of saying belongs and are none in the packs. `lines`: offsets of the kept ones; `names`
    in order of their starts."""
    marked = pair(text, tuple(lines))
    complementisers = grammar(lang).classes["complementisers"]
    chosen, k, n = [], 0, 0
    for low, high in lines:
        while k < len(marked) and marked[k].outer_end <= low:
            k += 1
        while n < len(names) and names[n][1] <= low:
            n += 1
        in_marks = k < len(marked) and marked[k].outer_start < high
        if in_marks or (complementisers and n < len(names) and names[n][0] < high):
            chosen.append((low, high))
    if not chosen:
        return
    p = pack(lang)
    tokens = p.tokenise(text, tuple(chosen))
    inside = [m for m in marked if any(low <= m.outer_start < high for low, high in chosen)]
    places: dict[str, int] = {}
    entities: list[LocalEntity] = []
    mentions: list[Mention] = []
    for start, end, written, kind, who in names:
        if who not in places:
            places[who] = len(entities)
            entities.append(LocalEntity(kind, written, lang, ""))
        mentions.append(Mention(start, end, written, kind, places[who], "name", None, "", 1.0))
    s = scene(text, tokens, grammar(lang), inside, entities, mentions, tuple(_roles(lang, text, tokens)))
    yield from unheard.find(lang, s, chosen)


def _roles(lang: str, text: str, tokens: Tokens) -> Iterator[Role]:
    """Words that name an office; whose it is does not matter here."""
    last = -1
    for m in sorted(offices(lang).matches(tokens), key=lambda m: (m.first, -m.last)):
        if m.first > last:
            start, end = tokens.start[m.first] + m.offset, tokens.end[m.last]
            last = m.last
            yield Role(start, end, text[start:end], m.value.key, None, None, None, m.value.gender, m.value.plural, "", 1.0)
