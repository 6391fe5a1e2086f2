"""Quotations without a verb of saying: floating ones, headlines and transcripts with a colon, signatures behind a dash.

What is in marks but fits none of these (a scare quote, a title of a work) is no quotation of anybody and is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.annotate.quoting import clauses, cues, subjects
from pipeline.annotate.quoting.noun_phrases import head, named, names, role
from pipeline.annotate.quoting.scene import COMMAS, STOPS, UNNAMED, Scene, Source
from pipeline.annotate.quoting.statements import Statement
from pipeline.annotate.quoting.units import Unit, split
from pipeline.model import Mention

_SIGNED = 8  # units between a quotation and the name below it
_APPOSED = 9  # items of an apposition with its comma
_LABEL = 16  # items before the colon
_LEAST = 12  # characters
_GESTURE = 14  # items of a sentence that tells a gesture
_DASHES = frozenset({"–", "—", "-", "―", "•"})
_PLAIN = frozenset({",", "،", ".", ":", "–", "—", "-", "…", ";", "!", "?"})


def colon(s: Scene, unit: Unit, claimed: set[int]) -> Statement | None:
    """`NAME: "…"`, `Her verdict was harsh: "…"`: a quotation right behind a colon that no cue explains."""
    words = unit.words
    if ":" not in words:
        return None
    for p in range(1, len(unit) - 1):
        q = p + 1
        if words[p] != ":" or unit.items[q] >= 0 or unit.items[q] in claimed or s.mention(unit.items[q]) is not None:
            continue
        if s.size(unit.items[q]) < 3 or s.grammar.among("inscriptions", words[:p]):
            return None
        source = _who(s, unit, 0, p)
        if source is None and s.grammar.order == "svo":
            source = subjects.main(s, unit, p) or Source(None, None, None, "implicit", basis=UNNAMED)
        return Statement(
            unit,
            None,
            [(q, q + 1)],
            source,
            "colon",
            0.75 if source is not None and source.local_no is not None else 0.5,
            implicit=source is None,
        )
    return None


def _who(s: Scene, unit: Unit, a: int, b: int) -> Source | None:
    if s.grammar.has("definite", unit.words[a]) and a + 2 < b:
        a += 1
    behind = a + 1 if s.grammar.has("stated", unit.words[a]) else a
    if behind + 1 < b and s.grammar.has("object_prepositions", unit.words[behind]) and s.grammar.order == "svo":
        return head(s, unit, behind + 1, b, last=False)  # Réponse de la maire : « … » ; De la maire, sur ce point : « … »
    people, _ = names(s, unit, a, b)
    for p, m in people[:1]:
        return named(s, m, p)
    for p in range(a, b):
        if s.role(unit.items[p]) is not None:
            return role(s, unit, p, b)
    if b - a <= 6:
        return head(s, unit, a, b, last=False)
    return None


def transcript(s: Scene, unit: Unit, in_title: bool) -> Statement | None:
    """`NAME: what was said` without marks: a line of a transcript or interview, or a headline."""
    words = unit.words
    if ":" not in words[1:9]:
        return None
    p = words.index(":", 1)
    if p + 3 >= len(unit) or any(i < 0 for i in unit.items[in_title : p + 2]):
        return None
    first = next((q for q in range(p) if s.mention(unit.items[q]) is not None), 0) if in_title else 0
    m = s.mention(unit.items[first])
    whole = m is not None and (in_title or m.start <= s.start(unit.items[0]) + 2) and m.end >= s.end(unit.items[p - 1]) - 1
    if m is not None and whole and in_title and not _heads(s, unit, first, m):
        return None
    if m is not None and whole and (m.type == "PER" or (in_title and m.type == "ORG")):
        source: Source | None = named(s, m, 0)
    elif (
        in_title
        and p <= 3
        and any(w in s.grammar.documents or s.grammar.has_any(("collective", "anonymous"), w) for w in _labelling(s, words[:p]))
    ):
        source = head(s, unit, 0, p, last=False)
    else:
        return None
    end = len(unit)
    while end > p and words[end - 1] in _PLAIN:
        end -= 1
    return Statement(unit, None, [(p + 1, end)], source, "headline" if in_title else "transcript", 0.75)


def _heads(s: Scene, unit: Unit, first: int, m: Mention) -> bool:
    """Whether a name before the colon of a title speaks there: in French a body or a place is what the title is about, and everywhere so
    is the name of a storm, one word behind a noun."""
    if not s.grammar.has("headline_speakers", m.type.lower()):
        return False
    return " " in m.text or first == 0 or s.role(unit.items[first - 1]) is not None


def _labelling(s: Scene, words: Sequence[str]) -> Sequence[str]:
    """The words of a label that may be its head: the last one where a noun stands behind what qualifies it ("Police log" is no police)."""
    return words[-1:] if s.grammar.third_person else words


def signed_below(s: Scene, units: Sequence[Unit], n: int) -> Source | None:
    """Who signs the quotations that fill their lines: the line behind the last of them begins with a dash and a name, or is a name and
    what its bearer is."""
    for unit in units[n + 1 : n + _SIGNED]:
        if alone(s, unit):
            continue
        if unit.words[0] not in _DASHES or len(unit) < 2:
            return _name_line(s, units, unit)
        source = head(s, unit, 1, min(len(unit), 12), last=False)
        return source if source is not None and source.type in ("name", "short_name", "role") else None
    return None


def _name_line(s: Scene, units: Sequence[Unit], unit: Unit) -> Source | None:
    """`Zineb Slaoui, directrice générale`: a line of a name, a comma and a few words without a verb or a stop."""
    m = s.mention(unit.items[0])
    whole = unit.number + 1 == len(units) or units[unit.number + 1].line != unit.line
    if m is None or m.type != "PER" or not whole or len(unit) > _LABEL or unit.words[-1] in STOPS | {":"}:
        return None
    comma = s.behind(unit, m.end, 0)
    if comma >= len(unit) - 1 or unit.words[comma] not in COMMAS or clauses.has_verb(s, unit, comma, len(unit)):
        return None
    return named(s, m, 0)


def introduced(s: Scene, finder: cues.Finder, units: Sequence[Unit], n: int) -> Source | None:
    """Whom the line before gives the word, where it ends with a colon: its verb's subject, else the one person whom it names."""
    before = units[n - 1] if n else None
    if before is None or before.line == units[n].line or before.words[-1] != ":":
        return None
    for cue in reversed(finder.find(before)):
        if cue.form == "finite" and "d" in cue.frames and not cue.negated and cue.group > 0 and s.grammar.order == "svo":
            subject = subjects.before(s, before, 0, cue.group)
            if subject is not None:
                return subject
    people, _ = names(s, before, 0, len(before))
    found = {m.local_no: (p, m) for p, m in people}
    if len(found) == 1:
        p, m = next(iter(found.values()))
        return named(s, m, p)
    return Source(None, None, None, "implicit", basis=UNNAMED)


def given_word(s: Scene, units: Sequence[Unit], n: int) -> Statement | None:
    """`From Mayor Lane: …`, `تصريح المهندس سامي:` and the words without marks on the rest of the line, or on the next one."""
    unit = units[n]
    if unit.words[0] not in s.grammar.labels or (n and units[n - 1].line == unit.line):
        return None
    colon = next((p for p in range(2, min(len(unit), _LABEL)) if unit.words[p] == ":"), None)
    if colon is None or not any(unit.words[: len(x)] == x for x in s.grammar.labels[unit.words[0]]):
        return None
    labelled = [(p, m) for p in range(1, colon) if (m := s.mention(unit.items[p])) is not None and m.type in ("PER", "ORG")]
    source = next((named(s, m, p) for kind in ("PER", "ORG") for p, m in labelled if m.type == kind), None)
    following = units[n + 1 :] if colon == len(unit) - 1 else units[n:]
    line = following[0].line if following else -1
    words = [u for u in following[:60] if u.line == line]
    if source is None or not words or (words[0] is not unit and words[0].items[0] < 0):
        return None
    if words[0] is unit and unit.items[colon + 1] < 0:
        return None
    start = s.start(unit.items[colon + 1]) if words[0] is unit else words[0].start
    if words[-1].end - start < _LEAST:
        return None
    return Statement(words[0], None, [(0, 1)], source, "given_word", 0.85, ranges=((start, words[-1].end),))


def signature(s: Scene, unit: Unit, *, in_title: bool = False) -> Statement | None:
    """`"…" – Name`, `"…" (Name)`; in a title `"…": Name on the dam`."""
    if len(unit) < 3 or unit.items[0] >= 0 or unit.words[1] not in _DASHES | ({"(", ":"} if in_title else {"("}):
        return None
    source = head(s, unit, 2, min(len(unit), 12), last=False)
    if source is None or source.type not in ("name", "short_name", "role"):
        return None
    return Statement(unit, None, [(0, 1)], source, "signature", 0.85)


def gesture(s: Scene, units: Sequence[Unit], unit: Unit) -> Source | None:
    """Whoever does something with the face or the hands right before the words speaks: "Lee shrugs. “Nobody asked us.” " """
    before = units[unit.number - 1] if unit.number else unit
    if before.line != unit.line or before is unit or before.quoted or len(before) > _GESTURE:
        return None
    p = next((p for p, w in enumerate(before.words) if p and s.grammar.has("gestures", w)), None)
    m = s.mention(before.items[0])
    if p is None or m is None or m.type != "PER" or m.form == "candidate" or s.behind(before, m.end, 0) < p - 1:
        return None
    return named(s, m, 0)


def incise(s: Scene, finder: cues.Finder, unit: Unit, p: int) -> Statement | None:
    """« C'est long, confiait hier le préfet. Patience. »: the narrator's words inside the marks cut the quotation in two."""
    mark = s.marked[-unit.items[p] - 1]
    for inner in split(s.tokens, ((mark.start, mark.end),), ()):
        for cue in finder.find(inner):
            if cue.form != "finite" or not cue.frames & {"d"} or cue.group < 2 or inner.words[cue.group - 1] not in COMMAS:
                continue
            if cue.clitic is not None:
                source: Source | None = subjects.clitic(s, inner, cue)
                behind = max(cue.clitic, cue.last) + 1
            else:
                behind = cue.last + 1
                while behind < len(inner) and s.grammar.has("time", inner.words[behind]):
                    behind += 1
                source = subjects.after(s, inner, behind, len(inner))
                if (
                    source is None
                    or source.end is None
                    or not (source.type in ("name", "short_name") or _is_definite(s, inner.words[behind]))
                ):
                    continue
                behind = _past_apposition(s, inner, s.behind(inner, source.end, behind))
            following = s.start(inner.items[behind]) if behind < len(inner) else inner.end
            ranges = [(mark.start, s.end(inner.items[cue.group - 2])), (following, mark.end)]
            ranges = [(a, b) for a, b in ranges if b - a > 2]
            return Statement(unit, cue, [(p, p + 1)], source, "incise", 0.85, cue_unit=inner, ranges=tuple(ranges))
    return None


def _past_apposition(s: Scene, unit: Unit, p: int) -> int:
    """The item behind what stands between commas after a name: up to a second comma (« …, confie Ann Lee, boulangère, … »), else, where
    it is a relative clause or has no verb, to the end of the sentence (« …, confie Ann Lee, qui en sort. Patience. »)."""
    if p < len(unit) and unit.words[p] in COMMAS:
        second = next((q for q in range(p + 1, min(p + _APPOSED, len(unit))) if unit.words[q] in COMMAS), None)
        if second is not None:
            return second
        relative = p + 1 < len(unit) and s.grammar.has("relatives", unit.words[p + 1])
        return len(unit) if relative or not clauses.has_verb(s, unit, p + 1, len(unit)) else p
    return p


def _is_definite(s: Scene, word: str) -> bool:
    g = s.grammar
    return g.has("determiners", word) or (g.order == "vso" and word.startswith(g.article_prefixes[:1]))


def alone(s: Scene, unit: Unit) -> list[int]:
    """Positions of the quotations of a unit that consists of quotations and punctuation only."""
    out: list[int] = []
    if not unit.quoted:
        return out
    for p, i in enumerate(unit.items):
        if i < 0:
            out.append(p)
        elif s.tokens.kind[i] != "p" and not s.grammar.has("coordinators", unit.words[p]):
            return []
    return out
