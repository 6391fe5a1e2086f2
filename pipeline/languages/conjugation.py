"""From a form back to the verb: which rows of a table of verbs would give a form that no table knows.

The paradigms of the pack (`paradigms.toml`) are read backwards, and of the verbs that would give the form those come first that
are built as the pack's own verbs are: a paradigm is the likelier, the more of its verbs end alike; stems that the form does not show
are made as the stems of most verbs that begin alike (استبعد: i=ستبعد, so استهل: i=ستهل). What comes out is an offer to a reader:
nothing is conjugated with it until he has taken it over.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import current, pack
from pipeline.languages.inflect import inflect
from pipeline.text import fold

_STEM = re.compile(r"\{(\w+)\}")
_NOMINAL = frozenset({"base", "masdar", "pass"})  # no forms that a sentence has for its verb
_LONGEST = 3  # letters that verbs are compared by
_SURE = 0.6  # share of the verbs that begin alike
_FEWEST = 2
_BARE = 0.1  # weight of a form without any ending: a sentence has them seldom


@dataclass(frozen=True, slots=True)
class Guess:
    """A row of a table of verbs, and how well it fits among those of the pack (above 0; only for comparing)."""

    lemma: str
    paradigm: str
    stems: str
    score: float

    @property
    def row(self) -> str:
        """The line of the table."""
        return f"{self.lemma}\t{self.paradigm}\t{self.stems}".rstrip("\t")


@dataclass(frozen=True)
class _Verbs:
    """The verbs of a pack by paradigm: their stems by name."""

    by_paradigm: dict[str, list[dict[str, str]]]
    tails: dict[str, Counter[str]]  # last letters of the stem s → paradigms
    common: dict[str, str]  # what the stems s of a paradigm all end with


def guesses(lang: str, form: str) -> list[Guess]:
    """The verbs that would have the form (as written, without accents too), the likeliest first."""
    form = form.lower()
    if len(fold(form)) != len(form):
        return []
    found: dict[tuple[str, str], Guess] = {}
    for paradigm, rules in pack(lang).toml("paradigms").items():
        for tag, templates in rules.items():
            if tag in _NOMINAL or not isinstance(templates, list):
                continue
            for template in templates:
                for guess in _backwards(lang, form, paradigm, str(rules.get("base", "")), str(template)):
                    known = found.get((fold(guess.lemma), paradigm))
                    if known is None or guess.score > known.score:
                        found[fold(guess.lemma), paradigm] = guess
    return sorted((g for g in found.values() if _gives(lang, g, form)), key=lambda g: (-g.score, g.lemma, g.paradigm))


def _gives(lang: str, guess: Guess, form: str) -> bool:
    forms = inflect(guess.lemma, guess.paradigm, guess.stems, "", pack(lang).toml("paradigms"))
    return any(fold(form) in words for words in forms.values())


def _backwards(lang: str, form: str, paradigm: str, base: str, template: str) -> Iterator[Guess]:
    """The verbs of a paradigm that have the form by one template."""
    names = _STEM.findall(template)
    before, _, after = template.partition("{")[0], "", template.rpartition("}")[2]
    if not names or len(names) > 2 or not (fold(form).startswith(fold(before)) and fold(form).endswith(fold(after))):
        return
    stem = form[len(before) : len(form) - len(after)]
    doubled = names == ["s", "d"]
    if doubled:
        if len(stem) < 2 or stem[-1] != stem[-2]:
            return
        stem = stem[:-1]
    elif len(names) == 2:
        return
    if len(stem) < 2:
        return
    if names[0] == "s":
        needs = any("{d}" in str(t) for t in pack(lang).toml("paradigms")[paradigm].values())
        if not fold(stem).endswith(_verbs(lang).common.get(paradigm, "")):
            return
        score = _likely(lang, paradigm, stem, doubled=doubled, doubles=needs) * (3 if fold(stem + base) in _words(lang) else 1)
        yield Guess(stem + base, paradigm, f"d={stem[-1]}" if needs else "", score * (1 if before or after else _BARE))
    elif names[0] in ("p", "i"):
        stems = _completed(lang, paradigm, names[0], stem)
        if "p" in stems:
            lemma = stems["p"] + (_ending(lang, paradigm, form[len(stem) :] if names[0] == "p" else ""))
            cells = " ".join(f"{name}={stems[name]}" for name in "pqija" if name in stems)
            yield Guess(lemma, paradigm, cells, _share(lang, paradigm) * _built(lang, paradigm, stems["p"]))


@lru_cache(maxsize=16)
def _verbs(lang: str) -> _Verbs:
    by_paradigm: dict[str, list[dict[str, str]]] = defaultdict(list)
    tails: dict[str, Counter[str]] = defaultdict(Counter)
    p = pack(lang)
    tables = {"verbs_speech", "verbs_events", *(t for t in current().tables(lang) if t.startswith("verbs"))}
    for row in (row for table in sorted(tables) for row in p.table(table)):
        rules = p.toml("paradigms").get(row["paradigm"])
        if rules is None or row.get("forms") or not any("{s}" in str(t) or "{p}" in str(t) for t in rules.values()):
            continue
        base = str(rules.get("base", ""))
        stems = {"lemma": row["lemma"], "s": row["lemma"].removesuffix(base)} | dict(
            cell.split("=", 1) for cell in row.get("stems", "").split() if "=" in cell
        )
        by_paradigm[row["paradigm"]].append(stems)
        for n in range(_LONGEST + 1):
            tails[fold(stems["s"])[-n:] if n else ""][row["paradigm"]] += 1
    common = {name: _ending_of([fold(v["s"]) for v in rows]) for name, rows in by_paradigm.items()}
    return _Verbs(dict(by_paradigm), dict(tails), common)


def _ending_of(stems: list[str]) -> str:
    if len(stems) < _FEWEST:
        return ""
    shared = next((n for n in range(min(map(len, stems)), 0, -1) if len({s[-n:] for s in stems}) == 1), 0)
    return stems[0][-shared:] if shared else ""


def _share(lang: str, paradigm: str) -> float:
    verbs = _verbs(lang).by_paradigm
    return (len(verbs.get(paradigm, ())) + 0.1) / (sum(map(len, verbs.values())) + 1)


def _likely(lang: str, paradigm: str, stem: str, *, doubled: bool, doubles: bool) -> float:
    """How often verbs that end alike are of the paradigm. A letter that stands twice in the form weighs by how often stems end so."""
    verbs = _verbs(lang)
    pair = fold(stem[-1]) * 2
    twice = sum(v.get("d") == pair[0] for v in verbs.by_paradigm.get(paradigm, ())) + 0.5 if doubles else 0.0
    if doubled:
        return twice / (twice + sum(verbs.tails.get(pair, Counter()).values()))
    tails = (fold(stem)[-n:] if n else "" for n in range(_LONGEST, -1, -1))
    tail = next((t for t in tails if t in verbs.tails), "")
    known = verbs.tails.get(tail, Counter())
    share = (known[paradigm] + _share(lang, paradigm)) / (sum(known.values()) + 1) * (len(tail) + 1) / (_LONGEST + 1)
    if stem[-1] == stem[-2]:
        share *= 0.9 * min(1.0, sum(verbs.tails.get(pair, Counter()).values()) / 2)
    return share


def _built(lang: str, paradigm: str, stem: str) -> float:
    """How many verbs of the paradigm begin and end with the letters of the stem p, as a share."""
    stems = [v["p"] for v in _verbs(lang).by_paradigm.get(paradigm, ()) if "p" in v]
    share = 1.0
    for at in (0, -1):
        share *= (sum(s[at] == stem[at] for s in stems) + 0.1) / (len(stems) + 1)
    return share


@lru_cache(maxsize=16)
def _words(lang: str) -> frozenset[str]:
    return frozenset(fold(next(iter(row.values()))) for row in pack(lang).table("common_words"))


def _ending(lang: str, paradigm: str, written: str) -> str:
    """What the paradigm's lemmas have behind the stem p (دعا, اكتفى): as the form has it, else as most have."""
    usual = Counter(
        v["lemma"][len(v["p"]) :] for v in _verbs(lang).by_paradigm.get(paradigm, ()) if v["lemma"].startswith(v.get("p", "\0"))
    )
    return written if written in usual else usual.most_common(1)[0][0] if usual else ""


def _completed(lang: str, paradigm: str, name: str, stem: str) -> dict[str, str]:
    """The other stems of a verb, as verbs that begin alike have them; without those that are not sure."""
    verbs = [v for v in _verbs(lang).by_paradigm.get(paradigm, ()) if name in v]
    out = {name: stem}
    for other in dict.fromkeys(n for v in verbs for n in v if n not in ("lemma", "s", name)):
        pairs = [(v[name], v[other]) for v in verbs if other in v]
        for n in range(_LONGEST, -1, -1):
            alike = Counter(c for a, b in pairs if a[:n] == stem[:n] and (c := _change(a, b)) is not None)
            total = sum(a[:n] == stem[:n] for a, _ in pairs)
            if total < (_FEWEST if n else 1):
                continue
            change, times = alike.most_common(1)[0] if alike else (("", "", "", ""), 0)
            if times >= _SURE * total and stem.startswith(change[0]) and stem.endswith(change[2]):
                out[other] = change[1] + stem[len(change[0]) : len(stem) - len(change[2])] + change[3]
                break
    return out


def _change(a: str, b: str) -> tuple[str, str, str, str] | None:
    """What a loses and b has instead, at both ends, around what they share; None where they share less than two letters."""
    best = (0, 0, 0)
    for x in range(len(a)):
        for y in range(len(b)):
            n = 0
            while x + n < len(a) and y + n < len(b) and a[x + n] == b[y + n]:
                n += 1
            best = max(best, (n, -x, -y))
    n, x, y = best[0], -best[1], -best[2]
    return None if n < 2 else (a[:x], b[:y], a[x + n :], b[y + n :])
