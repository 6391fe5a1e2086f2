"""Interviews without labels: paragraphs that only ask, each with its answer behind it, and one person whom the article is about.

Marks of type (bold questions) are gone from plain text; what is left is the rhythm: a short paragraph that ends with a question mark, then
paragraphs that do not. An essay asks as well, so three pairs are wanted, and answers that say "I" or an introduction that names the form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.annotate.quoting.dialogue import Turn, labelled
from pipeline.annotate.quoting.scene import NAMES, UNNAMED, Scene, Source
from pipeline.annotate.quoting.units import Unit

_PAIRS = 3
_QUESTION = 60  # tokens of a paragraph that asks
_ENDS = ("?", "؟")


def answers(s: Scene, units: Sequence[Unit], headings: frozenset[int]) -> dict[int, Turn]:
    """The turns of an interview by their line: questions without a source, answers with the person asked; empty where it is none."""
    if sum(map(s.text.count, _ENDS)) < _PAIRS:
        return {}
    lines: dict[int, list[Unit]] = {}
    for unit in units:
        if unit.line not in headings:
            lines.setdefault(unit.line, []).append(unit)
    order = sorted(lines)
    asking = [line for line in order if _asks(s, lines[line])]
    pairs = [line for line in asking if _behind(order, line) not in (None, *asking)]
    if len(pairs) < _PAIRS:
        return {}
    first, last = lines[pairs[0]][0], pairs[-1]
    replies = [line for line in order if line > pairs[0] and line not in asking and (line < last or line == _behind(order, last))]
    if not (_announced(s, first) or 2 * sum(_says_i(s, lines[line]) for line in replies) >= len(replies)):
        return {}
    found = {line: Turn(line, "", None, True, lines[line][0].start, lines[line][-1].end) for line in asking}
    labels = {line: turn for line in replies if (turn := labelled(s, lines[line][0], lines[line][-1].end)) is not None}
    source = next((turn.source for turn in labels.values() if turn.source is not None), None) or _asked(s, first.start)
    for line in replies:
        found[line] = labels.get(line) or Turn(line, "", source, False, lines[line][0].start, lines[line][-1].end)
    return found


def _behind(order: Sequence[int], line: int) -> int | None:
    k = order.index(line) + 1
    return order[k] if k < len(order) else None


def _asks(s: Scene, units: Sequence[Unit]) -> bool:
    """A paragraph without marks that ends with a question mark."""
    size = sum(len(u) for u in units)
    return s.text[units[-1].start : units[-1].end].rstrip().endswith(_ENDS) and size <= _QUESTION and not any(u.quoted for u in units)


def _says_i(s: Scene, units: Sequence[Unit]) -> bool:
    """A pronoun of the first person stands in it."""
    known = (s.grammar.pronouns.get(w) for u in units for w in u.words)
    return any(p is not None and p.person == "1" for p in known)


def _announced(s: Scene, first: Unit) -> bool:
    """Before the first question the article calls itself an interview."""
    end = s.tokens.at(first.start)
    return s.grammar.among("interviews", s.tokens.fold[:end])


def _asked(s: Scene, begin: int) -> Source:
    """The one person named before the first question, in full rather than by one word; of several the one named most often."""
    before = [m for m in s.mentions[:NAMES] if m.type == "PER" and m.end <= begin]
    full = [m for m in before if " " in m.text] or [m for m in before if s.entities[m.local_no].is_confirmed]
    counts = Counter(m.local_no for m in full)
    best = [no for no, n in counts.items() if n == max(counts.values())]
    if len(best) != 1:
        return Source(None, None, None, "implicit", basis=UNNAMED)
    return Source(None, None, None, "implicit", best[0], basis="label")
