"""Finds who said what in one article: direct, mixed and indirect speech with its cue and its speaker.

The parts stand in `pipeline.annotate.quoting`; this module runs them in order, keeps the thread of a statement over sentences
(utterances), and turns statements into `Quote` values. Words of a language stand in its pack: cues.tsv, verbs_speech.tsv, quotes.toml,
pronouns.tsv, documents.tsv.

Kinds, after Pareti's PARC 3 and PolNeAR: direct (all of it in marks), mixed (marks and narrator's words), indirect (no marks). The span
leaves out the marks, the trailing comma and the complementiser.
"""

from __future__ import annotations

from pipeline.annotate.names import Names
from pipeline.annotate.quoting import (
    cues,
    datelines,
    dialogue,
    emit,
    floating,
    frames,
    interviews,
    layouts,
    nominal,
    proposed,
    settling,
    subjects,
    unlisted,
)
from pipeline.annotate.quoting.emit import Row
from pipeline.annotate.quoting.grammar import grammar
from pipeline.annotate.quoting.marks import Marked, pair
from pipeline.annotate.quoting.scene import Scene, scene
from pipeline.annotate.quoting.speakers import Memory
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit, split
from pipeline.languages import pack
from pipeline.model import Article, ModelCount, Quote
from pipeline.models.spans import NO_PROPOSALS, Proposals
from pipeline.text import Tokens

_HEADINGS = frozenset({"title", "subtitle", "subhead"})  # a quotation there belongs to no chain of the lines around it


def find(article: Article, tokens: Tokens, names: Names) -> tuple[Quote, ...]:
    """The quotes of an article in order of appearance; `tokens` are those of its kept lines, `names` what stands in them."""
    return proposed_too(article, tokens, names, NO_PROPOSALS)[0]


def proposed_too(article: Article, tokens: Tokens, names: Names, proposals: Proposals) -> tuple[tuple[Quote, ...], tuple[ModelCount, ...]]:
    """As `find`, with what models propose: theirs stand behind those of the rules. And what became of each of the models' quotes."""
    kept = [line for line in article.lines if line.kept and line.end > line.start]
    lines = tuple((line.start, line.end) for line in kept)
    title = article.title_line
    marked = pair(article.text, lines)
    s = scene(article.text, tokens, grammar(article.lang), marked, names.entities, names.mentions, names.roles)
    units = split(tokens, lines, marked, pack(article.lang).words("abbreviations"))
    units = tuple(datelines.past(s, u) if not n or u.line != units[n - 1].line else u for n, u in enumerate(units))
    title_line = next((k for k, line in enumerate(lines) if title is not None and line[0] == title.start), -1)
    headings = frozenset(k for k, line in enumerate(kept) if line.role in _HEADINGS)
    memory = Memory(s, units)
    finder = cues.Finder(article.lang, tokens, s.mention_at)
    found = emit.quotes(s, _statements(finder, memory, title_line, headings), title_line)
    return proposed.merge(finder, memory, lines, title_line, found, proposals.quotes) if proposals.quotes else (found, ())


def _statements(finder: cues.Finder, memory: Memory, title_line: int, headings: frozenset[int]) -> list[Row]:
    s, units = memory.scene, memory.units
    rows: list[Row] = []
    claimed: set[int] = set()
    waiting: Unit | None = None  # a quotation alone, whose speaker may stand in the next sentence
    turns = dialogue.turns(s, units, headings) or interviews.answers(s, units, headings)
    block = -1  # line that a colon at the end of the line before it has given to somebody
    for n, unit in enumerate(units):
        if unit.line == block:
            continue
        word = layouts.given_word(s, units, n) if not turns else None
        if unit.line in turns:
            block = unit.line  # a turn is the whole line
            turn = dialogue.statement(s, unit, turns[unit.line])
            found = [] if turn is None else [turn]
        elif word is not None:
            found, block = [word], word.unit.line
            claimed.update(i for i in unit.items if i < 0)
        else:
            found = frames.read(s, unit, finder.find(unit), claimed)
        if waiting is not None:
            late = floating.named_behind(s, finder, unit, found) if unit.line == waiting.line else None
            rows.extend(floating.alone(finder, waiting, memory, rows, late, claimed))
            waiting = None
        if unit.line in turns and not found:
            continue  # a question that nobody in the article asks
        found.extend(_without_cue(s, unit, claimed, found, titled=unit.line == title_line))
        for k, statement in enumerate(found):
            before = rows[-1] if k else None
            rows.append(settling.settle(statement, unit, memory, before, rows))
            if not k:
                floating.taken_over(s, rows)
        below = _below(s, finder, units, n) if not found else None
        if below is not None:
            rows.append(settling.settle(below, unit, memory, None, rows))
            block = below.unit.line
        if layouts.alone(s, unit) and not found:
            giver = layouts.signed_below(s, units, n) or layouts.introduced(s, finder, units, n)
            if giver is None and n + 1 < len(units) and units[n + 1].line == unit.line:
                waiting = unit
            else:
                place: floating.Place = "title" if unit.line == title_line else "heading" if unit.line in headings else "body"
                rows.extend(floating.alone(finder, unit, memory, rows, None, claimed, place=place, giver=giver))
    return rows


def _without_cue(s: Scene, unit: Unit, claimed: set[int], found: list[Statement], *, titled: bool) -> list[Statement]:
    """The statement of a unit that no cue tells: a signature, a verb that no list has, a label, a colon."""
    extra = None
    if not found:
        if unit.quoted:
            extra = layouts.signature(s, unit, in_title=titled) or unlisted.verb(s, unit, claimed)
        extra = extra or layouts.transcript(s, unit, titled)
        if extra is None and s.grammar.among("stated", unit.words):
            extra = nominal.stated(s, unit) or nominal.announced(s, unit)
    colon = layouts.colon(s, unit, claimed) if unit.quoted else None
    extra = colon if extra is None else extra
    if extra is None:
        return []
    claimed.update(i for a, b in extra.spans for i in unit.items[a:b] if i < 0)
    return [extra]


def _below(s: Scene, finder: cues.Finder, units: tuple[Unit, ...], n: int) -> Statement | None:
    """ "The governor added:" at the end of a line, and the words on the next line without marks."""
    unit = units[n]
    if len(unit) > 14 or unit.words[-1] != ":" or n + 1 >= len(units) or units[n + 1].items[0] < 0:
        return None
    for cue in finder.find(unit)[:1]:
        if cue.form != "finite" or "d" not in cue.frames or len(unit) - cue.last > 4 or cue.group == 0:
            return None
        source = subjects.before(s, unit, 0, cue.group)
        following = [u for u in units[n + 1 : n + 60] if u.line == units[n + 1].line]
        if source is None or sum(len(u) for u in following) < floating.WORDS:
            return None
        span = (following[0].start, following[-1].end)
        return Statement(following[0], cue, [(0, 1)], source, "below", 0.8, cue_unit=unit, ranges=(span,))
    return None


__all__ = ["Marked", "find"]
