"""Verbs of saying that the packs lack: the words of `annotate/quoting/unheard` counted over a corpus, put together by verb, each with the
rows that would add it.

Forms are one verb where one row of a paradigm gives them (`languages/conjugation`); of several such rows that one counts which gives
most forms. A row is an offer: the paradigm is told by the endings of other verbs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.annotate.quoting.grammar import grammar
from pipeline.annotate.quoting.unheard import Known, Unheard
from pipeline.languages.conjugation import Guess, guesses
from pipeline.text import fold

_EXAMPLES = 2
_TRIED = 6  # rows of a paradigm that are looked at for a form
_NEAR = 0.2  # of the likeliest row's score

_Key = tuple[str, bool, str, Known]  # word or lemma, reflexive, particle, what is known of it


@dataclass
class Tally:
    """Where a word stands: the articles and sources that have it, and some places."""

    articles: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    n_times: int = 0
    frames: set[str] = field(default_factory=set)
    examples: dict[str, tuple[str, str]] = field(default_factory=dict)  # article → (uri, words around)

    def add(self, other: Tally) -> None:
        self.articles |= other.articles
        self.sources |= other.sources
        self.n_times += other.n_times
        self.frames |= other.frames
        for article, example in other.examples.items():
            if len(self.examples) < _EXAMPLES:
                self.examples.setdefault(article, example)


@dataclass(frozen=True, slots=True)
class MissingVerb:
    """A verb as the corpus has it. `verb_row` and `cue_row`: lines for verbs_speech.tsv and cues.tsv, empty where the table has it or
    where no paradigm gives the forms; `examples`: (uri, words around)."""

    lang: str
    name: str
    forms: tuple[str, ...]
    known: Known
    n_articles: int
    n_sources: int
    n_times: int
    examples: tuple[tuple[str, str], ...]
    verb_row: str
    cue_row: str


class Count:
    """Counts the words of one language, article by article."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._tallies: dict[tuple[_Key, str], Tally] = defaultdict(Tally)  # (key, lemma of the packs)

    def add(self, article_id: str, source_id: str, uri: str, text: str, words: Iterable[Unheard]) -> None:
        """The words of one article."""
        for w in words:
            tally = self._tallies[(w.word, w.reflexive, w.particle, w.known), w.lemma]
            tally.articles.add(article_id)
            tally.sources.add(source_id)
            tally.n_times += 1
            tally.frames.add(w.frame)
            if len(tally.examples) < _EXAMPLES:
                tally.examples.setdefault(article_id, (uri, around(text, w.start, w.end)))

    def verbs(self) -> list[MissingVerb]:
        """The verbs, those of most articles first."""
        groups: dict[_Key, _Group] = defaultdict(_Group)
        unknown = sorted({key[0] for key, _ in self._tallies if key[3] == "missing"})
        best = _common(self._lang, unknown)
        for (key, lemma), tally in sorted(self._tallies.items(), key=lambda x: x[0]):
            word, reflexive, particle, known = key
            guess = best.get(word) if known == "missing" else None
            if guess is not None and _barred(self._lang, word):
                known = "barred"
            name = lemma or (guess.lemma if guess else word)
            groups[name, reflexive, particle, known].add(word, tally, guess)
        found = [self._verb(key, group) for key, group in groups.items()]
        return sorted(found, key=lambda v: (-v.n_articles, -v.n_sources, -v.n_times, v.name, v.known))

    def _verb(self, key: _Key, group: _Group) -> MissingVerb:
        name, reflexive, particle, known = key
        safe = "S" if known == "missing" and "d" in group.tally.frames else ""  # marks right beside it, which is all that was seen
        letters = "".join(sorted(group.tally.frames)) + ("r" if reflexive else "") + safe
        pattern = f"{{{name}}}" + (f" {particle}" if particle else "")
        row = group.row if known == "missing" else ""
        can_be_cue = bool(row) or known in ("cue", "frame")
        return MissingVerb(
            self._lang,
            name,
            tuple(group.forms),
            known,
            len(group.tally.articles),
            len(group.tally.sources),
            group.tally.n_times,
            tuple(group.tally.examples.values()),
            row,
            f"{pattern}\tsay\t{letters}" if can_be_cue else "",
        )


@dataclass
class _Group:
    forms: dict[str, None] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    row: str = ""

    def add(self, form: str, tally: Tally, guess: Guess | None) -> None:
        self.forms[form] = None
        self.tally.add(tally)
        self.row = self.row or (guess.row if guess else "")


def _likely(lang: str, form: str) -> list[Guess]:
    found = guesses(lang, form)[:_TRIED]
    return [g for g in found if g.score >= _NEAR * found[0].score]


def _barred(lang: str, form: str) -> bool:
    """Whether a likely verb of the form is listed as one of another kind."""
    return any(grammar(lang).has(name, fold(g.lemma)) for g in _likely(lang, form) for name in ("no_saying", "silences"))


def _common(lang: str, forms: list[str]) -> dict[str, Guess]:
    """The row for each form that has one: the one that most of the forms share, then the likeliest."""
    having: dict[tuple[str, str], dict[str, Guess]] = defaultdict(dict)
    for form in forms:
        for guess in _likely(lang, form):
            having[fold(guess.lemma), guess.paradigm][form] = guess
    out: dict[str, Guess] = {}
    order = sorted(having, key=lambda key: (-len(having[key]), -sum(g.score for g in having[key].values()), key))
    for key in order:
        left = {form: guess for form, guess in having[key].items() if form not in out}
        if len(left) > 1 or (len(left) == 1 and len(having[key]) == 1):
            chosen = max(left.values(), key=lambda g: (len(g.stems), g.score))
            out.update(dict.fromkeys(left, chosen))
    for form in forms:  # what is left over of a verb that others shared
        if form not in out:
            out.update((form, guess) for guess in _likely(lang, form)[:1])
    return out


def around(text: str, start: int, end: int, reach: int = 30) -> str:
    """The word with so many characters on either side, words and lines whole."""
    low = max(text.rfind("\n", 0, start) + 1, start - reach)
    stop = text.find("\n", end)
    high = min(len(text) if stop < 0 else stop, end + reach)
    while low > 0 and low < start and not text[low - 1].isspace():
        low += 1
    while high < len(text) and high > end and not text[high].isspace():
        high -= 1
    return " ".join(text[low:high].split())
