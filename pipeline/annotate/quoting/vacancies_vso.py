"""Places where a verb of saying belongs in a language whose verb stands first."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.annotate.quoting import subjects
from pipeline.annotate.quoting.scene import COMMAS, DASHES, PAUSES, STOPS, Scene
from pipeline.annotate.quoting.units import QUOTE, Unit
from pipeline.annotate.quoting.vacant import TAIL, Vacancy, names_somebody, shaped, speaks

_NEAR = 3  # words of an office that is written before its verb


def find(s: Scene, unit: Unit, spots: list[int]) -> Iterator[Vacancy]:
    """Arabic: واستهل الوزير كلمته …: "…"; «…»، يردف المدير; وجادل الوزير بأن …; المدير يردف: "…"."""
    g, words = s.grammar, unit.words
    for v in range(len(unit) - 1):
        first = v == 0 or words[v - 1] in COMMAS | STOPS | DASHES | {QUOTE} or g.has("coordinators", words[v - 1])
        before = words[v - 1] if v else ""
        led = g.has("adverbs", before) or g.has("perfect", before[g.has("conjunction_prefixes", before[:1]) :])
        if words[v].startswith(g.article_prefixes[:1]) or not shaped(s, unit, v):
            continue
        if not (first or led):
            named = any(names_somebody(s, unit, p) for p in range(v - 1, max(v - 1 - _NEAR, -1), -1))
            if named and words[v + 1] == ":" and v + 2 in spots:
                yield Vacancy(v, "d")
            continue
        source = subjects.after(s, unit, v + 1, len(unit))
        if source is None or source.end is None or not speaks(s, unit, source, v):
            continue
        end = s.behind(unit, source.end, v + 1)
        place = _what_follows(s, unit, v, end, spots)
        if place is not None:
            yield place


def _what_follows(s: Scene, unit: Unit, v: int, end: int, spots: list[int]) -> Vacancy | None:
    """What a verb at v says, whose subject ends before `end`: a quotation or a clause behind it, or a quotation before it."""
    g, words = s.grammar, unit.words
    before = v - 2 if v > 1 and words[v - 1] in COMMAS else v - 1
    if before in spots:
        return Vacancy(v, "d")
    for p in range(end, min(end + TAIL + 1, len(unit))):
        if p in spots:
            return Vacancy(v, "d") if p == end or words[p - 1] == ":" else None
        if g.has("complementisers", words[p]) and p > v + 1 and not g.has("not_after", words[p - 1]):
            return Vacancy(v, "t") if p + 1 < len(unit) and _states(s, unit, p) else None
        if words[p] in PAUSES or unit.items[p] < 0:
            return None
    return None


def _states(s: Scene, unit: Unit, p: int) -> bool:
    """The complementiser begins a statement: إن, أنه, أن before a noun; أن before a verb makes an infinitive of it."""
    i, following = unit.items[p], unit.items[p + 1]
    written, word = s.tokens.text[i], unit.words[p + 1]
    joined = len(unit.words[p]) > 3 or "إ" in written
    return joined or word.startswith(s.grammar.article_prefixes[:1]) or (following >= 0 and s.mention(following) is not None)
