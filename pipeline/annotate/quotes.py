"""Finds who said what in one article: direct, mixed and indirect speech with its cue and its speaker.

The parts stand in `pipeline.annotate.quoting`; this module runs them in order, keeps the thread of a statement over sentences
(utterances), and turns statements into `Quote` values. Words of a language stand in its pack: cues.tsv, verbs_speech.tsv, quotes.toml,
pronouns.tsv, documents.tsv.

Kinds, after Pareti's PARC 3 and PolNeAR: direct (all of it in marks), mixed (marks and narrator's words), indirect (no marks). The span
leaves out the marks, the trailing comma and the complementiser.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.annotate.names import Names
from pipeline.annotate.quoting import cues, datelines, dialogue, emit, frames, layouts, nominal, proposed, subjects, unlisted
from pipeline.annotate.quoting.emit import Row
from pipeline.annotate.quoting.grammar import grammar
from pipeline.annotate.quoting.marks import Marked, pair
from pipeline.annotate.quoting.scene import Scene, Source, scene
from pipeline.annotate.quoting.speakers import Memory
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit, split
from pipeline.languages import pack
from pipeline.model import Article, ModelCount, Quote
from pipeline.models.spans import NO_PROPOSALS, Proposals
from pipeline.text import Tokens

_HEADINGS = frozenset({"title", "subtitle", "subhead"})  # a quotation there belongs to no chain of the lines around it
FLOATING_WORDS = 5  # tokens: a shorter quotation that stands alone is no statement
_PARAGRAPH = 4  # the same where it is a paragraph of its own
_SPOKEN = 3  # the same where somebody has just spoken, or is given the word


def find(article: Article, tokens: Tokens, names: Names) -> tuple[Quote, ...]:
    """The quotes of an article in order of appearance; `tokens` are those of its kept lines, `names` what stands in them."""
    return proposed_too(article, tokens, names, NO_PROPOSALS)[0]


def proposed_too(article: Article, tokens: Tokens, names: Names, proposals: Proposals) -> tuple[tuple[Quote, ...], tuple[ModelCount, ...]]:
    """As `find`, with what models propose: theirs stand behind those of the rules. And what became of each of the models' quotes."""
    lines = tuple((line.start, line.end) for line in article.lines if line.kept and line.end > line.start)
    title = article.title_line
    marked = pair(article.text, lines)
    s = scene(article.text, tokens, grammar(article.lang), marked, names.entities, names.mentions, names.roles)
    units = split(tokens, lines, marked, pack(article.lang).words("abbreviations"))
    units = tuple(datelines.past(s, u) if not n or u.line != units[n - 1].line else u for n, u in enumerate(units))
    title_line = next((k for k, line in enumerate(lines) if title is not None and line[0] == title.start), -1)
    headings = frozenset(
        k for k, line in enumerate(line for line in article.lines if line.kept and line.end > line.start) if line.role in _HEADINGS
    )
    memory = Memory(s, units)
    finder = cues.Finder(article.lang, tokens, s.mention_at)
    found = emit.quotes(s, _statements(finder, memory, title_line, headings), title_line)
    return proposed.merge(finder, memory, lines, title_line, found, proposals.quotes) if proposals.quotes else (found, ())


def _statements(finder: cues.Finder, memory: Memory, title_line: int, headings: frozenset[int]) -> list[Row]:
    s, units = memory.scene, memory.units
    rows: list[Row] = []
    claimed: set[int] = set()
    waiting: Unit | None = None  # a quotation alone, whose speaker may stand in the next sentence
    turns = dialogue.turns(s, units, headings)
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
            late = _named_behind(s, finder, unit, found) if unit.line == waiting.line else None
            rows.extend(_alone(finder, waiting, memory, rows, late, claimed))
            waiting = None
        if unit.line in turns and not found:
            continue  # a question that nobody in the article asks
        extra = None
        if not found:
            titled = unit.line == title_line
            extra = layouts.signature(s, unit, in_title=titled) or unlisted.verb(s, unit, claimed)
            extra = extra or layouts.transcript(s, unit, titled) or nominal.stated(s, unit) or nominal.announced(s, unit)
        colon = layouts.colon(s, unit, claimed)
        if extra is None:
            extra = colon
        if extra is not None:
            found.append(extra)
            claimed.update(i for a, b in extra.spans for i in unit.items[a:b] if i < 0)
        for k, statement in enumerate(found):
            before = rows[-1] if k else None
            rows.append(_settle(statement, unit, memory, before, rows))
        below = _below(s, finder, units, n) if not found else None
        if below is not None:
            rows.append(_settle(below, unit, memory, None, rows))
            block = below.unit.line
        if layouts.alone(s, unit) and not found:
            giver = layouts.signed_below(s, units, n) or layouts.introduced(s, finder, units, n)
            if giver is None and n + 1 < len(units) and units[n + 1].line == unit.line:
                waiting = unit
            else:
                chained = unit.line not in headings
                rows.extend(_alone(finder, unit, memory, rows, None, claimed, chained=chained, giver=giver))
    return rows


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
        if source is None or sum(len(u) for u in following) < FLOATING_WORDS:
            return None
        span = (following[0].start, following[-1].end)
        return Statement(following[0], cue, [(0, 1)], source, "below", 0.8, cue_unit=unit, ranges=(span,))
    return None


def _settle(statement: Statement, unit: Unit, memory: Memory, before: Row | None, rows: list[Row]) -> Row:
    """Resolves the speaker of a statement, then tells the memory."""
    source = statement.source
    if source is None and statement.inherits:
        if before is not None:
            source = before.source
            if source is not None and statement.cue is not None:
                source = replace(source, basis="inherited")
            if statement.relay is None and before.statement.relay is not None:
                statement.relay = before.statement.relay
        else:
            statement.implicit = True
    if source is None and statement.implicit:
        cue = statement.cue
        source = Source(
            None,
            None,
            None,
            "implicit",
            gender=cue.gender if cue else "",
            number=cue.number if cue else "",
            basis="implicit",
            position=cue.group if cue else -1,
        )
    if statement.relay is not None:
        statement.relay = memory.resolve(statement.relay, unit)
    if source is not None:
        if statement.cue is not None and source.basis == "name_in_place":
            memory.heard(source, statement.cue.gender if memory.scene.grammar.order == "vso" else "")
        source = memory.resolve(source, unit)
        memory.say(source, unit)
    return Row(statement, source, _continues(statement, source, rows))


def _continues(statement: Statement, source: Source | None, rows: list[Row]) -> int | None:
    """ "…," he added, right behind a quotation of the same speaker, continues it."""
    if not rows or source is None or source.type not in ("pronoun", "implicit") or not statement.rule.startswith("left"):
        return None
    last = rows[-1]
    same = last.source is not None and last.source.local_no is not None and last.source.local_no == source.local_no
    near = last.statement.unit.line == statement.unit.line and statement.unit.number - last.statement.unit.number <= 1
    direct = last.statement.rule.startswith(("left", "quote", "colon", "floating"))
    return len(rows) - 1 if same and near and direct else None


def _named_behind(s: Scene, finder: cues.Finder, unit: Unit, found: list[Statement]) -> Statement | None:
    """ "Why now?" Smith asked. : the sentence behind a quotation that ends with its own stop only names the speaker."""
    if found:
        return None
    for cue in finder.find(unit)[:1]:
        if cue.form != "finite" or not cue.frames & {"d"} or len(unit) > 26 or cue.group > 8:
            return None
        source = (
            subjects.clitic(s, unit, cue)
            if cue.clitic is not None
            else subjects.before(s, unit, 0, cue.group)
            if cue.group > 0
            else subjects.after(s, unit, cue.last + 1, len(unit))
        )
        if source is None:
            return None
        return Statement(unit, cue, [], source, "behind", 0.9)
    return None


def _alone(
    finder: cues.Finder,
    unit: Unit,
    memory: Memory,
    rows: list[Row],
    late: Statement | None,
    claimed: set[int],
    *,
    chained: bool = True,
    giver: Source | None = None,
) -> list[Row]:
    """Quotations that fill their sentence: what stands behind names the speaker, or the one who spoke before goes on. `giver`: whom the
    line before or a signature below gives the word."""
    s = memory.scene
    spots = [p for p in layouts.alone(s, unit) if unit.items[p] not in claimed]
    out: list[Row] = []
    for p in spots:
        mark = s.marked[-unit.items[p] - 1]
        size = s.tokens.at(mark.end) - s.tokens.at(mark.start)
        if late is not None:
            statement = Statement(unit, late.cue, [(p, p + 1)], late.source, "behind", 0.9)
            statement.cue_unit = late.unit
            out.append(_settle(statement, late.unit, memory, None, rows + out))
            claimed.add(unit.items[p])
            continue
        inside = layouts.incise(s, finder, unit, p) if size > FLOATING_WORDS else None
        if inside is not None:
            out.append(_settle(inside, unit, memory, None, rows + out))
            claimed.add(unit.items[p])
            continue
        if giver is not None and size >= _SPOKEN:
            given = Statement(unit, None, [(p, p + 1)], giver, "given", 0.85)
            out.append(_settle(given, unit, memory, None, rows + out))
            claimed.add(unit.items[p])
            continue
        gesture = layouts.gesture(s, memory.units, unit)
        if gesture is not None and size >= _SPOKEN:
            out.append(_settle(Statement(unit, None, [(p, p + 1)], gesture, "floating", 0.75), unit, memory, None, rows + out))
            claimed.add(unit.items[p])
            continue
        last = memory.last(unit, 3)
        previous = rows[-1] if rows and not out else out[-1] if out else None
        if previous is None or not chained or size < _least(s, unit, mark, previous):
            continue
        statement = Statement(unit, None, [(p, p + 1)], None, "floating", 0.8)
        gap = unit.line - previous.statement.unit.line
        if last is None or (gap > 1 and not _near(unit, previous)):
            statement.score = 0.5
            out.append(Row(statement, None, None))
            continue
        source = replace(last, basis="chain")
        statement.score = 0.85 if gap == 0 else 0.7
        direct = previous.statement.rule.startswith(("left", "quote", "colon", "floating", "behind"))
        out.append(
            Row(
                statement,
                source,
                (len(rows) + len(out) - 1) if direct and unit.number - previous.statement.unit.number <= 2 else None,
            )
        )
        claimed.add(unit.items[p])
    return out


def _least(s: Scene, unit: Unit, mark: Marked, previous: Row) -> int:
    """Tokens that a quotation without a speaker of its own must have."""
    if _right_behind(unit, previous):
        return _SPOKEN
    return _PARAGRAPH if _fills_line(s, mark) else FLOATING_WORDS


def _fills_line(s: Scene, mark: Marked) -> bool:
    """The quotation is a paragraph of its own."""
    before, behind = s.text[max(0, mark.outer_start - 1) : mark.outer_start], s.text[mark.outer_end : mark.outer_end + 1]
    return before in ("", "\n") and behind in ("", "\n")


def _right_behind(unit: Unit, previous: Row) -> bool:
    """ "…," she said. "He laughed." """
    last = previous.statement
    near = last.unit.line == unit.line and unit.number - last.unit.number == 1
    return near and last.rule.startswith(("left", "unknown_verb", "floating"))


def _near(unit: Unit, previous: Row) -> bool:
    return unit.number - previous.statement.unit.number <= 3


__all__ = ["Marked", "find"]
