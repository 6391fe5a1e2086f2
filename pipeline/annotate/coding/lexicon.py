"""A language's triggers and grammar, compiled from its pack once.

`triggers.tsv`: pattern (the language of `languages/phrases.py`), type (`none`: these words fire nothing, although a shorter
trigger in them would), mode, frame, realis, contexts, example (a sentence that a test codes).
`modifiers.tsv`: words before a verb that say whether its act took place ("plan to", "refuse to"): pattern, effect, example.
`grammar.toml`: word classes; `acts.toml`: those that tell an act from what only looks like one (causes of harm, words of arms, sport).
A pack without these files codes nothing.

Frames: `svo` who does it to whom; `sv` nobody is done to; `sym` all are parties; `host` the grammatical subject is visited;
`vic` the subject suffers; `nom` a noun with its parties around it; `of` the actor follows the trigger ("at the request of"),
the other party is the subject of the sentence; `obj` the words name what is done to those around them ("the arrest of"); `made` they
name what somebody makes, who stands in or around them ("the mission of X was created"); `again` they point back to an act told
before, with its parties ("this meeting took place").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zlib import crc32

from pipeline.annotate.coding.ontology import OWN_PREFIX, EventType, event_type
from pipeline.languages import Pack, pack
from pipeline.languages.patterns import Patternbook
from pipeline.languages.phrases import atoms
from pipeline.languages.shelf import kept
from pipeline.text import fold, tokenise
from pipeline.values import swift

FRAMES = frozenset({"svo", "sv", "sym", "host", "vic", "nom", "of", "obj", "made", "again"})
_WIDE = 12  # words between a verb and its object from which on a row is wide
_NOUNS = frozenset({"nom", "of", "obj", "made", "again"})
EFFECTS = frozenset({"actual", "ongoing", "planned", "hypothetical", "requested", "denied", "drop"})
_NO_WORDS: frozenset[str] = frozenset()
# Types whose complement tells what is wanted, feared or blamed: an act inside it is not a report of its own.
SWALLOWING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE"})


@swift
@dataclass(frozen=True, slots=True)
class Trigger:
    """One row of `triggers.tsv`. `kind` None: the words fire nothing. `is_verb`: the first word is a form of a verb.
    `is_wide`: a verb and its object may stand far apart, so that what stands between must be looked at.
    `has_verb`: the row tells a clause, its verb included, though not by who does it ("aid flight … landed", "left six dead").
    `weight`: words that the row asks for; of two rows that match the same words the one that asks for more means them.
    `is_own`: a row of a user's codebook, which goes before the project's."""

    rule_id: str
    kind: EventType | None
    frame: str
    realis: str
    contexts: tuple[str, ...]
    is_verb: bool
    order: int
    is_wide: bool = False
    has_verb: bool = False
    weight: int = 1
    is_own: bool = False


@swift
@dataclass(frozen=True, slots=True)
class Modifier:
    effect: str


@dataclass(frozen=True)
class Grammar:
    """Word classes of a language, folded. An unknown class is empty, so code may ask for any."""

    lang: str
    word_order: str
    classes: dict[str, frozenset[str]]
    triggers: Patternbook[Trigger]
    modifiers: Patternbook[Modifier]
    tags: dict[str, frozenset[str]]  # folded form of a verb -> its tags
    people: dict[str, str]  # folded pronoun or noun for people, with any proclitics -> form of unit
    proclitics: tuple[str, ...]
    options: dict[str, Any]

    def words(self, name: str) -> frozenset[str]:
        return self.classes.get(name, _NO_WORDS)


@lru_cache(maxsize=64)
@kept
def grammar(lang: str) -> Grammar:
    """The compiled triggers and grammar of a language; empty for a language without a pack."""
    return compile_pack(pack(lang))


def compile_pack(source: Pack) -> Grammar:
    """Raises ValueError or KeyError, naming the row, where a trigger has an unknown type, mode, frame or lemma."""
    data = source.toml("grammar")
    elisions = source.words("elisions")
    classes = {
        name: frozenset(f for w in words for f in ([fold(w)] if w[-1] in "'’" else tokenise(w, elisions).fold))
        for name, words in (*data.get("words", {}).items(), *source.toml("acts").get("words", {}).items())
    }
    proclitics = tuple(fold(p) for p in source.settings.get("proclitics", ()))
    affixes = data.get("affixes", {})
    triggers: Patternbook[Trigger] = Patternbook(source.verbs, elisions, proclitics)
    for number, row in enumerate(source.table("triggers")):
        pattern = _spread(row["pattern"], affixes)
        try:
            triggers.add(pattern, _trigger(source.lang, number, row))
        except (KeyError, ValueError) as error:
            raise ValueError(f"{source.lang}/triggers.tsv, row {number + 1}: {error}") from error
    modifiers: Patternbook[Modifier] = Patternbook(source.verbs, elisions, proclitics)
    for row in source.table("modifiers"):
        if row["effect"] not in EFFECTS:
            raise ValueError(f"{source.lang}/modifiers.tsv: unknown effect {row['effect']!r}; one of {sorted(EFFECTS)}")
        modifiers.add(_spread(row["pattern"], affixes), Modifier(row["effect"]))
    tags: dict[str, set[str]] = {}
    for forms in source.verbs.values():
        for tag, values in forms.items():
            for value in values:
                tags.setdefault(value, set()).add(tag)
    return Grammar(
        source.lang,
        source.settings.get("word_order", "svo"),
        classes,
        triggers,
        modifiers,
        {form: frozenset(found) for form, found in tags.items()},
        _people(classes, proclitics),
        tuple(sorted(proclitics, key=len, reverse=True)),
        data.get("options", {}),
    )


def _people(classes: dict[str, frozenset[str]], proclitics: tuple[str, ...]) -> dict[str, str]:
    """Words that make a unit by themselves; Arabic ل + ال is written لل."""
    out: dict[str, str] = {}
    for form in ("pair", "they", "one", "we", "group"):
        for word in sorted(classes.get(form, ())):
            out.setdefault(word, form)
            if len(word) < 3:
                continue
            # a plural in front of a genitive, so of a pronoun too
            if form == "group" and word.endswith(tuple(classes.get("construct_ending", ()))):
                for ending in sorted(classes.get("object_ending", ())):
                    out.setdefault(word + ending, form)
            for p in proclitics:
                out.setdefault(p + word, form)
                if p.endswith("ل") and word.startswith("ال"):
                    out.setdefault(p + word[1:], form)
    return out


def _trigger(lang: str, number: int, row: dict[str, str]) -> Trigger:
    first = row["pattern"].split()[0].strip("({[]})<>").split("|")[0].split(":")[0].strip("{}")
    # named by what it says, not by its line: a row that is added renames no other
    mark = f"{crc32(row['pattern'].encode()) & 0xFFFF:04x}"
    rule_id = f"event.{lang}.{row['type'].lower()}.{fold(first)}.{mark}"
    weight = sum(kind == "group" for kind, _ in atoms(row["pattern"].replace("<", "(").replace(">", ")")))
    if row["type"] == "none":
        is_verb = row["pattern"].lstrip("(").startswith("{")
        return Trigger(rule_id, None, "", "actual", (), is_verb, number, weight=weight)
    is_verb = row["frame"] not in _NOUNS
    if row["frame"] not in FRAMES:
        raise ValueError(f"unknown frame {row['frame']!r}; one of {sorted(FRAMES)}")
    contexts = tuple(c for c in row.get("contexts", "").split(",") if c)
    kind = event_type(row["type"], row["mode"])
    is_wide = row["frame"] == "sym" and any(int(gap) >= _WIDE for gap in re.findall(r"~(\d+)", row["pattern"]))
    return Trigger(
        rule_id,
        kind,
        row["frame"],
        row.get("realis") or "actual",
        contexts,
        is_verb,
        number,
        is_wide,
        not is_verb and "{" in row["pattern"],
        weight,
        row["type"].startswith(OWN_PREFIX) or row["mode"].startswith(OWN_PREFIX),
    )


def _spread(pattern: str, affixes: dict[str, list[str]]) -> str:
    """`<noun>` → the noun with each prefix of the pack (article, prepositions written together) and each possessive ending.

    A pattern's first word needs no proclitics (the phrasebook strips them), but its article: `<` at the very start takes
    the prefixes of `first`, elsewhere those of `inner`.
    """
    if "<" not in pattern:
        return pattern
    out: list[str] = []
    i = 0
    while i < len(pattern):
        if pattern[i] != "<":
            out.append(pattern[i])
            i += 1
            continue
        j = pattern.index(">", i)
        prefixes = affixes.get("first" if not "".join(out).strip("( ") else "inner", [""])
        forms: list[str] = []
        for noun in pattern[i + 1 : j].split("|"):
            stem = noun[:-1] + "ت" if noun.endswith("ة") else noun
            forms += [p + noun for p in prefixes]
            if not noun.endswith(("ة", "ا")):
                forms += [p + noun + ending for p in prefixes for ending in affixes.get("endings", [])]
            forms += [p + stem + s for p in prefixes if not p.endswith("ل") for s in affixes.get("suffixes", [])]
        out.append("(" + "|".join(dict.fromkeys(forms)) + ")")
        i = j + 1
    return "".join(out)
