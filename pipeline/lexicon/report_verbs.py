"""Verbs of saying that the corpus has and the packs lack, as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.lexicon.report import isolated, padded, width
from pipeline.lexicon.verbs import MissingVerb

_WIDEST = 40
_FORMS = 3
_APART = {
    "frame": "Known, but not so: verbs that are a cue in other frames only (d: beside quotation marks, t: before a that-clause):",
    "barred": "Known as verbs of another kind (`no_saying` and the like in quotes.toml), and no verbs of saying:",
}


def lines(lang: str, verbs: Sequence[MissingVerb], n_read: int, n_articles: int, most: int, folder: str) -> Iterator[str]:
    """What one language lacks, with the rows that would add it; at most `most` verbs of each sort."""
    if not verbs:
        return
    missing = [v for v in verbs if v.known in ("missing", "cue")][:most]
    read = f"{n_read:,} articles" if n_read >= n_articles else f"the newest {n_read:,} of {n_articles:,} articles"
    yield ""
    yield (
        f"Between statements and those who speak, in no frame of {lang}/cues.tsv ({read}):"
        if missing
        else (f"No word between statements and those who speak is missing in {lang}/cues.tsv ({read}).")
    )
    if missing:
        yield from _table(missing, with_examples=True)
    for known, title in _APART.items():
        some = [v for v in verbs if v.known == known][:most]
        if some:
            yield ""
            yield title
            yield from _table(some, with_examples=known == "frame")
    yield from _rows(lang, missing, folder)


def _table(verbs: Sequence[MissingVerb], *, with_examples: bool) -> Iterator[str]:
    shown = [_forms(v) for v in verbs]
    column = min(_WIDEST, max(4, *map(width, shown)))
    yield f"  {padded('word', column)}  articles  sources  times" + ("  for example" if with_examples else "")
    for v, forms in zip(verbs, shown, strict=True):
        row = f"  {padded(forms, column)}  {v.n_articles:>8}  {v.n_sources:>7}  {v.n_times:>5}"
        if not with_examples:
            yield row
            continue
        for n, (uri, around) in enumerate(v.examples):
            yield f"{row if n == 0 else ' ' * (column + 28)}  {uri}: {isolated(around)}"


def _forms(verb: MissingVerb) -> str:
    more = f" +{len(verb.forms) - _FORMS}" if len(verb.forms) > _FORMS else ""
    return isolated(", ".join(verb.forms[:_FORMS])) + more


def _rows(lang: str, verbs: Sequence[MissingVerb], folder: str) -> Iterator[str]:
    """The lines that would add the verbs, told from their endings."""
    added = [v for v in verbs if v.cue_row]
    if not added:
        return
    yield ""
    yield f"To add those that are verbs of saying, put their lines into these tables (below {folder}/{lang}); correct verb and paradigm:"
    conjugated = dict.fromkeys(v.verb_row for v in added if v.verb_row)
    if conjugated:
        yield ""
        yield "# verbs_speech.tsv"
        yield "lemma\tparadigm\tstems"
        yield from conjugated
    yield ""
    yield "# cues.tsv"
    yield "pattern\tclass\tframes"
    yield from dict.fromkeys(v.cue_row for v in added)
